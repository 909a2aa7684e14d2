"""How long a text takes to read: by syllables in Vietnamese, by words in English, markup left aside."""

from __future__ import annotations

import pytest
from thidua.reading_time import SYLLABLES_A_MINUTE, WORDS_A_MINUTE, minutes_to_read


@pytest.mark.parametrize(
    ("count", "minutes"),
    [(0, 1), (1, 1), (SYLLABLES_A_MINUTE, 1), (SYLLABLES_A_MINUTE + 1, 2), (3 * SYLLABLES_A_MINUTE, 3)],
)
def test_minutes_are_rounded_up_and_never_none(count: int, minutes: int) -> None:
    assert minutes_to_read("tiếng " * count, "vi") == minutes


def test_each_language_has_its_own_rate() -> None:
    text = "word " * (WORDS_A_MINUTE + 1)
    assert (minutes_to_read(text, "en"), minutes_to_read(text, "vi")) == (2, 1)


def fits_one_minute(text: str, units: int, language: str) -> bool:
    """Whether a text counts for no more and no less than so many units."""
    rate = SYLLABLES_A_MINUTE if language == "vi" else WORDS_A_MINUTE
    fill = "a " * (rate - units)
    return minutes_to_read(f"{fill}\n{text}", language) == 1 and minutes_to_read(f"{fill} a\n{text}", language) == 2


@pytest.mark.parametrize(
    ("text", "units", "language"),
    [
        ("Dạy tốt – Học tốt, năm 2023.", 6, "vi"),
        ("thầy-cô", 2, "vi"),  # two syllables, however they are joined
        ("a well-known teacher doesn't stop; it’s 5 May", 8, "en"),
        ("## Đầu đề { #dinh-chinh }", 2, "vi"),
        ("Đoạn một. {#I.1.a}", 2, "vi"),
        ("xem [bảng](phong-trao/bang-theo-doi.vi.md#muc) nhé", 3, "vi"),
        ("chữ (trong ngoặc) vẫn đọc", 5, "vi"),
        ('the <span lang="vi">Nguyễn Du</span> school <!-- not this -->', 4, "en"),
        ("a < b and **bold** _words_", 5, "en"),
        ("one {word} two", 3, "en"),  # braces with words are words
    ],
)
def test_only_what_is_read_counts(text: str, units: int, language: str) -> None:
    assert fits_one_minute(text, units, language)
