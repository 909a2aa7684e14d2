"""«make upgrade»: raises what requirements/*.in and the package.json files pin, each within its major version.

A new major version is left to somebody who reads what has changed in it. The lock files are then written by «make lock»,
which ``make upgrade`` runs. With ``--changes`` it lists what differs from the last commit, as a table for a pull request.
No code of a package is run here: versions are looked up, and packages for Python come as wheels.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from lock_files import NPM_LOCKS, PYTHON_LOCKS, ROOT, Package, all_packages, merged, npm_packages, python_packages

UV = ROOT / ".venv-lock/bin/uv"
_DIRECT = re.compile(r"^([A-Za-z0-9._-]+)(\[[^\]]+\])?==([0-9][^\s;#]*)$", re.MULTILINE)


def relaxed(text: str) -> str:
    """A list of requirements with ``a==9.8.1`` as ``a>=9.8.1,<10``."""
    return _DIRECT.sub(lambda pin: f"{pin[1]}{pin[2] or ''}>={pin[3]},<{int(pin[3].split('.')[0]) + 1}", text)


def raised(text: str, newest: Mapping[str, str]) -> str:
    """A list of requirements with its exact pins at the versions given, by name in lower case."""
    return _DIRECT.sub(lambda pin: f"{pin[1]}{pin[2] or ''}=={newest.get(pin[1].lower(), pin[3])}", text)


def newest_python(lists: Mapping[str, str]) -> dict[str, str]:
    """Name → newest version allowed, where there is one for every Python that the project runs on."""
    versions: dict[str, set[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in lists.items():
            (Path(folder) / name).write_text(relaxed(text), encoding="utf-8")
        for name in lists:
            command = ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--upgrade"]
            command += [
                "--only-binary",
                ":all:",
                "--generate-hashes",
                "--no-header",
                "--annotation-style",
                "line",
                name,
            ]
            done = subprocess.run([str(UV), *command], cwd=folder, check=True, capture_output=True, text=True)
            for package in python_packages(done.stdout, "lock"):
                versions.setdefault(package.name, set()).add(package.version)
    return {name: found.pop() for name, found in versions.items() if len(found) == 1}


def raise_npm(folder: Path) -> None:
    """Raise the direct packages of an npm folder within their major versions, and all that they ask for."""
    asked: Mapping[str, str] = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    npm = ["npm", "--silent", "--ignore-scripts", "--package-lock-only"]
    names = [f"{name}@{version.split('.')[0]}" for name, version in asked.items()]
    subprocess.run([*npm, "install", "--save-dev", "--save-exact", *names], cwd=folder, check=True)
    subprocess.run([*npm, "update"], cwd=folder, check=True)


def changes(before: Iterable[Package], after: Iterable[Package]) -> list[tuple[str, str, str, str]]:
    """Rows (ecosystem, name, old versions, new versions) of what differs."""

    def versions(packages: Iterable[Package]) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for package in packages:
            found.setdefault((package.ecosystem, package.name), []).append(package.version)
        return found

    old, new = versions(before), versions(after)
    return [
        (*key, ", ".join(old.get(key, ())) or "–", ", ".join(new.get(key, ())) or "–")
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    ]


def changes_text(rows: Iterable[tuple[str, str, str, str]]) -> str:
    """The rows as a table in Markdown."""
    head = ["| Kho / Index | Gói / Package | Từ / From | Tới / To |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def committed_packages() -> list[Package]:
    """What the lock files of the last commit name."""

    def text(path: str) -> str:
        done = subprocess.run(["git", "show", f"HEAD:{path}"], cwd=ROOT, capture_output=True, text=True)
        return done.stdout  # nothing for a lock file that is new

    found = [package for path, use in PYTHON_LOCKS.items() for package in python_packages(text(path), use)]
    for path, use in NPM_LOCKS.items():
        found += npm_packages(json.loads(text(path) or '{"packages": {}}'), use)
    return merged(found)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Nâng các thư viện / raise the libraries")
    parser.add_argument("--changes", action="store_true", help="in bảng thay đổi / print the table of changes")
    if parser.parse_args().changes:
        sys.stdout.write(changes_text(changes(committed_packages(), all_packages())))
        return 0
    lists = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "requirements").glob("*.in"))}
    newest = newest_python(lists)
    for name, text in lists.items():
        (ROOT / "requirements" / name).write_text(raised(text, newest), encoding="utf-8", newline="\n")
    for lock in NPM_LOCKS:
        raise_npm((ROOT / lock).parent)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
