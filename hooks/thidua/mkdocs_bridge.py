"""The seam to MkDocs: the one module that imports it. It hands files in and pages out, and decides nothing.

The state of a build lives in ``config.extra["thidua"]``: ``mkdocs serve`` makes a new configuration for each rebuild but
keeps this module, so that a module's global would outlive its build. What belongs to the process alone (the command, the
folder being written) is kept in ``_process``.
"""

from __future__ import annotations

import copy
import datetime
import logging
import posixpath
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme
from mkdocs.utils import CountHandler, get_relative_url
from rcssmin import cssmin
from rjsmin import jsmin

from thidua import allowed_html, page_gate, page_policy, wording
from thidua.body_marks import Body, BodyMarks
from thidua.body_pictures import BodyPictures
from thidua.body_tables import BodyTables
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
from thidua.glosses import Gloss
from thidua.joins import mark_vietnamese
from thidua.languages import ENGLISH, LANGUAGES, VIETNAMESE, address, other_language, output_path, source_path
from thidua.letters import with_capital
from thidua.library import Library
from thidua.links import words_of
from thidua.markdown_bodies import TOC
from thidua.open_data import STORIES_PATH, stories_json
from thidua.picture_store import Finished, FinishedPicture, PictureStore, check_places, finish_pictures
from thidua.picture_variants import Picture, PictureLinks
from thidua.plain_text import plain_text
from thidua.problems import Problem, in_order, shown
from thidua.publishing import CannotPublish, Publication, reason
from thidua.reminders import expiring_consents
from thidua.search_entries import entries, live_words, search_labels
from thidua.search_index import index_files
from thidua.settings import Settings, read_settings
from thidua.sources import CONTENT, is_raster
from thidua.ui_strings import MissingWord, UiStrings

# «mkdocs», or the name of the fork that stands in for it: a strict build counts the warnings under this name.
ENGINE = MkDocsConfig.__module__.partition(".")[0]

_SHRINK: Mapping[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}


@dataclass
class Build:
    """The state of one build."""

    settings: Settings
    words: dict[str, UiStrings]
    library: Library = field(default_factory=lambda: Library(Settings(), (), (), (), (), ()))
    pages: dict[str, SitePage] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    media: frozenset[str] = frozenset()
    pictures: dict[str, FinishedPicture] = field(default_factory=dict)
    body_pictures: BodyPictures | None = None
    navigations: dict[str, Navigation] = field(default_factory=dict)
    configs: dict[str, MkDocsConfig] = field(default_factory=dict)
    marks: BodyMarks = field(default_factory=BodyMarks)
    # By path of the page: the glosses that its body links to.
    explained: dict[str, tuple[Gloss, ...]] = field(default_factory=dict)
    # By path of the page: the words of its body, for the search.
    spoken: dict[str, str] = field(default_factory=dict)
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
    if _process.command != "serve":
        _begin(config)
    file = Path(config.config_file_path)
    settings, problems = read_settings(config, config_lines(file))
    problems += [*read_config(file)[1], *check_words(_root(config)), *check_overrides(_root(config))]
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise Abort("hãy sửa các dòng trên / mend the lines above")
    config.mdx_configs.setdefault("toc", {}).update(TOC)
    build = config.extra["thidua"] = Build(settings, read_words(_root(config)))
    build.body_pictures = BodyPictures(partial(_picture, build))
    # MkDocs hands its list of names on to Python-Markdown, which takes an extension as well.
    config.markdown_extensions.append(build.body_pictures)  # type: ignore[arg-type]
    config.markdown_extensions.append(build.marks)  # type: ignore[arg-type]
    config.markdown_extensions.append(BodyTables())  # type: ignore[arg-type]
    return config


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


# Where MkDocs names the page at which something failed.
_PAGE_LOG = logging.getLogger(f"{ENGINE}.commands.build")


def _is_no_fault_of_a_page(_: logging.LogRecord) -> bool:
    """Whether a line of that log is about anything but the disk: a full one is told once, and is no page's fault."""
    return reason(sys.exc_info()[1] or Warning()) is None


def publish(config: MkDocsConfig) -> None:
    """Put the finished site in place of the last one, unless a strict build has warned."""
    if _process.publication is None:
        return
    if config.strict and _process.warnings.get_counts():
        end_build()
        return
    _process.publication.publish()
    # What «gh-deploy» goes on to read must stay as it is: its lock ends with the process.
    end_build(keep_lock=_process.command == "gh-deploy")


def fail(error: Exception) -> None:
    """Throw away what a broken build has written; where the disk was to blame, say so in a line instead of a traceback."""
    publication = _process.publication
    end_build()
    if line := reason(error):
        untouched = publication and publication.last_site_stands() and not isinstance(error, CannotPublish)
        raise Abort(line + (" (trang cũ còn nguyên / the last site is untouched)" if untouched else "")) from error


def end_build(keep_lock: bool = False) -> None:
    """Leave nothing of a build but the site, the last one or the new; also when Ctrl+C has ended it."""
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
    sources, media, problems, refused = read_folder(Path(config.docs_dir))
    library, found = build_library(
        sources, media, build.settings, datetime.date.today(), _process.command == "serve", refused
    )
    pictures, faults = finish_pictures(
        Path(config.docs_dir), library.shown_pictures(media), PictureStore.of_project(_root(config))
    )
    faults += check_places(Path(config.docs_dir), filter(is_raster, media))
    _stop_at([*problems, *found, *faults])
    # Whoever never runs the check must learn of these all the same.
    for notice in expiring_consents(library, datetime.date.today()):
        print(notice)
    build.library = library
    build.media = frozenset(media)
    build.pictures = pictures
    try:
        for edition in all_editions(library, build.words).values():
            for page in edition.pages():
                build.pages[source_path(page.stem, page.language)] = page
    except MissingWord as error:
        raise Abort(str(error)) from error
    build.outputs[page_policy.HEADERS_PATH] = page_policy.headers_file()
    # Feeds and data name the site from outside: they need its public address.
    if config.site_url:
        build.outputs |= {feed_path(language): atom_feed(library, language, config.site_url) for language in LANGUAGES}
        build.outputs[STORIES_PATH] = stories_json(library, config.site_url)


def _stop_at(problems: Iterable[Problem]) -> None:
    """Print problems, and stop the build at any that is more than a notice."""
    # Authors' lines go out bare, not through the log: an editor can follow «file:line:» only at the start of a line.
    told = in_order(problems)
    for problem in told:
        print(problem, file=sys.stderr)
    mistakes = sum(not problem.notice for problem in told)
    if mistakes:
        raise Abort(f"{mistakes} lỗi cần sửa, trang chưa dựng lại / {mistakes} to mend, nothing was built")


def arrange_files(files: Files, config: MkDocsConfig) -> Files:
    """Give each page its address, add the pages that no file holds, leave out what is not published."""
    build = _build(config)
    published = build.library.published_files(build.media)
    for file in list(files):
        if file.is_documentation_page():
            if file.src_uri not in build.pages or build.pages[file.src_uri].stem in build.library.withdrawn:
                files.remove(file)
        # Of the content folder only what the check has read and found to be in use, whatever else MkDocs finds there.
        elif file.src_uri not in published if _is_content(file, config) else _is_unused_asset(file.src_uri):
            files.remove(file)
    _replace_pictures(files, config)
    _shrink_assets(files, config)
    in_navigation = set(_nav_paths(config.nav))
    for src_uri, site_page in build.pages.items():
        existing = files.get_file_from_path(src_uri)
        # The text of either kind comes from ``source_of``.
        file = existing or File.generated(config, src_uri, content="")
        if existing is None:
            files.append(file)
        _move(file, site_page)
        if src_uri not in in_navigation:
            file.inclusion = InclusionLevel.NOT_IN_NAV
    for path, text in build.outputs.items():
        files.append(File.generated(config, path, content=text))
    return files


def _replace_pictures(files: Files, config: MkDocsConfig) -> None:
    """Each original makes way for its variants: its file may say where and by whom a photo was taken."""
    for path, finished in _build(config).pictures.items():
        if original := files.get_file_from_path(path):
            files.remove(original)
        for address_of, file in finished.by_path().items():
            files.append(_made_file(config, address_of, file))


def _made_file(config: MkDocsConfig, path: str, file: Finished) -> File:
    if isinstance(file, bytes):
        return File.generated(config, path, content=file)
    return File.generated(config, path, abs_src_path=str(file))


def _picture(build: Build, path: str) -> Picture | None:
    finished = build.pictures.get(path)
    return finished.picture if finished else None


def _variants(build: Build, link: Callable[[str], str], path: str) -> PictureLinks | None:
    """What a template says of a picture; None for what is not made of pixels, or not there."""
    found = _picture(build, path)
    return found.links(link) if found else None


def _is_content(file: File, config: MkDocsConfig) -> bool:
    """Whether a file stands in the content folder, not among those of the theme."""
    return file.src_dir is not None and Path(file.src_dir) == Path(config.docs_dir)


def _is_unused_asset(path: str) -> bool:
    """Material's scripts, styles, maps and icon: no page of ours loads them."""
    return path.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.")) or path.endswith(
        ".map"
    )


def _shrink_assets(files: Files, config: MkDocsConfig) -> None:
    """Publish our styles and scripts without comments and blanks: a phone on a slow network waits for each kilobyte.

    Only ours: what a school adds by ``extra_javascript`` may be written in ways that the shortening does not know.
    """
    ours = {path.name for path in (Path(str(config.theme.custom_dir)) / "assets").glob("*.*")}
    for file in files:
        shrink = _SHRINK.get(posixpath.splitext(file.src_uri)[1])
        if shrink and posixpath.split(file.src_uri) in {("assets", name) for name in ours}:
            file.content_string = shrink(file.content_string)


def _move(file: File, page: SitePage) -> None:
    """Set a file's address. Its cached values were worked out of its name, which ends in a language."""
    for cached in ("url", "abs_dest_path"):
        vars(file).pop(cached, None)
    file.name = posixpath.basename(page.stem)
    file.dest_uri = output_path(page.stem, page.language)


def _nav_paths(nav: Any) -> list[str]:
    """The pages that a ``nav`` setting names, at any depth."""
    if isinstance(nav, str):
        return [nav]
    if isinstance(nav, Mapping):
        return [path for value in nav.values() for path in _nav_paths(value)]
    return [path for item in nav or () for path in _nav_paths(item)]


def _nav_in(nav: Any, language: str, words: UiStrings) -> Any:
    """The same ``nav`` with the pages of a language and the labels of its words (``nav.<label>``), where it has them."""
    if isinstance(nav, str):
        stem = nav.removesuffix(f".{VIETNAMESE}.md")
        return nav if stem == nav else source_path(stem, language)
    if isinstance(nav, Mapping):
        return {
            words(f"nav.{label}") if words.has(f"nav.{label}") else label: _nav_in(value, language, words)
            for label, value in nav.items()
        }
    return [_nav_in(item, language, words) for item in nav]


def _label_pages(nav: Any, files: Files) -> None:
    """Give pages the labels of a ``nav``: MkDocs only does so for pages that no navigation has seen yet."""
    if isinstance(nav, Mapping):
        for label, value in nav.items():
            file = files.get_file_from_path(value) if isinstance(value, str) else None
            if file is not None and file.page is not None:
                file.page.title = label
            else:
                _label_pages(value, files)
    elif isinstance(nav, list):
        for item in nav:
            _label_pages(item, files)


def translate_navigation(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep a navigation and a configuration for each language; MkDocs has made the Vietnamese one."""
    build = _build(config)
    for language in LANGUAGES:
        build.configs[language] = _config_in(config, language)
    build.navigations[VIETNAMESE] = nav
    english = build.configs[ENGLISH]
    if config.nav is not None:
        english.nav = _nav_in(config.nav, ENGLISH, build.words[ENGLISH])
        build.navigations[ENGLISH] = get_navigation(files, english)
        _label_pages(english.nav, files)
    else:
        build.navigations[ENGLISH] = Navigation([], [])
    for language, navigation in build.navigations.items():
        home = files.get_file_from_path(source_path("index", language))
        navigation.homepage = home.page if home else None
    return nav


def _config_in(config: MkDocsConfig, language: str) -> MkDocsConfig:
    """The configuration as templates of one language see it."""
    settings = _build(config).settings
    own = copy.copy(config)
    own["site_name"] = settings.site_name[language]
    own["site_description"] = settings.site_description[language]
    options = {name: value for name, value in config.theme.items() if name not in ("name", "locale")}
    own["theme"] = Theme(
        config.theme.name,
        custom_dir=config.theme.custom_dir,
        static_templates=config.theme.static_templates,
        locale=str(config.theme.locale),
        **options,
    )
    own["theme"]["language"] = language
    return own


def source_of(page: Page, config: MkDocsConfig) -> str:
    """A page's text with a header of our own: what an author wrote there never reaches the theme unread."""
    build = _build(config)
    site_page = build.pages[page.file.src_uri]
    if build.body_pictures:
        build.body_pictures.read_page(page.file.src_uri, partial(_relative, page.url))
    # MkDocs renders each page right after it has read it.
    build.marks.body = Body(
        language=site_page.words or site_page.language,
        glosses=site_page.glosses,
        link=lambda gloss: _href(page.url, site_page.language, gloss.stem, gloss.id),
        told=site_page.told,
    )
    header = {"title": site_page.title, "template": site_page.template}
    if site_page.description:
        header["description"] = site_page.description
    # MkDocs stamps pages with the day of the build, which would make each day's site another one.
    page.update_date = (site_page.updated or datetime.date(1970, 1, 1)).isoformat()
    return f"---\n{yaml.safe_dump(header, allow_unicode=True, width=10_000)}---\n\n{site_page.body}\n"


def clean_body(html: str, page: Page, config: MkDocsConfig) -> str:
    """A rendered body as it may stand; what it loses is told before anything is published."""
    if not html:
        return html
    cleaned = allowed_html.clean(html)
    # Nearly every body comes through as it was but for the way in which its empty tags are closed. What it loses has been
    # told at its line by the checks; this is for what only a whole build can bring.
    if cleaned != html.replace(" />", ">"):
        build = _build(config)
        site_page = build.pages[page.file.src_uri]
        path = CONTENT + source_path(site_page.stem, site_page.words or site_page.language)
        lost = allowed_html.refusals(html)
        build.refused += [Problem(path, 1, "nội dung", *words_of(refusal)) for refusal in lost]
    return cleaned


def _policy() -> str:
    return page_policy.PREVIEW_POLICY if _process.command == "serve" else page_policy.META_POLICY


def look_once_more(output: str, template: str, config: MkDocsConfig, page: Page | None = None) -> str:
    """A finished page; one that its own policy would break is told, and nothing is published."""
    if template.endswith(".html"):
        build = _build(config)
        path = f"{Path(str(config.theme.custom_dir)).name}/{template}"
        if page is not None:
            site_page = build.pages[page.file.src_uri]
            source = CONTENT + source_path(site_page.stem, site_page.words or site_page.language)
            path = source if (_root(config) / source).is_file() else path
        vi = "trang này có thứ không được đăng, hãy xem lại mẫu trang, cài đặt hoặc phần mở rộng vừa thêm"
        en = "this page holds what may not be published; look at the template, setting or plugin that was added last"
        build.refused += [
            Problem(path, 1, shown(fault), vi, en) for fault in dict.fromkeys(page_gate.faults(output, _policy()))
        ]
    return output


def stop_if_refused(config: MkDocsConfig) -> None:
    """Tell what was refused while pages were made, and stop."""
    _stop_at(_build(config).refused)


def add_contents(html: str, page: Page, config: MkDocsConfig) -> str:
    """Let a plan's parts and sections be found in the page's table of contents and by MkDocs' check of anchors.

    What the body has explained is kept for the page's template, and what it says for the search.
    """
    build = _build(config)
    site_page = build.pages[page.file.src_uri]
    build.spoken[page.file.src_uri] = plain_text(html)
    if build.marks.body is not None:
        build.explained[page.file.src_uri] = tuple(build.marks.body.explained.values())
    clauses = site_page.view.get("clauses") if site_page.template == "plan.html" else None
    if clauses:
        page.present_anchor_ids = {view.clause.anchor for view in clauses}
        parts: list[AnchorLink] = []
        for view in clauses:
            if view.clause.level:
                text = view.mark + "".join(segment.text for segment in view.segments)
                link = AnchorLink(text, view.clause.anchor, view.clause.level)
                (parts[-1].children if view.clause.level > 2 and parts else parts).append(link)
        page.toc = TableOfContents(parts)
    elif site_page.template == "glossary.html":
        page.present_anchor_ids = {term.id for term in site_page.view["terms"]}
    elif site_page.template == "anniversaries.html":
        page.present_anchor_ids = {day.anchor for day in site_page.view["anniversaries"]}
    elif site_page.template == "guide.html":
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), site_page.view["fields_anchor"]}
    elif site_page.template == "places.html":
        page.present_anchor_ids = {facts.get("id") for _, facts in site_page.view["places"]}
    return html


def add_index(files: Files, config: MkDocsConfig) -> None:
    """The files of the search: all bodies are rendered by now, and nothing is written yet."""
    build = _build(config)
    for language, words in build.words.items():
        pages = [page for page in build.pages.values() if page.language == language]
        bodies = {page.stem: build.spoken.get(source_path(page.stem, language), "") for page in pages}
        found = entries(pages, bodies, build.settings, words)
        labels = search_labels(build.settings, words)
        for path, text in index_files(found, language, labels, live_words(words)).items():
            files.append(File.generated(config, path, content=text))


def prepare_templates(env: Any, config: MkDocsConfig) -> Any:
    """Every printed value is escaped unless a template says otherwise, in the theme's own as well, which print raw."""
    env.autoescape = True
    env.globals["policy"] = _policy()
    env.filters["with_capital"] = with_capital
    env.filters["vietnamese_names"] = mark_vietnamese
    return env


def page_context(context: dict[str, Any], page: Page, config: MkDocsConfig) -> dict[str, Any]:
    """What the templates of a page see."""
    build = _build(config)
    site_page = build.pages[page.file.src_uri]
    language = site_page.language
    context.update(_language_context(build, language), glosses=build.explained.get(page.file.src_uri, ()))
    context.update(
        config=build.configs[language],
        nav=build.navigations[language],
        site_page=site_page,
        href=partial(_href, page.url, language),
        picture=partial(_relative, page.url),
        variants=partial(_variants, build, partial(_relative, page.url)),
        canonical=_absolute(config, address(site_page.stem, language if site_page.is_translated else VIETNAMESE)),
        alternates=_alternates(build, config, site_page),
        feed=feed_path(language) if config.site_url else None,
        **site_page.view,
    )
    return context


def _language_context(build: Build, language: str) -> dict[str, Any]:
    return {
        "language": language,
        "t": build.words[language],
        "switch_words": build.words[other_language(language)],
        "award_names": build.words[VIETNAMESE],
        "school": build.settings.school[language],
        "units": build.settings.units,
        "movement_by_slug": build.library.movement_by_slug,
        "exists": lambda stem: source_path(stem, language) in build.pages,
        "picture_exists": build.media.__contains__,
        "long_date": partial(wording.long_date, language=language),
        "short_date": partial(wording.short_date, language=language),
        "day_and_month": partial(wording.day_and_month, language=language),
        "month_name": partial(wording.month_name, language=language),
        "join_list": partial(wording.join_list, language=language),
    }


def _relative(base: str, path: str) -> str:
    """The relative link from a page to a file of the site."""
    return get_relative_url(path, base)


def _href(base: str, language: str, stem: str, anchor: str = "", to: str | None = None) -> str:
    """The relative link from a page to another; ``to`` is the other's language where it differs."""
    link = get_relative_url(address(stem, to or language) or ".", base or ".")
    return f"{link}#{anchor}" if anchor else link


def _absolute(config: MkDocsConfig, path: str) -> str:
    """The public address of a page; relative to the root where no ``site_url`` is set."""
    return urljoin(config.site_url or "", path) if config.site_url else path


def _alternates(build: Build, config: MkDocsConfig, page: SitePage) -> list[tuple[str, str]]:
    """(hreflang, address) of the page in each language it is written in; Vietnamese is for everybody else."""
    if page.template == "withdrawn.html" or not config.site_url:
        return []
    languages = [language for language in LANGUAGES if build.pages[source_path(page.stem, language)].is_translated]
    found = [(language, _absolute(config, address(page.stem, language))) for language in languages]
    return [*found, ("x-default", _absolute(config, address(page.stem, VIETNAMESE)))]


def template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """What 404.html and sitemap.xml see: both languages, and addresses from the root."""
    build = _build(config)
    root = urlsplit(config.site_url or "/").path
    context.update(_language_context(build, VIETNAMESE))
    context.update(
        config=build.configs[VIETNAMESE],
        nav=build.navigations[VIETNAMESE],
        site_page=None,
        words=build.words,
        href=lambda stem, anchor="", to=VIETNAMESE: root + address(stem, to),
        picture=lambda path: root + path,
        variants=partial(_variants, build, lambda path: root + path),
        sitemap=[
            (page, _absolute(config, address(page.stem, page.language)), _alternates(build, config, page))
            for _, page in sorted(build.pages.items())
            if page.is_indexed and config.site_url  # a sitemap names public addresses only
        ],
    )
    return context
