"""Queries with their right answers, and how well a search answers them.

``tests/search/queries.yml`` holds those written by hand; ``tools/search_queries.py`` makes more of any content.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

HAND_WRITTEN = Path(__file__).parent / "search/queries.yml"
CLASSES = (
    "exact",
    "accentless",
    "d-stroke",
    "nfd",
    "tone-place",
    "prefix",
    "phrase",
    "name-order",
    "mixed",
    "english",
    "other-language",
    "wrong-accent",
    "telex",
    "vni",
    "slip",
)
# On these pages every term and every place is a find of its own; elsewhere a part of a page counts for the page.
_PAGES_OF_FINDS = frozenset({"thuat-ngu/", "dia-danh/"})


@dataclass(frozen=True)
class Query:
    """What somebody types in an edition; ``right`` are addresses without the prefix of a language, each as good."""

    kind: str
    edition: str
    text: str
    right: tuple[str, ...]
    origin: str

    def as_data(self) -> dict[str, object]:
        return {
            "class": self.kind,
            "edition": self.edition,
            "query": self.text,
            "right": list(self.right),
            "set": self.origin,
        }


@dataclass(frozen=True)
class Score:
    """How a set of queries was answered: the share with a right answer among the first five, and MRR@10."""

    queries: int
    recall: float
    mrr: float


def hand_written() -> list[Query]:
    """The queries of the file; those of the class ``nfd`` are taken apart here, since a file of ours is in NFC."""
    data = yaml.safe_load(HAND_WRITTEN.read_text(encoding="utf-8"))
    return [
        Query(
            kind,
            item.get("edition", "vi"),
            unicodedata.normalize("NFD", item["query"]) if kind == "nfd" else item["query"],
            tuple(item["right"]),
            "hand",
        )
        for kind, items in data.items()
        for item in items
    ]


def is_right(found: str, right: Iterable[str]) -> bool:
    """Whether an address is one of the right ones; a part of a page stands for the page where the page is meant."""
    page, hash_mark, _ = found.partition("#")
    return found in right or bool(hash_mark and page in right and page not in _PAGES_OF_FINDS)


def pages_only(addresses: Iterable[str]) -> tuple[str, ...]:
    """Addresses without anchors, each once: for a search that knows pages only."""
    return tuple(dict.fromkeys(address.partition("#")[0] for address in addresses))


def rank(found: Sequence[str], right: Iterable[str]) -> int | None:
    """The place, from 1, of the first right answer among the first ten; None where there is none."""
    right = frozenset(right)
    return next((place for place, address in enumerate(found[:10], start=1) if is_right(address, right)), None)


def score(ranks: Sequence[int | None]) -> Score:
    """Recall@5 and MRR@10 of queries whose first right answers stood at these places."""
    count = max(1, len(ranks))
    return Score(
        len(ranks),
        sum(place is not None and place <= 5 for place in ranks) / count,
        sum(1 / place for place in ranks if place is not None) / count,
    )


def scores(answers: Mapping[Query, Sequence[str]]) -> Iterator[tuple[str, Score]]:
    """(«all» or class, score) of addresses found by query."""
    ranks = {query: rank(found, query.right) for query, found in answers.items()}
    yield "all", score(list(ranks.values()))
    for kind in CLASSES:
        if of_kind := [place for query, place in ranks.items() if query.kind == kind]:
            yield kind, score(of_kind)
