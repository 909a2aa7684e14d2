"""With the store of finished pages the site is what it would be without: the same bytes, whatever was changed before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import sample
from conftest import Project, copy_project
from thidua.page_store import PageStore

STORE = ".cache/trang.db"


def bytes_of(site: Path) -> dict[str, bytes]:
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def edit_story(project: Project) -> None:
    project.edit("docs/guong/2023/lop-doc-sach-cuoi-tuan.vi.md", "title: ", "title: Chuyện kể về ")


def add_story(project: Project) -> None:
    source = sample("bai-vua-viet", movements="[day-tot-hoc-tot]", date="2023-11-21")
    (project.docs / source.path).write_text(source.text, encoding="utf-8")


def rename_story(project: Project) -> None:
    (project.docs / "guong/2023/bai-vua-viet.vi.md").rename(project.docs / "guong/2023/bai-doi-ten.vi.md")


def withdraw_story(project: Project) -> None:
    project.edit("docs/guong/2023/bai-doi-ten.vi.md", "sample: true", "sample: true\nstatus: withdrawn")


def edit_movement(project: Project) -> None:
    project.edit("docs/phong-trao/day-tot-hoc-tot.vi.md", "\n## ", "\nMột đoạn vừa thêm.\n\n## ")


def edit_glossary(project: Project) -> None:
    project.edit("docs/thuat-ngu.vi.md", "meaning: ", "meaning: Nói gọn, ")


def edit_template(project: Project) -> None:
    project.edit("overrides/partials/share.html", '<div class="td-share"', '<div class="td-share td-muted"')


def edit_words(project: Project) -> None:
    project.edit("overrides/locales/en.yml", "See", "Look at")


def edit_setting(project: Project) -> None:
    project.edit("mkdocs.yml", "vi: Tổ Ngữ văn", "vi: Tổ Văn")


def edit_menu(project: Project) -> None:
    project.edit("mkdocs.yml", "  - Từ ngữ: thuat-ngu.vi.md\n", "")


def edit_picture(project: Project) -> None:
    folder = project.docs / "guong/2023"
    pictures = sorted(folder.glob("*.png")) + sorted(folder.glob("*.jpg"))
    shutil.copyfile(pictures[1], pictures[0])


def hide_samples(project: Project) -> None:
    project.edit("mkdocs.yml", "samples: true", "samples: false")


STEPS: tuple[Callable[[Project], None], ...] = (
    edit_story,
    add_story,
    edit_picture,
    rename_story,
    withdraw_story,
    edit_movement,
    edit_glossary,
    edit_template,
    edit_words,
    edit_setting,
    edit_menu,
    hide_samples,
)


def test_after_any_change_the_site_is_that_of_a_first_build(project: Project, tmp_path: Path) -> None:
    def build() -> dict[str, bytes]:
        result = project.build()
        assert result.returncode == 0, result.stderr
        return bytes_of(project.site)

    last = build()
    for step in STEPS:
        step(project)
        stored = build()
        assert stored != last, step.__name__
        (project.root / STORE).rename(tmp_path / "kept.db")
        assert stored == build(), step.__name__
        (tmp_path / "kept.db").replace(project.root / STORE)
        last = stored


def test_a_second_build_makes_no_page_anew(project: Project) -> None:
    """What stands in the store is what is published: here, the words of a page that were changed there by hand."""
    assert project.build().returncode == 0
    before = bytes_of(project.site)
    store = PageStore(project.root / STORE)
    known = store.known()
    pages = store.html(known)
    marked = {key: (known[key], html.replace(b"</body>", b"<!--kept--></body>")) for key, html in pages.items()}
    store.keep(marked, known)
    # A page that stands in the site already would not even be looked for.
    for name in ("site", ".site.truoc"):
        shutil.rmtree(project.root / name)
    assert project.build().returncode == 0
    after = bytes_of(project.site)
    pages_of_site = {path for path in before if path.endswith("index.html")}
    assert {path for path in before if after[path] != before[path]} == pages_of_site
    assert len(pages_of_site) == len(known)


def test_nothing_of_a_withdrawn_story_stays_in_the_store(project: Project) -> None:
    add_story(project)
    path = "docs/guong/2023/bai-vua-viet.vi.md"
    project.edit(path, "name: Nguyễn Thị Mẫu", "name: Trịnh Thị Riêng")
    assert project.build().returncode == 0
    assert "Trịnh Thị Riêng".encode() in (project.root / STORE).read_bytes()
    project.edit(path, "sample: true", "sample: true\nstatus: withdrawn")
    assert project.build().returncode == 0
    assert "Trịnh Thị Riêng".encode() not in (project.root / STORE).read_bytes()


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(b"gone")], ids=["missing", "broken"])
def test_without_its_store_a_build_is_only_slower(project: Project, spoil: Callable[[Path], object]) -> None:
    assert project.build().returncode == 0
    before = bytes_of(project.site)
    spoil(project.root / STORE)
    assert project.build().returncode == 0
    assert bytes_of(project.site) == before


def test_a_build_that_is_refused_keeps_the_last_pages(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    assert project.build().returncode == 0
    kept = PageStore(project.root / STORE).known()
    project.edit("overrides/story.html", '<article class="td-story">', '<article class="td-story" onclick="x()">')
    assert project.build().returncode == 1
    assert PageStore(project.root / STORE).known() == kept
