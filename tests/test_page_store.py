"""Finished pages kept from build to build: what is in the store is whole, or it is not there."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from thidua.page_keys import digest
from thidua.page_store import PageStore

A, B, C = (digest(letter.encode()) for letter in "abc")
FACTS = ["những chữ", ["id"], []]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache/trang.db"


def test_what_was_put_in_comes_out(file: Path) -> None:
    PageStore(file).keep({A: (FACTS, b"<p>a"), B: ([], b"<p>b")}, [A, B])
    assert PageStore(file).known() == {A: FACTS, B: []}
    assert PageStore(file).html([A, C]) == {A: b"<p>a"}


def test_only_what_the_last_site_uses_stays(file: Path) -> None:
    PageStore(file).keep({A: ([], b"<p>a"), B: ([], b"Bui Thi Sau")}, [A, B])
    PageStore(file).keep({C: ([], b"<p>c")}, [A, C])
    assert PageStore(file).known().keys() == {A, C}
    # A story that was taken down is not in the bytes of the file either.
    assert b"Bui Thi Sau" not in file.read_bytes()


def test_a_store_that_is_not_there_is_empty(file: Path) -> None:
    assert PageStore(file).known() == {}
    assert PageStore(file).html([A]) == {}


@pytest.mark.parametrize("data", [b"", b"no such file", b"SQLite format 3\0" + b"\0" * 200])
def test_a_broken_store_is_made_anew(file: Path, data: bytes) -> None:
    PageStore(file).keep({A: ([], b"<p>a")}, [A])
    file.write_bytes(data)
    assert PageStore(file).known() == {}
    PageStore(file).keep({B: ([], b"<p>b")}, [B])
    assert PageStore(file).html([B]) == {B: b"<p>b"}


@pytest.mark.parametrize("column", ["facts", "html"])
def test_a_page_whose_bytes_were_changed_is_not_there(file: Path, column: str) -> None:
    PageStore(file).keep({A: (FACTS, b"<p>a")}, [A])
    with sqlite3.connect(file) as store:
        store.execute(f"UPDATE pages SET {column} = CAST(substr({column}, 1, 17) || 'x' AS BLOB)")
    store.close()
    assert (PageStore(file).known() if column == "facts" else PageStore(file).html([A])) == {}


def test_a_build_that_finds_the_store_locked_does_without(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.page_store._PATIENCE", 0.1)
    PageStore(file).keep({A: ([], b"<p>a")}, [A])
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert PageStore(file).known() == {}
    PageStore(file).keep({B: ([], b"<p>b")}, [B])
    other.execute("ROLLBACK")
    other.close()
    assert PageStore(file).known() == {A: []}


def test_a_folder_in_its_place_is_left_alone(file: Path) -> None:
    file.mkdir(parents=True)
    store = PageStore(file)
    store.keep({A: ([], b"<p>a")}, [A])
    assert store.known() == {}
    assert file.is_dir()


def test_another_shape_of_the_table_is_made_anew(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as store:
        store.execute("CREATE TABLE pages (name TEXT)")
    store.close()
    PageStore(file).keep({A: ([], b"<p>a")}, [A])
    assert PageStore(file).known() == {A: []}


def test_a_forgotten_store_leaves_no_file(file: Path) -> None:
    PageStore(file).keep({A: ([], b"<p>a")}, [A])
    file.with_name("trang.db-journal").write_bytes(b"half of a change")
    PageStore(file).forget()
    assert list(file.parent.iterdir()) == []
