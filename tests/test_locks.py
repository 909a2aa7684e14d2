"""Lock files name versions and hashes, and no address: whoever installs chooses where from."""

from __future__ import annotations

import json
import sys

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from bare_locks import FOLDERS, bare

LOCKS = [
    *(f"{folder}/package-lock.json" for folder in FOLDERS),
    "requirements.txt",
    *(f"requirements/{name}.txt" for name in ("test", "properdocs", "fonts", "release", "lock")),
]


@pytest.mark.parametrize("path", LOCKS)
def test_a_lock_file_holds_no_address(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "://" in line] == []
    assert "sha512-" in text or "--hash=sha256:" in text


def test_every_lock_file_of_npm_is_looked_at() -> None:
    found = {
        path.relative_to(ROOT).parent.as_posix()
        for pattern in ("*/package-lock.json", "*/*/package-lock.json")
        for path in ROOT.glob(pattern)
        if "node_modules" not in path.parts
    }
    assert found == set(FOLDERS)


def test_nothing_but_the_addresses_of_funding_is_taken_out() -> None:
    package = {"version": "1.0.0", "integrity": "sha512-x", "dev": True}
    lock = {"name": "a", "lockfileVersion": 3, "packages": {"": {}, "b": {**package, "funding": {"url": "https://x"}}}}
    assert bare(json.loads(json.dumps(lock))) == {**lock, "packages": {"": {}, "b": package}}
