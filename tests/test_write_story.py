"""«make story»: a story by answers, as a clerk gives them: right ones, wrong ones, none at all."""

from __future__ import annotations

import datetime
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from broken_stories import good_files, lay_out, photo
from check import check
from conftest import ROOT
from PIL import Image
from test_broken_stories import WORDS
from thidua.problems import Problem

sys.path.insert(0, str(ROOT / "tools"))

from write_story import Dialogue, Project, Stopped, finished_files, write_new

YEAR = str(datetime.date.today().year)

# One answer a line, in the order of the questions; the name is the question's.
ANSWERS: dict[str, list[str]] = {
    "title": ["Cô giáo: “mở lớp” #1 đọc sách"],
    "summary": ["[Thứ bảy] cô Mẫu mở cửa thư viện."],
    "name": ["Nguyễn Thị Mẫu"],
    "given_name": [""],
    "subject": ["1"],
    "role": ['Giáo viên "Ngữ văn"'],
    "unit": ["1"],
    "movements": ["2, 1"],
    "year": ["2023"],
    "date": ["20/11/2023"],
    "photo": [""],
    "awards": ["k"],
    "status": [""],
    "sample": [""],
    "consent": ["1/11/2023", "05/2023", ""],
    "body": ["Mỗi sáng thứ bảy: thư viện mở cửa.", "", "  Các em đến đọc.", "."],
    "english": [""],
    "write": [""],
}


def answers(**changes: list[str]) -> str:
    """The answers as typed, a line each; keywords change those to one question."""
    assert changes.keys() <= ANSWERS.keys()
    return "".join(f"{line}\n" for lines in {**ANSWERS, **changes}.values() for line in lines)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay_out(good_files(), tmp_path / "project", WORDS)
    return tmp_path / "project"


def run(root: Path, typed: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tools/write_story.py"), "--root", str(root)],
        input=typed,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def files_of(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in (root / "docs").rglob("*")}


def new_story(root: Path, before: set[str], ending: str = ".vi.md") -> str:
    (path,) = (path for path in files_of(root) - before if path.endswith(ending))
    return (root / path).read_text(encoding="utf-8")


def test_a_story_is_written_and_passes_the_check(root: Path) -> None:
    before = files_of(root)
    result = run(root, answers())
    assert result.returncode == 0, result.stdout + result.stderr
    (path,) = files_of(root) - before
    assert path.startswith("docs/guong/2023/co-giao-mo-lop-1-doc-sach-")
    text = (root / path).read_text(encoding="utf-8")
    # Quotes, colons, # and brackets mean nothing in an answer.
    assert (
        text
        == """\
---
title: "Cô giáo: “mở lớp” #1 đọc sách"
summary: "[Thứ bảy] cô Mẫu mở cửa thư viện."
name: "Nguyễn Thị Mẫu"
subject: adult
role: "Giáo viên \\"Ngữ văn\\""
unit: to-ngu-van
movements: [nguoi-tot-viec-tot, day-tot-hoc-tot]
year: 2023
date: 2023-11-20
consent: {subject: 2023-11-01, ref: "05/2023"}
---

Mỗi sáng thứ bảy: thư viện mở cửa.

Các em đến đọc.
"""
    )
    assert f"git add {path}" in result.stdout
    assert check(root, datetime.date(2024, 1, 15)) == 0


def test_a_question_is_asked_again_until_its_answer_is_right(root: Path) -> None:
    before = files_of(root)
    wrong = answers(
        title=["", "A" * 121, "Lớp đọc sách"],
        given_name=["Thị", "Mẫu"],
        subject=["", "9", "hai", "1,2", "1"],
        movements=["", "7", "1"],
        year=["202", "2023"],
        date=["31/2/2023", "2023-11-20"],
        consent=["", "2099-01-01", "hôm qua", "2023-11-01", "", "2020-01-01", "2099-01-01"],
        body=[".", "Bài.", "."],
    )
    result = run(root, wrong)
    assert result.returncode == 0, result.stdout + result.stderr
    for words in (
        "chưa ghi",
        "dài 121 ký tự, hãy rút còn nhiều nhất 120",
        "phải là phần cuối của",
        "không có số 9 trong danh sách",
        "không có số hai trong danh sách",
        "chỉ chọn được một",
        "chưa chọn",
        "cần năm gồm bốn chữ số",
        "không phải ngày có thật",
        "chưa có ngày người được viết đồng ý",
        "chưa tới",
        "đã hết hạn ngày 2020-01-01",
        "bài chưa có nội dung",
    ):
        assert words in result.stdout, words
    text = new_story(root, before)
    assert 'title: "Lớp đọc sách"\n' in text
    assert "consent: {subject: 2023-11-01, expires: 2099-01-01}\n" in text


def test_a_pupil_needs_both_consents_and_a_class_none(root: Path) -> None:
    before = files_of(root)
    result = run(root, answers(subject=["2"], consent=["2023-11-01", "", "2023-11-02", "", ""]))
    assert result.returncode == 0, result.stdout
    assert "chưa có ngày cha mẹ hoặc người giám hộ đồng ý" in result.stdout
    assert "consent: {subject: 2023-11-01, guardian: 2023-11-02}\n" in new_story(root, before)
    before = files_of(root)
    assert run(root, answers(subject=["3"], consent=[])).returncode == 0
    assert "consent" not in new_story(root, before)
    before = files_of(root)
    assert run(root, answers(sample=["c"], consent=[])).returncode == 0
    assert "sample: true\n" in new_story(root, before)


def test_a_picture_is_kept_beside_the_story_with_nothing_but_its_pixels(root: Path, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Máy của cô Mẫu"
    exif.get_ifd(0x8825)[2] = (10.0, 52.0, 1.0)
    exif[0x0112] = 6  # held upright: the pixels lie on their side
    picture = tmp_path / "Ảnh của tôi.jpg"
    Image.open(io.BytesIO(photo())).convert("RGB").save(picture, exif=exif)
    before = files_of(root)
    result = run(
        root,
        answers(photo=[str(tmp_path / "khong-co.jpg"), str(root / "mkdocs.yml"), f'"{picture}"', "", "Kệ sách"]),
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "không mở được tệp" in result.stdout and "không đọc được ảnh này" in result.stdout
    assert "có ảnh thì phải có lời tả ảnh" in result.stdout
    (path,) = (path for path in files_of(root) - before if path.endswith(".jpg"))
    text = new_story(root, before)
    assert f'photo: "{Path(path).name}"\nphoto_alt: "Kệ sách"\n' in text
    with Image.open(root / path) as kept:
        assert kept.format == "JPEG" and kept.height > kept.width
        assert not kept.getexif()
    assert b"Exif" not in (root / path).read_bytes()


def test_both_languages_and_an_award(root: Path) -> None:
    before = files_of(root)
    result = run(
        root,
        answers(
            awards=["c", "", "1", "12/QĐ-THCS", "18/11/2023", "k"],
            english=["c", "", "A reading class", "", "Teacher", "The library opens.", "."],
        ),
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert 'awards: [{type: lao-dong-tien-tien, decision: "12/QĐ-THCS", date: 2023-11-18}]\n' in new_story(root, before)
    english = new_story(root, before, ".en.md")
    assert english == '---\ntitle: "A reading class"\nrole: "Teacher"\n---\n\nThe library opens.\n'


def test_what_only_the_whole_check_finds_is_asked_for_again(root: Path) -> None:
    before = files_of(root)
    result = run(root, answers(body=["Xem [bài](khong-co.vi.md).", "."], english=["", "Xem bài kia.", "."]))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "không dẫn tới tệp nào" in result.stdout
    assert new_story(root, before).endswith("\n\nXem bài kia.\n")


@pytest.mark.parametrize("after", [0, 1, 9, 15, 20, -1])
def test_an_end_of_the_answers_leaves_nothing_behind(root: Path, after: int) -> None:
    before = files_of(root)
    lines = answers(year=["2031"]).splitlines(keepends=True)
    result = run(root, "".join(lines[:after]))
    assert result.returncode == 130
    assert "Đã dừng, chưa ghi tệp nào" in result.stderr and "Traceback" not in result.stderr
    assert files_of(root) == before


def test_a_no_at_the_end_writes_nothing(root: Path) -> None:
    before = files_of(root)
    assert run(root, answers(write=["k"])).returncode == 1
    assert files_of(root) == before


def test_two_stories_of_one_title_are_two(root: Path) -> None:
    before = files_of(root)
    assert run(root, answers()).returncode == 0
    assert run(root, answers()).returncode == 0
    assert len(files_of(root) - before) == 2


def test_no_file_is_written_over_and_none_is_left_half(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/b").write_text("của người khác", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_new(tmp_path, {"docs/guong/2023/a": b"a", "docs/b": b"b"})
    assert {path.name for path in (tmp_path / "docs").rglob("*")} == {"b"}
    assert (tmp_path / "docs/b").read_text(encoding="utf-8") == "của người khác"


def test_the_year_and_the_day_are_offered(root: Path) -> None:
    before = files_of(root)
    result = run(root, answers(year=[""], date=[""]))
    assert result.returncode == 0, result.stdout + result.stderr
    today = datetime.date.today().isoformat()
    assert f"year: {YEAR}\ndate: {today}\n" in new_story(root, before)


def test_every_field_of_the_schema_is_asked_for(root: Path) -> None:
    project = Project.read(root, datetime.date(2024, 1, 15))
    told: list[str] = []
    typed = iter(answers(awards=["c", "1", "", "", "k"], english=["c", "A", "", "", "B", "."]).splitlines())
    dialogue = Dialogue(project, lambda _: next(typed), told.append)
    dialogue.ask_all()
    text = "\n".join(told)
    for item in project.schema["fields"]:
        if item["name"] not in ("photo_alt", "awards", "consent"):
            assert f"\n{item['label']} (" in text, item["name"]
    # The rest are asked for in the prompt, part by part, or with a picture alone.
    assert "Loại khen thưởng" in text and "Số giấy đồng ý" in text and "Lời tả ảnh" not in text


def test_the_text_may_come_from_an_editor(root: Path) -> None:
    project = Project.read(root, datetime.date(2024, 1, 15))
    given = iter(["", "Bài\r\nviết.\n"])
    typed = iter(answers(body=[]).splitlines())
    dialogue = Dialogue(project, lambda _: next(typed), lambda _: None, lambda _: next(given))
    dialogue.ask_all()
    assert dialogue.story["body"] == "Bài\nviết."


def test_what_no_answer_can_mend_stops_and_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project.read(root, datetime.date(2024, 1, 15))
    typed = iter(answers().splitlines())
    dialogue = Dialogue(project, lambda _: next(typed), lambda _: None)
    dialogue.ask_all()
    problem = Problem("docs/guong/2023/a.vi.md", 1, "tệp", "sai", "wrong")
    monkeypatch.setattr(project, "problems", lambda *_: [problem])
    with pytest.raises(Stopped, match="người phụ trách kỹ thuật"):
        finished_files(dialogue)


def test_ctrl_c_leaves_nothing_behind(root: Path) -> None:
    before = files_of(root)
    command = [sys.executable, str(ROOT / "tools/write_story.py"), "--root", str(root)]
    pipe = subprocess.PIPE
    # Whoever starts the tests in the background has Ctrl+C ignored, and programs inherit that.
    listening = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")
    finally:
        signal.signal(signal.SIGINT, listening)
    with process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write("Một bài\n")
        process.stdin.flush()
        while "Tóm tắt" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert "Đã dừng, chưa ghi tệp nào" in process.stderr.read()
    assert files_of(root) == before
