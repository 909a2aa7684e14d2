"""Finished pictures kept from build to build in ``.cache/anh/``: with the bridge, what reads pictures from the disk.

A store that is missing, old or broken only costs time: each file is known by what it was made of and is checked before
it is used.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import PIL

from thidua.picture_kinds import save_as_jpeg, too_heavy
from thidua.picture_metadata import tells_place, too_many_parts
from thidua.picture_variants import (
    MOST_BYTES,
    RECIPE,
    Look,
    Picture,
    PictureFault,
    Variant,
    check_for_story,
    plan_variants,
)
from thidua.picture_worker import PictureWorkers
from thidua.problems import Problem
from thidua.sources import CONTENT

# Where the store stands: in the project, or where this variable of the environment says (tests share one store).
FOLDER = ".cache/anh"
VARIABLE = "THIDUA_CACHE"
# Each thread has a worker, which may hold a whole photo, so they are few.
MOST_THREADS = 4
# Seconds after which an unfinished file of the store is nobody's any more.
_LEFT_BEHIND = 3600

# A file of the store, or the bytes themselves where it cannot be written to.
Finished = Path | bytes


@dataclass(frozen=True)
class FinishedPicture:
    """A picture and where the bytes of each of its variants are; ``made`` counts those that were not in the store."""

    picture: Picture
    files: Mapping[Variant, Finished]
    made: int

    def by_path(self) -> dict[str, Finished]:
        """The same by the path of each variant in the site."""
        return {variant.path_beside(self.picture.path): file for variant, file in self.files.items()}


class PictureStore:
    """A folder of finished variants. ``workers`` read what is not in it; whoever uses the store stops them."""

    def __init__(self, folder: Path, workers: PictureWorkers | None = None) -> None:
        self.folder = folder
        self.workers = workers or PictureWorkers()

    @classmethod
    def of_project(cls, root: Path) -> PictureStore:
        """The store of a project folder."""
        return cls(Path(os.environ.get(VARIABLE) or root / FOLDER))

    def finish(self, path: str, data: bytes) -> FinishedPicture:
        """A picture's variants, out of the store or made now and put into it; ``PictureFault`` where it is not fit."""
        digest = hashlib.sha256(data).digest()
        known = self._known(digest)
        look = known or self.workers.look_at(data)
        _check(path, look)
        variants = plan_variants(look.width, look.height)
        found: dict[Variant, Finished] = {}
        for variant in variants:
            if file := self._stored(digest, variant):
                found[variant] = file
        missing = [variant for variant in variants if variant not in found]
        if missing:
            for variant, made in self.workers.make_variants(data, missing).items():
                found[variant] = self._keep(digest, variant, made)
        if not known:
            self._remember(digest, look)
        return FinishedPicture(Picture(path, variants), {variant: found[variant] for variant in variants}, len(missing))

    def examine(self, path: str, data: bytes) -> None:
        """Raise the ``PictureFault`` that ``finish`` would raise, without making a picture; what is whole is remembered."""
        digest = hashlib.sha256(data).digest()
        if known := self._known(digest):
            _check(path, known)
        else:
            self._remember(digest, self.workers.read_through(data, _is_of_story(path)))

    def forget(self, data: bytes) -> int:
        """Delete the variants of an original from the store; how many there were."""
        digest = hashlib.sha256(data).digest()
        try:
            look = self._known(digest) or self.workers.look_at(data)
        except PictureFault:  # nothing can have been made of it
            return 0
        self._mark(digest).unlink(missing_ok=True)
        count = 0
        for variant in plan_variants(look.width, look.height):
            key = _key(digest, variant)
            for file in (self.folder / key[:2]).glob(f"{key}-*.{variant.ending}"):
                file.unlink(missing_ok=True)
                count += 1
        return count

    def _mark(self, digest: bytes) -> Path:
        """A file that is there once an original could be read to its end, by this Pillow, and says how it looks."""
        key = hashlib.sha256(digest + f"{RECIPE} {PIL.__version__}".encode()).hexdigest()[:40]
        return self.folder / key[:2] / key

    def _known(self, digest: bytes) -> Look | None:
        """How an original looks that was read before."""
        try:
            width, height, moves, own_sum = self._mark(digest).read_text(encoding="ascii").split()
            look = Look(int(width), int(height), moves == "True")
        except (OSError, ValueError):
            return None
        return look if own_sum == _sum_of_look(digest, look) else None

    def _remember(self, digest: bytes, look: Look) -> None:
        text = f"{look.width} {look.height} {look.moves} {_sum_of_look(digest, look)}"
        with suppress(OSError):  # a full or read-only disk: it is read again next time
            self._write(self._mark(digest), text.encode("ascii"))

    def _stored(self, digest: bytes, variant: Variant) -> Path | None:
        key = _key(digest, variant)
        for file in sorted((self.folder / key[:2]).glob(f"{key}-*.{variant.ending}")):
            if _is_whole(file):
                return file
        return None

    def _keep(self, digest: bytes, variant: Variant, data: bytes) -> Finished:
        """Written beside and renamed, so that nobody ever finds half a file; the name holds the content's own sum."""
        key = _key(digest, variant)
        target = self.folder / key[:2] / f"{key}-{_sum(data)}.{variant.ending}"
        try:
            self._write(target, data)
        except OSError:  # a full or read-only disk: the site is built all the same
            return data
        return target

    def _write(self, target: Path, data: bytes) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        self._unfinished.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._unfinished, delete=False) as file:
            try:
                file.write(data)
                file.flush()
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise
        Path(file.name).replace(target)

    @property
    def _unfinished(self) -> Path:
        return self.folder / "dang-ghi"

    def sweep(self) -> None:
        """Delete what runs that were killed left half-written; another run may be writing just now."""
        with suppress(OSError):
            for file in self._unfinished.iterdir():
                if time.time() - file.stat().st_mtime > _LEFT_BEHIND:
                    file.unlink(missing_ok=True)


def finish_pictures(
    docs: Path, paths: Iterable[str], store: PictureStore
) -> tuple[dict[str, FinishedPicture], list[Problem]]:
    """(path from ``docs/`` → finished picture, problems) of these pictures."""
    results = _of_each(docs, paths, store, store.finish)
    problems = [result for result in results.values() if isinstance(result, Problem)]
    return {path: result for path, result in results.items() if isinstance(result, FinishedPicture)}, problems


def check_pictures(docs: Path, paths: Iterable[str], store: PictureStore) -> list[Problem]:
    """The problems that ``finish_pictures`` would tell, found without making a picture."""
    results = _of_each(docs, paths, store, store.examine)
    return [result for result in results.values() if isinstance(result, Problem)]


T = TypeVar("T")


def _of_each(
    docs: Path, paths: Iterable[str], store: PictureStore, ask: Callable[[str, bytes], T]
) -> dict[str, T | Problem]:
    """(path → the answer, or what is wrong with that picture), in order."""

    def result_of(path: str) -> T | Problem:
        try:
            return ask(path, _read(docs, path))
        except (PictureFault, OSError) as error:
            return _problem(path, error)

    store.sweep()
    ordered = sorted(paths)
    with store.workers, ThreadPoolExecutor(min(MOST_THREADS, os.cpu_count() or 1)) as threads:
        try:
            return dict(zip(ordered, threads.map(result_of, ordered), strict=True))
        except BaseException:  # Ctrl+C: nobody waits for the pictures that are being made
            threads.shutdown(wait=False, cancel_futures=True)
            store.workers.stop()
            raise


def check_places(docs: Path, paths: Iterable[str]) -> list[Problem]:
    """Pictures that tell where they were taken, shown or not: git keeps them, and whoever has the folder can read it.

    One of so many parts that nobody can look through them is told as well.
    """
    found = ((path, _told_of_place(docs / path)) for path in sorted(paths))
    return [Problem(CONTENT + path, 1, "ảnh", *told) for path, told in found if told]


def _told_of_place(file: Path) -> tuple[str, str] | None:
    try:
        data = file.read_bytes()
    except OSError:  # told elsewhere, where the picture is shown
        return None
    if too_many_parts(data):
        vi, en = save_as_jpeg()
        return f"tệp có quá nhiều phần phụ, {vi}", f"the file has too many parts; {en}"
    if tells_place(data):
        return (
            "còn ghi nơi chụp (GPS), hãy chạy «make strip-photos» rồi mới gửi",
            'still tells where it was taken (GPS); run "make strip-photos" before you send it',
        )
    return None


def _read(docs: Path, path: str) -> bytes:
    """A picture that is shown; ``PictureFault`` where it is not fit to be looked at."""
    size = (docs / path).stat().st_size
    if size > MOST_BYTES:
        raise PictureFault(*too_heavy(size))
    return (docs / path).read_bytes()


def _is_of_story(path: str) -> bool:
    return path.startswith("guong/")


def _check(path: str, look: Look) -> None:
    if _is_of_story(path):
        check_for_story(look)


def _problem(path: str, error: PictureFault | OSError) -> Problem:
    if isinstance(error, PictureFault):
        return Problem(CONTENT + path, 1, "ảnh", error.vi, error.en)
    return Problem(CONTENT + path, 1, "ảnh", "không mở được tệp này", "the file cannot be opened")


def _key(digest: bytes, variant: Variant) -> str:
    """What a variant is made of, as a name: the sum of its original, and all that its making depends on."""
    return hashlib.sha256(digest + variant.recipe.encode()).hexdigest()[:40]


def _sum_of_look(digest: bytes, look: Look) -> str:
    return _sum(digest + str(look).encode("ascii"))


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]


def _is_whole(file: Path) -> bool:
    try:
        return file.stem.rpartition("-")[2] == _sum(file.read_bytes())
    except OSError:
        return False
