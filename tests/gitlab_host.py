"""As much of GitLab's interface as the editor uses, for the host of ``git_host``."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from git_host import NAME, OWNER, TOKEN, GitHost, PullRequest, Unknown

PROJECT = f"/api/v4/projects/{OWNER}/{NAME}/"
DRAFT = "Draft: "
# The number under which the host knows the editor.
APP = "a1"


def speak_gitlab(host: GitHost, method: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    """The answer to a request; bytes are a file."""
    if path == "/api/graphql":
        return 200, {"data": {"project": {"repository": _query(host, body["query"], body["variables"])}}}
    if path.startswith("/oauth/"):
        return _log_in(host, path, body)
    if (method, path) == ("GET", "/api/v4/user"):
        return 200, {"id": 1, "username": "van-thu", "name": "Văn thư", "web_url": f"{host.origin}/van-thu"}
    if not path.startswith(PROJECT):
        raise Unknown(f"{method} {path}")
    split = urlsplit(path.removeprefix(PROJECT))
    if method == "GET":
        return _read(host, split.path, {name: values[0] for name, values in parse_qs(split.query).items()})
    host.writes.append(f"{method} {split.path}")
    return _write(host, method, split.path, body)


def _write(host: GitHost, method: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    if (method, path) == ("POST", "repository/commits"):
        return _commit(host, body)
    if (method, path) == ("POST", "merge_requests"):
        pull = PullRequest(len(host.pulls) + 1, body["title"], body["source_branch"], False)
        host.pulls.append(pull)
        return 201, _changed(host, pull, body)
    if method == "PUT" and (found := re.fullmatch(r"merge_requests/(\d+)", path)):
        return 200, _changed(host, host.pulls[int(found[1]) - 1], body)
    raise Unknown(f"{method} {path}")


def _log_in(host: GitHost, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    """A login without a server (PKCE, RFC 7636): the key is given to whoever knows what the challenge was made of."""
    if path == "/oauth/token":
        digest = hashlib.sha256(body["code_verifier"].encode()).digest()
        known = base64.urlsafe_b64encode(digest).decode().rstrip("=") == host.challenge
        return (
            (200, {"access_token": TOKEN}) if known and body["client_id"] == APP else (400, {"error": "invalid_grant"})
        )
    asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    if (asked["client_id"], asked["code_challenge_method"]) != (APP, "S256"):
        return 400, {"error": "invalid_request"}
    host.challenge = asked["code_challenge"]
    return 302, {"location": f"{asked['redirect_uri']}?code=1&state={asked['state']}"}


def _query(host: GitHost, query: str, given: dict[str, Any]) -> dict[str, Any]:
    repo, branch = host.repo, given["branch"]
    if "lastCommit" in query:
        head = repo.head(branch)
        return {"tree": {"lastCommit": {"sha": head, "message": repo.git("log", "-1", "--format=%B", str(head))}}}
    if "blobs(after:" in query:
        lines = repo.git("ls-tree", "-r", "-z", branch).strip("\0").split("\0")
        nodes = [
            {"type": "blob", "path": name, "sha": facts.split()[2]}
            for facts, name in (line.split("\t") for line in lines)
        ]
        return {"tree": {"blobs": {"nodes": nodes, "pageInfo": {"endCursor": "", "hasNextPage": False}}}}
    if "blobs(ref:" in query:
        return {"blobs": {"nodes": [_blob(host, branch, path) for path in given["paths"]]}}
    raise Unknown(query)


def _blob(host: GitHost, branch: str, path: str) -> dict[str, Any]:
    data = host.repo.blob(f"{branch}:{path}")
    text = None if b"\0" in data else data.decode("utf-8")
    return {"path": path, "oid": host.repo.git("rev-parse", f"{branch}:{path}"), "size": len(data), "rawTextBlob": text}


def _read(host: GitHost, path: str, asked: dict[str, str]) -> tuple[int, Any]:
    if path == "users":
        return 200, [{"id": 1}]
    if path == "merge_requests":
        found = [pull for pull in host.pulls if asked.get("labels", pull.labels[0]) in pull.labels]
        return 200, [_request(host, pull) for pull in found if asked.get("source_branch", pull.branch) == pull.branch]
    if match := re.fullmatch(r"merge_requests/(\d+)/diffs", path):
        changes = host.repo.changes(host.pulls[int(match[1]) - 1].branch)
        return 200, [
            {"old_path": name, "new_path": name, "deleted_file": state == "D"} for name, state in changes.items()
        ]
    if match := re.fullmatch(r"repository/files/(.+)/raw", path):
        return 200, host.repo.blob(f"{asked['ref']}:{match[1]}")
    if match := re.fullmatch(r"repository/branches/(.+)", path):
        return 200, {"commit": {"id": host.repo.head(match[1])}}
    # What became of a commit on other servers: nothing.
    if path == "deployments" or re.fullmatch(r"repository/commits/\w+/statuses", path):
        return 200, []
    raise Unknown(f"GET {path}")


def _commit(host: GitHost, body: dict[str, Any]) -> tuple[int, Any]:
    branch = body["branch"]
    if start := body.get("start_branch"):
        if host.repo.head(branch):
            return 400, {"message": "A branch called that already exists."}
        host.repo.git("update-ref", f"refs/heads/{branch}", str(host.repo.head(start)))
    additions, deletions = {}, []
    for action in body["actions"]:
        if action["action"] == "delete":
            deletions.append(action["file_path"])
            continue
        content = action["content"]
        encoded = action["encoding"] == "base64"
        additions[action["file_path"]] = base64.b64decode(content) if encoded else content.encode("utf-8")
    made = host.repo.commit(branch, additions, deletions, body["commit_message"])
    return 201, {"id": made, "committed_date": "2026-11-23T08:00:00Z"}


def _changed(host: GitHost, pull: PullRequest, body: dict[str, Any]) -> dict[str, Any]:
    title = body.get("title", pull.title)
    pull.title, pull.draft = title, title.startswith(DRAFT)
    taken = [label for label in body.get("remove_labels", "").split(",") if label]
    added = [label for name in ("labels", "add_labels") for label in body.get(name, "").split(",") if label]
    pull.labels = [*(label for label in pull.labels if label not in taken), *added]
    return _request(host, pull)


def _request(host: GitHost, pull: PullRequest) -> dict[str, Any]:
    return {
        "id": 100 + pull.number,
        "iid": pull.number,
        "title": pull.title,
        "web_url": f"{host.url}/-/merge_requests/{pull.number}",
        "source_branch": pull.branch,
        "sha": host.repo.head(pull.branch),
        "labels": pull.labels,
        "author": {"id": 1, "name": "Văn thư", "username": "van-thu"},
        "created_at": "2026-11-23T08:00:00Z",
        "updated_at": "2026-11-23T08:00:00Z",
        "state": pull.state,
    }
