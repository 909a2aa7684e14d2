"""Fixtures that several tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Every copy of the project takes finished pictures from one store; only the first run of all has to make them.
os.environ.setdefault("THIDUA_CACHE", str(ROOT / ".cache/anh"))
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="rewrite the golden files; look at the diff")


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

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", **environment},
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
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
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
