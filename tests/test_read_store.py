"""What was read is kept: only what has changed is read again, and a store that is gone or spoilt only costs time."""

from __future__ import annotations

import datetime
import pickle
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from builders import TODAY, content, library_of, story
from conftest import ROOT
from thidua import read_store
from thidua.content_folder import read_folder
from thidua.read_store import ReadStore
from thidua.reading import ReadPair, find_pairs, read_pair, read_pairs
from thidua.sources import SourceFile

DAY = datetime.timedelta(days=1)
SOURCES = read_folder(ROOT / "docs").sources


def through(store: ReadStore, sources: Iterable[SourceFile], today: datetime.date = TODAY) -> list[ReadPair]:
    return store.read(find_pairs(sources)[1], today)


def afresh(sources: Iterable[SourceFile], today: datetime.date = TODAY) -> list[ReadPair]:
    return list(read_pairs(find_pairs(sources)[1], today))


@pytest.fixture
def store(tmp_path: Path) -> ReadStore:
    return ReadStore(tmp_path / "bai")


@pytest.fixture
def stems(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are read, one after the other."""
    found: list[str] = []

    def noticed(stem: str, *given: object) -> ReadPair:
        found.append(stem)
        return read_pair(stem, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(read_store, "read_pair", noticed)
    return found


def test_what_was_read_is_not_read_again(store: ReadStore, stems: list[str]) -> None:
    assert through(store, SOURCES) == afresh(SOURCES)
    assert sorted(stems) == sorted(find_pairs(SOURCES)[1])
    stems.clear()
    assert through(store, SOURCES) == afresh(SOURCES)
    assert stems == []


def test_only_the_page_that_changed_is_read(store: ReadStore, stems: list[str]) -> None:
    through(store, content(story("mot"), story("hai")))
    stems.clear()
    changed = content(story("mot"), story("hai", title="Tên khác"))
    assert through(store, changed) == afresh(changed)
    # A text under another name is another page.
    renamed = content(story("mot"), story("ba", title="Tên khác"))
    assert through(store, renamed) == afresh(renamed)
    assert stems == ["guong/2023/hai", "guong/2023/ba"]


def test_what_depends_on_the_day_is_read_again_on_its_day(store: ReadStore, stems: list[str]) -> None:
    sources = content(story("hai", consent=f"{{subject: 2023-11-01, expires: {TODAY + DAY}}}"))
    for number, told in enumerate((0, 0, 1, 1)):
        read = through(store, sources, TODAY + DAY * number)
        assert read == afresh(sources, TODAY + DAY * number)
        assert sum(len(one.problems) for one in read) == told
    assert stems.count("guong/2023/hai") == 2


def test_nothing_is_kept_of_what_is_no_more(store: ReadStore, tmp_path: Path) -> None:
    through(store, content(story("mot", name="Người Một"), story("hai"), story("ba", year="2022")))

    def kept() -> bytes:
        return b"".join(file.read_bytes() for file in (tmp_path / "bai").iterdir())

    assert "Người Một".encode() in kept()
    through(store, content(story("hai")))
    assert "Người Một".encode() not in kept() and b"guong/2023/hai" in kept()
    (tmp_path / "bai" / ".half").write_bytes(b"x")
    store.forget()
    assert list((tmp_path / "bai").iterdir()) == []


class Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (Path("evil"),)


EVIL = pickle.dumps(Evil())


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"x" * 40,
        pickle.dumps({}),
        read_store._sum(read_store._CODE, b"guong.2023", EVIL) + EVIL,
        None,
    ],
    ids=["empty", "other", "without sum", "evil", "torn"],
)
def test_a_spoilt_store_only_costs_time(
    store: ReadStore, tmp_path: Path, stems: list[str], monkeypatch: pytest.MonkeyPatch, spoilt: bytes | None
) -> None:
    monkeypatch.chdir(tmp_path)
    sources = content(story("mot"))
    through(store, sources)
    file = tmp_path / "bai" / "guong.2023"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] if spoilt is None else spoilt)
    for _ in range(2):
        assert through(store, sources) == afresh(sources)
    assert stems.count("guong/2023/mot") == 2
    assert not (tmp_path / "evil").exists()


def test_other_code_reads_for_itself(store: ReadStore, stems: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    sources = content()
    through(store, sources)
    stems.clear()
    monkeypatch.setattr(read_store, "_CODE", b"other")
    through(store, sources)
    assert stems == list(find_pairs(sources)[1])


def test_a_store_that_cannot_be_written_to_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "bai").write_text("no folder")
    assert through(ReadStore(tmp_path / "bai"), content()) == afresh(content())


def test_any_sequence_of_edits_is_read_as_if_for_the_first_time(store: ReadStore) -> None:
    chance = random.Random(7)
    files = {source.path: source for source in SOURCES}
    day = TODAY
    for _ in range(60):
        path = chance.choice(sorted(files))
        text = files[path].text
        place = chance.randrange(len(text) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            del files[path]
        elif kind == 1:
            other = chance.choice(SOURCES)
            files[other.path] = other
        elif kind == 2:
            day += DAY * chance.randrange(-200, 400)
        else:
            added = chance.choice(["x", "\n", ": ", "[", "Gọi 0912345678. ", "![](a.jpg)", "status: withdrawn\n"])
            files[path] = SourceFile(path, text[:place] + added + text[place + kind - 3 :])
        assert through(store, files.values(), day) == afresh(files.values(), day)


def test_the_library_is_the_same_through_a_store(store: ReadStore) -> None:
    first = library_of(SOURCES, reader=store.read)
    assert first == library_of(SOURCES, reader=store.read) == library_of(SOURCES)
