"""Key pages look as they did: compared with the pictures in ``tests/screens``, which «make screens» takes anew."""

from __future__ import annotations

import pytest
from conftest import ROOT
from PIL import Image
from playwright.sync_api import Browser
from screens import FOLDER, OUT, difference, names, save, take


@pytest.mark.parametrize("name", names())
def test_a_page_looks_as_it_did(request: pytest.FixtureRequest, browser: Browser, address: str, name: str) -> None:
    taken = take(browser, address, name)
    kept = FOLDER / f"{name}.png"
    if request.config.getoption("--write-screens"):
        save(taken, kept)
    with Image.open(kept) as picture:
        found = difference(picture, taken)
    if found:
        save(taken, OUT / f"{name}-taken.png")
        if found.where:
            save(found.where, OUT / f"{name}-where.png")
        pytest.fail(
            f"{name}: {found.words}; compare {OUT.relative_to(ROOT)}/{name}-taken.png and {name}-where.png "
            f"with {kept.relative_to(ROOT)}; if the new look is meant: make screens"
        )


def test_the_pictures_are_light_and_all_are_shown() -> None:
    pictures = sorted(FOLDER.glob("*.png"))
    assert [picture.stem for picture in pictures] == sorted(names())
    assert sum(picture.stat().st_size for picture in pictures) < 1_200_000
    text = (ROOT / "SCREENS.md").read_text(encoding="utf-8")
    assert [name for name in names() if f"(tests/screens/{name}.png)" not in text] == []


# Changes that a reader sees.
CHANGES = {
    "a card is hidden": "[...document.querySelectorAll('main li')].find(e => e.offsetHeight > 80).style.opacity = 0",
    "links have another colour": "document.querySelectorAll('main a, main h3').forEach(e => e.style.color = '#00f')",
    "the ground has another colour": "document.body.style.backgroundColor = '#dfe'",
    "the text is larger": "document.documentElement.style.fontSize = '23px'",
    "a line more stands above": "document.querySelector('main').prepend(document.createElement('hr'))",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(browser: Browser, address: str, change: str) -> None:
    before = take(browser, address, "list-phone-light")
    assert difference(before, take(browser, address, "list-phone-light", harm=CHANGES[change]))


@pytest.mark.parametrize("name", ["list-phone-light", "plan-desktop-dark"])
def test_letters_drawn_a_little_differently_are_not_seen(browser: Browser, address: str, name: str) -> None:
    before = take(browser, address, name)
    for harm in (
        "document.querySelectorAll('main p, main li, main h1').forEach(e => { e.style.translate = '1px 0' })",
        "document.querySelectorAll('main p, main h1').forEach(e => { e.style.translate = '0 1px' })",
        "document.body.style.webkitTextStroke = '.15px'",
    ):
        assert difference(before, take(browser, address, name, harm=harm)) is None, harm
