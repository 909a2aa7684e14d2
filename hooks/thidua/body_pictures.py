"""Pictures inside Markdown texts get their size and their smaller selves; links to a picture lead to what is published."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from thidua.links import resolve
from thidua.picture_variants import MIME_TYPES, WEBP, Picture

# How wide a picture of a text is shown: a phone's width within the margins, else the column of a story.
SIZES = "(min-width: 44em) 672px, calc(100vw - 32px)"

# After attr_list (8), whose words about size stand; before MkDocs (0) checks the links and makes them relative.
_PRIORITY = 4


class BodyPictures(Extension):
    """Ask ``find`` for a picture by its path from ``docs/``; ``read_page`` says whose text comes next."""

    def __init__(self, find: Callable[[str], Picture | None]) -> None:
        super().__init__()
        self._find = find
        self._source = ""
        self._link: Callable[[str], str] = str

    def read_page(self, source: str, link: Callable[[str], str]) -> None:
        """``source``: the page's path from ``docs/``; ``link`` turns a path from the site's root into one of its links."""
        self._source = source
        self._link = link

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(_Pictures(self), "thidua_pictures", _PRIORITY)

    def mend(self, element: Element) -> None:
        """Give an ``<img>``, or a link to a picture, what it needs."""
        attribute = "src" if element.tag == "img" else "href"
        picture = self._picture_at(element.get(attribute, ""))
        if picture is None:
            return
        # Still counted from the page's file: MkDocs resolves it, and would tell if nothing were there.
        beside = posixpath.dirname(self._source) or "."
        element.set(attribute, quote(posixpath.relpath(picture.jpeg, beside)))
        if element.tag == "img":
            self._describe(element, picture)

    def _picture_at(self, target: str) -> Picture | None:
        try:
            parts = urlsplit(target)
        except ValueError:  # «http://[…»
            return None
        if parts.scheme or parts.netloc or not parts.path:
            return None
        return self._find(resolve(self._source, unquote(parts.path)))

    def _describe(self, image: Element, picture: Picture) -> None:
        links = picture.links(self._link)
        image.set("srcset", dict(links.sources)[MIME_TYPES[WEBP]])
        image.set("sizes", SIZES)
        image.set("loading", "lazy")
        image.set("decoding", "async")
        if image.get("width") is None and image.get("height") is None:
            image.set("width", str(links.width))
            image.set("height", str(links.height))


class _Pictures(Treeprocessor):
    def __init__(self, extension: BodyPictures) -> None:
        super().__init__()
        self._extension = extension

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in ("img", "a"):
                self._extension.mend(element)
