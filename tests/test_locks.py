"""Lock files name versions and hashes, and no address: whoever installs chooses where from."""

from __future__ import annotations

import json
import re
import sys

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from bare_locks import FOLDERS, bare
from lock_files import NPM_LOCKS, PYTHON_LOCKS, Package, python_packages
from upgrade_locks import changes, changes_text, raised, relaxed

LOCKS = [
    *(f"{folder}/package-lock.json" for folder in FOLDERS),
    "requirements.txt",
    *(f"requirements/{name}.txt" for name in ("test", "properdocs", "fonts", "bench", "release", "lock")),
]


@pytest.mark.parametrize("path", LOCKS)
def test_a_lock_file_holds_no_address(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "://" in line] == []
    assert "sha512-" in text or "--hash=sha256:" in text


def test_every_lock_file_of_npm_is_looked_at() -> None:
    found = {
        path.relative_to(ROOT).parent.as_posix()
        for pattern in ("*/package-lock.json", "*/*/package-lock.json", "*/*/*/package-lock.json")
        for path in ROOT.glob(pattern)
        if "node_modules" not in path.parts
    }
    assert found == set(FOLDERS)


def test_nothing_but_the_addresses_of_funding_is_taken_out() -> None:
    package = {"version": "1.0.0", "integrity": "sha512-x", "dev": True}
    lock = {"name": "a", "lockfileVersion": 3, "packages": {"": {}, "b": {**package, "funding": {"url": "https://x"}}}}
    assert bare(json.loads(json.dumps(lock))) == {**lock, "packages": {"": {}, "b": package}}


def test_nothing_is_installed_without_its_hash_and_no_package_runs_a_script_of_its_own() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "INSTALL := pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:" in makefile
    for line in makefile.splitlines():
        if re.search(r"\bpip\w* install|\$\(INSTALL\)", line) and not line.startswith("INSTALL"):
            assert re.search(r"/\$\(INSTALL\) -r requirements(/[a-z]+)?\.txt$", line), line
        if re.search(r"\bnpm (ci|install|i|exec)\b|\bnpx\b", line) and "Cần Node" not in line:
            assert "npm ci --silent --ignore-scripts" in line, line


def test_two_packages_alone_may_be_built_from_source_where_they_have_no_wheel() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    built = re.findall(r"--no-binary (\S+?)[ )]", makefile)
    assert built == ["rcssmin", "rjsmin"]
    for readme in ("README.md", "README.en.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert "--require-hashes --only-binary :all: --no-binary rcssmin --no-binary rjsmin -r requirements.txt" in text


def test_every_list_of_requirements_has_a_lock_file_that_is_read() -> None:
    names = {path.stem for path in (ROOT / "requirements").glob("*.in")}
    locks = {"requirements.txt" if name == "site" else f"requirements/{name}.txt" for name in names}
    assert locks == PYTHON_LOCKS.keys()
    assert {f"{folder}/package-lock.json" for folder in FOLDERS} == NPM_LOCKS.keys()
    (line,) = re.findall(r"for name in (.+); do", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert set(line.split()) == names


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "requirements").glob("*.in")))
def test_a_lock_file_holds_the_very_pins_of_its_list(name: str) -> None:
    path = "requirements.txt" if name == "site.in" else f"requirements/{name.removesuffix('.in')}.txt"
    locked = python_packages((ROOT / path).read_text(encoding="utf-8"), "test")
    keys = {package.key for package in locked}
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    for pin in re.findall(r"^([\w.-]+)(?:\[[\w-]+\])?==(\S+)$", text, re.MULTILINE):
        assert f"{pin[0].lower()}=={pin[1]}" in keys
    assert all(package.hashes and package.asked_by for package in locked)


def test_pins_are_raised_within_their_major_version_and_nothing_else_changes() -> None:
    text = "# a==1\nmkdocs>=1.6.1,<2\npillow==13.0.0\nnh3==0.3.8\ntypes-PyYAML\nx[y]==11.12.0\n-r site.in\n"
    assert relaxed(text) == (
        "# a==1\nmkdocs>=1.6.1,<2\npillow>=13.0.0,<14\nnh3>=0.3.8,<1\ntypes-PyYAML\nx[y]>=11.12.0,<12\n-r site.in\n"
    )
    newest = {"pillow": "13.2.0", "x": "11.13.0"}
    assert raised(text, newest) == text.replace("13.0.0", "13.2.0").replace("11.12.0", "11.13.0")


def test_the_table_of_changes_names_what_came_went_and_was_raised() -> None:
    def package(name: str, version: str) -> Package:
        return Package("pypi", name, version, ())

    before = [package("a", "1.0"), package("b", "1.0"), package("c", "1.0"), package("d", "1.0"), package("d", "2.0")]
    after = [package("a", "1.1"), package("b", "1.0"), package("d", "2.0"), package("e", "1.0")]
    rows = changes(before, after)
    assert rows == [
        ("pypi", "a", "1.0", "1.1"),
        ("pypi", "c", "1.0", "–"),
        ("pypi", "d", "1.0, 2.0", "2.0"),
        ("pypi", "e", "–", "1.0"),
    ]
    assert "| pypi | a | 1.0 | 1.1 |" in changes_text(rows)
