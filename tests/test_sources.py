"""Files as bytes: encodings, line ends, letters apart from their marks, names of pictures."""

from __future__ import annotations

import unicodedata

import pytest
from thidua.sources import SourceFile, is_picture, is_raster, read_source

NOT_UTF_8 = "không phải UTF-8, hãy lưu lại với bảng mã UTF-8"
APART = "chữ và dấu bị tách rời (Unicode dạng NFD), hãy chạy «make nfc» để sửa"


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def read(data: bytes) -> tuple[str | None, list[tuple[str, int, str, str]]]:
    """The text, and what was told of ``guong/2023/a.vi.md``."""
    source, problems = read_source("guong/2023/a.vi.md", data)
    if source is not None:
        assert source.path == "guong/2023/a.vi.md"
    return source.text if source else None, [(item.path, item.line, item.field, item.vi) for item in problems]


@pytest.mark.parametrize(
    "data",
    [
        "---\ntitle: Đào\n---\n".encode(),
        b"\xef\xbb\xbf" + "---\ntitle: Đào\n---\n".encode(),
        "---\r\ntitle: Đào\r\n---\r\n".encode(),
        b"\xef\xbb\xbf" + "---\r\ntitle: Đào\r\n---\r\n".encode(),
        "---\rtitle: Đào\r---\r".encode(),
        "---\r\ntitle: Đào\n---\r".encode(),
    ],
    ids=["plain", "mark", "windows", "mark and windows", "old mac", "mixed"],
)
def test_byte_order_mark_and_line_ends_of_any_system_are_fine(data: bytes) -> None:
    assert read(data) == ("---\ntitle: Đào\n---\n", [])


def test_an_empty_file_is_an_empty_text() -> None:
    assert read(b"") == ("", [])


def test_only_the_mark_at_the_start_is_taken_away() -> None:
    assert read("\ufeffa\ufeffb".encode()) == ("a\ufeffb", [])


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("Đào".encode("utf-16"), 1),
        (b"a\nb\n\xe0 la carte\n", 3),
        (b"a\r\nb\r\n\xff\r\n", 3),
        ("một\nĐào".encode() + b"\xc4", 2),
    ],
    ids=["utf-16", "windows-1258", "windows line ends", "cut off"],
)
def test_a_file_that_is_not_utf_8_is_told_with_its_line(data: bytes, line: int) -> None:
    assert read(data) == (None, [("docs/guong/2023/a.vi.md", line, "tệp", NOT_UTF_8)])


def test_letters_apart_from_their_marks_are_composed_and_told_once() -> None:
    text = "một\nhai Đường\nba Hoà\n"
    data = ("một\n" + apart("hai Đường\nba Hoà\n")).encode()
    assert read(data) == (text, [("docs/guong/2023/a.vi.md", 2, "tệp", APART)])


def test_letters_apart_behind_a_mark_and_windows_line_ends_have_the_right_line() -> None:
    data = b"\xef\xbb\xbf" + ("một\r\n\r\n" + apart("Ngữ")).encode()
    assert read(data) == ("một\n\nNgữ", [("docs/guong/2023/a.vi.md", 3, "tệp", APART)])


def test_the_letter_d_with_stroke_alone_is_never_apart() -> None:
    assert read("Đi đâu".encode()) == ("Đi đâu", [])


def test_a_source_file_is_its_path_and_text() -> None:
    assert read_source("index.vi.md", b"a") == (SourceFile("index.vi.md", "a"), [])


def test_a_picture_has_a_plain_name_and_a_known_ending() -> None:
    right = ["lop-doc-sach.jpg", "Anh_1.JPEG", "a.b.png", "a.webp", "a.avif"]
    wrong = ["a.gif", "a.svg", "a.jpg.txt", "a", ".jpg", "jpg", "lớp.jpg", "lop doc.jpg", "-a.jpg", "anh/a.jpg"]
    wrong += ["../a.jpg", "a.jpg\n", "https://x/a.jpg", ""]
    assert [name for name in right + wrong if is_picture(name)] == right


def test_a_picture_made_of_pixels_is_known_by_its_ending_whatever_its_name() -> None:
    right = ["a.jpg", "guong/2023/Ảnh lớp.JPEG", "a.b.PNG", "a.webp", "a.avif"]
    wrong = ["a.svg", "a.gif", "a.pdf", "jpg", "a.jpg.txt", "a.png.md"]
    assert [name for name in right + wrong if is_raster(name)] == right
