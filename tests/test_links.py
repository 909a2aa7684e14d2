"""Links of a body: which are ours, where they lead, what is told of a dead one."""

from __future__ import annotations

import pytest
from builders import problems_of, story
from thidua.links import check_links, local_links, resolve

KNOWN = {
    "index.vi.md",
    "index.en.md",
    "gioi-thieu.vi.md",
    "phong-trao/day-tot-hoc-tot.vi.md",
    "guong/2023/lop-doc-sach.vi.md",
    "guong/2023/lop-doc-sach.jpg",
    "guong/2023/index.vi.md",
    "guong/2023/ke-go.jpg",
}
STORY = "guong/2023/vuon-rau.vi.md"


def told_of(body: str, path: str = STORY, first_line: int = 1) -> list[tuple[int, str, str]]:
    told: list[tuple[int, str, str]] = []
    check_links(path, body, first_line, KNOWN, lambda line, label, vi, _: told.append((line, label, vi)))
    return told


# A line of a body: the links in it that are ours.
LINKS: dict[str, list[str]] = {
    "[a](b.vi.md)": ["b.vi.md"],
    "![a](b.jpg)": ["b.jpg"],
    "[a](b.vi.md#c)": ["b.vi.md"],
    "[a](b.vi.md?c)": ["b.vi.md"],
    "[a]( b.vi.md )": ["b.vi.md"],
    "[a](<b.vi.md>)": ["b.vi.md"],
    '[a](b.vi.md "tên")': ["b.vi.md"],
    "[a](b.vi.md 'tên')": ["b.vi.md"],
    "[a](l%E1%BB%9Bp.vi.md)": ["lớp.vi.md"],
    "[a](/b/)": ["/b/"],
    "[![a](b.jpg)](c.vi.md)": ["b.jpg", "c.vi.md"],
    "[a](b.vi.md) và [c](d.vi.md)": ["b.vi.md", "d.vi.md"],
    "[a](http://[b)": ["http://[b"],
    "[a](#muc)": [],
    "[a](https://example.vn/b)": [],
    "[a](//example.vn/b)": [],
    "[a](mailto:a@example.vn)": [],
    "[a](tel:113)": [],
    "[a] (b.vi.md)": [],
    "`[a](b.vi.md)`": [],
    "``[a](b`c.vi.md)`` [d](e.vi.md)": ["e.vi.md"],
}


def test_links_without_a_scheme_are_ours() -> None:
    assert {body: [target for _, target in local_links(body, 1)] for body in LINKS} == LINKS


def test_links_know_their_lines_and_code_blocks_are_passed_over() -> None:
    body = "[a](a.md)\n\n```yaml\n[b](b.md)\n~~~\n[c](c.md)\n```\n[d](d.md)\n  ~~~\n[e](e.md)\n~~~\n[f](f.md)"
    assert list(local_links(body, 10)) == [(10, "a.md"), (17, "d.md"), (21, "f.md")]


@pytest.mark.parametrize(
    ("path", "target", "found"),
    [
        ("index.vi.md", "gioi-thieu.vi.md", "gioi-thieu.vi.md"),
        (STORY, "lop.jpg", "guong/2023/lop.jpg"),
        (STORY, "./lop.jpg", "guong/2023/lop.jpg"),
        (STORY, "../../phong-trao/a.vi.md", "phong-trao/a.vi.md"),
        (STORY, "../../../a.md", "../a.md"),
    ],
)
def test_a_link_starts_from_the_folder_of_its_file(path: str, target: str, found: str) -> None:
    assert resolve(path, target) == found


@pytest.mark.parametrize(
    "target",
    [
        "lop-doc-sach.vi.md",
        "lop-doc-sach.jpg",
        "index.vi.md",
        "../../phong-trao/day-tot-hoc-tot.vi.md#gia-dinh",
        "../../index.en.md",
    ],
)
def test_a_link_to_a_published_file_is_fine(target: str) -> None:
    assert told_of(f"[a]({target})") == []


@pytest.mark.parametrize(
    ("target", "vi"),
    [
        (
            "lop-doc-sac.vi.md",
            'liên kết "lop-doc-sac.vi.md" không dẫn tới tệp nào. Có phải "lop-doc-sach.vi.md"?',
        ),
        (
            "../phong-trao/day-tot-hoc-tot.vi.md",
            'liên kết "../phong-trao/day-tot-hoc-tot.vi.md" không dẫn tới tệp nào. '
            'Có phải "../../phong-trao/day-tot-hoc-tot.vi.md"?',
        ),
        ("/gioi-thieu/", 'liên kết "/gioi-thieu/" không dẫn tới tệp nào. Có phải "../../gioi-thieu.vi.md"?'),
        ("xyzw.md", 'liên kết "xyzw.md" không dẫn tới tệp nào.'),
        ("http://[xyzw", 'liên kết "http://[xyzw" không dẫn tới tệp nào.'),
        ("../../../index.vi.md", 'liên kết "../../../index.vi.md" không dẫn tới tệp nào. Có phải "../../index.vi.md"?'),
        # Of a like name, though the path is not alike; never a picture for a page.
        (
            "anh/chi/em/hang/xom/gioi-thieu.vi.md",
            'liên kết "anh/chi/em/hang/xom/gioi-thieu.vi.md" không dẫn tới tệp nào. Có phải "../../gioi-thieu.vi.md"?',
        ),
        ("ke-go.vi.md", 'liên kết "ke-go.vi.md" không dẫn tới tệp nào.'),
        ("lop-doc-sach.png", 'không có ảnh "lop-doc-sach.png". Có phải "lop-doc-sach.jpg"?'),
        ("anh/xyzw.png", 'không có ảnh "anh/xyzw.png".'),
    ],
)
def test_a_dead_link_is_told_with_the_path_to_write(target: str, vi: str) -> None:
    assert told_of(f"Một.\n\n[a]({target})", first_line=5) == [(7, "nội dung", vi)]


def test_a_path_from_the_root_is_told_even_where_the_file_exists() -> None:
    # The site lives in any sub-folder and opens from a zip, so no link starts at the root.
    assert told_of("[a](/index.vi.md)", path="gioi-thieu.vi.md") == [
        (1, "nội dung", 'liên kết "/index.vi.md" không dẫn tới tệp nào. Có phải "index.vi.md"?')
    ]


def test_each_dead_link_has_its_own_line() -> None:
    assert [line for line, *_ in told_of("[a](xx.md) [b](yy.md)\n[c](index.vi.md)\n![d](zz.jpg)")] == [1, 1, 3]


@pytest.mark.parametrize(
    "picture", ["![](anh.jpg)", "![  ](anh.jpg)", "![][1]", "![IMG_2023.jpg](anh.jpg)", "x ![](anh.jpg) y"]
)
def test_a_picture_without_words_is_told_at_its_line(picture: str) -> None:
    body = f"Một câu.\n\n{picture}\n\n[1]: anh.jpg"
    told = problems_of(story(body=body), media=["guong/2023/anh.jpg"])
    assert told == [
        "docs/guong/2023/lop-doc-sach.vi.md:16: nội dung: ảnh chưa có lời tả cho người không nhìn thấy ảnh, hãy viết "
        "![điều thấy trong ảnh](ten-anh.jpg) / the picture has no words; write ![what it shows](name.jpg)"
    ]


@pytest.mark.parametrize(
    "body", ["![Kệ sách](anh.jpg)", "Chữ ![", "`![](anh.jpg)`", "[](anh.jpg)", "![Lớp [6A]](anh.jpg)"]
)
def test_a_picture_with_words_and_what_is_no_picture_is_not(body: str) -> None:
    assert not [line for line in problems_of(story(body=body), media=["guong/2023/anh.jpg"]) if "lời tả" in line]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[a](vuon rau.vi.md)", 'địa chỉ "vuon rau.vi.md" có dấu cách nên không thành liên kết'),
        ("![a](ke go.JPG)", 'địa chỉ "ke go.JPG" có dấu cách'),
        ("[a] (lop-doc-sach.vi.md)", "giữa ] và ( có dấu cách"),
        ("[a] (https://example.org/)", "giữa ] và ( có dấu cách"),
        ("[a](javascript:alert)", 'liên kết "javascript:alert" không mở được trên trang'),
        ("[a]: data:text/html,x", 'liên kết "data:text/html,x" không mở được'),
        ("![a](C:\\anh\\a.jpg)", 'liên kết "C:\\anh\\a.jpg" không mở được'),
        ("![a](https://example.org/a.jpg)", "không lấy ảnh của trang khác"),
        ("![a](//example.org/a.jpg)", "không lấy ảnh của trang khác"),
        ("[a](truong.edu.vn/tin)", 'hãy thêm https:// vào đầu địa chỉ "truong.edu.vn/tin"'),
    ],
)
def test_what_was_meant_as_a_link_and_is_none_is_told(line: str, words: str) -> None:
    ((number, label, vi),) = told_of(f"Lời.\n\n{line}", first_line=5)
    assert (number, label) == (7, "nội dung")
    assert words in vi


@pytest.mark.parametrize(
    "line",
    [
        "[a](https://example.org/) [b](mailto:a@b.example) [c](tel:113) [d](HTTP://example.org/a.jpg)",
        "Chú thích [1] (như vậy), [2] (xem sau).",
        "`[a] (b.md)` và `[a](C:\\b.md)`",
        '[a](lop-doc-sach.vi.md "tên có dấu cách.md")',
    ],
)
def test_what_is_right_beside_them_is_told_nothing(line: str) -> None:
    assert told_of(line) == []
