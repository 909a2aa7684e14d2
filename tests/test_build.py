"""The shipped content, built as a clerk builds it: what a reader gets in both languages."""

from __future__ import annotations

import filecmp
import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from builders import sample, story
from conftest import GOLDEN, ROOT, Project, copy_project
from site_files import ORIGIN, Site, site_at
from thidua.content_folder import read_words
from thidua.plans import anchor_of

WORDS = read_words(ROOT)
WITHDRAWN = "guong/2023/so-sach-cua-thu-vien/"
DRAFT = "guong/2025/tieng-trong-truong/"
UNTRANSLATED = "guong/2023/kho-de-dung-chung/"
PLAN = "ke-hoach/2023/"

# The contract's addresses (but for the plan's PDF, which is not made yet).
CONTRACT = [
    "",
    PLAN,
    "phong-trao/",
    "phong-trao/day-tot-hoc-tot/",
    "guong/",
    "guong/2023/",
    "guong/2023/lop-doc-sach-cuoi-tuan/",
    "guong/a-z/",
    "guong/don-vi/to-ngu-van/",
    "tim-kiem/",
]


@pytest.fixture(scope="module")
def site(built: Project) -> Site:
    return site_at(built.site)


# Addresses and links


@pytest.mark.parametrize("address", CONTRACT)
def test_the_contracts_addresses_answer_in_both_languages(site: Site, address: str) -> None:
    assert address in site.pages
    assert f"en/{address}" in site.pages


def test_both_languages_have_the_same_pages(site: Site) -> None:
    vietnamese = {address for address in site.pages if not address.startswith("en/")} - {"404.html"}
    english = {address.removeprefix("en/") for address in site.pages if address.startswith("en/")}
    assert vietnamese == english


def test_every_link_and_fragment_of_every_page_resolves(site: Site) -> None:
    assert site.broken_links() == []


def test_the_check_of_links_finds_a_broken_file_and_a_broken_fragment(site: Site, tmp_path: Path) -> None:
    shutil.copytree(site.root, tmp_path / "site")
    page = tmp_path / "site/guong/a-z/index.html"
    text = page.read_text(encoding="utf-8")
    text = text.replace("</main>", '<a href="../khong-co/">x</a><a href="../#khong-co">y</a></main>')
    page.write_text(text, encoding="utf-8")
    assert Site(tmp_path / "site").broken_links() == [
        "guong/a-z/: href=../khong-co/: no such file",
        "guong/a-z/: href=../#khong-co: no such anchor",
    ]


def test_links_between_pages_are_relative(site: Site) -> None:
    for page in site.pages.values():
        if page.address == "404.html":  # served at any address, so it must count from the root
            continue
        anchors = [
            str(tag["href"])
            for tag in page.soup.select("a[href], script[src], img[src], link[rel=stylesheet]")
            if tag.get("href")
        ]
        assert not [target for target in anchors if target.startswith(("/", ORIGIN))], page.address


def test_no_page_loads_anything_from_another_site(site: Site) -> None:
    for page in site.pages.values():
        loaded = [
            str(tag.get("src") or tag.get("href"))
            for tag in page.soup.select("[src], link[rel~=stylesheet], link[rel~=preload], link[rel~=icon]")
        ]
        assert not [target for target in loaded if "//" in target], page.address
    for style in site.root.rglob("*.css"):
        assert "url(http" not in style.read_text(encoding="utf-8"), style.name


def test_every_script_and_style_of_the_site_is_used_by_a_page(site: Site) -> None:
    used = {target.rpartition("/")[2] for page in site.pages.values() for _, target in page.links()}
    # What a script brings with it stands there by its name.
    scripts = "".join(file.read_text(encoding="utf-8") for file in site.root.rglob("*.js"))
    shipped = {file.name for file in (site.root / "assets").iterdir() if file.suffix in (".js", ".css")}
    assert {name for name in shipped - used if f'"{name.removesuffix(".js")}"' not in scripts} == set()
    assert not [page.address for page in site.pages.values() if page.soup.select("script:not([src])")]


def test_ids_stand_once_on_a_page(site: Site) -> None:
    for page in site.pages.values():
        assert len(page.ids) == len(set(page.ids)), page.address


# The plan, word for word


def visible_plan(site: Site) -> list[str]:
    """The texts of the plan's elements, in the order of the page."""
    ids = (GOLDEN / "plan-2023.ids.txt").read_text(encoding="utf-8").split()
    page = site.page(PLAN)
    anchors = [anchor_of(clause_id) for clause_id in ids]
    assert [anchor for anchor in page.ids if anchor in anchors] == anchors
    return [page.text_of(anchor) for anchor in anchors]


def source_lines() -> list[str]:
    """The source's lines; the one sentence that is broken over two lines is joined by a space, nothing else is done."""
    lines = (GOLDEN / "plan-2023.source.txt").read_text(encoding="utf-8").split("\n")
    broken = next(number for number, line in enumerate(lines) if line.endswith("Nâng cao chất"))
    assert lines[broken + 1] == ""
    joined = [*lines[:broken], f"{lines[broken]} {lines[broken + 2]}", *lines[broken + 3 :]]
    return [line for line in joined if line]


def test_the_rendered_plan_is_the_source_character_by_character(site: Site) -> None:
    assert visible_plan(site) == source_lines()


def test_nothing_of_ours_stands_inside_the_plans_sentences(site: Site) -> None:
    """Were our links and notes taken away, the article would hold the source's text and the closing note alone."""
    article = Site(site.root).page(PLAN).soup.select_one("article.td-paper")
    assert article is not None
    for ours in article.select(".td-permalink, .td-clause__tools, .td-chips, .td-paper__source"):
        ours.decompose()
    text = " ".join(article.get_text().split())
    assert text == " ".join(" ".join(source_lines()).split())


def test_the_plan_has_the_same_anchors_in_english(site: Site) -> None:
    ids = (GOLDEN / "plan-2023.ids.txt").read_text(encoding="utf-8").split()
    english = site.page(f"en/{PLAN}").ids
    assert [anchor for anchor in english if anchor in {anchor_of(clause) for clause in ids}] == [
        anchor_of(clause) for clause in ids
    ]


def test_every_clause_has_a_permalink_and_all_notes_are_listed(site: Site) -> None:
    soup = site.page(PLAN).soup
    permalinks = {str(tag["href"]) for tag in soup.select("a.td-permalink")}
    assert {"#i-1-a", "#ii-1", "#iii-2-d", "#basis-1", "#closing"} <= permalinks
    assert len(soup.select(".td-notes li")) == 33


# clause ↔ movement ↔ story


def hrefs(site: Site, address: str, selector: str) -> set[str]:
    page = site.page(address)
    return {
        urljoin(ORIGIN + address, str(tag["href"])).removeprefix(ORIGIN) for tag in page.soup.select(f"{selector} a")
    }


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_clause_movement_and_story_lead_to_each_other(site: Site, prefix: str) -> None:
    clause, movement = f"{prefix}{PLAN}#i-1-a", f"{prefix}phong-trao/day-tot-hoc-tot/"
    story = f"{prefix}guong/2023/lop-doc-sach-cuoi-tuan/"
    assert movement in hrefs(site, f"{prefix}{PLAN}", ".td-clause:has(#i-1-a) .td-chips")
    assert clause in hrefs(site, movement, "figcaption")
    assert story in hrefs(site, movement, ".td-cards")
    assert {movement, clause} <= hrefs(site, story, ".td-join")


def test_a_clause_counts_the_stories_of_its_movements(site: Site) -> None:
    chips = site.page(PLAN).soup.select(".td-clause:has(#ii-5) .td-chip")
    assert [chip.get_text(" ", strip=True) for chip in chips] == [
        "Xây dựng hình ảnh và con người Tân Hồng thân thiện 2 bài"
    ]
    english = site.page(f"en/{PLAN}").soup.select(".td-clause:has(#ii-2) .td-chip")
    assert [chip.get_text(" ", strip=True) for chip in english] == ["Building an electronic school 1 story"]


def test_coverage_shows_the_two_gaps(site: Site) -> None:
    page = site.page("phong-trao/bang-theo-doi/")
    assert len(page.soup.select("tr.td-gap")) == 2
    assert "Còn 2 phong trào chưa có bài" in page.main.get_text()
    assert "2 movements have no story yet" in site.page("en/phong-trao/bang-theo-doi/").main.get_text()


def test_lists_are_in_vietnamese_order(site: Site) -> None:
    letters = [tag.get_text() for tag in site.page("guong/a-z/").soup.select(".td-alphabet h2")]
    assert letters == ["A", "Â", "Đ", "H", "L", "M", "N", "Ơ", "T", "Y"]
    names = [
        tag.get_text() for tag in site.page("guong/a-z/").soup.select(".td-alphabet section:nth-of-type(4) strong")
    ]
    assert names == ["Hoàng Văn Hòa", "Phạm Thị Hoà"]


# Two languages


def test_each_page_says_its_language(site: Site) -> None:
    for page in site.pages.values():
        html = page.soup.find("html")
        assert html is not None and html["lang"] == page.language, page.address


def test_the_language_switch_stays_on_the_page(site: Site) -> None:
    for page in site.pages.values():
        if page.address == "404.html":
            continue
        switch = page.soup.select_one("a.td-language")
        assert switch is not None, page.address
        other = page.address.removeprefix("en/") if page.language == "en" else f"en/{page.address}"
        assert hrefs(site, page.address, ".td-tools") >= {other}, page.address
        assert switch["hreflang"] == switch["lang"] == ("vi" if page.language == "en" else "en")
        assert switch.get_text() == ("Tiếng Việt" if page.language == "en" else "English")


def alternates(site: Site, address: str) -> dict[str, str]:
    tags = site.page(address).soup.select("link[rel=alternate][hreflang]")
    return {str(tag["hreflang"]): str(tag["href"]).removeprefix(ORIGIN) for tag in tags}


def test_hreflang_goes_both_ways_with_a_default(site: Site) -> None:
    for page in site.pages.values():
        bare = page.address.removeprefix("en/")
        if bare in ("404.html", WITHDRAWN):
            continue
        expected = {"vi": bare, "en": f"en/{bare}", "x-default": bare}
        untranslated = page.soup.select_one("link[rel=canonical]")
        assert untranslated is not None
        if site.page(f"en/{bare}").soup.find(string=WORDS["en"]("not_translated")):
            del expected["en"]
        assert alternates(site, page.address) == expected, page.address


def test_titles_and_dates_are_in_the_pages_language(site: Site) -> None:
    vietnamese, english = (
        site.page("guong/2023/lop-doc-sach-cuoi-tuan/"),
        site.page("en/guong/2023/lop-doc-sach-cuoi-tuan/"),
    )
    assert (
        vietnamese.soup.title and vietnamese.soup.title.get_text() == "Lớp đọc sách cuối tuần – Trường THCS Nguyễn Du"
    )
    assert "Ngày 20 tháng 11 năm 2023" in vietnamese.main.get_text()
    assert english.soup.title and english.soup.title.get_text().endswith(" – Nguyễn Du Lower Secondary School")
    assert "20 November 2023" in english.main.get_text()
    navigation = [tag.get_text(strip=True) for tag in english.soup.select(".td-bar a")]
    assert navigation == ["The plan", "Movements", "Stories", "Glossary", "About", "Contribute"]


def test_a_story_without_english_is_shown_in_vietnamese_and_says_so(site: Site) -> None:
    page = site.page(f"en/{UNTRANSLATED}")
    text = page.soup.select_one(".td-story__text")
    notice = page.soup.select_one(".td-notice")
    canonical = page.soup.select_one("link[rel=canonical]")
    assert text is not None and text["lang"] == "vi"
    assert notice is not None and notice.get_text() == WORDS["en"]("not_translated") and notice["lang"] == "en"
    assert page.soup.select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]
    assert canonical is not None and canonical["href"] == ORIGIN + UNTRANSLATED


def test_the_404_page_speaks_both_languages(site: Site) -> None:
    page = site.page("404.html")
    assert [part["lang"] for part in page.soup.select("main [lang]")] == ["vi", "en"]
    assert {"/", "/en/"} <= {str(tag["href"]) for tag in page.soup.select("main a")}


def test_the_404_page_has_a_search_form_in_each_language(site: Site) -> None:
    page = site.page("404.html")
    assert [heading.name for heading in page.main.find_all(["h1", "h2", "h3"])] == ["h1", "h2"]
    for language, action in (("vi", "/tim-kiem/"), ("en", "/en/tim-kiem/")):
        form = page.soup.select_one(f"main [lang={language}] form[role=search]")
        assert form is not None and (form["action"], form["method"]) == (action, "get")
        box, label = form.select_one("input[name=q]"), form.select_one("label")
        assert box is not None and label is not None and label["for"] == box["id"]
        assert label.get_text() == WORDS[language]("search.label")
        assert form.select_one("button[type=submit]") is not None


# Anniversaries, reading time, filters


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_home_page_holds_all_anniversaries_for_the_readers_clock_to_choose_from(site: Site, prefix: str) -> None:
    days = site.page(f"{prefix}ngay-le/").soup.select(".td-days > li")
    anchors = [str(day["id"]) for day in days]
    assert anchors == sorted(anchors) and len(anchors) == 18
    home = site.page(prefix).soup.select_one("ol[data-td-anniversaries]")
    assert home is not None and home.has_attr("hidden")
    assert [f"ngay-{day['data-td-day']}" for day in home.select("li")] == anchors
    assert {f"{prefix}ngay-le/#{anchor}" for anchor in anchors} == hrefs(site, prefix, "[data-td-anniversaries]")
    # What shows without a script.
    assert f"{prefix}ngay-le/" in hrefs(site, prefix, ".td-next-day > p")
    assert f"{prefix}ngay-le/" in hrefs(site, prefix, ".td-footer")


def test_anniversaries_are_written_as_words(site: Site) -> None:
    teachers = [" ".join(site.page(f"{prefix}ngay-le/").text_of("ngay-11-20").split()) for prefix in ("", "en/")]
    assert teachers[0].startswith("Ngày 20 tháng 11 Ngày Nhà giáo Việt Nam")
    assert teachers[1].startswith("20 November Vietnamese Teachers' Day")
    english = site.page("en/ngay-le/").soup.find(id="ngay-05-19")
    assert english is not None and [span.get_text() for span in english.select("[lang=vi]")] == ["Hồ Chí Minh"]


def test_the_calendar_says_that_it_is_not_the_plans(site: Site) -> None:
    assert "không phải của kế hoạch" in site.page("ngay-le/").main.get_text()
    assert "not part of the plan" in site.page("en/ngay-le/").main.get_text()
    for prefix in ("", "en/"):
        links = hrefs(site, f"{prefix}ngay-le/", "article")
        assert {f"{prefix}{PLAN}#i-1-b", f"{prefix}phong-trao/thi-dua-theo-dot-chuyen-de/"} <= links


def test_anniversaries_without_english_stand_in_vietnamese_and_a_school_need_not_have_them(project: Project) -> None:
    (project.docs / "ngay-le.en.md").unlink()
    assert project.build().returncode == 0
    english = Site(project.site)
    link = english.page("en/").soup.select_one("[data-td-day='11-20'] a")
    assert link is not None and link.select_one("span[lang=vi]") is not None
    day = english.page("en/ngay-le/").soup.select_one("article[lang=vi] #ngay-11-20 time")
    assert day is not None and (day["lang"], day.get_text()) == ("en", "20 November")
    (project.docs / "ngay-le.vi.md").unlink()
    result = project.build()
    assert result.returncode == 0, result.stderr
    bare = Site(project.site)
    assert bare.broken_links() == []
    for page in bare.pages.values():
        assert "ngay-le" not in page.html and "data-td-anniversaries" not in page.html, page.address


def test_a_story_says_how_long_it_takes_beside_its_date(site: Site) -> None:
    for prefix, words in (("", "khoảng 2 phút đọc"), ("en/", "about 2 minutes to read")):
        date = site.page(f"{prefix}guong/2023/lop-doc-sach-cuoi-tuan/").soup.select_one(".td-story__when")
        assert date is not None and date.get_text().endswith(f" {words}")


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_each_filter_picks_as_many_cards_as_it_says_and_its_page_shows_the_same(site: Site, prefix: str) -> None:
    page = site.page(f"{prefix}guong/")
    cards = page.soup.select(".td-card--story")
    choices = page.soup.select("[data-td-filters] a")
    assert len(cards) == 15 and len({choice["data-td-group"] for choice in choices}) == 4
    for choice in choices:
        group, key = str(choice["data-td-group"]), str(choice["data-td-key"])
        picked = {str(card.a["href"]) for card in cards if card.a and key in str(card[f"data-{group}"]).split()}
        count = choice.select_one(".td-count")
        assert count is not None and count.get_text() == str(len(picked)), key
        other = site.page(urljoin(ORIGIN + page.address, str(choice["href"])).removeprefix(ORIGIN))
        shown = {
            urljoin(ORIGIN + other.address, str(link["href"]))
            for link in other.soup.select(".td-card--story h2 a, .td-card--story h3 a")
        }
        assert shown == {urljoin(ORIGIN + page.address, link) for link in picked}, key


def test_the_filter_of_the_page_that_is_read_is_marked(site: Site) -> None:
    for address, key in (("guong/2024/", "2024"), ("guong/don-vi/lop-8a/", "lop-8a"), ("guong/", None)):
        current = [
            link["data-td-key"] for link in site.page(address).soup.select("[data-td-filters] [aria-current=page]")
        ]
        assert current == ([key] if key else [])


# Samples, drafts, withdrawn stories


def test_every_sample_says_so_and_is_not_for_search_engines(site: Site) -> None:
    stories = [page for page in site.pages.values() if page.soup.select_one(".td-story")]
    assert len(stories) == 30
    for page in stories:
        ribbon = page.soup.select_one(".td-ribbon")
        assert ribbon is not None and ribbon.get_text() == WORDS[page.language]("sample.ribbon"), page.address
        assert page.soup.select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]


def test_samples_are_in_no_feed_sitemap_or_data(site: Site) -> None:
    feeds = [site.root / "feed.xml", site.root / "en/feed.xml"]
    for feed in feeds:
        assert ElementTree.parse(feed).findall("{http://www.w3.org/2005/Atom}entry") == []
    assert json.loads((site.root / "du-lieu/stories.json").read_text(encoding="utf-8"))["stories"] == []
    sitemap = (site.root / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{ORIGIN}guong/</loc>" in sitemap
    assert "lop-doc-sach" not in sitemap


def test_a_withdrawn_story_leaves_nothing_but_a_page_that_names_nobody(site: Site) -> None:
    for prefix in ("", "en/"):
        page = site.page(prefix + WITHDRAWN)
        assert WORDS[page.language]("withdrawn.text") in page.main.get_text()
        assert page.soup.select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]
    linking = [page.address for page in site.pages.values() if "so-sach-cua-thu-vien" in page.html]
    assert linking == [f"en/{WITHDRAWN}", WITHDRAWN]  # the page itself: its language switch and its canonical address
    words = ("Đinh Thị Bưởi".encode(), "Sổ sách của thư viện".encode(), b"library's ledger")
    for file in site.root.rglob("*"):
        if file.is_file():
            assert not [word for word in words if word in file.read_bytes()], file


def test_a_draft_is_not_built(site: Site) -> None:
    assert DRAFT not in site.pages
    for file in site.root.rglob("*"):
        if file.is_file():
            assert b"tieng-trong-truong" not in file.read_bytes(), file


def test_without_samples_no_trace_of_them_is_left(project: Project) -> None:
    project.edit("mkdocs.yml", "samples: true", "samples: false")
    result = project.build()
    assert result.returncode == 0, result.stderr
    bare = Site(project.site)
    assert [page for page in bare.pages.values() if page.soup.select_one(".td-story")] == []
    assert bare.broken_links() == []
    assert WORDS["vi"]("stories.empty") in bare.page("guong/").main.get_text()
    assert [file for file in project.site.glob("guong/**/*.*") if file.suffix != ".html"] == []
    assert "Nguyễn Thị Ánh" not in "".join(page.html for page in bare.pages.values())


def test_only_what_is_published_is_in_the_index_of_the_search(project: Project) -> None:
    project.edit("mkdocs.yml", "samples: true", "samples: false")
    kinds = {"con": {}, "nhap": {"status": "draft"}, "go": {"status": "withdrawn"}}
    sources = [
        *(story(f"bai-{kind}", **_marked(kind), **header) for kind, header in kinds.items()),  # type: ignore[arg-type]
        sample("bai-mau", **_marked("mau")),
    ]
    for source in sources:
        (project.docs / source.path).write_text(source.text, encoding="utf-8", newline="\n")
    result = project.build()
    assert result.returncode == 0, result.stderr
    index = {path.name: path.read_text(encoding="utf-8") for path in (project.site / "assets/tim-kiem").glob("*.js")}
    assert {"vi.js", "en.js"} <= set(index)
    whole = "".join(index.values())
    # Each word of the story that stays is there, in both languages; so these words would be seen if they were.
    for field in _marked("con").values():
        assert whole.count(field.lower()) + whole.count(field) >= 2, field
    for kind in ("nhap", "go", "mau"):
        assert [word for word in _marked(kind).values() if word.lower() in whole.lower()] == []
    for name in ("Bưởi", "Ánh"):  # of the shipped stories, a withdrawn one and a sample
        assert [file for file, text in index.items() if name in text] == []


def _marked(kind: str) -> dict[str, str]:
    """Fields of a story, each of one word that nothing else has."""
    return {name: f"{name}zq{kind}".replace("_", "") for name in ("title", "summary", "name", "role", "body")}


def test_the_generator_of_the_site_builds_no_index_of_its_own(site: Site) -> None:
    assert not list(site.root.rglob("search_index.json"))
    assert not (site.root / "search").exists()


# Words explained where they stand


def test_words_are_explained_once_a_page_and_each_has_its_gloss_there(site: Site) -> None:
    marked = {}
    for page in site.pages.values():
        links = [str(tag["data-td-gloss"]) for tag in page.soup.select("a.td-term")]
        glosses = [str(tag["data-td-gloss-of"]) for tag in page.soup.select(".td-glosses[hidden] > div")]
        assert len(links) == len(set(links)), page.address
        assert sorted(links) == sorted(glosses), page.address
        if links:
            marked[page.address] = len(links)
    # Were nothing found any more, every other test would still pass.
    assert marked[PLAN] >= 30
    assert marked[f"en/{PLAN}"] >= 30
    assert len(marked) >= 25
    assert not {"", "thuat-ngu/", "dia-danh/", "tim-kiem/", "phong-trao/"} & {a.removeprefix("en/") for a in marked}


def test_a_gloss_leads_to_its_place_on_the_page_that_explains_it(site: Site) -> None:
    place = site.page("phong-trao/tan-hong-chong-dich/").soup.select_one("a.td-term[data-td-gloss^=place-]")
    gloss = site.page("phong-trao/tan-hong-chong-dich/").soup.select_one("[data-td-gloss-of=place-huyen-tan-hong]")
    assert place is not None and gloss is not None
    assert (place["href"], place.get_text()) == ("../../dia-danh/#huyen-tan-hong", "huyện Tân Hồng")
    assert gloss.get_text() == "huyện Tân HồngTừ ngày 01 tháng 7 năm 2025: không còn cấp huyện."
    english = site.page("en/phong-trao/truong-hoc-hanh-phuc/").soup.select_one("a.td-term")
    assert english is not None and english["href"] == "../../thuat-ngu/#cong-doan"


def test_links_to_glosses_stand_in_no_heading_link_or_quotation(site: Site) -> None:
    for page in site.pages.values():
        assert not page.soup.select("a a, h1 .td-term, h2 .td-term, h3 .td-term, code .td-term, nav .td-term"), (
            page.address
        )
        assert not page.soup.select("blockquote .td-term, .td-paper__end .td-term, .td-card .td-term"), page.address


VIETNAMESE_LETTER = re.compile("[àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-ỹ]")


def test_vietnamese_words_of_the_english_edition_are_marked_as_such(site: Site) -> None:
    found = {
        (page.address, text.parent.name, " ".join(text.split())[:60])
        for page in site.pages.values()
        if page.language == "en" and page.soup.body
        for text in page.soup.body.find_all(string=VIETNAMESE_LETTER)
        if text.parent
        and text.parent.name not in ("script", "style")
        and (text.find_parent(lang=True) or {})["lang"] != "vi"
    }
    assert found == set()


# The build itself


def test_two_builds_are_the_same_byte_for_byte(built: Project, tmp_path: Path) -> None:
    """In another folder, later, and in another time zone."""
    other = copy_project(tmp_path / "mot-thu-muc-khac" / "project")
    result = other.build(TZ="Pacific/Kiritimati", LANG="C", PYTHONHASHSEED="7")
    assert result.returncode == 0, result.stderr
    ours, theirs = (
        sorted(file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file())
        for root in (built.site, other.site)
    )
    assert ours == theirs
    _, different, unreadable = filecmp.cmpfiles(built.site, other.site, ours, shallow=False)
    assert (different, unreadable) == ([], [])


def test_nothing_is_written_into_the_content_folder(built: Project) -> None:
    ours, theirs = (
        sorted(file.relative_to(root).as_posix() for file in root.rglob("*")) for root in (ROOT / "docs", built.docs)
    )
    assert ours == theirs


BROKEN = "docs/guong/2023/lop-doc-sach-cuoi-tuan.vi.md"
MISTAKES = {
    "unknown movement": (
        BROKEN,
        "[day-tot-hoc-tot,",
        "[day-tot,",
        f'{BROKEN}:8: movements: không có phong trào "day-tot"',
    ),
    "impossible date": (BROKEN, "date: 2023-11-20", "date: 2023-11-31", f"{BROKEN}:10: date: không phải ngày có thật"),
    "broken YAML": (BROKEN, "role: Giáo", "role: [Giáo", f"{BROKEN}:6: role: "),
    "a sample made real without consent": (
        "docs/guong/2023/to-don-viet-lai.vi.md",
        "sample: true\n",
        "",
        "docs/guong/2023/to-don-viet-lai.vi.md:1: consent: chưa có sự đồng ý",
    ),
    "clause that does not exist": (
        "docs/phong-trao/day-tot-hoc-tot.vi.md",
        "clauses: [I.1.a]",
        "clauses: [I.1.z]",
        "docs/phong-trao/day-tot-hoc-tot.vi.md:",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gives_its_line_and_leaves_the_last_site_whole(built: Project, tmp_path: Path, mistake: str) -> None:
    project = copy_project(tmp_path / "project")
    shutil.copytree(built.site, project.site)
    path, old, new, line = MISTAKES[mistake]
    project.edit(path, old, new)
    for result in (project.build(), project.check()):
        assert result.returncode == 1
        assert any(told.startswith(line) for told in result.stderr.splitlines()), result.stderr
        assert "Traceback" not in result.stderr
    comparison = filecmp.dircmp(built.site, project.site)
    assert not comparison.left_only and not comparison.right_only
    files = [file.relative_to(built.site).as_posix() for file in built.site.rglob("*") if file.is_file()]
    assert filecmp.cmpfiles(built.site, project.site, files, shallow=False)[1:] == ([], [])
    assert project.left_behind() == []


def test_a_template_that_fails_leaves_the_last_site_whole(built: Project, project: Project) -> None:
    shutil.copytree(built.site, project.site)
    project.edit("overrides/story.html", '{{ t("story.related") }}', '{{ t("story.relatde") }}')
    result = project.build()
    assert result.returncode == 1
    assert "story.related" in result.stderr + result.stdout
    assert (project.site / "index.html").read_bytes() == (built.site / "index.html").read_bytes()
    assert project.left_behind() == []


def test_a_warning_of_mkdocs_stops_a_strict_build_and_leaves_the_last_site_whole(
    built: Project, project: Project
) -> None:
    shutil.copytree(built.site, project.site)
    project.edit("mkdocs.yml", "  - index.vi.md", "  - index.vi.md\n  - khong-co.vi.md")
    result = project.build()
    assert result.returncode == 1
    assert (project.site / "index.html").read_bytes() == (built.site / "index.html").read_bytes()
    assert project.left_behind() == []


def test_the_check_tells_all_problems_in_one_run(project: Project) -> None:
    for path, old, new, _ in MISTAKES.values():
        if path != BROKEN:
            project.edit(path, old, new)
    project.edit(BROKEN, "subject: adult", "subject: adlut")
    lines = project.check().stderr.splitlines()
    assert len({line.partition(":")[0] for line in lines if line.startswith("docs/")}) == 4


def test_what_is_wrong_with_settings_and_words_is_told_with_its_line(project: Project) -> None:
    project.edit("mkdocs.yml", "thu-vien: {vi: Thư viện, en: Library}", "thu-vien: {vi: Thư viện}")
    project.edit("overrides/locales/en.yml", "skip: Skip to the content\n", "")
    number = (project.root / "mkdocs.yml").read_text(encoding="utf-8").split("\n").index("    thu-vien: {vi: Thư viện}")
    for result in (project.build(), project.check()):
        assert result.returncode == 1
        assert f"mkdocs.yml:{number + 1}: extra.units.thu-vien: cần {{vi: …, en: …}}" in result.stderr
        assert "overrides/locales/en.yml:1: skip: thiếu" in result.stderr
        assert "Traceback" not in result.stderr
        assert "không có đơn vị" not in result.stderr


def test_a_missing_home_page_is_told(project: Project) -> None:
    (project.docs / "index.vi.md").unlink()
    (project.docs / "index.en.md").unlink()
    assert "docs/index.vi.md:1: tệp: thiếu trang đầu" in project.check().stderr
    assert project.build().returncode == 1


# Another school


def test_a_school_with_little_content_has_no_dead_links_and_its_own_number_and_date(project: Project) -> None:
    for path in project.docs.iterdir():
        if path.name not in ("index.vi.md", "ke-hoach", "phong-trao"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (*project.docs.glob("phong-trao/*"), *project.docs.glob("ke-hoach/*")):
        if path.name != "day-tot-hoc-tot.vi.md":
            path.unlink()
    project.edit("docs/phong-trao/day-tot-hoc-tot.vi.md", "clauses: [I.1.a]", "clauses: [I.1]")
    movement = project.docs / "phong-trao/day-tot-hoc-tot.vi.md"
    lines = movement.read_text(encoding="utf-8").split("\n")
    movement.write_text("\n".join(line for line in lines if not line.startswith("related:")), encoding="utf-8")
    (project.docs / "ke-hoach/2026.vi.md").write_text(
        "---\ntitle: Kế hoạch năm 2026\nyear: 2026\nnumber: 12/KH-THCS\ndate: 2026-03-05\n---\n\n"
        "KẾ HOẠCH {#title}\n\n1. Thi đua “Dạy tốt – Học tốt”. {#I.1}\n",
        encoding="utf-8",
    )
    settings = (project.root / "mkdocs.yml").read_text(encoding="utf-8")
    start, end = settings.index("nav:\n"), settings.index("theme:")
    settings = settings[:start] + "nav: [index.vi.md, ke-hoach/2026.vi.md]\n" + settings[end:]
    (project.root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    result = project.build()
    assert result.returncode == 0, result.stderr
    bare = Site(project.site)
    assert bare.broken_links() == []
    note = bare.page("ke-hoach/2026/").soup.select_one(".td-paper__source")
    assert note is not None
    assert " ".join(note.get_text().split()) == (
        "Số 12/KH-THCS. Ban hành ngày 05 tháng 3 năm 2026. Đây là bản đăng web, không thay bản chính."
    )


# The maintained fork of MkDocs


def test_properdocs_builds_the_same_site(built: Project, project: Project) -> None:
    command = ROOT / ".venv-properdocs/bin/properdocs"
    if not command.exists():
        command = ROOT / ".venv-properdocs/Scripts/properdocs.exe"
    assert command.exists(), "run: make .venv-properdocs/test.stamp"
    result = subprocess.run(
        [command, "build", "--quiet", "-f", "mkdocs.yml"], cwd=project.root, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stderr
    ours, theirs = site_at(built.site), Site(project.site)
    assert ours.pages.keys() == theirs.pages.keys()
    for address, page in ours.pages.items():
        assert page.main.get_text() == theirs.page(address).main.get_text(), address


# The last look at each page


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (
            "overrides/partials/site_footer.html",
            "</footer>",
            "<script>x()</script></footer>",
            "docs/gioi-thieu.vi.md:1: <script>: trang này có thứ không được đăng",
        ),
        (
            "overrides/404.html",
            "{% block page_body %}",
            "{% block page_body %}<p style='color:red'>",
            "overrides/404.html:1: style=: trang này có thứ không được đăng",
        ),
    ],
)
def test_a_page_that_its_policy_would_break_stops_the_build(
    project: Project, path: str, old: str, new: str, told: str
) -> None:
    project.edit(path, old, new)
    result = project.build()
    assert result.returncode == 1
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert not project.site.exists()
    for line in result.stderr.splitlines():
        if place := re.match(r"([^:\s]+):1: ", line):
            assert (project.root / place[1]).is_file(), line
