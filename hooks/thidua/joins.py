"""Where names stand in texts: movements in clauses, terms in clauses, Vietnamese names in English sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thidua.letters import fold, match_form

_QUOTED = re.compile("“([^”]+)”")

# A Vietnamese syllable, marks left aside; enough to tell «Minh» from «District», and «Yến» from «Young»: the language
# has no «ea», «ee» or «ou». A few English words are syllables all the same («Bay», «Day»).
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:ieu|oai|oao|oay|oeo|uay|uoi|uou|uya|uye|uyu|yeu|a[iouy]?|e[ou]?|i[aeu]?|o[aeio]?|u[aeiouy]?|ye?)"
    r"(?:ng|nh|ch|[cmnpt])?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"[^\W\d_a-z][^\W\d_]*")


@dataclass(frozen=True)
class Segment:
    """A stretch of a text; ``slug`` where it is a name, None where it is plain."""

    text: str
    slug: str | None = None


def quoted_names(text: str) -> list[str]:
    """What stands between “ and ” in a text."""
    return _QUOTED.findall(text)


def mark_names(text: str, names: Mapping[str, str]) -> tuple[Segment, ...]:
    """Cut a text where names (form as by ``match_form`` → slug) stand in it as whole words; longer names win.

    The segments joined are the text, to the letter. Whole words: «triển khai tốt» does not name «Hai tốt».
    """
    form = match_form(text)
    places: list[tuple[int, int, str]] = []
    for name in sorted(names, key=len, reverse=True):
        for match in whole_words(name).finditer(form):
            if all(match.end() <= start or end <= match.start() for start, end, _ in places):
                places.append((match.start(), match.end(), names[name]))
    segments: list[Segment] = []
    done = 0
    for start, end, slug in sorted(places):
        segments.append(Segment(text[done:start]))
        segments.append(Segment(text[start:end], slug))
        done = end
    segments.append(Segment(text[done:]))
    return tuple(segment for segment in segments if segment.text)


def contains_term(text: str, forms: Iterable[str]) -> bool:
    """Whether one of the forms stands in a text as whole words, case and tone placement left aside."""
    form = match_form(text)
    return any(whole_words(match_form(term)).search(form) for term in forms)


def whole_words(term: str) -> re.Pattern[str]:
    """A term that does not go on as a longer word; «./.» has no letter to go on from."""
    before = r"(?<!\w)" if term[:1].isalnum() else ""
    after = r"(?!\w)" if term[-1:].isalnum() else ""
    return re.compile(before + re.escape(term) + after)


def mark_vietnamese(text: str) -> tuple[Segment, ...]:
    """Cut an English text where it quotes Vietnamese words or has Vietnamese names; those segments have slug ``vi``.

    A quotation is Vietnamese where all its words are syllables of the language and one has its letters: “quản lý đất đai”,
    but not “Building the Culture and People of Đồng Tháp”. The segments joined are the text, to the letter.
    """
    segments: list[Segment] = []
    done = 0
    for match in _QUOTED.finditer(text):
        if _is_vietnamese(match[1]):
            segments += [*_mark_names(text[done : match.start(1)]), Segment(match[1], "vi")]
            done = match.end(1)
    segments += _mark_names(text[done:])
    return tuple(segments)


def _is_vietnamese(words: str) -> bool:
    letters = _WORD.findall(words)
    return not words.isascii() and all(_SYLLABLE.fullmatch(fold(word)) for word in letters if len(word) > 1)


def _mark_names(text: str) -> tuple[Segment, ...]:
    """Cut a text where Vietnamese names stand («Tân Hồng», «Hồ Chí Minh»).

    A name is a run of capitalised words that begins with a word of Vietnamese letters and goes on as long as the words are
    syllables of the language: «Tân Hồng District» ends before «District».
    """
    segments: list[Segment] = []
    run: list[tuple[int, int]] = []
    done = 0

    def close() -> None:
        nonlocal done
        if run:
            start, end = run[0][0], run[-1][1]
            segments.append(Segment(text[done:start]))
            segments.append(Segment(text[start:end], "vi"))
            done = end
            run.clear()

    for match in _CAPITALISED.finditer(text):
        word = match[0]
        if run and text[run[-1][1] : match.start()] != " ":
            close()
        if match.start() > 0 and (text[match.start() - 1].isalnum()):
            continue
        # The pattern lets lower-case «đ» and signs like «²» in, as they are no a–z either.
        if word[0].isupper() and (not word.isascii() or (run and _SYLLABLE.fullmatch(fold(word)))):
            run.append(match.span())
        else:
            close()
    close()
    segments.append(Segment(text[done:]))
    return tuple(segment for segment in segments if segment.text)
