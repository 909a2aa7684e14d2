"""Pieces of pages that many pages share, rendered once for an edition.

A piece fits every page because its links do not begin with the way from that page to the root of the site, or of its
edition, but with ``ROOT`` or ``EDITION``, for which a finished page has that way put in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from thidua.menu import MenuItem, stems_of

# Characters that no text can hold: files with them are refused.
ROOT, EDITION = "\x02", "\x04"
# Where a shared piece has a hole for what differs from page to page.
HOLE = "\x03"

PIECES, PICTURES = "partials/pieces.html", "partials/pictures.html"
_HEADER = "partials/site_header.html"


def way_to_root(address: str) -> str:
    """From a page's address (``en/guong/a-z/``; home is ``""``) to the root: ``../../../``, or ``./``."""
    return "../" * address.count("/") or "./"


def with_ways(html: str, root: str, edition: str) -> str:
    """A page with the ways to these roots put in."""
    return html.replace(ROOT, root).replace(EDITION, edition)


class SharedPieces:
    """The shared pieces of one edition. ``context`` is what templates see on all of its pages."""

    def __init__(self, env: Environment, context: Mapping[str, Any], menu: tuple[MenuItem, ...]) -> None:
        self._env = env
        self._menu = menu
        self._in_menu = stems_of(menu)
        self._made: dict[Hashable, str] = {}
        self.context: dict[str, Any] = {
            **context,
            "menu": menu,
            "once": self.once,
            "shared": self.shared,
            "header": self.header,
            "card": self.story_card,
        }
        # What stands in files of macros sees the edition, not the page.
        for name, path in (("pictures", PICTURES), ("pieces", PIECES)):
            self.context[name] = env.get_template(path).make_module(self.context)

    def once(self, key: Hashable, macro: Callable[..., str], *given: Any) -> str:
        """What a macro makes of these, made at most once for a key: it must hold all that the result depends on."""
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = macro(*given)
        return found

    def shared(self, template: str) -> str:
        """A template that depends on the edition alone."""
        return self.once(template, lambda: self._rendered(template))

    def _rendered(self, template: str, **more: Any) -> Markup:
        return Markup(self._env.get_template(template).render(self.context, **more))  # noqa: S704 (a template escapes)

    def header(self, stem: str | None, other: str) -> str:
        """The head of a page, with its place in the menu marked; ``other`` is its address in the other language.

        ``stem`` is None for a page that stands at no address of its own.
        """
        here = stem if stem is None or stem in self._in_menu else ""
        folder = stem.split("/")[0] if stem and "/" in stem else ""
        made = self.once(
            (_HEADER, here, folder),
            lambda: self._rendered(_HEADER, stem=here, folder=folder, other_address=HOLE),
        )
        return made.replace(HOLE, other)

    def story_card(self, story: Any, level: int = 3, why: str = "", large: bool = False) -> str:
        """A story in a list; ``why`` stands in place of its summary."""
        macro = self.context["pieces"].story_card
        card = self.once(("card", story.stem, level, bool(why), large), macro, story, level, HOLE if why else "", large)
        return card.replace(HOLE, why) if why else card
