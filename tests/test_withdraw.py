"""«make withdraw»: what is said of the file, and that it is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import story
from thidua.page_store import PREVIEW_STORE, SITE_STORE, PageStore
from withdraw import take_down

STORY = "docs/guong/2023/lop-doc-sach.vi.md"
LEFT = f'{STORY}: còn lỗi khác, hãy chạy «make check» / other mistakes are left; run "make check"'


def project(root: Path, **changes: str) -> Path:
    file = root / STORY
    file.parent.mkdir(parents=True)
    file.write_text(story(**changes).text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("changes", "is_left"),
    [
        ({}, False),
        ({"consent": "{subject: 2023-11-01, expires: 2023-12-01}"}, False),  # mended by taking it down
        ({"date": "30/2/2023"}, True),
        ({"title": "[Mở ngoặc"}, True),
    ],
)
def test_other_mistakes_of_the_file_are_spoken_of(
    changes: dict[str, str], is_left: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(tmp_path, **changes)
    assert take_down(tmp_path, "lop-doc-sach") == 0
    assert "status: withdrawn\n" in file.read_text(encoding="utf-8")
    assert (LEFT in capsys.readouterr().out.splitlines()) is is_left


def test_a_path_from_git_bash_without_quotes_is_understood(tmp_path: Path) -> None:
    file = project(tmp_path)
    assert take_down(tmp_path, "docsguong2023lop-doc-sach.vi.md") == 0
    assert "status: withdrawn\n" in file.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = project(tmp_path)
    before = file.read_bytes()

    def refuse(path: Path, target: Path) -> Path:
        raise OSError("đĩa đầy")

    monkeypatch.setattr(Path, "replace", refuse)
    assert take_down(tmp_path, "lop-doc-sach") == 1
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    file = project(tmp_path)
    file.chmod(0o640)
    assert take_down(tmp_path, "lop-doc-sach") == 0
    assert file.stat().st_mode & 0o777 == 0o640


def test_its_finished_pages_are_deleted_from_both_stores(tmp_path: Path) -> None:
    project(tmp_path)
    files = [tmp_path / name for name in (SITE_STORE, PREVIEW_STORE)]
    for file in files:
        PageStore(file).keep({bytes(16): ([], b"Lop doc sach")}, [bytes(16)])
    assert take_down(tmp_path, "lop-doc-sach") == 0
    assert not [file for file in files if file.exists()]
