"""«make check»: checks the content alone, without building the site.

One line a problem on standard error, exit status 1. What is only worth knowing (translations missing, or older than their
originals) goes to standard output and stops nothing.

On GitHub each problem is shown at its line of a pull request as well (``--format github``, which is taken of itself
there). ``--format gitlab`` prints GitLab's report; the lines go to standard error, all of them.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from thidua.annotations import fenced, github_commands, github_summary, gitlab_report
from thidua.building import build_library
from thidua.content_folder import (
    TooLarge,
    check_overrides,
    check_words,
    config_lines,
    read_config,
    read_folder,
    read_plain,
)
from thidua.file_kinds import MOST_TEXT
from thidua.history import last_changes
from thidua.letters import heap_of_marks, to_nfc, without_unseen
from thidua.picture_store import PictureStore, check_pictures, check_places
from thidua.problems import Problem, in_order
from thidua.read_store import ReadStore
from thidua.reminders import expiring_consents, pupils_told_too_much
from thidua.settings import read_settings
from thidua.sources import is_raster
from thidua.translations import stale_translations, untranslated_pages

ROOT = Path(__file__).resolve().parent.parent


PLAIN, GITHUB, GITLAB = FORMATS = ("plain", "github", "gitlab")


def check(root: Path, today: datetime.date, output: str = PLAIN) -> int:
    """Print what is wrong with the content of a project folder; 1 if anything is, else 0. ``output`` is of ``FORMATS``."""
    config, problems = read_config(root / "mkdocs.yml")
    settings, found = read_settings(config, config_lines(root / "mkdocs.yml"))
    if problems:  # an unreadable mkdocs.yml: nobody can say which units it lists
        settings = dataclasses.replace(settings, units_are_known=False)
    problems += [*found, *check_words(root), *check_overrides(root)]
    sources, media, found, refused = read_folder(root / "docs")
    problems += found
    library, found = build_library(
        sources, media, settings, today, refused=refused, reader=ReadStore.of_project(root).read
    )
    problems += check_pictures(root / "docs", library.shown_pictures(media), PictureStore.of_project(root))
    problems += check_places(root / "docs", filter(is_raster, media))
    problems = in_order([*problems, *found])
    changes = last_changes(root, "docs")
    notices = [
        *expiring_consents(library, today),
        *pupils_told_too_much(library),
        *untranslated_pages(library),
        *stale_translations(library, changes),
    ]
    mistakes = [problem for problem in problems if not problem.notice]
    _TELLERS[output](mistakes, [*(problem for problem in problems if problem.notice), *notices])
    if mistakes:
        print(f"{len(mistakes)} lỗi cần sửa / {len(mistakes)} to mend", file=sys.stderr)
        return 1
    print(
        f"Nội dung ổn: {len(library.plans)} kế hoạch, {len(library.movements)} phong trào, {len(library.stories)} bài"
        f" / all well: {len(library.plans)} plans, {len(library.movements)} movements, {len(library.stories)} stories",
        file=sys.stderr if output == GITLAB else sys.stdout,
    )
    return 0


def _tell(mistakes: Sequence[Problem], notices: Sequence[Problem]) -> None:
    for problem in mistakes:
        print(problem, file=sys.stderr)
    for notice in notices:
        print(notice)


def _tell_github(mistakes: Sequence[Problem], notices: Sequence[Problem]) -> None:
    """All on standard output, so that nothing comes between the lines; the table of all goes to the run's summary."""
    for line in (*github_commands([*mistakes, *notices]), *fenced([str(problem) for problem in (*mistakes, *notices)])):
        print(line)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(github_summary(mistakes, notices))
    sys.stdout.flush()


def _tell_gitlab(mistakes: Sequence[Problem], notices: Sequence[Problem]) -> None:
    """The report alone on standard output; lines for people on standard error."""
    print(gitlab_report([*mistakes, *notices]), end="")
    for problem in (*mistakes, *notices):
        print(problem, file=sys.stderr)


_TELLERS = {PLAIN: _tell, GITHUB: _tell_github, GITLAB: _tell_gitlab}


def compose_letters(root: Path) -> int:
    """Rewrite files whose letters and marks are apart (NFD) or among which stand characters that nobody sees.

    Some keyboards and programs write the ones; the others come with what is copied from documents and chats.
    """
    for source in sorted(read_folder(root / "docs").sources, key=lambda source: source.path):
        path = root / "docs" / source.path
        try:
            text = read_plain(path, MOST_TEXT).decode("utf-8-sig")
        except (OSError, TooLarge, UnicodeDecodeError):  # told by the check
            continue
        mended = text if heap_of_marks(text) is not None else without_unseen(to_nfc(text))
        if mended != text:
            path.write_bytes(mended.encode("utf-8"))
            print(f"đã sửa / mended: {path.relative_to(root).as_posix()}")
    return 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Kiểm tra nội dung / check the content")
    parser.add_argument("--root", type=Path, default=ROOT, help="thư mục dự án / the project folder")
    parser.add_argument(
        "--nfc", action="store_true", help="sửa chữ dạng NFD, bỏ ký tự ẩn / mend NFD text, drop unseen characters"
    )
    hosted = GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else PLAIN
    words = "dạng in ra; trên GitHub tự là github / form of the output; github of itself there"
    parser.add_argument("--format", choices=FORMATS, default=hosted, help=words)
    arguments = parser.parse_args()
    if arguments.nfc:
        return compose_letters(arguments.root)
    return check(arguments.root, datetime.date.today(), arguments.format)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console does not speak UTF-8 by itself
            stream.reconfigure(encoding="utf-8")
    raise SystemExit(main())
