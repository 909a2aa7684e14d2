"""Translations: which pages have none, and which are older than the text they translate. Reported, never a failure."""

from __future__ import annotations

from collections.abc import Mapping

from thidua.languages import ENGLISH, source_path
from thidua.library import Library
from thidua.problems import Problem
from thidua.sources import CONTENT


def untranslated_pages(library: Library) -> list[Problem]:
    """A notice for each page whose English address shows the Vietnamese text."""
    return [
        Problem(
            CONTENT + item.source,
            1,
            "tiếng Anh",
            f"chưa có bản tiếng Anh {CONTENT}{source_path(item.stem, ENGLISH)}",
            "not translated yet",
            notice=True,
        )
        for item in library.items
        if not item.texts.is_translated(ENGLISH)
    ]


def stale_translations(library: Library, changes: Mapping[str, int]) -> list[Problem]:
    """A notice for each English file older than its Vietnamese one (``changes``: path → seconds since 1970)."""
    notices = []
    for item in library.items:
        english = item.texts.english
        if english is None:
            continue
        original, translation = changes.get(item.source), changes.get(english.source)
        if original is not None and translation is not None and translation < original:
            notices.append(
                Problem(
                    CONTENT + english.source,
                    1,
                    "tiếng Anh",
                    "cũ hơn bản tiếng Việt, hãy xem lại",
                    "older than the Vietnamese text; look it over",
                    notice=True,
                )
            )
    return notices
