"""Lines for authors: their form, their order, and values that cannot break them."""

from __future__ import annotations

import pytest
from thidua.problems import SHOWN_LENGTH, Problem, in_order, shown


def test_a_line_names_path_line_field_vietnamese_and_english() -> None:
    problem = Problem("docs/guong/2023/a.vi.md", 11, "date", "không phải ngày có thật", "not a real date")
    assert str(problem) == "docs/guong/2023/a.vi.md:11: date: không phải ngày có thật / not a real date"


def test_problems_stand_by_file_and_line_as_a_number() -> None:
    lines = [("b", 1), ("a", 10), ("a", 9), ("a", 2)]
    problems = [Problem(path, line, "x", "vi", "en") for path, line in lines]
    assert [(problem.path, problem.line) for problem in in_order(problems)] == [("a", 2), ("a", 9), ("a", 10), ("b", 1)]


def test_problems_of_one_line_stand_by_field_whatever_the_order_they_came_in() -> None:
    problems = [Problem("a", 1, field, "vi", "en") for field in ("year", "date", "title")]
    assert in_order(problems) == in_order(reversed(problems))
    assert [problem.field for problem in in_order(problems)] == ["date", "title", "year"]


def test_a_repeated_problem_is_told_once_and_a_different_one_stays() -> None:
    one = Problem("a", 1, "x", "vi", "en")
    other = Problem("a", 1, "x", "vi khác", "en")
    assert in_order([one, other, Problem("a", 1, "x", "vi", "en")]) == [one, other]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Lớp đọc sách", "Lớp đọc sách"),
        ("một\nhai\r\n\tba", "một hai ba"),
        ("a\x1b[31mb", "a�[31mb"),
        ("a\u202eb\u200bc", "a�b�c"),
        ("a\u00a0b", "a b"),
        ("  ", ""),
        (2023, "2023"),
        ("ạ" * SHOWN_LENGTH, "ạ" * SHOWN_LENGTH),
        ("ạ" * (SHOWN_LENGTH + 1), "ạ" * (SHOWN_LENGTH - 1) + "…"),
    ],
)
def test_a_value_is_shown_on_one_line_without_control_characters(value: object, text: str) -> None:
    assert shown(value) == text
