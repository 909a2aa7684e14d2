"""YAML of the project's own files, ``mkdocs.yml`` and the words of the interface, read without what could do harm.

No aliases (a few lines of them stand for millions of values), no tags but those named, no deep nesting: libyaml's loader
calls itself once a level and brings the whole process down at some 20,000 levels. Stories' headers have ``frontmatter``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import yaml

from thidua.problems import shown
from thidua.yaml_faults import Fault

# In characters: the largest of these files has 21,000.
MOST_CHARACTERS = 300_000
MOST_BRACKETS = 2_000
DEEPEST = 20
_COMPACT_NESTING = re.compile(r"(?:[-?:][ \t]+){100}")

_STANDARD = "tag:yaml.org,2002:"
TEXT, NOTHING, MERGE = f"{_STANDARD}str", f"{_STANDARD}null", f"{_STANDARD}merge"
_KNOWN = frozenset(
    _STANDARD + name for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
)

_WHOLE = "tệp"

# libyaml's loader is some ten times faster than the one in Python; not every machine has it.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]
    """Makes nothing of tags."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_yaml(text: str, tags: Collection[str] = ()) -> tuple[yaml.Node | None, list[Fault]]:
    """The nodes of a text, or what is wrong with it. ``tags``: those that may stand in it (``!ENV``)."""
    if fault := _refused(text):
        return None, [fault]
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return None, [_broken(error, text.count("\n") + 1)]
    found = next(_node_faults(node, {*_KNOWN, *tags}), None) if node else None
    return (None, [found]) if found else (node, [])


def to_data(node: yaml.Node | None) -> tuple[Any, list[Fault]]:
    """Plain data of nodes; a value with a tag of ``read_yaml`` is None."""
    if node is None:
        return None, []
    loader = _Loader("")
    try:
        return loader.construct_document(node), []
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:  # «2023-02-30», «0x_»
        return None, [_broken(error)]


def _broken(error: Exception, last: int = 1_000_000) -> Fault:
    """What YAML cannot read. It may look for the end of a value behind the last line."""
    mark = getattr(error, "problem_mark", None)
    problem = shown(getattr(error, "problem", None) or error)
    line = min(mark.line + 1, last) if mark else 1
    return Fault(line, _WHOLE, "dòng này sai cú pháp YAML", f"YAML cannot read this line ({problem})")


def _refused(text: str) -> Fault | None:
    """What is not even given to YAML."""
    if len(text) > MOST_CHARACTERS:
        vi = f"dài quá {MOST_CHARACTERS // 1000} nghìn ký tự, hãy rút ngắn"
        return Fault(1, _WHOLE, vi, f"over {MOST_CHARACTERS:,} characters; make it shorter")
    brackets = [match.start() for match in re.finditer(r"[\[{]", text)]
    place = brackets[MOST_BRACKETS] if len(brackets) > MOST_BRACKETS else None
    if match := _COMPACT_NESTING.search(text):
        place = match.start()
    return None if place is None else _too_deep(text.count("\n", 0, place) + 1)


def _too_deep(line: int) -> Fault:
    return Fault(line, _WHOLE, "lồng nhau quá nhiều tầng, hãy viết gọn lại", "nested too deep; write it flat")


def _node_faults(root: yaml.Node, tags: Collection[str]) -> Iterator[Fault]:
    seen: set[int] = set()
    waiting = [(root, 1, 1)]
    while waiting:
        node, depth, line = waiting.pop()
        if id(node) in seen:  # an alias knows only the line of what it repeats, so the line above it is told
            vi = "có *tên (bí danh YAML) trỏ tới giá trị ở chỗ khác, hãy viết hẳn giá trị ra"
            yield Fault(line, _WHOLE, vi, "an alias (*name) of another value; write the value itself")
            return
        seen.add(id(node))
        line = node.start_mark.line + 1
        if node.tag not in tags:
            vi = f'có thẻ "{shown(node.tag.replace(_STANDARD, "!!"))}" không dùng được, hãy bỏ đi'
            yield Fault(line, _WHOLE, vi, "a tag that is not allowed; take it out")
        if depth > DEEPEST:
            yield _too_deep(line)
        waiting += [(child, depth + 1, beside) for child, beside in reversed(_children(node))]


def _children(node: yaml.Node) -> list[tuple[yaml.Node, int]]:
    """(child, the line to tell where the child is an alias)."""
    if isinstance(node, yaml.MappingNode):
        return [(one, key.start_mark.line + 1) for key, value in node.value for one in (key, value)]
    if isinstance(node, yaml.SequenceNode):
        return [(one, node.start_mark.line + 1) for one in node.value]
    return []
