"""The one module here that reads the disk (apart from the bridge to MkDocs): the content folder and ``mkdocs.yml``.

Nothing is followed out of the folder and nothing is opened but plain files of a size that a text, a picture or a paper
can have: whoever sends a pull request may send a link to a file of the machine, a pipe that never ends, or 2 GB of
nothing. Each of them is told in one line. The generator itself follows links to folders, so these stop the build before
it looks.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from thidua.file_kinds import MOST_PDF, MOST_TEXT, STORIES, is_hidden, is_pdf, too_large
from thidua.file_names import is_tellable, likenesses, name_fault, too_long
from thidua.languages import LANGUAGES
from thidua.pdf_faults import pdf_fault
from thidua.picture_kinds import too_heavy
from thidua.picture_variants import MOST_BYTES
from thidua.plain_yaml import MERGE, NOTHING, TEXT, read_yaml, to_data
from thidua.problems import Problem, shown
from thidua.settings import CONFIG, check_project
from thidua.sources import CONTENT, SourceFile, is_raster, read_source
from thidua.ui_strings import UiStrings, flatten
from thidua.yaml_faults import Fault

OVERRIDES = "overrides"
LOCALES = f"{OVERRIDES}/locales"

# How many files and folders are looked at (10,000 stories and their pictures are 30,000), and how deep folders stand in
# one another below docs/.
MOST_FILES = 50_000
DEEPEST = 6

_UNREADABLE = ("không đọc được tệp này", "cannot be read")


class Folder(NamedTuple):
    """What stands in the content folder; paths from ``docs/``.

    ``media`` are the files besides Markdown. ``refused`` are files that were told and not read, Markdown among them: they
    are there, so nobody who speaks of them is to blame.
    """

    sources: list[SourceFile]
    media: set[str]
    problems: list[Problem]
    refused: set[str]


class TooLarge(Exception):
    """A file of more bytes than are read; ``size`` says how many."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class _TooMany(Exception):
    """More files and folders than are looked at."""


def read_folder(folder: Path) -> Folder:
    """Markdown files, paths of all other files, problems of a content folder; of hidden ones only copies of stories."""
    reader = _Reader(folder)
    if folder.is_symlink():
        reader.problems.append(Problem(CONTENT.rstrip("/"), 1, "thư mục", *_LINK))
        return reader.found()
    try:
        for path, entry in reader.files():
            reader.take(path, entry)
    except _TooMany:
        # Of a part of the content nothing true can be said.
        vi = f"quá {MOST_FILES} tệp và thư mục, hãy chuyển bớt ra ngoài docs/"
        en = f"over {MOST_FILES} files and folders; move some out of docs/"
        return Folder([], set(), [Problem(CONTENT.rstrip("/"), 1, "thư mục", vi, en)], set())
    if not os.path.lexists(folder / "index.vi.md"):
        reader.problems.append(
            Problem(f"{CONTENT}index.vi.md", 1, "tệp", "thiếu trang đầu, hãy thêm tệp này", "the home page is missing")
        )
    return reader.found()


def read_plain(file: str | Path, most: int) -> bytes:
    """The bytes of a plain file; ``TooLarge`` where they are more than ``most``, ``OSError`` for links, pipes, devices.

    The file is judged after it was opened, so that none can be put in its place in between.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags), "rb", buffering=0) as stream:
        found = os.fstat(stream.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError("not a plain file")
        if found.st_size > most:
            raise TooLarge(found.st_size)
        return stream.read(found.st_size) or b""


# What a line says of what is never opened.
_LINK = (
    "là đường dẫn tắt (symlink), trang không mở; hãy xóa, cần thì chép tệp thật vào chỗ này",
    "a symbolic link, which is never opened; delete it, or put the real file in its place",
)
_SPECIAL = (
    "không phải tệp thường (ống dẫn, ổ cắm, thiết bị), trang không mở; hãy xóa",
    "no plain file but a pipe, socket or device, which is never opened; delete it",
)
_CLOSED_FOLDER = ("không mở được thư mục này, hãy xem lại quyền đọc", "the folder cannot be opened; look at its rights")
_TOO_DEEP = (
    f"nằm sâu quá {DEEPEST} tầng thư mục, hãy chuyển ra ngoài",
    f"over {DEEPEST} folders deep; move it further out",
)


@dataclass
class _Reader:
    """Reads a folder; what is wrong with a file is told once, and the file then left alone."""

    root: Path
    sources: list[SourceFile] = field(default_factory=list)
    media: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    count: int = 0

    def found(self) -> Folder:
        return Folder(self.sources, self.media, self.problems, self.refused)

    def files(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """(path, entry) of each plain file that is not hidden or refused, folder by folder."""
        waiting = [("", False)]
        while waiting:
            inside, hidden = waiting.pop()
            below = []
            entries = self._entries(inside)
            alike = {} if hidden else likenesses([entry.name for entry in entries])
            for entry in entries:
                path = f"{inside}{entry.name}"
                unseen = hidden or is_hidden(entry.name)
                if unseen:
                    is_wanted = self._look_at_hidden(path, entry)
                else:
                    is_wanted = self._look_at(path, entry, alike.get(entry.name))
                if is_wanted and entry.is_dir(follow_symlinks=False):
                    below.append((f"{path}/", unseen))
                elif is_wanted:
                    yield path, entry
            waiting += reversed(below)

    def _entries(self, inside: str) -> list[os.DirEntry[str]]:
        """What stands in a folder, by name."""
        found = []
        try:
            with os.scandir(self.root / inside) as entries:
                for entry in entries:
                    self.count += 1
                    if self.count > MOST_FILES:
                        raise _TooMany
                    found.append(entry)
        except OSError:
            if inside or os.path.lexists(self.root):
                self._refuse(inside.rstrip("/"), "thư mục", *_CLOSED_FOLDER)
        return sorted(found, key=lambda entry: entry.name)

    def _look_at(self, path: str, entry: os.DirEntry[str], like: str | None) -> bool:
        """Whether to go on with a file or folder."""
        what = "thư mục" if entry.is_dir(follow_symlinks=False) else "tệp"
        is_text = what == "tệp" and entry.name.endswith(".md")  # such names have a rule of their own
        told = name_fault(entry.name) or too_long("" if is_text else entry.name, path)
        if entry.is_symlink():
            told = _LINK
        elif not (entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)):
            told = _SPECIAL
        elif told is None and like is not None:
            told = (
                f'Windows và macOS coi là một với "{shown(like)}" (chỉ khác chữ hoa hay cách ghi dấu), hãy đổi tên một tệp',
                f'the same name as "{shown(like)}" to Windows and macOS; rename one of them',
            )
        elif told is None and what == "thư mục" and path.count("/") >= DEEPEST:
            told = _TOO_DEEP
        if told:
            self._refuse(path, what, *told)
        return told is None

    def _look_at_hidden(self, path: str, entry: os.DirEntry[str]) -> bool:
        """The same for what is hidden: git keeps a hidden copy of a story as it keeps any file, so it is told."""
        if entry.is_dir(follow_symlinks=False):
            if path.count("/") < DEEPEST:
                return True
            self._refuse(path, "thư mục", *_TOO_DEEP)
        elif entry.is_symlink():
            # The generator goes into hidden folders as well; what an editor links to nothing while it has a file open
            # harms nobody.
            if os.path.isdir(entry.path):  # noqa: PTH112 (quicker than a Path, and an entry has no method that says so)
                self._refuse(path, "tệp", *_LINK)
        elif entry.is_file(follow_symlinks=False) and path.startswith(STORIES) and ".md" in entry.name.lower():
            self._take_backup(path, entry.name)
        return False

    def _take_backup(self, path: str, name: str) -> None:
        if fault := name_fault(name):
            self._refuse(path, "tệp", *fault)
        elif "/." not in path.rpartition("/")[0]:
            self.media.add(path)

    def take(self, path: str, entry: os.DirEntry[str]) -> None:
        """Read a plain file as far as it must be read."""
        if path.endswith(".md"):
            self._take_text(path, entry)
        elif is_pdf(path) and not path.startswith(STORIES):
            self._take_paper(path, entry)
        elif is_raster(path):
            self._take_picture(path, entry)
        else:
            self.media.add(path)

    def _take_picture(self, path: str, entry: os.DirEntry[str]) -> None:
        """Pictures are read later, where they are shown or may tell a place."""
        try:
            size = entry.stat(follow_symlinks=False).st_size
        except OSError:  # deleted in between
            self._refuse(path, "ảnh", *_UNREADABLE)
            return
        if size > MOST_BYTES:
            self._refuse(path, "ảnh", *too_heavy(size))
        else:
            self.media.add(path)

    def _take_text(self, path: str, entry: os.DirEntry[str]) -> None:
        data = self._read(path, entry, MOST_TEXT)
        if data is None:
            return
        source, found = read_source(path, data)
        self.problems += found
        if source is not None:
            self.sources.append(source)
        else:
            self.refused.add(path)

    def _take_paper(self, path: str, entry: os.DirEntry[str]) -> None:
        data = self._read(path, entry, MOST_PDF)
        if data is None:
            return
        if fault := pdf_fault(data):
            self._refuse(path, "tệp", *fault)
        else:
            self.media.add(path)

    def _read(self, path: str, entry: os.DirEntry[str], most: int) -> bytes | None:
        try:
            return read_plain(entry.path, most)
        except TooLarge as error:
            self._refuse(path, "tệp", *too_large(error.size, most))
        except OSError:
            self._refuse(path, "tệp", *_UNREADABLE)
        return None

    def _refuse(self, path: str, what: str, vi: str, en: str) -> None:
        """Tell a file or folder; one whose name cannot stand in a line is told at the folder that holds it."""
        self.refused.add(path)
        parts = path.split("/")
        odd = next((place for place, part in enumerate(parts) if not is_tellable(part)), len(parts))
        if odd < len(parts) and (name := shown(parts[-1])) not in vi:
            vi, en = f'"{name}" {vi}', f'"{name}": {en}'
        self.problems.append(Problem((CONTENT + "/".join(parts[:odd])).rstrip("/"), 1, what, vi, en))


# The words of the interface, and mkdocs.yml


def _read_yaml(root: Path, path: str, tags: tuple[str, ...] = ()) -> tuple[yaml.Node | None, list[Fault]]:
    """The nodes of a YAML file of the project; none of a file that cannot be read."""
    if (root / path).is_symlink():
        return None, [Fault(1, "tệp", *_LINK)]
    try:
        text = read_plain(root / path, MOST_TEXT).decode("utf-8-sig")
    except TooLarge as error:
        return None, [Fault(1, "tệp", *too_large(error.size, MOST_TEXT))]
    except (OSError, UnicodeDecodeError) as error:
        return None, [Fault(1, "tệp", f"không đọc được ({shown(error)})", "cannot be read")]
    return read_yaml(text, tags)


def _told(path: str, faults: list[Fault]) -> list[Problem]:
    return [Problem(path, fault.line, fault.field, fault.vi, fault.en) for fault in faults]


def _read_words(root: Path, language: str) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The tree of one language's words, None where it cannot be read."""
    path = f"{LOCALES}/{language}.yml"
    node, faults = _read_yaml(root, path)
    if not faults and not isinstance(node, yaml.MappingNode):
        faults = [Fault(1, "tệp", "không đọc được lời của giao diện", "the words cannot be read")]
    faults += _word_faults(node, "") if node else []
    tree, more = to_data(node) if not faults else (None, [])
    return tree, _told(path, [*faults, *more])


def _word_faults(node: yaml.Node, inside: str) -> list[Fault]:
    """A word that is a list, a date or a yes is none: a page would show what Python makes of it."""
    faults = []
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        name = f"{inside}{key.value if isinstance(key, yaml.ScalarNode) else '…'}"
        if isinstance(value, yaml.MappingNode) and key.tag == TEXT:
            faults += _word_faults(value, f"{name}.")
        elif key.tag != TEXT or value.tag not in (TEXT, NOTHING):
            vi, en = "phải là một đoạn chữ, hãy đặt trong ngoặc kép", "must be a text; put it in double quotes"
            faults.append(Fault(key.start_mark.line + 1, shown(name), vi, en))
    return faults


def replace_file(file: Path, data: bytes) -> None:
    """Give a file other bytes: written beside and renamed, so that half of it is never left, nor anything beside it."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as empty:
        new = Path(empty.name)
    try:
        new.write_bytes(data)
        new.chmod(file.stat().st_mode & 0o777)
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def check_words(root: Path) -> list[Problem]:
    """What is wrong with the files of words: YAML, and keys that one language has and the other has not."""
    problems: list[Problem] = []
    keys: dict[str, set[str]] = {}
    for language in LANGUAGES:
        tree, found = _read_words(root, language)
        problems += found
        if tree is not None:
            keys[language] = set(flatten(tree))
    for language, known in keys.items():
        for key in sorted(set().union(*keys.values()) - known):
            path = f"{LOCALES}/{language}.yml"
            problems.append(Problem(path, 1, key, "thiếu, tệp ngôn ngữ kia có", "missing; the other language has it"))
    return problems


def check_overrides(root: Path) -> list[Problem]:
    """Links in ``overrides/``, through which files of the machine would get into the site as its styles and drawings."""
    words = {f"{LOCALES}/{language}.yml" for language in LANGUAGES}  # told by who reads them
    found = sorted(set(_links_in(root / OVERRIDES, OVERRIDES)) - words)
    return [Problem(path if is_tellable(path) else OVERRIDES, 1, "tệp", *_LINK) for path in found]


def _links_in(folder: str | Path, inside: str) -> Iterator[str]:
    if os.path.islink(folder):  # noqa: PTH114 (an entry's path is a text)
        yield inside
        return
    try:
        entries = list(os.scandir(folder))
    except OSError:  # who needs the files tells that they cannot be read
        return
    for entry in entries:
        if entry.is_symlink() or entry.is_dir(follow_symlinks=False):
            yield from _links_in(entry.path, f"{inside}/{entry.name}")


def read_words(root: Path) -> dict[str, UiStrings]:
    """The words of the interface by language, from ``overrides/locales``; none of a file that ``check_words`` tells."""
    return {language: UiStrings(language, flatten(_read_words(root, language)[0] or {})) for language in LANGUAGES}


# What ``mkdocs.yml`` may say of the surroundings; it is not carried out here.
_CONFIG_TAGS = ("!ENV",)


def config_lines(path: Path) -> dict[str, int]:
    """The line of each setting of ``mkdocs.yml`` by its name, dots between levels; empty where it cannot be read."""
    return dict(_lines_of(_read_yaml(path.parent, path.name, _CONFIG_TAGS)[0], ""))


def _lines_of(node: yaml.Node | None, inside: str) -> Iterator[tuple[str, int]]:
    """(name, line) of each setting; items of lists are named by their number."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{inside}{key.value}"
            yield name, key.start_mark.line + 1
            yield from _lines_of(value, f"{name}.")
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield f"{inside}{number}", value.start_mark.line + 1
            yield from _lines_of(value, f"{inside}{number}.")


def read_config(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """``mkdocs.yml`` as plain data; broken YAML, and what leads a build elsewhere, is reported with its line."""
    node, faults = _read_yaml(path.parent, path.name, _CONFIG_TAGS)
    faults = faults or list(_key_faults(node, ""))
    config, more = to_data(node) if not faults else (None, [])
    problems = _told(CONFIG, [*faults, *more])
    if not isinstance(config, dict):
        return {}, problems
    return config, [*problems, *check_project(config, dict(_lines_of(node, "")))]


def _key_faults(node: yaml.Node | None, inside: str) -> Iterator[Fault]:
    """Keys that stand twice, of which YAML takes the last, and merges (<<), which hide what is set."""
    if isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _key_faults(value, inside)
    if not isinstance(node, yaml.MappingNode):
        return
    seen = set()
    for key, value in node.value:
        name = f"{inside}{key.value if isinstance(key, yaml.ScalarNode) else '…'}"
        line = key.start_mark.line + 1
        if key.tag == MERGE:
            yield Fault(
                line, shown(name), "không dùng được <<, hãy viết hẳn các mục ra", "write the settings themselves"
            )
        elif isinstance(key, yaml.ScalarNode) and (key.tag, key.value) in seen:
            yield Fault(line, shown(name), "ghi hai lần, hãy bỏ một", "stands here twice; take one out")
        seen.add((key.tag, str(key.value)))
        yield from _key_faults(value, f"{name}.")
