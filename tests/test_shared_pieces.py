"""Pieces that many pages share: made once, and fit for each page."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment
from markupsafe import Markup
from thidua.menu import MenuItem
from thidua.shared_pieces import EDITION, HOLE, ROOT, SharedPieces, way_to_root, with_ways

TEMPLATES = {
    "partials/pictures.html": "",
    "partials/pieces.html": (
        "{% macro story_card(story, level, why, large) %}"
        "<h{{ level }}>{{ story.stem }}: {{ why or 'summary' }}{% endmacro %}"
    ),
    "partials/site_header.html": "{{ stem }}|{{ folder }}|{{ other_address }}",
    "foot.html": "{{ school }}",
}


class Story:
    def __init__(self, stem: str) -> None:
        self.stem = stem


def pieces(**context: object) -> SharedPieces:
    env = Environment(loader=DictLoader(TEMPLATES), autoescape=True)
    menu = (MenuItem("Kế hoạch", stem="ke-hoach/2023"), MenuItem("Viết bài", stem="viet-bai"))
    return SharedPieces(env, context, menu)


@pytest.mark.parametrize(
    ("address", "way"), [("", "./"), ("en/", "../"), ("guong/", "../"), ("en/guong/2023/a/", "../../../../")]
)
def test_the_way_from_a_page_to_the_root(address: str, way: str) -> None:
    assert way_to_root(address) == way


def test_a_key_is_made_once() -> None:
    made = []

    def macro(word: str) -> Markup:
        made.append(word)
        return Markup(word)

    shared = pieces()
    assert [shared.once("a", macro, "một"), shared.once("a", macro, "hai"), shared.once("b", macro, "ba")] == [
        "một",
        "một",
        "ba",
    ]
    assert made == ["một", "ba"]


def test_a_card_tells_its_summary_or_why_it_stands_there() -> None:
    shared = pieces()
    assert shared.story_card(Story("a")) == "<h3>a: summary"
    assert shared.story_card(Story("a"), why=Markup("<b>vì</b>")) == "<h3>a: <b>vì</b>"
    assert shared.story_card(Story("a"), why="a < b") == "<h3>a: a &lt; b"
    assert shared.story_card(Story("b"), 2) == "<h2>b: summary"


@pytest.mark.parametrize(
    ("stem", "seen"),
    [
        ("ke-hoach/2023", "ke-hoach/2023|ke-hoach|x"),
        ("ke-hoach/2024", "|ke-hoach|x"),
        ("viet-bai", "viet-bai||x"),
        ("dia-danh", "||x"),
        (None, "None||x"),
    ],
)
def test_a_header_knows_the_page_or_its_part_of_the_menu(stem: str | None, seen: str) -> None:
    shared = pieces()
    assert shared.header("guong/2023/a", "y") == "|guong|y"
    assert shared.header(stem, "x") == seen


def test_a_template_that_depends_on_the_edition_alone_is_escaped_as_any() -> None:
    assert pieces(school="A < B").shared("foot.html") == "A &lt; B"


def test_what_stands_for_the_root_and_for_a_hole_can_be_in_no_text() -> None:
    assert not any(sign.isprintable() for sign in (ROOT, EDITION, HOLE))
    assert len({ROOT, EDITION, HOLE}) == 3


def test_a_finished_page_has_the_ways_put_in() -> None:
    assert with_ways(f"{ROOT}assets/a.css {EDITION}guong/", "../../", "../") == "../../assets/a.css ../guong/"
