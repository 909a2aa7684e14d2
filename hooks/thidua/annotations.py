"""Problems as the hosts of repositories take them: GitHub's workflow commands and job summary, GitLab's report.

GitHub reads lines like ``::error file=…,line=…,title=…::words`` from what a step prints, and shows the words at that
line of a pull request; GitLab reads a file in its Code Quality form. No disk here: who calls writes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence

from thidua.problems import Problem

# GitHub shows ten annotations of a kind for each step and drops the others without a word.
MOST_SHOWN = 10
# GitHub takes a summary of 1 MiB; a row is some 300 bytes.
MOST_ROWS = 1_000

_TITLE = "Kiểm tra nội dung / check of the content"
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()<>#+!|~&@:])")


def github_commands(problems: Iterable[Problem]) -> list[str]:
    """Workflow commands for the mistakes (``error``) and notices (``notice``), ten of a kind at most.

    The first of every file come before the second of any, so that no file goes unmarked for the many faults of another.
    Where there are more than can be shown, the tenth says how many and where they stand.
    """
    problems = list(problems)
    commands: list[str] = []
    for level, notice in (("error", False), ("notice", True)):
        found = _spread([problem for problem in problems if problem.notice is notice])
        shown = found if len(found) <= MOST_SHOWN else found[: MOST_SHOWN - 1]
        commands += [_command(level, problem.vi, problem.field, problem) for problem in shown]
        if left := len(found) - len(shown):
            words = f"còn {left} dòng nữa, xem bản tóm tắt của lần chạy này / {left} more in the summary of this run"
            commands.append(_command(level, words, _TITLE))
    return commands


def _spread(problems: Sequence[Problem]) -> list[Problem]:
    seen: dict[str, int] = {}
    ranks: list[int] = []
    for problem in problems:
        ranks.append(seen.get(problem.path, 0))
        seen[problem.path] = ranks[-1] + 1
    return [problem for _, problem in sorted(zip(ranks, problems, strict=True), key=lambda pair: pair[0])]


def _command(level: str, words: str, title: str, place: Problem | None = None) -> str:
    properties = {"file": place.path, "line": str(place.line)} if place else {}
    told = ",".join(f"{name}={_property(value)}" for name, value in {**properties, "title": title}.items())
    return f"::{level} {told}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def fenced(lines: Sequence[str]) -> list[str]:
    """Lines that the runner prints and does not carry out, whatever authors wrote: a title may begin like a command."""
    token = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return [f"::stop-commands::{token}", *lines, f"::{token}::"] if lines else []


def github_summary(problems: Iterable[Problem], notices: Iterable[Problem]) -> str:
    """The summary of a run in Markdown: what must be mended, and what is worth knowing, whole."""
    parts = [f"## {_TITLE}\n"]
    found = {"Cần sửa / to mend": [*problems], "Nên biết / worth knowing": [*notices]}
    for heading, rows in found.items():
        if rows:
            parts.append(f"### {heading}: {len(rows)}\n")
            parts.append(
                "| Tệp / file | Dòng / line | Mục / field | Cách sửa / what to do |\n| --- | ---: | --- | --- |"
            )
            parts += [_row(problem) for problem in rows[:MOST_ROWS]]
            if len(rows) > MOST_ROWS:
                parts.append(f"\n… {len(rows) - MOST_ROWS}")
            parts.append("")
    if not found["Cần sửa / to mend"]:
        parts.append("Không có lỗi nào. / Nothing to mend.\n")
    return "\n".join(parts)


def _row(problem: Problem) -> str:
    cells = (problem.path, str(problem.line), problem.field, f"{problem.vi} / {problem.en}")
    return "| " + " | ".join(_PUNCTUATION.sub(r"\\\1", " ".join(cell.split())) for cell in cells) + " |"


def gitlab_report(problems: Iterable[Problem]) -> str:
    """GitLab's Code Quality report, as JSON. Fingerprints stay the same while a file's other lines move."""
    seen: dict[str, int] = {}
    entries = []
    for problem in problems:
        told = "\0".join((problem.path, problem.field, problem.vi))
        seen[told] = seen.get(told, 0) + 1
        entries.append(
            {
                "description": f"{problem.field}: {problem.vi} / {problem.en}",
                "check_name": "noi-dung",
                "fingerprint": hashlib.sha256(f"{told}\0{seen[told]}".encode()).hexdigest(),
                "severity": "info" if problem.notice else "major",
                "location": {"path": problem.path, "lines": {"begin": problem.line}},
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
