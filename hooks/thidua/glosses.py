"""Glosses: short explanations of terms and of old names, and where a text has words that want one."""

from __future__ import annotations

import datetime
import itertools
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from thidua.letters import match_form

# What stands in quotation marks is somebody's title or words. A stretch of a text may begin or end inside of them.
_QUOTED = re.compile("“[^”]*(?:”|$)|^[^“”]*”")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class Gloss:
    """One explanation.

    ``kind`` is ``term`` or ``place``; ``stem`` and ``id`` are the page and the anchor where it stands; ``words`` is its
    heading there, ``forms`` are the words by which texts name it. ``meaning`` explains a term; of a place it is the name of
    today, good from the day ``since`` where that is known. ``language`` is that of all these words.
    """

    kind: str
    stem: str
    id: str
    words: str
    forms: tuple[str, ...]
    meaning: str
    language: str
    since: datetime.date | None = None

    @property
    def key(self) -> str:
        """Its name on a page, where a term and a place may have the same id."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True)
class Glosses:
    """The glosses of one language; of two that share a form, the first has it."""

    items: tuple[Gloss, ...] = ()

    @cached_property
    def _by_form(self) -> dict[str, Gloss]:
        found: dict[str, Gloss] = {}
        for gloss in self.items:
            for form in gloss.forms:
                found.setdefault(" ".join(match_form(form).split()), gloss)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(_any_of(self._by_form))

    def places_in(self, text: str, told: Collection[str] = ()) -> list[tuple[int, int, Gloss]]:
        """(start, end, gloss) where each gloss first stands in a text, in order; those whose key is ``told`` are left out.

        Forms stand as whole words, case, dashes and tone placement left aside. Of forms that begin at one place the longest
        counts: «Ủy ban nhân dân huyện» is not «Ủy ban nhân dân». What stands between “ and ” is passed over.
        """
        return [found[1:] for found in self.places_in_all([text], told)]

    def places_in_all(self, texts: Sequence[str], told: Collection[str] = ()) -> list[tuple[int, int, int, Gloss]]:
        """(place of the text, start, end, gloss) where each gloss first stands in texts that follow each other."""
        if not self.items:
            return []
        found: list[tuple[int, int, int, Gloss]] = []
        seen = set(told)
        # One search through all texts is much cheaper than one each; no form goes on from one of them into the next.
        starts = [0, *itertools.accumulate(len(text) + 1 for text in texts)]
        quoted: deque[tuple[int, int]] = deque()
        last = -1
        for match in self._pattern.finditer(_BETWEEN.join(_match_forms(texts))):
            gloss = self._by_form[" ".join(match[0].split())]
            if gloss.key in seen:
                continue
            place = bisect_right(starts, match.start()) - 1
            start, end = match.start() - starts[place], match.end() - starts[place]
            if place != last:
                last, quoted = place, deque(quote.span() for quote in _QUOTED.finditer(texts[place]))
            while quoted and quoted[0][1] <= start:
                quoted.popleft()
            if not quoted or end <= quoted[0][0]:
                seen.add(gloss.key)
                found.append((place, start, end, gloss))
        return found


# No letter and no blank, nor a sign that any text has.
_BETWEEN = "\0"


def _match_forms(texts: Sequence[str]) -> list[str]:
    whole = match_form(_BETWEEN.join(texts))
    # The letter whose small form is two makes small letters of its whole text in another way.
    return [whole] if "İ" not in whole else [match_form(text) for text in texts]


def _any_of(forms: Iterable[str]) -> str:
    """A pattern of any of these forms as whole words, the longest first; lines of a file may break inside a form.

    Forms that begin alike share their beginning, so that a place in a text where none stands is passed over at once.
    """
    tree: dict[str, Any] = {}
    for form in filter(None, forms):
        node = tree
        for char in form:
            node = node.setdefault(char, {})
        node[""] = {}
    return rf"(?<!\w){_rest(tree)}" if tree else r"(?!)"


def _rest(node: dict[str, Any]) -> str:
    """A pattern of what may follow in a tree of characters, in which «» ends a form."""
    pattern = ""
    while len(node) == 1 and "" not in node:
        ((char, node),) = node.items()
        pattern += _sign(char)
    ways = [_sign(char) + _rest(node[char]) for char in sorted(node) if char]
    if "" in node:
        ways.append(r"(?!\w)")
    return f"{pattern}(?:{'|'.join(ways)})"


def _sign(char: str) -> str:
    return r"\s+" if char == " " else re.escape(char)


def forms_of(words: str) -> tuple[str, ...]:
    """The forms that a heading gives: «theme; thematic» → both; «huyện Tân Hồng (cũ)» → «huyện Tân Hồng»."""
    return tuple(form.strip() for form in _BRACKETS.sub("", words).split(";") if form.strip())
