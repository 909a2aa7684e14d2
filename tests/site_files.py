"""A built site as a reader of its files sees it: pages, links, anchors, visible text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

ORIGIN = "https://thi-dua.thcs-nguyen-du.example/"


class SitePage:
    """One HTML file of a site; ``address`` is its address from the root, like ``en/guong/``."""

    def __init__(self, root: Path, file: Path) -> None:
        self.file = file
        self.address = file.relative_to(root).as_posix().removesuffix("index.html")

    @cached_property
    def html(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "lxml")

    @cached_property
    def ids(self) -> list[str]:
        return [str(tag["id"]) for tag in self.soup.find_all(id=True)]

    @property
    def main(self) -> Tag:
        main = self.soup.find("main")
        assert isinstance(main, Tag)
        return main

    @property
    def language(self) -> str:
        return "en" if self.address.startswith("en/") else "vi"

    def links(self) -> Iterator[tuple[str, str]]:
        """(attribute, target) of everything the page points to."""
        for tag in self.soup.find_all(True):
            for name in ("href", "src", "poster", "action"):
                if tag.get(name) is not None:
                    yield name, str(tag[name])
            for part in str(tag.get("srcset") or "").split(","):
                if part.strip():
                    yield "srcset", part.split()[0]

    def text_of(self, anchor: str) -> str:
        tag = self.soup.find(id=anchor)
        assert isinstance(tag, Tag), f"{self.address} has no #{anchor}"
        return tag.get_text()


class Site:
    """A folder that was built."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def pages(self) -> dict[str, SitePage]:
        pages = [SitePage(self.root, file) for file in sorted(self.root.rglob("*.html"))]
        return {page.address: page for page in pages}

    def page(self, address: str) -> SitePage:
        return self.pages[address]

    def broken_links(self) -> list[str]:
        """Every link of every page that leads nowhere inside the site; links to other sites are not followed."""
        files = {file.relative_to(self.root).as_posix() for file in self.root.rglob("*") if file.is_file()}
        broken = []
        for page in self.pages.values():
            for name, target in page.links():
                parts = urlsplit(urljoin(ORIGIN + page.address, target))
                if f"{parts.scheme}://{parts.netloc}/" != ORIGIN:
                    continue
                path = unquote(parts.path).lstrip("/")
                file = f"{path}index.html" if path.endswith("/") or not path else path
                if file not in files:
                    broken.append(f"{page.address}: {name}={target}: no such file")
                elif parts.fragment and file.endswith(".html"):
                    other = self.pages[file.removesuffix("index.html")]
                    if unquote(parts.fragment) not in other.ids:
                        broken.append(f"{page.address}: {name}={target}: no such anchor")
        return broken


@lru_cache
def site_at(root: Path) -> Site:
    """A site whose files do not change any more: read once for all tests."""
    return Site(root)
