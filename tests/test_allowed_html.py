"""The allow-list: what comes through whole, what does not, and that whatever is lost is told."""

from __future__ import annotations

import pytest
from thidua.allowed_html import Refusal, clean, places, refusals
from thidua.markdown_bodies import render

# All that the site's Markdown makes, each form once.
WHOLE = """\
## Mục lớn {#muc-lon}

### Mục *nhỏ*

Chữ **đậm**, *nghiêng*, `mã`, dòng mới<br>ở đây; <https://thcs.example/?a=1&b=2>,
[thư](mailto:van-phong@thcs.example "Văn phòng"), [máy](tel:02773123456),
[cạnh bài](bai-khac.vi.md#muc), <span lang="en">words</span>, H<sub>2</sub>O, m<sup>2</sup>,
<kbd>Ctrl</kbd>, <mark>a</mark>.

![Lớp học](lop.jpg){: .td-phone width=320 height=240 loading=lazy }

> Một câu trích.

- a
    - b

Và nữa:

1. ba
2. bốn

Từ
:   Lời giải.

| Trái | Giữa | Phải |
|------|:----:|-----:|
| 1    | 2    | 3    |

```yaml
title: "<b>"
```

---

<details><summary>Thêm</summary><p>Nữa.</p></details>

<ruby>漢<rp>(</rp><rt>Hán</rt><rp>)</rp></ruby> <abbr title="Trung học cơ sở">THCS</abbr>
"""


def test_all_that_the_sites_markdown_makes_comes_through_whole() -> None:
    markup = render(WHOLE)
    assert refusals(markup) == []
    assert clean(markup) == markup.replace(" />", ">").replace("&quot;", '"')
    for part in (
        '<h2 id="muc-lon">',
        '<img alt="Lớp học" class="td-phone" height="240" loading="lazy" src="lop.jpg" width="320">',
        '<td class="td-center">2</td>',
        '<td class="td-end">3</td>',
        '<code class="language-yaml">title: "&lt;b&gt;"',
        '<a href="mailto:van-phong@thcs.example" title="Văn phòng">',
        "<details><summary>",
    ):
        assert part in clean(markup)


def test_what_the_build_adds_to_a_body_comes_through() -> None:
    markup = (
        '<p><a class="td-term" data-td-gloss="tu:thi-dua" href="../../thuat-ngu/#thi-dua">thi đua</a>'
        '<img alt="a" decoding="async" height="9" loading="lazy" sizes="(min-width: 44em) 672px, calc(100vw - 32px)"'
        ' src="../a-800.jpg" srcset="../a-320.webp 320w, ../a-480.webp 480w" width="16"></p>'
    )
    assert clean(markup) == markup
    assert refusals(markup) == []


@pytest.mark.parametrize(
    ("markup", "left", "told"),
    [
        ("<p>a<script>b</script>c</p>", "<p>ac</p>", Refusal("tag", "script")),
        ('<p onclick="x()">a</p>', "<p>a</p>", Refusal("attribute", "onclick")),
        ('<p style="color:red">a</p>', "<p>a</p>", Refusal("attribute", "style")),
        ('<a href="javascript:x">a</a>', "<a>a</a>", Refusal("address", "javascript:x")),
        ('<a href="java&#10;script:x">a</a>', "<a>a</a>", Refusal("address", "java\nscript:x")),
        ('<a href="//khac.example/">a</a>', "<a>a</a>", Refusal("address", "//khac.example/")),
        ('<a href="/\\khac.example/">a</a>', "<a>a</a>", Refusal("address", "/\\khac.example/")),
        ('<a href="/" target="_top">a</a>', '<a href="/">a</a>', Refusal("attribute", "target")),
        ('<p class="td-page td-phone">a</p>', '<p class="td-phone">a</p>', Refusal("class", "td-page")),
        ('<p id="td-noi-dung">a</p>', "<p>a</p>", Refusal("id", "td-noi-dung")),
        ('<p id="tdIndex">a</p>', "<p>a</p>", Refusal("id", "tdIndex")),
        ('<a href="https:khac.example">a</a>', "<a>a</a>", Refusal("address", "https:khac.example")),
        ('<img alt="a" src="data:image/svg+xml,x">', '<img alt="a">', Refusal("picture", "data:image/svg+xml,x")),
        ("<div><details>a</div>", "<div><details>a</details></div>", Refusal("open", "details")),
        ("<p>a<!-- b --></p>", "<p>a</p>", Refusal("comment")),
        ("<p>a<?php b ?></p>", "<p>a</p>", Refusal("comment")),
        ("a<td>b</td>", "ab", Refusal("shape")),
        ("<svg><a><title>x</title></a></svg>b", "b", Refusal("tag", "svg")),
        ('<img alt="" srcset="https://khac.example/a 1w">', '<img alt="">', Refusal("attribute", "srcset")),
        ("<p>a <b và c> d</p>", "<p>a <b> d</b></p>", Refusal("tag", "b")),
    ],
)
def test_what_may_not_stand_in_a_body_is_taken_out_and_told(markup: str, left: str, told: Refusal) -> None:
    assert clean(markup) == left
    assert refusals(markup)[0] == told


@pytest.mark.parametrize("source", ["https://khac.example/a.jpg", "//khac.example/a.jpg", "data:image/png;base64,AA"])
def test_a_picture_comes_from_the_site_alone(source: str) -> None:
    assert clean(f'<img alt="a" src="{source}">') == '<img alt="a">'


def test_a_body_cannot_reach_beyond_itself() -> None:
    assert clean("</main></article><div><b>a") == "<div><b>a</b></div>"
    assert clean("<details><summary>a</summary>") == "<details><summary>a</summary></details>"


def test_a_table_without_a_body_of_its_own_is_whole() -> None:
    assert refusals("<table><tr><td>a</td></tr></table>") == []


def test_a_refusal_is_found_where_it_was_written() -> None:
    text = "a\n<font>b</font>\nc <font>d\n[e](java&#115;cript:alert)\nf {: onclick=g }"
    found = [
        Refusal("tag", "font"),
        Refusal("tag", "font"),
        Refusal("address", "javascript:alert"),
        Refusal("attribute", "onclick"),
        Refusal("attribute", "onclick"),
        Refusal("class", "nowhere"),
    ]
    assert [(1 + text.count("\n", 0, place), refusal.kind) for place, refusal in places(found, text)] == [
        (2, "tag"),
        (3, "tag"),
        (4, "address"),
        (5, "attribute"),
        (1, "class"),
    ]
