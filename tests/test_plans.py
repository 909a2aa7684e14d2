"""Plans: every character kept, stable ids, and an English text that follows clause by clause."""

from __future__ import annotations

import pytest
from builders import PLAN_BODY, header, library_of, movement, plan, problems_of
from thidua.plans import Clause, Plan, anchor_of, read_clauses
from thidua.sources import SourceFile

VI = "docs/ke-hoach/2023.vi.md"
EN = "docs/ke-hoach/2023.en.md"
ENGLISH_BODY = """\
PLAN {#title}

## AIM {#I}

### Aim: {#I.1}

Emulation “Teach well – Learn well”, {#I.1.a}

A paragraph. {#I.1.b}
"""
NO_ID = "mỗi đoạn của kế hoạch nằm trên một dòng và kết thúc bằng mã mục, ví dụ {#I.1.a}"
HEADINGS = "đầu dòng chỉ dùng ## cho phần (I, II) hoặc ### cho mục (1, 2)"


def english(body: str = ENGLISH_BODY, **fields: str | None) -> SourceFile:
    return SourceFile("ke-hoach/2023.en.md", f"{header({'title': 'The plan for 2023', **fields})}\n{body}\n")


def clauses_of(body: str) -> tuple[tuple[Clause, ...], list[tuple[int, str, str]]]:
    told: list[tuple[int, str, str]] = []
    clauses = read_clauses(body, 1, lambda line, label, vi, _: told.append((line, label, vi)))
    return clauses, told


def read(*sources: SourceFile) -> Plan:
    library, problems = library_of([movement(), *sources])
    assert problems == []
    return library.plans[0]


def lines_of(*sources: SourceFile) -> list[str]:
    return [line.split(" / ")[0] for line in problems_of(*sources)]


@pytest.mark.parametrize(
    "text",
    [
        "- Thi đua “Dạy tốt – Học tốt”, {dấu ngoặc} #1 *sao* _gạch_ <thẻ> & `mã`;",
        "+ hai  dấu cách,chấm .Và – gạch — dài…",
        "1. Mục đích:",
        "II. NỘI DUNG",
        "a) Một",
        "đ) Năm",
        "Năm 2021 - 2025",
        "{#I.1.a} ở giữa",
        "…",
        "-",
        "văn hóa và văn hoá",
    ],
)
def test_a_clause_keeps_every_character(text: str) -> None:
    (clause,), told = clauses_of(f"{text} {{#I.1.b}}")
    assert (clause.text, clause.id, clause.line, told) == (text, "I.1.b", 1, [])
    assert clause.mark + clause.words == text


# A line of a plan: its printed mark, its words.
MARKS = {
    "- Động viên": ("- ", "Động viên"),
    "+ Động viên": ("+ ", "Động viên"),
    "1. Mục đích:": ("1. ", "Mục đích:"),
    "12. Mục": ("12. ", "Mục"),
    "II. NỘI DUNG": ("II. ", "NỘI DUNG"),
    "XIV. NỘI DUNG": ("XIV. ", "NỘI DUNG"),
    "a) Một": ("a) ", "Một"),
    "đ) Năm": ("đ) ", "Năm"),
    "-Động viên": ("", "-Động viên"),
    "– Động viên": ("", "– Động viên"),
    "2023 là năm": ("", "2023 là năm"),
    "1.5 triệu": ("", "1.5 triệu"),
    "KẾ HOẠCH": ("", "KẾ HOẠCH"),
    "Căn cứ Công văn 1. Số": ("", "Căn cứ Công văn 1. Số"),
}


def test_the_printed_mark_stands_apart_from_the_words() -> None:
    clauses = [Clause("I.1.a", text, 0, 1) for text in MARKS]
    assert {clause.text: (clause.mark, clause.words) for clause in clauses} == MARKS


# (id, level): the kind of the clause.
KINDS = {
    ("title", 0): "title",
    ("subject", 0): "subject",
    ("basis.1", 0): "basis",
    ("lead", 0): "lead",
    ("I", 2): "part",
    ("I.1", 3): "section",
    ("I.1.a", 0): "paragraph",
    ("I", 0): "paragraph",
    ("closing", 0): "closing",
    ("recipients", 0): "recipients",
    ("recipients.1", 0): "recipient",
    ("signer.title", 0): "signer",
}


def test_the_kind_of_a_clause_follows_from_its_id_and_its_heading() -> None:
    assert {(clause_id, level): Clause(clause_id, "a", level, 1).kind for clause_id, level in KINDS} == KINDS


@pytest.mark.parametrize(
    ("clause_id", "anchor"), [("I.1.a", "i-1-a"), ("III", "iii"), ("basis.2", "basis-2"), ("title", "title")]
)
def test_an_anchor_is_the_id_in_lower_case_with_hyphens(clause_id: str, anchor: str) -> None:
    assert anchor_of(clause_id) == anchor
    assert Clause(clause_id, "a", 0, 1).anchor == anchor


def test_a_body_is_read_with_levels_and_lines() -> None:
    assert clauses_of(PLAN_BODY) == (
        (
            Clause("title", "KẾ HOẠCH", 0, 1),
            Clause("I", "I. MỤC ĐÍCH", 2, 3),
            Clause("I.1", "1. Mục đích:", 3, 5),
            Clause("I.1.a", "- Thi đua “Dạy tốt – Học tốt” trong toàn trường,", 0, 7),
            Clause("I.1.b", "- Đoạn không nêu phong trào nào.", 0, 9),
        ),
        [],
    )


def test_lines_of_a_plan_are_those_of_its_file() -> None:
    text = plan().text.split("\n")
    for clause in read(plan()).clauses:
        assert text[clause.line - 1].endswith(f"{clause.text} {{#{clause.id}}}")


@pytest.mark.parametrize(
    "line",
    [
        "Đoạn không có mã.",
        "Đoạn {#}",
        "Đoạn {#I.1.a",
        "Đoạn {I.1.a}",
        "Đoạn{#I.1.a}",
        "{#I.1.a}",
        "Đoạn {#I-1-a}",
        "Đoạn {#I..a}",
        "Đoạn {#1.a}",
        "Đoạn {#mục.1}",
        "Đoạn {#I.1.a} và tiếp",
        "##",
    ],
)
def test_a_line_without_an_id_of_the_right_form_is_told_and_the_others_are_read(line: str) -> None:
    clauses, told = clauses_of(f"Một {{#I}}\n\n{line}\n\nHai {{#II}}")
    assert told == [(3, "nội dung", NO_ID)]
    assert [clause.id for clause in clauses] == ["I", "II"]


@pytest.mark.parametrize(("line", "other"), [("Hai {#I.1.a}", "I.1.a"), ("Hai {#i.1.A}", "i.1.A")])
def test_an_id_used_twice_is_told_also_where_only_its_case_differs(line: str, other: str) -> None:
    # Both would have the anchor i-1-a.
    clauses, told = clauses_of(f"Một {{#I.1.a}}\n\n{line}\nBa {{#I.1.b}}")
    assert told == [(3, "nội dung", f"mã mục {other} trùng với mã ở dòng 1, hãy đổi mã khác")]
    assert [clause.text for clause in clauses] == ["Một", "Ba"]


@pytest.mark.parametrize("marks", ["#", "####", "######"])
def test_only_parts_and_sections_are_headings(marks: str) -> None:
    assert clauses_of(f"{marks} Một {{#I}}")[1] == [(1, "nội dung", HEADINGS)]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"title": None}, "1: title: thiếu, hãy thêm «title: Kế hoạch phát động phong trào thi đua yêu nước năm 2023»"),
        ({"date": "31/02/2023"}, "5: date: không phải ngày có thật, cần dạng 2023-11-20"),
        ({"notes": "[{id: a, clauses: [I.1.z], text: b}]"}, '5: notes.clauses: kế hoạch không có mục "I.1.z".'),
        ({"notes": "[{id: a, text: b}, {id: a, text: c}]"}, '5: notes: "a" ghi hai lần, hãy bỏ một'),
        ({"notes": "[{id: a}]"}, "5: notes.text: thiếu, hãy thêm «text: …»"),
        (
            {"bases": "[{id: basis.1, type: a, number: b, date: 2023-03-10, issuer: c}]"},
            '5: bases.id: kế hoạch không có mục "basis.1".',
        ),
        ({"recipients": "[{id: I.1.aa, meaning: a}]"}, '5: recipients.id: kế hoạch không có mục "I.1.aa".'),
    ],
)
def test_a_wrong_field_of_a_plan_is_told(changes: dict[str, str | None], line: str) -> None:
    (told,) = lines_of(plan(**changes))
    assert told.split(" Có phải")[0] == f"{VI}:{line}"


@pytest.mark.parametrize(
    ("year", "line"),
    [
        ("2022", "4: year: phải trùng tên tệp, hãy viết 2023"),
        ("23", "4: year: sai dạng, cần năm gồm bốn chữ số, ví dụ 2023"),
        ("", "4: year: để trống, hãy viết «year: 2023»"),
    ],
)
def test_the_year_of_a_plan_is_that_of_its_file(year: str, line: str) -> None:
    source = plan()
    assert lines_of(SourceFile(source.path, source.text.replace("year: 2023", f"year: {year}"))) == [f"{VI}:{line}"]


def test_a_clause_id_in_the_wrong_case_is_recognised() -> None:
    assert lines_of(plan(notes="[{id: a, clauses: [I.1.a, i.1.B], text: b}]")) == [
        f'{VI}:5: notes.clauses: kế hoạch không có mục "i.1.B". Có phải "I.1.b"?'
    ]


def test_what_speaks_of_a_clause_that_could_not_be_read_is_not_blamed() -> None:
    body = PLAN_BODY.replace("nào. {#I.1.b}", "nào.")
    told = lines_of(plan(body=body, notes="[{id: a, clauses: [I.1.b], text: b}]"), english())
    assert told == [f"{VI}:16: nội dung: {NO_ID}"]


def test_notes_are_joined_to_their_english_words_and_fall_back_to_the_vietnamese_ones() -> None:
    notes = "[{id: a, clauses: [I.1.a], text: một}, {id: b, text: hai}]"
    assert [(note.id, note.clauses, dict(note.texts)) for note in read(plan(notes=notes)).notes] == [
        ("a", ("I.1.a",), {"vi": "một", "en": "một"}),
        ("b", (), {"vi": "hai", "en": "hai"}),
    ]
    translated = read(plan(notes=notes), english(notes="[{id: a, text: one}, {id: b, text: two}]"))
    assert [dict(note.texts) for note in translated.notes] == [{"vi": "một", "en": "one"}, {"vi": "hai", "en": "two"}]


def test_a_translated_plan_has_an_english_clause_for_each_id() -> None:
    found = read(plan(), english())
    assert {clause_id: clause.text for clause_id, clause in found.translations.items()} == {
        "title": "PLAN",
        "I": "AIM",
        "I.1": "Aim:",
        "I.1.a": "Emulation “Teach well – Learn well”,",
        "I.1.b": "A paragraph.",
    }
    assert found.order == {"title": 0, "I": 1, "I.1": 2, "I.1.a": 3, "I.1.b": 4}
    assert found.clause_by_id["I.1.b"].words == "Đoạn không nêu phong trào nào."


def without(line_of: str) -> str:
    """The English body without the line of one id."""
    return "\n".join(line for line in ENGLISH_BODY.split("\n") if not line.endswith(f"{{#{line_of}}}"))


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (without("title"), "6: nội dung: thiếu mục title trước mục I"),
        (without("I.1.a"), "12: nội dung: thiếu mục I.1.a trước mục I.1.b"),
        (without("I.1.b"), "11: nội dung: thiếu mục I.1.b ở cuối"),
        ("", "1: nội dung: thiếu mục title ở cuối"),
        (ENGLISH_BODY + "More. {#I.1.c}\n", "14: nội dung: bản tiếng Việt không có mục I.1.c"),
        (
            ENGLISH_BODY.replace("### Aim", "More. {#I.0}\n\n### Aim"),
            "9: nội dung: bản tiếng Việt không có mục I.0",
        ),
        (
            ENGLISH_BODY.replace("I.1.a", "x").replace("I.1.b", "I.1.a").replace("{#x}", "{#I.1.b}"),
            "11: nội dung: mục I.1.b sai thứ tự, theo bản tiếng Việt ở đây là mục I.1.a",
        ),
        (ENGLISH_BODY.replace("### ", "## "), "9: nội dung: mục I.1 phải mở đầu bằng «###» như bản tiếng Việt"),
        (ENGLISH_BODY.replace("PLAN", "## PLAN"), "5: nội dung: mục title không phải là đề mục, hãy bỏ dấu #"),
    ],
)
def test_an_english_plan_with_other_clauses_is_told_at_the_first_difference(body: str, line: str) -> None:
    assert lines_of(plan(), english(body)) == [f"{EN}:{line}"]


def test_the_first_difference_is_told_in_english_too() -> None:
    told = [problems_of(plan(), english(body))[0].split(" / ")[1] for body in (without("I.1.a"), without("I.1.b"))]
    assert told == ["clause I.1.a is missing before I.1.b", "clause I.1.b is missing at the end"]


def test_an_english_plan_without_an_id_is_told_once() -> None:
    assert lines_of(plan(), english(ENGLISH_BODY.replace(" {#I.1.a}", ""))) == [f"{EN}:11: nội dung: {NO_ID}"]


@pytest.mark.parametrize(
    ("name", "ours", "theirs", "vi"),
    [
        (
            "notes",
            "[{id: a, text: b}, {id: c, text: d}]",
            "[{id: a, text: b}]",
            "có 1 mục, bản tiếng Việt có 2; hai bản phải cùng các mục theo cùng thứ tự",
        ),
        (
            "notes",
            "[{id: a, text: b}, {id: c, text: d}]",
            "[{id: c, text: d}, {id: a, text: b}]",
            "các mục phải theo đúng thứ tự của bản tiếng Việt: a, c",
        ),
        (
            "recipients",
            "[{id: I.1.a, meaning: b}]",
            "[{id: I.1.b, meaning: b}]",
            "các mục phải theo đúng thứ tự của bản tiếng Việt: I.1.a",
        ),
        (
            "bases",
            "[{id: I.1.a, type: a, number: b, date: 2023-03-10, issuer: c}]",
            "[{type: a, issuer: b}, {type: c, issuer: d}]",
            "có 2 mục, bản tiếng Việt có 1; hai bản phải cùng các mục theo cùng thứ tự",
        ),
    ],
)
def test_notes_bases_and_recipients_go_in_pairs(name: str, ours: str, theirs: str, vi: str) -> None:
    assert lines_of(plan(**{name: ours}), english(**{name: theirs})) == [f"{EN}:3: {name}: {vi}"]


def test_bases_and_notes_in_pairs_are_fine_and_notes_may_wait_for_their_translation() -> None:
    bases = "[{id: I.1.a, type: a, number: b, date: 2023-03-10, issuer: c}]"
    notes = "[{id: a, text: b}]"
    assert lines_of(plan(bases=bases, notes=notes), english(bases="[{type: a, issuer: b}]", notes=notes)) == []
    assert lines_of(plan(bases=bases, notes=notes), english()) == []


def test_notes_that_cannot_be_read_are_not_compared_too() -> None:
    theirs = "[{id: a, text: b}]"
    assert lines_of(plan(notes="một"), english(notes=theirs)) == [
        f"{VI}:5: notes: sai dạng, cần danh sách, mỗi mục dạng {{id: …, clauses: …, text: …}}"
    ]
    broken = SourceFile("ke-hoach/2023.vi.md", plan().text.replace("title: ", "title: a: "))
    assert [line.split(": giá trị")[0] for line in lines_of(broken, english(notes=theirs))] == [f"{VI}:2: title"]


def test_items_without_an_id_are_told_once() -> None:
    notes = "[{text: a}, {id: b, text: c}]"
    assert lines_of(plan(notes=notes), english(notes="[{id: a, text: a}, {id: b, text: c}]")) == [
        f"{VI}:5: notes.id: thiếu, hãy thêm «id: I.1.a»"
    ]
    assert lines_of(plan(recipients="[{meaning: a}]")) == [f"{VI}:5: recipients.id: thiếu, hãy thêm «id: I.1.a»"]


def test_a_plan_without_title_or_year_is_left_out() -> None:
    for missing in ("title: Kế hoạch năm 2023\n", "year: 2023\n"):
        source = plan()
        library, problems = library_of([SourceFile(source.path, source.text.replace(missing, ""))])
        assert (library.plans, [problem.field for problem in problems]) == ((), [missing.split(":")[0]])


def test_facts_of_a_plan_stay_in_the_vietnamese_file() -> None:
    assert lines_of(plan(), english(year="2023", other_quotes="[a]")) == [
        f"{EN}:3: year: chỉ ghi ở tệp tiếng Việt, hãy bỏ dòng này",
        f"{EN}:4: other_quotes: chỉ ghi ở tệp tiếng Việt, hãy bỏ dòng này",
    ]
