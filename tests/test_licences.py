"""Every package of the lock files stands in THIRD-PARTY.md, under a licence that the project accepts."""

from __future__ import annotations

import email.message
import importlib.metadata
import re
import sys

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from licences import ACCEPTED, EXPLAINED, LIST, PUBLISHED, accepted, licence_of, list_text, read_kept, with_licences
from lock_files import ROOT_NAME, Package, UnreadableLockError, all_packages, npm_packages, python_packages

HASH = "sha256:" + "0" * 64


def licensed() -> list[Package]:
    return with_licences(all_packages(), read_kept())


def test_the_list_is_that_of_the_lock_files() -> None:
    assert LIST.read_text(encoding="utf-8") == list_text(licensed()), "run: make licences"


def test_every_package_has_a_licence_that_is_accepted_and_hashes() -> None:
    packages = licensed()
    assert len(packages) > 200
    assert [package.key for package in packages if not accepted(package.licence)] == []
    assert [package.key for package in packages if not package.hashes] == []


def test_nothing_is_kept_of_packages_that_are_gone() -> None:
    assert read_kept().keys() == {package.key for package in all_packages() if package.ecosystem == "pypi"}


def test_the_kept_licences_are_those_of_the_installed_packages() -> None:
    kept, looked_at = read_kept(), 0
    for found in importlib.metadata.distributions():
        name = re.sub(r"[-_.]+", "-", found.name).lower()
        licence = licence_of(found.metadata)  # type: ignore[arg-type]
        if (key := f"{name}=={found.version}") in kept and licence:
            assert kept[key] == licence, key
            looked_at += 1
    assert looked_at > 40


def test_what_is_published_is_named_with_an_accepted_licence_and_its_words_go_along() -> None:
    text = LIST.read_text(encoding="utf-8")
    for name, licence, _, _ in PUBLISHED:
        assert accepted(licence)
        assert f"| {name} | {licence} |" in text
    fonts = [path.name for path in (ROOT / "overrides/assets/fonts").glob("*.woff2")]
    families = [
        name.rpartition(" ")[0].lower().replace(" ", "-") for name, licence, _, _ in PUBLISHED if licence == "OFL-1.1"
    ]
    assert fonts and all(file.startswith(tuple(families)) for file in fonts)
    assert (ROOT / "overrides/assets/fonts/OFL.txt").exists()
    build = (ROOT / "editor/build.mjs").read_text(encoding="utf-8")
    for file in ("OFL.txt", "material-symbols-outlined.LICENSE.txt", "sveltia-cms.LICENSE.txt"):
        assert file in build
    # No other place than the one named gives icons to the pages.
    icons = {
        match
        for path in (ROOT / "overrides").rglob("*.html")
        for match in re.findall(r"\.icons/([\w-]+)/", path.read_text(encoding="utf-8"))
    }
    assert icons == {"material"}


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("MIT", True),
        ("MPL-2.0", True),
        ("(MIT OR GPL-3.0-only)", True),
        ("MIT AND PSF-2.0", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only", False),
        ("SEE LICENSE IN x", False),
        ("UNLICENSED", False),
        ("", False),
        ("MIT OR MIT AND GPL-3.0-only", False),
    ],
)
def test_which_licences_are_accepted(expression: str, answer: bool) -> None:
    assert accepted(expression) is answer
    assert not ACCEPTED & EXPLAINED.keys()


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        ([("License-Expression", "MIT AND PSF-2.0"), ("License", "x")], "MIT AND PSF-2.0"),
        ([("License", "MIT License")], "MIT"),
        ([("License", "UNKNOWN"), ("Classifier", "License :: OSI Approved :: Apache Software License")], "Apache-2.0"),
        ([("License", "Copyright …"), ("Classifier", "License :: OSI Approved :: BSD License")], ""),
        ([("License", "GPL-3.0-only")], ""),
        ([], ""),
    ],
)
def test_the_licence_of_metadata(lines: list[tuple[str, str]], licence: str) -> None:
    metadata = email.message.Message()
    for name, value in lines:
        metadata[name] = value
    assert licence_of(metadata) == licence


def test_a_lock_file_of_pip_is_read_with_markers_hashes_and_who_asks() -> None:
    text = (
        f"colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash={HASH} \\\n    --hash={HASH[:-1]}1\n"
        "    # via click, -r requirements/site.in\n"
        f"click==8.5.1 \\\n    --hash={HASH}\n    # via mkdocs\n"
    )
    colorama, click = python_packages(text, "site")
    assert (colorama.key, colorama.marker) == ("colorama==0.4.6", "sys_platform == 'win32'")
    assert colorama.hashes == (HASH, HASH[:-1] + "1")
    assert colorama.asked_by == (ROOT_NAME, "click")
    assert (click.marker, click.asked_by) == ("", ("mkdocs",))
    for line in ("click>=8", "-r site.in", "--index-url https://x", "click @ file:///x"):
        with pytest.raises(UnreadableLockError):
            python_packages(line, "site")


def test_a_lock_file_of_npm_is_read_as_node_finds_packages() -> None:
    entry = {"integrity": "sha512-x", "license": "MIT"}
    packages = {
        "": {"devDependencies": {"a": "1.0.0"}},
        "node_modules/a": {**entry, "version": "1.0.0", "dependencies": {"b": "^2"}, "peerDependencies": {"no": "1"}},
        "node_modules/a/node_modules/b": {**entry, "version": "2.0.0", "dependencies": {"c": "1"}},
        "node_modules/b": {**entry, "version": "1.0.0", "optional": True},
        "node_modules/c": {**entry, "version": "1.0.0", "dependencies": {"b": "^1"}},
    }
    found = {package.place: package for package in npm_packages({"packages": packages}, "test")}
    assert found["node_modules/a"].asked_by == (ROOT_NAME,)
    assert found["node_modules/a/node_modules/b"].asked_by == ("node_modules/a",)
    assert found["node_modules/b"].asked_by == ("node_modules/c",)
    assert found["node_modules/b"].optional
    assert (found["node_modules/a/node_modules/b"].name, found["node_modules/a"].licence) == ("b", "MIT")
