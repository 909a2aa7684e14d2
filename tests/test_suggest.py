"""«Có phải …?»: which name is offered, and when none is."""

from __future__ import annotations

from itertools import permutations

import pytest
from thidua.suggest import closest, did_you_mean

MOVEMENTS = ["day-tot-hoc-tot", "doi-moi-sang-tao", "van-hoa-cong-so"]


@pytest.mark.parametrize(
    ("word", "names", "name"),
    [
        ("day-tot", MOVEMENTS, "day-tot-hoc-tot"),
        ("Dạy tốt – Học tốt", MOVEMENTS, "day-tot-hoc-tot"),
        ("ĐỔI MỚI SÁNG TẠO", MOVEMENTS, "doi-moi-sang-tao"),
        ("van_hoa_cong_so", MOVEMENTS, "van-hoa-cong-so"),
        ("lop doc sach.JPG", ["Lop-Doc-Sach.jpg", "anh.png"], "Lop-Doc-Sach.jpg"),
        ("tittle", ["title", "summary"], "title"),
        ("i-1-a", ["I.1.a", "II.1"], "I.1.a"),
        ("Lớp đọc sách", ["Lớp học sách", "Lớp đọc sạch"], "Lớp đọc sạch"),
        ("李明", ["李明", "a"], "李明"),
    ],
)
def test_the_nearest_name_is_offered_as_it_is_written(word: str, names: list[str], name: str) -> None:
    assert closest(word, names) == name


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("abc", MOVEMENTS),
        ("day-tot", []),
        ("", MOVEMENTS),
        ("…", MOVEMENTS),
        ("author", ["date"]),
        ("nhan-dao", MOVEMENTS),
    ],
)
def test_no_name_is_offered_where_none_comes_near(word: str, names: list[str]) -> None:
    assert closest(word, names) is None
    assert did_you_mean(word, names) == ("", "")


@pytest.mark.parametrize("names", list(permutations(["hoa", "hoà", "hòa"])))
def test_the_order_of_the_names_makes_no_difference(names: tuple[str, ...]) -> None:
    assert closest("hoá", names) == "hoa"


def test_any_collection_of_names_will_do() -> None:
    assert closest("summry", {"title": 1, "summary": 2}) == "summary"
    assert closest("summry", iter(["title", "summary"])) == "summary"


def test_the_question_is_asked_in_both_languages_after_a_space() -> None:
    assert did_you_mean("day-tot", MOVEMENTS) == (
        ' Có phải "day-tot-hoc-tot"?',
        ' Did you mean "day-tot-hoc-tot"?',
    )
