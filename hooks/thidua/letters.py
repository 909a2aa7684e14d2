"""Vietnamese letters: normal forms, tone marks, folding.

Every function expects and returns NFC text. ``đ`` has no decomposition in Unicode, so each fold maps it by hand.
"""

from __future__ import annotations

import re
import unicodedata

# Names of the movements are written with hyphens, en dashes and em dashes without a rule.
_DASHES = "‐‑‒–—−"
DASHES = dict.fromkeys(map(ord, _DASHES), "-")

# huyền, hỏi, ngã, sắc, nặng: the combining marks of the five written tones, in the order of the alphabet.
TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"

# Control characters, and those that nobody sees, or each font as something else: they come with text copied from
# elsewhere. In the order of Unicode: controls, soft hyphen, joiners and fillers of Greek, Arabic, Hangul, Khmer and
# Mongolian, zero-width and bidirectional ones, the blank of Braille, private use, noncharacters, annotations, marks of
# music, tags and variants. (The same in ``soat-bai.js``.)
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    r"\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
    + "|["
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 15))
    + "]"
)
# Ends of a line that no editor shows as one.
_ODD_LINE_END = re.compile("[\x85\u2028\u2029]")
# A sign that makes a picture in colour of the one before it, or an outline; after anything else nobody sees it.
_SELECTOR = re.compile(
    "([#*0-9](?=[\ufe0e\ufe0f]\u20e3)|[©®‼⁉™ℹ\u2190-\u2bff\u3030\u303d㊗㊙\U0001f000-\U0001faff])?[\ufe0e\ufe0f]"
)
# What stands where a letter could not be read; whoever saved the file then lost it.
LOST = "\ufffd"
# A joiner between two pictures makes one of them: a family of three.
_JOINED_PICTURES = re.compile(
    r"(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)

# Nearly every text has nothing but these, and each of them is seen. (A class without the rarest signs is quick.)
_RARE = re.compile("[^\\t\\n -~\xa0-\xac\xae-ɏḀ-ỿ–—‘’“”…]")
_SUSPECT = re.compile(f"{UNSEEN.pattern}|{_ODD_LINE_END.pattern}|[\ufe0e\ufe0f]")


def to_nfc(text: str) -> str:
    """The text with each letter and its marks as one character."""
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Whether the text is in NFC already."""
    return unicodedata.is_normalized("NFC", text)


# Far above what any script piles up: putting marks in order takes the square of their number.
_LONGEST_HEAP = 40


def heap_of_marks(text: str) -> int | None:
    """Where more marks stand behind each other than composing can take in a moment; None for what people write."""
    if is_nfc(text):  # the marks are in order already
        return None
    length = 0
    for place, char in enumerate(text):
        length = length + 1 if char > "\u02ff" and unicodedata.combining(char) else 0
        if length > _LONGEST_HEAP:
            return place
    return None


def has_unseen(text: str) -> bool:
    """Whether a text holds characters that nobody sees, but for those that join pictures."""
    if not (_RARE.search(text) and _SUSPECT.search(text)):
        return False
    if _ODD_LINE_END.search(text) or any(match[1] is None for match in _SELECTOR.finditer(text)):
        return True
    return UNSEEN.search(_JOINED_PICTURES.sub("", text)) is not None


def without_unseen(text: str) -> str:
    """The text without the characters that nobody sees; those that end a line stay, for an author to look at."""
    return "\u200d".join(drop_unseen(piece) for piece in _JOINED_PICTURES.split(text))


def drop_unseen(text: str) -> str:
    """The same without the joiners of pictures, as a form drops them."""
    return _SELECTOR.sub(lambda match: match[0] if match[1] else "", UNSEEN.sub("", text))


def fold(text: str) -> str:
    """Lower case without any marks, đ as d: «Đổi mới» → ``doi moi``."""
    return text.lower() if text.isascii() else text.lower().translate(_PLAIN)


class _PlainLetters(dict[int, str]):
    """Letter → itself without marks; each is found out once, where it first comes up."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        self[code] = "".join(char for char in decomposed if not unicodedata.combining(char))
        return self[code]


_PLAIN = _PlainLetters({ord("đ"): "d"})


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
    for dash in _DASHES:  # much quicker than to ask of each letter whether it is one
        lowered = lowered.replace(dash, "-")
    return one_tone_place(lowered)


def with_capital(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
