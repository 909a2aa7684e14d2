"""The library: all content of the site, joined both ways, and the checks of the joins.

clause ↔ movement ↔ story: a movement lists the clauses that name it; a story lists its movements; so each clause has its
stories, and each story its clauses, in the plan of its year (or, where that year has none, the plan before it).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from thidua import addresses
from thidua.fields import Report
from thidua.joins import quoted_names
from thidua.languages import LANGUAGES, output_path, source_path
from thidua.letters import match_form
from thidua.links import check_links, local_links, resolve
from thidua.movements import Movement
from thidua.ordering import SortKey, sort_key
from thidua.pages import Page
from thidua.plans import Clause, Plan
from thidua.problems import Problem, in_order, shown
from thidua.reading import Contents, read_contents, reporter
from thidua.settings import CONFIG, Settings
from thidua.slugs import slugify
from thidua.sources import CONTENT, SourceFile, is_picture
from thidua.stories import Story
from thidua.suggest import did_you_mean

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
        found = set()
        for story in self.stories:
            if story.photo_path:
                found.add(story.photo_path)
            for text in (story.texts.vietnamese, story.texts.english):
                if text is not None:
                    found.update(resolve(text.source, target) for _, target in local_links(text.body, 1))
        return frozenset(path for path in found if is_picture(path.rsplit("/", 1)[-1]))

    def related_movements(self, movement: Movement) -> tuple[Movement, ...]:
        """Those it names and those that name it, in the plan's order."""
        return tuple(
            other
            for other in self.movements
            if other is not movement and (other.slug in movement.related or movement.slug in other.related)
        )


def build_library(
    sources: Iterable[SourceFile],
    media: Collection[str],
    settings: Settings,
    today: datetime.date,
    drafts: bool = False,
) -> tuple[Library, list[Problem]]:
    """All content and all its problems.

    ``media`` are the paths from ``docs/`` of files that are no Markdown; ``drafts`` takes unfinished stories in, for a
    preview only. With problems (other than notices) the library is not fit to be published.
    """
    contents = read_contents(sources, today)
    problems = list(contents.problems)
    library = _assemble(contents, settings, drafts)
    _check_joins(library, contents, settings, problems)
    _check_files(library, contents, media, problems)
    return library, in_order(problems)


def _assemble(contents: Contents, settings: Settings, drafts: bool) -> Library:
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
        withdrawn=tuple(sorted(story.stem for story in contents.stories if story.is_withdrawn)),
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


def _check_joins(library: Library, contents: Contents, settings: Settings, problems: list[Problem]) -> None:
    # A movement whose file has mistakes is known all the same: its stories are not to blame.
    known = {stem.removeprefix("phong-trao/") for stem in contents.stems if stem.startswith("phong-trao/")}
    for story in contents.stories:
        _check_story(story, known, settings, reporter(story.source, problems))
    for movement in contents.movements:
        _check_movement(movement, library.plans, known, reporter(movement.source, problems))
    for plan in library.plans:
        _check_quotes(plan, contents.movements, known, reporter(plan.source, problems))


def _check_story(story: Story, movements: Collection[str], settings: Settings, report: Report) -> None:
    for place, slug in enumerate(story.movements):
        if slug not in movements:
            vi, en = did_you_mean(slug, movements)
            line = story.values.line(f"movements[{place}]")
            report(line, "movements", f'không có phong trào "{shown(slug)}".{vi}', f"no such movement.{en}")
    if story.unit is not None and story.unit not in settings.units:
        vi, en = did_you_mean(story.unit, settings.units)
        report(
            story.values.line("unit"),
            "unit",
            f'{CONFIG} (extra.units) không có đơn vị "{shown(story.unit)}".{vi}',
            f"no such unit in {CONFIG} (extra.units).{en}",
        )


def _check_movement(movement: Movement, plans: tuple[Plan, ...], known: Collection[str], report: Report) -> None:
    ids = {clause.id for plan in plans for clause in plan.clauses}
    for name, clauses in (("clauses", movement.clauses), ("related_clauses", movement.related_clauses)):
        for place, clause_id in enumerate(clauses):
            if plans and clause_id not in ids:
                vi, en = did_you_mean(clause_id, ids)
                line = movement.values.line(f"{name}[{place}]")
                report(line, name, f'kế hoạch không có mục "{shown(clause_id)}".{vi}', f"no such clause.{en}")
    for place, slug in enumerate(movement.related):
        if slug not in known or slug == movement.slug:
            vi, en = did_you_mean(slug, set(known) - {movement.slug})
            line = movement.values.line(f"related[{place}]")
            report(line, "related", f'không có phong trào "{shown(slug)}".{vi}', f"no such movement.{en}")


def _check_quotes(plan: Plan, movements: Collection[Movement], known: Collection[str], report: Report) -> None:
    """Each name that the plan puts in quotes has a page, and that page lists the clause."""
    named = {form: movement for movement in movements for form in movement.match_forms}
    # Their own lines say what is wrong with these files; nobody needs to be told to write them.
    broken = set(known) - {movement.slug for movement in movements}
    others = {match_form(quote) for quote in plan.values.get("other_quotes", ())}
    for clause in plan.clauses:
        for quote in quoted_names(clause.text):
            form = match_form(quote)
            if form in others:
                continue
            movement = named.get(form)
            if movement is None and slugify(quote) in broken:
                continue
            if movement is None:
                report(
                    clause.line,
                    clause.id,
                    f"nêu “{shown(quote)}” nhưng chưa có trang phong trào, hãy viết "
                    f"{CONTENT}{source_path(addresses.movement(slugify(quote)), 'vi')} hoặc ghi vào other_quotes",
                    "a movement quoted here has no page; write it, or list the words under other_quotes",
                )
            elif clause.id not in movement.clauses:
                report(
                    clause.line,
                    clause.id,
                    f"nêu “{shown(quote)}” nhưng {CONTENT}{movement.source} chưa ghi mục này, "
                    f"hãy thêm {clause.id} vào clauses",
                    f"add {clause.id} to clauses in {CONTENT}{movement.source}",
                )


def _check_files(library: Library, contents: Contents, media: Collection[str], problems: list[Problem]) -> None:
    _check_photos(contents.stories, media, problems)
    stems = {item.stem for item in library.items} | set(library.withdrawn) | addresses.GENERATED
    stems |= {addresses.year(story.year) for story in library.stories}
    stems |= {addresses.year(plan.year) for plan in library.plans}
    stems |= {addresses.unit(slug) for slug in library.settings.units}
    linked = stems | _broken_stems(library, contents)
    known = {source_path(stem, language) for stem in linked for language in LANGUAGES} | set(media)
    for item in library.items:
        for text in (item.texts.vietnamese, item.texts.english):
            # A plan's body is the plan's own text, no Markdown.
            if text is not None and not isinstance(item, Plan):
                check_links(text.source, text.body, text.body_line, known, reporter(text.source, problems))
    for stem in stems:
        for language in LANGUAGES:
            if (path := output_path(stem, language)) in media:
                reporter(path, problems)(1, "tệp", f"chiếm địa chỉ /{path} của trang", f"takes the address /{path}")


def _broken_stems(library: Library, contents: Contents) -> set[str]:
    """Pages kept out by a mistake of theirs or of their movements: it is told there, not wherever they are linked."""
    read: list[Item] = [*contents.plans, *contents.movements, *contents.stories, *contents.pages]
    unjoined = {
        story.stem
        for story in contents.stories
        if not all(slug in library.movement_by_slug for slug in story.movements)
    }
    return (set(contents.stems) - {item.stem for item in read}) | unjoined


def _check_photos(stories: Iterable[Story], media: Collection[str], problems: list[Problem]) -> None:
    for story in stories:
        if story.photo_path is None or story.photo_path in media or story.is_withdrawn:
            continue
        beside = [path.rsplit("/", 1)[-1] for path in media if path.startswith(f"{story.folder}/")]
        vi, en = did_you_mean(story.photo or "", beside)
        reporter(story.source, problems)(
            story.values.line("photo"),
            "photo",
            f'không có tệp "{shown(story.photo)}" cạnh bài viết.{vi}',
            f"no such picture beside the story.{en}",
        )
