"""How long and how tangled a body may be, so that no file keeps the build waiting.

Python-Markdown reads some signs again and again for each of them that stands before (``[[[[…``, ``<a <a <a …``), and calls
itself once for each level of a quotation or a list. Within these bounds the worst body takes less than a second; the
longest of ours has 17,000 characters, and no paragraph more than 2,000. Every rule here reads the text once, and so does
``soat-bai.js``, which knows the bounds from ``BOUNDS``: patterns and signs are for Python and JavaScript alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_BODY = 50_000
# Between two empty lines, or those of a list or table.
LONGEST_PARAGRAPH = 5_000
MOST_LINES = 150
# Without a blank: an address at most.
LONGEST_WORD = 2_000
# The same sign again and again, or blanks.
LONGEST_RUN = 120
DEEPEST = 8
# Blanks before a line; a list in a list in a list takes twelve.
WIDEST_INDENT = 4 * DEEPEST
MOST_COLUMNS = 30
MOST_HEADINGS = 100
# Of all tables of a body; each takes the build as long as a short paragraph.
MOST_CELLS = 600

# sign → how often it may stand in a paragraph, and in a body.
MOST_SIGNS = {
    "[": (150, 1_000),
    "]": (150, 1_000),
    "<": (100, 500),
    "`": (200, 2_000),
    "*": (300, 3_000),
    "_": (300, 3_000),
    "{": (150, 1_000),
    "&": (500, 3_000),
    "\\": (500, 3_000),
    "~": (200, 1_000),
}

_MARKERS = re.compile(rf"(?:[ \t]*(?:>|[-*+:](?=[ \t])|[0-9]{{1,9}}[.)](?=[ \t]))){{{DEEPEST + 1}}}")
# Marked by signs, underlined, or written as a tag; within quotations and lists too.
_HEADING = re.compile(
    r"^(?:[ \t>]|[-*+:][ \t]|[0-9]{1,9}[.)][ \t])*(?:#|[=\-]+[ \t]*$)|<[Hh][1-6](?=[\s\/>])", re.MULTILINE
)
# What nests, and the cells of a row. The form makes signs of all tags, and so need not count them.
_TAG = re.compile(r"<(/?)(blockquote|ul|ol|dl|table|details|div|figure|tr|td|th)(?=[\s/>])", re.IGNORECASE)
_ROW = ("tr", "table")
_CELL = ("td", "th")
_RUN = re.compile(rf"([!-\/:-@\[-`{{-~ \t])\1{{{LONGEST_RUN}}}")
# What the form needs to find the same bodies at fault.
BOUNDS = {
    "longest": LONGEST_BODY,
    "paragraph": LONGEST_PARAGRAPH,
    "lines": MOST_LINES,
    "columns": MOST_COLUMNS,
    "headings": MOST_HEADINGS,
    "heading": _HEADING.pattern,
    "cells": MOST_CELLS,
    "signs": {sign: list(most) for sign, most in MOST_SIGNS.items()},
    "line": rf"^(?:[ ]{{{WIDEST_INDENT + 1}}}|{_MARKERS.pattern})|{_RUN.pattern}|[^ \t\n]{{{LONGEST_WORD + 1}}}",
}
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?=\n)")


def faults(body: str) -> Iterator[tuple[int, str, str]]:
    """(line within the body from 0, Vietnamese, English) of what goes beyond a bound, each bound told once."""
    if len(body) > LONGEST_BODY:
        vi = f"bài dài {len(body)} ký tự, hãy rút còn nhiều nhất {LONGEST_BODY} hoặc chia thành nhiều trang"
        yield 0, vi, f"{len(body)} characters; shorten it to {LONGEST_BODY} at most, or make several pages of it"
        return
    lines = body.split("\n")
    yield from _lines(lines)
    # What a whole body keeps to, each of its paragraphs keeps to.
    if len(body) > LONGEST_PARAGRAPH or len(lines) > MOST_LINES or "|" in body or _has_many_signs(body):
        yield from _paragraphs(body)
    # Each heading has one of these signs at least.
    if sum(map(body.count, "#=-<")) > MOST_HEADINGS:
        yield from _headings(body)
    if "|" in body:
        yield from _cells(body)
    if "<" in body:
        yield from _tags(body)
    for sign, (_, most) in MOST_SIGNS.items():
        if body.count(sign) > most:
            place = _nth(body, sign, most)
            yield body.count("\n", 0, place), *_too_many(sign, body.count(sign), most, "cả bài", "the whole text")


_FIRST_OF_NESTED = frozenset(" \t>-*+:0123456789")


def _has_many_signs(body: str) -> bool:
    return any(body.count(sign) > most for sign, (most, _) in MOST_SIGNS.items())


def _lines(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    told: set[str] = set()
    for number, line in enumerate(lines):
        # Most lines are short, and begin with a word: nothing is indented, nested or too long there.
        if len(line) <= LONGEST_RUN and (not line or line[0] not in _FIRST_OF_NESTED):
            continue
        for vi, en in _line(line):
            if vi not in told:
                told.add(vi)
                yield number, vi, en


def _line(line: str) -> Iterator[tuple[str, str]]:
    words = line.lstrip(" \t")
    if len(line[: len(line) - len(words)].expandtabs(4)) > WIDEST_INDENT and words:
        yield "thụt đầu dòng quá sâu, hãy bớt dấu cách ở đầu dòng", "indented too deep; take spaces at its start away"
    elif _MARKERS.match(line):
        yield f"lồng nhau quá {DEEPEST} tầng, hãy viết gọn lại", f"nested deeper than {DEEPEST} levels; write it flat"
    if len(line) <= LONGEST_RUN:
        return
    if run := _RUN.search(line):
        sign = "dấu cách" if run[1].isspace() else f"dấu {run[1]}"
        vi = f"hơn {LONGEST_RUN} {sign} liền nhau, hãy bớt đi"
        yield vi, f"over {LONGEST_RUN} {'blanks' if run[1].isspace() else run[1]} in a row; take some out"
    if len(line) > LONGEST_WORD and len(max(line.replace("\t", " ").split(" "), key=len, default="")) > LONGEST_WORD:
        vi = f"hơn {LONGEST_WORD} ký tự liền nhau không có dấu cách, hãy bỏ bớt"
        yield vi, f"over {LONGEST_WORD} characters without a blank; shorten it"


def _paragraphs(body: str) -> Iterator[tuple[int, str, str]]:
    told: set[str] = set()
    first = 0
    for text in _PARAGRAPH_END.split(body):
        for vi, en in _paragraph(text):
            if (bound := en.partition(" ")[2]) not in told:
                told.add(bound)
                yield first + len(text) - len(text.lstrip("\n")), vi, en
        first += text.count("\n") + 1


def _headings(body: str) -> Iterator[tuple[int, str, str]]:
    found = [match.start() for match in _HEADING.finditer(body)]
    if len(found) > MOST_HEADINGS:
        vi = f"{len(found)} đề mục, hãy bớt còn nhiều nhất {MOST_HEADINGS} hoặc chia thành nhiều trang"
        en = f"{len(found)} headings; leave {MOST_HEADINGS} at most, or make several pages of it"
        yield body.count("\n", 0, found[MOST_HEADINGS]), vi, en


def _cells(body: str) -> Iterator[tuple[int, str, str]]:
    cells = line = 0
    beyond: int | None = None
    for text in _PARAGRAPH_END.split(body):
        cells += _cells_of(text.strip("\n").split("\n"))
        if cells > MOST_CELLS and beyond is None:
            beyond = line + len(text) - len(text.lstrip("\n"))
        line += text.count("\n") + 1
    if beyond is not None:
        vi = f"các bảng có {cells} ô, hãy bớt còn nhiều nhất {MOST_CELLS} hoặc chia thành nhiều trang"
        yield beyond, vi, f"{cells} cells in tables; leave {MOST_CELLS} at most, or make several pages of it"


def _cells_of(lines: list[str]) -> int:
    """How many cells these lines make if they are a table: a line of nothing but rules says how many columns it has."""
    rules = [line.count("|") for line in lines if "|" in line and not line.strip("|:-> \t")]
    return len(lines) * max(*rules, 2) - len(lines) if rules else 0


def _tags(body: str) -> Iterator[tuple[int, str, str]]:
    """Elements within elements, and rows that are too long: each told once."""
    depth = cells = 0
    told: set[str] = set()
    for match in _TAG.finditer(body):
        is_end, name = bool(match[1]), match[2].lower()
        if name in _CELL:
            cells += not is_end
        else:
            cells = 0 if name in _ROW else cells
            depth = depth if name == "tr" else max(depth - 1, 0) if is_end else depth + 1
        kind = "depth" if depth > DEEPEST else "cells" if cells > MOST_COLUMNS else ""
        if kind and kind not in told:
            told.add(kind)
            yield body.count("\n", 0, match.start()), *_TOO_MANY_TAGS[kind]


_TOO_MANY_TAGS = {
    "depth": (
        f"thẻ HTML lồng nhau quá {DEEPEST} tầng, hãy viết gọn lại",
        f"HTML elements nested deeper than {DEEPEST} levels; write it flat",
    ),
    "cells": (
        f"một hàng của bảng HTML có quá {MOST_COLUMNS} ô, hãy bớt đi",
        f"a row of an HTML table has over {MOST_COLUMNS} cells; take some out",
    ),
}


def _paragraph(text: str) -> Iterator[tuple[str, str]]:
    if len(text) > LONGEST_PARAGRAPH:
        vi = f"đoạn dài {len(text)} ký tự, hãy chia thành các đoạn nhiều nhất {LONGEST_PARAGRAPH}"
        yield vi, f"{len(text)} characters in a paragraph; part it into some of {LONGEST_PARAGRAPH} at most"
    lines = text.strip("\n").count("\n") + 1
    if lines > MOST_LINES:
        vi = f"{lines} dòng liền nhau, hãy để dòng trống giữa các đoạn, nhiều nhất {MOST_LINES} dòng một đoạn"
        yield vi, f"{lines} lines in a row; put empty lines between paragraphs of {MOST_LINES} at most"
    for sign, (most, _) in MOST_SIGNS.items():
        if text.count(sign) > most:
            yield _too_many(sign, text.count(sign), most, "một đoạn", "a paragraph")
    if "|" in text and max(line.count("|") for line in text.split("\n")) > MOST_COLUMNS:
        vi = f"bảng có quá nhiều cột, hãy để nhiều nhất {MOST_COLUMNS - 1}"
        yield vi, f"a table of too many columns; leave {MOST_COLUMNS - 1} at most"


def _too_many(sign: str, found: int, most: int, where_vi: str, where_en: str) -> tuple[str, str]:
    return (
        f"{found} dấu {sign} trong {where_vi}, hãy bớt còn nhiều nhất {most}",
        f"{found} signs {sign} in {where_en}; leave {most} at most",
    )


def _nth(text: str, sign: str, number: int) -> int:
    """The place of a sign after ``number`` others."""
    place = -1
    for _ in range(number + 1):
        place = text.index(sign, place + 1)
    return place
