"""Words of the interface: the shipped ones in both languages, and how a word is looked up."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator

import pytest
from conftest import ROOT
from jinja2 import Environment, nodes
from thidua.awards import AWARDS, SUBJECTS
from thidua.content_folder import read_words
from thidua.library import Library
from thidua.listings import filters
from thidua.movements import KINDS, LEVELS
from thidua.settings import Settings
from thidua.ui_strings import MissingWord, UiStrings, Word, flatten

WORDS = read_words(ROOT)
VI, EN = WORDS["vi"].words, WORDS["en"].words

# By these names templates look words up: in the page's language, in the other one, in Vietnamese.
WORD_FUNCTIONS = ("t", "switch_words", "award_names")


def forms(word: Word) -> dict[str, str]:
    """The plural forms of a word; a word without them has ``other`` alone."""
    return word if isinstance(word, dict) else {"other": word}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def called_words() -> Iterator[tuple[str, str, frozenset[str]]]:
    """(template, key, names of the values) of each ``t("…")`` with a literal key, in all templates."""
    environment = Environment(autoescape=True)
    for path in sorted((ROOT / "overrides").rglob("*")):
        if path.suffix not in (".html", ".xml"):
            continue
        for call in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if not isinstance(call.node, nodes.Name) or call.node.name not in WORD_FUNCTIONS:
                continue
            if isinstance(call.args[0], nodes.Const):
                yield path.name, call.args[0].value, frozenset(item.key for item in call.kwargs)


def keys_in_code() -> Iterator[str]:
    """The literal keys that the pages of an edition look up."""
    tree = ast.parse((ROOT / "hooks/thidua/editions.py").read_text(encoding="utf-8"))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name == "t":
                yield call.args[0].value


CALLS = list(called_words())
KEYS_IN_CODE = set(keys_in_code())


# The shipped words


def test_both_languages_have_the_same_keys() -> None:
    assert set(VI) - set(EN) == set()
    assert set(EN) - set(VI) == set()
    assert len(VI) > 150


def test_every_form_of_a_word_has_the_same_placeholders_in_both_languages() -> None:
    differing = {
        key: found
        for key in VI
        if len(found := {frozenset(placeholders(text)) for word in (VI, EN) for text in forms(word[key]).values()}) != 1
    }
    assert differing == {}


def test_counted_words_have_the_forms_of_their_language() -> None:
    assert {key for key, word in VI.items() if isinstance(word, dict)} == set()
    assert {frozenset(word) for word in EN.values() if isinstance(word, dict)} == {frozenset({"one", "other"})}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_word_is_blank_or_what_yaml_makes_of_a_bare_word(language: str) -> None:
    odd = {"", "None", "True", "False"}
    assert {
        key for key, word in WORDS[language].words.items() if {*map(str.strip, forms(word).values())} & odd
    } == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_that_a_template_asks_for_exists(language: str) -> None:
    assert len(CALLS) > 100
    assert {(name, key) for name, key, _ in CALLS if not WORDS[language].has(key)} == set()


def test_templates_give_each_word_the_values_it_needs() -> None:
    needed = {key: placeholders(text) for key, word in EN.items() for text in forms(word).values()}
    assert {(name, key) for name, key, given in CALLS if given != needed.get(key)} == set()


def test_every_word_is_asked_for_somewhere() -> None:
    """By its whole key, or by its beginning where the rest is a value: ``t("kind." ~ movement.kind)``."""
    places = [*(ROOT / "overrides").rglob("*.html"), *(ROOT / "hooks").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in places)
    # ``Edition._index`` and the menu make keys of a name; languages ask for each other's words.
    made = {
        f"{name}.{part}" for name in re.findall(r'_index\([^,]+,\s*"([a-z_]+)"', text) for part in ("title", "summary")
    }
    beginnings = (
        *re.findall(r'"([a-z_.]+\.)" ~', text),
        *("nav.", "reading.", "subject.", "footer.", "award.", "search.live.", "write.live.", "write.several.upload."),
    )
    unused = [key for key in VI if f'"{key}"' not in text and f"'{key}'" not in text and key not in made]
    assert not {key for key in unused if not key.startswith(beginnings)}


def test_the_words_that_the_index_carries_are_those_of_the_scripts() -> None:
    script = (ROOT / "overrides/assets/o-tim.js").read_text(encoding="utf-8")
    live = {key.removeprefix("search.live.") for key in VI if key.startswith("search.live.")}
    asked = set(re.findall(r"\bwords\.([a-z]+)", script))
    assert asked <= live
    assert {name for name in live - asked if f'"{name}"' not in script} == set()


def test_the_words_that_the_form_carries_are_those_of_its_script() -> None:
    script = (ROOT / "overrides/assets/viet-bai.js").read_text(encoding="utf-8")
    assert set(re.findall(r"\bwords\.([a-z_]+)", script)) == set(UiStrings("vi", VI).under("write.live."))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_that_an_edition_asks_for_exists(language: str) -> None:
    assert "stories.title" in KEYS_IN_CODE
    assert {key for key in KEYS_IN_CODE if not WORDS[language].has(key)} == set()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("family", "keys"),
    [
        ("level", {f"level.{name}" for name in LEVELS}),
        ("kind", {f"kind.{name}" for name in KINDS}),
        ("award", {f"award.{slug}" for slug in AWARDS}),
        ("filters.group", {f"filters.group.{name}" for name in filters(Library(Settings(), (), (), (), (), ()))}),
        ("subject", {f"subject.{name}.{part}" for name in SUBJECTS for part in ("title", "summary")}),
    ],
)
def test_each_value_that_a_field_may_have_has_its_word_and_no_other_value_has_one(
    family: str, keys: set[str], language: str
) -> None:
    assert {key for key in WORDS[language].words if key.startswith(f"{family}.")} == keys


# Looking a word up


@pytest.mark.parametrize(
    ("count", "vietnamese", "english"),
    [
        (0, "0 bài", "0 stories"),
        (1, "1 bài", "1 story"),
        (2, "2 bài", "2 stories"),
        (1234, "1.234 bài", "1,234 stories"),
    ],
)
def test_counts_choose_the_form_and_are_written_as_numbers(count: int, vietnamese: str, english: str) -> None:
    assert WORDS["vi"]("count.stories", count=count) == vietnamese
    assert WORDS["en"]("count.stories", count=count) == english


@pytest.mark.parametrize(
    ("count", "vietnamese", "english"),
    [(1, "khoảng 1 phút đọc", "about 1 minute to read"), (2, "khoảng 2 phút đọc", "about 2 minutes to read")],
)
def test_the_time_to_read_is_told_as_a_rough_one(count: int, vietnamese: str, english: str) -> None:
    assert WORDS["vi"]("reading_time", count=count) == vietnamese
    assert WORDS["en"]("reading_time", count=count) == english


def test_years_are_no_counts() -> None:
    assert WORDS["vi"]("year.title", year=2023) == "Gương tốt năm 2023"
    assert WORDS["en"]("year.title", year=2023) == "Stories of 2023"


def test_a_count_that_is_no_number_is_shown_as_it_is() -> None:
    # The search page has places for what only the browser knows.
    t = UiStrings("en", {"found": {"one": "{count} page", "other": "{count} pages"}})
    assert t("found", count="{count}") == "{count} pages"


def test_a_form_that_a_language_does_not_write_falls_back_to_the_common_one() -> None:
    assert UiStrings("en", {"found": {"other": "found: {count}"}})("found", count=1) == "found: 1"


def test_values_with_braces_are_not_read_as_placeholders() -> None:
    assert UiStrings("vi", {"unit": "Gương ở {unit}"})("unit", unit="{count}") == "Gương ở {count}"


@pytest.mark.parametrize(
    ("language", "key", "line"),
    [
        ("vi", "stores.title", 'overrides/locales/vi.yml: thiếu «stores.title» / missing. Có phải "stories.title"?'),
        ("en", "stores.title", 'overrides/locales/en.yml: thiếu «stores.title» / missing. Có phải "stories.title"?'),
        ("en", "qqqq", "overrides/locales/en.yml: thiếu «qqqq» / missing."),
    ],
)
def test_a_missing_word_stops_and_names_the_file_and_a_similar_key(language: str, key: str, line: str) -> None:
    with pytest.raises(MissingWord) as error:
        WORDS[language](key)
    assert str(error.value) == line
    assert not WORDS[language].has(key)


def test_a_word_of_one_language_is_never_taken_from_the_other() -> None:
    assert WORDS["vi"].has("skip")
    assert (WORDS["vi"]("skip"), WORDS["en"]("skip")) == ("Tới phần nội dung", "Skip to the content")


def test_nested_words_become_keys_with_dots() -> None:
    tree = {"home": "Home", "a": {"b": {"c": "C", "other": "O"}, "d": 5}}
    assert flatten(tree) == {"home": "Home", "a.b.c": "C", "a.b.other": "O", "a.d": "5"}


def test_a_set_of_plural_forms_is_one_word() -> None:
    assert flatten({"count": {"stories": {"one": "1", "other": "{count}"}}}) == {
        "count.stories": {"one": "1", "other": "{count}"}
    }


def test_a_key_left_empty_is_a_missing_word() -> None:
    assert flatten({"skip": None, "menu": {"open": None, "close": "Đóng"}}) == {"menu.close": "Đóng"}
