"""ASCII names for addresses and anchors."""

from __future__ import annotations

import pytest
from thidua.slugs import heading_id, is_slug, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đổi mới, sáng tạo", "doi-moi-sang-tao"),
        ("Dạy tốt – Học tốt", "day-tot-hoc-tot"),
        ("Uống nước nhớ nguồn", "uong-nuoc-nho-nguon"),
        ("Nguyễn Thị Ỷ", "nguyen-thi-y"),
        ("lop_doc sach.jpg", "lop-doc-sach-jpg"),
        ("  “Lớp 6A”  ", "lop-6a"),
        ("20/11/2023", "20-11-2023"),
        ("fox jazz web", "fox-jazz-web"),
        ("", ""),
        ("– “…” –", ""),
        ("李", ""),
    ],
)
def test_texts_become_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize("text", ["Đinh", "đinh", "ĐINH", "D\u0323inh"])
def test_d_with_stroke_is_kept_in_slugs(text: str) -> None:
    assert slugify(text) == "dinh"


def test_composed_and_decomposed_letters_have_one_slug() -> None:
    assert slugify("Tha\u0302\u0300y") == slugify("Thầy") == "thay"


@pytest.mark.parametrize("text", ["a", "6", "lop-6a", "day-tot-hoc-tot", "2023"])
def test_slugs_are_known_as_slugs(text: str) -> None:
    assert is_slug(text)
    assert slugify(text) == text


@pytest.mark.parametrize(
    "text", ["", "-", "-a", "a-", "a--b", "A", "a b", "a.b", "a/b", "a_b", "đ", "à", "a\n", "²", "１"]
)
def test_anything_else_is_no_slug(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("text", "separator", "anchor"),
    [
        ("Đinh Thị Bưởi", "-", "dinh-thi-buoi"),
        ("Đinh Thị Bưởi", "_", "dinh_thi_buoi"),
        ("1. Mục đích:", "-", "1-muc-dich"),
        ("…", "-", "muc"),
        ("", "_", "muc"),
    ],
)
def test_headings_have_anchors_that_are_never_empty(text: str, separator: str, anchor: str) -> None:
    assert heading_id(text, separator) == anchor
