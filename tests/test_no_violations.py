"""The site works whole under its policy, told by each page and by the host's headers, and keeps nothing of its readers.

Not one violation, no request to another site, no cookie, nothing kept but the reader's own choices and draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Project
from playwright.sync_api import Browser, Route
from reader import KEPT, USES, Reader
from site_files import site_at
from test_write_page import SUBMIT
from thidua.page_policy import HEADERS
from web import DESKTOP, NOT_FOUND, Gallery, none_of, serve


@pytest.fixture(scope="module")
def home(built: Project) -> Iterator[str]:
    with serve(built.site, strict=True) as served:
        yield served


def reader_at(browser: Browser, home: str, *also: str) -> Reader:
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce", accept_downloads=True)
    reader = Reader(context, home, also)
    reader.start()
    return reader


def with_headers(route: Route) -> None:
    """A page as a careful host sends it."""
    if route.request.resource_type != "document":
        route.continue_()
        return
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, **HEADERS})


def test_every_page_of_both_languages_opens_without_a_violation(browser: Browser, built: Project, home: str) -> None:
    reader = reader_at(browser, home)
    pages = [path for path in site_at(built.site).pages if path != NOT_FOUND]
    assert {path.startswith("en/") for path in pages} == {True, False}
    for path in pages:
        reader.go(path)
    faults = [*reader.told, *reader.stored()]
    reader.context.close()
    none_of(faults)


def test_a_page_of_every_template_and_of_errors_opens_without_a_violation(browser: Browser, gallery: Gallery) -> None:
    """Those are drafts, gaps and pages taken down: what the shipped content has none of."""
    reader = reader_at(browser, gallery.address, gallery.root)
    # The gallery is served without headers, for tests that look at pages in other ways.
    reader.context.route("**/*", with_headers)
    for _, address in gallery.pages("vi", "en"):
        reader.page.goto(address, wait_until="load")
    faults = [*reader.told, *reader.stored()]
    reader.context.close()
    none_of(faults)


@pytest.mark.parametrize("prefix", ["", "en/"], ids=["vi", "en"])
def test_all_that_readers_do_is_done_without_a_violation(browser: Browser, home: str, prefix: str) -> None:
    reader = reader_at(browser, home)
    for use in USES:
        use(reader, prefix)
        reader.told += [f"{use.__name__}: {fault}" for fault in reader.stored()]
    kept = set(reader.page.evaluate("Object.keys(localStorage)"))
    reader.context.close()
    none_of(reader.told)
    # The choices were really made, and the draft really thrown away.
    assert kept == KEPT - {"td-bai"}


def test_the_form_works_from_a_disk_under_its_own_policy(browser: Browser, built: Project) -> None:
    form = Path(built.site / "viet-bai/index.html").as_uri()
    reader = reader_at(browser, "file:///")
    reader.page.goto(form)
    reader.page.click(SUBMIT)
    reader.page.locator("[data-td-faults] li").first.wait_for()
    # Faces of letters are not loaded from a disk, which the browser says of each.
    told = [line for line in reader.told if "font" not in line and "net::ERR_FAILED" not in line]
    reader.context.close()
    none_of(told)


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("new Image().src = 'http://khac.example/a.png'", "img-src"),
        ("const e = document.createElement('script'); e.text = '1'; document.body.append(e)", "script-src"),
        ("document.body.setAttribute('style', 'color: red')", "style-src"),
        ("navigator.sendBeacon('/a')", "reached: sendBeacon"),
        ("document.cookie = 'a=b'", "reached: cookie"),
        ("indexedDB.open('a')", "reached: open"),
        ("sessionStorage.setItem('a', 'b')", "session: ['a']"),
    ],
)
def test_whoever_breaks_the_rules_is_told(browser: Browser, home: str, script: str, told: str) -> None:
    reader = reader_at(browser, home)
    reader.go("gioi-thieu/")
    reader.page.evaluate(f"() => {{ {script} }}")
    reader.page.wait_for_timeout(100)
    faults = [*reader.told, *reader.stored()]
    reader.context.close()
    assert any(told in fault for fault in faults), faults
