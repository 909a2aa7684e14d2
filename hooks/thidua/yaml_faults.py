"""What an author did, from what YAML stumbled over.

YAML's own words are for programmers, and its place is often lines away from the slip; here both are turned into one line
that says what to write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from thidua.letters import LOST, without_unseen

# What authors know the header by: the lines between the two ---.
HEADER = "phần khai"


@dataclass(frozen=True)
class Fault:
    """A mistake in the header itself: line, field, Vietnamese, English."""

    line: int
    field: str
    vi: str
    en: str


def needs_quotes(line: int, name: str, start: str) -> Fault:
    """A value that begins with a character which means something else to YAML."""
    return Fault(
        line,
        name,
        f"giá trị mở đầu bằng {start}, hãy đặt cả giá trị trong ngoặc kép",
        f"the value begins with {start}; put the whole value in double quotes",
    )


def cut_by_comment(line: int, name: str) -> Fault:
    """A value of which YAML would drop the end: «Lớp #1» is read as «Lớp»."""
    return Fault(
        line,
        name,
        "chữ từ dấu # trở đi bị bỏ mất, hãy đặt cả giá trị trong ngoặc kép",
        "what begins with # would be lost; put the whole value in double quotes",
    )


def odd_character(line: int, name: str, text: str) -> Fault:
    """A text with a character that nobody sees, or one that stands for a lost letter; «make nfc» drops some of them."""
    if LOST in text:
        return Fault(
            line, name, f"có chữ bị mất (thành {LOST}), hãy gõ lại", f"a letter was lost ({LOST}); type it anew"
        )
    vi, en = (
        ("hãy chạy «make nfc» để bỏ, hoặc ", 'run "make nfc" to drop it, or ')
        if without_unseen(text) != text
        else ("", "")
    )
    return Fault(
        line,
        name,
        f"có ký tự lạ không nhìn thấy được, {vi or 'hãy '}xóa dòng này và gõ lại",
        f"an odd character that cannot be seen; {en}delete this line and type it anew",
    )


def no_backslash(line: int, name: str) -> Fault:
    """A backslash between double quotes, which makes another character of the letter behind it."""
    return Fault(line, name, *_EXPLANATIONS["backslash"])


def explain(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """Say what to write instead. The words and the marks of libyaml and of the loader in Python are both understood."""
    lines = text.split("\n")
    reason, line, column = _place(error)
    if (opened := _open_quote(lines, line)) is not None:
        reason, line = "quote", opened
    elif reason == "colon" and not lines[line][:1].isspace() and ":" not in lines[line][:column]:
        # The line above was read as the beginning of this line's name.
        reason, line = "no colon", max((i for i in range(line) if lines[i].strip()), default=line)
    here = lines[line] if line < len(lines) else ""
    reason = _reason(reason, here, column)
    if reason == "value" and column == 0:
        reason = "odd start"
    if reason == "value":
        return needs_quotes(line + 2, _field_of_line(text, line), here[column])
    name = name_of_line(text, line) if reason in _LINE_REASONS else _field_of_line(text, line)
    return Fault(line + 2, name, *_EXPLANATIONS[reason])


def _place(error: yaml.MarkedYAMLError) -> tuple[str, int, int]:
    """(reason, line, column): a quote or bracket is to be mended where it opens, the rest where YAML stumbled."""
    problem = f"{error.context or ''} {error.problem or ''}"
    reason, at_start = next(((reason, at) for sign, reason, at in _SIGNS if sign in problem), ("unknown", False))
    mark = (error.context_mark if at_start else None) or error.problem_mark or error.context_mark
    return reason, mark.line if mark else 0, mark.column if mark else 0


def _reason(reason: str, here: str, column: int) -> str:
    """The reason again, seen with the line itself."""
    if re.match(r" *\t", here):
        return "tab"
    if reason == "colon" and re.fullmatch(r"\s+[^:]*", here[:column]):
        return "indented"
    if reason == "indentation" and (closed := re.search(r"[\"'\]}](?=\s*$)", here[:column])):
        return "words after quote" if closed[0] in "\"'" else "brackets"
    if reason == "value" and here[column : column + 1] not in _NO_FIRST_CHARACTERS:
        return "unknown"
    return reason


def _open_quote(lines: list[str], last: int) -> int | None:
    """The line whose quote is still open where another field begins: YAML stumbles only at the next quote."""
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines[: last + 1]):
        if opened and re.match(r"[A-Za-z_][\w-]*:(?:\s|$)", line):
            return opened[0]
        if opened is None and (match := _OPEN_QUOTE.fullmatch(line)):
            opened = number, match[1] or match[2]
        elif opened and opened[1] in line:
            opened = None
    return None


def _field_of_line(text: str, index: int) -> str:
    """The field that a line of the header belongs to: its own name, or the nearest one above."""
    for line in reversed(text.split("\n")[: index + 1]):
        if name := re.match(r"([A-Za-z_][\w-]*)\s*:", line):
            return name[1]
    return HEADER


def name_of_line(text: str, index: int) -> str:
    """The name that stands on a line, whatever is before or after it; else the field that the line belongs to."""
    name = re.match(r"\W*([A-Za-z_][A-Za-z0-9_-]*)(?=\W*[\s:：])", text.split("\n")[index])
    return name[1] if name else _field_of_line(text, index)


# A field whose value begins with a quote that its line does not close.
_OPEN_QUOTE = re.compile(r"""\s*(?:- )?[\w-]+:\s+(?:(")(?:[^"\\]|\\.)*|(')(?:[^']|'')*)""")

# What a value without quotes cannot begin with.
_NO_FIRST_CHARACTERS = tuple("*&!%@`|>-?,]}")

# A sign in YAML's words, the reason it stands for, and whether the place is where the faulty thing begins.
_SIGNS = (
    ("mapping values", "colon", False),
    ("unknown escape", "backslash", True),
    ("quoted scalar", "quote", True),
    ("flow", "brackets", True),
    ("could not find expected ':'", "no colon", True),
    ("undefined alias", "value", False),
    ("scanning an alias", "value", True),
    ("scanning an anchor", "value", True),
    ("ing a tag", "value", True),
    ("block scalar", "value", True),
    ("cannot start any token", "value", False),
    ("sequence entries", "value", False),
    ("a tab character", "tab", False),
    ("expected key", "indentation", False),
    ("expected <block end>", "indentation", False),
    ("expected '-' indicator", "indentation", False),
    ("document start", "indentation", False),
)

# These are about the line as a whole, so they bear the name that stands on it.
_LINE_REASONS = ("tab", "indented", "indentation", "no colon", "odd start")
_EXPLANATIONS = {
    "colon": (
        "giá trị có dấu hai chấm, hãy đặt cả giá trị trong ngoặc kép",
        "the value has a colon; put the whole value in double quotes",
    ),
    "no colon": (
        "thiếu dấu hai chấm và một dấu cách sau tên mục (nếu là phần tiếp của dòng trên thì hãy nối lên dòng trên)",
        "a colon and a space are missing after the field's name (or join this line to the one above)",
    ),
    "tab": ("đầu dòng có phím Tab, hãy thay bằng dấu cách", "a Tab at the start of the line; use spaces"),
    "indented": (
        "dòng này thụt vào nên bị nối vào dòng trên, hãy xóa dấu cách ở đầu dòng",
        "indented, so it is read as part of the line above; take the spaces at its start away",
    ),
    "indentation": (
        "thụt đầu dòng không đều, các dòng ngang hàng phải thẳng cột",
        "uneven indentation; lines of one rank begin in one column",
    ),
    "odd start": (
        "dòng này không có dạng «tên: giá trị», hãy xóa dấu ở đầu dòng hoặc xóa cả dòng",
        'not a line like "name: value"; take the sign at its start away, or the whole line',
    ),
    "backslash": (
        "dấu \\ không đứng được trong ngoặc kép, hãy bỏ đi hoặc dùng nháy đơn '…'",
        "no backslash between double quotes; take it out or use single quotes",
    ),
    "quote": ("thiếu dấu ngoặc kép hoặc nháy đơn đóng ở cuối giá trị", "the closing quote at the end is missing"),
    "words after quote": (
        "còn chữ sau dấu ngoặc kép đóng, bên trong giá trị hãy dùng “ ”",
        "words after the closing quote; inside the value use “ ”",
    ),
    "brackets": (
        "dấu [ ] hoặc { } không đủ đôi, thiếu dấu phẩy giữa các mục, hoặc cả giá trị cần đặt trong ngoặc kép",
        "[ ] or { } not in pairs, a comma missing between items, or the whole value needs double quotes",
    ),
    "unknown": (
        "dòng này không đọc được, hãy xem lại dấu hai chấm, dấu cách và ngoặc kép",
        "this line cannot be read; look at its colon, spaces and quotes",
    ),
}
