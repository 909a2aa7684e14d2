"""The two languages: file suffix ↔ language ↔ address.

A page is known by its *stem*, the path in ``docs/`` without suffixes and the same in both languages:
``guong/2023/lop-doc-sach`` is written in ``….vi.md`` and ``….en.md`` and published at ``/guong/2023/lop-doc-sach/``
and ``/en/guong/2023/lop-doc-sach/``.
"""

from __future__ import annotations

VIETNAMESE = "vi"
ENGLISH = "en"
LANGUAGES = (VIETNAMESE, ENGLISH)


def split_language(path: str) -> tuple[str, str | None]:
    """``guong/2023/a.vi.md`` → (``guong/2023/a``, ``vi``); the language is None where the suffix names none."""
    stem = path.removesuffix(".md")
    for language in LANGUAGES:
        if stem.endswith(f".{language}"):
            return stem.removesuffix(f".{language}"), language
    return stem, None


def source_path(stem: str, language: str) -> str:
    """The path in ``docs/`` of a page's text in one language."""
    return f"{stem}.{language}.md"


def address(stem: str, language: str) -> str:
    """The address of a page from the root of the site, without a leading slash: ``en/guong/a-z/``; home is ``""``."""
    prefix = "" if language == VIETNAMESE else f"{language}/"
    if stem == "index":
        return prefix
    return f"{prefix}{stem.removesuffix('/index')}/"


def output_path(stem: str, language: str) -> str:
    """The file of the site that holds the page."""
    return f"{address(stem, language)}index.html"


def other_language(language: str) -> str:
    """The language to switch to."""
    return ENGLISH if language == VIETNAMESE else VIETNAMESE
