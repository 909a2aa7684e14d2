"""The files of the search: what a browser needs to find things by words, and no more than that.

Each is a script that calls ``tdIndex(name, data)``, so that it loads from a server, from any folder and from a disk alike,
without ``eval`` and without a request that a strict content policy would refuse:

``vi.js``, and ``vi-khoi<n>-….js`` where there are many entries
    Titles, names and first words, as a text coded by words: ``words`` is a list, and ``text`` has one character a word,
    its place in the list. So the text that is searched is the text that is shown, and a search is one walk along it.
    Movements, clauses and stories come first; terms and pages are a block of their own, for a second look.
``vi-tu<n>-….js``
    The full text as an index: for each word the places where it stands, counted through all entries. Shards are cut by
    the alphabet of the folded words, so a query loads those of its own words alone.
``vi-bai<n>-….js``
    The full text itself, from which the lines around a found word are shown.
``vi-sau-….js``
    Where the last two begin, how long each text is, and all words without their marks, for those with a slip.

``vi.js`` keeps its name and names the others, whose own names change with what they hold.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from thidua.languages import ENGLISH
from thidua.letters import fold, one_tone_place
from thidua.search_entries import MOVEMENT, PAGE, TERM, Entry

# Where the files are published.
FOLDER = "assets/tim-kiem"

# Codes of a text: the end of an entry, the end of a field; from FIRST on words, and what stands between words where that
# is no blank alone.
END, FIELD, FIRST = range(3)
BLANK = " "

# Entries in a file of titles; letters in a shard of words, in a shard of texts. Small enough for a slow phone to read in
# one go without a hitch, large enough to compress.
ENTRIES = 2_500
SHARD = 24_000
TEXTS = 8_000
# Entries whose part of the index is kept together.
GROUP = 128

# Letters and digits of all alphabets. The same ranges as in tim-kiem.js: addresses are made of titles there.
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u1fff\u2c00-\ud7ff]+")
# Characters that a script would have to escape are no codes.
_QUOTE, _BACKSLASH = 0x22, 0x5C
_SURROGATES = 0xD800


def first_words(count: int, language: str) -> int:
    """How many of an entry's first words stand beside its title, for that many entries: a phone loads them all."""
    return 3 if count > 3_000 else 2 if language == ENGLISH else 5


def character(number: int) -> str:
    """A number from 0 as one character that neither JSON nor a script writes in another way."""
    code = number + _QUOTE + 1
    return chr(code if code < _BACKSLASH else code + 1)


# How many numbers have a character of one byte.
_ONE_BYTE = 0x7F - _QUOTE - 2
# The greatest number of one character, and what begins a greater one.
_GREATEST = _SURROGATES - 1 - _QUOTE - 2
_LONG = "!"


def characters(number: int) -> str:
    """Any number: one character, or ``!`` and two."""
    if number <= _GREATEST:
        return character(number)
    return _LONG + character(number // 50_000) + character(number % 50_000)


# Nearly all numbers of an index are below this.
_SMALL = tuple(map(characters, range(4_096)))


def _gap(number: int) -> str:
    return _SMALL[number] if number < len(_SMALL) else characters(number)


def words_of(text: str) -> list[str]:
    """The words of a text, in the form in which they are compared: «Văn hóa, 2023» → văn, hoá, 2023."""
    return _WORD.findall(one_tone_place(text.lower()))


# «quản lí» and «quản lý», «kĩ sư» and «kỹ sư»: both are written.
_LAST_Y = re.compile(r"(qu|[hklmst])y")


def shard_key(word: str, language: str) -> str:
    """By what words are sorted into shards: without marks; syllables in y as those in i; English ones without plurals.

    ``tim-kiem.js`` has the same rule.
    """
    key = fold(word)
    if language != ENGLISH:
        return key[:-1] + "i" if _LAST_Y.fullmatch(key) else key
    if len(key) > 4 and key.endswith("ies"):
        return key[:-3] + "y"
    return key[:-1] if len(key) > 3 and key.endswith("s") and key[-2] not in "us" else key


def _parts(text: str) -> list[str]:
    """A text of one line cut at its words, without single blanks. It begins small: it is shown with a capital."""
    found: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        if between and (between != BLANK or not found):
            found.append(between)
        found.append(match[0] if found else _begun_small(match[0]))
        end = match.end()
    if text[end:]:
        found.append(text[end:])
    return found


def _begun_small(word: str) -> str:
    return word[0].lower() + word[1:] if word[1:].islower() else word


def _beginning(text: str, count: int) -> str:
    """The first words of a text; the whole of it where little more is left."""
    words = list(itertools.islice(_WORD.finditer(text), count + 4))
    if len(words) <= count + 3:
        return text
    return text[: words[count - 1].end()] + "…"


class _Coder:
    """Texts → codes, block by block: each block adds the words that no earlier one has.

    A block's frequent words come first, where codes have one byte; the others stand by the alphabet, which compresses.
    """

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def add(self, cuts: Sequence[Sequence[Sequence[str]]]) -> tuple[str, str]:
        """(new words, one a line; text) of a block, an entry being its fields, each cut at its words."""
        counts = Counter(part for fields in cuts for parts in fields for part in parts if part not in self._codes)
        room = max(0, _ONE_BYTE - FIRST - len(self._codes))
        by_count = sorted(counts, key=lambda part: (-counts[part], part))
        words = [*by_count[:room], *sorted(by_count[room:], key=lambda part: (fold(part), part))]
        start = FIRST + len(self._codes)
        # Some fifty thousand words have a character; beyond them the rarest are left to the full text.
        words = words[: max(0, _GREATEST - start)]
        self._codes.update((part, character(start + place)) for place, part in enumerate(words))
        ends = character(FIELD), character(END)
        text = (
            ends[0].join("".join(self._codes.get(part, "") for part in parts) for parts in fields).rstrip(ends[0])
            + ends[1]
            for fields in cuts
        )
        return "\n".join(words), "".join(text)


class Row(NamedTuple):
    """What a file of titles says of an entry: its fields cut at their words, and what stands in its columns.

    ``pattern`` and ``own`` are the two parts of its address, ``place`` is a number that belongs to it; ``length`` and
    ``letters`` count the words and the letters of its text.
    """

    fields: tuple[tuple[str, ...], ...]
    kind: str
    pattern: str
    own: str
    year: int
    words: str
    unit: str
    subject: str
    is_sample: bool
    movements: tuple[str, ...]
    place: int
    length: int
    letters: int


class Part(NamedTuple):
    """What some entries that follow each other give to the index.

    ``size`` counts the words of their texts; ``places`` says of each word where it first and last stands, counted from 1,
    and how far it is from each place to the next; ``texts`` are the texts as they stand in a file.
    """

    size: int
    places: dict[str, tuple[int, int, str]]
    rows: tuple[Row, ...]
    texts: tuple[str, ...]

    def packed(self) -> tuple[Any, ...]:
        """The same in plain tuples, as ``marshal`` can keep it."""
        return (self.size, self.places, tuple(map(tuple, self.rows)), self.texts)

    @classmethod
    def unpacked(cls, values: tuple[Any, ...]) -> Part:
        """What was packed."""
        size, places, rows, texts = values
        return cls(size, places, tuple(map(Row._make, rows)), texts)


def part_of(entries: Sequence[Entry], language: str, count: int) -> Part:
    """What some entries give to the index, whatever stands before or behind them; ``count`` as by ``first_words``."""
    texts = [words_of(entry.text) for entry in entries]
    return Part(
        sum(map(len, texts)),
        _word_places(itertools.chain.from_iterable(texts)),
        tuple(_row(entry, language, count, len(words)) for entry, words in zip(entries, texts, strict=True)),
        tuple(_json(entry.text) for entry in entries),
    )


def _row(entry: Entry, language: str, count: int, length: int) -> Row:
    fields = (entry.title, " · ".join(entry.names), entry.about, _beginning(entry.text, count))
    pattern, own = _name(entry, entry.address(language))
    return Row(
        fields=tuple(tuple(_parts(field)) for field in fields),
        kind=entry.kind,
        pattern=pattern,
        own=own,
        year=entry.year or 0,
        words=entry.words,
        unit=entry.unit or "",
        subject=entry.subject or "",
        is_sample=entry.is_sample,
        movements=entry.movements,
        place=_place(entry),
        length=length,
        letters=len(entry.text),
    )


def _word_places(words: Iterable[str]) -> dict[str, tuple[int, int, str]]:
    places: dict[str, tuple[int, int, str]] = {}
    for place, word in enumerate(words, start=1):
        if (found := places.get(word)) is None:
            places[word] = (place, place, "")
        else:
            places[word] = (found[0], place, found[2] + _gap(place - found[1]))
    return places


def _place(entry: Entry) -> int:
    """A number that belongs to an entry's address."""
    return zlib.crc32(f"{entry.stem}#{entry.anchor}".encode())


def groups_of(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in their order in groups of about ``GROUP``, each to be kept as a part.

    Where a group ends depends on the addresses of its entries: one more entry makes one other group, not all behind it.
    """
    group: list[Entry] = []
    for entry in entries:
        group.append(entry)
        if _place(entry) % GROUP == 0 or len(group) == 4 * GROUP:
            yield group
            group = []
    if group:
        yield group


def joined(parts: Iterable[Part]) -> Part:
    """What parts give together, in their order; it does not matter which of them were joined first."""
    places: dict[str, list[Any]] = {}
    size = 0
    rows: list[Row] = []
    texts: list[str] = []
    for part in parts:
        for word, (first, last, gaps) in part.places.items():
            if (found := places.get(word)) is None:
                # First and last place, then gaps: a list, as no text grows at its end for nothing.
                places[word] = [size + first, size + last, gaps]
            else:
                found.append(_gap(size + first - found[1]) + gaps)
                found[1] = size + last
        size += part.size
        rows += part.rows
        texts += part.texts
    merged = {word: (first, last, "".join(gaps)) for word, (first, last, *gaps) in places.items()}
    return Part(size, merged, tuple(rows), tuple(texts))


class _Table:
    """Values that many entries share, each written once; a column has one character an entry."""

    def __init__(self) -> None:
        self._signs: dict[Any, str] = {}

    def __getitem__(self, value: Any) -> str:
        if (sign := self._signs.get(value)) is None:
            sign = self._signs[value] = characters(len(self._signs))
        return sign

    @property
    def values(self) -> list[Any]:
        return list(self._signs)


def _name(entry: Entry, address: str) -> tuple[str, str]:
    """(pattern, name) of an address: what many share, and what is the entry's own.

    The own part is left out where the title gives it, or begins with it; it is ``~`` where the title gives it after a word.
    """
    if entry.anchor:
        pattern, own = address.removesuffix(entry.anchor) + "*", entry.anchor
    else:
        head, _, own = address.rstrip("/").rpartition("/")
        pattern = f"{head}/*/" if head else "*/"
    derived = "-".join(fold(word) for word in words_of(entry.title))
    if own == derived:
        return pattern, ""
    if own == derived.partition("-")[2]:
        return pattern, "~"
    return pattern, own.removeprefix(derived) if derived and own.startswith(derived + "-") else own


@dataclass
class _Columns:
    """The columns of a file of titles, and the tables behind them."""

    # The place of each movement among the entries, by slug: shorter than its slug.
    movement_places: Mapping[str, int]
    places: _Table
    units: _Table
    subjects: _Table
    movements: _Table

    def of(self, rows: Sequence[Row]) -> dict[str, str]:
        return {
            "places": "".join(self.places[row.kind, row.pattern, row.year, row.words] for row in rows),
            "names": "\n".join(row.own for row in rows),
            "units": "".join(self.units[row.unit] for row in rows),
            "subjects": "".join(self.subjects[row.subject, row.is_sample] for row in rows),
            "movements": "".join(
                self.movements[tuple(self.movement_places[slug] for slug in row.movements)] for row in rows
            ),
        }


def _shards(parts: Iterable[tuple[str, int]], size: int) -> list[list[str]]:
    """Names in their order, cut into lists of about that size."""
    shards: list[list[str]] = []
    room = 0
    for name, length in parts:
        if room <= 0:
            shards.append([])
            room = size
        shards[-1].append(name)
        room -= length
    return shards


class _Files:
    """The files of one language by path."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.by_path: dict[str, str] = {}

    def add(self, kind: str, data: Any) -> str:
        """Write a file that is named for what it holds; its name."""
        return self.add_body(kind, _json(data))

    def add_body(self, kind: str, body: str) -> str:
        """Likewise, of data that are JSON already."""
        name = f"{self.language}-{kind}-{hashlib.sha256(body.encode()).hexdigest()[:8]}"
        self._write(name, body)
        return name

    def add_first(self, data: Any) -> None:
        self._write(self.language, _json(data))

    def _write(self, name: str, body: str) -> None:
        self.by_path[f"{FOLDER}/{name}.js"] = f'tdIndex("{name}",{body});\n'


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def index_files(
    entries: Sequence[Entry], language: str, labels: Mapping[str, Mapping[str, str]], words: Mapping[str, Any]
) -> dict[str, str]:
    """Path in the site → text of each file of a language's index, the same for the same content.

    ``labels``: what the choices of the filters are called, by facet (``loai``, ``doi-tuong``, ``don-vi``) and key;
    ``words``: the words of the interface that scripts show.
    """
    count = first_words(len(entries), language)
    parts = (part_of(group, language, count) for group in groups_of(entries))
    return files_of_parts(parts, language, labels, words)


def files_of_parts(
    parts: Iterable[Part], language: str, labels: Mapping[str, Mapping[str, str]], words: Mapping[str, Any]
) -> dict[str, str]:
    """Likewise, of what the entries give, joined in any groups."""
    whole = joined(parts)
    files = _Files(language)
    movement_places = {row.movements[0]: place for place, row in enumerate(whole.rows) if row.kind == MOVEMENT}
    columns = _Columns(movement_places, _Table(), _Table(), _Table(), _Table())
    coder = _Coder()
    blocks = []
    for block in _blocks(whole.rows):
        new, text = coder.add([row.fields for row in block])
        blocks.append({"words": new, "text": text, **columns.of(block)})
    files.add_first(
        {
            "places": columns.places.values,
            "units": [[slug, labels["don-vi"][slug]] for slug in columns.units.values],
            "subjects": columns.subjects.values,
            "movements": columns.movements.values,
            "labels": {facet: own for facet, own in labels.items() if facet != "don-vi"},
            "t": words,
            "block": blocks[0],
            "blocks": [files.add("khoi", block) for block in blocks[1:-1]],
            "rest": files.add("khoi", blocks[-1]),
            "deep": _add_deep(files, whole),
        }
    )
    return files.by_path


def _blocks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The entries of a first look, cut into blocks; the rest as the last one. At least two, if of nothing."""
    first = [row for row in rows if row.kind not in (TERM, PAGE)]
    for start in range(0, max(1, len(first)), ENTRIES):
        yield first[start : start + ENTRIES]
    yield rows[len(first) :]


def _add_deep(files: _Files, whole: Part) -> str:
    """Everything of the full text; the name of the file that names its shards."""
    keys: dict[str, list[str]] = {}
    for word in sorted(whole.places):
        keys.setdefault(shard_key(word, files.language), []).append(word)
    return files.add(
        "sau",
        {
            "keys": "\n".join(sorted(keys)),
            "shards": _add_words(files, keys, whole.places),
            "texts": _add_texts(files, whole),
            "lengths": "".join(characters(row.length) for row in whole.rows),
        },
    )


def _add_words(
    files: _Files, keys: Mapping[str, Sequence[str]], places: Mapping[str, tuple[int, int, str]]
) -> list[tuple[str, str]]:
    """The shards of words: (first key, name)."""
    coded = {word: characters(first) + gaps for word, (first, _, gaps) in places.items()}
    sizes = ((key, sum(len(word) + len(coded[word]) for word in keys[key])) for key in sorted(keys))
    shards = []
    for shard in _shards(sizes, SHARD):
        found = [word for key in shard for word in keys[key]]
        data = {"words": "\n".join(found), "places": "\n".join(coded[word] for word in found)}
        shards.append((shard[0], files.add("tu", data)))
    return shards


def _add_texts(files: _Files, whole: Part) -> list[tuple[int, str]]:
    """The shards of texts: (place of the first entry, name)."""
    return [
        (start, files.add_body("bai", f"[{','.join(whole.texts[start:end])}]"))
        for start, end in _text_shards(whole.rows)
    ]


def _text_shards(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """(first entry, end) of each shard. They end at entries whose address says so, not after so many letters: a text that
    grows changes its own shard, and soon no other one behind it.
    """
    start = size = 0
    for place, row in enumerate(rows, start=1):
        size += row.letters
        if size >= TEXTS * 2 or (size * 2 >= TEXTS and row.place % 3 == 0):
            yield start, place
            start, size = place, 0
    if start < len(rows):
        yield start, len(rows)
