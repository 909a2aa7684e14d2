"""Movements: their fields, their names, and the English half."""

from __future__ import annotations

import datetime

import pytest
from builders import header, library_of, movement, plan, problems_of
from thidua.movements import KINDS, LEVELS, Movement
from thidua.sources import SourceFile

VI = "docs/phong-trao/day-tot-hoc-tot.vi.md"
EN = "docs/phong-trao/day-tot-hoc-tot.en.md"
FACTS = "[{text: một, source: a}, {text: hai}]"


def english(**fields: str | None) -> SourceFile:
    lines = header({"title": "Teach well – Learn well", **fields})
    return SourceFile("phong-trao/day-tot-hoc-tot.en.md", f"{lines}\nWhat it is.\n")


def read(**changes: str | None) -> Movement:
    library, problems = library_of([movement(**changes)])
    assert problems == []
    return library.movements[0]


def lines_of(*sources: SourceFile) -> list[str]:
    return [line.split(" / ")[0] for line in problems_of(*sources)]


def test_a_movement_is_read_whole() -> None:
    found = read(
        official_name="Thi đua dạy tốt, học tốt",
        aliases="[Hai tốt]",
        related_clauses="[III.2.c]",
        launched="{by: Bộ, document: 12/QĐ, date: 1961-10-18, source: a}",
        facts=FACTS,
    )
    assert (found.slug, found.source) == ("day-tot-hoc-tot", "phong-trao/day-tot-hoc-tot.vi.md")
    assert (found.level, found.kind, found.clauses) == ("sector", "movement", ("I.1.a",))
    assert (found.related_clauses, found.related) == (("III.2.c",), ())
    assert (found.launched.get("document"), found.launched.get("date")) == ("12/QĐ", datetime.date(1961, 10, 18))
    assert [(fact.get("text"), fact.get("source")) for fact in found.facts] == [("một", "a"), ("hai", None)]


def test_unknown_is_a_legal_value() -> None:
    found = read()
    assert (found.launched.values, found.facts, found.related) == ({}, (), ())


def test_its_names_are_title_official_name_and_aliases_each_once() -> None:
    found = read(official_name="Thi đua hai tốt", aliases="[Hai tốt, Thi đua hai tốt]")
    assert found.names == ("Dạy tốt – Học tốt", "Thi đua hai tốt", "Hai tốt")
    assert read().names == ("Dạy tốt – Học tốt",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("thi đua “Dạy tốt – Học tốt” trong trường", True),
        ("thi đua “dạy tốt - học tốt”", True),
        ("thi đua dạy tốt — học tốt", True),
        ("đạt Hai tốt", True),
        ("dạy tốt, học tốt", False),
        ("", False),
    ],
)
def test_it_is_named_in_a_text_whatever_the_dash_and_the_case(text: str, named: bool) -> None:
    assert read(aliases="[Hai tốt]").is_named_in(text) is named


@pytest.mark.parametrize("value", ["''", '" "', "~"])
def test_an_empty_alias_would_be_named_everywhere_and_is_refused(value: str) -> None:
    assert lines_of(movement(aliases=f"[{value}]")) == [f"{VI}:7: aliases: có mục trống, hãy bỏ mục ấy"]


def test_every_level_and_kind_is_taken() -> None:
    assert tuple(read(level=level).level for level in LEVELS) == LEVELS
    assert tuple(read(kind=kind).kind for kind in KINDS) == KINDS
    assert LEVELS == ("national", "party", "union", "sector", "province", "district", "school")
    assert KINDS == ("movement", "campaign", "programme", "theme", "tradition", "form")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"title": None}, "1: title: thiếu, hãy thêm «title: Dạy tốt – Học tốt»"),
        ({"level": None}, "1: level: thiếu, hãy thêm «level: school»"),
        ({"kind": ""}, "5: kind: để trống, hãy viết «kind: movement»"),
        ({"clauses": "[]"}, "6: clauses: để trống, hãy viết «clauses: [I.1.a]»"),
        ({"clauses": "I.1.a"}, "6: clauses: sai dạng, cần danh sách trong ngoặc vuông, dạng [một, hai]"),
        (
            {"level": "ngành"},
            '4: level: không có giá trị "ngành", '
            "cần một trong: national, party, union, sector, province, district, school.",
        ),
        (
            {"kind": "campain"},
            '5: kind: không có giá trị "campain", '
            'cần một trong: movement, campaign, programme, theme, tradition, form. Có phải "campaign"?',
        ),
        ({"launched": "{by: Bộ}"}, "7: launched.source: thiếu, hãy thêm «source: …»"),
        ({"launched": "1961-10-18"}, "7: launched: sai dạng, cần dạng {by: …, document: …, date: …, source: …}"),
        ({"facts": "[{source: a}]"}, "7: facts.text: thiếu, hãy thêm «text: …»"),
        (
            {"related": "[Hai tốt]"},
            '7: related: "Hai tốt" không dùng làm địa chỉ được, hãy viết hai-tot',
        ),
        ({"date": "2023-11-20"}, "7: date: phần khai không có mục này."),
    ],
)
def test_a_wrong_field_is_told(changes: dict[str, str | None], line: str) -> None:
    # A plan that quotes nothing, so that only the movement's own file has something to tell.
    quiet = plan(body="- Đoạn. {#I.1.a}\n")
    assert lines_of(quiet, movement(**changes)) == [f"{VI}:{line}"]


def test_a_movement_that_lacks_a_required_field_is_left_out() -> None:
    library, problems = library_of([movement(level="ngành")])
    assert (library.movements, len(problems)) == ((), 1)


def test_the_english_file_has_words_only() -> None:
    told = lines_of(
        movement(facts="[{text: một, source: a}]"),
        english(level="sector", clauses="[I.1.a]", launched="{by: Ministry, date: 1961-10-18}", facts="[{text: one}]"),
    )
    assert told == [
        f"{EN}:3: level: chỉ ghi ở tệp tiếng Việt, hãy bỏ dòng này",
        f"{EN}:4: clauses: chỉ ghi ở tệp tiếng Việt, hãy bỏ dòng này",
        f"{EN}:5: launched.date: phần khai không có mục này.",
    ]


@pytest.mark.parametrize(
    ("theirs", "line"),
    [
        ("[{text: one}, {text: two}]", None),
        ("[{text: one}]", f"{EN}:3: facts: có 1 mục, bản tiếng Việt có 2; hai bản phải cùng các mục theo cùng thứ tự"),
        (None, f"{EN}:1: facts: có 0 mục, bản tiếng Việt có 2; hai bản phải cùng các mục theo cùng thứ tự"),
        ("one", f"{EN}:3: facts: sai dạng, cần danh sách, mỗi mục dạng {{text: …}}"),
    ],
)
def test_facts_are_told_in_both_languages(theirs: str | None, line: str | None) -> None:
    assert lines_of(movement(facts=FACTS), english(facts=theirs)) == ([line] if line else [])


def test_facts_that_cannot_be_read_are_not_counted() -> None:
    assert lines_of(movement(facts="một"), english(facts="[{text: one}]")) == [
        f"{VI}:7: facts: sai dạng, cần danh sách, mỗi mục dạng {{text: …, source: …}}"
    ]


def test_facts_of_a_header_that_cannot_be_read_are_not_counted_either() -> None:
    broken = SourceFile("phong-trao/day-tot-hoc-tot.en.md", "---\ntitle: a: b\n---\nWhat it is.\n")
    assert [line.split(": giá trị")[0] for line in lines_of(movement(facts=FACTS), broken)] == [f"{EN}:2: title"]


def test_an_english_page_has_english_words_and_the_same_facts() -> None:
    library, problems = library_of([movement(), english(summary="Words.")])
    (found,) = library.movements
    assert problems == []
    assert (found.in_language("en").title, found.in_language("en").body) == ("Teach well – Learn well", "What it is.")
    assert (found.in_language("vi").title, found.level) == ("Dạy tốt – Học tốt", "sector")
