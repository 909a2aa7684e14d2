"""Ordinary pages: home, about, contribute, the glossary, old and new place names, the anniversaries."""

from __future__ import annotations

from dataclasses import dataclass

from thidua import anniversaries
from thidua.fields import Field, Kind, Report, Values, check_pairs
from thidua.texts import Text, Texts

_TITLE = Field("title", required=True, example="Giới thiệu")
_SUMMARY = Field("summary", max_length=200)
_TERM = (
    Field("id", Kind.SLUG, required=True, example="thi-dua-yeu-nuoc"),
    Field("term", required=True, example="thi đua yêu nước"),
    Field("meaning", required=True),
)
_PLACE = (Field("old", required=True), Field("new", required=True), Field("note"))

FIELDS = (
    _TITLE,
    _SUMMARY,
    Field("terms", Kind.PARTS, parts=(*_TERM, Field("forms", Kind.TEXTS))),
    Field("places", Kind.PARTS, parts=(*_PLACE, Field("since", Kind.DATE), Field("decision"))),
    Field("days", Kind.PARTS, parts=anniversaries.FIELDS),
)
ENGLISH_FIELDS = (
    _TITLE,
    _SUMMARY,
    Field("terms", Kind.PARTS, parts=_TERM),
    Field("places", Kind.PARTS, parts=_PLACE),
    Field("days", Kind.PARTS, parts=anniversaries.ENGLISH_FIELDS),
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


def make_page(stem: str, texts: Texts, values: Values) -> Page | None:
    """A page of what was read; None where its title is missing (and has been reported)."""
    return Page(stem, texts, values) if values.get("title") is not None else None


def check_page(values: Values, report: Report) -> None:
    """What the fields of a page say of each other."""
    anniversaries.check_days(values, report)


def check_english_page(vietnamese: Values, english: Values, report: Report) -> None:
    """Terms, places and anniversaries are told in both languages, in the same order."""
    for name, key in (("terms", "id"), ("places", None), ("days", "id")):
        ours = [item.get(key) if key else None for item in vietnamese.get(name, ())]
        theirs = [item.get(key) if key else None for item in english.get(name, ())]
        # An item without its key, or a field that cannot be read, has been told already.
        told = name in vietnamese.told | english.told or (key is not None and None in (*ours, *theirs))
        if not told:
            check_pairs(name, ours, theirs, english.line(name), report)
