"""The audit of the lock files: what the two programs answer, what is excepted, and that no answer is no «all right».

The answers are written by hand after the formats that pip-audit and «npm audit» describe; nothing is asked here.
"""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import audit_locks
from audit_locks import (
    ALL_RIGHT,
    EXCEPTIONS,
    NOT_ASKED,
    OPEN,
    UPGRADE,
    Excepted,
    Finding,
    NotAskedError,
    npm_findings,
    pip_findings,
    read_exceptions,
    still_open,
)
from lock_files import Package

TODAY = datetime.date(2026, 11, 23)
PACKAGE = Package("pypi", "pillow", "13.0.0", ("sha256:" + "0" * 64,), purposes=("site", "test"))
OTHER = Package("pypi", "lxml", "6.1.3", ("sha256:" + "0" * 64,), purposes=("test",))
WHY = "chỉ chạy khi đọc tệp TIFF, trang không nhận / reached by TIFF files only"


def pip_answer(**vulns: list[dict[str, Any]]) -> str:
    versions = {"pillow": "13.0.0", "lxml": "6.1.3"}
    return json.dumps(
        {"dependencies": [{"name": n, "version": versions[n], "vulns": v} for n, v in vulns.items()], "fixes": []}
    )


def pip_vuln(name: str = "PYSEC-2026-17") -> dict[str, Any]:
    return {"id": name, "fix_versions": ["13.0.1"], "aliases": ["CVE-2026-1234"], "description": "…"}


def npm_answer() -> str:
    advisory = {
        "source": 1100001,
        "name": "css-what",
        "dependency": "css-what",
        "title": "Slow",
        "url": "https://github.com/advisories/GHSA-ab12-cd34-ef56",
        "severity": "high",
        "cwe": ["CWE-1333"],
        "cvss": {"score": 7.5, "vectorString": None},
        "range": "<6.1.1",
    }
    entry = {"severity": "high", "isDirect": False, "effects": [], "range": "", "nodes": [], "fixAvailable": True}
    return json.dumps(
        {
            "auditReportVersion": 2,
            "vulnerabilities": {
                "css-what": {**entry, "name": "css-what", "via": [advisory], "effects": ["css-select"]},
                "css-select": {**entry, "name": "css-select", "via": ["css-what"]},
            },
            "metadata": {"vulnerabilities": {"high": 2, "total": 2}, "dependencies": {"total": 61}},
        }
    )


NPM_NOTHING = json.dumps(
    {"auditReportVersion": 2, "vulnerabilities": {}, "metadata": {"vulnerabilities": {"total": 0}}}
)
# As npm puts it where its list does not answer.
NPM_SILENT = json.dumps(
    {"message": "405 Method Not Allowed", "statusCode": 405, "error": {"summary": "", "detail": ""}}
)


def test_an_advisory_of_pip_audit_is_told_with_its_lock_file_and_the_mended_version() -> None:
    (found,) = pip_findings(pip_answer(pillow=[pip_vuln()], lxml=[]), [PACKAGE, OTHER])
    assert found == Finding("requirements.txt", "pillow==13.0.0", ("PYSEC-2026-17", "CVE-2026-1234"), "13.0.1")
    assert found.line() == ("requirements.txt: pillow==13.0.0: PYSEC-2026-17, đã sửa ở bản 13.0.1 / mended in 13.0.1")


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "No known vulnerabilities found",
        "[]",
        json.dumps({"dependencies": [{"name": "pillow", "skip_reason": "not found, could not be audited"}]}),
        pip_answer(lxml=[]),
    ],
    ids=["nothing", "no JSON", "another form", "passed over", "left out"],
)
def test_a_package_that_pip_audit_says_nothing_of_was_not_audited(answer: str) -> None:
    with pytest.raises(NotAskedError):
        pip_findings(answer, [PACKAGE])


def test_an_advisory_of_npm_is_told_once_at_the_package_that_has_it() -> None:
    (found,) = npm_findings(npm_answer(), "editor/package-lock.json")
    assert found == Finding("editor/package-lock.json", "css-what <6.1.1", ("GHSA-ab12-cd34-ef56",), UPGRADE)
    assert found.line().endswith("GHSA-ab12-cd34-ef56, đã có bản sửa, chạy make upgrade / run make upgrade")
    assert npm_findings(NPM_NOTHING, "editor/package-lock.json") == []


@pytest.mark.parametrize("answer", ["", "null", NPM_SILENT, json.dumps({"vulnerabilities": {}})])
def test_an_error_of_npm_is_no_empty_list(answer: str) -> None:
    with pytest.raises(NotAskedError):
        npm_findings(answer, "editor/package-lock.json")


def exception_text(**changed: str) -> str:
    values = {"id": '"CVE-2026-1234"', "package": '"pillow"', "why": f'"{WHY}"', "until": "2027-05-31", **changed}
    return "[[except]]\n" + "".join(f"{name} = {value}\n" for name, value in values.items() if value)


def test_an_exception_holds_for_its_package_alone_by_any_name_of_the_advisory() -> None:
    exceptions, wrong = read_exceptions(exception_text(), TODAY)
    assert exceptions == [Excepted("CVE-2026-1234", "pillow", WHY, datetime.date(2027, 5, 31))]
    assert wrong == []
    findings = pip_findings(pip_answer(pillow=[pip_vuln()], lxml=[pip_vuln()]), [PACKAGE, OTHER])
    assert [finding.package for finding in still_open(findings, exceptions)] == ["lxml==6.1.3"]
    (npm,) = npm_findings(npm_answer(), "editor/package-lock.json")
    css = Excepted("GHSA-ab12-cd34-ef56", "css-what", WHY, TODAY)
    assert still_open([npm], [css]) == []
    assert still_open([npm], exceptions) == [npm]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"until": "2026-11-22"}, "đã quá hạn"),
        ({"until": "2028-01-01"}, "xa quá một năm"),
        ({"until": ""}, "phải có"),
        ({"until": '"2027-05-31"'}, "phải có"),
        ({"until": "2027-05-31T00:00:00"}, "phải có"),
        ({"why": '"vô hại"'}, "phải có"),
        ({"package": ""}, "phải có"),
        ({"id": ""}, "phải có"),
    ],
)
def test_an_exception_without_reason_or_day_or_past_its_day_excepts_nothing(changed: dict[str, str], told: str) -> None:
    exceptions, (line,) = read_exceptions(exception_text(**changed), TODAY)
    assert exceptions == []
    assert told in line and line.startswith(EXCEPTIONS)
    assert read_exceptions(exception_text(until="2026-11-23"), TODAY)[1] == []


def test_the_exceptions_of_the_project_can_be_read_and_have_reasons() -> None:
    _, wrong = read_exceptions((ROOT / EXCEPTIONS).read_text(encoding="utf-8"), datetime.date.min)
    assert not [line for line in wrong if "xa quá" not in line]


@pytest.mark.parametrize(
    ("pip", "npm", "status"),
    [
        ([], [], ALL_RIGHT),
        ([Finding("requirements.txt", "a==1", ("CVE-2026-1",), "")], [], OPEN),
        (None, [], NOT_ASKED),
    ],
    ids=["nothing", "found", "no answer"],
)
def test_the_status_tells_found_and_not_asked_apart(
    pip: list[Finding] | None, npm: list[Finding], status: int, monkeypatch: Any, capsys: Any
) -> None:
    def ask_pip(_: object) -> list[Finding]:
        if pip is None:
            raise NotAskedError("pip-audit")
        return pip

    monkeypatch.setattr(audit_locks, "ask_pip", ask_pip)
    monkeypatch.setattr(audit_locks, "ask_npm", lambda _: npm)
    assert audit_locks.main() == status
    out, err = capsys.readouterr()
    assert len(err.splitlines()) == (1 if status == NOT_ASKED else 0)
    assert ("CVE-2026-1" in out) is (status == OPEN)


def test_every_locked_package_is_asked_about_those_of_other_systems_too(monkeypatch: Any) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> Any:
        asked.append(Path(command[-1]).read_text(encoding="utf-8").splitlines())
        answer = {
            "dependencies": [{"name": n, "version": v, "vulns": []} for n, v in (p.split("==") for p in asked[-1])]
        }
        return type("Done", (), {"stdout": json.dumps(answer)})

    monkeypatch.setattr(audit_locks.subprocess, "run", run)
    packages = audit_locks.locked_python()
    assert audit_locks.ask_pip(packages) == []
    assert sorted(pin for pins in asked for pin in pins) == sorted(package.key for package in packages)
    for pins in asked:  # the two versions of a name go into two questions
        names = [pin.partition("==")[0] for pin in pins]
        assert len(names) == len(set(names))
    assert any(pin.startswith("colorama==") for pin in asked[0])
