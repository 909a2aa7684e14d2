"""Ordinary pages: the glossary and the places, in two languages."""

from __future__ import annotations

import datetime

import pytest
from builders import header, library_of, page, problems_of
from thidua.sources import SourceFile

VI = "docs/thuat-ngu.vi.md"
EN = "docs/thuat-ngu.en.md"
TERMS = "[{id: thi-dua, term: thi đua, meaning: a, forms: [phong trào]}, {id: khen, term: khen thưởng, meaning: b}]"
PLACES = "[{id: a, old: Tân Hồng, new: Tân Hồng mới, since: 2025-07-01}, {id: b, old: Đồng Tháp, new: Đồng Tháp mới}]"
ENGLISH_TERMS = "[{id: thi-dua, term: emulation, meaning: a}, {id: khen, term: commendation, meaning: b}]"


def vietnamese(**fields: str) -> SourceFile:
    return page("thuat-ngu", title="Từ ngữ", **fields)


def english(body: str = "Words.", **fields: str | None) -> SourceFile:
    return SourceFile("thuat-ngu.en.md", f"{header({'title': 'Words', **fields})}\n{body}\n")


def counts(theirs: int, ours: int) -> str:
    return (
        f"có {theirs} mục, bản tiếng Việt có {ours}; hai bản phải cùng các mục theo cùng thứ tự"
        f" / has {theirs}, the Vietnamese file has {ours}; both need the same items in the same order"
    )


def test_a_page_keeps_its_terms_and_places() -> None:
    library, problems = library_of(
        [vietnamese(terms=TERMS, places=PLACES), english(terms=ENGLISH_TERMS, places=PLACES_EN)]
    )
    (found,) = library.pages
    assert problems == []
    assert (found.stem, found.source) == ("thuat-ngu", "thuat-ngu.vi.md")
    assert [(term.get("id"), term.get("forms")) for term in found.values.get("terms")] == [
        ("thi-dua", ("phong trào",)),
        ("khen", None),
    ]
    assert found.values.get("places")[0].get("since") == datetime.date(2025, 7, 1)
    assert [term.get("term") for term in found.in_language("en").get("terms")] == ["emulation", "commendation"]
    assert found.in_language("vi").title == "Từ ngữ"


PLACES_EN = "[{id: a, old: Tân Hồng, new: new Tân Hồng}, {id: b, old: Đồng Tháp, new: new Đồng Tháp}]"


def test_a_page_without_english_shows_the_vietnamese_words() -> None:
    library, _ = library_of([vietnamese()])
    assert library.pages[0].in_language("en").language == "vi"
    assert library.pages[0].in_language("en").title == "Từ ngữ"


def test_an_english_file_with_nothing_in_it_is_not_translated_yet() -> None:
    for text in ("", "---\n---\n", "---\ntitle:\n---\n", "---\ntitle: ''\nterms: []\n---\n\n"):
        library, problems = library_of([vietnamese(terms=TERMS), SourceFile("thuat-ngu.en.md", text)])
        assert (problems, library.pages[0].texts.english) == ([], None)


@pytest.mark.parametrize(
    ("theirs", "line"),
    [
        (None, f"{EN}:1: terms: {counts(0, 2)}"),
        ("[{id: thi-dua, term: emulation, meaning: a}]", f"{EN}:3: terms: {counts(1, 2)}"),
        (
            "[{id: khen, term: commendation, meaning: b}, {id: thi-dua, term: emulation, meaning: a}]",
            f"{EN}:3: terms: các mục phải theo đúng thứ tự của bản tiếng Việt: thi-dua, khen"
            " / the items must stand as in the Vietnamese file: thi-dua, khen",
        ),
        (ENGLISH_TERMS, None),
    ],
)
def test_terms_are_told_in_both_languages_in_one_order(theirs: str | None, line: str | None) -> None:
    assert problems_of(vietnamese(terms=TERMS), english(terms=theirs)) == ([line] if line else [])


def test_places_are_the_same_in_both_languages() -> None:
    assert problems_of(vietnamese(places=PLACES), english(places=PLACES_EN)) == []
    assert problems_of(vietnamese(places=PLACES), english(places="[{id: a, old: Tân Hồng, new: a}]")) == [
        f"{EN}:3: places: {counts(1, 2)}"
    ]
    assert problems_of(vietnamese(places=PLACES), english(places=PLACES_EN.replace("id: b", "id: c"))) == [
        f"{EN}:3: places: các mục phải theo đúng thứ tự của bản tiếng Việt: a, b"
        " / the items must stand as in the Vietnamese file: a, b"
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "line"),
    [
        ("thi đua", ENGLISH_TERMS, f"{VI}:3: terms: sai dạng, cần danh sách, mỗi mục dạng "),
        (TERMS.replace("id: khen, ", ""), ENGLISH_TERMS, f"{VI}:3: terms.id: thiếu, hãy thêm «id: thi-dua-yeu-nuoc» "),
        (TERMS, "words", f"{EN}:3: terms: sai dạng, cần danh sách, mỗi mục dạng "),
        (TERMS, ENGLISH_TERMS.replace("id: khen, ", ""), f"{EN}:3: terms.id: thiếu, hãy thêm «id: thi-dua-yeu-nuoc» "),
    ],
)
def test_terms_that_cannot_be_read_are_not_compared_too(ours: str, theirs: str, line: str) -> None:
    (told,) = problems_of(vietnamese(terms=ours), english(terms=theirs))
    assert told.startswith(line)


def test_a_header_that_cannot_be_read_is_not_compared_either() -> None:
    broken = SourceFile("thuat-ngu.vi.md", "---\ntitle: a: b\n---\nLời.\n")
    (told,) = problems_of(broken, english(terms=ENGLISH_TERMS))
    assert told.startswith(f"{VI}:2: title: giá trị có dấu hai chấm")


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"terms": "[{id: khen}]"}, "3: terms.meaning: thiếu, hãy thêm «meaning: …»"),
        (
            {"terms": "[{id: Khen, term: a, meaning: b}]"},
            '3: terms.id: "Khen" không dùng làm địa chỉ được, hãy viết khen',
        ),
        ({"terms": TERMS.replace("id: khen", "id: thi-dua")}, '3: terms: "thi-dua" ghi hai lần, hãy bỏ một'),
        ({"places": "[{id: a, old: a}]"}, "3: places.new: thiếu, hãy thêm «new: …»"),
        (
            {"places": "[{id: a, old: a, new: b, since: 1/7/2025}]"},
            "3: places.since: ngày viết chưa đúng dạng, hãy viết 2025-07-01",
        ),
        ({"places": "[{old: a, new: b}]"}, "3: places.id: thiếu, hãy thêm «id: huyen-tan-hong»"),
        ({"places": "[{id: a, old: b, new: c}, {id: a, old: d, new: e}]"}, '3: places: "a" ghi hai lần, hãy bỏ một'),
        (
            {"terms": TERMS.replace("meaning: b", "meaning: b, in_texts: không")},
            "3: terms.in_texts: sai dạng, cần true hoặc false",
        ),
        ({"date": "2023-11-20"}, "3: date: phần khai không có mục này."),
        ({"summary": "ạ" * 201}, "3: summary: dài 201 ký tự, hãy rút còn nhiều nhất 200"),
    ],
)
def test_a_wrong_field_of_a_page_is_told(fields: dict[str, str], line: str) -> None:
    told = [problem.split(" / ")[0] for problem in problems_of(vietnamese(**fields))]
    assert f"{VI}:{line}" in told
    # An item that lacks two fields is the only one that has two lines.
    assert len(told) == (2 if fields.get("terms") == "[{id: khen}]" else 1)


def test_a_page_without_a_title_is_told_and_left_out() -> None:
    library, problems = library_of([page("gioi-thieu", title=None, summary="a")])
    assert library.pages == ()
    assert [str(problem).split(" / ")[0] for problem in problems] == [
        "docs/gioi-thieu.vi.md:1: title: thiếu, hãy thêm «title: Giới thiệu»"
    ]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("gioi thieu.vi.md", 'tên "gioi thieu" không dùng làm địa chỉ được, hãy đổi thành "gioi-thieu"'),
        ("Giới thiệu/a.vi.md", 'tên "Giới thiệu" không dùng làm địa chỉ được, hãy đổi thành "gioi-thieu"'),
        ("«».vi.md", 'tên "«»" không dùng làm địa chỉ được, hãy đổi thành "bai-viet"'),
        ("Giới thiệu.md", "tên tệp phải kết thúc bằng .vi.md hoặc .en.md, hãy đổi thành docs/gioi-thieu.vi.md"),
        ("a/«».EN.md", "tên tệp phải kết thúc bằng .vi.md hoặc .en.md, hãy đổi thành docs/a/bai-viet.en.md"),
    ],
)
def test_a_name_that_cannot_be_an_address_is_told_with_one_that_can(path: str, line: str) -> None:
    source = SourceFile(path, page().text)
    assert [told.split(" / ")[0] for told in problems_of(source)] == [f"docs/{path}:1: tệp: {line}"]


@pytest.mark.parametrize("name", ["date", "decision", "since"])
def test_facts_of_places_stay_in_the_vietnamese_file(name: str) -> None:
    line = f"[{{id: c, old: a, new: b, {name}: 2025-07-01}}]"
    (told,) = problems_of(vietnamese(places="[{id: c, old: a, new: b}]"), english(places=line))
    assert told == f"{EN}:3: places.{name}: phần khai không có mục này. / no such field."
