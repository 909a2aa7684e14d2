"""What the site adds inside the text of a body: links to glosses, and the language of Vietnamese words in English texts.

A step of Python-Markdown on the finished tree of elements. Inline tags that an author wrote (``<span lang="vi">``) are
not elements of that tree but placeholders in its texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from thidua.glosses import Gloss, Glosses
from thidua.joins import mark_vietnamese
from thidua.languages import ENGLISH

# Text of these is never cut; a link cannot hold another one, and a heading would be torn.
_UNCUT = frozenset({"code", "pre", "kbd", "script", "style"})
_UNEXPLAINED = _UNCUT | {"a", "h1", "h2", "h3", "h4", "h5", "h6"}

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?:\s[^>]*)?>")
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})


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
        _mark_glosses(self._stretches(root, _UNEXPLAINED), body)
        if body.language == ENGLISH:
            _mark_vietnamese(self._stretches(root, _UNCUT))

    def _stretches(self, root: Element, uncut: Collection[str]) -> list[_Stretch]:
        return [stretch for block in root for stretch in _Walk(self.md, uncut).through(block)]


def _mark_glosses(stretches: Sequence[_Stretch], body: Body) -> None:
    found = body.glosses.places_in_all([stretch.text for stretch in stretches], {*body.told, *body.explained})
    body.explained.update((gloss.key, gloss) for *_, gloss in found)
    for place, start, end, gloss in reversed(found):
        link = Element("a", {"class": "td-term", "href": body.link(gloss), "data-td-gloss": gloss.key})
        stretches[place].put(link, start, end)


def _mark_vietnamese(stretches: Sequence[_Stretch]) -> None:
    for stretch in reversed(stretches):
        if stretch.text.isascii():
            continue
        end = len(stretch.text)
        for part in reversed(mark_vietnamese(stretch.text)):
            if part.slug:
                stretch.put(Element("span", {"lang": "vi"}), end - len(part.text), end)
            end -= len(part.text)


class _Stretch(NamedTuple):
    """A text that may be cut: it begins at ``start`` in the text of an element, or in what follows its child before
    ``child``, the number of a child.
    """

    element: Element
    child: int
    start: int
    text: str

    def put(self, mark: Element, start: int, end: int) -> None:
        """Let a mark hold what stands from ``start`` to ``end``; nothing behind it may be marked afterwards."""
        before = self.element[self.child - 1] if self.child else None
        whole = (self.element.text if before is None else before.tail) or ""
        start, end = self.start + start, self.start + end
        mark.text, mark.tail = whole[start:end], whole[end:]
        if before is None:
            self.element.text = whole[:start]
        else:
            before.tail = whole[:start]
        self.element.insert(self.child, mark)


class _Walk:
    """One way through a block, in the order of reading; ``_depth`` counts the author's own tags that are open."""

    def __init__(self, md: Markdown, uncut: Collection[str]) -> None:
        self._md = md
        self._uncut = uncut
        self._depth = 0

    def through(self, element: Element) -> Iterator[_Stretch]:
        """The texts of an element and of all that it holds; what stands between an author's own tags is left out."""
        if element.tag in self._uncut or element.get("lang"):
            return
        yield from self._cut(element, 0, element.text)
        for number, child in enumerate(element, start=1):
            yield from self.through(child)
            yield from self._cut(element, number, child.tail)

    def _cut(self, element: Element, child: int, text: str | None) -> Iterator[_Stretch]:
        if not text or text.isspace():
            return
        done = 0
        for match in HTML_PLACEHOLDER_RE.finditer(text):
            if not self._depth:
                yield _Stretch(element, child, done, text[done : match.start()])
            self._count(str(self._md.htmlStash.rawHtmlBlocks[int(match[1])]))
            done = match.end()
        if not self._depth:
            yield _Stretch(element, child, done, text[done:])

    def _count(self, raw: str) -> None:
        tag = _TAG.fullmatch(raw)
        if tag and tag["name"].lower() not in _VOID and not raw.endswith("/>"):
            self._depth = max(0, self._depth + (-1 if tag["end"] else 1))
