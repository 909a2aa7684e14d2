"""Links and pictures in a body that point into ``docs/``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from urllib.parse import unquote, urlsplit

from thidua.allowed_html import SCHEMES, Refusal, may_be_refused, places, refusals
from thidua.fields import Report
from thidua.markdown_bodies import render
from thidua.problems import shown
from thidua.rules import say
from thidua.slugs import heading_id
from thidua.sources import is_picture
from thidua.suggest import closest

# As Markdown knows it: at the start of a line, closed by the very same signs.
_FENCE = re.compile(r"(`{3,}|~{3,})")
_CODE = re.compile(r"(?<!\\)(`+)(?!`).+?(?<!`)\1(?!`)")
_TARGET = r"(?:<([^>]+)>|((?:[^()\s<>]|\([^()\s<>]*\))+))"
_LINK = re.compile(rf"\]\(\s*{_TARGET}(?:\s+[\"'(].*?[\"')])?\s*\)")
_PICTURE = re.compile(r"!\[([^\[\]]*)\](?=[(\[])")
# A picture in any form that Markdown takes: its words may hold brackets and go on below, its address stand elsewhere.
_WORDS = r"(?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*"
_ANY_PICTURE = re.compile(rf"(?<!\\)!\[({_WORDS})\](?:\(\s*<?([^)\s<>]+)|\s?\[([^\[\]]*)\])?")
_FOREIGN = re.compile(r"(?:https?:)?//", re.IGNORECASE)
# Markdown takes neither of these for a link, and says nothing: the reader would see the brackets.
_BLANK_INSIDE = re.compile(
    r"\]\(\s*([^()<>\"'\s][^()<>\"']*\s[^()<>\"']*\.(?:md|avif|jpe?g|png|webp))\s*\)", re.IGNORECASE
)
_BLANK_BEFORE = re.compile(r"\][^\S\n]+\((?:https?://|[^()\s]+\.(?:md|avif|jpe?g|png|webp)\))", re.IGNORECASE)
_ADDRESS_WITHOUT_SCHEME = re.compile(
    r"(?:www\.)?(?:[a-z0-9-]+\.)+(?:vn|com|org|net|edu|gov|info)(?:/.*)?", re.IGNORECASE
)
# «[1]: ten-tep.jpg» at the start of a line, for links written as «[chữ][1]»: nothing but a title may follow.
_DEFINITION = re.compile(
    rf"^ {{0,3}}\[(?!\^)([^\[\]\n]+)\]:[ ]*\n?[ ]*{_TARGET}[ ]*(?:\n?[ ]*(?:\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\))[ ]*)?$",
    re.MULTILINE,
)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]\n]+\]:", re.MULTILINE)


@lru_cache(maxsize=64)
def _without_code(body: str) -> str:
    """The body with every line in its place, code taken out. A fence that is never closed is none."""
    lines = body.split("\n")
    found: list[str] = []
    fence = ""
    opened = 0
    for place, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and not fence:
            fence, opened = match[1], place
        elif match and fence == line.rstrip():
            fence = ""
        elif not fence:
            found.append(_CODE.sub("", line) if "`" in line else line)
            continue
        found.append("")
    if fence:
        found[opened:] = [_CODE.sub("", line) for line in lines[opened:]]
    return "\n".join(found)


def local_links(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    """(line, target) of each Markdown link or picture that has no scheme; code is passed over."""
    if "]" not in body:  # most bodies: nothing is looked for
        return
    for line, target in _targets(_without_code(body), first_line):
        try:
            parts = urlsplit(target)
        except ValueError:  # «http://[…»: no address at all, so it leads nowhere
            yield line, target
            continue
        if not parts.scheme and not parts.netloc and parts.path:
            yield line, unquote(parts.path)


def _targets(text: str, first_line: int) -> list[tuple[int, str]]:
    """(line, address) of every link, picture and definition, as a browser reads them."""
    found = [(match.start(), unescape(match[1] or match[2])) for match in _LINK.finditer(text)]
    found += [(match.start(), unescape(match[2] or match[3])) for match in _DEFINITION.finditer(text)]
    return [(first_line + text.count("\n", 0, place), target) for place, target in sorted(found)]


def _foreign_pictures(text: str) -> Iterator[tuple[int, str]]:
    """(place, address) of each picture that another site would be asked for."""
    if "![" not in text:
        return
    defined = {_name(match[1]): match[2] or match[3] for match in _DEFINITION.finditer(text)}
    for match in _ANY_PICTURE.finditer(text):
        target = match[2] or defined.get(_name(match[3] or match[1]), "")
        if _FOREIGN.match(target):
            yield match.start(), target


def _name(words: str) -> str:
    return " ".join(words.split()).lower()


def _check_forms(text: str, first_line: int, report: Report) -> None:
    """What was meant as a link or picture and is none, or leads where no link may, or is no Markdown."""

    def tell(place: int, vi: str, en: str) -> None:
        report(first_line + text.count("\n", 0, place), "nội dung", vi, en)

    for match in _BLANK_INSIDE.finditer(text):
        vi = f'địa chỉ "{shown(match[1])}" có dấu cách nên không thành liên kết, hãy đổi tên tệp, dùng gạch ngang'
        tell(match.start(), vi, "an address with a blank is no link; rename the file, with hyphens")
    for match in _BLANK_BEFORE.finditer(text):
        tell(match.start(), *say("body_link_gap"))
    for match in _FOOTNOTE.finditer(text):
        vi, en = "chú thích kiểu [^1] không dùng được, hãy viết thẳng vào bài", "no footnotes; write it into the text"
        tell(match.start(), vi, en)
    for line, target in _targets(text, first_line):
        scheme = target.partition(":")[0].lower() if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", target) else ""
        if scheme and scheme not in SCHEMES:
            report(line, "nội dung", *words_of(Refusal("address", target)))
    for place, target in _foreign_pictures(text):
        tell(place, *words_of(Refusal("picture", target)))


# What HTML a body holds


def _with_fences(body: str, text: str) -> str:
    """A body without its code, but with the line that opens or closes each fence: it may hold attributes."""
    if text == body:
        return text
    pairs = zip(body.split("\n"), text.split("\n"), strict=True)
    return "\n".join(line if _FENCE.match(line) else kept for line, kept in pairs)


def _check_html(text: str, first_line: int, found: Sequence[Refusal], known: Collection[str], report: Report) -> None:
    """Each thing that the page would lose, or that it may not have.

    ``text``: the body without its code, but with its fences; ``found``: what is refused of its HTML; ``known``: what was
    told of it before.
    """
    known = frozenset(known)
    # Left as it is, such a picture would have no size, and only one form.
    pictures = {text.count("\n", 0, match.start()) for match in re.finditer(r"<img\b", text, re.IGNORECASE)}
    for line in sorted(pictures):
        report(first_line + line, "nội dung", *say("body_picture"))
    told: dict[int, list[Refusal]] = {}
    # A tag that is refused may well be what kept others from being closed.
    graver = [refusal for refusal in found if refusal.kind != "open"]
    for place, refusal in places(graver or found, text):
        if (line := text.count("\n", 0, place)) not in pictures:
            told.setdefault(line, []).append(refusal)
    for line, refused in told.items():
        for words in _words_of_line([one for one in refused if not _is_told(one, known)]):
            report(first_line + line, "nội dung", *words)


def _is_told(refusal: Refusal, known: Collection[str]) -> bool:
    """Whether other lines about this body say it already: of an address in their own words, of a shape by any."""
    if refusal.kind == "shape":
        return bool(known)
    return refusal.kind in ("address", "picture") and any(f'"{shown(refusal.name)}"' in line for line in known)


def _words_of_line(found: list[Refusal]) -> Iterator[tuple[str, str]]:
    """What is told of one line: all attributes and classes together, as they are pasted together."""
    within = [refusal for refusal in found if refusal.kind in ("attribute", "class")]
    names = dict.fromkeys(f"{one.name}=" if one.kind == "attribute" else f".{one.name}" for one in within)
    for refusal in dict.fromkeys(found):
        if refusal not in within:
            yield words_of(refusal)
        elif refusal == within[0]:
            listed = shown(", ".join(names))
            vi = f"trong thẻ hay dấu {{ }} không dùng được {listed}; hãy xóa phần ấy, giữ chữ"
            yield (
                (vi, f"{listed} cannot stand in a tag or in braces; delete it, keep the words")
                if len(names) > 1
                else words_of(refusal)
            )


# Any other name between such signs is a placeholder or a comparison, which nobody would see.
_HTML_NAMES = """
acronym applet area article aside audio base bdo big body button canvas center datalist dialog dir embed fencedframe
fieldset font footer form frame frameset head header html iframe image input label legend link main map marquee math menu
meta nav nobr noembed noframes noscript object optgroup option output picture plaintext portal progress script search
section select slot source strike style svg template textarea title track tt video xmp
"""
_HTML_TAGS = frozenset(_HTML_NAMES.split())

_CODE_TAGS = frozenset({"script", "style", "template"})

_REFUSALS = {
    "tag": (
        "thẻ HTML <{name}> không dùng được trong bài, hãy bỏ đi (chỉ xóa thẻ, giữ chữ ở giữa)",
        "no such HTML; take the tags out and keep the words between them",
    ),
    "code": (
        "thẻ HTML <{name}> không dùng được trong bài, hãy bỏ đi, cả phần bên trong",
        "no such HTML; take it all out",
    ),
    "word": (
        "<{name}> là mã của Word, hãy xóa thẻ này, giữ chữ bên trong",
        "Word's own code; delete the tag and keep its words",
    ),
    "sign": (
        '"<{name}…>" giống mã HTML nên không hiện trên trang, muốn viết dấu < hãy gõ &lt;',
        'looks like HTML and would not be seen; write &lt; for the sign "<"',
    ),
    "title": (
        "dòng này thành tên bài thứ hai; đề mục trong bài hãy mở đầu bằng ##, còn dấu # thường thì gõ \\#",
        'this line becomes a second title; begin headings with ##, and write a mere "#" as \\#',
    ),
    "attribute": (
        "thuộc tính {name}= không dùng được trong bài, hãy xóa {name}=… trong thẻ hay dấu {{ }}",
        "no such attribute; take it out of the tag or the braces",
    ),
    "class": ("kiểu “.{name}” không dùng được trong bài, hãy bỏ đi", "no such class; take it out"),
    "id": (
        "mã “#{name}” không dùng được, hãy đổi: chữ không dấu, chữ số, gạch nối, không mở đầu bằng td-",
        "no such id; use plain letters, figures and hyphens, and no td- at its start",
    ),
    "open": (
        "thẻ <{name}> chưa đóng nên nuốt cả phần sau, hãy thêm </{name}> hoặc bỏ đi",
        "never closed, so it takes in all that follows; close it or take it out",
    ),
    "picture": (
        'không lấy ảnh của trang khác ("{name}"), hãy tải ảnh về đặt cạnh bài, nếu được phép',
        "no pictures from other sites; put the picture beside the text, if you may",
    ),
    "address": (
        'liên kết "{name}" không mở được trên trang, hãy dùng địa chỉ https:// hoặc tệp cạnh bài',
        "no such link works on the site; use an https:// address or a file beside it",
    ),
    "comment": (
        "lời ghi ẩn <!-- … --> ai xem mã của trang hay của kho cũng đọc được, hãy bỏ đi",
        "whoever looks at the source reads a hidden remark; take it out",
    ),
    "shape": ("thẻ HTML đặt sai chỗ hoặc chưa đóng, hãy bỏ đi", "HTML in a wrong place or never closed; take it out"),
}


def words_of(refusal: Refusal) -> tuple[str, str]:
    """What to do about something that a body may not hold, in Vietnamese and English."""
    kind = refusal.kind
    if kind == "tag" and refusal.name not in _HTML_TAGS:
        kind = {"h1": "title"}.get(refusal.name, "word" if ":" in refusal.name else "sign")
    elif kind == "tag" and refusal.name in _CODE_TAGS:
        kind = "code"
    vi, en = _REFUSALS[kind]
    return vi.format(name=shown(refusal.name)), en


# Headings and what else a link may lead to on a page

_HEADING = re.compile(r"^(?:#{1,6}[ \t]*(.+?)[ \t#]*|(.+)\n(?:=+|-+)[ \t]*)$", re.MULTILINE)
_ID = re.compile(r"\{:?[^{}\n]*?#([^\s{}]+)|\b(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)")
_TEMPLATES_OWN = "td-"


@lru_cache(maxsize=4096)
def anchors_of(body: str) -> frozenset[str]:
    """The anchors of a body's headings, and those that its author gave."""
    text = _without_code(body)
    found = {match[1] or match[2] for match in _ID.finditer(text)}
    for match in _HEADING.finditer(text):
        words = re.sub(r"\]\([^)]*\)|\{[^{}]*\}|<[^>]*>", "", match[1] or match[2])
        found.add(heading_id(words, "-"))
    return frozenset(found)


def check_anchors(path: str, body: str, first_line: int, bodies: Mapping[str, str], report: Report) -> None:
    """Each link to a place on a page leads to one. ``bodies``: file → body, of the pages whose places can be known."""
    if "#" not in body:
        return
    for line, target in _targets(_without_code(body), first_line):
        page, _, anchor = target.partition("#")
        found = resolve(path, unquote(page)) if page else path
        if not anchor or anchor.startswith(_TEMPLATES_OWN) or found not in bodies or ":" in page or "?" in page:
            continue
        # Of two headings with the same words the second gets «_1».
        anchors, wanted = anchors_of(bodies[found]), unquote(anchor)
        if wanted not in anchors and re.sub(r"_[0-9]+$", "", wanted) not in anchors:
            meant = closest(wanted, sorted(anchors))
            vi, en = (f' Có phải "#{meant}"?', f' Did you mean "#{meant}"?') if meant else ("", "")
            vi, en = f'không có đề mục "#{shown(anchor)}" ở trang ấy.{vi}', f"that page has no such heading.{en}"
            report(line, "nội dung", vi, en)


def resolve(path: str, target: str) -> str:
    """The path from ``docs/`` that a link in the file ``path`` points to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def check_links(
    path: str,
    body: str,
    first_line: int,
    known: Collection[str],
    report: Report,
    unpublished: Collection[str] = (),
    refused: Sequence[Refusal] | None = None,
) -> None:
    """Each local link of a body leads to a file that is published; each picture has words.

    ``known`` are the paths from ``docs/`` that a link may lead to, ``unpublished`` those of drafts and hidden samples.
    ``refused``: what is refused of the body's HTML, where that is known.
    """
    if not may_be_refused(body):
        return
    told: set[str] = set()

    def tell(line: int, label: str, vi: str, en: str) -> None:
        told.add(vi)
        report(line, label, vi, en)

    whole = _without_code(body)
    _check_forms(whole, first_line, tell)
    for line, text in enumerate(whole.split("\n") if "![" in whole else (), first_line):
        for match in _PICTURE.finditer(text):
            if not match[1].strip() or is_picture(match[1].strip()):  # some programs put the file's name there
                vi = "ảnh chưa có lời tả cho người không nhìn thấy ảnh, hãy viết ![điều thấy trong ảnh](ten-anh.jpg)"
                tell(line, "nội dung", vi, "the picture has no words; write ![what it shows](name.jpg)")
    for line, target in local_links(body, first_line):
        found = resolve(path, target)
        # «/…» is never known: the site lives in any sub-folder, so no link begins at the root.
        if found not in known:
            meant = _meant(found, known)
            relative = posixpath.relpath(meant, posixpath.dirname(path) or ".") if meant else None
            vi, en = f'liên kết "{shown(target)}" không dẫn tới tệp nào.', "the link leads to no file."
            if found in unpublished:
                vi = f'liên kết "{shown(target)}" dẫn tới bài không đăng (bản nháp, bài minh hoạ), hãy bỏ liên kết'
                tell(line, "nội dung", vi, "the link leads to a draft or a hidden sample; take it out")
                continue
            if _ADDRESS_WITHOUT_SCHEME.fullmatch(target):
                vi, en = f'hãy thêm https:// vào đầu địa chỉ "{shown(target)}"', "begin the address with https://"
                tell(line, "nội dung", vi, en)
                continue
            if is_picture(posixpath.basename(target)):
                vi, en = f'không có ảnh "{shown(target)}".', "no such picture."
            if relative:
                vi, en = f'{vi} Có phải "{relative}"?', f'{en} Did you mean "{relative}"?'
            tell(line, "nội dung", vi, en)
    if refused is None:
        refused = refusals(render(body))
    _check_html(_with_fences(body, whole), first_line, refused, told, report)


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
