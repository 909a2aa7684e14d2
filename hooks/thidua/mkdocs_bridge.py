"""The seam to MkDocs: the one module that imports it. It hands files in and pages out, and decides nothing.

The state of a build lives in ``config.extra["thidua"]``: ``mkdocs serve`` makes a new configuration for each rebuild but
keeps this module, so that a module's global would outlive its build. What belongs to the process alone (the command, the
folder being written) is kept in ``_process``.
"""

from __future__ import annotations

import datetime
import gzip
import logging
import posixpath
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler
from rcssmin import cssmin
from rjsmin import jsmin

from thidua import page_gate, page_policy
from thidua.building import build_library
from thidua.content_folder import (
    check_overrides,
    check_words,
    config_lines,
    read_config,
    read_folder,
    read_words,
)
from thidua.editions import SitePage, all_editions
from thidua.feeds import atom_feed, feed_path
from thidua.file_kinds import STORIES
from thidua.languages import LANGUAGES, VIETNAMESE, address, output_path, source_path
from thidua.library import Library
from thidua.menu import menu, stems_of
from thidua.movements import Movement
from thidua.open_data import STORIES_PATH, stories_json
from thidua.page_bodies import BodyReader, PageBody, source_of
from thidua.page_html import PageTemplates, SiteFacts
from thidua.page_keys import PageKeys, digest
from thidua.page_store import PREVIEW_STORE, SITE_STORE, PageStore
from thidua.picture_store import Finished, FinishedPicture, PictureStore, check_places, finish_pictures
from thidua.picture_variants import Picture
from thidua.problems import Problem, in_order, shown
from thidua.publishing import CannotPublish, Publication, reason
from thidua.read_store import ReadStore
from thidua.reminders import expiring_consents
from thidua.search_entries import entries, live_words, search_labels
from thidua.search_index import index_files
from thidua.settings import CONFIG, Settings, read_settings
from thidua.site_manifest import EMPTY, Manifest
from thidua.site_tree import Content, Wanted, update
from thidua.sources import is_raster
from thidua.suggest import did_you_mean
from thidua.ui_strings import MissingWord, UiStrings

# «mkdocs», or the name of the fork that stands in for it: a strict build counts the warnings under this name.
ENGINE = MkDocsConfig.__module__.partition(".")[0]

# Whose another version may make other pages.
_MADE_BY = ("Jinja2", "Markdown", "MarkupSafe", "mkdocs-material", "nh3", "PyYAML")

# How a finished picture ends: the sum of its content.
_SUM_IN_NAME = re.compile(r"^[0-9a-f]{40}-[0-9a-f]+$")

_SHRINK: Mapping[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}


@dataclass
class Build:
    """The state of one build."""

    settings: Settings
    words: dict[str, UiStrings]
    templates: PageTemplates = field(init=False)
    library: Library = field(default_factory=lambda: Library(Settings(), (), (), (), (), ()))
    pages: dict[str, SitePage] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    media: frozenset[str] = frozenset()
    # By path from docs/: a short sum of each text.
    digests: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, FinishedPicture] = field(default_factory=dict)
    # The content folder, and the menu of mkdocs.yml: MkDocs is told of neither.
    docs: str = ""
    nav: Any = None
    # All of the site but its pages: path → its bytes, or the file to copy.
    files: dict[str, Finished] = field(default_factory=dict)
    # All of the site: path → a sum of its content, and the content.
    wanted: dict[str, tuple[str, Content]] = field(default_factory=dict)
    # By path of the page: the words of its body, for the search, and its anchors.
    spoken: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)
    # (page, what was written, file, anchor) of links of bodies to places on pages.
    links: list[tuple[SitePage, str, str, str]] = field(default_factory=list)
    # What bodies lost to the sanitizer, and pages that their policy would break.
    refused: list[Problem] = field(default_factory=list)


@dataclass
class _Process:
    """What outlives a build: the command of this process; the site on its way, and the configuration that leads there;
    the site that ``gh-deploy`` reads after its build.
    """

    command: str = "build"
    publication: Publication | None = None
    config: MkDocsConfig | None = None
    deployed: Publication | None = None
    # The folder that MkDocs is shown in place of the content, and that of the content.
    empty: tempfile.TemporaryDirectory[str] | None = None
    docs: str = ""
    # The folder that the server of a preview reads, and what is in it.
    preview: Path = Path()
    shown: Manifest = EMPTY
    warnings: CountHandler = field(default_factory=lambda: CountHandler(level=logging.WARNING))


_process = _Process()


def remember_command(command: str) -> None:
    """``serve`` shows drafts and writes to a folder of MkDocs' own; anything else publishes."""
    _process.command = command


def _build(config: MkDocsConfig) -> Build:
    build: Build = config.extra["thidua"]
    return build


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def prepare_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set what ``mkdocs.yml`` cannot say, and send a build to a folder beside the site."""
    if _process.command == "serve":
        _process.preview = Path(config.site_dir)
    else:
        _begin(config)
    file = Path(config.config_file_path)
    settings, problems = read_settings(config, config_lines(file))
    problems += [*read_config(file)[1], *check_words(_root(config)), *check_overrides(_root(config))]
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise Abort("hãy sửa các dòng trên / mend the lines above")
    config.extra["thidua"] = Build(settings, read_words(_root(config)), docs=config.docs_dir, nav=config.nav)
    _hide_content(config)
    return config


def _hide_content(config: MkDocsConfig) -> None:
    """Show MkDocs an empty folder: all pages are made here, and it would look at each of thousands of files."""
    _process.config, _process.docs = config, config.docs_dir
    _process.empty = tempfile.TemporaryDirectory()
    config.docs_dir, config.nav = _process.empty.name, []
    if _process.command == "serve":
        # MkDocs empties its folder before each build.
        config.site_dir = str(Path(_process.empty.name) / "site")
    config.theme.static_templates = set()


def show_content(config: MkDocsConfig | None = None) -> None:
    """Give the configuration its folder back: a preview watches it."""
    if _process.empty is not None and _process.config is not None:
        _process.config.docs_dir = _process.docs
        _process.empty.cleanup()
        _process.empty = None


def _begin(config: MkDocsConfig) -> None:
    """MkDocs empties its folder before it builds; so it gets one that nobody reads yet."""
    end_build()
    _process.publication = Publication(Path(config.site_dir), _tell, sources=_sources(config))
    _process.publication.begin()
    _process.config = config
    config.site_dir = str(_process.publication.staging)
    _process.warnings = CountHandler(level=logging.WARNING)
    logging.getLogger(ENGINE).addHandler(_process.warnings)
    _PAGE_LOG.addFilter(_is_no_fault_of_a_page)


def _sources(config: MkDocsConfig) -> list[Path]:
    """What a site must never take the place of: ``mkdocs.yml`` and the folders that a build reads or git keeps."""
    folders = ("docs", "hooks", "overrides", "tools", "tests", ".git", ".github")
    return [Path(config.config_file_path), Path(config.docs_dir), *(_root(config) / name for name in folders)]


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


# Where MkDocs names what failed; a page at which something does is named in a log of ours.
_PAGE_LOG = logging.getLogger(f"{ENGINE}.commands.build")
_LOG = logging.getLogger(f"{ENGINE}.thidua")


def _is_no_fault_of_a_page(_: logging.LogRecord) -> bool:
    """Whether a line of that log is about anything but the disk: a full one is told once, and is no page's fault."""
    return reason(sys.exc_info()[1] or Warning()) is None


def publish(config: MkDocsConfig) -> None:
    """Put the finished site in place of the last one, unless a strict build has warned."""
    show_content()
    if _process.command == "serve":
        _show_preview(_build(config).wanted)
    if _process.publication is None:
        return
    if config.strict and _process.warnings.get_counts():
        end_build()
        return
    _process.publication.publish_tree(_build(config).wanted)
    # What «gh-deploy» goes on to read must stay as it is: its lock ends with the process.
    end_build(keep_lock=_process.command == "gh-deploy")


def _show_preview(wanted: Wanted) -> None:
    """Bring the folder that the server reads up to date: only what has changed is written."""
    shown, _process.shown = _process.shown, EMPTY
    _process.shown = update(_process.preview, shown, wanted).manifest


def fail(error: Exception) -> None:
    """Throw away what a broken build has written; where the disk was to blame, say so in a line instead of a traceback."""
    publication = _process.publication
    end_build()
    if line := reason(error):
        untouched = publication and publication.last_site_stands() and not isinstance(error, CannotPublish)
        raise Abort(line + (" (trang cũ còn nguyên / the last site is untouched)" if untouched else "")) from error


def end_build(keep_lock: bool = False) -> None:
    """Leave nothing of a build but the site, the last one or the new; also when Ctrl+C has ended it."""
    show_content()
    if _process.publication is None:
        return
    logging.getLogger(ENGINE).removeHandler(_process.warnings)
    _PAGE_LOG.removeFilter(_is_no_fault_of_a_page)
    if _process.config is not None:
        _process.config.site_dir = str(_process.publication.site)
    _process.publication.discard()
    if keep_lock:
        _process.deployed = _process.publication
    else:
        _process.publication.release()
    _process.publication = _process.config = None


def read_library(config: MkDocsConfig) -> None:
    """Read all content; print its problems and stop where there are any."""
    build = _build(config)
    sources, media, problems, refused = read_folder(Path(build.docs))
    library, found = build_library(
        sources,
        media,
        build.settings,
        datetime.date.today(),
        _process.command == "serve",
        refused,
        ReadStore.of_project(_root(config)).read,
    )
    pictures, faults = finish_pictures(
        Path(build.docs), library.shown_pictures(media), PictureStore.of_project(_root(config))
    )
    faults += check_places(Path(build.docs), filter(is_raster, media))
    _stop_at([*problems, *found, *faults])
    # Whoever never runs the check must learn of these all the same.
    for notice in expiring_consents(library, datetime.date.today()):
        print(notice)
    build.library = library
    build.digests = {source.path: digest(source.text.encode()) for source in sources}
    build.media = frozenset(media)
    build.pictures = pictures
    try:
        for edition in all_editions(library, build.words).values():
            for page in edition.pages():
                build.pages[source_path(page.stem, page.language)] = page
    except MissingWord as error:
        raise Abort(str(error)) from error
    _stop_at(_nav_problems(build, config))
    build.outputs[page_policy.HEADERS_PATH] = page_policy.headers_file()
    # Feeds and data name the site from outside: they need its public address.
    if config.site_url:
        build.outputs |= {feed_path(language): atom_feed(library, language, config.site_url) for language in LANGUAGES}
        build.outputs[STORIES_PATH] = stories_json(library, config.site_url)


def _nav_problems(build: Build, config: MkDocsConfig) -> Iterable[Problem]:
    """Pages that the menu leads to and that are not there."""
    lines = config_lines(Path(config.config_file_path))
    for stem in sorted(stems_of(menu(build.nav, build.words[VIETNAMESE], str))):
        path = source_path(stem, VIETNAMESE)
        if path not in build.pages or build.pages[path].template == "withdrawn.html":
            vi, en = did_you_mean(path, build.pages)
            yield Problem(
                CONFIG,
                lines.get("nav", 1),
                "nav",
                f'không có trang "{shown(path)}".{vi}',
                f"there is no such page.{en}",
            )


def _stop_at(problems: Iterable[Problem]) -> None:
    """Print problems, and stop the build at any that is more than a notice."""
    # Authors' lines go out bare, not through the log: an editor can follow «file:line:» only at the start of a line.
    told = in_order(problems)
    for problem in told:
        print(problem, file=sys.stderr)
    mistakes = sum(not problem.notice for problem in told)
    if mistakes:
        raise Abort(f"{mistakes} lỗi cần sửa, trang chưa dựng lại / {mistakes} to mend, nothing was built")


def take_files_over(files: Files, config: MkDocsConfig) -> Files:
    """Note what the theme publishes, and leave nothing to MkDocs: it would do for each file what only few need."""
    build = _build(config)
    ours = {path.name for path in (Path(str(config.theme.custom_dir)) / "assets").glob("*.*")}
    for file in files:
        if file.src_dir != config.docs_dir and not _is_unused_asset(file.src_uri):
            shrink = _SHRINK.get(posixpath.splitext(file.src_uri)[1])
            is_ours = posixpath.split(file.src_uri) in {("assets", name) for name in ours}
            # Only ours is shortened: what a school adds may be written in ways that the shortening does not know.
            build.files[file.dest_uri] = (
                shrink(file.content_string).encode() if shrink and is_ours else Path(str(file.abs_src_path))
            )
    return Files([])


def _is_unused_asset(path: str) -> bool:
    """Material's scripts, styles, maps and icon: no page of ours loads them."""
    return path.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.")) or path.endswith(
        ".map"
    )


def _picture(build: Build, path: str) -> Picture | None:
    finished = build.pictures.get(path)
    return finished.picture if finished else None


def _address_of(build: Build, path: str) -> str | None:
    """From the root of the site, where a file of ``docs/`` is published."""
    page = build.pages.get(path)
    if page is not None:
        return None if page.template == "withdrawn.html" else address(page.stem, page.language)
    return path if path in build.files else None


def prepare_templates(env: Environment, config: MkDocsConfig) -> Environment:
    """Keep what MkDocs has made of the theme."""
    build = _build(config)
    build.templates = PageTemplates(
        env,
        SiteFacts(
            library=build.library,
            words=build.words,
            pages=build.pages,
            media=build.media,
            find_picture=partial(_picture, build),
            nav=build.nav,
            site_url=config.site_url or "",
            policy=_policy(),
            theme={"config": config},
        ),
    )
    return env


def make_site(config: MkDocsConfig) -> None:
    """Make every page, the files of the search and what else is published."""
    build = _build(config)
    _collect_files(build, config)
    _make_pages(build, config)
    _check_anchors(build)
    _add_index(build)
    _add_apart(build, config)
    build.wanted |= {path: (_sum_of(content), content) for path, content in build.files.items()}


def _sum_of(content: Finished) -> str:
    """A sum of a file of the site; the name of a finished picture holds one already."""
    if isinstance(content, Path):
        return content.name if _SUM_IN_NAME.search(content.stem) else digest(content.read_bytes()).hex()
    return digest(content).hex()


def _make_pages(build: Build, config: MkDocsConfig) -> None:
    """Every page of the site: those on which nothing has changed are only looked for where they are missing there."""
    keys = PageKeys(_all_pages_depend_on(build, config), build.digests, partial(_picture, build))
    key_of = {path: keys.key(page, *_translated(build, page)) for path, page in build.pages.items()}
    # A preview shows other pages than a build: each keeps its own.
    store = PageStore(_root(config) / (PREVIEW_STORE if _process.command == "serve" else SITE_STORE))
    known = store.known()
    reader = BodyReader(
        config.markdown_extensions, config.mdx_configs, partial(_picture, build), partial(_address_of, build)
    )
    made: dict[bytes, tuple[Any, bytes]] = {}

    def html_of(key: bytes, page: SitePage) -> bytes:
        return store.html([key]).get(key) or _make_page(build, page, reader, config)[1]

    for path, page in build.pages.items():
        key = key_of[path]
        if key in known:
            words, ids, links = known[key]
            content: Content = partial(html_of, key, page)
        else:
            (words, ids, links), content = made[key] = _make_page(build, page, reader, config)
        build.spoken[path], build.anchors[path] = words, frozenset(ids)
        build.links += [(page, *link) for link in links]
        build.wanted[output_path(page.stem, page.language)] = key.hex(), content
    if not build.refused:
        store.keep(made, key_of.values())
        if _process.command != "serve":
            # It may still hold what has been taken down since somebody last looked at a preview.
            PageStore(_root(config) / PREVIEW_STORE).forget()


def _make_page(build: Build, page: SitePage, reader: BodyReader, config: MkDocsConfig) -> tuple[Any, bytes]:
    body = reader.read(page)
    build.refused += body.problems
    return (body.words, tuple(sorted(body.ids)), body.anchors), _page(build, page, body, config).encode()


def _translated(build: Build, page: SitePage) -> tuple[bool, ...]:
    """In which languages a page is written: each names the other."""
    return tuple(build.pages[source_path(page.stem, language)].is_translated for language in LANGUAGES)


def _all_pages_depend_on(build: Build, config: MkDocsConfig) -> object:
    """What every page shows, or is made by: code, templates, words, settings, and the names of what may be linked."""
    theme = Path(str(config.theme.custom_dir))
    code = Path(__file__).parent
    library = build.library
    return (
        tuple(version(name) for name in _MADE_BY),
        tuple((file.name, digest(file.read_bytes())) for file in sorted(code.glob("*.py"))),
        tuple(
            (str(file.relative_to(theme)), digest(file.read_bytes()))
            for file in sorted(theme.rglob("*"))
            if file.is_file() and file.suffix in (".html", ".yml", ".xml", ".svg")
        ),
        (build.settings, build.nav, config.site_url, _policy()),
        (list(config.markdown_extensions), config.mdx_configs),
        (config.extra_css, [repr(script) for script in config.extra_javascript]),
        tuple((movement.slug, *map(_title_in(movement), LANGUAGES)) for movement in library.movements),
        tuple(page.stem for page in build.pages.values() if page.template not in ("story.html", "withdrawn.html")),
        tuple(sorted(path for path in build.media if not path.startswith(STORIES))),
        tuple(build.pictures[path].picture for path in sorted(build.pictures) if not path.startswith(STORIES)),
    )


def _title_in(movement: Movement) -> Callable[[str], tuple[str, str]]:
    def title(language: str) -> tuple[str, str]:
        text = movement.in_language(language)
        return text.language, text.title

    return title


def _page(build: Build, page: SitePage, body: PageBody, config: MkDocsConfig) -> str:
    """A finished page; one that its own policy would break is told, and nothing is published."""
    try:
        output = build.templates.render(page, body)
    except Exception as error:
        _LOG.error(f"{source_of(page)}, {page.template}: {error}")
        raise
    source = source_of(page)
    _look_once_more(build, output, source if (_root(config) / source).is_file() else f"overrides/{page.template}")
    return output


def _policy() -> str:
    return page_policy.PREVIEW_POLICY if _process.command == "serve" else page_policy.META_POLICY


def _look_once_more(build: Build, output: str, path: str) -> None:
    vi = "trang này có thứ không được đăng, hãy xem lại mẫu trang, cài đặt hoặc phần mở rộng vừa thêm"
    en = "this page holds what may not be published; look at the template, setting or plugin that was added last"
    build.refused += [
        Problem(path, 1, shown(fault), vi, en) for fault in dict.fromkeys(page_gate.faults(output, _policy()))
    ]


def stop_if_refused(config: MkDocsConfig) -> None:
    """Tell what was refused while pages were made, and stop."""
    _stop_at(_build(config).refused)


def _collect_files(build: Build, config: MkDocsConfig) -> None:
    """Pictures in place of their originals, which may say where and by whom a photo was taken; papers; what was made."""
    docs = Path(build.docs)
    for path in build.library.published_files(build.media) - build.pictures.keys():
        build.files[path] = docs / path
    for finished in build.pictures.values():
        build.files |= finished.by_path()
    build.files |= {path: text.encode() for path, text in build.outputs.items()}


def _add_index(build: Build) -> None:
    """The files of the search."""
    for language, words in build.words.items():
        pages = [page for page in build.pages.values() if page.language == language]
        bodies = {page.stem: build.spoken.get(source_path(page.stem, language), "") for page in pages}
        found = entries(pages, bodies, build.settings, words)
        labels = search_labels(build.settings, words)
        made = index_files(found, language, labels, live_words(words))
        build.files |= {path: text.encode() for path, text in made.items()}


def _add_apart(build: Build, config: MkDocsConfig) -> None:
    """404.html and sitemap.xml, which stand at no address of an edition."""
    root = urlsplit(config.site_url or "/").path
    for name in ("404.html", "sitemap.xml"):
        output = build.templates.render_apart(name, root)
        if name.endswith(".html"):
            _look_once_more(build, output, f"overrides/{name}")
        build.files[name] = output.encode()
    build.files["sitemap.xml.gz"] = gzip.compress(output.encode(), mtime=0)


# Anchors that templates give to pages: what of a page's view stands there under which id.
_VIEW_ANCHORS: Mapping[str, Callable[[Mapping[str, Any]], Iterable[str]]] = {
    "plan.html": lambda view: (item.clause.anchor for item in view["clauses"]),
    "glossary.html": lambda view: (term.id for term in view["terms"]),
    "anniversaries.html": lambda view: (day.anchor for day in view["anniversaries"]),
    "guide.html": lambda view: (view["fields_anchor"],),
    "places.html": lambda view: (facts.get("id") for _, facts in view["places"]),
}


def _check_anchors(build: Build) -> None:
    """Links of bodies to places on pages; those to places in the text of stories were checked before."""
    for page, written, file, anchor in build.links:
        target = build.pages.get(file)
        if target is None:
            continue
        of_view = _VIEW_ANCHORS.get(target.template)
        if anchor not in build.anchors[file] and anchor not in (of_view(target.view) if of_view else ()):
            vi, en = f'không có chỗ nào tên là "#{anchor}" ở trang ấy', "there is no such place on that page"
            text = page.body.split(written)[0] if written in page.body else ""
            line = page.view["text"].body_line + text.count("\n") if "text" in page.view else 1
            build.refused.append(Problem(source_of(page), line, "nội dung", f'liên kết "{shown(written)}": {vi}', en))
