"""What the clerk is reminded of: consents that run out, pupils named more than needed."""

from __future__ import annotations

import datetime

import pytest
from builders import SETTINGS, TODAY, content, english_story, library_of, sample, story
from thidua.reminders import DAYS_AHEAD, expiring_consents, pupils_told_too_much
from thidua.settings import Settings, Unit

BOTH = "{subject: 2023-11-01, guardian: 2023-11-01}"


def after(days: int) -> str:
    return str(TODAY + datetime.timedelta(days))


def consent(days: int) -> str:
    return f"{{subject: 2023-11-01, ref: 05/2023, expires: {after(days)}}}"


def test_consents_that_run_out_soon_are_listed_the_nearest_first() -> None:
    stories = {f"bai-{days}": story(f"bai-{days}", consent=consent(days)) for days in (61, 60, 12, 1, 0)}
    library, problems = library_of(content(*stories.values(), story("khong-han")))
    assert problems == []
    notices = expiring_consents(library, TODAY)
    assert DAYS_AHEAD == 60
    assert all(notice.notice for notice in notices)
    assert [str(notice).split("; ")[0] for notice in notices] == [
        "docs/guong/2023/bai-0.vi.md:11: consent.expires: sự đồng ý hết hạn ngày 2024-01-15, hôm nay là ngày cuối",
        "docs/guong/2023/bai-1.vi.md:11: consent.expires: sự đồng ý hết hạn ngày 2024-01-16, còn 1 ngày",
        "docs/guong/2023/bai-12.vi.md:11: consent.expires: sự đồng ý hết hạn ngày 2024-01-27, còn 12 ngày",
        "docs/guong/2023/bai-60.vi.md:11: consent.expires: sự đồng ý hết hạn ngày 2024-03-15, còn 60 ngày",
    ]
    assert str(notices[2]).endswith(
        "hãy xin giấy mới, hoặc gỡ bài bằng «make withdraw STORY=2023/bai-12»"
        ' / the consent runs out on 2024-01-27, in 12 days; ask again, or run "make withdraw STORY=2023/bai-12"'
    )
    assert ", today; ask" in str(notices[0]) and ", tomorrow; ask" in str(notices[1])


def test_the_line_is_that_of_the_day() -> None:
    lines = f"\n  subject: 2023-11-01\n  expires: {after(3)}"
    library, _ = library_of(content(story(consent=lines)))
    assert [notice.line for notice in expiring_consents(library, TODAY)] == [13]


@pytest.mark.parametrize("changes", [{"status": "withdrawn"}, {"status": "draft"}, {"sample": "true"}])
def test_of_what_is_not_published_nobody_is_reminded(changes: dict[str, str]) -> None:
    library, _ = library_of(content(story(consent=consent(5), **changes)))
    assert expiring_consents(library, TODAY) == []


# Pupils

UNITS = {"lop-8a": Unit("lop-8a", {"vi": "Lớp 8A", "en": "Class 8A"}), **SETTINGS.units}


def told_of(**changes: str) -> list[str]:
    pupil = story(
        **{"subject": "pupil", "consent": BOTH, "name": "Minh", "role": "Học sinh", "unit": "khoi-6", **changes}
    )
    english = english_story(role="Pupil")
    library, problems = library_of(content(pupil, english), settings=Settings(units=UNITS))
    assert problems == []
    return [f"{notice.path[-5:-3]} {notice.line} {notice.field}" for notice in pupils_told_too_much(library)]


@pytest.mark.parametrize("name", ["Nguyễn Văn Minh", "Lê Minh", "Trần Bảo Ngọc", "Nguyễn Minh"])
def test_a_pupils_surname_is_told(name: str) -> None:
    assert told_of(name=name) == ["vi 4 name"]


@pytest.mark.parametrize("name", ["Minh", "Bảo Ngọc", "Hà My", "Lê", "Mai"])
def test_a_given_name_alone_is_not(name: str) -> None:
    assert told_of(name=name) == []


@pytest.mark.parametrize("role", ["Học sinh lớp 8A", "Lớp trưởng 9/2 – lớp 9/2", "Học sinh 7A1", "học sinh lớp 6 b"])
def test_a_pupils_class_is_told(role: str) -> None:
    assert told_of(role=role) == ["vi 6 role"]


@pytest.mark.parametrize("role", ["Học sinh khối 8", "Học sinh lớp 8", "Học sinh lớp 8 chăm đọc", "Đội viên, 12 tuổi"])
def test_a_grade_is_not(role: str) -> None:
    assert told_of(role=role) == []


def test_a_unit_that_is_a_class_and_an_english_role_are_told_too() -> None:
    assert told_of(unit="lop-8a") == ["vi 7 unit"]
    pupil = story(subject="pupil", consent=BOTH, name="Minh", role="Học sinh")
    library, _ = library_of(content(pupil, english_story(role="Pupil of class 8A")))
    assert [notice.path for notice in pupils_told_too_much(library)] == ["docs/guong/2023/lop-doc-sach.en.md"]


@pytest.mark.parametrize("subject", ["adult", "collective"])
def test_adults_and_classes_have_their_names(subject: str) -> None:
    assert told_of(subject=subject, name="Nguyễn Văn Minh", role="Lớp 8A") == []


def test_samples_set_no_bad_example() -> None:
    library, _ = library_of(content(sample(subject="pupil", name="Nguyễn Văn Minh")))
    notices = pupils_told_too_much(library)
    assert [str(notice) for notice in notices] == [
        "docs/guong/2023/bai-minh-hoa.vi.md:4: name: có cả họ của học sinh; "
        "giấy đồng ý không cho phép rõ thì chỉ ghi tên gọi"
        " / has a pupil's surname; unless the consent form clearly allows it, write the given name alone"
    ]
    assert notices[0].notice
