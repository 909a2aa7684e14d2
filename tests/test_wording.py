"""Dates, numbers, plurals and lists in each language's own form."""

from __future__ import annotations

import datetime

import pytest
from thidua.wording import day_and_month, join_list, long_date, month_name, number, plural_form, short_date


@pytest.mark.parametrize(
    ("date", "vietnamese", "english"),
    [
        # Decree 30/2020: a zero before days under 10 and before months 1 and 2, nowhere else.
        ("2023-03-13", "ngày 13 tháng 3 năm 2023", "13 March 2023"),
        ("2023-01-01", "ngày 01 tháng 01 năm 2023", "1 January 2023"),
        ("2024-02-29", "ngày 29 tháng 02 năm 2024", "29 February 2024"),
        ("2023-09-05", "ngày 05 tháng 9 năm 2023", "5 September 2023"),
        ("2023-12-10", "ngày 10 tháng 12 năm 2023", "10 December 2023"),
    ],
)
def test_long_dates_are_those_of_documents(date: str, vietnamese: str, english: str) -> None:
    assert long_date(datetime.date.fromisoformat(date), "vi") == vietnamese
    assert long_date(datetime.date.fromisoformat(date), "en") == english


@pytest.mark.parametrize(
    ("date", "vietnamese", "english"),
    [
        ("2023-03-13", "13/3/2023", "13 Mar 2023"),
        ("2023-02-01", "1/2/2023", "1 Feb 2023"),
        ("2023-11-20", "20/11/2023", "20 Nov 2023"),
    ],
)
def test_short_dates_have_the_day_first_and_no_zeros(date: str, vietnamese: str, english: str) -> None:
    assert short_date(datetime.date.fromisoformat(date), "vi") == vietnamese
    assert short_date(datetime.date.fromisoformat(date), "en") == english


@pytest.mark.parametrize(
    ("month", "day", "vietnamese", "english"),
    [
        (11, 20, "ngày 20 tháng 11", "20 November"),
        (1, 9, "ngày 09 tháng 01", "9 January"),
        (9, 2, "ngày 02 tháng 9", "2 September"),
        (2, 29, "ngày 29 tháng 02", "29 February"),
    ],
)
def test_days_without_a_year_are_those_of_documents(month: int, day: int, vietnamese: str, english: str) -> None:
    assert (day_and_month(month, day, "vi"), day_and_month(month, day, "en")) == (vietnamese, english)


def test_months_alone_have_no_zero() -> None:
    assert [month_name(month, "vi") for month in (1, 11)] == ["tháng 1", "tháng 11"]
    assert [month_name(month, "en") for month in (1, 11)] == ["January", "November"]


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1234, "1.234", "1,234"),
        (1234567.89, "1.234.567,89", "1,234,567.89"),
        (0.5, "0,5", "0.5"),
    ],
)
def test_numbers_have_each_languages_signs(value: float, vietnamese: str, english: str) -> None:
    assert number(value, "vi") == vietnamese
    assert number(value, "en") == english


@pytest.mark.parametrize(
    ("count", "english"), [(0, "other"), (1, "one"), (2, "other"), (11, "other"), (21, "other"), (1000, "other")]
)
def test_only_english_has_a_form_of_its_own_for_one(count: int, english: str) -> None:
    assert plural_form(count, "en") == english
    assert plural_form(count, "vi") == "other"


@pytest.mark.parametrize(
    ("parts", "vietnamese", "english"),
    [
        ([], "", ""),
        (["Ánh"], "Ánh", "Ánh"),
        (["Ánh", "Bình"], "Ánh và Bình", "Ánh and Bình"),
        # British English: no comma before “and”.
        (["Ánh", "Bình", "Đào"], "Ánh, Bình và Đào", "Ánh, Bình and Đào"),
        (("Ánh", "Bình", "Đào", "Yến"), "Ánh, Bình, Đào và Yến", "Ánh, Bình, Đào and Yến"),
    ],
)
def test_lists_end_in_and(parts: list[str], vietnamese: str, english: str) -> None:
    assert join_list(parts, "vi") == vietnamese
    assert join_list(parts, "en") == english
