"""A host of git repositories on this machine alone, which speaks as much of GitHub's interface as the editor uses.

``gitlab_host`` gives it GitLab's instead.

It makes real commits in a real repository, keeps a list of all that was written, and answers whatever it does not know
with 404, which the tests count as a fault. It stops by itself.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

OWNER, NAME = "truong", "thi-dua"
TOKEN = "khoa-thu"
MAIN = "main"
# No test takes that long; a host that nobody stopped does not stay.
LIFETIME = 600
NOBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in {"NAME": "Văn thư", "EMAIL": "van-thu@truong.example", "DATE": "2026-11-23T08:00:00Z"}.items()
}


@dataclass(frozen=True)
class Repo:
    """A bare repository."""

    path: Path

    def git(self, *arguments: str, data: bytes | None = None, **environment: str) -> str:
        result = subprocess.run(
            ["git", "--git-dir", str(self.path), *arguments],
            input=data,
            env={**os.environ, **NOBODY, "GIT_CONFIG_GLOBAL": os.devnull, **environment},
            capture_output=True,
            timeout=30,
        )
        if result.returncode:
            raise ValueError(result.stderr.decode("utf-8", "replace"))
        return result.stdout.decode("utf-8", "replace").strip()

    def copy(self, path: Path) -> Repo:
        """The same repository once more, free to be written into."""
        subprocess.run(["git", "clone", "--quiet", "--bare", str(self.path), str(path)], check=True, timeout=30)
        return Repo(path)

    def branches(self) -> list[str]:
        return self.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()

    def head(self, branch: str) -> str | None:
        try:
            return self.git("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}")
        except ValueError:
            return None

    def commits(self, branch: str) -> list[str]:
        """The subjects of a branch's own commits, oldest first."""
        return self.git("log", "--reverse", "--format=%s", f"{MAIN}..{branch}").splitlines()

    def changes(self, branch: str) -> dict[str, str]:
        """path → A, M or D, of what a branch changes."""
        lines = self.git("-c", "core.quotepath=off", "diff", "--name-status", f"{MAIN}...{branch}").splitlines()
        return {path: state for state, path in (line.split("\t", 1) for line in lines)}

    def files(self, branch: str) -> Iterator[tuple[str, bytes]]:
        """Every file of a branch."""
        for path in self.git("-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", branch).splitlines():
            yield path, self.blob(f"{branch}:{path}")

    def blob(self, name: str) -> bytes:
        return subprocess.run(
            ["git", "--git-dir", str(self.path), "cat-file", "blob", name], capture_output=True, check=True, timeout=30
        ).stdout

    def commit(self, branch: str, additions: dict[str, bytes], deletions: list[str], message: str) -> str:
        """Put files on a branch in one commit; its name."""
        index = {"GIT_INDEX_FILE": str(self.path / f"index-{threading.get_ident()}")}
        head = self.head(branch)
        assert head is not None
        self.git("read-tree", head, **index)
        for path, data in additions.items():
            blob = self.git("hash-object", "-w", "--stdin", data=data)
            self.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", **index)
        for path in deletions:
            self.git("update-index", "--force-remove", path, **index)
        tree = self.git("write-tree", **index)
        made = self.git("commit-tree", tree, "-p", head, data=message.encode())
        self.git("update-ref", f"refs/heads/{branch}", made, head)
        return made


@dataclass
class PullRequest:
    """A request to merge a branch."""

    number: int
    title: str
    branch: str
    draft: bool
    labels: list[str] = field(default_factory=list)
    state: str = "open"


@dataclass
class GitHost:
    """What the host holds: ``writes`` are the requests that changed something, ``unknown`` those it could not answer.

    ``kind`` is what it passes for, ``speak`` how: (host, method, path, body) → (status, answer).
    """

    repo: Repo
    kind: str
    speak: Speech
    port: int = 0
    pulls: list[PullRequest] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    # What a browser that wants to log in has promised to know.
    challenge: str = ""
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The repository's page, as a school would write it into its settings."""
        return f"{self.origin}/{OWNER}/{NAME}"

    @property
    def drafts(self) -> list[str]:
        """The branches beside the published one."""
        return [name for name in self.repo.branches() if name != MAIN]


Speech = Callable[[GitHost, str, str, dict[str, Any]], tuple[int, Any]]


class Unknown(Exception):
    """A request that this host does not understand."""


# GraphQL: the editor's questions are few and always alike; each is known by what it asks for.


def graphql(host: GitHost, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    if query.lstrip().startswith("mutation"):
        return _mutation(host, query, variables["input"])
    if "fork: repository" in query:
        return {"fork": {"id": "R_1"}, "base": {"ref": _ref(host, variables["branch"], {"oid": host.repo.head(MAIN)})}}
    if (variables["owner"], variables["repo"]) != (OWNER, NAME):
        return {"repository": None}
    if "pullRequests(" in query:
        return {"repository": {"pullRequests": _pulls(host, query, variables)}}
    if re.search(r"\w+_\d+:", query):
        return {"repository": dict(_aliased(host, query))}
    return {"repository": {"ref": _ref(host, variables["branch"], _target(host, query, variables["branch"]))}}


def _pulls(host: GitHost, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    opened = [pull for pull in host.pulls if pull.state == "open"]
    if "totalCount" in query:
        return {"totalCount": sum(pull.branch == variables["branch"] for pull in opened)}
    return {"nodes": [_pull_node(host, pull) for pull in opened if pull.labels]}


def _target(host: GitHost, query: str, branch: str) -> dict[str, Any]:
    head = host.repo.head(branch)
    if "history(first: 1)" in query:
        message = host.repo.git("log", "-1", "--format=%B", head) if head else ""
        return {"history": {"nodes": [{"oid": head, "message": message}]}}
    if re.search(r"target \{ \.\.\. on Commit \{ oid \} \}", query):
        return {"oid": head}
    raise Unknown(query)


def _ref(host: GitHost, branch: str, target: dict[str, Any]) -> dict[str, Any] | None:
    return {"target": target} if host.repo.head(branch) else None


def _pull_node(host: GitHost, pull: PullRequest) -> dict[str, Any]:
    kinds = {"A": "ADDED", "M": "MODIFIED", "D": "DELETED"}
    files = [{"path": path, "changeType": kinds[state]} for path, state in host.repo.changes(pull.branch).items()]
    return {
        "id": f"PR_{pull.number}",
        "number": pull.number,
        "title": pull.title,
        "url": f"{host.url}/pull/{pull.number}",
        "isDraft": pull.draft,
        "isCrossRepository": False,
        "createdAt": "2026-11-23T08:00:00Z",
        "updatedAt": "2026-11-23T08:00:00Z",
        "headRefName": pull.branch,
        "headRefOid": host.repo.head(pull.branch),
        "author": {"login": "van-thu", "avatarUrl": "https://avatars.invalid/1", "name": "Văn thư"},
        "labels": {"nodes": [{"name": name} for name in pull.labels]},
        "files": {"nodes": files},
    }


_ALIAS = re.compile(
    r'(\w+_\d+):\s+(?:object\((oid|expression): ("(?:[^"\\]|\\.)*")\)|ref\(.*?path: ("(?:[^"\\]|\\.)*")\))'
)


def _aliased(host: GitHost, query: str) -> Iterator[tuple[str, Any]]:
    for alias, way, name, path in _ALIAS.findall(query):
        if path:
            author = {"name": "Văn thư", "email": "van-thu@truong.example", "user": {"id": 1, "login": "van-thu"}}
            node = {"author": author, "committedDate": "2026-11-23T08:00:00Z"}
            yield alias, {"target": {"history": {"nodes": [node]}}}
        elif alias.startswith("commit_"):  # what became of a commit on other servers: nothing
            yield alias, {"status": None, "deployments": {"nodes": []}, "checkSuites": {"nodes": []}}
        else:
            yield alias, _blob_node(host, json.loads(name) if way else "")


def _blob_node(host: GitHost, name: str) -> dict[str, Any] | None:
    try:
        data = host.repo.blob(name)
    except subprocess.CalledProcessError:
        return None
    binary = b"\0" in data
    oid = host.repo.git("rev-parse", name)
    text = None if binary else data.decode("utf-8")
    return {"oid": oid, "byteSize": len(data), "isBinary": binary, "isTruncated": False, "text": text}


def _mutation(host: GitHost, query: str, given: dict[str, Any]) -> dict[str, Any]:
    name = re.search(r"\{ (\w+)\(input: \$input\)", query)
    host.writes.append(name[1] if name else query)
    if "createRef(" in query:
        branch = given["name"].removeprefix("refs/heads/")
        if host.repo.head(branch):
            raise ValueError(f"A ref named {given['name']} already exists in the repository.")
        host.repo.git("update-ref", given["name"], given["oid"])
        return {"createRef": {"ref": {"name": branch}}}
    if "createCommitOnBranch(" in query:
        return {"createCommitOnBranch": {"commit": _commit(host, query, given)}}
    ready = "markPullRequestReadyForReview(" in query
    if ready or "convertPullRequestToDraft(" in query:
        pull = next(pull for pull in host.pulls if f"PR_{pull.number}" == given["pullRequestId"])
        pull.draft = not ready
        return {name[1]: {"pullRequest": {"isDraft": pull.draft}}} if name else {}
    raise Unknown(query)


def _commit(host: GitHost, query: str, given: dict[str, Any]) -> dict[str, Any]:
    branch = given["branch"]["branchName"]
    if host.repo.head(branch) != given["expectedHeadOid"]:
        raise ValueError("Expected branch to point to another commit")
    files = given["fileChanges"]
    additions = {one["path"]: base64.b64decode(one["contents"]) for one in files["additions"]}
    deletions = [one["path"] for one in files["deletions"]]
    made = host.repo.commit(branch, additions, deletions, given["message"]["headline"])
    blobs = {
        alias: {"oid": host.repo.git("rev-parse", f"{made}:{json.loads(path)}")}
        for alias, path in re.findall(r'(file_\d+): file\(path: ("(?:[^"\\]|\\.)*")\)', query)
    }
    return {"oid": made, "committedDate": "2026-11-23T08:00:00Z", **blobs}


def speak_github(host: GitHost, method: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    """The answer to a request; bytes are a file, None is no content."""
    if path == "/api/graphql":
        return 200, {"data": graphql(host, body["query"], body.get("variables") or {})}
    return rest(host, method, path.removeprefix("/api/v3"), body)


# REST


def rest(host: GitHost, method: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    if (method, path) == ("GET", "/user"):
        found = {"id": 1, "login": "van-thu", "name": "Văn thư", "email": "van-thu@truong.example"}
        return 200, {**found, "avatar_url": "https://avatars.invalid/1", "html_url": f"{host.origin}/van-thu"}
    rest_of = path.removeprefix(f"/repos/{OWNER}/{NAME}/")
    if method == "GET":
        return _read(host, rest_of)
    host.writes.append(f"{method} {rest_of}")
    if (method, rest_of) == ("POST", "pulls"):
        pull = PullRequest(len(host.pulls) + 1, body["title"], body["head"], bool(body.get("draft")))
        host.pulls.append(pull)
        head = {"sha": host.repo.head(pull.branch)}
        times = {"created_at": "2026-11-23T08:00:00Z", "updated_at": "2026-11-23T08:00:00Z"}
        known = {"number": pull.number, "node_id": f"PR_{pull.number}", "title": pull.title, "head": head, **times}
        return 201, {**known, "html_url": f"{host.url}/pull/{pull.number}"}
    if found := re.fullmatch(r"issues/(\d+)(/labels)?", rest_of):
        pull = host.pulls[int(found[1]) - 1]
        pull.labels = body["labels"] if method == "PATCH" else [*pull.labels, *body["labels"]]
        return 200, []
    raise Unknown(f"{method} {path}")


def _read(host: GitHost, path: str) -> tuple[int, Any]:
    if path == "collaborators/van-thu":
        return 204, None
    if found := re.fullmatch(r"git/trees/(\w+)\?recursive=1", path):
        lines = host.repo.git("ls-tree", "-r", "-l", "-z", found[1]).strip("\0").split("\0")
        tree = []
        for line in lines:
            facts, name = line.split("\t", 1)
            _, kind, sha, size = facts.split()
            tree.append({"path": name, "type": kind, "sha": sha, "size": int(size)})
        return 200, {"tree": tree}
    if found := re.fullmatch(r"git/blobs/(\w+)", path):
        return 200, host.repo.blob(found[1])
    if found := re.fullmatch(r"issues/(\d+)", path):
        return 200, {"labels": [{"name": name} for name in host.pulls[int(found[1]) - 1].labels]}
    raise Unknown(f"GET {path}")


def _handler(host: GitHost) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def answer(self, status: int, content: Any) -> None:
            data = content if isinstance(content, bytes) else b"" if content is None else json.dumps(content).encode()
            self.send_response(status)
            kind = "application/octet-stream" if isinstance(content, bytes) else "application/json"
            headers = {"Content-Type": kind, "Access-Control-Allow-Origin": "*"}
            if status == 302:
                headers["Location"] = content["location"]
            if self.command == "OPTIONS":
                allowed = {"Methods": "GET, POST, PUT, PATCH, DELETE", "Headers": "authorization, content-type, accept"}
                headers |= {f"Access-Control-Allow-{name}": value for name, value in allowed.items()}
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if status != 204:
                self.wfile.write(data)

        def handle_one(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            if self.command == "OPTIONS":
                self.answer(204, None)
                return
            is_login = self.path.startswith("/oauth/")
            if not is_login and self.headers.get("Authorization", "").split()[-1:] != [TOKEN]:
                self.answer(401, {"message": "Bad credentials"})
                return
            split = urlsplit(self.path)
            path = unquote(split.path) + (f"?{split.query}" if split.query else "")
            try:
                with host.lock:
                    self.answer(*host.speak(host, self.command, path, body))
            except Unknown as error:
                host.unknown.append(str(error))
                self.answer(404, {"message": "Not Found"})
            except ValueError as error:
                self.answer(200, {"data": None, "errors": [{"message": str(error)}]})

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = handle_one  # noqa: N815

    return Handler


def make_repo(path: Path, files: Path) -> Repo:
    """A bare repository whose published branch holds a folder's files, in one commit."""
    subprocess.run(["git", "init", "--quiet", "--bare", f"--initial-branch={MAIN}", str(path)], check=True, timeout=30)
    repo = Repo(path)
    index = {"GIT_INDEX_FILE": str(path / "index-first")}
    repo.git("--work-tree", str(files), "add", "--all", "--force", ".", **index)
    made = repo.git("commit-tree", repo.git("write-tree", **index), data="Bản đầu\n".encode())
    repo.git("update-ref", f"refs/heads/{MAIN}", made)
    return repo


@contextmanager
def serve_repo(repo: Repo, kind: str = "github", speak: Speech = speak_github) -> Iterator[GitHost]:
    """The host of one repository while the block runs."""
    host = GitHost(repo, kind, speak)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(host))
    server.daemon_threads = True
    host.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    end = threading.Timer(LIFETIME, server.shutdown)
    end.daemon = True
    end.start()
    try:
        yield host
    finally:
        end.cancel()
        server.shutdown()
        server.server_close()
        thread.join(5)
