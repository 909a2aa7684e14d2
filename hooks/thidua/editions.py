"""An edition: all pages of the site in one language, each with what its template needs.

This is the site's table of contents in code: one function a kind of page. Nothing here knows how a page becomes HTML.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from thidua import addresses, documents, listings
from thidua.anniversaries import Anniversary, from_values
from thidua.awards import ADULT
from thidua.fields import Values
from thidua.glosses import Gloss, Glosses
from thidua.joins import Segment, contains_term, mark_glosses, mark_names
from thidua.languages import ENGLISH, LANGUAGES, VIETNAMESE
from thidua.letters import match_form, with_capital
from thidua.library import Library
from thidua.movements import Movement
from thidua.ordering import sort_key
from thidua.pages import GLOSSARY, PLACES
from thidua.plans import Clause, Plan
from thidua.reading_time import minutes_to_read
from thidua.schema import for_script, rows, story_schema
from thidua.settings import HOST_NAMES
from thidua.slugs import slugify
from thidua.stories import Story
from thidua.texts import Text, Texts
from thidua.ui_strings import UiStrings

# How many stories the home page shows.
NEWEST = 6
# The page of the anniversaries, which a school need not have.
ANNIVERSARIES = "ngay-le"

# Clauses whose words are explained: not headings, nor the list of recipients, nor the signature.
EXPLAINED_KINDS = frozenset({"basis", "lead", "paragraph", "closing"})

# Pages without links to glosses: those that give them, and the cover of the site.
UNEXPLAINED = frozenset({"index", GLOSSARY, PLACES})


@dataclass(frozen=True)
class SitePage:
    """One page in one language.

    ``title`` and ``description`` are for the head of the page; ``body`` is Markdown; ``view`` is what the template needs
    besides. ``words`` is the language of title and body: ``vi`` on an English page that nobody has translated yet.
    ``is_indexed`` is False for what search engines should not have. ``updated`` is the date of the newest story shown.
    ``glosses`` are those of the body's language, ``told`` the keys of those that the page itself is about.
    """

    stem: str
    language: str
    template: str
    title: str
    description: str = ""
    body: str = ""
    words: str = ""
    is_indexed: bool = True
    updated: datetime.date | None = None
    view: Mapping[str, Any] = field(default_factory=dict)
    glosses: Glosses = field(default_factory=Glosses)
    told: frozenset[str] = frozenset()

    @property
    def is_translated(self) -> bool:
        """Whether the page is in the language of its address."""
        return self.words in ("", self.language)


@dataclass(frozen=True)
class ClauseView:
    """A clause as a page shows it: its text cut where movements are named, and what it is joined to.

    ``original`` is the Vietnamese text beside an English one; ``notes`` are numbers of the editor's notes.
    """

    clause: Clause
    mark: str
    segments: tuple[Segment, ...]
    words: str
    original: str
    movements: tuple[tuple[Movement, int], ...]
    notes: tuple[int, ...]
    meaning: str = ""


@dataclass(frozen=True)
class QuoteView:
    """A clause quoted on a movement's page, with the movement's names marked."""

    plan: Plan
    clause: Clause
    segments: tuple[Segment, ...]
    translation: str


@dataclass(frozen=True)
class TermView:
    """A term of the glossary with the clauses of the newest plan in which it stands.

    ``original`` is the Vietnamese term, ``forms`` other Vietnamese words for the same.
    """

    id: str
    term: str
    original: str
    meaning: str
    clauses: tuple[Clause, ...]
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """Words to search for, and their language."""

    words: str
    language: str


@dataclass(frozen=True)
class Edition:
    """The site in one language."""

    language: str
    library: Library
    t: UiStrings

    def pages(self) -> tuple[SitePage, ...]:
        """Every page of this language, in no particular order."""
        return tuple(
            page
            for pages in (
                self._ordinary_pages(),
                self._plans(),
                self._movements(),
                self._stories(),
                self._lists(),
                self._withdrawn(),
            )
            for page in pages
        )

    # Pages that a file holds

    def _ordinary_pages(self) -> Iterator[SitePage]:
        own = {
            "index": ("home.html", self._home_view),
            GLOSSARY: ("glossary.html", self._glossary_view),
            PLACES: ("places.html", self._places_view),
            ANNIVERSARIES: ("anniversaries.html", self._anniversaries_view),
            addresses.WRITE: ("write.html", self._write_view),
            addresses.GUIDE: ("guide.html", self._guide_view),
            addresses.CONSENT_FORM: ("consent_form.html", lambda _: {}),
        }
        for page in self.library.pages:
            template, view = own.get(page.stem, ("page.html", lambda _: {}))
            yield self._content_page(page.stem, page.texts, template, view=view(page))

    def _write_view(self, _: object) -> dict[str, Any]:
        """The form «Viết bài»: what the template shows, and the same as plain values for its script."""
        settings = self.library.settings
        schema = story_schema(settings, self.library.movements, self.t)
        repository = settings.repository
        return {
            "schema": schema,
            "repository": repository,
            "host": HOST_NAMES[repository.kind] if repository else "",
            "form": {
                "schema": for_script(schema),
                "words": self.t.under("write.live."),
                "repository": dataclasses.asdict(repository) if repository else None,
            },
        }

    def _plans(self) -> Iterator[SitePage]:
        for plan in self.library.plans:
            yield self._content_page(plan.stem, plan.texts, "plan.html", body="", view=self._plan_view(plan))

    def _movements(self) -> Iterator[SitePage]:
        for movement in self.library.movements:
            stories = self.library.stories_of_movement[movement.slug]
            yield self._content_page(
                movement.stem,
                movement.texts,
                "movement.html",
                told=self._told_by(movement),
                updated=_newest(stories),
                view={
                    "movement": movement,
                    "launched": self._launched(movement),
                    "facts": self._facts(movement),
                    "quotes": self._quotes(movement),
                    "related_clauses": self._related_clauses(movement),
                    "stories": stories,
                    "related": self.library.related_movements(movement),
                },
            )

    def _stories(self) -> Iterator[SitePage]:
        for story in self.library.stories:
            around = self._neighbours[story.stem]
            plan, clauses = self.library.clauses_of_story(story)
            yield self._content_page(
                story.stem,
                story.texts,
                "story.html",
                updated=story.date,
                is_indexed=story.is_indexed,
                view={
                    "story": story,
                    "movements": tuple(self.library.movement_by_slug[slug] for slug in story.movements),
                    "unit": self.library.settings.units.get(story.unit or ""),
                    "plan": plan,
                    "clauses": clauses,
                    "around": around,
                },
            )

    def _withdrawn(self) -> Iterator[SitePage]:
        for stem in self.library.withdrawn:
            yield SitePage(stem, self.language, "withdrawn.html", self.t("withdrawn.title"), is_indexed=False)

    # Pages that no file holds

    def _lists(self) -> Iterator[SitePage]:
        library, t = self.library, self.t
        yield self._list(addresses.STORIES, t("stories.title"), library.stories, t("stories.summary"), "stories.html")
        yield self._list(addresses.A_TO_Z, t("a_to_z.title"), (), t("a_to_z.summary"), "a_to_z.html", self._letters())
        for year, stories in self._by_year.items():
            title = t("year.title", year=year)
            yield self._list(addresses.year(year), title, stories, t("year.summary", year=year))
        for slug, unit in library.settings.units.items():
            title = t("unit.title", unit=unit.names[self.language])
            summary = t("unit.summary", unit=unit.names[self.language])
            yield self._list(addresses.unit(slug), title, self._by_unit.get(slug, ()), summary)
        for subject, stem in addresses.SUBJECTS.items():
            title, summary = t(f"subject.{subject}.title"), t(f"subject.{subject}.summary")
            yield self._list(stem, title, self._by_subject.get(subject, ()), summary)
        yield dataclasses.replace(
            self._index(addresses.SEARCH, "search", self._search_view()),
            is_indexed=False,
        )
        yield self._index(addresses.UNITS, "units", {"counts": {k: len(v) for k, v in self._by_unit.items()}})
        yield self._index(
            addresses.MOVEMENTS, "movements", {"movements": library.movements, "counts": self._movement_counts}
        )
        yield self._index(addresses.COVERAGE, "coverage", {"coverage": listings.coverage(library)})
        yield self._index(addresses.PLANS, "plans", {"plans": library.plans})
        yield self._index(
            addresses.DOCUMENTS,
            "documents",
            {
                "bases": documents.legal_bases(library),
                "launched": [(item, self._launched(item)) for item in documents.launched_movements(library)],
            },
        )

    def _list(
        self,
        stem: str,
        title: str,
        stories: tuple[Story, ...],
        description: str,
        template: str = "stories.html",
        view: Mapping[str, Any] | None = None,
    ) -> SitePage:
        return SitePage(
            stem,
            self.language,
            template,
            title,
            description,
            updated=_newest(stories),
            view={"stories": stories, "filters": self._filters, **self._facets(), **(view or {})},
        )

    def _index(self, stem: str, name: str, view: Mapping[str, Any]) -> SitePage:
        title, summary = self.t(f"{name}.title"), self.t(f"{name}.summary")
        return SitePage(stem, self.language, f"{name}.html", title, summary, view=view)

    # What the templates need

    def _content_page(
        self,
        stem: str,
        texts: Texts,
        template: str,
        body: str | None = None,
        updated: datetime.date | None = None,
        is_indexed: bool = True,
        view: Mapping[str, Any] | None = None,
        told: frozenset[str] = frozenset(),
    ) -> SitePage:
        text: Text = texts.in_language(self.language)
        return SitePage(
            stem,
            self.language,
            template,
            with_capital(text.title),
            text.summary,
            text.body if body is None else body,
            words=text.language,
            is_indexed=is_indexed and text.language == self.language,
            updated=updated,
            view={"text": text, "minutes": minutes_to_read(text.body, text.language), **(view or {})},
            glosses=Glosses() if stem in UNEXPLAINED else self._glosses[text.language],
            told=told,
        )

    @cached_property
    def _glosses(self) -> dict[str, Glosses]:
        """By the language of the words: an untranslated page of the English edition has Vietnamese ones."""
        found = {
            language: [gloss for page in self.library.pages for gloss in page.glosses(language)]
            for language in LANGUAGES
        }
        # Terms come first: a term that is also an old name is explained, not only renamed.
        return {
            language: Glosses(tuple(sorted(glosses, key=lambda gloss: gloss.kind == "place")))
            for language, glosses in found.items()
        }

    def _told_by(self, movement: Movement) -> frozenset[str]:
        """Keys of the terms that a movement's own page is about."""
        names = set(self._names([movement], movement.in_language(self.language).language))
        return frozenset(
            gloss.key
            for gloss in self._glosses[movement.in_language(self.language).language].items
            if gloss.id == movement.slug or not names.isdisjoint(map(match_form, gloss.forms))
        )

    @cached_property
    def _neighbours(self) -> dict[str, listings.Neighbours]:
        return listings.neighbours(self.library)

    @cached_property
    def _by_year(self) -> dict[int, tuple[Story, ...]]:
        found = listings.grouped(self.library.stories, lambda story: story.year)
        return {year: found.get(year, ()) for year in listings.years_of(self.library)}

    @cached_property
    def _by_unit(self) -> dict[str, tuple[Story, ...]]:
        return listings.grouped(self.library.stories, lambda story: story.unit)

    @cached_property
    def _by_subject(self) -> dict[str, tuple[Story, ...]]:
        return listings.grouped(self.library.stories, lambda story: story.subject)

    @cached_property
    def _movement_counts(self) -> dict[str, int]:
        return {slug: len(stories) for slug, stories in self.library.stories_of_movement.items()}

    @cached_property
    def _filters(self) -> dict[str, tuple[listings.Choice, ...]]:
        return listings.filters(self.library)

    def _facets(self) -> dict[str, Any]:
        """The ways into the lists, with the number of stories behind each."""
        return {
            "years": {year: len(stories) for year, stories in self._by_year.items()},
            "subjects": {
                subject: (stem, len(self._by_subject.get(subject, ()))) for subject, stem in addresses.SUBJECTS.items()
            },
            "total": len(self.library.stories),
        }

    def _letters(self) -> dict[str, Any]:
        return {"letters": listings.by_letter(self.library.stories)}

    def _home_view(self, _: object) -> dict[str, Any]:
        library = self.library
        return {
            "plan": library.newest_plan,
            "movements": library.movements,
            "counts": self._movement_counts,
            "newest": library.stories[:NEWEST],
            "anniversaries": self._anniversaries,
            **self._facets(),
        }

    def _search_view(self) -> dict[str, Any]:
        """Queries that find something, by the kind of what they find; the years, for readers without script."""
        examples = {
            "story": self._story_queries(),
            "movement": self._movement_queries(),
            "clause": self._term_queries(),
        }
        return {"examples": examples, "years": tuple(self._by_year)}

    def _story_queries(self) -> tuple[Query, ...]:
        """The grown-up of the newest story about one, and the unit with most stories."""
        units = sorted(self.library.settings.units.values(), key=lambda unit: -len(self._by_unit.get(unit.slug, ())))
        return (
            *(Query(story.name, VIETNAMESE) for story in self._by_subject.get(ADULT, ())[:1]),
            *(Query(unit.names[self.language], self.language) for unit in units[:1] if unit.slug in self._by_unit),
        )

    def _movement_queries(self) -> tuple[Query, ...]:
        """The two with most stories, one of them typed without marks."""
        most = sorted(self.library.movements, key=lambda movement: -self._movement_counts.get(movement.slug, 0))
        texts = [movement.in_language(self.language) for movement in most[:1]]
        return (
            *(Query(with_capital(text.title), text.language) for text in texts),
            *(Query(slugify(movement.names[0]).replace("-", " "), VIETNAMESE) for movement in most[1:2]),
        )

    def _term_queries(self) -> tuple[Query, ...]:
        """The two terms of several words that most clauses of the newest plan have."""
        page = next((page for page in self.library.pages if page.stem == GLOSSARY), None)
        terms = self._glossary_view(page)["terms"] if page else ()
        language = page.in_language(self.language).language if page else self.language
        most = sorted((term for term in terms if " " in term.term), key=lambda term: -len(term.clauses))
        return tuple(Query(term.term, language) for term in most if term.clauses)[:2]

    def _glossary_view(self, page: Any) -> dict[str, Any]:
        text = page.in_language(self.language)
        forms = {item.get("id"): (item.get("term"), *item.get("forms", ())) for item in page.values.get("terms", ())}
        plan = self.library.newest_plan
        clauses = plan.clauses if plan else ()
        terms = [
            TermView(
                item.get("id"),
                item.get("term"),
                forms[item.get("id")][0],
                item.get("meaning"),
                tuple(clause for clause in clauses if contains_term(clause.text, forms[item.get("id")])),
                forms[item.get("id")][1:],
            )
            for item in text.get("terms", ())
        ]
        return {"terms": sorted(terms, key=lambda term: sort_key(term.term.lower())), "plan": plan}

    def _places_view(self, page: Any) -> dict[str, Any]:
        places = zip(page.in_language(self.language).get("places", ()), page.values.get("places", ()), strict=True)
        return {"places": tuple(places)}

    @cached_property
    def _anniversaries(self) -> tuple[Anniversary, ...]:
        """In the order of the calendar; none where the school has no page of them."""
        page = next((page for page in self.library.pages if page.stem == ANNIVERSARIES), None)
        return from_values(page.values, page.in_language(self.language)) if page else ()

    def _guide_view(self, _: object) -> dict[str, Any]:
        library = self.library
        return {"rows": rows(library.settings, library.movements, self.t), "fields_anchor": addresses.FIELDS_ANCHOR}

    def _anniversaries_view(self, _: object) -> dict[str, Any]:
        return {"anniversaries": self._anniversaries}

    def _plan_view(self, plan: Plan) -> dict[str, Any]:
        # A reader meets them in the order of the clauses.
        places = {clause.id: place for place, clause in enumerate(plan.clauses)}
        notes = sorted(plan.notes, key=lambda note: min((places[clause] for clause in note.clauses), default=-1))
        numbers = {note.id: place for place, note in enumerate(notes, start=1)}
        notes_of: dict[str, list[int]] = {}
        for note in notes:
            for clause_id in note.clauses:
                notes_of.setdefault(clause_id, []).append(numbers[note.id])
        meanings = self._recipients(plan)
        views, glosses = self._with_glosses(
            self._clause(plan, clause, notes_of.get(clause.id, []), meanings.get(clause.id, ""))
            for clause in plan.clauses
        )
        return {
            "plan": plan,
            "clauses": views,
            "glosses": glosses,
            "notes": tuple(notes),
            "bases": tuple(basis for basis in documents.legal_bases(self.library) if basis.plan is plan),
        }

    def _with_glosses(self, views: Iterable[ClauseView]) -> tuple[tuple[ClauseView, ...], tuple[Gloss, ...]]:
        """The clauses of a plan with words that want a gloss marked where the plan first has them, and those glosses."""
        told: dict[str, Gloss] = {}
        marked: list[ClauseView] = []
        for view in views:
            segments = view.segments
            if view.clause.kind in EXPLAINED_KINDS:
                segments = mark_glosses(segments, self._glosses[view.words], told)
                told.update({part.gloss.key: part.gloss for part in segments if part.gloss})
            marked.append(dataclasses.replace(view, segments=segments))
        return tuple(marked), tuple(told.values())

    def _recipients(self, plan: Plan) -> dict[str, str]:
        return {item.get("id"): item.get("meaning") for item in plan.in_language(self.language).get("recipients", ())}

    def _clause(self, plan: Plan, clause: Clause, notes: Iterable[int], meaning: str) -> ClauseView:
        movements = self.library.movements_of(plan, clause)
        translated = plan.translations.get(clause.id) if self.language == ENGLISH else None
        if translated is None:
            segments = mark_names(clause.words, self._names(movements, VIETNAMESE))
        else:
            segments = mark_names(translated.text, self._names(movements, ENGLISH))
        return ClauseView(
            clause,
            clause.mark,
            segments,
            VIETNAMESE if translated is None else ENGLISH,
            "" if translated is None else clause.text,
            tuple((movement, len(self.library.stories_under(plan, movement))) for movement in movements),
            tuple(notes),
            meaning,
        )

    def _names(self, movements: Iterable[Movement], language: str) -> dict[str, str]:
        """The forms under which movements stand in a text of that language → slug."""

        names: dict[str, str] = {}
        for movement in movements:
            text = movement.in_language(language)
            forms = movement.match_forms
            if text.language == ENGLISH:
                forms = tuple(match_form(name) for name in (text.title, *text.get("aliases", ())))
            names.update(dict.fromkeys(forms, movement.slug))
        return names

    def _quotes(self, movement: Movement) -> tuple[QuoteView, ...]:
        return tuple(self._quote(movement, plan, clause) for plan, clause in self._clauses_of(movement))

    def _quote(self, movement: Movement, plan: Plan, clause: Clause) -> QuoteView:
        translated = plan.translations.get(clause.id) if self.language == ENGLISH else None
        segments = mark_names(clause.words, self._names([movement], VIETNAMESE))
        return QuoteView(plan, clause, segments, translated.text if translated else "")

    def _clauses_of(self, movement: Movement) -> Iterator[tuple[Plan, Clause]]:
        for plan in self.library.plans:
            for clause in self.library.clauses_of(movement, plan):
                yield plan, clause

    def _related_clauses(self, movement: Movement) -> tuple[tuple[Plan, Clause], ...]:
        return tuple(
            (plan, plan.clause_by_id[clause_id])
            for plan in self.library.plans
            for clause_id in movement.related_clauses
            if clause_id in plan.clause_by_id
        )

    def _launched(self, movement: Movement) -> dict[str, Any]:
        """Who launched a movement, by what, when, and where that is known from; absent where it is not known.

        ``by_words`` and ``document_words`` are the languages in which the first two are told.
        """
        ours = movement.launched
        text = movement.in_language(self.language)
        theirs = text.get("launched", Values()) if text.language == ENGLISH else Values()
        found = {name: ours.get(name) for name in ("by", "document", "date", "source")}
        for name in ("by", "document"):
            if found[name] is not None:
                found[f"{name}_words"] = ENGLISH if theirs.get(name) else VIETNAMESE
                found[name] = theirs.get(name) or found[name]
        return found

    def _facts(self, movement: Movement) -> tuple[tuple[str, str | None], ...]:
        """(fact in this language, source or None)."""
        text = movement.in_language(self.language)
        told = text.get("facts", ()) if text.language == ENGLISH else movement.facts
        return tuple(
            (fact.get("text"), original.get("source")) for fact, original in zip(told, movement.facts, strict=True)
        )


def _newest(stories: tuple[Story, ...]) -> datetime.date | None:
    return max((story.date for story in stories), default=None)


def all_editions(library: Library, words: Mapping[str, UiStrings]) -> dict[str, Edition]:
    """Both editions by language."""
    return {language: Edition(language, library, words[language]) for language in LANGUAGES}
