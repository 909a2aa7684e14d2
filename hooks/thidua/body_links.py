"""Links of a body lead to pages and files of the site: what an author writes is the way to a file of ``docs/``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from thidua.links import resolve

# After what makes or mends links (BodyPictures: 4), before the site adds links of its own (BodyMarks: -1).
_PRIORITY = 0


@dataclass
class Followed:
    """The links of one body. ``source`` is its file in ``docs/``; ``way`` leads from the page to the root of the site.

    ``anchors`` gathers (what was written, file, anchor) of links to a place on a page, ``lost`` what leads nowhere.
    """

    source: str
    way: str
    anchors: list[tuple[str, str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


class BodyLinks(Extension):
    """Ask ``find`` for the address of a file of ``docs/`` from the root, None where it is not published."""

    def __init__(self, find: Callable[[str], str | None]) -> None:
        super().__init__()
        self._find = find
        self.body = Followed("", "")

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(_Links(self), "thidua_links", _PRIORITY)

    def follow(self, written: str) -> str:
        """A link as the page has it; one that leads elsewhere, or nowhere, stays as it was written."""
        try:
            parts = urlsplit(written)
        except ValueError:  # «http://[…»
            return written
        if parts.scheme or parts.netloc or written.startswith(("/", "\\")) or AMP_SUBSTITUTE in written:
            return written
        body = self.body
        file = resolve(body.source, unquote(parts.path)) if parts.path else body.source
        if parts.fragment:
            body.anchors.append((written, file, unquote(parts.fragment)))
        if not parts.path:
            return written
        address = self._find(file)
        if address is None:
            body.lost.append(written)
            return written
        return urlunsplit(("", "", body.way + quote(address), parts.query, parts.fragment))


class _Links(Treeprocessor):
    def __init__(self, extension: BodyLinks) -> None:
        super().__init__()
        self._extension = extension

    def run(self, root: Element) -> None:
        for element in root.iter():
            attribute = {"a": "href", "img": "src"}.get(element.tag)
            written = element.get(attribute) if attribute else None
            if attribute and written:
                element.set(attribute, self._extension.follow(written))
