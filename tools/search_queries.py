"""Queries for the search, made by a seed from any content, in the classes of those written by hand.

Each is a piece of a title, a name, a clause or a body, typed the way people type. The right answers to a piece of a name
are all that bear it; to a piece of a text, all that hold it.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "hooks")]

from search_sets import CLASSES, Query, hand_written  # noqa: E402
from thidua.addresses import HOME, SEARCH  # noqa: E402
from thidua.addresses import unit as unit_stem  # noqa: E402
from thidua.building import build_library  # noqa: E402
from thidua.content_folder import read_config, read_folder, read_words  # noqa: E402
from thidua.editions import Edition, all_editions  # noqa: E402
from thidua.languages import ENGLISH, VIETNAMESE, address  # noqa: E402
from thidua.letters import TONE_MARKS, fold, match_form, to_nfc  # noqa: E402
from thidua.library import Library  # noqa: E402
from thidua.movements import Movement  # noqa: E402
from thidua.pages import Page  # noqa: E402
from thidua.plans import Plan, anchor_of  # noqa: E402
from thidua.settings import read_settings  # noqa: E402
from thidua.stories import Story  # noqa: E402
from thidua.ui_strings import UiStrings  # noqa: E402

# How many of each class; fewer where a small content does not give so many different ones.
COUNTS = {
    "exact": 100,
    "accentless": 120,
    "d-stroke": 80,
    "nfd": 70,
    "tone-place": 40,
    "prefix": 110,
    "phrase": 150,
    "name-order": 60,
    "mixed": 110,
    "english": 130,
    "other-language": 90,
    "wrong-accent": 110,
    "telex": 80,
    "vni": 80,
    "slip": 120,
}
# More answers than this, and a query says nothing about a search.
MOST_RIGHT = 8

_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.,;:!?…()“”\"–—/|`*=<>\[\]{}]|\s-\s|\n\s*\n|\n[-#>]")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"^\|.*$", re.MULTILINE)
_TAG = re.compile(r"</?\w[^>]*>")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ATTRIBUTES = re.compile(r"\{[^}\n]*\}")
# The key to the right of each.
_KEYS = "qwertyuiopasdfghjklzxcvbnm", "wertyuioposdfghjklkxcvbnmn"  # pragma: allowlist secret (keys of a keyboard)
_NEIGHBOURS = dict(zip(*_KEYS, strict=True))


def plain(text: str) -> str:
    """The words of a text in lower case, tones in one place, a space before and after each."""
    return f" {' '.join(_WORD.findall(match_form(to_nfc(text))))} "


def prose(body: str) -> str:
    """A body without its marks of Markdown, code and tables."""
    text = _TABLE.sub("\n", _FENCE.sub("\n", body))
    return _ATTRIBUTES.sub("", _LINK.sub(r"\1", _TAG.sub("", text)))


@dataclass(frozen=True)
class Document:
    """One thing that can be found: its names (a title first) and its texts, in the language of an edition.

    ``labels`` (role, unit) are as good as names, but no queries are drawn from them, nor from the texts of what is not
    ``is_drawn``; ``person`` is the one whom it is about.
    """

    address: str
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    person: str = ""
    is_drawn: bool = True

    @cached_property
    def name_form(self) -> str:
        return "|".join(map(plain, (*self.names, *self.labels)))

    @cached_property
    def form(self) -> str:
        return "|".join((self.name_form, *map(plain, self.texts)))

    @cached_property
    def folded_names(self) -> str:
        return fold(self.name_form)

    @cached_property
    def folded(self) -> str:
        return fold(self.form)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.form.replace("|", " ").split())

    @cached_property
    def folded_words(self) -> frozenset[str]:
        return frozenset(map(fold, self.words))


def _texts(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _story(story: Story, library: Library, language: str) -> Iterator[Document]:
    text = story.in_language(language)
    unit = library.settings.units.get(story.unit or "")
    yield Document(
        address(story.stem, VIETNAMESE),
        (text.title, story.name),
        _texts(text.summary, prose(text.body), text.get("photo_alt")),
        labels=_texts(text.get("role"), unit and unit.names[language]),
        person="" if story.is_collective else story.name,
    )


def _movement(movement: Movement, library: Library, language: str) -> Iterator[Document]:
    text = movement.in_language(language)
    launched = text.get("launched", {})
    facts = [fact.get("text") for fact in text.get("facts", ())]
    yield Document(
        address(movement.stem, VIETNAMESE),
        tuple(dict.fromkeys((text.title, *text.get("aliases", ()), *movement.names))),
        _texts(text.summary, prose(text.body), launched.get("by"), launched.get("document"), *facts),
    )


def _plan(plan: Plan, library: Library, language: str) -> Iterator[Document]:
    text = plan.in_language(language)
    place = address(plan.stem, VIETNAMESE)
    yield Document(place, (text.title,), _texts(text.summary), is_drawn=False)
    for note in plan.notes:
        yield Document(place, (), _texts(note.texts[language]), is_drawn=False)
    for clause in plan.clauses:
        words = clause if language == VIETNAMESE else plan.translations.get(clause.id, clause)
        heading = clause.level or clause.kind in ("title", "subject", "signer")
        names, texts = ((words.words,), ()) if heading else ((), (words.words,))
        yield Document(f"{place}#{anchor_of(clause.id)}", names, texts, is_drawn=clause.kind == "paragraph")


def _page(page: Page, library: Library, language: str) -> Iterator[Document]:
    text = page.in_language(language)
    place = address(page.stem, VIETNAMESE)
    days = [part for day in text.get("days", ()) for part in (day.get("title"), day.get("note"))]
    yield Document(place, (text.title,), _texts(text.summary, prose(text.body), *days))
    for item in text.get("terms", ()):
        names = (item.get("term"), *item.get("forms", ()))
        yield Document(f"{place}#{item.get('id')}", names, _texts(item.get("meaning")))
    for item in text.get("places", ()):
        names = (item.get("old"), *item.get("forms", ()))
        yield Document(f"{place}#{item.get('id')}", names, _texts(item.get("new"), item.get("note")))


_PARTS: dict[type, Callable[..., Iterator[Document]]] = {
    Story: _story,
    Movement: _movement,
    Plan: _plan,
    Page: _page,
}


def _lists(edition: Edition) -> Iterator[Document]:
    """The pages that no file holds; the list of a unit goes by its name too."""
    library = edition.library
    written = {item.stem for item in library.items} | set(library.withdrawn) | {HOME, SEARCH}
    units = {unit_stem(slug): unit.names[edition.language] for slug, unit in library.settings.units.items()}
    for page in edition.pages():
        if page.stem not in written:
            names = _texts(page.title, units.get(page.stem))
            yield Document(address(page.stem, VIETNAMESE), names, _texts(page.description), is_drawn=False)


class Corpus:
    """All documents of one edition, and what is asked of them to make a query."""

    def __init__(self, edition: Edition) -> None:
        library, self.language = edition.library, edition.language
        # The home page leads to the others and is no find itself.
        items = [item for item in library.items if item.stem != HOME]
        self.documents = [part for item in items for part in _PARTS[type(item)](item, library, self.language)]
        self.documents += _lists(edition)

    @cached_property
    def names(self) -> list[str]:
        """Titles, names, aliases and terms."""
        found = dict.fromkeys(name for document in self.documents for name in document.names if plain(name).strip())
        return list(found)

    @cached_property
    def stretches(self) -> list[list[str]]:
        """The texts that are drawn from, as words between marks of punctuation; three words at least."""
        pieces = (
            _WORD.findall(piece)
            for document in self.documents
            if document.is_drawn
            for text in document.texts
            for piece in _STOP.split(text)
        )
        return [words for words in pieces if len(words) >= 3]

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """Word → in how many documents it stands."""
        return Counter(word for document in self.documents for word in document.words)

    @cached_property
    def folded_vocabulary(self) -> frozenset[str]:
        return frozenset(map(fold, self.vocabulary))

    @cached_property
    def spellings(self) -> dict[str, set[str]]:
        """Word without marks → the words that it may be."""
        found: dict[str, set[str]] = {}
        for word in self.vocabulary:
            found.setdefault(fold(word), set()).add(word)
        return found

    def bearing(self, piece: str, marks: bool) -> tuple[str, ...]:
        """Addresses of all whose names hold these words in a row; ``marks``: whether marks have to agree."""
        wanted = plain(piece) if marks else fold(plain(piece))
        return _addresses(d for d in self.documents if wanted in (d.name_form if marks else d.folded_names))

    def holding(self, piece: str, marks: bool) -> tuple[str, ...]:
        """Addresses of all that hold these words in a row, in names or texts."""
        wanted = plain(piece) if marks else fold(plain(piece))
        return _addresses(d for d in self.documents if wanted in (d.form if marks else d.folded))

    def holding_all(self, words: Iterable[str]) -> tuple[str, ...]:
        """Addresses of all that hold each of these words somewhere; a word without marks agrees with any marks."""
        wanted = [plain(word).strip() for word in words]
        return _addresses(
            d for d in self.documents if all(w in (d.words if w != fold(w) else d.folded_words) for w in wanted)
        )


def _addresses(documents: Iterable[Document]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(document.address for document in documents))


@dataclass(frozen=True)
class Piece:
    """Words drawn from a corpus; ``is_name``: from a title or a name, else from a text that alone holds them."""

    text: str
    is_name: bool

    def right(self, corpus: Corpus, marks: bool) -> tuple[str, ...]:
        return corpus.bearing(self.text, marks) if self.is_name else corpus.holding(self.text, marks)


class Maker:
    """Draws queries from the editions; one method a class, each giving (query, right answers, edition) or None."""

    def __init__(self, library: Library, words: Mapping[str, UiStrings], seed: int) -> None:
        self.random = random.Random(seed)
        editions = all_editions(library, words)
        self.vi = Corpus(editions[VIETNAMESE])
        self.en = Corpus(editions[ENGLISH])

    def queries(self, counts: dict[str, int]) -> Iterator[Query]:
        """As many different ones of each class as are asked for, or as chance finds in a hundred draws for each."""
        for kind in CLASSES:
            draw: Callable[[], Made] = getattr(self, "draw_" + kind.replace("-", "_"))
            found: dict[tuple[str, str], Query] = {}
            for _ in range(counts[kind] * 100):
                if len(found) == counts[kind]:
                    break
                made = draw()
                if made and made.text and 0 < len(made.right) <= MOST_RIGHT:
                    found.setdefault(
                        (made.edition, made.text), Query(kind, made.edition, made.text, made.right, "made")
                    )
            yield from found.values()

    def piece(self, corpus: Corpus, least: int = 2) -> Piece:
        """Words of a name or, as often, of a text."""
        return self.name(corpus, least) if self.random.random() < 0.5 else self.phrase(corpus)

    def name(self, corpus: Corpus, least: int = 1) -> Piece:
        """A whole name of ``least`` words or more, or of a long one some words in a row."""
        while True:
            words = _WORD.findall(self.random.choice(corpus.names))
            if len(words) > 6:
                start = self.random.randrange(len(words) - 3)
                words = words[start : start + self.random.randint(4, 6)]
            if len(words) >= least:
                return Piece(" ".join(words), True)

    def phrase(self, corpus: Corpus) -> Piece:
        """Three to six words in a row of a text, which no other text holds, whatever the marks."""
        while True:
            words = self.random.choice(corpus.stretches)
            count = min(len(words), self.random.randint(3, 6))
            start = self.random.randrange(len(words) - count + 1)
            text = " ".join(words[start : start + count])
            if len(corpus.holding(text, marks=False)) == 1:
                return Piece(text, False)

    def draw_exact(self) -> Made:
        name = self.name(self.vi)
        return Made(name.text, name.right(self.vi, marks=True))

    def draw_accentless(self) -> Made:
        piece = self.piece(self.vi, least=1)
        return Made(fold(piece.text), piece.right(self.vi, marks=False))

    def draw_d_stroke(self) -> Made | None:
        """Of words with đ: nothing but the stroke left, or nothing but the stroke gone."""
        piece = self.piece(self.vi)
        text = piece.text.lower()
        if "đ" not in text:
            return None
        typed = "đ".join(map(fold, text.split("đ"))) if self.random.random() < 0.5 else text.replace("đ", "d")
        return Made(typed, piece.right(self.vi, marks=False))

    def draw_nfd(self) -> Made | None:
        piece = self.piece(self.vi)
        typed = unicodedata.normalize("NFD", piece.text)
        return Made(typed, piece.right(self.vi, marks=True)) if typed != piece.text else None

    def draw_tone_place(self) -> Made | None:
        piece = self.piece(self.vi)
        typed = moved_tones(piece.text)
        return Made(typed, piece.right(self.vi, marks=True)) if typed != piece.text else None

    def draw_prefix(self) -> Made | None:
        """The last word is not finished yet; half of them without marks."""
        piece = self.piece(self.vi)
        marks = self.random.random() < 0.5
        words = (piece.text if marks else fold(piece.text)).split()
        if len(words[-1]) < 3:
            return None
        typed = " ".join((*words[:-1], words[-1][: self.random.randint(1, len(words[-1]) - 1)]))
        return Made(typed, self._beginning(typed, piece.is_name, marks))

    def _beginning(self, typed: str, is_name: bool, marks: bool) -> tuple[str, ...]:
        wanted = plain(typed)[:-1]
        forms = [
            ((d.name_form if is_name else d.form) if marks else (d.folded_names if is_name else d.folded), d)
            for d in self.vi.documents
        ]
        wanted = wanted if marks else fold(wanted)
        return _addresses(document for form, document in forms if wanted in form)

    def draw_phrase(self) -> Made:
        phrase = self.phrase(self.vi)
        return Made(phrase.text, phrase.right(self.vi, marks=True))

    def draw_name_order(self) -> Made | None:
        """The given name and another part or two of a person's name, not in their order; half of them without marks."""
        person = self.random.choice([d.person for d in self.vi.documents if " " in d.person])
        *others, given = person.split()
        words = [*self.random.sample(others, self.random.randint(1, len(others))), given]
        self.random.shuffle(words)
        typed = " ".join(words)
        if plain(typed) in plain(person):
            return None
        typed = typed if self.random.random() < 0.5 else fold(typed)
        right = (d for d in self.vi.documents if d.person and set(fold(typed).split()) <= set(fold(d.person).split()))
        return Made(typed, _addresses(right))

    def draw_mixed(self) -> Made | None:
        """Marks on some words only; or a name and words of the title, in any order."""
        if self.random.random() < 0.5:
            words = self.piece(self.vi, least=3).text.split()
        else:
            document = self.random.choice([d for d in self.vi.documents if len(d.names) > 1])
            title, other = (_WORD.findall(name) for name in document.names[:2])
            words = [*other[-2:], *self.random.sample(title, min(len(title), 3))]
            self.random.shuffle(words)
        typed = [word if self.random.random() < 0.5 else fold(word) for word in words]
        if typed == words or typed == [fold(word) for word in words]:
            return None
        return Made(" ".join(typed), self.vi.holding_all(typed))

    def draw_english(self) -> Made:
        piece = self.piece(self.en)
        if piece.text == fold(piece.text) or self.random.random() < 0.5:
            return Made(piece.text.lower(), piece.right(self.en, marks=True), ENGLISH)
        return Made(fold(piece.text), piece.right(self.en, marks=False), ENGLISH)

    def draw_other_language(self) -> Made:
        """A name of the other edition; what bears it there, or in this edition too, is right."""
        here, there = self.random.choice([(self.vi, self.en), (self.en, self.vi)])
        name = self.name(there, least=2)
        marks = self.random.random() < 0.5
        right = dict.fromkeys((*name.right(there, marks), *name.right(here, marks)))
        return Made(name.text.lower() if marks else fold(name.text), tuple(right), here.language)

    def draw_wrong_accent(self) -> Made | None:
        """A word or two that would be others with other marks, and which few documents hold with these marks."""
        words = self.random.choice(self.vi.stretches)
        start = self.random.randrange(len(words) - 1)
        typed = plain(" ".join(words[start : start + self.random.randint(1, 2)])).strip()
        parts = typed.split()
        if any(part == fold(part) for part in parts) or all(len(self.vi.spellings[fold(p)]) == 1 for p in parts):
            return None
        right = self.vi.holding(typed, marks=True)
        return Made(typed, right) if len(self.vi.holding(typed, marks=False)) > len(right) else None

    def draw_telex(self) -> Made | None:
        return self._keystrokes(telex)

    def draw_vni(self) -> Made | None:
        return self._keystrokes(vni)

    def _keystrokes(self, encode: Callable[[str, bool], str]) -> Made | None:
        piece = self.piece(self.vi)
        text = piece.text.lower()
        if sum(word != fold(word) for word in text.split()) < 2:
            return None
        return Made(encode(text, self.random.random() < 0.5), piece.right(self.vi, marks=True))

    def draw_slip(self) -> Made | None:
        """One slip, which makes a word that nothing has; one in five in English."""
        corpus = self.en if self.random.random() < 0.2 else self.vi
        piece = self.piece(corpus)
        marks = self.random.random() < 0.5
        words = (piece.text.lower() if marks else fold(piece.text)).split()
        place = self.random.randrange(len(words))
        slipped = self._slipped(words, place)
        known = corpus.vocabulary if marks else corpus.folded_vocabulary
        if slipped is None or any(word.startswith(plain(slipped[place]).strip()) for word in known):
            return None
        return Made(" ".join(slipped), piece.right(corpus, marks), corpus.language)

    def _slipped(self, words: list[str], place: int) -> list[str] | None:
        word = words[place]
        if self.random.random() < 0.15 and place + 1 < len(words):
            return [*words[:place], word + words[place + 1], *words[place + 2 :]]
        if len(word) < 4:
            return None
        at = self.random.randrange(1, len(word) - 1)
        changed = self.random.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + _NEIGHBOURS.get(word[at], word[at]) + word[at + 1 :],
            )
        )
        return [*words[:place], changed, *words[place + 1 :]] if changed != word else None


@dataclass(frozen=True)
class Made:
    """A query that was drawn."""

    text: str
    right: tuple[str, ...]
    edition: str = VIETNAMESE


def _other_places() -> dict[str, str]:
    moves = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in TONE_MARKS:
            old, new = to_nfc(first + tone) + second, first + to_nfc(second + tone)
            moves |= {old: new, new: old, old.capitalize(): new.capitalize(), new.capitalize(): old.capitalize()}
    return moves


_PLACES = _other_places()
_PLACED = re.compile("(?<![qQ])(" + "|".join(_PLACES) + r")(?!\w)")


def moved_tones(text: str) -> str:
    """The text with the tones of open -oa, -oe, -uy in their other place: «hòa» ↔ «hoà»."""
    return _PLACED.sub(lambda match: _PLACES[match[1]], text)


_TELEX_TONES = dict(zip(TONE_MARKS, "frxsj", strict=True))
_VNI_TONES = dict(zip(TONE_MARKS, "23415", strict=True))
# circumflex, breve, horn
_SHAPES = "\u0302\u0306\u031b"
_VNI_SHAPES = dict(zip(_SHAPES, "687", strict=True))


def telex(text: str, tone_last: bool) -> str:
    """The keys for a lower-case text: «đổi» → ``ddoori``, or with the tone at the end of the word ``ddooir``."""
    return " ".join(_keys(word, tone_last, _TELEX_TONES, _telex_shape, "dd") for word in text.split())


def vni(text: str, tone_last: bool) -> str:
    """The keys for a lower-case text: «đổi» → ``d9o63i``, or with the tone at the end of the word ``d9o6i3``."""
    return " ".join(
        _keys(word, tone_last, _VNI_TONES, lambda _, mark: _VNI_SHAPES[mark], "d9") for word in text.split()
    )


def _telex_shape(letter: str, mark: str) -> str:
    return letter if mark == _SHAPES[0] else "w"


def _keys(word: str, tone_last: bool, tones: dict[str, str], shape: Callable[[str, str], str], stroke: str) -> str:
    keys, tone = "", ""
    for char in word:
        letter, *marks = unicodedata.normalize("NFD", char)
        keys += stroke if letter == "đ" else letter + "".join(shape(letter, mark) for mark in marks if mark in _SHAPES)
        found = "".join(tones[mark] for mark in marks if mark in tones)
        keys += "" if tone_last else found
        tone += found if tone_last else ""
    return keys + tone


def read_library(docs: Path) -> Library:
    """The library of a content folder, with the settings of this project."""
    config, _ = read_config(ROOT / "mkdocs.yml")
    settings, _ = read_settings(config)
    sources, media, *_ = read_folder(docs)
    return build_library(sources, media, settings, datetime.date.today())[0]


def made_queries(library: Library, seed: int = 1) -> list[Query]:
    """The made set of a library, the same each time."""
    return list(Maker(library, read_words(ROOT), seed).queries(COUNTS))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Câu tìm thử / queries for the search")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="the content to make queries of")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write both sets there; else count them")
    arguments = parser.parse_args()
    queries = [*hand_written(), *made_queries(read_library(arguments.docs), arguments.seed)]
    if arguments.json:
        data = [query.as_data() for query in queries]
        arguments.json.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    counts = Counter((query.origin, query.kind) for query in queries)
    for kind in CLASSES:
        print(f"{kind:>15} {counts['hand', kind]:>5} {counts['made', kind]:>5}")
    print(f"{'all':>15} {sum(q.origin == 'hand' for q in queries):>5} {sum(q.origin == 'made' for q in queries):>5}")


if __name__ == "__main__":
    main()
