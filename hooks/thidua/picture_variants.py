"""From an author's picture to the pictures of the site: smaller, in newer formats, with nothing in them but pixels.

Bytes in, bytes out. The same bytes give the same bytes, on any machine with the same Pillow. An original is never
published: a phone writes the place, the time and the owner's name into it.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

import PIL
from PIL import Image, ImageCms, ImageOps

from thidua.picture_kinds import KEPT_QUALITY, LONGEST_KEPT, SMALLEST_PICTURE, why_unreadable
from thidua.rules import say

# A new recipe makes every picture anew: raise it with any change of what is made below.
RECIPE = 1
# From a card on a small phone (320) to a photo across a tablet, or a laptop's text column at two pixels a point (1200).
WIDTHS = (320, 480, 720, 960, 1200)
# One picture for browsers that know neither AVIF nor WebP; also what feeds and link previews can show.
JPEG_WIDTH = 800
# A phone's camera gives 12 to 24 million. Beyond this a file of some kB may ask for all of a small machine's memory.
MOST_PIXELS = 40_000_000
# Pillow's own limit would warn, in words of its own, before ours is asked; nothing is unpacked before that.
Image.MAX_IMAGE_PIXELS = None
# A phone's photo weighs 3 to 8 million bytes; git keeps every one of them for ever.
MOST_BYTES = 15_000_000
LEAST_WIDTH, LEAST_HEIGHT = SMALLEST_PICTURE
# WebP holds no side above 16,383.
LONGEST_SIDE = 16_000
# What «is_raster» lets in; Pillow tries no other reader on a file that somebody has sent.
READERS = ("AVIF", "JPEG", "PNG", "WEBP")

# Chosen by looking at the shipped drawings and at sizes (a drawing 480 wide: AVIF 6–11 kB, WebP 7–15 kB). AVIF's
# slower speed is kept for the widths that phones load; for the large ones it would double the time of a first build.
_AVIF_QUALITY = 50
_AVIF_SPEED, _AVIF_SPEED_LARGE, _LARGE = 7, 8, 721
_WEBP_QUALITY = 72
_JPEG_QUALITY = 80

AVIF, WEBP, JPEG = "avif", "webp", "jpg"
MIME_TYPES = {AVIF: "image/avif", WEBP: "image/webp", JPEG: "image/jpeg"}


class PictureFault(Exception):
    """What is wrong with a picture and what to do, in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi} / {en}")
        self.vi = vi
        self.en = en


@dataclass(frozen=True)
class Look:
    """A picture's size in pixels, as it is seen, and whether it moves."""

    width: int
    height: int
    moves: bool


@dataclass(frozen=True)
class Variant:
    """One picture to be made: its size in pixels and its format (the ending of its name)."""

    width: int
    height: int
    ending: str

    def path_beside(self, original: str) -> str:
        """Its path for an original's: ``guong/2023/lop.png`` → ``guong/2023/lop-480.avif``."""
        return f"{posixpath.splitext(original)[0]}-{self.width}.{self.ending}"

    @property
    def recipe(self) -> str:
        """Everything besides the original's bytes that its own bytes depend on."""
        return f"{RECIPE} {PIL.__version__} {self.width}x{self.height}.{self.ending}"


@dataclass(frozen=True)
class PictureLinks:
    """What a ``<picture>`` says, in links from one page.

    ``width`` and ``height`` are those of the largest variant; ``src`` leads to the JPEG; ``sources`` are (MIME type,
    srcset), the smallest format first.
    """

    width: int
    height: int
    src: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """A picture that the site shows: the original's path from ``docs/`` and what is published in its place."""

    path: str
    variants: tuple[Variant, ...]

    @cached_property
    def jpeg(self) -> str:
        """The path of the one variant that every program can show."""
        return next(variant.path_beside(self.path) for variant in self.variants if variant.ending == JPEG)

    def links(self, link: Callable[[str], str]) -> PictureLinks:
        """The links of a page; ``link`` turns a quoted path from the site's root into one of its links."""
        largest = max(self.variants, key=lambda variant: variant.width)
        sources = tuple(
            (
                MIME_TYPES[ending],
                ", ".join(
                    f"{link(quote(variant.path_beside(self.path)))} {variant.width}w"
                    for variant in self.variants
                    if variant.ending == ending
                ),
            )
            for ending in (AVIF, WEBP)
        )
        return PictureLinks(largest.width, largest.height, link(quote(self.jpeg)), sources)


def look_at(data: bytes) -> Look:
    """What can be told of a picture before its pixels are read; ``PictureFault`` where it is not to be used."""
    try:
        image = Image.open(io.BytesIO(data), formats=READERS)
    except Exception as error:
        raise _unreadable(data) from error
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise PictureFault(
            f"quá lớn ({width}×{height} điểm ảnh), hãy thu nhỏ còn cạnh dài 2400 điểm ảnh rồi lưu lại",
            f"{width}×{height} pixels are too many; make the longer side 2400 and save it again",
        )
    try:
        # The second picture of an MPO is a phone's map of depths, or the other eye's.
        moves = image.format != "MPO" and getattr(image, "is_animated", False)
        # A PNG may tell how it was held behind its pixels: only now may they be unpacked.
        turned = image.getexif().get(0x0112, 1) >= 5  # EXIF's Orientation: 5 to 8 lie on their side
    except Exception as error:
        raise _unreadable(data) from error
    return Look(*((height, width) if turned else (width, height)), moves=bool(moves))


def measure(data: bytes) -> tuple[int, int]:
    """(width, height) of a picture as it is seen, ``PictureFault`` where it is not to be used."""
    look = look_at(data)
    return look.width, look.height


def check_for_story(look: Look) -> None:
    """What is asked of a story's picture besides: ``PictureFault`` where it is too small, or moves."""
    if look.width < LEAST_WIDTH or look.height < LEAST_HEIGHT:
        raise PictureFault(
            *say(
                "photo_small", width=look.width, height=look.height, least_width=LEAST_WIDTH, least_height=LEAST_HEIGHT
            )
        )
    if look.moves:
        raise PictureFault(
            "là ảnh động, trang chỉ hiện ảnh tĩnh; hãy chụp lại một khung hình rồi lưu thành .jpg",
            "moves, and the site shows still pictures; save one frame of it as .jpg",
        )


def plan_variants(width: int, height: int) -> tuple[Variant, ...]:
    """The variants of an original of that size: none is wider, and its own width is not lost where it is below 1200."""
    largest = min(width, WIDTHS[-1])
    # A step a little below the largest one would be one more file for nothing.
    widths = [*(step for step in WIDTHS if step <= largest * 0.9), largest]
    sizes = [(step, ending) for ending in (AVIF, WEBP) for step in widths]
    sizes.append((min(largest, JPEG_WIDTH), JPEG))
    return tuple(Variant(step, max(1, round(height * step / width)), ending) for step, ending in sizes)


def make_variants(data: bytes, variants: Iterable[Variant]) -> dict[Variant, bytes]:
    """The bytes of each variant; ``PictureFault`` where the original cannot be read to its end."""
    image = decode(data)
    return {variant: _encode(image, variant) for variant in variants}


def read_through(data: bytes) -> None:
    """``PictureFault`` where ``decode`` would raise it; much quicker for photos, whose JPEG can be read small."""
    measure(data)
    try:
        image = Image.open(io.BytesIO(data), formats=READERS)
        image.draft(None, (WIDTHS[0] // 4, WIDTHS[0] // 4))
        image.load()
    except Exception as error:
        raise _unreadable(data) from error


def decode(data: bytes) -> Image.Image:
    """The pixels alone: upright, in sRGB, with or without transparency (RGBA or RGB); ``PictureFault`` as above."""
    measure(data)
    try:
        original = Image.open(io.BytesIO(data), formats=READERS)
        # A photo's JPEG is read at a half, a quarter … of its size where that is enough: less time, less memory.
        original.draft(None, (WIDTHS[-1], WIDTHS[-1]))
        original.load()
        image = _in_srgb(ImageOps.exif_transpose(original))
    # A reader raises whatever a broken file makes it stumble over: OSError, SyntaxError, struct.error, ValueError …
    except Exception as error:
        raise _unreadable(data) from error
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    # A copy of the pixels into a new picture leaves EXIF, XMP, comments and profiles behind, whatever the format.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def bare_jpeg(data: bytes) -> bytes:
    """A picture to be kept beside a story: its pixels alone, large enough for every variant; ``PictureFault`` as above."""
    image = _on_white(decode(data))
    image.thumbnail((LONGEST_KEPT, LONGEST_KEPT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=KEPT_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _unreadable(data: bytes) -> PictureFault:
    return PictureFault(*why_unreadable(data))


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours that the picture's own profile means, in those that every screen takes for granted."""
    profile = image.info.get("icc_profile")
    wanted = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode.startswith("I"):
        # 16 bits of grey, which Pillow would cut off at 255 instead of scaling them.
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    if wanted == "RGBA" or image.mode not in ("L", "RGB", "CMYK"):
        image = image.convert(wanted)
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else None
        shown = own and ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=wanted)
    except (ImageCms.PyCMSError, OSError):  # a broken profile, or one for other colours: browsers ignore it too
        shown = None
    return shown or image.convert(wanted)


def _encode(image: Image.Image, variant: Variant) -> bytes:
    resized = image.resize((variant.width, variant.height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if variant.ending == AVIF:
        speed = _AVIF_SPEED_LARGE if variant.width >= _LARGE else _AVIF_SPEED
        # One thread each: how AVIF cuts its work among threads shows in the bytes.
        resized.save(out, "AVIF", quality=_AVIF_QUALITY, speed=speed, subsampling="4:2:0", max_threads=1)
    elif variant.ending == WEBP:
        resized.save(out, "WEBP", quality=_WEBP_QUALITY, method=4)
    else:
        _on_white(resized).save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG has no transparency."""
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")
