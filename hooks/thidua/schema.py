"""What a story's fields are, for programs: the form in the browser, the editor, code editors, the table in the guide."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.awards import ADULT, AWARDS, PUPIL
from thidua.body_bounds import BOUNDS
from thidua.fields import Field, Kind
from thidua.languages import ENGLISH, LANGUAGES, VIETNAMESE
from thidua.letters import with_capital
from thidua.look_alikes import SIGNS
from thidua.movements import Movement
from thidua.personal_data import PATTERNS
from thidua.picture_kinds import KEPT_QUALITY, LONGEST_KEPT, SMALLEST_PICTURE
from thidua.rules import form_words
from thidua.settings import Settings
from thidua.story_fields import BODY, CONSENT_GIVERS, CONSENT_NEEDED, ENGLISH_FIELDS, FIELDS, MOST_DAYS_AHEAD, WITHDRAWN
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
    example, required, limit (characters, or None), is_name (whether letters that look like others are told), translated,
    choices and parts. A choice has a value and a label; those of awards also their ``subjects``, movements the language
    of their ``words``. ``consent``: subject → whose days of consent are needed; ``givers``: who they are. ``messages``:
    see ``rules.form_words``. ``personal``: what no text may hold, and what to say of it (flags ``i`` and ``u``).
    ``letters``: signs of odd letters, in their order (flags ``m`` and ``u``), with the key of their message, and
    whether only names are looked at. ``bounds``: those of a body. ``smallest_picture``: width and height in pixels;
    ``kept_picture``: the longer side of what is kept of a larger one, and its quality as JPEG.
    ``most_days_ahead``: how many days the date of publication may lie in the future.
    """
    choices = _choices(settings, movements, words)
    return {
        "fields": [_described(item, words.language, choices) for item in (*FIELDS, BODY)],
        "consent": {subject: list(needed) for subject, needed in CONSENT_NEEDED.items()},
        "givers": {name: who[LANGUAGES.index(words.language)] for name, who in CONSENT_GIVERS.items()},
        "messages": form_words(words.language),
        "most_days_ahead": MOST_DAYS_AHEAD,
        "smallest_picture": list(SMALLEST_PICTURE),
        "kept_picture": [LONGEST_KEPT, KEPT_QUALITY],
        "personal": [
            {"pattern": pattern.pattern, "message": (pattern.vi, pattern.en)[LANGUAGES.index(words.language)]}
            for pattern in PATTERNS
        ],
        "letters": [{"pattern": sign.pattern, "key": sign.key, "in_names_only": sign.in_names_only} for sign in SIGNS],
        "bounds": BOUNDS,
    }


def for_script(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The same without labels and hints, which a page that is rendered from the schema shows already."""

    def bare(item: Mapping[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in item.items() if name not in ("label", "hint", "words") and value}
        return {**kept, **{name: [bare(one) for one in item.get(name, ())] for name in ("choices", "parts")}}

    return {**schema, "fields": [bare(item) for item in schema["fields"]]}


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
        "example": (item.example_en or item.example) if language == ENGLISH else item.example,
        **({"example_en": item.example_en} if item.translated else {}),
        "required": item.required,
        "limit": item.max_length,
        "is_name": item.kind is Kind.TEXT and not item.is_prose,
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
    """A line of the table of fields: ``name`` as the words of mistakes have it (``consent.ref``), words in one language.

    ``need`` is «always», «photo» (with a picture), «person» (not for collectives), «pupil», «inside» (where the field that
    holds it is there) or «no». ``choices`` are (value, label, the label's language). ``example`` is empty where words are
    written freely or one value is chosen.
    """

    name: str
    label: str
    hint: str
    example: str
    limit: int | None
    need: str
    translated: bool
    choices: tuple[tuple[str, str, str], ...]


def rows(settings: Settings, movements: Iterable[Movement], words: UiStrings) -> tuple[Row, ...]:
    """The table of the lines of a story's header, those of parts below them."""
    choices = _choices(settings, movements, words)
    return tuple(row for item in FIELDS for row in _rows(_described(item, words.language, choices), "", words.language))


def _rows(field: Mapping[str, Any], inside: str, language: str) -> list[Row]:
    name = f"{inside}{field['name']}"
    chosen = tuple((item["value"], item["label"], item.get("words", language)) for item in field["choices"])
    row = Row(
        name,
        field["label"],
        field["hint"],
        "" if field["kind"] in ("text", "long", "choice") or field["example"] == "…" else field["example"],
        field["limit"],
        _need(name, field["required"]),
        field["translated"],
        chosen,
    )
    return [row, *(below for part in field["parts"] for below in _rows(part, f"{name}.", language))]


def _need(name: str, required: bool) -> str:
    field, _, part = name.partition(".")
    if field == "consent":
        givers = [subject for subject, needed in CONSENT_NEEDED.items() if part in needed or (needed and not part)]
        return {(ADULT, PUPIL): "person", (PUPIL,): "pupil"}.get(tuple(givers), "no")
    if required:
        return "inside" if part else "always"
    return "photo" if name == "photo_alt" else "no"


# JSON Schema, for code editors

_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
_TYPES: Mapping[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.DATE: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    Kind.YEAR: {"type": "integer", "minimum": 1000, "maximum": 2999},
    Kind.TRUTH: {"type": "boolean"},
    Kind.CHOICE: {"type": "string"},
    Kind.SLUG: {"type": "string", "pattern": _SLUG},
    Kind.SLUGS: {"type": "array", "items": {"type": "string", "pattern": _SLUG}, "uniqueItems": True},
}
# What keeps a required field from being there and empty.
_LEAST = {Kind.TEXT: "minLength", Kind.SLUGS: "minItems"}


def json_schema(language: str) -> dict[str, Any]:
    """The header of a story's file in one language, as JSON Schema. Consent is asked as the build asks it.

    Draft 7: the programs that check headers of Markdown files know no later one.
    """
    fields = FIELDS if language == VIETNAMESE else ENGLISH_FIELDS
    schema: dict[str, Any] = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"docs/guong/<năm>/<tên>.{language}.md",
        **_object(fields, LANGUAGES.index(language)),
    }
    if language == VIETNAMESE:
        schema["allOf"] = [_words_for_the_photo(), *_consents()]
    return schema


def schema_text(language: str) -> str:
    """The file of a schema, as it stands in ``schema/``."""
    return json.dumps(json_schema(language), ensure_ascii=False, indent=2) + "\n"


def _words_for_the_photo() -> dict[str, Any]:
    words = {"type": "string", "minLength": 1}
    return {
        "if": {"properties": {"photo": words}, "required": ["photo"]},
        "then": {"properties": {"photo_alt": words}, "required": ["photo_alt"]},
    }


def _consents() -> list[dict[str, Any]]:
    excused = {
        "anyOf": [
            {"properties": {"sample": {"const": True}}, "required": ["sample"]},
            {"properties": {"status": {"const": WITHDRAWN}}, "required": ["status"]},
        ]
    }
    return [
        {
            "if": {"properties": {"subject": {"const": subject}}, "required": ["subject"], "not": excused},
            "then": {"properties": {"consent": _given_by(needed)}, "required": ["consent"]},
        }
        for subject, needed in CONSENT_NEEDED.items()
        if needed
    ]


def _given_by(needed: Iterable[str]) -> dict[str, Any]:
    days = {name: {"type": "string"} for name in needed}
    return {"type": "object", "properties": days, "required": list(days)}


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
    if item.kind is Kind.PART:
        found.update(_object(item.parts, place))
    elif item.kind is Kind.PARTS:
        found.update({"type": "array", "items": _object(item.parts, place)})
    else:
        found.update(_TYPES[item.kind])
    if item.choices:
        found["enum"] = list(item.choices)
    if item.kind is Kind.TEXT:
        found["maxLength"] = item.longest
    elif found["type"] == "array":
        found["maxItems"] = item.most_items
    if not item.required:
        # A line that is left empty is no mistake: «unit:» alone means that there is none.
        found["type"] = [found["type"], "null"]
        if "enum" in found:
            found["enum"].append(None)
    elif item.kind in _LEAST:
        found[_LEAST[item.kind]] = 1
    return found
