"""Front matter: the text between two ``---`` lines → fields that know their lines, and the body.

Values stay the texts that were typed: ``no`` is not turned into False, ``01`` not into 1, ``2023-02-30`` not into an
error of a library. What a text must be is the business of ``fields``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import yaml

from thidua.letters import LOST, has_unseen
from thidua.look_alikes import are_usual, odd_letters
from thidua.problems import shown
from thidua.yaml_faults import (
    HEADER,
    Fault,
    cut_by_comment,
    explain,
    name_of_line,
    needs_quotes,
    no_backslash,
    odd_character,
)

# libyaml's loader is about five times faster than the one in Python; both give the same nodes, but for the style of a
# plain scalar ("" in the one, None in the other).
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Far above any real header (the plan's is 12 kB), far below what could make the parser slow.
MAX_HEADER = 64_000

# libyaml's loader calls itself once a level and brings the whole process down at some 20,000 levels, so what could
# nest is counted first. No header of ours goes deeper than three levels.
MAX_BRACKETS = 2_000
MAX_DEPTH = 8
# Lines told of a header; whoever mends so many runs the check again.
MOST_TOLD = 50
# Items of a list and names of a mapping; of what is longer nothing is read. A field says how many it takes, which is less.
MOST_PARTS = 1_000
_COMPACT_NESTING = re.compile(r"(?:[-?:][ \t]+){100}")

# Characters that nobody sees and that YAML refuses, takes for a line's end, or takes for a part of a name: they come with
# text copied from elsewhere.
_ODD = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    r"|^[ \t]*[\xa0\u200b-\u200d\u2060\u3000\ufeff]",
    re.MULTILINE,
)

# Without any of these nothing is repeated, dropped, cut or escaped.
_SIGNS_OF_YAML = re.compile(r"[&!*#\\]")
# What YAML takes for the end of a value, «#1» and the like.
_GLUED_COMMENT = re.compile(r"\s*#[^\s#]")
# Escapes that mean what stands behind the backslash.
_PLAIN_ESCAPES = re.compile(r'\\["\\/]')

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
    is_usual = are_usual(text)
    if is_usual and (header := _read_simple(text)) is not None:
        return header, []
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
    if len(node.value) > MOST_PARTS:
        return Mapping({}, 1), [_too_long(_line(node), HEADER, len(node.value))]
    reader = _NodeReader(text, is_simple=is_usual and _SIGNS_OF_YAML.search(text) is None)
    header = reader.mapping(node)
    return header, [*reader.faults[:MOST_TOLD], *_unseen_elsewhere(text, {fault.line for fault in reader.faults})]


# Most headers are lines of the simplest forms, of which there is nothing to tell: a plain text, one in quotes, a list of
# names, parts in braces. To read these without YAML takes a tenth of the time; whatever else stands there is YAML's.
_QUOTED = r'"[^"\\]*"'
_INSIDE = rf"(?:{_QUOTED}|[0-9A-Za-zÀ-ỹ](?:[0-9A-Za-zÀ-ỹ/. -]*[0-9A-Za-zÀ-ỹ/])?)"
_PARTS = rf"\{{[a-z_]+: {_INSIDE}(?:, [a-z_]+: {_INSIDE})*\}}"
_SLUG = r"[0-9a-z][0-9a-z-]*"
_SIMPLE_LINE = re.compile(
    rf"([a-z_]+): (?:([0-9A-Za-zÀ-ỹ](?:[^:#]*[^:# ])?)|({_QUOTED})|\[({_SLUG}(?:, {_SLUG})*)\]"
    rf"|({_PARTS})|\[({_PARTS}(?:, {_PARTS})*)\])"
)
_ONE_OF_PARTS = re.compile(rf"([a-z_]+): ({_INSIDE})")
_ONE_PARTS = re.compile(_PARTS)
# YAML itself bounds the length of names, and ``_refused`` that of much else.
_LONGEST_SIMPLE = 1_000


def _read_simple(text: str) -> Mapping | None:
    """A header of usual letters and the simplest lines, as YAML would read it; None for any other."""
    if len(text) > _LONGEST_SIMPLE or "\t" in text or "\u00a0" in text or not text.endswith("\n"):
        return None
    entries: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for line, written in enumerate(text[:-1].split("\n"), 2):
        match = _SIMPLE_LINE.fullmatch(written)
        if match is None or match[1] in entries:
            return None
        value = _simple_value(match, line)
        if value is None:
            return None
        entries[match[1]] = value
        lines[match[1]] = line
    return Mapping(entries, 2, lines)


def _simple_value(match: re.Match[str], line: int) -> Value | None:
    _, plain, quoted, slugs, parts, list_of_parts = match.groups()
    if plain is not None:
        return Scalar(plain, True, line)
    if quoted is not None:
        return Scalar(quoted[1:-1], False, line)
    if slugs is not None:
        return Sequence(tuple(Scalar(slug, True, line) for slug in slugs.split(", ")), line)
    if parts is not None:
        return _simple_parts(parts, line)
    items = [_simple_parts(one, line) for one in _ONE_PARTS.findall(list_of_parts)]
    return None if None in items else Sequence(tuple(filter(None, items)), line)


def _simple_parts(text: str, line: int) -> Mapping | None:
    """The parts between braces; None where one stands twice."""
    found = _ONE_OF_PARTS.findall(text)
    entries: dict[str, Value] = {
        name: Scalar(value[1:-1], False, line) if value[0] == '"' else Scalar(value, True, line)
        for name, value in found
    }
    return Mapping(entries, line, dict.fromkeys(entries, line)) if len(entries) == len(found) else None


def _unseen_elsewhere(text: str, told: set[int]) -> Iterator[Fault]:
    """Unseen characters that are in no value: in a remark they can make a line look like another one."""
    if has_unseen(text):
        odd = ((place, line) for place, line in enumerate(text.split("\n")) if has_unseen(line))
        for place, line in islice(odd, MOST_TOLD):
            if not told & {place + 1, place + 2, place + 3}:
                yield odd_character(place + 2, name_of_line(text, place), line)


def _compose(text: str) -> tuple[yaml.Node | None, list[Fault]]:
    if faults := [*_refused(text)]:
        return None, faults
    try:
        return yaml.compose(text, Loader=_Loader), []
    except yaml.MarkedYAMLError as error:
        return None, [explain(error, text)]
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, [Fault(1, HEADER, "không đọc được", "the header cannot be read")]


def _refused(text: str) -> Iterator[Fault]:
    """What is not even given to YAML."""
    if len(text) > MAX_HEADER:
        vi = f"dài quá {MAX_HEADER} ký tự, có lẽ dòng --- đóng đặt sai chỗ"
        yield Fault(1, HEADER, vi, f"over {MAX_HEADER} characters; is the closing --- line in its place?")
        return
    if _ODD.search(text):
        odd = ((place, found[0]) for place, line in enumerate(text.split("\n")) if (found := _ODD.search(line)))
        for number, character in islice(odd, MOST_TOLD):
            yield odd_character(number + 2, name_of_line(text, number), character)
    brackets = [match.start() for match in re.finditer(r"[\[{]", text)]
    place = brackets[MAX_BRACKETS] if len(brackets) > MAX_BRACKETS else None
    if match := _COMPACT_NESTING.search(text):
        place = match.start()
    if place is not None:
        line = text.count("\n", 0, place) + 2
        yield _too_deep(line, name_of_line(text, line - 2))


def _too_deep(line: int, name: str) -> Fault:
    return Fault(line, name, "lồng nhau quá nhiều tầng, hãy viết gọn lại", "nested too deep; write it flat")


def _too_long(line: int, name: str, length: int) -> Fault:
    vi = f"danh sách dài {length} mục, hãy bớt còn nhiều nhất {MOST_PARTS}"
    return Fault(line, name, vi, f"a list of {length}; leave {MOST_PARTS} at most")


class _NodeReader:
    """Turns YAML's nodes into ours, and notices what YAML lets pass."""

    def __init__(self, text: str, is_simple: bool) -> None:
        """``is_simple``: there are only usual letters, and none of YAML's own signs."""
        self._is_simple = is_simple
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
            label = f"{inside}.{shown(name)}" if inside else shown(name) or HEADER
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
        if not self._is_simple and (fault := self._fault_of_signs(node, label, line)):
            return fault
        if isinstance(node, yaml.CollectionNode) and len(node.value) > MOST_PARTS:
            return _too_long(_line(node), label, len(node.value))
        return _too_deep(_line(node), label.partition(".")[0]) if depth > MAX_DEPTH else None

    def _fault_of_signs(self, node: yaml.Node, label: str, line: int) -> Fault | None:
        if id(node) in self._seen:  # the same node twice is an alias (*name): a bomb, or a value nobody sees
            return needs_quotes(line, label, "*")
        place = node.start_mark.column
        start = self._lines[node.start_mark.line][place : place + 1]
        if start in ("&", "!"):  # an anchor or a tag: YAML would drop the word from the value without a word
            return needs_quotes(_line(node), label, start)
        if isinstance(node, yaml.ScalarNode) and not getattr(node, "style", None) and self._is_cut(node):
            return cut_by_comment(_line(node), label)
        return self._odd_fault(node, label) if isinstance(node, yaml.ScalarNode) else None

    def _odd_fault(self, node: yaml.ScalarNode, label: str) -> Fault | None:
        # «"Toán\Ngữ văn"»: to YAML, \N is one character, and no letter.
        is_escaped = node.style == '"' and not node.value.replace("\n", " ").isprintable()
        if is_escaped and "\\" in _PLAIN_ESCAPES.sub("", self._lines[node.start_mark.line]):
            return no_backslash(_line(node), label)
        if LOST in node.value or has_unseen(node.value):
            return odd_character(_line(node), label, node.value)
        told = odd_letters(node.value)
        return Fault(_line(node), label, *told) if told else None

    def _is_cut(self, node: yaml.ScalarNode) -> bool:
        """Whether «#1» and the like follow a value: YAML takes them for a comment. Real comments have a space after #."""
        return _GLUED_COMMENT.match(self._lines[node.end_mark.line], node.end_mark.column) is not None


def _line(node: yaml.Node) -> int:
    """The line in the file: YAML counts from 0, and the header begins on line 2."""
    return int(node.start_mark.line) + 2
