"""What the folders of a site held when they were last brought up to date, and the bytes in which builds hand that on.

A folder that has changed since is known by that: no system changes a file, or what stands in a folder, and leaves size,
times and number as they were. But a clock that ticks once in some milliseconds gives what is written twice in one tick the
same time; so what is as young as the ``stamp`` is not believed (git calls that «racy»).
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

# Size in bytes, time of the content, time of the last change of any kind (both in ns), number of the file on its disk.
Signature = tuple[int, int, int, int]

# Of what nobody can vouch for; no file has it.
UNKNOWN: Signature = (0, 0, 0, 0)

# Ends in how this machine writes a number: there are two ways.
_HEAD = b"thi-dua muc-luc 1\n" + array("Q", [1]).tobytes()
_SUM_BYTES = hashlib.sha256().digest_size
_LENGTH_BYTES = 8
_PARTS = 9


@dataclass(frozen=True)
class Manifest:
    """One folder: path → digest, path → signature of its files; path → signature of folders, itself ("") the first one.

    ``stamp``: the time of its disk, in ns, before the signatures were taken.
    """

    digests: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Signature] = field(default_factory=dict)
    folders: Mapping[str, Signature] = field(default_factory=dict)
    stamp: int = 0

    def is_young(self, signature: Signature) -> bool:
        """Whether a change just after the signature was taken might have left it the same."""
        return signature[2] >= self.stamp or signature[1] >= self.stamp

    def is_of(self, number: int) -> bool:
        """Whether it speaks of the folder with that number on its disk."""
        return self.folders.get("", UNKNOWN)[3] == number


EMPTY = Manifest()


def encode(site: Manifest, twin: Manifest) -> bytes:
    """Two manifests with the same digests as bytes; none where a disk has times or numbers that do not fit."""
    try:
        parts = (
            _numbers([(site.stamp, twin.stamp)]),
            _lines(site.digests),
            _lines(site.digests.values()),
            _numbers(site.files[path] for path in site.digests),
            _lines(site.folders),
            _numbers(site.folders.values()),
            # Mostly both folders hold the same files, under two names.
            b"" if twin.files == site.files else _numbers(twin.files[path] for path in site.digests),
            _lines(twin.folders),
            _numbers(twin.folders.values()),
        )
    except (OverflowError, UnicodeEncodeError):
        return b""
    body = b"".join(len(part).to_bytes(_LENGTH_BYTES, "big") + part for part in parts)
    return _HEAD + hashlib.sha256(body).digest() + body


def decode(data: bytes) -> tuple[Manifest, Manifest]:
    """The two manifests again; both empty where the bytes are of another version, or no longer what ``encode`` gave."""
    start = len(_HEAD) + _SUM_BYTES
    if not data.startswith(_HEAD) or hashlib.sha256(data[start:]).digest() != data[len(_HEAD) : start]:
        return EMPTY, EMPTY
    stamps, paths, digests, files, folders, of_folders, twin_files, twin_folders, of_twin_folders = _split(data[start:])
    site_stamp, twin_stamp = array("Q", stamps)
    names = _read_lines(paths)
    told = dict(zip(names, _read_lines(digests), strict=True))
    site = Manifest(told, _by_name(names, files), _by_name(_read_lines(folders), of_folders), site_stamp)
    same = site.files if not twin_files else _by_name(names, twin_files)
    return site, Manifest(told, same, _by_name(_read_lines(twin_folders), of_twin_folders), twin_stamp)


def _split(body: bytes) -> list[bytes]:
    parts, at = [], 0
    for _ in range(_PARTS):
        begin = at + _LENGTH_BYTES
        at = begin + int.from_bytes(body[at:begin], "big")
        parts.append(body[begin:at])
    return parts


def _lines(texts: Iterable[str]) -> bytes:
    """Texts without line feeds; each ends in one, so that none differs from one that is empty."""
    return "".join([f"{text}\n" for text in texts]).encode("utf-8")


def _read_lines(part: bytes) -> list[str]:
    return part.decode("utf-8").split("\n")[:-1]


def _numbers(rows: Iterable[Iterable[int]]) -> bytes:
    return array("Q", chain.from_iterable(rows)).tobytes()


def _by_name(names: list[str], part: bytes) -> dict[str, Signature]:
    numbers = iter(array("Q", part))
    return dict(zip(names, zip(numbers, numbers, numbers, numbers, strict=True), strict=True))
