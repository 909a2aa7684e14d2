"""All pages of the site in each language, with what their templates are given."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import pytest
from builders import content, english_story, header, library_of, movement, page, plan, sample, story
from conftest import ROOT
from thidua.content_folder import read_words
from thidua.editions import ClauseView, SitePage, all_editions
from thidua.glosses import Gloss
from thidua.joins import Segment
from thidua.languages import ENGLISH, LANGUAGES, VIETNAMESE, address
from thidua.library import Library
from thidua.sources import SourceFile
from thidua.ui_strings import UiStrings

ENGLISH_BODY = """\
PLAN {#title}

## PURPOSES {#I}

### Purposes: {#I.1}

Emulation “Teach Well – Learn Well” in the whole school, {#I.1.a}

A paragraph that names no movement. {#I.1.b}
"""
INNOVATION = movement("doi-moi-sang-tao", title="Đổi mới, sáng tạo", clauses="[I.1.b]")


@cache
def words() -> dict[str, UiStrings]:
    """The words as shipped: with others, a page could ask for one that is missing."""
    return read_words(ROOT)


def english(stem: str, body: str = "Words.", **fields: str) -> SourceFile:
    return SourceFile(f"{stem}.en.md", f"{header(fields)}\n{body}\n")


ENGLISH_PLAN = english("ke-hoach/2023", ENGLISH_BODY, title="Plan of 2023")
ENGLISH_MOVEMENT = english("phong-trao/day-tot-hoc-tot", title="Teach Well – Learn Well")


@cache
def right_library(*more: SourceFile, drafts: bool = False) -> Library:
    library, problems = library_of(content(*more), drafts=drafts)
    assert problems == []
    return library


def pages_of(library: Library, language: str) -> dict[str, SitePage]:
    pages = all_editions(library, words())[language].pages()
    found = {page.stem: page for page in pages}
    assert len(found) == len(pages)  # no page twice
    return found


def page_of(language: str, stem: str, *more: SourceFile) -> SitePage:
    return pages_of(right_library(*more), language)[stem]


def clause_views(language: str, *more: SourceFile) -> dict[str, ClauseView]:
    views: tuple[ClauseView, ...] = page_of(language, "ke-hoach/2023", *more).view["clauses"]
    return {view.clause.id: view for view in views}


def joined(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in segments)


def terms(page: SitePage) -> dict[str, list[str]]:
    return {term.id: [clause.id for clause in term.clauses] for term in page.view["terms"]}


# The pages and their addresses

ALL_KINDS = (
    page("index", title="Trang đầu"),
    page(),
    page("thuat-ngu", title="Từ ngữ", terms="[{id: thi-dua, term: thi đua, meaning: M}]"),
    page("dia-danh", title="Tên gọi", places="[{id: huyen, old: Huyện, new: Xã}]"),
    page("ngay-le", title="Ngày lễ", days='[{id: quoc-khanh, day: "09-02", title: Quốc khánh}]'),
    plan(2022),
    INNOVATION,
    ENGLISH_PLAN,
    ENGLISH_MOVEMENT,
    story(),
    english_story(),
    story("chua-dich"),
    sample(),
    story("da-go", status="withdrawn"),
    english_story("da-go"),
)


def test_both_languages_have_the_same_pages() -> None:
    library = right_library(*ALL_KINDS)
    vietnamese, english_ones = (pages_of(library, language) for language in LANGUAGES)
    assert set(vietnamese) == set(english_ones)
    assert {stem: page.template for stem, page in vietnamese.items()} == {
        stem: page.template for stem, page in english_ones.items()
    }
    assert {page.language for page in vietnamese.values()} == {"vi"}
    assert {page.language for page in english_ones.values()} == {"en"}


def test_the_pages_are_these_and_no_others() -> None:
    assert {stem: page.template for stem, page in pages_of(right_library(*ALL_KINDS), VIETNAMESE).items()} == {
        "index": "home.html",
        "gioi-thieu": "page.html",
        "thuat-ngu": "glossary.html",
        "dia-danh": "places.html",
        "ngay-le": "anniversaries.html",
        "tim-kiem": "search.html",
        "ke-hoach/index": "plans.html",
        "ke-hoach/2022": "plan.html",
        "ke-hoach/2023": "plan.html",
        "ke-hoach/van-ban": "documents.html",
        "phong-trao/index": "movements.html",
        "phong-trao/day-tot-hoc-tot": "movement.html",
        "phong-trao/doi-moi-sang-tao": "movement.html",
        "phong-trao/bang-theo-doi": "coverage.html",
        "guong/index": "stories.html",
        "guong/a-z": "a_to_z.html",
        "guong/2022/index": "stories.html",
        "guong/2023/index": "stories.html",
        "guong/2023/lop-doc-sach": "story.html",
        "guong/2023/chua-dich": "story.html",
        "guong/2023/bai-minh-hoa": "story.html",
        "guong/2023/da-go": "withdrawn.html",
        "guong/don-vi/index": "units.html",
        "guong/don-vi/to-ngu-van": "stories.html",
        "guong/don-vi/khoi-6": "stories.html",
        "guong/doi-tuong/thay-co-nhan-vien": "stories.html",
        "guong/doi-tuong/hoc-sinh": "stories.html",
        "guong/doi-tuong/tap-the": "stories.html",
    }


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize(
    "expected",
    [
        "ke-hoach/2023/",
        "phong-trao/",
        "phong-trao/day-tot-hoc-tot/",
        "guong/",
        "guong/2023/",
        "guong/2023/lop-doc-sach/",
        "guong/a-z/",
        "guong/don-vi/to-ngu-van/",
        "guong/don-vi/khoi-6/",  # a unit of which there is no story yet
    ],
)
def test_the_agreed_addresses_exist(prefix: str, expected: str) -> None:
    editions = all_editions(right_library(story()), words())
    assert f"{prefix}{expected}" in {
        address(page.stem, page.language) for edition in editions.values() for page in edition.pages()
    }


def test_a_site_without_any_content_has_its_lists_all_the_same() -> None:
    library, _ = library_of([])
    for language in LANGUAGES:
        assert {"guong/index", "guong/a-z", "phong-trao/index", "ke-hoach/index"} <= set(pages_of(library, language))


# Language and search engines


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("guong/2023/lop-doc-sach", "Lớp đọc sách"),
        ("phong-trao/day-tot-hoc-tot", "Dạy tốt – Học tốt"),
        ("ke-hoach/2023", "Kế hoạch năm 2023"),
        ("gioi-thieu", "Giới thiệu"),
    ],
)
def test_an_untranslated_page_of_the_english_edition_says_that_its_words_are_vietnamese(stem: str, title: str) -> None:
    library = right_library(story(), page())
    here, there = (pages_of(library, language)[stem] for language in LANGUAGES)
    assert (there.title, there.words, there.is_translated, there.is_indexed) == (title, "vi", False, False)
    # Nothing is the matter with the original.
    assert (here.title, here.words, here.is_translated, here.is_indexed) == (title, "vi", True, True)


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("guong/2023/lop-doc-sach", "The reading class"),
        ("phong-trao/day-tot-hoc-tot", "Teach Well – Learn Well"),
        ("ke-hoach/2023", "Plan of 2023"),
        ("gioi-thieu", "About"),
    ],
)
def test_a_translated_page_is_english_and_indexed(stem: str, title: str) -> None:
    others = (ENGLISH_MOVEMENT, ENGLISH_PLAN, page(), english("gioi-thieu", title="About"))
    found = page_of(ENGLISH, stem, story(), english_story(), *others)
    assert (found.title, found.words, found.is_translated, found.is_indexed) == (title, "en", True, True)


def test_a_story_brings_its_words_in_the_language_of_the_page() -> None:
    library = right_library(story(body="Thân bài."), english_story(body="The body."))
    here, there = (pages_of(library, language)["guong/2023/lop-doc-sach"] for language in LANGUAGES)
    assert (here.description, here.body) == ("Một câu về bài viết.", "Thân bài.")
    assert (there.description, there.body) == ("A sentence about it.", "The body.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_published_stories_of_real_people_are_indexed(language: str) -> None:
    stories = (
        story("that"),
        english_story("that"),
        sample("minh-hoa"),
        english_story("minh-hoa"),
        story("nhap", status="draft"),
        english_story("nhap"),
        story("da-go", status="withdrawn"),
    )
    pages = pages_of(right_library(*stories, drafts=True), language)
    assert {slug: pages[f"guong/2023/{slug}"].is_indexed for slug in ("that", "minh-hoa", "nhap", "da-go")} == {
        "that": True,
        "minh-hoa": False,
        "nhap": False,
        "da-go": False,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_in_the_language_of_their_address_and_indexed_but_for_the_search(language: str) -> None:
    pages = pages_of(right_library(), language)
    lists = [page for stem, page in pages.items() if stem not in ("ke-hoach/2023", "phong-trao/day-tot-hoc-tot")]
    assert len(lists) == 14
    assert all(page.is_translated for page in lists)
    assert [page.stem for page in lists if not page.is_indexed] == ["tim-kiem"]


@pytest.mark.parametrize(
    ("language", "title"), [("vi", "Bài này đã được gỡ"), ("en", "This story has been taken down")]
)
def test_a_withdrawn_page_says_so_and_names_nobody(language: str, title: str) -> None:
    gone = story("da-go", title="Tên bài kín", name="Trần Văn Kín", summary="Câu kín.", status="withdrawn")
    found = page_of(language, "guong/2023/da-go", gone, english_story("da-go", title="Secret"))
    assert found == SitePage("guong/2023/da-go", language, "withdrawn.html", title, is_indexed=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_edition_holds_anything_of_a_withdrawn_story(language: str) -> None:
    gone = story("da-go", title="Tên bài kín", name="Trần Văn Kín", summary="Câu kín.", status="withdrawn")
    pages = pages_of(right_library(gone, english_story("da-go", title="Secret"), story()), language)
    told = {stem: repr(page) for stem, page in pages.items()}
    for secret in ("kín", "Kín", "Secret"):
        assert [stem for stem, text in told.items() if secret in text] == []
    # No list links to its address.
    assert [stem for stem, text in told.items() if "da-go" in text] == ["guong/2023/da-go"]


# Titles, dates, lists


def test_a_title_begins_with_a_capital_though_the_plan_writes_it_small() -> None:
    found = page_of(VIETNAMESE, "phong-trao/an-vui", movement("an-vui", title="xây dựng trường học", clauses="[I.1.b]"))
    assert found.title == "Xây dựng trường học"


LISTED = (
    INNOVATION,
    plan(2021),
    story("a", date="2023-03-01", unit="khoi-6"),
    story("b", date="2023-02-01", subject="collective", consent=None, movements="[doi-moi-sang-tao]"),
    story("c", date="2022-05-01", folder="2022", year="2022", unit=None),
)


@pytest.mark.parametrize(
    ("stem", "slugs", "updated"),
    [
        ("guong/index", ["a", "b", "c"], datetime.date(2023, 3, 1)),
        ("guong/2023/index", ["a", "b"], datetime.date(2023, 3, 1)),
        ("guong/2022/index", ["c"], datetime.date(2022, 5, 1)),
        ("guong/2021/index", [], None),  # a plan's year without stories
        ("guong/don-vi/to-ngu-van", ["b"], datetime.date(2023, 2, 1)),
        ("guong/don-vi/khoi-6", ["a"], datetime.date(2023, 3, 1)),
        ("guong/doi-tuong/thay-co-nhan-vien", ["a", "c"], datetime.date(2023, 3, 1)),
        ("guong/doi-tuong/hoc-sinh", [], None),
        ("guong/doi-tuong/tap-the", ["b"], datetime.date(2023, 2, 1)),
        ("phong-trao/day-tot-hoc-tot", ["a", "c"], datetime.date(2023, 3, 1)),
        ("phong-trao/doi-moi-sang-tao", ["b"], datetime.date(2023, 2, 1)),
    ],
)
def test_a_list_holds_its_stories_newest_first_and_the_date_of_the_newest(
    stem: str, slugs: list[str], updated: datetime.date | None
) -> None:
    for language in LANGUAGES:
        found = page_of(language, stem, *LISTED)
        assert [story.slug for story in found.view["stories"]] == slugs
        assert found.updated == updated


def test_the_ways_into_the_lists_count_the_stories_behind_them() -> None:
    view = page_of(VIETNAMESE, "guong/index", *LISTED).view
    assert view["total"] == 3
    assert view["years"] == {2023: 2, 2022: 1, 2021: 0}
    assert view["subjects"] == {
        "adult": ("guong/doi-tuong/thay-co-nhan-vien", 2),
        "pupil": ("guong/doi-tuong/hoc-sinh", 0),
        "collective": ("guong/doi-tuong/tap-the", 1),
    }
    assert page_of(VIETNAMESE, "guong/don-vi/index", *LISTED).view["counts"] == {"khoi-6": 1, "to-ngu-van": 1}


def test_lists_are_titled_in_the_language_of_the_page() -> None:
    titles = {
        (language, stem): page_of(language, stem).title
        for language in LANGUAGES
        for stem in ("guong/2023/index", "guong/don-vi/khoi-6", "guong/doi-tuong/hoc-sinh")
    }
    assert titles == {
        ("vi", "guong/2023/index"): "Gương tốt năm 2023",
        ("vi", "guong/don-vi/khoi-6"): "Bài về Khối 6",
        ("vi", "guong/doi-tuong/hoc-sinh"): "Học sinh",
        ("en", "guong/2023/index"): "Stories of 2023",
        ("en", "guong/don-vi/khoi-6"): "Stories: Grade 6",
        ("en", "guong/doi-tuong/hoc-sinh"): "Pupils",
    }


def test_the_home_page_shows_the_newest_six_stories() -> None:
    stories = [story(f"s{day}", date=f"2023-05-{day:02}") for day in range(1, 9)]
    view = page_of(VIETNAMESE, "index", page("index", title="Trang đầu"), *stories).view
    assert [story.slug for story in view["newest"]] == ["s8", "s7", "s6", "s5", "s4", "s3"]
    assert view["total"] == 8
    assert view["counts"] == {"day-tot-hoc-tot": 8}


# The plan


def test_the_segments_of_a_clause_joined_are_its_words() -> None:
    for view in clause_views(VIETNAMESE).values():
        assert joined(view.segments) == view.clause.words
        assert (view.mark + view.clause.words, view.words, view.original) == (view.clause.text, "vi", "")


def test_a_movement_is_marked_where_a_clause_names_it_in_the_clauses_own_spelling() -> None:
    body = "- Thi đua “DẠY TỐT - học tốt”, nếp sống văn hoá, {#I.1.a}\n\n- Đoạn. {#I.1.b}\n"
    culture = movement("van-hoa", title="Nếp sống văn hóa", clauses="[I.1.a]")
    view = clause_views(VIETNAMESE, plan(body=body), culture)["I.1.a"]
    assert view.mark == "- "
    assert view.segments == (
        Segment("Thi đua “"),
        Segment("DẠY TỐT - học tốt", "day-tot-hoc-tot"),
        Segment("”, "),
        Segment("nếp sống văn hoá", "van-hoa"),
        Segment(","),
    )


def test_a_clause_that_lists_no_movement_is_not_marked_though_the_name_stands_in_it() -> None:
    body = "- Thi đua “Dạy tốt – Học tốt”. {#I.1.a}\n\n- Việc dạy tốt – học tốt. {#I.1.b}\n"
    assert clause_views(VIETNAMESE, plan(body=body))["I.1.b"].segments == (Segment("Việc dạy tốt – học tốt."),)


def test_the_english_plan_has_the_original_beside_each_clause() -> None:
    views = clause_views(ENGLISH, ENGLISH_PLAN, ENGLISH_MOVEMENT)
    assert [(view.clause.id, view.mark, joined(view.segments), view.original) for view in views.values()] == [
        ("title", "", "PLAN", "KẾ HOẠCH"),
        ("I", "I. ", "PURPOSES", "I. MỤC ĐÍCH"),
        ("I.1", "1. ", "Purposes:", "1. Mục đích:"),
        (
            "I.1.a",
            "- ",
            "Emulation “Teach Well – Learn Well” in the whole school,",
            "- Thi đua “Dạy tốt – Học tốt” trong toàn trường,",
        ),
        ("I.1.b", "- ", "A paragraph that names no movement.", "- Đoạn không nêu phong trào nào."),
    ]
    assert {view.words for view in views.values()} == {"en"}
    assert views["I.1.a"].segments[1] == Segment("Teach Well – Learn Well", "day-tot-hoc-tot")


def test_an_untranslated_plan_stands_in_vietnamese_once_and_its_movements_are_marked() -> None:
    view = clause_views(ENGLISH, ENGLISH_MOVEMENT)["I.1.a"]
    assert (view.words, view.original) == ("vi", "")
    assert view.segments == (
        Segment("Thi đua “"),
        Segment("Dạy tốt – Học tốt", "day-tot-hoc-tot"),
        Segment("” trong toàn trường,"),
    )


def test_the_vietnamese_plan_shows_no_english() -> None:
    views = clause_views(VIETNAMESE, ENGLISH_PLAN, ENGLISH_MOVEMENT)
    assert joined(views["I.1.a"].segments) == "Thi đua “Dạy tốt – Học tốt” trong toàn trường,"
    assert {(view.words, view.original) for view in views.values()} == {("vi", "")}


def test_a_clause_counts_the_stories_of_its_movements_under_this_plan() -> None:
    views = clause_views(
        VIETNAMESE, plan(2022), story("a"), story("b"), story("c", folder="2022", year="2022", date="2022-05-01")
    )
    assert [(movement.slug, count) for movement, count in views["I.1.a"].movements] == [("day-tot-hoc-tot", 2)]
    assert views["I.1.b"].movements == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plans_text_reaches_its_page_as_clauses_and_never_as_markdown(language: str) -> None:
    assert page_of(language, "ke-hoach/2023", ENGLISH_PLAN).body == ""


NOTES = """
  - {id: chung, clauses: [], text: Ghi chú chung}
  - {id: phay, clauses: [I.1.a], text: Dấu phẩy}
  - {id: hai, clauses: [I.1.b, I.1.a], text: Hai chỗ}"""


def test_notes_are_numbered_as_they_stand_and_each_clause_has_the_numbers_of_its_own() -> None:
    found = page_of(VIETNAMESE, "ke-hoach/2023", plan(notes=NOTES))
    numbers = {view.clause.id: view.notes for view in found.view["clauses"]}
    assert numbers == {"title": (), "I": (), "I.1": (), "I.1.a": (2, 3), "I.1.b": (3,)}
    assert [note.id for note in found.view["notes"]] == ["chung", "phay", "hai"]


def test_recipients_are_explained_in_the_language_of_the_page() -> None:
    ours = plan(recipients="[{id: I.1.b, meaning: Phòng Giáo dục}]")
    theirs = english("ke-hoach/2023", ENGLISH_BODY, title="Plan", recipients="[{id: I.1.b, meaning: Division}]")
    assert clause_views(VIETNAMESE, ours, theirs)["I.1.b"].meaning == "Phòng Giáo dục"
    assert clause_views(ENGLISH, ours, theirs)["I.1.b"].meaning == "Division"
    assert clause_views(ENGLISH, ours)["I.1.b"].meaning == "Phòng Giáo dục"
    assert clause_views(ENGLISH, ours, theirs)["I.1.a"].meaning == ""


def test_a_plan_shows_its_own_bases_only() -> None:
    def basis(number: str) -> str:
        return f"[{{id: I.1.a, type: Công văn, number: {number}, date: 2023-01-01, issuer: Phòng}}]"

    pages = pages_of(right_library(plan(2022, bases=basis("1/CV")), plan(2023, bases=basis("2/CV"))), VIETNAMESE)
    numbers = {
        stem: [basis.number for basis in pages[stem].view["bases"]]
        for stem in ("ke-hoach/2022", "ke-hoach/2023", "ke-hoach/van-ban")
    }
    assert numbers == {"ke-hoach/2022": ["1/CV"], "ke-hoach/2023": ["2/CV"], "ke-hoach/van-ban": ["2/CV", "1/CV"]}


def queries(language: str, *sources: SourceFile) -> dict[str, list[tuple[str, str]]]:
    """The examples that the page of the search gives: (words, their language) by kind."""
    examples = page_of(language, "tim-kiem", *sources).view["examples"]
    return {kind: [(query.words, query.language) for query in found] for kind, found in examples.items()}


def test_the_search_gives_examples_of_what_stands_on_the_site() -> None:
    glossary = page("thuat-ngu", title="Từ ngữ", terms="[{id: doan, term: Đoạn không, meaning: b}]")
    sources = (
        story(title="Bài cũ", name="Trần Văn Cũ", date="2023-02-01"),
        story("moi", name="Lê Thị Mới"),
        sample("em", subject="pupil", name="Bình", role="Học sinh lớp 6", unit="khoi-6", date="2023-12-01"),
        movement("doi-moi", title="đổi mới, sáng tạo", clauses="[I.1.b]"),
        glossary,
    )
    assert queries(VIETNAMESE, *sources) == {
        "story": [("Lê Thị Mới", "vi"), ("Tổ Ngữ văn", "vi")],
        "movement": [("Dạy tốt – Học tốt", "vi"), ("doi moi sang tao", "vi")],
        "clause": [("Đoạn không", "vi")],
    }
    assert queries(ENGLISH, *sources, ENGLISH_MOVEMENT) == {
        "story": [("Lê Thị Mới", "vi"), ("Literature group", "en")],
        "movement": [("Teach Well – Learn Well", "en"), ("doi moi sang tao", "vi")],
        "clause": [("Đoạn không", "vi")],
    }


def test_the_search_of_a_site_with_nothing_on_it_gives_no_examples() -> None:
    assert {kind: found for kind, found in queries(VIETNAMESE).items() if found} == {
        "movement": [("Dạy tốt – Học tốt", "vi")]
    }


# Movements and stories


def test_a_movement_quotes_its_clauses_of_every_plan_with_its_own_name_marked() -> None:
    old = plan(2022, body="- Thi đua “Đổi mới, sáng tạo”. {#I.1.a}\n\n- Cả “Dạy tốt – Học tốt”. {#I.1.b}\n")
    renamed = movement("doi-moi-sang-tao", title="Đổi mới, sáng tạo", clauses="[I.1.a]")
    sources = (old, renamed, movement(clauses="[I.1.a, I.1.b]"), ENGLISH_PLAN, ENGLISH_MOVEMENT)
    quotes = page_of(ENGLISH, "phong-trao/day-tot-hoc-tot", *sources).view["quotes"]
    assert [(quote.plan.year, quote.clause.id, joined(quote.segments), quote.translation) for quote in quotes] == [
        (
            2023,
            "I.1.a",
            "Thi đua “Dạy tốt – Học tốt” trong toàn trường,",
            "Emulation “Teach Well – Learn Well” in the whole school,",
        ),
        (2022, "I.1.b", "Cả “Dạy tốt – Học tốt”.", ""),
    ]
    assert quotes[0].segments[1] == Segment("Dạy tốt – Học tốt", "day-tot-hoc-tot")
    here = page_of(VIETNAMESE, "phong-trao/day-tot-hoc-tot", *sources).view["quotes"]
    assert [quote.translation for quote in here] == ["", ""]


FACTS = "[{text: Có từ năm 1961., source: báo}, {text: Chưa rõ thêm.}]"
ENGLISH_FACTS = "[{text: Since 1961.}, {text: No more is known.}]"
LAUNCHED = "{by: Bộ Giáo dục, document: Quyết định 1, date: 1961-10-18, source: báo}"


@pytest.mark.parametrize(
    ("language", "translation", "facts", "launched"),
    [
        ("vi", True, [("Có từ năm 1961.", "báo"), ("Chưa rõ thêm.", None)], ("Bộ Giáo dục", "Quyết định 1")),
        ("en", True, [("Since 1961.", "báo"), ("No more is known.", None)], ("Ministry of Education", "Quyết định 1")),
        ("en", False, [("Có từ năm 1961.", "báo"), ("Chưa rõ thêm.", None)], ("Bộ Giáo dục", "Quyết định 1")),
    ],
)
def test_facts_are_told_in_the_language_of_the_page_with_the_source_of_the_original(
    language: str, translation: bool, facts: list[tuple[str, str | None]], launched: tuple[str, str]
) -> None:
    ours = movement(facts=FACTS, launched=LAUNCHED)
    # It leaves the document's name as it is.
    theirs = english(
        "phong-trao/day-tot-hoc-tot", title="Teach", facts=ENGLISH_FACTS, launched="{by: Ministry of Education}"
    )
    view = page_of(language, "phong-trao/day-tot-hoc-tot", ours, *((theirs,) if translation else ())).view
    assert list(view["facts"]) == facts
    assert view["launched"] == {
        "by": launched[0],
        "by_words": "en" if launched[0] == "Ministry of Education" else "vi",
        "document": launched[1],
        "document_words": "vi",
        "date": datetime.date(1961, 10, 18),
        "source": "báo",
    }


def test_of_a_movement_of_which_nothing_is_known_nothing_is_told() -> None:
    view = page_of(ENGLISH, "phong-trao/day-tot-hoc-tot", ENGLISH_MOVEMENT).view
    assert view["facts"] == ()
    assert view["launched"] == {"by": None, "document": None, "date": None, "source": None}


def test_what_only_the_translation_says_of_a_launch_is_not_known() -> None:
    # Facts live in the Vietnamese file, where their source stands.
    ours = movement(launched="{by: Bộ, source: báo}")
    theirs = english("phong-trao/day-tot-hoc-tot", title="Teach", launched="{by: Ministry, document: Decision 9}")
    launched = page_of(ENGLISH, "phong-trao/day-tot-hoc-tot", ours, theirs).view["launched"]
    assert launched == {"by": "Ministry", "by_words": "en", "document": None, "date": None, "source": "báo"}


def test_a_movement_points_to_clauses_and_movements_near_it() -> None:
    near = movement("doi-moi-sang-tao", title="Đổi mới", clauses="[I.1.b]", related="[day-tot-hoc-tot]")
    view = page_of(VIETNAMESE, "phong-trao/day-tot-hoc-tot", movement(related_clauses="[I.1.b, I.1]"), near).view
    assert [(plan.year, clause.id) for plan, clause in view["related_clauses"]] == [(2023, "I.1.b"), (2023, "I.1")]
    assert [movement.slug for movement in view["related"]] == ["doi-moi-sang-tao"]


def test_the_list_of_movements_counts_their_stories() -> None:
    view = page_of(VIETNAMESE, "phong-trao/index", *LISTED).view
    assert [(movement.slug, view["counts"][movement.slug]) for movement in view["movements"]] == [
        ("day-tot-hoc-tot", 2),
        ("doi-moi-sang-tao", 1),
    ]


def test_a_story_has_its_movements_unit_plan_clauses_and_neighbours() -> None:
    view = page_of(
        VIETNAMESE,
        "guong/2023/lop-doc-sach",
        INNOVATION,
        story(movements="[doi-moi-sang-tao, day-tot-hoc-tot]"),
        story("truoc", date="2023-11-01"),
    ).view
    assert [movement.slug for movement in view["movements"]] == ["doi-moi-sang-tao", "day-tot-hoc-tot"]
    assert view["unit"].names == {"vi": "Tổ Ngữ văn", "en": "Literature group"}
    assert view["plan"].year == 2023
    assert [clause.id for clause in view["clauses"]] == ["I.1.a", "I.1.b"]
    assert view["around"].previous.slug == "truoc"
    assert view["around"].next is None
    assert [item.story.slug for item in view["around"].related] == ["truoc"]


def test_a_story_without_a_unit_has_none() -> None:
    assert page_of(VIETNAMESE, "guong/2023/lop-doc-sach", story(unit=None)).view["unit"] is None


# Glossary and places

TERMS = """
  - {id: truong, term: toàn trường, meaning: Cả trường.}
  - {id: thi-dua, term: thi đua, meaning: Cùng gắng.}
  - {id: muc-tieu, term: mục tiêu, forms: [Mục đích, phong trào], meaning: Điều muốn đạt.}
  - {id: am-ap, term: ấm áp, meaning: Không có trong kế hoạch.}
  - {id: oan, term: oan, meaning: Không phải toàn.}"""
ENGLISH_TERMS = """
  - {id: truong, term: whole school, meaning: All of it.}
  - {id: thi-dua, term: emulation, meaning: Striving together.}
  - {id: muc-tieu, term: Aim, meaning: What is wanted.}
  - {id: am-ap, term: warm, meaning: Not in the plan.}
  - {id: oan, term: injustice, meaning: Not there either.}"""
GLOSSARY = (page("thuat-ngu", title="Từ ngữ", terms=TERMS), english("thuat-ngu", title="Glossary", terms=ENGLISH_TERMS))
CLAUSES_OF_TERMS = {
    "truong": ["I.1.a"],
    "thi-dua": ["I.1.a"],
    "muc-tieu": ["I", "I.1", "I.1.b"],  # under its other forms, in either case
    "am-ap": [],
    "oan": [],  # «toàn» is another word
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_carry_the_clauses_in_which_the_vietnamese_word_stands(language: str) -> None:
    assert terms(page_of(language, "thuat-ngu", *GLOSSARY, ENGLISH_PLAN)) == CLAUSES_OF_TERMS


def test_terms_carry_clauses_of_the_newest_plan_only() -> None:
    old = plan(2022, body="- Ấm áp, thi đua. {#V.1}\n")
    found = page_of(VIETNAMESE, "thuat-ngu", old, *GLOSSARY)
    assert terms(found) == CLAUSES_OF_TERMS
    assert found.view["plan"].year == 2023


def test_terms_stand_by_the_alphabet_of_the_page_with_the_original_beside_them() -> None:
    def shown(language: str) -> list[tuple[Any, ...]]:
        view = page_of(language, "thuat-ngu", *GLOSSARY).view
        return [(term.term, term.original, term.meaning) for term in view["terms"]]

    assert [term for term, _, _ in shown(VIETNAMESE)] == ["ấm áp", "mục tiêu", "oan", "thi đua", "toàn trường"]
    assert shown(ENGLISH) == [
        ("Aim", "mục tiêu", "What is wanted."),
        ("emulation", "thi đua", "Striving together."),
        ("injustice", "oan", "Not there either."),
        ("warm", "ấm áp", "Not in the plan."),
        ("whole school", "toàn trường", "All of it."),
    ]


def test_an_untranslated_glossary_stands_in_vietnamese() -> None:
    found = page_of(ENGLISH, "thuat-ngu", GLOSSARY[0])
    assert terms(found) == CLAUSES_OF_TERMS
    assert {term.term == term.original for term in found.view["terms"]} == {True}
    assert found.words == "vi"


def test_without_a_plan_terms_have_no_clauses() -> None:
    library, problems = library_of(GLOSSARY)
    assert problems == []
    assert terms(pages_of(library, VIETNAMESE)["thuat-ngu"]) == {term: [] for term in CLAUSES_OF_TERMS}


def test_places_come_with_the_facts_of_the_original_beside_the_words_of_the_page() -> None:
    ours = page(
        "dia-danh", title="Tên gọi", places="[{id: huyen, old: Huyện, new: Xã, since: 2025-07-01, decision: 1/NQ}]"
    )
    theirs = english("dia-danh", title="Names", places="[{id: huyen, old: District, new: Commune}]")
    ((words_of_page, facts),) = page_of(ENGLISH, "dia-danh", ours, theirs).view["places"]
    assert (words_of_page.get("old"), words_of_page.get("new")) == ("District", "Commune")
    assert (facts.get("since"), facts.get("decision")) == (datetime.date(2025, 7, 1), "1/NQ")


# Anniversaries, reading time, filters


def test_the_anniversaries_are_on_their_page_and_on_the_home_page() -> None:
    sources = (
        page("index"),
        page("ngay-le", days='[{id: b, day: "09-02", title: B}, {id: a, day: "02-03", title: A}]'),
    )
    for stem in ("index", "ngay-le"):
        assert [day.month_day for day in page_of(VIETNAMESE, stem, *sources).view["anniversaries"]] == [
            "02-03",
            "09-02",
        ]


def test_a_school_without_the_page_of_anniversaries_has_none() -> None:
    assert page_of(VIETNAMESE, "index", page("index")).view["anniversaries"] == ()


def test_stories_movements_and_plans_say_how_long_they_take_in_the_words_they_show() -> None:
    long, longer = "tiếng " * 300, "word " * 600
    sources = (
        story(body=long),
        english_story(body=longer),
        story("chua-dich", body=long),
        movement(body=long),
        plan(body=f"KẾ HOẠCH {{#title}}\n\n- Thi đua “Dạy tốt – Học tốt” {long.strip()} {{#I.1.a}}\n"),
    )

    def minutes(language: str, stem: str) -> int:
        found: int = page_of(language, stem, *sources).view["minutes"]
        return found

    for stem in ("guong/2023/lop-doc-sach", "phong-trao/day-tot-hoc-tot", "ke-hoach/2023"):
        assert minutes(VIETNAMESE, stem) == 2
    assert minutes(ENGLISH, "guong/2023/lop-doc-sach") == 3
    assert minutes(ENGLISH, "guong/2023/chua-dich") == 2


@pytest.mark.parametrize(
    "stem", ["guong/index", "guong/2023/index", "guong/don-vi/khoi-6", "guong/doi-tuong/hoc-sinh", "guong/a-z"]
)
def test_every_list_has_the_filters_counted_over_all_stories(stem: str) -> None:
    found = page_of(VIETNAMESE, stem, *ALL_KINDS).view["filters"]
    assert list(found) == ["nam", "doi-tuong", "don-vi", "phong-trao"]
    assert [(choice.key, choice.count) for choice in found["nam"]] == [("2023", 3), ("2022", 0)]


# Glosses

EXPLAINED = page(
    "thuat-ngu",
    title="Từ ngữ",
    terms="[{id: toan-truong, term: toàn trường, meaning: a}, {id: day-tot-hoc-tot, term: hai việc tốt, meaning: b},"
    " {id: doan, term: Đoạn, meaning: c}, {id: muc-dich, term: mục đích, meaning: d}]",
)
ENGLISH_EXPLAINED = english(
    "thuat-ngu",
    title="Words",
    terms="[{id: toan-truong, term: whole school, meaning: A}, {id: day-tot-hoc-tot, term: Teach Well – Learn Well,"
    " meaning: B}, {id: doan, term: paragraph, meaning: C}, {id: muc-dich, term: purposes, meaning: D}]",
)
NAMES = page("dia-danh", title="Tên gọi", places="[{id: toan, old: toàn trường, new: trường}]")


def marked(page: SitePage) -> list[tuple[str, str, str]]:
    """(clause, words, key) of what a plan's page explains."""
    return [
        (view.clause.id, part.text, part.gloss.key)
        for view in page.view["clauses"]
        for part in view.segments
        if part.gloss
    ]


def test_a_plan_explains_each_word_once_and_lists_what_it_explains() -> None:
    again = plan(body="Đoạn {#lead}\n\n## I. MỤC ĐÍCH {#I}\n\n- Đoạn, “Dạy tốt – Học tốt” toàn trường {#I.1.a}")
    found = page_of(VIETNAMESE, "ke-hoach/2023", again, EXPLAINED, NAMES)
    assert marked(found) == [("lead", "Đoạn", "term-doan"), ("I.1.a", "toàn trường", "term-toan-truong")]
    glosses: tuple[Gloss, ...] = found.view["glosses"]
    assert [(gloss.key, gloss.meaning) for gloss in glosses] == [("term-doan", "c"), ("term-toan-truong", "a")]
    assert [joined(view.segments) for view in found.view["clauses"]] == [
        view.clause.words for view in found.view["clauses"]
    ]


def test_headings_recipients_and_the_signature_are_not_explained() -> None:
    body = "Đoạn {#title}\n\n## Đoạn {#I}\n\n- Thi đua “Dạy tốt – Học tốt”. {#I.1.a}\n\nĐoạn {#recipients}\n\n"
    body += "Đoạn {#recipients.1}\n\nĐoạn {#signer.title}"
    assert marked(page_of(VIETNAMESE, "ke-hoach/2023", plan(body=body), EXPLAINED)) == []


def test_a_plan_is_explained_in_the_language_of_its_words() -> None:
    translated = page_of(ENGLISH, "ke-hoach/2023", ENGLISH_PLAN, EXPLAINED, ENGLISH_EXPLAINED)
    # The name in I.1.a is quoted.
    assert marked(translated) == [("I.1.a", "whole school", "term-toan-truong"), ("I.1.b", "paragraph", "term-doan")]
    untranslated = page_of(ENGLISH, "ke-hoach/2023", EXPLAINED, ENGLISH_EXPLAINED)
    assert [gloss.language for gloss in untranslated.view["glosses"]] == ["vi", "vi"]
    assert page_of(ENGLISH, "ke-hoach/2023", ENGLISH_PLAN, EXPLAINED).view["glosses"] == ()


def test_a_movements_quotations_are_not_explained() -> None:
    (quote,) = page_of(VIETNAMESE, "phong-trao/day-tot-hoc-tot", EXPLAINED).view["quotes"]
    assert not [part for part in quote.segments if part.gloss]


def test_bodies_are_explained_in_the_language_of_their_words() -> None:
    sources = (EXPLAINED, ENGLISH_EXPLAINED, story(), english_story(), sample("khac"))
    for language, stem, words_of_page in (("vi", "2023/lop-doc-sach", "vi"), ("en", "2023/lop-doc-sach", "en")):
        assert {gloss.language for gloss in page_of(language, f"guong/{stem}", *sources).glosses.items} == {
            words_of_page
        }
    assert {gloss.language for gloss in page_of(ENGLISH, "guong/2023/khac", *sources).glosses.items} == {"vi"}


def test_a_movement_does_not_explain_itself() -> None:
    glossary = page(
        "thuat-ngu",
        title="Từ ngữ",
        terms="[{id: day-tot-hoc-tot, term: a, meaning: b}, {id: hai, term: dạy tốt - học tốt, meaning: c},"
        " {id: doan, term: Đoạn, meaning: d}]",
    )
    found = page_of(VIETNAMESE, "phong-trao/day-tot-hoc-tot", glossary)
    assert found.told == {"term-day-tot-hoc-tot", "term-hai"}
    assert page_of(VIETNAMESE, "guong/2023/lop-doc-sach", story(), glossary).told == frozenset()


@pytest.mark.parametrize("stem", ["index", "thuat-ngu", "dia-danh"])
def test_the_cover_and_the_pages_that_explain_have_no_links_to_glosses(stem: str) -> None:
    sources = (page("index", title="Trang đầu"), page(), EXPLAINED, NAMES)
    assert page_of(VIETNAMESE, stem, *sources).glosses.items == ()
    assert len(page_of(VIETNAMESE, "gioi-thieu", *sources).glosses.items) == 5
