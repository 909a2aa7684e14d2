"""«make zip»: the built site as one file that opens without a server.

A server answers ``/guong/`` with ``/guong/index.html``; a folder on a disk does not. So each link to a folder of the site
gets its ``index.html`` here, and ``MO-TRANG-NAY.html`` at the root leads to the first page. The same site gives the same
bytes: entries are sorted and carry one date.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from thidua.publishing import CannotPublish, Lock, reason  # noqa: E402

FOLDER = "thi-dua"
START = "MO-TRANG-NAY.html"
# The oldest date that a zip can hold.
DATE = (1980, 1, 1, 0, 0, 0)

_HREF = re.compile(r'(<(?:a|link|form)\b[^>]*?\b(?:href|action)=")([^"]*)(")')
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n?')


def to_file(target: str) -> str:
    """A relative link to a folder → to its ``index.html``; anything else stays."""
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr]
    if "//" in path or ":" in path or path.startswith("/"):
        return target
    if path in (".", "..") or path.endswith(("/.", "/..")):
        path += "/"
    return f"{path}index.html{mark}{rest}" if path.endswith("/") else target


def offline(html: str) -> str:
    """A page whose links open from a disk. A font cannot be preloaded from there."""
    html = _PRELOAD.sub("", html)
    return _HREF.sub(lambda match: match[1] + to_file(match[2]) + match[3], html)


def make_zip(site: Path, out: Path) -> str:
    """Write the zip; its SHA-256, which also goes into a file beside it. The last zip stays until the new one is whole."""
    entries = {
        f"{FOLDER}/{path.relative_to(site).as_posix()}": path.read_bytes()
        for path in site.rglob("*")
        # No link is followed: the zip holds what the build has written.
        if path.is_file() and not path.is_symlink() and path.name not in ("sitemap.xml", "sitemap.xml.gz", "404.html")
    }
    for name, data in entries.items():
        if name.endswith(".html"):
            entries[name] = offline(data.decode("utf-8")).encode("utf-8")
    entries[START] = (ROOT / "tools/mo-trang-nay.html").read_bytes()
    out.parent.mkdir(parents=True, exist_ok=True)
    with _written_beside(out) as new:
        _pack(entries, new)
        digest = hashlib.sha256(new.read_bytes()).hexdigest()
        with _written_beside(out.with_name(f"{out.name}.sha256")) as told:
            told.write_text(f"{digest}  {out.name}\n", encoding="utf-8")
    return digest


def _pack(entries: dict[str, bytes], out: Path) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, entries[name])


@contextmanager
def _written_beside(path: Path) -> Iterator[Path]:
    """A file to write, which then takes the place of ``path``; nothing is left of it where that fails."""
    new = path.with_name(f".{path.name}.dang-ghi")
    try:
        yield new
        with new.open("rb+") as file:
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


@contextmanager
def _nobody_builds(site: Path) -> Iterator[None]:
    """Hold the lock of builds, so that all pages are of one site; where none can be had, nobody can build either."""
    lock = Lock(site.resolve(), lambda line: print(line, file=sys.stderr))
    with suppress(PermissionError):
        lock.take()
    try:
        yield
    finally:
        lock.release()


def main() -> str | int:
    """The command line; what went wrong, or 0."""
    parser = argparse.ArgumentParser(description="Gói trang thành một tệp zip / pack the site into one zip")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--out", type=Path, default=ROOT / "dist/thi-dua.zip")
    arguments = parser.parse_args()
    if not (arguments.site / "index.html").exists():
        return f"{arguments.site}: chưa có trang, hãy chạy «make site» trước / there is no site; run «make site» first"
    try:
        with _nobody_builds(arguments.site):
            digest = make_zip(arguments.site, arguments.out)
    except (CannotPublish, OSError) as error:
        return reason(error) or str(error)
    print(f"{arguments.out} ({arguments.out.stat().st_size // 1024} kB, sha256 {digest[:16]}…)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
