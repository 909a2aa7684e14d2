"""Finished pages kept from build to build in ``.cache/``: work that was done is not done again.

It holds the pages of the last site and nothing else: what is taken down is not kept here either. A store that is missing,
broken or in use by another build only costs time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from thidua.page_keys import KEY_BYTES, digest

# Where the pages of the site are kept, and those of the preview, which are others.
SITE_STORE, PREVIEW_STORE = ".cache/trang.db", ".cache/trang-xem-thu.db"
# Raise it when the table changes its shape.
_VERSION = 1
# Seconds to wait for another build that is writing; then this one does without.
_PATIENCE = 5.0


class PageStore:
    """A file of finished pages: key → (facts, HTML)."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def known(self) -> dict[bytes, Any]:
        """The facts of all pages in it."""
        found: dict[bytes, Any] = self._try(_known, {})
        return found

    def html(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The pages of these keys that are in it and whole; a few hundred at a time, for they stand in the memory."""
        wanted = list(keys)
        found: dict[bytes, bytes] = self._try(lambda store: _html(store, wanted), {})
        return found

    def keep(self, made: Mapping[bytes, tuple[Any, bytes]], used: Iterable[bytes]) -> None:
        """Put pages in, and take all out that are not among those used."""
        rows = [
            (key, _sealed(json.dumps(facts, ensure_ascii=False).encode()), _sealed(html))
            for key, (facts, html) in made.items()
        ]
        keep = [(key,) for key in used]
        self._try(lambda store: _replace(store, rows, keep), None)

    def forget(self) -> None:
        """Delete it, with whatever a killed build has left beside it."""
        for end in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(self._file.name + end).unlink(missing_ok=True)

    def _try(self, do: Callable[[sqlite3.Connection], Any], otherwise: Any) -> Any:
        try:
            with closing(self._open()) as store:
                return do(store)
        except sqlite3.OperationalError:  # locked by another build, a full or read-only disk
            return otherwise
        except (sqlite3.DatabaseError, ValueError, EOFError, TypeError):  # not such a file, or a torn one
            self.forget()
            return otherwise
        except OSError:
            return otherwise

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        store = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        # What is taken out is overwritten, and the file gets smaller by it. Nothing is lost with a power cut but time.
        store.executescript("PRAGMA auto_vacuum = FULL; PRAGMA secure_delete = ON; PRAGMA synchronous = OFF")
        (version,) = store.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            store.executescript(
                "BEGIN IMMEDIATE; DROP TABLE IF EXISTS pages;"
                "CREATE TABLE pages (key BLOB PRIMARY KEY, facts BLOB NOT NULL, html BLOB NOT NULL);"
                f"PRAGMA user_version = {_VERSION}; COMMIT"
            )
        return store


def _known(store: sqlite3.Connection) -> dict[bytes, Any]:
    found = {}
    for key, sealed in store.execute("SELECT key, facts FROM pages"):
        data = _opened(sealed)
        if data is not None:
            found[key] = json.loads(data)
    return found


def _html(store: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, bytes]:
    found = {}
    for key in keys:
        row = store.execute("SELECT html FROM pages WHERE key = ?", (key,)).fetchone()
        data = _opened(row[0]) if row else None
        if data is not None:
            found[key] = data
    return found


def _replace(store: sqlite3.Connection, rows: list[tuple[bytes, bytes, bytes]], keep: list[tuple[bytes]]) -> None:
    store.execute("BEGIN IMMEDIATE")
    store.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", rows)
    store.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY)")
    store.executemany("INSERT OR IGNORE INTO used VALUES (?)", keep)
    store.execute("DELETE FROM pages WHERE key NOT IN (SELECT key FROM used)")
    store.execute("COMMIT")


def _written(facts: Any) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode()


def _sealed(data: bytes) -> bytes:
    """Bytes with their own sum before them."""
    return digest(data) + data


def _opened(sealed: bytes) -> bytes | None:
    data = sealed[KEY_BYTES:]
    return data if digest(data) == sealed[:KEY_BYTES] else None
