"""Dates, numbers, plurals and lists in each language's own form.

Babel (CLDR) knows plurals, numbers, lists and English dates. The official Vietnamese date is ours: CLDR's long form,
«13 tháng 3, 2023», is not how a Vietnamese document writes it. By Decree 30/2020 a zero stands only before days under
10 and months 1 and 2.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from thidua.languages import VIETNAMESE

# British English: day before month, as in Vietnam.
_LOCALES = {"vi": "vi_VN", "en": "en_GB"}


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES[language])


@cache
def long_date(date: datetime.date, language: str) -> str:
    """«ngày 13 tháng 3 năm 2023» or “13 March 2023”."""
    if language == VIETNAMESE:
        month = f"{date.month:02}" if date.month < 3 else str(date.month)
        return f"ngày {date.day:02} tháng {month} năm {date.year}"
    return format_date(date, "long", locale=_locale(language))


@cache
def short_date(date: datetime.date, language: str) -> str:
    """«13/3/2023» or “13 Mar 2023”."""
    if language == VIETNAMESE:
        return f"{date.day}/{date.month}/{date.year}"
    return format_date(date, "medium", locale=_locale(language))


@cache
def day_and_month(month: int, day: int, language: str) -> str:
    """A day without a year: «ngày 20 tháng 11» or “20 November”."""
    date = datetime.date(2000, month, day)  # a leap year: 29 February is a day
    if language == VIETNAMESE:
        return long_date(date, language).partition(" năm ")[0]
    return format_date(date, "d MMMM", locale=_locale(language))


def month_name(month: int, language: str) -> str:
    """«tháng 11» or “November”; a month that stands alone has no zero."""
    if language == VIETNAMESE:
        return f"tháng {month}"
    return format_date(datetime.date(2000, month, 1), "LLLL", locale=_locale(language))


def number(value: float, language: str) -> str:
    """1234567.89 → «1.234.567,89» or “1,234,567.89”."""
    return format_decimal(value, locale=_locale(language))


def plural_form(count: int, language: str) -> str:
    """The CLDR name of the plural form: always ``other`` in Vietnamese, ``one`` or ``other`` in English."""
    return str(_locale(language).plural_form(count))


def join_list(parts: Sequence[str], language: str) -> str:
    """«a, b và c» or “a, b and c”."""
    return format_list(list(parts), locale=_locale(language))
