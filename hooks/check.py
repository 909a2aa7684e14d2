"""«make check»: checks the content alone, without building the site.

One line a problem on standard error, exit status 1. What is only worth knowing (translations missing, or older than their
originals) goes to standard output and stops nothing.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import io
import sys
from pathlib import Path

from thidua.building import build_library
from thidua.content_folder import check_words, config_lines, read_config, read_folder
from thidua.history import last_changes
from thidua.letters import to_nfc
from thidua.picture_store import PictureStore, check_pictures, check_places
from thidua.problems import in_order
from thidua.reminders import expiring_consents, pupils_told_too_much
from thidua.settings import read_settings
from thidua.sources import is_raster
from thidua.translations import stale_translations, untranslated_pages

ROOT = Path(__file__).resolve().parent.parent


def check(root: Path, today: datetime.date) -> int:
    """Print what is wrong with the content of a project folder; 1 if anything is, else 0."""
    config, problems = read_config(root / "mkdocs.yml")
    settings, found = read_settings(config, config_lines(root / "mkdocs.yml"))
    if problems:  # an unreadable mkdocs.yml: nobody can say which units it lists
        settings = dataclasses.replace(settings, units_are_known=False)
    problems += [*found, *check_words(root)]
    sources, media, found = read_folder(root / "docs")
    problems += found
    library, found = build_library(sources, media, settings, today)
    problems += check_pictures(root / "docs", library.shown_pictures(media), PictureStore.of_project(root))
    problems += check_places(root / "docs", filter(is_raster, media))
    problems = in_order([*problems, *found])
    for problem in problems:
        print(problem, file=sys.stdout if problem.notice else sys.stderr)
    changes = last_changes(root, "docs")
    for notice in (
        *expiring_consents(library, today),
        *pupils_told_too_much(library),
        *untranslated_pages(library),
        *stale_translations(library, changes),
    ):
        print(notice)
    mistakes = sum(not problem.notice for problem in problems)
    if mistakes:
        print(f"{mistakes} lỗi cần sửa / {mistakes} to mend", file=sys.stderr)
        return 1
    print(
        f"Nội dung ổn: {len(library.plans)} kế hoạch, {len(library.movements)} phong trào, {len(library.stories)} bài"
        f" / all well: {len(library.plans)} plans, {len(library.movements)} movements, {len(library.stories)} stories"
    )
    return 0


def compose_letters(root: Path) -> int:
    """Rewrite files whose letters and marks are apart (NFD), as some keyboards and programs write them."""
    for path in sorted((root / "docs").rglob("*.md")):
        data = path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if to_nfc(text) != text:
            path.write_bytes(to_nfc(text).encode("utf-8"))
            print(f"đã sửa / mended: {path.relative_to(root).as_posix()}")
    return 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Kiểm tra nội dung / check the content")
    parser.add_argument("--root", type=Path, default=ROOT, help="thư mục dự án / the project folder")
    parser.add_argument("--nfc", action="store_true", help="sửa chữ dạng NFD / mend NFD text")
    arguments = parser.parse_args()
    if arguments.nfc:
        return compose_letters(arguments.root)
    return check(arguments.root, datetime.date.today())


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console does not speak UTF-8 by itself
            stream.reconfigure(encoding="utf-8")
    raise SystemExit(main())
