"""Glosses: short explanations of terms and of old names, and where a text has words that want one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

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
                found.setdefault(match_form(form), gloss)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # One pattern for all forms keeps a long text cheap. Lines of a file may break inside a form.
        forms = sorted(self._by_form, key=lambda form: (-len(form), form))
        either = "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)")

    def places_in(self, text: str, told: Collection[str] = ()) -> list[tuple[int, int, Gloss]]:
        """(start, end, gloss) where each gloss first stands in a text, in order; those whose key is ``told`` are left out.

        Forms stand as whole words, case, dashes and tone placement left aside. Of forms that begin at one place the longest
        counts: «Ủy ban nhân dân huyện» is not «Ủy ban nhân dân». What stands between “ and ” is passed over.
        """
        if not self.items:
            return []
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        found: list[tuple[int, int, Gloss]] = []
        seen = set(told)
        for match in self._pattern.finditer(match_form(text)):
            gloss = self._by_form[" ".join(match[0].split())]
            if gloss.key not in seen and not any(start < match.end() and match.start() < end for start, end in quoted):
                seen.add(gloss.key)
                found.append((*match.span(), gloss))
        return found


def forms_of(words: str) -> tuple[str, ...]:
    """The forms that a heading gives: «theme; thematic» → both; «huyện Tân Hồng (cũ)» → «huyện Tân Hồng»."""
    return tuple(form.strip() for form in _BRACKETS.sub("", words).split(";") if form.strip())
