"""What the lock files name: each package with its version, hashes, who asks for it and what it is for.

Read from the texts alone: no network, and nothing need be installed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

# Lock file → what its packages are for. The order is that of nearness to the readers: where a package stands in several
# lock files, the first says most.
PYTHON_LOCKS: Mapping[str, str] = {
    "requirements.txt": "site",
    "requirements/test.txt": "test",
    "requirements/properdocs.txt": "test",
    "requirements/fonts.txt": "fonts",
    "requirements/bench.txt": "bench",
    "requirements/release.txt": "release",
    "requirements/lock.txt": "lock",
}
NPM_LOCKS: Mapping[str, str] = {
    "editor/package-lock.json": "editor",
    "tests/npm/package-lock.json": "test",
    "tools/bench/npm/package-lock.json": "bench",
    "tools/npm/package-lock.json": "bench",
    "tools/pagefind/package-lock.json": "bench",
}
PURPOSES = tuple(dict.fromkeys([*PYTHON_LOCKS.values(), *NPM_LOCKS.values()]))
# Who asks for a package that nobody among the packages asks for.
ROOT_NAME = ""

_PIN = re.compile(r"^([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)==([^\s;\\]+)(?: ; ([^\\]+?))?(?: \\)?$")
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")
_VIA = re.compile(r"^\s+# via (.+)$")


@dataclass(frozen=True)
class Package:
    """One package of a version; ``hashes`` are ``sha256:<hex>`` (any of these files) or npm's ``sha512-<base64>``.

    ``asked_by`` holds names, ``ROOT_NAME`` among them for what the project itself asks for; npm's keys of folders
    (``node_modules/a/node_modules/b``) stand in ``place`` and ``asked_by``, for two versions may be there at once.
    """

    ecosystem: str
    name: str
    version: str
    hashes: tuple[str, ...]
    asked_by: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    licence: str = ""
    marker: str = ""
    optional: bool = False
    place: str = ""

    @property
    def key(self) -> str:
        return f"{self.name}=={self.version}"


class UnreadableLockError(ValueError):
    """A line of a lock file that is no pin with hashes."""


def python_packages(text: str, purpose: str) -> list[Package]:
    """The packages of a lock file of pip, as uv writes it: pin, hashes, «via»."""
    found: list[Package] = []
    for number, line in enumerate(text.splitlines(), 1):
        if pin := _PIN.match(line):
            name, version, marker = pin.groups()
            found.append(Package("pypi", name, version, (), (), (purpose,), marker=marker or ""))
        elif digest := _HASH.search(line):
            found[-1] = replace(found[-1], hashes=(*found[-1].hashes, digest[1]))
        elif via := _VIA.match(line):
            names = tuple(ROOT_NAME if name.startswith("-r ") else name for name in via[1].split(", "))
            found[-1] = replace(found[-1], asked_by=tuple(sorted(set(names))))
        elif line.strip():
            raise UnreadableLockError(f"{number}: {line}")
    return found


def npm_packages(lock: Mapping[str, Any], purpose: str) -> list[Package]:
    """The packages of npm's ``package-lock.json`` (version 3)."""
    entries: Mapping[str, Mapping[str, Any]] = lock["packages"]
    asked: dict[str, set[str]] = {}
    for place, entry in entries.items():
        wanted = {**entry.get("dependencies", {}), **entry.get("optionalDependencies", {})}
        # Where they are not there, they were optional.
        wanted |= entry.get("peerDependencies", {})
        if place == ROOT_NAME:
            wanted |= entry.get("devDependencies", {})
        for name in wanted:
            if target := _resolved(entries, place, name):
                asked.setdefault(target, set()).add(place)
    return [
        Package(
            "npm",
            place.rpartition("node_modules/")[2],
            entry["version"],
            tuple(entry["integrity"].split()),
            tuple(sorted(asked.get(place, ()))),
            (purpose,),
            entry.get("license", ""),
            optional=bool(entry.get("optional")),
            place=place,
        )
        for place, entry in entries.items()
        if place != ROOT_NAME
    ]


def _resolved(entries: Mapping[str, object], place: str, name: str) -> str | None:
    """Where Node finds a package that the one at ``place`` asks for: in its own folder, or in one around it."""
    while True:
        target = f"{place}/node_modules/{name}".removeprefix("/")
        if target in entries:
            return target
        if not place:
            return None
        place = place.rpartition("node_modules/")[0].removesuffix("/")


def all_packages(root: Path = ROOT) -> list[Package]:
    """Every package of every lock file; one that stands in several comes once, with all its purposes."""
    found: list[Package] = []
    for path, purpose in PYTHON_LOCKS.items():
        found += python_packages((root / path).read_text(encoding="utf-8"), purpose)
    for path, purpose in NPM_LOCKS.items():
        found += npm_packages(json.loads((root / path).read_text(encoding="utf-8")), purpose)
    return merged(found)


def merged(packages: Iterable[Package]) -> list[Package]:
    """One entry for each name and version, with the purposes of all, by ecosystem and name."""
    by_key: dict[tuple[str, str, str], Package] = {}
    for package in packages:
        key = (package.ecosystem, package.name, package.version)
        first = by_key.get(key, package)
        purposes = {*first.purposes, *package.purposes}
        by_key[key] = replace(first, purposes=tuple(name for name in PURPOSES if name in purposes))
    return [by_key[key] for key in sorted(by_key, key=lambda key: (key[0] != "pypi", key[1].lower(), key[2]))]
