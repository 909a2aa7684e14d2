"""What a PDF holds besides pages: scripts, programs to start, files inside.

No PDF is opened or drawn here. Its names are looked for in the bytes, and in the objects that are packed together and
compressed; what cannot be looked into is refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

_BEGINNING = b"%PDF-"

# What a viewer would run, start, send, unpack or play. The long names stand nowhere by chance, not even in compressed
# bytes, so they are looked for everywhere.
_ACTIVE = {
    name: re.compile(re.escape(name) + rb"(?![A-Za-z0-9])")
    for name in (
        *(b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia", b"/XFA", b"/SubmitForm"),
        *(b"/ImportData", b"/Rendition", b"/GoToE", b"/GoToR"),
    )
}
# Short ones, and what happens when the file or a page is opened; to open at a page («[») is harmless.
_ACTIVE_IN_OBJECTS = {
    b"/JS": re.compile(rb"/JS\s*(?:[(<]|[0-9])"),
    b"/AA": re.compile(rb"/AA\s*(?:<<|[0-9])"),
    b"/OpenAction": re.compile(rb"/OpenAction\s*(?:<<|[0-9])"),
}
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
# Objects packed together, which the names above would hide in.
_PACKED = re.compile(rb"/ObjStm(?![A-Za-z0-9])")

_STREAM = re.compile(rb"stream\r?\n")
# «/J#61vaScript» is the same name to a viewer.
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")

# How much is unpacked of one file at most: no real school's paper has a tenth of it in its objects.
MOST_UNPACKED = 32_000_000
# How many streams and escapes are looked at: a paper of 500 pages has some thousands, made ones could have millions.
MOST_STREAMS, MOST_ESCAPES = 20_000, 20_000

_PRINT_VI = "hãy mở tệp rồi in lại ra PDF (Print to PDF)"
_PRINT_EN = "open it and print it to a new PDF"


def pdf_fault(data: bytes) -> tuple[str, str] | None:
    """What is wrong with a file whose name ends in .pdf, and what to do, in both languages; None where nothing is."""
    if not data.startswith(_BEGINNING):
        return (
            "không phải tệp PDF thật, hãy lưu lại đúng loại hoặc xóa tệp này",
            "no real PDF; save it anew or delete it",
        )
    names, count = _unescaped(data)
    if count >= MOST_ESCAPES or data.count(b"stream") > 2 * MOST_STREAMS:
        return _closed()
    if _ENCRYPTED.search(names):
        return f"có khóa hoặc mật khẩu nên không soát được, {_PRINT_VI}", f"locked, so nobody can check it; {_PRINT_EN}"
    if _holds(_ACTIVE, names):
        return _active()
    return _fault_inside(data)


def _fault_inside(data: bytes) -> tuple[str, str] | None:
    """The same of the objects, packed ones among them."""
    left = MOST_UNPACKED
    for objects, stream in _parts(data):
        plain, _ = _unescaped(objects)
        if _PACKED.search(plain):
            unpacked = _unpacked(stream, left)
            if unpacked is None:
                return _closed()
            left -= len(unpacked)
            found, count = _unescaped(unpacked)
            if count >= MOST_ESCAPES:
                return _closed()
            if _holds(_ACTIVE, found):
                return _active()
            plain += found
        if _holds(_ACTIVE_IN_OBJECTS, plain):
            return _active()
    return None


def _active() -> tuple[str, str]:
    return (
        f"có mã lệnh, tệp kèm hoặc thao tác tự chạy bên trong, {_PRINT_VI}",
        f"holds scripts, files or actions that start by themselves; {_PRINT_EN}",
    )


def _closed() -> tuple[str, str]:
    return f"không soát được bên trong, {_PRINT_VI}", f"it cannot be looked into; {_PRINT_EN}"


def _holds(names: Mapping[bytes, re.Pattern[bytes]], data: bytes) -> bool:
    # The plain search is some twenty times faster, and nearly always finds nothing.
    return any(name in data and pattern.search(data) for name, pattern in names.items())


def _unescaped(data: bytes) -> tuple[bytes, int]:
    """(the bytes with names as a viewer reads them, how many escapes were replaced, ``MOST_ESCAPES`` at most)."""
    return _ESCAPED.subn(lambda match: bytes((int(match[1], 16),)), data, count=MOST_ESCAPES)


def _parts(data: bytes) -> list[tuple[bytes, memoryview]]:
    """(objects, the stream behind them), one after the other; the last has an empty stream."""
    parts = []
    start = 0
    view = memoryview(data)
    while match := _STREAM.search(data, start):
        end = data.find(b"endstream", match.end())
        end = len(data) if end < 0 else end
        parts.append((data[start : match.start()], view[match.end() : end]))
        start = min(end + len(b"endstream"), len(data))
    return [*parts, (data[start:], memoryview(b""))]


def _unpacked(stream: memoryview, most: int) -> bytes | None:
    """The bytes of a stream packed in the one usual way; None for any other, and for one that grows too large."""
    packer = zlib.decompressobj()
    try:
        found = packer.decompress(stream, most + 1)
    except zlib.error:
        return None
    return found if packer.eof and len(found) <= most else None
