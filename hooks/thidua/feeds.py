"""The Atom feed of each language: published stories of real people and collectives, newest first.

Samples, drafts and withdrawn stories are in no feed; nor, in the English one, stories that nobody has translated yet.
"""

from __future__ import annotations

import datetime
from urllib.parse import urljoin
from xml.etree import ElementTree

from thidua import addresses
from thidua.languages import address
from thidua.library import Library
from thidua.stories import Story

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 50


def feed_path(language: str) -> str:
    """Where a language's feed is published."""
    return f"{address(addresses.HOME, language)}feed.xml"


def feed_stories(library: Library, language: str) -> tuple[Story, ...]:
    """The stories of a feed, newest first."""
    return tuple(story for story in library.stories if story.is_indexed and story.texts.is_translated(language))[
        :NEWEST
    ]


def atom_feed(library: Library, language: str, site_url: str) -> str:
    """An Atom document. Its dates are those of the stories, at midnight UTC: a story has a day, no hour."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    home = urljoin(site_url, address(addresses.HOME, language))
    stories = feed_stories(library, language)
    newest = max((story.date for story in stories), default=datetime.date(1970, 1, 1))
    _add(feed, "id", home)
    _add(feed, "title", library.settings.site_name.get(language, ""))
    _add(feed, "updated", _instant(newest))
    _add(_add(feed, "author"), "name", library.settings.school.get(language, ""))
    _add(feed, "link", href=home)
    _add(feed, "link", rel="self", href=urljoin(site_url, feed_path(language)))
    for story in stories:
        text = story.in_language(language)
        link = urljoin(site_url, address(story.stem, language))
        entry = _add(feed, "entry")
        _add(entry, "id", link)
        _add(entry, "title", text.title)
        _add(entry, "updated", _instant(story.date))
        _add(entry, "link", href=link)
        _add(entry, "summary", text.summary or story.in_language("vi").summary)
    ElementTree.indent(feed)
    # As bytes: as a text its declaration would name the encoding of the machine.
    document: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document.decode() + "\n"


def _instant(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element
