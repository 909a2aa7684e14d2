"""axe-core on one page of every template, in every look, and on what can be opened there: WCAG 2.2 AA, best practices."""

from __future__ import annotations

from itertools import product

import pytest
from axe import FORCED, Finding, Settled, scan, unsettled
from conftest import ROOT
from playwright.sync_api import Browser, ElementHandle, Page, ViewportSize
from web import DESKTOP, FRAMES, LANGUAGES, NOT_FOUND, PAGES, PHONE, Gallery, none_of, opened, openers

LOOKS = tuple(product(LANGUAGES, ("light", "dark"), (PHONE, DESKTOP)))
LOOK_NAMES = [f"{language}-{scheme}-{viewport['width']}" for language, scheme, viewport in LOOKS]
in_every_look = pytest.mark.parametrize(("language", "scheme", "viewport"), LOOKS, ids=LOOK_NAMES)


def test_every_template_has_a_page() -> None:
    templates = {path.name for path in (ROOT / "overrides").glob("*.html")}
    assert {*PAGES, *FRAMES, NOT_FOUND} == templates


CONTRAST = ("color-contrast",)


def contrast_of(page: Page, panel: ElementHandle) -> list[Finding]:
    """What axe says of the colours of an open popover.

    axe does not know of the top layer and takes the page below for something that lies upon the panel; so the panel is
    laid into the page for a moment, where nothing is beneath it but its own ground.
    """
    panel.evaluate("""panel => {
      panel.setAttribute("data-was", panel.getAttribute("popover"));
      panel.removeAttribute("popover");
      document.querySelector("main").prepend(panel);
      panel.style.cssText = "position: static; display: block";
    }""")
    found = [finding for finding in scan(page, panel) if finding.rule in CONTRAST]
    page.reload()
    return found


def faults_of(page: Page, gallery: Gallery, *languages: str, leave_out: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on the pages of these languages, a line each."""
    faults = []
    for name, address in gallery.pages(*languages):
        page.goto(address, wait_until="load")
        faults += [f"{name} {finding}" for finding in unsettled(scan(page, leave_out=leave_out))]
    return faults


@in_every_look
def test_axe_finds_nothing(
    browser: Browser, gallery: Gallery, language: str, scheme: str, viewport: ViewportSize
) -> None:
    with opened(browser, viewport, color_scheme=scheme) as page:
        none_of(faults_of(page, gallery, language))


def test_axe_finds_nothing_in_forced_colours(browser: Browser, gallery: Gallery) -> None:
    with opened(browser, forced_colors="active") as page:
        none_of(faults_of(page, gallery, *LANGUAGES, leave_out=FORCED))


@in_every_look
def test_axe_finds_nothing_in_an_open_panel(
    browser: Browser, gallery: Gallery, language: str, scheme: str, viewport: ViewportSize
) -> None:
    faults = []
    with opened(browser, viewport, color_scheme=scheme) as page:
        for template in ("home.html", "story.html"):
            page.goto(gallery.address + ("en/" if language == "en" else "") + PAGES[template])
            for opener in openers(page):
                opener.control.click()
                assert opener.is_open, opener
                found = scan(page, opener.panel, leave_out=CONTRAST) + contrast_of(page, opener.panel)
                faults += [f"{template} {opener}: {finding}" for finding in unsettled(found)]
                page.keyboard.press("Escape")
    none_of(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_beside_an_explained_word(browser: Browser, gallery: Gallery, scheme: str) -> None:
    with opened(browser, color_scheme=scheme) as page:
        for template in ("plan.html", "movement.html"):
            page.goto(gallery.address + PAGES[template])
            page.locator("a.td-term:visible").first.click()
            gloss = page.locator(":popover-open")
            assert gloss.count() == 1
            none_of(unsettled(scan(page, leave_out=CONTRAST)))
            none_of(unsettled(contrast_of(page, gloss.element_handle())))


def test_a_fault_is_found_and_cannot_be_settled_away(browser: Browser, gallery: Gallery) -> None:
    everything = Settled("image-alt", ".*", "An excuse.")
    with opened(browser) as page:
        page.goto(gallery.address)
        page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        found = [finding.rule for finding in unsettled(scan(page), [everything])]
    assert "image-alt" in found


def test_a_doubt_is_settled_for_its_rule_and_its_elements_alone() -> None:
    doubt = Finding("incomplete", "color-contrast", ".td-hero h1", "a picture behind it")
    assert unsettled([doubt], [Settled("color-contrast", r"\.td-hero h1", "The veil is dark.")]) == []
    assert unsettled([doubt], [Settled("color-contrast", r"\.td-hero", "Another element.")]) == [doubt]
    assert unsettled([doubt], [Settled("target-size", r".*", "Another rule.")]) == [doubt]
