"""The plan of 2023 is the school's, word for word: compared with the text that the school handed over.

These tests read the shipped content, which is what they are about.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import cache

import pytest
from builders import TODAY
from conftest import GOLDEN, ROOT
from thidua.frontmatter import parse
from thidua.joins import quoted_names
from thidua.letters import is_nfc
from thidua.plans import Clause, read_clauses
from thidua.reading import read_contents
from thidua.sources import SourceFile, read_source

# The one sentence that the source breaks over two lines, with an empty line between.
BROKEN, JOINED = "Nâng cao chất\n\nlượng, hiệu quả", "Nâng cao chất lượng, hiệu quả"

QUOTED = {
    "Dạy tốt – Học tốt": "day-tot-hoc-tot",
    "Đổi mới, sáng tạo trong dạy và học": "doi-moi-sang-tao",
    "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh": "hoc-tap-lam-theo-bac",
    "Cả nước chung tay vì người nghèo - không để ai bị bỏ lại phía sau": "vi-nguoi-ngheo",
    "Viên chức thi đua thực hiện Văn hóa công sở": "van-hoa-cong-so",
    "Lao động giỏi, Lao động sáng tạo": "lao-dong-gioi-lao-dong-sang-tao",
    "Đảng bộ, chính quyền và nhân dân huyện Tân Hồng đoàn kết, chung sức, đồng lòng chống dịch": "tan-hong-chong-dich",
    "Xây dựng văn hóa và con người Đồng Tháp nghĩa tình, năng động, sáng tạo": "van-hoa-con-nguoi-dong-thap",
    "Tân Hồng đẩy mạnh Chương trình chuyển đổi số": "tan-hong-chuyen-doi-so",
    "Người tốt - việc tốt": "nguoi-tot-viec-tot",
}


def golden_text(name: str) -> str:
    # As bytes: reading as text would mend line ends.
    return (GOLDEN / name).read_bytes().decode("utf-8")


@cache
def body_of(path: str) -> str:
    return parse(content_file(path).text).body


@cache
def content_file(path: str) -> SourceFile:
    source, problems = read_source(path, (ROOT / "docs" / path).read_bytes())
    assert source is not None
    assert problems == []
    return source


def clauses_of(body: str) -> tuple[Clause, ...]:
    told: list[str] = []
    clauses = read_clauses(body, 1, lambda line, label, vi, en: told.append(f"{line}: {vi}"))
    assert told == []
    return clauses


def differences(body: str, source: str) -> list[str]:
    """Where a plan's body is not its source: «-» a line of the source, «+» what stands in its place."""
    assert source.count(BROKEN) == 1
    wanted = [line for line in source.replace(BROKEN, JOINED).split("\n") if line]
    written = [clause.text for clause in clauses_of(body)]
    lines = list(difflib.unified_diff(wanted, written, n=0, lineterm=""))
    return [line for line in lines[2:] if not line.startswith("@@")]


def test_the_plan_is_its_source_to_the_letter() -> None:
    assert differences(body_of("ke-hoach/2023.vi.md"), golden_text("plan-2023.source.txt")) == []


def test_the_source_itself_is_whole() -> None:
    source = golden_text("plan-2023.source.txt")
    lines = source.split("\n")
    assert (len(lines), sum(line != "" for line in lines), len(source)) == (80, 42, 5961)
    assert is_nfc(source)
    assert [line for line in lines if line != line.strip()] == []


def replaced(old: str, new: str) -> Callable[[str], str]:
    def damage(body: str) -> str:
        assert body.count(old) == 1
        return body.replace(old, new)

    return damage


II_3 = "- Thi đua thực hiện Chương trình chuyển đổi số."


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        pytest.param(
            replaced("Kiên toàn", "Kiện toàn"),
            ["-Kiên toàn Hội đồng", "+Kiện toàn Hội đồng"],
            id="a changed letter",
        ),
        pytest.param(
            replaced(II_3, "- Thi đua thực hiện tốt Chương trình chuyển đổi số."),
            ["-- Thi đua thực hiện ", "+- Thi đua thực hiện "],
            id="an added word",
        ),
        pytest.param(replaced(f"{II_3} {{#II.3}}\n\n", ""), ["-- Thi đua thực hiện "], id="a lost line"),
        pytest.param(
            replaced("## II. CÁC GIẢI PHÁP", "## III. CÁC GIẢI PHÁP"),
            ["-II. CÁC GIẢI PHÁP V", "+III. CÁC GIẢI PHÁP "],
            id="a mended number",
        ),
        pytest.param(
            replaced("chuyên đề... tạo", "chuyên đề… tạo"),
            ["-Nhà trường tổ chức đ", "+Nhà trường tổ chức đ"],
            id="dots",
        ),
        pytest.param(
            replaced("- PGD(b/c); {#recipients.1}", "PGD(b/c); {#recipients.1}"),
            ["-- PGD(b/c);", "+PGD(b/c);"],
            id="a lost mark",
        ),
        pytest.param(
            replaced("Dạy tốt – Học tốt", "Dạy tốt - Học tốt"),
            ["-- Động viên đội", "+- Động viên đội"],
            id="a dash",
        ),
    ],
)
def test_a_damaged_plan_is_not_its_source(damage: Callable[[str], str], expected: list[str]) -> None:
    damaged = damage(body_of("ke-hoach/2023.vi.md"))
    found = differences(damaged, golden_text("plan-2023.source.txt"))
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected


def test_a_plan_whose_lines_changed_places_is_not_its_source() -> None:
    lines = body_of("ke-hoach/2023.vi.md").split("\n\n")
    lines[-1], lines[-2] = lines[-2], lines[-1]
    assert differences("\n\n".join(lines), golden_text("plan-2023.source.txt")) == [
        "+Nguyễn Văn Đồng Tiến",
        "-Nguyễn Văn Đồng Tiến",
    ]


def test_clause_ids_never_change_since_others_link_to_them() -> None:
    # Read as it is and never rewritten: who needs other ids writes another plan.
    ids = [clause.id for clause in clauses_of(body_of("ke-hoach/2023.vi.md"))]
    assert ids == golden_text("plan-2023.ids.txt").splitlines()
    assert len(ids) == 41


def test_the_english_plan_has_the_same_clauses_at_the_same_levels() -> None:
    ours, theirs = (clauses_of(body_of(f"ke-hoach/2023.{language}.md")) for language in ("vi", "en"))
    assert [(clause.id, clause.level) for clause in theirs] == [(clause.id, clause.level) for clause in ours]


def test_all_ten_quoted_names_have_their_movement_and_stand_there_in_the_plans_words() -> None:
    contents = read_contents(
        [content_file(f"phong-trao/{path.name}") for path in sorted((ROOT / "docs/phong-trao").glob("*.vi.md"))], TODAY
    )
    titles = {movement.texts.vietnamese.title: movement.slug for movement in contents.movements}
    quoted = [name for clause in clauses_of(body_of("ke-hoach/2023.vi.md")) for name in quoted_names(clause.text)]
    assert quoted == list(QUOTED)
    assert {name: titles.get(name) for name in quoted} == QUOTED
