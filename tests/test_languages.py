"""Suffixes and addresses of the two languages."""

from __future__ import annotations

import pytest
from thidua.languages import LANGUAGES, address, other_language, output_path, source_path, split_language


def test_vietnamese_comes_first() -> None:
    assert LANGUAGES == ("vi", "en")


@pytest.mark.parametrize(
    ("path", "stem", "language"),
    [
        ("guong/2023/a.vi.md", "guong/2023/a", "vi"),
        ("guong/2023/a.en.md", "guong/2023/a", "en"),
        ("index.vi.md", "index", "vi"),
        ("guong/2023/a.md", "guong/2023/a", None),
        ("guong/2023/a.fr.md", "guong/2023/a.fr", None),
        ("guong/2023/levi.md", "guong/2023/levi", None),
        ("guong/a.vi/b.md", "guong/a.vi/b", None),
        ("guong/a.vi/b.en.md", "guong/a.vi/b", "en"),
        ("guong/2023/a.en.vi.md", "guong/2023/a.en", "vi"),
    ],
)
def test_the_last_suffix_names_the_language(path: str, stem: str, language: str | None) -> None:
    assert split_language(path) == (stem, language)


@pytest.mark.parametrize(
    ("stem", "vietnamese", "english"),
    [
        ("index", "", "en/"),
        ("guong/index", "guong/", "en/guong/"),
        ("guong/2023/index", "guong/2023/", "en/guong/2023/"),
        ("guong/2023/lop-doc-sach", "guong/2023/lop-doc-sach/", "en/guong/2023/lop-doc-sach/"),
        ("ke-hoach/2023", "ke-hoach/2023/", "en/ke-hoach/2023/"),
        ("tim-kiem", "tim-kiem/", "en/tim-kiem/"),
        ("guong/reindex", "guong/reindex/", "en/guong/reindex/"),
    ],
)
def test_vietnamese_is_at_the_root_and_english_in_its_folder(stem: str, vietnamese: str, english: str) -> None:
    assert address(stem, "vi") == vietnamese
    assert address(stem, "en") == english
    assert output_path(stem, "vi") == f"{vietnamese}index.html"
    assert output_path(stem, "en") == f"{english}index.html"


@pytest.mark.parametrize(("language", "path"), [("vi", "guong/2023/a.vi.md"), ("en", "guong/2023/a.en.md")])
def test_a_page_has_one_file_a_language(language: str, path: str) -> None:
    assert source_path("guong/2023/a", language) == path
    assert split_language(path) == ("guong/2023/a", language)


def test_each_language_leads_to_the_other() -> None:
    assert [other_language(language) for language in LANGUAGES] == ["en", "vi"]
