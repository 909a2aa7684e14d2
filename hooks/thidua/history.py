"""When each file last changed, as git tells it. The only module that starts a program; without git it knows nothing."""

from __future__ import annotations

import subprocess
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


def _git(root: Path, *arguments: str, cwd: Path | None = None) -> str:
    result = subprocess.run(  # noqa: S603
        ["git", *arguments],  # noqa: S607
        cwd=cwd or root,
        capture_output=True,
        check=True,
        timeout=10,
    )
    return result.stdout.decode("utf-8", "replace")
