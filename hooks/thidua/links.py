"""Links and pictures in a body that point into ``docs/``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote, urlsplit

from thidua.fields import Report
from thidua.problems import shown
from thidua.rules import say
from thidua.sources import is_picture
from thidua.suggest import closest

_FENCE = re.compile(r"\s*(```|~~~)")
_FOREIGN_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?((?:https?:)?//[^)\s<>]+)", re.IGNORECASE)
_CODE = re.compile(r"(`+).+?\1")
_TARGET = r"(?:<([^>]+)>|([^)\s<>]+))"
_LINK = re.compile(rf"\]\(\s*{_TARGET}(?:\s+[\"'(].*?[\"')])?\s*\)")
_TAG = re.compile(r"<img\b", re.IGNORECASE)
_PICTURE = re.compile(r"!\[([^\[\]]*)\](?=[(\[])")
# Markdown takes neither of these for a link, and says nothing: the reader would see the brackets.
_BLANK_INSIDE = re.compile(
    r"\]\(\s*([^()<>\"'\s][^()<>\"']*\s[^()<>\"']*\.(?:md|avif|jpe?g|png|webp))\s*\)", re.IGNORECASE
)
_BLANK_BEFORE = re.compile(r"\]\s+\((?:https?://|[^()\s]+\.(?:md|avif|jpe?g|png|webp)\))", re.IGNORECASE)
# Where a link may lead besides the site's own files; a picture may come from nowhere else.
SCHEMES = ("http", "https", "mailto", "tel")
_ADDRESS_WITHOUT_SCHEME = re.compile(
    r"(?:www\.)?(?:[a-z0-9-]+\.)+(?:vn|com|org|net|edu|gov|info)(?:/.*)?", re.IGNORECASE
)
# «[1]: ten-tep.jpg» at the start of a line, for links written as «[chữ][1]».
_DEFINITION = re.compile(rf"^ {{0,3}}\[[^\]^]+\]:\s*{_TARGET}")


def _lines_without_code(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in enumerate(body.split("\n"), first_line):
        if match := _FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
        elif not fence:
            yield number, _CODE.sub("", line)


def local_links(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    """(line, target) of each Markdown link or picture that has no scheme; code is passed over."""
    if "]" not in body:  # most bodies: nothing is looked for line by line
        return
    for number, text in _lines_without_code(body, first_line):
        for target in _targets(text):
            try:
                parts = urlsplit(target)
            except ValueError:  # «http://[…»: no address at all, so it leads nowhere
                yield number, target
                continue
            if not parts.scheme and not parts.netloc and parts.path:
                yield number, unquote(parts.path)


def _targets(text: str) -> Iterator[str]:
    for match in (*_LINK.finditer(text), *_DEFINITION.finditer(text)):
        yield match[1] or match[2]


def _check_forms(line: int, text: str, report: Report) -> None:
    """What of a line was meant as a link or picture and is none, or leads where no link may."""
    if _TAG.search(text):  # HTML is left as it is, so such a picture would have no address and no size
        report(line, "nội dung", *say("body_picture"))
    if match := _BLANK_INSIDE.search(text):
        vi = f'địa chỉ "{shown(match[1])}" có dấu cách nên không thành liên kết, hãy đổi tên tệp, dùng gạch ngang'
        report(line, "nội dung", vi, "an address with a blank is no link; rename the file, with hyphens")
    if _BLANK_BEFORE.search(text):
        report(line, "nội dung", *say("body_link_gap"))
    for target in _targets(text):
        scheme = target.partition(":")[0].lower() if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", target) else ""
        if scheme and scheme not in SCHEMES:
            vi = f'liên kết "{shown(target)}" không mở được trên trang, hãy dùng địa chỉ https:// hoặc tệp cạnh bài'
            report(line, "nội dung", vi, "no such link works on the site; use an https:// address or a file beside it")
    for match in _FOREIGN_PICTURE.finditer(text):
        vi = f'không lấy ảnh của trang khác ("{shown(match[1])}"), hãy tải ảnh về đặt cạnh bài, nếu được phép'
        report(line, "nội dung", vi, "no pictures from other sites; put the picture beside the text, if you may")


def resolve(path: str, target: str) -> str:
    """The path from ``docs/`` that a link in the file ``path`` points to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def check_links(
    path: str, body: str, first_line: int, known: Collection[str], report: Report, unpublished: Collection[str] = ()
) -> None:
    """Each local link of a body leads to a file that is published; each picture has words.

    ``known`` are the paths from ``docs/`` that a link may lead to, ``unpublished`` those of drafts and hidden samples.
    """
    if "]" not in body and "<" not in body:
        return
    for line, text in _lines_without_code(body, first_line):
        _check_forms(line, text, report)
        for match in _PICTURE.finditer(text):
            if not match[1].strip() or is_picture(match[1].strip()):  # some programs put the file's name there
                vi = "ảnh chưa có lời tả cho người không nhìn thấy ảnh, hãy viết ![điều thấy trong ảnh](ten-anh.jpg)"
                report(line, "nội dung", vi, "the picture has no words; write ![what it shows](name.jpg)")
    for line, target in local_links(body, first_line):
        found = resolve(path, target)
        # «/…» is never known: the site lives in any sub-folder, so no link begins at the root.
        if found not in known:
            meant = _meant(found, known)
            relative = posixpath.relpath(meant, posixpath.dirname(path) or ".") if meant else None
            vi, en = f'liên kết "{shown(target)}" không dẫn tới tệp nào.', "the link leads to no file."
            if found in unpublished:
                vi = f'liên kết "{shown(target)}" dẫn tới bài không đăng (bản nháp, bài minh hoạ), hãy bỏ liên kết'
                report(line, "nội dung", vi, "the link leads to a draft or a hidden sample; take it out")
                continue
            if _ADDRESS_WITHOUT_SCHEME.fullmatch(target):
                vi, en = f'hãy thêm https:// vào đầu địa chỉ "{shown(target)}"', "begin the address with https://"
                report(line, "nội dung", vi, en)
                continue
            if is_picture(posixpath.basename(target)):
                vi, en = f'không có ảnh "{shown(target)}".', "no such picture."
            if relative:
                vi, en = f'{vi} Có phải "{relative}"?', f'{en} Did you mean "{relative}"?'
            report(line, "nội dung", vi, en)


def _meant(found: str, known: Collection[str]) -> str | None:
    """The file of a like name, in the nearest folder: whole paths are alike in one folder, whatever their names."""
    name = posixpath.basename(found)
    paths: dict[str, list[str]] = {}
    for path in sorted(known):
        other = posixpath.basename(path)
        if is_picture(other) == is_picture(name):
            paths.setdefault(other.partition(".")[0], []).append(path)
    like = closest(name.partition(".")[0], paths)
    return (closest(found, paths[like]) or paths[like][0]) if like else None
