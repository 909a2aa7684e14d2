"""Pictures inside Markdown texts."""

from __future__ import annotations

import markdown
from bs4 import BeautifulSoup, Tag
from thidua.body_pictures import SIZES, BodyPictures
from thidua.picture_variants import Picture, plan_variants

LARGE = Picture("guong/2023/ke sách.png", plan_variants(500, 250))


def tag_of(text: str, selector: str = "img") -> Tag:
    """The first such tag of a text in guong/2023/lop.vi.md, whose page is guong/2023/lop/."""
    extension = BodyPictures({LARGE.path: LARGE}.get)
    extension.read_page("guong/2023/lop.vi.md", lambda path: f"../../../{path}")
    html = markdown.markdown(text, extensions=["attr_list", extension])
    tag = BeautifulSoup(html, "lxml").select_one(selector)
    assert tag is not None
    return tag


def test_a_picture_gets_its_size_and_its_smaller_selves() -> None:
    for target in ("ke%20s%C3%A1ch.png", "<ke sách.png>", "../2023/ke%20s%C3%A1ch.png"):
        assert tag_of(f"Chữ ![Kệ sách]({target}) chữ").attrs == {
            "alt": "Kệ sách",
            "src": "ke%20s%C3%A1ch-500.jpg",  # from the page's file, as MkDocs wants it
            "srcset": "../../../guong/2023/ke%20s%C3%A1ch-320.webp 320w, "
            "../../../guong/2023/ke%20s%C3%A1ch-500.webp 500w",
            "sizes": SIZES,
            "loading": "lazy",
            "decoding": "async",
            "width": "500",
            "height": "250",
        }


def test_pictures_by_reference_are_pictures_too() -> None:
    assert tag_of("![Kệ][ke]\n\n[ke]: ke%20s%C3%A1ch.png")["width"] == "500"


def test_a_size_that_the_author_gives_stands() -> None:
    image = tag_of("![Kệ](ke%20s%C3%A1ch.png){width=200 .nho}")
    assert (image["width"], image.get("height"), image["class"]) == ("200", None, ["nho"])


def test_a_link_to_a_picture_leads_to_what_is_published() -> None:
    assert tag_of("[Xem ảnh](ke%20s%C3%A1ch.png)", "a").attrs == {"href": "ke%20s%C3%A1ch-500.jpg"}


def test_what_is_no_picture_of_ours_is_left_alone() -> None:
    for target in ("khac.png", "https://example.org/guong/2023/a.png", "/guong/2023/a.png", "a.svg", "http://[x"):
        assert tag_of(f"![A]({target})").attrs == {"alt": "A", "src": target}
    assert tag_of("[Chữ](#cuoi)", "a").attrs == {"href": "#cuoi"}
