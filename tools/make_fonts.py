"""«python tools/make_fonts.py <folder of TTFs>»: the site's fonts, one file a weight, with what the site writes, no more.

Fonts as they are served elsewhere come in two files, Latin and Vietnamese: «Nguyễn» then falls into three runs, and no
kerning reaches over their borders. Here a syllable is one run, and a page loads half as many files.

The folder holds, at any depth, the files of Be Vietnam Pro 1.002 and Literata 3.103 that Google Fonts gives out. What
the tool needs stands in ``requirements/fonts.txt``; the same TTFs give the same bytes.
"""

from __future__ import annotations

import argparse
import io
import itertools
import logging
import sys
import unicodedata
from pathlib import Path

from font_kerning import compact_kerning
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "overrides/assets/fonts"
# TTF → file of the site. The version is that of the name table, so that nobody mixes two of them unawares.
FACES = {
    "BeVietnamPro_400Regular.ttf": ("be-vietnam-pro-400.woff2", "Version 1.002"),
    "BeVietnamPro_600SemiBold.ttf": ("be-vietnam-pro-600.woff2", "Version 1.002"),
    "Literata_400Regular.ttf": ("literata-400.woff2", "Version 3.103"),
    "Literata_400Regular_Italic.ttf": ("literata-400-italic.woff2", "Version 3.103"),
    "Literata_600SemiBold.ttf": ("literata-600.woff2", "Version 3.103"),
}

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
# Vowels × tones, and đ, in both cases: 134 letters beyond Basic Latin, and the 12 plain vowels.
VIETNAMESE = "".join(
    letter + letter.upper()
    for letter in ["đ", *(unicodedata.normalize("NFC", a + b) for a, b in itertools.product(VOWELS, TONES))]
)
# For what is pasted from elsewhere with its marks apart, until «make nfc» mends it.
MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
BASIC_LATIN = "".join(map(chr, range(0x20, 0x7F)))
# Names of people and places abroad.
LATIN_1_LETTERS = "".join(map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100))))
PUNCTUATION = "‘’‚“”„«»‹›-‐‑–—…·•†¡¿"
SIGNS = "×÷±−≤≥≈≠¼½¾¹²³°′″ªº§¶№%‰₫€£©®™→←↑↓✓"
# No-break, thin, narrow no-break; the soft hyphen. No zero-width joiner: Vietnamese has no use for it.
SPACES = "\u00a0\u2009\u202f\u00ad"

CHARACTERS = frozenset(BASIC_LATIN + VIETNAMESE + MARKS + LATIN_1_LETTERS + PUNCTUATION + SIGNS + SPACES)
# Small capitals, fractions, stylistic sets and their like are not used; «locl» speaks of Turkish, Dutch and Romanian.
# Literata's plain figures are already those of capital height; «tnum» makes them equally wide. Be Vietnam Pro has none.
FEATURES = ("kern", "mark", "mkmk", "ccmp", "liga", "tnum")
# Only «ff», «fi», «fl» and their like are joined. «Th» stands in every third Vietnamese sentence, and a pupil should see
# two letters; and Be Vietnam Pro turns «:be:» into a picture.
JOINED = frozenset("fil")
# Copyright, family, style, version, licence and its address: the OFL asks for the first and the last two.
NAMES = (0, 1, 2, 5, 13, 14)


def add_missing_spaces(font: TTFont) -> None:
    """Give a font the hyphens and thin spaces it lacks, or a browser breaks the run to fetch them elsewhere."""
    cmap = font.getBestCmap()
    added = {code: cmap[ord("-")] for code in (0x2010, 0x2011) if code not in cmap}
    thin = cmap.get(0x2009)
    if thin is None:
        thin = "uni2009"
        font.setGlyphOrder([*font.getGlyphOrder(), thin])
        font["glyf"][thin] = Glyph()
        font["hmtx"][thin] = (font["head"].unitsPerEm // 5, 0)
        if "vmtx" in font:
            font["vmtx"][thin] = (font["head"].unitsPerEm, 0)
    added |= {code: thin for code in (0x2009, 0x202F) if code not in cmap}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)


def drop_ligatures(font: TTFont) -> None:
    """Remove the ligatures of other letters than those that are joined."""
    cmap = font.getBestCmap()
    joined = {cmap[ord(letter)] for letter in JOINED}
    gsub = font["GSUB"].table
    records = [record for record in gsub.FeatureList.FeatureRecord if record.FeatureTag == "liga"]
    for index in sorted({index for record in records for index in record.Feature.LookupListIndex}):
        for table in gsub.LookupList.Lookup[index].SubTable:
            kept = {
                first: [ligature for ligature in ligatures if joined.issuperset(ligature.Component)]
                for first, ligatures in table.ligatures.items()
                if first in joined
            }
            table.ligatures = {first: ligatures for first, ligatures in kept.items() if ligatures}


def options() -> subset.Options:
    """What is kept besides the glyphs."""
    chosen = subset.Options()
    chosen.layout_features = list(FEATURES)
    chosen.name_IDs = list(NAMES)
    chosen.hinting = False
    chosen.notdef_outline = True
    chosen.drop_tables += ["STAT", "vhea", "vmtx"]
    return chosen


def make_font(data: bytes) -> bytes:
    """TTF → WOFF2 with the characters above, as far as the font has them."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    add_missing_spaces(font)
    drop_ligatures(font)
    subsetter = subset.Subsetter(options())
    subsetter.populate(unicodes=sorted(map(ord, CHARACTERS)))
    subsetter.subset(font)
    compact_kerning(font)
    # Another packer of the layout tables, if one is installed, would give other bytes.
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def find_ttf(folder: Path, name: str, version: str) -> bytes:
    """The bytes of a file of that name in the folder; stops with one line if it is not there or is another version."""
    paths = sorted(folder.rglob(name))
    if not paths:
        sys.exit(f"{folder}: không có {name} / there is no {name}")
    data = paths[0].read_bytes()
    found = TTFont(io.BytesIO(data))["name"].getDebugName(5) or ""
    if found.partition(";")[0] != version:
        sys.exit(f"{paths[0]}: cần {version}, tệp này là {found} / {version} is needed, this is {found}")
    return data


def main() -> None:
    """Write the files and tell their sizes, and what a font does not have."""
    parser = argparse.ArgumentParser(description="Make the fonts of the site from the TTFs of a folder.")
    parser.add_argument("folder", type=Path, help="holds the TTFs of Be Vietnam Pro and Literata, at any depth")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    # The subsetter tells of every table it does not know.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for source, (target, version) in FACES.items():
        data = make_font(find_ttf(arguments.folder, source, version))
        (arguments.out / target).write_bytes(data)
        missing = CHARACTERS - set(map(chr, TTFont(io.BytesIO(data)).getBestCmap()))
        print(f"{len(data):6} {target:26}  lacks: {' '.join(sorted(missing)) or 'nothing'}")


if __name__ == "__main__":
    main()
