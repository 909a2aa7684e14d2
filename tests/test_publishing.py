"""A site is published whole or not at all: whatever ends a build, and however many there are."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Project, copy_project
from thidua.publishing import CannotPublish, Lock, Publication, exchange, reason

sys.path.insert(0, str(ROOT / "tools"))

from kill_builds import faults, kill_many, manifest

posix = pytest.mark.skipif(os.name != "posix", reason="signals, limits and links of POSIX")


def refused(_: Path, __: Path) -> None:
    """What a system says that cannot exchange two folders."""
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))


WAYS: dict[str, Callable[[Path, Path], None]] = {"exchange": exchange, "two renames": refused}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Callable[[Path, Path], None]:
    return WAYS[request.param]


def quiet(line: str) -> None:
    pytest.fail(f"nothing was to be told, but: {line}")


def fill(folder: Path, word: str) -> None:
    """A small site, its word in every file."""
    for name in ("index.html", "guong/index.html", "en/index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(word)


def words_of(site: Path) -> set[str]:
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(files) == 3
    return {file.read_text() for file in files}


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path.name not in (site.name, f".{site.name}.khoa"))


def publish(site: Path, word: str, way: Callable[[Path, Path], None] = exchange) -> None:
    publication = Publication(site, quiet, exchange=way)
    publication.begin()
    fill(publication.staging, word)
    publication.publish()
    publication.release()


def publish_by_difference(site: Path, word: str, way: Callable[[Path, Path], None] = exchange) -> None:
    """The same small site, handed over as a whole."""
    publication = Publication(site, quiet, exchange=way)
    publication.begin()
    names = ("index.html", "guong/index.html", "en/index.html")
    publication.publish_tree({name: (word, word.encode()) for name in names})
    publication.release()


HOW = {"whole": publish, "by difference": publish_by_difference}


# One after another


def test_the_first_site_and_those_after_it(tmp_path: Path, way: Callable[[Path, Path], None]) -> None:
    site = tmp_path / "cho/khac/site"
    for word in ("một", "hai", "ba"):
        publish(site, word, way)
        assert words_of(site) == {word}
        assert beside(site) == []


def test_this_system_exchanges_two_folders_in_one_step(tmp_path: Path) -> None:
    one, other = tmp_path / "một", tmp_path / "hai"
    fill(one, "một")
    fill(other, "hai")
    if sys.platform in ("linux", "darwin"):
        exchange(one, other)
        assert (words_of(one), words_of(other)) == ({"hai"}, {"một"})
    with pytest.raises(OSError):
        exchange(one, tmp_path / "không có")


def test_what_was_in_the_last_site_alone_is_gone(tmp_path: Path, way: Callable[[Path, Path], None]) -> None:
    site = tmp_path / "site"
    fill(site, "cũ")
    (site / "thừa.html").write_text("cũ")
    publish(site, "mới", way)
    assert words_of(site) == {"mới"}


def test_discarding_leaves_the_last_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for had in (False, True):
        publication = Publication(site, quiet)
        publication.begin()
        fill(publication.staging, "dở dang")
        publication.discard()
        publication.release()
        assert site.exists() == had and beside(site) == []
        if had:
            assert words_of(site) == {"một"}
        else:
            publish(site, "một")


def test_where_the_second_rename_fails_the_last_site_comes_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, "một")
    publication = Publication(site, quiet, exchange=refused)
    publication.begin()
    publication.staging.rmdir()
    with pytest.raises(FileNotFoundError):
        publication._rename_both(publication.staging)
    assert words_of(site) == {"một"}
    publication.discard()
    publication.release()
    assert words_of(site) == {"một"} and beside(site) == []


# Killed builds

SITE, STAGING, OLD, TWIN = "site", ".site.dang-dung", ".site.ban-cu", ".site.truoc"
# What a killed build may leave → what stands there once the next one has begun (None: no site).
STATES: dict[str, tuple[dict[str, str], str | None]] = {
    "nothing": ({}, None),
    "the first build, killed": ({STAGING: "dở"}, None),
    "killed while building": ({SITE: "cũ", STAGING: "dở"}, "cũ"),
    "killed after the exchange": ({SITE: "mới", STAGING: "cũ"}, "mới"),
    "killed between two renames": ({STAGING: "mới", OLD: "cũ"}, "cũ"),
    "killed after two renames": ({SITE: "mới", OLD: "cũ"}, "mới"),
    "killed, and the half site deleted by hand": ({OLD: "cũ"}, "cũ"),
    "killed twice": ({SITE: "mới", STAGING: "dở", OLD: "cũ"}, "mới"),
}


@pytest.mark.parametrize("state", STATES)
def test_the_next_build_puts_in_order_what_a_killed_one_left(tmp_path: Path, state: str) -> None:
    folders, whole = STATES[state]
    for name, word in folders.items():
        fill(tmp_path / name, word)
    publication = Publication(tmp_path / SITE, quiet)
    publication.begin()
    assert list(publication.staging.iterdir()) == []
    assert beside(tmp_path / SITE) == [STAGING]
    assert (words_of(tmp_path / SITE) if whole else (tmp_path / SITE).exists()) == ({whole} if whole else False)
    fill(publication.staging, "mới hơn")
    publication.publish()
    publication.release()
    assert words_of(tmp_path / SITE) == {"mới hơn"} and beside(tmp_path / SITE) == []


@posix
def test_leftovers_of_another_kind_are_removed_but_not_what_a_link_leads_to(tmp_path: Path) -> None:
    fill(tmp_path / "khác/nhà", "của người khác")
    (tmp_path / STAGING).symlink_to(tmp_path / "khác/nhà")
    (tmp_path / OLD).write_text("một tệp")
    fill(tmp_path / SITE, "cũ")
    publish(tmp_path / SITE, "mới")
    assert words_of(tmp_path / SITE) == {"mới"}
    assert words_of(tmp_path / "khác/nhà") == {"của người khác"}
    assert beside(tmp_path / SITE) == ["khác"]


# Publishes one word after another, as quickly as can be, by two renames or by the exchange.
LOOP = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from test_publishing import HOW, WAYS
print("ready", flush=True)
for turn in range(10**6):
    HOW[sys.argv[5]](Path(sys.argv[3]), str(turn), WAYS[sys.argv[4]])
"""


@posix
@pytest.mark.parametrize("named", WAYS)
@pytest.mark.parametrize("how", HOW)
def test_killed_while_the_folders_change_places_one_whole_site_is_left(tmp_path: Path, named: str, how: str) -> None:
    site, chance = tmp_path / "site", random.Random(6)
    HOW[how](site, "đầu")
    for turn in range(8):
        arguments = [sys.executable, "-c", LOOP, str(ROOT / "hooks"), str(ROOT / "tests"), str(site), named, how]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.02, 0.1))
            process.kill()
        assert named == "two renames" or site.is_dir()
        publication = Publication(site, quiet)
        publication.begin()
        assert len(words_of(site)) == 1
        publication.discard()
        publication.release()
        assert beside(site) in ([], [".site.muc-luc", ".site.truoc"])
        assert how == "by difference" or beside(site) == []
        HOW[how](site, f"sau {turn}", WAYS[named])
        assert words_of(site) == {f"sau {turn}"}


@posix
def test_builds_killed_at_random_leave_a_whole_site_and_the_next_one_needs_no_help(project: Project) -> None:
    """The same with 200 kills: «make kill-test»."""
    seen = kill_many(project.root, 12, seed=20)
    assert faults(seen) == []
    assert seen["killed while building"] == 12 and seen["with leftovers"] >= 1
    assert seen["the old site"] + seen["the new site"] == seen["killed while building"] + seen["had ended"]


def test_the_test_of_kills_sees_what_must_not_be(tmp_path: Path) -> None:
    fill(tmp_path, "một")
    before = manifest(tmp_path)
    (tmp_path / "index.html").write_text("mộ")
    assert manifest(tmp_path) != before
    (tmp_path / "index.html").write_text("một")
    (tmp_path / "trống").mkdir()
    assert manifest(tmp_path) != before
    seen = {"DAMAGED": 1, "the old site": 3, "no page (x)": 1, "damaged": 1, "NOT MENDED BY THE NEXT BUILD": 1}
    assert len(faults(seen)) == 4  # type: ignore[arg-type]


# Two at once


def test_a_second_build_says_once_that_it_waits_and_gives_up_in_the_end(tmp_path: Path) -> None:
    first, told = Lock(tmp_path / "site", quiet), []
    first.take()
    second = Lock(tmp_path / "site", told.append, patience=0.5)
    with pytest.raises(CannotPublish, match="chờ đã lâu mà lần dựng kia chưa xong"):
        second.take()
    assert len(told) == 1 and told[0].endswith(
        "site: đang có một lần dựng khác ghi vào đây, chờ nó xong … / another build is writing here; waiting for it …"
    )
    first.release()
    second.take()
    Lock(tmp_path / "site-khac", quiet).take()
    second.release()
    second.release()
    first.take()
    first.release()


def test_who_waits_in_vain_leaves_the_others_folder_alone(tmp_path: Path) -> None:
    first = Publication(tmp_path / "site", quiet)
    first.begin()
    fill(first.staging, "một")
    second = Publication(tmp_path / "site", lambda line: None, patience=0.1)
    with pytest.raises(CannotPublish):
        second.begin()
    second.discard()
    second.release()
    first.publish()
    first.release()
    assert words_of(tmp_path / "site") == {"một"}


@pytest.mark.parametrize("kind", ["a folder", "a link to nothing", "a link"])
def test_what_cannot_be_a_lock_is_told_and_left(tmp_path: Path, kind: str) -> None:
    lock = Lock(tmp_path / "site", quiet)
    (tmp_path / "nhật ký").write_text("của người khác")
    if kind == "a folder":
        lock.file.mkdir()
    else:
        lock.file.symlink_to("không có" if kind == "a link to nothing" else "nhật ký")
    with pytest.raises(CannotPublish, match="chỗ này cần một tệp thường để khóa, hãy xóa"):
        lock.take()
    assert (tmp_path / "nhật ký").read_text() == "của người khác" and not (tmp_path / "không có").exists()


def test_the_last_site_stands_until_another_takes_its_place(tmp_path: Path, way: Callable[[Path, Path], None]) -> None:
    site = tmp_path / "site"
    for had in (False, True):
        publication = Publication(site, quiet, exchange=way)
        publication.begin()
        assert publication.last_site_stands() == had
        fill(publication.staging, "mới")
        publication.publish()
        assert not publication.last_site_stands()
        publication.discard()
        publication.release()


LEFT = ("khoa", "dang-dung/a", "ban-cu/a", "truoc/a", "muc-luc")


@pytest.mark.parametrize("name", ["site", "trang.moi"])
def test_git_ignores_what_builds_leave_beside_a_site(name: str) -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", "--stdin"],
        cwd=ROOT,
        input="".join(f".{name}.{what}\n" for what in LEFT),
        capture_output=True,
        text=True,
    )
    assert len(ignored.stdout.splitlines()) == len(LEFT)


class Running:
    """A build of a project that is under way."""

    def __init__(self, project: Project, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", *options],
            cwd=project.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def wait_for(self, words: str) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if words in line:
                return
        pytest.fail(f"{words!r} never came")

    def end(self) -> tuple[int, str]:
        """(exit status, what was told since)."""
        out, err = self.process.communicate(timeout=120)
        return self.process.returncode, out + err


def test_two_builds_at_once_come_after_each_other_and_give_the_site_of_one(built: Project, project: Project) -> None:
    lock = Lock(project.site, quiet)
    lock.take()
    builds = [Running(project), Running(project)]
    for build in builds:
        build.wait_for("đang có một lần dựng khác ghi vào đây, chờ nó xong")
    lock.release()
    for build in builds:
        code, told = build.end()
        assert code == 0, told
        assert "chờ nó xong" not in told
    assert manifest(project.site) == manifest(built.site)
    assert project.left_behind() == []


def test_the_zip_waits_for_a_build_and_the_last_one_stays_when_it_fails(published: Project) -> None:
    out = published.root / "dist/thi-dua.zip"
    command = ("tools/make_zip.py", "--site", str(published.site), "--out", str(out))
    assert published.run(*command).returncode == 0
    before = out.read_bytes()
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
    assert hashlib.sha256(before).hexdigest() in out.with_name("thi-dua.zip.sha256").read_text()
    lock = Lock(published.site, quiet)
    lock.take()
    with subprocess.Popen(
        [sys.executable, *command], cwd=published.root, stderr=subprocess.PIPE, encoding="utf-8"
    ) as zipping:
        assert zipping.stderr is not None and "chờ nó xong" in zipping.stderr.readline()
        lock.release()
        assert zipping.wait(60) == 0
    assert out.read_bytes() == before
    if os.name == "posix":
        result = published.run(
            "-c", LIMITED.replace('run_module("mkdocs"', "run_path(sys.argv.pop(1)"), "9000", *command
        )
        assert result.returncode == 1 and "Traceback" not in result.stderr
        assert "tệp lớn hơn mức máy cho phép" in result.stderr
    assert published.run(*command[:2], "khong-co/site").returncode == 1
    assert out.read_bytes() == before
    assert sorted(file.name for file in out.parent.iterdir()) == ["thi-dua.zip", "thi-dua.zip.sha256"]


# What ends a build


@pytest.fixture
def published(built: Project, tmp_path: Path) -> Iterator[Project]:
    """A project with a site, which no test may have changed at its end."""
    project = copy_project(tmp_path / "project")
    shutil.copytree(built.site, project.site)
    before = manifest(project.site)
    yield project
    assert manifest(project.site) == before
    assert project.left_behind() == []


def told_in_one_line(result: subprocess.CompletedProcess[str], line: str) -> None:
    told = result.stdout + result.stderr
    assert result.returncode == 1, told
    assert "Traceback" not in told
    faults = [line for line in told.splitlines() if line.strip() and not line.startswith("INFO")]
    assert len(faults) == 1 and line in faults[0], told


LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
runpy.run_module("mkdocs", run_name="__main__")
"""


@posix
@pytest.mark.parametrize("most", [1_000, 15_000, 60_000])
def test_a_file_that_the_machine_refuses_is_one_line(published: Project, most: int) -> None:
    """The pages of a disk that is full are refused in the same way; which of them is first does not matter."""
    result = published.run("-c", LIMITED, str(most), "build")
    told_in_one_line(
        result, "tệp lớn hơn mức máy cho phép, hãy nhờ người quản trị nâng mức ấy (ulimit -f) / the file is"
    )
    assert "(trang cũ còn nguyên / the last site is untouched)" in result.stdout


def test_a_file_in_a_folders_place_is_one_line(published: Project) -> None:
    (published.root / "tep").write_text("một tệp")
    told_in_one_line(published.build("--site-dir", "tep"), "tep: đang là một tệp, hãy chuyển nó đi")
    told_in_one_line(published.build("--site-dir", "tep/site"), "có một tệp ở chỗ cần thư mục")
    assert (published.root / "tep").read_text() == "một tệp"


def test_a_git_repository_in_the_sites_place_is_not_deleted(published: Project) -> None:
    (published.root / "kho/.git").mkdir(parents=True)
    told_in_one_line(published.build("--site-dir", "kho"), "kho: là một kho git, dựng trang sẽ xóa kho ấy")
    assert (published.root / "kho/.git").is_dir()


FOREIGN = "đang có những tệp không phải của trang, dựng trang sẽ xóa hết"
SOURCE = "không dựng trang vào đây được vì có"


def test_a_folder_that_is_no_site_of_ours_is_not_deleted(published: Project) -> None:
    documents = published.root / "giấy tờ"
    documents.mkdir()
    (documents / "index.html").write_text("trang của người khác")
    told_in_one_line(published.build("--site-dir", str(documents)), FOREIGN)
    assert sorted(path.name for path in documents.iterdir()) == ["index.html"]
    assert not (published.root / ".giấy tờ.khoa").exists()


@pytest.mark.parametrize("place", ["hooks", "overrides", "tools", "tools/trang", "hooks/thidua", "overrides/assets"])
def test_a_folder_that_the_site_is_made_from_is_not_replaced(published: Project, place: str) -> None:
    before = manifest(published.root)
    told_in_one_line(published.build("--site-dir", place), SOURCE)
    after = manifest(published.root)
    assert {path: after.get(path) for path in before} == before


@pytest.mark.parametrize("place", ["docs", "."])
def test_settings_that_name_a_source_as_the_site_delete_nothing(published: Project, place: str) -> None:
    before = sorted((published.root / "docs").rglob("*"))
    published.edit("mkdocs.yml", "site_name:", f"site_dir: {place}\nsite_name:")
    assert published.build().returncode == 1
    assert sorted((published.root / "docs").rglob("*")) == before


@posix
@pytest.mark.parametrize("place", ["docs", ".", "..", "hooks/thidua"])
def test_a_link_that_leads_to_a_source_is_no_place_for_a_site(published: Project, place: str) -> None:
    (published.root / "trang").symlink_to(place)
    told_in_one_line(published.build("--site-dir", "trang"), SOURCE)
    assert (published.root / "docs/index.vi.md").is_file() and (published.root / "trang").is_symlink()


def test_an_empty_folder_and_a_site_of_an_earlier_version_are_replaced(tmp_path: Path) -> None:
    sources = [tmp_path / "docs", tmp_path / "mkdocs.yml"]
    for site in (tmp_path / "trống", tmp_path / "cũ"):
        site.mkdir()
    fill(tmp_path / "cũ", "cũ")
    with pytest.raises(CannotPublish, match=FOREIGN):
        Publication(tmp_path / "cũ", quiet, sources=sources).begin()
    (tmp_path / "cũ/assets").mkdir()
    (tmp_path / "cũ/assets/thidua.css").write_text("cũ")
    for site in (tmp_path / "trống", tmp_path / "cũ"):
        publication = Publication(site, quiet, sources=sources)
        publication.begin()
        fill(publication.staging, "mới")
        publication.publish()
        publication.release()
        assert words_of(site) == {"mới"}


@posix
def test_a_link_is_followed_and_stays(tmp_path: Path, way: Callable[[Path, Path], None]) -> None:
    fill(tmp_path / "ổ khác/trang", "cũ")
    (tmp_path / "site").symlink_to("ổ khác/trang")
    publish(tmp_path / "site", "mới", way)
    assert (tmp_path / "site").is_symlink()
    assert words_of(tmp_path / "site") == {"mới"} and beside(tmp_path / "ổ khác/trang") == []
    assert beside(tmp_path / "site") == ["ổ khác"]


@posix
def test_a_link_to_nowhere_and_a_mounted_disk_are_refused(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to("không có")
    with pytest.raises(CannotPublish, match=r"là đường dẫn tắt .symlink. tới một nơi không có"):
        Publication(tmp_path / "site", quiet).begin()
    with pytest.raises(CannotPublish, match="là ổ đĩa gắn vào"):
        Publication(Path("/"), quiet).begin()
    assert beside(tmp_path / "site") == []


def test_a_broken_configuration_frees_the_lock(published: Project) -> None:
    published.edit("mkdocs.yml", "thu-vien: {vi: Thư viện, en: Library}", "thu-vien: {vi: Thư viện}")
    assert published.build().returncode == 1
    lock = Lock(published.site, quiet)
    lock.take()
    lock.release()


TWICE = """
import sys
sys.path.insert(0, "hooks")
from mkdocs.commands.build import build
from mkdocs.config import load_config
configs = [load_config(), load_config()]
for config in configs:
    build(config)
    print(config.site_dir)
"""


def test_a_process_may_build_more_than_once_and_then_finds_the_site_where_it_was_wanted(published: Project) -> None:
    result = published.run("-c", TWICE)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == [str(published.site)] * 2


def stopped_while_writing(project: Project) -> Running:
    """A build that has begun to write pages, and stands still."""
    for _ in range(5):
        build = Running(project)
        while build.process.poll() is None and not (project.root / TWIN / "index.html").exists():
            time.sleep(0.001)
        if build.process.poll() is None:
            build.process.send_signal(signal.SIGSTOP)
            if (project.root / TWIN).exists():
                return build
            build.process.send_signal(signal.SIGCONT)
        build.end()
    pytest.fail("the build was always quicker")


@posix
def test_ctrl_c_leaves_the_last_site_and_nothing_else(published: Project) -> None:
    build = stopped_while_writing(published)
    build.process.send_signal(signal.SIGINT)
    build.process.send_signal(signal.SIGCONT)
    code, told = build.end()
    assert code == 1 and "Traceback" not in told


@posix
def test_after_sigterm_the_next_build_removes_what_is_left(published: Project) -> None:
    before = manifest(published.site)
    build = stopped_while_writing(published)
    build.process.send_signal(signal.SIGTERM)
    build.process.send_signal(signal.SIGCONT)
    build.end()
    assert manifest(published.site) == before
    assert published.build().returncode == 0


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "site/a"), "site/a: đĩa đã đầy, hãy xóa bớt tệp"),
        (OSError(errno.ENOSPC, "No space left on device", "kho/a", None, "site/a"), "site/a: đĩa đã đầy"),
        (OSError(errno.ENOSPC, "No space left on device"), "trang / the site: đĩa đã đầy"),
        (OSError(errno.EDQUOT, "Quota", b"site/\xff\n"), "site/��: hết dung lượng được cấp"),
        (PermissionError(errno.EACCES, "Denied", "site"), "site: không được phép ghi hoặc đọc ở đây"),
        (OSError(errno.EROFS, "Read-only", "site"), "site: ổ đĩa này chỉ cho đọc"),
        (OSError(errno.EXDEV, "Cross-device", "site", None, "b"), "site: là ổ đĩa gắn vào"),
        (OSError(errno.ELOOP, "Too many\nlinks", "site"), "site: máy báo «Too many links», hãy dựng lại"),
        (MemoryError(), "bộ nhớ: đã hết"),
        (CannotPublish(Path("site"), "vì sao", "why"), "site: vì sao / why"),
    ],
)
def test_what_the_disk_says_becomes_one_line_that_says_what_to_do(error: BaseException, told: str) -> None:
    line = reason(error)
    assert line and line.startswith(told)
    assert "\n" not in line and " / " in line


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), OSError("no number: a template that is not there")])
def test_other_errors_are_no_fault_of_the_disk(error: BaseException) -> None:
    assert reason(error) is None
