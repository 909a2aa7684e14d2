"""Links and pictures in a body that point into ``docs/``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote, urlsplit

from thidua.fields import Report
from thidua.problems import shown
from thidua.suggest import closest

_FENCE = re.compile(r"\s*(```|~~~)")
_CODE = re.compile(r"(`+).+?\1")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'(].*?[\"')])?\s*\)")


def local_links(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    """(line, target) of each Markdown link or picture that has no scheme; code is passed over."""
    fence = ""
    for number, line in enumerate(body.split("\n"), first_line):
        if match := _FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
            continue
        if fence:
            continue
        for match in _LINK.finditer(_CODE.sub("", line)):
            parts = urlsplit(match[1])
            if not parts.scheme and not parts.netloc and parts.path:
                yield number, unquote(parts.path)


def resolve(path: str, target: str) -> str:
    """The path from ``docs/`` that a link in the file ``path`` points to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def check_links(path: str, body: str, first_line: int, known: Collection[str], report: Report) -> None:
    """Each local link of a body leads to a file that is published (``known``: paths from ``docs/``)."""
    for line, target in local_links(body, first_line):
        found = resolve(path, target)
        if target.startswith("/") or found not in known:
            meant = closest(found, known)
            relative = posixpath.relpath(meant, posixpath.dirname(path) or ".") if meant else None
            report(
                line,
                "nội dung",
                f'liên kết "{shown(target)}" không dẫn tới tệp nào.' + (f' Có phải "{relative}"?' if relative else ""),
                "the link leads to no file." + (f' Did you mean "{relative}"?' if relative else ""),
            )
