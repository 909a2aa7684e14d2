"""Content for tests: small, whole, right; a test changes the one thing it is about.

Nothing here touches the disk. ``library_of`` gives what the site would publish and every problem told.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from thidua.building import build_library
from thidua.library import Library
from thidua.problems import Problem
from thidua.reading import Reader, read_pairs
from thidua.settings import Settings, Unit
from thidua.sources import SourceFile

TODAY = datetime.date(2024, 1, 15)

SETTINGS = Settings(
    school={"vi": "Trường THCS Mẫu", "en": "Sample Lower Secondary School"},
    site_name={"vi": "Thi đua", "en": "Emulation"},
    units={
        "to-ngu-van": Unit("to-ngu-van", {"vi": "Tổ Ngữ văn", "en": "Literature group"}),
        "khoi-6": Unit("khoi-6", {"vi": "Khối 6", "en": "Grade 6"}),
    },
)

# The fields of a story about a teacher that may be published: the lines of its header, by name.
STORY = {
    "title": "Lớp đọc sách",
    "summary": "Một câu về bài viết.",
    "name": "Nguyễn Thị Mẫu",
    "subject": "adult",
    "role": "Giáo viên Ngữ văn",
    "unit": "to-ngu-van",
    "movements": "[day-tot-hoc-tot]",
    "year": "2023",
    "date": "2023-11-20",
    "consent": "{subject: 2023-11-01, ref: 05/2023}",
}
ENGLISH_STORY = {"title": "The reading class", "summary": "A sentence about it.", "role": "Literature teacher"}
MOVEMENT = {
    "title": "Dạy tốt – Học tốt",
    "summary": "Thầy dạy tốt, trò học tốt.",
    "level": "sector",
    "kind": "movement",
    "clauses": "[I.1.a]",
}
PLAN = {"title": "Kế hoạch năm 2023", "summary": "Kế hoạch.", "year": "2023"}
PLAN_BODY = """\
KẾ HOẠCH {#title}

## I. MỤC ĐÍCH {#I}

### 1. Mục đích: {#I.1}

- Thi đua “Dạy tốt – Học tốt” trong toàn trường, {#I.1.a}

- Đoạn không nêu phong trào nào. {#I.1.b}
"""


def header(fields: Mapping[str, str | None]) -> str:
    """Front matter of these lines; a value of None leaves the line out."""
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items() if value is not None) + "---\n"


def story(
    slug: str = "lop-doc-sach", body: str = "Nội dung.", folder: str = "2023", **changes: str | None
) -> SourceFile:
    """A story's Vietnamese file; keywords change or (None) leave out lines of its header."""
    return SourceFile(f"guong/{folder}/{slug}.vi.md", f"{header({**STORY, **changes})}\n{body}\n")


def sample(slug: str = "bai-minh-hoa", **changes: str | None) -> SourceFile:
    """An invented story, which needs no consent."""
    return story(slug, **{"consent": None, "sample": "true", **changes})


def english_story(
    slug: str = "lop-doc-sach", body: str = "The text.", folder: str = "2023", **changes: str | None
) -> SourceFile:
    """A story's English file."""
    return SourceFile(f"guong/{folder}/{slug}.en.md", f"{header({**ENGLISH_STORY, **changes})}\n{body}\n")


def movement(slug: str = "day-tot-hoc-tot", body: str = "Là gì.", **changes: str | None) -> SourceFile:
    """A movement's Vietnamese file."""
    return SourceFile(f"phong-trao/{slug}.vi.md", f"{header({**MOVEMENT, **changes})}\n{body}\n")


def plan(year: int = 2023, body: str = PLAN_BODY, **changes: str | None) -> SourceFile:
    """A plan's Vietnamese file, which quotes one movement in I.1.a."""
    return SourceFile(f"ke-hoach/{year}.vi.md", f"{header({**PLAN, 'year': str(year), **changes})}\n{body}\n")


def page(stem: str = "gioi-thieu", body: str = "Lời.", **changes: str | None) -> SourceFile:
    """An ordinary page's Vietnamese file."""
    return SourceFile(f"{stem}.vi.md", f"{header({'title': 'Giới thiệu', **changes})}\n{body}\n")


def content(*more: SourceFile) -> list[SourceFile]:
    """A plan and its movement, both right, and what a test adds; a file of the same path takes the other's place."""
    by_path = {source.path: source for source in (plan(), movement(), *more)}
    return list(by_path.values())


def library_of(
    sources: Iterable[SourceFile],
    media: Iterable[str] = (),
    settings: Settings = SETTINGS,
    today: datetime.date = TODAY,
    drafts: bool = False,
    reader: Reader = read_pairs,
) -> tuple[Library, list[Problem]]:
    """The library of some files and its problems."""
    return build_library(list(sources), set(media), settings, today, drafts, reader=reader)


def problems_of(*more: SourceFile, media: Iterable[str] = (), today: datetime.date = TODAY) -> list[str]:
    """The lines told about a right plan, a right movement and these files."""
    return [str(problem) for problem in library_of(content(*more), media, today=today)[1]]
