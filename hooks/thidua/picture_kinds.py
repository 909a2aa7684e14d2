"""What a file is that was meant to be a picture: by the ending of its name, and by what it begins with."""

from __future__ import annotations

import re

# Width and height in pixels: the narrowest variant, and the height of a card beside it. What is smaller is blurred even on
# a phone.
SMALLEST_PICTURE = (320, 200)

# What is kept of a picture that somebody brings, in pixels of its longer side, and its quality as JPEG: the site shows none
# wider than 1200, and git keeps every byte for ever.
LONGEST_KEPT, KEPT_QUALITY = 1600, 85

# Pictures that phones, cameras and programs make and that browsers do not show, or the site makes nothing of.
_OTHER_ENDINGS = (
    ".heic",
    ".heif",
    ".gif",
    ".svg",
    ".bmp",
    ".tif",
    ".tiff",
    ".jfif",
    ".jxl",
    ".dng",
    ".raw",
    ".psd",
)

_SAVE_VI = "hãy mở bằng chương trình xem ảnh rồi lưu lại thành .jpg"
_SAVE_EN = "open it in a picture viewer and save it again as .jpg"
_REPLACE_VI = "hãy thay bằng ảnh thật, đuôi .jpg"
_REPLACE_EN = "put a real picture, a .jpg, in its place"
_PICTURE, _NO_PICTURE = (_SAVE_VI, _SAVE_EN), (_REPLACE_VI, _REPLACE_EN)

# (how it begins, what it is, what to do), the first that fits.
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], tuple[str, str], tuple[str, str]], ...] = tuple(
    (re.compile(beginning, re.DOTALL), name, remedy)
    for beginning, name, remedy in (
        (rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", ("ảnh HEIC của iPhone", "an iPhone's HEIC picture"), _PICTURE),
        (rb"....ftyp(?!avi[fs])", ("đoạn phim", "a video"), _NO_PICTURE),
        (rb"GIF8[79]a", ("ảnh GIF", "a GIF picture"), _PICTURE),
        (rb"BM.{4}\0\0\0\0", ("ảnh BMP", "a BMP picture"), _PICTURE),
        (rb"II\*\0|MM\0\*", ("ảnh TIFF", "a TIFF picture"), _PICTURE),
        (rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b",
         ("hình vẽ SVG", "an SVG drawing"), _PICTURE),
        (rb"(?i:\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body))", ("trang web", "a web page"), _NO_PICTURE),
        (rb"%PDF-", ("tệp PDF", "a PDF file"), _NO_PICTURE),
        (rb"PK\x03\x04", ("tệp nén hoặc tệp Word", "a zip or Word file"), _NO_PICTURE),
        (rb"version https://git-lfs", ("con trỏ Git LFS", "a Git LFS pointer"), _NO_PICTURE),
    )
)  # fmt: skip


def is_other_picture(path: str) -> bool:
    """Whether a file's name is that of a picture which cannot be shown: ``IMG_1.HEIC``, ``hinh.gif``."""
    return path.lower().endswith(_OTHER_ENDINGS)


def save_as_jpeg() -> tuple[str, str]:
    """What to do with a picture in another form, in both languages."""
    return _PICTURE


def too_heavy(size: int) -> tuple[str, str]:
    """What to do with a picture of so many bytes, in both languages."""
    return (
        f"nặng {size / 1e6:.0f} MB, hãy thu nhỏ còn cạnh dài 2400 điểm ảnh rồi lưu lại thành .jpg",
        f"weighs {size / 1e6:.0f} MB; make the longer side 2400 pixels and save it again as .jpg",
    )


def why_unreadable(data: bytes) -> tuple[str, str]:
    """What is wrong with a file that is no picture of ours, and what to do, in both languages."""
    if not data:
        return f"tệp rỗng, {_REPLACE_VI}", f"the file is empty; {_REPLACE_EN}"
    for beginning, (vi, en), (remedy_vi, remedy_en) in _BEGINNINGS:
        if beginning.match(data):
            return f"thật ra là {vi}, {remedy_vi}", f"is really {en}; {remedy_en}"
    return f"không đọc được ảnh này, {_SAVE_VI}", f"the picture cannot be read; {_SAVE_EN}"
