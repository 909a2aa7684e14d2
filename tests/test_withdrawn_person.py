"""A person who was taken down: looked for in every byte of the site, of the zip and of the store of pictures.

The same search first finds the person while the story is published: a search that finds nothing proves nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from builders import english_story, story
from conftest import Project, copy_project
from index_files import data_of, titles
from test_picture_variants import drawing, saved
from thidua.letters import fold, to_nfc
from thidua.search_index import FOLDER

SLUG = "bai-k3f9"
PHOTO = "anh-xk7q2w"
# Words that are in no dictionary and nowhere else on the site; ref is never published at all.
SECRETS = {
    "title": "chuồnggió",
    "summary": "lưỡngxẻo",
    "name": "Đặngquẩy",
    "given name": "Ướcmuỗm",
    "role": "nghệnhântrúc",
    "alt": "khoắngxẹp",
    "body": "quánhtrưỡu",
    "decision": "8642/QĐ-XZQ",
    "english title": "Zibberwock",
    "english summary": "frumptious",
    "english role": "quandlewright",
    "english alt": "snorkleberry",
    "english body": "vorpalish",
    "photo": PHOTO,
}
REF = "917/GĐY-XZQ"
FILES = (
    story(
        SLUG,
        title=f"Vườn {SECRETS['title']}",
        summary=f"Một vườn {SECRETS['summary']}.",
        name=f"{SECRETS['name']} Thị {SECRETS['given name']}",
        role=f"Giáo viên {SECRETS['role']}",
        photo=f"{PHOTO}.jpg",
        photo_alt=f"Cô giáo và {SECRETS['alt']}",
        awards=f"[{{type: giay-khen, decision: {SECRETS['decision']}, date: 2023-11-18}}]",
        consent=f"{{subject: 2023-11-01, ref: {REF}}}",
        body=f"Ai cũng gọi vườn ấy là {SECRETS['body']}.",
    ),
    english_story(
        SLUG,
        title=f"The {SECRETS['english title']} garden",
        summary=f"A {SECRETS['english summary']} garden.",
        role=SECRETS["english role"],
        photo_alt=f"A teacher and a {SECRETS['english alt']}",
        body=f"Everybody calls it {SECRETS['english body']}.",
    ),
)

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


# Pixels, outlines of letters and packed files say nothing in words; their bytes are searched as they are.
_NO_TEXT = (".avif", ".webp", ".jpg", ".woff2", ".gz", ".zip")


def said_by(path: str, data: bytes) -> str:
    """What a file and its name say, in the form of ``plain``."""
    if path.endswith(_NO_TEXT):
        return plain(path.encode()) + "\n" + data.decode("utf-8", "ignore").lower()
    return plain(path.encode()) + "\n" + plain(data)


def plain(data: bytes) -> str:
    """What a text says, however it is written: JSON's escapes, entities, percents; without marks, in small letters."""
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), data.decode("utf-8", "replace"))
    text = unquote(html.unescape(html.unescape(text)))
    return fold(to_nfc(text))


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every file; what is packed also unpacked, what the search has in code also decoded."""
    texts = {}
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        path = file.relative_to(folder).as_posix()
        data = file.read_bytes()
        yield path, data
        if path.endswith(".gz"):
            yield f"{path} (unpacked)", gzip.decompress(data)
        if path.endswith(".zip"):
            with zipfile.ZipFile(file) as archive:
                for name in archive.namelist():
                    yield f"{path}/{name}", archive.read(name)
        if path.startswith(f"{FOLDER}/"):
            texts[path] = data.decode("utf-8")
    for language in ("vi", "en") if texts else ():
        entries = "\n".join("\n".join(fields) for fields in titles(texts, language))
        yield f"{FOLDER}/{language} (decoded)", entries.encode()
        yield f"{FOLDER}/{language} (data)", repr(data_of(texts, language)).encode()


@dataclass(frozen=True)
class Search:
    """What was found: ``places`` of each secret, ``addresses`` that hold the slug, ``sums`` of all files' bytes."""

    places: Mapping[str, list[str]]
    addresses: list[str]
    sums: Mapping[str, str]

    def kinds(self, secret: str) -> set[str]:
        """Where a secret was found: «.html», «.js», «(decoded)» …"""
        return {re.search(r"\.\w+$|\(\w+\)$", place)[0] for place in self.places[secret]}  # type: ignore[index]


def search(folder: Path) -> Search:
    places: dict[str, list[str]] = {name: [] for name in (*SECRETS, "ref")}
    addresses, sums = [], {}
    secrets = {name: fold(secret) for name, secret in (*SECRETS.items(), ("ref", REF))}
    for path, data in files_of(folder):
        said = said_by(path, data)
        for name, secret in secrets.items():
            if secret in said or SECRETS.get(name, REF).encode() in data:
                places[name].append(path)
        if SLUG in said:
            addresses.append(path)
        sums[path] = hashlib.sha256(data).hexdigest()
    return Search(places, addresses, sums)


@dataclass(frozen=True)
class Story:
    """The same project searched before and after; ``picture`` are the sums of everything made of its photo."""

    before: Search
    after: Search
    packed: Search
    picture: set[str]
    store: set[str]
    told: str


def build(project: Project) -> None:
    result = project.build()
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def taken_down(tmp_path_factory: pytest.TempPathFactory) -> Story:
    project = copy_project(tmp_path_factory.mktemp("go-bai") / "project")
    for source in FILES:
        (project.docs / source.path).write_text(source.text, encoding="utf-8", newline="\n")
    original = saved(drawing(811, 503), "JPEG")
    (project.docs / f"guong/2023/{PHOTO}.jpg").write_bytes(original)
    build(project)
    before = search(project.site)
    result = project.run("hooks/withdraw.py", f"docs\\guong\\2023\\{SLUG}.vi.md")
    assert result.returncode == 0, result.stderr
    build(project)
    result_of_zip = project.run("tools/make_zip.py")
    assert result_of_zip.returncode == 0, result_of_zip.stderr
    picture = {digest for path, digest in before.sums.items() if PHOTO in path}
    picture.add(hashlib.sha256(original).hexdigest())
    store = Path(os.environ["THIDUA_CACHE"])
    return Story(
        before=before,
        after=search(project.site),
        packed=search(project.root / "dist"),
        picture=picture,
        store={hashlib.sha256(file.read_bytes()).hexdigest() for file in store.rglob("*.*") if file.is_file()},
        told=result.stdout + result.stderr,
    )


def test_while_it_is_published_the_search_finds_everything_everywhere(taken_down: Story) -> None:
    before = taken_down.before
    assert [name for name in SECRETS if not before.places[name]] == []
    for name in ("title", "name", "given name"):
        assert before.kinds(name) >= {".html", ".js", ".json", "(decoded)"}, name
    assert before.kinds("title") >= {".xml"} and before.kinds("summary") >= {".xml", ".json"}
    assert any("don-vi" in path for path in before.places["name"])
    assert any(path.startswith("en/") for path in before.places["english title"])
    assert {".avif", ".webp", ".jpg"} <= before.kinds("photo")
    assert {"sitemap.xml", "sitemap.xml.gz (unpacked)", "feed.xml"} <= set(before.addresses)
    assert len(taken_down.picture) == 10


def test_the_number_of_the_paper_is_never_published(taken_down: Story) -> None:
    assert taken_down.before.places["ref"] == taken_down.after.places["ref"] == []


def test_once_withdrawn_no_byte_of_the_site_is_left_of_anybody(taken_down: Story) -> None:
    assert {name: places for name, places in taken_down.after.places.items() if places} == {}
    assert {path for path, digest in taken_down.after.sums.items() if digest in taken_down.picture} == set()


def test_only_the_old_address_still_answers(taken_down: Story) -> None:
    pages = [f"en/guong/2023/{SLUG}/index.html", f"guong/2023/{SLUG}/index.html"]
    assert taken_down.after.addresses == pages


def test_nothing_is_left_in_the_zip_either(taken_down: Story) -> None:
    packed = taken_down.packed
    assert len(packed.sums) > 200
    assert {name: places for name, places in packed.places.items() if places} == {}
    assert not taken_down.picture & set(packed.sums.values())
    assert {path.partition("/")[2] for path in packed.addresses if path.endswith(".html")} == {
        f"thi-dua/{language}guong/2023/{SLUG}/index.html" for language in ("", "en/")
    }


def test_the_store_of_pictures_has_forgotten_it_too(taken_down: Story) -> None:
    assert taken_down.store
    assert not taken_down.picture & taken_down.store


def test_what_is_told_names_files_and_nobody(taken_down: Story) -> None:
    assert f"docs/guong/2023/{SLUG}.vi.md: đã ghi «status: withdrawn»" in taken_down.told
    assert "đã xóa 9 ảnh làm sẵn" in taken_down.told
    told = fold(taken_down.told)
    assert [name for name, secret in SECRETS.items() if fold(secret) in told] == ["photo"]


@pytest.mark.parametrize(
    "written",
    [
        "Đặngquẩy",
        "ĐẶNGQUẨY",
        "Dangquay",
        "\\u0110\\u1eb7ngqu\\u1EA9y",
        "%C4%90%e1%ba%b7ngqu%E1%BA%A9y",
        "&#272;&#x1EB7;ngquẩy",
    ],
)
def test_the_search_reads_every_way_of_writing(written: str) -> None:
    assert "dangquay" in plain(f"<p>{written}</p>".encode())


# The commands


def test_an_unknown_story_changes_nothing(project: Project) -> None:
    before = {path: path.read_bytes() for path in project.docs.rglob("*.*")}
    for wanted, line in (
        ("lop-doc-sach-cuoi-tan", 'không có bài "lop-doc-sach-cuoi-tan". Có phải "2023/lop-doc-sach-cuoi-tuan"?'),
        ("", "hãy ghi bài cần gỡ"),
    ):
        result = project.run("hooks/withdraw.py", wanted, STORY="")
        assert result.returncode == 1
        assert line in result.stderr and result.stdout == "" and "Traceback" not in result.stderr
    assert {path: path.read_bytes() for path in project.docs.rglob("*.*")} == before


def test_the_story_may_come_by_the_environment_and_twice(project: Project, tmp_path: Path) -> None:
    path = "docs/guong/2023/lop-doc-sach-cuoi-tuan.vi.md"
    file = project.root / path
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    original = file.read_bytes()
    cache = str(tmp_path / "anh")
    first = project.run("hooks/withdraw.py", STORY="lop-doc-sach-cuoi-tuan", THIDUA_CACHE=cache)
    assert first.returncode == 0 and "đã ghi «status: withdrawn»" in first.stdout, first.stderr
    changed = file.read_bytes()
    assert changed == original.replace(b"sample: true\r\n", b"sample: true\r\nstatus: withdrawn\r\n")
    again = project.run("hooks/withdraw.py", STORY=path, THIDUA_CACHE=cache)
    assert again.returncode == 0 and "đã gỡ từ trước, không sửa gì" in again.stdout
    assert file.read_bytes() == changed
    assert project.check().returncode == 0


def test_a_file_that_cannot_be_read_is_told_in_one_line(project: Project) -> None:
    file = project.root / "docs/guong/2023/lop-doc-sach-cuoi-tuan.vi.md"
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))
    result = project.run("hooks/withdraw.py", "lop-doc-sach-cuoi-tuan")
    assert result.returncode == 1
    assert "không phải UTF-8, hãy lưu lại với bảng mã UTF-8" in result.stderr and "Traceback" not in result.stderr
