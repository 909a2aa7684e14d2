"""The last look at a finished page: what stops it, and what does not."""

from __future__ import annotations

import random

import pytest
from thidua import page_gate
from thidua.page_gate import faults
from thidua.page_policy import META_POLICY

HEAD = (
    '<!doctype html><html><head><meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{META_POLICY}">'
)
GOOD = (
    HEAD + '<meta name="description" content="Cách viết onclick= và style= hay javascript: trong bài">'
    '<script src="../assets/a.js" defer></script><link rel="stylesheet" href="assets/a.css">'
    '<link rel="canonical" href="https://thi-dua.example/"><link rel="alternate" hreflang="en" href="https://a.example/">'
    '</head><body><textarea name="a">Lời</textarea><p title="a > b onclick=x">onclick= style= javascript:</p><a href="https://khac.example/">khác</a>'
    '<img src="a.jpg" srcset="a.webp 320w, b.webp 480w" alt=""><form action="../tim-kiem/"><input name="q"></form>'
    "<svg><path d='M0 0'/></svg></body></html>"
)


def test_a_good_page_may_go_out() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<script>a()</script>", "<script>"),
        ('<script src="a.js">a()</script>', "<script>"),
        ('<SCRIPT SRC="https://khac.example/a.js"></SCRIPT>', "<script src=https://khac.example/a.js>"),
        ('<script src="//khac.example/a.js"></script>', "<script src=//khac.example/a.js>"),
        ("<style>p{}</style>", "<style>"),
        ('<p style="color:red">', "style="),
        ('<p class="a" data-x=">" style=color:red>', "style="),
        ("<p\nonclick=x>", "onclick="),
        ("<p/onclick=x>", "onclick="),
        ('<img src="a.jpg" onerror="x">', "onerror="),
        ('<img src="https://khac.example/a.jpg">', "<img src=https://khac.example/a.jpg>"),
        ('<img srcset="a.jpg 1x, https://khac.example/a.jpg 2x">', "<img srcset="),
        ('<link rel="stylesheet" href="https://khac.example/a.css">', "<link href=https://khac.example/a.css>"),
        ('<link rel="preconnect" href="https://khac.example">', "<link href=https://khac.example>"),
        ('<meta http-equiv="refresh" content="0;url=https://khac.example">', "<meta http-equiv=refresh>"),
        ('<base href="https://khac.example/">', "<base>"),
        ('<iframe src="a"></iframe>', "<iframe>"),
        ('<noscript><p title="</noscript><img src=x>">', "<noscript>"),
        ('<textarea><p title="</textarea><img src=x>">', "<textarea>"),
        ('<title><p title="</title><img src=x>">', "<title>"),
        ('<xmp><p title="</xmp><img src=x>">', "<xmp>"),
        ('<form action="https://khac.example/">', "<form action=https://khac.example/>"),
        ('<a href="javascript:x">', "href=javascript:x"),
        ("<a href= JavaScript:x>", "href=JavaScript:x"),
        ('<a class="a" href="&#106;ava&#10;script:x">', "href=java\nscript:x"),
        ('<a href="data:text/html,x">', "href=data:"),
        ('<a title=">" href="vbscript:x">', "href=vbscript:x"),
        ('<a href="/" ping="https://khac.example/">', "ping="),
    ],
)
def test_what_a_page_may_not_hold_stops_it(markup: str, told: str) -> None:
    found = faults(GOOD.replace("</body>", f"{markup}</body>"))
    assert found
    assert found[0].startswith(told)


def test_a_page_needs_its_policy_before_all_else() -> None:
    assert faults(GOOD.replace(META_POLICY, "default-src *")) == ["Content-Security-Policy"]
    late = GOOD.replace('<meta charset="utf-8">', '<meta charset="utf-8"><link rel="icon" href="a.svg">')
    assert faults(late) == ["Content-Security-Policy, sau / after"]


# What lines may be made of: whole, or such that a tag or a text goes on in the next line.
PIECES = [
    "Lời", "<p>", "</p>", '<p title="a > b">', "<", "a", " ", '"', ">", "'", "<p\n", 'class="', "<title>", "</title>",
    "<textarea>", "</textarea>", "<script", "<script src=a.js>", "</script>", ' src="a.js"', "<b",
    "<\u017fcript x", "onclick=x>",
    '<p style="x">', "<style>", "<!--", "-->", '<a href="x">', '<a href="javascript:x">', "</", "<5", "<ấ",
]  # fmt: skip


def test_a_page_read_by_its_lines_has_the_faults_of_the_whole_page() -> None:
    chance = random.Random(7)
    page_gate._faultless.clear()
    lines = ["".join(chance.choices(PIECES, k=chance.randint(1, 4))) for _ in range(300)]
    found = 0
    for _ in range(3_000):
        page = HEAD + "\n" + "\n".join(chance.choices(lines, k=chance.randint(1, 6)))
        # A page is judged by lines that were seen, or never seen, before it; the whole page does not ask that.
        assert faults(page) == page_gate._faults_inside(page), page
        found += not faults(page)
    assert 100 < found < 2_900
    assert len(page_gate._faultless) > 50


def test_what_begins_in_one_line_and_ends_in_another_is_seen() -> None:
    for markup in (
        '<p\nonclick="x">',
        '<p title="\n" onclick=x>',
        "<script\nsrc=a.js>\na()",
        "<textarea>\n<b></textarea>",
    ):
        assert faults(f"{GOOD}\n{markup}\n"), markup
        # Each line alone was on good pages.
        for line in markup.split("\n"):
            faults(f"{GOOD}\n{line}\n")
        assert faults(f"{GOOD}\n{markup}\n"), markup


def test_no_more_lines_are_remembered_than_a_few_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_gate, "_REMEMBERED", 50)
    for number in range(500):
        assert faults(f"{GOOD}\n<p>{number}</p>\n<p>{'dài ' * 500}{number}</p>") == []
    assert len(page_gate._faultless) < 60
    assert max(map(len, page_gate._faultless)) <= page_gate._LONGEST
