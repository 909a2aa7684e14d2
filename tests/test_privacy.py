"""What the built site says of people, of the machine that built it and of the day: only what was meant to be said.

Every byte is looked at: pages, feeds, open data, the files of the search, names of files, what pictures carry.
"""

from __future__ import annotations

import datetime
import getpass
import itertools
import re
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from builders import sample, story
from conftest import ROOT, Project, copy_project
from PIL import Image
from test_picture_variants import drawing, saved
from test_withdrawn_person import files_of, plain
from thidua import personal_data
from web import none_of

# A pupil's story with all that its consent tells, and two that nobody may read.
CONSENT = "{subject: 2019-03-17, guardian: 2019-03-18, ref: 941/GĐY-XZQ, expires: 2098-07-29}"
SECRETS = (
    "2019-03-17",
    "2019-03-18",
    "17/3/2019",
    "18/3/2019",
    "17 tháng 3",
    "18 tháng 3",
    "941/GĐY-XZQ",
    "2098-07-29",
)
STORIES = (
    story(
        "be-bong",
        title="Xẻoquẩy giữ góc sách",
        name="Bông",
        subject="pupil",
        role="Học sinh khối 6",
        unit="khoi-6",
        consent=CONSENT,
    ),
    story("con-nhap", name="Đặng Quẩy Nháp", status="draft", title="Bài còn nháp"),
    story("da-go", name="Đặng Quẩy Gỡ", status="withdrawn", title="Bài đã gỡ xuống"),
    sample("anh-co-noi-chup", name="Trần Thị Thử", photo="anh-co-noi-chup.jpg", photo_alt="Ảnh"),
)
HIDDEN = ("Đặng Quẩy", "con-nhap", "Bài còn nháp", "Bài đã gỡ xuống")


# What begins like a Vietnamese name and is nobody in a story, and who or what it is. What is not found any more fails.
NOBODY = {
    "Hồ Chí Minh": "the President, of whom the movements speak",
    "Nguyễn Du": "the poet after whom the school is named",
    "Đoàn Thanh": "the Youth Union: Đoàn Thanh niên",
    "Cao Bằng": "a province",
    "Hà Nam": "a province",
    "Nguyễn Thị Mẫu": "the example in the guide: the name means «sample»",
    "Nguyễn Văn Đồng Tiến": "the principal who signed the plan",
}
_SURNAMES = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lâm|Mai|Đoàn|Cao|Tô|Hà"
_NAME = re.compile(rf"(?<!\w)(?:{_SURNAMES})(?: \w+){{1,3}}")
# English words that follow a name in a heading or a title.
_NOT_OF_A_NAME = re.compile(r" (?:Lower|Secondary|School|Communist|Young|Pioneers|Union)\b.*")


def names_in(text: str) -> Iterator[str]:
    """What may be a Vietnamese name: a family name, and words after it that begin with a capital."""
    for match in _NAME.finditer(text):
        family, *rest = _NOT_OF_A_NAME.sub("", match[0]).split(" ")
        given = list(itertools.takewhile(lambda word: word[0].isupper(), rest))
        if given:
            yield " ".join([family, *given])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copy_project(tmp_path_factory.mktemp("rieng-tu") / "project")
    for source in STORIES:
        (project.docs / source.path).write_text(source.text, encoding="utf-8", newline="\n")
    (project.docs / "guong/2023/anh-co-noi-chup.jpg").write_bytes(saved(drawing(811, 503), "JPEG"))
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """(path, text) of all that is text, packed and coded files unpacked; pages as what is read and what is in tags."""
    for path, data in files_of(folder):
        if path.endswith((".avif", ".webp", ".jpg", ".png", ".woff2", ".gz", ".zip")):
            continue
        text = data.decode("utf-8")
        if path.endswith((".html", ".xml", ".svg")):
            soup = BeautifulSoup(text, "lxml" if path.endswith(".html") else "lxml-xml")
            yield path, soup.get_text("\n")
            values = (str(value) for tag in soup.find_all(True) for name, value in tag.attrs.items() if name != "d")
            # Between them a sign that no number and no word goes on over.
            yield f"{path} (tags)", "\n§\n".join(dict.fromkeys(values))
        else:
            yield path, text


@pytest.fixture(scope="module")
def texts(site: Project) -> list[tuple[str, str]]:
    return list(texts_of(site.site))


def test_the_texts_are_really_read(texts: list[tuple[str, str]]) -> None:
    """A search that finds nothing proves something only if it would have found it."""
    where = [path for path, text in texts if "xeoquay" in plain(text.encode())]
    assert {Path(path).suffix for path in where} >= {".html", ".json", ".xml"}
    assert any(path.endswith("(decoded)") for path in where)


def test_no_phone_no_address_no_birth_and_no_letter_box_is_published(texts: list[tuple[str, str]]) -> None:
    none_of(
        f"{path}: {one.pattern.key}: {text[one.place : one.place + 40]!r}"
        for path, text in texts
        for one in personal_data.find(text)
    )


def test_nothing_of_a_consent_is_published(site: Project, texts: list[tuple[str, str]]) -> None:
    none_of(f"{path}: {secret}" for path, text in texts for secret in SECRETS if secret.lower() in text.lower())
    data = [path for path, _ in texts if path.endswith((".json", ".xml"))]
    assert data
    none_of(
        f"{path}: {word}"
        for path, text in texts
        if path in data
        for word in ("consent", "guardian", "sự đồng ý", "giám hộ", "given_name")
        if word in text.lower()
    )
    raw = b"".join(file.read_bytes() for file in site.site.rglob("*") if file.is_file())
    none_of(secret for secret in SECRETS if secret.encode() in raw)


def test_drafts_and_stories_taken_down_are_nowhere(texts: list[tuple[str, str]]) -> None:
    none_of(
        f"{path}: {words}" for path, text in texts for words in HIDDEN if plain(words.encode()) in plain(text.encode())
    )


def test_people_are_named_by_published_stories_alone(site: Project, texts: list[tuple[str, str]]) -> None:
    published = {
        match[1]
        for file in (site.docs / "guong").rglob("*.vi.md")
        if (match := re.search(r"^name: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE))
        and not any(words in match[1] for words in HIDDEN)
    }
    found: dict[str, str] = {}
    for path, text in texts:
        for name in names_in(text):
            found.setdefault(name, path)
    assert len(published) > 10
    told = {name for name in found if not any(name in one or one in name for one in published)}
    none_of(f"{name}: {found[name]}" for name in told - set(NOBODY))
    assert set(NOBODY) <= set(found), set(NOBODY) - set(found)


def test_nothing_tells_of_the_machine_or_of_its_clock(site: Project, texts: list[tuple[str, str]]) -> None:
    user = getpass.getuser()
    machine = {
        str(site.root),
        str(ROOT),
        sys.prefix,
        socket.gethostname(),
        f"{tempfile.gettempdir()}/",
        f"/home/{user}",
    }
    now = datetime.datetime.now(datetime.UTC)
    today = {now.date().isoformat(), now.strftime("%a, %d %b %Y"), f"{now:%d/%m/%Y}", f"{now:%Y%m%d}"}
    none_of(f"{path}: {word}" for path, text in texts for word in machine | today if word in text)
    for file in site.site.rglob("*.gz"):
        # The day of the newest page, by which servers tell whether it has changed; not the hour of the build.
        assert int.from_bytes(file.read_bytes()[4:8], "little") % 86400 == 0


# What the formats themselves need.
_OF_THE_FORMAT = {
    "jfif",
    "jfif_version",
    "jfif_unit",
    "jfif_density",
    "progressive",
    "progression",
    "background",
    "loop",
}


def test_pictures_carry_nothing_but_pixels(site: Project) -> None:
    faults, count = [], 0
    for file in sorted(site.site.rglob("*")):
        if file.suffix not in (".jpg", ".png", ".webp", ".avif"):
            continue
        with Image.open(file) as image:
            count += 1
            if dict(image.getexif()) or set(image.info) - _OF_THE_FORMAT:
                faults.append(
                    f"{file.relative_to(site.site)}: {dict(image.getexif())} {set(image.info) - _OF_THE_FORMAT}"
                )
    assert count > 50
    none_of(faults)


# What would carry words out of a page, or keep them, without the reader's knowing.
_WAYS_OUT = ("sendBeacon", "WebSocket", "EventSource", "RTCPeerConnection", "serviceWorker", "XMLHttpRequest", "fetch(")
_WAYS_OUT += (
    "document.cookie",
    "indexedDB",
    "sessionStorage",
    "caches.",
    "postMessage",
    "geolocation",
    "eval(",
    "Function(",
)


def test_no_script_knows_a_way_out(site: Project) -> None:
    scripts = sorted(site.site.rglob("assets/*.js"))
    assert len(scripts) > 5
    none_of(f"{file.name}: {way}" for file in scripts for way in _WAYS_OUT if way in file.read_text(encoding="utf-8"))


def test_no_page_names_another_site_as_a_source(site: Project) -> None:
    found = []
    for file in sorted(site.site.rglob("*.html")):
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
        for tag in soup.find_all(["script", "img", "source", "iframe", "audio", "video", "form", "object", "embed"]):
            found += [
                f"{file}: {tag[name]}" for name in ("src", "srcset", "action", "data") if "//" in str(tag.get(name, ""))
            ]
    none_of(found)
