"""The first wall alone: bodies cleaned and fields escaped, no checks before them, no policy and no last look behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_site import Built, build_past_checks, corpus, take_policy_down, visit_all, visiting
from playwright.sync_api import Playwright
from web import none_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_past_checks(tmp_path_factory.mktemp("sanitizer"), "gate")
    take_policy_down(built)
    return built


def test_nothing_runs_calls_out_leads_away_or_changes_the_page(site: Built, playwright: Playwright) -> None:
    none_of(sorted(hit for path, inputs in site.sites for hit in visit_all(playwright, path, inputs)))


def test_names_in_a_text_are_not_taken_for_those_of_scripts(site: Built, playwright: Playwright) -> None:
    named = [one for one in corpus() if one.place == "names that scripts look for"]
    assert len(named) > 5
    none_of(_without_suggestions(playwright, site.own, [one.address for one in named]))


def _without_suggestions(playwright: Playwright, site: Path, addresses: list[str]) -> list[str]:
    """The pages on which the search of the header, opened by its key, suggests nothing."""
    with visiting(playwright, site) as visitor:
        silent = []
        for address in addresses:
            visitor.look(address)
            visitor.page.keyboard.press("Control+k")
            visitor.page.keyboard.type("mẫu")
            if not visitor.page.locator(".td-suggestions a").first.is_visible():
                try:
                    visitor.page.locator(".td-suggestions a").first.wait_for(timeout=5000)
                except Exception:
                    silent.append(address)
        return silent
