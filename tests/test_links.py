"""Links of a body: which are ours, where they lead, what is told of a dead one."""

from __future__ import annotations

import pytest
from builders import problems_of, story
from thidua.links import anchors_of, check_anchors, check_links, local_links, resolve

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
    assert list(local_links(body, 10)) == [(10, "a.md"), (17, "d.md"), (19, "e.md"), (21, "f.md")]


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


@pytest.mark.parametrize(
    "body",
    [
        "![a](https://example.org/a.jpg)",
        "![a [b] c](https://example.org/a.jpg)",
        "![a [b [c]] d](<https://example.org/a.jpg>)",
        "![a\nb](https://example.org/a.jpg)",
        "![a](\nhttps://example.org/a.jpg)",
        "![a][1]\n\n[1]: https://example.org/a.jpg",
        "![a] [Một  hai]\n\n[một hai]: HTTPS://example.org/a.jpg 'tên'",
        "![a][]\n\n[A]: //example.org/a.jpg",
        "![a]\n\n[a]:\n  <https://example.org/a.jpg>",
        "[![a](https://example.org/a.jpg)](https://example.org/)",
        "```\n![a](https://example.org/a.jpg)",
    ],
)
def test_a_picture_of_another_site_is_told_in_every_form(body: str) -> None:
    assert [(line, vi[:27]) for line, _, vi in told_of(body)] == [
        (2 if body.startswith("`") else 1, "không lấy ảnh của trang khá")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "[a](https://example.org/a.jpg)",
        "[a][1]\n\n[1]: https://example.org/a.jpg",
        "![a] và [b]\n\n[b]: https://example.org/",
        "\\![a](https://example.org/a.jpg)",
        "`![a](https://example.org/a.jpg)` và `<script>`",
        "```\n![a](https://example.org/a.jpg)\n<iframe>\n```",
        "[Cô Mai]: chào các em\n\n[a]: một hai ba",
        "Số <5, a < b và c > d; <https://example.org/?on=1>",
        "## Mục { #muc }\n\n{: .td-phone }",
    ],
)
def test_links_to_other_sites_code_and_talk_are_no_such_pictures(body: str) -> None:
    assert told_of(body) == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<img src=a.jpg>", "ảnh phải viết theo lối Markdown"),
        *(
            (f"<{tag} x='y'>", f"thẻ HTML <{tag.lower()}> không dùng được trong bài, hãy bỏ đi")
            for tag in ("source", "image", "picture", "SVG", "iframe", "script", "object", "embed", "video", "audio")
        ),
        *((f"a <{tag}>", f"thẻ HTML <{tag}> không dùng được") for tag in ("link", "style", "form", "base", "meta")),
        ("<p style='background:url(//example.org)'>", "thuộc tính style= không dùng được"),
        ("<p onclick=x>", "thuộc tính onclick= không dùng được"),
        ("![a](lop-doc-sach.jpg){ srcset=//example.org/a.jpg }", "thuộc tính srcset= không dùng được"),
        ("Một câu.\n{: .x style='a' }", "trong thẻ hay dấu { } không dùng được style=, .x"),
        ("Một câu.\n{: .td-page }", "kiểu “.td-page” không dùng được"),
        ("Số a<b và c>d", '"<b…>" giống mã HTML nên không hiện trên trang, muốn viết dấu < hãy gõ &lt;'),
        ("Lớp <tên lớp>", '"<tên…>" giống mã HTML'),
        ("[a](java&#115;cript:alert)", 'liên kết "javascript:alert" không mở được trên trang'),
        ("<p id=td-noi-dung>", "mã “#td-noi-dung” không dùng được"),
        ("<!-- nhớ gọi cô -->", "lời ghi ẩn <!-- … --> ai xem mã"),
        ("# Tên nữa", "dòng này thành tên bài thứ hai"),
        ("#tinhnguyen", "dòng này thành tên bài thứ hai"),
        ("Tên nữa\n===", "dòng này thành tên bài thứ hai"),
        ('[y]\n\n[y]: javascript:alert(1) "t"', 'liên kết "javascript:alert(1)" không mở được'),
        ("[y]\n\n> [y]: javascript:hit(1)", 'liên kết "javascript:hit(1)" không mở được'),
        ("[x](//khac.example/a)", 'liên kết "//khac.example/a" không mở được'),
        ("![x](mailto:a)", 'không lấy ảnh của trang khác ("mailto:a")'),
        ("Chữ td-hero.\n\nCâu.\n{: .td-hero }", "kiểu “.td-hero” không dùng được"),
        ("Chữ.\n\n## x {#đề-mục}", "mã “#đề-mục” không dùng được"),
        ("````\n```\n````\n\n<font>a</font>", "thẻ HTML <font> không dùng được"),
        ("a <o:p></o:p>", "<o:p> là mã của Word, hãy xóa thẻ này"),
        ("<details>", "thẻ <details> chưa đóng nên nuốt cả phần sau"),
        (
            '<p class="MsoNormal" align="left" valign="top">a</p>',
            "trong thẻ hay dấu { } không dùng được align=, valign=, .Mso",
        ),
        ("<td>a</td>", "thẻ HTML đặt sai chỗ hoặc chưa đóng"),
    ],
)
def test_html_that_a_story_may_not_have_is_told_once(html: str, words: str) -> None:
    ((line, label, vi),) = told_of(f"Lời.\n\n{html}", first_line=5)
    assert (line, label) == (7 + html.count("\n"), "nội dung")
    assert vi.startswith(words)


def test_a_link_over_two_lines_and_a_footnote_are_told() -> None:
    assert [(line, vi[:22]) for line, _, vi in told_of("Một [a](\nxyzw.md) và\n\n[^1]: xyz\n[b]: xyzw.md")] == [
        (4, "chú thích kiểu [^1] kh"),
        (1, 'liên kết "xyzw.md" khô'),
        (5, 'liên kết "xyzw.md" khô'),
    ]


BODY = "# Một\n\nHai [a](#x)\n===\n\n## Đi *chợ* [b](c.md) ##\n\n```\n# Không\n```\n\nBa\n{: #ba }\n\n<p id='bon'>"


def test_a_place_on_a_page_is_a_heading_or_was_named() -> None:
    assert anchors_of(BODY) == {"mot", "hai-a", "di-cho-b", "ba", "bon"}


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("#mot", None),
        ("#mot_1", None),
        ("#td-noi-dung", None),
        ("#", None),
        ("khac.vi.md#ba", None),
        ("la.vi.md#x", None),
        ("https://example.org/#x", None),
        ("khac.vi.md#di-chợ", 'không có đề mục "#di-chợ" ở trang ấy. Có phải "#di-cho-b"?'),
        ("#khong", 'không có đề mục "#khong" ở trang ấy.'),
    ],
)
def test_a_link_to_no_heading_is_told(target: str, told: str | None) -> None:
    lines: list[tuple[int, str, str]] = []
    bodies = {STORY: BODY, "guong/2023/khac.vi.md": BODY}
    report = lambda line, label, vi, _: lines.append((line, label, vi))  # noqa: E731
    check_anchors(STORY, f"Lời.\n\n[a]({target})", 5, bodies, report)
    assert lines == ([(7, "nội dung", told)] if told else [])


def test_attributes_at_the_head_of_a_fence_are_told_at_its_line() -> None:
    body = 'Chữ.\n\n```{.x onmouseover="a()"}\nonmouseover\n```\n\n``` { #y onclick=a() }\nchữ\n```'
    assert [(line, vi) for line, _, vi in told_of(body) if "thuộc tính" in vi] == [
        (3, "thuộc tính onmouseover= không dùng được trong bài, hãy xóa onmouseover=… trong thẻ hay dấu { }"),
        (7, "thuộc tính onclick= không dùng được trong bài, hãy xóa onclick=… trong thẻ hay dấu { }"),
    ]
    assert told_of("Chữ.\n\n```html\n<b onclick=a()>\n```") == []


@pytest.mark.parametrize(
    "body", ["## TDTT và em", "## Td", "## TD - Thể dục\n\n[a](#muc-td-the-duc)", "<br>a&nbsp;b H<sub>2</sub>"]
)
def test_what_a_clerk_writes_without_thinking_of_html_passes(body: str) -> None:
    assert told_of(body) == []


def test_what_only_looks_like_code_is_told_at_its_line() -> None:
    assert [(line, vi[:18]) for line, _, vi in told_of("Lời.\n\n ```\n <script>\n ```")] == [(4, "thẻ HTML <script> ")]
