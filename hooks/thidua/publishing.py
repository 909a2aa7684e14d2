"""The way of a finished site into its place: whole or not at all, whatever ends a build, and however many there are.

A folder beside the site is filled; when that is done, it and the site change places in one step of the file system. One
build at a time has the lock, which the system frees when a process ends.

Either MkDocs fills an empty folder (``publish``). Or the whole site is handed over (``publish_tree``), and the folder is a
twin of the site, kept from build to build, in which only what differs is touched; what came out of the site's place is then
made the next twin, so that it holds nothing of what was taken down. Files that do not change have a name in both. What both
hold stands in ``.site.muc-luc``, which is away for as long as either is touched: a twin without it is deleted.

Wherever a build is killed, the disk holds one of these states, and the next build begins by putting it in order:

    site   .site.dang-dung    .site.truoc           .site.muc-luc   .site.ban-cu
    old    –                  –                     –               –              nobody builds, after «publish»
    old    part of the new    –                     –               –              MkDocs writes
    new    part of the old    –                     –               –              the old one is being deleted
    –      new                –                     –               old            between two renames, where a system
                                                                                   cannot exchange: the old one comes back
    new    –                  –                     –               old            after them
    old    –                  as the old            there           –              nobody builds, after «publish_tree»
    old    –                  partly the new        –               –              the twin is being brought up to date
    new    –                  partly the old        –               –              they have changed places, and what was
                                                                                   the site is being made the twin
    –      –                  new                   –               old            between two renames
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from thidua.site_manifest import EMPTY, Manifest, decode, encode
from thidua.site_tree import Update, Wanted, update_both

# Seconds that a build waits for another one that writes to the same place.
PATIENCE = 600.0
# Seconds between two looks whether the other one is done.
_LOOK_AGAIN = 0.2
# What systems answer where a lock cannot be had on this kind of disk at all.
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # <fcntl.h>, <linux/fs.h>
_RENAME_SWAP = 2  # <sys/stdio.h> of macOS

_FULL = ("đĩa đã đầy, hãy xóa bớt tệp rồi dựng lại", "the disk is full; make room and build again")
_SHUT = (
    "không được phép ghi hoặc đọc ở đây, hãy xem lại quyền của thư mục rồi dựng lại",
    "may not be written or read; see to the permissions and build again",
)
_MOUNTED = (
    "là ổ đĩa gắn vào nên không thay trọn một lần được, hãy dựng vào một thư mục con của nó (mkdocs build --site-dir …)",
    "is a mounted disk, which cannot be replaced in one step; build into a folder below it (mkdocs build --site-dir …)",
)
_TOO_MANY = (
    "máy đang mở quá nhiều tệp, hãy dựng lại sau",
    "too many files are open on this machine; build again later",
)
_IN_THE_WAY = (
    "có một tệp ở chỗ cần thư mục, hãy chuyển tệp ấy đi rồi dựng lại",
    "a file stands where a folder is needed; move it away and build again",
)
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: (
        "hết dung lượng được cấp, hãy xóa bớt tệp rồi dựng lại",
        "the quota of disk space is used up; make room and build again",
    ),
    errno.EFBIG: (
        "tệp lớn hơn mức máy cho phép, hãy nhờ người quản trị nâng mức ấy (ulimit -f)",
        "the file is larger than the machine allows; have the limit raised (ulimit -f)",
    ),
    errno.EROFS: (
        "ổ đĩa này chỉ cho đọc, hãy dựng vào chỗ khác (mkdocs build --site-dir …)",
        "the disk is read-only; build elsewhere (mkdocs build --site-dir …)",
    ),
    errno.EACCES: _SHUT,
    errno.EPERM: _SHUT,
    errno.EBUSY: _MOUNTED,
    errno.EXDEV: _MOUNTED,
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.ENAMETOOLONG: ("tên quá dài, hãy đặt tên ngắn hơn", "the name is too long; choose a shorter one"),
    errno.EIO: (
        "ổ đĩa đọc ghi bị lỗi, hãy kiểm tra ổ đĩa rồi dựng lại",
        "the disk fails to read or write; have it checked and build again",
    ),
    errno.ENOENT: (
        "tệp vừa bị xóa hoặc đổi tên trong lúc dựng, hãy dựng lại",
        "went away while the site was built; build again",
    ),
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
}


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})

# What every site that this project ever built holds: a folder with files and without these is somebody else's.
_MARKS = ("index.html", "assets/thidua.css")


class CannotPublish(Exception):
    """Why nothing can be built into a place and what to do, in both languages."""

    def __init__(self, path: Path, vi: str, en: str) -> None:
        super().__init__(f"{_shown(path)}: {vi} / {en}")


def reason(error: BaseException) -> str | None:
    """What the disk or the memory refused and what to do, in one line; None for an error of another kind."""
    if isinstance(error, CannotPublish):
        return str(error)
    if isinstance(error, MemoryError):
        return "bộ nhớ: đã hết, hãy tắt bớt chương trình rồi dựng lại / memory ran out; close programs and build again"
    if not isinstance(error, OSError) or error.errno is None:  # a template that is not there is an OSError as well
        return None
    what = " ".join(str(error.strerror).split())
    vi, en = _REASONS.get(error.errno, (f"máy báo «{what}», hãy dựng lại", f'the system says "{what}"; build again'))
    # A file that is copied is named first, but it is at the place of its copy that there is no room.
    path = error.filename2 if error.errno in _NO_ROOM and error.filename2 else error.filename
    where = _shown(path) if isinstance(path, str | bytes | Path) else "trang / the site"
    return f"{where}: {vi} / {en}"


def _shown(path: str | bytes | Path) -> str:
    """A path as it can stand in a line, whatever bytes its names are made of."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "�" for char in text)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places in one step; ``OSError`` where the system or the kind of disk cannot."""
    system, names = _system(), (os.fsencode(one), os.fsencode(other))
    if sys.platform == "linux" and hasattr(system, "renameat2"):
        failed = system.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(system, "renamex_np"):
        failed = system.renamex_np(*names, _RENAME_SWAP)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one), None, str(other))
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(one), None, str(other))


def _system() -> Any:
    """The functions of the system's own library; Windows has another, in which none of ours is."""
    return ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


class Lock:
    """At most one process at a time has it for a place; ``release`` frees it, and so does the end of the process."""

    def __init__(self, target: Path, tell: Callable[[str], None], patience: float = PATIENCE) -> None:
        self._target = target
        self._tell = tell
        self._patience = patience
        self.file = _beside(target, "khoa")
        # A file that stands for a lock by being there would outlive a killed build.
        self._lock = FileLock(self.file, thread_local=False, fallback_to_soft=False)

    def take(self) -> None:
        """Wait for it where need be, and say so once; ``CannotPublish`` when it takes too long."""
        self._target.parent.mkdir(parents=True, exist_ok=True)
        if self.file.is_symlink() or (self.file.exists() and not self.file.is_file()):
            raise CannotPublish(
                self.file,
                "chỗ này cần một tệp thường để khóa, hãy xóa thứ đang ở đây rồi dựng lại",
                "a plain file is needed here for the lock; delete what stands here and build again",
            )
        try:
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                self._wait()
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            self._tell(
                f"{_shown(self.file)}: ổ đĩa này không khóa được, đừng dựng hai lần cùng lúc"
                " / this disk knows no locks; do not run two builds at once"
            )

    def _wait(self) -> None:
        self._tell(
            f"{_shown(self._target)}: đang có một lần dựng khác ghi vào đây, chờ nó xong …"
            " / another build is writing here; waiting for it …"
        )
        try:
            self._lock.acquire(timeout=self._patience, poll_interval=_LOOK_AGAIN)
        except Timeout:
            raise CannotPublish(
                self._target,
                "chờ đã lâu mà lần dựng kia chưa xong, hãy tắt nó rồi dựng lại",
                "waited long, and the other build is not done; stop it and build again",
            ) from None

    def release(self) -> None:
        """Free it; nothing happens to one that is not held."""
        self._lock.release(force=True)


class Publication:
    """One build's site on its way: ``begin``, then let MkDocs fill ``staging``, then ``publish`` or ``discard``.

    Or ``begin``, then ``publish_tree`` with the whole site; what stands in ``staging`` then is deleted.
    ``tell`` gets lines for whoever waits. A symbolic link in the site's place is followed, and stays a link. ``sources``
    are folders that the site is made from: it can be neither in their place, nor in one of them, nor around one; where they
    are given, a folder with files that is no site of ours is refused as well.
    """

    def __init__(
        self,
        site: Path,
        tell: Callable[[str], None],
        patience: float = PATIENCE,
        exchange: Callable[[Path, Path], None] = exchange,
        sources: Iterable[Path] = (),
    ) -> None:
        self.site = site
        self._target = Path(os.path.realpath(site))
        self._exchange = exchange
        self._sources = tuple(Path(os.path.realpath(source)) for source in sources)
        self.staging = _beside(self._target, "dang-dung")
        self._old = _beside(self._target, "ban-cu")
        self._twin = _beside(self._target, "truoc")
        self._manifests = _beside(self._target, "muc-luc")
        self._lock = Lock(self._target, tell, patience)
        self._begun = False
        self._last = _identity(self._target)

    def begin(self) -> None:
        """Take the lock, put in order what a killed build left, and make the folder to be filled."""
        self._refuse_odd_places()
        self._lock.take()
        self._begun = True
        self._bring_back()
        self._last = _identity(self._target)
        self.staging.mkdir()

    def publish(self) -> None:
        """Put the filled folder in the site's place; ``OSError`` where that fails, and then the last site stays."""
        self._put_in_place(self.staging)
        # What cannot be deleted now the next build deletes, or tells. A twin would be one of the site before this one.
        with suppress(OSError):
            _delete(self._manifests)
            _delete(self._twin)
            _delete(self.staging)

    def publish_tree(self, wanted: Wanted) -> Update:
        """Have the site hold exactly the ``wanted`` files, whole or not at all; what was written for that and removed.

        ``OSError`` where the disk refuses, ``ValueError`` at paths that cannot be: the last site stays.
        """
        of_site, of_twin = self._known()
        _delete(self._manifests)
        if of_twin is EMPTY and not _is_on_disk_of(self._twin, self._target.parent):
            _delete(self._twin)

        def put_in_place() -> Path:
            self._put_in_place(self._twin)
            return self._target

        published, left = update_both(self._twin, of_twin, wanted, put_in_place, of_site)
        # Where nothing can be kept, the next build writes everything anew.
        with suppress(OSError):
            if left is None:
                _delete(self._twin)
            else:
                self._manifests.write_bytes(encode(published.manifest, left))
            _delete(self.staging)
        return published

    def _known(self) -> tuple[Manifest, Manifest]:
        """What the site and its twin held; ``EMPTY`` where that is not known for these two folders."""
        try:
            of_site, of_twin = decode(self._manifests.read_bytes())
        except OSError:
            return EMPTY, EMPTY
        on_disk = _is_on_disk_of(self._twin, self._target.parent)
        site, twin = _identity(self._target), _identity(self._twin)
        return (
            of_site if site and of_site.is_of(site[1]) else EMPTY,
            of_twin if on_disk and twin and of_twin.is_of(twin[1]) else EMPTY,
        )

    def _put_in_place(self, new: Path) -> None:
        _write_out(new)
        if not self._target.exists():
            new.rename(self._target)
        else:
            try:
                self._exchange(new, self._target)
            except OSError:  # some systems and disks cannot; one that refuses renames as well says why
                self._rename_both(new)
        _write_out_folder(self._target.parent)

    def _rename_both(self, new: Path) -> None:
        self._target.rename(self._old)
        try:
            new.rename(self._target)
        except OSError:
            self._old.rename(self._target)
            raise
        # Under its old name a folder may be brought back, so nothing is deleted from it while it has that name.
        self._old.rename(new)

    def discard(self) -> None:
        """Delete what was written, and leave the last site in its place; also after ``publish``, or half of it."""
        if self._begun:
            with suppress(OSError):
                self._bring_back()

    def last_site_stands(self) -> bool:
        """Whether there was a site before this build, and it is in its place."""
        return self._last is not None and _identity(self._target) == self._last

    def release(self) -> None:
        """Let the next build begin."""
        self._begun = False
        self._lock.release()

    def _bring_back(self) -> None:
        if self._old.exists() and not os.path.lexists(self._target):
            self._old.rename(self._target)
        _delete(self.staging)
        if not self._manifests.is_file():  # nobody knows what is in it
            _delete(self._twin)
        if os.path.lexists(self._old):
            self._old.rename(self.staging)
            _delete(self.staging)

    def _refuse_odd_places(self) -> None:
        """``CannotPublish`` where a site cannot be put, or where putting it would delete what is no site."""
        if self.site.is_symlink() and not self.site.exists():
            raise CannotPublish(
                self.site,
                "là đường dẫn tắt (symlink) tới một nơi không có, hãy xóa hoặc sửa lại",
                "is a link to a place that does not exist; delete or mend the link",
            )
        if self._target.exists() and not self._target.is_dir():
            raise CannotPublish(
                self.site,
                "đang là một tệp, hãy chuyển nó đi để dựng trang vào một thư mục",
                "is a file; move it away, the site is built into a folder",
            )
        self._refuse_sources()
        if os.path.ismount(self._target):
            raise CannotPublish(self.site, *_MOUNTED)
        if os.path.lexists(self._target / ".git"):
            raise CannotPublish(
                self.site,
                "là một kho git, dựng trang sẽ xóa kho ấy; hãy dựng vào chỗ khác rồi chép sang",
                "is a git repository, which a build would delete; build elsewhere and copy the site",
            )
        if self._sources and _holds_files(self._target) and not _is_site(self._target):
            raise CannotPublish(
                self.site,
                "đang có những tệp không phải của trang, dựng trang sẽ xóa hết; hãy chuyển chúng đi hoặc dựng vào chỗ khác",
                "holds files that are no site of ours, which a build would delete; move them away or build elsewhere",
            )

    def _refuse_sources(self) -> None:
        for source in self._sources:
            if self._target == source or self._target in source.parents or source in self._target.parents:
                raise CannotPublish(
                    self.site,
                    f"không dựng trang vào đây được vì có {_shown(source.name)} của dự án; hãy dựng vào thư mục site",
                    f'the project keeps its "{_shown(source.name)}" here; build into the folder "site"',
                )


def _identity(folder: Path) -> tuple[int, int] | None:
    """What a folder keeps when it is renamed; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_on_disk_of(folder: Path, other: Path) -> bool:
    """Whether it is a folder, no link to one, and can change places with one in ``other``."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_dev == other.stat().st_dev


def _holds_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _is_site(folder: Path) -> bool:
    return all((folder / mark).is_file() for mark in _MARKS)


def _beside(target: Path, what: str) -> Path:
    return target.parent / f".{target.name}.{what}"


def _delete(path: Path) -> None:
    """Delete a folder, or whatever else has its name."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write_out(folder: Path) -> None:
    """Have the disk hold what was written: else, after a power cut, the new site might be names of empty files.

    All of its file system in one call (about 0.02 s for a site); a call for each of its files takes ten times as long.
    """
    system = _system()
    if not hasattr(system, "syncfs"):
        if hasattr(os, "sync"):
            os.sync()
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        if system.syncfs(opened):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(opened)


def _write_out_folder(folder: Path) -> None:
    """Likewise the names in a folder; not every system can, and the site stands already."""
    if os.name != "posix":
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
