"""«mkdocs serve», as every MkDocs user knows it: a preview that follows edits, shows drafts, and survives mistakes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import Project
from playwright.sync_api import Browser

STORY = "docs/guong/2023/lop-doc-sach-cuoi-tuan.vi.md"


class Preview:
    """A running preview. It ends after a minute by itself, whatever a test does."""

    def __init__(self, project: Project) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.address],
            cwd=project.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.timer = threading.Timer(60, self.process.kill)
        self.timer.start()

    def wait_for(self, words: str) -> str:
        """The line of the log that holds the words; fails when the preview ends before."""
        assert self.process.stdout is not None
        told = []
        for line in self.process.stdout:
            told.append(line)
            if words in line:
                return line
        pytest.fail(f"{words!r} never came:\n" + "".join(told))

    def read(self, path: str) -> str:
        with urlopen(f"http://{self.address}/{path}", timeout=20) as answer:
            text: str = answer.read().decode("utf-8")
        return text

    def close(self) -> None:
        self.timer.cancel()
        self.process.terminate()
        self.process.wait(20)
        if self.process.stdout is not None:
            self.process.stdout.close()


@pytest.fixture
def preview(project: Project) -> Iterator[Preview]:
    running = Preview(project)
    yield running
    running.close()


def test_the_preview_shows_drafts_follows_edits_and_survives_a_mistake(project: Project, preview: Preview) -> None:
    preview.wait_for("Serving on")
    assert "Bản nháp – chưa đăng" in preview.read("guong/2025/tieng-trong-truong/")
    project.edit(STORY, "title: Lớp đọc sách cuối tuần", "title: Lớp đọc sách chiều thứ sáu")
    preview.wait_for("Reloading browsers")
    assert "Lớp đọc sách chiều thứ sáu" in preview.read("guong/2023/lop-doc-sach-cuoi-tuan/")
    assert "Lớp đọc sách chiều thứ sáu" in preview.read("phong-trao/day-tot-hoc-tot/")
    project.edit(STORY, "year: 2023", "year: 2024")
    assert preview.wait_for(": year: ").startswith(f"{STORY}:9: year: ghi 2024")
    preview.wait_for("An error happened during the rebuild")
    project.edit(STORY, "year: 2024", "year: 2023")
    preview.wait_for("Reloading browsers")
    assert "Lớp đọc sách chiều thứ sáu" in preview.read("guong/")


def test_the_preview_leaves_the_built_site_alone(project: Project, preview: Preview) -> None:
    preview.wait_for("Serving on")
    assert not Path(project.site).exists()
    assert not list(project.root.glob(".site*"))


def test_an_open_page_follows_an_edit_by_itself(project: Project, preview: Preview, browser: Browser) -> None:
    preview.wait_for("Serving on")
    page = browser.new_page()
    page.goto(f"http://{preview.address}/guong/2023/lop-doc-sach-cuoi-tuan/")
    project.edit(STORY, "title: Lớp đọc sách cuối tuần", "title: Lớp đọc sách chiều thứ sáu")
    page.get_by_role("heading", name="Lớp đọc sách chiều thứ sáu").wait_for(timeout=30_000)
    page.close()
