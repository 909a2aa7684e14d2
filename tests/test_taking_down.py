"""Taking a story down: which is meant, what changes in its file, what else there is of it."""

from __future__ import annotations

import dataclasses

import pytest
from builders import content, english_story, library_of, movement, problems_of, story
from thidua.languages import LANGUAGES
from thidua.sources import SourceFile
from thidua.still_held import purge_commands, what_is_left
from thidua.taking_down import CannotTakeDown, TakenDown, find_story, look_around, withdraw

STEMS = {"guong/2023/lop-doc-sach", "guong/2024/lop-doc-sach", "guong/2023/vuon-rau", "guong/2024/xe-dap"}


@pytest.mark.parametrize(
    "wanted",
    [
        "docs/guong/2023/vuon-rau.vi.md",
        "docs/guong/2023/vuon-rau.en.md",
        "docs\\guong\\2023\\vuon-rau.vi.md",
        "C:\\Users\\Van thu\\thi-dua\\docs\\guong\\2023\\vuon-rau.vi.md",
        "./docs/guong/2023/vuon-rau.vi.md",
        "/srv/docs/guong/2023/vuon-rau.vi.md",
        "guong/2023/vuon-rau",
        "2023/vuon-rau",
        "2023\\vuon-rau.vi.md",
        "vuon-rau",
        "vuon-rau.vi.md",
        "VUON-RAU.VI.MD",
        # As Git Bash hands on a path with backslashes that stands in no quotes.
        "docsguong2023vuon-rau.vi.md",
        "C:UsersVan thuthi-duadocsguong2023vuon-rau.vi.md",
        "  “vuon-rau”  ",
        "https://thi-dua.thcs-nguyen-du.example/guong/2023/vuon-rau/",
        "https://ten-mien.example/thi-dua/en/guong/2023/vuon-rau/index.html?x=1#tiep",
        "/guong/2023/vuon-rau/",
    ],
)
def test_a_story_is_known_by_its_path_its_name_or_its_address(wanted: str) -> None:
    assert find_story(wanted, STEMS) == "guong/2023/vuon-rau"


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        ("vuon-rai", 'không có bài "vuon-rai". Có phải "2023/vuon-rau"?'),
        ("2022/vuon-rau", '"vuon-rau" là bài nào? Hãy ghi STORY bằng một trong: 2023/vuon-rau'),
        (
            "lop-doc-sach",
            '"lop-doc-sach" là bài nào? Hãy ghi STORY bằng một trong: 2023/lop-doc-sach, 2024/lop-doc-sach',
        ),
        ("docs/guong/2023/khong-co.vi.md", 'không có bài "khong-co".'),
        ("", "hãy ghi bài cần gỡ, ví dụ: make withdraw STORY=docs/guong/2023/ten-bai.vi.md"),
        ("  ", "hãy ghi bài cần gỡ, ví dụ: make withdraw STORY=docs/guong/2023/ten-bai.vi.md"),
        ("https://ten-mien.example/", 'không có bài "ten-mien.example".'),
    ],
)
def test_what_may_mean_none_or_several_is_asked(wanted: str, line: str) -> None:
    with pytest.raises(CannotTakeDown) as told:
        find_story(wanted, STEMS)
    vi, _, en = str(told.value).partition(" / ")
    assert vi == line
    assert en


# The file

BEFORE = "---\n{}\n---\n\nstatus: published\n"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("title: A", "title: A\nstatus: withdrawn"),
        ("status: published", "status: withdrawn"),
        ("status: draft # chờ duyệt", "status: withdrawn # chờ duyệt"),
        ('status: "published"   # a', "status: withdrawn   # a"),
        ("status:   'draft'", "status: withdrawn"),
        ("status:", "status: withdrawn"),
        ("status:  # trống", "status: withdrawn # trống"),
        ("status: pubished", "status: withdrawn"),
        ('"status": draft', '"status": withdrawn'),
        ("status : draft", "status : withdrawn"),
        ("status:\n  draft\ntitle: A", "status: withdrawn\ntitle: A"),
        ("status: >\n  draft\n# x\ntitle: A", "status: withdrawn\n# x\ntitle: A"),
        ("status: draft\ntitle: A\nstatus: published", "status: withdrawn\ntitle: A\nstatus: withdrawn"),
        ("title: status here\n# status: draft", "title: status here\n# status: draft\nstatus: withdrawn"),
        ("consent:\n  status: x\ntitle: A", "consent:\n  status: x\ntitle: A\nstatus: withdrawn"),
        ("status: withdrawn", "status: withdrawn"),
        ("status:  'withdrawn' # xin gỡ", "status:  'withdrawn' # xin gỡ"),
        # A mistake elsewhere must not keep a story up.
        ("title: [A\nstatus: draft", "title: [A\nstatus: withdrawn"),
        ("date: 30/2/2023", "date: 30/2/2023\nstatus: withdrawn"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_the_status_changes_and_nothing_else(header: str, expected: str, end: str, bom: str) -> None:
    text, wanted = (bom + BEFORE.format(part).replace("\n", end) for part in (header, expected))
    found = withdraw(text)
    assert found == wanted
    assert withdraw(found) == found


@pytest.mark.parametrize("text", ["", "Chỉ có chữ.\n", "---\ntitle: A\n", "\n---\ntitle: A\n---\n"])
def test_a_file_without_a_header_is_left_as_it_is(text: str) -> None:
    with pytest.raises(CannotTakeDown, match="tệp không có phần khai giữa hai dòng ---"):
        withdraw(text)


@pytest.mark.parametrize("header", ["{title: A, status: draft}", "{title: A}"])
def test_a_header_written_in_an_odd_way_is_left_to_hands(header: str) -> None:
    with pytest.raises(CannotTakeDown, match="hãy tự ghi dòng «status: withdrawn»"):
        withdraw(f"---\n{header}\n---\n\nChữ.\n")


def test_the_build_reads_what_was_written() -> None:
    before = story(consent="{subject: 2023-11-01, expires: 2023-12-01}")
    assert problems_of(before)
    library, problems = library_of(content(SourceFile(before.path, withdraw(before.text))))
    assert (problems, library.stories, library.withdrawn) == ([], (), ("guong/2023/lop-doc-sach",))


# What else there is

SOURCES = [
    story(name="Nguyễn Thị Kín", photo="rieng.jpg", photo_alt="Ảnh", body="![Kệ](ke.jpg) ![Sân](../chung/san.png)"),
    english_story(body="![Shelf](ke-en.webp)"),
    story("khac", body="Kể thêm.\n\n![Sân](../chung/san.png)\n\nCô nguyễn thị kín cũng tới.", photo="ke.jpg"),
    movement(body="Nguyễn Thị Kíng là người khác."),
]


def around() -> TakenDown:
    return look_around("guong/2023/lop-doc-sach", SOURCES)


def test_pictures_are_its_own_or_shared_and_its_name_is_found_elsewhere() -> None:
    found = around()
    assert found.files == ("docs/guong/2023/lop-doc-sach.en.md", "docs/guong/2023/lop-doc-sach.vi.md")
    assert found.own_pictures == ("docs/guong/2023/ke-en.webp", "docs/guong/2023/rieng.jpg")
    assert found.shared_pictures == {
        "docs/guong/2023/ke.jpg": ("docs/guong/2023/khac.vi.md",),
        "docs/guong/chung/san.png": ("docs/guong/2023/khac.vi.md",),
    }
    assert found.mentions == ("docs/guong/2023/khac.vi.md:19",)


def test_a_given_name_alone_is_many_peoples() -> None:
    assert look_around("guong/2023/a", [story("a", name="Minh"), page_of("Hồ Chí Minh")]).mentions == ()


def page_of(text: str) -> SourceFile:
    return SourceFile("gioi-thieu.vi.md", f"---\ntitle: A\n---\n{text}\n")


def test_the_lines_name_files_and_commands_and_nobody() -> None:
    found = dataclasses.replace(around(), past=("docs/guong/2023/lop-doc-sach.vi.md", "docs/guong/2023/Ảnh cũ.jpg"))
    for language in LANGUAGES:
        text = "\n".join(what_is_left(found, language))
        for part in (
            "git rm docs/guong/2023/ke-en.webp docs/guong/2023/rieng.jpg",
            "docs/guong/2023/khac.vi.md:19",
            "git filter-repo --invert-paths",
            "--path docs/guong/2023/lop-doc-sach.vi.md",
            "--path 'docs/guong/2023/Ảnh cũ.jpg'",
            "push --force",
            "Zalo",
            "Google",
            "fork",
        ):
            assert part in text, (language, part)
        assert "Kín" not in text
        assert "{" not in text.replace("{subject", "")
    assert not any("filter-repo" in line for line in what_is_left(around(), "vi"))


def test_a_quote_in_a_name_does_not_end_it() -> None:
    assert "  --path 'docs/guong/2023/a'\\''b.jpg'" in purge_commands(["docs/guong/2023/a'b.jpg"])
    commands = purge_commands(["a", "b"])
    assert commands[1:4] == ["git filter-repo --invert-paths \\", "  --path a \\", "  --path b"]


def test_the_stub_keeps_the_old_address_and_nothing_else() -> None:
    stub = SourceFile("guong/2023/lop-doc-sach.vi.md", around().stub)
    library, problems = library_of(content(stub))
    assert (problems, library.withdrawn) == ([], ("guong/2023/lop-doc-sach",))
    assert not any(word in stub.text for word in ("Kín", "Ngữ văn", "to-ngu-van", "Lớp đọc sách"))
    # A file that cannot be read leaves a stub to be filled in.
    assert "movements: […]" in look_around("guong/2023/a", [SourceFile("guong/2023/a.vi.md", "Chữ")]).stub
