"""All walls up, as for everybody: each hostile input is refused at its line, or does nothing."""

from __future__ import annotations

import datetime
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from check import check
from conftest import ROOT
from hostile_site import Input, base_files, corpus, empty_project, files_of, visit_all, whole_files, write
from playwright.sync_api import Playwright
from web import none_of

_LINE = re.compile(r"(?P<path>(?:docs/|mkdocs\.yml|overrides/)[^:]*):(?P<line>[0-9]+): [^:]+: .+ / .+")


@dataclass(frozen=True)
class Told:
    """What the check says of a project of inputs with files of their own."""

    root: Path
    lines: list[str]
    status: int


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    project = empty_project(tmp_path_factory.mktemp("checks") / "project")
    write(project.root, {**base_files(), "mkdocs.yml": whole_files({})["mkdocs.yml"]})
    for one in corpus():
        if not one.is_site_wide:
            write(project.root, files_of(one, one.payload))
    result = project.check()
    return Told(project.root, result.stderr.splitlines()[:-1], result.returncode)


def refused(told: Told) -> set[int]:
    stems = {one.stem: one.number for one in corpus() if not one.is_site_wide}
    paths = (line.partition(":")[0] for line in told.lines)
    return {stems[re.sub(r"^docs/|\.(?:vi|en)\.md$|\.png$", "", path)] for path in paths}


def test_each_line_names_a_file_that_is_there_and_a_line_of_it(told: Told) -> None:
    assert told.status == 1
    faults = []
    for line in told.lines:
        match = _LINE.fullmatch(line)
        file = told.root / match["path"] if match else told.root / "?"
        if not file.is_file() or not 1 <= int(match["line"]) <= file.read_bytes().count(b"\n") + 1:  # type: ignore[index]
            faults.append(line)
    none_of(faults)


def lines_of(one: Input) -> dict[str, range]:
    """Path → the lines on which an input stands there: those that differ when something else stands in its place."""
    if "HIT" in one.place:  # the name of the field is the input
        (path, text), *_ = ((path, text) for path, text in files_of(one, one.payload).items() if ".md" in path)
        number = str(text).split("\n").index(next(line for line in str(text).split("\n") if "hit(" in line)) + 1
        return {f"docs/{path}": range(number, number + 1)}
    made = {}
    for path, text in files_of(one, one.payload).items():
        other = files_of(one, one.token)[path]
        if isinstance(text, str) and isinstance(other, str) and text != other:
            own, plain = text.split("\n"), other.split("\n")
            first = next(at for at, (here, there) in enumerate(zip(own, plain, strict=False)) if here != there)
            after = 0
            while own[-1 - after] == plain[-1 - after] and after < min(len(own), len(plain)) - first - 1:
                after += 1
            made[f"docs/{path}"] = range(first + 1, len(own) - after + 1)
    return made


# What is refused for how it is rendered, in words that are not found in the text: told at the body's first line.
# Kind and name of the input → why.
AT_THE_BODY = {
    "markup that changes when read again: remark in svg": "the attribute is what a browser makes of a broken tag",
    "markup that changes when read again: name of a heading": "the attribute is what Markdown makes of the name",
}


def test_what_is_told_of_an_input_is_told_at_its_lines(told: Told) -> None:
    own = [one for one in corpus() if not one.is_site_wide]
    places = {path: lines for one in own for path, lines in lines_of(one).items()}
    assert len(places) == len(own)
    astray = {}
    for line in told.lines:
        path, number, _ = line.split(":", 2)
        if int(number) not in places.get(path, ()):
            astray[path, int(number)] = line
    excepted = {f"{one.place}: {one.name}": one for one in own if f"{one.place}: {one.name}" in AT_THE_BODY}
    for name in AT_THE_BODY:
        path = next(iter(lines_of(excepted[name])))
        body = (told.root / path).read_text(encoding="utf-8").split("\n").index("Đoạn mở đầu.") + 1
        # Whoever is told better by now leaves the list.
        assert astray.pop((path, body), None), f"no exception any more: {name}"
    none_of(astray.values())


def test_what_is_not_refused_is_built_and_does_nothing(told: Told, playwright: Playwright, tmp_path: Path) -> None:
    stopped = refused(told)
    kept = tuple(one for one in corpus() if one.number not in stopped and not one.is_site_wide)
    print(f"{len(stopped)} of {len(stopped) + len(kept)} refused")
    project = empty_project(tmp_path / "project")
    write(project.root, {**base_files(), "mkdocs.yml": whole_files({})["mkdocs.yml"]})
    for one in kept:
        write(project.root, files_of(one, one.payload))
    result = project.build()
    assert result.returncode == 0, result.stderr
    none_of(sorted(visit_all(playwright, project.site, kept)))


WIDE = [one for one in corpus() if one.is_site_wide]


def lay_out(one: Input, root: Path) -> None:
    shutil.copytree(ROOT / "overrides/locales", root / "overrides/locales")
    write(root, base_files() | whole_files({one.place: one.payload}))


def test_what_stands_on_many_pages_is_refused_at_its_line_or_does_nothing(
    playwright: Playwright, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept: dict[str, list[str]] = {}
    faults = []
    for one in WIDE:
        root = tmp_path / str(one.number)
        lay_out(one, root)
        status = check(root, datetime.date.today())
        lines = capsys.readouterr().err.splitlines()[:-1]
        if status == 0:
            kept.setdefault(one.place, []).append(one.payload)
        file = "mkdocs.yml" if one.place.startswith("mkdocs") else f"docs/{one.place.partition(' ')[0]}"
        faults += [line for line in lines if not line.startswith(f"{file}:") or not _LINE.fullmatch(line)]
    none_of(faults)
    project = empty_project(tmp_path / "project")
    write(project.root, base_files() | whole_files({place: " ".join(texts) for place, texts in kept.items()}))
    result = project.build()
    assert result.returncode == 0, result.stderr
    none_of(sorted(visit_all(playwright, project.site, tuple(WIDE))))


def test_no_input_is_there_twice() -> None:
    texts = [(one.file, one.place, one.text) for one in corpus()]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []
