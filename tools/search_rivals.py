"""What the search is compared with, made of the pages of a built site: Material's own search, and Pagefind."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

import material  # noqa: E402
from bs4 import Tag  # noqa: E402
from material.plugins.search.plugin import SearchIndex  # noqa: E402
from site_files import SitePage  # noqa: E402

PAGEFIND = ROOT / "tools/pagefind/node_modules/.bin/pagefind"
THEME = Path(material.__file__).parent / "templates"
# What the plugin takes where mkdocs.yml says nothing, but for the languages: a site of two would name both.
MATERIAL = {
    "lang": ["vi", "en"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1e3}, "text": {"boost": 1e0}, "tags": {"boost": 1e6}},
}


def pages_to_search(site: Path, left_out: Collection[str]) -> list[SitePage]:
    """All pages but those of these addresses (without the prefix of a language) and the one of what is not found."""
    pages = (SitePage(site, file) for file in sorted(site.rglob("*.html")))
    return [page for page in pages if page.address.removeprefix("en/") not in {"404.html", *left_out}]


def _as_of_material(main: Tag) -> tuple[str, str]:
    """(content, title) of a page as Material has them: the heading first, and with an id, by which it is known as one."""
    heading = main.find("h1")
    if not isinstance(heading, Tag):
        return main.decode_contents(), ""
    heading.extract()["id"] = "title"
    return f"{heading}{main.decode_contents()}", heading.get_text(" ", strip=True)


def make_material(pages: Iterable[SitePage], out: Path) -> str:
    """Put Material's index and its scripts into a folder; the path of its worker from there."""
    index = SearchIndex(**MATERIAL)
    for page in pages:
        content, title = _as_of_material(page.main)
        index.add_entry_from_context(SimpleNamespace(meta={}, toc=[], url=page.address, title=title, content=content))
    (out / "search").mkdir(parents=True)
    (out / "search/search_index.json").write_text(index.generate_search_index(None), encoding="utf-8")
    scripts = "assets/javascripts"
    for folder in ("workers", "lunr"):
        shutil.copytree(THEME / scripts / folder, out / scripts / folder)
    (worker,) = (out / scripts / "workers").glob("search.*.min.js")
    return worker.relative_to(out).as_posix()


def make_pagefind(pages: Iterable[SitePage], out: Path, work: Path) -> None:
    """Put Pagefind's index and its scripts into a folder; ``work`` is a folder for copies of the pages."""
    for page in pages:
        copy = work / page.address / "index.html"
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page.file, copy)
    command = [PAGEFIND, "--site", work, "--output-path", out, "--root-selector", "main"]
    result = subprocess.run([str(part) for part in command], timeout=300, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(result.stderr or result.stdout)
