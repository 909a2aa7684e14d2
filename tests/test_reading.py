"""Reading page by page: what was read of one depends on its own files and the day alone, and can be kept."""

from __future__ import annotations

import datetime
import itertools
import pickle

import pytest
from builders import TODAY, content, story
from conftest import ROOT
from thidua.content_folder import read_folder
from thidua.reading import Contents, ReadPair, find_pairs, read_contents, read_pair
from thidua.sources import SourceFile

DAY = datetime.timedelta(days=1)


def read_one(source: SourceFile, today: datetime.date) -> ReadPair:
    contents, pairs = find_pairs([source])
    assert contents.problems == []
    ((stem, pair),) = pairs.items()
    return read_pair(stem, pair, today)


def together(pairs: dict[str, ReadPair], contents: Contents) -> Contents:
    for read in pairs.values():
        contents.take(read)
    return contents


def test_pages_read_one_by_one_in_any_order_are_the_content() -> None:
    sources = read_folder(ROOT / "docs").sources
    whole = read_contents(sources, TODAY)
    contents, pairs = find_pairs(sources)
    alone = {stem: read_pair(stem, pair, TODAY) for stem, pair in reversed(pairs.items())}
    assert whole.stories and whole.plans and whole.movements and whole.pages
    assert together({stem: alone[stem] for stem in pairs}, contents) == whole


def test_what_was_read_can_be_kept() -> None:
    sources = [*read_folder(ROOT / "docs").sources, *content(), story("lop-hong", title="Cô gọi 0912345678", year="x")]
    _, pairs = find_pairs({source.path: source for source in sources}.values())
    reads = {stem: read_pair(stem, pair, TODAY) for stem, pair in pairs.items()}
    assert reads["guong/2023/lop-hong"].problems
    for stem, read in reads.items():
        assert pickle.loads(pickle.dumps(read)) == read, stem


# Each day that a story's header names, and what is compared with it.
DAYS = {
    "date": "2024-02-25",
    "consent": "{subject: 2024-01-20, ref: 05/2023, expires: 2024-03-01}",
    "awards": "[{type: giay-khen, date: 2024-01-30}]",
}


@pytest.mark.parametrize("names", [[], *([name] for name in DAYS), [*DAYS]])
def test_what_was_read_says_on_which_days_it_is_good(names: list[str]) -> None:
    source = story(**{name: DAYS[name] for name in names})
    days = [datetime.date(2023, 12, 1) + DAY * number for number in range(120)]
    found = [read_one(source, day) for day in days]
    told = [[str(problem) for problem in read.problems] for read in found]
    for read, lines in zip(found, told, strict=True):
        for day, others in zip(days, told, strict=True):
            if read.is_good_on(day):
                assert lines == others, day
    assert all(read.is_good_on(day) for read, day in zip(found, days, strict=True))
    # Each of these days ends or begins something, and nothing else does.
    changes = sum(before != after for before, after in itertools.pairwise(told))
    assert changes == {"date": 1, "consent": 2, "awards": 1}.get("".join(names), 4 if names else 0)
    starts = {read.since for read in found if read.since and read.since > days[0]}
    assert len(starts) >= changes
