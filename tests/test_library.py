"""The joins clause ↔ movement ↔ story, what is published, and every line of the cross-checks."""

from __future__ import annotations

import dataclasses

import pytest
from builders import (
    PLAN_BODY,
    SETTINGS,
    TODAY,
    content,
    english_story,
    library_of,
    movement,
    page,
    plan,
    problems_of,
    sample,
    story,
)
from thidua.building import build_library
from thidua.library import Library
from thidua.movements import Movement
from thidua.plans import Plan
from thidua.sources import SourceFile

STORY = "docs/guong/2023/lop-doc-sach.vi.md"
MOVEMENT = "docs/phong-trao/day-tot-hoc-tot.vi.md"
PLAN = "docs/ke-hoach/2023.vi.md"

# Their alphabet, their slugs and the order in which the clauses name them all differ.
INNOVATION = movement("doi-moi-sang-tao", title="Đổi mới, sáng tạo", clauses="[I.1.a, I.1.b]")
HAPPY_SCHOOL = movement("an-vui", title="xây dựng trường học hạnh phúc", clauses="[I.1.b]")
TEACHING = movement(clauses="[I.1.a, I.1.b]")
TWO_CLAUSES = """\
- Thi đua “Đổi mới, sáng tạo”, “Dạy tốt – Học tốt”, {#I.1.a}

- Thi đua “Dạy tốt - học tốt”, xây dựng trường học hạnh phúc, “Đổi mới, sáng tạo”. {#I.1.b}

- Đoạn không nêu phong trào nào. {#I.1.c}
"""


def right_library(*more: SourceFile, media: tuple[str, ...] = ()) -> Library:
    """A library without problems, so that no test rests on content that would not be published."""
    library, problems = library_of(content(*more), media)
    assert problems == []
    return library


def two_clauses(*more: SourceFile) -> Library:
    return right_library(plan(body=TWO_CLAUSES), TEACHING, INNOVATION, HAPPY_SCHOOL, *more)


def plan_of(library: Library, year: int) -> Plan:
    return next(plan for plan in library.plans if plan.year == year)


def slugs(movements: tuple[Movement, ...]) -> list[str]:
    return [movement.slug for movement in movements]


# Plans and years


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2023, 2023),  # its own
        (2021, 2021),
        (2022, 2021),  # the one before, though the one after is as near
        (2030, 2023),  # the one before, however long ago
        (2019, 2021),  # none before: the oldest
    ],
)
def test_a_year_has_its_own_plan_or_the_one_before_or_the_oldest(year: int, expected: int) -> None:
    found = right_library(plan(2021), plan(2023)).plan_for(year)
    assert found is not None
    assert found.year == expected


def test_without_plans_a_year_has_none() -> None:
    library, problems = library_of([movement()])
    assert problems == []
    assert library.plan_for(2023) is None
    assert library.newest_plan is None


def test_plans_stand_newest_first() -> None:
    library = right_library(plan(2022), plan(2024), plan(2023))
    assert [plan.year for plan in library.plans] == [2024, 2023, 2022]
    assert library.newest_plan is library.plans[0]


# Clauses and movements

OLD_PLAN = plan(2022, body="- Thi đua “Đổi mới, sáng tạo”. {#I.1.a}\n\n- Đoạn khác. {#I.1.b}\n")
TWO_PLANS = (plan(2023), OLD_PLAN, movement(), movement("doi-moi-sang-tao", title="Đổi mới, sáng tạo"))


def test_clause_ids_are_per_plan_so_each_movement_stands_only_under_the_plan_whose_clause_names_it() -> None:
    library = right_library(*TWO_PLANS)
    old, new = plan_of(library, 2022), plan_of(library, 2023)
    teaching, innovation = library.movement_by_slug["day-tot-hoc-tot"], library.movement_by_slug["doi-moi-sang-tao"]
    assert library.clauses_of(teaching, new) == (new.clause_by_id["I.1.a"],)
    assert library.clauses_of(teaching, old) == ()
    assert library.clauses_of(innovation, old) == (old.clause_by_id["I.1.a"],)
    assert library.clauses_of(innovation, new) == ()
    assert library.movements_of(new, new.clause_by_id["I.1.a"]) == (teaching,)
    assert library.movements_of(old, old.clause_by_id["I.1.a"]) == (innovation,)


def test_a_movement_that_two_plans_name_stands_under_both() -> None:
    library = right_library(plan(2022), plan(2023))
    (teaching,) = library.movements
    for year in (2022, 2023):
        named = plan_of(library, year)
        assert library.clauses_of(teaching, named) == (named.clause_by_id["I.1.a"],)


def test_a_clause_that_speaks_of_a_movement_in_other_words_is_taken_at_its_files_word() -> None:
    library = right_library(movement("noi-khac", title="Tên không có trong kế hoạch", clauses="[I.1.b]"))
    (new,) = library.plans
    assert slugs(library.movements_of(new, new.clause_by_id["I.1.b"])) == ["noi-khac"]


def test_a_clause_has_its_movements_in_the_order_in_which_it_names_them() -> None:
    library = two_clauses()
    (new,) = library.plans
    named = {clause.id: slugs(library.movements_of(new, clause)) for clause in new.clauses}
    assert named == {
        "I.1.a": ["doi-moi-sang-tao", "day-tot-hoc-tot"],
        "I.1.b": ["day-tot-hoc-tot", "an-vui", "doi-moi-sang-tao"],
        "I.1.c": [],
    }


def test_of_a_movement_named_twice_in_a_clause_the_first_name_counts() -> None:
    body = "- Thi đua Hai tốt, xây dựng trường học hạnh phúc, “Dạy tốt – Học tốt”. {#I.1.b}\n"
    library = right_library(plan(body=body), movement(clauses="[I.1.b]", aliases="[Hai tốt]"), HAPPY_SCHOOL)
    (new,) = library.plans
    assert slugs(library.movements_of(new, new.clauses[0])) == ["day-tot-hoc-tot", "an-vui"]
    assert slugs(library.movements) == ["day-tot-hoc-tot", "an-vui"]


def test_a_movement_has_its_clauses_in_the_plans_order_whatever_order_its_file_lists_them_in() -> None:
    library = right_library(plan(body=TWO_CLAUSES), movement(clauses="[I.1.b, I.1.a]"), INNOVATION)
    (new,) = library.plans
    teaching = library.movement_by_slug["day-tot-hoc-tot"]
    assert [clause.id for clause in library.clauses_of(teaching, new)] == ["I.1.a", "I.1.b"]


def test_movements_stand_as_the_plan_first_names_them() -> None:
    assert slugs(two_clauses().movements) == ["doi-moi-sang-tao", "day-tot-hoc-tot", "an-vui"]


def test_movements_that_only_an_older_plan_names_stand_after_those_of_the_newest() -> None:
    # The old one's clause has the id of the newest plan's first clause, but names something else.
    library = right_library(
        plan(2023, body="- Thi đua “Dạy tốt – Học tốt”. {#I.1.a}\n\n- Thi đua “Xanh, sạch, đẹp”. {#I.1.b}\n"),
        OLD_PLAN,
        movement("doi-moi-sang-tao", title="Đổi mới, sáng tạo"),
        movement("xanh-sach-dep", title="Xanh, sạch, đẹp", clauses="[I.1.b]"),
    )
    assert slugs(library.movements) == ["day-tot-hoc-tot", "xanh-sach-dep", "doi-moi-sang-tao"]


def test_a_copied_plan_whose_year_was_not_changed_is_told_once_and_stops_nothing() -> None:
    # Two plans of one year stand in the library that is checked: neither may be taken for the other.
    copied = SourceFile("ke-hoach/2022.vi.md", plan(2023, body="- Thi đua “Dạy tốt – Học tốt”. {#V.9}\n").text)
    assert problems_of(copied, movement(clauses="[I.1.a, V.9]")) == [
        "docs/ke-hoach/2022.vi.md:4: year: phải trùng tên tệp, hãy viết 2022 / must be 2022"
    ]


def test_without_a_plan_movements_stand_by_the_vietnamese_alphabet() -> None:
    names = {"a": "Đổi mới", "b": "Ăn ở sạch", "c": "Dạy tốt", "d": "Ấm áp", "e": "An toàn"}
    library, _ = library_of([movement(slug, title=title) for slug, title in names.items()])
    assert slugs(library.movements) == ["e", "b", "d", "c", "a"]


def test_related_movements_are_found_from_both_sides_in_the_plans_order() -> None:
    library = right_library(
        plan(body=TWO_CLAUSES),
        movement(clauses="[I.1.a, I.1.b]", related="[an-vui]"),
        movement("doi-moi-sang-tao", title="Đổi mới, sáng tạo", clauses="[I.1.a, I.1.b]", related="[day-tot-hoc-tot]"),
        HAPPY_SCHOOL,
    )
    found = {item.slug: slugs(library.related_movements(item)) for item in library.movements}
    assert found == {
        "day-tot-hoc-tot": ["doi-moi-sang-tao", "an-vui"],
        "doi-moi-sang-tao": ["day-tot-hoc-tot"],
        "an-vui": ["day-tot-hoc-tot"],
    }


# Stories


def test_stories_stand_newest_first_and_on_one_day_by_the_vietnamese_alphabet() -> None:
    library = right_library(
        story("a", title="Đêm hội", date="2023-05-01"),
        story("b", title="Dạy học", date="2023-05-01"),
        story("c", title="Ấm áp", date="2023-05-01"),
        story("d", title="Xa", date="2023-05-02"),
        story("e", title="An", date="2023-04-30"),
    )
    assert [story.slug for story in library.stories] == ["d", "c", "b", "a", "e"]
    assert [story.slug for story in library.stories_of_movement["day-tot-hoc-tot"]] == ["d", "c", "b", "a", "e"]


def test_every_movement_has_its_stories_even_if_there_are_none() -> None:
    library = two_clauses(story("a", movements="[doi-moi-sang-tao, day-tot-hoc-tot]"), story("b"))
    found = {slug: [story.slug for story in stories] for slug, stories in library.stories_of_movement.items()}
    assert found == {"doi-moi-sang-tao": ["a"], "day-tot-hoc-tot": ["a", "b"], "an-vui": []}


def test_a_movements_stories_stand_under_the_plan_of_their_year() -> None:
    years = ("2020", "2021", "2022", "2023", "2024")
    library = right_library(
        plan(2021),
        plan(2023),
        *(
            story("bai", folder=year, year=year, date=f"{year}-01-05", consent="{subject: 2020-01-01}")
            for year in years
        ),
    )
    (teaching,) = library.movements
    found = {p.year: [story.year for story in library.stories_under(p, teaching)] for p in library.plans}
    assert found == {2023: [2024, 2023], 2021: [2022, 2021, 2020]}


def test_a_storys_clauses_stand_once_each_in_the_plans_order() -> None:
    library = two_clauses(story(movements="[an-vui, day-tot-hoc-tot, doi-moi-sang-tao]"))
    found, clauses = library.clauses_of_story(library.stories[0])
    assert found is library.plans[0]
    assert [clause.id for clause in clauses] == ["I.1.a", "I.1.b"]


def test_a_story_has_no_clause_of_a_movement_it_does_not_belong_to() -> None:
    library = two_clauses(story(movements="[an-vui]"))
    _, clauses = library.clauses_of_story(library.stories[0])
    assert [clause.id for clause in clauses] == ["I.1.b"]


def test_a_storys_clauses_are_those_of_its_own_years_plan() -> None:
    library = right_library(
        *TWO_PLANS,
        story("cu", folder="2022", year="2022", date="2022-05-01", movements="[day-tot-hoc-tot, doi-moi-sang-tao]"),
    )
    found, clauses = library.clauses_of_story(library.stories[0])
    assert found is plan_of(library, 2022)
    assert [clause.text for clause in clauses] == ["- Thi đua “Đổi mới, sáng tạo”."]


def test_without_a_plan_a_story_has_no_clauses() -> None:
    library, problems = library_of([movement(), story()])
    assert problems == []
    assert library.clauses_of_story(library.stories[0]) == (None, ())


# What is published


def test_of_a_withdrawn_story_only_its_address_is_left() -> None:
    # All its words differ from the address, so that what is found can only be a leak.
    gone = story(
        "bai-so-7",
        body="Chuyện kín. ![Tả ảnh](trong-bai.png)",
        title="Tên bài kín",
        summary="Tóm tắt kín",
        name="Trần Văn Kín",
        role="Vai kín",
        photo="mat.jpg",
        photo_alt="Lời tả kín",
        status="withdrawn",
        awards="[{type: giay-khen, decision: 99/QĐ-KIN}]",
        consent="{subject: 2023-11-01, ref: 77/2023}",
    )
    gone_english = english_story(
        "bai-so-7", title="Secret title", summary="Secret summary", role="Secret role", body="Secret body."
    )
    library = right_library(gone, gone_english, story(), media=("guong/2023/mat.jpg", "guong/2023/trong-bai.png"))
    assert library.withdrawn == ("guong/2023/bai-so-7",)
    assert [story.slug for story in library.stories] == ["lop-doc-sach"]
    assert library.pictures == frozenset()
    # The lookups are asked first: what they remember stands in the library's own dictionary.
    assert [story.slug for story in library.stories_of_movement["day-tot-hoc-tot"]] == ["lop-doc-sach"]
    everything = repr(library) + repr(vars(library)) + repr(library.items)
    for secret in ("kín", "Kín", "KIN", "mat.jpg", "trong-bai", "Secret", "77/2023"):
        assert secret not in everything
    assert repr(library).count("bai-so-7") == 1


def test_withdrawn_addresses_stand_in_order() -> None:
    library = right_library(*(story(slug, status="withdrawn") for slug in ("c", "a", "b")))
    assert library.withdrawn == ("guong/2023/a", "guong/2023/b", "guong/2023/c")
    assert library.stories == ()


@pytest.mark.parametrize(("samples", "withdrawn"), [(True, ("guong/2023/bai-minh-hoa",)), (False, ())])
def test_a_withdrawn_sample_leaves_no_trace_where_samples_are_off(samples: bool, withdrawn: tuple[str, ...]) -> None:
    library, _ = library_of(
        content(sample(status="withdrawn")), settings=dataclasses.replace(SETTINGS, samples=samples)
    )
    assert (library.stories, library.withdrawn) == ((), withdrawn)


@pytest.mark.parametrize(("drafts", "expected"), [(False, ["b"]), (True, ["a", "b"])])
def test_drafts_are_there_only_when_asked_for(drafts: bool, expected: list[str]) -> None:
    library, problems = library_of(
        content(story("a", status="draft"), story("b"), story("c", status="withdrawn")), drafts=drafts
    )
    assert problems == []
    assert [story.slug for story in library.stories] == expected
    assert library.withdrawn == ("guong/2023/c",)


def test_whoever_does_not_ask_for_drafts_gets_none() -> None:
    library, _ = build_library(content(story(status="draft")), (), SETTINGS, TODAY)
    assert library.stories == ()


@pytest.mark.parametrize(("samples", "expected"), [(True, ["minh-hoa", "that"]), (False, ["that"])])
def test_samples_can_be_left_out(samples: bool, expected: list[str]) -> None:
    library, problems = library_of(
        content(sample("minh-hoa"), story("that")), settings=dataclasses.replace(SETTINGS, samples=samples)
    )
    assert problems == []
    assert [story.slug for story in library.stories] == expected


def test_pictures_are_the_photos_and_body_pictures_of_published_stories_in_either_language() -> None:
    media = (
        "guong/2023/mat.jpg",
        "guong/2023/than.png",
        "guong/2023/english.webp",
        "guong/chung/khac.avif",
        "ke-hoach/giay.pdf",
        "guong/2023/khong-ai-dung.jpg",
    )
    library = right_library(
        story(
            body="![Thân](than.png)\n\n[Giấy](../../ke-hoach/giay.pdf) ![Khác](../chung/khac.avif)\n\n[Phong trào]"
            "(../../phong-trao/day-tot-hoc-tot.vi.md)",
            photo="mat.jpg",
            photo_alt="Mặt",
        ),
        english_story(body="![Body](english.webp)", photo_alt="Face"),
        media=media,
    )
    assert library.pictures == {
        "guong/2023/mat.jpg",
        "guong/2023/than.png",
        "guong/2023/english.webp",
        "guong/chung/khac.avif",
    }


def test_the_sites_pictures_are_those_of_its_stories_and_all_that_stand_elsewhere() -> None:
    media = (
        "guong/2023/mat.jpg",
        "guong/2023/khac.jpg",
        "trang-chu.png",
        "phong-trao/co do.WEBP",
        "so-do.svg",
        "a.pdf",
    )
    library = library_of(content(story(photo="mat.jpg", photo_alt="Mặt")), media)[0]
    assert library.shown_pictures(media) == {"guong/2023/mat.jpg", "trang-chu.png", "phong-trao/co do.WEBP"}


def test_papers_are_published_where_a_published_text_links_to_them() -> None:
    media = ("ke-hoach/1.pdf", "ke-hoach/2.PDF", "ke-hoach/3.pdf", "ke-hoach/4.pdf", "trang.html", "so-do.svg")
    library, problems = library_of(
        content(
            story(body="[Giấy](../../ke-hoach/1.pdf)"),
            english_story(body="[Paper](../../ke-hoach/2.PDF)"),
            story("nhap", status="draft", body="[Giấy](../../ke-hoach/3.pdf)"),
            story("go", status="withdrawn", body="[Giấy](../../ke-hoach/3.pdf)"),
            page(body="[x](trang.html) [y](so-do.svg)"),
        ),
        media,
    )
    assert library.papers == {"ke-hoach/1.pdf", "ke-hoach/2.PDF"}
    assert library.published_files(media) == library.papers
    assert library.published_files(()) == frozenset()
    assert [problem.path for problem in problems if problem.notice] == ["docs/ke-hoach/3.pdf", "docs/ke-hoach/4.pdf"]
    assert [problem.path for problem in problems if not problem.notice] == ["docs/so-do.svg", "docs/trang.html"]


def test_pictures_of_withdrawn_stories_drafts_and_hidden_samples_are_not_published() -> None:
    media = tuple(f"guong/2023/{slug}{n}.jpg" for slug in "abc" for n in (1, 2))
    stories = [
        make(slug, body=f"![Trong bài]({slug}2.jpg)", photo=f"{slug}1.jpg", photo_alt="Ảnh", **status)
        for slug, make, status in (
            ("a", story, {"status": "withdrawn"}),
            ("b", story, {"status": "draft"}),
            ("c", sample, {}),
        )
    ]
    hidden = dataclasses.replace(SETTINGS, samples=False)
    library, problems = library_of(content(*stories), media, settings=hidden)
    assert problems == []
    assert library.pictures == frozenset()
    preview, _ = library_of(content(*stories), media, drafts=True)
    assert preview.pictures == {"guong/2023/b1.jpg", "guong/2023/b2.jpg", "guong/2023/c1.jpg", "guong/2023/c2.jpg"}


def test_items_are_every_page_that_a_file_holds() -> None:
    library = right_library(page(), story(), sample(), story("nhap", status="draft"), story("go", status="withdrawn"))
    assert [item.stem for item in library.items] == [
        "ke-hoach/2023",
        "phong-trao/day-tot-hoc-tot",
        "guong/2023/bai-minh-hoa",
        "guong/2023/lop-doc-sach",
        "gioi-thieu",
    ]


# Cross-checks: a right file, and the lines about a wrong one


def test_right_content_has_no_problems() -> None:
    assert problems_of(story(), sample(), english_story(), page()) == []


def test_an_unknown_movement_is_told_with_the_one_meant() -> None:
    assert problems_of(story(movements="[day-tot-hoc-tut]")) == [
        f'{STORY}:8: movements: không có phong trào "day-tot-hoc-tut". Có phải "day-tot-hoc-tot"?'
        ' / no such movement. Did you mean "day-tot-hoc-tot"?'
    ]


def test_an_unknown_movement_like_no_other_is_told_without_a_question() -> None:
    assert problems_of(story(movements="[xyz]")) == [
        f'{STORY}:8: movements: không có phong trào "xyz". / no such movement.'
    ]


def test_of_several_movements_the_line_of_the_unknown_one_is_told() -> None:
    assert problems_of(story(movements="\n  - day-tot-hoc-tot\n  - xyz")) == [
        f'{STORY}:10: movements: không có phong trào "xyz". / no such movement.'
    ]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_stories_that_are_not_published_are_checked_all_the_same(status: str) -> None:
    assert problems_of(story(movements="[xyz]", status=status)) == [
        f'{STORY}:8: movements: không có phong trào "xyz". / no such movement.'
    ]


def test_an_unknown_unit_is_told_with_the_one_meant() -> None:
    assert problems_of(story(unit="khoi-7")) == [
        f'{STORY}:7: unit: mkdocs.yml (extra.units) không có đơn vị "khoi-7". Có phải "khoi-6"?'
        ' / no such unit in mkdocs.yml (extra.units). Did you mean "khoi-6"?'
    ]


def test_a_story_needs_no_unit() -> None:
    assert problems_of(story(unit=None)) == []


@pytest.mark.parametrize("name", ["clauses", "related_clauses"])
def test_a_clause_that_no_plan_has_is_told_with_the_one_meant(name: str) -> None:
    lines = problems_of(movement(**{"clauses": "[I.1.a]", name: "\n  - I.1.a\n  - I.1.aa"}))
    line = 8 if name == "clauses" else 9
    assert lines == [
        f'{MOVEMENT}:{line}: {name}: kế hoạch không có mục "I.1.aa". Có phải "I.1.a"?'
        ' / no such clause. Did you mean "I.1.a"?'
    ]


def test_a_clause_of_any_plan_will_do() -> None:
    old = plan(2022, body="- Đoạn chỉ năm 2022 có. {#V.9}\n")
    assert problems_of(old, movement(clauses="[I.1.a, V.9]")) == []


def test_without_a_plan_no_clause_is_called_unknown() -> None:
    assert library_of([movement(clauses="[X.9]", related_clauses="[Y.9]")])[1] == []


QUOTING = plan(body="- Thi đua “Dạy tốt – Học tốt”. {#I.1.a}\n\n- Nêu gương “Người tốt - việc tốt”. {#I.1.b}\n")
# The header takes lines 1 to 5, an empty line follows.
NO_PAGE = (
    f"{PLAN}:9: I.1.b: nêu “Người tốt - việc tốt” nhưng chưa có phong trào tên ấy, hãy viết "
    "docs/phong-trao/nguoi-tot-viec-tot.vi.md hoặc thêm tên vào aliases (phong trào đã có), "
    "other_quotes (không phải phong trào)"
    " / no movement has this name; write its page, or add the name to aliases (of a movement) "
    "or other_quotes (no movement)"
)


def test_a_quoted_movement_without_a_page_is_told_with_the_file_to_write() -> None:
    assert problems_of(QUOTING) == [NO_PAGE]


@pytest.mark.parametrize(
    "names",
    [
        {"title": "người tốt — việc tốt"},
        {"title": "Nêu gương", "aliases": "['Người tốt - việc tốt']"},
        {"title": "Nêu gương", "official_name": "Người tốt – Việc tốt"},
    ],
)
def test_a_quoted_movement_may_be_known_under_any_of_its_names(names: dict[str, str]) -> None:
    assert problems_of(QUOTING, movement("neu-guong", clauses="[I.1.b]", **names)) == []


def test_a_quoted_movement_whose_page_does_not_list_the_clause_is_told() -> None:
    assert problems_of(movement(clauses="[I.1.b]")) == [
        f"{PLAN}:13: I.1.a: nêu “Dạy tốt – Học tốt” nhưng {MOVEMENT} chưa ghi mục này, "
        f"hãy thêm I.1.a vào clauses / add I.1.a to clauses in {MOVEMENT}"
    ]


def test_each_plan_is_asked_for_the_movements_that_it_quotes() -> None:
    lines = problems_of(plan(2022, body="- Thi đua “Việc lạ”. {#I.1.a}\n\n- Thi đua “Dạy tốt – Học tốt”. {#I.1.b}\n"))
    assert lines == [
        "docs/ke-hoach/2022.vi.md:7: I.1.a: nêu “Việc lạ” nhưng chưa có phong trào tên ấy, hãy viết "
        "docs/phong-trao/viec-la.vi.md hoặc thêm tên vào aliases (phong trào đã có), other_quotes (không phải phong trào)"
        " / no movement has this name; write its page, or add the name to aliases (of a movement) "
        "or other_quotes (no movement)",
        f"docs/ke-hoach/2022.vi.md:9: I.1.b: nêu “Dạy tốt – Học tốt” nhưng {MOVEMENT} chưa ghi mục này, "
        f"hãy thêm I.1.b vào clauses / add I.1.b to clauses in {MOVEMENT}",
    ]


def test_words_in_quotes_that_are_no_movement_are_listed_under_other_quotes() -> None:
    body = "- Thi đua “Dạy tốt – Học tốt”, “Nói là làm”. {#I.1.a}\n"
    assert problems_of(plan(body=body, other_quotes="[nói là làm]")) == []
    assert len(problems_of(plan(body=body, other_quotes="[nói mà làm]"))) == 1


def test_a_movement_related_to_an_unknown_one_is_told_with_the_one_meant() -> None:
    lines = problems_of(
        INNOVATION, plan(body=TWO_CLAUSES), HAPPY_SCHOOL, movement(clauses="[I.1.a, I.1.b]", related="[an-vuii]")
    )
    assert lines == [
        f'{MOVEMENT}:7: related: không có phong trào "an-vuii". Có phải "an-vui"?'
        ' / no such movement. Did you mean "an-vui"?'
    ]


def test_a_movement_is_not_related_to_itself() -> None:
    # Nor is it what was meant.
    assert problems_of(movement(related="[day-tot-hoc-tot]")) == [
        f"{MOVEMENT}:7: related: chính là phong trào này, hãy bỏ đi / that is this very movement; take it out"
    ]


BROKEN = f'{MOVEMENT}:1: level: thiếu, hãy thêm «level: school» / missing; add "level: school"'


def test_a_broken_movement_file_does_not_blame_its_stories_nor_the_movements_near_it() -> None:
    near = movement("ban-be", title="Bạn bè", clauses="[I.1.b]", related="[day-tot-hoc-tot]")
    assert problems_of(movement(level=None), story(), near) == [BROKEN]


def test_a_broken_movement_file_is_not_asked_for_once_more_by_the_plan_that_quotes_it() -> None:
    assert problems_of(movement(level=None)) == [BROKEN]
    assert problems_of(movement(level=None), QUOTING) == [NO_PAGE, BROKEN]


def test_stories_of_a_broken_movement_are_kept_out_of_the_library() -> None:
    library, _ = library_of(content(movement(level=None), story()))
    assert (library.movements, library.stories) == ((), ())


# Links, pictures, addresses


def told(line: str) -> str:
    """Which link a line is about: what it then asks «Có phải …?» is the business of ``links``."""
    link, reason, _ = line.partition(" không dẫn tới tệp nào.")
    assert reason
    return link


@pytest.mark.parametrize(
    "target",
    [
        "khac.vi.md",  # a story
        "khac.en.md",  # its English address, which exists though nobody has translated it
        "go-roi.vi.md",  # a withdrawn one: its address answers
        "../../phong-trao/day-tot-hoc-tot.vi.md",
        "../../ke-hoach/2023.vi.md#i-1-a",
        "../../gioi-thieu.vi.md",
        "../index.vi.md",  # from here on, pages that no file holds
        "../a-z.vi.md",
        "index.vi.md",
        "../don-vi/khoi-6.vi.md",
        "../doi-tuong/hoc-sinh.vi.md",
        "../../tim-kiem.vi.md",
        "../../ke-hoach/van-ban.en.md",
        "../../ke-hoach/giay.pdf",
        "https://example.org/",
    ],
)
def test_a_body_may_link_to_every_page_and_file_of_the_site(target: str) -> None:
    others = (story("khac"), story("go-roi", status="withdrawn"), page(body="[Giấy](ke-hoach/giay.pdf)"))
    assert problems_of(story(body=f"[x]({target})"), *others, media=["ke-hoach/giay.pdf"]) == []


def test_a_draft_may_not_be_linked_to_where_it_is_not_built() -> None:
    sources = content(story(body="[x](nhap-1.vi.md)"), story("nhap-1", status="draft"))
    lines = [str(problem) for problem in library_of(sources)[1]]
    assert lines == [
        f'{STORY}:14: nội dung: liên kết "nhap-1.vi.md" dẫn tới bài không đăng (bản nháp, bài minh hoạ), '
        "hãy bỏ liên kết / the link leads to a draft or a hidden sample; take it out"
    ]
    assert library_of(sources, drafts=True)[1] == []


def test_a_page_with_a_mistake_is_told_there_and_not_wherever_it_is_linked_to() -> None:
    links = "[a](../../phong-trao/day-tot-hoc-tot.vi.md) [b](hong.vi.md) [c](cua-no.vi.md)"
    assert problems_of(
        movement(level=None),
        # Nothing is wrong with this one but its movement.
        story("cua-no"),
        story("hong", movements="[ban-be]", role=None),
        story(movements="[ban-be]", body=links),
        movement("ban-be", title="Bạn bè", clauses="[I.1.b]"),
    ) == [
        "docs/guong/2023/hong.vi.md:1: role: thiếu, hãy thêm «role: Giáo viên Ngữ văn»"
        ' / missing; add "role: Giáo viên Ngữ văn"',
        BROKEN,
    ]


def test_the_page_of_a_year_that_has_only_a_plan_may_be_linked_to() -> None:
    assert problems_of(plan(2022), page(body="[x](guong/2022/index.vi.md)")) == []


def test_the_page_of_a_year_without_story_and_plan_may_not_be_linked_to() -> None:
    lines = problems_of(story(body="[x](../1999/index.vi.md)"))
    assert [told(line) for line in lines] == [f'{STORY}:14: nội dung: liên kết "../1999/index.vi.md"']


def test_links_of_both_languages_are_checked_in_stories_movements_and_pages() -> None:
    lines = problems_of(
        story(body="Một.\n\n[x](sai.pdf)"),
        english_story(body="[x](sai.pdf)"),
        movement(body="[x](sai.pdf)"),
        page(body="[x](sai.pdf)"),
    )
    assert [told(line) for line in lines] == [
        'docs/gioi-thieu.vi.md:5: nội dung: liên kết "sai.pdf"',
        'docs/guong/2023/lop-doc-sach.en.md:7: nội dung: liên kết "sai.pdf"',
        f'{STORY}:16: nội dung: liên kết "sai.pdf"',
        f'{MOVEMENT}:9: nội dung: liên kết "sai.pdf"',
    ]


def test_a_plans_body_is_its_own_text_and_holds_no_links() -> None:
    assert problems_of(plan(body="- Thi đua “Dạy tốt – Học tốt” [x](khong-co.vi.md) {#I.1.a}\n")) == []


def test_a_missing_photo_is_told_with_the_one_meant() -> None:
    lines = problems_of(
        story(photo="lop-doc-sahc.jpg", photo_alt="Ảnh"),
        media=["guong/2023/lop-doc-sach.jpg", "guong/2024/lop-doc-sahc.jpg"],
    )
    assert lines == [
        f'{STORY}:12: photo: không có tệp "lop-doc-sahc.jpg" cạnh bài viết. Có phải "lop-doc-sach.jpg"?'
        ' / no such picture beside the story. Did you mean "lop-doc-sach.jpg"?'
    ]


def test_a_withdrawn_storys_photo_may_be_gone_but_not_a_drafts() -> None:
    assert problems_of(story(photo="mat.jpg", photo_alt="Ảnh", status="withdrawn")) == []
    assert problems_of(story(photo="mat.jpg", photo_alt="Ảnh", status="draft")) == [
        f'{STORY}:12: photo: không có tệp "mat.jpg" cạnh bài viết. / no such picture beside the story.'
    ]


def test_problems_stand_by_file_and_line_whatever_the_order_of_the_files() -> None:
    sources = content(story("b", unit="xyz", movements="[xyz]"), story("a", unit="xyz"), movement(related="[xyz]"))
    lines = [str(problem) for problem in library_of(sources)[1]]
    assert [line.split(": ")[0] for line in lines] == [
        "docs/guong/2023/a.vi.md:7",
        "docs/guong/2023/b.vi.md:7",
        "docs/guong/2023/b.vi.md:8",
        f"{MOVEMENT}:7",
    ]
    assert [str(problem) for problem in library_of(sources[::-1])[1]] == lines


# Pictures of stories that are gone, and of stories elsewhere


def test_a_picture_of_a_withdrawn_story_does_not_come_back_with_another_story() -> None:
    gone = story("bai-da-go", photo="san-truong.jpg", photo_alt="Sân trường", status="withdrawn")
    again = story("bai-moi", photo="san-truong.jpg", photo_alt="Sân trường")
    lines = problems_of(gone, again, media={"guong/2023/san-truong.jpg"})
    assert lines == [
        'docs/guong/2023/bai-moi.vi.md:12: photo: ảnh "guong/2023/san-truong.jpg" thuộc bài đã gỡ '
        "docs/guong/2023/bai-da-go.vi.md, hãy dùng ảnh khác / this picture belongs to the withdrawn "
        "docs/guong/2023/bai-da-go.vi.md; use another one"
    ]


def test_a_picture_beside_stories_cannot_be_shown_by_another_page() -> None:
    """It is published with its story, and goes with it."""
    body = "![Sân](guong/2023/san-truong.jpg)"
    shown = story(photo="san-truong.jpg", photo_alt="Sân trường")
    lines = problems_of(shown, page(body=body), media={"guong/2023/san-truong.jpg"})
    assert len(lines) == 1
    assert lines[0].startswith('docs/gioi-thieu.vi.md:5: nội dung: không có ảnh "guong/2023/san-truong.jpg".')


def test_a_story_with_a_mistake_is_told_its_unknown_movement_in_the_same_run() -> None:
    lines = problems_of(story(date="2023-02-30", movements="[day-tot]", unit="to-van", photo="a.jpg", photo_alt="Ảnh"))
    assert [line.split(": ")[1] for line in lines] == ["unit", "movements", "date", "photo"]


def test_a_page_whose_name_windows_has_changed_is_told() -> None:
    lines = problems_of(media={"guong/2023/bai.vi.md.txt", "GIOI-THIEU.VI.MD"})
    assert [line.partition(" (Windows")[0] for line in lines] == [
        "docs/GIOI-THIEU.VI.MD:1: tệp: tên phải kết thúc bằng .md, hãy đổi thành docs/gioi-thieu.vi.md",
        "docs/guong/2023/bai.vi.md.txt:1: tệp: tên phải kết thúc bằng .md, hãy đổi thành docs/guong/2023/bai.vi.md",
    ]


def test_a_picture_that_would_outlive_its_story_is_told_where_to_put_it() -> None:
    """Pictures outside of docs/guong/ are published whatever becomes of the story."""
    gone = story("bai-da-go", status="withdrawn", body="![Sân](../../anh/san.jpg)")
    lines = problems_of(gone, media={"anh/san.jpg"})
    assert lines == [
        'docs/guong/2023/bai-da-go.vi.md:15: nội dung: ảnh "anh/san.jpg" phải nằm cạnh bài viết, hãy chép vào '
        "docs/guong/2023/ / a story's pictures stand beside it; put this one into docs/guong/2023/"
    ]


# Who is not to blame


def test_a_clause_that_cannot_be_read_does_not_blame_the_movements_that_name_it() -> None:
    lines = problems_of(plan(body=PLAN_BODY.replace(" {#I.1.a}", "")))
    assert [line.split(": ")[0] for line in lines] == ["docs/ke-hoach/2023.vi.md:13"]


@pytest.mark.parametrize("name", ["lop-doc-sach.vi.md", "lop-doc-sach.vi.md.txt", "lop-doc-sach.VI.MD"])
def test_an_english_file_is_not_blamed_for_a_vietnamese_one_that_cannot_be_used(name: str) -> None:
    lines = problems_of(english_story(), media={f"guong/2023/{name}"})
    assert not [line for line in lines if "lop-doc-sach.en.md" in line]
    assert problems_of(english_story())[0].startswith(
        "docs/guong/2023/lop-doc-sach.en.md:1: tệp: chưa có bản tiếng Việt"
    )


def test_stories_are_not_blamed_for_a_list_of_units_that_cannot_be_read() -> None:
    unread = dataclasses.replace(SETTINGS, units={}, units_are_known=False)
    assert library_of(content(story()), settings=unread)[1] == []
    assert len(library_of(content(story()), settings=dataclasses.replace(SETTINGS, units={}))[1]) == 1
