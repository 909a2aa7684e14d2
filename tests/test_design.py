"""The palette of ``overrides/assets/thidua.css`` against the promises of ``art/THIET-KE.md``."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

CSS = (ROOT / "overrides/assets/thidua.css").read_text(encoding="utf-8")
DARK = '@media (prefers-color-scheme: dark) {\n  :root:not([data-td-scheme="light"]) {'
# Where each scheme's tokens stand; the ones for more contrast lie upon those of light or dark.
SCHEMES = {
    "light": ("\n:root {",),
    "dark": ("\n:root {", DARK),
    "dark by hand": ("\n:root {", ':root[data-td-scheme="dark"] {'),
    "light, more contrast": ("\n:root {", ':root[data-td-contrast="more"] {'),
    "dark, more contrast": (
        "\n:root {",
        ':root[data-td-scheme="dark"] {',
        ':root[data-td-contrast="more"] {',
        ':root[data-td-contrast="more"][data-td-scheme="dark"] {',
    ),
    "dark system, more contrast": (
        "\n:root {",
        DARK,
        ':root[data-td-contrast="more"] {',
        ':root[data-td-contrast="more"]:not([data-td-scheme="light"]) {',
    ),
}
GROUNDS = ("paper", "card")
AAA, AA_EDGE = 7.0, 3.0


def tokens(*selectors: str) -> dict[str, str]:
    """Name of a colour → ``#rrggbb``, the later selectors over the earlier ones."""
    found: dict[str, str] = {}
    for selector in selectors:
        assert CSS.count(selector) == 1, selector
        block = CSS.split(selector, 1)[1].split("}", 1)[0]
        for name, colour in re.findall(r"--td-([a-z-]+): #([0-9a-f]{3,6});", block):
            found[name] = colour if len(colour) == 6 else "".join(letter * 2 for letter in colour)
    return found


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("000000", "ffffff") == 21
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_is_told_from_its_ground_at_the_highest_level(scheme: str) -> None:
    colours = tokens(*SCHEMES[scheme])
    for text in ("ink", "muted", "red", "red-deep"):
        for ground in GROUNDS:
            assert contrast(colours[text], colours[ground]) >= AAA, (text, ground)
    assert contrast(colours["ink"], colours["gold-soft"]) >= AAA
    assert contrast(colours["on-fill"], colours["fill"]) >= AAA
    assert contrast(colours["on-fill"], colours["fill-deep"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_of_controls_and_the_mark_of_the_focus_are_seen(scheme: str) -> None:
    colours = tokens(*SCHEMES[scheme])
    for line in ("edge", "focus"):
        for ground in GROUNDS:
            assert contrast(colours[line], colours[ground]) >= AA_EDGE, (line, ground)


def test_dark_by_the_system_and_dark_by_hand_are_one_palette() -> None:
    assert tokens(*SCHEMES["dark"]) == tokens(*SCHEMES["dark by hand"])
    assert tokens(*SCHEMES["dark, more contrast"]) == tokens(*SCHEMES["dark system, more contrast"])


def test_the_note_on_the_design_tells_the_palette_as_it_is() -> None:
    note = (ROOT / "art/THIET-KE.md").read_text(encoding="utf-8")
    colour = r"`(#[0-9a-f]{6})`(?: ([\d.]+):1)?"
    rows = re.findall(rf"^\| `--td-([a-z-]+)` \| {colour} \| {colour} \|", note, re.M)
    light, dark = tokens(*SCHEMES["light"]), tokens(*SCHEMES["dark"])
    assert len(rows) == 9
    for name, by_day, day_ratio, by_night, night_ratio in rows:
        assert (by_day, by_night) == (f"#{light[name]}", f"#{dark[name]}"), name
        for ratio, colours in ((day_ratio, light), (night_ratio, dark)):
            if ratio:
                assert contrast(colours[name], colours["paper"]) == pytest.approx(float(ratio), abs=0.06), name
