"""Emulation movements (phong trào thi đua): a page each, joined to the clauses of the plan that name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from thidua.fields import Field, Kind, Report, Values, check_pairs
from thidua.joins import whole_words
from thidua.letters import match_form
from thidua.texts import Text, Texts

LEVELS = ("national", "party", "union", "sector", "province", "district", "school")
KINDS = ("movement", "campaign", "programme", "theme", "tradition", "form")

_TITLE = Field("title", required=True, example="Dạy tốt – Học tốt")
_SUMMARY = Field("summary", max_length=200, is_prose=True)
_FACT_TEXT = Field("text", required=True, max_length=500, is_prose=True)
_SOURCE = Field("source", is_prose=True)

FIELDS = (
    _TITLE,
    _SUMMARY,
    Field("official_name"),
    Field("aliases", Kind.TEXTS),
    Field("level", Kind.CHOICE, required=True, choices=LEVELS, example="school"),
    Field("kind", Kind.CHOICE, required=True, choices=KINDS, example="movement"),
    Field("clauses", Kind.TEXTS, required=True, example="[I.1.a]"),
    Field("related_clauses", Kind.TEXTS),
    Field("related", Kind.SLUGS),
    Field(
        "launched",
        Kind.PART,
        parts=(Field("by"), Field("document"), Field("date", Kind.DATE), Field("source", required=True, is_prose=True)),
    ),
    Field("facts", Kind.PARTS, parts=(_FACT_TEXT, _SOURCE)),
)
ENGLISH_FIELDS = (
    _TITLE,
    _SUMMARY,
    Field("official_name"),
    Field("aliases", Kind.TEXTS),
    Field("launched", Kind.PART, parts=(Field("by"), Field("document"))),
    Field("facts", Kind.PARTS, parts=(_FACT_TEXT,)),
)


@dataclass(frozen=True)
class Movement:
    """A movement; ``stem`` is ``phong-trao/<slug>``; ``clauses`` are ids of the plan as the file lists them."""

    stem: str
    texts: Texts
    level: str
    kind: str
    clauses: tuple[str, ...]
    related_clauses: tuple[str, ...]
    related: tuple[str, ...]
    values: Values

    @cached_property
    def slug(self) -> str:
        return self.stem.rsplit("/", 1)[-1]

    @property
    def source(self) -> str:
        return self.texts.vietnamese.source

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every Vietnamese name it goes by: the plan's wording, the official one, aliases."""
        official = self.values.get("official_name")
        names = (self.texts.vietnamese.title, *((official,) if official else ()), *self.values.get("aliases", ()))
        return tuple(dict.fromkeys(names))

    @cached_property
    def match_forms(self) -> tuple[str, ...]:
        return tuple(match_form(name) for name in self.names)

    def place_in(self, text: str) -> int | None:
        """Where a text of the plan first names it, by whole words; None where it does not."""
        form = match_form(text)
        places = [match.start() for name in self.match_forms if (match := whole_words(name).search(form))]
        return min(places, default=None)

    def is_named_in(self, text: str) -> bool:
        """Whether one of its names stands in a text of the plan."""
        return self.place_in(text) is not None

    def in_language(self, language: str) -> Text:
        return self.texts.in_language(language)

    @cached_property
    def facts(self) -> tuple[Values, ...]:
        facts: tuple[Values, ...] = self.values.get("facts", ())
        return facts

    @cached_property
    def launched(self) -> Values:
        launched: Values = self.values.get("launched", Values())
        return launched


def make_movement(stem: str, texts: Texts, values: Values) -> Movement | None:
    """A movement of values that were read; None where a required one is missing (and has been reported)."""
    if any(item.required and values.get(item.name) is None for item in FIELDS):
        return None
    return Movement(
        stem=stem,
        texts=texts,
        level=values.get("level"),
        kind=values.get("kind"),
        clauses=values.get("clauses"),
        related_clauses=values.get("related_clauses", ()),
        related=values.get("related", ()),
        values=values,
    )


def check_english_movement(vietnamese: Values, english: Values, report: Report) -> None:
    """Facts are told in both languages, in the same order."""
    if "facts" not in vietnamese.told | english.told:
        # Facts have no ids: only their number can be compared.
        ours, theirs = ([None] * len(values.get("facts", ())) for values in (vietnamese, english))
        check_pairs("facts", ours, theirs, english.line("facts"), report)
