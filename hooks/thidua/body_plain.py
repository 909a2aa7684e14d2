"""Texts of a body that hold no sign of Markdown need not be searched for each of its signs, which takes half its time."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

# What Python-Markdown's own patterns need to find anything: one of these, or a line that is broken by two blanks. Its
# placeholders are signs too, as of HTML.
_SIGN = re.compile("[`\\\\\\[<&*_\x02\x03]|  \n")
_PATTERNS = frozenset(
    {"backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref"}
    | {"autolink", "automail", "linebreak", "html", "entity", "em_strong"}
)
# It looks for them at 20. Nothing else may come between, and what comes after sees texts as they were.
_BEFORE, _AFTER = 20.5, 19.5


class PlainTexts(Extension):
    """Let Python-Markdown pass over such texts; nothing but the time that it takes is changed.

    It passes over every text that somebody has marked as finished (``AtomicString``); the marks are taken off again. Where
    other patterns than its own are registered, it searches all texts.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is that of Python-Markdown
        finished: list[tuple[Element, str, str]] = []
        md.treeprocessors.register(_Finish(md, finished), "thidua_plain_texts", _BEFORE)
        md.treeprocessors.register(_Resume(md, finished), "thidua_plain_texts_end", _AFTER)


class _Step(Treeprocessor):
    """``finished``: (element, ``text`` or ``tail``, what stands there)."""

    def __init__(self, md: Markdown, finished: list[tuple[Element, str, str]]) -> None:
        super().__init__(md)
        self._finished = finished


class _Finish(_Step):
    def run(self, root: Element) -> None:
        self._finished.clear()
        if not self._knows_all_patterns():
            return
        for element in root.iter():
            for place, text in (("text", element.text), ("tail", element.tail)):
                # Whoever else has marked a text wants it so to the end.
                if text and not isinstance(text, AtomicString) and not _SIGN.search(text):
                    self._finished.append((element, place, text))
                    setattr(element, place, AtomicString(text))

    def _knows_all_patterns(self) -> bool:
        patterns = self.md.inlinePatterns
        return len(patterns) == len(_PATTERNS) and all(name in patterns for name in _PATTERNS)


class _Resume(_Step):
    def run(self, root: Element) -> None:
        for element, place, text in self._finished:
            setattr(element, place, text)
        self._finished.clear()
