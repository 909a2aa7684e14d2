"""Every template by keyboard, by thumb and magnified: all can be reached, seen, named, pressed and read."""

from __future__ import annotations

import pytest
from keyboard import load, walk
from playwright.sync_api import Browser, Page, ViewportSize
from web import DESKTOP, LANGUAGES, PAGES, PHONE, TESTS, Gallery, none_of, opened, openers

SIZES = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["360", "1280"])
NARROW: ViewportSize = {"width": 320, "height": 640}
# A window of 1280 × 1024 at 400%: WCAG 1.4.10.
MAGNIFIED: ViewportSize = {"width": 320, "height": 256}
# Twice the size that the page has chosen: WCAG 1.4.4.
DOUBLE_TEXT = """document.documentElement.style.setProperty(
  "font-size", 2 * parseFloat(getComputedStyle(document.documentElement).fontSize) + "px", "important");"""
# The reader's own choice on the page.
LARGEST_TEXT = "document.documentElement.setAttribute('data-td-size', 'largest');"
OPEN_FILTERS = "document.querySelectorAll('details').forEach(folded => { folded.open = true; });"
TABLET: ViewportSize = {"width": 1024, "height": 768}


@SIZES
@pytest.mark.parametrize("language", LANGUAGES)
def test_tab_reaches_everything_and_everything_it_reaches_is_seen_and_named(
    browser: Browser, gallery: Gallery, viewport: ViewportSize, language: str
) -> None:
    faults = []
    with opened(browser, viewport) as page:
        for name, address in gallery.pages(language):
            page.goto(address, wait_until="load")
            stops, found = walk(page)
            assert len(stops) > 1, name
            faults += [f"{name} {fault}" for fault in found]
    none_of(faults)


def test_the_focus_never_goes_under_an_open_panel(browser: Browser, gallery: Gallery) -> None:
    with opened(browser, PHONE) as page:
        for template in ("home.html", "plan.html"):
            page.goto(gallery.address + PAGES[template])
            load(page)
            for opener in openers(page):
                opener.control.focus()
                page.keyboard.press("Enter")
                for _ in range(40):
                    page.keyboard.press("Tab")
                    if not opener.is_open:
                        break
                    assert opener.panel.evaluate("panel => panel.contains(document.activeElement)"), opener
                assert not opener.is_open, f"{template} {opener} stays open behind the focus"


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_panels_open_and_close_by_keyboard(
    browser: Browser, gallery: Gallery, viewport: ViewportSize, scheme: str
) -> None:
    faults = []
    with opened(browser, viewport, color_scheme=scheme) as page:
        page.goto(gallery.address)
        found = openers(page)
        for opener in found:
            for key in ("Enter", "Space"):
                opener.control.focus()
                page.keyboard.press(key)
                if not opener.is_open:
                    faults.append(f"{key} does not open {opener}")
                    continue
                page.keyboard.press("Tab")
                if not opener.panel.evaluate("panel => panel.contains(document.activeElement)"):
                    faults.append(f"Tab does not lead into {opener}")
                page.keyboard.press("Escape")
                if opener.is_open or not opener.has_focus:
                    faults.append(f"Escape does not lead back to {opener}")
    assert found or viewport is DESKTOP, "a phone's page has a menu to open"
    none_of(faults)


def look_at(page: Page, gallery: Gallery, what: str, *languages: str, before: str = "") -> list[str]:
    """What a function of keyboard.js tells of every page, a line each."""
    faults = []
    for name, address in gallery.pages(*languages):
        page.goto(address, wait_until="load")
        load(page)
        if before:
            page.evaluate(before)
        faults += [f"{name} {fault}" for fault in page.evaluate(what)]
    return faults


def test_a_thumb_hits_every_control(browser: Browser, gallery: Gallery) -> None:
    with opened(browser, PHONE, has_touch=True, is_mobile=True) as page:
        none_of(look_at(page, gallery, "gate.small()", "vi"))


def test_a_thumb_hits_every_control_of_a_panel(browser: Browser, gallery: Gallery) -> None:
    faults = []
    with opened(browser, PHONE, has_touch=True, is_mobile=True) as page:
        page.goto(gallery.address)
        load(page)
        for opener in openers(page):
            opener.control.tap()
            faults += page.evaluate("panel => gate.small(panel)", opener.panel)
            page.keyboard.press("Escape")
    none_of(dict.fromkeys(faults))


@pytest.mark.parametrize(
    ("viewport", "before"),
    [
        (NARROW, OPEN_FILTERS),
        (MAGNIFIED, ""),
        (PHONE, DOUBLE_TEXT + OPEN_FILTERS),
        (NARROW, LARGEST_TEXT + OPEN_FILTERS),
        (TABLET, LARGEST_TEXT),
        (DESKTOP, DOUBLE_TEXT + OPEN_FILTERS),
    ],
    ids=["320", "400%", "360-text-200%", "320-largest", "1024-largest", "1280-text-200%"],
)
def test_pages_flow_into_a_narrow_or_magnified_screen(
    browser: Browser, gallery: Gallery, viewport: ViewportSize, before: str
) -> None:
    with opened(browser, viewport) as page:
        none_of(look_at(page, gallery, "[...gate.wide(), ...gate.clipped()]", *LANGUAGES, before=before))


# A page in which nothing is wrong; what each check is there to find is done to it.
SOUND = (TESTS / "scripts/sound.html").as_uri()
HARM = {
    "has no name": "press.textContent = ''",
    "is not seen": "press.style.opacity = 0",
    "is covered by": "sentence.style.cssText = 'position: fixed; inset: 0; z-index: 1'",
    "no mark of the focus": "document.styleSheets[0].insertRule('button:focus-visible { outline: 0 }', 0)",
    "has too little contrast": "press.style.outlineColor = '#eee'",
    "is out of order": "document.querySelector('footer a').tabIndex = 1",
    "is never reached": "hai.style.cursor = 'pointer'",
    "keeps the focus": "press.addEventListener('keydown', event => event.preventDefault())",
}


def test_the_walk_finds_nothing_where_nothing_is_wrong(browser: Browser) -> None:
    with opened(browser, PHONE) as page:
        page.goto(SOUND)
        stops, faults = walk(page)
        assert faults == []
        assert len(stops) == 7
        assert page.evaluate("[...gate.wide(), ...gate.clipped(), ...gate.small()]") == []


@pytest.mark.parametrize("fault", HARM)
def test_the_walk_finds(browser: Browser, fault: str) -> None:
    with opened(browser, PHONE) as page:
        page.goto(SOUND)
        page.evaluate(HARM[fault])
        assert [line for line in walk(page)[1] if fault in line]


@pytest.mark.parametrize(
    ("harm", "what", "told"),
    [
        ("hai.style.width = '900px'", "wide", "px wide: p#hai"),
        ("hai.style.cssText = 'height: 10px; overflow: hidden'", "clipped", "cuts off"),
        ("press.style.cssText = 'min-width: 0; min-height: 0; width: 20px; height: 20px'", "small", "is 20×20 px"),
        ("document.styleSheets[0].insertRule('.frame::after { inset: -2px !important }', 0)", "small", "is 20×20 px"),
        ("sentence.replaceChildren(sentence.querySelector('a'))", "small", "“một liên kết”"),
    ],
)
def test_the_measures_find(browser: Browser, harm: str, what: str, told: str) -> None:
    with opened(browser, PHONE) as page:
        page.goto(SOUND)
        load(page)
        page.evaluate(harm)
        found = page.evaluate(f"gate.{what}()")
        assert len(found) == 1
        assert told in found[0]
