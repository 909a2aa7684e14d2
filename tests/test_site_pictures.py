"""Pictures of the built site: all there, in every size, with nothing in them but pixels."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import Project
from PIL import Image
from site_files import ORIGIN, Site, site_at
from test_picture_variants import drawing, saved

STORY = "guong/2023/lop-doc-sach-cuoi-tuan"


@pytest.fixture(scope="module")
def site(built: Project) -> Site:
    return site_at(built.site)


def file_behind(site: Site, page: str, link: str) -> Path:
    return site.root / unquote(urlsplit(urljoin(ORIGIN + page, link)).path).lstrip("/")


def test_every_picture_has_words_a_size_and_a_file_behind_each_link(site: Site) -> None:
    count = 0
    for page in site.pages.values():
        for image in page.soup.select("img"):
            assert image.get("alt") is not None, page.address
            links = [str(image["src"])]
            picture = image.find_parent("picture")
            for tag in (image, *(picture.select("source") if picture else ())):
                for part in str(tag.get("srcset") or "").split(", "):
                    if part:
                        link, width = part.split()
                        links.append(link)
                        with Image.open(file_behind(site, page.address, link)) as found:
                            assert f"{found.width}w" == width
            assert all(file_behind(site, page.address, link).is_file() for link in links), page.address
            if not str(image["src"]).endswith(".svg"):
                assert int(str(image["width"])) > 0 and int(str(image["height"])) > 0
                assert len(links) > 2
                count += 1
    assert count > 50


def test_the_first_picture_of_a_page_does_not_wait_and_the_others_do(site: Site) -> None:
    for address in ("", f"{STORY}/", f"en/{STORY}/"):
        first, *others = site.page(address).soup.select("picture img")
        assert first.get("loading") is None and first["fetchpriority"] == "high"
        assert all(image["loading"] == "lazy" and not image.get("fetchpriority") for image in others)


def test_formats_stand_smallest_first(site: Site) -> None:
    for page in site.pages.values():
        for picture in page.soup.select("picture"):
            assert [str(tag["type"]) for tag in picture.select("source")] == ["image/avif", "image/webp"]


def test_no_original_is_published_and_no_metadata(built: Project, site: Site) -> None:
    originals = {file.read_bytes() for file in built.docs.rglob("*.png")}
    # Drawings, and the guide's pictures of the form, which are too narrow for two of the five widths.
    assert len(originals) == 14 + 8
    published = [file for file in site.root.rglob("*") if file.suffix in (".png", ".jpg", ".webp", ".avif")]
    assert len(published) == 14 * 11 + 8 * 7
    for file in published:
        data = file.read_bytes()
        assert data not in originals
        with Image.open(io.BytesIO(data)) as image:
            assert not image.getexif() and not {"exif", "icc_profile", "xmp", "comment"} & set(image.info), file


def test_small_pictures_are_light(site: Site) -> None:
    drawings = [file for file in site.root.rglob("*-480.avif") if not file.name.startswith("bieu-mau-")]
    small = [file.stat().st_size for file in drawings]
    assert len(small) == 14
    assert max(small) < 13_000
    assert sum(small) / len(small) < 10_000


def test_a_second_build_makes_no_picture(project: Project, tmp_path: Path) -> None:
    for file in project.docs.rglob("*.png"):
        file.write_bytes(saved(drawing(330, 220)))

    def build() -> dict[str, int]:
        result = project.build(THIDUA_CACHE=str(tmp_path / "anh"))
        assert result.returncode == 0, result.stderr
        # A file that is written anew is another one on the disk.
        return {file.name: file.stat().st_ino for file in (tmp_path / "anh").rglob("*.*")}

    first = build()
    assert len(first) == 3
    assert build() == first


def test_pictures_in_texts_are_in_the_site_with_their_size(project: Project) -> None:
    (project.docs / "guong/2023/ke-sach.jpg").write_bytes(saved(drawing(), "JPEG", comment=b"bi mat"))
    (project.docs / "san truong.png").write_bytes(saved(drawing()))
    for language in ("vi", "en"):
        story = project.root / f"docs/{STORY}.{language}.md"
        story.write_text(
            story.read_text(encoding="utf-8") + "\n![Kệ sách](ke-sach.jpg)\n\n[Ảnh](ke-sach.jpg)\n", encoding="utf-8"
        )
    about = project.docs / "gioi-thieu.vi.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n![Sân](<san truong.png>)\n", encoding="utf-8")
    result = project.build()
    assert result.returncode == 0, result.stderr
    found = Site(project.site)
    assert found.broken_links() == []
    for address in (f"{STORY}/", f"en/{STORY}/"):
        image = found.page(address).soup.select_one(".td-story__text img")
        link = found.page(address).soup.select_one(".td-story__text a[href$='.jpg']")
        assert image is not None and link is not None
        assert (image["alt"], image["width"], image["height"]) == ("Kệ sách", "600", "400")
        assert link["href"] == image["src"]
        assert "ke-sach-320.webp 320w" in str(image["srcset"])
    assert found.page("gioi-thieu/").soup.select_one('img[src="../san%20truong-600.jpg"]') is not None
    assert not (project.site / "guong/2023/ke-sach.jpg").exists()
    assert not (project.site / "san truong.png").exists()


def test_pictures_of_drafts_and_withdrawn_stories_are_not_published_in_any_form(project: Project) -> None:
    text = (project.root / f"docs/{STORY}.vi.md").read_text(encoding="utf-8")
    header, body = text.split("sample: true\n")
    for status, name in (("draft", "nhap"), ("withdrawn", "go")):
        (project.docs / f"guong/2023/{name}.png").write_bytes(saved(drawing()))
        own = header.replace("lop-doc-sach-cuoi-tuan.png", f"{name}.png")
        own = f"{own}sample: true\nstatus: {status}\n"
        (project.docs / f"guong/2023/bai-{name}.vi.md").write_text(own + body, encoding="utf-8")
    # Nobody shows these: one cannot even be read, which is nobody's mistake.
    (project.docs / "guong/2023/khong-ai-dung.jpg").write_bytes(b"picture")
    result = project.build()
    assert result.returncode == 0, result.stderr
    names = [file.name for file in project.site.glob("guong/2023/*.*")]
    assert f"{STORY.rpartition('/')[2]}-480.avif" in names
    assert [name for name in names if name.startswith(("nhap", "go", "khong"))] == []


def test_a_broken_picture_stops_the_build_and_the_check_with_its_line(project: Project) -> None:
    path = f"docs/{STORY}.png"
    (project.root / path).write_bytes((project.root / path).read_bytes()[:9000])
    for result in (project.build(), project.check()):
        assert result.returncode == 1
        assert f"{path}:1: ảnh: không đọc được ảnh này" in result.stderr
        assert "Traceback" not in result.stderr
    assert not project.site.exists()
