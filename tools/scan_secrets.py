"""Looks for keys, tokens and passwords in every tracked file; «make test» runs it. Nothing is asked of a network.

What looks like a secret and is none gets a comment on its line, with the reason: ``# pragma: allowlist secret (why)``.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings, get_settings

ROOT = Path(__file__).resolve().parent.parent
# Where nobody keeps files of the project, should git not be there to tell.
MADE = {".git", ".cache", "site", "dist", "node_modules", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
# The scanner's own way of asking services whether a key still works: it would send the key away.
ASKING = "detect_secrets.filters.common.is_ignored_due_to_verification_policies"
_ALLOWED = re.compile(r"pragma: ?allowlist (?:nextline )?secret(.*)")
_REASON = re.compile(r" \(\w.{9,}\)")


def tracked_files(root: Path) -> list[Path]:
    """What git keeps, and new files that it does not ignore; in a copy without git, what nobody made by a command."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, timeout=60)
    except FileNotFoundError:
        done = None
    if done is not None and done.returncode == 0:
        paths = [root / os.fsdecode(name) for name in done.stdout.split(b"\0") if name]
    else:
        paths = [path for path in root.rglob("*") if not _made(path.relative_to(root))]
    return sorted(path for path in set(paths) if path.is_file() and not path.is_symlink())


def _made(path: Path) -> bool:
    return any(part in MADE or part.startswith((".venv", ".site.")) for part in path.parts)


def secrets_in(paths: Sequence[Path], root: Path) -> Iterator[str]:
    """One line for each finding, without the secret itself: whoever reads the log must not get it."""
    with default_settings():
        get_settings().disable_filters(ASKING)
        for path in paths:
            name = path.relative_to(root).as_posix()
            numbered = sorted({(found.line_number, found.type) for found in scan_file(str(path))})
            for number, kind in numbered:
                yield (
                    f"{name}:{number}: có vẻ là khóa, mật khẩu ({kind}): bỏ đi và thay khóa ấy, hoặc ghi lý do ở cuối dòng"
                    f" / looks like a secret ({kind}): take it out and replace that key, or give a reason on the line"
                )
            yield from _unexplained(path, name)


def _unexplained(path: Path, name: str) -> Iterator[str]:
    """Lines that allow something and do not say why."""
    if path == Path(__file__).resolve():
        return
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        allowed = _ALLOWED.search(line.decode("utf-8", "replace"))
        if allowed and not _REASON.match(allowed[1]):
            yield f"{name}:{number}: phải nói lý do trong ngoặc / the reason is missing: allowlist secret (why)"


def main() -> int:
    """1 where something was found."""
    parser = argparse.ArgumentParser(description="Tìm khóa, mật khẩu bị lộ / look for secrets")
    parser.add_argument("--root", type=Path, default=ROOT)
    root = parser.parse_args().root.resolve()
    paths = tracked_files(root)
    found = list(secrets_in(paths, root))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(paths)} tệp, {len(found)} chỗ / {len(paths)} files, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
