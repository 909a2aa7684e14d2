"""No key, token or password stands in a tracked file; a planted one is found, and told without being repeated."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from scan_secrets import secrets_in, tracked_files

# Put together here, for this very file is looked at too.
PLANTED = {
    "a key of a cloud": ("khoa.py", 'KEY = "' + "AKIA" + "Q3ZLMN5P" + "TR7XVB2D" + '"\n'),
    "a token of a host of code": (
        "tep.yml",
        "token: " + "ghp_" + "q8WbT2nXv5Lr" + "0ZkYd7Mc4HsJ" + "f1Ga9PeUi3Ro" + "\n",
    ),
    "a private key": ("khoa.pem", "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIE\n"),
    "a password": ("cau-hinh.py", 'password = "' + "tHi9xQv2mLp8" + '"\n'),
}


def test_no_tracked_file_holds_a_secret() -> None:
    paths = tracked_files(ROOT)
    assert ROOT / "Makefile" in paths
    assert list(secrets_in(paths, ROOT)) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_secret_is_told_with_its_line_and_not_repeated(name: str, tmp_path: Path) -> None:
    file, text = PLANTED[name]
    (tmp_path / file).write_text(f"# một dòng\n{text}", encoding="utf-8")
    lines = list(secrets_in(tracked_files(tmp_path), tmp_path))
    assert lines and all(line.startswith(f"{file}:2: ") for line in lines)
    planted = text.splitlines()[0].split('"')[-2 if '"' in text else 0].removeprefix("token: ")
    assert not any(planted in line for line in lines)


@pytest.mark.parametrize(
    ("reason", "told"),
    [(" (a made-up key of a test)", False), ("", True), (" (x)", True)],
    ids=["why", "none", "short"],
)
def test_a_secret_may_be_allowed_with_a_reason_only(reason: str, told: bool, tmp_path: Path) -> None:
    _, text = PLANTED["a password"]
    allowed = "pragma: " + "allowlist secret"
    (tmp_path / "tep.py").write_text(f"{text.rstrip()}  # {allowed}{reason}\n", encoding="utf-8")
    assert bool(list(secrets_in([tmp_path / "tep.py"], tmp_path))) is told


def test_a_copy_without_git_is_looked_through_as_well(tmp_path: Path) -> None:
    for path in ("docs/a.md", "site/a.html", ".venv/b.py", "editor/node_modules/c.js"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")
    assert tracked_files(tmp_path) == [tmp_path / "docs/a.md"]


def test_what_git_does_not_keep_is_not_looked_at(tmp_path: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("no git")
    subprocess.run([git, "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("dist/\n", encoding="utf-8")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/tep.py").write_text(PLANTED["a password"][1], encoding="utf-8")
    (tmp_path / "moi.py").write_text("x = 1\n", encoding="utf-8")
    assert [path.name for path in tracked_files(tmp_path)] == [".gitignore", "moi.py"]


def test_the_command_ends_with_one_where_something_is_found(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tools/scan_secrets.py"), "--root", str(tmp_path)]
    assert subprocess.run(command, timeout=60, capture_output=True).returncode == 0
    (tmp_path / "khoa.py").write_text(PLANTED["a key of a cloud"][1], encoding="utf-8")
    done = subprocess.run(command, timeout=60, capture_output=True, text=True)
    assert done.returncode == 1
    assert "khoa.py:1:" in done.stdout
