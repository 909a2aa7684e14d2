"""Bodies of pages: from Markdown to what stands on a page, by one reader for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markdown import Markdown
from markupsafe import Markup

from thidua import allowed_html
from thidua.body_links import BodyLinks, Followed
from thidua.body_marks import Body, BodyMarks
from thidua.body_pictures import BodyPictures
from thidua.body_plain import PlainTexts
from thidua.body_tables import BodyTables
from thidua.editions import SitePage
from thidua.glosses import Gloss
from thidua.languages import VIETNAMESE, address, source_path
from thidua.links import words_of
from thidua.markdown_bodies import TOC
from thidua.picture_variants import Picture
from thidua.plain_text import plain_text
from thidua.problems import Problem
from thidua.shared_pieces import way_to_root
from thidua.sources import CONTENT

_ID = re.compile(r'\sid="([^"]*)"')


NOTHING = Markup()


@dataclass(frozen=True)
class Heading:
    """A heading of the second level: its anchor and its words, which may hold HTML."""

    id: str
    title: str


@dataclass(frozen=True)
class PageBody:
    """What a page's template gets of its body, and what others want to know of it.

    ``words`` is its plain text, ``explained`` the glosses it links to, ``ids`` its anchors, ``anchors`` the places on
    pages that it links to: (what was written, file, anchor). ``problems`` stop a build.
    """

    html: Markup = NOTHING
    words: str = ""
    explained: tuple[Gloss, ...] = ()
    contents: tuple[Heading, ...] = ()
    ids: frozenset[str] = frozenset()
    anchors: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


class BodyReader:
    """Renders bodies. ``extensions`` and their ``options`` are those of ``mkdocs.yml``.

    ``find_picture`` gives a picture by its path from ``docs/``; ``find`` the address of a file of ``docs/``.
    """

    def __init__(
        self,
        extensions: Iterable[str],
        options: Mapping[str, Mapping[str, Any]],
        find_picture: Callable[[str], Picture | None],
        find: Callable[[str], str | None],
    ) -> None:
        self._pictures, self._links, self._marks = BodyPictures(find_picture), BodyLinks(find), BodyMarks()
        self._markdown = Markdown(
            extensions=[*extensions, self._pictures, self._links, self._marks, BodyTables(), PlainTexts()],
            extension_configs={**options, "toc": {**options.get("toc", {}), **TOC}},
        )

    def read(self, page: SitePage) -> PageBody:
        """The body of a page."""
        if not page.body.strip():
            return PageBody()
        source = source_path(page.stem, page.language)
        way = way_to_root(address(page.stem, page.language))
        in_edition = way_to_root(address(page.stem, VIETNAMESE))
        self._pictures.read_page(source, lambda path: way + path)
        followed = self._links.body = Followed(source, way)
        marked = self._marks.body = Body(
            language=page.words or page.language,
            glosses=page.glosses,
            link=lambda gloss: f"{in_edition}{address(gloss.stem, VIETNAMESE)}#{gloss.id}",
            told=page.told,
        )
        self._markdown.reset()
        rendered = self._markdown.convert(page.body)
        html = allowed_html.clean(rendered)
        return PageBody(
            html=Markup(html),  # noqa: S704 (it comes from the sanitizer)
            words=plain_text(html),
            explained=tuple(marked.explained.values()),
            contents=tuple(self._headings()),
            ids=frozenset(_ID.findall(html)),
            anchors=tuple(followed.anchors),
            problems=tuple(_problems(page, rendered, html, followed)),
        )

    def _headings(self) -> Iterable[Heading]:
        # Python-Markdown's own list of the headings that it has just read.
        return [Heading(token["id"], token["name"]) for token in getattr(self._markdown, "toc_tokens", ())]


def source_of(page: SitePage) -> str:
    """The file, from the project's root, in which the words of a page stand."""
    return CONTENT + source_path(page.stem, page.words or page.language)


def _problems(page: SitePage, rendered: str, html: str, followed: Followed) -> Iterable[Problem]:
    """What the sanitizer has taken away, and links that lead nowhere: the checks have told both at their lines."""
    # Nearly every body comes through as it was but for the way in which its empty tags are closed.
    if html != rendered.replace(" />", ">"):
        for refusal in allowed_html.refusals(rendered):
            yield Problem(source_of(page), 1, "nội dung", *words_of(refusal))
    for link in followed.lost:
        yield Problem(
            source_of(page), 1, "nội dung", f'liên kết "{link}" không dẫn tới tệp nào', "the link leads to no file"
        )
