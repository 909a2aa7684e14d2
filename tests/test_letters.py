"""Normal forms, folding and the form in which names are compared."""

from __future__ import annotations

import unicodedata

import pytest
from thidua.letters import (
    DASHES,
    TONE_MARKS,
    fold,
    has_unseen,
    is_nfc,
    match_form,
    one_tone_place,
    to_nfc,
    with_capital,
    without_unseen,
)

VOWELS = "aăâeêioôơuưy"
PLAIN_VOWELS = "aaaeeiooouuy"


def test_letters_and_their_marks_become_one_character() -> None:
    apart = "Tha\u0302\u0300y Nguye\u0302\u0303n"
    assert not is_nfc(apart)
    assert to_nfc(apart) == "Thầy Nguyễn"
    assert len(to_nfc(apart)) == 11
    assert is_nfc("Thầy Nguyễn")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đổi mới", "doi moi"),
        ("ĐỔI MỚI, SÁNG TẠO", "doi moi, sang tao"),
        ("đường Đống Đa", "duong dong da"),
        ("Lớp 6A – “Đọc sách”", "lop 6a – “doc sach”"),
        ("fjwz", "fjwz"),
        ("", ""),
    ],
)
def test_fold_takes_marks_and_case_away_and_keeps_the_rest(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("vowel", "plain"), list(zip(VOWELS, PLAIN_VOWELS, strict=True)))
def test_every_vowel_with_every_tone_folds_to_its_plain_letter(vowel: str, plain: str) -> None:
    letters = [to_nfc(vowel + tone) for tone in ("", *TONE_MARKS)]
    assert [fold(letter) for letter in letters] == [plain] * 6
    assert [fold(letter.upper()) for letter in letters] == [plain] * 6


def test_the_five_tones_stand_in_the_order_of_the_alphabet() -> None:
    assert [to_nfc("a" + mark) for mark in TONE_MARKS] == ["à", "ả", "ã", "á", "ạ"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"),
        ("hỏa", "hoả"),
        ("xõa", "xoã"),
        ("hóa", "hoá"),
        ("họa", "hoạ"),
        ("lòe", "loè"),
        ("khỏe", "khoẻ"),
        ("tùy", "tuỳ"),
        ("ủy", "uỷ"),
        ("thúy", "thuý"),
        ("lũy", "luỹ"),
        ("thụy", "thuỵ"),
        ("văn hóa, hòa bình", "văn hoá, hoà bình"),
        ("“hòa”", "“hoà”"),
    ],
)
def test_the_tone_of_an_open_syllable_goes_to_its_last_vowel(old: str, new: str) -> None:
    assert one_tone_place(old) == new
    assert one_tone_place(new) == new


@pytest.mark.parametrize("word", ["hoàn", "hòan", "thúyt", "khoái", "ngoài", "quý", "lúa", "của", "mía", "thuở", "hoa"])
def test_closed_and_other_syllables_keep_their_tone_where_it_is(word: str) -> None:
    assert one_tone_place(word) == word


@pytest.mark.parametrize("dash", [chr(code) for code in DASHES])
def test_dashes_do_not_count_in_names(dash: str) -> None:
    assert match_form(f"Dạy tốt {dash} Học tốt") == "dạy tốt - học tốt"


def test_hyphens_and_both_common_dashes_are_among_the_dashes() -> None:
    assert set(DASHES) >= {ord("‑"), ord("–"), ord("—")}


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("VĂN HÓA CÔNG SỞ", "văn hoá công sở"),
        ("Văn hoá Công sở", "văn hoá công sở"),
        ("Đền ơn đáp nghĩa", "đền ơn đáp nghĩa"),
        ("Thầy THÚY – Ủy viên", "thầy thuý - uỷ viên"),
    ],
)
def test_case_and_tone_place_do_not_count_in_names_but_marks_do(written: str, form: str) -> None:
    assert match_form(written) == form


@pytest.mark.parametrize("text", ["VĂN HÓA — “Hai tốt”", "İstanbul – Hòa", "ẞ và ﬁ", "Ủy ban", ""])
def test_the_form_of_comparison_has_the_length_of_the_text(text: str) -> None:
    # A place found in the form is cut out of the text itself; «İ» would become two characters in lower case.
    assert len(match_form(text)) == len(text)


@pytest.mark.parametrize("text", ["Văn hóa – THÚY", "ĐỔI MỚI"])
def test_every_form_is_composed(text: str) -> None:
    for form in (to_nfc(text), fold(text), one_tone_place(text.lower()), match_form(text)):
        assert form == unicodedata.normalize("NFC", form)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("đổi mới", "Đổi mới"),
        ("ươm mầm", "Ươm mầm"),
        ("người Việt Nam", "Người Việt Nam"),
        ("6A", "6A"),
        ("", ""),
    ],
)
def test_only_the_first_letter_becomes_a_capital(text: str, shown: str) -> None:
    assert with_capital(text) == shown


@pytest.mark.parametrize("char", list("\x00\x07\x7f\xad\u200b\u200d\u200e\u202e\u2060\u2069\ufeff"))
def test_characters_that_nobody_sees_are_found_and_taken_out(char: str) -> None:
    assert has_unseen(f"Cô{char} giáo")
    assert without_unseen(f"Cô{char} giáo\n{char}Thầy\r\n") == "Cô giáo\nThầy\r\n"


@pytest.mark.parametrize("text", ["Cô giáo", "a\u00a0b\t\n", "Gia đình 👨\u200d👩\u200d👧 và ❤️\u200d🔥", ""])
def test_what_can_be_seen_stays(text: str) -> None:
    assert not has_unseen(text)
    assert without_unseen(text) == text
