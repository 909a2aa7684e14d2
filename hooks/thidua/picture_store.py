"""Finished pictures kept from build to build in ``.cache/anh/``: with the bridge, what reads pictures from the disk.

A store that is missing, old or broken only costs time: each file is known by what it was made of and is checked before
it is used.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import PIL

from thidua.picture_kinds import too_heavy
from thidua.picture_metadata import tells_place
from thidua.picture_variants import (
    MOST_BYTES,
    RECIPE,
    Picture,
    PictureFault,
    Variant,
    check_for_story,
    make_variants,
    measure,
    plan_variants,
    read_through,
)
from thidua.problems import Problem
from thidua.sources import CONTENT

# Where the store stands: in the project, or where this variable of the environment says (tests share one store).
FOLDER = ".cache/anh"
VARIABLE = "THIDUA_CACHE"
# Pillow works outside Python's lock, so threads help; each may hold a whole photo, so they are few.
MOST_THREADS = 4

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
    """A folder of finished variants."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_project(cls, root: Path) -> PictureStore:
        """The store of a project folder."""
        return cls(Path(os.environ.get(VARIABLE) or root / FOLDER))

    def finish(self, path: str, data: bytes) -> FinishedPicture:
        """A picture's variants, out of the store or made now and put into it; ``PictureFault`` where it is broken."""
        variants = plan_variants(*measure(data))
        digest = hashlib.sha256(data).digest()
        found: dict[Variant, Finished] = {}
        for variant in variants:
            if file := self._stored(digest, variant):
                found[variant] = file
        missing = [variant for variant in variants if variant not in found]
        if missing:
            for variant, made in make_variants(data, missing).items():
                found[variant] = self._keep(digest, variant, made)
        _touch(self._mark(digest))
        return FinishedPicture(Picture(path, variants), {variant: found[variant] for variant in variants}, len(missing))

    def examine(self, data: bytes) -> None:
        """Raise the ``PictureFault`` that ``finish`` would raise, without making a picture; what is whole is remembered."""
        measure(data)
        mark = self._mark(hashlib.sha256(data).digest())
        if not mark.exists():
            read_through(data)
            _touch(mark)

    def forget(self, data: bytes) -> int:
        """Delete the variants of an original from the store; how many there were."""
        try:
            variants = plan_variants(*measure(data))
        except PictureFault:  # nothing can have been made of it
            return 0
        digest = hashlib.sha256(data).digest()
        self._mark(digest).unlink(missing_ok=True)
        count = 0
        for variant in variants:
            key = _key(digest, variant)
            for file in (self.folder / key[:2]).glob(f"{key}-*.{variant.ending}"):
                file.unlink(missing_ok=True)
                count += 1
        return count

    def _mark(self, digest: bytes) -> Path:
        """A file that is there once an original could be read to its end, by this Pillow."""
        key = hashlib.sha256(digest + f"{RECIPE} {PIL.__version__}".encode()).hexdigest()[:40]
        return self.folder / key[:2] / key

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
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as file:
                file.write(data)
            Path(file.name).replace(target)
        except OSError:  # a full or read-only disk: the site is built all the same
            return data
        return target


def finish_pictures(
    docs: Path, paths: Iterable[str], store: PictureStore
) -> tuple[dict[str, FinishedPicture], list[Problem]]:
    """(path from ``docs/`` → finished picture, problems) of these pictures."""
    found: dict[str, FinishedPicture] = {}
    problems: list[Problem] = []

    def finish(path: str) -> FinishedPicture | Problem:
        try:
            return store.finish(path, _read(docs, path))
        except (PictureFault, OSError) as error:
            return _problem(path, error)

    ordered = sorted(paths)
    with ThreadPoolExecutor(min(MOST_THREADS, os.cpu_count() or 1)) as threads:
        for path, result in zip(ordered, threads.map(finish, ordered), strict=True):
            if isinstance(result, Problem):
                problems.append(result)
            else:
                found[path] = result
    return found, problems


def check_pictures(docs: Path, paths: Iterable[str], store: PictureStore) -> list[Problem]:
    """The problems that ``finish_pictures`` would tell, found without making a picture."""

    def examine(path: str) -> Problem | None:
        try:
            store.examine(_read(docs, path))
        except (PictureFault, OSError) as error:
            return _problem(path, error)
        return None

    with ThreadPoolExecutor(min(MOST_THREADS, os.cpu_count() or 1)) as threads:
        return [problem for problem in threads.map(examine, sorted(paths)) if problem]


def check_places(docs: Path, paths: Iterable[str]) -> list[Problem]:
    """Pictures that tell where they were taken, shown or not: git keeps them, and whoever has the folder can read it."""
    return [
        Problem(
            CONTENT + path,
            1,
            "ảnh",
            "còn ghi nơi chụp (GPS), hãy chạy «make strip-photos» rồi mới gửi",
            'still tells where it was taken (GPS); run "make strip-photos" before you send it',
        )
        for path in sorted(paths)
        if _tells_place(docs / path)
    ]


def _tells_place(file: Path) -> bool:
    try:
        return tells_place(file.read_bytes())
    except OSError:  # told elsewhere, where the picture is shown
        return False


def _read(docs: Path, path: str) -> bytes:
    """A picture that is shown; ``PictureFault`` where a story's is not fit to be."""
    size = (docs / path).stat().st_size
    if size > MOST_BYTES:
        raise PictureFault(*too_heavy(size))
    data = (docs / path).read_bytes()
    if path.startswith("guong/"):
        check_for_story(data)
    return data


def _problem(path: str, error: PictureFault | OSError) -> Problem:
    if isinstance(error, PictureFault):
        return Problem(CONTENT + path, 1, "ảnh", error.vi, error.en)
    return Problem(CONTENT + path, 1, "ảnh", "không mở được tệp này", "the file cannot be opened")


def _touch(mark: Path) -> None:
    try:
        if not mark.exists():
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
    except OSError:  # a full or read-only disk: it is read again next time
        pass


def _key(digest: bytes, variant: Variant) -> str:
    """What a variant is made of, as a name: the sum of its original, and all that its making depends on."""
    return hashlib.sha256(digest + variant.recipe.encode()).hexdigest()[:40]


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]


def _is_whole(file: Path) -> bool:
    try:
        return file.stem.rpartition("-")[2] == _sum(file.read_bytes())
    except OSError:
        return False
