"""The Vietnamese alphabet: sorting texts and people, independent of the machine's locale.

The order is that of CLDR (a ă â b c d đ e ê …; tones ngang, huyền, hỏi, ngã, sắc, nặng; tones count only where all
letters agree), with one difference: «hoà» and «hòa» are the same name, wherever the tone mark stands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from thidua.letters import TONE_MARKS, to_nfc

# Letters with a place of their own; f j w z are foreign and stand where ICU puts them.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

# Between spaces and digits, in ICU's order; by code points «Dạy tốt, …» would stand before «Dạy tốt – …».
PUNCTUATION = "_-–—,;:!?.…'\"«»()[]{}@*/&#%+<=>"

# A quotation mark's form counts only where all else agrees.
_STRAIGHT = {"‘": "'", "’": "'", "“": '"', "”": '"'}

_RANK = {letter: position for position, letter in enumerate(ALPHABET)}
_PUNCTUATION_RANK = {mark: position for position, mark in enumerate(PUNCTUATION)}
_TONE_RANK = {mark: position for position, mark in enumerate(TONE_MARKS, start=1)}
_WORD = re.compile(r"[^\W\d_]+|.", re.DOTALL)

# (kind of character, rank) for each letter, then tones, then case, then the text itself: a total order.
SortKey = tuple[tuple[tuple[int, int], ...], tuple[tuple[int, ...], ...], tuple[bool, ...], str]


def sort_key(text: str) -> SortKey:
    """The key by which Vietnamese texts are sorted."""
    text = to_nfc(text)
    letters: list[tuple[int, int]] = []
    tones: list[tuple[int, ...]] = []
    capitals: list[bool] = []
    for word in _WORD.findall(text):
        word_tones: list[int] = []
        for char in word:
            rank, tone, is_capital = _place_of(char)
            letters.append(rank)
            capitals.append(is_capital)
            if tone:
                word_tones.append(tone)
        # The tones of a syllable without their place: «hoà» and «hòa» agree.
        tones.append(tuple(word_tones))
    return tuple(letters), tuple(tones), tuple(capitals), text


@lru_cache(maxsize=4096)
def _place_of(char: str) -> tuple[tuple[int, int], int, bool]:
    """(kind of character and rank, rank of its tone, whether it is a capital) of a letter or sign."""
    base, tone = _split_tone(char)
    return _letter_rank(base), tone, char != char.lower()


PersonKey = tuple[tuple[object, ...], tuple[object, ...], tuple[object, ...], str]


def person_key(name: str, given_name: str) -> PersonKey:
    """People stand by given name, then family name (the first word), then what is between.

    The spelling itself comes last: «Trần Văn Hoà» and «Phạm Văn Hòa» have one given name, so the family name decides.
    """
    rest = name.removesuffix(given_name).split()
    return (
        sort_key(given_name)[:3],
        sort_key(" ".join(rest[:1]))[:3],
        sort_key(" ".join(rest[1:]))[:3],
        to_nfc(name),
    )


def initial(text: str) -> str:
    """The letter of the alphabet under which a text stands: «Ánh» → A, «Ấn» → Â, «Đào» → Đ, others → #."""
    base, _ = _split_tone(to_nfc(text)[:1])
    letter = _letter_of(base)
    return letter.upper() if letter in _RANK else "#"


def _split_tone(char: str) -> tuple[str, int]:
    """(«ậ») → («â», rank of nặng); other marks stay with their letter."""
    decomposed = unicodedata.normalize("NFD", char.lower())
    tone = next((_TONE_RANK[mark] for mark in decomposed if mark in _TONE_RANK), 0)
    base = to_nfc("".join(mark for mark in decomposed if mark not in _TONE_RANK))
    if tone and base not in _RANK:  # «ǘ»: a mark that is no Vietnamese tone here
        return char.lower(), 0
    return base, tone


def _letter_of(base: str) -> str:
    """The letter with which a character stands: a foreign one with marks («ö») stands with the plain one."""
    return base if base in _RANK else unicodedata.normalize("NFD", base)[:1]


def _letter_rank(base: str) -> tuple[int, int]:
    if base.isdigit():
        return 2, ord(base)
    letter = _letter_of(base)
    if letter in _RANK:
        return 3, _RANK[letter]
    base = _STRAIGHT.get(base, base)
    if base in _PUNCTUATION_RANK:
        return 1, _PUNCTUATION_RANK[base]
    if base.isspace():
        return 0, ord(base)
    # Other signs stand after the punctuation, other scripts after z.
    return 4 if base.isalpha() else 1, len(PUNCTUATION) + ord(base[:1] or "\0")
