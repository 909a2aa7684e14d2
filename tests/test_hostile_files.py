"""Hostile and odd files in ``docs/``: each told in one line that names something that exists, none followed or read."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from broken_stories import NEIGHBOUR, STEM, good_files, lay_out, photo
from check import check, compose_letters
from conftest import ROOT, Project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strip_photos import strip_photos
from thidua import content_folder
from thidua.content_folder import read_folder
from withdraw import take_down

TODAY = datetime.date(2024, 1, 15)
WORDS = ROOT / "overrides/locales"
# Stands in files that nobody may publish.
MARKER = "bi-mat-cua-may-7f3a9c"

QUOTED = ' / "a b": '
LINK = (
    "là đường dẫn tắt (symlink), trang không mở; hãy xóa, cần thì chép tệp thật vào chỗ này / "
    "a symbolic link, which is never opened; delete it, or put the real file in its place"
)
SPECIAL = (
    "không phải tệp thường (ống dẫn, ổ cắm, thiết bị), trang không mở; hãy xóa / "
    "no plain file but a pipe, socket or device, which is never opened; delete it"
)
UNKNOWN = (
    "không đăng loại tệp này; docs/ chỉ chứa bài viết .md, ảnh (.jpg, .png, .webp, .avif) và .pdf, hãy xóa tệp này / "
    "no such file is published; docs/ holds .md, pictures and .pdf only; delete it"
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names cannot be made there")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A good project: nothing is told of it."""
    lay_out(good_files(), tmp_path / "project", WORDS)
    (tmp_path / "ngoai").mkdir()
    (tmp_path / "ngoai/bi-mat.md").write_text(MARKER, encoding="utf-8")
    return tmp_path / "project"


def told(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines of mistakes that the check tells."""
    capsys.readouterr()
    status = check(root, TODAY)
    output = capsys.readouterr()
    lines = output.err.splitlines()
    assert status == bool(lines)
    assert MARKER not in output.err + output.out
    assert not lines or lines[-1] == f"{len(lines) - 1} lỗi cần sửa / {len(lines) - 1} to mend"
    return lines[:-1]


def link(path: str, target: str) -> Callable[[Path], None]:
    def make(docs: Path) -> None:
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).symlink_to(target)

    return make


def pipe(path: str) -> Callable[[Path], None]:
    return lambda docs: os.mkfifo(docs / path)


def write(path: str, data: bytes = b"x") -> Callable[[Path], None]:
    def make(docs: Path) -> None:
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_bytes(data)

    return make


def sparse(path: str) -> Callable[[Path], None]:
    """2 GB of nothing, which take no place on the disk."""

    def make(docs: Path) -> None:
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        with (docs / path).open("wb") as file:
            file.truncate(2_000_000_000)

    return make


def bind(path: str) -> Callable[[Path], None]:
    def make(docs: Path) -> None:
        # A socket's own path may have 108 bytes only, so it is moved here.
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as bound:
            bound.bind(f"{folder}/s")
            shutil.move(f"{folder}/s", docs / path)

    return make


FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link to a file of the machine": (link("guong/2023/anh.jpg", "/etc/passwd"), f"guong/2023/anh.jpg:1: tệp: {LINK}"),
    "a link to a text outside": (
        link("guong/2023/khac.vi.md", "../../../../ngoai/bi-mat.md"),
        f"guong/2023/khac.vi.md:1: tệp: {LINK}",
    ),
    "a link to a good text inside": (
        link("guong/2023/khac.vi.md", "lop-doc-sach.vi.md"),
        f"guong/2023/khac.vi.md:1: tệp: {LINK}",
    ),
    "a link to a device": (link("khac.vi.md", "/dev/zero"), f"khac.vi.md:1: tệp: {LINK}"),
    "a broken link": (link("guong/2023/mat.png", "khong-co.png"), f"guong/2023/mat.png:1: tệp: {LINK}"),
    "a link to itself": (link("guong/2023/vong.vi.md", "vong.vi.md"), f"guong/2023/vong.vi.md:1: tệp: {LINK}"),
    "a link to a folder outside": (link("guong/2022", "../../../ngoai"), f"guong/2022:1: tệp: {LINK}"),
    "a link to a folder inside": (link("guong/2024", "2023"), f"guong/2024:1: tệp: {LINK}"),
    "a link to the folder above": (link("guong/2023/vong", ".."), f"guong/2023/vong:1: tệp: {LINK}"),
    "a hidden link to a folder": (link(".an", "/"), f".an:1: tệp: {LINK}"),
    "a link to a folder inside a hidden one": (link(".an/day/x", "../.."), f".an/day/x:1: tệp: {LINK}"),
    "a pipe for a text": (pipe("guong/2023/ong.vi.md"), f"guong/2023/ong.vi.md:1: tệp: {SPECIAL}"),
    "a pipe for a picture": (pipe("guong/2023/ong.jpg"), f"guong/2023/ong.jpg:1: tệp: {SPECIAL}"),
    "a pipe for a PDF": (pipe("ong.pdf"), f"ong.pdf:1: tệp: {SPECIAL}"),
    "a socket": (bind("guong/2023/o-cam.png"), f"guong/2023/o-cam.png:1: tệp: {SPECIAL}"),
    "2 GB of text": (
        sparse("guong/2023/dai.vi.md"),
        "guong/2023/dai.vi.md:1: tệp: nặng 2000 MB, hãy rút còn nhiều nhất 300 kB / weighs 2000 MB; 300 kB at most",
    ),
    "2 GB of picture, shown by nobody": (
        sparse("guong/2023/to.jpg"),
        "guong/2023/to.jpg:1: ảnh: nặng 2000 MB, hãy thu nhỏ còn cạnh dài 2400 điểm ảnh rồi lưu lại thành .jpg / "
        "weighs 2000 MB; make the longer side 2400 pixels and save it again as .jpg",
    ),
    "2 GB of PDF": (
        sparse("ke-hoach/to.pdf"),
        "ke-hoach/to.pdf:1: tệp: nặng 2000 MB, hãy rút còn nhiều nhất 20 MB / weighs 2000 MB; 20 MB at most",
    ),
    "2 GB of something else": (sparse("guong/2023/to.iso"), f"guong/2023/to.iso:1: tệp: {UNKNOWN}"),
    "a web page": (write("x.html"), f"x.html:1: tệp: {UNKNOWN}"),
    "a web page in the place of one of the site": (write("index.html"), f"index.html:1: tệp: {UNKNOWN}"),
    "a script": (write("guong/2023/x.js"), f"guong/2023/x.js:1: tệp: {UNKNOWN}"),
    "a file without an ending": (write("CNAME"), f"CNAME:1: tệp: {UNKNOWN}"),
    "a feed": (write("feed.xml"), f"feed.xml:1: tệp: {UNKNOWN}"),
    "a script called a PDF": (
        write("x.pdf", b"<script>alert(1)</script>"),
        "x.pdf:1: tệp: không phải tệp PDF thật, hãy lưu lại đúng loại hoặc xóa tệp này / no real PDF; save it anew or "
        "delete it",
    ),
    "a picture in the place of the site's own files": (
        write("assets/images/dau-hieu.png", photo()),
        "assets/images/dau-hieu.png:1: tệp: thư mục docs/assets/ dành cho giao diện của trang, hãy đặt tệp này vào thư mục "
        "khác / docs/assets/ is for the site's own files; put this one into another folder",
    ),
    "a folder too deep": (
        write("a/b/c/d/e/f/g/h/i/x.vi.md"),
        "a/b/c/d/e/f/g:1: thư mục: nằm sâu quá 6 tầng thư mục, hãy chuyển ra ngoài / over 6 folders deep; move it further "
        "out",
    ),
    "a name that Windows keeps for itself": (
        write("guong/2023/con.vi.md"),
        'guong/2023/con.vi.md:1: tệp: Windows không mở được tên "con.vi.md", hãy đổi thành "tep-con.vi.md" / '
        'Windows cannot open this name; rename it to "tep-con.vi.md"',
    ),
    "a name that Windows cannot write": (
        write("guong/2023/a:1: tệp: x.vi.md"),
        'guong/2023:1: tệp: tên "a:1: tệp: x.vi.md" có dấu mà Windows không nhận (< > : " | ? * \\), hãy đổi thành '
        '"a-1-tep-x.vi.md" / Windows takes no such name (< > : " | ? * \\); rename it to "a-1-tep-x.vi.md"',
    ),
    "a name that colours the terminal": (
        write("guong/2023/\x1b[31mdo\n.vi.md"),
        'guong/2023:1: tệp: tên "�[31mdo .vi.md" có ký tự lạ hoặc không nhìn thấy được, hãy đổi thành "31mdo.vi.md" / '
        'the name has characters that are odd or cannot be seen; rename it to "31mdo.vi.md"',
    ),
    "a name that turns around": (
        write("guong/2023/anh\u202egpj.exe"),
        'guong/2023:1: tệp: tên "anh�gpj.exe" có ký tự lạ hoặc không nhìn thấy được, hãy đổi thành "anh-gpj.exe" / '
        'the name has characters that are odd or cannot be seen; rename it to "anh-gpj.exe"',
    ),
    "a name that is no text": (
        write(os.fsdecode(b"guong/2023/b\xe0i.vi.md")),
        'guong/2023:1: tệp: tên "b�i.vi.md" có ký tự lạ hoặc không nhìn thấy được, hãy đổi thành "b-i.vi.md" / '
        'the name has characters that are odd or cannot be seen; rename it to "b-i.vi.md"',
    ),
    "a folder whose name is no text": (
        write(os.fsdecode(b"guong/2\xff/x.vi.md")),
        'guong:1: thư mục: tên "2�" có ký tự lạ hoặc không nhìn thấy được, hãy đổi thành "2" / '
        'the name has characters that are odd or cannot be seen; rename it to "2"',
    ),
    "a link with such a name": (
        link("guong/2023/a\nb", "/etc"),
        f'guong/2023:1: tệp: "a b" {LINK.replace(" / ", QUOTED)}',
    ),
    "a blank at the end of a folder": (
        write("guong /x.vi.md"),
        'docs:1: thư mục: tên "guong" có dấu cách hoặc dấu chấm ở đầu hay cuối, hãy đổi thành "guong" / '
        'a blank or a dot at an end of the name; rename it to "guong"',
    ),
    "a hyphen at the start": (
        write("guong/2023/-rf.jpg", photo()),
        'guong/2023/-rf.jpg:1: tệp: tên "-rf.jpg" không dùng làm địa chỉ được, hãy đổi thành "rf.jpg" / '
        'not usable in an address; rename it to "rf.jpg"',
    ),
    "a picture's name with marks": (
        write("anh/Cờ đỏ.JPG", photo()),
        'anh/Cờ đỏ.JPG:1: tệp: tên "Cờ đỏ.JPG" không dùng làm địa chỉ được, hãy đổi thành "co-do.jpg" / '
        'not usable in an address; rename it to "co-do.jpg"',
    ),
    "a picture's name with its address written out": (
        write("%2e%2e%2fx.png", photo()),
        '%2e%2e%2fx.png:1: tệp: tên "%2e%2e%2fx.png" không dùng làm địa chỉ được, hãy đổi thành "2e-2e-2fx.png" / '
        'not usable in an address; rename it to "2e-2e-2fx.png"',
    ),
    "a text's name with its marks apart": (
        write("guong/2023/ba\u0300i.vi.md"),
        'guong/2023/ba\u0300i.vi.md:1: tệp: tên "ba\u0300i" không dùng làm địa chỉ được, hãy đổi thành "bai" / '
        'not usable in an address; rename it to "bai"',
    ),
    "a folder's name with marks": (
        write("Ảnh chụp/a.png", photo()),
        'Ảnh chụp:1: thư mục: tên "Ảnh chụp" không dùng làm địa chỉ được, hãy đổi thành "anh-chup" / '
        'not usable in an address; rename it to "anh-chup"',
    ),
    "a text that differs from a good one in capitals only": (
        write("guong/2023/Lop-doc-sach.VI.md"),
        "guong/2023/Lop-doc-sach.VI.md:1: tệp: Windows và macOS coi là một với \"lop-doc-sach.vi.md\" (chỉ khác chữ hoa "
        'hay cách ghi dấu), hãy đổi tên một tệp / the same name as "lop-doc-sach.vi.md" to Windows and macOS; rename one '
        "of them",
    ),
    "a name too long": (
        write(f"anh/{'a' * 97}.png", photo()),
        f"anh/{'a' * 97}.png:1: tệp: tên dài 101 byte, hãy rút còn nhiều nhất 100 (chữ có dấu chiếm 2 hay 3 byte) / "
        "a name of 101 bytes; shorten it to 100 at most",
    ),
    "a path too long": (
        write(f"{'a' * 99}/{'b' * 99}/c.vi.md"),
        f"{'a' * 99}/{'b' * 99}/c.vi.md:1: tệp: đường dẫn dài 207 byte, hãy rút còn nhiều nhất 200 (chữ có dấu chiếm 2 hay "
        "3 byte) / a path of 207 bytes; shorten it to 200 at most",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_each_is_told_in_one_line_and_its_neighbours_are_not(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(root, capsys) == []
    make, line = FILES[name]
    make(root / "docs")
    assert told(root, capsys) == [line if line.startswith("docs:") else f"docs/{line}"]


def test_what_windows_and_macos_leave_and_what_is_hidden_is_nobodys_mistake(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (".DS_Store", "guong/2023/Thumbs.db", "guong/desktop.ini", ".htaccess", ".cai-dat/x.html"):
        write(path)(root / "docs")
    link(".#index.vi.md", "ai-do@may.123:456")(root / "docs")  # what Emacs does with a file that is being edited
    pipe(".ong")(root / "docs")
    assert told(root, capsys) == []


def test_a_photo_that_is_a_link_is_told_and_not_the_story_that_shows_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / f"docs/{STEM}.png"
    file.rename(root / "that.png")
    file.symlink_to(root / "that.png")
    assert told(root, capsys) == [f"docs/{STEM}.png:1: tệp: {LINK}"]


def test_a_text_that_is_a_link_is_told_and_not_its_translation_or_who_links_to_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / f"docs/{STEM}.vi.md"
    file.rename(root / "that.vi.md")
    file.symlink_to(root / "that.vi.md")
    neighbour = root / f"docs/{NEIGHBOUR}.vi.md"
    neighbour.write_text(neighbour.read_text(encoding="utf-8") + "\n[Bài](lop-doc-sach.vi.md)\n", encoding="utf-8")
    assert told(root, capsys) == [f"docs/{STEM}.vi.md:1: tệp: {LINK}"]


def test_a_content_folder_that_is_a_link_is_not_read(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs").rename(root / "that")
    (root / "docs").symlink_to("that")
    assert told(root, capsys) == [f"docs:1: thư mục: {LINK}"]


def test_what_may_not_be_read_is_told(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As whoever owns the machine one may read all, so the refusal is made here."""
    shut, locked = root / "docs/guong/2024", root / f"docs/{STEM}.en.md"
    shut.mkdir()
    really_scan, really_open = os.scandir, os.open

    def scan(path: str | Path) -> object:
        if Path(path) == shut:
            raise PermissionError(13, "Permission denied")
        return really_scan(path)

    def refuse(path: str | Path, flags: int, *more: int, **named: int) -> int:
        if Path(path) == locked:
            raise PermissionError(13, "Permission denied")
        return really_open(path, flags, *more, **named)

    monkeypatch.setattr(content_folder.os, "scandir", scan)
    monkeypatch.setattr(content_folder.os, "open", refuse)
    closed = "không mở được thư mục này, hãy xem lại quyền đọc / the folder cannot be opened; look at its rights"
    assert told(root, capsys) == [
        f"docs/{STEM}.en.md:1: tệp: không đọc được tệp này / cannot be read",
        f"docs/guong/2024:1: thư mục: {closed}",
    ]


def test_too_many_files_are_told_once_and_not_read(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    count = sum(1 for _ in (root / "docs").rglob("*"))
    monkeypatch.setattr(content_folder, "MOST_FILES", count)
    assert told(root, capsys) == []
    write("guong/2023/them.html")(root / "docs")
    assert told(root, capsys) == [
        f"docs:1: thư mục: quá {count} tệp và thư mục, hãy chuyển bớt ra ngoài docs/ / "
        f"over {count} files and folders; move some out of docs/"
    ]


def test_files_of_2_gb_need_no_memory(root: Path) -> None:
    import resource

    for name in ("a.vi.md", "a.pdf", "a.jpg", "a.html", "guong/2023/a.png"):
        sparse(name)(root / "docs")
    result = subprocess.run(
        [sys.executable, "-X", "utf8", str(ROOT / "hooks/check.py"), "--root", str(root)],
        env={**os.environ, "GITHUB_ACTIONS": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000)),
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 6


# The settings and the words


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}, *a{n}]\n" for n in range(30))
YAML = {
    "a bomb of aliases": (
        BOMB,
        "2: tệp: có *tên (bí danh YAML) trỏ tới giá trị ở chỗ khác, hãy viết hẳn giá trị ra / an alias (*name) of another "
        "value; write the value itself",
    ),
    "30,000 brackets": (
        "a: b\nc: " + "[" * 30_000,
        "2: tệp: lồng nhau quá nhiều tầng, hãy viết gọn lại / nested too deep; write it flat",
    ),
    "many brackets, closed": (
        f"a: b\nc: {'[' * 1_900}{']' * 1_900}",
        "2: tệp: lồng nhau quá nhiều tầng, hãy viết gọn lại / nested too deep; write it flat",
    ),
    "30,000 lists in one line": (
        "a: b\nc:\n" + "- " * 30_000,
        "3: tệp: lồng nhau quá nhiều tầng, hãy viết gọn lại / nested too deep; write it flat",
    ),
    "a program to run": (
        "a: b\nc: !!python/object/apply:os.system [id]",
        '2: tệp: có thẻ "!!python/object/apply:os.system" không dùng được, hãy bỏ đi / a tag that is not allowed; take it '
        "out",
    ),
    "a megabyte": (
        "a: " + "x" * 1_000_000,
        "1: tệp: nặng 2 MB, hãy rút còn nhiều nhất 300 kB / weighs 2 MB; 300 kB at most",
    ),
    "a day that is none": ("a: 2023-02-30", None),
}  # fmt: skip


@pytest.mark.parametrize("name", YAML)
def test_settings_that_would_harm_are_told_and_not_read(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, line = YAML[name]
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    lines = told(root, capsys)
    assert len(lines) == 1
    assert lines == [f"mkdocs.yml:{line}"] if line else lines[0].startswith("mkdocs.yml:1: tệp: ")


@pytest.mark.parametrize("name", [name for name in YAML if name != "a day that is none"])
def test_words_that_would_harm_are_told_and_not_read(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, line = YAML[name]
    (root / "overrides/locales/en.yml").write_text(text, encoding="utf-8")
    assert told(root, capsys) == [f"overrides/locales/en.yml:{line}"]


@pytest.mark.parametrize("value", ["yes", "2023-11-20", "[một, hai]", "12"])
def test_a_word_that_is_no_text_is_told_at_its_line(value: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = root / "overrides/locales/en.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if re.match(r"\w+: \w", line))
    name = lines[place].partition(":")[0]
    lines[place] = f"{name}: {value}"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert told(root, capsys) == [
        f"overrides/locales/en.yml:{place + 1}: {name}: phải là một đoạn chữ, hãy đặt trong ngoặc kép / must be a text; "
        "put it in double quotes"
    ]


def test_words_and_settings_that_are_links_are_not_read(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in ("overrides/locales/vi.yml", "mkdocs.yml"):
        (root / path).unlink()
        (root / path).symlink_to(root.parent / "ngoai/bi-mat.md")
    assert told(root, capsys) == [f"{path}:1: tệp: {LINK}" for path in ("mkdocs.yml", "overrides/locales/vi.yml")]


@pytest.mark.parametrize("path", ["overrides", "overrides/locales"])
def test_a_folder_of_templates_that_is_a_link_is_told(
    path: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / path).rename(root / "that")
    (root / path).symlink_to(root / "that")
    assert told(root, capsys) == [f"{path}:1: tệp: {LINK}"]


def test_links_among_the_templates_are_told(project: Project) -> None:
    """Whatever stands there is published, so a link would publish what it leads to."""
    (project.root / "bi-mat.css").write_text(MARKER, encoding="utf-8")
    (project.root / "overrides/assets/them.css").symlink_to(project.root / "bi-mat.css")
    (project.root / "overrides/assets/goc").symlink_to("/")
    for result in (project.build(), project.check()):
        assert result.returncode == 1
        lines = result.stderr.splitlines()
        assert lines[:2] == [f"overrides/assets/{name}:1: tệp: {LINK}" for name in ("goc", "them.css")]
    assert not project.site.exists()


# The commands that change files


def test_letters_are_mended_in_no_file_outside(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "ngoai/ngoai.vi.md"
    outside.write_text("ba\u0300i", encoding="utf-8")
    inside = root / f"docs/{STEM}.vi.md"
    inside.write_text(inside.read_text(encoding="utf-8") + "ba\u0300i\n", encoding="utf-8")
    link("guong/2023/khac.vi.md", str(outside))(root / "docs")
    link("guong/2024", str(outside.parent))(root / "docs")
    pipe("guong/2023/ong.vi.md")(root / "docs")
    write("guong/2023/a\nb.vi.md", "ba\u0300i".encode())(root / "docs")
    sparse("guong/2023/dai.vi.md")(root / "docs")
    assert compose_letters(root) == 0
    assert outside.read_text(encoding="utf-8") == "ba\u0300i"
    assert inside.read_text(encoding="utf-8").endswith("bài\n")


def test_places_are_taken_out_of_no_picture_outside(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from test_picture_metadata import photo as photo_with_place

    outside = root.parent / "ngoai/anh.jpg"
    outside.write_bytes(photo_with_place("JPEG"))
    before = outside.read_bytes()
    link("guong/2023/a.jpg", str(outside))(root / "docs")
    link("guong/2024", str(outside.parent))(root / "docs")
    pipe("guong/2023/b.jpg")(root / "docs")
    sparse("guong/2023/c.jpg")(root / "docs")
    write("guong/2023/d\n.jpg", before)(root / "docs")
    assert strip_photos(root) == 0
    assert outside.read_bytes() == before
    assert [line.split(": ")[0] for line in capsys.readouterr().err.splitlines()] == ["docs/guong/2023/c.jpg:1"]


@pytest.mark.parametrize(
    "wanted",
    [
        "../../ngoai/2023/bi-mat",
        "/etc/passwd",
        "docs/guong/2023/../../../../ngoai/bi-mat.md",
        "..",
        "2023/\x1b[31m\n",
        "\0",
    ],
)
def test_no_story_outside_is_taken_down(wanted: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in root.parent.rglob("*.*") if path.is_file()}
    assert take_down(root, wanted) == 1
    assert {path: path.read_bytes() for path in root.parent.rglob("*.*") if path.is_file()} == before
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1 and told[:-1].isprintable()


def test_a_story_that_is_a_link_is_not_taken_down_and_nothing_is_copied_in(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = root.parent / "ngoai/bai.vi.md"
    file = root / f"docs/{STEM}.vi.md"
    file.rename(outside)
    file.symlink_to(outside)
    before = outside.read_bytes()
    assert take_down(root, "lop-doc-sach") == 1
    assert file.is_symlink() and outside.read_bytes() == before
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_story_that_shows_a_picture_outside_counts_none_of_them_its_own(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / f"docs/{STEM}.vi.md"
    body = "\n![Ảnh](../../../../ngoai/anh.png)\n"
    file.write_text(file.read_text(encoding="utf-8") + body, encoding="utf-8")
    assert take_down(root, "lop-doc-sach") == 0
    assert "ngoai" not in capsys.readouterr().out


def test_the_zip_holds_no_file_from_outside_the_site(root: Path, tmp_path: Path) -> None:
    import zipfile

    sys.path.insert(0, str(ROOT / "tools"))
    from make_zip import make_zip

    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<p>Trang</p>", encoding="utf-8")
    (site / "ngoai.txt").symlink_to(root.parent / "ngoai/bi-mat.md")
    (site / "ngoai").symlink_to(root.parent / "ngoai")
    os.mkfifo(site / "ong")
    make_zip(site, tmp_path / "trang.zip")
    with zipfile.ZipFile(tmp_path / "trang.zip") as archive:
        assert archive.namelist() == ["MO-TRANG-NAY.html", "thi-dua/index.html"]


# The build

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def test_the_site_holds_nothing_but_what_the_check_has_read(project: Project) -> None:
    """MkDocs is told to publish hidden files as well: it finds them, and they are left out all the same."""
    (project.root / "bi-mat.md").write_text(MARKER, encoding="utf-8")
    secret = PDF + MARKER.encode()
    for path in (".htaccess", ".an/trang.html", "Thumbs.db", ".an/x.md", "guong/2023/.ghi-chu", ".an/anh.png"):
        write(path, MARKER.encode())(project.docs)
    write("ke-hoach/khong-ai-dung.pdf", secret)(project.docs)
    write("guong/2023/khong-ai-dung.jpg", MARKER.encode())(project.docs)
    write("ke-hoach/giay.pdf", PDF)(project.docs)
    about = project.docs / "gioi-thieu.vi.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[Giấy](ke-hoach/giay.pdf)\n", encoding="utf-8")
    config = project.root / "mkdocs.yml"
    config.write_text(f"# {MARKER}\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    # The setting itself (exclude_docs) is refused.
    project.edit("mkdocs.yml", "hooks:\n", "hooks:\n  - hooks/show_hidden.py\n")
    (project.root / "hooks/show_hidden.py").write_text(
        "from pathspec.gitignore import GitIgnoreSpec\n\n\n"
        "def on_config(config):\n    config.exclude_docs = GitIgnoreSpec.from_lines(['!.*'])\n"
    )
    result = project.build()
    assert result.returncode == 0, result.stderr
    published = [path for path in project.site.rglob("*") if path.is_file()]
    assert [path for path in published if MARKER.encode() in path.read_bytes() or MARKER in str(path)] == []
    assert [path.relative_to(project.site).as_posix() for path in published if path.suffix == ".pdf"] == [
        "ke-hoach/giay.pdf"
    ]
    assert (project.site / "ke-hoach/giay.pdf").read_bytes() == PDF
    assert [path for path in published if path.name.startswith(".") or path.name == "Thumbs.db"] == []


def test_the_build_tells_the_same_lines_and_writes_nothing(project: Project) -> None:
    (project.root / "bi-mat.png").write_bytes(photo() + MARKER.encode())
    link("guong/2024/anh.png", str(project.root / "bi-mat.png"))(project.docs)
    link("guong/vong", "..")(project.docs)
    link(".an", "/")(project.docs)
    pipe("ong.vi.md")(project.docs)
    sparse("guong/2023/dai.vi.md")(project.docs)
    write("guong/2023/a\x1b[2J.vi.md")(project.docs)
    write("x.html")(project.docs)
    write("trang.svg", b"<svg onload='alert(1)'/>")(project.docs)
    built, checked = project.build(), project.check()
    assert built.returncode == checked.returncode == 1
    assert built.stderr.splitlines() == checked.stderr.splitlines()[:-1]
    assert len(built.stderr.splitlines()) == 8
    assert "\x1b" not in built.stderr + checked.stderr
    assert "Traceback" not in built.stderr
    assert not project.site.exists()


def test_a_build_with_settings_that_would_harm_stops(project: Project) -> None:
    project.edit("mkdocs.yml", "  samples: true", "  samples: &co true\n  khac: *co")
    lines = (project.root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    result = project.build()
    assert result.returncode == 1
    assert result.stderr.startswith(f"mkdocs.yml:{lines.index('  khac: *co') + 1}: tệp: có *tên")
    assert not project.site.exists()


# Any tree of files

NASTY = [
    "a",
    "B",
    ".",
    "-",
    " ",
    ":",
    "\n",
    "\x1b[31m",
    "\u202e",
    "\u200b",
    "đ",
    "a\u0300",
    "\udcff",
    "\\",
    '"',
    "%2f",
    "~",
]
ENDINGS = ["", ".md", ".vi.md", ".en.md", ".MD", ".jpg", ".PNG", ".pdf", ".html", ".svg", ".md.txt"]
NAMES = st.builds(
    lambda parts, ending: "".join(parts) + ending,
    st.lists(st.sampled_from(NASTY), min_size=1, max_size=4),
    st.sampled_from(ENDINGS),
) | st.sampled_from(
    ["con", "NUL.vi.md", "x" * 240, "đ" * 120 + ".md", "index.html", "feed.xml", "assets", "en", ".git"]
)
FOLDERS = st.sampled_from(
    ["", "guong", "guong/2023", "guong/2024", "ke-hoach", "phong-trao", ".an", "a/b/c/d/e/f", "en"]
)
KINDS = st.one_of(
    st.binary(max_size=40).map(lambda data: ("file", data)),
    st.sampled_from([b"---\ntitle: [\n---\n", b"---\ntitle: a\n---\nb", PDF, b"%PDF-<</JS(x)>>"]).map(
        lambda data: ("file", data)
    ),
    st.sampled_from(["..", ".", "/etc/passwd", "/dev/zero", "/", "khong-co", "../guong"]).map(lambda to: ("link", to)),
    st.sampled_from([("pipe", ""), ("folder", "")]),
)


def put(docs: Path, folder: str, name: str, kind: tuple[str, bytes | str]) -> None:
    path = docs / folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            return
        what, data = kind
        if what == "file" and isinstance(data, bytes):
            path.write_bytes(data)
        elif what == "link":
            path.symlink_to(str(data))
        elif what == "pipe":
            os.mkfifo(path)
        else:
            path.mkdir()
    except (OSError, ValueError):  # no such name can be written here, or its folder is no folder
        return


@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(tree=st.lists(st.tuples(FOLDERS, NAMES, KINDS), max_size=8))
def test_of_any_tree_each_line_names_what_exists_and_no_good_file(
    tree: list[tuple[str, str, tuple[str, bytes | str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        lay_out(good_files(), root, WORDS)
        for place, name, kind in tree:
            put(root / "docs", place, name, kind)
        lines = told(root, capsys)
        for line in lines:
            assert line.isprintable() and line.encode("utf-8")
            path, number, _ = line.split(":", 2)
            assert int(number) >= 1 and os.path.lexists(root / path), line
            assert path.removeprefix("docs/") not in good_files(), line
        assert len(lines) == len(set(lines))
        found = read_folder(root / "docs")
        paths = [source.path for source in found.sources]
        assert len(paths) == len(set(paths)) and not found.refused & {*paths, *found.media}
        for path in (*paths, *found.media):
            assert (root / "docs" / path).is_file() and not (root / "docs" / path).is_symlink()
        assert {source.path: source.text.encode() for source in found.sources}.items() >= {
            (path, data) for path, data in good_files().items() if path.endswith(".md")
        }
