"""YAML of the project's own files: plain data comes through as it is, all that could harm is told with its line."""

from __future__ import annotations

import pytest
from thidua.plain_yaml import DEEPEST, MOST_CHARACTERS, read_yaml, to_data


def faults(text: str, *tags: str) -> list[tuple[int, str]]:
    node, found = read_yaml(text, tags)
    assert (node is None) or not found
    return [(fault.line, fault.vi) for fault in found]


def test_plain_data_comes_through() -> None:
    node, found = read_yaml("a: 1\nb: [x, yes, null, 1.5]\nc: {d: 'e'}\nh: |\n  g\n")
    assert found == []
    assert to_data(node) == ({"a": 1, "b": ["x", True, None, 1.5], "c": {"d": "e"}, "h": "g\n"}, [])
    assert read_yaml("") == (None, [])
    assert to_data(None) == (None, [])


def test_a_named_tag_may_stand_and_says_nothing() -> None:
    node, found = read_yaml("a: !ENV [X, b]\nc: d", ["!ENV"])
    assert found == []
    assert to_data(node)[0] == {"a": None, "c": "d"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &x 1\nb:\n  c: *x", 3, "bí danh"),
        ("a: &x [1]\nb:\n- *x", 3, "bí danh"),
        ("a: &x {b: *x}", 1, "bí danh"),
        ("a: &x {b: 1}\nc:\n  <<: *x", 3, "bí danh"),
        ("a: 1\nb: !!python/name:os.system", 2, 'có thẻ "!!python/name:os.system"'),
        ("a: 1\nb: !ENV X", 2, 'có thẻ "!ENV"'),
        ("a: 1\nb: !!binary aGk=", 2, 'có thẻ "!!binary"'),
        ("a: 1\nb: !<tag:x> y", 2, 'có thẻ "tag:x"'),
        ("a:\n" + "".join(f"{' ' * n}- \n" for n in range(1, 40)), DEEPEST + 1, "quá nhiều tầng"),
        ("a: " + "{a: " * 6_000, 1, "quá nhiều tầng"),
        ("a: 1\n" + "? " * 200, 2, "quá nhiều tầng"),
        ("a: '" + "x" * MOST_CHARACTERS, 1, "quá 300 nghìn ký tự"),
        ("a: 1\nb: [", 2, "sai cú pháp YAML"),
        ("a: \x00", 1, "sai cú pháp YAML"),
        ("a: 1\n---\nb: 2", 2, "sai cú pháp YAML"),
        ("a: *x", 1, "sai cú pháp YAML"),
    ],
)
def test_what_could_harm_is_told_once_with_its_line(text: str, line: int, words: str) -> None:
    ((number, told),) = faults(text)
    assert number == line and words in told


@pytest.mark.parametrize("text", ["a: 2023-02-30", "a: 0x_", "? [a]\n: b"])
def test_values_that_are_none_are_told(text: str) -> None:
    node, found = read_yaml(text)
    data, more = to_data(node)
    assert data is None and len([*found, *more]) == 1
