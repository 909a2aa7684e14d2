"""When files last changed, asked of real repositories whose commits have fixed dates."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from thidua.history import last_changes, names_in_history

# Far in the past, so that no time of today can be taken for one of these.
FIRST, SECOND, THIRD = 1_000_000_000, 1_000_000_100, 1_000_000_200


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have settings of their own, or run them from within a hook of git."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in PLAIN.items():
        monkeypatch.setenv(name, value)


PLAIN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(root: Path, *arguments: str, time: int = FIRST) -> None:
    person = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    # The day of writing is not the day of the commit: it is the commit that counts.
    dates = {"GIT_COMMITTER_DATE": f"{time} +0700", "GIT_AUTHOR_DATE": "900000000 +0700"}
    others = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {**others, **PLAIN, **person, **dates}
    subprocess.run(["git", *arguments], cwd=root, env=environment, check=True, capture_output=True)


def write(root: Path, *paths: str, text: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def commit(root: Path, time: int, *paths: str) -> None:
    write(root, *paths, text=str(time))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=x", time=time)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of three commits, made once: tests that change it take a copy."""
    root = tmp_path_factory.mktemp("lich-su")
    git(root, "init", "--quiet", "--template=")
    commit(root, FIRST, "docs/guong/2023/a.vi.md", "docs/guong/2023/a.en.md", "docs/Bài của Đào.vi.md", "mkdocs.yml")
    commit(root, SECOND, "docs/guong/2023/a.vi.md", "truong/docs/khac.vi.md")
    commit(root, THIRD, "docs/index.vi.md", "mkdocs.yml")
    return root


@pytest.fixture
def repository(shared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(shared, tmp_path / "kho")


COMMITTED = {
    "guong/2023/a.vi.md": SECOND,
    "guong/2023/a.en.md": FIRST,
    # As it is written, not as numbers in quotes.
    "Bài của Đào.vi.md": FIRST,
    "index.vi.md": THIRD,
}


def test_each_file_has_the_time_of_its_newest_commit_and_paths_start_in_the_folder(shared: Path) -> None:
    assert last_changes(shared, "docs") == COMMITTED


def test_a_project_in_a_folder_of_a_larger_repository_knows_its_own_files(shared: Path) -> None:
    assert last_changes(shared / "truong", "docs") == {"khac.vi.md": SECOND}


def test_a_file_edited_since_counts_as_newer_than_every_commit(repository: Path) -> None:
    write(repository, "docs/guong/2023/a.en.md", "mkdocs.yml", "truong/docs/khac.vi.md", text="sửa")
    assert last_changes(repository, "docs") == {**COMMITTED, "guong/2023/a.en.md": THIRD + 1}


def test_an_edit_that_waits_to_be_committed_counts_too(repository: Path) -> None:
    write(repository, "docs/guong/2023/a.en.md", "docs/moi.vi.md", text="sửa")
    git(repository, "add", "--all")
    assert last_changes(repository, "docs") == {
        **COMMITTED,
        "guong/2023/a.en.md": THIRD + 1,
        "moi.vi.md": THIRD + 1,
    }


def test_a_shallow_clone_knows_nothing_since_all_its_files_seem_of_one_day(shared: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--template=", "--depth=1", shared.as_uri(), "ban-sao")
    assert last_changes(tmp_path / "ban-sao", "docs") == {}


def test_a_repository_without_commits_knows_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--template=")
    write(tmp_path, "docs/a.vi.md", text="x")
    assert last_changes(tmp_path, "docs") == {}


def test_a_folder_outside_any_repository_knows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Temporary folders may lie within somebody's repository.
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write(tmp_path, "docs/a.vi.md", text="x")
    assert last_changes(tmp_path, "docs") == {}


def test_a_missing_folder_knows_nothing(shared: Path) -> None:
    assert last_changes(shared, "khong-co") == {}


def test_where_git_is_not_installed_nothing_is_known(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(shared / "docs"))
    assert last_changes(shared, "docs") == {}


def test_a_file_is_known_by_all_its_names(repository: Path, tmp_path: Path) -> None:
    write(repository, "docs/cũ nhất.vi.md", text="Một bài đủ dài để git nhận ra khi đổi tên.\n" * 9)
    for old, new in (
        (None, "docs/cũ nhất.vi.md"),
        ("docs/cũ nhất.vi.md", "docs/b.vi.md"),
        ("docs/b.vi.md", "docs/mới.vi.md"),
    ):
        if old:
            git(repository, "mv", old, new)
        git(repository, "add", "--all")
        git(repository, "commit", "--quiet", "--message=x")
    names = names_in_history(repository, ["docs/mới.vi.md", "docs/index.vi.md", "docs/chua-luu.vi.md"])
    assert names == ["docs/mới.vi.md", "docs/index.vi.md", "docs/b.vi.md", "docs/cũ nhất.vi.md"]
    # Deleted since, asked from a folder of the repository, and the old name taken by another file.
    (repository / "docs/mới.vi.md").unlink()
    write(repository, "docs/b.vi.md", text="khác")
    assert names_in_history(repository / "docs", ["mới.vi.md"]) == ["docs/mới.vi.md"]
    assert names_in_history(repository, ["docs/chua-luu.vi.md"]) == []
    assert names_in_history(tmp_path, ["docs/index.vi.md"]) == []


def test_a_file_begun_as_a_copy_of_another_does_not_claim_it(repository: Path) -> None:
    for name in ("docs/mau.vi.md", "docs/bai.vi.md"):
        write(repository, name, text="Một khung dài để chép.\n" * 20)
        git(repository, "add", "--all")
        git(repository, "commit", "--quiet", "--message=x")
    assert names_in_history(repository, ["docs/bai.vi.md"]) == ["docs/bai.vi.md"]
