"""A story's files: what is filled in comes back from the build's reader as it was meant."""

from __future__ import annotations

from typing import Any

import pytest
from builders import SETTINGS, content, library_of
from thidua.sources import SourceFile
from thidua.story_files import body_text, one_line, story_files, story_slug

FILLED: dict[str, Any] = {
    "title": "Cô giáo mở lớp đọc sách",
    "summary": "Một câu về bài.",
    "name": "Nguyễn Thị Mẫu",
    "subject": "adult",
    "role": "Giáo viên Ngữ văn",
    "unit": "to-ngu-van",
    "movements": ["day-tot-hoc-tot"],
    "year": "2023",
    "date": "2023-11-20",
    "consent": {"subject": "2023-11-01", "ref": "05/2023"},
    "body": "Một đoạn.\n\nMột đoạn nữa.",
    "en": {"title": "A reading class", "body": "A paragraph."},
}


def read_back(story: dict[str, Any], slug: str = "bai-a2b3") -> tuple[Any, list[str]]:
    """The story as the build reads its files, and the problems told."""
    sources = [SourceFile(path.removeprefix("docs/"), text) for path, text in story_files(story, slug).items()]
    media = [f"guong/{story['year']}/{story['photo']}"] if story.get("photo") else []
    library, problems = library_of(content(*sources), media, SETTINGS)
    return (library.stories[0] if library.stories else None), [str(problem) for problem in problems]


def test_the_files_are_these() -> None:
    files = story_files({**FILLED, "photo": "bai-a2b3.jpg", "photo_alt": "Kệ sách"}, "bai-a2b3")
    assert files == {
        "docs/guong/2023/bai-a2b3.vi.md": """\
---
title: "Cô giáo mở lớp đọc sách"
summary: "Một câu về bài."
name: "Nguyễn Thị Mẫu"
subject: adult
role: "Giáo viên Ngữ văn"
unit: to-ngu-van
movements: [day-tot-hoc-tot]
year: 2023
date: 2023-11-20
photo: "bai-a2b3.jpg"
photo_alt: "Kệ sách"
consent: {subject: 2023-11-01, ref: "05/2023"}
---

Một đoạn.

Một đoạn nữa.
""",
        "docs/guong/2023/bai-a2b3.en.md": '---\ntitle: "A reading class"\n---\n\nA paragraph.\n',
    }


def test_every_field_comes_back_from_the_reader() -> None:
    story, problems = read_back(
        {
            **FILLED,
            "given_name": "Mẫu",
            "photo": "bai-a2b3.jpg",
            "photo_alt": "Kệ sách",
            "awards": [{"type": "giay-khen", "decision": "12/QĐ: “số”", "date": "2023-11-18"}, {}],
            "status": "published",
            "sample": True,
            "en": {"title": "T", "summary": "S", "role": "R", "photo_alt": "P", "body": "B"},
        }
    )
    assert problems == []
    assert (story.name, story.given_name, story.year, story.movements) == (
        "Nguyễn Thị Mẫu",
        "Mẫu",
        2023,
        ("day-tot-hoc-tot",),
    )
    assert (story.photo, story.is_sample, story.status) == ("bai-a2b3.jpg", True, "published")
    assert [award.get("decision") for award in story.awards] == ["12/QĐ: “số”"]
    english = story.texts.english
    assert (english.title, english.summary, english.get("role"), english.body) == ("T", "S", "R", "B")


@pytest.mark.parametrize(
    "text",
    [
        "a: b #c",
        "[một] {hai}",
        '"trong ngoặc" \\ và \\n',
        "'",
        "- không",
        "no",
        "2023",
        "2023-11-20",
        "~",
        "!!python/object x",
        "&neo *neo",
        "---",
        "% @ `",
        "tab\tvà   dấu cách",
        "đoa\u0323n",
        "vô\u200b hình\u202e",
        "dòng một\ndòng hai\r\nba\u2028bốn",
        "\U0001f600 vui",
    ],
)
def test_no_sign_in_a_text_means_anything(text: str) -> None:
    story, problems = read_back({**FILLED, "title": text, "consent": {"subject": "2023-11-01", "ref": f"5 {text}"}})
    assert problems == []
    assert story.texts.vietnamese.title == one_line(text)
    assert story.values.get("consent").get("ref") == one_line(f"5 {text}")


def test_what_is_blank_is_left_out() -> None:
    files = story_files({**FILLED, "unit": " ", "awards": [{"type": ""}], "consent": {"subject": ""}, "en": {}}, "a")
    assert list(files) == ["docs/guong/2023/a.vi.md"]
    assert not {"unit", "awards", "consent", "status", "sample"} & {
        line.partition(":")[0] for line in files["docs/guong/2023/a.vi.md"].splitlines()
    }


def test_an_english_field_alone_is_not_lost() -> None:
    # The build reads such a file as «not translated yet»; the words wait in it.
    files = story_files({**FILLED, "en": {"summary": "A summary."}}, "a")
    assert files["docs/guong/2023/a.en.md"] == '---\nsummary: "A summary."\n---\n\n\n'


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đổi mới, sáng tạo", "doi-moi-sang-tao-a2b3"),
        ("!!!", "bai-viet-a2b3"),
        (
            "một hai ba bốn năm sáu bảy tám chín mười " * 3,
            "mot-hai-ba-bon-nam-sau-bay-tam-chin-muoi-mot-hai-ba-bon-nam-a2b3",
        ),
        ("x" * 80, "bai-viet-a2b3"),
    ],
)
def test_the_name_is_the_title_and_a_part_of_its_own(title: str, slug: str) -> None:
    assert story_slug(title, "a2b3") == slug


def test_a_sign_that_was_typed_is_shown_as_a_sign_and_no_heading_is_of_the_first_rank() -> None:
    story, problems = read_back(
        {**FILLED, "body": "# Đầu\n\nKính gửi <cô Mai>, 3 < 5, <https://a.vn>\n\n<script>x</script>"}
    )
    assert problems == []
    assert story.texts.vietnamese.body == (
        "## Đầu\n\nKính gửi &lt;cô Mai>, 3 < 5, <https://a.vn>\n\n&lt;script>x&lt;/script>"
    )


def test_a_text_loses_what_would_change_its_meaning_and_nothing_else() -> None:
    assert body_text("\r\n    Đoạn thụt đầu dòng.  \r\n\xa0Nữa.\n\n- một\n  - hai\n\n1. a\n   2) b\n\n") == (
        "Đoạn thụt đầu dòng.\nNữa.\n\n- một\n  - hai\n\n1. a\n   2) b"
    )
