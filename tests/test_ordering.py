"""The Vietnamese alphabet: our order against ICU's, and people by given name."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from conftest import GOLDEN
from thidua.letters import to_nfc
from thidua.ordering import ALPHABET, initial, person_key, sort_key

# The first line tells how the file was made.
ICU_ORDER = (GOLDEN / "icu-order.txt").read_text(encoding="utf-8").splitlines()[1:]


def in_order(*texts: str) -> list[str]:
    return sorted(texts, key=sort_key)


def test_the_order_is_that_of_icu() -> None:
    assert sorted(ICU_ORDER, key=sort_key) == ICU_ORDER


def test_icus_order_holds_every_letter_and_every_tone() -> None:
    lines = set(ICU_ORDER)
    assert set(ALPHABET) <= lines
    assert {to_nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in "\u0300\u0309\u0303\u0301\u0323"} <= lines
    assert len(lines) == len(ICU_ORDER)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_does_not_depend_on_the_order_of_the_input(seed: int) -> None:
    # Both spellings of a name stand close to each other, so that a key in which they were equal would show.
    words = [*ICU_ORDER, "hòa", "hóa", "họa", "Hòa", "khỏe", "lòe", "thúy", "Thúy", "thủy", "tùy", "thụy"]
    expected = sorted(words, key=sort_key)
    random.Random(seed).shuffle(words)
    assert words != expected
    assert sorted(words, key=sort_key) == expected
    words.reverse()
    assert sorted(words, key=sort_key) == expected


def test_different_texts_never_have_equal_keys() -> None:
    words = [
        "hoa",
        "hoà",
        "hòa",
        "Hoà",
        "Hòa",
        "HOÀ",
        "hóa",
        "hoá",
        "ho à",
        "ho-à",
        "“a”",
        '"a"',
        "ö",
        "o",
        "ñ",
        "ж",
        "",
    ]
    assert [(a, b) for a, b in combinations(words, 2) if sort_key(a) == sort_key(b)] == []


def test_letters_and_marks_apart_make_no_difference() -> None:
    assert sort_key("A\u0302\u0301n") == sort_key("Ấn")


def test_names_with_the_variants_of_a_stand_before_b_and_d_before_d_with_stroke() -> None:
    assert in_order("Đào", "Dung", "Bình", "Ân", "Ăn", "Ánh") == ["Ánh", "Ăn", "Ân", "Bình", "Dung", "Đào"]


def test_the_tones_stand_in_their_order() -> None:
    assert in_order("mạ", "má", "mã", "mả", "mà", "ma") == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_tones_count_only_where_all_letters_agree() -> None:
    assert in_order("tan", "tạ", "ta sau", "tà", "ta") == ["ta", "tà", "tạ", "ta sau", "tan"]


def test_earlier_tones_count_before_later_ones() -> None:
    assert in_order("má ma", "ma mạ", "mà ma", "ma má") == ["ma má", "ma mạ", "mà ma", "má ma"]


def test_capitals_count_only_where_letters_and_tones_agree() -> None:
    assert in_order("Mà", "MÀ", "mà", "Ma", "mả") == ["Ma", "mà", "Mà", "MÀ", "mả"]


def test_both_tone_places_stand_together() -> None:
    assert in_order("hoan", "họa", "hòa", "hoạ", "hoa", "hoà") == ["hoa", "hoà", "hòa", "hoạ", "họa", "hoan"]


def test_the_place_of_the_tone_counts_after_capitals() -> None:
    assert in_order("Hòa", "Hoà", "hòa", "hoà") == ["hoà", "hòa", "Hoà", "Hòa"]


def test_what_follows_decides_between_two_spellings_of_one_name() -> None:
    assert in_order("hoà nhã", "hòa bình", "hoà bình", "hòa nhã") == ["hoà bình", "hòa bình", "hoà nhã", "hòa nhã"]


def test_spaces_stand_before_signs_signs_before_digits_and_digits_before_letters() -> None:
    texts = ["Lớp", "Lớp 6A", "Lớp-6A", "Lớp6A", "Lớpa", "Lớp ж"]
    assert in_order(*reversed(texts)) == ["Lớp", "Lớp 6A", "Lớp ж", "Lớp-6A", "Lớp6A", "Lớpa"]


def test_digits_are_compared_one_by_one() -> None:
    assert in_order("9A", "10A", "6B", "6A") == ["10A", "6A", "6B", "9A"]


def test_signs_that_the_alphabet_does_not_know_stand_after_those_it_knows_and_before_digits() -> None:
    assert in_order("a1", "a→", "a>", "a_") == ["a_", "a>", "a→", "a1"]


def test_foreign_letters_stand_with_their_plain_ones_and_other_scripts_last() -> None:
    assert in_order("李", "z", "ố", "özil", "oz", "p") == ["oz", "özil", "ố", "p", "z", "李"]


@pytest.mark.parametrize(
    ("people", "why"),
    [
        (["Trần Văn An", "Bùi Thị Bình"], "given name before family name"),
        (["Trần Thị Ánh", "Lê Văn Ân"], "letters of the given name"),
        (["Bùi Văn Đạt", "Nguyễn Văn Đạt", "Trần Văn Đạt"], "family name where given names agree"),
        (["Lê Thị Mai", "Lê Văn Mai", "Lê Xuân Mai"], "middle name where both agree"),
        (["Lê Mai", "Lê Thị Mai", "Lê Thị Hồng Mai"], "the shorter middle name first"),
        (["Lê Thị Mai", "Lý An Mai"], "family name before middle name"),
        (["Phạm Văn Hòa", "Trần Văn Hoà", "Võ Văn Hòa"], "the spelling of one given name comes last"),
        (["Hòa An Mai", "Hoà Bình Mai"], "the spelling of one family name comes last"),
        (["Trần Văn Hoà", "Trần Văn Hòa"], "the spelling decides where all else agrees"),
        (["Hòa", "Lê Hòa"], "a single name first"),
    ],
)
def test_people_stand_by_given_name_then_family_name_then_middle_name(people: list[str], why: str) -> None:
    for names in (people, people[::-1]):
        assert sorted(names, key=lambda name: person_key(name, name.split()[-1])) == people, why


def test_a_given_name_of_two_words_is_no_middle_name() -> None:
    given = {"Trần Lê Anh Đào": "Anh Đào", "Trần Lê An Anh Đào": "Anh Đào", "Lê Thị Bình": "Bình", "Lê Đào": "Đào"}
    people = list(given)
    assert sorted(sorted(people), key=lambda name: person_key(name, given[name])) == people


def test_different_people_never_have_equal_keys() -> None:
    names = ["Trần Văn Hoà", "Trần Văn Hòa", "trần Văn Hoà", "Trần Vân Hoà", "Trần Hoà", "Hoà"]
    keys = [person_key(name, name.split()[-1]) for name in names]
    assert [(a, b) for a, b in combinations(keys, 2) if a == b] == []


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("Ánh", "A"),
        ("ạ", "A"),
        ("Ấn", "Â"),
        ("ẵm", "Ă"),
        ("Ế", "Ê"),
        ("Ợ", "Ơ"),
        ("Ổn", "Ô"),
        ("Ứng", "Ư"),
        ("Ỷ", "Y"),
        ("Đào", "Đ"),
        ("đào", "Đ"),
        ("Dung", "D"),
        ("A\u0302\u0301n", "Â"),
        ("Jazz", "J"),
        ("Özil", "O"),
        ("6A", "#"),
        ("“Sách”", "#"),
        ("李", "#"),
        ("", "#"),
    ],
)
def test_texts_stand_under_the_letter_of_the_alphabet(text: str, letter: str) -> None:
    assert initial(text) == letter


def test_texts_of_one_letter_stand_together() -> None:
    # Lists are cut where the letter changes: one that came twice would lose the people who stood under it first.
    letters = [initial(text) for text in in_order(*ICU_ORDER, "ö", "Özil", "ñ", "über")]
    changes = [letter for place, letter in enumerate(letters) if place == 0 or letters[place - 1] != letter]
    assert changes == ["#", *ALPHABET.upper()]
