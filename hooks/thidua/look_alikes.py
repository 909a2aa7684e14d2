"""Letters that look like Vietnamese ones and are others, heaps of marks, and text that was read in a wrong encoding.

«Аnh» with a Cyrillic А is found by no search, sorts after Z and makes another address: it comes with text from scans and
chats, or from somebody who wants two names to look alike. Words of other scripts may stand in running text; only a word
that mixes them with Latin letters is told there. The names of Vietnam's peoples (H'Hen Niê, Y Bhŏ Êban) are Latin.

The patterns are for Python and JavaScript alike (flag ``u``, not ``i``: to a browser that passes over capitals, ſ is an
s): no look-behind, no ``\\w``, no ``\\b``; letters stand as themselves. All are linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from thidua.problems import shown
from thidua.rules import say

# Scripts that look like Latin, as ranges of a class. Georgian is among the others, for its capitals.
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_MARKS = "\u0300-\u036f"
_CYRILLIC = "Ѐ-ԯᲀ-\u1c8fⷠ-\u2dffꙀ-\ua69f"
_GREEK = "Ͱ-Ͽἀ-῾"
_OTHERS = "Ա-ևႠ-ჿᎠ-\u13ffꭰ-ꮿꓐ-ꓽⲀ-⳿\U00010280-\U0001044f"

# Foreign letter → the Latin one that it looks like, in pairs.
_PAIRS = (
    "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXԚQԜWҮYҺHӀIаaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwүyѵvӏlкk"  # Cyrillic
    "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCͿJοoϲcϳjαaνvρpιiκkυuγyηnχxωwτt"  # Greek
    "ÐĐƉĐɖđðđıiĸkſsŉnǀlǃ!ɑaɡgɩiʋv"  # Latin
)
LOOKS_LIKE = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_CYRILLIC_LIKE = "".join(char for char in LOOKS_LIKE if "Ѐ" <= char <= "ԯ")
_GREEK_LIKE = "".join(char for char in LOOKS_LIKE if "Ͱ" <= char <= "Ͽ")
# Of a Greek letter in mathematics («góc α», «sinα», «ρgh», «Δt») nothing is told; its capitals look wholly Latin.
_GREEK_CAPITALS = "".join(char for char in _GREEK_LIKE if char.isupper()) + "οϲϳ"

# Latin letters in the dress of mathematics, labels, phonetics or wide type. Of phonetics ɓ and ɗ are spared, which some
# write in names of the Highlands, and of the raised ones the letters of apostrophes.
_DRESSED = (
    "０-９Ａ-Ｚａ-ｚ\U0001d400-\U0001d7ff⒜-ⓩ\U0001f110-\U0001f169\U0001f170-\U0001f189ℂℊ-ℓℕ℘-ℝℤℨℬ-ℱℳℴℹⅅ-ⅉ"
    "Ⅰ-ↈɐ-ɒɔ-ɖɘ-ʯʰ-ʸᴀ-ᵿᶀ-ᶿ\ua722-\ua7ff\uab30-\uab6fﬀ-ﬆⁱⁿₐ-ₜ\u01c0-\u01cc\u01f1-\u01f3ıĸŉſ"
)

# A joiner may stand between two letters of a word: «О'Brien».
_JOINT = f"[{_MARKS}'’ʼ]*"
_FOREIGN = _CYRILLIC + _OTHERS + _GREEK_CAPITALS
_MIXED = (
    rf"[{_LATIN}]{_JOINT}[{_FOREIGN}]|[{_FOREIGN}]{_JOINT}[{_LATIN}]"
    # «6А»: a class whose letter is Cyrillic; Russian writes a word after it.
    rf"|[0-9][{_CYRILLIC_LIKE}](?![{_CYRILLIC}])"
    # Greek small letters between Latin ones, or in a longer word.
    rf"|[{_LATIN}][{_GREEK_LIKE}]+[{_LATIN}]|[{_LATIN}]{{4}}[{_GREEK_LIKE}]|[{_GREEK_LIKE}][{_LATIN}]{{4}}"
    # The D of Iceland and that of Africa in any text; its small letter is phonetics too, alone or among plain letters.
    r"|[ÐƉ]|[ðɖ][à-ãè-êìíò-õùúýăĩũơưạ-ỹ]"
)
_IN_NAME = (
    rf"[{_DRESSED}ɖ{_OTHERS}]"
    # Vietnam's đ begins a syllable; ð begins no word of Iceland: «Guðmundsdóttir».
    rf"|(?:^|[^{_LATIN}{_MARKS}])ð"
    rf"|[{_LATIN}]{_JOINT}[{_GREEK_LIKE}]|[{_GREEK_LIKE}]{_JOINT}[{_LATIN}]"
    # A whole word of foreign letters that all look Latin: «Ноа» is Cyrillic. «мир» and «Δ» are seen to be foreign.
    rf"|(?:^|[^{_CYRILLIC}])[{_CYRILLIC_LIKE}]+(?![{_CYRILLIC}])"
    rf"|(?:^|[^{_GREEK}])(?:[{_GREEK_CAPITALS}]|[{_GREEK_LIKE}]{{2}})[{_GREEK_LIKE}]*(?![{_GREEK}])"
    # A stroke laid over a letter: «D̵» for Đ.
    "|[\u0334-\u0338\u20d2-\u20d8\u20e5-\u20eb]"
)

# After composing, no letter of Vietnam's languages keeps more than two marks; scripts that pile them up keep four.
_PILED = (
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3}"
    "|[\u0591-\u05bd\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ecd\u17b4-\u17d3]{5}"
)

# Bytes of UTF-8 read as Windows-1252: «Nguyá»…n», «Ä‘á»™i», «Ã´ng», «thÆ°». A guillemet or an ellipsis may stand after a
# word's last á and Ã; what is told here may not.
_READ_AS_WINDOWS = "áº[^ ]|á»(?:[¡-ª¬-º¼-¿€ƒ†‡ˆ‰ŠŒŽ˜™šœžŸ]|[‘-•‚„…‹›–—][A-Za-z])|Ã[¡-£¨-ª¬²-µ¹º½]|Ä[‘¨©ƒ‚]|Æ[°¡]|â€|ï»¿"
# TCVN3 («Gi¸o viªn», «®éi», «NguyÔn ThÞ»), and of VNI what no language writes: «ñöôïc», «tröôøng».
_OLD_TYPE = (
    "[A-Za-z][¸¶¨µ¾](?![0-9])|[¸¶¨][A-Za-z]|®[a-zÀ-ỹ]|[A-Za-z][¹ª][a-z]|[a-z](?:Þ|[ÐÑÕÖÜÏÎÌÒÓÔÝÆÇÈÉÊË](?=[a-z]|[ ,.;]|$))"
    "|ñö|öô[øùûõïn]|ö[øùûõï]"
)


@dataclass(frozen=True)
class Sign:
    """One kind of odd letters: its pattern, the key of its words in ``rules``, and whether only names are looked at."""

    key: str
    pattern: str
    in_names_only: bool = False

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


SIGNS = (
    Sign("wrong_charset", f"{_READ_AS_WINDOWS}|{_OLD_TYPE}"),
    Sign("piled_marks", _PILED),
    Sign("look_alike", _MIXED),
    Sign("look_alike", _IN_NAME, in_names_only=True),
)


# Nearly every text has nothing but these, of which only a capital inside a word can be of a wrong encoding.
_UNUSUAL = re.compile("[^\\t\\n -~\u00a0À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ–—“”‘’…]")
_CAPITAL_INSIDE = re.compile("[a-z][ÈÉÊÌÒÓÔÕÝ]")
_SUCH_CAPITAL = re.compile("[ÈÉÊÌÒÓÔÕÝ]")


def are_usual(text: str) -> bool:
    """Whether a text has only letters and signs of which nothing is ever told; quick."""
    if _UNUSUAL.search(text):
        return False
    return _SUCH_CAPITAL.search(text) is None or _CAPITAL_INSIDE.search(text) is None


def odd_letters(text: str, is_name: bool = False) -> tuple[str, str] | None:
    """What is wrong with the letters of a text in NFC, in Vietnamese and English; None where nothing is.

    ``is_name``: the text names somebody or something, so that letters must be what they look like.
    """
    if are_usual(text):
        return None
    for sign in SIGNS:
        if sign.in_names_only and not is_name:
            continue
        if match := sign.regex.search(text):
            return _told(sign, text, match)
    return None


def _told(sign: Sign, text: str, match: re.Match[str]) -> tuple[str, str]:
    word = _word_at(text, match)
    if sign.key != "look_alike":
        return say(sign.key, found=word)
    letter = next((char for char in match[0] if _is_foreign(char)), match[0][-1])
    meant = looks_like(letter)
    return say(
        sign.key,
        letter=letter if not unicodedata.combining(letter) else f"\u25cc{letter}",
        name=f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip(),
        found=word,
        meant_vi=f" bằng “{meant}”" if meant else "",
        meant_en=f" with “{meant}”" if meant else "",
    )


def _is_foreign(char: str) -> bool:
    return char in LOOKS_LIKE or not (char.isascii() or _PLAIN.match(char))


_PLAIN = re.compile(f"[{_LATIN}'’ʼ\\s]|[^{_LATIN}{_CYRILLIC}{_GREEK}{_OTHERS}{_DRESSED}\u0334-\u0338\u20d2-\u20eb]")
_LONGEST_WORD = 20
_SMALL_CAPITAL = re.compile(r"LATIN LETTER SMALL CAPITAL ([A-Z])")


def _word_at(text: str, match: re.Match[str]) -> str:
    """What was found with the rest of its word, no longer than a line can hold."""
    before = re.search(r"\S*$", text[max(match.start() - _LONGEST_WORD, 0) : match.start()])
    after = re.match(r"\S*", text[match.end() : match.end() + _LONGEST_WORD])
    return shown((before[0] if before else "") + match[0] + (after[0] if after else ""))


def looks_like(letter: str) -> str:
    """The Latin letter that a foreign one looks like; empty where none is known."""
    plain = unicodedata.normalize("NFKC", letter)
    if small := _SMALL_CAPITAL.fullmatch(unicodedata.name(letter, "")):
        plain = small[1].lower()
    return LOOKS_LIKE.get(letter) or (plain if plain != letter and plain.isascii() else "")
