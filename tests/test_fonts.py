"""The fonts as they are shipped: every letter that the site writes, in every face, in few bytes."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, Project
from fontTools.ttLib import TTFont
from site_files import SitePage, site_at

FONTS = ROOT / "overrides/assets/fonts"
UPRIGHT = ("be-vietnam-pro-400", "be-vietnam-pro-600", "literata-400", "literata-600")
FACES = (*UPRIGHT, "literata-400-italic")
MOST_BYTES = 20_000
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
ALPHABET = frozenset("đĐ") | {
    unicodedata.normalize("NFC", letter + tone) for letter, tone in product(VOWELS + VOWELS.upper(), TONES)
}
# Attributes whose text a browser writes on the page.
WRITTEN = ("alt", "placeholder", "value", "data-label")


@cache
def font(face: str) -> TTFont:
    return TTFont(FONTS / f"{face}.woff2")


def missing(face: str, characters: set[str] | frozenset[str]) -> set[str]:
    return {character for character in characters if ord(character) not in font(face).getBestCmap()}


def written(page: SitePage) -> set[str]:
    """The characters that a reader of a page sees; white space but the no-break and the thin ones left out."""
    soup = BeautifulSoup(page.html, "lxml")
    for tag in soup(["script", "style", "template"]):
        tag.decompose()
    texts = [soup.get_text(), *(str(tag.get(name, "")) for tag in soup.find_all(True) for name in WRITTEN)]
    return set("".join(texts)) - set("\n\t\r")


@pytest.fixture(scope="module")
def first_pages(built: Project) -> dict[str, str]:
    """Character → address of a page on which it stands."""
    pages: dict[str, str] = {}
    for address, page in site_at(built.site).pages.items():
        for character in written(page):
            pages.setdefault(character, address)
    return pages


def kerning(face: str, first: str, second: str) -> int:
    """Units by which a pair of letters is moved together (below 0) or apart."""
    cmap = font(face).getBestCmap()
    left, right = cmap[ord(first)], cmap[ord(second)]
    for lookup in font(face)["GPOS"].table.LookupList.Lookup:
        for table in (table for table in lookup.SubTable if lookup.LookupType == 2):
            if left in table.Coverage.glyphs:
                row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
                value = row.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1
                return getattr(value, "XAdvance", 0) if value else 0
    return 0


def test_one_file_a_face_and_nothing_else() -> None:
    assert {path.name for path in FONTS.iterdir()} == {"OFL.txt", *(f"{face}.woff2" for face in FACES)}


@pytest.mark.parametrize("face", FACES)
def test_a_face_is_small(face: str) -> None:
    assert (FONTS / f"{face}.woff2").stat().st_size <= MOST_BYTES


def test_the_alphabet_has_all_134_letters_beyond_basic_latin() -> None:
    assert len({letter for letter in ALPHABET if not letter.isascii()}) == 134


@pytest.mark.parametrize("face", FACES)
def test_a_face_has_every_vietnamese_letter(face: str) -> None:
    assert missing(face, ALPHABET) == set()


@pytest.mark.parametrize("face", FACES)
def test_every_letter_is_drawn(face: str) -> None:
    cmap, glyphs = font(face).getBestCmap(), font(face)["glyf"]
    assert {letter for letter in ALPHABET if not glyphs[cmap[ord(letter)]].numberOfContours} == set()


@pytest.mark.parametrize("face", UPRIGHT)
def test_an_upright_face_has_every_character_of_the_site(face: str, first_pages: dict[str, str]) -> None:
    lacks = missing(face, set(first_pages))
    assert {f"U+{ord(character):04X} {character}": first_pages[character] for character in lacks} == {}


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("letter", "ỄộỨẲỗ")
def test_a_tone_mark_typed_apart_finds_its_place(face: str, letter: str) -> None:
    """All parts of the letter are there, and the vowel and its tone mark have a place for each other."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next(part for part in parts if part in TONES)
    vowel = unicodedata.normalize("NFC", parts.replace(tone, ""))
    assert missing(face, {*parts, vowel, letter}) == set()
    cmap = font(face).getBestCmap()
    assert any(
        cmap[ord(vowel)] in table.BaseCoverage.glyphs and cmap[ord(tone)] in table.MarkCoverage.glyphs
        for lookup in font(face)["GPOS"].table.LookupList.Lookup
        for table in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable)
        if table.LookupType == 4
    )


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("pair", ["Tr", "Tư", "Vọ"])
def test_kerning_reaches_from_latin_to_vietnamese_letters(face: str, pair: str) -> None:
    assert kerning(face, *pair) < 0


@pytest.mark.parametrize("face", ["literata-400", "literata-600", "literata-400-italic"])
def test_the_plain_figures_are_as_tall_as_capitals(face: str) -> None:
    cmap, glyphs = font(face).getBestCmap(), font(face)["glyf"]
    tops = {figure: glyphs[cmap[ord(figure)]].yMax for figure in "0123456789"}
    bottoms = {figure: glyphs[cmap[ord(figure)]].yMin for figure in "0123456789"}
    assert min(tops.values()) > 0.9 * glyphs[cmap[ord("H")]].yMax, tops
    assert min(bottoms.values()) > -30, bottoms


@pytest.mark.parametrize("face", FACES)
def test_th_is_two_letters(face: str) -> None:
    """The OpenType ligature of «Th» and the pictures of Be Vietnam Pro are not in the files."""
    cmap = font(face).getBestCmap()
    firsts = {
        first
        for lookup in font(face)["GSUB"].table.LookupList.Lookup
        for table in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable)
        if table.LookupType == 4
        for first in table.ligatures
    }
    assert not firsts & {cmap[ord(letter)] for letter in "T:"}


@pytest.mark.parametrize("face", FACES)
def test_a_file_carries_its_copyright_and_licence(face: str) -> None:
    names = font(face)["name"]
    assert names.getDebugName(0).partition(" (")[0] in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License" in names.getDebugName(13)
