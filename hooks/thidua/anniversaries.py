"""The anniversaries through the year: the days that a drive may celebrate, in the order of the calendar.

The plan speaks of «các ngày lễ lớn của đất nước» (I.1.b) and names none: the list is the site's own, and so is a page that
a school need not have. Days are those of the solar calendar and have no year. 29 February is one: it is a real day, if
not of every year.
"""

from __future__ import annotations

from dataclasses import dataclass

from thidua.fields import Field, Kind, Report, Values
from thidua.texts import Text

_ID = Field("id", Kind.SLUG, required=True, example="nha-giao-viet-nam")
_TITLE = Field("title", required=True, example="Ngày Nhà giáo Việt Nam")
_NOTE = Field("note", max_length=600, is_prose=True)

# What each item of a page's ``days`` holds. The day is a fact: it stands in the Vietnamese file alone.
FIELDS = (_ID, Field("day", Kind.DAY, required=True, example='"11-20"'), _TITLE, _NOTE)
ENGLISH_FIELDS = (_ID, _TITLE, _NOTE)


@dataclass(frozen=True)
class Anniversary:
    """An anniversary in one language: that of ``title`` and ``note`` (empty where there is none) is ``language``."""

    id: str
    month: int
    day: int
    title: str
    note: str
    language: str

    @property
    def month_day(self) -> str:
        """``11-20``: month and day of two digits each, as HTML writes a day without a year."""
        return f"{self.month:02}-{self.day:02}"

    @property
    def anchor(self) -> str:
        """``ngay-11-20``: its place on the page, the same in both languages."""
        return f"ngay-{self.month_day}"


def from_values(values: Values, text: Text) -> tuple[Anniversary, ...]:
    """The anniversaries of a page in the order of the calendar: ``values`` hold the days, ``text`` the words.

    Both have the same ids: whatever departs from that has stopped the build.
    """
    days: dict[str, tuple[int, int]] = {item.get("id"): item.get("day") for item in values.get("days", ())}
    found = []
    for item in text.get("days", ()):
        month, day = days[item.get("id")]
        found.append(Anniversary(item.get("id"), month, day, item.get("title"), item.get("note", ""), text.language))
    return tuple(sorted(found, key=lambda item: item.month_day))


def check_days(values: Values, report: Report) -> None:
    """A day stands once: its anchor is made of it, so two anniversaries of one day share an item."""
    lines: dict[tuple[int, int], int] = {}
    for item in values.get("days", ()):
        day = item.get("day")
        if day is None:  # told already
            continue
        if day in lines:
            written = f"{day[0]:02}-{day[1]:02}"
            report(
                item.line("day"),
                "days.day",
                f"ngày {written} đã có ở dòng {lines[day]}, hãy gộp hai ngày lễ vào một mục",
                f"{written} stands on line {lines[day]} already; put both into one item",
            )
        lines.setdefault(day, item.line("day"))
