"""From the Markdown of a body to what stands on a page."""

from __future__ import annotations

import random

import pytest
from conftest import ROOT
from thidua.content_folder import read_folder
from thidua.editions import SitePage
from thidua.frontmatter import parse
from thidua.page_bodies import BodyReader, Heading, PageBody

PAGES = {"guong/2023/b.vi.md": "guong/2023/b/", "guong/2023/b.en.md": "en/guong/2023/b/", "ban-tin.pdf": "ban-tin.pdf"}
EXTENSIONS = ("attr_list", "def_list", "fenced_code", "tables", "toc")


def reader() -> BodyReader:
    return BodyReader(EXTENSIONS, {}, lambda path: None, PAGES.get)


def read(body: str, stem: str = "guong/2023/a", language: str = "vi") -> PageBody:
    return reader().read(SitePage(stem, language, "story.html", "Bài", body=body))


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("b.vi.md", "../../../guong/2023/b/"),
        ("b.vi.md#chu", "../../../guong/2023/b/#chu"),
        ("../../ban-tin.pdf", "../../../ban-tin.pdf"),
        ("#chu", "#chu"),
        ("https://truong.example/a.vi.md", "https://truong.example/a.vi.md"),
        ("mailto:ai@truong.example", "mailto:ai@truong.example"),
        ("tel:+842838123456", "tel:+842838123456"),
    ],
)
def test_links_lead_to_pages_and_files_of_the_site(written: str, link: str) -> None:
    body = read(f"[chữ]({written})")
    assert f'href="{link}"' in body.html
    assert not body.problems


def test_an_english_page_is_one_folder_deeper() -> None:
    assert 'href="../../../../en/guong/2023/b/"' in read("[words](b.en.md)", language="en").html


def test_a_link_that_leads_nowhere_stops_the_build() -> None:
    (problem,) = read("[chữ](khong-co.vi.md)").problems
    assert str(problem) == (
        'docs/guong/2023/a.vi.md:1: nội dung: liên kết "khong-co.vi.md" không dẫn tới tệp nào'
        " / the link leads to no file"
    )


def test_what_the_sanitizer_takes_away_stops_the_build() -> None:
    body = read("<script>alert(1)</script>")
    assert "<script" not in body.html
    assert body.problems


def test_links_to_places_are_gathered_with_the_file_they_lead_to() -> None:
    body = read("## Chữ đậm\n\n[a](#chu-dam) [b](b.vi.md#khong-co)")
    assert body.anchors == (
        ("#chu-dam", "guong/2023/a.vi.md", "chu-dam"),
        ("b.vi.md#khong-co", "guong/2023/b.vi.md", "khong-co"),
    )
    assert body.ids == {"chu-dam"}
    assert body.contents == (Heading("chu-dam", "Chữ đậm"),)
    assert body.words == "Chữ đậm · a b"


def test_an_empty_body_is_nothing() -> None:
    assert read(" \n") == PageBody()


def test_one_reader_reads_all_bodies_as_new_ones_would() -> None:
    """Nothing of a body stays in the reader: not its headings' numbers, its references nor its HTML."""
    bodies = [parse(source.text).body for source in read_folder(ROOT / "docs").sources]
    bodies += ["## Chữ\n\n[a][1]\n\n[1]: b.vi.md", "## Chữ\n\n[a][1]", "<b>x</b> `y`", "```\n<b>\n```", "*[A]: b\n\nA"]
    pages = [
        SitePage(f"guong/2023/a-{number}", "vi", "story.html", "Bài", body=body) for number, body in enumerate(bodies)
    ]
    alone = [reader().read(page) for page in pages]
    places = list(range(len(pages)))
    random.Random(7).shuffle(places)
    shared = reader()
    together = {place: shared.read(pages[place]) for place in places}
    assert [together[place] for place in range(len(pages))] == alone
