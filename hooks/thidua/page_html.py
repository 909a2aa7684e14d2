"""From a page of an edition to its HTML: what the templates see, and the way to the root put in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment

from thidua import wording
from thidua.editions import SitePage
from thidua.feeds import feed_path
from thidua.joins import mark_vietnamese
from thidua.languages import LANGUAGES, VIETNAMESE, address, other_language, source_path
from thidua.letters import with_capital
from thidua.library import Library
from thidua.menu import menu
from thidua.page_bodies import PageBody
from thidua.picture_variants import Picture, PictureLinks
from thidua.shared_pieces import EDITION, ROOT, SharedPieces, way_to_root, with_ways
from thidua.ui_strings import UiStrings


@dataclass(frozen=True)
class SiteFacts:
    """What the templates of a whole site are made of.

    ``pages`` by the path of their text in ``docs/``; ``media`` the paths of other files; ``find_picture`` gives a picture
    by its path; ``nav`` is the menu's setting, ``policy`` what pages may load; ``theme`` is what else templates see.
    """

    library: Library
    words: Mapping[str, UiStrings]
    pages: Mapping[str, SitePage]
    media: Collection[str]
    find_picture: Callable[[str], Picture | None]
    nav: Any
    site_url: str
    policy: str
    theme: Mapping[str, Any]


class PageTemplates:
    """Renders the pages of a site. Every printed value is escaped unless a template says otherwise."""

    def __init__(self, env: Environment, facts: SiteFacts) -> None:
        self._env = env
        self._facts = facts
        env.autoescape = True
        env.globals["policy"] = facts.policy
        env.filters["with_capital"] = with_capital
        env.filters["vietnamese_names"] = mark_vietnamese
        self._shared = {language: self._pieces(language) for language in LANGUAGES}

    def render(self, page: SitePage, body: PageBody) -> str:
        """The HTML of a page."""
        language = page.language
        here = address(page.stem, language)
        context = {
            **self._shared[language].context,
            **self._theme(here),
            "site_page": page,
            "content": body.html,
            "contents": body.contents,
            "glosses": body.explained,
            "canonical": self._absolute(address(page.stem, language if page.is_translated else VIETNAMESE)),
            "alternates": self._alternates(page),
            "other_address": href(language, page.stem, to=other_language(language)),
            **page.view,
        }
        html = self._env.get_template(page.template).render(context)
        return with_ways(html, way_to_root(here), way_to_root(address(page.stem, VIETNAMESE)))

    def render_apart(self, template: str, root: str) -> str:
        """A file that is no page of an edition (404.html, sitemap.xml): both languages, addresses from ``root``."""
        context = {
            **self._shared[VIETNAMESE].context,
            **self._theme(""),
            "site_page": None,
            "other_address": "",
            "alternates": (),
            "words": self._facts.words,
            "sitemap": [
                (page, self._absolute(address(page.stem, page.language)), self._alternates(page))
                for _, page in sorted(self._facts.pages.items())
                if page.is_indexed and self._facts.site_url  # a sitemap names public addresses only
            ],
        }
        return with_ways(self._env.get_template(template).render(context), root, root)

    def _theme(self, here: str) -> dict[str, Any]:
        """What filters of MkDocs ask for: a base for what ``mkdocs.yml`` adds to every page."""
        return {**self._facts.theme, "page": None, "base_url": way_to_root(here).rstrip("/")}

    def _pieces(self, language: str) -> SharedPieces:
        facts, words = self._facts, self._facts.words[language]
        settings = facts.library.settings
        context = {
            "language": language,
            "t": words,
            "switch_words": facts.words[other_language(language)],
            "award_names": facts.words[VIETNAMESE],
            "school": settings.school[language],
            "site_name": settings.site_name[language],
            "site_url": facts.site_url,
            "feed": feed_path(language) if facts.site_url else None,
            "units": settings.units,
            "movement_by_slug": facts.library.movement_by_slug,
            "exists": lambda stem: source_path(stem, language) in facts.pages,
            "picture_exists": facts.media.__contains__,
            "href": partial(href, language),
            "picture": picture,
            "variants": self._variants,
            "long_date": partial(wording.long_date, language=language),
            "short_date": partial(wording.short_date, language=language),
            "day_and_month": partial(wording.day_and_month, language=language),
            "month_name": partial(wording.month_name, language=language),
            "join_list": partial(wording.join_list, language=language),
        }

        def title_of(stem: str) -> str:
            page = facts.pages.get(source_path(stem, language))
            return page.title if page else stem

        return SharedPieces(self._env, context, menu(facts.nav, words, title_of))

    def _variants(self, path: str) -> PictureLinks | None:
        """What a template says of a picture; None for what is not made of pixels, or not there."""
        found = self._facts.find_picture(path)
        return found.links(picture) if found else None

    def _absolute(self, path: str) -> str:
        """The public address of a page; relative to the root where no ``site_url`` is set."""
        return urljoin(self._facts.site_url, path) if self._facts.site_url else path

    def _alternates(self, page: SitePage) -> list[tuple[str, str]]:
        """(hreflang, address) of the page in each language it is written in; Vietnamese is for everybody else."""
        if page.template == "withdrawn.html" or not self._facts.site_url:
            return []
        pages = self._facts.pages
        languages = [language for language in LANGUAGES if pages[source_path(page.stem, language)].is_translated]
        found = [(language, self._absolute(address(page.stem, language))) for language in languages]
        return [*found, ("x-default", self._absolute(address(page.stem, VIETNAMESE)))]


def picture(path: str) -> str:
    """The link to a file of the site, by its path from the root."""
    return ROOT + path


def href(language: str, stem: str, anchor: str = "", to: str | None = None) -> str:
    """The link to a page; ``to`` is its language where that is not the edition's."""
    # The edition of the page is nearer than the site, and most links stay in it.
    link = EDITION + address(stem, VIETNAMESE) if to in (None, language) else ROOT + address(stem, str(to))
    return f"{link}#{anchor}" if anchor else link
