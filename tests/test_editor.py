"""The editor in a real browser, against a host that makes real commits: what a clerk saves, and what is not let out."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Project, copy_project
from editor_page import NEW, SAVE, EditorPage, photo
from git_host import MAIN, GitHost, Repo, make_repo, serve_repo, speak_github
from gitlab_host import APP, speak_gitlab
from PIL import Image
from playwright.sync_api import Browser, ViewportSize
from thidua.content_folder import read_config
from thidua.settings import Editor, Repository, read_settings
from web import DESKTOP, PHONE, none_of, opened, serve

sys.path.insert(0, str(ROOT / "tools"))

EDITOR = Editor("https://soan-bai.truong-mau.example/", app_id=APP, branch="bai-moi")

STORY: dict[str, Any] = {
    "title": "Đội đọc sách cuối tuần",
    "summary": 'Một câu: có dấu “hai chấm”, có # và có "ngoặc".',
    "name": "Nguyễn Thị Mẫu",
    "subject": "Người lớn",
    "role": "Giáo viên Ngữ văn",
    "unit": "Tổ Ngữ văn",
    "movements": ["Dạy tốt – Học tốt", "Xây dựng trường học hạnh phúc"],
    "year": "2023",
    "date": "2023-11-20",
    "consent.subject": "2023-11-01",
    "consent.ref": "05/2023",
    "body": "Một đoạn về lớp đọc sách.",
}
ENGLISH = {
    "title": "A reading team at weekends",
    "summary": "One sentence.",
    "role": "Literature teacher",
    "photo_alt": "A teacher and pupils",
    "body": "A paragraph about the reading class.",
}


@pytest.fixture(scope="session")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The editor as «make editor» binds it, of the files as they are now."""
    assert (ROOT / "editor/node_modules").is_dir(), "run: make editor/node_modules/stamp"
    return bind(tmp_path_factory.mktemp("editor") / "dist")


def bind(out: Path) -> Path:
    subprocess.run(["node", str(ROOT / "editor/build.mjs"), str(out)], check=True, timeout=120)
    return out


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A repository whose first commit is the project's content."""
    folder = tmp_path_factory.mktemp("published")
    return make_repo(folder / "repo.git", copy_project(folder / "project").root)


# A test is run on GitHub's interface, or on each of these with «on_both_hosts».
SPEECHES = {"github": speak_github, "gitlab": speak_gitlab}
on_both_hosts = pytest.mark.parametrize("host", SPEECHES, indirect=True)


@pytest.fixture
def host(published: Repo, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[GitHost]:
    kind = getattr(request, "param", "github")
    with serve_repo(published.copy(tmp_path / "repo.git"), kind, SPEECHES[kind]) as served:
        yield served
        none_of(served.unknown)


def write_facts(out: Path, url: str, kind: str = "github", editor: Editor = EDITOR) -> None:
    """The page and configuration for a repository, as tools/make_editor.py writes them from mkdocs.yml."""
    import make_editor

    settings, problems = read_settings(read_config(ROOT / "mkdocs.yml")[0])
    assert problems == []
    settings = dataclasses.replace(settings, repository=Repository(kind, url), editor=editor)
    make_editor.make_editor(ROOT, out, settings, "")


Open = Callable[..., EditorPage]


@pytest.fixture
def open_editor(bound: Path, host: GitHost, browser: Browser) -> Iterator[Open]:
    """Opens the editor, logged in, at a new story; whatever it asks of strangers or against its rules fails the test."""
    write_facts(bound, host.url, host.kind)
    pages: list[EditorPage] = []
    with serve(bound, below="") as address, ExitStack() as stack:

        def open_at(viewport: ViewportSize = DESKTOP, at: str = NEW) -> EditorPage:
            page = stack.enter_context(opened(browser, viewport, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"))
            page.set_default_timeout(20_000)
            editor = EditorPage(page, address, host.origin)
            pages.append(editor)
            editor.log_in()
            editor.go(at)
            return editor

        yield open_at
        none_of([f"stranger: {url}" for page in pages for url in page.strangers])
        none_of([fault for page in pages for fault in page.faults])


def check_out(repo: Repo, branch: str, folder: Path) -> Project:
    """The files of a branch in a folder of their own."""
    data = subprocess.run(
        ["git", "--git-dir", str(repo.path), "archive", branch], capture_output=True, check=True, timeout=30
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(folder, filter="data")
    return Project(folder)


@on_both_hosts
def test_a_filled_story_becomes_one_branch_one_commit_two_files_and_a_picture(
    open_editor: Open, host: GitHost, tmp_path: Path
) -> None:
    editor = open_editor()
    editor.fill({**STORY, "photo": photo(tmp_path), "photo_alt": "Cô và trò quanh kệ sách"})
    editor.turn_english_on()
    editor.fill(ENGLISH, "en")
    editor.save()
    editor.answer("Gửi duyệt")
    editor.wait_until_done()

    (branch,) = host.drafts
    assert len(host.repo.commits(branch)) == 1
    changes = host.repo.changes(branch)
    slug = re.fullmatch(r"cms/guong/(doi-doc-sach-cuoi-tuan-[0-9a-f]{8})", branch)[1]  # type: ignore[index]
    stem = f"docs/guong/2023/{slug}"
    (picture,) = (path for path in changes if path.endswith(".jpeg"))
    assert changes == {f"{stem}.vi.md": "A", f"{stem}.en.md": "A", picture: "A"}
    assert Path(picture).parent.as_posix() == "docs/guong/2023"

    project = check_out(host.repo, branch, tmp_path / "out")
    result = project.check()
    assert result.returncode == 0, result.stderr
    vietnamese = (project.root / f"{stem}.vi.md").read_text(encoding="utf-8")
    assert f"photo: {Path(picture).name}\n" in vietnamese
    assert vietnamese.endswith("\n---\n\nMột đoạn về lớp đọc sách.\n")
    english = (project.root / f"{stem}.en.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^(\w+):", english, re.MULTILINE)) == {"title", "summary", "role", "photo_alt"}

    with Image.open(project.root / picture) as shown:
        assert max(shown.size) == 2000
        assert not shown.getexif()
    # «Gửi duyệt» makes the draft ready.
    (pull,) = host.pulls
    assert (pull.branch, pull.draft, pull.labels) == (branch, False, ["sveltia-cms/pending_review"])


@on_both_hosts
def test_a_pupil_without_both_consents_writes_nothing(open_editor: Open, host: GitHost) -> None:
    editor = open_editor()
    editor.fill({**STORY, "name": "Mai", "subject": "Học sinh", "role": "Học sinh khối 7", "unit": "Khối 7"})
    editor.save()
    told = editor.refusal().split("\n")
    assert told[0].startswith("Bài chưa được gửi đi đâu cả.")
    assert told[1:] == [
        "• Giấy đồng ý – Ngày cha, mẹ hoặc người giám hộ đồng ý: chưa có ngày cha mẹ hoặc người giám hộ đồng ý; "
        "hãy xin giấy đồng ý trước, chưa có giấy thì chưa đăng"
    ]
    assert (host.writes, host.drafts) == ([], [])
    editor.fill({"consent.guardian": "2023-11-02"})
    editor.save()
    editor.answer("Để sau")
    (branch,) = host.drafts
    assert [path.rsplit(".", 2)[1] for path in host.repo.changes(branch)] == ["vi"], "English was not written"
    # Nobody asked for a review yet: it stays a draft.
    assert [(pull.draft, pull.labels) for pull in host.pulls] == [(True, ["sveltia-cms/draft"])]


def test_an_empty_save_makes_no_branch_and_tells_what_is_missing(open_editor: Open, host: GitHost) -> None:
    editor = open_editor()
    editor.save()
    told = editor.refusal()
    schema = json.loads(editor.page.request.get(f"{editor.address}cau-hinh.json").text())["schema"]
    for item in schema["fields"]:
        assert (f"• {item['label']}: " in told) == item["required"], item["name"]
    assert (host.writes, host.drafts) == ([], [])


def test_english_that_is_turned_on_and_blank_is_not_sent(open_editor: Open, host: GitHost) -> None:
    editor = open_editor()
    editor.fill(STORY)
    editor.turn_english_on()
    editor.box("title", "en")
    editor.save()
    assert "tiếng Anh" in editor.refusal()
    assert host.writes == []


def test_two_namesakes_become_two_stories_with_a_picture_each(open_editor: Open, host: GitHost, tmp_path: Path) -> None:
    for _ in range(2):
        editor = open_editor()  # another clerk, at another machine
        editor.fill({**STORY, "photo": photo(tmp_path), "photo_alt": "Cô và trò"})
        editor.save()
        editor.answer("Để sau")
        editor.wait_until_done()
    first, second = (set(host.repo.changes(branch)) for branch in host.drafts)
    assert len(first) == len(second) == 2
    assert not first & second


@on_both_hosts
def test_a_published_story_is_edited_on_a_branch_of_its_own(open_editor: Open, host: GitHost, tmp_path: Path) -> None:
    editor = open_editor(at="#/collections/guong/entries/2023/lop-doc-sach-cuoi-tuan")
    # The editor shows a stand-in first; to decode an image whose source changes meanwhile is an error.
    image = editor.box("photo").locator("img").first
    for _ in range(100):
        if image.evaluate("image => image.complete && image.naturalWidth > 0"):
            break
        editor.page.wait_for_timeout(100)
    else:
        pytest.fail("the picture of the story is not shown")
    editor.fill({"summary": "Một câu mới."})
    editor.save()
    editor.answer("Để sau")
    (branch,) = host.drafts
    changes = host.repo.changes(branch)
    assert changes == {f"docs/guong/2023/lop-doc-sach-cuoi-tuan.{language}.md": "M" for language in ("vi", "en")}
    project = check_out(host.repo, branch, tmp_path / "out")
    assert project.check().returncode == 0


def test_nothing_goes_out_unchecked_and_nothing_into_the_published_branch(open_editor: Open, host: GitHost) -> None:
    editor = open_editor()
    before = host.repo.head(MAIN)
    told = editor.page.evaluate(
        """branches => Promise.all(branches.map(branchName => fetch("/graphql", {
          method: "POST",
          body: JSON.stringify({
            query: "mutation { createCommitOnBranch(input: $input) }",
            variables: { input: { branch: { branchName } } },
          }),
        }).then(() => "sent", error => error.message)))""",
        [MAIN, "cms/guong/a"],
    )
    assert told == [
        "Không ghi thẳng vào nhánh đã công bố được; ảnh hãy chọn ngay trong bài viết.",
        "Chỉ bài viết đã qua kiểm tra mới được gửi lên kho.",
    ]
    assert host.repo.head(MAIN) == before


def test_the_store_of_pictures_cannot_write_into_the_published_branch(
    open_editor: Open, host: GitHost, tmp_path: Path
) -> None:
    editor = open_editor(at="#/assets")
    editor.page.locator("input[type=file]").first.set_input_files(photo(tmp_path))
    editor.page.get_by_role("alertdialog").get_by_role("button", name="Tải lên").click()
    editor.page.get_by_text("Tải lên không thành công").first.wait_for()
    assert host.writes == []


def test_save_and_send_are_within_reach_on_a_phone(open_editor: Open, host: GitHost) -> None:
    editor = open_editor(PHONE)
    editor.fill(STORY)
    page = editor.page
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    def within_reach(name: str) -> bool:
        place = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert place is not None
        ends = place["x"] + place["width"] <= PHONE["width"] and place["y"] + place["height"] <= PHONE["height"]
        return ends and place["x"] >= 0 and place["y"] >= 0 and place["height"] >= 24

    assert within_reach(SAVE)
    editor.save()
    page.get_by_role("alertdialog").wait_for()
    assert within_reach("Gửi duyệt")
    editor.answer("Gửi duyệt")
    editor.wait_until_done()
    assert [pull.draft for pull in host.pulls] == [False]


def test_the_page_speaks_vietnamese_from_its_first_word(bound: Path, host: GitHost, browser: Browser) -> None:
    write_facts(bound, host.url)
    with serve(bound, below="") as address, opened(browser, DESKTOP, locale="en-US") as page:
        editor = EditorPage(page, address, host.origin)
        page.goto(address)
        page.get_by_role("button", name="Đăng nhập bằng mã truy cập").wait_for()
        assert page.get_by_text("Trường THCS Nguyễn Du").first.is_visible()
        assert page.evaluate("document.documentElement.lang") == "vi"
        # Its letters are the site's own, marks and all.
        assert page.evaluate("document.fonts.check('16px Be Vietnam Pro', 'ệ')")
        none_of(editor.strangers + editor.faults)


@pytest.mark.parametrize("host", ["gitlab"], indirect=True)
def test_a_login_on_gitlab_needs_no_server_and_no_token(bound: Path, host: GitHost, browser: Browser) -> None:
    write_facts(bound, host.url, host.kind)
    with serve(bound, below="") as address, opened(browser, DESKTOP, locale="vi-VN") as page:
        editor = EditorPage(page, address, host.origin)
        page.goto(address)
        page.get_by_role("button", name=re.compile("Đăng nhập bằng .?GitLab")).click()
        page.get_by_text("Tạo mới").first.wait_for()
        none_of(editor.strangers + editor.faults)


@pytest.mark.parametrize(("kind", "login"), [("gitlab", "GitLab"), ("forgejo", "Gitea")])
def test_the_editor_takes_the_configuration_of_other_hosts_and_offers_their_logins(
    bound: Path, browser: Browser, kind: str, login: str
) -> None:
    write_facts(bound, f"https://{kind}.invalid/truong/thi-dua", kind)
    with serve(bound, below="") as address, opened(browser, PHONE, locale="vi-VN") as page:
        editor_page = EditorPage(page, address, address)
        page.goto(address)
        # The name stands between signs that keep its direction.
        page.get_by_role("button", name=re.compile(f"Đăng nhập bằng .?{login}")).wait_for()
        assert page.get_by_role("button", name="Đăng nhập bằng mã truy cập").is_visible()
        none_of(editor_page.strangers + editor_page.faults)


def test_the_same_files_are_bound_into_the_same_bytes(bound: Path, tmp_path: Path) -> None:
    again = bind(tmp_path / "dist")
    files = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert len(files) > 10
    assert {name for name, data in files.items() if (bound / name).read_bytes() != data} == set()


def test_page_and_server_files_hold_the_same_strict_rules(bound: Path, host: GitHost) -> None:
    write_facts(bound, host.url)
    page = (bound / "index.html").read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")  # type: ignore[index]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert f"connect-src 'self' data: blob: {host.origin};" in policy
    for name in ("_headers", "nginx.conf"):
        text = (bound / name).read_text(encoding="utf-8")
        assert f"{policy}; frame-ancestors 'none'" in text
        assert "noindex" in text
    assert 'name="robots" content="noindex' in page
    assert "Disallow: /\n" in (bound / "robots.txt").read_text(encoding="utf-8")
