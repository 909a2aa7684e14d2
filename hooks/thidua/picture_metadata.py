"""What a camera writes into a picture besides its pixels: whether it tells a place, and how to take it out.

Bytes in, bytes out. The site publishes nothing of it, but git keeps the originals. In JPEG, PNG and WebP the pixels are
left as they are, bit by bit: only the parts around them go. How the picture was held (EXIF's Orientation) and what its
colours mean (the ICC profile) stay.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from PIL import Image, ImageOps

from thidua.picture_variants import READERS

_GPS = 0x8825  # the tag of EXIF's first directory that leads to the place
# Latitude, longitude, those of the thing in the picture, the name of the area; a version or a time alone is no place.
_PLACE_TAGS = frozenset({2, 4, 20, 22, 28})
_ORIENTATION = 0x0112
# «exif:GPSLatitude» and the like in XMP, in either of its encodings; the place of a video that phones put behind a photo.
_PLACE_WORDS = (b"GPSLat", b"GPSLon", b"GPSDestL", b"G\0P\0S\0L", b"\xa9xyz\0")
_MOST_ENTRIES = 500
_MOST_TEXT = 8_000_000
# Parts of a PNG that are no pixels: programs write some ten of them.
_MOST_PARTS = 2_000

_PNG = b"\x89PNG\r\n\x1a\n"
# What is kept of each format; the rest is no pixels.
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs sPLT acTL fcTL fdAT".split(),
)
_WEBP_KEPT = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_AVIF_QUALITY = 92


def too_many_parts(data: bytes) -> bool:
    """Whether a PNG has so many parts besides its pixels that to look at each would take long."""
    parts = (kind for kind, _ in _png_chunks(data) if kind not in (b"IDAT", b"fdAT", b"fcTL"))
    return next(islice(parts, _MOST_PARTS, None), None) is not None


def tells_place(data: bytes) -> bool:
    """Whether a picture of any format, or anything else inside its file, tells where it was taken."""
    around = _around_pixels(data)
    return _holds_place(around) or any(map(_holds_place, _png_texts(data)))


def _holds_place(data: bytes) -> bool:
    return any(word in data for word in _PLACE_WORDS) or any(
        _tiff_tells_place(data, start) for start in _tiff_starts(data)
    )


def _around_pixels(data: bytes) -> bytes:
    """A file without most of its pixels, among which there is nothing to look for: a photo is millions of bytes long."""
    if data.startswith(b"\xff\xd8"):
        start = _start_of_pixels(data)
        end = data.find(b"\xff\xd9", start)  # never among the pixels, where FF is followed by 00
        return data[:start] + data[end:] if end > 0 else data
    if data.startswith(_PNG):
        return b"".join(content for kind, content in _png_chunks(data) if kind not in (b"IDAT", b"fdAT"))
    if data.startswith(b"RIFF"):
        return b"".join(
            content for kind, content in _webp_chunks(data) if kind not in (b"VP8 ", b"VP8L", b"ALPH", b"ANMF")
        )
    return data


def _start_of_pixels(data: bytes) -> int:
    """Where a JPEG's first scan begins; its end where none does."""
    place = 2
    while data[place : place + 1] == b"\xff":
        marker, length = data[place + 1 : place + 2], int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == b"\xda":
            return place
        place += 1 if marker == b"\xff" else 2 + length
    return len(data)


def _tiff_starts(data: bytes) -> Iterator[int]:
    """Where EXIF may begin. It has a like head in all formats, also in a second picture behind the first."""
    for head in (b"II*\0", b"MM\0*"):
        start = data.find(head)
        while start >= 0:
            yield start
            start = data.find(head, start + 1)


def _tiff_tells_place(data: bytes, start: int) -> bool:
    order = "<" if data[start : start + 2] == b"II" else ">"
    with suppress(struct.error):
        first = struct.unpack_from(f"{order}I", data, start + 4)[0]
        for tag, value in _entries(data, start, first, order):
            if tag == _GPS:
                return any(inner in _PLACE_TAGS for inner, _ in _entries(data, start, value, order))
    return False


def _entries(data: bytes, start: int, offset: int, order: str) -> Iterator[tuple[int, int]]:
    """(tag, value or where it is) of a directory of EXIF; ``struct.error`` where the file ends before it."""
    count = struct.unpack_from(f"{order}H", data, start + offset)[0]
    for place in range(count if count <= _MOST_ENTRIES else 0):
        tag, _, _, value = struct.unpack_from(f"{order}HHII", data, start + offset + 2 + 12 * place)
        yield tag, value


def _png_texts(data: bytes) -> Iterator[bytes]:
    """The texts of a PNG that may be packed, or be EXIF in hexadecimal, as some programs write it."""
    for kind, content in _png_chunks(data):
        if kind not in (b"tEXt", b"zTXt", b"iTXt"):
            continue
        name, _, rest = content.partition(b"\0")
        with suppress(zlib.error):
            if kind == b"zTXt":
                rest = _unpacked(rest[1:])
            elif kind == b"iTXt" and rest[:1] == b"\1":
                rest = _unpacked(rest[2:].split(b"\0", 2)[-1])
            yield rest
        if name.startswith(b"Raw profile type"):
            with suppress(ValueError):
                yield bytes.fromhex(b"".join(rest.split()[2:]).decode("ascii"))


def _unpacked(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data, _MOST_TEXT)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, content) of each part; what stands behind the last one comes as a part without a kind."""
    place = len(_PNG) if data.startswith(_PNG) else len(data)
    kind = b""
    while place + 12 <= len(data) and kind != b"IEND":
        kind, length = data[place + 4 : place + 8], int.from_bytes(data[place : place + 4], "big")
        yield kind, data[place + 8 : place + 8 + length]
        place += 12 + length
    yield b"", data[place:]


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, content) of each part."""
    place = 12
    while place + 8 <= len(data):
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        yield data[place : place + 4], data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def without_metadata(data: bytes) -> bytes:
    """The same picture with nothing but its pixels, its colours' meaning and which side is up; ``ValueError`` if broken."""
    try:
        with Image.open(io.BytesIO(data), formats=READERS) as image:
            orientation = image.getexif().get(_ORIENTATION, 1)
            orientation = orientation if orientation in range(2, 9) else 1
            take_out = {"JPEG": _bare_jpeg, "MPO": _bare_jpeg, "PNG": _bare_png, "WEBP": _bare_webp}.get(
                str(image.format)
            )
            bare = take_out(data, orientation) if take_out else _again(image)
        with Image.open(io.BytesIO(bare), formats=READERS) as image:
            image.load()
    # A reader raises whatever a broken file makes it stumble over: OSError, SyntaxError, struct.error, IndexError …
    except Exception as error:
        raise ValueError("broken picture") from error
    return bare


def _exif_of(orientation: int) -> bytes:
    """EXIF that says which side is up, and nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)


def _bare_jpeg(data: bytes, orientation: int) -> bytes:
    """Up to the end of the first picture; what stands behind it is a smaller one, a map of depths, or a video."""
    out = [b"\xff\xd8"]
    if orientation != 1:
        exif = b"Exif\0\0" + _exif_of(orientation)
        out.append(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    place = 2
    while True:
        if data[place] != 0xFF:
            raise ValueError("no marker")
        marker = data[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        if marker == 0xD9:
            return b"".join([*out, b"\xff\xd9"])
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        if _is_kept(marker, data[place + 4 : place + 16]):
            out.append(data[place:end])
        place = end


def _is_kept(marker: int, head: bytes) -> bool:
    """Whether a part of a JPEG is needed: of the programs' own parts (APP0 to APP15) those that tell its colours."""
    if marker == 0xE2:
        return head.startswith(b"ICC_PROFILE")
    return marker == 0xEE or not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the next marker stands: not a stuffed FF 00, nor one of those that stand within the pixels."""
    while True:
        place = data.index(b"\xff", place)
        if data[place + 1] not in (0x00, *range(0xD0, 0xD8)):
            return place
        place += 2


def _bare_png(data: bytes, orientation: int) -> bytes:
    out = [data[:8]]
    for kind, content in _png_chunks(data):
        if kind == b"IDAT" and orientation != 1:
            out.append(_png_chunk(b"eXIf", _exif_of(orientation)))
            orientation = 1
        if kind in _PNG_KEPT:
            out.append(_png_chunk(kind, content))
    return b"".join(out)


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _bare_webp(data: bytes, orientation: int) -> bytes:
    out = b""
    for kind, content in _webp_chunks(data):
        if kind not in _WEBP_KEPT:
            continue
        if kind == b"VP8X":  # its first byte says what follows: no XMP (4), EXIF (8) only for the side that is up
            flags = content[0] & ~0x0C | (0x08 if orientation != 1 else 0)
            content = bytes([flags]) + content[1:]  # noqa: PLW2901
        out += kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
    if orientation != 1:
        exif = _exif_of(orientation)
        out += b"EXIF" + struct.pack("<I", len(exif)) + exif
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + out


def _again(image: Image.Image) -> bytes:
    """AVIF has its parts all over the file: it is saved anew, upright, at a quality that nobody tells from the first."""
    out = io.BytesIO()
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    bare.save(out, "AVIF", quality=_AVIF_QUALITY, icc_profile=profile or b"", max_threads=1)
    return out.getvalue()
