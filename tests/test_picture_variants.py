"""Pictures as bytes: which variants there are, what they look like, and what is no longer in them."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageDraw
from thidua.picture_variants import (
    MOST_PIXELS,
    Picture,
    PictureFault,
    Variant,
    check_for_story,
    decode,
    look_at,
    make_variants,
    measure,
    plan_variants,
)

RED, GREEN, BLUE = (220, 30, 30), (20, 160, 60), (30, 40, 200)
ORIENTATION = 0x0112
SECRET = b"Nguyen Du 10.85N 105.34E"


def drawing(width: int = 600, height: int = 400) -> Image.Image:
    """Red above, green below, a blue corner at the top left."""
    image = Image.new("RGB", (width, height), RED)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height // 2, width, height), fill=GREEN)
    pen.rectangle((0, 0, width // 4, height // 4), fill=BLUE)
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def near(colour: object, other: tuple[int, ...], within: int = 24) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - two) <= within for one, two in zip(colour, other, strict=False))


def variants_of(data: bytes) -> dict[str, bytes]:
    """«480.avif» → bytes."""
    made = make_variants(data, plan_variants(*measure(data)))
    return {f"{variant.width}.{variant.ending}": file for variant, file in made.items()}


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is that large, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


# Sizes


@pytest.mark.parametrize(
    ("size", "widths", "jpeg"),
    [
        ((1200, 800), [320, 480, 720, 960, 1200], 800),
        ((4000, 3000), [320, 480, 720, 960, 1200], 800),
        ((1000, 500), [320, 480, 720, 1000], 800),  # not 960: hardly smaller than 1000
        ((960, 640), [320, 480, 720, 960], 800),
        ((500, 500), [320, 500], 500),
        ((320, 320), [320], 320),
        ((40, 30), [40], 40),
        ((1, 1), [1], 1),
    ],
)
def test_no_variant_is_wider_than_the_original(size: tuple[int, int], widths: list[int], jpeg: int) -> None:
    planned = plan_variants(*size)
    assert [variant.width for variant in planned if variant.ending == "avif"] == widths
    assert [variant.width for variant in planned if variant.ending == "webp"] == widths
    assert [variant.width for variant in planned if variant.ending == "jpg"] == [jpeg]
    assert len(planned) == len(set(planned)) == 2 * len(widths) + 1


def test_heights_keep_the_shape() -> None:
    assert {variant.width: variant.height for variant in plan_variants(1600, 700)} == {
        320: 140,
        480: 210,
        720: 315,
        800: 350,
        960: 420,
        1200: 525,
    }
    assert {variant.height for variant in plan_variants(1200, 1)} == {1}


def test_each_variant_is_what_its_name_says() -> None:
    for name, data in variants_of(saved(drawing(500, 250))).items():
        image = opened(data)
        assert image.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[name.partition(".")[2]], name
        assert f"{image.width}" == name.partition(".")[0]
        assert image.height == round(image.width / 2)
        shown = image.convert("RGB")
        assert near(shown.getpixel((image.width // 10, image.height // 10)), BLUE), name
        assert near(shown.getpixel((image.width * 3 // 4, image.height // 4)), RED), name
        assert near(shown.getpixel((image.width // 2, image.height * 3 // 4)), GREEN), name


def test_the_smallest_picture_there_is_has_variants() -> None:
    assert variants_of(saved(drawing(1, 1))).keys() == {"1.avif", "1.webp", "1.jpg"}


def test_the_same_bytes_give_the_same_bytes() -> None:
    data = saved(drawing())
    assert variants_of(data) == variants_of(data)


def test_a_recipe_names_all_that_the_bytes_depend_on() -> None:
    recipes = {variant.recipe for variant in plan_variants(1200, 800)}
    assert len(recipes) == 11
    assert Variant(480, 320, "avif").recipe != Variant(480, 321, "avif").recipe


# What comes in


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF", "MPO"])
def test_every_format_that_a_name_may_say_is_read(kind: str) -> None:
    assert measure(saved(drawing(), kind)) == (600, 400)
    assert near(decode(saved(drawing(), kind)).getpixel((450, 100)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixels_is_read(mode: str) -> None:
    if mode == "I;16":
        data = saved(Image.new("I;16", (40, 30), 0x8000))
        assert near(decode(data).getpixel((5, 5)), (128, 128, 128))
        return
    image = drawing().quantize(8) if mode == "P" else drawing().convert(mode)
    found = decode(saved(image, "JPEG" if mode == "CMYK" else "PNG"))
    assert (found.mode, found.size) == ("RGB", (600, 400))  # nothing of it is transparent
    if mode not in ("1", "L", "LA"):
        assert near(found.getpixel((450, 100)), RED)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_taken_sideways_stands_upright(orientation: int) -> None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,  # what undoes the camera's 90 degrees
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = drawing()
    stored = image.transpose(turns[orientation]) if orientation in turns else image
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = saved(stored, "JPEG", exif=exif, quality=95)
    assert measure(data) == (600, 400)
    found = decode(data)
    assert found.size == (600, 400)
    assert near(found.getpixel((50, 30)), BLUE)
    assert near(found.getpixel((450, 60)), RED)
    assert near(found.getpixel((300, 300)), GREEN)


def test_a_large_photo_is_read_smaller_but_never_too_small() -> None:
    found = decode(saved(drawing(5200, 2600), "JPEG"))
    assert 1200 <= found.width < 5200
    assert opened(variants_of(saved(drawing(5200, 2600), "JPEG"))["1200.webp"]).size == (1200, 600)


def test_transparency_is_kept_and_is_white_where_there_is_none() -> None:
    image = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 200, 200))
    made = variants_of(saved(image))
    for name in ("320.avif", "320.webp"):
        assert opened(made[name]).convert("RGBA").getpixel((300, 100))[3] == 0, name  # type: ignore[index]
    jpeg = opened(made["400.jpg"])
    assert near(jpeg.getpixel((350, 100)), (255, 255, 255), 3)
    assert near(jpeg.getpixel((50, 100)), RED)


def test_colours_are_those_that_the_profile_means() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Red and green change places: told apart from no profile at all. The tags rXYZ and gXYZ point to their values.
    swapped = plain.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    assert near(decode(saved(drawing(), icc_profile=plain)).getpixel((450, 100)), RED, 2)
    found = decode(saved(drawing(), icc_profile=swapped)).getpixel((450, 100))
    assert isinstance(found, tuple)
    assert found[1] > 180
    assert found[0] < 60
    for useless in (b"nothing", lab.tobytes()):
        assert near(decode(saved(drawing(), icc_profile=useless)).getpixel((450, 100)), RED, 2)


# What does not go out


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_nothing_that_a_camera_wrote_is_left(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x8825] = {1: "N", 2: (10.0, 51.0, 0.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, object] = {"exif": exif, "icc_profile": profile}
    if kind in ("JPEG", "WEBP"):
        options["xmp"] = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    if kind == "JPEG":
        options["comment"] = SECRET
    data = saved(drawing(), kind, **options)
    assert SECRET in data
    for name, made in variants_of(data).items():
        image = opened(made)
        assert not image.getexif(), name
        assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & {key.lower() for key in image.info}, name
        assert SECRET not in made


# What is refused


@pytest.mark.parametrize(
    "data", [b"picture\n", saved(drawing())[:200], saved(drawing(), "JPEG")[:-400], saved(drawing(), "WEBP")[:-200]]
)
def test_what_cannot_be_read_is_told_with_a_way_out(data: bytes) -> None:
    with pytest.raises(PictureFault) as told:
        decode(data)
    assert told.value.vi == "không đọc được ảnh này, hãy mở bằng chương trình xem ảnh rồi lưu lại thành .jpg"
    assert told.value.en == "the picture cannot be read; open it in a picture viewer and save it again as .jpg"


def ftyp(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic"


@pytest.mark.parametrize(
    ("data", "vi", "en"),
    [
        (ftyp(b"heic"), "thật ra là ảnh HEIC của iPhone", "is really an iPhone's HEIC picture"),
        (ftyp(b"mif1"), "thật ra là ảnh HEIC của iPhone", "is really an iPhone's HEIC picture"),
        (ftyp(b"isom"), "thật ra là đoạn phim", "is really a video"),
        (ftyp(b"qt  "), "thật ra là đoạn phim", "is really a video"),
        (ftyp(b"avif"), "không đọc được ảnh này", "the picture cannot be read"),
        (saved(drawing(), "GIF"), "thật ra là ảnh GIF", "is really a GIF picture"),
        (saved(drawing(), "BMP"), "thật ra là ảnh BMP", "is really a BMP picture"),
        (saved(drawing(), "TIFF"), "thật ra là ảnh TIFF", "is really a TIFF picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "thật ra là hình vẽ SVG", "is really an SVG drawing"),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<svg/>', "thật ra là hình vẽ SVG", "is really an SVG drawing"),
        (b"\n<!DOCTYPE html><title>x</title>", "thật ra là trang web", "is really a web page"),
        (b"%PDF-1.7\n", "thật ra là tệp PDF", "is really a PDF file"),
        (b"PK\x03\x04" + b"\0" * 30, "thật ra là tệp nén hoặc tệp Word", "is really a zip or Word file"),
        (b"version https://git-lfs.github.com/spec/v1\n", "thật ra là con trỏ Git LFS", "is really a Git LFS pointer"),
        (b"", "tệp rỗng", "the file is empty"),
    ],
)
def test_what_is_no_picture_of_ours_is_called_by_its_name(data: bytes, vi: str, en: str) -> None:
    with pytest.raises(PictureFault) as told:
        measure(data)
    what, _, remedy = told.value.vi.partition(", ")
    assert what == vi
    assert remedy.endswith(".jpg")
    assert told.value.en.startswith(f"{en}; ")


@pytest.mark.parametrize("size", [(319, 300), (400, 199), (1, 1), (160, 120)])
def test_a_storys_picture_is_not_too_small(size: tuple[int, int]) -> None:
    with pytest.raises(
        PictureFault, match=f"quá nhỏ .{size[0]}×{size[1]} điểm ảnh., hãy dùng ảnh gốc, ít nhất 320×200"
    ):
        check_for_story(look_at(saved(drawing(*size))))
    check_for_story(look_at(saved(drawing(320, 200))))
    check_for_story(look_at(saved(drawing(320, 4000))))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF"])
def test_a_storys_picture_does_not_move(kind: str) -> None:
    frames = [drawing().rotate(90 * turn) for turn in range(3)]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=200)
    with pytest.raises(PictureFault, match="là ảnh GIF" if kind == "GIF" else "là ảnh động, trang chỉ hiện ảnh tĩnh"):
        check_for_story(look_at(data))
    # The second picture of these is not shown by any program but a camera's.
    check_for_story(look_at(saved(drawing(), "MPO", save_all=True, append_images=[drawing()])))


@pytest.mark.parametrize(("width", "height"), [(8000, 5001), (50_000, 50_000), (16_001, 10), (10, 16_001)])
def test_a_picture_too_large_is_refused_before_it_is_unpacked(width: int, height: int) -> None:
    for ask in (measure, decode):
        with pytest.raises(PictureFault, match=f"quá lớn .{width}×{height} điểm ảnh.*{width}×{height} pixels"):
            ask(png_of(width, height))


def test_the_largest_picture_allowed_is_measured() -> None:
    assert MOST_PIXELS == 8000 * 5000
    assert measure(saved(Image.new("1", (8000, 5000)))) == (8000, 5000)


# Addresses and links


def test_variants_stand_beside_their_original() -> None:
    assert Variant(480, 320, "avif").path_beside("guong/2023/lop.6a.PNG") == "guong/2023/lop.6a-480.avif"
    assert Variant(480, 320, "jpg").path_beside("lop.jpg") == "lop-480.jpg"
    assert Picture("guong/2023/lop.png", plan_variants(1200, 800)).jpeg == "guong/2023/lop-800.jpg"


def test_links_name_every_width_smallest_format_first() -> None:
    links = Picture("ảnh, sân.png", plan_variants(500, 250)).links(lambda path: f"../{path}")
    name = "../%E1%BA%A3nh%2C%20s%C3%A2n"
    assert (links.width, links.height, links.src) == (500, 250, f"{name}-500.jpg")
    assert links.sources == (
        ("image/avif", f"{name}-320.avif 320w, {name}-500.avif 500w"),
        ("image/webp", f"{name}-320.webp 320w, {name}-500.webp 500w"),
    )
