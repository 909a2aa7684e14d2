"""What a finished page depends on goes into its key."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest
from builders import english_story, library_of, movement, plan, story
from conftest import ROOT
from thidua.content_folder import read_words
from thidua.editions import Edition, SitePage
from thidua.glosses import Gloss, Glosses
from thidua.page_keys import KEY_BYTES, PageKeys, digest
from thidua.picture_variants import Picture, plan_variants
from thidua.sources import SourceFile

PAGE = SitePage("guong/2023/a", "vi", "story.html", "Bài", view={"count": 1})
WORDS = read_words(ROOT)


def key(page: SitePage = PAGE, base: object = (), *others: object) -> bytes:
    return PageKeys(base, {}, lambda path: None).key(page, *others)


def test_a_key_is_short_and_the_same_for_the_same_page() -> None:
    assert len(key()) == KEY_BYTES
    assert key() == key(dataclasses.replace(PAGE, view={"count": 1}))


@pytest.mark.parametrize(
    "change",
    [
        {"stem": "guong/2023/b"},
        {"language": "en"},
        {"template": "page.html"},
        {"title": "Bài khác"},
        {"description": "Tả"},
        {"body": "Chữ"},
        {"words": "vi"},
        {"is_indexed": False},
        {"updated": datetime.date(2023, 11, 20)},
        {"view": {"count": 2}},
        {"view": {"counts": 1}},
        {"view": {"count": "1"}},
        {"view": {"count": (1,)}},
        {"glosses": Glosses((Gloss("term", "thuat-ngu", "a", "a", ("a",), "nghĩa", "vi"),))},
        {"told": frozenset({"term-a"})},
    ],
)
def test_every_field_of_a_page_counts(change: dict[str, Any]) -> None:
    assert {field.name for field in dataclasses.fields(SitePage)} >= set(change)
    assert key(dataclasses.replace(PAGE, **change)) != key()


def test_what_all_pages_depend_on_counts_and_what_else_is_shown() -> None:
    assert len({key(), key(PAGE, ("code",)), key(PAGE, (), True), key(PAGE, (), False)}) == 4


def test_a_value_that_nobody_thought_of_is_an_error() -> None:
    with pytest.raises(TypeError, match="function"):
        key(dataclasses.replace(PAGE, view={"count": lambda: 1}))


def keys_of(*sources: SourceFile, picture: Picture | None = None) -> dict[tuple[str, str], bytes]:
    """(stem, language) → key, of all pages of a small site."""
    library, problems = library_of(sources, media={"guong/2023/anh.jpg"} if picture else ())
    assert not [problem for problem in problems if not problem.notice], problems
    keys = PageKeys((), {source.path: digest(source.text.encode()) for source in sources}, lambda path: picture)
    return {
        (page.stem, language): keys.key(page)
        for language, words in WORDS.items()
        for page in Edition(language, library, words).pages()
    }


def changed(before: dict[tuple[str, str], bytes], after: dict[tuple[str, str], bytes]) -> set[str]:
    return {stem for stem, language in before if before[stem, language] != after[stem, language]}


FAR = {"movements": "[khac]", "unit": "khoi-6", "date": "2023-03-01", "year": "2022"}


def site(first: SourceFile, **more: Any) -> dict[tuple[str, str], bytes]:
    others = movement("khac", title="Phong trào khác", clauses="[I.1.b]")
    return keys_of(first, story("xa", folder="2022", **FAR), movement(), others, plan(), **more)


def test_a_story_changes_its_page_and_the_lists_that_show_it_and_no_other() -> None:
    found = changed(site(story()), site(story(body="Chữ khác.")))
    assert {"guong/2023/lop-doc-sach", "guong/index", "guong/2023/index", "guong/a-z"} <= found
    assert {"phong-trao/day-tot-hoc-tot", "guong/don-vi/to-ngu-van"} <= found
    assert not found & {"guong/2022/xa", "guong/2022/index", "phong-trao/khac", "ke-hoach/2023", "gioi-thieu"}


def test_a_picture_of_another_size_changes_the_pages_that_show_it() -> None:
    shown = story(photo="anh.jpg", photo_alt="Một bức ảnh")
    large, small = (Picture("guong/2023/anh.jpg", plan_variants(width, 600)) for width in (900, 800))
    found = changed(site(shown, picture=large), site(shown, picture=small))
    assert {"guong/2023/lop-doc-sach", "guong/2023/index"} <= found
    assert "guong/2022/xa" not in found


def test_a_translation_changes_the_pages_of_both_languages() -> None:
    others = (movement(), plan())
    before, after = keys_of(story(), *others), keys_of(story(), english_story(), *others)
    assert before["guong/2023/lop-doc-sach", "en"] != after["guong/2023/lop-doc-sach", "en"]
