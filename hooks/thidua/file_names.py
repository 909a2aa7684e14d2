"""Names of files and folders: those that every system can bear, and those that a line can tell as they are."""

from __future__ import annotations

import re
import unicodedata

from thidua.problems import shown
from thidua.slugs import slugify

# Windows and the hosts of repositories have trouble with long names and long paths; in bytes of UTF-8, without «docs/».
LONGEST_NAME = 100
LONGEST_PATH = 200

# Windows can write no file of such a name, so that nobody there could fetch the repository.
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_RESERVED = re.compile(r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)

# What stands behind the stem of a name: «.vi.md», «.jpg».
_ENDING = re.compile(r"(?<!^)(?:\.(?:vi|en))?\.[A-Za-z0-9]{1,5}\Z")
# A name that can stand in an address as it is.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def is_tellable(name: str) -> bool:
    """Whether a line «path:line: …» can hold the name as it is: nothing unseen, nothing that ends the path."""
    return name.isprintable() and name == name.strip() and not _FORBIDDEN.search(name)


def is_plain(name: str) -> bool:
    """Whether the name of a picture, a PDF or its folder can stand in an address: ASCII, no blanks."""
    return _PLAIN.fullmatch(name) is not None


def plain_name(name: str) -> str:
    """The plain name that is most like another: «Ảnh lớp.JPG» → ``anh-lop.jpg``."""
    match = _ENDING.search(name.strip())
    ending = match[0] if match else ""
    return (slugify(name.strip().removesuffix(ending)) or "tep") + ending.lower()


def name_fault(name: str) -> tuple[str, str] | None:
    """What is wrong with a name on any system, and what to call the file or folder; None for most."""
    is_reserved = _RESERVED.fullmatch(name.partition(".")[0].rstrip()) is not None
    if not is_reserved and _PLAIN.fullmatch(name) and name[-1] != ".":
        return None
    quoted, meant = shown(name), plain_name(name)
    if not name.isprintable():
        return (
            f'tên "{quoted}" có ký tự lạ hoặc không nhìn thấy được, hãy đổi thành "{meant}"',
            f'the name has characters that are odd or cannot be seen; rename it to "{meant}"',
        )
    if _FORBIDDEN.search(name):
        return (
            f'tên "{quoted}" có dấu mà Windows không nhận (< > : " | ? * \\), hãy đổi thành "{meant}"',
            f'Windows takes no such name (< > : " | ? * \\); rename it to "{meant}"',
        )
    if name != name.strip() or name.endswith("."):
        return (
            f'tên "{quoted}" có dấu cách hoặc dấu chấm ở đầu hay cuối, hãy đổi thành "{meant}"',
            f'a blank or a dot at an end of the name; rename it to "{meant}"',
        )
    if is_reserved:
        return (
            f'Windows không mở được tên "{quoted}", hãy đổi thành "tep-{meant}"',
            f'Windows cannot open this name; rename it to "tep-{meant}"',
        )
    return None


def too_long(name: str, path: str) -> tuple[str, str] | None:
    """What is wrong with the length of a name, and of its path from ``docs/``."""
    if len(path) <= LONGEST_NAME and path.isascii() and len(name) <= len(path):
        return None
    for what_vi, what_en, text, most in (
        ("tên", "name", name, LONGEST_NAME),
        ("đường dẫn", "path", path, LONGEST_PATH),
    ):
        size = len(text.encode("utf-8", "surrogateescape"))
        if size > most:
            return (
                f"{what_vi} dài {size} byte, hãy rút còn nhiều nhất {most} (chữ có dấu chiếm 2 hay 3 byte)",
                f"a {what_en} of {size} bytes; shorten it to {most} at most",
            )
    return None


def likenesses(names: list[str]) -> dict[str, str]:
    """Of the names in one folder: name → another that Windows or macOS takes for the same one.

    The one in small letters, its marks on their letters, is left alone; else the first by the alphabet.
    """
    if len({name.lower() for name in names}) == len(names) and all(map(str.isascii, names)):
        return {}
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (name != _same_form(name), name)):
        if (other := first.setdefault(_same_form(name), name)) != name:
            found[name] = other
    return found


def _same_form(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
