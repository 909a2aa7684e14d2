"""A page's words in its two languages, with the Vietnamese ones standing in where there are no English ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from thidua.fields import Values
from thidua.languages import ENGLISH, VIETNAMESE


@dataclass(frozen=True)
class Text:
    """The translated part of a page in one language.

    ``language`` is that of the words: on an English page, words that stand in are ``vi`` and are marked as such.
    """

    language: str
    title: str
    summary: str
    body: str
    body_line: int
    source: str
    values: Values = field(default_factory=Values)

    def get(self, name: str, default: Any = "") -> Any:
        """A translated field other than title and summary."""
        return self.values.get(name, default)


@dataclass(frozen=True)
class Texts:
    """Both languages of a page; ``english`` is None where nobody has translated it yet."""

    vietnamese: Text
    english: Text | None = None

    def in_language(self, language: str) -> Text:
        """The words for a page of that language."""
        return self.english if language == ENGLISH and self.english is not None else self.vietnamese

    def is_translated(self, language: str) -> bool:
        """Whether there are words in that very language."""
        return language == VIETNAMESE or self.english is not None
