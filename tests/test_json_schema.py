"""The JSON Schema of a story's header: as fresh as the fields, and of one mind with the build."""

from __future__ import annotations

import datetime
import json
from functools import cache
from typing import Any

import pytest
import yaml
from builders import ENGLISH_STORY, STORY, english_story, header, problems_of, story
from conftest import ROOT
from jsonschema import Draft7Validator
from thidua.fields import Field, Kind
from thidua.languages import ENGLISH, LANGUAGES, VIETNAMESE
from thidua.schema import json_schema, schema_text
from thidua.story_fields import ENGLISH_FIELDS, FIELDS

FIELDS_OF = {VIETNAMESE: FIELDS, ENGLISH: ENGLISH_FIELDS}
SHIPPED = sorted((ROOT / "docs/guong").glob("*/*.md"))


@cache
def validator(language: str) -> Draft7Validator:
    schema = json_schema(language)
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


def as_editors_read(value: Any) -> Any:
    """YAML 1.2, which code editors speak, has no dates: they are texts."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: as_editors_read(item) for key, item in value.items()}
    return [as_editors_read(item) for item in value] if isinstance(value, list) else value


def faults(text: str, language: str) -> list[str]:
    """What the schema says of a file's header."""
    values = as_editors_read(yaml.safe_load(text.split("---\n")[1]))
    return [f"{'.'.join(map(str, error.path))}: {error.message}" for error in validator(language).iter_errors(values)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_those_of_the_fields(language: str) -> None:
    file = ROOT / f"schema/story.{language}.schema.json"
    assert file.read_text(encoding="utf-8") == schema_text(language), "run: make schema"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_is_there_with_its_words_limit_and_choices(language: str) -> None:
    def missing(fields: tuple[Field, ...], schema: dict[str, Any]) -> list[str]:
        place = LANGUAGES.index(language)
        found = []
        assert list(schema["properties"]) == [item.name for item in fields]
        for item in fields:
            told = schema["properties"][item.name]
            limit = item.longest if item.kind is Kind.TEXT else None
            wanted = (item.label[place], item.hint[place], limit, *item.choices)
            here = (told.get("title"), told.get("description", ""), told.get("maxLength"), *told.get("enum", ()))
            found += [item.name] if here[: len(wanted)] != wanted else []
            if item.parts:
                found += missing(item.parts, told.get("items", told))
        return found

    assert missing(FIELDS_OF[language], json.loads(schema_text(language))) == []


def test_every_shipped_story_is_right() -> None:
    assert len(SHIPPED) >= 30
    found = {
        file.name: told
        for file in SHIPPED
        if (told := faults(file.read_text(encoding="utf-8"), file.name.split(".")[-2]))
    }
    assert found == {}


# A change of a right story → whether the build has anything to say; the schema must be of the same mind.
CONSENT_OF_BOTH = "{subject: 2023-11-01, guardian: 2023-11-02, ref: 05/2023, expires: 2026-11-01}"
RIGHT: dict[str, dict[str, str | None]] = {
    "as it is": {},
    "empty lines": {"unit": "", "given_name": "", "awards": "", "status": "", "sample": "", "photo": ""},
    "unit left out": {"unit": None},
    "draft": {"status": "draft"},
    "award": {"awards": "[{type: giay-khen, decision: 12/QĐ-THCSND, date: 2023-11-18}]"},
    "pupil": {"subject": "pupil", "name": "Mẫu", "consent": CONSENT_OF_BOTH},
    "pupil withdrawn": {"subject": "pupil", "consent": None, "status": "withdrawn"},
    "sample": {"consent": None, "sample": "true"},
    "collective": {"subject": "collective", "consent": None},
}
BROKEN: dict[str, dict[str, str | None]] = {
    "no title": {"title": None},
    "empty title": {"title": ""},
    "long title": {"title": "a" * 121},
    "no summary": {"summary": None},
    "long summary": {"summary": "ă" * 201},
    "long name": {"name": "b " * 50 + "c"},
    "no role": {"role": None},
    "unknown line": {"tittle": "Bài"},
    "subject not on the list": {"subject": "teacher"},
    "status not on the list": {"status": "Published"},
    "sample is no word": {"sample": "1"},
    "movements as a text": {"movements": "day-tot-hoc-tot"},
    "no movement": {"movements": "[]"},
    "the same movement twice": {"movements": "[day-tot-hoc-tot, day-tot-hoc-tot]"},
    "a movement by its name": {"movements": "[Dạy tốt]"},
    "a unit by its name": {"unit": "Tổ Ngữ văn"},
    "date the other way round": {"date": "20/11/2023"},
    "no such day": {"date": '"2023-02-30"'},
    "year of two digits": {"year": "23"},
    "photo without words": {"photo": "anh.jpg"},
    "photo with empty words": {"photo": "anh.jpg", "photo_alt": ""},
    "award as a text": {"awards": "giay-khen"},
    "award not on the list": {"awards": "[{type: huan-chuong}]"},
    "award without a type": {"awards": "[{decision: 12/QĐ}]"},
    "no consent": {"consent": None},
    "empty consent": {"consent": ""},
    "consent without a day": {"consent": "{ref: 05/2023}"},
    "consent without the guardian": {"subject": "pupil"},
    "consent with an empty guardian": {"subject": "pupil", "consent": "{subject: 2023-11-01, guardian: }"},
    "unknown part of a consent": {"consent": "{subject: 2023-11-01, mother: Nguyễn Thị Mẫu}"},
    "date of consent in words": {"consent": "{subject: hôm qua}"},
}


@pytest.mark.parametrize("change", RIGHT.values(), ids=RIGHT)
def test_what_the_build_takes_the_schema_takes(change: dict[str, str | None]) -> None:
    assert problems_of(story(**change)) == []
    assert faults(header({**STORY, **change}), VIETNAMESE) == []


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_what_the_build_refuses_in_a_field_the_schema_refuses(change: dict[str, str | None]) -> None:
    assert problems_of(story(**change), media={"guong/2023/anh.jpg"}) != []
    assert faults(header({**STORY, **change}), VIETNAMESE) != []


@pytest.mark.parametrize(
    ("change", "is_right"),
    [
        ({}, True),
        ({"summary": ""}, True),
        ({"role": None}, True),
        ({"title": None}, False),
        ({"title": ""}, False),
        ({"summary": "a" * 201}, False),
        ({"date": "2023-11-20"}, False),
        ({"consent": CONSENT_OF_BOTH}, False),
    ],
    ids=repr,
)
def test_the_english_file_holds_words_alone(change: dict[str, str | None], is_right: bool) -> None:
    assert (problems_of(story(), english_story(**change)) == []) is is_right
    assert (faults(header({**ENGLISH_STORY, **change}), ENGLISH) == []) is is_right
