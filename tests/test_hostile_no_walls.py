"""No wall at all: whoever finds nothing here would find nothing anywhere. And the last look, alone."""

from __future__ import annotations

import pytest
from hostile_site import (
    CALLS_OUT,
    EXECUTES,
    NAVIGATES,
    Hit,
    Input,
    build_past_checks,
    corpus,
    take_policy_down,
    visit_all,
)
from playwright.sync_api import Playwright
from thidua.markdown_bodies import render
from thidua.page_gate import faults
from thidua.page_policy import META_POLICY

# So many inputs at least, and so many of them that do something, or the other tests prove little.
FEWEST = 160
SHARE = 1 / 3
# A page with nothing in it but its policy.
PAGE = '<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">{body}'


@pytest.fixture(scope="module")
def hits(tmp_path_factory: pytest.TempPathFactory, playwright: Playwright) -> set[Hit]:
    built = build_past_checks(tmp_path_factory.mktemp("no-walls"), "gate", "sanitizer", "escaping")
    take_policy_down(built)
    return {hit for path, inputs in built.sites for hit in visit_all(playwright, path, inputs)}


def test_a_third_of_the_corpus_at_least_does_something(hits: set[Hit]) -> None:
    hurt = {hit.number for hit in hits} - {0}
    print(f"{len(hurt)} of {len(corpus())} inputs do something")
    assert len(corpus()) >= FEWEST
    assert len(hurt) >= SHARE * len(corpus())
    assert {hit.kind for hit in hits} >= {EXECUTES, CALLS_OUT, NAVIGATES}


def stops(one: Input) -> bool:
    """Whether the last look stops a page on which an input stands as it was written."""
    body = render(one.payload) if one.field == "body" else f"<p>{one.payload}</p>"
    return bool(faults(PAGE.format(policy=META_POLICY, body=body)))


def test_the_last_look_alone_stops_nearly_all_that_run_or_call_out(hits: set[Hit]) -> None:
    grave = {hit.number for hit in hits if hit.kind in (EXECUTES, CALLS_OUT, NAVIGATES)}
    passed = [str(one) for one in corpus() if one.number in grave and not stops(one)]
    print(f"{len(grave) - len(passed)} of {len(grave)} stopped; passed: {passed}")
    assert not faults(PAGE.format(policy=META_POLICY, body="<p>Lời.</p>"))
    assert len(passed) <= 0.05 * len(grave)
