"""The page of the search, asked in a browser; ``scripts/search.js`` asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playwright.sync_api import Page
from search_sets import Query
from web import TESTS

SCRIPT = TESTS / "scripts/search.js"
SEARCH = "tim-kiem/"
# The page waits for the fingers to pause before it searches the full text; nobody types here.
WITHOUT_PAUSES = """{
  const later = setTimeout;
  window.setTimeout = (work, pause, ...rest) => later(work, pause > 1000 ? pause : 0, ...rest);
}"""


def prefix(edition: str) -> str:
    """What stands before the addresses of an edition."""
    return "" if edition == "vi" else f"{edition}/"


def load(page: Page) -> None:
    """Make the functions of ``search.js`` known to the page."""
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))


def without_prefix(address: str, home: str) -> str:
    """An address from the root of either edition: ``http://…/en/guong/#a`` → ``guong/#a``."""
    return address.removeprefix(home).removeprefix("en/")


def answers(page: Page, home: str, queries: Iterable[Query], engine: str = "asking.ours") -> dict[Query, Sequence[str]]:
    """The first ten addresses that an engine finds for each query, on the page that is open."""
    queries = list(queries)
    found = page.evaluate(f"texts => asking.all({engine}, texts)", [query.text for query in queries])
    return {
        query: [without_prefix(address, home) for address in addresses]
        for query, addresses in zip(queries, found, strict=True)
    }


def ask_search(page: Page, home: str, queries: Sequence[Query]) -> dict[Query, Sequence[str]]:
    """What the search of the site at ``home`` finds, each query asked on the page of its edition."""
    page.add_init_script(WITHOUT_PAUSES)
    found: dict[Query, Sequence[str]] = {}
    for edition in dict.fromkeys(query.edition for query in queries):
        page.goto(home + prefix(edition) + SEARCH, wait_until="load")
        load(page)
        found |= answers(page, home, [query for query in queries if query.edition == edition])
    return found
