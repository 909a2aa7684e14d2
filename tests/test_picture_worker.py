"""Pictures that crash, hang or swell what reads them: each is told, and the others are read all the same.

The workers of these tests are the real ones, but for one function in them that does to a certain picture what a broken
decoder would.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from test_picture_metadata import photo
from test_picture_variants import drawing, saved
from thidua.picture_metadata import tells_place, without_metadata
from thidua.picture_store import PictureStore, check_pictures, finish_pictures
from thidua.picture_variants import Look, PictureFault, bare_jpeg, make_variants, plan_variants
from thidua.picture_worker import PictureWorkers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")

GOOD = saved(drawing(400, 300))
BAD = saved(drawing(401, 300))
HARMS = {
    "crash": "os.kill(os.getpid(), signal.SIGSEGV)",
    "abort": "os.abort()",
    "exit": "os._exit(0)",
    "error": "raise RuntimeError",
    "memory": "bytearray(3_000_000_000)",
    "write": "pathlib.Path(sys.argv[2], 'x').write_bytes(b'x')",
    "hang": "time.sleep(600)",
    "busy": "resource.setrlimit(resource.RLIMIT_CPU, (1, resource.RLIM_INFINITY))\n            while True: pass",
    "nonsense": "os.write(answers.fileno(), b'\\0\\0\\0\\2{}')",
    "no numbers": 'os.write(answers.fileno(), b\'\\0\\0\\0\\x1d{"look": "wide", "sizes": []}\')',
    "endless": "os.write(answers.fileno(), b'\\xff\\xff\\xff\\xff')",
}
CODE = """
import os, pathlib, resource, signal, sys, time
sys.path.insert(0, sys.argv[1])
from thidua import picture_worker
answers = None
own_pipe = picture_worker._pipe_of_our_own
def pipe():
    global answers
    answers = own_pipe()
    return answers
picture_worker._pipe_of_our_own = pipe
def harmful(function):
    def ask(data, *rest):
        if data == pathlib.Path(sys.argv[3]).read_bytes():
            HARM
        return function(data, *rest)
    return ask
for name in "STEP".split():
    setattr(picture_worker, name, harmful(getattr(picture_worker, name)))
picture_worker.serve()
"""
SAVE = "hãy mở bằng chương trình xem ảnh rồi lưu lại thành .jpg"
CRASHED = f"làm hỏng bộ đọc ảnh, {SAVE} / crashes the program that reads it;"
TOO_LONG = f"đọc quá lâu chưa xong, {SAVE} / takes too long to read;"
UNREADABLE = f"không đọc được ảnh này, {SAVE}"


@pytest.fixture(scope="module")
def workers() -> Iterator[PictureWorkers]:
    with PictureWorkers() as workers:
        yield workers


def worker_that(harm: str, step: str, folder: Path, seconds: float = 60) -> PictureWorkers:
    """Workers to which ``BAD`` does a harm at a step: ``look_at``, ``read_through`` or ``make_variants``."""
    (folder / "bad").write_bytes(BAD)
    code = CODE.replace("HARM", HARMS[harm]).replace("STEP", step)
    return PictureWorkers(
        [sys.executable, "-c", code, str(ROOT / "hooks"), str(folder), str(folder / "bad")], seconds=seconds
    )


def docs_of(folder: Path) -> Path:
    docs = folder / "docs"
    docs.mkdir()
    for name, data in (("a.png", GOOD), ("b.png", BAD), ("c.png", BAD), ("d.png", saved(drawing(402, 300)))):
        (docs / name).write_bytes(data)
    return docs


PATHS = ("a.png", "b.png", "c.png", "d.png")


@pytest.mark.parametrize("step", ["look_at", "make_variants"])
@pytest.mark.parametrize(
    "harm", ["crash", "abort", "exit", "error", "memory", "write", "nonsense", "no numbers", "endless"]
)
def test_a_picture_that_ends_its_reader_is_told_and_the_others_are_made(tmp_path: Path, harm: str, step: str) -> None:
    docs = docs_of(tmp_path)
    store = PictureStore(tmp_path / "anh", worker_that(harm, step, tmp_path))
    found, problems = finish_pictures(docs, PATHS, store)
    assert [str(problem).partition(" open")[0] for problem in problems] == [
        f"docs/{name}.png:1: ảnh: {CRASHED}" for name in "bc"
    ]
    assert list(found) == ["a.png", "d.png"]
    assert store.workers.started() == 0
    assert harm != "write" or (tmp_path / "x").read_bytes() == b""


@pytest.mark.parametrize("step", ["look_at", "read_through"])
def test_the_check_tells_the_same(tmp_path: Path, step: str) -> None:
    docs = docs_of(tmp_path)
    store = PictureStore(tmp_path / "anh", worker_that("crash", step, tmp_path))
    assert [str(problem).partition(" open")[0] for problem in check_pictures(docs, PATHS, store)] == [
        f"docs/{name}.png:1: ảnh: {CRASHED}" for name in "bc"
    ]
    # Nobody remembers a picture as read that never was.
    assert len(check_pictures(docs, PATHS, store)) == 2


@pytest.mark.parametrize(("harm", "seconds"), [("hang", 8), ("busy", 60)])
def test_a_picture_that_takes_for_ever_is_given_up(tmp_path: Path, harm: str, seconds: float) -> None:
    docs = docs_of(tmp_path)
    (docs / "c.png").unlink()
    store = PictureStore(tmp_path / "anh", worker_that(harm, "look_at", tmp_path, seconds))
    problems = check_pictures(docs, ("a.png", "b.png", "d.png"), store)
    assert [str(problem).partition(" open")[0] for problem in problems] == [f"docs/b.png:1: ảnh: {TOO_LONG}"]


def test_one_reader_serves_many_pictures_and_ends_with_them(tmp_path: Path) -> None:
    with PictureWorkers() as workers:
        assert workers.started() == 0
        for data in (GOOD, BAD, GOOD):
            assert workers.look_at(data).height == 300
        assert workers.started() == 1
        with pytest.raises(PictureFault, match="không đọc được"):
            workers.look_at(GOOD[:99])
        assert workers.started() == 1  # a broken picture is an answer like others
    assert workers.started() == 0


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_readers_give_what_the_functions_give(workers: PictureWorkers, kind: str) -> None:
    data = saved(drawing(500, 300), kind)
    variants = plan_variants(500, 300)
    assert workers.look_at(data) == Look(500, 300, moves=False)
    assert workers.make_variants(data, variants) == make_variants(data, variants)
    assert workers.bare_jpeg(data) == bare_jpeg(data)
    workers.read_through(data)
    for ask in (workers.read_through, workers.bare_jpeg, workers.without_metadata):
        with pytest.raises(PictureFault):
            ask(data[: len(data) // 2])


def test_a_place_is_taken_out_there_as_well(workers: PictureWorkers) -> None:
    data = photo()
    assert tells_place(data)
    assert workers.without_metadata(data) == without_metadata(data)


def test_readers_know_nothing_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that only the build may know, and ways of putting other code in the place of Python's."""
    told = tmp_path / "told"
    (tmp_path / "struct.py").write_text(f"open({str(told)!r}, 'w').write('ours')\nraise SystemExit")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "struct.py"))
    monkeypatch.setenv("MY_TOKEN", "a word")
    monkeypatch.chdir(tmp_path)
    with PictureWorkers() as workers:
        assert workers.look_at(GOOD).width == 400
        (worker,) = workers._all
        if sys.platform == "linux":
            environment = Path(f"/proc/{worker._process.pid}/environ").read_bytes()
            assert environment and b"MY_TOKEN" not in environment and b"PYTHON" not in environment
    assert not told.exists()


PARENT = """
import pathlib, sys
sys.path.insert(0, sys.argv[1])
from thidua.picture_worker import PictureWorkers
workers = PictureWorkers()
workers.look_at(pathlib.Path(sys.argv[2]).read_bytes())
(worker,) = workers._all
print(worker._process.pid, flush=True)
sys.stdin.read()
"""


def test_a_reader_ends_when_its_build_is_killed(tmp_path: Path) -> None:
    (tmp_path / "good").write_bytes(GOOD)
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(ROOT / "hooks"), str(tmp_path / "good")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout is not None
        reader = int(parent.stdout.readline())
        os.kill(reader, 0)  # it is there
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        # Standard output is the reader's no more than ours: it ends when both are gone.
        parent.stdout.read()
    for _ in range(600):
        try:
            os.kill(reader, 0)
            if Path(f"/proc/{reader}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                break
        except (ProcessLookupError, FileNotFoundError):
            break
        signal.sigtimedwait([], 0.05)
    else:
        pytest.fail("the reader is still there")
