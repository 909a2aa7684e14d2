"""Fixtures that several tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:  # the tests of pure modules need no browser, and are quick for not loading one
    from playwright.sync_api import Browser, Playwright
    from web import Gallery

ROOT = Path(__file__).resolve().parent.parent
# Every copy of the project takes finished pictures from one store; only the first run of all has to make them.
os.environ.setdefault("THIDUA_CACHE", str(ROOT / ".cache/anh"))
GOLDEN = Path(__file__).parent / "golden"

# Tests by properties: the same examples in each run, so that nobody's change fails by another one's chance. ``make fuzz``
# takes the other profile (--hypothesis-profile=fuzz): other examples each time, and many more.
_PROFILE = {
    "deadline": None,
    "print_blob": True,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}
settings.register_profile("ci", derandomize=True, database=None, max_examples=100, **_PROFILE)
settings.register_profile("fuzz", max_examples=5_000, **_PROFILE)
settings.load_profile("ci")


def tries(number: int) -> settings:
    """How many examples of 100 in the profile «ci»; the other profile tries as many times more."""
    return settings(max_examples=max(1, number * settings().max_examples // 100))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="rewrite the golden files; look at the diff")
    parser.addoption("--write-screens", action="store_true", help="rewrite the pictures of key pages; look at them")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name, or rewrite the file."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--write-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare


# What builds keep beside a site.
KEPT = (".site.khoa", ".site.truoc", ".site.muc-luc")


@dataclass(frozen=True)
class Project:
    """A copy of the project in a folder of its own, free to be broken."""

    root: Path

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def left_behind(self) -> list[str]:
        """What builds have left beside the site, but for what stays: their lock, the site's twin and the list of both."""
        return sorted(path.name for path in self.root.glob(".site*") if path.name not in KEPT)

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.root,
            # On GitHub the check would speak to GitHub.
            env={
                **os.environ,
                "NO_MKDOCS_2_WARNING": "1",
                "PYTHONIOENCODING": "utf-8",
                "GITHUB_ACTIONS": "",
                **environment,
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )

    def build(self, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        # Not --quiet: MkDocs then drops the warnings at which a strict build has to stop.
        return self.run("-m", "mkdocs", "build", *options, **environment)

    def check(self) -> subprocess.CompletedProcess[str]:
        return self.run("hooks/check.py")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file; the text must be there."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def copy_project(target: Path) -> Project:
    """What builds the site: settings, content, hooks, templates."""
    for name in ("docs", "hooks", "overrides", "tools"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    return Project(target)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shipped content, built once for all tests that only look."""
    project = copy_project(tmp_path_factory.mktemp("built") / "project")
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture(scope="session")
def address(built: Project) -> Iterator[str]:
    """Where the shipped content is served."""
    from web import serve

    with serve(built.site) as served:
        yield served


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    """The shipped content and a few stories more, served: a page of every template, none missing."""
    from web import Gallery, more_stories, serve

    project = copy_project(tmp_path_factory.mktemp("gallery") / "project")
    for path, text in more_stories().items():
        (project.docs / path).write_text(text, encoding="utf-8", newline="\n")
    result = project.build()
    assert result.returncode == 0, result.stderr
    with serve(project.site) as below, serve(project.site, below="") as root:
        yield Gallery(below, root)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers: one for a whole run, as a second one in the same process is refused."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests; each opens a context of its own."""
    from browser import OPTIONS, find_browser

    path = find_browser()
    assert path, "no Chromium; run: python tests/browser.py"
    chromium = playwright.chromium.launch(executable_path=path, args=OPTIONS)
    yield chromium
    chromium.close()
