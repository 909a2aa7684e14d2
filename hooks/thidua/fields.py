"""Fields of a header: what each must be, read into Python values, with a line for whatever is not so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from typing import Any

from thidua import frontmatter
from thidua.frontmatter import Mapping, Scalar
from thidua.letters import DASHES
from thidua.look_alikes import odd_letters
from thidua.problems import shown
from thidua.rules import say
from thidua.slugs import is_slug, slugify
from thidua.suggest import closest, did_you_mean
from thidua.yaml_faults import HEADER

# What a field holds at most that names no bound of its own: characters of a text, items of a list. No field has none, so
# that no page, list or feed can be made endless by one line of a header.
LONGEST_TEXT = 300
MOST_ITEMS = 50
# «ngày 20 tháng 11 năm 2023» and its like; in what is longer nobody looks for a date.
LONGEST_DATE = 60

# Called with line, field name, Vietnamese, English.
Report = Callable[[int, str, str, str], None]


class Kind(Enum):
    """What a field holds; the value says it to an author, in both languages. ``{parts}`` are the names of its own."""

    TEXT = (
        "một dòng chữ, đặt trong ngoặc kép nếu mở đầu bằng [ hoặc {",
        "a line of text, in quotes if it begins with [ or {",
    )
    DATE = ("ngày dạng 2023-11-20", "a date like 2023-11-20")
    DAY = ("ngày dạng 11-20, tháng trước ngày sau", "a day like 11-20, month before day")
    YEAR = ("năm gồm bốn chữ số, ví dụ 2023", "a year of four digits, like 2023")
    TRUTH = ("true hoặc false", "true or false")
    CHOICE = ("một trong các giá trị cho sẵn", "one of the given values")
    SLUG = ("chữ thường không dấu, nối bằng gạch ngang, ví dụ to-ngu-van", "a slug like to-ngu-van")
    SLUGS = ("danh sách, ví dụ [day-tot-hoc-tot]", "a list like [day-tot-hoc-tot]")
    TEXTS = ("danh sách trong ngoặc vuông, dạng [một, hai]", "a list in brackets, like [one, two]")
    PART = ("dạng {parts}", "like {parts}")
    PARTS = ("danh sách, mỗi mục dạng {parts}", "a list of items like {parts}")


@dataclass(frozen=True)
class Field:
    """One field of a header. ``parts`` are the fields inside a PART or each of PARTS.

    ``max_length`` is the bound that authors are told of beforehand, in characters; ``most`` that of a list's items. Where
    they say nothing, ``LONGEST_TEXT`` and ``MOST_ITEMS`` hold. ``is_prose``: running text, in which letters of other
    scripts may stand; any other text is a name of something, whose letters must be what they look like.

    ``label`` and ``hint`` are for whoever fills it in, Vietnamese and English; ``choice_labels`` likewise, one pair for
    each of ``choices``, where these are no words of the interface. ``translated``: the English file has it as well, with
    ``example_en`` as its example.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    max_length: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()
    example: str = "…"
    example_en: str = ""
    label: tuple[str, str] = ("", "")
    hint: tuple[str, str] = ("", "")
    choice_labels: tuple[tuple[str, str], ...] = ()
    translated: bool = False
    is_prose: bool = False

    @property
    def longest(self) -> int:
        """How many characters a text, or each text of a list, has at most."""
        return self.max_length or LONGEST_TEXT

    @property
    def most_items(self) -> int:
        """How many items a list has at most."""
        return self.most or MOST_ITEMS


@dataclass(frozen=True)
class Values:
    """What a header held: ``values`` by field name (absent where empty or wrong), ``lines`` by field name.

    The line of a list's item stands under ``name[0]``, ``name[1]`` … ``told`` holds the fields that are wrong or misspelt
    and have been reported: a rule between fields has nothing to add about them.
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def line(self, name: str) -> int:
        """The line of a field, 1 where the file has none."""
        return self.lines.get(name, 1)


def read_fields(header: Mapping, fields: Sequence[Field], report: Report, inside: str = "") -> Values:
    """Read a header by its list of fields. Each mistake is reported once; the other fields are read all the same."""
    result = Values({}, dict(header.lines))
    _report_unknown(header, [item.name for item in fields], report, inside, result.told)
    for item in fields:
        label = f"{inside}.{item.name}" if inside else item.name
        node = header.entries.get(item.name)
        if node is None or _is_empty(node):
            if item.required and item.name not in result.told:
                _report_missing(item, label, header, report, inside)
            continue
        if isinstance(node, Scalar) and node.is_faulty:
            result.told.add(item.name)
            continue
        reader = _Reader(item, label, report, result.lines)
        value = reader.read(node)
        if value is not None:
            result.values[item.name] = value
        else:
            result.told.add(item.name)
    return result


def _report_unknown(header: Mapping, known: Sequence[str], report: Report, inside: str, told: set[str]) -> None:
    """Names that are no field. One that was most likely meant is ``told``: it is misspelt, not missing."""
    unknown = (name for name in header.entries if name not in known)
    for name in islice(unknown, frontmatter.MOST_TOLD):
        label = f"{inside}.{shown(name)}" if inside else shown(name) or HEADER
        before_colon = name.partition(":")[0]
        if before_colon != name:  # «{subject:2023-11-01}» is one long name to YAML
            told.add(before_colon)
            vi, en = "sau dấu hai chấm phải có một dấu cách", "a space must follow the colon"
        else:
            meant = closest(name, known)
            if meant is not None:
                told.add(meant)
            vi, en = did_you_mean(name, known)
            vi, en = f"phần khai không có mục này.{vi}", f"no such field.{en}"
        report(header.lines[name], label, vi, en)


def _report_missing(item: Field, label: str, header: Mapping, report: Report, inside: str) -> None:
    if item.name in header.lines:
        rule, line = "empty", header.lines[item.name]
    else:
        rule, line = "missing", header.line if inside else 1
    report(line, label, *say(rule, name=item.name, example=item.example))


def _is_empty(node: frontmatter.Value) -> bool:
    if isinstance(node, Scalar):
        blank = not node.text.strip() or (node.plain and node.text.lower() in ("~", "null"))
        return blank and not node.is_faulty
    return not (node.items if isinstance(node, frontmatter.Sequence) else node.entries)


# What YAML 1.1 turns into true or false: readers other than ours would lose the word.
_YAML_WORDS = re.compile(r"(?i)yes|no|on|off|true|false")


class _Reader:
    """Reads the value of one field."""

    def __init__(self, item: Field, label: str, report: Report, lines: dict[str, int]) -> None:
        self._item = item
        self._label = label
        self._report = report
        self._lines = lines

    def read(self, node: frontmatter.Value) -> Any:
        kind = self._item.kind
        if kind in (Kind.SLUGS, Kind.TEXTS):
            return self._list(node, self._slug if kind is Kind.SLUGS else self._text)
        if kind is Kind.PARTS:
            return self._list(node, self._part)
        if kind is Kind.PART:
            return self._part(node)
        if not isinstance(node, Scalar):
            self._wrong(node.line)
            return None
        return _READERS[kind](self, node)

    def _wrong(self, line: int) -> None:
        parts = "{" + ", ".join(f"{part.name}: …" for part in self._item.parts) + "}"
        vi, en = (words.replace("{parts}", parts) for words in self._item.kind.value)
        self._report(line, self._label, f"sai dạng, cần {vi}", f"wrong form; it must be {en}")

    def _list(self, node: frontmatter.Value, read_item: Callable[[Any], Any]) -> tuple[Any, ...] | None:
        if not isinstance(node, frontmatter.Sequence):
            self._wrong(node.line)
            return None
        limit = self._item.most_items
        if len(node.items) > limit:
            self._report(node.items[limit].line, self._label, *say("too_many", length=len(node.items), limit=limit))
        found: list[Any] = []
        names: set[str] = set()
        for item in node.items[:limit]:
            if _is_empty(item):
                self._report(item.line, self._label, "có mục trống, hãy bỏ mục ấy", "an empty item; take it out")
                continue
            value = None if isinstance(item, Scalar) and item.is_faulty else read_item(item)
            if value is None:
                continue
            # Items with fields of their own are known by their id, where they have one.
            name = value.get("id") if isinstance(value, Values) else value
            if name in names or self._is_repeated(value, found):
                named = f'"{shown(name)}"' if name is not None else ""
                vi, en = f"{named or 'mục này'} ghi hai lần, hãy bỏ một", f"{named or 'it'} stands twice; take one out"
                self._report(item.line, self._label, vi, en)
                continue
            if name is not None:
                names.add(name)
            self._lines[f"{self._item.name}[{len(found)}]"] = item.line
            found.append(value)
        return tuple(found)

    @staticmethod
    def _is_repeated(value: Any, found: Sequence[Any]) -> bool:
        """Whether an item with fields of its own stands there already; two of one field alone may well be meant."""
        if not isinstance(value, Values) or len(value.values) < 2:
            return False
        return any(value.values == other.values for other in found)

    def _part(self, node: frontmatter.Value) -> Values | None:
        if not isinstance(node, Mapping):
            self._wrong(node.line)
            return None
        return read_fields(node, self._item.parts, self._report, self._label)

    def _text(self, node: frontmatter.Value) -> str | None:
        if not isinstance(node, Scalar):
            self._wrong(node.line)
            return None
        text = " ".join(node.text.split())
        if node.plain and _YAML_WORDS.fullmatch(text):
            self._report(
                node.line,
                self._label,
                f'máy đọc {text} thành đúng/sai, hãy đặt trong ngoặc kép: "{text}"',
                f'{text} is read as true/false; put it in quotes: "{text}"',
            )
            return None
        self._check_length(text, node.line)
        if not self._item.is_prose and (told := odd_letters(text, is_name=True)):
            self._report(node.line, self._label, *told)
            return None
        return text

    def _check_length(self, text: str, line: int) -> None:
        if len(text) > self._item.longest:
            self._report(line, self._label, *say("too_long", length=len(text), limit=self._item.longest))

    def _date(self, node: Scalar) -> datetime.date | None:
        try:
            if re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", node.text):
                return datetime.date.fromisoformat(node.text)
        except ValueError:
            pass
        meant = date_meant(node.text) if len(node.text) <= LONGEST_DATE else None
        words = say("date_form", meant=meant) if meant else say("date_unreal")
        self._report(node.line, self._label, *words)
        return None

    def _day(self, node: Scalar) -> tuple[int, int] | None:
        """(month, day) of a day without a year."""
        if re.fullmatch(r"[0-9]{2}-[0-9]{2}", node.text) and (day := _real_day(node.text[:2], node.text[3:])):
            return day
        if len(node.text) <= LONGEST_DATE and (meant := _day_meant(node.text)):
            vi = f"ngày viết chưa đúng dạng, hãy viết {meant} (tháng trước, ngày sau)"
            en = f"wrong form of day; write {meant} (month before day)"
        else:
            vi = "không phải ngày có thật, cần dạng 11-20 (tháng trước, ngày sau)"
            en = "not a real day; write it like 11-20 (month before day)"
        self._report(node.line, self._label, vi, en)
        return None

    def _year(self, node: Scalar) -> int | None:
        if re.fullmatch(r"[12][0-9]{3}", node.text):
            return int(node.text)
        self._report(node.line, self._label, *say("year"))
        return None

    def _truth(self, node: Scalar) -> bool | None:
        if node.text in ("true", "false"):
            return node.text == "true"
        self._wrong(node.line)
        return None

    def _choice(self, node: Scalar) -> str | None:
        if node.text in self._item.choices:
            return node.text
        vi, en = did_you_mean(node.text, self._item.choices)
        options = ", ".join(self._item.choices)
        self._report(
            node.line,
            self._label,
            f'không có giá trị "{shown(node.text)}", cần một trong: {options}.{vi}',
            f"no such value; use one of the list.{en}",
        )
        return None

    def _slug(self, node: frontmatter.Value) -> str | None:
        if not isinstance(node, Scalar):
            self._wrong(node.line)
            return None
        if is_slug(node.text):
            self._check_length(node.text, node.line)
            return node.text
        meant = slugify(node.text) or "to-ngu-van"
        self._report(
            node.line,
            self._label,
            f'"{shown(node.text)}" không dùng làm địa chỉ được, hãy viết {shown(meant)}',
            f"not a slug; write {shown(meant)}",
        )
        return None


_READERS: dict[Kind, Callable[[_Reader, Scalar], Any]] = {
    Kind.TEXT: _Reader._text,
    Kind.DATE: _Reader._date,
    Kind.DAY: _Reader._day,
    Kind.YEAR: _Reader._year,
    Kind.TRUTH: _Reader._truth,
    Kind.CHOICE: _Reader._choice,
    Kind.SLUG: _Reader._slug,
}


def check_pairs(name: str, ours: Sequence[Any], theirs: Sequence[Any], line: int, report: Report) -> None:
    """A list of an English file has the items of the Vietnamese one, in the same order."""
    if len(ours) != len(theirs):
        report(
            line,
            name,
            f"có {len(theirs)} mục, bản tiếng Việt có {len(ours)}; hai bản phải cùng các mục theo cùng thứ tự",
            f"has {len(theirs)}, the Vietnamese file has {len(ours)}; both need the same items in the same order",
        )
    elif list(ours) != list(theirs):
        order = shown(", ".join(map(str, ours)))
        report(
            line,
            name,
            f"các mục phải theo đúng thứ tự của bản tiếng Việt: {order}",
            f"the items must stand as in the Vietnamese file: {order}",
        )


# Between the figures of a date: one sign, or the words «tháng», «năm».
_BETWEEN = r"\s*(?:[-/.]|tháng|năm)\s*"
_DAY_FIRST = re.compile(rf"(?:ngày\s+)?(\d{{1,2}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}([12]\d{{3}}|\d\d)", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"([12]\d{{3}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,2}})")
_TIME = re.compile(r"[T\s]+\d{1,2}[:h]\d{2}\S*$")


def date_meant(text: str) -> str | None:
    """20/11/2023, «ngày 20 tháng 11 năm 2023» and their like as 2023-11-20, where that is a real date."""
    text = _TIME.sub("", text.translate(DASHES).strip(" \"'“”"))
    match, other = _DAY_FIRST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    day, month, year = match.groups() if match else other.groups()[::-1] if other else ("0", "0", "0")
    try:
        return datetime.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _real_day(month: str, day: str) -> tuple[int, int] | None:
    """(month, day) where some year has that day: 29 February is one."""
    try:
        date = datetime.date(2000, int(month), int(day))  # a leap year
    except ValueError:
        return None
    return date.month, date.day


def _day_meant(text: str) -> str | None:
    """20/11, 2-9, 11/20 and 2023-11-20 as 11-20 or 09-02, where that is a real day."""
    match = re.fullmatch(r"\s*(\d{4}-)?(\d{1,2})[-/.](\d{1,2})\s*", text)
    if match is None:
        return None
    year, first, second = match.groups()
    # Vietnamese writes the day before the month («2-9» is National Day), but for a date that begins with its year.
    orders = [(first, second)] if year else [(second, first), (first, second)]
    found = next((day for order in orders if (day := _real_day(*order))), None)
    return f"{found[0]:02}-{found[1]:02}" if found else None
