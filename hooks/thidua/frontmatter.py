"""Front matter: the text between two ``---`` lines → fields that know their lines, and the body.

Values stay the texts that were typed: ``no`` is not turned into False, ``01`` not into 1, ``2023-02-30`` not into an
error of a library. What a text must be is the business of ``fields``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from thidua.problems import shown

# libyaml's loader is about five times faster than the one in Python; both give the same nodes, but for the style of a
# plain scalar ("" in the one, None in the other).
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What authors know the header by: the lines between the two ---.
HEADER = "phần khai"

# Far above any real header (the plan's is 12 kB), far below what could make the parser slow.
MAX_HEADER = 64_000

# libyaml's loader calls itself once a level and brings the whole process down at some 20,000 levels, so what could
# nest is counted first. No header of ours goes deeper than three levels.
MAX_BRACKETS = 2_000
MAX_DEPTH = 8
_COMPACT_NESTING = re.compile(r"(?:[-?:][ \t]+){100}")

# Characters that nobody sees and that YAML refuses, takes for a line's end, or takes for a part of a name: they come with
# text copied from elsewhere.
_ODD = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    r"|^[ \t]*[\xa0\u200b-\u200d\u2060\u3000\ufeff]",
    re.MULTILINE,
)

_HEADER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Scalar:
    """A single value as typed; ``plain`` where it stands without quotes.

    ``is_faulty`` where the value could not be read and a fault tells so: nothing more is to be said of it.
    """

    text: str
    plain: bool
    line: int
    is_faulty: bool = False


@dataclass(frozen=True)
class Sequence:
    """A list of values."""

    items: tuple[Value, ...]
    line: int


@dataclass(frozen=True)
class Mapping:
    """Names and values, in the order of the file; ``lines`` holds the line of each name."""

    entries: dict[str, Value]
    line: int
    lines: dict[str, int] = field(default_factory=dict)


Value = Scalar | Sequence | Mapping


@dataclass(frozen=True)
class Fault:
    """A mistake in the header itself: line, field, Vietnamese, English."""

    line: int
    field: str
    vi: str
    en: str


@dataclass(frozen=True)
class FrontMatter:
    """A file's header and body; ``body_line`` is the line on which the body's first text stands."""

    header: Mapping
    body: str
    body_line: int
    faults: tuple[Fault, ...] = ()


def parse(text: str) -> FrontMatter:
    """Read a file's text. With faults, the header holds what could be read, perhaps nothing."""
    match = _HEADER.match(text)
    if match is None:
        return FrontMatter(Mapping({}, 1), text, 1, (_no_header(text),))
    body_line = text.count("\n", 0, match.end()) + 1
    rest = text[match.end() :]
    body = rest.strip("\n")
    if body.strip():
        body_line += len(rest) - len(rest.lstrip("\n"))
    header, faults = _read_header(match[1])
    return FrontMatter(header, body, body_line, tuple(faults))


def _no_header(text: str) -> Fault:
    if re.match(r"---[ \t]*(?:\n|\Z)", text):
        return Fault(1, HEADER, "thiếu dòng --- đóng ở cuối", "the closing --- line of the header is missing")
    return Fault(1, HEADER, "dòng đầu tiên của tệp phải là ---", "the file must begin with a --- line")


def _read_header(text: str) -> tuple[Mapping, list[Fault]]:
    node, faults = _compose(text)
    if node is None:
        return Mapping({}, 1), faults
    if not isinstance(node, yaml.MappingNode):
        return Mapping({}, 1), [
            Fault(
                _line(node),
                HEADER,
                "hãy viết các dòng dạng «tên: giá trị», sau dấu hai chấm có một dấu cách",
                'the header is made of lines like "name: value", with a space after the colon',
            )
        ]
    reader = _NodeReader(text)
    header = reader.mapping(node)
    return header, reader.faults


def _compose(text: str) -> tuple[yaml.Node | None, list[Fault]]:
    if faults := [*_refused(text)]:
        return None, faults
    try:
        return yaml.compose(text, Loader=_Loader), []
    except yaml.MarkedYAMLError as error:
        return None, [_explain(error, text)]
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, [Fault(1, HEADER, "không đọc được", "the header cannot be read")]


def _refused(text: str) -> Iterator[Fault]:
    """What is not even given to YAML."""
    if len(text) > MAX_HEADER:
        vi = f"dài quá {MAX_HEADER} ký tự, có lẽ dòng --- đóng đặt sai chỗ"
        yield Fault(1, HEADER, vi, f"over {MAX_HEADER} characters; is the closing --- line in its place?")
        return
    for line in sorted({text.count("\n", 0, match.start()) + 2 for match in _ODD.finditer(text)}):
        yield Fault(
            line,
            _name_of_line(text, line - 2),
            "có ký tự lạ không nhìn thấy được, hãy xóa dòng này và gõ lại",
            "an odd character that cannot be seen; delete this line and type it anew",
        )
    brackets = [match.start() for match in re.finditer(r"[\[{]", text)]
    place = brackets[MAX_BRACKETS] if len(brackets) > MAX_BRACKETS else None
    if match := _COMPACT_NESTING.search(text):
        place = match.start()
    if place is not None:
        line = text.count("\n", 0, place) + 2
        yield _too_deep(line, _name_of_line(text, line - 2))


def _too_deep(line: int, name: str) -> Fault:
    return Fault(line, name, "lồng nhau quá nhiều tầng, hãy viết gọn lại", "nested too deep; write it flat")


class _NodeReader:
    """Turns YAML's nodes into ours, and notices what YAML lets pass."""

    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self._lines = text.split("\n")
        self._seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode, inside: str = "", depth: int = 0) -> Mapping:
        """``inside`` is the name of the field that holds the mapping, empty for the header itself."""
        entries: dict[str, Value] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = _line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(Fault(line, HEADER, "tên mục phải là một từ", "a field's name must be one word"))
                continue
            name = key_node.value
            label = f"{inside}.{shown(name)}" if inside else shown(name)
            if name in entries:
                first = lines[name]
                self.faults.append(
                    Fault(
                        line,
                        label,
                        f"viết hai lần (lần đầu ở dòng {first}), hãy giữ một",
                        f"written twice (first on line {first}); keep one",
                    )
                )
                continue
            lines[name] = line
            entries[name] = self._value(value_node, label, line, depth + 1)
        return Mapping(entries, _line(node), lines)

    def _value(self, node: yaml.Node, label: str, line: int, depth: int) -> Value:
        """``line`` is that of the name or list: an alias knows only the line of what it repeats."""
        fault = self._fault_of(node, label, line, depth)
        self._seen.add(id(node))
        if fault is not None:
            self.faults.append(fault)
            return Scalar("", False, fault.line, is_faulty=True)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, label, depth)
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self._value(item, label, _line(node), depth + 1) for item in node.value)
            return Sequence(items, _line(node))
        return Scalar(node.value, not getattr(node, "style", None), _line(node))

    def _fault_of(self, node: yaml.Node, label: str, line: int, depth: int) -> Fault | None:
        if id(node) in self._seen:  # the same node twice is an alias (*name): a bomb, or a value nobody sees
            return _needs_quotes(line, label, "*")
        start = self._lines[node.start_mark.line][node.start_mark.column :][:1]
        if start in ("&", "!"):  # an anchor or a tag: YAML would drop the word from the value without a word
            return _needs_quotes(_line(node), label, start)
        return _too_deep(_line(node), label.partition(".")[0]) if depth > MAX_DEPTH else None


def _line(node: yaml.Node) -> int:
    """The line in the file: YAML counts from 0, and the header begins on line 2."""
    return int(node.start_mark.line) + 2


def _needs_quotes(line: int, name: str, start: str) -> Fault:
    return Fault(
        line,
        name,
        f"giá trị mở đầu bằng {start}, hãy đặt cả giá trị trong ngoặc kép",
        f"the value begins with {start}; put the whole value in double quotes",
    )


def _explain(error: yaml.MarkedYAMLError, text: str) -> Fault:
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
    if reason == "value":
        return _needs_quotes(line + 2, _field_of_line(text, line), here[column])
    name = _name_of_line(text, line) if reason in _LINE_REASONS else _field_of_line(text, line)
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


def _name_of_line(text: str, index: int) -> str:
    """The name that stands on a line, whatever is before or after it; else the field that the line belongs to."""
    name = re.match(r"(?a)\W*([A-Za-z_][\w-]*)(?=[\s:])", text.split("\n")[index])
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
_LINE_REASONS = ("tab", "indented", "indentation", "no colon")
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
