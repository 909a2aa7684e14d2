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

# libyaml's loader is about five times faster than the one in Python; both give the same nodes.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Far above any real header (the plan's is 12 kB), far below what could make the parser slow.
MAX_HEADER = 64_000

_HEADER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Scalar:
    """A single value as typed; ``plain`` where it stands without quotes."""

    text: str
    plain: bool
    line: int


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
    """A file's header and body; ``body_line`` is the line on which the body begins."""

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
    header, faults = _read_header(match[1])
    return FrontMatter(header, text[match.end() :].strip("\n"), body_line, tuple(faults))


def _no_header(text: str) -> Fault:
    if text.startswith("---"):
        return Fault(1, "---", "thiếu dòng --- đóng phần đầu tệp", "the closing --- line of the header is missing")
    return Fault(1, "---", "tệp phải mở đầu bằng dòng ---", "the file must begin with a --- line")


def _read_header(text: str) -> tuple[Mapping, list[Fault]]:
    if len(text) > MAX_HEADER:
        return Mapping({}, 1), [Fault(1, "---", "phần đầu tệp quá dài", "the header is too long")]
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return Mapping({}, 1), [_explain(error, text)]
    except (yaml.YAMLError, RecursionError, ValueError):
        return Mapping({}, 1), [Fault(1, "---", "phần đầu tệp không đọc được", "the header cannot be read")]
    if node is None:
        return Mapping({}, 1), []
    if not isinstance(node, yaml.MappingNode):
        return Mapping({}, 1), [Fault(2, "---", "cần các dòng dạng «tên: giá trị»", 'lines must be "name: value"')]
    reader = _NodeReader()
    header = reader.mapping(node)
    return header, reader.faults


class _NodeReader:
    """Turns YAML's nodes into ours, and notices what YAML lets pass."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode) -> Mapping:
        entries: dict[str, Value] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = _line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(Fault(line, "---", "tên trường phải là một từ", "a field's name must be one word"))
                continue
            name = key_node.value
            if name in entries:
                first = lines[name]
                self.faults.append(
                    Fault(
                        line,
                        shown(name),
                        f"viết hai lần (lần đầu ở dòng {first}), hãy giữ một",
                        f"written twice (first on line {first}); keep one",
                    )
                )
                continue
            lines[name] = line
            entries[name] = self.value(value_node, name)
        return Mapping(entries, _line(node), lines)

    def value(self, node: yaml.Node, name: str) -> Value:
        if id(node) in self._seen:  # the same node twice is an alias (*name): a bomb, or a value nobody sees
            self.faults.append(
                Fault(_line(node), shown(name), "không dùng & và *, hãy viết giá trị ra", "no & and *; write the value")
            )
            return Scalar("", True, _line(node))
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self.value(item, name) for item in node.value), _line(node))
        return Scalar(node.value, getattr(node, "style", None) is None, _line(node))


def _line(node: yaml.Node) -> int:
    """The line in the file: YAML counts from 0, and the header begins on line 2."""
    return int(node.start_mark.line) + 2


def _explain(error: yaml.MarkedYAMLError, text: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 2 if mark else 2
    problem = f"{error.context or ''} {error.problem or ''}"
    name = next(_names_upwards(text, line - 2), "---")
    for sign, vi, en in _EXPLANATIONS:
        if sign in problem:
            if sign in ("quoted scalar", "flow") and error.context_mark:
                line = error.context_mark.line + 2
                name = next(_names_upwards(text, line - 2), name)
            return Fault(line, name, vi, en)
    return Fault(line, name, "dòng này sai cú pháp YAML", f"YAML cannot read this line ({shown(problem.strip())})")


def _names_upwards(text: str, index: int) -> Iterator[str]:
    """The field names at or above a line of the header, nearest first."""
    for line in reversed(text.split("\n")[: index + 1]):
        if name := re.match(r"([A-Za-z_][\w-]*)\s*:", line):
            yield name[1]


_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        "giá trị có dấu hai chấm, hãy đặt cả giá trị trong ngoặc kép",
        "the value has a colon; put the whole value in double quotes",
    ),
    ("quoted scalar", "thiếu dấu ngoặc kép đóng", "a closing quote is missing"),
    (
        "cannot start any token",
        "dùng dấu cách, không dùng phím Tab hay ký tự lạ",
        "use spaces, no Tab or odd character",
    ),
    ("flow", "thiếu dấu ] hoặc } đóng, hoặc dấu phẩy", "a closing ] or }, or a comma, is missing"),
    ("undefined alias", "giá trị mở đầu bằng *, hãy đặt trong ngoặc kép", "the value begins with *; put it in quotes"),
    (
        "could not find expected ':'",
        "thiếu dấu hai chấm sau tên trường",
        "a colon is missing after the field's name",
    ),
    (
        "expected <block end>",
        "thụt đầu dòng không đều, hoặc giá trị cần ngoặc kép",
        "uneven indentation, or a value that needs quotes",
    ),
    ("not allowed", "ký tự không được phép", "a character that is not allowed"),
)
