"""Every broken story of ``broken/``: each mistake is told at its line, with its field and what to do; nothing else is."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from broken_stories import NEIGHBOUR, Case, broken_stories, good_files, lay_out
from check import check, compose_letters
from conftest import ROOT

TODAY = datetime.date(2024, 1, 15)
WORDS = ROOT / "overrides/locales"
CASES = list(broken_stories())


def faults_of(case: Case, told: list[str]) -> list[str]:
    """How the lines that were told differ from those that were expected."""
    faults = [] if len(told) == len(case.expected) else [f"{len(told)} lines told, {len(case.expected)} expected"]
    for line, expected in zip(told, case.expected, strict=False):
        if not line.startswith(expected.start):
            faults.append(f"not {expected.start}")
            continue
        rest = line.removeprefix(expected.start)
        for words in expected.words:
            _, found, rest = rest.partition(words)
            if not found:
                faults.append(f"no «{words}»")
    return [*faults, *told] if faults else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_story_is_told_at_its_line(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(case.files, tmp_path / "project", WORDS)
    status = check(tmp_path / "project", TODAY)
    lines = capsys.readouterr().err.splitlines()
    told, last = lines[:-1], lines[-1] if lines else ""
    assert faults_of(case, told) == []
    assert not [line for line in told if line.startswith(f"docs/{NEIGHBOUR}")]
    assert status == (1 if case.expected else 0)
    assert last == (f"{len(told)} lỗi cần sửa / {len(told)} to mend" if case.expected else "")


# One of each kind, as the clerk meets them: by the command, in a process of its own.
BY_COMMAND = [
    "body: no text",
    "consent: pupil with no consent but their own",
    "consent: consent has expired",
    "dates: 30 February",
    "english: English without Vietnamese",
    "fields: no title",
    "files: UTF-16, which Notepad calls Unicode",
    "files: name with spaces and marks",
    "header: title has a colon",
    "header: a bomb of aliases",
    "letters: text turned from right to left",
    "pictures: photo is no picture",
]


@pytest.mark.parametrize("name", BY_COMMAND)
def test_the_command_tells_the_same_and_fails(name: str, tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == name)
    lay_out(case.files, tmp_path / "project", WORDS)
    result = subprocess.run(
        [sys.executable, "-X", "utf8", str(ROOT / "hooks/check.py"), "--root", str(tmp_path / "project")],
        env={**os.environ, "GITHUB_ACTIONS": ""},  # on GitHub it would speak to GitHub
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert faults_of(case, result.stderr.splitlines()[:-1]) == []
    assert "Traceback" not in result.stderr
    assert result.returncode == 1


def test_there_are_many_cases_and_some_that_are_right() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
    assert len([case for case in CASES if case.expected]) >= 200
    assert len([case for case in CASES if not case.expected]) >= 10


def test_a_line_too_many_or_at_another_place_is_a_fault() -> None:
    case = next(case for case in CASES if case.name == "dates: 30 February")
    line = "docs/guong/2023/lop-doc-sach.vi.md:10: date: không phải ngày có thật, cần dạng 2023-11-20 / no"
    assert faults_of(case, [line]) == []
    assert faults_of(case, []) and faults_of(case, [line, line])
    assert faults_of(case, [line.replace(":10:", ":9:")]) and faults_of(case, [line.replace("cần dạng", "dạng")])


def test_the_good_story_that_cases_break_is_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(good_files(), tmp_path / "project", WORDS)
    assert check(tmp_path / "project", TODAY) == 0
    assert capsys.readouterr().err == ""


def test_the_letters_that_make_nfc_is_named_for_are_mended_by_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = 0
    for place, case in enumerate(CASES):
        root = tmp_path / str(place)
        if not case.name.startswith(("letters:", "files: letters apart")):
            continue
        lay_out(case.files, root, WORDS)
        check(root, TODAY)
        lines = capsys.readouterr().err.splitlines()
        if any("«make nfc»" in line for line in lines):
            named += 1
            assert compose_letters(root) == 0
            assert check(root, TODAY) == 0, case.name
            capsys.readouterr()
    assert named >= 8
