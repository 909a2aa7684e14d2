from __future__ import annotations

import sys
from collections import Counter
from functools import cache

import pytest
from conftest import ROOT, Project
from search_sets import CLASSES, HAND_WRITTEN, Query, Score, hand_written, is_right, pages_only, rank, score, scores
from site_files import SitePage
from thidua.letters import is_nfc

sys.path.insert(0, str(ROOT / "tools"))

from search_queries import made_queries, moved_tones, read_library, telex, vni


@cache
def made() -> tuple[Query, ...]:
    return tuple(made_queries(read_library(ROOT / "docs")))


def test_every_class_has_ten_queries_written_by_hand_and_no_query_stands_twice() -> None:
    queries = hand_written()
    assert len(queries) >= 170
    counts = Counter(query.kind for query in queries)
    assert set(counts) == set(CLASSES)
    assert min(counts.values()) >= 10
    twice = Counter((query.kind, query.edition, query.text) for query in queries)
    assert [query for query, count in twice.items() if count > 1] == []


def test_decomposed_queries_are_kept_composed_and_taken_apart_when_read() -> None:
    assert is_nfc(HAND_WRITTEN.read_text(encoding="utf-8"))
    assert all(is_nfc(query.text) is (query.kind != "nfd") for query in hand_written())


def test_every_right_answer_is_a_place_of_the_site_in_both_editions(built: Project) -> None:
    pages = {page.address: page for page in (SitePage(built.site, file) for file in built.site.rglob("*.html"))}
    missing = set()
    for right in {right for query in (*hand_written(), *made()) for right in query.right}:
        page, _, anchor = right.partition("#")
        for edition in ("", "en/"):
            if edition + page not in pages or (anchor and anchor not in pages[edition + page].ids):
                missing.add(edition + right)
    assert missing == set()


def test_made_queries_are_many_in_every_class_and_the_same_each_time() -> None:
    counts = Counter(query.kind for query in made())
    assert sum(counts.values()) >= 1000
    assert min(counts[kind] for kind in CLASSES) >= 30
    assert made_queries(read_library(ROOT / "docs")) == list(made())
    assert made_queries(read_library(ROOT / "docs"), seed=2) != list(made())


@pytest.mark.parametrize(
    ("found", "right", "expected"),
    [
        ("ke-hoach/2023/#i-1-a", "ke-hoach/2023/#i-1-a", True),
        ("ke-hoach/2023/#i-1-a", "ke-hoach/2023/", True),
        ("ke-hoach/2023/", "ke-hoach/2023/#i-1-a", False),
        ("thuat-ngu/", "thuat-ngu/", True),
        ("thuat-ngu/#tt", "thuat-ngu/", False),
        ("guong/", "guong/2023/", False),
    ],
)
def test_a_part_stands_for_its_page_but_not_for_a_list_of_finds(found: str, right: str, expected: bool) -> None:
    assert is_right(found, (right,)) is expected


def test_rank_is_the_first_of_the_right_among_ten() -> None:
    assert rank(["a/", "b/", "c/"], ("c/", "b/")) == 2
    assert rank(["a/"] * 10 + ["b/"], ("b/",)) is None


def test_scores_count_the_first_five_and_the_inverse_of_the_place() -> None:
    assert score([1, 2, 6, None]) == Score(4, 0.5, (1 + 1 / 2 + 1 / 6) / 4)
    first, second = Query("exact", "vi", "x", ("a/",), "hand"), Query("slip", "vi", "y", ("a/",), "hand")
    assert dict(scores({first: ["a/"], second: ["b/", "a/"]})) == {
        "all": Score(2, 1.0, 0.75),
        "exact": Score(1, 1.0, 1.0),
        "slip": Score(1, 1.0, 0.5),
    }


def test_pages_only_keeps_each_page_once() -> None:
    assert pages_only(["a/#1", "b/", "a/#2"]) == ("a/", "b/")


@pytest.mark.parametrize(
    ("text", "tone_last", "by_telex", "by_vni"),
    [
        ("đổi mới", True, "ddooir mowis", "d9o6i3 mo7i1"),
        ("đổi mới", False, "ddoori mowsi", "d9o63i mo71i"),
        ("nước nổi", True, "nuwowcs nooir", "nu7o7c1 no6i3"),
        ("trăng", True, "trawng", "tra8ng"),
    ],
)
def test_keys_of_a_text(text: str, tone_last: bool, by_telex: str, by_vni: str) -> None:
    assert telex(text, tone_last) == by_telex
    assert vni(text, tone_last) == by_vni


@pytest.mark.parametrize(
    ("text", "moved"),
    [("văn hóa", "văn hoá"), ("Thuý", "Thúy"), ("quý", "quý"), ("hoàn", "hoàn"), ("Uỷ ban", "Ủy ban")],
)
def test_tones_move_to_their_other_place(text: str, moved: str) -> None:
    assert moved_tones(text) == moved
