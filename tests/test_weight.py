"""What a reader's phone has to fetch, counted in bytes as a plain host sends them: text as gzip, the rest as it is."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import Project
from playwright.sync_api import Browser, Page
from site_files import site_at
from web import PAGES, opened

KILOBYTE = 1000
WORDS = ("document", "stylesheet", "script", "font")
# A cheap phone's: twice as many pixels as it counts.
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}

TO_THE_END = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 300) { scrollTo(0, y); await new Promise(go => setTimeout(go, 40)); }
  await Promise.all([...document.images].map(image => image.decode()));
}"""


def sent(file: Path) -> int:
    """Bytes on the way: fonts and pictures are packed already."""
    data = file.read_bytes()
    return len(gzip.compress(data, 6)) if file.suffix in (".html", ".css", ".js", ".svg") else len(data)


def fetched(page: Page, built: Project, address: str, path: str, to_the_end: bool = False) -> list[tuple[str, int]]:
    """(kind, bytes) of everything that comes with a page, read to its end or only opened."""
    files: dict[Path, str] = {}

    def keep(request: object) -> None:
        place = urlsplit(request.url).path.removeprefix(urlsplit(address).path)  # type: ignore[attr-defined]
        files[built.site / (f"{place}index.html" if place.endswith("/") or not place else place)] = (
            request.resource_type
        )  # type: ignore[attr-defined]

    page.on("requestfinished", keep)
    page.goto(address + path, wait_until="load")
    if to_the_end:
        page.evaluate(TO_THE_END)
        page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    return [(kind, sent(file)) for file, kind in files.items()]


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_first_view_of_every_template_is_light(
    browser: Browser, built: Project, address: str, language: str
) -> None:
    heavy = []
    for template, path in PAGES.items():
        if template == "withdrawn.html":  # not among the shipped pages under this address, and lighter than any other
            continue
        with opened(browser, **PHONE) as page:
            kilobytes = (
                sum(size for kind, size in fetched(page, built, address, language + path) if kind in WORDS) / KILOBYTE
            )
        if kilobytes > 90:
            heavy.append((template, kilobytes))
    assert heavy == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shows", [("trang-tim.js",), ("o-tim.js", "o-tim.css")], ids=["page", "box"])
def test_the_first_results_of_a_search_are_light(built: Project, language: str, shows: tuple[str, ...]) -> None:
    files = ("tim-kiem.js", *shows, f"tim-kiem/{language}.js")
    assert sum(sent(built.site / "assets" / file) for file in files) / KILOBYTE <= 12


@pytest.mark.parametrize("path", ["", "en/"])
def test_the_whole_home_page_with_its_pictures_is_light(
    browser: Browser, built: Project, address: str, path: str
) -> None:
    with opened(browser, **PHONE) as page:
        found = fetched(page, built, address, path, to_the_end=True)
    assert sum(kind == "image" for kind, _ in found) > 5
    assert sum(size for _, size in found) / KILOBYTE <= 160


def test_the_page_of_every_story_is_small(built: Project) -> None:
    stories = [page for page in site_at(built.site).pages.values() if page.soup.select_one(".td-story")]
    assert len(stories) == 30
    assert [page.address for page in stories if sent(page.file) > 8 * KILOBYTE] == []
