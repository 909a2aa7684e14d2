"""How well the search of the shipped content answers the queries written by hand, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from search_page import ask_search
from search_sets import CLASSES, Query, Score, hand_written, rank, scores
from web import opened

RECALL, MRR = 0.98, 0.97
EACH_CLASS = 0.93


@pytest.fixture(scope="module")
def told(browser: Browser, address: str) -> dict[Query, list[str]]:
    """What is found for each query."""
    with opened(browser) as page:
        return {query: list(found) for query, found in ask_search(page, address, hand_written()).items()}


@pytest.fixture(scope="module")
def by_class(told: dict[Query, list[str]]) -> dict[str, Score]:
    return dict(scores(told))


def worst(told: dict[Query, list[str]], kind: str | None = None) -> str:
    """The queries without a right answer in the first place, and what stood there."""
    lines = [
        f"{query.kind} {query.edition} «{query.text}»: place {place}, before: {found[:2]}, right: {query.right}"
        for query, found in told.items()
        if kind in (None, query.kind) and (place := rank(found, query.right)) != 1
    ]
    return "\n".join(["", *lines])


def test_nearly_every_query_finds_a_right_answer_among_the_first(
    told: dict[Query, list[str]], by_class: dict[str, Score]
) -> None:
    assert by_class["all"].recall >= RECALL, worst(told)
    assert by_class["all"].mrr >= MRR, worst(told)


@pytest.mark.parametrize("kind", CLASSES)
def test_no_way_of_typing_is_left_behind(kind: str, told: dict[Query, list[str]], by_class: dict[str, Score]) -> None:
    assert by_class[kind].recall >= EACH_CLASS, worst(told, kind)
    assert by_class[kind].mrr >= EACH_CLASS, worst(told, kind)


def test_marks_that_were_typed_are_never_ignored(told: dict[Query, list[str]], by_class: dict[str, Score]) -> None:
    assert by_class["wrong-accent"].mrr == 1, worst(told, "wrong-accent")
