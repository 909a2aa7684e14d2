"""Every file of the built site against the Nu Html Checker, the W3C's own: HTML, CSS and SVG, in one run."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import GOLDEN, Project
from java import find_java
from web import TESTS, none_of, serve

CHECKER = TESTS / "npm/node_modules/vnu-jar/build/dist/vnu.jar"
ALLOW_THIS_MACHINE = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
OPTIONS = ("--format", "json", "--exit-zero-always")


@dataclass(frozen=True)
class Allowed:
    """Advice of the checker's that was looked into: a pattern of files, one of its words, and why all is well.

    Errors and warnings are never allowed.
    """

    file: str
    words: str
    reason: str


ALLOWED: tuple[Allowed, ...] = ()


@dataclass(frozen=True)
class Message:
    """What the checker says: ``kind`` is ``error``, ``warning`` or ``info``."""

    kind: str
    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}: {self.words}"


def _told(*arguments: str) -> list[dict[str, Any]]:
    java = find_java()
    assert java, "no Java; run: python tests/java.py"
    assert CHECKER.exists(), "no checker of HTML; run: make test"
    command = [java, ALLOW_THIS_MACHINE, "-jar", str(CHECKER), *OPTIONS, *arguments]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300)
    # The list goes to the standard error; a failure of the checker itself is no JSON, and fails here.
    messages: list[dict[str, Any]] = json.loads(result.stderr)["messages"]
    return messages


def check(folder: Path) -> list[Message]:
    """All that the checker says of a folder.

    Pages are served to it: a file has no origin, so that a page's own policy would forbid all that it loads. Pictures it
    knows as such only from the disk.
    """
    pages = sorted(file for file in folder.rglob("*") if file.suffix in (".html", ".css"))
    pictures = sorted(folder.rglob("*.svg"))
    with serve(folder, below="") as address:
        told = _told("--also-check-css", *(address + file.relative_to(folder).as_posix() for file in pages))
    told += _told("--also-check-svg", *map(str, pictures))
    return [
        Message(
            message.get("subType") or message["type"],
            message["url"].removeprefix(address).rpartition(f"{folder.as_posix()}/")[2],
            message.get("lastLine", 0),
            message["message"],
        )
        for message in told
    ]


def to_mend(messages: Iterable[Message], allowed: Iterable[Allowed] = ALLOWED) -> list[Message]:
    """What is left when advice that was settled is taken away."""
    rules = tuple(allowed)
    return [
        message
        for message in messages
        if message.kind != "info"
        or not any(re.fullmatch(rule.file, message.file) and re.search(rule.words, message.words) for rule in rules)
    ]


def test_the_checker_has_nothing_to_say(built: Project) -> None:
    messages = to_mend(check(built.site))
    # A fault of a template stands on every page: it is told once.
    count = Counter((message.kind, message.words) for message in messages)
    first = {(message.kind, message.words): message for message in reversed(messages)}
    none_of(f"{number} × {first[what]}" for what, number in count.most_common())


def test_the_checker_finds_faults_in_each_language(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes((GOLDEN / "html/faulty.html").read_bytes())
    (tmp_path / "style.css").write_text("p { colour: red }", encoding="utf-8")
    (tmp_path / "picture.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><rectangle/></svg>', encoding="utf-8"
    )
    assert {message.file for message in check(tmp_path) if message.kind == "error"} == {
        "page.html",
        "style.css",
        "picture.svg",
    }


def test_advice_can_be_allowed_and_errors_cannot() -> None:
    advice = Message("info", "en/index.html", 3, "Consider using something else.")
    error = Message("error", "en/index.html", 3, "Consider using something else.")
    everything = Allowed(r"en/.*", "Consider", "It was considered.")
    assert to_mend([advice, error], [everything]) == [error]
    assert to_mend([advice], [Allowed(r"vi/.*", "Consider", "Another file.")]) == [advice]
