"""Every mistake an author can make, as files, and the lines that tell of it: ``golden/problems/<name>/``.

Each folder holds files as they would stand in ``docs/``, and ``expected.txt`` with the lines of the check. Where it does
not bring its own, a right plan and its movement stand beside them. ``make golden`` rewrites the lines; look at the diff.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import SETTINGS, TODAY, content, library_of
from conftest import GOLDEN
from thidua.problems import Problem, in_order
from thidua.sources import SourceFile, read_source

PROBLEMS = GOLDEN / "problems"
EXPECTED = "expected.txt"
CASES = sorted(path.name for path in PROBLEMS.iterdir())


def read_case(folder: Path) -> tuple[list[SourceFile], set[str], list[Problem]]:
    """(Markdown files, paths of the others, problems of reading) of a case."""
    sources: list[SourceFile] = []
    media: set[str] = set()
    problems: list[Problem] = []
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_dir() or path == EXPECTED:
            continue
        if file.suffix != ".md":
            media.add(path)
            continue
        source, found = read_source(path, file.read_bytes())
        problems += found
        if source is not None:
            sources.append(source)
    return sources, media, problems


def lines_of(name: str) -> str:
    """What the check prints of a case."""
    sources, media, problems = read_case(PROBLEMS / name)
    problems += library_of(content(*sources), media, SETTINGS, TODAY)[1]
    return "".join(f"{problem}\n" for problem in in_order(problems))


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_in_words_that_help(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"problems/{name}/{EXPECTED}", lines_of(name))


def test_every_line_says_where_and_speaks_vietnamese_first() -> None:
    for name in CASES:
        for line in (PROBLEMS / name / EXPECTED).read_text(encoding="utf-8").splitlines():
            place, _, words = line.partition(": ")
            path, _, number = place.rpartition(":")
            vietnamese, slash, english = words.rpartition(" / ")
            assert path.startswith("docs/"), line
            assert int(number) >= 1, line
            assert slash and not vietnamese.isascii(), line
            assert english, line
            # A line goes to a terminal or a pull request as it stands.
            assert line.isprintable(), line


def test_what_is_right_is_told_nothing() -> None:
    # A case that says nothing says so on purpose: an empty list by accident would hide a check that has gone.
    assert [name for name in CASES if not (PROBLEMS / name / EXPECTED).read_text(encoding="utf-8")] == [
        "all-right",
        "byte-order-mark-and-windows-line-ends",
        "empty-english-file",
        "links-to-withdrawn-stories-and-lists",
        "quotes-that-name-no-movement",
        "withdrawn-and-sample-need-no-consent",
        "year-without-plan",
    ]
