"""The files of the search, read back: for tests, in Python what tim-kiem.js does in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from thidua.search_index import END, FIELD, FOLDER

_CALL = re.compile(r'tdIndex\("([^"]+)",(.*)\);\n', re.DOTALL)


def data_of(files: Mapping[str, str], name: str) -> Any:
    """What a file of that name hands over."""
    call = _CALL.fullmatch(files[f"{FOLDER}/{name}.js"])
    assert call and call[1] == name
    return json.loads(call[2])


def numbers(text: str) -> Iterator[int]:
    """The numbers of a column, of gaps, of codes."""
    codes = iter(text)
    for char in codes:
        yield _number(next(codes)) * 50_000 + _number(next(codes)) if char == "!" else _number(char)


def _number(char: str) -> int:
    return ord(char) - (35 if ord(char) < 92 else 36)


def titles(files: Mapping[str, str], language: str) -> list[list[str]]:
    """The fields of each entry: title, names, role, first words; each begins small, as it is coded."""
    first = data_of(files, language)
    blocks = [first["block"], *(data_of(files, name) for name in (*first["blocks"], first["rest"]))]
    words = ["", ""]
    found: list[list[str]] = []
    for block in blocks:
        words += block["words"].split("\n") if block["words"] else []
        fields, was_word = [""], False
        for code in numbers(block["text"]):
            if code == END:
                found.append(fields)
                fields, was_word = [""], False
            elif code == FIELD:
                fields.append("")
                was_word = False
            else:
                is_word = re.search(r"[^\W_]", words[code]) is not None
                fields[-1] += (" " if is_word and was_word else "") + words[code]
                was_word = is_word
    return found


def columns(files: Mapping[str, str], language: str, name: str) -> list[Any]:
    """A column of all blocks, its rows looked up in their table."""
    first = data_of(files, language)
    blocks = [first["block"], *(data_of(files, name) for name in (*first["blocks"], first["rest"]))]
    return [first[name][number] for block in blocks for number in numbers(block[name])]


def word_places(files: Mapping[str, str], language: str) -> dict[str, list[int]]:
    """Each word of the full text → the places where it stands."""
    deep = data_of(files, data_of(files, language)["deep"])
    found = {}
    for _, name in deep["shards"]:
        shard = data_of(files, name)
        for word, gaps in zip(shard["words"].split("\n"), shard["places"].split("\n"), strict=True):
            place = 0
            found[word] = [place := place + gap for gap in numbers(gaps)]
    return found


def full_texts(files: Mapping[str, str], language: str) -> list[str]:
    """The full text of each entry."""
    deep = data_of(files, data_of(files, language)["deep"])
    return [text for _, name in deep["texts"] for text in data_of(files, name)]
