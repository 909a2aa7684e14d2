"""What may stand in ``docs/``: kinds, endings, places; one line for each file that may not."""

from __future__ import annotations

import pytest
from thidua.file_kinds import check_kinds, is_hidden, too_large


def told(*media: str) -> list[str]:
    return [str(problem) for problem in check_kinds(media)]


@pytest.mark.parametrize(
    "path",
    [
        "trang-chu.png",
        "anh/IMG_0001.JPG",
        "anh/a.b.webp",
        "san truong.avif",  # in the root a name may have blanks: links to it can be written
        "guong/2023/mat.jpeg",
        "ke-hoach/quyet-dinh.pdf",
        "ke-hoach/quyet dinh.PDF",
        "guong/2023/khong-doc-duoc.vi.md",  # told by who could not read it
    ],
)
def test_texts_pictures_and_papers_may_be_there(path: str) -> None:
    assert told(path) == []


@pytest.mark.parametrize(
    "path",
    [
        *(
            "x.html",
            "x.js",
            "x.css",
            "x.json",
            "x.xml",
            "feed.xml",
            "CNAME",
            "x",
            "x.php",
            "x.exe",
            "x.jpg.html",
            "x.svgz",
        ),
        *("guong/2023/index.html", "en/index.html", "sitemap.xml.gz", "a.mp4", "a.zip", "a.csv", "x.pdf.js", "x.xhtml"),
    ],
)
def test_anything_else_is_told_whatever_it_is(path: str) -> None:
    (line,) = told(path)
    assert line.startswith(f"docs/{path}:1: tệp: không đăng loại tệp này; docs/ chỉ chứa bài viết .md, ảnh ")


@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "hinh.gif", "hinh.bmp", "quet.tiff", "anh.jfif"])
@pytest.mark.parametrize("folder", ["guong/2023/", "anh/", ""])
def test_a_picture_that_cannot_be_shown_is_told_what_to_save_it_as(folder: str, name: str) -> None:
    assert told(folder + name) == [
        f"docs/{folder}{name}:1: ảnh: ảnh loại này không hiện trên trang, hãy mở bằng chương trình xem ảnh rồi lưu "
        "lại thành .jpg, xong thì xóa tệp này / such a picture is not shown; open it in a picture viewer and save it "
        "again as .jpg, then delete this file"
    ]


@pytest.mark.parametrize("path", ["a.svg", "guong/2023/a.SVG"])
def test_a_drawing_that_may_hold_scripts_is_told(path: str) -> None:
    (line,) = told(path)
    assert line.startswith(f"docs/{path}:1: ảnh: hình SVG có thể chứa mã nên không đăng, hãy lưu thành .png")


def test_a_paper_beside_stories_is_told_where_its_number_belongs() -> None:
    (line,) = told("guong/2023/quyet-dinh.pdf", "ke-hoach/quyet-dinh.pdf")
    assert line.startswith("docs/guong/2023/quyet-dinh.pdf:1: tệp: không đăng PDF cạnh bài viết")
    assert "hãy ghi số quyết định ở awards" in line


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("guong/2023/bai.vi.md.txt", "guong/2023/bai.vi.md"),
        ("GIOI-THIEU.VI.MD", "gioi-thieu.vi.md"),
        ("gioi-thieu.vi.markdown", "gioi-thieu.vi.md"),
    ],
)
def test_a_text_whose_ending_was_changed_is_told(path: str, meant: str) -> None:
    (line,) = told(path)
    assert line.startswith(f"docs/{path}:1: tệp: tên phải kết thúc bằng .md, hãy đổi thành docs/{meant} (Windows")


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("guong/2023/Ghi chú.docx", "docs/guong/2023/ghi-chu.vi.md"),
        ("guong/2023/bai.vi.odt", "docs/guong/2023/bai.vi.md"),
        ("ghi-chu.txt", "docs/ghi-chu.vi.md"),
    ],
)
def test_a_document_is_told_where_its_words_belong(path: str, meant: str) -> None:
    (line,) = told(path)
    assert line.startswith(f"docs/{path}:1: tệp: trang không đọc được loại tệp này, hãy chép chữ sang {meant} rồi xóa")


@pytest.mark.parametrize("path", ["guong/2023/bai.vi.md.bak", "bai.vi.md~", "guong/2023/.bai.vi.md.swp", "a.orig"])
def test_a_backup_is_told(path: str) -> None:
    (line,) = told(path)
    assert line.startswith(f"docs/{path}:1: tệp: bản lưu phụ, trang không dùng nhưng git vẫn giữ chữ trong đó")


@pytest.mark.parametrize("path", ["guong/2023/san truong.jpg", "cờ.png", "-a.pdf", "a%20b.png", "anh/а.png", " a.png"])
def test_a_picture_or_paper_that_no_address_can_name_is_told_a_plain_name(path: str) -> None:
    (line,) = told(path)
    assert "không dùng làm địa chỉ được, hãy đổi thành" in line


def test_a_folder_is_told_once_and_stories_folders_with_their_stories() -> None:
    lines = told("Ảnh 1/a.png", "Ảnh 1/b.png", "Ảnh 1/c/d.png", "guong/Năm 2023/a.png", "anh/Ảnh/a.pdf")
    assert [line.partition(", hãy")[0] for line in lines] == [
        'docs/anh/Ảnh:1: thư mục: tên "Ảnh" không dùng làm địa chỉ được',
        'docs/Ảnh 1:1: thư mục: tên "Ảnh 1" không dùng làm địa chỉ được',
    ]


def test_the_folder_of_the_sites_own_files_is_taken() -> None:
    lines = told("assets/a.png", "assets/images/b.pdf", "anh/assets/c.png")
    assert [line.split(": ")[0] for line in lines] == ["docs/assets/a.png:1", "docs/assets/images/b.pdf:1"]


def test_what_systems_hide_is_hidden() -> None:
    names = [".git", ".DS_Store", "Thumbs.db", "desktop.ini", "Desktop.ini", "a", "thumbs.dbx"]
    assert [name for name in names if is_hidden(name)] == names[:5]


def test_a_weight_is_never_rounded_below_what_is_allowed() -> None:
    assert too_large(300_001, 300_000)[0] == "nặng 301 kB, hãy rút còn nhiều nhất 300 kB"
    assert too_large(20_000_001, 20_000_000)[0] == "nặng 21 MB, hãy rút còn nhiều nhất 20 MB"
