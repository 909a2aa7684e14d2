"""Names of files and folders: which are told, and what to call them instead."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thidua.file_names import is_plain, is_tellable, likenesses, name_fault, plain_name, too_long

RIGHT = ["lop-doc-sach.vi.md", "Lớp đọc sách.vi.md", "IMG_0001.JPG", "con-duong.vi.md", "a.b.c", "-a", "2023", "common"]


@pytest.mark.parametrize("name", RIGHT)
def test_most_names_can_be_borne_and_told(name: str) -> None:
    assert name_fault(name) is None
    assert is_tellable(name)


@pytest.mark.parametrize(
    "name",
    ["a\n", "a\tb", "\x1b[0m", "a\u202eb", "a\u200bb", "a\xadb", "\ufeffa", "\udcff", "a\u2028b", "a\xa0b", "\x7f"],
)
def test_what_nobody_sees_is_told_and_stands_in_no_line(name: str) -> None:
    fault = name_fault(name)
    assert fault and "ký tự lạ" in fault[0]
    assert all(text.isprintable() for text in fault)
    assert not is_tellable(name)


@pytest.mark.parametrize("name", ["a:b", "a*", "a?", "<a>", "a|b", 'a"b', "a\\b"])
def test_what_windows_cannot_write_is_told(name: str) -> None:
    fault = name_fault(name)
    assert fault and "Windows không nhận" in fault[0]
    assert not is_tellable(name)


@pytest.mark.parametrize("name", [" a", "a ", "a.", "a. "])
def test_blanks_and_dots_at_an_end_are_told(name: str) -> None:
    fault = name_fault(name)
    assert fault and "ở đầu hay cuối" in fault[0]


@pytest.mark.parametrize("name", ["con", "CON.vi.md", "nul.txt", "Aux", "com1.jpg", "LPT9", "prn .md"])
def test_names_that_windows_keeps_are_told(name: str) -> None:
    fault = name_fault(name)
    assert fault and "không mở được tên" in fault[0]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ảnh lớp.JPG", "anh-lop.jpg"),
        ("Đổi mới.vi.md", "doi-moi.vi.md"),
        ("a b.en.md", "a-b.en.md"),
        (".jpg", "jpg"),
        ("日本.png", "tep.png"),
        ("a:b", "a-b"),
        ("IMG (1).jpeg", "img-1.jpeg"),
        ("..", "tep"),
    ],
)
def test_a_plain_name_is_like_the_one_that_was_given(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@settings(deadline=None, database=None)
@given(st.text(min_size=1, max_size=20))
def test_whatever_the_name_a_plain_one_is_proposed_that_nothing_is_wrong_with(name: str) -> None:
    plain = plain_name(name)
    assert is_plain(plain)
    fault = name_fault(plain)
    assert fault is None or "tep-" in fault[0]
    assert (name_fault(name) is None) or all(text.isprintable() for text in name_fault(name) or ())


def test_length_is_counted_in_bytes() -> None:
    assert too_long("a" * 100, "a" * 200) is None
    assert too_long("đ" * 50, "a") is None
    assert (too_long("đ" * 51, "a") or ("",))[0].startswith("tên dài 102 byte, hãy rút còn nhiều nhất 100")
    assert (too_long("a", "a" * 201) or ("",))[0].startswith("đường dẫn dài 201 byte, hãy rút còn nhiều nhất 200")
    assert too_long("\udcff" * 101, "a") is not None


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["a.png", "b.png", "a.jpg"], {}),
        (["Lop.png", "lop.png"], {"Lop.png": "lop.png"}),
        (["LOP.png", "Lop.png"], {"Lop.png": "LOP.png"}),
        (["bài.png", "ba\u0300i.png"], {"ba\u0300i.png": "bài.png"}),
        (["BÀI", "ba\u0300i", "bài"], {"BÀI": "bài", "ba\u0300i": "bài"}),
        (["Ảnh", "anh"], {}),
    ],
)
def test_the_odd_one_of_two_alike_is_told(names: list[str], found: dict[str, str]) -> None:
    assert likenesses(names) == found
    assert likenesses(names[::-1]) == found
