"""The library: all content of the site, joined both ways.

clause ↔ movement ↔ story: a movement lists the clauses that name it; a story lists its movements; so each clause has its
stories, and each story its clauses, in the plan of its year (or, where that year has none, the plan before it).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from thidua.file_kinds import STORIES, is_pdf
from thidua.links import local_links, resolve
from thidua.movements import Movement
from thidua.ordering import SortKey, sort_key
from thidua.pages import Page
from thidua.plans import Clause, Plan
from thidua.reading import Contents
from thidua.settings import Settings
from thidua.sources import is_picture, is_raster
from thidua.stories import Story

# A page that a file holds.
Item = Plan | Movement | Story | Page


@dataclass(frozen=True)
class Library:
    """Everything that is published; ``withdrawn`` holds stems only, so that nothing else of those stories can leak."""

    settings: Settings
    plans: tuple[Plan, ...]
    movements: tuple[Movement, ...]
    stories: tuple[Story, ...]
    pages: tuple[Page, ...]
    withdrawn: tuple[str, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every page that a file holds."""
        return (*self.plans, *self.movements, *self.stories, *self.pages)

    @cached_property
    def movement_by_slug(self) -> dict[str, Movement]:
        return {movement.slug: movement for movement in self.movements}

    @cached_property
    def newest_plan(self) -> Plan | None:
        """Plans stand by year, newest first."""
        return self.plans[0] if self.plans else None

    def plan_for(self, year: int) -> Plan | None:
        """The plan that a year's stories belong to: its own, else the one before, else the oldest."""
        earlier = [plan for plan in self.plans if plan.year <= year]
        return earlier[0] if earlier else self.plans[-1] if self.plans else None

    @cached_property
    def stories_of_movement(self) -> dict[str, tuple[Story, ...]]:
        """Newest first, for every movement."""
        found: dict[str, list[Story]] = {movement.slug: [] for movement in self.movements}
        for story in self.stories:
            for slug in story.movements:
                found[slug].append(story)
        return {slug: tuple(stories) for slug, stories in found.items()}

    @cached_property
    def _clauses_of(self) -> dict[tuple[int, str], tuple[Clause, ...]]:
        return {
            (plan.year, movement.slug): clauses
            for movement in self.movements
            for plan, clauses in zip(self.plans, _clauses_by_plan(movement, self.plans), strict=True)
        }

    def clauses_of(self, movement: Movement, plan: Plan) -> tuple[Clause, ...]:
        """The clauses of a plan that name a movement, in the plan's order."""
        return self._clauses_of[plan.year, movement.slug]

    @cached_property
    def _movements_of(self) -> dict[tuple[int, str], tuple[Movement, ...]]:
        found: dict[tuple[int, str], list[Movement]] = {}
        for (year, slug), clauses in self._clauses_of.items():
            for clause in clauses:
                found.setdefault((year, clause.id), []).append(self.movement_by_slug[slug])
        return {key: tuple(movements) for key, movements in found.items()}

    def movements_of(self, plan: Plan, clause: Clause) -> tuple[Movement, ...]:
        """The movements that a clause names, in the order in which it names them."""

        def place(movement: Movement) -> int:
            found = movement.place_in(clause.text)
            return len(clause.text) if found is None else found

        return tuple(sorted(self._movements_of.get((plan.year, clause.id), ()), key=place))

    def stories_under(self, plan: Plan, movement: Movement) -> tuple[Story, ...]:
        """A movement's stories that belong to a plan, newest first."""
        return tuple(story for story in self.stories_of_movement[movement.slug] if self.plan_for(story.year) is plan)

    def clauses_of_story(self, story: Story) -> tuple[Plan | None, tuple[Clause, ...]]:
        """The plan of a story's year and the clauses under which the story stands, in the plan's order."""
        plan = self.plan_for(story.year)
        if plan is None:
            return None, ()
        found = {
            clause.id: clause
            for slug in story.movements
            for clause in self.clauses_of(self.movement_by_slug[slug], plan)
        }
        return plan, tuple(sorted(found.values(), key=lambda clause: plan.order[clause.id]))

    @cached_property
    def pictures(self) -> frozenset[str]:
        """Paths from ``docs/`` of the pictures that published stories show: no other picture of stories is published."""
        return frozenset(path for story in self.stories for path in pictures_of(story))

    @cached_property
    def papers(self) -> frozenset[str]:
        """Paths from ``docs/`` of the PDF files that published texts link to: no other PDF is published."""
        texts = [
            text
            for item in self.items
            if not isinstance(item, Plan)  # its body is the plan's own text, no Markdown
            for text in (item.texts.vietnamese, item.texts.english)
            if text is not None and ".pdf" in text.body.lower()
        ]
        found = {resolve(text.source, target) for text in texts for _, target in local_links(text.body, 1)}
        return frozenset(path for path in found if is_pdf(path) and not path.startswith(STORIES))

    def published_files(self, media: Collection[str]) -> frozenset[str]:
        """Which of these paths from ``docs/`` are published, as they are or as variants: nothing else ever is."""
        return self.shown_pictures(media) | self.papers.intersection(media)

    def shown_pictures(self, media: Collection[str]) -> frozenset[str]:
        """Which of these paths from ``docs/`` are pictures of the site: those of published stories, and any elsewhere."""
        return frozenset(
            path for path in media if is_raster(path) and (path in self.pictures or not path.startswith("guong/"))
        )

    def related_movements(self, movement: Movement) -> tuple[Movement, ...]:
        """Those it names and those that name it, in the plan's order."""
        return tuple(
            other
            for other in self.movements
            if other is not movement and (other.slug in movement.related or movement.slug in other.related)
        )


def pictures_of(story: Story) -> frozenset[str]:
    """Paths from ``docs/`` of the pictures that a story shows: its photo, and those in its text."""
    found = {story.photo_path} if story.photo_path else set()
    for text in (story.texts.vietnamese, story.texts.english):
        if text is not None:
            found.update(resolve(text.source, target) for _, target in local_links(text.body, 1))
    return frozenset(path for path in found if is_picture(path.rsplit("/", 1)[-1]))


def assemble(contents: Contents, settings: Settings, drafts: bool) -> Library:
    """What is published of what was read; ``drafts`` takes unfinished stories in, for a preview only."""
    plans = tuple(sorted(contents.plans, key=lambda plan: -plan.year))
    movements = {movement.slug: movement for movement in contents.movements}
    visible = [
        story
        for story in contents.stories
        if not story.is_withdrawn
        and (drafts or not story.is_draft)
        and (settings.samples or not story.is_sample)
        and all(slug in movements for slug in story.movements)
    ]
    visible.sort(key=lambda story: (-story.date.toordinal(), sort_key(story.texts.vietnamese.title), story.stem))
    return Library(
        settings=settings,
        plans=plans,
        movements=tuple(_in_plan_order(contents.movements, plans)),
        stories=tuple(visible),
        pages=tuple(contents.pages),
        withdrawn=tuple(
            sorted(
                story.stem
                for story in contents.stories
                if story.is_withdrawn and (settings.samples or not story.is_sample)
            )
        ),
    )


def _clauses_by_plan(movement: Movement, plans: tuple[Plan, ...]) -> tuple[tuple[Clause, ...], ...]:
    """For each plan, the clauses that name a movement, in the plan's order."""
    named_somewhere = {
        clause.id
        for plan in plans
        for clause in plan.clauses
        if clause.id in movement.clauses and movement.is_named_in(clause.text)
    }
    # Ids are per plan: a movement's I.1.a counts in each plan whose I.1.a names it.
    return tuple(
        tuple(
            clause
            for clause in plan.clauses
            if clause.id in movement.clauses and (clause.id not in named_somewhere or movement.is_named_in(clause.text))
        )
        for plan in plans
    )


def _alphabetical(movement: Movement) -> SortKey:
    return sort_key(movement.texts.vietnamese.title)


def _in_plan_order(movements: Iterable[Movement], plans: tuple[Plan, ...]) -> list[Movement]:
    """Movements as the newest plan names them; after them those of the plans before; the rest by the alphabet."""

    def key(movement: Movement) -> tuple[object, ...]:
        for age, clauses in enumerate(_clauses_by_plan(movement, plans)):
            if clauses:
                inside = movement.place_in(clauses[0].text)
                unnamed = inside is None
                return age, plans[age].order[clauses[0].id], unnamed, inside or 0, _alphabetical(movement)
        return len(plans), 0, False, 0, _alphabetical(movement)

    return sorted(movements, key=key)
