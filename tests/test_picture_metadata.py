"""What a camera writes besides the pixels: found in every format and every place, taken out without a trace."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from test_picture_variants import drawing, opened, saved
from thidua.picture_metadata import tells_place, too_many_parts, without_metadata
from thidua.picture_variants import measure

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "MPO")
OWNER = "Nguyen Van Chu May"
PLACE = {1: "N", 2: (10.0, 51.0, 0.0), 3: "E", 4: (105.0, 34.0, 0.0)}
XMP = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="10,51N" exif:GPSLongitude="105,34E"/></x:xmpmeta>'
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(place: dict[int, object] | None = None, orientation: int = 1) -> Image.Exif:
    """What a phone writes: its owner, how it was held, the place if it knows."""
    found = Image.Exif()
    found[0x013B] = OWNER
    found[0x0112] = orientation
    if place is not None:
        found[0x8825] = place
    return found


def photo(kind: str = "JPEG", **options: object) -> bytes:
    return saved(drawing(), kind, **{"exif": exif(PLACE), **options})


def png_with(kind: bytes, content: bytes) -> bytes:
    """A PNG with one more part before its end."""
    data = saved(drawing())
    end = data.index(b"IEND") - 4
    part = struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return data[:end] + part + data[end:]


def raw_profile(data: bytes) -> bytes:
    """EXIF as ImageMagick writes it into a PNG."""
    return b"\nexif\n%8d\n" % len(data) + data.hex().encode() + b"\n"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_place_in_exif_is_found(kind: str) -> None:
    assert tells_place(photo(kind))
    assert tells_place(photo(kind, exif=exif({2: (10.0, 51.0, 0.0)})))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("place", [None, {}, {0: b"\2\2\0\0"}, {29: "2023:11:20", 27: "GPS"}])
def test_exif_without_a_place_is_no_place(kind: str, place: dict[int, object] | None) -> None:
    assert not tells_place(photo(kind, exif=exif(place)))
    assert not tells_place(saved(drawing(), kind))


EXIF = exif(PLACE).tobytes()
ELSEWHERE = {
    "XMP of a JPEG": saved(drawing(), "JPEG", xmp=XMP),
    "XMP of a WebP": saved(drawing(), "WEBP", xmp=XMP),
    "XMP of an AVIF": saved(drawing(), "AVIF", xmp=XMP),
    "XMP of a PNG": png_with(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
    "packed XMP of a PNG": png_with(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP)),
    "XMP in UTF-16": saved(drawing(), "JPEG", xmp=XMP.decode().encode("utf-16")),
    "EXIF in a text of a PNG": png_with(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(raw_profile(EXIF))),
    "EXIF in a bare text of a PNG": png_with(b"tEXt", b"Raw profile type exif\0" + raw_profile(EXIF)),
    "EXIF behind the pixels of a PNG": png_with(b"eXIf", EXIF.removeprefix(b"Exif\0\0")),
    "a second picture in a JPEG": saved(drawing(), "JPEG") + photo(),
    "behind the end of a PNG": saved(drawing()) + photo(),
    "a video behind a JPEG": saved(drawing(), "JPEG") + b"\0\0\0\x1e\xa9xyz\0\x12\x15\xc7+10.85+105.56/",
}


@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_place_is_found_wherever_programs_put_it_and_taken_out(where: str) -> None:
    data = ELSEWHERE[where]
    assert tells_place(data)
    bare = without_metadata(data)
    assert not tells_place(bare)
    if "AVIF" not in where:
        assert opened(bare).tobytes() == opened(data).tobytes()


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_pixels_the_colours_and_the_side_that_is_up_are_kept(kind: str, orientation: int) -> None:
    data = photo(kind, exif=exif(PLACE, orientation), icc_profile=PROFILE)
    bare = without_metadata(data)
    image = opened(bare)
    assert image.info["icc_profile"] == PROFILE
    assert measure(bare) == measure(data)
    assert not tells_place(bare)
    assert OWNER.encode() in data and OWNER.encode() not in bare
    assert set(image.getexif()) <= {0x0112}
    if kind != "AVIF":  # which is made anew, upright
        assert image.getexif().get(0x0112, 1) == orientation
        assert image.tobytes() == opened(data).tobytes()


@pytest.mark.parametrize(
    "data",
    [
        saved(drawing(), "JPEG", progressive=True, exif=exif(PLACE), comment=OWNER.encode()),
        saved(drawing().convert("CMYK"), "JPEG", exif=exif(PLACE)),
        saved(drawing(), "JPEG", exif=exif(PLACE), restart_marker_blocks=3),
        saved(drawing().convert("RGBA"), "WEBP", exif=exif(PLACE), lossless=True),
        saved(drawing().quantize(8), "PNG", exif=exif(PLACE), transparency=0),
        saved(drawing(), "PNG", exif=exif(PLACE), pnginfo=PngInfo()),
    ],
)
def test_every_kind_of_pixels_stays_as_it_is(data: bytes) -> None:
    bare = without_metadata(data)
    assert opened(bare).mode == opened(data).mode
    assert opened(bare).convert("RGBA").tobytes() == opened(data).convert("RGBA").tobytes()
    assert not tells_place(bare) and OWNER.encode() not in bare
    assert without_metadata(bare) == bare


def test_texts_of_a_png_go_and_frames_stay() -> None:
    info = PngInfo()
    info.add_text("Author", OWNER)
    frames = [drawing(), drawing().rotate(180)]
    data = saved(frames[0], "PNG", pnginfo=info, save_all=True, append_images=frames[1:])
    bare = without_metadata(data)
    assert OWNER.encode() in data and OWNER.encode() not in bare
    assert getattr(opened(bare), "n_frames", 1) == 2


@pytest.mark.parametrize(
    "data", [b"", b"picture", photo()[:400], photo("PNG")[:300], photo("WEBP")[:100], b"II*\0", saved(drawing(), "GIF")]
)
def test_a_broken_picture_is_refused_and_never_asks_for_more_than_it_holds(data: bytes) -> None:
    tells_place(data)
    with pytest.raises(ValueError, match="broken picture"):
        without_metadata(data)


def test_any_part_of_a_file_can_be_searched() -> None:
    for kind in FORMATS:
        data = photo(kind)
        for end in range(0, len(data), 37):
            tells_place(data[:end])
    for order in (b"II*\0", b"MM\0*"):
        for rest in (b"", b"\xff" * 40, struct.pack("<I", 4) * 9, struct.pack(">I", 8) * 9):
            assert not tells_place(order + rest)
    assert not tells_place(io.BytesIO(b"no GPS here").getvalue())


def test_a_picture_of_thousands_of_parts_is_known_before_they_are_looked_at() -> None:
    bare = saved(drawing(), "PNG")
    part = b"\0\0\0\x02tEXta\0\0\0\0\0"
    assert not too_many_parts(bare) and not too_many_parts(bare[:33] + part * 1_900 + bare[33:])
    assert too_many_parts(bare[:33] + part * 2_100 + bare[33:])
