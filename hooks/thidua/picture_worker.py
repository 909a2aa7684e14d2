"""Pictures are decoded in processes of their own: a decoder that crashes, hangs or eats all memory ends with its process.

Decoders are large programs in C, and read what anybody has sent. So the bytes of a picture go to a worker through a
pipe, and what was made of them comes back through another. A worker serves many pictures, has bounds of memory and of
time, cannot write files, and knows nothing of the environment. When one ends, its picture is told to be at fault, and a
new one takes the next.

A message is four bytes, the length of its head; the head, in JSON, whose «sizes» are those of the parts; the parts.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import IO, Any, TypeVar, cast

from PIL import AvifImagePlugin

from thidua.picture_kinds import save_as_jpeg
from thidua.picture_metadata import without_metadata
from thidua.picture_variants import (
    Look,
    PictureFault,
    Variant,
    bare_jpeg,
    check_for_story,
    look_at,
    make_variants,
    read_through,
)

if sys.platform != "win32":
    import fcntl
    import resource

# A picture's most seconds of the processor, and of a clock: a busy machine gives it half of its time. The largest that
# are let in take about thirteen.
PROCESSOR_SECONDS, SECONDS = 60, 120
# A picture of 40 million pixels with transparency asks for about 850 million bytes.
MOST_MEMORY = 2_000_000_000
# The package is looked for where it was found, and nothing of the environment or of the current folder decides otherwise.
COMMAND = (
    sys.executable,
    "-I",
    "-c",
    "import sys; sys.path.insert(0, sys.argv[1]); from thidua.picture_worker import serve; serve()",
    str(Path(__file__).resolve().parent.parent),
)
# What a system may need to start Python at all.
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")

_LENGTH = struct.Struct(">I")
_Head = Mapping[str, Any]
# The head of a message, and its parts.
_Message = tuple[_Head, list[bytes]]
# No message is as long as this; a worker that a picture has taken over may say it is.
_LONGEST = 100_000_000
# What a worker makes us stumble over that has ended, or talks nonsense.
_NO_ANSWER = (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError, IndexError)

# A photo goes through in a few pieces; Linux gives anybody this much.
_PIPE_BYTES = 1 << 20

T = TypeVar("T")

_SAVE_VI, _SAVE_EN = save_as_jpeg()
_CRASHED = f"làm hỏng bộ đọc ảnh, {_SAVE_VI}", f"crashes the program that reads it; {_SAVE_EN}"
_TOO_LONG = f"đọc quá lâu chưa xong, {_SAVE_VI}", f"takes too long to read; {_SAVE_EN}"
_NOT_STARTED = (
    "chưa đọc được vì máy không mở được tiến trình đọc ảnh, hãy tắt bớt chương trình rồi chạy lại",
    "was not read, for no process could be started to read it; close programs and run this again",
)


class PictureWorkers:
    """Workers, as many as threads ask at the same time; none is started before the first question.

    ``command`` starts a worker. Every question raises the ``PictureFault`` that the function of its name would raise,
    and one for a picture that ends its worker or takes more than ``seconds``.
    """

    def __init__(self, command: Sequence[str] = COMMAND, seconds: float = SECONDS) -> None:
        self._command = command
        self._seconds = seconds
        self._lock = threading.Lock()
        self._all: set[_Worker] = set()
        self._free: list[_Worker] = []

    def look_at(self, data: bytes) -> Look:
        return self._ask({"ask": "look"}, data, _look_told)

    def read_through(self, data: bytes, for_story: bool = False) -> Look:
        """How it looks, once it was read to its end; a story's is checked in between, as by ``check_for_story``."""
        return self._ask({"ask": "read", "for_story": for_story}, data, _look_told)

    def make_variants(self, data: bytes, variants: Iterable[Variant]) -> dict[Variant, bytes]:
        wanted = tuple(variants)
        question = {"ask": "make", "variants": [astuple(variant) for variant in wanted]}
        return self._ask(question, data, lambda _, parts: dict(zip(wanted, parts, strict=True)))

    def bare_jpeg(self, data: bytes) -> bytes:
        return self._ask({"ask": "keep"}, data, _only_part)

    def without_metadata(self, data: bytes) -> bytes:
        """As the function; a broken picture is a ``PictureFault`` here."""
        return self._ask({"ask": "strip"}, data, _only_part)

    def started(self) -> int:
        """How many workers there are."""
        return len(self._all)

    def stop(self) -> None:
        """End all workers, also those at work; the next question starts a new one."""
        with self._lock:
            ended, self._all, self._free = self._all, set(), []
        for worker in ended:
            worker.end()

    def __enter__(self) -> PictureWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _ask(self, question: Mapping[str, object], data: bytes, understand: Callable[[_Head, list[bytes]], T]) -> T:
        worker = self._take()
        try:
            head, parts = worker.ask(question, data, self._seconds)
            fault = [str(text) for text in head.get("fault", ())]
            answer = None if fault else understand(head, parts)
        except _NO_ANSWER as error:
            self._lose(worker)
            raise PictureFault(*(_TOO_LONG if worker.was_late else _CRASHED)) from error
        with self._lock:
            if worker in self._all:
                self._free.append(worker)
        if answer is None and fault:
            raise PictureFault(fault[0], fault[-1])
        return cast(T, answer)

    def _take(self) -> _Worker:
        with self._lock:
            if self._free:
                return self._free.pop()
        try:
            worker = _Worker(self._command)
        except OSError as error:
            raise PictureFault(*_NOT_STARTED) from error
        with self._lock:
            self._all.add(worker)
        try:
            worker.wait_until_ready(self._seconds)
        except _NO_ANSWER as error:
            self._lose(worker)
            raise PictureFault(*_NOT_STARTED) from error
        return worker

    def _lose(self, worker: _Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.end()


class _Worker:
    """The parent's end of one worker."""

    def __init__(self, command: Sequence[str]) -> None:
        self._gave_up = False
        self._process = subprocess.Popen(  # noqa: S603  # the command is ours
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
        if (
            sys.platform == "linux" and self._process.stdin
        ):  # fewer turns between us and the worker; a busy system may have no room for it
            with suppress(OSError):
                fcntl.fcntl(self._process.stdin, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)

    def wait_until_ready(self, seconds: float) -> None:
        self._within(seconds, lambda: _receive(self._process.stdout))

    def ask(self, question: Mapping[str, object], data: bytes, seconds: float) -> _Message:
        """The answer; ``EOFError`` or ``OSError`` when the worker ends before it gives one."""

        def talk() -> _Message:
            _send(self._process.stdin, question, [data])
            return _receive(self._process.stdout)

        return self._within(seconds, talk)

    def _within(self, seconds: float, talk: Callable[[], _Message]) -> _Message:
        timer = threading.Timer(seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            return talk()
        finally:
            timer.cancel()

    def _give_up(self) -> None:
        self._gave_up = True
        self._process.kill()

    @property
    def was_late(self) -> bool:
        """Whether it was ended for its time, by the clock or by the system."""
        return self._gave_up or (sys.platform != "win32" and self._process.returncode == -signal.SIGXCPU)

    def end(self) -> None:
        """Kill it: it holds nothing that could be lost."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it was being told when it ended
                    pipe.close()


def _look_told(head: _Head, _: list[bytes]) -> Look:
    width, height, moves = head["look"]
    return Look(int(width), int(height), bool(moves))


def _only_part(_: _Head, parts: list[bytes]) -> bytes:
    (part,) = parts
    return part


def _send(pipe: IO[bytes] | None, head: Mapping[str, object], parts: Sequence[bytes]) -> None:
    if pipe is None:
        raise EOFError
    text = json.dumps({**head, "sizes": [len(part) for part in parts]}).encode()
    pipe.write(_LENGTH.pack(len(text)) + text)
    for part in parts:
        pipe.write(part)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> _Message:
    if pipe is None:
        raise EOFError
    (length,) = _LENGTH.unpack(_read(pipe, _LENGTH.size))
    head = json.loads(_read(pipe, length))
    return head, [_read(pipe, size) for size in head["sizes"]]


def _read(pipe: IO[bytes], size: int) -> bytes:
    if not 0 <= size <= _LONGEST:
        raise ValueError
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


# The worker's own side


def serve() -> None:
    """Answer one question after another, until nobody asks any more."""
    questions, answers = sys.stdin.buffer, _pipe_of_our_own()
    # Each worker has one thread: others would want memory of their own, and there are workers for all processors.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    _set_bounds()
    _send(answers, {}, [])
    with suppress(EOFError, BrokenPipeError):
        while True:
            question, parts = _receive(questions)
            _allow_time()
            _send(answers, *_answer(question, parts[0]))


def _answer(question: _Head, data: bytes) -> _Message:
    try:
        return _ANSWERS[str(question["ask"])](data, question)
    except PictureFault as fault:
        return {"fault": [fault.vi, fault.en]}, []


def _looked_at(data: bytes, _: object) -> _Message:
    return {"look": astuple(look_at(data))}, []


def _read_through(data: bytes, question: _Head) -> _Message:
    look = look_at(data)
    if question["for_story"]:
        check_for_story(look)
    read_through(data)
    return {"look": astuple(look)}, []


def _made(data: bytes, question: _Head) -> _Message:
    variants = [Variant(*values) for values in question["variants"]]
    made = make_variants(data, variants)
    return {}, [made[variant] for variant in variants]


def _kept(data: bytes, _: object) -> _Message:
    return {}, [bare_jpeg(data)]


def _stripped(data: bytes, _: object) -> _Message:
    try:
        return {}, [without_metadata(data)]
    except ValueError as error:
        raise PictureFault(f"không sửa được, {_SAVE_VI}", f"cannot be mended; {_SAVE_EN}") from error


_ANSWERS: Mapping[str, Callable[..., _Message]] = {
    "look": _looked_at,
    "read": _read_through,
    "make": _made,
    "keep": _kept,
    "strip": _stripped,
}


def _pipe_of_our_own() -> IO[bytes]:
    """Standard output; what a decoder prints goes nowhere instead of among the answers."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return own


def _set_bounds() -> None:
    """Memory; no files, and no picture of the memory when it crashes. Ctrl+C is the parent's, who then ends us."""
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with suppress(OSError, ValueError):  # one that the system does not know, or that is lower already
            resource.setrlimit(what, (most, most))


def _allow_time() -> None:
    """Seconds of the processor for one picture more: a worker whose parent was killed ends by itself too."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + PROCESSOR_SECONDS, most))
