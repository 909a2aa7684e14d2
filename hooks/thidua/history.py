"""When each file last changed, and what it was called before, as git tells it.

The only module that starts a program; without git it knows nothing.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path


def last_changes(root: Path, folder: str) -> dict[str, int]:
    """Path from the folder → seconds since 1970 of its newest commit; files changed since then count as newest.

    Empty where git or its history is missing: a shallow clone knows only its last commit, so nothing is compared there.
    """
    try:
        if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
            return {}
        log = _git(
            root,
            "-c",
            "core.quotePath=false",
            "log",
            "--format=%x00%ct",
            "--name-only",
            "--relative",
            "--",
            ".",
            cwd=root / folder,
        )
        edited = _git(
            root,
            "-c",
            "core.quotePath=false",
            "diff",
            "--name-only",
            "--relative",
            "HEAD",
            "--",
            ".",
            cwd=root / folder,
        )
    except (OSError, subprocess.SubprocessError):
        return {}
    changes: dict[str, int] = {}
    newest = 0
    for entry in log.split("\0")[1:]:
        time, _, names = entry.partition("\n")
        newest = max(newest, int(time))
        for name in filter(None, names.split("\n")):
            changes.setdefault(name, int(time))
    changes.update((name, newest + 1) for name in filter(None, edited.split("\n")))
    return changes


def names_in_history(root: Path, paths: Iterable[str]) -> list[str]:
    """All names that these files have had, from the repository's root; empty where git knows none of them.

    ``paths`` are from the project's folder. A name that another file bears today is left out.
    """
    try:
        top = Path(_git(root, "rev-parse", "--show-toplevel").strip())
        prefix = _git(root, "rev-parse", "--show-prefix").strip()
        renames = _git(root, *_LOG, "-M", "--diff-filter=R", "--name-status", "-z").split("\0")
        wanted = [prefix + path for path in paths]
        known = [path for path in wanted if _git(root, *_LOG, "--max-count=1", "--format=%h", "--", f":(top){path}")]
    except (OSError, subprocess.SubprocessError):
        return []
    older: dict[str, list[str]] = {}
    for place, status in enumerate(renames):
        if re.fullmatch(r"\s*R\d+", status):
            older.setdefault(renames[place + 2], []).append(renames[place + 1])
    names = dict.fromkeys(known)
    waiting = list(wanted)
    while waiting:
        for name in older.get(waiting.pop(), ()):
            if name not in names and not (top / name).exists():
                names[name] = None
                waiting.append(name)
    return list(names)


# «core.quotePath»: names as they are, not in octal numbers.
_LOG = ("-c", "core.quotePath=false", "log", "--all", "--format=")


def _git(root: Path, *arguments: str, cwd: Path | None = None) -> str:
    result = subprocess.run(  # noqa: S603
        ["git", *arguments],  # noqa: S607
        cwd=cwd or root,
        capture_output=True,
        check=True,
        timeout=10,
    )
    return result.stdout.decode("utf-8", "replace")
