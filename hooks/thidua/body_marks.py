"""What the site adds inside the text of a body: links to glosses, and the language of Vietnamese words in English texts.

A step of Python-Markdown on the finished tree of elements. Inline tags that an author wrote (``<span lang="vi">``) are
not elements of that tree but placeholders in its texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from thidua.glosses import Gloss, Glosses
from thidua.joins import Segment, mark_glosses, mark_vietnamese
from thidua.languages import ENGLISH

# Text of these is never cut; a link cannot hold another one, and a heading would be torn.
_UNCUT = frozenset({"code", "pre", "kbd", "script", "style"})
_UNEXPLAINED = _UNCUT | {"a", "h1", "h2", "h3", "h4", "h5", "h6"}

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?:\s[^>]*)?>")
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})

Cut = Callable[[str], Iterable[Segment]]
Build = Callable[[Segment], Element | None]


@dataclass
class Body:
    """The body of one page while it is rendered.

    ``link`` gives the relative address of a gloss; ``told`` holds the keys that the page need not explain;
    ``explained`` gathers by key what has been marked, in the order of the page.
    """

    language: str
    glosses: Glosses
    link: Callable[[Gloss], str]
    told: Collection[str] = ()
    explained: dict[str, Gloss] = field(default_factory=dict)

    def cut(self, text: str) -> Iterable[Segment]:
        """A text cut at the words that are explained there, which is then remembered."""
        segments = mark_glosses([Segment(text)], self.glosses, {*self.told, *self.explained})
        self.explained.update({part.gloss.key: part.gloss for part in segments if part.gloss})
        return segments

    def build_link(self, part: Segment) -> Element | None:
        if part.gloss is None:
            return None
        return _element("a", {"class": "td-term", "href": self.link(part.gloss), "data-td-gloss": part.gloss.key}, part)


class BodyMarks(Extension):
    """The step, registered once a build; ``body`` is the page that is rendered next, None where nothing is to be marked."""

    def __init__(self) -> None:
        super().__init__()
        self.body: Body | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is that of Python-Markdown
        # After all steps of Markdown and MkDocs: those would follow our links as if an author had written them.
        md.treeprocessors.register(_Step(md, self), "thidua_marks", -1)


class _Step(Treeprocessor):
    def __init__(self, md: Markdown, marks: BodyMarks) -> None:
        super().__init__(md)
        self._marks = marks

    def run(self, root: Element) -> None:
        body = self._marks.body
        if body is None:
            return
        for block in root:
            _Walk(self.md, body.cut, body.build_link, _UNEXPLAINED).into(block)
            if body.language == ENGLISH:
                _Walk(self.md, mark_vietnamese, _build_vietnamese, _UNCUT).into(block)


def _element(tag: str, attributes: dict[str, str], part: Segment) -> Element:
    element = Element(tag, attributes)
    element.text = part.text
    return element


def _build_vietnamese(part: Segment) -> Element | None:
    return _element("span", {"lang": "vi"}, part) if part.slug else None


class _Walk:
    """One way through a block, in the order of reading; ``_depth`` counts the author's own tags that are open."""

    def __init__(self, md: Markdown, cut: Cut, build: Build, uncut: Collection[str]) -> None:
        self._md = md
        self._cut = cut
        self._build = build
        self._uncut = uncut
        self._depth = 0

    def into(self, element: Element) -> None:
        """Cut the texts of an element and of all that it holds."""
        if element.tag in self._uncut or element.get("lang"):
            return
        children = list(element)
        found = self._pieces(element.text)
        for child in children:
            self.into(child)
            tail, child.tail = child.tail, None
            found += [child, *self._pieces(tail)]
        _fill(element, found)

    def _pieces(self, text: str | None) -> list[str | Element]:
        """A text as plain stretches and elements; what stands between an author's own tags stays as it is."""
        pieces: list[str | Element] = []
        done = 0
        for match in HTML_PLACEHOLDER_RE.finditer(text or ""):
            pieces += [*self._stretch((text or "")[done : match.start()]), match[0]]
            self._count(str(self._md.htmlStash.rawHtmlBlocks[int(match[1])]))
            done = match.end()
        return [*pieces, *self._stretch((text or "")[done:])]

    def _stretch(self, text: str) -> Iterable[str | Element]:
        if self._depth or not text.strip():
            return [text]
        return [part.text if (element := self._build(part)) is None else element for part in self._cut(text)]

    def _count(self, raw: str) -> None:
        tag = _TAG.fullmatch(raw)
        if tag and tag["name"].lower() not in _VOID and not raw.endswith("/>"):
            self._depth = max(0, self._depth + (-1 if tag["end"] else 1))


def _fill(element: Element, pieces: Iterable[str | Element]) -> None:
    """Give an element these texts and children instead of its own."""
    for child in list(element):
        element.remove(child)
    element.text = ""
    last: Element | None = None
    for piece in pieces:
        if isinstance(piece, Element):
            element.append(piece)
            last = piece
        elif last is None:
            element.text += piece
        else:
            last.tail = (last.tail or "") + piece
