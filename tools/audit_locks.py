"""«make audit-locks»: looks for published vulnerabilities of everything that the lock files name.

Python's packages are asked of pip-audit, npm's of «npm audit»; both ask public lists of advisories by name and version.
Nothing is installed, and packages for other systems are asked about too. What was found and is known to do no harm here
stands in ``requirements/audit-exceptions.toml``, each with the reason and a last day.

Ends with 0 where nothing is open, 1 where something is, 2 where the lists could not be asked: that is no «all right».
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lock_files import NPM_LOCKS, PYTHON_LOCKS, ROOT, Package, merged, npm_packages, python_packages

EXCEPTIONS = "requirements/audit-exceptions.toml"
ALL_RIGHT, OPEN, NOT_ASKED = 0, 1, 2
# Nobody has looked at a reason for longer than that.
LONGEST = datetime.timedelta(days=366)
# What advisories are called by: GHSA-…, PYSEC-…, CVE-….
_ADVISORY = re.compile(r"GHSA(?:-[0-9a-z]{4}){3}|PYSEC-\d{4}-\d+|CVE-\d{4}-\d{4,}")


# In place of a version: npm knows one within the range, and does not name it.
UPGRADE = "make upgrade"


@dataclass(frozen=True)
class Finding:
    """An advisory on a package of a lock file; ``ids`` has all its names, the first is the one to be told."""

    where: str
    package: str
    ids: tuple[str, ...]
    mended_in: str

    def line(self) -> str:
        if self.mended_in == UPGRADE:
            return f"{self.where}: {self.package}: {self.ids[0]}, đã có bản sửa, chạy make upgrade / run make upgrade"
        mended = f"đã sửa ở bản {self.mended_in}" if self.mended_in else "chưa có bản sửa"
        meant = f"mended in {self.mended_in}" if self.mended_in else "no mended version yet"
        return f"{self.where}: {self.package}: {self.ids[0]}, {mended} / {meant}"


@dataclass(frozen=True)
class Excepted:
    """An advisory that does no harm here: of which package, why, and until when somebody has thought so."""

    advisory: str
    package: str
    why: str
    until: datetime.date


class NotAskedError(Exception):
    """The list of advisories did not answer, or not on everything."""


def pip_findings(answer: str, asked: Iterable[Package]) -> list[Finding]:
    """What pip-audit's JSON says; each package asked about must be in it: one it passed over counts as not asked.

    (It passes over what its list does not know, says that no vulnerabilities were found, and ends with 0.)
    """
    try:
        entries = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise NotAskedError("pip-audit") from None
    by_key = {f"{entry['name']}=={entry['version']}": entry["vulns"] for entry in entries if "vulns" in entry}
    found = []
    for package in asked:
        if package.key not in by_key:
            raise NotAskedError(f"pip-audit: {package.key}")
        for entry in by_key[package.key]:
            ids = (entry["id"], *entry.get("aliases", ()))
            found.append(Finding(_where(package), package.key, ids, ", ".join(entry["fix_versions"])))
    return found


def npm_findings(answer: str, lock: str) -> list[Finding]:
    """What «npm audit --json» says on a lock file; a package hit by way of another is told once, at that other."""
    try:
        tree: Mapping[str, Any] = json.loads(answer)
        entries: Mapping[str, Mapping[str, Any]] = tree["vulnerabilities"]
        tree["metadata"]["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        raise NotAskedError("npm audit") from None
    found = []
    for name, entry in entries.items():
        for via in entry["via"]:
            if isinstance(via, str):
                continue
            known = _ADVISORY.search(via.get("url", ""))
            number = known[0] if known else str(via["source"])
            mended = entry.get("fixAvailable")
            # True: a version mends it that the wanted range takes.
            within = UPGRADE if mended is True else ""
            fixed = f"{mended['name']} {mended['version']}" if isinstance(mended, dict) else within
            found.append(Finding(lock, f"{name} {via.get('range', '')}".strip(), (number,), fixed))
    return sorted(set(found), key=lambda finding: (finding.package, finding.ids))


def read_exceptions(text: str, today: datetime.date) -> tuple[list[Excepted], list[str]]:
    """The exceptions, and what is wrong with them: no reason, no day, a day long past or too far off."""
    found: list[Excepted] = []
    wrong: list[str] = []
    for number, entry in enumerate(tomllib.loads(text).get("except", []), 1):
        where = f"{EXCEPTIONS}: {entry.get('id') or number}"
        advisory, package, why, until = (entry.get(key) for key in ("id", "package", "why", "until"))
        if not (advisory and package and why and len(why) >= 20 and type(until) is datetime.date):
            wrong.append(
                f"{where}: phải có id, package, why (ít nhất 20 chữ cái), until = 2026-12-31"
                " / needs id, package, why (20 letters or more), until = 2026-12-31"
            )
        elif until < today:
            wrong.append(f"{where}: đã quá hạn ngày {until}, hãy xem lại / ran out on {until}; look at it again")
        elif until > today + LONGEST:
            wrong.append(f"{where}: ngày {until} xa quá một năm / {until} is more than a year away")
        else:
            found.append(Excepted(advisory, package, why, until))
    return found, wrong


def still_open(findings: Iterable[Finding], exceptions: Sequence[Excepted]) -> list[Finding]:
    """The findings that no exception explains."""
    known = {(entry.advisory, entry.package) for entry in exceptions}
    return [
        finding
        for finding in findings
        if not any((number, re.split("==| ", finding.package)[0]) in known for number in finding.ids)
    ]


def _where(package: Package) -> str:
    paths = [path for path, purpose in PYTHON_LOCKS.items() if purpose in package.purposes]
    return paths[0]


def ask_pip(packages: Sequence[Package]) -> list[Finding]:
    """Ask pip-audit; a name that stands there in two versions needs two questions."""
    found: list[Finding] = []
    left = list(packages)
    while left:
        now = list({package.name: package for package in reversed(left)}.values())
        left = [package for package in left if package not in now]
        with tempfile.TemporaryDirectory() as folder:
            pins = Path(folder) / "pins.txt"
            pins.write_text("".join(f"{package.key}\n" for package in now), encoding="utf-8")
            command = ["--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off"]
            done = subprocess.run(
                [str(Path(sys.executable).with_name("pip-audit")), *command, "--requirement", str(pins)],
                capture_output=True,
                text=True,
                timeout=600,
            )
        found += pip_findings(done.stdout, now)
    return found


def ask_npm(lock: str) -> list[Finding]:
    """Ask «npm audit» about one lock file."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotAskedError("npm")
    folder = (ROOT / lock).parent
    command = [npm, "audit", "--json", "--package-lock-only", "--ignore-scripts"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    return npm_findings(done.stdout, lock)


def locked_python() -> list[Package]:
    """Every Python package of every lock file, once."""
    return merged(
        package
        for path, purpose in PYTHON_LOCKS.items()
        for package in python_packages((ROOT / path).read_text(encoding="utf-8"), purpose)
    )


def main() -> int:
    """Ask about all, tell what is open."""
    exceptions, wrong = read_exceptions((ROOT / EXCEPTIONS).read_text(encoding="utf-8"), datetime.date.today())
    python = locked_python()
    npm = [
        package
        for path, purpose in NPM_LOCKS.items()
        for package in npm_packages(json.loads((ROOT / path).read_text(encoding="utf-8")), purpose)
    ]
    for line in wrong:
        print(line)
    try:
        findings = ask_pip(python) + [finding for lock in NPM_LOCKS for finding in ask_npm(lock)]
    except (NotAskedError, subprocess.TimeoutExpired) as error:
        what = error.args[0] if isinstance(error, NotAskedError) else Path(error.cmd[0]).name
        print(
            f"Chưa soát được: danh sách lỗ hổng không trả lời ({what})"
            f" / not audited: the list of vulnerabilities did not answer ({what})",
            file=sys.stderr,
        )
        return NOT_ASKED
    left = still_open(findings, exceptions)
    print(*(finding.line() for finding in left), sep=os.linesep if left else "", end="\n" if left else "")
    for entry in exceptions:
        if not any(entry.advisory in finding.ids for finding in findings):
            print(f"{EXCEPTIONS}: {entry.advisory}: không còn thấy, bỏ được / not found any more; may be taken out")
    print(
        f"Đã soát {len(python)} gói Python, {len(npm)} gói npm: {len(left)} lỗ hổng chưa giải thích"
        f" / {len(python)} Python and {len(npm)} npm packages audited: {len(left)} not explained"
    )
    return OPEN if left or wrong else ALL_RIGHT


if __name__ == "__main__":
    raise SystemExit(main())
