"""The content of the site in plain records, as every contestant of «make bench» is given it.

Read without the site's own package, so that a fault there cannot make the comparison easy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("vi", "en")
SUBJECTS = ("adult", "pupil", "collective")
# Where the stories, the movements and the plans stand in docs/.
STORIES, MOVEMENTS, PLANS = "guong", "phong-trao", "ke-hoach"
MOST_RELATED = 4

_HEADER = re.compile(r"\A---\n(.*?)\n---\n?", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """What a page says in one language; an untranslated page has the Vietnamese words in English too."""

    title: str
    summary: str
    body: str
    role: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Story:
    """A story that is published; ``date`` is ISO 8601, ``photo`` a file beside it or ""."""

    year: int
    slug: str
    name: str
    subject: str
    unit: str
    date: str
    movements: tuple[str, ...]
    photo: str
    texts: Mapping[str, Text]

    @property
    def stem(self) -> str:
        return f"{STORIES}/{self.year}/{self.slug}"


@dataclass(frozen=True)
class Page:
    """Any other page with words of its own: a movement, a plan, a page of the menu or the footer."""

    stem: str
    texts: Mapping[str, Text]


@dataclass(frozen=True)
class Around:
    """What a story's page leads to: the stories before and after it in its year, and a few of its movements."""

    before: Story | None
    after: Story | None
    related: tuple[Story, ...]


@dataclass(frozen=True)
class Content:
    """All of it: stories with the newest first, pages by address, units slug → {language: name}."""

    stories: tuple[Story, ...]
    pages: tuple[Page, ...]
    units: Mapping[str, Mapping[str, str]]
    pictures: tuple[str, ...] = ()

    @cached_property
    def by_movement(self) -> dict[str, list[Story]]:
        return grouped((slug, story) for story in self.stories for slug in story.movements)

    @cached_property
    def movements(self) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.stem.startswith(f"{MOVEMENTS}/"))

    def by_year(self) -> dict[int, list[Story]]:
        return grouped((story.year, story) for story in self.stories)

    def by_unit(self) -> dict[str, list[Story]]:
        found = grouped((story.unit, story) for story in self.stories)
        return {unit: found[unit] for unit in self.units if unit in found}

    def by_subject(self) -> dict[str, list[Story]]:
        found = grouped((story.subject, story) for story in self.stories)
        return {subject: found[subject] for subject in SUBJECTS if subject in found}

    def around(self) -> dict[str, Around]:
        """Stem of each story → what its page leads to."""
        places = {slug: {story.stem: at for at, story in enumerate(found)} for slug, found in self.by_movement.items()}
        sides: dict[str, tuple[Story | None, Story | None]] = {}
        for found in self.by_year().values():
            for after, story, before in zip([None, *found[:-1]], found, [*found[1:], None], strict=True):
                sides[story.stem] = (before, after)
        return {story.stem: Around(*sides[story.stem], self._related(story, places)) for story in self.stories}

    def _related(self, story: Story, places: Mapping[str, Mapping[str, int]]) -> tuple[Story, ...]:
        """The nearest by date of the same movements."""
        near: dict[str, Story] = {}
        for slug in story.movements:
            at, found = places[slug][story.stem], self.by_movement[slug]
            near |= {other.stem: other for other in found[max(0, at - 2) : at + 3] if other is not story}
        return tuple(near.values())[:MOST_RELATED]


def grouped(pairs: Iterable[tuple[Any, Story]]) -> dict[Any, list[Story]]:
    """Key → stories, in the order they come."""
    found: dict[Any, list[Story]] = {}
    for key, story in pairs:
        found.setdefault(key, []).append(story)
    return found


def split_header(text: str) -> tuple[dict[str, Any], str]:
    """(fields of the header, body) of a Markdown file."""
    match = _HEADER.match(text)
    if match is None:
        return {}, text
    values = yaml.load(match[1], Loader=yaml.CSafeLoader) or {}
    return values, text[match.end() :].strip() + "\n"


def _texts(halves: Mapping[str, tuple[Mapping[str, Any], str]]) -> dict[str, Text]:
    def text(values: Mapping[str, Any], body: str) -> Text:
        title, summary, role, alt = (str(values.get(key) or "") for key in ("title", "summary", "role", "photo_alt"))
        return Text(title, summary, body, role, alt)

    return {language: text(*halves.get(language, halves["vi"])) for language in LANGUAGES}


def story_of(stem: str, halves: Mapping[str, tuple[Mapping[str, Any], str]]) -> Story | None:
    """The story of a stem like ``guong/2023/ten-bai``, from its files; nothing for one that is not published."""
    values, _ = halves["vi"]
    if values.get("status", "published") != "published":
        return None
    _, year, slug = stem.split("/")
    return Story(
        int(year),
        slug,
        str(values["name"]),
        str(values["subject"]),
        str(values["unit"]),
        str(values["date"]),
        tuple(values["movements"]),
        str(values.get("photo") or ""),
        _texts(halves),
    )


def content_of(files: Mapping[str, str], units: Mapping[str, Mapping[str, str]], pictures: Sequence[str]) -> Content:
    """The content of ``{path in docs/: text}``, paths being ``<stem>.<language>.md``."""
    halves: dict[str, dict[str, tuple[dict[str, Any], str]]] = {}
    for path, text in sorted(files.items()):
        stem, language, _ = path.rsplit(".", 2)
        halves.setdefault(stem, {})[language] = split_header(text)
    stories, pages = [], []
    for stem, found in halves.items():
        if stem.startswith(f"{STORIES}/"):
            if story := story_of(stem, found):
                stories.append(story)
        else:
            pages.append(Page(stem, _texts(found)))
    stories.sort(key=lambda story: (story.date, story.stem), reverse=True)
    return Content(tuple(stories), tuple(pages), units, tuple(pictures))


def read_content(project: Path) -> Content:
    """The content of a project's folder; its list of units is that of ``mkdocs.yml``."""
    docs = project / "docs"
    files = {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in docs.rglob("*.md")}
    pictures = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.png"))
    return content_of(files, read_units((project / "mkdocs.yml").read_text(encoding="utf-8")), pictures)


def read_units(settings: str) -> dict[str, dict[str, str]]:
    """The units of the text of ``mkdocs.yml``."""

    class Loader(yaml.CSafeLoader):
        """Passes over what only MkDocs understands."""

    Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
    units: dict[str, dict[str, str]] = yaml.load(settings, Loader=Loader)["extra"]["units"]
    return units


def letters(stories: Iterable[Story], key: Any) -> list[tuple[str, list[Story]]]:
    """The stories by name, A to Z: (letter, its stories); ``key`` gives what a name is sorted by."""
    ordered = sorted(stories, key=lambda story: (key(story.name), story.stem))
    cuts = [0, *(at for at, (a, b) in enumerate(pairwise(ordered), 1) if a.name[0] != b.name[0]), len(ordered)]
    return [(ordered[start].name[0], ordered[start:end]) for start, end in pairwise(cuts) if start < end]
