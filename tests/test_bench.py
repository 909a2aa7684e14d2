"""The measuring of «make bench»: corpora, what the rivals are given, the numbers, the plot."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from conftest import ROOT
from thidua.ordering import sort_key

sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "tools/bench"))

from bench_content import Content, content_of, letters, read_content, split_header
from bench_contestants import (
    BUILD,
    CHANGED_TEMPLATE,
    HERE,
    PICTURES,
    WORDS,
    Contestant,
    Corpus,
    contestants,
    corpus_of,
    edited,
)
from bench_figures import (
    COLD,
    HEIGHT,
    MOVEMENT,
    OURS,
    RIVAL,
    STORY,
    TEMPLATE,
    WIDTH,
    Figure,
    Output,
    Run,
    Scale,
    aligned,
    exponent,
    figure,
    growth,
    number,
    plot,
    ratios,
    readme_table,
    rows,
    spread,
    with_table,
)
from bench_rivals import address, eleventy_files, hugo_files, markdown_files, material_files, zensical_files
from big_corpus import EVEN, LUMPY, invented

UNITS = {"khoi-6": {"vi": "Khối 6", "en": "Grade 6"}, "thu-vien": {"vi": "Thư viện", "en": "Library"}}
STORY_TEXT = """---
title: "{title}"
summary: Một câu.
name: {name}
subject: pupil
role: Học sinh khối 6
unit: khoi-6
movements: [day-tot, ba-tot]
year: {year}
date: {date}
sample: true
---

Em làm bài: {title}.
"""
MOVEMENT_TEXT = "---\ntitle: Dạy tốt\nsummary: Dạy cho tốt.\n---\n\nLời.\n"


def story(title: str, name: str, date: str) -> str:
    return STORY_TEXT.format(title=title, name=name, year=date[:4], date=date)


FILES = {
    "guong/2023/mot.vi.md": story("Một", "An", "2023-03-01"),
    "guong/2023/mot.en.md": "---\ntitle: One\nsummary: A sentence.\nrole: Pupil\n---\n\nEnglish words.\n",
    "guong/2023/hai.vi.md": story("Hai", "Đào", "2023-05-01"),
    "guong/2024/ba.vi.md": story("Ba", "Ánh", "2024-01-02"),
    "guong/2024/bo.vi.md": story("Bỏ", "Yến", "2024-01-03").replace("sample:", "status: draft\nsample:"),
    "phong-trao/day-tot.vi.md": MOVEMENT_TEXT,
    "phong-trao/ba-tot.vi.md": MOVEMENT_TEXT.replace("Dạy tốt", "Ba tốt"),
    "ke-hoach/2023.vi.md": "---\ntitle: Kế hoạch\n---\n\n# KẾ HOẠCH\n",
    "index.vi.md": "---\ntitle: Trang chủ\nsummary: Lời chào.\n---\n",
}


@pytest.fixture
def content() -> Content:
    return content_of(FILES, UNITS, ())


# Corpora.


def test_a_smaller_corpus_is_the_beginning_of_a_greater_one_and_each_is_the_same_each_time() -> None:
    small, great = (list(invented(ROOT / "docs", count)) for count in (4, 9))
    assert great[:4] == small
    assert len({path for files in great for path in files}) == 18


def test_the_other_shape_has_few_years_long_bodies_one_unit_and_untranslated_stories() -> None:
    even, lumpy = (list(invented(ROOT / "docs", 60, shape=shape)) for shape in (EVEN, LUMPY))
    texts = [text for files in lumpy for path, text in files.items() if path.endswith(".vi.md")]
    assert len({split_header(text)[0]["year"] for text in texts}) == 3
    assert min(len(text.split()) for text in texts) > 600
    together = [split_header(text)[0] for text in texts]
    assert 30 < sum(values["unit"] == "khoi-6" for values in together) < 60
    assert all(len(files) == 2 for files in even)
    assert 5 < sum(len(files) == 1 for files in lumpy) < 40


def test_a_change_shows_in_lists_and_in_the_body_and_is_another_each_time() -> None:
    corpus = corpus_of(FILES, "extra:\n  units:\n    khoi-6: {vi: a, en: b}\nx: !ENV [A, b]\n", ())
    assert corpus.story.startswith("guong/") and corpus.movement == "phong-trao/ba-tot.vi.md"
    (text,) = corpus.changed(STORY, 7).values()
    assert split_header(text)[0]["title"] == f"{split_header(FILES[corpus.story])[0]['title']} 7"
    assert text.endswith("\n\nSửa lần 7.\n")
    (movement,) = corpus.changed(MOVEMENT, 7).values()
    before, after = split_header(MOVEMENT_TEXT)[0], split_header(movement)[0]
    assert (after["title"], after["summary"]) == ("Ba tốt", f"{before['summary']} 7")
    assert corpus.changed(TEMPLATE, 7) == corpus.changed(COLD, 7) == {}
    assert edited(FILES[corpus.story], "title", 1) != edited(FILES[corpus.story], "title", 2)


# What the rivals are given.


def test_published_stories_are_read_the_newest_first_with_vietnamese_words_where_there_are_no_english_ones(
    content: Content,
) -> None:
    assert [story.slug for story in content.stories] == ["ba", "hai", "mot"]
    hai, mot = content.stories[1:]
    assert (mot.texts["en"].title, mot.texts["en"].role) == ("One", "Pupil")
    assert hai.texts["en"] == hai.texts["vi"]
    assert [page.stem for page in content.movements] == ["phong-trao/ba-tot", "phong-trao/day-tot"]
    assert {slug: len(found) for slug, found in content.by_movement.items()} == {"day-tot": 3, "ba-tot": 3}


def test_a_story_leads_to_its_year_and_its_movements(content: Content) -> None:
    around = content.around()
    ba, hai, mot = content.stories
    assert (around[hai.stem].before, around[hai.stem].after) == (mot, None)
    assert (around[ba.stem].before, around[ba.stem].after) == (None, None)
    assert around[hai.stem].related == (ba, mot)


def test_letters_go_by_the_vietnamese_alphabet(content: Content) -> None:
    found = letters(content.stories, sort_key)
    assert [(letter, [story.name for story in group]) for letter, group in found] == [
        ("A", ["An"]),
        ("Á", ["Ánh"]),
        ("Đ", ["Đào"]),
    ]


def test_every_rival_gets_every_story_movement_and_page_in_both_languages(content: Content) -> None:
    titles = {"vi": {"Một", "Hai", "Ba", "Dạy tốt", "Ba tốt", "Kế hoạch"}, "en": {"One", "Hai", "Ba", "Dạy tốt"}}
    for make in (
        lambda: hugo_files(content, WORDS),
        lambda: eleventy_files(content, WORDS),
        lambda: material_files(content, WORDS, sort_key),
        lambda: zensical_files(content, WORDS, sort_key),
    ):
        files = make()
        for language, wanted in titles.items():
            texts = [
                text for path, text in files.items() if path.endswith(f".{language}.md") or path.startswith(language)
            ]
            assert wanted <= {split_header(text)[0].get("title") for text in texts}
            assert any("English words." in text for text in texts) is (language == "en")
        assert not any("Bỏ" in text for text in files.values())


def test_hugo_gets_taxonomies_and_a_section_for_each_year(content: Content) -> None:
    files = hugo_files(content, WORDS)
    values, body = split_header(files["content/guong/2023/mot.vi.md"])
    assert (values["phong-trao"], values["don-vi"], values["doi-tuong"]) == (
        ["day-tot", "ba-tot"],
        ["khoi-6"],
        ["pupil"],
    )
    assert body == "Em làm bài: Một.\n"
    for stem in ("guong/2023", "guong/2024", "phong-trao/day-tot", "don-vi/khoi-6", "doi-tuong/pupil", ""):
        assert {f"content/{stem}/_index.{language}.md".replace("//", "/") for language in ("vi", "en")} <= files.keys()
    assert split_header(files["content/phong-trao/day-tot/_index.vi.md"])[1] == "Lời.\n"
    assert yaml.safe_load(files["i18n/en.yaml"]) == WORDS["en"]


def test_eleventy_gets_an_address_for_each_page(content: Content) -> None:
    files = eleventy_files(content, WORDS)
    assert split_header(files["content/guong/2023/mot.en.md"])[0]["permalink"] == "/en/guong/2023/mot/"
    assert split_header(files["content/index.vi.md"])[0]["permalink"] == address("index", "vi") == "/"
    assert address("ke-hoach/2023", "en") == "/en/ke-hoach/2023/"
    assert json.loads(files["content/_data/units.json"]) == UNITS


def test_links_of_the_pages_in_markdown_lead_to_pages_that_are_there(content: Content) -> None:
    files = markdown_files(content, WORDS["vi"], "vi", sort_key)
    links = 0
    for path, text in files.items():
        for target in re.findall(r"\]\(([^)]+\.md)\)", text):
            assert ((Path("/docs") / path).parent / target).resolve().relative_to("/docs").as_posix() in files, path
            links += 1
    assert links > 40
    lists = ("guong/index", "guong/2023/index", "guong/2024/index", "don-vi/index", "don-vi/khoi-6", "a-z")
    assert {f"{stem}.md" for stem in (*lists, "doi-tuong/index", "doi-tuong/pupil", "phong-trao/index")} <= files.keys()
    assert files["ke-hoach/2023.md"].count("\n# ") == files["phong-trao/day-tot.md"].count("\n# ") == 1


def test_the_words_are_the_same_in_both_languages_and_every_template_finds_its_own() -> None:
    assert WORDS["vi"].keys() == WORDS["en"].keys()
    hugo = "".join(path.read_text(encoding="utf-8") for path in (HERE / "hugo").rglob("*.html"))
    asked = set(re.findall(r'i18n "(\w+)"', hugo))
    nunjucks = "".join(path.read_text(encoding="utf-8") for path in (HERE / "eleventy").rglob("*.njk"))
    asked |= set(re.findall(r"\bt\.(\w+)", nunjucks))
    assert asked and asked <= WORDS["vi"].keys()


def test_the_shipped_content_is_read_whole() -> None:
    content = read_content(ROOT)
    assert len(content.stories) >= 15 and len(content.movements) >= 14
    assert len(content.pictures) >= 10
    assert all((ROOT / "docs/guong" / str(one.year) / one.photo).exists() for one in content.stories if one.photo)


# The contestants.


def ours_and(name: str) -> tuple[Contestant, Contestant]:
    found = {one.name: one for one in contestants()}
    return found[OURS], found[name]


@pytest.fixture
def corpus() -> Corpus:
    return corpus_of(FILES, (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), ())


def test_a_cold_build_of_ours_has_nothing_but_the_pictures(tmp_path: Path, corpus: Corpus) -> None:
    ours, _ = ours_and(RIVAL)
    for name in ("site/index.html", ".cache/kho/x", ".cache/y", f"{PICTURES}/z.webp"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    ours.prepare(tmp_path, corpus, COLD, 1)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["z.webp"]
    assert BUILD[1:3] == ("-m", "mkdocs")


def test_one_change_touches_one_file_of_ours_and_is_another_each_time(tmp_path: Path, corpus: Corpus) -> None:
    ours, _ = ours_and(RIVAL)
    ours.set_up(tmp_path / "x", corpus, None)
    changed = {STORY: f"docs/{corpus.story}", MOVEMENT: f"docs/{corpus.movement}", TEMPLATE: CHANGED_TEMPLATE}
    for what, path in changed.items():
        before = {file: file.read_bytes() for file in (tmp_path / "x").rglob("*") if file.is_file()}
        for turn in (1, 2):
            ours.prepare(tmp_path / "x", corpus, what, turn)
            after = {file: file.read_bytes() for file in (tmp_path / "x").rglob("*") if file.is_file()}
            differing = [file for file in after if before.get(file) != after[file]]
            assert differing == [tmp_path / "x" / path]
            before = after


def test_one_story_changed_touches_few_files_of_a_rival(tmp_path: Path, corpus: Corpus) -> None:
    for name in ("hugo", "eleventy", "zensical", "material"):
        _, rival = ours_and(name)
        rival.set_up(tmp_path / name, corpus, None)
        before = {file: file.read_bytes() for file in (tmp_path / name).rglob("*") if file.is_file()}
        rival.prepare(tmp_path / name, corpus, STORY, 3)
        after = {file: file.read_bytes() for file in (tmp_path / name).rglob("*") if file.is_file()}
        differing = [file for file in after if before.get(file) != after[file]]
        assert before.keys() == after.keys()
        assert any("Sửa lần 3." in file.read_text(encoding="utf-8") for file in differing)
        # A rival that makes its lists itself is given the story alone, in a language or two.
        assert len(differing) <= 2 or name in ("zensical", "material")


# The numbers.


def of(contestant: str, what: str, stories: int, cpu: float, wall: float = 1.0) -> Figure:
    return Figure(contestant, what, stories, cpu, wall, 80.0, 10, 20, 1.5)


def test_medians_of_time_and_the_most_of_memory() -> None:
    runs = [Run(1.0, 2.0, 50.0), Run(9.0, 3.0, 70.0), Run(2.0, 2.5, 60.0)]
    found = figure("hugo", COLD, 100, runs, Output(7, 9, 1.25))
    assert (found.cpu, found.wall, found.peak, found.pages, found.files) == (2.0, 2.5, 70.0, 7, 9)


@pytest.mark.parametrize("power", [0.5, 1.0, 1.05, 2.0])
def test_the_exponent_is_that_of_the_growth(power: float) -> None:
    points = [(size, 0.003 * size**power) for size in (1000, 5000, 10_000)]
    assert exponent(points) == pytest.approx(power)
    assert exponent(points[:1]) is exponent([]) is None


def test_growth_is_looked_for_among_cold_builds_of_a_thousand_stories_or_more() -> None:
    figures = [
        of(OURS, COLD, 100, 50.0),
        of(OURS, COLD, 1000, 4.0),
        of(OURS, STORY, 1000, 400.0),
        of(OURS, COLD, 10_000, 40.0),
        of(RIVAL, COLD, 1000, 2.0),
    ]
    assert growth(figures) == {OURS: pytest.approx(1.0)}


def test_ratios_are_to_hugos_cold_build_of_the_same_stories() -> None:
    figures = [of(OURS, COLD, 100, 3.0, 4.0), of(RIVAL, COLD, 100, 2.0, 1.0), of(OURS, COLD, 1000, 9.0)]
    assert ratios(figures) == {(OURS, COLD, 100): (1.5, 4.0), (RIVAL, COLD, 100): (1.0, 1.0)}
    table = rows(figures)
    assert table[0][:7] == ("100", COLD, OURS, "3.00", "4.00", "1.50", "4.00")
    assert table[2][5:7] == ("–", "–")
    lines = aligned([("a", "b", "c"), ("1000", "cold", "x")])
    assert lines == ["   a  b     c", "1000  cold  x"]


def test_the_table_of_the_readme_has_a_row_for_each_and_numbers_as_the_language_writes_them() -> None:
    figures = [of(OURS, COLD, 1000, 4.25, 3.0), of(OURS, COLD, 10_000, 41.0, 30.0), of(RIVAL, COLD, 1000, 2.0)]
    names = {OURS: "thi-dua", RIVAL: "Hugo 1"}
    assert readme_table(figures, names, "vi").splitlines() == [
        "| Dựng | 1.000 bài | 10.000 bài |",
        "| --- | ---: | ---: |",
        "| thi-dua, dựng từ đầu | 4,2 / 3,0 | 41,0 / 30,0 |",
        "| Hugo 1, dựng từ đầu | 2,0 / 1,0 | – |",
    ]
    assert "| 1,000 stories | 10,000 stories |" in readme_table(figures, names, "en")
    assert number(1234.5, "vi") == "1.234,5"


def test_a_table_of_the_readme_takes_the_place_of_the_one_before() -> None:
    text = "a\n<!-- make bench -->\nold\n<!-- / -->\nb\n"
    assert with_table(text, "| new |\n") == "a\n<!-- make bench -->\n\n| new |\n\n<!-- / -->\nb\n"
    with pytest.raises(ValueError, match="make bench"):
        with_table("a\n", "x")


# The plot.


def test_a_scale_goes_by_powers_of_ten_and_names_do_not_meet() -> None:
    scale = Scale(1, 100, 0, 200)
    assert [scale.at(value) for value in (1, 10, 100)] == [0, 100, 200]
    assert scale.ticks() == [1, 10, 100]
    moved = spread([50.0, 10.0, 52.0, 10.0], 10)
    assert moved == [50.0, 10.0, 60.0, 20.0]


def test_the_plot_shows_cold_builds_and_ours_of_one_story_within_the_picture() -> None:
    figures = [
        replace(of(name, what, stories, cpu * stories), wall=1.0)
        for name, what, cpu in ((OURS, COLD, 0.01), (OURS, STORY, 0.001), (RIVAL, COLD, 0.003), (RIVAL, STORY, 0.003))
        for stories in (10_000, 100)
    ]
    drawing = plot(figures, {OURS: "thi-dua", RIVAL: "Hugo 1"})
    lines = drawing["lines"]
    assert isinstance(lines, list)
    assert [line["style"] for line in lines] == [f"{OURS}-cold", f"{OURS}-story", f"{RIVAL}-cold"]
    for line in lines:
        (x0, y0), (x1, y1) = line["points"]
        assert 0 < x0 < x1 < WIDTH and HEIGHT > y0 > y1 > 0


def test_the_plot_and_the_tables_of_the_readme_are_those_of_the_kept_figures() -> None:
    kept = json.loads((ROOT / "art/bench.json").read_text(encoding="utf-8"))
    figures = [Figure(**found) for found in kept["figures"]]
    svg = (ROOT / "art/bench.svg").read_text(encoding="utf-8")
    texts = [element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("text")]
    assert {kept["names"][found.contestant] for found in figures if found.what == COLD} <= set(texts)
    drawing = plot(figures, kept["names"])
    for line in drawing["lines"]:  # type: ignore[attr-defined]
        assert " ".join(f"{x},{y}" for x, y in line["points"]) in svg
    for readme, language in (("README.md", "vi"), ("README.en.md", "en")):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert with_table(text, readme_table(figures, kept["names"], language)) == text
        assert "art/bench.svg" in text
