"""What is wrong with a file, where, and how to mend it: one line a problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# A value quoted from an author's file is cut here, so that a line stays a line.
SHOWN_LENGTH = 60


@dataclass(frozen=True, order=True)
class Problem:
    """One line for an author.

    ``path`` is the path as typed in an editor, from the project's root (``docs/guong/2023/a.vi.md``); ``line`` counts
    from 1; ``field`` is the name of the field, or what else is meant («nội dung», «tệp»). ``vi`` and ``en`` say what
    is wrong and what to write instead. A ``notice`` is worth knowing but stops nothing.
    """

    path: str
    line: int
    field: str
    vi: str
    en: str
    notice: bool = False

    def __str__(self) -> str:
        return f"{printable(self.path)}:{self.line}: {self.field}: {self.vi} / {self.en}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without repetitions, by file and line."""
    return sorted(set(problems))


def printable(text: str) -> str:
    """A text without what would move the cursor of a terminal or end the line; a file's name may hold any of it."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "�" for char in text)


def shown(value: object) -> str:
    """An author's value as it can stand inside a line: one line, no control characters, not too long."""
    text = printable(" ".join(str(value).split()))
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"
