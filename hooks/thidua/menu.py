"""The menu of ``mkdocs.yml`` (``nav``) in each language: pages, links to elsewhere, and sections that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.languages import VIETNAMESE
from thidua.ui_strings import UiStrings


@dataclass(frozen=True)
class MenuItem:
    """``stem`` is the page it leads to, ``link`` an address elsewhere; a section has neither, and ``children``."""

    title: str
    stem: str = ""
    link: str = ""
    children: tuple[MenuItem, ...] = ()

    @property
    def is_section(self) -> bool:
        return not (self.stem or self.link)

    @property
    def folder(self) -> str:
        """The first part of the page's address: pages below it belong to this item."""
        return self.stem.split("/")[0]


def menu(nav: Any, words: UiStrings, title_of: Callable[[str], str]) -> tuple[MenuItem, ...]:
    """A ``nav`` setting as the menu of one language; labels are those of its words (``nav.<label>``), where it has them.

    ``title_of`` gives the title of a page that has no label. ``index`` is the home page, whichever label it has.
    """
    return tuple(_items(nav, "", words, title_of))


def _items(nav: Any, label: str, words: UiStrings, title_of: Callable[[str], str]) -> Iterator[MenuItem]:
    if isinstance(nav, str):
        stem = nav.removesuffix(f".{VIETNAMESE}.md")
        if stem == nav:
            yield MenuItem(label or nav, link=nav)
        else:
            yield MenuItem(label or title_of(stem), stem=stem)
    elif isinstance(nav, Mapping):
        for written, value in nav.items():
            title = words(f"nav.{written}") if words.has(f"nav.{written}") else str(written)
            if isinstance(value, str):
                yield from _items(value, title, words, title_of)
            else:
                yield MenuItem(title, children=tuple(_items(value, "", words, title_of)))
    else:
        for item in nav or ():
            yield from _items(item, "", words, title_of)


def stems_of(items: tuple[MenuItem, ...]) -> frozenset[str]:
    """The pages that a menu leads to, at any depth."""
    return frozenset(stem for item in items for stem in ({item.stem} if item.stem else stems_of(item.children)))
