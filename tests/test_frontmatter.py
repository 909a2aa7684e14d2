"""Headers: lines of fields, and one telling fault for each kind of broken YAML."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from thidua import frontmatter
from thidua.frontmatter import HEADER, MAX_BRACKETS, MAX_DEPTH, MAX_HEADER, Mapping, Scalar, Sequence, parse

COLON = "giá trị có dấu hai chấm, hãy đặt cả giá trị trong ngoặc kép"
NO_COLON = "thiếu dấu hai chấm và một dấu cách sau tên mục (nếu là phần tiếp của dòng trên thì hãy nối lên dòng trên)"
TAB = "đầu dòng có phím Tab, hãy thay bằng dấu cách"
OPEN_QUOTE = "thiếu dấu ngoặc kép hoặc nháy đơn đóng ở cuối giá trị"
AFTER_QUOTE = "còn chữ sau dấu ngoặc kép đóng, bên trong giá trị hãy dùng “ ”"
BRACKETS = "dấu [ ] hoặc { } không đủ đôi, thiếu dấu phẩy giữa các mục, hoặc cả giá trị cần đặt trong ngoặc kép"
INDENTED = "dòng này thụt vào nên bị nối vào dòng trên, hãy xóa dấu cách ở đầu dòng"
UNEVEN = "thụt đầu dòng không đều, các dòng ngang hàng phải thẳng cột"
ODD = "có ký tự lạ không nhìn thấy được, hãy xóa dòng này và gõ lại"
MENDABLE = "có ký tự lạ không nhìn thấy được, hãy chạy «make nfc» để bỏ, hoặc xóa dòng này và gõ lại"
DEEP = "lồng nhau quá nhiều tầng, hãy viết gọn lại"
NOT_FIELDS = "hãy viết các dòng dạng «tên: giá trị», sau dấu hai chấm có một dấu cách"


def quotes_for(start: str) -> str:
    return f"giá trị mở đầu bằng {start}, hãy đặt cả giá trị trong ngoặc kép"


def with_header(header: str) -> str:
    """A file of this header, so that the header's first line is line 2."""
    return f"---\n{header}\n---\n\nNội dung.\n"


def faults_of(text: str) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.field, fault.vi) for fault in parse(text).faults]


def test_values_stay_the_texts_that_were_typed_each_with_its_line() -> None:
    parsed = parse(with_header("title: Lớp học\n\n# lời dặn\nyear: 2023\nsample: no\nref: 012\ndate: 2023-02-30"))
    assert parsed.faults == ()
    assert parsed.header.entries == {
        "title": Scalar("Lớp học", True, 2),
        "year": Scalar("2023", True, 5),
        "sample": Scalar("no", True, 6),
        "ref": Scalar("012", True, 7),
        "date": Scalar("2023-02-30", True, 8),
    }
    assert parsed.header.lines == {"title": 2, "year": 5, "sample": 6, "ref": 7, "date": 8}


@pytest.mark.parametrize(
    ("typed", "text", "plain"),
    [
        ("no", "no", True),
        ('"no"', "no", False),
        ("'no'", "no", False),
        ("~", "~", True),
        ('"~"', "~", False),
        ("", "", True),
        ('""', "", False),
        ("|\n  no", "no\n", False),
    ],
)
def test_a_value_without_quotes_is_told_from_a_quoted_one(typed: str, text: str, plain: bool) -> None:
    assert parse(with_header(f"title: {typed}")).header.entries["title"] == Scalar(text, plain, 2)


def test_items_of_a_list_and_fields_of_a_part_know_their_lines() -> None:
    header = parse(
        with_header("movements:\n  - a\n  - b\nconsent:\n  subject: 2023-11-01\n  ref: x\nawards: [{type: a}]")
    ).header
    assert header.entries["movements"] == Sequence((Scalar("a", True, 3), Scalar("b", True, 4)), 3)
    assert header.entries["consent"] == Mapping(
        {"subject": Scalar("2023-11-01", True, 6), "ref": Scalar("x", True, 7)}, 6, {"subject": 6, "ref": 7}
    )
    assert header.entries["awards"] == Sequence((Mapping({"type": Scalar("a", True, 8)}, 8, {"type": 8}),), 8)
    assert header.lines == {"movements": 2, "consent": 5, "awards": 8}


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\ntitle: a\n---\nMột.\n", "Một.", 4),
        ("---\ntitle: a\n---\n\n\nMột.\n\nHai.\n\n", "Một.\n\nHai.", 6),
        ("---\ntitle: a\n---\n", "", 4),
        ("---\ntitle: a\n---", "", 3),
        ("---\ntitle: a\n---\n\n\n\n", "", 4),
        ("--- \ntitle: a\n---\t\n  Một.\n---\nHai.\n", "  Một.\n---\nHai.", 4),
    ],
)
def test_the_body_begins_on_the_line_of_its_first_text(text: str, body: str, line: int) -> None:
    parsed = parse(text)
    assert (parsed.body, parsed.body_line, parsed.faults) == (body, line, ())


@pytest.mark.parametrize("text", ["---\n---\nMột.\n", "---\n\n---\nMột.\n", "---\n# chỉ có lời dặn\n---\nMột.\n"])
def test_a_header_without_fields_is_no_fault(text: str) -> None:
    parsed = parse(text)
    assert (parsed.header.entries, parsed.body, parsed.faults) == ({}, "Một.", ())


@pytest.mark.parametrize("text", ["Một.\n", "", "\n---\ntitle: a\n---\n", " ---\ntitle: a\n---\n", "----\na: b\n---\n"])
def test_a_file_begins_with_three_hyphens(text: str) -> None:
    parsed = parse(text)
    assert faults_of(text) == [(1, HEADER, "dòng đầu tiên của tệp phải là ---")]
    assert (parsed.header.entries, parsed.body, parsed.body_line) == ({}, text, 1)


@pytest.mark.parametrize("text", ["---\ntitle: a\n\nMột.\n", "---\ntitle: a\n...\n", "---\ntitle: a\n----\n", "---"])
def test_a_header_is_closed_by_three_hyphens(text: str) -> None:
    assert faults_of(text) == [(1, HEADER, "thiếu dòng --- đóng ở cuối")]


BROKEN = [
    ("title: Bài: một", 2, "title", COLON),
    ("year: 2023\ntitle: Bài: một\nname: a", 3, "title", COLON),
    ("title: a:\nyear: 2023", 2, "title", COLON),
    ("consent:\n  ref: 05: 2023", 3, "consent", COLON),
    ('summary: "b"\ntitle: a\nrole: c: d', 4, "role", COLON),
    ("title a\nyear: 2023", 2, "title", NO_COLON),
    ("title:a\nyear: 2023", 2, "title", NO_COLON),
    ("title a\n\nyear: 2023", 2, "title", NO_COLON),
    ("title: a\nyear 2023\nname: b", 3, "year", NO_COLON),
    ("title: a\nyear:2023\nname: b", 3, "year", NO_COLON),
    ("title: a\nyear: 2023\nname b", 4, "name", NO_COLON),
    ("summary: Một câu\ntiếp theo.\nyear: 2023", 3, "summary", NO_COLON),
    ("movements:\n\t- a", 3, "movements", TAB),
    ("title: a\n\tyear: 2023", 3, "year", TAB),
    ("consent:\n  subject: a\n\tref: b", 4, "ref", TAB),
    ('title: "a\nyear: 2023', 2, "title", OPEN_QUOTE),
    ("title: a\nsummary: 'b\nyear: 2023", 3, "summary", OPEN_QUOTE),
    ('title: "a\nsummary: "b"\nyear: 2023', 2, "title", OPEN_QUOTE),
    ('title: "a\nsummary: "b: c"\nyear: 2023', 2, "title", OPEN_QUOTE),
    ("year: 2023\ntitle: 'a\nsummary: b's", 3, "title", OPEN_QUOTE),
    ('title: "a\n  b"\nsummary: c: d', 4, "summary", COLON),
    ("title: 'a\n  b'\nsummary: c: d", 4, "summary", COLON),
    ('title: "a" b\nyear: 2023', 2, "title", AFTER_QUOTE),
    ('year: 2023\ntitle: "a "b" c"', 3, "title", AFTER_QUOTE),
    ("title: 'a 'b' c'", 2, "title", AFTER_QUOTE),
    ('title: "a\n  b" c', 3, "title", AFTER_QUOTE),
    ("title: a\nmovements: [a, b\nyear: 2023", 3, "movements", BRACKETS),
    ("title: a\nmovements: [a, b", 3, "movements", BRACKETS),
    ("movements: [a, b]]\ntitle: a", 2, "movements", BRACKETS),
    ("movements: [a, b}\ntitle: a", 2, "movements", BRACKETS),
    ("title: a\nconsent: {subject: a\nyear: 2023", 3, "consent", BRACKETS),
    ("consent: {subject: a ref: b}", 2, "consent", BRACKETS),
    ("title: [Tin vui] Lớp đọc sách", 2, "title", BRACKETS),
    ("consent:\n  subject: a\n  ref: [b", 4, "consent", BRACKETS),
    ("title: a\n year: 2023", 3, "year", INDENTED),
    ("year: 2023\ntitle: a\n  name: b", 4, "name", INDENTED),
    ("  title: a\nyear: 2023", 3, "year", UNEVEN),
    ("consent:\n  subject: a\n ref: b", 4, "ref", UNEVEN),
    ("consent:\n  subject: a\n ref: [b]", 4, "ref", UNEVEN),
    ("movements:\n  - a\n - b", 4, "movements", UNEVEN),
    ("- a\nyear: 2023", 3, "year", UNEVEN),
    ("title: *a\nyear: 2023", 2, "title", quotes_for("*")),
    ("year: 2023\ntitle: **Cô giáo** mở lớp", 3, "title", quotes_for("*")),
    ("movements: [*a]", 2, "movements", quotes_for("*")),
    ("title: &a b", 2, "title", quotes_for("&")),
    ("title: !Ai cũng đọc", 2, "title", quotes_for("!")),
    ("title: !!python/name:os.system a", 2, "title", quotes_for("!")),
    ("title: !<a b", 2, "title", quotes_for("!")),
    ("title: &, b", 2, "title", quotes_for("&")),
    ("title: %a", 2, "title", quotes_for("%")),
    ("title: @a", 2, "title", quotes_for("@")),
    ("title: `a`", 2, "title", quotes_for("`")),
    ("title: - a", 2, "title", quotes_for("-")),
    ("title: > a", 2, "title", quotes_for(">")),
    ("title: | a", 2, "title", quotes_for("|")),
    (
        'title: "a\\qb"',
        2,
        "title",
        "dấu \\ không đứng được trong ngoặc kép, hãy bỏ đi hoặc dùng nháy đơn '…'",
    ),
    ("title: a\n--- b", 3, "title", "dòng này không đọc được, hãy xem lại dấu hai chấm, dấu cách và ngoặc kép"),
]


@pytest.mark.parametrize(("header", "line", "field", "vi"), BROKEN)
def test_broken_yaml_is_one_fault_at_its_line(header: str, line: int, field: str, vi: str) -> None:
    assert faults_of(with_header(header)) == [(line, field, vi)]


def test_faults_do_not_depend_on_which_loader_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    # libyaml's loader and the one in Python word their errors differently.
    monkeypatch.setattr(frontmatter, "_Loader", yaml.SafeLoader)
    slow = [(header, *faults_of(with_header(header))) for header, *_ in BROKEN]
    assert slow == [(header, (line, field, vi)) for header, line, field, vi in BROKEN]
    # Only the one in Python minds a Tab after a colon.
    unreadable = "dòng này không đọc được, hãy xem lại dấu hai chấm, dấu cách và ngoặc kép"
    assert faults_of(with_header("title:\ta")) == [(2, "title", unreadable)]


@pytest.mark.parametrize(
    ("header", "line"),
    [("- a\n- b", 2), ("# lời dặn\n- a", 3), ("a b c", 2), ("title:a", 2), ("[a, b]", 2), ('"title"', 2)],
)
def test_a_header_is_made_of_fields(header: str, line: int) -> None:
    assert faults_of(with_header(header)) == [(line, HEADER, NOT_FIELDS)]


@pytest.mark.parametrize("header", ["[a, b]: c", "? [a]\n: b", "? {a: b}\n: c"])
def test_the_name_of_a_field_is_one_word(header: str) -> None:
    assert faults_of(with_header(header)) == [(2, HEADER, "tên mục phải là một từ")]


def test_a_field_written_twice_keeps_the_first_value_and_tells_both_lines() -> None:
    parsed = parse(with_header("title: a\nyear: 2023\ntitle: b\ntitle: c"))
    assert parsed.header.entries["title"] == Scalar("a", True, 2)
    assert parsed.header.lines["title"] == 2
    twice = "viết hai lần (lần đầu ở dòng 2), hãy giữ một"
    assert [(fault.line, fault.field, fault.vi) for fault in parsed.faults] == [
        (4, "title", twice),
        (5, "title", twice),
    ]


def test_a_field_written_twice_inside_another_is_named_with_it() -> None:
    header = "consent:\n  subject: 2023-11-01\n  subject: 2023-11-02\nawards: [{type: a, type: b}]"
    assert faults_of(with_header(header)) == [
        (4, "consent.subject", "viết hai lần (lần đầu ở dòng 3), hãy giữ một"),
        (5, "awards.type", "viết hai lần (lần đầu ở dòng 5), hãy giữ một"),
    ]


def test_one_name_in_two_places_is_not_written_twice() -> None:
    assert faults_of(with_header("date: a\nconsent: {subject: b}\nsubject: c\nawards: [{date: d}, {date: e}]")) == []


def test_an_anchor_and_its_alias_are_told_where_each_stands() -> None:
    parsed = parse(with_header("title: &a b\nyear: 2023\nsummary: *a\naliases: [c, *a]"))
    assert [(fault.line, fault.field, fault.vi) for fault in parsed.faults] == [
        (2, "title", quotes_for("&")),
        (4, "summary", quotes_for("*")),
        (5, "aliases", quotes_for("*")),
    ]
    # Nothing is taken for the author's value, and nothing more can be said of it.
    assert parsed.header.entries["title"] == Scalar("", False, 2, is_faulty=True)
    assert parsed.header.entries["summary"] == Scalar("", False, 4, is_faulty=True)
    assert parsed.header.entries["year"] == Scalar("2023", True, 3)


def test_many_small_aliases_do_not_grow() -> None:
    # The classic bomb: ten lines that would be ten to the ninth values.
    lines = ["a0: &a0 [b, b]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10))]
    parsed = parse(with_header("\n".join(lines)))
    assert [fault.line for fault in parsed.faults] == list(range(2, 12))
    assert all(value.is_faulty for value in parsed.header.entries.values() if isinstance(value, Scalar))


@pytest.mark.parametrize(
    "value",
    [
        "[" * 30_000 + "]" * 30_000,
        "[" * 30_000,
        "{a: " * 12_000 + "}" * 12_000,
        "[" * 20 + "]" * 20,
        "{a: " * 20 + "}" * 20,
        "\n " + "- " * 30_000 + "a",
        "\n " + "- " * 20 + "a",
        "\n " + "? - " * 15_000 + "a",
    ],
    ids=["lists", "open lists", "parts", "some lists", "some parts", "hyphens", "some hyphens", "question marks"],
)
def test_huge_nesting_is_a_fault_and_brings_nothing_down(value: str) -> None:
    text = with_header(f"year: 2023\ntitle: {value}")
    (fault,) = parse(text).faults
    line = 4 if value.startswith("\n") else 3
    assert (fault.line, fault.field, fault.vi) == (line, "title", DEEP)


def test_a_large_header_of_many_short_lists_is_not_nested_too_deep() -> None:
    terms = "\n".join(f"  - {{id: a{i}, forms: [b, c]}}" for i in range(300))
    assert parse(with_header(f"terms:\n{terms}")).faults == ()


def test_brackets_are_counted_to_their_limit_wherever_they_stand() -> None:
    assert faults_of(with_header(f"year: 2023\ntitle: '{'[' * MAX_BRACKETS}'")) == []
    assert faults_of(with_header(f"year: 2023\ntitle: '{'[' * (MAX_BRACKETS + 1)}'")) == [(3, "title", DEEP)]


def test_nesting_is_counted_to_its_limit() -> None:
    for opening, closing in (("[", "]"), ("{a: ", "}")):
        inside = f"{opening * (MAX_DEPTH - 1)}b{closing * (MAX_DEPTH - 1)}"
        assert faults_of(with_header(f"title: {inside}")) == []
        assert faults_of(with_header(f"title: {opening}{inside}{closing}")) == [(2, "title", DEEP)]


def test_a_header_that_is_too_long_is_not_read() -> None:
    filler = "a" * (MAX_HEADER - len("title: \n"))
    assert faults_of(with_header(f"title: {filler}")) == []
    too_long = "dài quá 64000 ký tự, có lẽ dòng --- đóng đặt sai chỗ"
    assert faults_of(with_header(f"title: {filler}a")) == [(1, HEADER, too_long)]
    assert faults_of(with_header("title: " + "[" * 70_000)) == [(1, HEADER, too_long)]


def test_characters_that_nobody_sees_are_told_with_their_line() -> None:
    for char in "\r\x85\u2028\u2029":
        assert faults_of(with_header(f"year: 2023\ntitle: a{char}b\nname: c")) == [(3, "title", ODD)], repr(char)
    for char in "\x00\x07\x0b\x0c\x1b\x7f\xad\u200b\u200d\u202e\u2066\ufeff":
        found = faults_of(with_header(f"year: 2023\ntitle: a{char}b\nname: c"))
        assert found == [(3, "title", MENDABLE)], repr(char)
    assert faults_of(with_header("title: Gia đình 👨‍👩‍👧")) == []


def test_a_backslash_that_eats_a_letter_is_told() -> None:
    for text in ("Toán\\Ngữ văn", "C:\\anh", "Tổ\\bảo vệ"):
        assert faults_of(with_header(f'title: "{text}"')) == [
            (2, "title", "dấu \\ không đứng được trong ngoặc kép, hãy bỏ đi hoặc dùng nháy đơn '…'")
        ]
        assert faults_of(with_header(f"title: {text}")) == []


def test_a_lost_letter_is_told() -> None:
    assert faults_of(with_header("title: C� giáo")) == [(2, "title", "có chữ bị mất (thành �), hãy gõ lại")]


def test_an_odd_space_before_a_name_is_told() -> None:
    # Copied from a web page or a word processor: it would become a part of the name.
    for space, words in (("\u00a0", ODD), ("\u200b", MENDABLE), ("\u3000", ODD), ("\ufeff", MENDABLE)):
        assert faults_of(with_header(f"title: a\n{space}year: 2023\nconsent:\n  {space}ref: b")) == [
            (3, "year", words),
            (5, "ref", words),
        ], repr(space)
    for space in "\u00a0\u3000":
        assert faults_of(with_header(f"title: a{space}b")) == [], repr(space)


def test_all_odd_characters_are_told_at_once() -> None:
    assert [line for line, *_ in faults_of(with_header("a: \x07\x07\nb: c\nd: \x07"))] == [2, 4]


@pytest.mark.parametrize("lines", ["title: Lớp #1", "title: #1 của lớp", "title: [a #1\n  ]"])
def test_words_that_yaml_would_drop_as_a_comment_are_told(lines: str) -> None:
    faults = parse(f"---\nname: A\n{lines}\n---\n").faults
    assert [(fault.line, fault.field) for fault in faults] == [(3, "title")]
    assert "dấu #" in faults[0].vi


def test_a_real_comment_and_a_quoted_sign_are_left_alone() -> None:
    parsed = parse('---\ntitle: Lớp đọc sách   # tên bài\nname: "Lớp #1"\n---\n')
    assert parsed.faults == ()
    assert parsed.header.entries["title"].text == "Lớp đọc sách"
    assert parsed.header.entries["name"].text == "Lớp #1"


# The simplest headers, read without YAML

_PIECES = ["Lớp 8A", "đọc", "x", "no", "2023", "2023-11-01", "05/2023", "a-b", "-", " ", ",", ":", "#", '"', "'", "\\"]
_PIECES += ["(", "[", "]", "{", "}", "&", "*", "!", "?", "|", ">", "%", "@", "`", "~", "=", "…", "“", "é", ": ", " #"]
_PIECES += [
    "{subject: 2023-11-01, ref: 05/2023}",
    "[a, b-c]",
    '{kind: "a, b: c", date: 2023-01-01}',
    ", ",
    "- ",
    "\n  ",
]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=5).map("".join)
_VALUES = _TEXTS | _TEXTS.map(lambda text: f'"{text}"') | _TEXTS.map(lambda text: f"[{text}]")
_LINES = st.tuples(
    st.sampled_from(["title", "consent", "ref", "y", "Tên"]), st.sampled_from([": ", ":", ":  "]), _VALUES
)


@given(st.lists(_LINES.map("".join), min_size=1, max_size=4))
def test_a_simple_header_is_what_yaml_reads(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    simple = frontmatter._read_simple(text)
    if simple is not None:
        node, faults = frontmatter._compose(text)
        reader = frontmatter._NodeReader(text, is_simple=False)
        assert isinstance(node, yaml.MappingNode)
        assert (reader.mapping(node), reader.faults, faults) == (simple, [], [])


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: Lớp học, “8A” (đọc)", Scalar("Lớp học, “8A” (đọc)", True, 2)),
        ('title: "Lớp học: 8A #1"', Scalar("Lớp học: 8A #1", False, 2)),
        ("movements: [a, b-c]", Sequence((Scalar("a", True, 2), Scalar("b-c", True, 2)), 2)),
        (
            'consent: {subject: 2023-11-01, ref: "05, a"}',
            Mapping(
                {"subject": Scalar("2023-11-01", True, 2), "ref": Scalar("05, a", False, 2)},
                2,
                {"subject": 2, "ref": 2},
            ),
        ),
        (
            "awards: [{type: a}, {type: b}]",
            Sequence(tuple(Mapping({"type": Scalar(one, True, 2)}, 2, {"type": 2}) for one in "ab"), 2),
        ),
    ],
)
def test_the_forms_that_tools_write_are_simple(line: str, value: frontmatter.Value) -> None:
    header = frontmatter._read_simple(f"{line}\n")
    assert header is not None
    assert header.entries == {line.partition(":")[0]: value}


@pytest.mark.parametrize(
    "line", ["title: a: b", "title: a #b", "title:", 'title: "a', "title: 'a'", "title: a\ntitle: b", "t: {a: 1, a: 2}"]
)
def test_whatever_is_not_simple_is_left_to_yaml(line: str) -> None:
    assert frontmatter._read_simple(f"{line}\n") is None
