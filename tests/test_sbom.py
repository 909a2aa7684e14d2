"""The bill of materials of a release: valid, whole, and the same each time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from lock_files import npm_packages, python_packages

PYTHON = ROOT / (".venv-release/Scripts/python.exe" if sys.platform == "win32" else ".venv-release/bin/python")

VALIDATE = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(sys.stdin.read())
sys.exit(str(wrong) if wrong else 0)
"""


def run(*command: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    assert PYTHON.exists(), "run: make .venv-release/test.stamp"
    return subprocess.run([str(PYTHON), *command], input=text, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("sbom") / "thi-dua.cdx.json"
    done = run(str(ROOT / "tools/make_sbom.py"), "--out", str(out))
    assert done.returncode == 0, done.stderr
    return out.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bill(written: str) -> Any:
    return json.loads(written)


def test_it_is_cyclonedx_by_the_schema_itself(written: str, bill: Any) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    done = run("-c", VALIDATE, text=written)
    assert done.returncode == 0, done.stderr
    # The schema that is asked refuses what it does not know.
    bad = {**bill, "components": [{**bill["components"][0], "licence": "MIT"}]}
    assert run("-c", VALIDATE, text=json.dumps(bad)).returncode == 1


def test_it_is_the_same_each_time_and_tells_no_hour_and_no_place(written: str, bill: Any, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    assert run(str(ROOT / "tools/make_sbom.py"), "--out", str(again)).returncode == 0
    assert again.read_text(encoding="utf-8") == written
    assert "timestamp" not in bill["metadata"]
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f-]{21}", bill["serialNumber"])
    assert str(ROOT) not in written


def test_it_lists_all_that_the_site_and_its_editor_are_made_from(bill: Any) -> None:
    packages = python_packages((ROOT / "requirements.txt").read_text(encoding="utf-8"), "site")
    packages += npm_packages(json.loads((ROOT / "editor/package-lock.json").read_text(encoding="utf-8")), "editor")
    locked = {f"pkg:{package.ecosystem}/{package.name.replace('@', '%40')}@{package.version}" for package in packages}
    listed = {component["purl"]: component for component in bill["components"]}
    fonts = {"pkg:generic/be-vietnam-pro@1.002", "pkg:generic/literata@3.103"}
    assert listed.keys() == locked | fonts
    for component in listed.values():
        assert component["version"] and component["licenses"] and component["hashes"]
    babel = next(package for package in packages if package.name == "babel")
    digests = {entry["content"] for entry in listed[f"pkg:pypi/babel@{babel.version}"]["hashes"]}
    assert {f"sha256:{digest}" for digest in digests} == set(babel.hashes)


def test_every_component_is_asked_for_by_the_site_or_by_another(bill: Any) -> None:
    asks = {entry["ref"]: set(entry.get("dependsOn", ())) for entry in bill["dependencies"]}
    reached: set[str] = set()
    left = ["thi-dua"]
    while left:
        ref = left.pop()
        if ref not in reached:
            reached.add(ref)
            left += asks[ref]
    assert reached == {"thi-dua", *(component["bom-ref"] for component in bill["components"])}
    (mkdocs,) = (refs for ref, refs in asks.items() if ref.startswith("pkg:pypi/mkdocs@"))
    assert any(ref.startswith("pkg:pypi/jinja2@") for ref in mkdocs)
