"""Pictures of key pages, and whether two pictures show the same page.

Letters are drawn a little differently by each version of a browser, so pictures are not compared pixel by pixel: both are
blurred, and compared by the mean colours of small blocks. What moves a letter by a pixel is not seen; what hides a card or
changes a colour is.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Route, ViewportSize
from web import DESKTOP, PHONE, TESTS, opened

FOLDER = TESTS / "screens"
ROOT = TESTS.parent
# Where pictures that differ are put, to be looked at.
OUT = ROOT / "test-results/screens"

PAGES = {
    "home": "",
    "plan": "ke-hoach/2023/",
    "movement": "phong-trao/day-tot-hoc-tot/",
    "story": "guong/2023/lop-doc-sach-cuoi-tuan/",
    "list": "guong/",
    "glossary": "thuat-ngu/",
}
VIEWPORTS: dict[str, ViewportSize] = {"phone": PHONE, "desktop": DESKTOP}
SCHEMES = ("light", "dark")
NOW = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))

# 64 colours show every page; all pictures together weigh less than a photo.
COLOURS = 64
BLOCK = 16
# How far the mean of a block may be off in a channel, of 255; how far any block may be, and what part of them.
SLIGHT, STRONG, PART = 10, 48, 0.012
# Part by which a side may be longer or shorter.
SIDE = 0.02

_SETTLE = """async () => {
  document.querySelectorAll("img").forEach(picture => { picture.loading = "eager"; });
  await document.fonts.ready;
  await Promise.all([...document.images].map(picture => picture.decode().catch(() => {})));
}"""


def names() -> list[str]:
    """«home-phone-light» and so on."""
    return [f"{page}-{size}-{scheme}" for page in PAGES for size in VIEWPORTS for scheme in SCHEMES]


def wait_for_fonts(route: Route) -> None:
    """A reader's page does not wait for a font that comes late; a picture has to show the same one each time."""
    styles = route.fetch()
    route.fulfill(response=styles, body=styles.text().replace("font-display:optional", "font-display:block"))


def take(browser: Browser, home: str, name: str, harm: str = "") -> Image.Image:
    """The first screen of a page, few colours; ``harm`` is a script that changes the page before."""
    page_name, size, scheme = name.split("-")
    with opened(browser, VIEWPORTS[size], color_scheme=scheme) as page:
        page.clock.set_fixed_time(NOW)
        page.route("**/thidua.css", wait_for_fonts)
        page.goto(home + PAGES[page_name], wait_until="load")
        page.evaluate(_SETTLE)
        if harm:
            page.evaluate(harm)
        data = page.screenshot(animations="disabled", caret="hide")
    return in_few_colours(Image.open(BytesIO(data)))


def in_few_colours(picture: Image.Image) -> Image.Image:
    """A picture as it is kept."""
    return picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def save(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)


@dataclass(frozen=True)
class Difference:
    """What keeps two pictures from being the same; ``where`` shows the blocks that differ, lighter for more."""

    words: str
    where: Image.Image | None = None


def _blocks(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    blurred = picture.convert("RGB").resize(size).filter(ImageFilter.GaussianBlur(3))
    return blurred.resize((max(1, size[0] // BLOCK), max(1, size[1] // BLOCK)), Image.Resampling.BOX)


def difference(kept: Image.Image, taken: Image.Image) -> Difference | None:
    """None if both show the same page."""
    if any(abs(one - other) > SIDE * one for one, other in zip(kept.size, taken.size, strict=True)):
        return Difference(f"{taken.size[0]}×{taken.size[1]} px, not {kept.size[0]}×{kept.size[1]}")
    apart = ImageChops.difference(_blocks(kept, kept.size), _blocks(taken, kept.size))
    # The channel that differs most.
    red, green, blue = apart.split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    histogram = worst.histogram()
    count = sum(histogram)
    slight, strong = sum(histogram[SLIGHT + 1 :]), sum(histogram[STRONG + 1 :])
    if not strong and slight <= PART * count:
        return None
    where = worst.point(lambda value: min(255, value * 4)).resize(kept.size, Image.Resampling.NEAREST)
    return Difference(f"{slight} of {count} blocks differ, {strong} of them strongly", where)
