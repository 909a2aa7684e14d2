"""Lists of stories: by year, unit, subject and letter; neighbours, related stories, coverage, filters."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from thidua import addresses
from thidua.library import Library
from thidua.movements import Movement
from thidua.ordering import ALPHABET, initial, person_key
from thidua.settings import Unit
from thidua.stories import Story

Key = TypeVar("Key", bound=Hashable)

# How many related stories a page shows, and how far in each direction they are looked for.
RELATED = 4
NEAR = 4


def grouped(stories: Iterable[Story], key: Callable[[Story], Key | None]) -> dict[Key, tuple[Story, ...]]:
    """The stories by key, each group in the order given; stories whose key is None are left out."""
    groups: dict[Key, list[Story]] = {}
    for story in stories:
        if (value := key(story)) is not None:
            groups.setdefault(value, []).append(story)
    return {value: tuple(group) for value, group in groups.items()}


@dataclass(frozen=True)
class Letter:
    """The people and collectives under one letter of the alphabet."""

    letter: str
    stories: tuple[Story, ...]


def by_letter(stories: Iterable[Story]) -> tuple[Letter, ...]:
    """A–Z by given name, in Vietnamese order; collectives by the first word of their name."""
    ordered = sorted(stories, key=lambda story: (person_key(story.name, story.given_name), story.stem))
    # Those under # need not stand side by side: digits sort before the letters, other scripts after them.
    letters = grouped(ordered, lambda story: initial(story.given_name))
    return tuple(
        Letter(letter, letters[letter]) for letter in (*(char.upper() for char in ALPHABET), "#") if letter in letters
    )


@dataclass(frozen=True)
class Related:
    """A story near another one, with what they share: movements, or the unit."""

    story: Story
    movements: tuple[str, ...]
    same_unit: bool


@dataclass(frozen=True)
class Neighbours:
    """What stands around a story: the ones before and after it in its year, and the related ones."""

    previous: Story | None
    next: Story | None
    related: tuple[Related, ...]


def neighbours(library: Library) -> dict[str, Neighbours]:
    """For each story's stem, its neighbours. Linear in the number of stories: only near ones of a group are weighed."""
    years = grouped(reversed(library.stories), lambda story: story.year)
    units = grouped(library.stories, lambda story: story.unit)
    groups: list[Sequence[Story]] = [*library.stories_of_movement.values(), *units.values()]
    near: dict[str, dict[str, Story]] = {story.stem: {} for story in library.stories}
    for group in groups:
        for place, story in enumerate(group):
            for other in group[max(0, place - NEAR) : place + NEAR + 1]:
                if other is not story:
                    near[story.stem][other.stem] = other
    found: dict[str, Neighbours] = {}
    for year in years.values():
        for place, story in enumerate(year):
            found[story.stem] = Neighbours(
                previous=year[place - 1] if place else None,
                next=year[place + 1] if place + 1 < len(year) else None,
                related=_related(story, near[story.stem].values()),
            )
    return found


def _related(story: Story, candidates: Iterable[Story]) -> tuple[Related, ...]:
    related = [
        Related(
            other,
            tuple(slug for slug in story.movements if slug in other.movements),
            story.unit is not None and story.unit == other.unit,
        )
        for other in candidates
    ]
    related.sort(
        key=lambda item: (
            -2 * len(item.movements) - item.same_unit,
            abs(item.story.date.toordinal() - story.date.toordinal()),
            item.story.stem,
        )
    )
    return tuple(related[:RELATED])


@dataclass(frozen=True)
class CoverageRow:
    """A movement's stories by year, in the order of the table's years, and in all."""

    movement: Movement
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Coverage:
    """Movement × year, for the principal: where stories are missing. A story of two movements counts in both."""

    years: tuple[int, ...]
    rows: tuple[CoverageRow, ...]

    @property
    def gaps(self) -> tuple[Movement, ...]:
        return tuple(row.movement for row in self.rows if not row.total)


def years_of(library: Library) -> tuple[int, ...]:
    """Years that have a story or a plan, newest first."""
    return tuple(
        sorted({story.year for story in library.stories} | {plan.year for plan in library.plans}, reverse=True)
    )


def coverage(library: Library) -> Coverage:
    """The table of all movements, in the plan's order, and all years, oldest first."""
    years = years_of(library)[::-1]
    rows = []
    for movement in library.movements:
        stories = library.stories_of_movement[movement.slug]
        rows.append(CoverageRow(movement, tuple(sum(story.year == year for story in stories) for year in years)))
    return Coverage(years, tuple(rows))


@dataclass(frozen=True)
class Choice:
    """One choice of a filter.

    ``key`` is what the stories' cards carry (``2023``, ``adult``, slugs of units and movements); ``thing`` is what its
    label is made of: the year, the subject, the unit or the movement; ``stem`` is the page that lists the same stories
    without a script; ``count`` is their number.
    """

    key: str
    thing: int | str | Unit | Movement
    stem: str
    count: int


def filters(library: Library) -> dict[str, tuple[Choice, ...]]:
    """By what the lists of stories can be filtered, group by group, counted over all stories.

    ``nam``: years of stories and plans, newest first; ``doi-tuong``: all subjects; ``don-vi``: units that have stories, in
    the order of the settings; ``phong-trao``: movements that have stories, in the plan's order.
    """
    years = grouped(library.stories, lambda story: story.year)
    subjects = grouped(library.stories, lambda story: story.subject)
    units = grouped(library.stories, lambda story: story.unit)
    of_movement = library.stories_of_movement
    return {
        "nam": tuple(
            Choice(str(year), year, addresses.year(year), len(years.get(year, ()))) for year in years_of(library)
        ),
        "doi-tuong": tuple(
            Choice(subject, subject, stem, len(subjects.get(subject, ())))
            for subject, stem in addresses.SUBJECTS.items()
        ),
        "don-vi": tuple(
            Choice(slug, unit, addresses.unit(slug), len(units[slug]))
            for slug, unit in library.settings.units.items()
            if slug in units
        ),
        "phong-trao": tuple(
            Choice(movement.slug, movement, movement.stem, len(of_movement[movement.slug]))
            for movement in library.movements
            if of_movement[movement.slug]
        ),
    }
