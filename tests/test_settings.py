"""What a school sets in ``mkdocs.yml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from thidua.content_folder import read_config
from thidua.settings import Editor, Settings, Unit, read_settings

CONFIG = {
    "site_name": "Thi đua",
    "site_description": "Mô tả.",
    "extra": {
        "school": {"vi": "Trường Mẫu", "en": "Sample School"},
        "site_name_en": "Emulation",
        "site_description_en": "Description.",
        "samples": False,
        "units": {"to-toan": {"vi": "Tổ Toán", "en": "Mathematics"}, "khoi-6": {"vi": "Khối 6", "en": "Grade 6"}},
    },
}


def read_extra(**extra: Any) -> tuple[Settings, list[str]]:
    settings, problems = read_settings({"site_name": "Thi đua", "extra": extra})
    return settings, [str(problem) for problem in problems]


def problems_of(config: dict[str, Any]) -> list[str]:
    return [str(problem) for problem in read_settings({"site_name": "Thi đua", **config})[1]]


def test_right_settings_are_read_whole() -> None:
    assert read_settings(CONFIG) == (
        Settings(
            school={"vi": "Trường Mẫu", "en": "Sample School"},
            site_name={"vi": "Thi đua", "en": "Emulation"},
            site_description={"vi": "Mô tả.", "en": "Description."},
            units={
                "to-toan": Unit("to-toan", {"vi": "Tổ Toán", "en": "Mathematics"}),
                "khoi-6": Unit("khoi-6", {"vi": "Khối 6", "en": "Grade 6"}),
            },
            samples=False,
        ),
        [],
    )


@pytest.mark.parametrize("config", [{}, {"extra": None}, {"extra": "a"}, {"extra": []}, {"extra": {"units": None}}])
def test_without_settings_everything_is_empty_and_samples_are_shown(config: dict[str, Any]) -> None:
    nothing = {"vi": "", "en": ""}
    assert read_settings(config) == (
        Settings(school=nothing, site_name=nothing, site_description=nothing, units={}, samples=True),
        [],
    )


def test_one_text_counts_for_both_languages() -> None:
    settings, problems = read_extra(school="Trường Mẫu", units={"khoi-6": "Khối 6", "khoi-7": None})
    assert problems == []
    assert settings.school == {"vi": "Trường Mẫu", "en": "Trường Mẫu"}
    assert settings.units["khoi-6"].names == {"vi": "Khối 6", "en": "Khối 6"}
    assert settings.units["khoi-7"].names == {"vi": "khoi-7", "en": "khoi-7"}
    assert settings.site_name == {"vi": "Thi đua", "en": "Thi đua"}
    assert read_settings({"site_description": "Mô tả."})[0].site_description == {"vi": "Mô tả.", "en": "Mô tả."}


@pytest.mark.parametrize(
    ("extra", "line"),
    [
        ({"school": {"vi": "Trường Mẫu"}}, "extra.school: cần {vi: …, en: …} / write {vi: …, en: …}"),
        ({"school": ["a"]}, "extra.school: cần {vi: …, en: …} / write {vi: …, en: …}"),
        ({"school": {"vi": "a", "en": False}}, "extra.school: cần {vi: …, en: …} / write {vi: …, en: …}"),
        ({"samples": "no"}, "extra.samples: cần true hoặc false / write true or false"),
        ({"samples": None}, "extra.samples: cần true hoặc false / write true or false"),
        (
            {"units": ["to-toan"]},
            'extra.units: cần các dòng «ten-don-vi: {vi: …, en: …}» / write lines like "slug: {vi: …, en: …}"',
        ),
        (
            {"units": {"Tổ Toán": {"vi": "a", "en": "b"}}},
            "extra.units.Tổ Toán: không dùng làm địa chỉ được, hãy viết to-toan / write to-toan",
        ),
        (
            {"units": {"???": "a"}},
            "extra.units.???: không dùng làm địa chỉ được, hãy viết to-ngu-van / write to-ngu-van",
        ),
        ({"units": {"to-toan": {"en": "b"}}}, "extra.units.to-toan: cần {vi: …, en: …} / write {vi: …, en: …}"),
    ],
)
def test_a_wrong_setting_is_told_once(extra: dict[str, Any], line: str) -> None:
    assert read_extra(**extra)[1] == [f"mkdocs.yml:1: {line}"]


def test_a_wrong_setting_falls_back_to_the_careful_value() -> None:
    # Nobody can say what «no» in quotes was to mean, so invented stories stay out.
    settings, _ = read_extra(
        samples="no", school=["a"], units={"Tổ Toán": "a", "to-van": {"vi": "b"}, "khoi-6": "Khối 6"}
    )
    assert settings.samples is False
    assert settings.school == {"vi": "Thi đua", "en": "Thi đua"}
    assert {slug: dict(unit.names) for slug, unit in settings.units.items()} == {
        "to-van": {"vi": "to-van", "en": "to-van"},
        "khoi-6": {"vi": "Khối 6", "en": "Khối 6"},
    }


REPOSITORY = {"kind": "github", "url": "https://github.com/truong/thi-dua"}
FORGEJO = {"kind": "forgejo", "url": "https://codeberg.org/truong/thi-dua"}
EDITOR = {"url": "https://soan-bai.truong.example"}


def read_editor(repository: Any, editor: Any, site_url: str = "https://truong.example/") -> tuple[Any, list[str]]:
    extra = {"repository": repository, "editor": editor}
    settings, problems = read_settings({"site_url": site_url, "extra": extra})
    return settings.editor, [problem.field for problem in problems]


def test_an_editor_is_read_whole() -> None:
    proxy = "https://dang-nhap.truong.example"
    assert read_editor(REPOSITORY, {**EDITOR, "proxy": f"{proxy}/"}) == (
        Editor("https://soan-bai.truong.example/", proxy=proxy),
        [],
    )
    assert read_editor(FORGEJO, {**EDITOR, "app_id": "a1", "branch": "bai-moi"}) == (
        Editor("https://soan-bai.truong.example/", "a1", branch="bai-moi"),
        [],
    )
    assert read_editor(REPOSITORY, None) == (None, [])


@pytest.mark.parametrize(
    ("repository", "editor", "name"),
    [
        (REPOSITORY, "https://soan-bai.truong.example", "extra.editor"),
        (REPOSITORY, {}, "extra.editor.url"),
        (REPOSITORY, {"url": "http://soan-bai.truong.example"}, "extra.editor.url"),
        # Beside the public site, every page of which could then read the key to the repository.
        (REPOSITORY, {"url": "https://truong.example/soan-bai/"}, "extra.editor.url"),
        (REPOSITORY, {**EDITOR, "proxy": "https://a.example/b"}, "extra.editor.proxy"),
        (None, EDITOR, "extra.editor"),
        # No drafts there: each save would go straight into the site.
        (FORGEJO, EDITOR, "extra.editor.branch"),
        (FORGEJO, {**EDITOR, "branch": "main"}, "extra.editor.branch"),
    ],
)
def test_an_editor_that_would_not_be_safe_or_could_not_write_is_told_and_left_out(
    repository: Any, editor: Any, name: str
) -> None:
    assert read_editor(repository, editor) == (None, [name])


@pytest.mark.parametrize(
    "written",
    [["attr_list", {"toc": {"permalink": False}}, "tables"], {"toc": {}, "abbr": None}, None, []],
)
def test_extensions_that_the_sanitizer_knows_are_used(written: object) -> None:
    assert problems_of({"markdown_extensions": written}) == []


def test_an_extension_that_reads_other_files_is_refused() -> None:
    (line,) = problems_of({"markdown_extensions": ["toc", {"pymdownx.snippets": {"base_path": "/"}}]})
    assert "markdown_extensions: trang không dùng được pymdownx.snippets, hãy bỏ đi; dùng được: abbr" in line


@pytest.mark.parametrize("written", [["privacy"], [{"material/offline": {}}], {"offline": {}}])
def test_plugins_that_load_from_elsewhere_are_refused(written: object) -> None:
    (line,) = problems_of({"plugins": written})
    assert "plugins: hãy bỏ " in line


def test_other_plugins_are_left_to_the_last_look_at_each_page() -> None:
    assert problems_of({"plugins": ["search"]}) == []


def test_names_have_letters_that_are_what_they_look_like() -> None:
    units = {"to-toan": {"vi": "Tổ Tоán", "en": "Mathematics"}, "to-van": {"vi": "Tổ Văn", "en": "Literature\u200b"}}
    _, told = read_extra(units=units, school="Trường THCS Ðồng Tháp")
    assert [line.split(" ")[1] for line in told] == ["extra.school:", "extra.units.to-toan:", "extra.units.to-van:"]
    assert "“о” (U+043E CYRILLIC SMALL LETTER O) trong “Tоán”" in told[1] and "bằng “Đ”" in told[0]
    assert "không nhìn thấy được" in told[2]


def told_of(folder: Path, text: str) -> list[str]:
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return [f"{problem.line} {problem.field}" for problem in read_config(folder / "mkdocs.yml")[1]]


def test_the_projects_own_settings_lead_nowhere_else() -> None:
    assert read_config(ROOT / "mkdocs.yml")[1] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nextra_css:\n  - a.css\n  - https://khac.example/a.css\n", "4 extra_css"),
        ("extra_css: ['/\\khac.example/a.css']\n", "1 extra_css"),
        ("extra_javascript:\n  - {path: //khac.example/a.js, type: module}\n", "2 extra_javascript.path"),
        ("nav:\n  - index.vi.md\n  - Xem: 'java\tscript:alert(1)'\n", "3 nav.Xem"),
        ("nav:\n  - Nhóm:\n    - Xem: data:text/html,a\n", "3 nav.Nhóm.Xem"),
        ("a: 1\ndocs_dir: /etc\n", "2 docs_dir"),
        ("docs_dir: !ENV NOI\n", "1 docs_dir"),
        ("theme:\n  custom_dir: overrides\n  name: readthedocs\n", "3 theme.name"),
        ("theme:\n  name: material\n  custom_dir: ../khac\n", "3 theme.custom_dir"),
        ("a: 1\nINHERIT: ../khac.yml\n", "2 INHERIT"),
        ("a: 1\nexclude_docs: |\n  *.md\n", "2 exclude_docs"),
        ("hooks:\n  - hooks/mkdocs_hooks.py\n  - docs/a.py\n", "3 hooks"),
        ("hooks:\n  - hooks/mkdocs_hooks.py\n  - hooks/../a.py\n", "3 hooks"),
        ("a: 1\nhooks: []\n", "2 hooks"),
        ("extra:\n  samples: true\n  samples: false\n", "3 extra.samples"),
        ("a: 1\nextra:\n  <<: {samples: true}\n", "3 extra.<<"),
        (f"a: 1\nsite_name: {'a' * 121}\n", "2 site_name"),
    ],
)
def test_what_leads_a_build_elsewhere_is_told_at_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert told_of(tmp_path, text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "nav:\n  - Viết thư: mailto:a@truong.example\n  - Trang khác: https://truong.example/\n  - a.vi.md\n",
        "extra_css: [assets/rieng.css]\nextra_javascript: [{path: assets/rieng.js, defer: true}]\n",
        "docs_dir: ./docs/\ntheme: {name: material, custom_dir: ./overrides}\n",
        "hooks: [hooks/rieng.py, hooks/mkdocs_hooks.py]\n",
        f"site_name: {'a' * 120}\n",
    ],
)
def test_settings_of_the_schools_own_are_left_alone(tmp_path: Path, text: str) -> None:
    assert told_of(tmp_path, text) == []
