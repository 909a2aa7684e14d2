"""Ordinary pages: home, about, contribute, the glossary, old and new place names, the anniversaries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from thidua import anniversaries
from thidua.fields import Field, Kind, Report, Values, check_pairs
from thidua.glosses import Gloss, forms_of
from thidua.texts import Text, Texts

GLOSSARY = "thuat-ngu"
PLACES = "dia-danh"
# A glossary grows over the years.
MOST_ENTRIES = 400

_TITLE = Field("title", required=True, example="Giới thiệu")
_SUMMARY = Field("summary", max_length=200, is_prose=True)
_TERM = (
    Field("id", Kind.SLUG, required=True, example="thi-dua-yeu-nuoc"),
    Field("term", required=True, example="thi đua yêu nước"),
    Field("meaning", required=True, max_length=600, is_prose=True),
    # Other words for the same, by which it is found in texts.
    Field("forms", Kind.TEXTS),
)
_PLACE = (
    Field("id", Kind.SLUG, required=True, example="huyen-tan-hong"),
    Field("old", required=True),
    Field("new", required=True, is_prose=True),
    Field("note", max_length=600, is_prose=True),
    Field("forms", Kind.TEXTS),
)

FIELDS = (
    _TITLE,
    _SUMMARY,
    Field("terms", Kind.PARTS, most=MOST_ENTRIES, parts=(*_TERM, Field("in_texts", Kind.TRUTH))),
    Field("places", Kind.PARTS, most=MOST_ENTRIES, parts=(*_PLACE, Field("since", Kind.DATE), Field("decision"))),
    Field("days", Kind.PARTS, most=MOST_ENTRIES, parts=anniversaries.FIELDS),
)
ENGLISH_FIELDS = (
    _TITLE,
    _SUMMARY,
    Field("terms", Kind.PARTS, most=MOST_ENTRIES, parts=_TERM),
    Field("places", Kind.PARTS, most=MOST_ENTRIES, parts=_PLACE),
    Field("days", Kind.PARTS, most=MOST_ENTRIES, parts=anniversaries.ENGLISH_FIELDS),
)


@dataclass(frozen=True)
class Page:
    """An ordinary page; ``stem`` is its path in ``docs/`` without suffixes."""

    stem: str
    texts: Texts
    values: Values

    @property
    def source(self) -> str:
        return self.texts.vietnamese.source

    def in_language(self, language: str) -> Text:
        return self.texts.in_language(language)

    def glosses(self, language: str) -> tuple[Gloss, ...]:
        """What it explains in that very language; none where it is not written in it.

        Terms with ``in_texts: false`` are too common, or too short, to be explained wherever they stand.
        """
        if not self.texts.is_translated(language):
            return ()
        if self.stem == GLOSSARY:
            return tuple(
                self._gloss("term", item, item.get("term"), item.get("meaning"), language)
                for item, facts in self._with_facts("terms", language)
                if facts.get("in_texts", True)
            )
        if self.stem == PLACES:
            return tuple(
                replace(
                    self._gloss("place", item, item.get("old"), item.get("new"), language), since=facts.get("since")
                )
                for item, facts in self._with_facts("places", language)
            )
        return ()

    def _with_facts(self, name: str, language: str) -> Iterator[tuple[Values, Values]]:
        """The items of a list in a language, each beside that of the Vietnamese file; they stand in the same order."""
        return zip(self.in_language(language).get(name, ()), self.values.get(name, ()), strict=True)

    def _gloss(self, kind: str, item: Values, words: str, meaning: str, language: str) -> Gloss:
        forms = (*forms_of(words), *item.get("forms", ()))
        return Gloss(kind, self.stem, item.get("id"), words, forms, meaning, language)


def make_page(stem: str, texts: Texts, values: Values) -> Page | None:
    """A page of what was read; None where its title is missing (and has been reported)."""
    return Page(stem, texts, values) if values.get("title") is not None else None


def check_page(values: Values, report: Report) -> None:
    """What the fields of a page say of each other."""
    anniversaries.check_days(values, report)


def check_english_page(vietnamese: Values, english: Values, report: Report) -> None:
    """Terms, places and anniversaries are told in both languages, in the same order."""
    for name in ("terms", "places", "days"):
        ours = [item.get("id") for item in vietnamese.get(name, ())]
        theirs = [item.get("id") for item in english.get(name, ())]
        # An item without its id, or a field that cannot be read, has been told already.
        if name not in vietnamese.told | english.told and None not in (*ours, *theirs):
            check_pairs(name, ours, theirs, english.line(name), report)
