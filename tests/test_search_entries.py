"""What the search can find."""

from __future__ import annotations

import dataclasses

import pytest
from builders import SETTINGS, content, english_story, library_of, page, plan, sample, story
from conftest import ROOT
from thidua.content_folder import read_words
from thidua.editions import all_editions
from thidua.search_entries import KINDS, Entry, entries, live_words, search_labels
from thidua.sources import SourceFile

WORDS = read_words(ROOT)
GLOSSARY = SourceFile(
    "thuat-ngu.vi.md",
    "---\ntitle: Từ ngữ\nterms:\n- {id: chi-doi, term: chi đội, meaning: Đội viên của một lớp., forms: [chi đội lớp]}\n"
    "---\n",
)
PLACES = SourceFile(
    "dia-danh.vi.md",
    "---\ntitle: Địa danh\nplaces:\n- {id: huyen-cu, old: Huyện cũ, new: xã mới, note: Gộp lại.}\n---\n",
)
DAYS = SourceFile(
    "ngay-le.vi.md", '---\ntitle: Ngày lễ\ndays:\n- {id: nha-giao, day: "11-20", title: ngày Nhà giáo}\n---\n'
)


def found(language: str, *sources: SourceFile, drafts: bool = False, samples: bool = True) -> dict[str, Entry]:
    """Address → entry of a small site."""
    settings = dataclasses.replace(SETTINGS, samples=samples)
    library, problems = library_of(content(*sources), settings=settings, drafts=drafts)
    assert not [problem for problem in problems if not problem.notice], problems
    edition = all_editions(library, WORDS)[language]
    bodies = {page.stem: f"Thân bài {page.stem}." for page in edition.pages() if page.body}
    return {entry.address(language): entry for entry in entries(edition.pages(), bodies, settings, WORDS[language])}


def test_a_story_is_found_by_title_name_role_and_text_and_narrowed_by_its_facts() -> None:
    entry = found("vi", story())["guong/2023/lop-doc-sach/"]
    assert (entry.kind, entry.title, entry.names, entry.about) == (
        "story",
        "Lớp đọc sách",
        ("Nguyễn Thị Mẫu",),
        "Giáo viên Ngữ văn",
    )
    assert entry.text == "Một câu về bài viết. · Thân bài guong/2023/lop-doc-sach."
    assert (entry.year, entry.unit, entry.subject, entry.movements) == (
        2023,
        "to-ngu-van",
        "adult",
        ("day-tot-hoc-tot",),
    )
    assert not entry.is_sample
    assert found("vi", sample())["guong/2023/bai-minh-hoa/"].is_sample


def test_a_story_of_the_english_edition_is_in_the_words_it_has() -> None:
    english = found("en", story(), english_story())["en/guong/2023/lop-doc-sach/"]
    assert (english.title, english.names, english.about) == (
        "The reading class",
        ("Nguyễn Thị Mẫu",),
        "Literature teacher",
    )
    assert english.words == "en"
    untranslated = found("en", story())["en/guong/2023/lop-doc-sach/"]
    assert (untranslated.title, untranslated.words) == ("Lớp đọc sách", "vi")


def test_a_movement_is_found_by_its_other_names() -> None:
    entry = found("vi", SourceFile("phong-trao/day-tot-hoc-tot.vi.md", _MOVEMENT))["phong-trao/day-tot-hoc-tot/"]
    assert entry.names == ("Thi đua hai tốt", "Hai tốt")
    assert "Bộ Giáo dục" in entry.text
    assert "Một điều biết được." in entry.text


_MOVEMENT = """\
---
title: Dạy tốt – Học tốt
official_name: Thi đua hai tốt
aliases: [Hai tốt]
level: sector
kind: movement
clauses: [I.1.a]
launched: {by: Bộ Giáo dục, source: https://example.com}
facts:
- {text: Một điều biết được.}
---
"""


def test_hits_in_the_plan_lead_to_the_clause() -> None:
    entries_of = found("vi", plan())
    clause = entries_of["ke-hoach/2023/#i-1-a"]
    assert (clause.kind, clause.title, clause.year) == ("clause", "Mục I.1.a", 2023)
    assert clause.text == "Thi đua “Dạy tốt – Học tốt” trong toàn trường,"
    assert clause.movements == ("day-tot-hoc-tot",)
    # A heading is found by its words as a title is.
    assert entries_of["ke-hoach/2023/#i"].title == "Mục I: MỤC ĐÍCH"
    # The title of the plan is that of its page.
    assert "ke-hoach/2023/#title" not in entries_of
    assert entries_of["ke-hoach/2023/"].title == "Kế hoạch năm 2023"


def test_terms_places_and_days_are_found_where_they_stand() -> None:
    entries_of = found("vi", GLOSSARY, PLACES, DAYS)
    term = entries_of["thuat-ngu/#chi-doi"]
    assert (term.kind, term.title, term.names, term.text) == (
        "term",
        "chi đội",
        ("chi đội lớp",),
        "Đội viên của một lớp.",
    )
    assert entries_of["dia-danh/#huyen-cu"].text == "xã mới · Gộp lại."
    day = entries_of["ngay-le/#ngay-11-20"]
    assert (day.title, day.about) == ("Ngày Nhà giáo", "Ngày 20 tháng 11")


def test_pages_and_lists_are_found_but_not_the_cover_nor_the_search() -> None:
    entries_of = found("vi", page("index"), page("gioi-thieu", title="Giới thiệu"), story())
    assert entries_of["gioi-thieu/"].kind == "page"
    assert entries_of["guong/a-z/"].title == WORDS["vi"]("a_to_z.title")
    unit = entries_of["guong/don-vi/to-ngu-van/"]
    assert (unit.names, unit.unit) == (("Tổ Ngữ văn",), "to-ngu-van")
    assert not {"", "tim-kiem/"} & set(entries_of)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_not_published_cannot_be_found(language: str) -> None:
    shown = story("dang-dang", title="Bài còn")
    hidden = [
        story("ban-nhap", title="Bài nháp", status="draft"),
        story("da-go", title="Bài gỡ", status="withdrawn"),
        sample("minh-hoa", title="Bài minh họa"),
    ]
    titles = {entry.title for entry in found(language, shown, *hidden, samples=False).values()}
    assert "Bài còn" in titles
    assert not {"Bài nháp", "Bài gỡ", "Bài minh họa"} & titles
    # The preview shows drafts, and its search finds them.
    assert "Bài nháp" in {entry.title for entry in found(language, shown, *hidden, drafts=True).values()}


def test_entries_stand_by_kind_so_that_movements_come_first() -> None:
    kinds = [entry.kind for entry in found("vi", story(), GLOSSARY).values()]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert kinds[0] == "movement"


def test_every_choice_has_its_label_in_each_language() -> None:
    for language in ("vi", "en"):
        labels = search_labels(SETTINGS, WORDS[language])
        assert set(labels["loai"]) == set(KINDS)
        assert labels["don-vi"]["khoi-6"] == SETTINGS.units["khoi-6"].names[language]
        assert set(labels["doi-tuong"]) == {"adult", "pupil", "collective"}
    assert all(not key.startswith("search") for key in live_words(WORDS["vi"]))
