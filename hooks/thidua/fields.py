"""Fields of a header: what each must be, read into Python values, with a line for whatever is not so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from thidua import frontmatter
from thidua.frontmatter import Mapping, Scalar
from thidua.problems import shown
from thidua.slugs import is_slug, slugify
from thidua.suggest import did_you_mean

# Called with line, field name, Vietnamese, English.
Report = Callable[[int, str, str, str], None]


class Kind(Enum):
    """What a field holds; the value says it to an author, in both languages."""

    TEXT = ("chữ", "text")
    DATE = ("ngày dạng 2023-11-20", "a date like 2023-11-20")
    YEAR = ("năm gồm bốn chữ số, ví dụ 2023", "a year of four digits, like 2023")
    TRUTH = ("true hoặc false", "true or false")
    CHOICE = ("một trong các giá trị cho sẵn", "one of the given values")
    SLUG = ("chữ thường không dấu, nối bằng gạch ngang, ví dụ to-ngu-van", "a slug like to-ngu-van")
    SLUGS = ("danh sách, ví dụ [day-tot-hoc-tot]", "a list like [day-tot-hoc-tot]")
    TEXTS = ("danh sách, ví dụ [I.1.a, II.1]", "a list like [I.1.a, II.1]")
    PART = ("các trường con, ví dụ {a: …, b: …}", "fields of its own, like {a: …, b: …}")
    PARTS = ("danh sách, mỗi mục có các trường con", "a list of items with fields of their own")


@dataclass(frozen=True)
class Field:
    """One field of a header. ``parts`` are the fields inside a PART or each of PARTS."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    max_length: int | None = None
    choices: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()
    example: str = "…"


@dataclass(frozen=True)
class Values:
    """What a header held: ``values`` by field name (absent where empty or wrong), ``lines`` by field name.

    The line of a list's item stands under ``name[0]``, ``name[1]`` …
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def line(self, name: str) -> int:
        """The line of a field, 1 where the file has none."""
        return self.lines.get(name, 1)


def read_fields(header: Mapping, fields: Sequence[Field], report: Report, inside: str = "") -> Values:
    """Read a header by its list of fields. Each mistake is reported once; the other fields are read all the same."""
    known = {item.name: item for item in fields}
    result = Values({}, dict(header.lines))
    for name in header.entries:
        if name not in known:
            vi, en = did_you_mean(name, known)
            label = f"{inside}.{shown(name)}" if inside else shown(name)
            report(header.lines[name], label, f"không có trường này.{vi}", f"no such field.{en}")
    for item in fields:
        label = f"{inside}.{item.name}" if inside else item.name
        node = header.entries.get(item.name)
        if node is None or _is_empty(node):
            if item.required:
                line = header.lines.get(item.name, header.line if inside else 1)
                report(
                    line,
                    label,
                    f"thiếu, hãy thêm «{item.name}: {item.example}»",
                    f'missing; add "{item.name}: {item.example}"',
                )
            continue
        reader = _Reader(item, label, report, result.lines)
        value = reader.read(node)
        if value is not None:
            result.values[item.name] = value
    return result


def _is_empty(node: frontmatter.Value) -> bool:
    if isinstance(node, Scalar):
        return not node.text.strip() or (node.plain and node.text in ("~", "null"))
    return not (node.items if isinstance(node, frontmatter.Sequence) else node.entries)


# What YAML 1.1 turns into true, false or nothing: readers other than ours would lose the word.
_YAML_WORDS = re.compile(r"(?i)yes|no|on|off|true|false|null|~")


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
        return {
            Kind.TEXT: self._text,
            Kind.DATE: self._date,
            Kind.YEAR: self._year,
            Kind.TRUTH: self._truth,
            Kind.CHOICE: self._choice,
            Kind.SLUG: self._slug,
        }[kind](node)

    def _wrong(self, line: int) -> None:
        vi, en = self._item.kind.value
        self._report(line, self._label, f"sai dạng, cần {vi}", f"wrong form; it must be {en}")

    def _list(self, node: frontmatter.Value, read_item: Callable[[Any], Any]) -> tuple[Any, ...] | None:
        if not isinstance(node, frontmatter.Sequence):
            self._wrong(node.line)
            return None
        found: list[Any] = []
        for item in node.items:
            value = read_item(item)
            if value is None:
                continue
            if value in found and self._item.kind is not Kind.PARTS:
                self._report(item.line, self._label, f'"{shown(value)}" ghi hai lần', f'"{shown(value)}" stands twice')
                continue
            self._lines[f"{self._item.name}[{len(found)}]"] = item.line
            found.append(value)
        return tuple(found)

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
                f'YAML hiểu {text} là giá trị đúng/sai, hãy đặt trong ngoặc kép: "{text}"',
                f'YAML reads {text} as true/false; put it in quotes: "{text}"',
            )
            return None
        limit = self._item.max_length
        if limit is not None and len(text) > limit:
            self._report(
                node.line,
                self._label,
                f"dài {len(text)} ký tự, nhiều nhất {limit}",
                f"{len(text)} characters long; at most {limit}",
            )
        return text

    def _date(self, node: Scalar) -> datetime.date | None:
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.text):
                return datetime.date.fromisoformat(node.text)
        except ValueError:
            pass
        hint_vi, hint_en = "cần dạng 2023-11-20", "write it like 2023-11-20"
        if meant := _date_meant(node.text):
            hint_vi, hint_en = f"hãy viết {meant}", f"write {meant}"
        self._report(
            node.line, self._label, f"không phải ngày có thật, {hint_vi}", f"not a real date in this form; {hint_en}"
        )
        return None

    def _year(self, node: Scalar) -> int | None:
        if re.fullmatch(r"[12]\d{3}", node.text):
            return int(node.text)
        self._wrong(node.line)
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
            return node.text
        meant = slugify(node.text) or "to-ngu-van"
        self._report(
            node.line,
            self._label,
            f'"{shown(node.text)}" không dùng làm địa chỉ được, hãy viết {shown(meant)}',
            f"not a slug; write {shown(meant)}",
        )
        return None


def _date_meant(text: str) -> str | None:
    """20/11/2023 and its like as 2023-11-20, where that is a real date."""
    match = re.fullmatch(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\s*", text)
    other = re.fullmatch(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s*", text)
    day, month, year = match.groups() if match else other.groups()[::-1] if other else ("0", "0", "0")
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
