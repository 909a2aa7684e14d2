"""What the clerk should know in time though nothing is wrong yet: consents that run out, pupils named more than needed."""

from __future__ import annotations

import datetime
import re

from thidua.awards import PUPIL
from thidua.fields import Values
from thidua.languages import LANGUAGES
from thidua.library import Library
from thidua.problems import Problem
from thidua.sources import CONTENT
from thidua.stories import Story

# Long enough to meet a family and have a paper signed.
DAYS_AHEAD = 60

# «lớp 8A», «lớp 9/2», «8A1», «class 7B»; «khối 8» and «lớp 8» name a whole grade.
_CLASS = re.compile(
    r"(?:lớp|class)\s*(?:1[0-2]|[1-9])\s*(?:[/.\-]\s*[0-9]+|[/.\-]?\s*[A-ZĐ][0-9]{0,2}(?!\w))"
    r"|(?<!\w)(?:1[0-2]|[6-9])[A-ZĐ][0-9]{0,2}(?!\w)",
    re.IGNORECASE,
)
# Only those that hardly begin a given name of two words, as Mai, Hà, Kiều and Châu do.
_SURNAME = re.compile(
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Đoàn|Trịnh|Trương|Đinh|Phùng|Tạ|Lưu|Tăng|Quách|Thạch"
)


def expiring_consents(library: Library, today: datetime.date) -> list[Problem]:
    """A notice for each published story whose consent runs out within ``DAYS_AHEAD`` days, the nearest first."""
    found = [
        (consent.get("expires"), consent.line("expires"), story)
        for story in library.stories
        if not story.is_sample and (consent := _consent(story)).get("expires") is not None
    ]
    soon = [(day, line, story) for day, line, story in found if 0 <= (day - today).days <= DAYS_AHEAD]
    return [
        _expiring(story, line, day, today) for day, line, story in sorted(soon, key=lambda one: (one[0], one[2].stem))
    ]


def _consent(story: Story) -> Values:
    consent: Values | None = story.values.get("consent")
    return consent or Values()


def _expiring(story: Story, line: int, day: datetime.date, today: datetime.date) -> Problem:
    left = (day - today).days
    vi = f"còn {left} ngày" if left else "hôm nay là ngày cuối"
    en = f"in {left} days" if left > 1 else ("tomorrow", "today")[left == 0]
    return Problem(
        CONTENT + story.source,
        line,
        "consent.expires",
        f"sự đồng ý hết hạn ngày {day}, {vi}; hãy xin giấy mới, hoặc gỡ bài bằng «make withdraw STORY={story.stem[6:]}»",
        f'the consent runs out on {day}, {en}; ask again, or run "make withdraw STORY={story.stem[6:]}"',
        notice=True,
    )


def pupils_told_too_much(library: Library) -> list[Problem]:
    """A notice for each pupil with a surname or a class: without need, a pupil has a given name and a grade."""
    return [
        notice
        for story in library.stories
        if story.subject == PUPIL
        for notice in (*_surname(story), *_class(story, library))
    ]


def _surname(story: Story) -> list[Problem]:
    words = story.name.split()
    if len(words) < 2 or (len(words) == 2 and not _SURNAME.fullmatch(words[0])):
        return []
    return [
        Problem(
            CONTENT + story.source,
            story.values.line("name"),
            "name",
            "có cả họ của học sinh; giấy đồng ý không cho phép rõ thì chỉ ghi tên gọi",
            "has a pupil's surname; unless the consent form clearly allows it, write the given name alone",
            notice=True,
        )
    ]


def _class(story: Story, library: Library) -> list[Problem]:
    places: list[tuple[str, int, str]] = []
    unit = library.settings.units.get(story.unit or "")
    if unit is not None and any(_CLASS.search(name) for name in unit.names.values()):
        places.append((story.source, story.values.line("unit"), "unit"))
    texts = {text.source: text for text in map(story.in_language, LANGUAGES)}
    places += [
        (text.source, text.values.line("role"), "role") for text in texts.values() if _CLASS.search(text.get("role"))
    ]
    return [
        Problem(
            CONTENT + source,
            line,
            field,
            "cho biết lớp của học sinh; giấy đồng ý không cho phép rõ thì chỉ ghi khối",
            "tells a pupil's class; unless the consent form clearly allows it, write the grade alone",
            notice=True,
        )
        for source, line, field in places
    ]
