"""How long and how tangled a body may be: each bound, at it and beyond it; what is beyond is told once, at its line."""

from __future__ import annotations

import re

import pytest
from builders import content, library_of, movement, page, plan, problems_of, story
from conftest import ROOT
from thidua import body_bounds as bounds
from thidua.body_bounds import faults
from thidua.frontmatter import parse
from thidua.sources import SourceFile

AT_THEIR_BOUNDS = {
    "body": ("đoạn văn\n\n" * (bounds.LONGEST_BODY // 10), "a"),
    "paragraph": ("chữ " * (bounds.LONGEST_PARAGRAPH // 4), "a"),
    "lines": ("dòng\n" * (bounds.MOST_LINES - 1) + "dòng", "\ndòng"),
    "word": ("á" * bounds.LONGEST_WORD, "á"),
    "blanks": ("a" + " " * bounds.LONGEST_RUN + "b", " " * (bounds.LONGEST_RUN + 1) + "c"),
    "run": ("a" + "-" * bounds.LONGEST_RUN, "-"),
    "markers": ("> " * bounds.DEEPEST + "a", "\n\n" + "> " * (bounds.DEEPEST + 1) + "a"),
    "markers of lists": ("- 1. > + * : " + "a", "\n\n" + "- 1. > + * : 2) - - a"),
    "indent": (" " * bounds.WIDEST_INDENT + "a", "\n\n" + "\t" * 9 + "a"),
    "columns": ("|a" * (bounds.MOST_COLUMNS - 1) + "|", "|"),
    "headings": ("## a\n\n" * bounds.MOST_HEADINGS, "> - ## a"),
    "headings underlined": ("a\n---\n\n" * bounds.MOST_HEADINGS, "a\n==="),
    "headings as tags": ("<h2>a</h2>\n\n" * bounds.MOST_HEADINGS, "<H3 id=a>"),
    "cells": ("|a|b|\n|-|-|\n|c|d|\n\n" * (bounds.MOST_CELLS // 6), "a|b\n:-|-"),
    "cells of short rows": ("|" * 7 + "\n" + "|-" * 6 + "|\n" + "a\n" * (bounds.MOST_CELLS // 6 - 2), "\n> a|b\n> -|-"),
    "HTML within HTML": ("<blockquote>\n" * bounds.DEEPEST, "<DIV>"),
    "HTML lists": ("<ul><li>\n" * 4 + "<ol start=2><li>\n" * 4, "<details>\n<ul>"),
    "HTML side by side": ("<div><ul><li>a</li></ul></div>\n\n" * 20, "<div>" * 9),
    "HTML row": ("<table><tr>" + "<td>a\n" * bounds.MOST_COLUMNS + "</table>\n\n<table><tr>" + "<th>a\n" * 30, "<td>b"),
    **{f"sign {sign}": (f"{sign}a" * most, f"{sign}a") for sign, (most, _) in bounds.MOST_SIGNS.items()},
    **{f"sign {sign} in all": (f"{sign}a\n\n" * most, f"{sign}a") for sign, (_, most) in bounds.MOST_SIGNS.items()},
}


@pytest.mark.parametrize("name", AT_THEIR_BOUNDS)
def test_what_is_at_a_bound_passes_and_what_is_beyond_is_told_once(name: str) -> None:
    text, more = AT_THEIR_BOUNDS[name]
    assert list(faults(text)) == []
    told = list(faults(text + more))
    assert len(told) == 1
    line, vi, en = told[0]
    assert 0 <= line <= (text + more).count("\n") and "hãy" in vi and ";" in en


def test_each_is_told_at_its_line() -> None:
    text = "Một.\n\nHai.\n" + "[" * 151 + "\n\n" + "> " * 9 + "a\n\n\n\n" + "x" * 2001 + "\n\n" + "x" * 2002
    assert [(line, vi) for line, vi, _ in faults(text)] == [
        (3, "hơn 120 dấu [ liền nhau, hãy bớt đi"),
        (5, "lồng nhau quá 8 tầng, hãy viết gọn lại"),
        (9, "hơn 2000 ký tự liền nhau không có dấu cách, hãy bỏ bớt"),
        (2, "151 dấu [ trong một đoạn, hãy bớt còn nhiều nhất 150"),
    ]


def test_no_shipped_body_comes_near_a_bound() -> None:
    bodies = [parse(file.read_text(encoding="utf-8")).body for file in (ROOT / "docs").rglob("*.md")]
    assert len(bodies) > 60
    assert [body[:50] for body in bodies if list(faults(body))] == []
    assert max(map(len, bodies)) < bounds.LONGEST_BODY / 2
    assert max(len(part) for body in bodies for part in re.split(r"\n\s*\n", body)) < bounds.LONGEST_PARAGRAPH / 2


LONG = "chữ " * 20_000


@pytest.mark.parametrize(
    ("source", "line"),
    [(story(body=LONG), 14), (movement(body=LONG), 9), (page(body=LONG), 5), (plan(body=LONG), 7)],
)
def test_of_any_file_a_body_beyond_its_bounds_is_told_and_nothing_else(source: SourceFile, line: int) -> None:
    _, problems = library_of(content(source))
    vi = "bài dài 80000 ký tự, hãy rút còn nhiều nhất 50000 hoặc chia thành nhiều trang"
    assert [(problem.path, problem.line, problem.vi) for problem in problems] == [(f"docs/{source.path}", line, vi)]


def test_the_header_of_such_a_file_is_read_all_the_same() -> None:
    told = problems_of(story(body=LONG, year="23", name="An 0912 345 678"))
    assert [line.split(": ")[1] for line in told] == ["name", "year", "nội dung"]
