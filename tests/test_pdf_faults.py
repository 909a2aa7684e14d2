"""PDF files: what they hold besides pages is found in the open, under other spellings and packed away."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thidua import pdf_faults
from thidua.pdf_faults import pdf_fault

ACTIVE = "có mã lệnh, tệp kèm hoặc thao tác tự chạy bên trong"
CLOSED = "không soát được bên trong"


def pdf(*objects: bytes) -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, data) for number, data in enumerate(objects, 1))
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def stream(data: bytes, header: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (header, len(data), data)


def packed(objects: bytes, header: bytes = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode") -> bytes:
    return stream(zlib.compress(objects), header)


def fault(*objects: bytes) -> str:
    return (pdf_fault(pdf(*objects)) or ("",))[0]


PAGES = b"<< /Type /Catalog /Pages 2 0 R >>"


@pytest.mark.parametrize(
    "objects",
    [
        (PAGES,),
        (PAGES, packed(b"5 0 << /Type /Page /Contents 6 0 R >>"), stream(zlib.compress(b"BT (Chao) Tj ET" * 99))),
        (b"<< /Type /Catalog /OpenAction [3 0 R /XYZ null null 0] >>",),  # where to open, as LibreOffice writes it
        (b"<< /Type /Annot /A << /S /URI /URI (https://truong.example/) >> >>",),
        (b"<< /BaseFont /Times#20New#20Roman /JSFont 1 /AAPL 2 /Author (JavaScript) >>",),
        (PAGES, stream(b"(/JS (x) /AA << >> is what a page says)")),
    ],
    ids=["bare", "packed", "opens at a page", "a link", "names that are alike", "words of a page"],
)
def test_pages_links_and_pictures_are_fine(objects: tuple[bytes, ...]) -> None:
    assert fault(*objects) == ""


@pytest.mark.parametrize(
    "action",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        b"/Names << /JavaScript 5 0 R >>",
        b"/A << /S /J#61v#61Script >>",
        b"/A << /JS (x) >>",
        b"/A<</S/Launch/F(cmd.exe)>>",
        b"/OpenAction 5 0 R",
        b"/OpenAction<</S/URI/URI(https://xau.example/)>>",
        b"/AA << /O 5 0 R >>",
        b"/AcroForm << /XFA 5 0 R >>",
        b"/A << /S /SubmitForm /F (https://xau.example/) >>",
        b"/A << /S /ImportData >>",
        b"/Names << /EmbeddedFiles 5 0 R >>",
        b"/Type /EmbeddedFile",
        b"/Subtype /RichMedia",
        b"/S /Rendition",
        b"/S /GoToR /F (khac.pdf)",
    ],
)
def test_what_acts_is_found_in_the_open_and_packed(action: bytes) -> None:
    thing = b"<< /Type /Catalog %s >>" % action
    assert fault(thing).startswith(ACTIVE)
    assert fault(PAGES, packed(b"5 0 " + thing)).startswith(ACTIVE)
    assert fault(PAGES, packed(b"5 0 " + thing, b"/Type /Obj#53tm /Filter /FlateDecode")).startswith(ACTIVE)


def test_a_name_is_found_behind_what_only_looks_like_a_stream() -> None:
    assert fault(b"(stream\n)", b"<< /S /JavaScript >>", b"(endstream)").startswith(ACTIVE)


@pytest.mark.parametrize(
    "data",
    [
        stream(b"5 0 << >>", b"/Type /ObjStm"),
        packed(b"x")[:60] + b"\nendstream",
        stream(b"garbage", b"/Type /ObjStm /Filter /ASCII85Decode"),
    ],
    ids=["not packed in the usual way", "cut off", "packed twice"],
)
def test_what_cannot_be_looked_into_is_refused(data: bytes) -> None:
    assert fault(PAGES, data).startswith(CLOSED)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_faults, "MOST_UNPACKED", 100_000)
    assert fault(PAGES, packed(b"5 0 " + b" " * 90_000)) == ""
    assert fault(PAGES, packed(b"5 0 " + b" " * 60_000), packed(b"6 0 " + b" " * 60_000)).startswith(CLOSED)


def test_what_only_wastes_time_is_not_looked_into() -> None:
    assert fault(PAGES, b"/A#41" * 30_000).startswith(CLOSED)
    assert fault(PAGES, b"stream\nendstream" * 30_000).startswith(CLOSED)
    assert fault(PAGES, packed(b"5 0 " + b"/A#41" * 30_000)).startswith(CLOSED)
    assert fault(PAGES, b"/A#41" * 1_000, stream(b"x") * 1_000) == ""


def test_a_locked_file_is_refused() -> None:
    assert fault(PAGES, b"<< /Filter /Standard >>", b"<< /Encrypt 2 0 R >>").startswith("có khóa hoặc mật khẩu")


@pytest.mark.parametrize("data", [b"", b"%PDF", b"<html>%PDF-1.4", b" %PDF-1.4", b"PK\x03\x04"])
def test_what_does_not_begin_as_a_pdf_is_none(data: bytes) -> None:
    assert (pdf_fault(data) or ("",))[0].startswith("không phải tệp PDF thật")


PIECES = [
    b"stream\n",
    b"endstream",
    b"/ObjStm",
    b"/JS(",
    b"#4a",
    b"#",
    b"<<",
    b">>",
    zlib.compress(b"a" * 99),
    b"obj",
    b"\r\n",
]


@settings(deadline=None, database=None)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=12))
def test_no_bytes_make_it_stumble(pieces: list[bytes]) -> None:
    found = pdf_fault(b"%PDF-" + b"".join(pieces))
    assert found is None or all(text.isprintable() for text in found)
