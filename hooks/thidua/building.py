"""From files to the library in one call: read, assemble, check."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from thidua.cross_checks import check_files, check_joins
from thidua.library import Library, assemble
from thidua.problems import Problem, in_order
from thidua.reading import Reader, read_contents, read_pairs
from thidua.settings import Settings
from thidua.sources import SourceFile


def build_library(
    sources: Iterable[SourceFile],
    media: Collection[str],
    settings: Settings,
    today: datetime.date,
    drafts: bool = False,
    refused: Collection[str] = (),
    reader: Reader = read_pairs,
) -> tuple[Library, list[Problem]]:
    """All content and all its problems.

    ``media`` are the paths from ``docs/`` of files that are no Markdown; ``refused`` those of files that were told and not
    read. ``drafts`` takes unfinished stories in, for a preview only. ``reader`` reads page by page, perhaps out of a
    store. With problems (other than notices) the library is not fit to be published.
    """
    contents = read_contents(sources, today, {*media, *refused}, reader)
    problems = list(contents.problems)
    library = assemble(contents, settings, drafts)
    check_joins(library, contents, problems)
    check_files(library, contents, media, problems, refused)
    return library, in_order(problems)
