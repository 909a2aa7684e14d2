"""The store of finished pictures: quick when it is whole, right whatever has happened to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_picture_metadata import exif, photo
from test_picture_variants import drawing, png_of, saved
from thidua.picture_store import PictureStore, check_pictures, check_places, finish_pictures
from thidua.picture_variants import MOST_BYTES, PictureFault
from thidua.picture_worker import PictureWorkers

DATA = saved(drawing(330, 220))


def bytes_of(store: PictureStore, data: bytes = DATA) -> dict[str, bytes]:
    return {
        path: file if isinstance(file, bytes) else file.read_bytes()
        for path, file in store.finish("lop.png", data).by_path().items()
    }


@pytest.fixture(scope="module")
def workers() -> Iterator[PictureWorkers]:
    with PictureWorkers() as workers:
        yield workers


@pytest.fixture
def store(tmp_path: Path, workers: PictureWorkers) -> PictureStore:
    return PictureStore(tmp_path / "anh", workers)


def files_of(store: PictureStore) -> list[Path]:
    return sorted(file for file in store.folder.rglob("*.*") if file.is_file())


def test_what_is_in_the_store_is_not_made_again(store: PictureStore) -> None:
    assert store.finish("lop.png", DATA).made == 3
    assert store.finish("lop.png", DATA).made == 0
    assert store.finish("cho-khac/ten-khac.png", DATA).made == 0
    assert PictureStore(store.folder, store.workers).finish("lop.png", DATA).made == 0
    assert bytes_of(store).keys() == {"lop-330.avif", "lop-330.webp", "lop-330.jpg"}


def test_another_original_recipe_or_pillow_is_another_picture(
    store: PictureStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.finish("lop.png", DATA)
    assert store.finish("lop.png", saved(drawing(331, 220))).made == 3
    monkeypatch.setattr("thidua.picture_variants.RECIPE", 1000)
    assert store.finish("lop.png", DATA).made == 3
    monkeypatch.setattr("PIL.__version__", "1000")
    assert store.finish("lop.png", DATA).made == 3


def test_a_broken_file_of_the_store_is_made_again(store: PictureStore) -> None:
    right = bytes_of(store)
    for spoil in (lambda file: file.write_bytes(b""), lambda file: file.write_bytes(b"x" * 99), Path.unlink):
        spoil(files_of(store)[0])
        assert store.finish("lop.png", DATA).made == 1
        assert bytes_of(store) == right
    assert len(files_of(store)) == 3  # nothing half-written is left beside them


def test_without_a_store_to_write_to_the_pictures_are_the_same(store: PictureStore, tmp_path: Path) -> None:
    right = bytes_of(store)
    (tmp_path / "tep").write_text("no folder")
    shut = PictureStore(tmp_path / "tep", store.workers)
    assert bytes_of(shut) == right
    assert shut.finish("lop.png", DATA).made == 3


def test_the_store_stands_in_the_project_or_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_CACHE", str(tmp_path / "chung"))
    assert PictureStore.of_project(tmp_path).folder == tmp_path / "chung"
    monkeypatch.delenv("THIDUA_CACHE")
    assert PictureStore.of_project(tmp_path).folder == tmp_path / ".cache/anh"


def test_each_broken_picture_has_its_line_and_the_others_are_finished(store: PictureStore, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for name, data in (("a.jpg", DATA[:300]), ("b.png", png_of(9000, 9000)), ("c.png", DATA)):
        (docs / name).write_bytes(data)
    paths = {"a.jpg", "b.png", "c.png", "d.png"}
    found, problems = finish_pictures(docs, paths, store)
    assert list(found) == ["c.png"]
    assert [str(problem) for problem in problems] == [
        "docs/a.jpg:1: ảnh: không đọc được ảnh này, hãy mở bằng chương trình xem ảnh rồi lưu lại thành .jpg"
        " / the picture cannot be read; open it in a picture viewer and save it again as .jpg",
        "docs/b.png:1: ảnh: quá lớn (9000×9000 điểm ảnh), hãy thu nhỏ còn cạnh dài 2400 điểm ảnh rồi lưu lại"
        " / 9000×9000 pixels are too many; make the longer side 2400 and save it again",
        "docs/d.png:1: ảnh: không mở được tệp này / the file cannot be opened",
    ]
    assert check_pictures(docs, paths, store) == problems
    assert check_pictures(docs, paths, PictureStore(tmp_path / "trong")) == problems
    assert list((tmp_path / "trong").rglob("*.*")) == []


def test_a_storys_picture_must_be_fit_and_others_need_not(store: PictureStore, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "guong/2023").mkdir(parents=True)
    with (docs / "nang.jpg").open("wb") as file:
        file.truncate(MOST_BYTES + 600_000)
    for path in ("nho.png", "guong/2023/nho.png"):
        (docs / path).write_bytes(saved(drawing(300, 220)))
    paths = {"nang.jpg", "nho.png", "guong/2023/nho.png"}
    found, problems = finish_pictures(docs, paths, store)
    assert list(found) == ["nho.png"]
    assert [str(problem) for problem in problems] == [
        "docs/guong/2023/nho.png:1: ảnh: quá nhỏ (300×220 điểm ảnh), hãy dùng ảnh gốc, ít nhất 320×200, tốt nhất rộng 1200"
        " / 300×220 pixels are too few; use the original, 320×200 at least, best 1200 wide",
        "docs/nang.jpg:1: ảnh: nặng 16 MB, hãy thu nhỏ còn cạnh dài 2400 điểm ảnh rồi lưu lại thành .jpg"
        " / weighs 16 MB; make the longer side 2400 pixels and save it again as .jpg",
    ]
    assert check_pictures(docs, paths, store) == problems


def test_a_place_is_told_of_every_picture_also_of_one_that_nobody_shows(tmp_path: Path) -> None:
    for name, data in (("a.jpg", photo()), ("b.jpg", photo(exif=exif())), ("c.png", b"picture")):
        (tmp_path / name).write_bytes(data)
    assert [str(problem) for problem in check_places(tmp_path, ["a.jpg", "b.jpg", "c.png", "d.png"])] == [
        "docs/a.jpg:1: ảnh: còn ghi nơi chụp (GPS), hãy chạy «make strip-photos» rồi mới gửi"
        ' / still tells where it was taken (GPS); run "make strip-photos" before you send it'
    ]


@pytest.mark.parametrize("first", [finish_pictures, check_pictures])
def test_a_picture_that_was_read_before_needs_no_reader(store: PictureStore, tmp_path: Path, first: Any) -> None:
    """A build with nothing new in it starts no process; ``false`` is no program that could read pictures."""
    (tmp_path / "a.png").write_bytes(DATA)
    first(tmp_path, ["a.png"], store)
    blind = PictureStore(store.folder, PictureWorkers(["false"]))
    assert check_pictures(tmp_path, ["a.png"], blind) == []
    if first is finish_pictures:
        assert finish_pictures(tmp_path, ["a.png"], blind)[1] == []
    (tmp_path / "b.png").write_bytes(saved(drawing(340, 220)))
    for ask in (
        lambda: check_pictures(tmp_path, ["b.png"], blind),
        lambda: finish_pictures(tmp_path, ["b.png"], blind)[1],
    ):
        assert "không mở được tiến trình đọc ảnh" in str(ask())


@pytest.mark.parametrize("spoilt", ["", "1 1 False x", "1 1", "330 220 True {sum}", "a b c d"])
def test_what_the_store_says_of_a_pictures_look_is_believed_only_with_its_sum(store: PictureStore, spoilt: str) -> None:
    right = bytes_of(store)
    mark = next(file for file in store.folder.rglob("*") if file.is_file() and not file.suffix)
    mark.write_text(spoilt.format(sum=mark.read_text().split()[-1]))
    assert bytes_of(store) == right
    assert mark.read_text().startswith("330 220 False ")


def test_what_a_killed_run_left_half_written_goes_and_what_is_being_written_stays(
    store: PictureStore, tmp_path: Path
) -> None:
    store.finish("lop.png", DATA)
    folder = store.folder / "dang-ghi"
    assert list(folder.iterdir()) == []
    (folder / "cu").write_text("half")
    os.utime(folder / "cu", (1_000_000_000, 1_000_000_000))
    (folder / "moi").write_text("half")
    assert check_pictures(tmp_path, [], store) == []
    assert [file.name for file in folder.iterdir()] == ["moi"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_a_check_and_a_build_refuse_the_same(store: PictureStore, kind: str) -> None:
    data = saved(drawing(1000, 700), kind)
    for part in (data, data[: len(data) // 2], data[: len(data) * 9 // 10]):
        told = []
        for ask in (store.examine, store.finish):
            try:
                ask("a.jpg", part)
                told.append("")
            except PictureFault as fault:
                told.append(fault.vi)
        assert told[0] == told[1]
        assert (told[0] == "") == (part == data)


def test_what_was_made_of_a_picture_can_be_forgotten(store: PictureStore) -> None:
    other = saved(drawing(340, 220))
    for data in (DATA, other):
        store.finish("lop.png", data)
    assert len(files_of(store)) == 6
    assert store.forget(DATA) == 3
    assert (store.forget(DATA), store.forget(b"picture")) == (0, 0)
    assert store.finish("lop.png", other).made == 0
    assert store.finish("lop.png", DATA).made == 3
