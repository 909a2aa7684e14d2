"""What was read of pages kept from build to build in ``.cache/bai/``, a file for each folder of ``docs/``.

A store that is missing, old, torn or written by another build at the same time only costs time: what was read is known by
the texts and the code that read them, and each file is checked before it is used. It holds what ``docs/`` held when it was
last read, drafts among it, and nothing older: what is taken out of ``docs/`` goes from here with the next reading.
"""

from __future__ import annotations

import datetime
import gc
import hashlib
import io
import pickle
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import markdown
import nh3
import yaml

from thidua.reading import Pair, ReadPair, read_pair

FOLDER = ".cache/bai"
# Seconds after which an unfinished file of the store is nobody's any more.
_LEFT_BEHIND = 3600
_SUM_BYTES = 32

# By key: the page as it was read.
_Shelf = dict[bytes, ReadPair]


def _sum(*parts: bytes) -> bytes:
    """A sum of parts, told apart by their lengths."""
    found = hashlib.blake2b(digest_size=_SUM_BYTES)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()


def _sum_of_code() -> bytes:
    """Whatever decides what is read of a text: the package itself, Python, YAML, Markdown, the letters of Unicode."""
    versions = (
        f"{sys.version} {yaml.__version__} {yaml.__with_libyaml__} {markdown.__version__} {vars(nh3)['__version__']}"
    )
    versions += unicodedata.unidata_version
    files = sorted(Path(__file__).parent.glob("*.py"))
    return _sum(versions.encode(), *(part for file in files for part in (file.name.encode(), file.read_bytes())))


# Taken as the code is loaded: whoever changes a file while a preview runs changes nothing of what reads there.
_CODE = _sum_of_code()


class ReadStore:
    """A folder of what was read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of_project(cls, root: Path) -> ReadStore:
        """The store of a project folder."""
        return cls(root / FOLDER)

    def read(self, pairs: Mapping[str, Pair], today: datetime.date) -> list[ReadPair]:
        """What is read of each page, in their order; of files that were read before nothing is read again."""
        shelves: dict[str, dict[str, Pair]] = {}
        for stem, pair in pairs.items():
            shelves.setdefault(_shelf_of(stem), {})[stem] = pair
        found: dict[str, ReadPair] = {}
        with _without_collection():
            for name, of_shelf in shelves.items():
                found |= self._read_shelf(name, of_shelf, today)
        self._clear(set(shelves))
        return [found[stem] for stem in pairs]

    def forget(self) -> None:
        """Delete all of it."""
        self._clear(set())

    def _read_shelf(self, name: str, pairs: Mapping[str, Pair], today: datetime.date) -> dict[str, ReadPair]:
        kept = self._load(name)
        keys = {stem: _key(stem, pair) for stem, pair in pairs.items()}
        found: dict[str, ReadPair] = {}
        is_new = len(kept) != len(keys)
        for stem, pair in pairs.items():
            read = kept.get(keys[stem])
            if read is None or not read.is_good_on(today):
                read, is_new = read_pair(stem, pair, today), True
            found[stem] = read
        if is_new:
            # At once: later, what is worked out of it would be kept as well.
            self._keep(name, {keys[stem]: read for stem, read in found.items()})
        return found

    def _load(self, name: str) -> _Shelf:
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            return {}
        own_sum, written = data[:_SUM_BYTES], data[_SUM_BYTES:]
        if own_sum != _sum(_CODE, name.encode(), written):
            return {}
        try:
            shelf: _Shelf = _Unpickler(io.BytesIO(written)).load()
        except Exception:  # only what this code wrote has its sum; whatever else this may be, it is read anew
            return {}
        return shelf

    def _keep(self, name: str, shelf: _Shelf) -> None:
        written = pickle.dumps(shelf, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):  # a full or read-only disk: it is read again next time
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
                new = Path(file.name)
                try:
                    file.write(_sum(_CODE, name.encode(), written) + written)
                    file.close()
                    new.replace(self._folder / name)
                except OSError:
                    new.unlink(missing_ok=True)
                    raise

    def _clear(self, names: set[str]) -> None:
        """Delete the files of folders that are no more, and what a killed build has left."""
        with suppress(OSError):
            for file in list(self._folder.iterdir()):
                is_open = file.name.startswith(".") and time.time() - file.stat().st_mtime < _LEFT_BEHIND
                if file.name not in names and (not is_open or not names):
                    file.unlink(missing_ok=True)


def _shelf_of(stem: str) -> str:
    """The name of the file for a page: that of its folder, in whose parts there is no dot."""
    return stem.rpartition("/")[0].replace("/", ".") or "trang"


def _key(stem: str, pair: Pair) -> bytes:
    texts = (part for language in sorted(pair) for part in (language, pair[language].path, pair[language].text))
    return _sum(*(part.encode("utf-8", "surrogatepass") for part in (stem, *texts)))


@contextmanager
def _without_collection() -> Iterator[None]:
    """Many small things are made that all stay: looking through them for circles takes longer than to make them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Unpickler(pickle.Unpickler):
    """Makes dates and plain things of this package, and calls nothing else, whatever a file says."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _KINDS:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


_KINDS = frozenset(
    {
        ("datetime", "date"),
        ("thidua.allowed_html", "Refusal"),
        ("thidua.fields", "Values"),
        ("thidua.movements", "Movement"),
        ("thidua.pages", "Page"),
        ("thidua.plans", "Clause"),
        ("thidua.plans", "Plan"),
        ("thidua.problems", "Problem"),
        ("thidua.reading", "ReadPair"),
        ("thidua.reading", "ReadStory"),
        ("thidua.stories", "Story"),
        ("thidua.texts", "Text"),
        ("thidua.texts", "Texts"),
    }
)
