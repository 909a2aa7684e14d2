"""Taking a story down: which one is meant, what its file says then, and what belongs to it or speaks of it.

``hooks/withdraw.py`` carries it out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from thidua import frontmatter
from thidua.joins import whole_words
from thidua.languages import ENGLISH, LANGUAGES, VIETNAMESE, source_path
from thidua.letters import match_form, to_nfc
from thidua.links import local_links, resolve
from thidua.problems import shown
from thidua.sources import CONTENT, SourceFile, is_picture
from thidua.story_fields import WITHDRAWN
from thidua.suggest import closest

STORIES = "guong/"


class CannotTakeDown(Exception):
    """Why a story cannot be taken down and what to do, in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi} / {en}")


# Which story

_STEM = re.compile(r"(?:^|.*/)(?:guong/)?(?P<year>[12][0-9]{3})/(?P<slug>[^/]+)")


def find_story(wanted: str, stems: Collection[str]) -> str:
    """The stem of the story that somebody means; ``CannotTakeDown`` where none or several may be meant.

    ``wanted`` is its path (``docs\\guong\\2023\\ten-bai.vi.md``), ``2023/ten-bai``, ``ten-bai``, or its page's address.
    """
    path = unquote(wanted.strip().strip("\"'«»“”<>")).replace("\\", "/").partition("?")[0].partition("#")[0].strip()
    path = path.removesuffix("index.html").rstrip("/").lower()
    for ending in (".txt", ".md", f".{VIETNAMESE}", f".{ENGLISH}"):
        path = path.removesuffix(ending)
    if not path:
        raise CannotTakeDown(
            "hãy ghi bài cần gỡ, ví dụ: make withdraw STORY=docs/guong/2023/ten-bai.vi.md",
            "name the story, like: make withdraw STORY=docs/guong/2023/ten-bai.vi.md",
        )
    if match := _STEM.fullmatch(path):
        stem = f"{STORIES}{match['year']}/{match['slug']}"
        if stem in stems:
            return stem
    slug = path.rpartition("/")[2]
    if "/" not in path and slug not in {stem.rpartition("/")[2] for stem in stems}:
        # Git Bash takes the backslashes out of a path without quotes: «docsguong2023ten-bai».
        run_together = [stem for stem in sorted(stems) if path.endswith(stem.replace("/", ""))]
        if len(run_together) == 1:
            return run_together[0]
    same = sorted(stem for stem in stems if stem.rpartition("/")[2] == slug)
    if "/" not in path and len(same) == 1:
        return same[0]
    if same:
        names = ", ".join(stem.removeprefix(STORIES) for stem in same)
        raise CannotTakeDown(
            f'"{slug}" là bài nào? Hãy ghi STORY bằng một trong: {names}',
            f'which story is "{slug}"? Write STORY as one of: {names}',
        )
    short = {stem.rpartition("/")[2]: stem.removeprefix(STORIES) for stem in sorted(stems)}
    meant = closest(slug, short)
    vi, en = (f' Có phải "{short[meant]}"?', f' Did you mean "{short[meant]}"?') if meant else ("", "")
    raise CannotTakeDown(f'không có bài "{shown(slug)}".{vi}', f'there is no story "{shown(slug)}".{en}')


# Its file

_OPENING = re.compile(r"\ufeff?---[ \t]*(\r\n|\n|\r)")
_CLOSING = re.compile(r"^---[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_STATUS = re.compile(
    r"(?P<name>(?P<quote>[\"']?)status(?P=quote)[ \t]*:)(?:[ \t]+(?P<value>\"[^\"]*\"|'[^']*'|[^#\r\n]*?))?"
    r"(?P<rest>(?:[ \t]+#[^\r\n]*)?[ \t]*(?:\r\n|\n|\r)?)"
)


def withdraw(text: str) -> str:
    """The text of a story's file with ``status: withdrawn``, all else as it was; ``CannotTakeDown`` where it has no header.

    ``text`` keeps its line ends and its BOM.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text.replace("\r\n", " \n").replace("\r", "\n"), opening.end()) if opening else None
    if opening is None or closing is None:
        raise CannotTakeDown(
            "tệp không có phần khai giữa hai dòng ---, hãy sửa tệp trước",
            "the file has no header between two --- lines; mend it first",
        )
    start, end = opening.end(), closing.start()
    lines = re.findall(r"[^\r\n]*(?:\r\n|\n|\r)", text[start:end])
    changed = _with_status(lines) or [*lines, f"status: {WITHDRAWN}{opening[1]}"]
    found = text[:start] + "".join(changed) + text[end:]
    if _status(found) != WITHDRAWN and not frontmatter.parse(_plain(text)).faults:
        raise CannotTakeDown(
            f"phần khai viết theo lối lạ, hãy tự ghi dòng «status: {WITHDRAWN}»",
            f'the header is written in an unusual way; write "status: {WITHDRAWN}" into it by hand',
        )
    return found


def _with_status(lines: Sequence[str]) -> list[str]:
    """The lines with every status changed (one written twice is another's mistake to tell); empty where there is none."""
    found: list[str] = []
    changed = inside = False
    for line in lines:
        match = _STATUS.fullmatch(line)
        if match:
            changed = inside = True
            value = (match["value"] or "").strip("\"' \t")
            found.append(line if value == WITHDRAWN else f"{match['name']} {WITHDRAWN}{match['rest']}")
        elif not (inside and line[:1] in (" ", "\t") and not line.lstrip().startswith("#")):
            inside = False
            found.append(line)
    return found if changed else []


def _status(text: str) -> str | None:
    value = frontmatter.parse(_plain(text)).header.entries.get("status")
    return value.text if isinstance(value, frontmatter.Scalar) else None


def _plain(text: str) -> str:
    return to_nfc(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


# What else there is of it


@dataclass(frozen=True)
class TakenDown:
    """A story and what stands around it: paths from the project's root.

    ``own_pictures`` are shown by no other story, ``shared_pictures`` (picture → files) by others too. ``mentions`` are
    places (``path:line``) where the name of the one it tells of stands in other files. ``past`` are all names that its
    files have had in git, empty where git has none.
    """

    stem: str
    files: tuple[str, ...]
    own_pictures: tuple[str, ...]
    shared_pictures: Mapping[str, tuple[str, ...]]
    mentions: tuple[str, ...]
    stub: str
    past: tuple[str, ...] = ()


def look_around(stem: str, sources: Iterable[SourceFile]) -> TakenDown:
    """What belongs to a story, and what speaks of it, among all files of ``docs/``; whatever mistakes they hold."""
    sources = list(sources)
    own = {source_path(stem, language) for language in LANGUAGES}
    pictures = {source.path: _pictures(source) for source in sources if source.path.startswith(STORIES)}
    mine = set().union(*(pictures.get(path, set()) for path in own))
    others = {path: found & mine for path, found in pictures.items() if path not in own}
    shared = {
        CONTENT + picture: tuple(sorted(CONTENT + path for path, found in others.items() if picture in found))
        for picture in sorted(mine)
    }
    header = next((source for source in sources if source.path == source_path(stem, VIETNAMESE)), None)
    return TakenDown(
        stem=stem,
        files=tuple(sorted(CONTENT + source.path for source in sources if source.path in own)),
        own_pictures=tuple(picture for picture, users in shared.items() if not users),
        shared_pictures={picture: users for picture, users in shared.items() if users},
        mentions=tuple(_mentions(_value(header, "name"), (one for one in sources if one.path not in own))),
        stub=_stub(stem, header),
    )


def _pictures(source: SourceFile) -> set[str]:
    parsed = frontmatter.parse(source.text)
    targets = [target for _, target in local_links(parsed.body, 1)]
    if photo := _value(source, "photo"):
        targets.append(photo)
    found = (resolve(source.path, target) for target in targets)
    # «../../../…» leads out of the folder, where nothing is a story's own.
    return {path for path in found if is_picture(path.rpartition("/")[2]) and not path.startswith(("../", "/"))}


def _value(source: SourceFile | None, name: str) -> str:
    value = frontmatter.parse(source.text).header.entries.get(name) if source else None
    return " ".join(value.text.split()) if isinstance(value, frontmatter.Scalar) else ""


def _mentions(name: str, sources: Iterable[SourceFile]) -> Iterable[str]:
    if len(name.split()) < 2:  # a given name alone is many people's
        return
    pattern = whole_words(match_form(name))
    for source in sources:
        for number, line in enumerate(source.text.split("\n"), 1):
            if pattern.search(match_form(line)):
                yield f"{CONTENT}{source.path}:{number}"


def _stub(stem: str, source: SourceFile | None) -> str:
    """A file that says nothing but «withdrawn»: after a purge it makes the old address answer again."""
    movements = frontmatter.parse(source.text).header.entries.get("movements") if source else None
    items = movements.items if isinstance(movements, frontmatter.Sequence) else ()
    slugs = ", ".join(item.text for item in items if isinstance(item, frontmatter.Scalar))
    year = stem.split("/")[1]
    return (
        "---\ntitle: Bài đã gỡ\nsummary: Bài đã gỡ.\nname: Bài đã gỡ\nsubject: collective\nrole: Bài đã gỡ\n"
        f"movements: [{slugs or '…'}]\nyear: {year}\ndate: {year}-01-01\nstatus: {WITHDRAWN}\n---\n\nBài đã gỡ.\n"
    )
