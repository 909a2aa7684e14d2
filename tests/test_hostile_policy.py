"""The second wall alone: nothing checked, cleaned, escaped or looked at; the policy in each page has to hold."""

from __future__ import annotations

import pytest
from hostile_site import CALLS_OUT, EXECUTES, NAVIGATES, Hit, build_past_checks, corpus, visit_all
from playwright.sync_api import Playwright
from web import none_of


@pytest.fixture(scope="module")
def hits(tmp_path_factory: pytest.TempPathFactory, playwright: Playwright) -> set[Hit]:
    built = build_past_checks(tmp_path_factory.mktemp("policy"), "gate", "sanitizer", "escaping")
    return {hit for path, inputs in built.sites for hit in visit_all(playwright, path, inputs)}


def test_nothing_runs_and_nothing_calls_out(hits: set[Hit]) -> None:
    none_of(sorted(hit for hit in hits if hit.kind in (EXECUTES, CALLS_OUT)))


def test_only_a_refresh_leads_away(hits: set[Hit]) -> None:
    """No policy forbids that: the first wall has to, and the last look stops it as well."""
    refreshing = {one.number for one in corpus() if "http-equiv" in one.text.lower()}
    assert {hit.number for hit in hits if hit.kind == NAVIGATES} <= refreshing
