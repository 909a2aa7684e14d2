"""The guide for the clerk and the consent form to print: true to the fields, to the form, and to A4."""

from __future__ import annotations

import re
from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag
from builders import SETTINGS, content, library_of, problems_of
from conftest import ROOT, Project
from playwright.sync_api import Browser
from site_files import SitePage, site_at
from thidua.content_folder import read_words
from thidua.languages import LANGUAGES
from thidua.schema import Row, rows
from thidua.sources import SourceFile
from thidua.story_fields import FIELDS
from web import opened

GUIDE = "viet-bai/huong-dan/"
SHEETS = "viet-bai/giay-dong-y/"


def prefix(language: str) -> str:
    return "" if language == "vi" else f"{language}/"


def source(language: str) -> str:
    return (ROOT / f"docs/viet-bai/huong-dan.{language}.md").read_text(encoding="utf-8")


@cache
def rows_of(language: str) -> dict[str, Row]:
    library, _ = library_of(content())
    return {row.name: row for row in rows(SETTINGS, library.movements, read_words(ROOT)[language])}


def field_table(page: SitePage) -> list[Tag]:
    (heading,) = page.soup.select("#cac-dong-khai")
    table = heading.find_next("table")
    assert isinstance(table, Tag)
    return table.select("tbody tr")


# The table of lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_row_for_every_field_with_its_words_limit_and_choices(built: Project, language: str) -> None:
    place = LANGUAGES.index(language)
    table = field_table(site_at(built.site).page(prefix(language) + GUIDE))
    shown = {row.select_one("th code").get_text(): row for row in table}  # type: ignore[union-attr]
    fields = [
        (name, field)
        for item in FIELDS
        for name, field in [(item.name, item), *((f"{item.name}.{part.name}", part) for part in item.parts)]
    ]
    assert list(shown) == [name for name, _ in fields]
    for name, field in fields:
        text = " ".join(shown[name].get_text(" ").split())
        for words in (field.label[place], field.hint[place], str(field.max_length or ""), *field.choices):
            assert " ".join(BeautifulSoup(words, "lxml").get_text().split()) in text, (name, words)


def test_the_codes_of_movements_and_units_are_in_the_table(built: Project) -> None:
    codes = {
        tag.get_text() for row in field_table(site_at(built.site).page(GUIDE)) for tag in row.select(".td-codes code")
    }
    movements = {path.name.split(".")[0] for path in (ROOT / "docs/phong-trao").glob("*.vi.md")}
    assert len(movements) > 10
    assert movements <= codes
    assert {"to-ngu-van", "khoi-6", "giay-khen"} <= codes


def test_a_row_says_when_its_line_is_needed() -> None:
    needs: dict[str, set[str]] = {}
    for name, row in rows_of("vi").items():
        needs.setdefault(row.need, set()).add(name)
    assert needs["always"] == {item.name for item in FIELDS if item.required}
    assert needs["photo"] == {"photo_alt"}
    assert needs["person"] == {"consent", "consent.subject"}
    assert needs["pupil"] == {"consent.guardian"}
    assert needs["inside"] == {"awards.type"}


def test_a_row_shows_the_form_of_what_is_no_plain_text() -> None:
    assert {name: row.example for name, row in rows_of("vi").items() if row.example} == {
        "movements": "[day-tot-hoc-tot]",
        "year": "2023",
        "date": "2023-11-20",
        "photo": "lop-doc-sach.jpg",
    }
    assert [choice for choice in rows_of("en")["unit"].choices if choice[0] == "khoi-6"] == [
        ("khoi-6", "Grade 6", "en")
    ]


# The words of the guide


def frames(language: str) -> list[str]:
    """The whole files that the guide offers to copy."""
    frames = re.findall(r"^```[^\n]*yaml[^\n]*\n(.*?)^```", source(language), re.M | re.S)
    return [text for text in frames if text.startswith("---")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_to_copy_are_right(language: str) -> None:
    vietnamese, english = frames(language)
    files = [
        SourceFile("guong/2023/lop-doc-sach.vi.md", vietnamese),
        SourceFile("guong/2023/lop-doc-sach.en.md", english),
    ]
    assert problems_of(*files, media={"guong/2023/lop-doc-sach.jpg"}) == []
    assert [item.name for item in FIELDS if f"\n{item.name}: " not in vietnamese] == ["sample"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_guide_calls_by_name_the_form_calls_so_too(language: str) -> None:
    words = read_words(ROOT)[language].words
    named = {str(text) for key, text in words.items() if key.startswith("write.")}
    # «Mở trang tạo tệp trên …»: the name of the host stands there.
    named |= {text.replace("{host}", "…") for text in named}
    told = re.findall(r"\*\*(.+?)\*\*", source(language))
    assert len(told) > 10
    assert [text for text in told if text not in named] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_guide_is_there(language: str) -> None:
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    told = set(re.findall(r"`make ([a-z-]+)", source(language)))
    assert {"check", "story", "strip-photos", "withdraw"} <= told <= rules
    assert [path for path in re.findall(r"`(\.github/[^`]+)`", source(language)) if not (ROOT / path).exists()] == []


def test_both_languages_have_the_same_sections_under_the_same_addresses(built: Project) -> None:
    site = site_at(built.site)
    ids = {
        language: [str(tag["id"]) for tag in site.page(prefix(language) + GUIDE).main.select("h2[id], h3[id]")]
        for language in LANGUAGES
    }
    assert ids["vi"] == ids["en"]
    assert {"xin-phep", "bieu-mau", "gui-bai", "sua-bai", "go-bai", "cac-dong-khai"} <= set(ids["vi"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_lead_to_every_section(built: Project, language: str) -> None:
    page = site_at(built.site).page(prefix(language) + GUIDE)
    linked = [str(link["href"]) for link in page.soup.select(".td-contents a")]
    assert linked == [f"#{tag['id']}" for tag in page.main.select("h2[id]")]


# The consent form

PAGES = rb"/Type\s*/Page\b(?!s)"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_forms_are_printed_on_two_sheets(browser: Browser, address: str, language: str, look: str) -> None:
    with opened(browser, color_scheme=look) as page:
        page.goto(address + prefix(language) + SHEETS)
        # Twice the size of text: paper has its own.
        page.evaluate("document.documentElement.dataset.tdSize = 'largest'")
        pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(PAGES, pdf)) == 2
    width, height = (float(side) for side in re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())  # type: ignore[union-attr]
    assert (round(width), round(height)) == (595, 842)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_but_the_forms_is_printed_black_on_white(browser: Browser, address: str, language: str) -> None:
    with opened(browser, color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        page.goto(address + prefix(language) + SHEETS)
        outside = page.evaluate(
            """() => [...document.querySelectorAll("body *")]
              .filter(tag => !tag.closest(".td-sheet") && !tag.querySelector(".td-sheet") && tag.offsetHeight > 0)
              .map(tag => tag.outerHTML.slice(0, 80))"""
        )
        colours = page.evaluate(
            """() => [...document.querySelectorAll(".td-sheet, .td-sheet *")].map(tag => getComputedStyle(tag).color)"""
        )
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert outside == []
    assert set(colours) == {"rgb(0, 0, 0)"}
    assert paper == "rgb(255, 255, 255)"


def test_the_forms_ask_those_whose_consent_the_build_asks_for(built: Project) -> None:
    adult, pupil = site_at(built.site).page(SHEETS).soup.select(".td-sheet")
    who = [[tag.get_text() for tag in sheet.select(".td-signature__who")] for sheet in (adult, pupil)]
    assert who == [["Người đồng ý"], ["Học sinh", "Cha, mẹ hoặc người giám hộ"]]
    for sheet in (adult, pupil):
        text = sheet.get_text(" ")
        for words in ("Trường THCS Nguyễn Du", "rút lại sự đồng ý này bất cứ lúc nào", "Số giấy:", "Căn cứ:"):
            assert words in text, words


def test_the_english_form_says_that_the_vietnamese_one_is_signed(built: Project) -> None:
    page = site_at(built.site).page(f"en/{SHEETS}")
    assert len(page.soup.select(".td-sheet .td-sheet__note")) == 2
    (link,) = page.soup.select("main a.td-button")
    assert (link["href"], link["hreflang"]) == ("../../../viet-bai/giay-dong-y/", "vi")


def test_the_name_of_the_school_is_that_of_the_settings(project: Project) -> None:
    project.edit("mkdocs.yml", "school: {vi: Trường THCS Nguyễn Du,", "school: {vi: Trường THCS Mẫu,")
    result = project.build()
    assert result.returncode == 0, result.stderr
    text = site_at(project.site).page(SHEETS).main.get_text(" ")
    assert "Trường THCS Mẫu" in text
    assert "Nguyễn Du" not in text
