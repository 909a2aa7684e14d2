"""Fields: what each kind takes, and the one line told for anything else."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from thidua.fields import Field, Kind, Values, read_fields
from thidua.frontmatter import parse

PART = (Field("name", required=True, example="Mẫu"), Field("day", Kind.DATE))
FIELDS = (
    Field("text", max_length=20),
    Field("date", Kind.DATE),
    Field("day", Kind.DAY),
    Field("year", Kind.YEAR),
    Field("truth", Kind.TRUTH),
    Field("choice", Kind.CHOICE, choices=("published", "draft", "withdrawn")),
    Field("slug", Kind.SLUG),
    Field("slugs", Kind.SLUGS),
    Field("texts", Kind.TEXTS),
    Field("part", Kind.PART, parts=PART),
    Field("parts", Kind.PARTS, parts=(*PART, Field("id"))),
)


def read(*lines: str, fields: tuple[Field, ...] = FIELDS) -> tuple[Values, list[tuple[int, str, str]]]:
    """The values of a header (its first line is line 2) and what was told: line, field, Vietnamese."""
    told: list[tuple[int, str, str]] = []
    parsed = parse("\n".join(["---", *lines, "---", ""]))
    assert parsed.faults == ()
    values = read_fields(parsed.header, fields, lambda line, label, vi, _: told.append((line, label, vi)))
    return values, told


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("text: Lớp đọc sách", "text", "Lớp đọc sách"),
        ("text: 2023", "text", "2023"),
        ("text: 05/2023", "text", "05/2023"),
        ("text: '012'", "text", "012"),
        ("text: |\n  một\n  hai", "text", "một hai"),
        ("text: '  một \t hai '", "text", "một hai"),
        ('text: "no"', "text", "no"),
        ("text: 'Yes'", "text", "Yes"),
        ('text: "on"', "text", "on"),
        ('text: "~"', "text", "~"),
        ('text: "null"', "text", "null"),
        ("text: no one", "text", "no one"),
        ("date: 2023-11-20", "date", datetime.date(2023, 11, 20)),
        ("date: '2024-02-29'", "date", datetime.date(2024, 2, 29)),
        ("year: 2023", "year", 2023),
        ("year: '1961'", "year", 1961),
        ("truth: true", "truth", True),
        ("truth: false", "truth", False),
        ("choice: draft", "choice", "draft"),
        ("slug: to-ngu-van", "slug", "to-ngu-van"),
        ("slug: '6'", "slug", "6"),
        ('day: "11-20"', "day", (11, 20)),
        ("day: 02-29", "day", (2, 29)),
        ("slugs: [a-b, c]", "slugs", ("a-b", "c")),
        ("texts: [I.1.a, 'no']", "texts", ("I.1.a", "no")),
        ("texts:\n  - một\n  - hai", "texts", ("một", "hai")),
    ],
)
def test_a_right_value_is_read(line: str, name: str, value: Any) -> None:
    values, told = read(line)
    assert told == []
    assert values.get(name) == value
    assert type(values.get(name)) is type(value)


def test_a_part_and_a_list_of_parts_are_values_of_their_own() -> None:
    values, told = read("part:", "  name: a", "  day: 2023-11-20", "parts: [{name: b}, {name: c, day: 2023-11-21}]")
    assert told == []
    part = values.get("part")
    assert (part.get("name"), part.get("day"), part.line("day")) == ("a", datetime.date(2023, 11, 20), 4)
    assert [(item.get("name"), item.get("day")) for item in values.get("parts")] == [
        ("b", None),
        ("c", datetime.date(2023, 11, 21)),
    ]


NOT_A_LINE = "sai dạng, cần một dòng chữ, đặt trong ngoặc kép nếu mở đầu bằng [ hoặc {"
NOT_A_DATE = "không phải ngày có thật, cần dạng 2023-11-20"
NOT_A_DAY = "không phải ngày có thật, cần dạng 11-20 (tháng trước, ngày sau)"
NOT_A_YEAR = "sai dạng, cần năm gồm bốn chữ số, ví dụ 2023"
NOT_TRUE_OR_FALSE = "sai dạng, cần true hoặc false"
NOT_SLUGS = "sai dạng, cần danh sách, ví dụ [day-tot-hoc-tot]"
NOT_TEXTS = "sai dạng, cần danh sách trong ngoặc vuông, dạng [một, hai]"
CHOICES = "cần một trong: published, draft, withdrawn."


def day_to_write(day: str) -> str:
    return f"ngày viết chưa đúng dạng, hãy viết {day} (tháng trước, ngày sau)"


def read_as_truth(word: str) -> str:
    return f'máy đọc {word} thành đúng/sai, hãy đặt trong ngoặc kép: "{word}"'


@pytest.mark.parametrize(
    ("line", "name", "vi"),
    [
        ("text: [a]", "text", NOT_A_LINE),
        ("text: {a: b}", "text", NOT_A_LINE),
        ("text: no", "text", read_as_truth("no")),
        ("text: Yes", "text", read_as_truth("Yes")),
        ("text: on", "text", read_as_truth("on")),
        ("text: OFF", "text", read_as_truth("OFF")),
        ("text: true", "text", read_as_truth("true")),
        ("date: 2023-02-30", "date", NOT_A_DATE),
        ("date: 2023-02-29", "date", NOT_A_DATE),
        ("date: 2023-13-01", "date", NOT_A_DATE),
        ("date: 2023-11", "date", NOT_A_DATE),
        ("date: 2023", "date", NOT_A_DATE),
        ("date: 20231120", "date", NOT_A_DATE),
        ("date: ngày 20 tháng 11", "date", NOT_A_DATE),
        ("date: 30/02/2023", "date", NOT_A_DATE),
        ("date: 11/20/2023", "date", NOT_A_DATE),
        ("date: 2023-11-20 07:00", "date", "ngày viết chưa đúng dạng, hãy viết 2023-11-20"),
        ("date: [2023-11-20]", "date", "sai dạng, cần ngày dạng 2023-11-20"),
        ("date: 20/11/2023", "date", "ngày viết chưa đúng dạng, hãy viết 2023-11-20"),
        ("date: 20-11-2023", "date", "ngày viết chưa đúng dạng, hãy viết 2023-11-20"),
        ("date: 5.9.2023", "date", "ngày viết chưa đúng dạng, hãy viết 2023-09-05"),
        ("date: 2023-9-5", "date", "ngày viết chưa đúng dạng, hãy viết 2023-09-05"),
        ("date: 2023/11/20", "date", "ngày viết chưa đúng dạng, hãy viết 2023-11-20"),
        ("day: 02-30", "day", NOT_A_DAY),
        ("day: 13-32", "day", NOT_A_DAY),
        ("day: 00-01", "day", NOT_A_DAY),
        ("day: 1120", "day", NOT_A_DAY),
        ("day: ngày 20 tháng 11", "day", NOT_A_DAY),
        ("day: [11-20]", "day", "sai dạng, cần ngày dạng 11-20, tháng trước ngày sau"),
        ("day: 20/11", "day", day_to_write("11-20")),
        ("day: 20-11", "day", day_to_write("11-20")),
        ("day: 11/20", "day", day_to_write("11-20")),
        ("day: 2-9", "day", day_to_write("09-02")),  # as National Day is written
        ("day: 1.6", "day", day_to_write("06-01")),
        ("day: 1948-06-11", "day", day_to_write("06-11")),
        ("date: 2٠23-11-20", "date", "ngày viết chưa đúng dạng, hãy viết 2023-11-20"),
        ("date: 2０23-11-20", "date", "ngày viết chưa đúng dạng, hãy viết 2023-11-20"),
        ("day: 1１-20", "day", day_to_write("11-20")),
        ("year: 2٠23", "year", NOT_A_YEAR),
        ("year: 2０２３", "year", NOT_A_YEAR),
        ("year: 23", "year", NOT_A_YEAR),
        ("year: 3023", "year", NOT_A_YEAR),
        ("year: 2023-2024", "year", NOT_A_YEAR),
        ("year: 2023.0", "year", NOT_A_YEAR),
        ("year: [2023]", "year", NOT_A_YEAR),
        ("truth: yes", "truth", NOT_TRUE_OR_FALSE),
        ("truth: no", "truth", NOT_TRUE_OR_FALSE),
        ("truth: True", "truth", NOT_TRUE_OR_FALSE),
        ("truth: 1", "truth", NOT_TRUE_OR_FALSE),
        ("truth: [true]", "truth", NOT_TRUE_OR_FALSE),
        ("choice: Published", "choice", f'không có giá trị "Published", {CHOICES} Có phải "published"?'),
        ("choice: witdrawn", "choice", f'không có giá trị "witdrawn", {CHOICES} Có phải "withdrawn"?'),
        ("choice: no", "choice", f'không có giá trị "no", {CHOICES}'),
        ("choice: [draft]", "choice", "sai dạng, cần một trong các giá trị cho sẵn"),
        ("slug: Tổ Ngữ văn", "slug", '"Tổ Ngữ văn" không dùng làm địa chỉ được, hãy viết to-ngu-van'),
        ("slug: to_toan", "slug", '"to_toan" không dùng làm địa chỉ được, hãy viết to-toan'),
        ("slug: đội", "slug", '"đội" không dùng làm địa chỉ được, hãy viết doi'),
        ("slug: '???'", "slug", '"???" không dùng làm địa chỉ được, hãy viết to-ngu-van'),
        ("slug: [a]", "slug", "sai dạng, cần chữ thường không dấu, nối bằng gạch ngang, ví dụ to-ngu-van"),
        ("slugs: day-tot-hoc-tot", "slugs", NOT_SLUGS),
        ("slugs: {a: b}", "slugs", NOT_SLUGS),
        ("slugs: [[a]]", "slugs", NOT_SLUGS),
        (
            "slugs: [Dạy tốt – Học tốt]",
            "slugs",
            '"Dạy tốt – Học tốt" không dùng làm địa chỉ được, hãy viết day-tot-hoc-tot',
        ),
        ("slugs: [a, b, a]", "slugs", '"a" ghi hai lần, hãy bỏ một'),
        ("slugs: [a, '']", "slugs", "có mục trống, hãy bỏ mục ấy"),
        ("texts: I.1.a", "texts", NOT_TEXTS),
        ("texts: [a, [b]]", "texts", NOT_TEXTS),
        ("texts: [một, hai, một]", "texts", '"một" ghi hai lần, hãy bỏ một'),
        ("texts: [a, no]", "texts", read_as_truth("no")),
        ("texts: [a, ~]", "texts", "có mục trống, hãy bỏ mục ấy"),
        ("texts: ['']", "texts", "có mục trống, hãy bỏ mục ấy"),
        ("part: 2023-11-01", "part", "sai dạng, cần dạng {name: …, day: …}"),
        ("part: [a]", "part", "sai dạng, cần dạng {name: …, day: …}"),
        ("parts: a", "parts", "sai dạng, cần danh sách, mỗi mục dạng {name: …, day: …, id: …}"),
        ("parts: {name: a}", "parts", "sai dạng, cần danh sách, mỗi mục dạng {name: …, day: …, id: …}"),
        ("parts: [a]", "parts", "sai dạng, cần danh sách, mỗi mục dạng {name: …, day: …, id: …}"),
        ("parts: [{}]", "parts", "có mục trống, hãy bỏ mục ấy"),
    ],
)
def test_a_wrong_value_is_told_once(line: str, name: str, vi: str) -> None:
    values, told = read("# dòng 2", line)
    assert told == [(3, name, vi)]
    # A wrong value is never passed on; of a list, the right items are.
    assert values.get(name) in (None, *((), ("a",), ("a", "b"), ("một", "hai")))


def test_the_english_half_of_a_line_says_the_same() -> None:
    told: list[str] = []
    header = parse("---\ndate: 20/11/2023\nyear: 23\nslug: Đội\ntext: no\nfoo: a\nyeer: b\n---\n").header
    read_fields(header, FIELDS, lambda line, label, vi, en: told.append(f"{line}: {label}: {en}"))
    assert told == [
        "6: foo: no such field.",
        '7: yeer: no such field. Did you mean "year"?',
        '5: text: no is read as true/false; put it in quotes: "no"',
        "2: date: wrong form of date; write 2023-11-20",
        "3: year: wrong form; it must be a year of four digits, like 2023",
        "4: slug: not a slug; write doi",
    ]


@pytest.mark.parametrize("value", ["", "''", '"  "', "~", "null", "Null", "# chỉ có lời dặn", "[]", "{}"])
def test_an_empty_value_counts_as_absent(value: str) -> None:
    for item in FIELDS:
        values, told = read(f"{item.name}: {value}")
        assert (told, values.get(item.name), values.told) == ([], None, set())


def test_a_required_field_is_told_as_missing_or_as_empty() -> None:
    fields = (
        Field("title", required=True, example="Tên bài"),
        Field("slugs", Kind.SLUGS, required=True, example="[a]"),
    )
    assert read("note: a", fields=(*fields, Field("note")))[1] == [
        (1, "title", "thiếu, hãy thêm «title: Tên bài»"),
        (1, "slugs", "thiếu, hãy thêm «slugs: [a]»"),
    ]
    assert read("# dòng 2", "title:", "slugs: []", fields=fields)[1] == [
        (3, "title", "để trống, hãy viết «title: Tên bài»"),
        (4, "slugs", "để trống, hãy viết «slugs: [a]»"),
    ]
    assert read("title: ~", "slugs: ['a']", fields=fields)[1] == [(2, "title", "để trống, hãy viết «title: Tên bài»")]


def test_a_required_field_inside_a_part_is_told_with_the_line_of_the_part() -> None:
    assert read("text: a", "part:", "  day: 2023-11-20")[1] == [(4, "part.name", "thiếu, hãy thêm «name: Mẫu»")]
    assert read("parts:", "  - {name: a}", "  - {day: 2023-11-20}")[1] == [
        (4, "parts.name", "thiếu, hãy thêm «name: Mẫu»")
    ]


def test_what_is_wrong_inside_a_part_is_told_with_its_own_line() -> None:
    values, told = read("part:", "  name: no", "  day: 2023-02-30", "  foo: a")
    assert told == [
        (5, "part.foo", "phần khai không có mục này."),
        (3, "part.name", read_as_truth("no")),
        (4, "part.day", NOT_A_DATE),
    ]
    assert values.get("part").values == {}


def test_items_with_fields_of_their_own_are_known_by_their_id() -> None:
    values, told = read(
        "parts:", "  - {id: a, name: x}", "  - {id: b, name: x}", "  - {id: a, name: y}", "  - {name: x}"
    )
    assert told == [(5, "parts", '"a" ghi hai lần, hãy bỏ một')]
    assert [(item.get("id"), item.get("name")) for item in values.get("parts")] == [
        ("a", "x"),
        ("b", "x"),
        (None, "x"),
    ]


@pytest.mark.parametrize(
    ("name", "vi"),
    [
        ("txet", 'phần khai không có mục này. Có phải "text"?'),
        ("Text", 'phần khai không có mục này. Có phải "text"?'),
        ("zzz", "phần khai không có mục này."),
        ("tác giả", "phần khai không có mục này."),
    ],
)
def test_an_unknown_field_is_told_with_the_name_most_like_it(name: str, vi: str) -> None:
    values, told = read("year: 2023", f"{name}: a")
    assert told == [(3, name, vi)]
    assert values.values == {"year": 2023}


def test_a_misspelt_required_field_is_not_missing_too() -> None:
    values, told = read("titel: a", fields=(Field("title", required=True),))
    assert told == [(2, "titel", 'phần khai không có mục này. Có phải "title"?')]
    assert values.told == {"title"}


def test_a_colon_without_a_space_inside_braces_is_explained() -> None:
    values, told = read("part: {name: a, day:2023-11-20}")
    assert told == [(2, "part.day:2023-11-20", "sau dấu hai chấm phải có một dấu cách")]
    assert values.get("part").told == {"day"}


def test_a_text_too_long_is_told_with_its_length() -> None:
    assert read(f"text: {'ạ' * 20}")[1] == []
    assert read("year: 2023", f"text: {'ạ' * 21}")[1] == [(3, "text", "dài 21 ký tự, hãy rút còn nhiều nhất 20")]


def test_fields_know_their_lines_and_list_items_theirs() -> None:
    values, _ = read("texts:", "  - a", "  - ''", "  - b", "year: 2023", "slugs: [c]")
    assert values.lines == {"texts": 2, "texts[0]": 3, "texts[1]": 5, "year": 6, "slugs": 7, "slugs[0]": 7}
    assert values.line("texts[1]") == 5
    assert values.line("date") == 1


def test_a_field_that_was_told_is_remembered_and_an_empty_one_is_not() -> None:
    values, _ = read("date: 2023-02-30", "year: 23", "truth: yes", "text:", "slug: a")
    assert values.told == {"date", "year", "truth"}
    assert values.values == {"slug": "a"}


def test_a_value_that_yaml_would_drop_is_not_told_a_second_time() -> None:
    told: list[str] = []
    parsed = parse("---\ntitle: !Ai\ntexts: [a, !b c]\n---\n")
    assert [fault.field for fault in parsed.faults] == ["title", "texts"]
    fields = (Field("title", required=True), Field("texts", Kind.TEXTS))
    values = read_fields(parsed.header, fields, lambda *problem: told.append(str(problem)))
    assert (told, values.told, values.values) == ([], {"title"}, {"texts": ("a",)})
