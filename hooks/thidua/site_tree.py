"""A folder that is made to hold exactly the files that are wanted, by touching only those that differ.

What stands in it is looked at each time: a file that somebody changed, a stranger's file, a folder that is gone are found
and put right. A file whose signature is the one that its manifest tells is believed to hold what its digest stands for;
a folder likewise to hold the names it held. Whoever keeps a manifest has to put it away before ``update`` and keep only
what that returns: where it fails, or is killed, nobody knows what the folder holds.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from thidua.site_manifest import EMPTY, UNKNOWN, Manifest, Signature

# What a file is to hold: bytes, a file to copy, or what gives the bytes once they are needed.
Content = bytes | Path | Callable[[], bytes]
# Path from the folder, with "/" → (digest, content). Equal digests of one path stand for equal bytes; no line feed in them.
Wanted = Mapping[str, tuple[str, Content]]

# Whether the times of a folder tell that a name in it has come or gone.
_FOLDERS_TELL = os.name == "posix"
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# What no part of a path may be, and what none may hold: a separator or a stream of Windows, an end of a name or a line.
_NO_PARTS = frozenset({"", ".", ".."})
_NO_LETTERS = frozenset("\\:\0\n\r")


@dataclass(frozen=True)
class Update:
    """What a folder holds now, and which of its files had to be written or removed for that, in order."""

    manifest: Manifest
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass
class _Held:
    """What was found in a folder: files by digest; ``folders`` that are there; what is not to be trusted or kept."""

    digests: Mapping[str, str]
    folders: set[str] = field(default_factory=set)
    odd: set[str] = field(default_factory=set)
    young: set[str] = field(default_factory=set)
    strangers: list[str] = field(default_factory=list)


@dataclass
class _Changes:
    """What was done to a folder: file → time of its content as it was written; files removed; folders made or gone."""

    written: dict[str, int] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    needed: Collection[str] = ()
    touched: set[str] = field(default_factory=set)


def update(folder: Path, manifest: Manifest, wanted: Wanted) -> Update:
    """Make ``folder`` hold exactly the ``wanted`` files; ``manifest`` is what the last update returned, or ``EMPTY``.

    ``ValueError`` at a path that leads out, or stands in another one's way; ``OSError`` where the disk refuses.
    """
    changes = _bring(folder, manifest, wanted)
    return _told(_signed(folder, manifest, wanted, changes), changes)


def _told(manifest: Manifest, changes: _Changes) -> Update:
    return Update(manifest, tuple(sorted(changes.written)), changes.removed)


def update_both(
    twin: Path, of_twin: Manifest, wanted: Wanted, put_in_place: Callable[[], Path], of_site: Manifest
) -> tuple[Update, Manifest | None]:
    """Bring ``twin`` up to date, have it put in the site's place, then bring up to date what came from there.

    ``put_in_place`` returns where the site is then; ``of_site`` tells of the folder that stands in the twin's place from
    then on, if any. Returns the update of the site, and the new twin's manifest; None where the disk refused that one.
    """
    changes = _bring(twin, of_twin, wanted)
    site = put_in_place()
    try:
        copies = _copy(site, twin, of_site, wanted, changes)
        of_new_twin = _signed(twin, of_site, wanted, copies)
    except OSError:  # the site stands already
        of_new_twin = None
    # A second name changes the signature of a file, so that it is taken now.
    return _told(_signed(site, of_twin, wanted, changes), changes), of_new_twin


def _bring(folder: Path, manifest: Manifest, wanted: Wanted) -> _Changes:
    root = os.fspath(folder)
    _check_paths(wanted.keys() - manifest.digests.keys())
    needed = _folders_of(wanted, manifest)
    held = _look(root, manifest, needed)
    digests = held.digests
    unsure = held.odd | held.young
    wrong = [path for path, (digest, _) in wanted.items() if path in unsure or digests.get(path) != digest]

    def put(path: str) -> int | None:
        digest, content = wanted[path]
        name = f"{root}/{path}"
        # What is merely too young to be believed is read, so that its time can stay.
        believed = path in held.young and path not in held.odd and digests.get(path) == digest
        return None if believed and _holds(name, content) else _write(name, content)

    return _apply(root, held, wanted.keys(), needed, wrong, put)


def _copy(source: Path, folder: Path, manifest: Manifest, wanted: Wanted, changes: _Changes) -> _Changes:
    """Let ``folder`` have what was changed in ``source``, as second names of the same files where the disk can.

    Of what else is in it only strangers are looked for: they might be made from what was taken down. Whether its files are
    as they were, the next update will see.
    """
    root, origin = os.fspath(folder), os.fspath(source)
    held = _look(root, replace(manifest, files={}), changes.needed)
    digests = held.digests
    unsure = {*changes.written, *held.odd}
    wrong = [path for path, (digest, _) in wanted.items() if path in unsure or digests.get(path) != digest]
    return _apply(
        root, held, wanted.keys(), changes.needed, wrong, lambda path: _link(f"{origin}/{path}", f"{root}/{path}")
    )


def _check_paths(paths: Iterable[str]) -> None:
    for path in paths:
        if not _NO_PARTS.isdisjoint(path.split("/")) or not _NO_LETTERS.isdisjoint(path):
            raise ValueError(f"no path for a file of a site: {path!r}")


def _folders_of(wanted: Wanted, manifest: Manifest) -> Collection[str]:
    """All folders in which wanted files stand, outer ones first, "" the first."""
    if manifest.folders and wanted.keys() == manifest.digests.keys():
        return manifest.folders.keys()
    found = {_folder_of(path) for path in wanted} | {""}
    found.update([outer for folder in found for outer in _around(folder)])
    if both := found & wanted.keys():
        raise ValueError(f"both a file and a folder of a site: {min(both)!r}")
    return dict.fromkeys(sorted(found))


def _around(folder: str) -> Iterator[str]:
    while folder:
        folder = _folder_of(folder)
        yield folder


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _signature(name: str) -> Signature:
    found = os.lstat(name)
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


# What stands there


def _look(root: str, manifest: Manifest, needed: Collection[str]) -> _Held:
    """Compare a folder with its manifest; where there is no folder, it is made."""
    if not Path(root).is_dir():
        Path(root).mkdir(parents=True)
        manifest = EMPTY
    held = _Held(manifest.digests)
    lost, changed = _differing(root, manifest.folders or {"": UNKNOWN}, manifest.stamp)
    if lost:  # and what stood in them: a link may lead to the same folders elsewhere
        lost.update([folder for folder in manifest.folders if not lost.isdisjoint(_around(folder))])
    held.folders.update(manifest.folders.keys() - lost)
    for folder in manifest.folders or ("",):
        if folder not in lost and (folder in changed or not _FOLDERS_TELL):
            _look_into(root, folder, manifest, needed, held)
    held.odd, held.young = _differing(root, manifest.files, manifest.stamp)
    if lost:
        held.odd.update([path for path in manifest.digests if _folder_of(path) in lost])
    return held


def _differing(root: str, known: Mapping[str, Signature], stamp: int) -> tuple[set[str], set[str]]:
    """What is not what is known of it; what is, and is too young to be believed. Of folders, the first are not there."""
    # The one loop over everything, some 40,000 turns in a large site, and therefore without calls.
    odd: set[str] = set()
    young: set[str] = set()
    lstat, is_folder = os.lstat, stat.S_ISDIR
    for path, signature in known.items():
        try:
            found = lstat(f"{root}/{path}")
        except OSError:
            odd.add(path)
            continue
        if (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino) != signature:
            (young if is_folder(found.st_mode) else odd).add(path)
        elif signature[2] >= stamp or signature[1] >= stamp:
            young.add(path)
    return odd, young


def _look_into(root: str, folder: str, manifest: Manifest, needed: Collection[str], held: _Held) -> None:
    """Note who is in a folder that the manifest does not know."""
    held.folders.add(folder)
    with os.scandir(f"{root}/{folder}") as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if not entry.is_dir(follow_symlinks=False):
                if path not in manifest.digests:
                    held.strangers.append(path)
            elif path not in manifest.folders:
                if path in needed:
                    _look_into(root, path, manifest, needed, held)
                else:
                    held.strangers.append(path)


def _holds(name: str, content: Content) -> bool:
    try:
        return Path(name).read_bytes() == _bytes_of(content)
    except OSError:
        return False


# What is done to it


def _apply(
    root: str,
    held: _Held,
    paths: Collection[str],
    needed: Collection[str],
    wrong: list[str],
    put: Callable[[str], int | None],
) -> _Changes:
    """Remove what is not wanted, make folders, ``put`` files; that returns a time, or None where nothing was to be done."""
    gone = held.folders - set(needed)
    removed = {*held.digests, *held.strangers} - set(paths)
    changes = _Changes(removed=tuple(sorted(removed)), needed=needed)
    for path in sorted((removed - held.folders) | gone):
        if _folder_of(path) not in gone:  # else it goes with its folder
            _remove(f"{root}/{path}")
            changes.touched.add(_folder_of(path))
    for folder in needed:
        if folder not in held.folders:
            os.mkdir(f"{root}/{folder}")
            changes.touched.update((folder, _folder_of(folder)))
    for path in wrong:
        if (time := put(path)) is not None:
            changes.written[path] = time
            changes.touched.add(_folder_of(path))
    return changes


def _is_folder(name: str) -> bool:
    return os.path.isdir(name) and not os.path.islink(name)


def _remove(name: str) -> None:
    """Remove a file or a whole folder; nothing happens where nothing is."""
    try:
        os.unlink(name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:  # systems say in different ways that it is a folder
        if not _is_folder(name):
            raise
        shutil.rmtree(name)


def _write(name: str, content: Content) -> int:
    """Write a new file in place of what stands there: the old one may have a second name elsewhere, and must not change."""
    data = _bytes_of(content)
    try:
        opened = os.open(name, _NEW_FILE, 0o666)
    except FileExistsError:
        _remove(name)
        opened = os.open(name, _NEW_FILE, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(opened, rest) :]
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from error
    finally:
        os.close(opened)
    return os.lstat(name).st_mtime_ns


def _bytes_of(content: Content) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.read_bytes() if isinstance(content, Path) else content()


def _link(source: str, name: str) -> int:
    """Give a file a second name; where the disk cannot, copy it with its time."""
    _remove(name)
    try:
        os.link(source, name)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(name)
        shutil.copyfile(source, name)
        found = os.stat(source)
        os.utime(name, ns=(found.st_atime_ns, found.st_mtime_ns))
    return os.lstat(name).st_mtime_ns


# What is kept of it


def _signed(folder: Path, before: Manifest, wanted: Wanted, changes: _Changes) -> Manifest:
    """The manifest of a folder after these changes."""
    root = os.fspath(folder)
    os.utime(root)  # what the clock of this disk says now
    stamp = os.lstat(root).st_mtime_ns
    files = {path: before.files.get(path, UNKNOWN) for path in wanted}
    for path, time in changes.written.items():
        signature = _signature(f"{root}/{path}")
        files[path] = signature if signature[1] == time else UNKNOWN
    touched = changes.touched | {""}
    folders = {
        path: _signature(f"{root}/{path}") if path in touched or path not in before.folders else before.folders[path]
        for path in changes.needed
    }
    return Manifest({path: digest for path, (digest, _) in wanted.items()}, files, folders, stamp)
