"""«Có phải …?»: the name that an author most likely meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from thidua.slugs import slugify

# Comparing takes the square of a word's length; no name of ours is longer.
LONGEST_WORD = 100


def closest(word: str, names: Iterable[str]) -> str | None:
    """The name most like the word, marks and case left aside; None where nothing comes near."""
    by_form: dict[str, str] = {}
    for name in sorted(names):
        by_form.setdefault(slugify(name) or name, name)
    if len(word) > LONGEST_WORD:
        return None
    found = difflib.get_close_matches(slugify(word) or word, by_form, n=1, cutoff=0.6)
    return by_form[found[0]] if found else None


def did_you_mean(word: str, names: Iterable[str]) -> tuple[str, str]:
    """The question in Vietnamese and in English, each with a leading space, or two empty texts."""
    name = closest(word, names)
    if name is None:
        return "", ""
    return f' Có phải "{name}"?', f' Did you mean "{name}"?'
