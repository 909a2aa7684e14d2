"""What is marked in a rendered body: words that want a gloss, Vietnamese names in English texts."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown
from thidua.body_marks import Body, BodyMarks
from thidua.glosses import Gloss, Glosses

GLOSSES = Glosses(
    (
        Gloss("term", "thuat-ngu", "thi-dua", "thi đua", ("thi đua", "emulation"), "x", "vi"),
        Gloss("place", "dia-danh", "huyen", "huyện Tân Hồng", ("huyện Tân Hồng", "Tân Hồng District"), "y", "vi"),
    )
)


def body(language: str = "vi", *told: str) -> Body:
    return Body(language, GLOSSES, lambda gloss: f"../{gloss.stem}/#{gloss.id}", told)


def html(text: str, language: str = "vi", *told: str) -> str:
    marks = BodyMarks()
    marks.body = body(language, *told)
    return Markdown(extensions=["attr_list", "fenced_code", "tables", marks]).convert(text)


def marked(text: str, language: str = "vi", *told: str) -> str:
    """The body with [ ] for links to glosses and { } for Vietnamese."""
    found = re.sub(r'<a class="td-term"[^>]*>(.*?)</a>', r"[\1]", html(text, language, *told), flags=re.DOTALL)
    return re.sub(r'<span lang="vi">(.*?)</span>', r"{\1}", found, flags=re.DOTALL)


def test_a_gloss_is_a_plain_link_to_where_it_stands() -> None:
    assert html("Về thi đua.") == (
        '<p>Về <a class="td-term" data-td-gloss="term-thi-dua" href="../thuat-ngu/#thi-dua">thi đua</a>.</p>'
    )


def test_the_first_of_each_in_the_whole_body_is_marked_and_remembered() -> None:
    marks = BodyMarks()
    marks.body = body()
    Markdown(extensions=[marks]).convert("Ở huyện Tân Hồng.\n\n- thi đua, *thi đua*\n- huyện Tân Hồng")
    assert list(marks.body.explained) == ["place-huyen", "term-thi-dua"]
    assert marked("*thi đua* và\n\n- thi đua") == "<p><em>[thi đua]</em> và</p>\n<ul>\n<li>thi đua</li>\n</ul>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## thi đua\n\nthi đua", "<h2>thi đua</h2>\n<p>[thi đua]</p>"),
        ("[thi đua](https://x.example) thi đua", '<p><a href="https://x.example">thi đua</a> [thi đua]</p>'),
        ("[*thi đua*](#a)", '<p><a href="#a"><em>thi đua</em></a></p>'),
        ("`thi đua` thi đua", "<p><code>thi đua</code> [thi đua]</p>"),
        ("```\nthi đua\n```", "<pre><code>thi đua\n</code></pre>"),
        ("“thi đua” và thi đua", "<p>“thi đua” và [thi đua]</p>"),
        ("*thi đua*{: lang=en } thi đua", '<p><em lang="en">thi đua</em> [thi đua]</p>'),
        ("<b>thi đua</b> thi đua", "<p><b>thi đua</b> [thi đua]</p>"),
        ("<b>*thi đua*</b> thi đua", "<p><b><em>thi đua</em></b> [thi đua]</p>"),
        ("Một<br>thi đua<br/>hai", "<p>Một<br>[thi đua]<br/>hai</p>"),
        ("<b>bỏ ngỏ\n\nthi đua", "<p><b>bỏ ngỏ</p>\n<p>[thi đua]</p>"),
        ("<div>thi đua</div>\n\nthi đua", "<div>thi đua</div>\n\n<p>[thi đua]</p>"),
        ("a & b < c, thi đua \\* d", "<p>a &amp; b &lt; c, [thi đua] * d</p>"),
        ("thi\nđua", "<p>[thi\nđua]</p>"),
    ],
)
def test_headings_links_code_quotations_and_an_authors_own_tags_are_left_alone(text: str, expected: str) -> None:
    assert marked(text) == expected


def test_tables_are_marked_too() -> None:
    assert "<td>[thi đua]</td>" in marked("| a | b |\n| - | - |\n| thi đua | thi đua |")


def test_what_the_page_is_about_is_not_marked() -> None:
    assert marked("thi đua ở huyện Tân Hồng", "vi", "term-thi-dua") == "<p>thi đua ở [huyện Tân Hồng]</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of Tân Hồng.", "<p>Of {Tân Hồng}.</p>"),
        ("In Tân Hồng District", "<p>In [{Tân Hồng} District]</p>"),
        ("## Hồ Chí Minh's words", "<h2>{Hồ Chí Minh}'s words</h2>"),
        ("[Hồ Chí Minh](#a)", '<p><a href="#a">{Hồ Chí Minh}</a></p>'),
        ('<span lang="vi">Hồ Chí Minh</span> and Bác', "<p>{Hồ Chí Minh} and {Bác}</p>"),
        ("`Hồ Chí Minh`", "<p><code>Hồ Chí Minh</code></p>"),
        ("*đổi mới*{: lang=vi }", '<p><em lang="vi">đổi mới</em></p>'),
        ("Decision 733/QĐ-TTg (huyện Ba)", "<p>Decision {733/QĐ-TTg} ({huyện Ba})</p>"),
    ],
)
def test_vietnamese_words_of_an_english_body_are_marked(text: str, expected: str) -> None:
    assert marked(text, "en") == expected


def test_a_vietnamese_body_is_not_marked_as_vietnamese() -> None:
    assert marked("Hồ Chí Minh") == "<p>Hồ Chí Minh</p>"


def test_without_a_body_nothing_is_marked() -> None:
    assert Markdown(extensions=[BodyMarks()]).convert("thi đua") == "<p>thi đua</p>"
