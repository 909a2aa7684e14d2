"""What a school sets in ``mkdocs.yml`` under ``extra``: its name, its units, whether samples are shown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from thidua.languages import LANGUAGES
from thidua.letters import has_unseen, to_nfc
from thidua.look_alikes import odd_letters
from thidua.markdown_bodies import EXTENSIONS
from thidua.problems import Problem, shown
from thidua.slugs import is_slug, slugify

CONFIG = "mkdocs.yml"
# Characters of the site's name, which stands in the title of every page.
LONGEST_NAME = 120


@dataclass(frozen=True)
class Unit:
    """A class, group or office; ``names`` by language."""

    slug: str
    names: Mapping[str, str]


# Kinds of hosts whose page for a new file can be opened filled in; Forgejo has the addresses of Gitea.
HOST_NAMES = {"github": "GitHub", "gitlab": "GitLab", "gitea": "Gitea", "forgejo": "Forgejo"}
# Hosts on which the editor has no drafts: there each save is a commit.
WITHOUT_DRAFTS = ("gitea", "forgejo")


@dataclass(frozen=True)
class Repository:
    """Where the site's files are kept: ``kind`` of ``HOST_NAMES``, ``url`` of its web page without a slash at its end."""

    kind: str
    url: str
    branch: str = "main"


@dataclass(frozen=True)
class Editor:
    """The editor of stories: ``url`` of its page, on an origin of its own, ending in a slash.

    ``app_id`` is the number under which the host knows it, for a login without a server; ``proxy`` the origin of a small
    server for logins, which GitHub needs; ``branch`` takes what is written on hosts where the editor keeps no drafts.
    """

    url: str
    app_id: str = ""
    proxy: str = ""
    branch: str = ""


@dataclass(frozen=True)
class Settings:
    """The school's settings; ``school``, ``site_name`` and ``site_description`` by language."""

    school: Mapping[str, str] = field(default_factory=dict)
    site_name: Mapping[str, str] = field(default_factory=dict)
    site_description: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    samples: bool = True
    # Whether the list of units could be read: else nobody can say that a unit is not in it.
    units_are_known: bool = True
    # None where stories are sent by other ways than a pull request.
    repository: Repository | None = None
    # None where the school has none.
    editor: Editor | None = None


def read_settings(config: Mapping[str, Any], lines: Mapping[str, int] | None = None) -> tuple[Settings, list[Problem]]:
    """Settings of the parsed ``mkdocs.yml``; what is wrong falls back to a plain value and is reported.

    ``lines``: the line of each setting by its name (``extra.units.to-ngu-van``).
    """
    problems: list[Problem] = []

    def report(name: str, vi: str, en: str) -> None:
        problems.append(Problem(CONFIG, (lines or {}).get(name, 1), name, vi, en))

    extra = config.get("extra")
    extra = extra if isinstance(extra, Mapping) else {}
    name = str(config.get("site_name") or "")
    _check_extensions(config.get("markdown_extensions"), report)
    _check_plugins(config.get("plugins"), report)
    repository = _repository(extra.get("repository"), report)
    units = _units(extra.get("units"), report)
    units_are_known = not any(problem.field.startswith("extra.units") for problem in problems)
    school = _in_both(extra.get("school"), "extra.school", name, report)
    site_name = {"vi": name, "en": str(extra.get("site_name_en") or name)}
    names = {"extra.school": school, "site_name": site_name}
    for label, texts in (names | {f"extra.units.{unit.slug}": unit.names for unit in units.values()}).items():
        _check_names(label, texts, report)
    return (
        Settings(
            school=school,
            site_name=site_name,
            site_description={
                "vi": str(config.get("site_description") or ""),
                "en": str(extra.get("site_description_en") or config.get("site_description") or ""),
            },
            units=units,
            units_are_known=units_are_known,
            samples=_truth(extra.get("samples", True), "extra.samples", report),
            repository=repository,
            editor=_editor(extra.get("editor"), repository, str(config.get("site_url") or ""), report),
        ),
        problems,
    )


# What every build of the site relies on.
HOOKS = "hooks/mkdocs_hooks.py"
_FIXED = {"docs_dir": "docs", "theme.name": "material", "theme.custom_dir": "overrides"}
_REFUSED = ("INHERIT", "exclude_docs", "draft_docs")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NAV_SCHEMES = ("http", "https", "mailto", "tel")


def check_project(config: Mapping[str, Any], lines: Mapping[str, int]) -> list[Problem]:
    """What ``mkdocs.yml`` sets, besides the school's own settings, that would lead a build elsewhere.

    ``config`` is the file as plain data; ``lines``: the line of each setting, of items of lists by their number
    (``nav.0``).
    """
    problems: list[Problem] = []

    def report(name: str, vi: str, en: str) -> None:
        line = lines.get(name) or lines.get(name.partition(".")[0], 1)
        problems.append(Problem(CONFIG, line, shown(re.sub(r"\.[0-9]+(?=\.|$)", "", name)), vi, en))

    for name in _REFUSED:
        if name in config:
            report(name, "trang không dùng mục này, hãy xóa", "the site has no use for this setting; delete it")
    _check_fixed(config, report)
    _check_hooks(config, report)
    for setting in ("extra_css", "extra_javascript"):
        for name, value in _texts_in(config.get(setting), setting):
            if _is_foreign(value):
                report(
                    name, "trang không tải gì từ nơi khác, hãy xóa", "the site loads nothing from elsewhere; delete it"
                )
    for name, value in _texts_in(config.get("nav"), "nav"):
        scheme = _SCHEME.match(_bare(value))
        if scheme and scheme[1].lower() not in _NAV_SCHEMES:
            allowed = ", ".join(_NAV_SCHEMES)
            report(name, f'không dùng được "{shown(value)}"; dùng được: {allowed}', f"only {allowed} can be used")
    if len(str(config.get("site_name") or "")) > LONGEST_NAME:
        report(
            "site_name",
            f"dài quá {LONGEST_NAME} ký tự, hãy rút ngắn",
            f"over {LONGEST_NAME} characters; make it shorter",
        )
    return problems


def _check_fixed(config: Mapping[str, Any], report: Any) -> None:
    theme = config.get("theme")
    given = {"docs_dir": config["docs_dir"]} if "docs_dir" in config else {}
    if "theme" in config:
        own = theme if isinstance(theme, Mapping) else {}
        given |= {"theme.name": own.get("name"), "theme.custom_dir": own.get("custom_dir")}
    for name, value in given.items():
        if not isinstance(value, str) or posixpath.normpath(value) != _FIXED[name]:
            report(name, f"hãy ghi {_FIXED[name]}", f"write {_FIXED[name]}")


def _check_hooks(config: Mapping[str, Any], report: Any) -> None:
    """Programs that a build runs: the project's own, from the folders whose changes are looked at."""
    if "hooks" not in config:
        return
    value = config["hooks"]
    paths = dict(_texts_in(value, "hooks")) if isinstance(value, list) else {}
    normal = {name: posixpath.normpath(path.replace("\\", "/")) for name, path in paths.items()}
    for name, path in normal.items():
        if not path.startswith(("hooks/", "tests/")):
            report(name, f'hãy bỏ "{shown(paths[name])}", chỉ ghi {HOOKS}', f"take it out; only {HOOKS} belongs here")
    if HOOKS not in normal.values():
        report("hooks", f"thiếu {HOOKS}, hãy ghi lại", f"{HOOKS} is missing; write it again")


def _texts_in(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """(name, text) of each text in a setting, at any depth."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts_in(item, f"{name}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            yield from _texts_in(item, f"{name}.{number}")


def _bare(address: str) -> str:
    """An address as browsers read it: without blanks and control characters, and with slashes that lean one way."""
    return re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")


def _is_foreign(address: str) -> bool:
    return bool(_SCHEME.match(_bare(address))) or _bare(address).startswith("//")


def _names(value: Any) -> list[str]:
    """The names in a list of settings: each a name, or a name with options; a mapping is such a list too."""
    items = value if isinstance(value, (list, tuple, Mapping)) else ()
    return [str(name) for item in items for name in (item if isinstance(item, Mapping) else (item,))]


def _check_extensions(value: Any, report: Any) -> None:
    """The sanitizer knows what these make, and none of them reads other files."""
    for name in _names(value):
        if name not in EXTENSIONS:
            listed = ", ".join(EXTENSIONS)
            report(
                "markdown_extensions",
                f"trang không dùng được {shown(name)}, hãy bỏ đi; dùng được: {listed}",
                f"the site cannot use {shown(name)}; take it out (these work: {listed})",
            )


# Each was tried: what it brings into the pages comes from other sites, or stays there.
_FOREIGN_PLUGINS = ("privacy", "offline")


def _check_plugins(value: Any, report: Any) -> None:
    for name in _names(value):
        if name.rpartition("/")[2] in _FOREIGN_PLUGINS:
            report(
                "plugins",
                f"hãy bỏ {shown(name)}: trang này không tải gì từ nơi khác, phần ấy lại có thể để trang tải",
                f"take out {shown(name)}: this site loads nothing from elsewhere, and that plugin may let it",
            )


def _check_names(label: str, names: Mapping[str, str], report: Any) -> None:
    """A name stands on every page: none of its letters is unseen, or only looks like another."""
    for name in dict.fromkeys(names.values()):
        if has_unseen(name):
            report(
                label,
                "có ký tự lạ không nhìn thấy được, hãy gõ lại",
                "an odd character that cannot be seen; type it anew",
            )
        elif told := odd_letters(to_nfc(name), is_name=True):
            report(label, *told)


def _units(value: Any, report: Any) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    if value is None:
        return units
    if not isinstance(value, Mapping):
        report("extra.units", "cần các dòng «ten-don-vi: {vi: …, en: …}»", 'write lines like "slug: {vi: …, en: …}"')
        return units
    for slug, names in value.items():
        # «index» is the address of the list of all units.
        if not is_slug(str(slug)) or slug == "index":
            meant = slugify(str(slug)).replace("index", "") or "to-ngu-van"
            report(f"extra.units.{shown(slug)}", f"không dùng làm địa chỉ được, hãy viết {meant}", f"write {meant}")
            continue
        units[str(slug)] = Unit(str(slug), _in_both(names, f"extra.units.{slug}", str(slug), report))
    return units


def _repository(value: Any, report: Any) -> Repository | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        report("extra.repository", "cần {kind: github, url: https://…}", "write {kind: github, url: https://…}")
        return None
    kind, url, branch = (str(value.get(name) or "").strip() for name in ("kind", "url", "branch"))
    if kind not in HOST_NAMES:
        options = ", ".join(HOST_NAMES)
        report("extra.repository.kind", f"cần một trong: {options}", f"must be one of: {options}")
        return None
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or not parts.path.strip("/") or parts.query or parts.fragment:
        report(
            "extra.repository.url",
            "cần địa chỉ trang của kho, ví dụ https://github.com/truong/thi-dua",
            "must be the address of the repository's page, like https://github.com/school/emulation",
        )
        return None
    return Repository(kind, url.rstrip("/").removesuffix(".git"), branch or "main")


def _editor(value: Any, repository: Repository | None, site_url: str, report: Any) -> Editor | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        report("extra.editor", "cần {url: https://…}", "write {url: https://…}")
        return None
    url, app_id, proxy, branch = (str(value.get(name) or "").strip() for name in ("url", "app_id", "proxy", "branch"))
    editor = Editor(f"{url.rstrip('/')}/", app_id, proxy.rstrip("/"), branch)
    fault = _editor_fault(editor, repository, site_url)
    if fault is not None:
        report(*fault)
        return None
    return editor


def _editor_fault(editor: Editor, repository: Repository | None, site_url: str) -> tuple[str, str, str] | None:
    """(setting, Vietnamese, English) of what an editor cannot work with."""
    address = (
        "cần địa chỉ dạng https://soan-bai.truong.example/",
        "must be an address like https://write.school.example/",
    )
    if not _origin(editor.url):
        return "extra.editor.url", *address
    # The key to the repository lies in the browser's store of that origin, which every page of it can read.
    if _origin(editor.url) == _origin(site_url):
        return (
            "extra.editor.url",
            "trang soạn bài phải ở tên miền khác tên miền của trang công khai",
            "the editor must be on another origin than the public site",
        )
    if editor.proxy and _origin(editor.proxy) != editor.proxy:
        return "extra.editor.proxy", *address
    if repository is None:
        return "extra.editor", "cần ghi cả extra.repository", "extra.repository is needed too"
    if repository.kind in WITHOUT_DRAFTS and editor.branch in ("", repository.branch):
        return (
            "extra.editor.branch",
            "trang soạn bài không giữ được bản nháp trên máy chủ này; hãy ghi một nhánh riêng, ví dụ bai-moi",
            "the editor keeps no drafts on this host; name a branch of its own, like bai-moi",
        )
    return None


def _origin(url: str) -> str:
    """``https://name`` of an address; empty where it is not one."""
    parts = urlsplit(url)
    return f"https://{parts.netloc}" if parts.scheme == "https" and parts.hostname else ""


def _in_both(value: Any, label: str, fallback: str, report: Any) -> dict[str, str]:
    """A text in both languages; one text alone counts for both."""
    if value is None or isinstance(value, str):
        return dict.fromkeys(LANGUAGES, value or fallback)
    if not isinstance(value, Mapping) or not all(isinstance(value.get(language), str) for language in LANGUAGES):
        report(label, "cần {vi: …, en: …}", "write {vi: …, en: …}")
        return dict.fromkeys(LANGUAGES, fallback)
    return {language: value[language] for language in LANGUAGES}


def _truth(value: Any, label: str, report: Any) -> bool:
    if isinstance(value, bool):
        return value
    report(label, "cần true hoặc false", "write true or false")
    return False
