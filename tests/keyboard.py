"""A walk through a page by Tab, and what a thumb and a magnified screen meet; ``scripts/keyboard.js`` looks."""

from __future__ import annotations

from playwright.sync_api import CDPSession, Page
from web import TESTS

SCRIPT = TESTS / "scripts/keyboard.js"
# More stops than any page has: a walk ends, whatever the page does.
LIMIT = 3000


def load(page: Page) -> None:
    """Make the functions of ``keyboard.js`` known to the page."""
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))


def name_of_focus(browser_tree: CDPSession) -> str:
    """What a screen reader calls the element that has the focus: Chromium's own computation."""
    told = browser_tree.send("Runtime.evaluate", {"expression": "document.activeElement"})
    tree = browser_tree.send(
        "Accessibility.getPartialAXTree", {"objectId": told["result"]["objectId"], "fetchRelatives": False}
    )
    return str(tree["nodes"][0].get("name", {}).get("value", "")).strip()


def walk(page: Page) -> tuple[list[str], list[str]]:
    """(stops, faults) of pressing Tab from the top until the focus leaves the page."""
    load(page)
    tree = page.context.new_cdp_session(page)
    stops: list[str] = []
    faults: list[str] = []
    page.evaluate("gate.begin()")
    while len(stops) < LIMIT:
        page.keyboard.press("Tab")
        stop = page.evaluate("gate.stop()")
        if stop is None:
            break
        stops.append(stop["name"])
        faults += [f"{stop['name']} {fault}" for fault in stop["faults"]]
        if stop["trapped"]:
            break
        if not name_of_focus(tree):
            faults.append(f"{stop['name']} has no name")
    tree.detach()
    return stops, faults + page.evaluate("gate.missed()")
