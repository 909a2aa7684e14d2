"""The workflows: what each may do, whose code runs where, and what a proposal of new libraries may change."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
# The only jobs that may do more than read, and what.
WRITERS = {
    ("cap-nhat.yml", "de-nghi"): {"contents": "write", "pull-requests": "write"},
    ("phat-hanh.yml", "phat-hanh"): {"contents": "write", "id-token": "write", "attestations": "write"},
}
CHECKERS = ROOT / (".venv-release/Scripts" if sys.platform == "win32" else ".venv-release/bin")
# Programs that run what the repository or a package brings.
FOREIGN = re.compile(r"\b(make|pip3?|python[\d.]*|npm|npx|node|uv)\b(?!-)")

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def tree_of(path: Path) -> dict[Any, Any]:
    tree: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tree


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = tree_of(path)["jobs"]
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job["steps"]]


def test_every_workflow_is_one_of_those_that_security_names() -> None:
    names = {path.name for path in WORKFLOWS}
    assert names == {"bi-mat.yml", "cap-nhat.yml", "kiem-tra.yml", "phat-hanh.yml", "soat-khoa.yml", "thu-ma.yml"}
    for text in ((ROOT / name).read_text(encoding="utf-8") for name in ("SECURITY.md", "SECURITY.en.md")):
        assert all(f"workflows/{name}" in text for name in names)


@every_workflow
def test_a_workflow_may_read_and_only_two_jobs_may_write(path: Path) -> None:
    tree = tree_of(path)
    assert tree["permissions"] == {"contents": "read"}
    # YAML 1.1 reads «on» as true.
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(tree[True])
    assert "cancel-in-progress" in tree["concurrency"]
    for name, job in jobs(path).items():
        assert job.get("permissions") == WRITERS.get((path.name, name))
        assert job["timeout-minutes"] <= 90
        assert re.fullmatch(r"ubuntu-\d\d\.\d\d", job["runs-on"])


def test_no_writer_is_forgotten() -> None:
    assert {(path.name, name) for path in WORKFLOWS for name, job in jobs(path).items() if "permissions" in job} == set(
        WRITERS
    )


@every_workflow
def test_a_job_that_may_write_runs_no_code_of_ours_or_of_a_package(path: Path) -> None:
    for name, job in jobs(path).items():
        texts = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
        code = [line for line in texts if FOREIGN.search(re.sub(r'"[^"]*"|#.*', "", line))]
        token = [step for step in job["steps"] if "github.token" in str(step)]
        if (path.name, name) in WRITERS:
            assert code == []
            assert not any(step.get("uses", "").startswith("./") for step in job["steps"])
        else:
            assert token == []
    assert "secrets." not in path.read_text(encoding="utf-8")


@every_workflow
def test_what_others_name_is_never_carried_out(path: Path) -> None:
    for step in steps(path):
        # What authors name themselves (titles, branches) would be carried out if it stood in a command.
        assert "${{" not in step.get("run", "")
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@every_workflow
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if re.match(r"\s*(?:- )?uses:", line)]
    assert lines
    for line in lines:
        assert re.fullmatch(r"\s*(?:- )?uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_an_action_is_of_one_version_in_all_workflows() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for name, pin in re.findall(r"uses: (\S+)@(\S+ # \S+)", path.read_text(encoding="utf-8")):
            pins.setdefault(name, set()).add(pin)
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}
    (update,) = tree_of(GITHUB / "dependabot.yml")["updates"]
    assert (update["package-ecosystem"], update["schedule"]) == ("github-actions", {"interval": "monthly"})


@every_workflow
def test_commands_are_those_of_the_makefile_and_versions_those_that_the_project_asks_for(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for step in steps(path):
        for target in re.findall(r"^make ([\w-]+)", step.get("run", ""), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
        asked = step.get("with", {})
        assert asked.get("python-version", "3.11") == "3.11"
        assert asked.get("node-version", "20") == "20"
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "Node 20 or newer" in (ROOT / "README.en.md").read_text(encoding="utf-8")


@every_workflow
def test_every_command_is_one_that_the_shell_can_read(path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    for step in steps(path):
        subprocess.run([bash, "-n"], input=step.get("run", ""), text=True, check=True)


def runs(name: str) -> str:
    return "\n".join(step.get("run", "") for step in steps(GITHUB / "workflows" / name))


def test_tests_scanner_and_audit_run_where_they_should() -> None:
    assert "make test" in runs("thu-ma.yml")
    assert "make secrets" in runs("bi-mat.yml")
    # Stories too: no filter of paths.
    assert tree_of(GITHUB / "workflows/bi-mat.yml")[True]["pull_request"] is None
    assert "make audit-locks" in runs("soat-khoa.yml")
    triggers = tree_of(GITHUB / "workflows/soat-khoa.yml")[True]
    assert triggers.keys() == {"pull_request", "schedule", "workflow_dispatch"}
    assert {"requirements.txt", "requirements/**", "**/package-lock.json"} <= set(triggers["pull_request"]["paths"])
    ignored = tree_of(GITHUB / "workflows/thu-ma.yml")[True]["pull_request"]["paths-ignore"]
    assert ignored == ["docs/**", "art/**", "*.md"]


def test_a_release_is_checked_built_listed_hashed_and_attested_in_this_order() -> None:
    path = GITHUB / "workflows/phat-hanh.yml"
    assert tree_of(path)[True] == {"push": {"tags": ["v*"]}}
    assert [(name, job.get("needs")) for name, job in jobs(path).items()] == [
        ("thu", None),
        ("dung", "thu"),
        ("phat-hanh", "dung"),
    ]
    text = runs("phat-hanh.yml")
    wanted = ["git merge-base", "make audit-locks", "make test", "make zip", "make sbom", "sha256sum thi-dua.zip"]
    wanted += ["sha256sum --check --strict SHA256SUMS", "gh release create"]
    assert [text.index(word) for word in wanted] == sorted(text.index(word) for word in wanted)
    (attest,) = (step for step in steps(path) if "actions/attest@" in step.get("uses", ""))
    assert attest["with"]["subject-checksums"] == "dist/SHA256SUMS"
    # What others may have put into a cache goes into no release.
    assert "cache:" not in path.read_text(encoding="utf-8").replace("package-manager-cache:", "")
    # The files are those that the tools write.
    assert 'ROOT / "dist/thi-dua.zip"' in (ROOT / "tools/make_zip.py").read_text(encoding="utf-8")
    assert 'ROOT / "dist/thi-dua.cdx.json"' in (ROOT / "tools/make_sbom.py").read_text(encoding="utf-8")


def test_the_checker_of_workflows_finds_nothing_and_would_find_something(tmp_path: Path) -> None:
    command = [str(CHECKERS / "zizmor"), "--offline", "--no-progress", "--quiet"]
    done = subprocess.run([*command, str(GITHUB)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout
    bad = (GITHUB / "workflows/bi-mat.yml").read_text(encoding="utf-8")
    bad = bad.replace("make secrets", 'echo "${{ github.event.pull_request.title }}"')
    (tmp_path / "bad.yml").write_text(bad, encoding="utf-8")
    found = subprocess.run([*command, str(tmp_path / "bad.yml")], capture_output=True, text=True, timeout=60)
    assert found.returncode != 0
    assert "template-injection" in found.stdout


LOCK = "requirements/lock.in"


@pytest.fixture
def proposal(tmp_path: Path) -> Any:
    """A copy of the repository in small, and the step that looks at the patch: run(patch, hash) → exit status."""
    bash, git = shutil.which("bash"), shutil.which("git")
    if bash is None or git is None:
        pytest.skip("needs bash and git")
    for path in (LOCK, ".github/tep-nang-cap.txt", "Makefile", ".gitignore"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)

    def call(*arguments: str) -> str:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        done = subprocess.run([git, *identity, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout

    call("init", "-q")
    call("add", "-A")
    call("commit", "-q", "-m", "a")
    (script,) = (
        step["run"]
        for step in jobs(GITHUB / "workflows/cap-nhat.yml")["de-nghi"]["steps"]
        if "tep-nang-cap.txt" in step.get("run", "")
    )

    def run(change: Any, other_hash: bool = False) -> int:
        change(tmp_path)
        call("add", "-A", "--intent-to-add")
        patch = call("diff")
        call("reset", "-q", "--hard")
        call("clean", "-qfd")
        folder = tmp_path / "dist/nang"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "nang.patch").write_text(patch, encoding="utf-8", newline="\n")
        (folder / "thay-doi.md").write_text("| a |\n", encoding="utf-8", newline="\n")
        digest = hashlib.sha256(f"{patch}| a |\n{'x' * other_hash}".encode()).hexdigest()
        # As GitHub runs it.
        done = subprocess.run([bash, "-e", "-c", script], cwd=tmp_path, env={"HASH": digest, "PATH": "/usr/bin:/bin"})
        return done.returncode

    return run


def raise_pin(root: Path) -> None:
    (root / LOCK).write_text("uv==0.99.0\n", encoding="utf-8")


def change_makefile(root: Path) -> None:
    raise_pin(root)
    (root / "Makefile").write_text("test:\n\ttrue\n", encoding="utf-8")


def add_workflow(root: Path) -> None:
    (root / ".github/workflows").mkdir()
    (root / ".github/workflows/x.yml").write_text("on: push\n", encoding="utf-8")


def add_list(root: Path) -> None:
    (root / "requirements/moi.in").write_text("x==1\n", encoding="utf-8")


def make_link(root: Path) -> None:
    (root / LOCK).unlink()
    (root / LOCK).symlink_to("/etc/hostname")


def make_executable(root: Path) -> None:
    raise_pin(root)
    (root / LOCK).chmod(0o755)


def rename(root: Path) -> None:
    (root / LOCK).rename(root / "requirements/khac.in")


def test_a_proposal_that_raises_locks_goes_through(proposal: Any) -> None:
    assert proposal(raise_pin) == 0


def test_a_patch_that_is_not_the_one_that_was_made_does_not(proposal: Any) -> None:
    assert proposal(raise_pin, other_hash=True) != 0


@pytest.mark.parametrize("change", [change_makefile, add_workflow, add_list, make_link, make_executable, rename])
def test_a_proposal_may_change_lock_files_and_nothing_else(proposal: Any, change: Any) -> None:
    assert proposal(change) != 0


@pytest.mark.parametrize("name", ["SECURITY.md", "SECURITY.en.md"])
def test_what_is_said_of_security_is_linked_and_leads_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)]+)\)", text):
        path, _, part = link.partition("#")
        assert (ROOT / (path or name)).exists(), link
        if part:
            titles = re.findall(r"^#+ (.+)$", (ROOT / (path or name)).read_text(encoding="utf-8"), re.MULTILINE)
            assert part in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, link
    assert f"({name})" in (ROOT / name.replace("SECURITY", "README")).read_text(encoding="utf-8")
    assert f"({name})" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([\w-]+)", text):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), target


def test_both_files_on_security_have_the_same_parts() -> None:
    vietnamese, english = ((ROOT / name).read_text(encoding="utf-8") for name in ("SECURITY.md", "SECURITY.en.md"))
    for pattern in (r"^## ", r"^\| ", r"^- "):
        assert len(re.findall(pattern, vietnamese, re.MULTILINE)) == len(re.findall(pattern, english, re.MULTILINE))
