"""Letters that only look Vietnamese, heaps of marks, text in a wrong encoding: told; names and foreign words: let be."""

from __future__ import annotations

import unicodedata

import pytest
from conftest import ROOT
from thidua.look_alikes import SIGNS, are_usual, looks_like, odd_letters

# Names of Vietnam's peoples, and what else stands in names, titles, roles and units.
NAMES = (
    "Nguyễn Thị Ánh", "H'Hen Niê", "H’Mŏ̆ Čil", "Y Bhŏ Êban",
    "K'Brếu", "Ksor H'Bơ̆t", "Y Moan Ênuôl", "Siu Black", "Giàng A Phủ",
    "Lò Văn Ƀlao", "ɓon ɗak", "Ñan", "Châu Sóc Kha", "Tổ Toán – Tin",
    "Lớp 6A – “Đọc sách”", "ĐỔI MỚI, SÁNG TẠO", "Björn Özil",
    "12/QĐ-THCS", "m²", "CO₂", "María José", "Þóra Guðmundsdóttir", "Sigríður",
    "мир", "Δ", "学校", "ភាសាខ្មែរ", "iPhone", "VNPT", "❤\ufe0f",
)  # fmt: skip
FOREIGN_WORDS = (
    "góc α", "sinα", "cosα", "p = ρgh", "Δt", "10 kΩ", "μm", "200µl",
    "2πr", "αβγ", "6α", "Hα", "Ελλάδα", "Россия", "Ноа", "5 км/h",
    "/ðə/", "naïve", "café", "Übung", "Ærø", "coöperate", "© 2023",
    "Zalo®", "chữ¹", "§2", "x·y", "«cái lá»…", "“GIẢM MÃ”", "MÃ…",
    "1½", "25 °C", "việt»", "đã”", "6Ａ",
)  # fmt: skip
TOLD = {
    "Аnh": ("А", "A"), "Нoa": ("Н", "H"), "Vаn": ("а", "a"),
    "Lớp 6А": ("А", "A"), "О'Brien": ("О", "O"), "Cáс": ("с", "c"),
    "Τuấn": ("Τ", "T"), "Βình": ("Β", "B"), "mαria": ("α", "a"),
    "Ðồng Tháp": ("Ð", "Đ"), "Ɖinh": ("Ɖ", "Đ"), "ðồng": ("ð", "đ"),
}  # fmt: skip
TOLD_OF_NAMES = {
    "Ａnh": ("Ａ", "A"), "𝐀nh": ("𝐀", "A"), "ᴀnh": ("ᴀ", "a"),
    "Ноа": ("Н", "H"), "А": ("А", "A"), "ðan": ("ð", "đ"), "Ánh ðan": ("ð", "đ"), "Y-ðan": ("ð", "đ"), "ɖan": ("ɖ", "đ"),
    "Đınh": ("ı", "i"), "Ⅱ": ("Ⅱ", "II"), "ſinh": ("ſ", "s"), "ﬁ": ("ﬁ",
    "fi"), "Ⓐnh": ("Ⓐ", "A"), "αnna": ("α", "a"), "ΑΒ": ("Α", "A"),
    "αν": ("α", "a"), "ɑn": ("ɑ", "a"), "Ꭺ": ("Ꭺ", ""),
    "ꓐ": ("ꓐ", ""), "օ": ("օ", ""), "D\u0335ung": ("◌\u0335", ""),
}  # fmt: skip
WRONG_CHARSETS = (
    "Nguyá»…n", "Ä‘á»™i", "Ã´ng", "trÆ°á»ng", "â€œChÃ o", "ï»¿Bài",
    "Háº¡nh", "Gi¸o viªn", "NguyÔn", "ThÞ Hoa", "®éi", "h¹nh", "nhµ",
    "ñöôïc", "tröôøng",
)  # fmt: skip


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("name", NAMES)
def test_names_may_be_of_any_people(name: str) -> None:
    assert odd_letters(nfc(name), is_name=True) is None


@pytest.mark.parametrize("text", [*NAMES, *FOREIGN_WORDS])
def test_words_of_other_scripts_may_stand_in_a_text(text: str) -> None:
    assert odd_letters(nfc(text)) is None


@pytest.mark.parametrize(("text", "letters"), TOLD.items())
def test_a_word_that_mixes_scripts_is_told_with_its_letter_and_the_right_one(
    text: str, letters: tuple[str, str]
) -> None:
    for is_name in (False, True):
        vi, en = odd_letters(text, is_name) or ("", "")
        assert vi.startswith(f"chữ “{letters[0]}” (U+{ord(letters[0]):04X} ")
        assert vi.endswith(f" bằng “{letters[1]}”") and en.endswith(f" with “{letters[1]}”")
        assert any(f"“{word}”" in vi for word in text.split())


@pytest.mark.parametrize(("text", "letters"), TOLD_OF_NAMES.items())
def test_a_name_is_told_of_letters_that_only_look_like_ours(text: str, letters: tuple[str, str]) -> None:
    assert odd_letters(text) is None
    vi, _ = odd_letters(text, is_name=True) or ("", "")
    assert vi.startswith(f"chữ “{letters[0]}” (U+")
    assert ("hãy gõ lại bằng “" in vi) == bool(letters[1]) and vi.endswith(letters[1] and f"“{letters[1]}”")


@pytest.mark.parametrize(
    "text", ["a" + "\u0338" * 3, "Tha\u0302\u0301\u0300\u0309\u0323y", "ก" + "\u0e34" * 5, "o" + "\u20d2" * 3]
)
def test_a_heap_of_marks_is_told(text: str) -> None:
    vi, _ = odd_letters(nfc(text)) or ("", "")
    assert "quá nhiều dấu chồng lên một chữ" in vi


@pytest.mark.parametrize("text", WRONG_CHARSETS)
def test_text_in_a_wrong_encoding_is_told(text: str) -> None:
    vi, _ = odd_letters(text) or ("", "")
    assert "sai bảng mã" in vi


@pytest.mark.parametrize("name", ["Nguyễn Thị Ánh", "Đỗ Quỳnh Như", "Trần Văn Được", "Lê Hữu Phước", "Phạm Ngọc Ẩn"])
def test_a_name_is_known_again_however_it_was_misread(name: str) -> None:
    assert odd_letters(name.encode().decode("cp1252", errors="ignore"))


def test_no_shipped_text_is_told() -> None:
    lines = [line for file in (ROOT / "docs").rglob("*.md") for line in file.read_text(encoding="utf-8").split("\n")]
    assert len(lines) > 2000
    assert [line for line in lines if odd_letters(line, is_name=True)] == []


def test_every_letter_of_vietnamese_is_usual_alone_and_beside_any_other() -> None:
    letters = [*"ABCDEĐGHIKLMNOPQRSTUVXYFJWZ"] + [
        nfc(vowel + tone) for vowel in "AĂÂEÊIOÔƠUƯY" for tone in ("", *"\u0300\u0309\u0303\u0301\u0323")
    ]
    for first in letters:
        for second in letters:
            for word in (first + second, first + second.lower(), first.lower() + second.lower()):
                assert odd_letters(f"{word} {word}, “{word}”.", is_name=True) is None, word


def test_the_patterns_are_for_browsers_too() -> None:
    for sign in SIGNS:
        assert not any(part in sign.pattern for part in ("(?<", "\\w", "\\b", "\\A", "\\Z", "(?P", "(?i"))


def test_small_capitals_and_dressed_letters_know_their_plain_ones() -> None:
    assert [looks_like(letter) for letter in "ᴀɴＡ𝒜Ⓑ½a"] == ["a", "n", "A", "A", "B", "", ""]


def test_of_what_passes_as_usual_no_sign_finds_anything() -> None:
    usual = [char for char in map(chr, range(0x2100)) if are_usual(char)]
    assert 230 < len(usual) < 250
    for first in usual:
        text = "".join(
            f"{first}{second} a{first}{second}b " for second in usual if are_usual(f"{first}{second} a{first}")
        )
        pieces = text.split(" ")
        found = [piece for piece in pieces if are_usual(piece) and any(sign.regex.search(piece) for sign in SIGNS)]
        assert found == [], first
