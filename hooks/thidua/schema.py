"""What a story's fields are, for programs: the form in the browser, the editor, code editors, the table in the guide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.awards import AWARDS, COLLECTIVE
from thidua.fields import Field, Kind
from thidua.languages import ENGLISH, LANGUAGES, VIETNAMESE
from thidua.letters import with_capital
from thidua.movements import Movement
from thidua.rules import form_words
from thidua.settings import Settings
from thidua.story_fields import BODY, CONSENT_GIVERS, CONSENT_NEEDED, ENGLISH_FIELDS, FIELDS, WITHDRAWN
from thidua.ui_strings import UiStrings

# From so many characters on, a text gets a box of several lines.
LONG = 150

_KINDS = {
    Kind.DATE: "date",
    Kind.YEAR: "year",
    Kind.TRUTH: "truth",
    Kind.CHOICE: "choice",
    Kind.SLUG: "choice",
    Kind.SLUGS: "choices",
    Kind.PART: "part",
    Kind.PARTS: "parts",
}


def story_schema(settings: Settings, movements: Iterable[Movement], words: UiStrings) -> dict[str, Any]:
    """The fields of a story as a form needs them, in the language of ``words``; plain values only, fit for JSON.

    ``fields``: name, kind (text, long, date, year, truth, choice, choices, photo, part, parts, body), label, hint,
    example, required, limit (characters, or None), translated, choices and parts. A choice has a value and a label; those
    of awards also their ``subjects``, movements the language of their ``words``. ``consent``: subject → whose days of
    consent are needed; ``givers``: who they are. ``messages``: see ``rules.form_words``.
    """
    choices = _choices(settings, movements, words)
    return {
        "fields": [_described(item, words.language, choices) for item in (*FIELDS, BODY)],
        "consent": {subject: list(needed) for subject, needed in CONSENT_NEEDED.items()},
        "givers": {name: who[LANGUAGES.index(words.language)] for name, who in CONSENT_GIVERS.items()},
        "messages": form_words(words.language),
    }


def _choices(settings: Settings, movements: Iterable[Movement], words: UiStrings) -> dict[str, list[dict[str, Any]]]:
    """What is chosen from the school's own content, and awards, whose names the pages use too; by name of the field."""
    language = words.language
    return {
        "movements": [
            {"value": movement.slug, "label": with_capital(text.title), "words": text.language}
            for movement in movements
            for text in [movement.in_language(language)]
        ],
        "unit": [{"value": unit.slug, "label": unit.names[language]} for unit in settings.units.values()],
        "type": [
            {"value": award.slug, "label": words(f"award.{award.slug}"), "subjects": list(award.subjects)}
            for award in AWARDS.values()
        ],
    }


def _described(item: Field, language: str, choices: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    place = LANGUAGES.index(language)
    own = [
        {"value": value, "label": labels[place]}
        for value, labels in zip(item.choices, item.choice_labels, strict=bool(item.choice_labels))
    ]
    return {
        "name": item.name,
        "kind": _kind(item),
        "label": item.label[place],
        "hint": item.hint[place],
        "example": item.example,
        "required": item.required,
        "limit": item.max_length,
        "translated": item.translated,
        "choices": own or choices.get(item.name, []),
        "parts": [_described(part, language, choices) for part in item.parts],
    }


def _kind(item: Field) -> str:
    if item.name in ("photo", BODY.name):
        return item.name
    if item.kind is Kind.TEXT:
        return "long" if (item.max_length or 0) >= LONG else "text"
    return _KINDS[item.kind]


@dataclass(frozen=True)
class Row:
    """A line of the table of fields: ``name`` as in the file (``consent.ref``), words in one language.

    ``need`` is «always», «photo» (with a picture), «person» (for people, not collectives) or «».
    """

    name: str
    label: str
    hint: str
    limit: int | None
    need: str
    choices: tuple[tuple[str, str], ...]


def rows(words: UiStrings) -> tuple[Row, ...]:
    """The table of a story's fields, those of parts below them."""
    place = LANGUAGES.index(words.language)
    found: list[Row] = []

    def add(item: Field, inside: str) -> None:
        name = f"{inside}{item.name}"
        needs = {"photo_alt": "photo", "consent": "person"}
        labels = (
            [label[place] for label in item.choice_labels] or [words(f"award.{value}") for value in item.choices]
            if item.choices
            else []
        )
        found.append(
            Row(
                name,
                item.label[place],
                item.hint[place],
                item.max_length,
                needs.get(name, "always" if item.required and not inside else ""),
                tuple(zip(item.choices, labels, strict=True)),
            )
        )
        for part in item.parts:
            add(part, f"{name}.")

    for item in FIELDS:
        add(item, "")
    return tuple(found)


# JSON Schema, for code editors

_TYPES: Mapping[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.DATE: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    Kind.YEAR: {"type": "integer", "minimum": 1000, "maximum": 2999},
    Kind.TRUTH: {"type": "boolean"},
    Kind.SLUG: {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    Kind.SLUGS: {
        "type": "array",
        "items": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "uniqueItems": True,
    },
}


def json_schema(language: str) -> dict[str, Any]:
    """The header of a story's file in one language, as JSON Schema (2020-12). Consent is asked as the build asks it."""
    fields = FIELDS if language == VIETNAMESE else ENGLISH_FIELDS
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"docs/guong/<năm>/<tên>.{language}.md",
        **_object(fields, LANGUAGES.index(language)),
    }
    if language == ENGLISH:
        return schema
    schema["dependentRequired"] = {"photo": ["photo_alt"]}
    excused = {
        "anyOf": [
            {"properties": {"sample": {"const": True}}, "required": ["sample"]},
            {"properties": {"status": {"const": WITHDRAWN}}, "required": ["status"]},
        ]
    }
    schema["allOf"] = [
        {
            "if": {"properties": {"subject": {"const": subject}}, "required": ["subject"], "not": excused},
            "then": {"required": ["consent"], "properties": {"consent": {"required": list(needed)}}},
        }
        for subject, needed in CONSENT_NEEDED.items()
        if subject != COLLECTIVE
    ]
    return schema


def _object(fields: Iterable[Field], place: int) -> dict[str, Any]:
    fields = list(fields)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [item.name for item in fields if item.required],
        "properties": {item.name: _property(item, place) for item in fields},
    }


def _property(item: Field, place: int) -> dict[str, Any]:
    told = {"title": item.label[place], "description": item.hint[place]}
    found: dict[str, Any] = {name: words for name, words in told.items() if words}
    if item.kind is Kind.CHOICE:
        return {**found, "enum": list(item.choices)}
    if item.kind is Kind.PART:
        return {**found, **_object(item.parts, place)}
    if item.kind is Kind.PARTS:
        return {**found, "type": "array", "items": _object(item.parts, place)}
    found.update(_TYPES[item.kind])
    if item.max_length:
        found["maxLength"] = item.max_length
    if item.required:
        found["minItems" if item.kind is Kind.SLUGS else "minLength"] = 1
    if item.kind is Kind.YEAR:
        found.pop("minLength", None)
    return found
