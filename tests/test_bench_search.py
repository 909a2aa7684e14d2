"""The measuring of «make bench-search»: made stories, what Material's search is given, and the numbers."""

from __future__ import annotations

import datetime
import json
import shutil
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from thidua.building import build_library
from thidua.content_folder import read_config, read_folder
from thidua.settings import read_settings

sys.path.insert(0, str(ROOT / "tools"))

from bench_search import Bytes, Times, of_bytes, of_keys, quantile, tasks_of
from big_corpus import Corpus, add_stories
from search_page import without_prefix
from search_queries import prose, read_library
from search_rivals import make_material, pages_to_search

# After the days of all shipped and made stories.
LATER = datetime.date(2026, 1, 1)
PAGE = "<!doctype html><title>x</title><body><nav>Menu</nav><main><h1>{title}</h1><p>{text}</p></main>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Pages of a built site, as far as a search looks at them."""
    for address, title in (("", "Nhà"), ("en/", "Home"), ("tim-kiem/", "Tìm"), ("en/tim-kiem/", "Search")):
        (tmp_path / "site" / address).mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / address / "index.html").write_text(PAGE.format(title=title, text=f"Lời {title}."))
    (tmp_path / "site/404.html").write_text(PAGE.format(title="404", text="Không có."))
    return tmp_path / "site"


def test_made_stories_are_right_and_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(ROOT / "docs", tmp_path / name)
        add_stories(tmp_path / name, 30)
    sources, media, problems, _ = read_folder(tmp_path / "one")
    settings, _ = read_settings(read_config(ROOT / "mkdocs.yml")[0])
    library, found = build_library(sources, media, settings, LATER)
    assert [str(problem) for problem in (*problems, *found) if not problem.notice and "/20" in problem.path] == []
    made = [story for story in library.stories if story.year < 2023 or ("-" in story.slug and story.is_sample)]
    assert len(made) >= 30
    assert sources == read_folder(tmp_path / "two")[0]


def test_made_stories_are_as_long_as_real_ones() -> None:
    corpus = Corpus(read_library(ROOT / "docs"), seed=3)
    for number in range(50):
        for text in corpus.files(number).values():
            _, header, body = text.split("---\n", 2)
            fields = dict(line.split(": ", 1) for line in header.splitlines())
            assert 4 <= len(json.loads(fields["title"]).split()) <= 9
            assert len(json.loads(fields["summary"])) <= 200
            assert 150 <= len(prose(body).split()) <= 301


def test_the_others_search_all_pages_but_the_search_and_what_was_not_found(site: Path) -> None:
    assert [page.address for page in pages_to_search(site, {"tim-kiem/"})] == ["en/", ""]


def test_material_gets_what_stands_in_main(site: Path, tmp_path: Path) -> None:
    worker = make_material(pages_to_search(site, {"tim-kiem/"}), tmp_path / "out")
    assert (tmp_path / "out" / worker).is_file()
    index = json.loads((tmp_path / "out/search/search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == ["vi", "en"]
    assert {(entry["location"], entry["title"], entry["text"]) for entry in index["docs"]} == {
        ("", "Nhà", "<p>Lời Nhà.</p>"),
        ("en/", "Home", "<p>Lời Home.</p>"),
    }


def test_addresses_are_compared_without_home_and_edition() -> None:
    home = "http://127.0.0.1:8000/"
    assert without_prefix(f"{home}en/guong/#a", home) == without_prefix(f"{home}guong/#a", home) == "guong/#a"


def test_quantile_is_the_value_that_so_many_do_not_exceed() -> None:
    assert quantile(list(range(1, 101)), 0.95) == 95
    assert quantile([3.0], 0.95) == 3


def test_first_results_count_only_where_titles_had_them() -> None:
    sizes = [Bytes(12_000, 60_000, 0, True), Bytes(70_000, 70_000, 0, False), Bytes(13_000, 50_000, 0, True)]
    assert of_bytes(sizes).split() == ["12.5", "13.0", "2/3", "60.0", "70.0"]
    assert of_bytes(sizes[1:2]).split() == ["70.0", "70.0"]


def test_times_are_medians_and_nineteen_of_twenty() -> None:
    assert of_keys(Times([1, 2, 3], [4], [5])).split() == ["2.0", "3.0", "4.0", "4.0", "5.0", "5.0"]
    assert of_keys(Times([], [4], [5])).split() == ["4.0", "4.0", "5.0", "5.0"]


def test_tasks_are_those_of_the_main_thread_by_the_processors_time() -> None:
    def task(thread: int, **times: int) -> dict[str, object]:
        return {"name": "ThreadControllerImpl::RunTask", "pid": 1, "tid": thread, **times}

    names = ((2, "CrRendererMain"), (3, "Compositor"))
    threads = [{"name": "thread_name", "pid": 1, "tid": thread, "args": {"name": name}} for thread, name in names]
    events = [*threads, task(2, dur=9000, tdur=7000), task(2, dur=5), task(3, dur=99000, tdur=99000)]
    assert tasks_of(events) == [7.0]
