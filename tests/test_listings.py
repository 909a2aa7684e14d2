"""Lists of stories: letters, neighbours, related stories, coverage."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from builders import SETTINGS, content, library_of, movement, plan, sample, story
from thidua.library import Library
from thidua.listings import by_letter, coverage, filters, grouped, neighbours, years_of
from thidua.sources import SourceFile

INNOVATION = movement("doi-moi-sang-tao", title="Đổi mới, sáng tạo", clauses="[I.1.b]")
BOTH = "[day-tot-hoc-tot, doi-moi-sang-tao]"


def right_library(*more: SourceFile) -> Library:
    library, problems = library_of(content(*more))
    assert problems == []
    return library


def of_day(slug: str, day: int, **changes: str | None) -> SourceFile:
    """A story of the n-th day of 2023 without a unit, so that it shares only what a test gives it."""
    date = datetime.date(2023, 1, 1) + datetime.timedelta(days=day)
    return story(slug, **{"date": date.isoformat(), "unit": None, **changes})


def letters_of(*names: str, **changes: str | None) -> dict[str, list[str]]:
    """The names under each letter; files stand in the order given, which is never that of the alphabet by chance."""
    library = right_library(*(story(f"bai-{place}", name=name, **changes) for place, name in enumerate(names)))
    return {letter.letter: [story.name for story in letter.stories] for letter in by_letter(library.stories)}


# By letter


def test_hoa_stands_together_wherever_its_tone_mark_is() -> None:
    # One given name in two spellings: the family name decides, not the spelling.
    names = ["Trần Văn Hoà", "Vũ Thị Hóa", "Phạm Văn Hòa", "Lê Văn Hoà", "Đỗ Thị Hoa", "Bùi Văn Hoàn", "Cao Thị Hoạ"]
    assert letters_of(*names) == {
        "H": ["Đỗ Thị Hoa", "Lê Văn Hoà", "Phạm Văn Hòa", "Trần Văn Hoà", "Vũ Thị Hóa", "Cao Thị Hoạ", "Bùi Văn Hoàn"]
    }


def test_letters_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    names = [
        "Lê Đào",
        "Lê Ân",
        "Lê Dung",
        "Lê Ánh",
        "Lê Ăn",
        "Lê Ơn",
        "Lê Oanh",
        "Lê Ước",
        "Lê Uyên",
        "Lê Ý",
        "Lê Bình",
    ]
    assert list(letters_of(*names)) == ["A", "Ă", "Â", "B", "D", "Đ", "O", "Ơ", "U", "Ư", "Y"]


def test_people_stand_under_their_given_name_and_not_under_their_family_name() -> None:
    assert letters_of("Nguyễn Thị Ánh", "An Văn Phong") == {"A": ["Nguyễn Thị Ánh"], "P": ["An Văn Phong"]}


def test_collectives_stand_under_their_first_word() -> None:
    names = ("Tổ Ngữ văn", "Chi đội lớp 9A", "Tập thể lớp 6A")
    assert letters_of(*names, subject="collective", consent=None) == {
        "C": ["Chi đội lớp 9A"],
        "T": ["Tập thể lớp 6A", "Tổ Ngữ văn"],
    }


def test_the_field_given_name_says_where_a_person_stands() -> None:
    assert letters_of("Nguyễn Thị Ngọc Ánh", given_name="Ngọc Ánh") == {"N": ["Nguyễn Thị Ngọc Ánh"]}
    assert letters_of("Nguyễn Thị Ngọc Ánh") == {"A": ["Nguyễn Thị Ngọc Ánh"]}


def test_two_stories_of_one_person_stand_by_their_addresses() -> None:
    library = right_library(
        story("b", title="A", date="2023-05-02"), story("a", title="B", date="2023-05-01"), story("c")
    )
    (letter,) = by_letter(library.stories)
    assert [story.slug for story in letter.stories] == ["a", "b", "c"]


def test_what_begins_with_no_letter_of_the_alphabet_stands_last_and_is_not_lost() -> None:
    # Digits sort before all letters, foreign ones after them: both belong under the one sign.
    assert letters_of("Яна", "6A đoàn kết", "Lê Bình", subject="collective", consent=None) == {
        "L": ["Lê Bình"],
        "#": ["6A đoàn kết", "Яна"],
    }


def test_a_foreign_name_among_the_names_of_a_letter_loses_none_of_them() -> None:
    assert letters_of("Lê Sang", "Jan Šimon", "Lê Sơn") == {"S": ["Lê Sang", "Jan Šimon", "Lê Sơn"]}


def test_without_stories_there_are_no_letters() -> None:
    assert by_letter(()) == ()


# Groups


def test_groups_keep_the_order_given_and_leave_out_what_has_no_key() -> None:
    library = right_library(
        story("a", date="2023-05-01"), story("b", date="2023-05-02", unit=None), story("c", date="2023-05-03")
    )
    found = grouped(library.stories, lambda story: story.unit)
    assert {unit: [story.slug for story in stories] for unit, stories in found.items()} == {"to-ngu-van": ["c", "a"]}


# Neighbours


def test_the_previous_and_the_next_story_are_those_by_date_in_the_same_year() -> None:
    library = right_library(
        story("dong", date="2023-12-01"),
        story("xuan", date="2023-02-01"),
        story("ha", date="2023-06-01"),
        # Dated between the others, but of another year's plan.
        story("nam-truoc", folder="2022", year="2022", date="2023-04-01"),
    )
    around = {
        stem.rsplit("/")[-1]: (item.previous and item.previous.slug, item.next and item.next.slug)
        for stem, item in neighbours(library).items()
    }
    assert around == {
        "xuan": (None, "ha"),
        "ha": ("xuan", "dong"),
        "dong": ("ha", None),
        "nam-truoc": (None, None),
    }


def test_on_one_day_the_way_forward_is_the_way_back() -> None:
    library = right_library(*(story(slug, title=slug, date="2023-05-01") for slug in "abcde"))
    around = neighbours(library)
    way = [story for story in library.stories if around[story.stem].previous is None]
    while (following := around[way[-1].stem].next) is not None:
        assert around[following.stem].previous is way[-1]
        way.append(following)
    assert way == list(reversed(library.stories))


def test_related_stories_stand_by_what_they_share_and_say_so() -> None:
    library = right_library(
        INNOVATION,
        of_day("day-xa", 100, movements=BOTH, unit="khoi-6"),
        of_day("hai-phong-trao", 300, movements="[doi-moi-sang-tao, day-tot-hoc-tot]"),
        of_day("mot-va-don-vi", 200, unit="khoi-6"),
        of_day("mot", 101),
        # Of the same unit alone: its movement is another.
        of_day("don-vi", 99, unit="khoi-6", movements="[ban-be]"),
        of_day("khong-chung", 100, movements="[ban-be]", unit="to-ngu-van"),
        movement("ban-be", title="Bạn bè", clauses="[I.1.b]"),
    )
    related = neighbours(library)["guong/2023/day-xa"].related
    assert [(item.story.slug, item.movements, item.same_unit) for item in related] == [
        ("hai-phong-trao", ("day-tot-hoc-tot", "doi-moi-sang-tao"), False),
        ("mot-va-don-vi", ("day-tot-hoc-tot",), True),
        ("mot", ("day-tot-hoc-tot",), False),
        ("don-vi", (), True),
    ]


def test_of_equally_related_stories_the_nearer_date_comes_first_then_the_address() -> None:
    library = right_library(
        of_day("giua", 100), of_day("sau", 103), of_day("z-truoc", 98), of_day("a-sau", 102), of_day("truoc", 99)
    )
    related = neighbours(library)["guong/2023/giua"].related
    assert [item.story.slug for item in related] == ["truoc", "a-sau", "z-truoc", "sau"]


def test_two_stories_without_a_unit_are_not_of_the_same_unit() -> None:
    library = right_library(of_day("a", 1), of_day("b", 2))
    (related,) = neighbours(library)["guong/2023/a"].related
    assert (related.story.slug, related.same_unit) == ("b", False)


def test_a_story_that_shares_nothing_has_no_related_ones() -> None:
    library = right_library(INNOVATION, of_day("a", 1), of_day("b", 1, movements="[doi-moi-sang-tao]"))
    assert {stem: item.related for stem, item in neighbours(library).items()} == {
        "guong/2023/a": (),
        "guong/2023/b": (),
    }


def test_a_story_has_at_most_four_related_ones_and_never_itself() -> None:
    # All share everything, so that each is in every group several times over.
    library = right_library(INNOVATION, *(of_day(f"s{n:02}", n, movements=BOTH, unit="khoi-6") for n in range(20)))
    found = {stem.rsplit("/")[-1]: [item.story.slug for item in v.related] for stem, v in neighbours(library).items()}
    assert len(found) == 20
    assert found["s00"] == ["s01", "s02", "s03", "s04"]
    assert found["s10"] == ["s09", "s11", "s08", "s12"]
    assert found["s19"] == ["s18", "s17", "s16", "s15"]
    assert {len(set(slugs) - {slug}) for slug, slugs in found.items()} == {4}


def test_only_near_stories_of_a_group_are_weighed_so_that_the_work_grows_with_the_number_of_stories() -> None:
    # The first and the last share more with each other than with any other, but four stand between in both groups.
    library = right_library(
        INNOVATION,
        of_day("s00", 0, movements=BOTH),
        *(of_day(f"s{n:02}", n) for n in range(1, 5)),
        *(of_day(f"s{n:02}", n, movements="[doi-moi-sang-tao]") for n in range(5, 9)),
        of_day("s09", 9, movements=BOTH),
    )
    found = neighbours(library)
    assert [item.story.slug for item in found["guong/2023/s00"].related] == ["s01", "s02", "s03", "s04"]
    assert [item.story.slug for item in found["guong/2023/s09"].related] == ["s08", "s07", "s06", "s05"]


def test_the_fourth_story_of_a_group_is_still_near() -> None:
    library = right_library(
        INNOVATION,
        of_day("s00", 0, movements=BOTH),
        *(of_day(f"s{n:02}", n) for n in range(1, 4)),
        of_day("s09", 9, movements=BOTH),
    )
    found = neighbours(library)
    assert [item.story.slug for item in found["guong/2023/s00"].related] == ["s09", "s01", "s02", "s03"]


def test_a_rare_thing_in_common_is_found_across_many_stories_and_years() -> None:
    library = right_library(
        INNOVATION,
        of_day("s00", 0, movements="[doi-moi-sang-tao]"),
        *(of_day(f"s{n:02}", n) for n in range(1, 15)),
        story("xa", folder="2024", year="2024", date="2024-01-01", movements="[doi-moi-sang-tao]", unit=None),
    )
    found = neighbours(library)
    assert [item.story.slug for item in found["guong/2023/s00"].related] == ["xa"]
    assert [item.story.slug for item in found["guong/2024/xa"].related] == ["s00"]


# Years and coverage


@pytest.mark.parametrize(
    ("plans", "years", "expected"),
    [
        ((2023,), (), (2023,)),
        ((2021, 2023), (2024, 2023), (2024, 2023, 2021)),
        ((2023,), (2020, 2020), (2023, 2020)),
    ],
)
def test_years_are_those_of_stories_and_plans_newest_first(
    plans: tuple[int, ...], years: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    stories = [story(f"bai-{n}", folder=str(year), year=str(year)) for n, year in enumerate(years)]
    assert years_of(right_library(*(plan(year) for year in plans), *stories)) == expected


def test_a_year_whose_stories_are_all_withdrawn_or_drafts_is_none() -> None:
    library = right_library(
        story("a", folder="2021", year="2021", status="withdrawn"),
        story("b", folder="2020", year="2020", status="draft"),
    )
    assert years_of(library) == (2023,)


def test_coverage_counts_each_movements_stories_by_year() -> None:
    library = right_library(
        INNOVATION,
        movement("ban-be", title="Bạn bè", clauses="[I.1.b]"),
        plan(2022, body="- Đoạn khác. {#V}\n"),
        story("a", folder="2021", year="2021"),
        story("b", movements=BOTH),
        story("c"),
        story("nhap", status="draft", movements="[ban-be]"),
        story("go", status="withdrawn", movements="[ban-be]"),
    )
    table = coverage(library)
    # The year that has a plan and no story has its column: that is where stories are missing.
    assert table.years == (2021, 2022, 2023)
    # A story of two movements counts in both rows.
    assert [(row.movement.slug, row.counts, row.total) for row in table.rows] == [
        ("day-tot-hoc-tot", (1, 0, 2), 3),
        ("ban-be", (0, 0, 0), 0),
        ("doi-moi-sang-tao", (0, 0, 1), 1),
    ]
    assert [movement.slug for movement in table.gaps] == ["ban-be"]


def test_a_movement_with_a_story_in_any_year_is_no_gap() -> None:
    assert coverage(right_library(story("a", folder="2021", year="2021"))).gaps == ()


# Filters

FILTERED = (
    INNOVATION,
    movement("ban-be", title="Bạn bè", clauses="[I.1.b]"),
    plan(2022, body="- Đoạn khác. {#V}\n"),
    story("a", folder="2021", year="2021", unit="khoi-6"),
    story("b", movements=BOTH),
    sample("c", subject="collective", unit=None),
    sample("d", movements="[doi-moi-sang-tao]", unit="khoi-6"),
    story("nhap", status="draft", movements="[ban-be]"),
    story("go", status="withdrawn", movements="[ban-be]"),
)


def choices(library: Library) -> dict[str, list[tuple[str, str, int]]]:
    return {
        group: [(choice.key, choice.stem, choice.count) for choice in found]
        for group, found in filters(library).items()
    }


def test_filters_stand_in_their_orders_with_the_pages_that_do_the_same() -> None:
    assert list(choices(right_library(*FILTERED)).items()) == [
        ("nam", [("2023", "guong/2023/index", 3), ("2022", "guong/2022/index", 0), ("2021", "guong/2021/index", 1)]),
        (
            "doi-tuong",
            [
                ("adult", "guong/doi-tuong/thay-co-nhan-vien", 3),
                ("pupil", "guong/doi-tuong/hoc-sinh", 0),
                ("collective", "guong/doi-tuong/tap-the", 1),
            ],
        ),
        ("don-vi", [("to-ngu-van", "guong/don-vi/to-ngu-van", 1), ("khoi-6", "guong/don-vi/khoi-6", 2)]),
        (
            "phong-trao",
            [
                ("day-tot-hoc-tot", "phong-trao/day-tot-hoc-tot", 3),
                ("doi-moi-sang-tao", "phong-trao/doi-moi-sang-tao", 2),
            ],
        ),
    ]


def test_without_samples_only_other_stories_are_counted() -> None:
    library, _ = library_of(content(*FILTERED), settings=dataclasses.replace(SETTINGS, samples=False))
    found = choices(library)
    assert [count for _, _, count in found["nam"]] == [1, 0, 1]
    assert [count for _, _, count in found["doi-tuong"]] == [2, 0, 0]
    assert [(key, count) for key, _, count in found["don-vi"]] == [("to-ngu-van", 1), ("khoi-6", 1)]
    assert [(key, count) for key, _, count in found["phong-trao"]] == [("day-tot-hoc-tot", 2), ("doi-moi-sang-tao", 1)]


def test_a_choice_holds_what_its_label_is_made_of() -> None:
    library = right_library(*FILTERED)
    found = filters(library)
    assert [choice.thing for choice in found["nam"]] == [2023, 2022, 2021]
    assert found["doi-tuong"][0].thing == "adult"
    assert found["don-vi"][1].thing is SETTINGS.units["khoi-6"]
    assert found["phong-trao"][0].thing is library.movement_by_slug["day-tot-hoc-tot"]


def test_without_stories_there_are_no_units_and_movements_to_filter_by() -> None:
    found = choices(right_library())
    assert found["don-vi"] == found["phong-trao"] == []
    assert found["nam"] == [("2023", "guong/2023/index", 0)]
