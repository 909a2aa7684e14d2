"""The plan of a year: its text, word for word, as clauses with stable ids.

A plan's body has one clause a line, each ending in its id: ``- Động viên … {#I.1.a}``; ``## `` and ``### `` before a line
make a part and a section. Everything else in a line is the plan's own text, printed marks («- », «1. », «II. »)
included, and is never changed. The English body has the same ids in the same order, without printed marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from thidua.fields import Field, Kind, Report, Values, check_pairs
from thidua.problems import shown
from thidua.suggest import did_you_mean
from thidua.texts import Text, Texts

_TITLE = Field("title", required=True, example="Kế hoạch phát động phong trào thi đua yêu nước năm 2023")
_SUMMARY = Field("summary", max_length=200, is_prose=True)
_NOTE_TEXT = Field("text", required=True, max_length=1000, is_prose=True)
_MEANING = Field("meaning", required=True, is_prose=True)
_ID = Field("id", required=True, example="I.1.a")

FIELDS = (
    _TITLE,
    _SUMMARY,
    Field("year", Kind.YEAR, required=True, example="2023"),
    Field("issuer"),
    Field("number"),
    Field("date", Kind.DATE),
    Field(
        "bases",
        Kind.PARTS,
        parts=(
            _ID,
            Field("type", required=True),
            Field("number", required=True),
            Field("date", Kind.DATE, required=True, example="2023-03-10"),
            Field("issuer", required=True),
        ),
    ),
    Field("notes", Kind.PARTS, most=200, parts=(_ID, Field("clauses", Kind.TEXTS), _NOTE_TEXT)),
    Field("recipients", Kind.PARTS, parts=(_ID, _MEANING)),
    # Words in quotes that are no movement's name.
    Field("other_quotes", Kind.TEXTS),
)
ENGLISH_FIELDS = (
    _TITLE,
    _SUMMARY,
    Field("issuer"),
    Field("bases", Kind.PARTS, parts=(Field("type", required=True), Field("issuer", required=True))),
    Field("notes", Kind.PARTS, most=200, parts=(_ID, _NOTE_TEXT)),
    Field("recipients", Kind.PARTS, parts=(_ID, _MEANING)),
)

_LINE = re.compile(r"(?P<heading>#{0,6})[ ]?(?P<text>.*\S)[ ]+\{#(?P<id>[^}\s]+)\}[ ]*")
# Plain line, part, section.
_LEVELS = (0, 2, 3)
_CLAUSE_ID = re.compile(r"[A-Za-z]+(?:\.[A-Za-z0-9]+)*")
_MARK = re.compile(r"(?:[IVXLC]+\. |\d+\. |[-+] |[a-zđ]\) )")


@dataclass(frozen=True)
class Clause:
    """One paragraph, heading or line of a plan.

    ``id`` is ours and stable (``I.1.a``); ``text`` is the plan's, mark included; ``mark`` is the printed mark with its
    space («- », «II. ») or empty; ``level`` is 2 for a part, 3 for a section, 0 for anything else.
    """

    id: str
    text: str
    level: int
    line: int

    @cached_property
    def anchor(self) -> str:
        """``I.1.a`` → ``i-1-a``."""
        return anchor_of(self.id)

    @cached_property
    def mark(self) -> str:
        match = _MARK.match(self.text)
        return match[0] if match else ""

    @cached_property
    def words(self) -> str:
        """The text after the printed mark."""
        return self.text[len(self.mark) :]

    @cached_property
    def kind(self) -> str:
        """``title``, ``subject``, ``basis``, ``lead``, ``part``, ``section``, ``paragraph``, ``closing``,
        ``recipients``, ``recipient`` or ``signer``."""
        if self.level:
            return "part" if self.level == 2 else "section"
        first, _, rest = self.id.partition(".")
        if first == "recipients":
            return "recipient" if rest else "recipients"
        return first if first in ("title", "subject", "basis", "lead", "closing", "signer") else "paragraph"


@dataclass(frozen=True)
class Note:
    """An editor's note on what was kept as it stands: Vietnamese facts, words in both languages."""

    id: str
    clauses: tuple[str, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """The plan of a year; ``stem`` is ``ke-hoach/<year>``."""

    stem: str
    year: int
    texts: Texts
    clauses: tuple[Clause, ...]
    translations: Mapping[str, Clause]
    values: Values

    @property
    def source(self) -> str:
        return self.texts.vietnamese.source

    @cached_property
    def clause_by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each clause in the plan."""
        return {clause.id: place for place, clause in enumerate(self.clauses)}

    def in_language(self, language: str) -> Text:
        return self.texts.in_language(language)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        english = self.texts.english
        translated = {note.get("id"): note.get("text") for note in english.get("notes", ())} if english else {}
        return tuple(
            Note(
                note.get("id"),
                note.get("clauses", ()),
                {"vi": note.get("text"), "en": translated.get(note.get("id"), note.get("text"))},
            )
            for note in self.values.get("notes", ())
        )


def anchor_of(clause_id: str) -> str:
    """The anchor of a clause on its plan's page, the same in both languages."""
    return clause_id.lower().replace(".", "-")


def read_clauses(body: str, first_line: int, report: Report) -> tuple[Clause, ...]:
    """The clauses of a plan's body; lines without an id and ids used twice are reported."""
    clauses: list[Clause] = []
    places: dict[str, int] = {}
    for number, line in enumerate(body.split("\n"), first_line):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None or not _CLAUSE_ID.fullmatch(match["id"]):
            report(
                number,
                "nội dung",
                "mỗi đoạn của kế hoạch nằm trên một dòng và kết thúc bằng mã mục, ví dụ {#I.1.a}",
                "each paragraph of a plan stands on one line and ends in its clause id, like {#I.1.a}",
            )
            continue
        if len(match["heading"]) not in _LEVELS:
            report(
                number,
                "nội dung",
                "đầu dòng chỉ dùng ## cho phần (I, II) hoặc ### cho mục (1, 2)",
                "a line may begin with ## for a part (I, II) or ### for a section (1, 2) only",
            )
        if (other := places.get(anchor_of(match["id"]))) is not None:
            report(
                number,
                "nội dung",
                f"mã mục {match['id']} trùng với mã ở dòng {other}, hãy đổi mã khác",
                f"clause id {match['id']} is that of line {other}; choose another",
            )
            continue
        places[anchor_of(match["id"])] = number
        clauses.append(Clause(match["id"], match["text"], len(match["heading"]), number))
    return tuple(clauses)


def check_plan(clauses: tuple[Clause, ...], values: Values, report: Report) -> None:
    """Notes, bases and recipients speak of clauses that exist."""
    known = {clause.id for clause in clauses}
    for name in ("bases", "recipients"):
        for item in values.get(name, ()):
            _check_clause(item.get("id"), known, item.line("id"), f"{name}.id", report)
    for note in values.get("notes", ()):
        for place, clause_id in enumerate(note.get("clauses", ())):
            _check_clause(clause_id, known, note.line(f"clauses[{place}]"), "notes.clauses", report)


def _check_clause(clause_id: str | None, known: set[str], line: int, label: str, report: Report) -> None:
    if clause_id is not None and clause_id not in known:
        vi, en = did_you_mean(clause_id, known)
        report(line, label, f'kế hoạch không có mục "{shown(clause_id)}".{vi}', f"the plan has no such clause.{en}")


def check_translation(
    clauses: tuple[Clause, ...], translated: tuple[Clause, ...], values: Values, english: Values, report: Report
) -> None:
    """The English plan has the clauses, bases, notes and recipients of the Vietnamese one, in the same order."""
    ours = [(clause.id, clause.level) for clause in clauses]
    theirs = [(clause.id, clause.level) for clause in translated]
    if ours != theirs:
        _report_first_difference(ours, theirs, translated, report)
    for name in ("bases", "notes", "recipients"):
        # English bases have no ids: only their number can be compared.
        ids = [None if name == "bases" else item.get("id") for item in values.get(name, ())]
        others = [None if name == "bases" else item.get("id") for item in english.get(name, ())]
        # An item without its id, or a field that cannot be read, has been told already.
        told = not values.lines or name in values.told or (name != "bases" and None in (*ids, *others))
        if english.get(name) is not None and not told:
            check_pairs(name, ids, others, english.line(name), report)


def _report_first_difference(
    ours: list[tuple[str, int]], theirs: list[tuple[str, int]], translated: tuple[Clause, ...], report: Report
) -> None:
    """One line for the first place where two lists of (id, level) part: what follows it is mostly the same mistake."""
    place = next((i for i, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), None)
    if place is None:
        place = min(len(ours), len(theirs))
    line = translated[place].line if place < len(theirs) else translated[-1].line if translated else 1
    wanted = ours[place][0] if place < len(ours) else None
    found = theirs[place][0] if place < len(theirs) else None
    if found is not None and found == wanted:
        marks = "#" * ours[place][1]
        vi = f"mục {found} phải mở đầu bằng «{marks}» như bản tiếng Việt"
        en = f'clause {found} must begin with "{marks}" as in the Vietnamese file'
        if not marks:
            vi, en = f"mục {found} không phải là đề mục, hãy bỏ dấu #", f"clause {found} is no heading; take the # away"
    elif found is not None and found not in dict(ours):
        vi, en = f"bản tiếng Việt không có mục {found}", f"the Vietnamese file has no clause {found}"
    elif wanted not in dict(theirs):
        before = f" trước mục {found}" if found else " ở cuối"
        vi, en = (
            f"thiếu mục {wanted}{before}",
            f"clause {wanted} is missing {f'before {found}' if found else 'at the end'}",
        )
    else:
        vi = f"mục {found} sai thứ tự, theo bản tiếng Việt ở đây là mục {wanted}"
        en = f"clause {found} is out of order; in the Vietnamese file this is the place of {wanted}"
    report(line, "nội dung", vi, en)


def make_plan(
    stem: str, texts: Texts, values: Values, clauses: tuple[Clause, ...], translated: tuple[Clause, ...]
) -> Plan | None:
    """A plan of what was read; None where its title or year is missing (and has been reported)."""
    if values.get("title") is None or values.get("year") is None:
        return None
    return Plan(stem, values.get("year"), texts, clauses, {clause.id: clause for clause in translated}, values)
