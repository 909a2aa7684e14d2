"""Which pages have no translation, and which translations are older than their original."""

from __future__ import annotations

import pytest
from builders import PLAN_BODY, content, english_story, header, library_of, movement, page, plan, sample, story
from thidua.library import Library
from thidua.sources import SourceFile
from thidua.translations import stale_translations, untranslated_pages

ENGLISH_PLAN = SourceFile("ke-hoach/2023.en.md", f"{header({'title': 'Plan'})}\n{PLAN_BODY}")
ENGLISH_MOVEMENT = SourceFile("phong-trao/day-tot-hoc-tot.en.md", f"{header({'title': 'Teach well'})}\nWhat.\n")
ENGLISH_PAGE = SourceFile("gioi-thieu.en.md", f"{header({'title': 'About'})}\nWords.\n")
# As an editor saves it where nobody has written anything.
BLANK = SourceFile("guong/2023/lop-doc-sach.en.md", "---\ntitle: ''\nsummary:\n---\n\n")

VI, EN = "guong/2023/lop-doc-sach.vi.md", "guong/2023/lop-doc-sach.en.md"


def right_library(*more: SourceFile) -> Library:
    library, problems = library_of(content(*more))
    assert problems == []
    return library


def untranslated(stem: str) -> str:
    return f"docs/{stem}.vi.md:1: tiếng Anh: chưa có bản tiếng Anh docs/{stem}.en.md / not translated yet"


def test_every_kind_of_page_without_an_english_file_is_told() -> None:
    notices = untranslated_pages(right_library(story(), page()))
    assert [str(notice) for notice in notices] == [
        untranslated("ke-hoach/2023"),
        untranslated("phong-trao/day-tot-hoc-tot"),
        untranslated("guong/2023/lop-doc-sach"),
        untranslated("gioi-thieu"),
    ]


def test_translated_pages_are_not_told() -> None:
    library = right_library(story(), english_story(), page(), ENGLISH_PAGE, ENGLISH_PLAN, ENGLISH_MOVEMENT)
    assert untranslated_pages(library) == []


def test_an_empty_english_file_is_no_translation() -> None:
    library = right_library(ENGLISH_PLAN, ENGLISH_MOVEMENT, story(), BLANK)
    assert [str(notice) for notice in untranslated_pages(library)] == [untranslated("guong/2023/lop-doc-sach")]
    assert stale_translations(library, {VI: 200, EN: 100}) == []


def test_what_is_not_published_needs_no_translation() -> None:
    library = right_library(
        ENGLISH_PLAN, ENGLISH_MOVEMENT, story("a", status="draft"), story("b", status="withdrawn"), sample("c")
    )
    assert [str(notice) for notice in untranslated_pages(library)] == [untranslated("guong/2023/c")]


@pytest.mark.parametrize(
    ("changes", "stale"),
    [
        ({VI: 200, EN: 100}, True),
        ({VI: 200, EN: 199}, True),
        ({VI: 100, EN: 100}, False),  # changed together
        ({VI: 100, EN: 200}, False),
        ({VI: 0, EN: 100}, False),
        ({VI: 100, EN: 0}, True),  # 1970 is a time, not an unknown one
        ({VI: 200}, False),  # one of them unknown: nothing to compare
        ({EN: 100}, False),
        ({}, False),
    ],
)
def test_an_english_file_older_than_its_original_is_told(changes: dict[str, int], stale: bool) -> None:
    notices = stale_translations(right_library(story(), english_story()), changes)
    line = f"docs/{EN}:1: tiếng Anh: cũ hơn bản tiếng Việt, hãy xem lại / older than the Vietnamese text; look it over"
    assert [str(notice) for notice in notices] == ([line] if stale else [])


def test_each_pair_of_files_is_compared_with_itself_only() -> None:
    library = right_library(
        story("a"),
        english_story("a"),
        story("b"),
        english_story("b"),
        plan(),
        ENGLISH_PLAN,
        movement(),
        ENGLISH_MOVEMENT,
    )
    changes = {
        "guong/2023/a.vi.md": 500,
        "guong/2023/a.en.md": 600,
        "guong/2023/b.vi.md": 100,
        "guong/2023/b.en.md": 300,
        "ke-hoach/2023.vi.md": 20,
        "ke-hoach/2023.en.md": 10,
        "phong-trao/day-tot-hoc-tot.vi.md": 2,
        "phong-trao/day-tot-hoc-tot.en.md": 1,
    }
    assert [notice.path for notice in stale_translations(library, changes)] == [
        "docs/ke-hoach/2023.en.md",
        "docs/phong-trao/day-tot-hoc-tot.en.md",
    ]


def test_a_page_without_a_translation_is_not_stale() -> None:
    assert stale_translations(right_library(story()), {VI: 200, EN: 100}) == []


def test_all_of_these_are_notices_that_stop_nothing() -> None:
    library = right_library(story(), english_story(), ENGLISH_MOVEMENT)
    notices = untranslated_pages(library) + stale_translations(library, {VI: 200, EN: 100})
    assert [notice.notice for notice in notices] == [True, True]
