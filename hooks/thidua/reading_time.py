"""How long a text takes to read, in whole minutes.

The unit is what each language writes between spaces: the syllable («tiếng») in Vietnamese, the word in English.
The rates are round estimates, good enough for “about 2 minutes”:

English, 220 words a minute. Brysbaert, “How many words do we read per minute?” (Journal of Memory and Language 109, 2019),
finds 238 on average for adults who silently read non-fiction; a little less leaves room for those who read slowly.

Vietnamese, 230 syllables a minute. No measured rate of silent reading in Vietnamese was found. The same study says that
other languages follow from how many words they need for the same message: the stories of this site have about 1.05
syllables in Vietnamese for a word in English, and 220 × 1.05 is 231.
"""

from __future__ import annotations

import re

from thidua.languages import VIETNAMESE

SYLLABLES_A_MINUTE = 230
WORDS_A_MINUTE = 220

_SYLLABLE = re.compile(r"[^\W_]+")
# “don't” and “well-known” are one word each.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# What nobody reads: comments and tags; where a link or picture leads to; ids and classes in braces.
_MARKUP = re.compile(r"(?s)<!--.*?-->|</?[a-zA-Z][^<>]*>|(?<=\])\([^()\s]*\)|\{[ ]?[:#.][^{}\n]*\}")


def minutes_to_read(body: str, language: str) -> int:
    """The minutes that a body of Markdown takes in the language it is written in: rounded up, at least 1."""
    text = _MARKUP.sub(" ", body)
    unit, rate = (_SYLLABLE, SYLLABLES_A_MINUTE) if language == VIETNAMESE else (_WORD, WORDS_A_MINUTE)
    return max(1, -(-len(unit.findall(text)) // rate))
