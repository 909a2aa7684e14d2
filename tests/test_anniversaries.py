"""The anniversaries: days without a year, in the order of the calendar, one item a day."""

from __future__ import annotations

import pytest
from builders import header, library_of, page, problems_of
from conftest import ROOT
from thidua.anniversaries import Anniversary, from_values
from thidua.content_folder import read_folder
from thidua.sources import SourceFile

DAYS = (
    '[{id: nha-giao, day: "11-20", title: Ngày Nhà giáo, note: Có từ 1982.},'
    ' {id: nhuan, day: "02-29", title: Ngày nhuận}, {id: dang, day: "02-03", title: Ngày thành lập Đảng}]'
)
ENGLISH_DAYS = (
    "[{id: nha-giao, title: Teachers' Day}, {id: nhuan, title: Leap day, note: Rare.}, {id: dang, title: The Party}]"
)


def vietnamese(days: str = DAYS) -> SourceFile:
    return page("ngay-le", title="Ngày lễ", days=days)


def english(days: str = ENGLISH_DAYS) -> SourceFile:
    return SourceFile("ngay-le.en.md", f"{header({'title': 'Anniversaries', 'days': days})}\nWords.\n")


def anniversaries(language: str, *sources: SourceFile) -> tuple[Anniversary, ...]:
    library, problems = library_of(sources)
    assert problems == []
    (found,) = library.pages
    return from_values(found.values, found.in_language(language))


def test_they_stand_in_the_order_of_the_calendar_whatever_the_order_of_the_file() -> None:
    assert anniversaries("vi", vietnamese(), english()) == (
        Anniversary("dang", 2, 3, "Ngày thành lập Đảng", "", "vi"),
        Anniversary("nhuan", 2, 29, "Ngày nhuận", "", "vi"),
        Anniversary("nha-giao", 11, 20, "Ngày Nhà giáo", "Có từ 1982.", "vi"),
    )


def test_english_words_get_the_days_of_the_vietnamese_file() -> None:
    found = anniversaries("en", vietnamese(), english())
    assert [(item.month_day, item.title, item.note, item.language) for item in found] == [
        ("02-03", "The Party", "", "en"),
        ("02-29", "Leap day", "Rare.", "en"),
        ("11-20", "Teachers' Day", "", "en"),
    ]


def test_without_english_the_vietnamese_words_stand_in_and_say_so() -> None:
    assert anniversaries("en", vietnamese()) == anniversaries("vi", vietnamese())


def test_the_anchor_has_two_digits_each() -> None:
    assert [item.anchor for item in anniversaries("vi", vietnamese())] == ["ngay-02-03", "ngay-02-29", "ngay-11-20"]


def test_a_page_without_days_has_no_anniversaries() -> None:
    assert anniversaries("vi", page("ngay-le")) == ()


def test_two_items_of_one_day_are_told_since_they_would_have_one_anchor() -> None:
    days = '[{id: a, day: "05-01", title: A}, {id: b, day: "05-02", title: B}, {id: c, day: "05-01", title: C}]'
    (told,) = problems_of(vietnamese(days))
    assert told.startswith(
        "docs/ngay-le.vi.md:3: days.day: ngày 05-01 đã có ở dòng 3, hãy gộp hai ngày lễ vào một mục / "
    )


def test_days_that_cannot_be_read_are_not_of_the_same_day() -> None:
    days = '\n  - {id: a, day: "02-30", title: A}\n  - {id: b, day: "02-30", title: B}'
    assert [told.split(" / ")[0] for told in problems_of(vietnamese(days))] == [
        f"docs/ngay-le.vi.md:{line}: days.day: không phải ngày có thật, cần dạng 11-20 (tháng trước, ngày sau)"
        for line in (4, 5)
    ]


@pytest.mark.parametrize("theirs", [ENGLISH_DAYS.replace("nhuan", "khac"), "[{id: nha-giao, title: Teachers' Day}]"])
def test_the_english_file_has_the_same_ids(theirs: str) -> None:
    (told,) = problems_of(vietnamese(), english(theirs))
    assert told.startswith("docs/ngay-le.en.md:3: days: ")


def test_the_shipped_list_has_these_days() -> None:
    sources, *_ = read_folder(ROOT / "docs")
    pages = [source for source in sources if source.path.startswith("ngay-le.")]
    library, _ = library_of(pages)
    (found,) = library.pages
    days = [item.month_day for item in from_values(found.values, found.in_language("en"))]
    expected = (
        "01-09 02-03 03-08 03-26 04-30 05-01 05-15 05-19 06-01 06-11 07-27 09-02 09-05 10-10 10-15 10-20 11-20 12-22"
    )
    assert days == expected.split()
