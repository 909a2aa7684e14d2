"""«make withdraw STORY=…»: takes a story down, and says what still holds it.

The story's Vietnamese file gets ``status: withdrawn`` and nothing else changes in it; its finished pictures leave the
store. Exit status 1 where the story is unknown or its file cannot be changed.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import io
import os
import sys
from pathlib import Path

from thidua.content_folder import TooLarge, read_folder, read_plain, replace_file
from thidua.file_kinds import MOST_TEXT
from thidua.file_names import is_tellable
from thidua.history import names_in_history
from thidua.languages import LANGUAGES, VIETNAMESE, source_path, split_language
from thidua.page_store import PREVIEW_STORE, SITE_STORE, PageStore
from thidua.picture_store import PictureStore
from thidua.picture_variants import MOST_BYTES
from thidua.read_store import ReadStore
from thidua.reading import read_contents
from thidua.sources import CONTENT, read_source
from thidua.still_held import what_is_left
from thidua.taking_down import STORIES, CannotTakeDown, TakenDown, find_story, look_around, withdraw

ROOT = Path(__file__).resolve().parent.parent


def take_down(root: Path, wanted: str) -> int:
    """Take the story down that somebody means; 1 where that cannot be done, else 0."""
    sources, _, _, refused = read_folder(root / "docs")
    paths = [
        *(source.path for source in sources),
        *(path for path in refused if path.endswith(".md") and is_tellable(path)),
    ]
    stems = {split_language(path)[0] for path in paths if path.startswith(STORIES) and path.count("/") == 2}
    try:
        stem = find_story(wanted, stems)
        changed = _write(root / "docs" / source_path(stem, VIETNAMESE))
    except CannotTakeDown as error:
        print(error, file=sys.stderr)
        return 1
    where = CONTENT + source_path(stem, VIETNAMESE)
    if changed:
        print(f"{where}: đã ghi «status: withdrawn» / now says «status: withdrawn»")
    else:
        print(f"{where}: đã gỡ từ trước, không sửa gì / was withdrawn before, nothing changed")
    if _has_faults(root, stem):
        print(f'{where}: còn lỗi khác, hãy chạy «make check» / other mistakes are left; run "make check"')
    story = look_around(stem, sources)
    _forget_pictures(root, story)
    _forget_pages(root)
    past = names_in_history(root, (*story.files, *story.own_pictures))
    story = dataclasses.replace(story, past=tuple(past))
    for language in LANGUAGES:
        print("", *what_is_left(story, language), sep="\n")
    return 0


def _write(file: Path) -> bool:
    """Whether the file had to be changed; ``CannotTakeDown`` where it cannot be."""
    try:
        data = read_plain(file, MOST_TEXT)
        new = withdraw(data.decode("utf-8")).encode("utf-8")
        if new != data:
            replace_file(file, new)
    except UnicodeDecodeError as error:
        raise CannotTakeDown(
            f"{file.name}: không phải UTF-8, hãy lưu lại với bảng mã UTF-8", "not UTF-8; save the file again as UTF-8"
        ) from error
    except (OSError, TooLarge) as error:
        raise CannotTakeDown(
            f"{file.name}: không có hoặc không ghi được tệp này", "the file is not there or cannot be written"
        ) from error
    return new != data


def _has_faults(root: Path, stem: str) -> bool:
    """Whether the story's own files, as they are now, hold any other mistake."""
    paths = [path for language in LANGUAGES if (root / "docs" / (path := source_path(stem, language))).is_file()]
    try:
        read = [read_source(path, read_plain(root / "docs" / path, MOST_TEXT)) for path in paths]
    except (OSError, TooLarge):
        return True
    sources = [source for source, _ in read if source is not None]
    return any(found for _, found in read) or bool(read_contents(sources, datetime.date.today()).problems)


def _forget_pictures(root: Path, story: TakenDown) -> None:
    store = PictureStore.of_project(root)
    count = 0
    with store.workers:
        for path in story.own_pictures:
            try:
                count += store.forget(read_plain(root / path, MOST_BYTES))
            except (OSError, TooLarge):  # deleted already, or no picture that was ever shown
                continue
    if count:
        print(
            f"{store.folder.name}: đã xóa {count} ảnh làm sẵn của bài khỏi kho tạm"
            f" / deleted {count} finished pictures of it"
        )


def _forget_pages(root: Path) -> None:
    """Its pages, and those that show it in a list: the next build makes them anew."""
    ReadStore.of_project(root).forget()
    for path in (SITE_STORE, PREVIEW_STORE):
        PageStore(root / path).forget()


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Gỡ một bài / take a story down")
    parser.add_argument("story", nargs="?", default=os.environ.get("STORY", ""), help="docs/guong/2023/ten-bai.vi.md")
    parser.add_argument("--root", type=Path, default=ROOT, help="thư mục dự án / the project folder")
    arguments = parser.parse_args()
    return take_down(arguments.root, arguments.story)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console does not speak UTF-8 by itself
            stream.reconfigure(encoding="utf-8")
    raise SystemExit(main())
