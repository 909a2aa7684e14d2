"""Problems as GitHub and GitLab take them: right escapes, ten of a kind at most, nothing lost from the summary."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from broken_stories import broken_stories, lay_out
from check import check
from conftest import ROOT, Project
from test_broken_stories import TODAY, WORDS
from thidua.annotations import MOST_ROWS, MOST_SHOWN, fenced, github_commands, github_summary, gitlab_report
from thidua.problems import Problem

DATE = Problem("docs/guong/2023/lop.vi.md", 11, "date", "không phải ngày có thật", "not a real date")
ODD = Problem("docs/guong/2023/Lớp, 100%: a.vi.md", 1, "consent.a:b,c", "50% «a»: b,\r\nc", "no")


def many(count: int, path: str = "docs/a.vi.md", notice: bool = False) -> list[Problem]:
    return [Problem(path, line, "title", f"lỗi {line}", "x", notice) for line in range(1, count + 1)]


def test_a_problem_is_a_command_with_its_place_and_the_vietnamese_words() -> None:
    assert github_commands([DATE]) == [
        "::error file=docs/guong/2023/lop.vi.md,line=11,title=date::không phải ngày có thật"
    ]
    assert github_commands([Problem("docs/a.vi.md", 2, "tiếng Anh", "cũ hơn", "older", notice=True)]) == [
        "::notice file=docs/a.vi.md,line=2,title=tiếng Anh::cũ hơn"
    ]


def test_signs_of_the_commands_are_escaped() -> None:
    # By GitHub's own rules: %, CR and LF everywhere, «:» and «,» in the properties too.
    (line,) = github_commands([ODD])
    assert line == (
        "::error file=docs/guong/2023/Lớp%2C 100%25%3A a.vi.md,line=1,title=consent.a%3Ab%2Cc::50%25 «a»: b,%0D%0Ac"
    )


def test_ten_of_a_kind_are_shown_and_the_tenth_says_how_many_are_left() -> None:
    assert len(github_commands(many(MOST_SHOWN))) == MOST_SHOWN
    commands = github_commands([*many(25), *many(3, notice=True)])
    errors = [line for line in commands if line.startswith("::error")]
    assert len(errors) == MOST_SHOWN
    assert "còn 16 dòng nữa" in errors[-1] and "file=" not in errors[-1]
    assert len(commands) - len(errors) == 3


def test_no_file_goes_unmarked_for_the_many_faults_of_another() -> None:
    commands = github_commands([*many(30), DATE])
    assert "file=docs/a.vi.md,line=1," in commands[0]
    assert "file=docs/guong/2023/lop.vi.md" in commands[1]


def test_what_an_author_wrote_is_never_a_command() -> None:
    lines = ["::add-mask::a", "##[add-mask]a"]
    first, *told, last = fenced(lines)
    token = re.fullmatch(r"::stop-commands::([0-9a-f]{64})", first)
    assert token and told == lines and last == f"::{token[1]}::"
    assert fenced([*lines, "b"])[0] != first
    assert fenced([]) == []


def test_the_summary_is_a_table_of_all_of_them() -> None:
    text = github_summary([ODD, DATE, *many(30)], many(2, notice=True))
    rows = [line for line in text.splitlines() if line.startswith("| docs")]
    assert len(rows) == 34
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert "### Cần sửa / to mend: 32" in text and "### Nên biết / worth knowing: 2" in text
    assert "Không có lỗi nào" in github_summary([], [])
    long = github_summary(many(MOST_ROWS + 7), [])
    assert long.rstrip().endswith("… 7") and len(long.encode()) < 2**20


@pytest.mark.parametrize("words", ["<img src=x>", "[a](http://b)", "a|b", "`c`", "@truong", "*a* _b_ ~c~", "a\\"])
def test_what_an_author_wrote_is_no_markdown_in_the_summary(words: str) -> None:
    (row,) = (
        line for line in github_summary([Problem("a", 1, "b", words, "c")], []).splitlines() if line.startswith("| a")
    )
    told = row.split(" | ")[3].removesuffix(" / c |")
    assert not re.search(r"(?<!\\)(?:\\\\)*[<\[|`@*_~]", told)
    assert re.sub(r"\\(.)", r"\1", told) == words


def test_gitlabs_report_has_what_gitlab_asks_for() -> None:
    entries = json.loads(gitlab_report([DATE, DATE, Problem("docs/a.vi.md", 2, "b", "c", "d", notice=True)]))
    first, second, third = entries
    assert first["location"] == {"path": "docs/guong/2023/lop.vi.md", "lines": {"begin": 11}}
    assert first["description"] == "date: không phải ngày có thật / not a real date"
    assert (first["severity"], third["severity"]) == ("major", "info")
    assert all(entry.keys() == first.keys() and entry["check_name"] for entry in entries)
    # One fingerprint an entry: GitLab drops the second of two alike.
    assert len({entry["fingerprint"] for entry in entries}) == 3
    assert first["fingerprint"] != second["fingerprint"]


def test_gitlabs_fingerprint_stays_when_lines_move() -> None:
    moved = Problem(DATE.path, DATE.line + 5, DATE.field, DATE.vi, DATE.en)
    found = [json.loads(gitlab_report([problem]))[0]["fingerprint"] for problem in (DATE, moved)]
    assert found[0] == found[1]
    assert json.loads(gitlab_report([])) == []


@pytest.fixture
def broken(tmp_path: Path) -> Project:
    case = next(case for case in broken_stories() if case.name == "english: mistakes in both languages")
    lay_out(case.files, tmp_path / "project", WORDS)
    return Project(tmp_path / "project")


def test_the_check_tells_github_of_itself(broken: Project, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    command = (str(ROOT / "hooks/check.py"), "--root", str(broken.root))
    result = broken.run(*command, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert [line.partition("::")[2].partition(",")[0] for line in lines[:2]] == [
        "error file=docs/guong/2023/lop-doc-sach.en.md",
        "error file=docs/guong/2023/lop-doc-sach.vi.md",
    ]
    # The plain lines stand there too, for whoever reads the log.
    assert any(line.startswith("docs/guong/2023/lop-doc-sach.vi.md:9: year: ") for line in lines)
    assert "rolle" in summary.read_text(encoding="utf-8")
    plain = broken.run(*command, GITHUB_ACTIONS="")
    assert "::error" not in plain.stdout + plain.stderr
    assert broken.run(*command, "--format", "plain", GITHUB_ACTIONS="true").stderr == plain.stderr


def test_the_check_prints_gitlabs_report_alone(broken: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(broken.root, TODAY, "gitlab") == 1
    out, err = capsys.readouterr()
    mistakes = [entry for entry in json.loads(out) if entry["severity"] == "major"]
    assert [entry["location"]["lines"]["begin"] for entry in mistakes] == [4, 9]
    assert "lop-doc-sach.vi.md:9: year: " in err and "2 lỗi cần sửa" in err
