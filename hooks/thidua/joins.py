"""Where names stand in texts: movements and terms in clauses, words that want a gloss, Vietnamese in English sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from thidua.glosses import Gloss, Glosses
from thidua.letters import fold, match_form

_QUOTED = re.compile("“([^”]+)”")
# What may be Vietnamese as a whole in an English text: a quotation, words in brackets, the number of a document.
_STRETCH = re.compile(r"“([^”]+)”|\(([^()“”]+)\)|\b(\d+(?:/\d+)?/[^\W\d_]+(?:-[^\W\d_]+)*)")

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
    """A stretch of a text; ``slug`` where it is a name, ``gloss`` where it is explained, None where it is plain."""

    text: str
    slug: str | None = None
    gloss: Gloss | None = None


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


def mark_glosses(segments: Iterable[Segment], glosses: Glosses, told: Collection[str] = ()) -> tuple[Segment, ...]:
    """Cut the plain segments of a text where words first stand that want a gloss, but those of the keys ``told``.

    The segments joined are the text, to the letter; names stay whole.
    """
    seen = set(told)
    marked: list[Segment] = []
    for segment in segments:
        if segment.slug is not None:
            marked.append(segment)
            continue
        done = 0
        for start, end, gloss in glosses.places_in(segment.text, seen):
            marked += [Segment(segment.text[done:start]), Segment(segment.text[start:end], gloss=gloss)]
            seen.add(gloss.key)
            done = end
        marked.append(Segment(segment.text[done:]))
    return tuple(segment for segment in marked if segment.text)


def contains_term(text: str, forms: Iterable[str]) -> bool:
    """Whether one of the forms stands in a text as whole words, case and tone placement left aside."""
    form = match_form(text)
    return any(whole_words(match_form(term)).search(form) for term in forms)


def whole_words(term: str) -> re.Pattern[str]:
    """A term that does not go on as a longer word; «./.» has no letter to go on from."""
    before = r"(?<!\w)" if term[:1].isalnum() else ""
    after = r"(?!\w)" if term[-1:].isalnum() else ""
    return re.compile(before + re.escape(term) + after)


@lru_cache(maxsize=8_192)  # templates ask for the same names and titles on page after page
def mark_vietnamese(text: str) -> tuple[Segment, ...]:
    """Cut an English text where it quotes Vietnamese words or has Vietnamese names; those segments have slug ``vi``.

    A quotation is Vietnamese where all its words are syllables of the language and one has its letters: “quản lý đất đai”,
    but not “Building the Culture and People of Đồng Tháp”. So are words in brackets, «(huyện Tân Hồng)», and the number of
    a document, «12/QĐ-UBND». The segments joined are the text, to the letter.
    """
    if text.isascii():
        return (Segment(text),) if text else ()
    segments: list[Segment] = []
    done = place = 0
    while match := _STRETCH.search(text, place):
        quoted, bracketed, number = match.groups()
        start, end = match.span(match.lastindex or 0)
        if not text[start:end].isascii() and (number or _is_vietnamese(quoted or bracketed, in_brackets=not quoted)):
            segments += [*_mark_names(text[done:start]), Segment(text[start:end], "vi")]
            done = place = end
        else:
            # An English quotation may hold brackets or a number that are Vietnamese.
            place = end if number else start
    segments += _mark_names(text[done:])
    return tuple(segments)


def _is_vietnamese(words: str, in_brackets: bool) -> bool:
    """Whether words, among which is one of Vietnamese letters, are all Vietnamese.

    Syllables are; so are abbreviations, and a foreign word in four, beside words that are no names: “Đăng tải web trường”.
    """
    letters = [word for word in _WORD.findall(words) if len(word) > 1]
    # «(in Đồng Tháp)» is English, though «in», «to» and «an» look like syllables.
    if in_brackets and letters and letters[0].isascii() and letters[0].islower():
        return False
    strange = [word for word in letters if not _SYLLABLE.fullmatch(fold(word))]
    foreign = sum(not word.isupper() for word in strange)
    has_small_word = any(word.islower() and not word.isascii() for word in letters)
    return not strange or (has_small_word and foreign * 4 <= len(letters))


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
