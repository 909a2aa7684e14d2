"""What the search can find in one language: stories, movements, clauses of the plans, terms, pages.

A clause, a term, a place and an anniversary are found where they stand on their page. Whatever is no page of the edition
(drafts, withdrawn stories, samples where they are off) cannot be found, because only the edition is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from thidua import addresses
from thidua.awards import SUBJECTS
from thidua.editions import ClauseView, SitePage
from thidua.languages import VIETNAMESE, address
from thidua.letters import with_capital
from thidua.movements import Movement
from thidua.plans import Clause, Plan
from thidua.settings import Settings
from thidua.stories import Story
from thidua.ui_strings import UiStrings, Word
from thidua.wording import day_and_month

# In the order in which they stand where they are equally good.
MOVEMENT, CLAUSE, STORY, TERM, PAGE = KINDS = ("movement", "clause", "story", "term", "page")

# The cover, the search itself and what was taken down are no finds.
_NO_FINDS = frozenset({"home.html", "search.html", "withdrawn.html"})
# The words of scripts in the files of the interface.
_LIVE = "search.live."
# A plan's page is found by its title; those who sign and receive it by their own lines.
_NO_CLAUSES = frozenset({"title", "subject", "recipients"})


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    ``stem`` and ``anchor`` are its place; ``title``, ``about`` (a role) and ``text`` are in the language ``words``;
    ``names`` are Vietnamese in every edition: persons, a movement's names. ``year``, ``unit``, ``subject`` and
    ``movements`` (slugs) are what results are narrowed by.
    """

    kind: str
    stem: str
    title: str
    text: str
    words: str
    anchor: str = ""
    names: tuple[str, ...] = ()
    about: str = ""
    year: int | None = None
    unit: str | None = None
    subject: str | None = None
    movements: tuple[str, ...] = ()
    is_sample: bool = False

    def address(self, language: str) -> str:
        """From the root of the site: ``en/ke-hoach/2023/#i-1-a``."""
        page = address(self.stem, language)
        return f"{page}#{self.anchor}" if self.anchor else page


def entries(
    pages: Iterable[SitePage], bodies: Mapping[str, str], settings: Settings, t: UiStrings
) -> tuple[Entry, ...]:
    """All entries of an edition's pages, movements first, stories newest first; ``bodies`` are plain texts by stem."""
    own: dict[str, Callable[[SitePage, str], Iterable[Entry]]] = {
        "story.html": _story,
        "movement.html": _movement,
        "plan.html": partial(_plan, t),
        "glossary.html": _terms,
        "places.html": _places,
        "anniversaries.html": _days,
    }
    found = [
        entry
        for page in pages
        if page.template not in _NO_FINDS
        for entry in own.get(page.template, partial(_page, settings))(page, bodies.get(page.stem, ""))
    ]
    return tuple(sorted(found, key=lambda entry: KINDS.index(entry.kind)))


def search_labels(settings: Settings, t: UiStrings) -> dict[str, dict[str, str]]:
    """What the choices by which results are narrowed are called, by facet and key."""
    return {
        "loai": {kind: t(f"search.kind.{kind}") for kind in KINDS},
        "don-vi": {"": "", **{slug: unit.names[t.language] for slug, unit in settings.units.items()}},
        "doi-tuong": {subject: t(f"subject.{subject}.title") for subject in SUBJECTS},
    }


def live_words(t: UiStrings) -> dict[str, Word]:
    """The words of the interface that scripts of the search show: pages need not carry them."""
    return t.under(_LIVE)


def _page(settings: Settings, page: SitePage, body: str) -> Iterator[Entry]:
    entry = Entry(PAGE, page.stem, page.title, _joined(page.description, body), page.words or page.language)
    # The list of a unit goes by the name of the unit, which its title spells out.
    slug = page.stem.removeprefix(addresses.unit(""))
    unit = settings.units.get(slug) if slug != page.stem else None
    yield replace(entry, unit=slug, names=_other_names((unit.names[VIETNAMESE],), page.title)) if unit else entry


def _story(page: SitePage, body: str) -> Iterator[Entry]:
    story: Story = page.view["story"]
    text = page.view["text"]
    vietnamese = story.texts.vietnamese
    yield Entry(
        STORY,
        page.stem,
        page.title,
        _joined(text.summary or vietnamese.summary, body, text.get("photo_alt")),
        page.words,
        names=(story.name,),
        about=text.get("role") or vietnamese.get("role") or "",
        year=story.year,
        unit=story.unit,
        subject=story.subject,
        movements=story.movements,
        is_sample=story.is_sample,
    )


def _movement(page: SitePage, body: str) -> Iterator[Entry]:
    movement: Movement = page.view["movement"]
    text, launched = page.view["text"], page.view["launched"]
    facts = (fact for fact, _ in page.view["facts"])
    yield Entry(
        MOVEMENT,
        page.stem,
        page.title,
        _joined(text.summary, body, launched.get("by"), launched.get("document"), *facts),
        page.words,
        names=_other_names(movement.names, page.title),
        about=" · ".join(text.get("aliases", ())) if page.words != VIETNAMESE else "",
        movements=(movement.slug,),
    )


def _plan(t: UiStrings, page: SitePage, body: str) -> Iterator[Entry]:
    plan: Plan = page.view["plan"]
    yield Entry(CLAUSE, page.stem, page.title, page.description, page.words, year=plan.year)
    for view in page.view["clauses"]:
        if view.clause.kind not in _NO_CLAUSES:
            yield _clause(t, page, plan, view)
    for number, note in enumerate(page.view["notes"], start=1):
        title, text = t("search.note", number=number, year=plan.year), note.texts[page.language]
        yield Entry(PAGE, page.stem, title, text, page.language, anchor=f"ghi-chu-{number}", year=plan.year)


def _label(t: UiStrings, clause: Clause) -> str:
    if clause.kind in ("part", "section", "paragraph"):
        return t("plan.see_clause", clause=clause.id)
    return t(f"clause.{clause.kind}", number=clause.id.rpartition(".")[2])


def _clause(t: UiStrings, page: SitePage, plan: Plan, view: ClauseView) -> Entry:
    words = "".join(part.text for part in view.segments)
    label = with_capital(_label(t, view.clause))
    return Entry(
        CLAUSE,
        page.stem,
        f"{label}: {words}" if view.clause.level else label,
        _joined(words, view.meaning),
        view.words,
        anchor=view.clause.anchor,
        year=plan.year,
        movements=tuple(movement.slug for movement, _ in view.movements),
    )


def _terms(page: SitePage, body: str) -> Iterator[Entry]:
    yield Entry(PAGE, page.stem, page.title, _joined(page.description, body), page.words)
    for term in page.view["terms"]:
        names = _other_names((term.original, *term.forms), term.term)
        yield Entry(TERM, page.stem, term.term, term.meaning, page.words, anchor=term.id, names=names)


def _places(page: SitePage, body: str) -> Iterator[Entry]:
    yield Entry(PAGE, page.stem, page.title, _joined(page.description, body), page.words)
    for place, facts in page.view["places"]:
        text = _joined(place.get("new"), place.get("note"))
        names = _other_names((facts.get("old"),), place.get("old"))
        yield Entry(TERM, page.stem, place.get("old"), text, page.words, anchor=facts.get("id"), names=names)


def _days(page: SitePage, body: str) -> Iterator[Entry]:
    yield Entry(PAGE, page.stem, page.title, _joined(page.description, body), page.words)
    for day in page.view["anniversaries"]:
        date = with_capital(day_and_month(day.month, day.day, day.language))
        # Also as it is written in a hurry: 20/11.
        text = _joined(day.note, f"{day.day}/{day.month}")
        yield Entry(PAGE, page.stem, with_capital(day.title), text, day.language, anchor=day.anchor, about=date)


def _other_names(names: Iterable[str], title: str) -> tuple[str, ...]:
    """Each name once, without the title."""
    return tuple(name for name in dict.fromkeys(names) if name.lower() != title.lower())


def _joined(*texts: str | None) -> str:
    """One text of several, each set apart: lines around a found word may run over their ends."""
    return " · ".join(text for text in texts if text)
