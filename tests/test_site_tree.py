"""A folder of a site is made to hold what is wanted by difference, whatever was done to it and to what is known of it."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import tries
from hypothesis import given
from hypothesis import strategies as st
from test_publishing import WAYS, beside, quiet
from thidua import site_tree
from thidua.publishing import Publication, exchange
from thidua.site_manifest import EMPTY, Manifest, decode, encode
from thidua.site_tree import Content, Update, update

posix = pytest.mark.skipif(os.name != "posix", reason="links of POSIX")

PAGES = {"index.html": "đầu", "guong/index.html": "các gương", "guong/2024/a/index.html": "a", "en/index.html": "first"}
KEPT = [".site.muc-luc", ".site.truoc"]


def wanted(pages: Mapping[str, str]) -> dict[str, tuple[str, Content]]:
    return {path: (f"sum of {text}", text.encode()) for path, text in pages.items()}


def held(folder: Path) -> dict[str, str]:
    """(path → text) of all files; what no site has is told as such."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = "a link"
        elif path.is_file():
            found[name] = path.read_text()
        elif not any(path.iterdir()):
            found[name] = "an empty folder"
    return found


def times(folder: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def make_old(folder: Path) -> None:
    """Give files times of long ago, so that one written anew is seen."""
    for path in folder.rglob("*.html"):
        os.utime(path, ns=(10**18, 10**18))


# The folder


def test_only_what_differs_is_touched(tmp_path: Path) -> None:
    site = tmp_path / "a/site"
    first = update(site, EMPTY, wanted(PAGES))
    assert held(site) == PAGES and first.written == tuple(sorted(PAGES)) and first.removed == ()
    before = {path: (site / path).stat() for path in PAGES}

    pages = {**PAGES, "guong/index.html": "các gương mới", "phong-trao/index.html": "phong trào"}
    del pages["guong/2024/a/index.html"]
    second = update(site, first.manifest, wanted(pages))
    assert held(site) == pages
    assert second.written == ("guong/index.html", "phong-trao/index.html")
    assert second.removed == ("guong/2024/a/index.html",)
    for path in ("index.html", "en/index.html"):
        assert (site / path).stat() == before[path] or os.name != "posix"

    third = update(site, second.manifest, wanted(pages))
    assert (third.written, third.removed) == ((), ()) and held(site) == pages


def until_the_clock_of_the_disk_ticks(folder: Path) -> None:
    """What was written before is no longer too young to be believed."""
    probe = folder / "đồng hồ"
    probe.touch()
    before = probe.stat().st_mtime_ns
    while probe.stat().st_mtime_ns == before:
        probe.touch()
    probe.unlink()


def test_a_content_is_bytes_or_a_file_or_asked_for_when_it_is_needed(tmp_path: Path) -> None:
    (tmp_path / "ảnh").write_text("ảnh")
    asked = []

    def ask() -> bytes:
        asked.append(1)
        return b"page"

    contents: dict[str, tuple[str, Content]] = {"a": ("1", b"a"), "b": ("2", tmp_path / "ảnh"), "c": ("3", ask)}
    first = update(tmp_path / "site", EMPTY, contents)
    assert held(tmp_path / "site") == {"a": "a", "b": "ảnh", "c": "page"}
    until_the_clock_of_the_disk_ticks(tmp_path)
    second = update(tmp_path / "site", first.manifest, contents)
    asked.clear()
    assert update(tmp_path / "site", second.manifest, contents).written == () == tuple(asked)
    (tmp_path / "site/b").write_text("sửa")
    assert (tmp_path / "ảnh").read_text() == "ảnh"


@pytest.mark.parametrize("path", ["", "/etc/x", "../x", "a/../../x", "a//b", "a/", "./a", "a\\b", "c:x", "a\nb", "a\0"])
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        update(tmp_path / "site", EMPTY, {path: ("", b"x")})
    assert list(tmp_path.rglob("*")) == []


def test_a_file_and_a_folder_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="both a file and a folder"):
        update(tmp_path / "site", EMPTY, wanted({"a": "x", "a/b/c": "y"}))


@pytest.mark.parametrize(
    ("one", "other"), [({"x": "1"}, {"x/y/z": "2"}), ({"x/y/z": "2"}, {"x": "1"}), ({"x/y/z": "2"}, {"x/y": "1"})]
)
@pytest.mark.parametrize("known", [True, False])
def test_files_become_folders_and_folders_files(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], known: bool
) -> None:
    manifest = update(tmp_path / "site", EMPTY, wanted(one)).manifest
    update(tmp_path / "site", manifest if known else EMPTY, wanted(other))
    assert held(tmp_path / "site") == other


def test_a_folder_that_somebody_put_in_a_files_place_may_be_wanted_now(tmp_path: Path) -> None:
    manifest = update(tmp_path / "site", EMPTY, wanted({"x": "1"})).manifest
    replace_by_folder(tmp_path / "site/x")
    update(tmp_path / "site", manifest, wanted({"x/y": "2"}))
    assert held(tmp_path / "site") == {"x/y": "2"}


def test_what_is_edited_while_the_folder_is_brought_up_to_date_is_found_later(tmp_path: Path) -> None:
    def meanwhile() -> bytes:
        (tmp_path / "site/a").write_text("sửa")
        os.utime(tmp_path / "site/a", ns=(10**18, 10**18))
        return b"b"

    first = update(tmp_path / "site", EMPTY, {"a": ("1", b"a"), "b": ("2", meanwhile)})
    late = replace(first.manifest, stamp=LONG_AFTER)
    update(tmp_path / "site", late, {"a": ("1", b"a"), "b": ("2", b"b")})
    assert held(tmp_path / "site") == {"a": "a", "b": "b"}


def edit_secretly(file: Path) -> None:
    """Another text of the same length and with the old time: only the time of the change itself tells."""
    times = file.stat()
    file.write_text(file.read_text()[::-1])
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def replace_by_folder(file: Path) -> None:
    file.unlink()
    (file / "x").mkdir(parents=True)


def link_elsewhere(path: Path) -> None:
    """The same files, but outside of the site."""
    outside = path.parents[2] / "ngoài"
    path.rename(outside)
    path.symlink_to(outside)


ODD: dict[str, Callable[[Path], object]] = {
    "edited": lambda site: (site / "en/index.html").write_text("x"),
    "edited secretly": lambda site: edit_secretly(site / "en/index.html"),
    "deleted": lambda site: (site / "en/index.html").unlink(),
    "folder deleted": lambda site: shutil.rmtree(site / "guong"),
    "all deleted": shutil.rmtree,
    "a folder for a file": lambda site: replace_by_folder(site / "en/index.html"),
    "a file for a folder": lambda site: (shutil.rmtree(site / "guong"), (site / "guong").write_text("x")),
    "a stranger": lambda site: (site / "guong/2024/a/index.html.gz").write_text("x"),
    "a stranger's folder": lambda site: ((site / "x/y").mkdir(parents=True), (site / "x/y/z").write_text("x")),
    "renamed": lambda site: (site / "guong/2024").rename(site / "guong/2025"),
    "exchanged": lambda site: (site / "index.html").replace(site / "en/index.html"),
    "copied with its time": lambda site: shutil.copy2(site / "index.html", site / "en/index.html"),
    "permissions": lambda site: (site / "index.html").chmod(0o600),
}
ODD_LINKS: dict[str, Callable[[Path], object]] = {
    "a folder is a link": lambda site: link_elsewhere(site / "guong"),
    "a file is a link": lambda site: link_elsewhere(site / "index.html"),
    "a link is added": lambda site: (site / "guong/x").symlink_to(site.parent),
    "a link for a folder that will be": lambda site: (site / "mới").symlink_to(site.parent),
}
if os.name == "posix":
    ODD |= ODD_LINKS


LONG_AFTER = 2**62


@pytest.mark.parametrize("what", ODD)
@pytest.mark.parametrize("known", ["lately", "long ago", ""])
def test_what_was_done_to_the_folder_is_found_and_put_right(tmp_path: Path, what: str, known: str) -> None:
    site = tmp_path / "nhà/site"
    manifest = update(site, EMPTY, wanted(PAGES)).manifest
    if known == "long ago":  # none of its files is too young to be believed
        manifest = replace(manifest, stamp=LONG_AFTER)
    ODD[what](site)
    outside = held(tmp_path / "ngoài") if (tmp_path / "ngoài").is_dir() else None
    pages = {**PAGES, "mới/index.html": "mới"}
    update(site, manifest if known else EMPTY, wanted(pages))
    assert held(site) == pages
    if outside is not None:
        assert held(tmp_path / "ngoài") == outside
    if os.name == "posix":
        assert len({(site / path).stat().st_mode for path in pages}) == 1


@pytest.mark.parametrize("text", ["đầu", "đần"])
def test_a_file_as_young_as_its_manifest_is_read(tmp_path: Path, text: str) -> None:
    """As if it had been changed in the tick of the clock in which its signature was taken."""
    site = tmp_path / "site"
    manifest = update(site, EMPTY, wanted(PAGES)).manifest
    (site / "index.html").write_text(text)
    found = (site / "index.html").stat()
    signature = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    young = replace(manifest, files={**manifest.files, "index.html": signature}, stamp=found.st_ctime_ns)
    result = update(site, young, wanted(PAGES))
    assert held(site) == PAGES
    assert result.written == (() if text == "đầu" else ("index.html",))
    old = replace(young, files={**result.manifest.files}, stamp=LONG_AFTER)
    assert update(site, old, wanted(PAGES)).written == ()


def test_a_disk_that_is_full_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(opened: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(site_tree.os, "write", full)
    with pytest.raises(OSError, match="No space left") as error:
        update(tmp_path / "site", EMPTY, wanted({"a/b": "x"}))
    assert error.value.filename == f"{tmp_path / 'site'}/a/b"


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_a_system_may_write_less_than_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    write = os.write
    monkeypatch.setattr(site_tree.os, "write", lambda opened, data: write(opened, data[:at_once]))
    update(tmp_path / "site", EMPTY, wanted(PAGES))
    assert held(tmp_path / "site") == PAGES


# Manifests

SIGNATURE = (1, 2, 3, 2**64 - 1)
ONE = Manifest({"a": "1", "b/c": ""}, {"a": SIGNATURE, "b/c": (5, 6, 7, 8)}, {"": (0, 1, 1, 9), "b": SIGNATURE}, 10)
OTHER = replace(ONE, files={"a": (4, 4, 4, 4), "b/c": (5, 5, 5, 5)}, folders={"": SIGNATURE}, stamp=11)


@pytest.mark.parametrize("pair", [(ONE, OTHER), (ONE, replace(ONE, stamp=3)), (EMPTY, EMPTY)])
def test_manifests_come_back_as_they_were(pair: tuple[Manifest, Manifest]) -> None:
    assert decode(encode(*pair)) == pair


def test_broken_manifests_are_as_none() -> None:
    data = encode(ONE, OTHER)
    for end in range(len(data)):
        assert decode(data[:end]) == (EMPTY, EMPTY)
        assert decode(data[:end] + bytes([data[end] ^ 1]) + data[end + 1 :]) == (EMPTY, EMPTY)
    assert decode(data + b"\0") == (EMPTY, EMPTY)


def test_what_cannot_be_written_down_is_not_kept() -> None:
    assert encode(replace(ONE, files={"a": (0, -1, 0, 0), "b/c": SIGNATURE}), OTHER) == b""
    assert decode(b"") == (EMPTY, EMPTY)


# Sites


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Callable[[Path, Path], None]:
    return WAYS[request.param]


def publish(
    site: Path, pages: Mapping[str, str], way: Callable[[Path, Path], None] = exchange, sound: bool = True
) -> Update:
    """Publish, and see that site and twin hold just that. Where a site was meddled with, ``sound`` is false: its files then
    are in the twin unseen, and put right by the build after the next; but no stranger's is.
    """
    publication = Publication(site, quiet, exchange=way)
    publication.begin()
    result = publication.publish_tree(wanted(pages))
    publication.discard()
    publication.release()
    twin = site.with_name(".site.truoc")
    assert held(site) == dict(pages)
    assert (
        held(twin) == dict(pages)
        if sound
        else {path for path in twin.rglob("*") if path.is_file()} <= {twin / path for path in pages}
    )
    assert beside(site) == KEPT
    return result


def test_sites_one_after_another(tmp_path: Path, way: Callable[[Path, Path], None]) -> None:
    site = tmp_path / "cho/khac/site"
    assert publish(site, PAGES, way).written == tuple(sorted(PAGES))
    make_old(site)
    publish(site, PAGES, way)
    before = times(site)
    for turn in range(4):
        pages = {**PAGES, "index.html": f"lần {turn}", f"guong/{turn}/index.html": "một bài"}
        result = publish(site, pages, way)
        assert result.written == (f"guong/{turn}/index.html", "index.html")
        assert result.removed == ((f"guong/{turn - 1}/index.html",) if turn else ())
        after = times(site)
        assert {path for path in before if before[path] != after[path]} == {f"{site.as_posix()}/index.html"}


def test_nothing_of_a_story_that_was_taken_down_is_left(tmp_path: Path, way: Callable[[Path, Path], None]) -> None:
    site, name = tmp_path / "site", "Nguyễn Thị Bông"
    told = {**PAGES, "index.html": f"mới: {name}", "guong/2024/bong/index.html": name, "guong/2024/bong/anh.webp": name}
    publish(site, told, way)
    publish(site, {**told, "en/index.html": "second"}, way)
    # As programs do that prepare a site for a server.
    (site / "guong/2024/bong/index.html.gz").write_text(name)
    (site / "index.html.gz").write_text(name)
    publish(site, {**PAGES, "guong/2024/bong/index.html": "đã gỡ"}, way)
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or name.encode() not in path.read_bytes(), path


@pytest.mark.parametrize("what", sorted(ODD.keys() - {"all deleted"}))
def test_what_is_edited_in_the_site_is_put_right_in_both(
    tmp_path: Path, what: str, way: Callable[[Path, Path], None]
) -> None:
    site = tmp_path / "nhà/site"
    publish(site, PAGES, way)
    publish(site, PAGES, way)
    ODD[what](site)
    outside = held(tmp_path / "ngoài") if (tmp_path / "ngoài").is_dir() else None
    publish(site, PAGES, way, sound=False)
    publish(site, PAGES, way)
    if outside is not None:
        assert held(tmp_path / "ngoài") == outside


def meddle(site: Path, what: str) -> None:
    twin, manifests = site.with_name(".site.truoc"), site.with_name(".site.muc-luc")
    if what == "no manifests":
        manifests.unlink()
    elif what == "half the manifests":
        manifests.write_bytes(manifests.read_bytes()[:-9])
    elif what == "a folder for manifests":
        manifests.unlink()
        manifests.mkdir()
    elif what == "no twin":
        shutil.rmtree(twin)
    elif what == "no site":
        shutil.rmtree(site)
    elif what == "another site":
        shutil.copytree(site, site.with_name("b"))
        shutil.rmtree(site)
        site.with_name("b").rename(site)
    elif what == "a file for the twin":
        shutil.rmtree(twin)
        twin.write_text("x")
    elif what == "exchanged by hand":
        exchange(site, twin) if os.name == "posix" else None
    elif what == "a link for the twin":
        twin.rename(site.with_name("nơi khác"))
        twin.symlink_to("nơi khác")


MEDDLED = [
    "no manifests",
    "half the manifests",
    "a folder for manifests",
    "no twin",
    "no site",
    "another site",
    "a file for the twin",
    "exchanged by hand",
    *(["a link for the twin"] if os.name == "posix" else []),
]


@pytest.mark.parametrize("what", MEDDLED)
def test_what_is_odd_beside_a_site_costs_only_time(
    tmp_path: Path, what: str, way: Callable[[Path, Path], None]
) -> None:
    site = tmp_path / "site"
    publish(site, PAGES, way)
    publish(site, {**PAGES, "x": "x"}, way)
    meddle(site, what)
    elsewhere = held(tmp_path / "nơi khác") if what == "a link for the twin" else None
    publication = Publication(site, quiet, exchange=way)
    publication.begin()
    publication.publish_tree(wanted({**PAGES, "index.html": "mới"}))
    publication.release()
    assert held(site) == held(tmp_path / ".site.truoc") == {**PAGES, "index.html": "mới"}
    if elsewhere is not None:
        assert held(tmp_path / "nơi khác") == elsewhere
        shutil.rmtree(tmp_path / "nơi khác")
    publish(site, PAGES, way)


def test_a_disk_without_second_names_gets_copies_of_the_same_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Callable[[Path, Path], None]
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(site_tree.os, "link", refused)
    publish(tmp_path / "site", PAGES, way)
    first = times(tmp_path / "site")
    assert publish(tmp_path / "site", PAGES, way).written == ()
    assert times(tmp_path / "site") == first
    pages = {**PAGES, "index.html": "mới"}
    assert publish(tmp_path / "site", pages, way).written == ("index.html",)
    assert publish(tmp_path / "site", pages, way).written == ()


def test_where_the_twin_cannot_be_made_the_site_stands_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    site = tmp_path / "site"
    publish(site, PAGES)
    with monkeypatch.context() as patched:
        patched.setattr(site_tree, "_copy", full)
        publication = Publication(site, quiet)
        publication.begin()
        publication.publish_tree(wanted({**PAGES, "index.html": "mới"}))
        publication.discard()
        publication.release()
    assert held(site) == {**PAGES, "index.html": "mới"}
    assert beside(site) == []
    publish(site, PAGES)


@pytest.mark.parametrize("had", [True, False])
def test_a_page_that_cannot_be_made_leaves_the_last_site_and_nothing_else(tmp_path: Path, had: bool) -> None:
    def fail() -> bytes:
        raise KeyError("a mistake in a template")

    site = tmp_path / "site"
    if had:
        publish(site, PAGES)
    publication = Publication(site, quiet)
    publication.begin()
    with pytest.raises(KeyError):
        publication.publish_tree({**wanted({"a/b": "x"}), "c": ("", fail)})
    assert publication.last_site_stands() == had
    publication.discard()
    publication.release()
    assert held(site) == (PAGES if had else {})
    assert beside(site) == []
    publish(site, PAGES)


def test_a_site_that_is_published_whole_has_no_twin(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, PAGES)
    publication = Publication(site, quiet)
    publication.begin()
    (publication.staging / "index.html").write_text("mới")
    publication.publish()
    publication.release()
    assert held(site) == {"index.html": "mới"} and beside(site) == []
    publish(site, PAGES)


@posix
def test_a_link_in_the_sites_place_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "ổ khác/trang").mkdir(parents=True)
    (tmp_path / "site").symlink_to("ổ khác/trang")
    for word in ("một", "hai"):
        publication = Publication(tmp_path / "site", quiet)
        publication.begin()
        publication.publish_tree(wanted({**PAGES, "index.html": word}))
        publication.release()
        assert (tmp_path / "site").is_symlink() and held(tmp_path / "site") == {**PAGES, "index.html": word}
    assert beside(tmp_path / "ổ khác/trang") == [".trang.muc-luc", ".trang.truoc"]


# Whatever happens, in whatever order


class Killed(BaseException):
    """The end of a build; nothing that it would have done comes after."""


@contextmanager
def killed_at(call: int) -> Iterator[Callable[[Callable[[Path, Path], None]], Callable[[Path, Path], None]]]:
    """Raise at the n-th thing that is done to the disk, counted from 1; a write is done by half. 0: never."""
    left = [call]
    with pytest.MonkeyPatch.context() as patched:

        def counted(function: Callable[..., object], name: str) -> Callable[..., object]:
            def count(*args: object, **options: object) -> object:
                left[0] -= 1
                if left[0] == 0:
                    if name == "write":
                        function(args[0], args[1][: len(args[1]) // 2])  # type: ignore[index, arg-type]
                    raise Killed
                return function(*args, **options)

            return count

        for name in ("mkdir", "open", "write", "unlink", "rmdir", "rename", "link", "utime"):
            patched.setattr(os, name, counted(getattr(os, name), name))
        patched.setattr(Path, "write_bytes", counted(Path.write_bytes, "write_bytes"))
        yield lambda way: counted(way, "exchange")  # type: ignore[return-value]


PATHS = ("index.html", "a/index.html", "a/b/index.html", "a/b/c", "b", "b/x", "c/d/e", "c/d/f")
texts = st.sampled_from(["một", "hai", "ba", ""])
sites = st.dictionaries(st.sampled_from(PATHS), texts, min_size=1).filter(
    lambda pages: not ("b" in pages and "b/x" in pages)
)
meddlings = st.one_of(
    st.just(("nothing", 0)),
    st.tuples(st.sampled_from(["edit", "edit secretly", "delete", "stranger", "touch", "link"]), st.integers(0, 99)),
    st.tuples(st.sampled_from(["truncate", "no manifests", "no twin", "no site"]), st.integers(0, 999)),
)
steps = st.lists(st.tuples(sites, meddlings, st.sampled_from(["site", ".site.truoc"]), st.integers(0, 60)), max_size=7)


def meddle_with(root: Path, name: str, what: str, which: int) -> None:
    folder, manifests = root / name, root / ".site.muc-luc"
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    if what in ("no twin", "no site"):
        shutil.rmtree(root / (".site.truoc" if what == "no twin" else "site"), ignore_errors=True)
    elif what == "no manifests":
        manifests.unlink(missing_ok=True)
    elif what == "truncate" and manifests.exists():
        manifests.write_bytes(manifests.read_bytes()[:which])
    elif what == "stranger" and folder.is_dir():
        inside = [folder, *sorted(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())]
        stranger = random.Random(which).choice(inside) / (*PATHS, "lạ")[which % 9].rpartition("/")[2]
        if not stranger.exists():
            stranger.write_text("người lạ") if which % 2 else stranger.mkdir()
    elif files and what in ("edit", "edit secretly", "delete", "touch", "link"):
        meddle_with_file(files[which % len(files)], what)


def meddle_with_file(file: Path, what: str) -> None:
    if what == "edit":
        file.write_text("sửa")
    elif what == "edit secretly":
        edit_secretly(file)
    elif what == "touch":
        file.touch()
    else:
        file.unlink()
        if what == "link" and os.name == "posix":
            file.symlink_to(file.parent)


@tries(80)
@given(steps, st.sampled_from(sorted(WAYS)))
def test_any_site_after_any_other_whatever_was_done_and_whenever_a_build_was_killed(
    tmp_path_factory: pytest.TempPathFactory, taken: list[tuple[dict[str, str], tuple[str, int], str, int]], named: str
) -> None:
    root = tmp_path_factory.mktemp("any")
    site, stands = root / "site", {}
    for pages, (what, which), name, call in taken:
        meddle_with(root, name, what, which)
        stands = held(site)
        publication = Publication(site, quiet)
        with killed_at(call) as counted:
            publication._exchange = counted(WAYS[named])
            try:
                publication.begin()
                publication.publish_tree(wanted(pages))
                stands = pages
            except Killed:
                pass
        publication.release()
        if stands is not pages:
            after = Publication(site, quiet)
            after.begin()
            assert held(site) in (stands, pages)
            after.discard()
            after.release()
    publish(site, PAGES, WAYS[named], sound=False)
    publish(site, PAGES, WAYS[named])
    shutil.rmtree(root)
