"""What the hosts of the repository read: the workflow, the rule of approval, templates. No host is asked here."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import yaml
from conftest import ROOT

GITHUB = ROOT / ".github"
APPROVAL = (GITHUB / "PHE-DUYET.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def workflow(path: Path = GITHUB / "workflows/kiem-tra.yml") -> dict[Any, Any]:
    tree: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tree


def steps(path: Path = GITHUB / "workflows/kiem-tra.yml") -> list[dict[str, Any]]:
    return [step for job in workflow(path)["jobs"].values() for step in job["steps"]]


def test_the_workflow_runs_on_requests_and_on_main_once_at_a_time() -> None:
    tree = workflow()
    assert tree[True] == {"pull_request": None, "push": {"branches": ["main"]}}
    assert tree["concurrency"]["group"].endswith("${{ github.ref }}")


def test_the_workflows_commands_are_the_readmes() -> None:
    commands = [step["run"] for step in steps() if "run" in step]
    assert commands == ["make check", "make site", "make zip"]
    for command in commands:
        assert f"`{command}`" in README
        assert re.search(rf"^{command.removeprefix('make ')}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_whole_history_is_there_and_the_preview_is_kept_where_it_is_made() -> None:
    by_action = {step["uses"].partition("@")[0]: step.get("with", {}) for step in steps() if "uses" in step}
    assert by_action["actions/checkout"]["fetch-depth"] == 0
    kept = by_action["actions/upload-artifact"]
    assert f'ROOT / "{kept["path"]}"' in (ROOT / "tools/make_zip.py").read_text(encoding="utf-8")
    assert kept["if-no-files-found"] == "error"
    # Not «always()»: what could not be built is not kept.
    assert not any("if" in step for step in steps())


def test_python_is_the_one_that_the_project_asks_for() -> None:
    asked = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    versions = [step["with"]["python-version"] for step in steps() if "python-version" in step.get("with", {})]
    assert asked and versions == [asked[1]]


def ruleset() -> dict[str, Any]:
    tree: dict[str, Any] = json.loads((GITHUB / "rulesets/main.json").read_text(encoding="utf-8"))
    return tree


def test_the_ruleset_asks_for_the_principal_and_for_the_check_by_its_name() -> None:
    rules = {rule["type"]: rule.get("parameters", {}) for rule in ruleset()["rules"]}
    assert rules.keys() == {"deletion", "non_fast_forward", "pull_request", "required_status_checks"}
    asked = rules["pull_request"]
    assert asked["required_approving_review_count"] >= 1
    flags = {name for name, value in asked.items() if value is True}
    assert flags >= {"require_code_owner_review", "dismiss_stale_reviews_on_push", "require_last_push_approval"}
    names = [check["context"] for check in rules["required_status_checks"]["required_status_checks"]]
    flows = (workflow(), workflow(GITHUB / "workflows/bi-mat.yml"))
    assert names == [job["name"] for flow in flows for job in flow["jobs"].values()]
    assert ruleset()["bypass_actors"] == []
    assert ruleset()["enforcement"] == "active"
    assert all(f"`{name}`" in APPROVAL for name in names)


def test_every_folder_of_content_and_code_has_an_owner() -> None:
    lines = [line.split() for line in (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()]
    owners = {path: names for path, *names in (line for line in lines if line and line[0] != "#")}
    for folder in ("*", "/docs/", "/hooks/", "/overrides/", "/.github/"):
        assert owners[folder]
        assert all(re.fullmatch(r"@[a-z0-9-]+", name) for name in owners[folder])
    # Names on one line may each approve alone, so nobody stands beside the principal unless put in charge.
    assert owners["/docs/"][0] == "@ten-hieu-truong"
    assert owners["/.github/"] == ["@ten-hieu-truong"]
    for path in owners:
        assert path == "*" or (ROOT / path.strip("/")).exists(), path


def test_the_example_for_gitlab_runs_the_same_commands_and_keeps_the_same_file() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", APPROVAL, re.DOTALL)
    job = yaml.safe_load(block)["noi-dung"]
    commands = [line.partition(" FORMAT=")[0].replace("make --silent ", "make ") for line in job["script"]]
    assert commands == [step["run"] for step in steps() if "run" in step]
    report = job["artifacts"]["reports"]["codequality"]
    # Not silent, make would write its own commands into the report.
    assert job["script"][0] == f"make --silent check FORMAT=gitlab > {report}"
    kept = next(step["with"]["path"] for step in steps() if "upload-artifact" in step.get("uses", ""))
    assert job["artifacts"]["paths"] == [kept]


def test_make_check_passes_the_format_on_and_make_site_marks_nothing() -> None:
    def told(*arguments: str) -> str:
        return subprocess.run(
            ["make", "--dry-run", "--assume-old", ".venv/site.stamp", *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=30,
        ).stdout

    assert "hooks/check.py --format gitlab" in told("check", "FORMAT=gitlab")
    assert re.search(r"hooks/check\.py *$", told("check"), re.MULTILINE)
    assert "hooks/check.py --format plain" in told("site")


def test_templates_ask_for_papers_and_for_no_names() -> None:
    template = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    for words in ("Giấy số", "không nêu tên học sinh", "cha, mẹ hoặc người giám hộ", "đã đọc toàn bài", "trong ảnh"):
        assert words in template
    assert template.index("Trước khi gửi") < template.index("In English")


def test_nobody_is_asked_to_write_of_persons_in_an_issue() -> None:
    config = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE/config.yml").read_text(encoding="utf-8"))
    assert config["blank_issues_enabled"] is False
    (link,) = config["contact_links"]
    site = re.search(r"site_url: !ENV \[SITE_URL, '([^']+)'\]", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert site and link["url"] == f"{site[1]}gioi-thieu/#dinh-chinh"
    assert "{ #dinh-chinh }" in (ROOT / "docs/gioi-thieu.vi.md").read_text(encoding="utf-8")
    for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.md"):
        assert "liên hệ riêng với nhà trường" in path.read_text(encoding="utf-8")


def test_links_between_these_files_lead_somewhere() -> None:
    found = re.findall(r"\]\(([^)#]+)\)", APPROVAL)
    assert found
    assert [link for link in found if not (GITHUB / link).exists()] == []
