"""What may stand in ``docs/``: Markdown, pictures, PDF. All else is told, and never published.

A list of what may be there, not of what may not: a kind that nobody has thought of is kept out too.
"""

from __future__ import annotations

from collections.abc import Iterable

from thidua.file_names import is_plain, plain_name
from thidua.picture_kinds import is_other_picture, save_as_jpeg
from thidua.problems import Problem, shown
from thidua.slugs import slugify
from thidua.sources import CONTENT, is_raster

# In bytes. Far above any real text (the plan has 20 kB), far below what could make a build slow.
MOST_TEXT = 300_000
MOST_PDF = 20_000_000

STORIES = "guong/"
# Where the site's own styles, scripts and fonts are published.
_ASSETS = "assets/"

_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
# What editors and programs leave beside a file.
_BACKUPS = ("~", ".bak", ".old", ".orig", ".rej", ".swp", ".tmp")
# What people write in. A note that Windows calls «….vi.md.txt» has words of its own.
_DOCUMENTS = (".doc", ".docx", ".odt", ".pages", ".rtf", ".txt")
# What Windows leaves in a folder, unseen by whoever works there: as little told as files that begin with a dot.
_UNSEEN = ("thumbs.db", "ehthumbs.db", "desktop.ini")

_Told = tuple[str, str, str]


def is_hidden(name: str) -> bool:
    """Whether a system hides a file or folder of this name from its people."""
    return name.startswith(".") or name.lower() in _UNSEEN


def is_pdf(path: str) -> bool:
    """Whether a path is that of a PDF file."""
    return path.lower().endswith(".pdf")


def too_large(size: int, most: int) -> tuple[str, str]:
    """What to say of a Markdown or PDF file of so many bytes."""
    return (
        f"nặng {_weight(size)}, hãy rút còn nhiều nhất {_weight(most)}",
        f"weighs {_weight(size)}; {_weight(most)} at most",
    )


def _weight(size: int) -> str:
    """Rounded up, so that what is too large never looks as if it were not."""
    unit, by = ("MB", 1_000_000) if size >= 1_000_000 else ("kB", 1_000)
    return f"{-(-size // by)} {unit}"


def check_kinds(media: Iterable[str]) -> list[Problem]:
    """One line for each of these paths from ``docs/`` that should not be there, or not under this name."""
    problems = []
    folders: set[str] = set()
    for path in sorted(media):
        if told := _kind_fault(path) or _name_fault(path):
            problems.append(Problem(CONTENT + path, 1, *told))
        elif (folder := _odd_folder(path)) and folder not in folders:
            folders.add(folder)
            vi, en = _rename(folder.rpartition("/")[2])
            problems.append(Problem(CONTENT + folder, 1, "thư mục", vi, en))
    return problems


def _kind_fault(path: str) -> _Told | None:
    """What a file is that is neither Markdown nor a picture nor a PDF, or where such a one must not stand."""
    lowered = path.lower()
    name = lowered.rpartition("/")[2]
    if path.endswith(".md") and not name.startswith("."):  # a right name: it could not be read, and that is told
        return None
    if name.endswith(_BACKUPS) or name.startswith("."):
        vi = "bản lưu phụ, trang không dùng nhưng git vẫn giữ chữ trong đó, hãy xóa tệp này"
        told: _Told | None = ("tệp", vi, "a backup: no page, yet git keeps what it says; delete it")
    elif lowered.removesuffix(".txt").endswith(_TEXTS):
        told = _wrong_ending(path)
    elif lowered.endswith(_DOCUMENTS):
        told = _document(path)
    elif is_other_picture(path):
        told = _other_picture(lowered)
    elif is_pdf(path) or is_raster(path):
        told = _wrong_place(path)
    else:
        vi = "không đăng loại tệp này; docs/ chỉ chứa bài viết .md, ảnh (.jpg, .png, .webp, .avif) và .pdf, hãy xóa tệp này"
        told = ("tệp", vi, "no such file is published; docs/ holds .md, pictures and .pdf only; delete it")
    return told


def _wrong_ending(path: str) -> _Told:
    """Notepad adds .txt to a name, other programs write .MD: such a file would be no page, and nobody would be told."""
    folder, slash, name = path.rpartition("/")
    meant = f"{folder}{slash}{name.lower().removesuffix('.txt').rpartition('.')[0]}"
    return (
        "tệp",
        f"tên phải kết thúc bằng .md, hãy đổi thành {CONTENT}{meant}.md (Windows có thể đang ẩn đuôi tệp)",
        f"its name must end in .md; rename it to {CONTENT}{meant}.md",
    )


def _document(path: str) -> _Told:
    """Whoever leaves a document among the texts waits for its page, and would wait in vain."""
    folder, _, name = path.rpartition("/")
    stem = slugify(name.rpartition(".")[0].lower().removesuffix(".vi")) or "bai-viet"
    meant = f"{CONTENT}{folder}/{stem}.vi.md" if folder else f"{CONTENT}{stem}.vi.md"
    return (
        "tệp",
        f"trang không đọc được loại tệp này, hãy chép chữ sang {meant} rồi xóa tệp này",
        f"no file of this kind is read; copy its text to {meant} and delete it",
    )


def _other_picture(lowered: str) -> _Told:
    """An iPhone's HEIC also tells where it was taken; a drawing can hold scripts."""
    if lowered.endswith(".svg"):
        return (
            "ảnh",
            "hình SVG có thể chứa mã nên không đăng, hãy lưu thành .png (hình của giao diện thì đặt ở "
            "overrides/assets/images), xong thì xóa tệp này",
            "an SVG can hold scripts and is not published; save it as .png (drawings of the site itself stand in "
            "overrides/assets/images), then delete this file",
        )
    vi, en = save_as_jpeg()
    return (
        "ảnh",
        f"ảnh loại này không hiện trên trang, {vi}, xong thì xóa tệp này",
        f"such a picture is not shown; {en}, then delete this file",
    )


def _wrong_place(path: str) -> _Told | None:
    """A scanned decision names pupils with their classes and days of birth, and would outlive a withdrawn story."""
    if path.startswith(_ASSETS):
        vi = f"thư mục {CONTENT}{_ASSETS} dành cho giao diện của trang, hãy đặt tệp này vào thư mục khác"
        return "tệp", vi, f"{CONTENT}{_ASSETS} is for the site's own files; put this one into another folder"
    if path.startswith(STORIES) and is_pdf(path):
        return (
            "tệp",
            "không đăng PDF cạnh bài viết vì không máy nào soát được tên và ngày sinh học sinh trong đó, hãy ghi số quyết "
            "định ở awards rồi xóa tệp này",
            "no PDF beside stories: nothing checks what it tells of pupils; write the decision's number under awards and "
            "delete this file",
        )
    return None


def _name_fault(path: str) -> _Told | None:
    name = path.rpartition("/")[2]
    # Elsewhere a blank does no harm: «<san truong.png>» is a link like any other.
    words = [name] if path.startswith(STORIES) else name.split(" ")
    return None if path.endswith(".md") or all(map(is_plain, words)) else ("tệp", *_rename(name))


def _rename(name: str) -> tuple[str, str]:
    meant = plain_name(name)
    return (
        f'tên "{shown(name)}" không dùng làm địa chỉ được, hãy đổi thành "{meant}"',
        f'not usable in an address; rename it to "{meant}"',
    )


def _odd_folder(path: str) -> str:
    """The first folder above a picture or PDF that no address can name; empty where there is none.

    Stories' folders are told with their stories.
    """
    parts = path.split("/")[:-1]
    if path.startswith(STORIES):
        return ""
    odd = next((place for place, part in enumerate(parts) if not is_plain(part)), None)
    return "" if odd is None else "/".join(parts[: odd + 1])
