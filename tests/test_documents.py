"""The documents that the site speaks of."""

from __future__ import annotations

import datetime

from builders import PLAN_BODY, content, header, library_of, movement, plan
from thidua.documents import launched_movements, legal_bases
from thidua.library import Library
from thidua.sources import SourceFile

BASES = """
  - {id: I.1.b, type: Công văn, number: 141/SGDĐT-VP, date: 2023-03-10, issuer: Sở Giáo dục và Đào tạo}
  - {id: I.1.a, type: Kế hoạch, number: 59/KH-UBND, date: 2023-02-21, issuer: Ủy ban nhân dân huyện}"""
ENGLISH_BASES = """
  - {type: Official Dispatch, issuer: Department of Education and Training}
  - {type: Plan, issuer: District People's Committee}"""


def right_library(*more: SourceFile) -> Library:
    library, problems = library_of(content(*more))
    assert problems == []
    return library


def english_plan(**changes: str) -> SourceFile:
    return SourceFile("ke-hoach/2023.en.md", f"{header({'title': 'Plan of 2023', **changes})}\n{PLAN_BODY}")


def test_bases_stand_in_the_plans_own_order_with_their_clause() -> None:
    library = right_library(plan(bases=BASES))
    first, second = legal_bases(library)
    # As the file has them, by rank of issuer: neither by date nor by clause.
    assert (first.number, first.date) == ("141/SGDĐT-VP", datetime.date(2023, 3, 10))
    assert (second.number, second.date) == ("59/KH-UBND", datetime.date(2023, 2, 21))
    assert first.plan is library.plans[0]
    assert first.clause is library.plans[0].clause_by_id["I.1.b"]
    assert second.clause is library.plans[0].clause_by_id["I.1.a"]


def test_bases_are_named_in_both_languages_item_by_item() -> None:
    library = right_library(plan(bases=BASES), english_plan(bases=ENGLISH_BASES))
    assert [(basis.type, basis.issuer) for basis in legal_bases(library)] == [
        (
            {"vi": "Công văn", "en": "Official Dispatch"},
            {"vi": "Sở Giáo dục và Đào tạo", "en": "Department of Education and Training"},
        ),
        (
            {"vi": "Kế hoạch", "en": "Plan"},
            {"vi": "Ủy ban nhân dân huyện", "en": "District People's Committee"},
        ),
    ]


def test_where_nobody_has_translated_the_bases_the_vietnamese_words_stand_in() -> None:
    # No English file at all, and one that says nothing of them.
    for library in (right_library(plan(bases=BASES)), right_library(plan(bases=BASES), english_plan())):
        first, _ = legal_bases(library)
        assert first.type == {"vi": "Công văn", "en": "Công văn"}
        assert first.issuer == {"vi": "Sở Giáo dục và Đào tạo", "en": "Sở Giáo dục và Đào tạo"}


def test_the_newest_plans_bases_come_first_each_with_the_clause_of_its_own_plan() -> None:
    old = "\n  - {id: I.1.a, type: Công văn, number: 1/CV, date: 2022-01-01, issuer: Phòng}"
    library = right_library(plan(2022, bases=old), plan(2023, bases=BASES))
    found = legal_bases(library)
    assert [(basis.plan.year, basis.number) for basis in found] == [
        (2023, "141/SGDĐT-VP"),
        (2023, "59/KH-UBND"),
        (2022, "1/CV"),
    ]
    assert found[2].clause is library.plans[1].clause_by_id["I.1.a"]


def test_a_plan_without_bases_and_a_site_without_plans_have_none() -> None:
    assert legal_bases(right_library()) == ()
    assert legal_bases(library_of([])[0]) == ()


def test_movements_of_which_a_document_is_known_stand_in_the_plans_order() -> None:
    library = right_library(
        movement("z-dau-tien", clauses="[I.1.a]", title="Thi đua", launched="{document: 1/QĐ, source: báo}"),
        movement(launched="{by: Bộ, document: 2/QĐ, date: 1961-10-18, source: báo}"),
        # Who and when are known, but no paper.
        movement("b", title="B", clauses="[I.1.b]", launched="{by: Bộ, date: 1961-10-18, source: báo}"),
        movement("c", title="C", clauses="[I.1.b]"),
        movement("a-cuoi", title="Đoạn", clauses="[I.1.b]", launched="{document: 3/QĐ, source: báo}"),
    )
    assert [movement.slug for movement in launched_movements(library)] == ["z-dau-tien", "day-tot-hoc-tot", "a-cuoi"]
