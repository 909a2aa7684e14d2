"""Words of the interface: ``overrides/locales/{vi,en}.yml``, the same keys in both, dots between levels.

A word with a count is written as ``{one: …, other: …}`` in English and as one text in Vietnamese.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thidua import wording
from thidua.suggest import did_you_mean

PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})

Word = str | dict[str, str]


class MissingWord(LookupError):
    """A template asks for a word that the file of a language does not have."""


@dataclass(frozen=True)
class UiStrings:
    """The words of one language."""

    language: str
    words: Mapping[str, Word]

    def __call__(self, key: str, **values: object) -> str:
        """The word under a key, with ``{name}`` replaced; ``count`` chooses the plural form and is written as a number.

        Raises MissingWord rather than showing a key to a parent.
        """
        word = self.words.get(key)
        if word is None:
            vi, _ = did_you_mean(key, self.words)
            raise MissingWord(f"overrides/locales/{self.language}.yml: thiếu «{key}» / missing.{vi}")
        shown: dict[str, object] = dict(values)
        count = values.get("count")
        if isinstance(count, int):
            shown["count"] = wording.number(count, self.language)
        if isinstance(word, dict):
            form = wording.plural_form(count, self.language) if isinstance(count, int) else "other"
            word = word.get(form, word["other"])
        return word.format_map(shown) if shown else word

    def has(self, key: str) -> bool:
        """Whether there is such a word."""
        return key in self.words

    def under(self, prefix: str) -> dict[str, Word]:
        """The words below a key, by the rest of theirs: those that scripts show, as they need them themselves."""
        return {key.removeprefix(prefix): word for key, word in self.words.items() if key.startswith(prefix)}


def flatten(tree: Mapping[str, object], prefix: str = "") -> dict[str, Word]:
    """Nested words → ``a.b.c`` keys; a set of plural forms is one word; a key left empty is none."""
    words: dict[str, Word] = {}
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and not set(value) <= PLURAL_FORMS:
            words.update(flatten(value, f"{name}."))
        elif isinstance(value, Mapping):
            words[name] = {str(form): str(text) for form, text in value.items()}
        elif value is not None:
            words[name] = str(value)
    return words
