"""Stories as clerks break them: ``broken/*.yml``, each file a list of cases; how a case is laid out as a project.

A case is a good story with one thing done to it. Its name says what was done; the rest of it is

    edit      old text → new text in the story's Vietnamese file; ``edit_en`` the same in its English file
    text      the whole Vietnamese file instead; ``text_en`` the English one; null: there is no such file
    path      another path for the Vietnamese file; ``path_en`` for the English one
    encoding  of the Vietnamese file: a name that Python knows, «crlf» (Windows line ends) or «nfd» (marks apart)
    add       files that the case brings besides: path in docs/ → text, or «= path» for a copy of that file
    expect    every line that the check must tell of mistakes, as «path:line: field: words», in order; the path is left
              out for the story's Vietnamese file; the words stand in the line, in order, wherever « … » stands between
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from builders import MOVEMENT, PLAN, PLAN_BODY, header
from PIL import Image

BROKEN = Path(__file__).parent / "broken"

STEM = "guong/2023/lop-doc-sach"
# A good story in the same folder, in both languages and with a photo: nothing is ever told of it.
NEIGHBOUR = "guong/2023/vuon-rau"

STORY = """\
---
title: Cô giáo mở lớp đọc sách cuối tuần
summary: Mỗi sáng thứ bảy, cô Mẫu mở cửa thư viện cho các em đọc sách.
name: Nguyễn Thị Mẫu
subject: adult
role: Giáo viên Ngữ văn
unit: to-ngu-van
movements: [day-tot-hoc-tot]
year: 2023
date: 2023-11-20
photo: lop-doc-sach.png
photo_alt: Cô giáo và học sinh quanh kệ sách
awards: [{type: giay-khen, decision: 12/QĐ-THCS, date: 2023-11-18}]
consent: {subject: 2023-11-01, ref: 05/2023, expires: 2099-11-01}
status: published
---

Mỗi sáng thứ bảy, thư viện mở cửa.

Các em đến đọc sách cùng cô.
"""
ENGLISH = """\
---
title: A teacher opens a weekend reading class
summary: Every Saturday morning the library is open to all.
role: Literature teacher
photo_alt: A teacher and pupils around a bookshelf
---

Every Saturday morning the library opens.
"""
CONFIG = """\
site_name: Thi đua
extra:
  school: {vi: Trường THCS Mẫu, en: Sample Lower Secondary School}
  units:
    to-ngu-van: {vi: Tổ Ngữ văn, en: Literature group}
    to-toan-tin: {vi: Tổ Toán – Tin, en: Mathematics and Informatics group}
    khoi-6: {vi: Khối 6, en: Grade 6}
"""


@dataclass(frozen=True)
class Line:
    """A line that must be told: the path from the project, the line, the field, and words that stand in it in order."""

    path: str
    number: int
    field: str
    words: tuple[str, ...]

    @property
    def start(self) -> str:
        return f"{self.path}:{self.number}: {self.field}: "


@dataclass(frozen=True)
class Case:
    """A broken story: ``files`` are bytes by path in ``docs/``, ``expected`` the lines that must be told."""

    name: str
    files: dict[str, bytes] = field(repr=False)
    expected: tuple[Line, ...] = ()


@cache
def photo(width: int = 1200) -> bytes:
    """A picture of that width, in colours that no encoder makes very small."""
    from io import BytesIO

    image = Image.linear_gradient("L").resize((width, width * 9 // 16))
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def good_files() -> dict[str, bytes]:
    """What is right: the home page, a plan, two movements, a story, and a neighbour of it."""
    second = {**MOVEMENT, "title": "Người tốt, việc tốt", "clauses": "[I.1.b]"}
    texts = {
        "index.vi.md": "---\ntitle: Trang đầu\n---\n\nLời chào.\n",
        "ke-hoach/2023.vi.md": header(PLAN) + PLAN_BODY,
        "phong-trao/day-tot-hoc-tot.vi.md": header(MOVEMENT) + "\nLà gì.\n",
        "phong-trao/nguoi-tot-viec-tot.vi.md": header(second) + "\nLà gì.\n",
        f"{STEM}.vi.md": STORY,
        f"{STEM}.en.md": ENGLISH,
        f"{NEIGHBOUR}.vi.md": STORY.replace("lop-doc-sach.png", "vuon-rau.png").replace("lớp đọc sách", "vườn rau"),
        f"{NEIGHBOUR}.en.md": ENGLISH,
    }
    files = {path: text.encode() for path, text in texts.items()}
    return {**files, f"{STEM}.png": photo(), f"{NEIGHBOUR}.png": photo(1204)}


def _edited(text: str, edits: dict[str, str], name: str) -> str:
    for old, new in edits.items():
        assert text.count(old) == 1, f"{name}: {old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def _encoded(text: str, encoding: str) -> bytes:
    if encoding == "crlf":
        return text.replace("\n", "\r\n").encode()
    if encoding == "nfd":
        return unicodedata.normalize("NFD", text).encode()
    if encoding in ("latin-1", "cp1258"):  # what these cannot write is lost, as it is in old programs
        text = unicodedata.normalize("NFD", text) if encoding == "cp1258" else text
        return text.encode(encoding, "replace")
    return text.encode(encoding)


def _line_of(text: str) -> Line:
    place, label, words = text.split(": ", 2)
    path, _, number = place.rpartition(":")
    return Line(path or f"docs/{STEM}.vi.md", int(number), label, tuple(filter(None, words.split(" … "))))


def _case_of(name: str, told: dict[str, Any]) -> Case:
    known = {"edit", "edit_en", "text", "text_en", "path", "path_en", "encoding", "add", "expect"}
    assert told.keys() <= known, f"{name}: {told.keys() - known}"
    files = good_files()
    for key, ending, whole in (("", "vi", STORY), ("_en", "en", ENGLISH)):
        path = f"{STEM}.{ending}.md"
        text = told.get(f"text{key}", whole)
        del files[path]
        if text is not None:
            text = _edited(text, told.get(f"edit{key}", {}), name)
            encoding = told.get("encoding", "utf-8") if ending == "vi" else "utf-8"
            files[told.get(f"path{key}", path)] = _encoded(text, encoding)
    for path, text in told.get("add", {}).items():
        files[path] = good_files()[text.removeprefix("= ")] if text.startswith("= ") else text.encode()
    return Case(name, files, tuple(map(_line_of, told["expect"] or ())))


def broken_stories() -> Iterator[Case]:
    """Every case, by file and place."""
    for file in sorted(BROKEN.glob("*.yml")):
        for name, told in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            yield _case_of(f"{file.stem}: {name}", told)


def lay_out(files: dict[str, bytes], root: Path, words: Path) -> None:
    """Write a project of these files; ``words`` is the folder of the interface's words."""
    shutil.copytree(words, root / "overrides/locales")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for path, data in files.items():
        target = root / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
