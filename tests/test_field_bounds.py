"""No header is without bounds: every field of every kind of file, and none that is not ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from builders import STORY, content, english_story, header, library_of, movement, page, plan, problems_of, story
from thidua import anniversaries, frontmatter, movements, pages, plans, story_fields
from thidua.fields import LONGEST_TEXT, MOST_ITEMS, Field, Kind
from thidua.sources import SourceFile

LISTS = {
    f"{module.__name__.partition('.')[2]} {name}": getattr(module, name)
    for module in (story_fields, movements, plans, pages, anniversaries)
    for name in ("FIELDS", "ENGLISH_FIELDS")
}
# What a value must equal, or has a form that is short of itself.
BOUNDED_BY_FORM = {Kind.DATE, Kind.DAY, Kind.YEAR, Kind.TRUTH, Kind.CHOICE}
# Keys that MkDocs or its theme would take for orders, and such as an author might try.
THEME_KEYS = (
    "template",
    "icon",
    "hide",
    "subtitle",
    "tags",
    "search",
    "author",
    "description",
    "Title",
    "status2",
    "layout",
)


def every(fields: Iterable[Field], inside: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield inside + field.name, field
        yield from every(field.parts, f"{inside}{field.name}.")


@pytest.mark.parametrize("name", LISTS)
def test_every_field_has_a_bound(name: str) -> None:
    found = dict(every(LISTS[name]))
    assert len(found) >= 3
    for label, field in found.items():
        if field.kind in BOUNDED_BY_FORM:
            assert field.kind is not Kind.CHOICE or field.choices, label
        elif field.kind in (Kind.PART, Kind.PARTS):
            assert field.parts and 0 < field.most_items <= 400, label
        else:
            assert field.kind in (Kind.TEXT, Kind.TEXTS, Kind.SLUG, Kind.SLUGS), label
            assert 0 < field.longest <= 1_000 and 0 < field.most_items <= MOST_ITEMS, label


def values_beyond(field: Field) -> Iterator[str]:
    """Values of a field as YAML, each a little longer than it may be."""
    if field.kind is Kind.TEXT:
        yield '"' + "x" * (field.longest + 1) + '"'
    elif field.kind is Kind.SLUG:
        yield "x" * (field.longest + 1)
    elif field.kind in (Kind.TEXTS, Kind.SLUGS):
        yield "[" + "x" * (field.longest + 1) + "]"
        yield "[" + ", ".join(f"x{i}" for i in range(field.most_items + 1)) + "]"
    elif field.kind is Kind.PARTS:
        yield "[" + ", ".join(f"{{{field.parts[0].name}: x{i}}}" for i in range(field.most_items + 1)) + "]"
    if field.kind is Kind.PARTS or field.kind is Kind.PART:
        for part in field.parts:
            for value in values_beyond(part):
                yield f"[{{{part.name}: {value}}}]" if field.kind is Kind.PARTS else f"{{{part.name}: {value}}}"


FILES = {"story_fields": story, "movements": movement, "plans": plan, "pages": page}


@pytest.mark.parametrize("name", FILES)
def test_what_is_beyond_a_bound_is_told_at_its_line(name: str) -> None:
    tried = 0
    for field in LISTS[f"{name} FIELDS"]:
        for value in values_beyond(field):
            lines = problems_of(FILES[name](**{field.name: value}))  # type: ignore[operator]
            words = ("hãy rút còn nhiều nhất", "hãy bớt còn nhiều nhất")
            assert any(f": {field.name}" in line and any(part in line for part in words) for line in lines), (
                field.name,
                lines,
            )
            tried += 1
    assert tried >= 5


def test_a_text_at_the_bound_is_taken_and_one_beyond_is_told() -> None:
    at, beyond = "x" * LONGEST_TEXT, "x" * (LONGEST_TEXT + 1)
    assert problems_of(movement(official_name=at)) == []
    assert problems_of(movement(official_name=beyond)) == [
        "docs/phong-trao/day-tot-hoc-tot.vi.md:7: official_name: dài 301 ký tự, hãy rút còn nhiều nhất 300"
        " / 301 characters long; shorten it to 300 at most"
    ]


def test_of_a_list_that_is_too_long_the_first_item_too_many_is_told() -> None:
    items = "".join(f"\n  - Tên {i}" for i in range(MOST_ITEMS + 2))
    assert problems_of(movement(aliases=items)) == [
        "docs/phong-trao/day-tot-hoc-tot.vi.md:58: aliases: có 52 mục, hãy bớt còn nhiều nhất 50"
        " / 52 items; leave 50 at most"
    ]


def with_line(source: SourceFile, line: str) -> SourceFile:
    """The file with one line more at the start of its header."""
    return SourceFile(source.path, source.text.replace("---\n", f"---\n{line}\n", 1))


def translation(path: str, body: str = "Text.") -> SourceFile:
    return SourceFile(path, f"{header({'title': 'A title'})}\n{body}\n")


PLAN_EN = "THE PLAN {#title}\n\n## PURPOSE {#I}\n\n### Purpose {#I.1}\n\nEmulate {#I.1.a}\n\nNone {#I.1.b}\n"
KINDS = {
    "story": [story()],
    "story in English": [english_story(), story()],
    "movement": [movement()],
    "movement in English": [translation("phong-trao/day-tot-hoc-tot.en.md"), movement()],
    "page": [page()],
    "page in English": [translation("gioi-thieu.en.md"), page()],
    "plan": [plan()],
    "plan in English": [translation("ke-hoach/2023.en.md", PLAN_EN), plan()],
}


@pytest.mark.parametrize("key", THEME_KEYS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_the_theme_is_refused_in_every_kind_of_file(kind: str, key: str) -> None:
    source, *others = KINDS[kind]
    assert problems_of(source, *others) == []
    assert [
        (problem.path, problem.line, problem.field)
        for problem in library_of(content(with_line(source, f"{key}: x"), *others))[1]
    ] == [(f"docs/{source.path}", 2, key)]


@pytest.mark.parametrize("kind", ["movement", "page", "plan", "story in English"])
def test_only_a_story_has_a_status(kind: str) -> None:
    source, *others = KINDS[kind]
    _, problems = library_of(content(with_line(source, "status: published"), *others))
    assert [(problem.path, problem.line, problem.field) for problem in problems] == [
        (f"docs/{source.path}", 2, "status")
    ]


def test_a_status_is_one_of_ours() -> None:
    lines = problems_of(story(status='"<img src=x onerror=alert(1)>"'))
    assert [line.split(": ")[:2] for line in lines] == [["docs/guong/2023/lop-doc-sach.vi.md:12", "status"]]


def test_of_a_header_no_more_is_told_than_anybody_mends_at_once() -> None:
    def told(**lines: str) -> list[str]:
        return problems_of(story(**lines))

    assert len(told(**{f"muc_{number}": "a" for number in range(900)})) == frontmatter.MOST_TOLD
    assert len(told(awards="[" + "{type: a, khac: b, la: c},\n  " * 50 + "]")) == frontmatter.MOST_TOLD
    anchors = told(awards="[" + "".join(f"&a{number} b,\n  " for number in range(900)) + "]")
    assert sum("mở đầu bằng &" in line for line in anchors) == frontmatter.MOST_TOLD


@pytest.mark.parametrize(
    "source",
    [
        story(movements=f"[{'a,' * (frontmatter.MOST_PARTS + 1)}]"),
        story(consent="{" + "".join(f"a{number}: b, " for number in range(frontmatter.MOST_PARTS + 1)) + "}"),
        story(**{f"muc_{number}": "a" for number in range(frontmatter.MOST_PARTS + 1 - len(STORY))}),
    ],
)
def test_a_list_far_beyond_any_bound_is_not_read(source: SourceFile) -> None:
    (told,) = problems_of(source)
    assert f"danh sách dài {frontmatter.MOST_PARTS + 1} mục, hãy bớt còn nhiều nhất {frontmatter.MOST_PARTS}" in told
