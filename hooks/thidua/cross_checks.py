"""Checks of what files say of each other: the joins, links, pictures, addresses.

A file with mistakes of its own is known all the same: who speaks of it is not to blame.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from thidua import addresses
from thidua.fields import Report, Values
from thidua.file_kinds import STORIES, check_kinds, is_pdf
from thidua.joins import quoted_names
from thidua.languages import LANGUAGES, source_path
from thidua.letters import match_form
from thidua.library import Item, Library, pictures_of
from thidua.links import check_anchors, check_links
from thidua.movements import Movement
from thidua.plans import Plan
from thidua.problems import Problem, shown
from thidua.reading import Contents, ReadStory, reporter
from thidua.settings import CONFIG, Settings
from thidua.slugs import slugify
from thidua.sources import CONTENT, is_picture
from thidua.stories import Story
from thidua.story_fields import DRAFT, WITHDRAWN
from thidua.suggest import did_you_mean
from thidua.texts import Texts


def check_joins(library: Library, contents: Contents, problems: list[Problem]) -> None:
    """What files say of each other: stories of movements and units, movements of clauses, plans of movements."""
    # A movement whose file has mistakes is known all the same: its stories are not to blame.
    known = {stem.removeprefix("phong-trao/") for stem in contents.stems if stem.startswith("phong-trao/")}
    for read in contents.read_stories:
        _check_story(read.values, known, library.settings, reporter(read.source, problems))
    for movement in contents.movements:
        report = reporter(movement.source, problems)
        _check_movement(movement, library.plans, contents.plans_are_whole, known, report)
    for plan in library.plans:
        _check_quotes(plan, contents.movements, known, reporter(plan.source, problems))


def _check_story(values: Values, movements: Collection[str], settings: Settings, report: Report) -> None:
    for place, slug in enumerate(values.get("movements", ())):
        if slug not in movements:
            vi, en = did_you_mean(slug, movements)
            line = values.line(f"movements[{place}]")
            report(line, "movements", f'không có phong trào "{shown(slug)}".{vi}', f"no such movement.{en}")
    unit = values.get("unit")
    if unit is not None and settings.units_are_known and unit not in settings.units:
        vi, en = did_you_mean(unit, settings.units)
        report(
            values.line("unit"),
            "unit",
            f'{CONFIG} (extra.units) không có đơn vị "{shown(unit)}".{vi}',
            f"no such unit in {CONFIG} (extra.units).{en}",
        )


def _check_movement(
    movement: Movement, plans: tuple[Plan, ...], plans_are_whole: bool, known: Collection[str], report: Report
) -> None:
    ids = {clause.id for plan in plans for clause in plan.clauses}
    for name, clauses in (("clauses", movement.clauses), ("related_clauses", movement.related_clauses)):
        for place, clause_id in enumerate(clauses):
            if plans and plans_are_whole and clause_id not in ids:
                vi, en = did_you_mean(clause_id, ids)
                line = movement.values.line(f"{name}[{place}]")
                report(line, name, f'kế hoạch không có mục "{shown(clause_id)}".{vi}', f"no such clause.{en}")
    for place, slug in enumerate(movement.related):
        line = movement.values.line(f"related[{place}]")
        if slug == movement.slug:
            report(line, "related", "chính là phong trào này, hãy bỏ đi", "that is this very movement; take it out")
        elif slug not in known:
            vi, en = did_you_mean(slug, set(known) - {movement.slug})
            report(line, "related", f'không có phong trào "{shown(slug)}".{vi}', f"no such movement.{en}")


def _check_quotes(plan: Plan, movements: Collection[Movement], known: Collection[str], report: Report) -> None:
    """Each name that the plan puts in quotes has a page, and that page lists the clause."""
    named: dict[str, list[Movement]] = {}
    for movement in movements:
        for form in movement.match_forms:
            named.setdefault(form, []).append(movement)
    # Their own lines say what is wrong with these files; nobody needs to be told to write them.
    broken = set(known) - {movement.slug for movement in movements}
    others = {match_form(quote) for quote in plan.values.get("other_quotes", ())}
    for clause in plan.clauses:
        for quote in quoted_names(clause.text):
            form = match_form(quote)
            if form in others:
                continue
            owners = named.get(form, [])
            if not owners and slugify(quote) in broken:
                continue
            if not owners:
                report(
                    clause.line,
                    clause.id,
                    f"nêu “{shown(quote)}” nhưng chưa có phong trào tên ấy, hãy viết "
                    f"{CONTENT}{source_path(addresses.movement(slugify(quote)), 'vi')} "
                    "hoặc thêm tên vào aliases (phong trào đã có), other_quotes (không phải phong trào)",
                    "no movement has this name; write its page, or add the name to aliases (of a movement) "
                    "or other_quotes (no movement)",
                )
            # Of two movements with one name, one that lists the clause is enough: the plan is not to blame for the other.
            elif not any(clause.id in owner.clauses for owner in owners):
                report(
                    clause.line,
                    clause.id,
                    f"nêu “{shown(quote)}” nhưng {CONTENT}{owners[-1].source} chưa ghi mục này, "
                    f"hãy thêm {clause.id} vào clauses",
                    f"add {clause.id} to clauses in {CONTENT}{owners[-1].source}",
                )


def check_files(
    library: Library,
    contents: Contents,
    media: Collection[str],
    problems: list[Problem],
    refused: Collection[str] = (),
) -> None:
    """What files say of other files: pictures, links, addresses.

    ``media``: paths of files that are no Markdown; ``refused``: of files that are there, but were told and not read.
    """
    there = {*media, *refused}
    _check_photos(contents, there, problems)
    pictures = {story.stem: pictures_of(story) for story in contents.stories}
    _check_withdrawn_pictures(contents, pictures, problems)
    _check_places_of_pictures(contents, pictures, media, problems)
    problems += check_kinds(media)
    _check_papers(library, media, problems)
    _check_likenesses(library.shown_pictures(media), problems)
    stems = {item.stem for item in library.items} | set(library.withdrawn) | addresses.GENERATED
    stems |= {addresses.year(story.year) for story in library.stories}
    stems |= {addresses.year(plan.year) for plan in library.plans}
    stems |= {addresses.unit(slug) for slug in library.settings.units}
    linked = stems | _broken_stems(library, contents)
    known = {source_path(stem, language) for stem in linked for language in LANGUAGES} | there
    unpublished = {source_path(stem, language) for stem in contents.stems for language in LANGUAGES} - known
    # Pictures of stories are published with their stories only, so no other page may count on them.
    elsewhere = {path for path in known if path.endswith(".md") or not path.startswith("guong/")}
    bodies = _bodies(contents)
    for item in library.items:
        # A plan's body is the plan's own text, no Markdown.
        if not isinstance(item, Plan):
            reachable = known if isinstance(item, Story) else elsewhere
            _check_bodies(item.texts, reachable, unpublished, bodies, contents, problems)
    for read in _faulty_stories(library, contents):
        _check_bodies(read.texts, known, unpublished, bodies, contents, problems)


def _bodies(contents: Contents) -> dict[str, str]:
    """File → body of every story, which has no places but those of its text; other pages get some from templates."""
    found: dict[str, str] = {}
    for read in contents.read_stories:
        if not read.is_withdrawn:
            for language in LANGUAGES:
                found[source_path(read.stem, language)] = read.texts.in_language(language).body
    return found


def _check_bodies(
    texts: Texts,
    reachable: Collection[str],
    unpublished: Collection[str],
    bodies: Mapping[str, str],
    contents: Contents,
    problems: list[Problem],
) -> None:
    for text in (texts.vietnamese, texts.english):
        if text is not None:
            report = reporter(text.source, problems)
            refused = contents.refused.get(text.source)
            check_links(text.source, text.body, text.body_line, reachable, report, unpublished, refused)
            check_anchors(text.source, text.body, text.body_line, bodies, report)


def _faulty_stories(library: Library, contents: Contents) -> Iterator[ReadStory]:
    """Stories kept out by a mistake, not by what they say of themselves: their texts are checked in the same run."""
    shown = {story.stem for story in library.stories}
    for read in contents.read_stories:
        hidden = read.values.get("sample") and not library.settings.samples
        if read.stem not in shown and not hidden and read.values.get("status") not in (DRAFT, WITHDRAWN):
            yield read


def _broken_stems(library: Library, contents: Contents) -> set[str]:
    """Pages kept out by a mistake of theirs or of their movements: it is told there, not wherever they are linked."""
    read: list[Item] = [*contents.plans, *contents.movements, *contents.stories, *contents.pages]
    unjoined = {
        story.stem
        for story in contents.stories
        if not all(slug in library.movement_by_slug for slug in story.movements)
    }
    return (set(contents.stems) - {item.stem for item in read}) | unjoined


def _check_photos(contents: Contents, media: Collection[str], problems: list[Problem]) -> None:
    for read in contents.read_stories:
        photo, folder = read.values.get("photo"), read.stem.rpartition("/")[0]
        if photo is None or not is_picture(photo) or f"{folder}/{photo}" in media or read.is_withdrawn:
            continue
        beside = [path.rsplit("/", 1)[-1] for path in media if path.startswith(f"{folder}/")]
        vi, en = did_you_mean(photo, beside)
        reporter(read.source, problems)(
            read.values.line("photo"),
            "photo",
            f'không có tệp "{shown(photo)}" cạnh bài viết.{vi}',
            f"no such picture beside the story.{en}",
        )


def _check_withdrawn_pictures(
    contents: Contents, pictures: Mapping[str, frozenset[str]], problems: list[Problem]
) -> None:
    """A picture that was taken down with its story must not come back with another one."""
    taken_down = {path: story for story in contents.stories if story.is_withdrawn for path in pictures[story.stem]}
    for story in contents.stories:
        for path in () if story.is_withdrawn else sorted(pictures[story.stem] & taken_down.keys()):
            withdrawn = taken_down[path]
            reporter(story.source, problems)(
                story.values.line("photo"),
                "photo",
                f'ảnh "{shown(path)}" thuộc bài đã gỡ {CONTENT}{withdrawn.source}, hãy dùng ảnh khác',
                f"this picture belongs to the withdrawn {CONTENT}{withdrawn.source}; use another one",
            )


def _check_papers(library: Library, media: Collection[str], problems: list[Problem]) -> None:
    """A PDF that no page leads to is not published, which is no mistake; but somebody may be waiting for it."""
    for path in sorted(media):
        if is_pdf(path) and not path.startswith(STORIES) and path not in library.papers:
            vi = "chưa trang nào có liên kết tới tệp này nên tệp không được đăng"
            problems.append(Problem(CONTENT + path, 1, "tệp", vi, "no page links to it, so it is not published", True))


def _check_likenesses(pictures: Collection[str], problems: list[Problem]) -> None:
    """The site's pictures keep an original's name but not its ending, so lop.png and lop.jpg would be one file."""
    first: dict[str, str] = {}
    for path in sorted(pictures):
        # Some disks hold Lop.png and lop.png to be one.
        name = path.rpartition(".")[0].lower()
        if (other := first.setdefault(name, path)) != path:
            reporter(path, problems)(
                1,
                "ảnh",
                f"trùng tên với {CONTENT}{shown(other)} (chỉ khác đuôi hay chữ hoa), hãy đổi tên một tệp",
                f"the same name as {CONTENT}{shown(other)} but for its ending or capitals; rename one of them",
            )


def _check_places_of_pictures(
    contents: Contents, pictures: Mapping[str, frozenset[str]], media: Collection[str], problems: list[Problem]
) -> None:
    """A story's pictures stand among the stories: only there are they published with it, and taken down with it."""
    for story in contents.stories:
        for path in sorted(pictures[story.stem]):
            if path in media and not path.startswith("guong/"):
                reporter(story.source, problems)(
                    story.texts.vietnamese.body_line,
                    "nội dung",
                    f'ảnh "{shown(path)}" phải nằm cạnh bài viết, hãy chép vào {CONTENT}{story.folder}/',
                    f"a story's pictures stand beside it; put this one into {CONTENT}{story.folder}/",
                )
