"""Vietnamese letters: normal forms, tone marks, folding.

Every function expects and returns NFC text. ``đ`` has no decomposition in Unicode, so each fold maps it by hand.
"""

from __future__ import annotations

import re
import unicodedata

# Names of the movements are written with hyphens, en dashes and em dashes without a rule.
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")

# huyền, hỏi, ngã, sắc, nặng: the combining marks of the five written tones, in the order of the alphabet.
TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"

# Control characters, and those that nobody sees: they come with text copied from elsewhere.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
# What stands where a letter could not be read; whoever saved the file then lost it.
LOST = "\ufffd"
# A joiner between two pictures makes one of them: a family of three.
_JOINED_PICTURES = re.compile(
    r"(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)


def to_nfc(text: str) -> str:
    """The text with each letter and its marks as one character."""
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Whether the text is in NFC already."""
    return unicodedata.is_normalized("NFC", text)


def has_unseen(text: str) -> bool:
    """Whether a text holds characters that nobody sees, but for those that join pictures."""
    if text.isprintable():  # quick, and so for nearly every line
        return False
    return UNSEEN.search(_JOINED_PICTURES.sub("", text)) is not None


def without_unseen(text: str) -> str:
    """The text without the characters that nobody sees."""
    return "\u200d".join(UNSEEN.sub("", piece) for piece in _JOINED_PICTURES.split(text))


def fold(text: str) -> str:
    """Lower case without any marks, đ as d: «Đổi mới» → ``doi moi``."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _tone_moves() -> dict[str, str]:
    moves = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in TONE_MARKS:
            moves[to_nfc(first + tone) + second] = first + to_nfc(second + tone)
    return moves


_TONE_MOVES = _tone_moves()
_OPEN_SYLLABLE = re.compile("(" + "|".join(_TONE_MOVES) + r")(?!\w)")


def one_tone_place(text: str) -> str:
    """Lower-case text with the tone of open -oa, -oe, -uy on the last vowel: «hòa» → «hoà». The length is kept.

    Both placements are in use (the plan has «văn hóa» and «văn hoá»), so texts are compared in this form only.
    """
    return _OPEN_SYLLABLE.sub(lambda found: _TONE_MOVES[found[1]], text)


def match_form(text: str) -> str:
    """The form in which names are compared: case, dashes and tone placement do not count; the length is kept.

    Keeping the length lets a place found in this form be marked in the text as it was written.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # «İ» has two in small letters
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return one_tone_place(lowered.translate(DASHES))


def with_capital(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
