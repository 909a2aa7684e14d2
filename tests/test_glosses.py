"""Glosses: where a text has words that want one."""

from __future__ import annotations

import random
import re

import pytest
from builders import header, library_of, page
from thidua.glosses import Gloss, Glosses, forms_of
from thidua.letters import match_form
from thidua.sources import SourceFile


def term(id_: str, *forms: str) -> Gloss:
    return Gloss("term", "thuat-ngu", id_, forms[0], forms, "Lời giải.", "vi")


def place(id_: str, *forms: str) -> Gloss:
    return Gloss("place", "dia-danh", id_, forms[0], forms, "tên mới", "vi")


GLOSSES = Glosses(
    (
        term("ubnd", "Ủy ban nhân dân"),
        term("thi-dua", "thi đua yêu nước", "phong trào thi đua yêu nước"),
        term("phong-trao", "phong trào thi đua"),
        term("van-hoa", "văn hóa"),
        term("hoi-dong", "Hội đồng Thi đua - Khen thưởng"),
        place("ubnd", "Ủy ban nhân dân huyện"),
        place("thi-dua", "thi đua yêu nước"),
        term("chong", "a+b"),
    )
)


def found(text: str, *told: str) -> list[tuple[str, str]]:
    """(key, words) of what wants a gloss in a text."""
    return [(gloss.key, text[start:end]) for start, end, gloss in GLOSSES.places_in(text, told)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Không có từ nào.", []),
        ("Văn hoá và văn hóa", [("term-van-hoa", "Văn hoá")]),
        ("Uỷ ban nhân dân xã", [("term-ubnd", "Uỷ ban nhân dân")]),
        ("Ủy ban nhân dân huyện", [("place-ubnd", "Ủy ban nhân dân huyện")]),
        (
            "Ủy ban nhân dân huyện và Ủy ban nhân dân xã",
            [("place-ubnd", "Ủy ban nhân dân huyện"), ("term-ubnd", "Ủy ban nhân dân")],
        ),
        (
            "phong trào thi đua yêu nước, phong trào thi đua",
            [("term-thi-dua", "phong trào thi đua yêu nước"), ("term-phong-trao", "phong trào thi đua")],
        ),
        # Another form of what has been marked is not marked again.
        ("thi đua yêu nước, phong trào thi đua yêu nước", [("term-thi-dua", "thi đua yêu nước")]),
        ("hội đồng thi đua – khen thưởng", [("term-hoi-dong", "hội đồng thi đua – khen thưởng")]),
        ("văn\n  hóa", [("term-van-hoa", "văn\n  hóa")]),
        ("văn hóaa, kvăn hóa, văn hó", []),
        ("a+b, aab", [("term-chong", "a+b")]),
        ("“Văn hóa công sở” là văn hóa", [("term-van-hoa", "văn hóa")]),
        ("văn hóa” rồi “văn hóa", []),
        ("văn hóa” rồi văn hóa", [("term-van-hoa", "văn hóa")]),
    ],
)
def test_words_that_want_a_gloss_are_found_once_as_whole_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_what_a_page_is_about_or_has_told_is_left_out_and_its_parts_too() -> None:
    assert found("Ủy ban nhân dân huyện, văn hóa", "place-ubnd") == [("term-van-hoa", "văn hóa")]
    assert found("văn hóa", "term-van-hoa") == []


def test_of_two_with_the_same_form_the_first_has_it() -> None:
    assert found("thi đua yêu nước") == [("term-thi-dua", "thi đua yêu nước")]


def test_without_glosses_nothing_is_found() -> None:
    assert Glosses().places_in("Bất cứ chữ nào.") == []


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    # Were a form tried at each place of what has been found, this would not end.
    assert len(GLOSSES.places_in("thi đua " * 200_000 + "văn hóa")) == 1
    assert len(GLOSSES.places_in("“văn hóa” " * 100_000 + "văn hóa")) == 1


def test_texts_that_follow_each_other_are_searched_as_each_by_itself() -> None:
    chance = random.Random(3)
    words = [
        "văn",
        "hóa",
        "hoá",
        "VĂN HÓA",
        "Ủy ban nhân dân",
        "huyện",
        "thi đua",
        "yêu nước",
        "phong trào",
        "a+b",
        "“",
        "”",
    ]
    words += [" ", " ", " ", "\n", "-", "a", "b", "İ", "ΟΔΟΣ", "\0"]
    counted = 0
    for _ in range(2_000):
        texts = ["".join(chance.choices(words, k=chance.randint(0, 8))) for _ in range(chance.randint(0, 5))]
        told: list[str] = []
        singly = []
        for place, text in enumerate(texts):
            found = GLOSSES.places_in(text, told)
            told += [gloss.key for _, _, gloss in found]
            singly += [(place, *item) for item in found]
        assert GLOSSES.places_in_all(texts) == singly, texts
        counted += len(singly)
    assert counted > 300


def test_places_are_those_of_a_search_for_each_form_longest_first() -> None:
    forms = sorted((form for gloss in GLOSSES.items for form in gloss.forms), key=len, reverse=True)
    plain = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(match_form(form)) for form in forms) + r")(?!\w)")
    chance = random.Random(5)
    words = [word for form in forms for word in (form, *form.split(), form[:-1])]
    for _ in range(2_000):
        text = chance.choice(["", "x", "-"]).join(chance.choices([*words, " ", " "], k=6))
        spans = [match.span() for match in plain.finditer(match_form(text))]
        assert [match.span() for match in GLOSSES._pattern.finditer(match_form(text))] == spans, text


def test_a_form_may_be_as_long_as_anybody_writes_it_and_need_not_be() -> None:
    long = "rất " * 3_000 + "dài"
    assert len(Glosses((term("dai", long),)).places_in(f"Lời {long}.")) == 1
    assert Glosses((Gloss("term", "thuat-ngu", "x", "(cũ)", (), "x", "vi"),)).places_in("Bất cứ chữ nào.") == []


@pytest.mark.parametrize(
    ("words", "forms"),
    [
        ("thi đua", ("thi đua",)),
        ("thematic; by theme", ("thematic", "by theme")),
        ("huyện Tân Hồng (cũ)", ("huyện Tân Hồng",)),
        ("Commune (xã) of old; (x)", ("Commune of old",)),
    ],
)
def test_a_heading_gives_its_forms(words: str, forms: tuple[str, ...]) -> None:
    assert forms_of(words) == forms


# From the pages that hold them

TERMS = "[{id: a, term: thi đua, meaning: x, forms: [phong trào]}, {id: b, term: vt, meaning: y, in_texts: false}]"
ENGLISH_TERMS = "[{id: a, term: emulation, meaning: z, forms: [drive]}, {id: b, term: clerk, meaning: w}]"
PLACES = "[{id: h, old: huyện (cũ), new: xã, since: 2025-07-01}]"
ENGLISH_PLACES = "[{id: h, old: district, new: commune, forms: [the district]}]"


def glosses_in(language: str, stem: str, translated: bool = True) -> list[tuple[str, tuple[str, ...], str, str | None]]:
    sources = [page(stem, terms=TERMS, places=PLACES)]
    if translated:
        fields = {"title": "Words", "terms": ENGLISH_TERMS, "places": ENGLISH_PLACES}
        sources.append(SourceFile(f"{stem}.en.md", f"{header(fields)}\nWords.\n"))
    library, problems = library_of(sources)
    assert [problem for problem in problems if stem in str(problem)] == []
    return [
        (gloss.key, gloss.forms, gloss.meaning, gloss.since and gloss.since.isoformat())
        for gloss in library.pages[0].glosses(language)
    ]


def test_the_glossary_gives_its_terms_in_each_language_but_those_that_stay_out_of_texts() -> None:
    assert glosses_in("vi", "thuat-ngu") == [("term-a", ("thi đua", "phong trào"), "x", None)]
    assert glosses_in("en", "thuat-ngu") == [("term-a", ("emulation", "drive"), "z", None)]


def test_the_page_of_names_gives_its_places_with_the_day_of_the_vietnamese_file() -> None:
    assert glosses_in("vi", "dia-danh") == [("place-h", ("huyện",), "xã", "2025-07-01")]
    assert glosses_in("en", "dia-danh") == [("place-h", ("district", "the district"), "commune", "2025-07-01")]


def test_a_glossary_without_english_gives_nothing_to_english_texts() -> None:
    assert glosses_in("en", "thuat-ngu", translated=False) == []


def test_other_pages_give_nothing() -> None:
    assert glosses_in("vi", "gioi-thieu") == []
