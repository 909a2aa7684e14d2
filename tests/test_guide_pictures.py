"""The pictures of the form in the guide show the form as it is: the same words, the same look."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pytest
from conftest import ROOT
from PIL import Image
from playwright.sync_api import Browser

sys.path.insert(0, str(ROOT / "tools"))

from guide_pictures import FOLDER, LOCALES, WORDS, Shot, file_of, served_form, take
from screens import OUT, difference, save

KEPT: dict[str, dict[str, list[str]]] = json.loads(WORDS.read_text(encoding="utf-8"))
NAMES = [(language, name) for language in LOCALES for name in KEPT[language]]
REMEDY = (
    "the guide shows the form as it was; run: make guide-pictures, look at docs/viet-bai/*.png, mend the guide's words"
)


@pytest.fixture(scope="module")
def form() -> Iterator[str]:
    with served_form() as home:
        yield home


@pytest.fixture(scope="module")
def shots(browser: Browser, form: str) -> dict[str, dict[str, Shot]]:
    return {language: take(browser, form, language) for language in LOCALES}


@pytest.mark.parametrize(("language", "name"), NAMES)
def test_a_picture_has_the_words_and_the_look_of_the_form(
    shots: dict[str, dict[str, Shot]], language: str, name: str
) -> None:
    shot = shots[language][name]
    assert shot.words == KEPT[language][name], REMEDY
    with Image.open(file_of(name, language)) as kept:
        found = difference(kept, shot.picture)
    if found:
        save(shot.picture, OUT / file_of(name, language).name)
        pytest.fail(f"{found.words}; compare {OUT.relative_to(ROOT)}/{file_of(name, language).name}; {REMEDY}")


def test_no_shot_is_without_picture_and_no_picture_without_shot(shots: dict[str, dict[str, Shot]]) -> None:
    assert {language: list(found) for language, found in shots.items()} == {
        language: list(found) for language, found in KEPT.items()
    }
    assert sorted(FOLDER.glob("*.png")) == sorted(file_of(name, language) for language, name in NAMES)


@pytest.mark.parametrize("language", LOCALES)
def test_the_guide_shows_every_picture_of_its_language_with_words_for_it(language: str) -> None:
    text = (FOLDER / f"huong-dan.{language}.md").read_text(encoding="utf-8")
    for name in KEPT[language]:
        words, _, _ = text.partition(f"]({file_of(name, language).name})")
        assert words != text, name
        assert len(words.rpartition("![")[2]) > 40, name


def test_a_changed_form_is_seen(browser: Browser, form: str, shots: dict[str, dict[str, Shot]]) -> None:
    right = shots["vi"]["gui"]
    other_words, other_look = (take(browser, form, "vi", harm=harm)["gui"] for harm in HARMS)
    assert other_words.words != right.words
    assert other_look.words == right.words
    assert difference(right.picture, other_look.picture)


HARMS = (
    "document.getElementById('b-gui').textContent = 'Gửi thư'",
    "document.getElementById('td-gui').style.background = '#dfe'",
)


def test_the_pictures_are_light() -> None:
    assert sum(file_of(name, language).stat().st_size for language, name in NAMES) < 500_000
