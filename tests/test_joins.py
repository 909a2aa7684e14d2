"""Names in texts: movements in clauses, terms in clauses, Vietnamese names in English sentences."""

from __future__ import annotations

import pytest
from thidua.glosses import Gloss, Glosses
from thidua.joins import Segment, contains_term, mark_glosses, mark_names, mark_vietnamese, quoted_names
from thidua.letters import match_form

NAMES = {
    match_form(name): slug
    for name, slug in {
        "Dạy tốt – Học tốt": "day-tot-hoc-tot",
        "Hai tốt": "day-tot-hoc-tot",
        "Học tốt": "hoc-tot",
        "Văn hóa công sở": "van-hoa-cong-so",
        "Đổi mới, sáng tạo": "doi-moi-sang-tao",
        "Đổi mới, sáng tạo trong dạy và học": "doi-moi-trong-day-va-hoc",
    }.items()
}


def cut(text: str) -> list[str | tuple[str, str]]:
    """The segments of a text: a name with its slug, or plain words."""
    return [part.text if part.slug is None else (part.text, part.slug) for part in mark_names(text, NAMES)]


def test_what_stands_in_quotes_is_found_in_order() -> None:
    text = "Thi đua “Dạy tốt – Học tốt”, “Hai tốt” và “” hay “bỏ ngỏ"
    assert quoted_names(text) == ["Dạy tốt – Học tốt", "Hai tốt"]


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", []),
        ("Không nêu phong trào nào.", ["Không nêu phong trào nào."]),
        ("Hai tốt", [("Hai tốt", "day-tot-hoc-tot")]),
        ("Thi đua “Hai tốt”.", ["Thi đua “", ("Hai tốt", "day-tot-hoc-tot"), "”."]),
        ("Hai tốt, hai tốt", [("Hai tốt", "day-tot-hoc-tot"), ", ", ("hai tốt", "day-tot-hoc-tot")]),
        (
            "VĂN HÓA CÔNG SỞ và Học tốt",
            [("VĂN HÓA CÔNG SỞ", "van-hoa-cong-so"), " và ", ("Học tốt", "hoc-tot")],
        ),
    ],
)
def test_names_are_cut_out_where_they_stand(text: str, segments: list[str | tuple[str, str]]) -> None:
    assert cut(text) == segments


@pytest.mark.parametrize("dash", "-‐‑‒–—−")
def test_any_dash_joins_a_name(dash: str) -> None:
    assert cut(f"“Dạy tốt {dash} Học tốt”") == ["“", (f"Dạy tốt {dash} Học tốt", "day-tot-hoc-tot"), "”"]


@pytest.mark.parametrize("written", ["văn hóa công sở", "văn hoá công sở", "Văn hoá Công sở"])
def test_either_tone_place_is_found_and_kept_as_written(written: str) -> None:
    assert cut(f"về {written}.") == ["về ", (written, "van-hoa-cong-so"), "."]


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("Dạy tốt – Học tốt", [("Dạy tốt – Học tốt", "day-tot-hoc-tot")]),
        (
            "Đổi mới, sáng tạo trong dạy và học",
            [("Đổi mới, sáng tạo trong dạy và học", "doi-moi-trong-day-va-hoc")],
        ),
        ("Đổi mới, sáng tạo trong nhà", [("Đổi mới, sáng tạo", "doi-moi-sang-tao"), " trong nhà"]),
    ],
)
def test_the_longer_name_wins(text: str, segments: list[str | tuple[str, str]]) -> None:
    assert cut(text) == segments


@pytest.mark.parametrize("text", ["Triển khai tốt kế hoạch", "học tốtt", "6hai tốt"])
def test_a_name_is_not_found_inside_longer_words(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Thi đua “Dạy tốt — Học tốt”, HAI TỐT; Văn hoá công sở… (văn hóa công sở)",
        "İ Hai tốt ﬁ",  # letters whose lower case has another length
        "\tHai tốt \u00a0 Học tốt\n",
    ],
)
def test_the_segments_joined_are_the_text_to_the_letter(text: str) -> None:
    segments = mark_names(text, NAMES)
    assert "".join(segment.text for segment in segments) == text
    assert sum(segment.slug is not None for segment in segments) >= 1
    assert all(match_form(segment.text) in NAMES for segment in segments if segment.slug)


def test_names_with_signs_of_patterns_are_read_as_they_stand() -> None:
    assert mark_names("a+b (c). aab", {"a+b (c).": "x"}) == (Segment("a+b (c).", "x"), Segment(" aab"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Phong trào thi đua yêu nước", True),
        ("THI ĐUA YÊU NƯỚC", True),
        ("“thi đua yêu nước”", True),
        ("thi đua yêu nướcc", False),
        ("thi đua yêu nuoc", False),
        ("nêu văn hoá ứng xử", True),
        ("nêu văn hóa ứng xử", True),
        ("", False),
    ],
)
def test_a_term_stands_in_a_text_as_whole_words_in_any_of_its_forms(text: str, found: bool) -> None:
    assert contains_term(text, ["Thi đua yêu nước", "văn hóa ứng xử"]) is found


def test_no_term_is_in_no_text() -> None:
    assert contains_term("thi đua", []) is False


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The office of Tân Hồng District wrote it.", ["Tân Hồng"]),
        ("It follows Hồ Chí Minh's example.", ["Hồ Chí Minh"]),
        ("It follows Hồ Chí Minh’s example.", ["Hồ Chí Minh"]),
        ("Nguyễn Du Lower Secondary School", ["Nguyễn Du"]),
        ("Pupils of Đồng Tháp", ["Đồng Tháp"]),
        ("Đồng Tháp.", ["Đồng Tháp"]),
        ("It is in Đồng Tháp. The school is small.", ["Đồng Tháp"]),
        ("Trần Quốc Ân, Võ Thị Ơn and Lê Văn Đức read.", ["Trần Quốc Ân", "Võ Thị Ơn", "Lê Văn Đức"]),
        ("The Party Committee of Bình Phú Commune, Tân Hồng", ["Bình Phú", "Tân Hồng"]),
        ("(Đinh Thị Bưởi)", ["Đinh Thị Bưởi"]),
        ("“Yến” – Hoà", ["Yến", "Hoà"]),
        ("HỒ CHÍ MINH", ["HỒ CHÍ MINH"]),
        ("The Hồ Chí Minh Young Pioneers", ["Hồ Chí Minh"]),
        ("Tân Hồng Team, Nguyễn Du Youth", ["Tân Hồng", "Nguyễn Du"]),
        ("Lê Văn Khuya, Võ Nguyên, Bùi Quang Hoai", ["Lê Văn Khuya", "Võ Nguyên", "Bùi Quang Hoai"]),
        ("Decision 12/QĐ-SGDĐT of the Department", ["12/QĐ-SGDĐT"]),
        ("The pupils read every Friday in the Library.", []),
        ("Teachers of Grade 6, 600 m² of garden", []),
        ("She wrote quy định and đổi mới.", []),
        ("Tân Hồng đẩy mạnh", ["Tân Hồng"]),
        ("", []),
    ],
)
def test_vietnamese_names_are_found_in_english_sentences(sentence: str, names: list[str]) -> None:
    segments = mark_vietnamese(sentence)
    assert [segment.text for segment in segments if segment.slug == "vi"] == names
    assert "".join(segment.text for segment in segments) == sentence
    assert {segment.slug for segment in segments} <= {"vi", None}
    assert all(segment.text for segment in segments)


QUOTATIONS = [
    ("“quản lý đất đai” stands by itself.", ["quản lý đất đai"]),
    ("It says “Thực hiện” after “; ”.", ["Thực hiện"]),
    ("“Building the Culture and People of Đồng Tháp” is ours.", ["Đồng Tháp"]),
    ("“tháng 02” is right, “tháng 03” is not.", ["tháng 02", "tháng 03"]),
    ("“344/PGDĐT” has no code, 30/2020/NĐ-CP has one.", ["344/PGDĐT", "30/2020/NĐ-CP"]),
    ("Decision 733/QĐ-TTg (for 2021-2025), 59/KH-UBND, 24/7/2023", ["733/QĐ-TTg"]),
    ("“Decision 12/QĐ-X of Tân Hồng” is quoted.", ["12/QĐ-X", "Tân Hồng"]),
    ("It says “Đăng tải web trường” at the end.", ["Đăng tải web trường"]),
    ("“TT các tổ (để triển khai)” has brackets.", ["TT các tổ (để triển khai)"]),
    ("“the people of that huyện were many” is English.", []),
    ("Tân Hồng District (huyện Tân Hồng), a town (thị trấn Sa Rài)", ["Tân Hồng", "huyện Tân Hồng", "thị trấn Sa Rài"]),
    ("A school (in Đồng Tháp) and a class (of Bình Phú Commune)", ["Đồng Tháp", "Bình Phú"]),
    ("It (the plan) and (2023) stay", []),
    ("“and so on” is English.", []),
    ("Both “huyện” and the People of Tân Hồng.", ["huyện", "Tân Hồng"]),
]


@pytest.mark.parametrize(("text", "marked"), QUOTATIONS)
def test_quoted_vietnamese_words_are_marked_in_english_sentences(text: str, marked: list[str]) -> None:
    segments = mark_vietnamese(text)
    assert "".join(segment.text for segment in segments) == text
    assert [segment.text for segment in segments if segment.slug] == marked


# Words that want a gloss


def glosses_of(**forms: str) -> Glosses:
    return Glosses(tuple(Gloss("term", "thuat-ngu", id_, form, (form,), "x", "vi") for id_, form in forms.items()))


def glossed(segments: tuple[Segment, ...]) -> list[str | tuple[str, str]]:
    return [part.text if part.gloss is None else (part.text, part.gloss.id) for part in segments]


def test_the_first_words_that_want_a_gloss_are_cut_out_of_plain_segments_only() -> None:
    name = Segment("thi đua yêu nước", "ten-phong-trao")
    segments = (name, Segment(" là thi đua yêu nước, "), name, Segment(" hay thi đua yêu nước và khen thưởng."))
    marked = mark_glosses(segments, glosses_of(a="thi đua yêu nước", b="khen thưởng"))
    assert glossed(marked) == [
        "thi đua yêu nước",
        " là ",
        ("thi đua yêu nước", "a"),
        ", ",
        "thi đua yêu nước",
        " hay thi đua yêu nước và ",
        ("khen thưởng", "b"),
        ".",
    ]
    assert "".join(part.text for part in marked) == "".join(part.text for part in segments)
    assert [part for part in marked if part.slug] == [name, name]


def test_what_has_been_told_is_not_marked_again() -> None:
    segments = (Segment("khen thưởng"), Segment(" thi đua"))
    glosses = glosses_of(a="thi đua", b="khen thưởng")
    assert glossed(mark_glosses(segments, glosses, {"term-b"})) == ["khen thưởng", " ", ("thi đua", "a")]
    assert mark_glosses(segments, glosses, {"term-a", "term-b"}) == segments
    assert mark_glosses(segments, Glosses()) == segments


def test_a_quotation_that_goes_around_a_name_is_left_alone() -> None:
    segments = (Segment("về “thi đua "), Segment("Hai tốt", "day-tot-hoc-tot"), Segment(" thi đua” thì thi đua"))
    assert glossed(mark_glosses(segments, glosses_of(a="thi đua"))) == [
        "về “thi đua ",
        "Hai tốt",
        " thi đua” thì ",
        ("thi đua", "a"),
    ]
