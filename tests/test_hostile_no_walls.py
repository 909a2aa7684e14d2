"""No wall at all: whoever finds nothing here would find nothing anywhere. And the last look, alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hostile_site import Built, Hit, build_past_checks, corpus, take_policy_down, visit_all
from playwright.sync_api import sync_playwright

# So many inputs at least, and so many of them that do something, or the other tests prove little.
FEWEST = 150
SHARE = 1 / 3


def hurting(built: Built) -> set[int]:
    with sync_playwright() as playwright:
        hits: set[Hit] = {hit for path, inputs in built.sites for hit in visit_all(playwright, path, inputs)}
    return {hit.number for hit in hits} - {0}


def test_a_third_of_the_corpus_at_least_does_something(tmp_path: Path) -> None:
    built = build_past_checks(tmp_path, "gate", "sanitizer", "escaping")
    take_policy_down(built)
    hurt = hurting(built)
    print(f"{len(hurt)} of {len(corpus())} inputs")
    assert len(corpus()) >= FEWEST
    assert len(hurt) >= SHARE * len(corpus())


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> set[int]:
    """The inputs on whose own page the last look stops."""
    told = build_past_checks(tmp_path_factory.mktemp("gate"), "sanitizer", "escaping").told
    pages = {line.partition(":")[0].removesuffix("index.html") for line in told.splitlines()}
    return {one.number for one in corpus() if not one.is_raw and one.address in pages}


def test_the_last_look_alone_stops_most_of_what_has_markup(stopped: set[int]) -> None:
    with_markup = {
        one.number
        for one in corpus()
        if one.file in ("body", "english", "movement") and re.search(r"<script|onerror|<iframe|style=", one.text)
    }
    print(f"{len(stopped)} of {len(corpus())} inputs; {len(stopped & with_markup)} of {len(with_markup)} with markup")
    assert len(stopped & with_markup) >= 0.9 * len(with_markup)
