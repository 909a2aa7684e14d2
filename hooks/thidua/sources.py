"""A file of ``docs/`` as the pure modules see it: a path and a text, never the disk."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thidua.letters import heap_of_marks, is_nfc, to_nfc
from thidua.problems import Problem
from thidua.rules import say

# The content folder, as authors see it in a line.
CONTENT = "docs/"

_PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?:avif|jpe?g|png|webp)", re.IGNORECASE)
_RASTER = (".avif", ".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True)
class SourceFile:
    """A Markdown file: ``path`` from ``docs/`` with ``/``; ``text`` in NFC, without BOM, with ``\\n`` line ends."""

    path: str
    text: str


def read_source(path: str, data: bytes) -> tuple[SourceFile | None, list[Problem]]:
    """Decode a Markdown file. No file where it is not UTF-8; decomposed letters (NFD) are composed and reported."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [
            Problem(
                CONTENT + path,
                line,
                "tệp",
                "không phải UTF-8, hãy lưu lại với bảng mã UTF-8",
                "not UTF-8; save the file again as UTF-8",
            )
        ]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (place := heap_of_marks(text)) is not None:
        line = text.count("\n", 0, place) + 1
        return None, [Problem(CONTENT + path, line, "tệp", *say("piled_marks", found=text[place]))]
    problems = []
    if not is_nfc(text):
        line = next(number for number, part in enumerate(text.split("\n"), 1) if not is_nfc(part))
        problems.append(
            Problem(
                CONTENT + path,
                line,
                "tệp",
                "chữ và dấu bị tách rời (Unicode dạng NFD), hãy chạy «make nfc» để sửa",
                'letters and marks are apart (Unicode NFD); run "make nfc" to mend the file',
            )
        )
    return SourceFile(path, to_nfc(text)), problems


def is_picture(name: str) -> bool:
    """Whether a file name is that of a picture the site shows: ASCII, no folder, a known ending."""
    return _PICTURE.fullmatch(name) is not None


def is_raster(path: str) -> bool:
    """Whether a path is that of a picture made of pixels, whatever its name: such a file is never published as it is."""
    return path.lower().endswith(_RASTER)
