"""Files of ``docs/`` → plans, movements, stories and pages, with every mistake told; nothing is looked up yet."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from thidua import addresses, body_bounds, frontmatter, movements, pages, personal_data, plans, stories, story_fields
from thidua.allowed_html import Refusal, may_be_refused, refusals
from thidua.fields import Field, Report, Values, read_fields
from thidua.file_names import LONGEST_NAME
from thidua.frontmatter import FrontMatter
from thidua.languages import ENGLISH, VIETNAMESE, address, source_path, split_language
from thidua.letters import LOST, has_unseen, to_nfc
from thidua.look_alikes import are_usual, odd_letters
from thidua.markdown_bodies import render
from thidua.movements import Movement
from thidua.pages import Page
from thidua.plans import Plan
from thidua.problems import Problem, shown
from thidua.rules import say
from thidua.slugs import is_slug, slugify
from thidua.sources import CONTENT, SourceFile
from thidua.stories import Story
from thidua.texts import Text, Texts
from thidua.yaml_faults import odd_character


@dataclass(frozen=True)
class ReadStory:
    """A story's files, whatever is wrong with them: what they name and link to is checked in the same run."""

    stem: str
    source: str
    values: Values
    texts: Texts

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.values.get("status") == story_fields.WITHDRAWN)


@dataclass
class ReadPair:
    """What was read of the files of one page and told of them, joins and links left aside.

    It depends on the two texts, their paths and the day alone, holds nothing that another page holds, and can be pickled:
    whoever has it need not read the texts again on any day from ``since`` on and before ``until`` (None: no bound).
    ``item`` is None where a mistake keeps the page out; ``story``: what was read of a story, whatever is wrong with it.
    """

    item: Plan | Movement | Story | Page | None = None
    story: ReadStory | None = None
    plan_is_whole: bool = True
    problems: list[Problem] = field(default_factory=list)
    # By path: what is refused of the HTML of a body, of each that has any markup; told where links are checked.
    refused: dict[str, list[Refusal]] = field(default_factory=dict)
    since: datetime.date | None = None
    until: datetime.date | None = None

    def is_good_on(self, day: datetime.date) -> bool:
        """Whether reading the same texts on that day would give the same."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass
class Contents:
    """What was read. ``stems`` holds every page that has a file, also those whose mistakes keep them out."""

    plans: list[Plan] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    read_stories: list[ReadStory] = field(default_factory=list)
    stems: dict[str, str] = field(default_factory=dict)
    # Whether every plan's clauses could be read: else nobody can say that a clause does not exist.
    plans_are_whole: bool = True
    problems: list[Problem] = field(default_factory=list)
    # By path: what is refused of the HTML of a body, of each that has any markup.
    refused: dict[str, list[Refusal]] = field(default_factory=dict)

    def take(self, read: ReadPair) -> None:
        """Add what was read of one page."""
        self.problems += read.problems
        self.refused |= read.refused
        self.plans_are_whole &= read.plan_is_whole
        if read.story is not None:
            self.read_stories.append(read.story)
        if isinstance(read.item, Story):
            self.stories.append(read.item)
        elif isinstance(read.item, Movement):
            self.movements.append(read.item)
        elif isinstance(read.item, Plan):
            self.plans.append(read.item)
        elif read.item is not None:
            self.pages.append(read.item)


@dataclass(frozen=True)
class _Half:
    """One language's file, parsed."""

    source: SourceFile
    parsed: FrontMatter
    # Whether the body went beyond its bounds: that was told, and nothing else is read of it.
    is_cut: bool = False

    @property
    def is_blank(self) -> bool:
        """An editor saves an empty English file where nobody has translated yet: no title, no body."""
        if self.parsed.faults or self.is_cut:
            return not self.source.text.strip()
        title = self.parsed.header.entries.get("title")
        empty = title is None or (isinstance(title, frontmatter.Scalar) and not title.text.strip())
        return empty and not self.parsed.body.strip()

    @property
    def first_line_of_text(self) -> int:
        """Where the fields end: of a file without a second --- line, nobody can say, and each line is for itself."""
        lines = self.source.text.count("\n") + 2
        return self.parsed.body_line if self.parsed.body_line > 1 else lines

    def field_at(self, line: int) -> str:
        """The name of the field on a line of the file, or what else stands there."""
        if self.parsed.header.lines and line >= self.parsed.body_line:
            return "nội dung"
        above = [(number, name) for name, number in self.parsed.header.lines.items() if number <= line]
        return shown(max(above)[1]) if above else "tệp"


# The files of one page by language.
Pair = Mapping[str, SourceFile]


def read_pairs(pairs: Mapping[str, Pair], today: datetime.date) -> Iterator[ReadPair]:
    """What is read of each page, in their order."""
    return (read_pair(stem, pair, today) for stem, pair in pairs.items())


# What does so, perhaps out of a store.
Reader = Callable[[Mapping[str, Pair], datetime.date], Iterable[ReadPair]]


def read_contents(
    sources: Iterable[SourceFile], today: datetime.date, others: Collection[str] = (), reader: Reader = read_pairs
) -> Contents:
    """Read all Markdown files. A page with a mistake is left out and reported; the others are not touched by it.

    ``others`` are the paths of all other files, those among them that could not be read or bear a wrong name.
    """
    contents, pairs = find_pairs(sources, others)
    for read in reader(pairs, today):
        contents.take(read)
    return contents


def find_pairs(sources: Iterable[SourceFile], others: Collection[str] = ()) -> tuple[Contents, dict[str, Pair]]:
    """The files of each page that is to be read, by its stem, and what their names alone tell; nothing is read."""
    contents = Contents()
    sources = list(sources)
    spoilt = _spoilt_stems([*others, *(source.path for source in sources if split_language(source.path)[1] is None)])
    contents.stems.update(dict.fromkeys(spoilt, ""))
    pairs: dict[str, dict[str, SourceFile]] = {}
    for source in sorted(sources, key=lambda item: item.path):
        stem, language = split_language(source.path)
        if language is None:
            _report_suffix(source, stem, contents)
        elif _check_path(source, stem, contents):
            pairs.setdefault(stem, {})[language] = source
    _check_addresses(pairs, contents)
    # Whose Vietnamese file cannot be used has been told already.
    return contents, {stem: pair for stem, pair in pairs.items() if VIETNAMESE in pair or stem not in spoilt}


# How people write the language at the end of a name: «bai_vi.md», «bai.VN.md», «bai-en.md».
_MEANT_LANGUAGE = re.compile(r"(.+)[._ -](vi|vn|vie|en|eng)", re.IGNORECASE)


def _meant_language(stem: str) -> tuple[str, str]:
    """(stem, language) that the name of a file most likely means, whatever stands before the language."""
    match = _MEANT_LANGUAGE.fullmatch(stem)
    if match is None:
        return stem, VIETNAMESE
    return match[1], ENGLISH if match[2].lower().startswith(ENGLISH) else VIETNAMESE


def _spoilt_stems(paths: Iterable[str]) -> set[str]:
    """Pages whose Vietnamese file is there but cannot be used: not UTF-8, ``….vi.md.txt``, ``….VI.MD``, ``….md``."""
    names = (path.lower().removesuffix(".txt") for path in paths)
    stems = (_meant_language(name.removesuffix(".md")) for name in names if name.endswith(".md"))
    return {stem for stem, language in stems if language == VIETNAMESE}


def reporter(path: str, problems: list[Problem]) -> Report:
    """A function that adds problems of one file to a list."""

    def report(line: int, label: str, vi: str, en: str) -> None:
        problems.append(Problem(CONTENT + path, line, label, vi, en))

    return report


def _report_suffix(source: SourceFile, stem: str, contents: Contents) -> None:
    base, language = _meant_language(stem)
    meant = CONTENT + source_path("/".join(slugify(part) or "bai-viet" for part in base.split("/")), language)
    report = reporter(source.path, contents.problems)
    report(
        1,
        "tệp",
        f"tên tệp phải kết thúc bằng .vi.md hoặc .en.md, hãy đổi thành {meant}",
        f"a file's name must end in .vi.md or .en.md; rename it to {meant}",
    )


def _check_path(source: SourceFile, stem: str, contents: Contents) -> bool:
    """Names of folders and files become addresses; content stands where the addresses say."""
    report = reporter(source.path, contents.problems)
    if stem.partition("/")[0] == ENGLISH:
        report(
            1,
            "tệp",
            f"địa chỉ /{ENGLISH}/ dành cho bản tiếng Anh, hãy đặt tệp .{ENGLISH}.md cạnh tệp tiếng Việt",
            f"/{ENGLISH}/ is for the English edition; put .{ENGLISH}.md files beside the Vietnamese ones",
        )
        return False
    for part in stem.split("/"):
        if not is_slug(part):
            meant = slugify(part) or "bai-viet"
            report(
                1,
                "tệp",
                f'tên "{shown(part)}" không dùng làm địa chỉ được, hãy đổi thành "{meant}"',
                f'not usable in an address; rename it to "{meant}"',
            )
            return False
        if len(part) > LONGEST_NAME:
            report(
                1,
                "tệp",
                f"tên dài {len(part)} ký tự, hãy rút còn nhiều nhất {LONGEST_NAME}",
                f"a name of {len(part)} characters; shorten it to {LONGEST_NAME} at most",
            )
            return False
    folder, _, rest = stem.partition("/")
    wanted = {
        "guong": (r"[12][0-9]{3}/[^/]+", "docs/guong/2023/ten-bai.vi.md"),
        "phong-trao": (r"[^/]+", "docs/phong-trao/ten-phong-trao.vi.md"),
        "ke-hoach": (r"[12][0-9]{3}", "docs/ke-hoach/2023.vi.md"),
    }.get(folder)
    if wanted and rest and stem not in addresses.GENERATED and not re.fullmatch(wanted[0], rest):
        report(1, "tệp", f"đặt sai chỗ, cần dạng {wanted[1]}", f"in the wrong place; it should be like {wanted[1]}")
        return False
    return True


# Addresses of the pages that the site makes itself; a year's list of stories among them.
_MADE = frozenset(address(stem, VIETNAMESE) for stem in addresses.GENERATED)
_YEAR_LIST = re.compile(r"guong/[12][0-9]{3}/")


def _check_addresses(pairs: dict[str, dict[str, SourceFile]], contents: Contents) -> None:
    """No two files for one address, and none for an address that the site makes itself."""
    taken: dict[str, str] = {}
    for stem, pair in list(pairs.items()):
        contents.stems[stem] = stem
        first = next(iter(pair.values()))
        report = reporter(first.path, contents.problems)
        where = address(stem, VIETNAMESE)
        if where in _MADE or _YEAR_LIST.fullmatch(where):
            report(
                1,
                "tệp",
                f"địa chỉ /{where} là của trang danh sách tự sinh ra, hãy đổi tên tệp",
                f"/{where} is the address of a list that the site makes itself; rename the file",
            )
            del pairs[stem]
        elif where in taken:
            report(
                1,
                "tệp",
                f"cùng địa chỉ /{where} với {CONTENT}{taken[where]}, hãy đổi tên một trong hai",
                f"has the address /{where} of {CONTENT}{taken[where]}; rename one of them",
            )
            del pairs[stem]
        else:
            taken[where] = first.path


def read_pair(stem: str, pair: Pair, today: datetime.date) -> ReadPair:
    """Read and check the files of one page."""
    read = ReadPair()
    if VIETNAMESE not in pair:
        report = reporter(pair[ENGLISH].path, read.problems)
        original = source_path(stem, VIETNAMESE)
        report(
            1,
            "tệp",
            f"chưa có bản tiếng Việt, hãy thêm {CONTENT}{original}",
            f"no Vietnamese file; add {CONTENT}{original}",
        )
        return read
    halves = {language: _half(source, read) for language, source in pair.items()}
    for half in halves.values():
        _check_letters(half, reporter(half.source.path, read.problems))
    english = halves.get(ENGLISH)
    if english is not None and english.is_blank:
        english = None
    _READERS.get(stem.partition("/")[0], _read_page)(stem, halves[VIETNAMESE], english, today, read)
    if not isinstance(read.item, Plan):  # its body is the plan's own text, no Markdown
        bodies = {half.source.path: half.parsed.body for half in halves.values()}
        read.refused = {path: refusals(render(body)) for path, body in bodies.items() if may_be_refused(body)}
    return read


def _half(source: SourceFile, read: ReadPair) -> _Half:
    """A file, parsed. Of a body beyond its bounds nothing is left, so that no other rule has to read it."""
    parsed = frontmatter.parse(source.text)
    report = reporter(source.path, read.problems)
    faults = list(body_bounds.faults(parsed.body))
    for line, vi, en in faults:
        report(parsed.body_line + line, "nội dung", vi, en)
    header = source.text.split("\n", parsed.body_line - 1)[: parsed.body_line - 1]
    is_cut = bool(faults) or sum(map(len, header)) > frontmatter.MAX_HEADER
    if not is_cut:
        return _Half(source, parsed)
    kept = "" if sum(map(len, header)) > frontmatter.MAX_HEADER else "\n".join([*header, ""])
    return _Half(SourceFile(source.path, kept), replace(parsed, body=""), is_cut)


_ENTITY = re.compile(r"&#?[0-9A-Za-z]+;")


def _unescaped(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _check_letters(half: _Half, report: Report) -> None:
    """Each line of a body with a character nobody sees, a letter that was lost, or one that only looks like another."""
    if "&" not in half.parsed.body and are_usual(half.parsed.body):
        return
    for number, written in enumerate(half.parsed.body.split("\n"), half.parsed.body_line):
        # «&#8238;» and «&shy;» are shown as the characters that they name.
        line = to_nfc(_ENTITY.sub(_unescaped, written)) if "&" in written else written
        if LOST in line or has_unseen(line):
            fault = odd_character(number, "nội dung", written)
            report(fault.line, fault.field, fault.vi, fault.en)
        elif told := odd_letters(line):
            report(number, "nội dung", *told)


def _values(half: _Half, fields: Sequence[Field], original: Sequence[Field], report: Report) -> Values:
    """A half's values; in the English file a field of the Vietnamese one is told to stay there."""
    for fault in half.parsed.faults:
        report(fault.line, fault.field, fault.vi, fault.en)
    header = half.parsed.header
    if half.parsed.faults and not header.entries:
        # The header could not be read: its fields are not missing, they are unread.
        return Values()
    allowed = {item.name for item in fields}
    misplaced = [name for name in header.entries if name not in allowed and name in {item.name for item in original}]
    for name in misplaced:
        report(
            header.lines[name],
            name,
            "chỉ ghi ở tệp tiếng Việt, hãy bỏ dòng này",
            "belongs in the Vietnamese file only; take this line out",
        )
    entries = {name: value for name, value in header.entries.items() if name not in misplaced}
    return read_fields(frontmatter.Mapping(entries, header.line, header.lines), fields, _at_most(report))


def _at_most(report: Report) -> Report:
    """A report that tells as much as anybody mends at once: each item of a long list may be wrong in several ways."""
    told: list[int] = []

    def report_few(line: int, label: str, vi: str, en: str) -> None:
        told.append(line)
        if len(told) <= frontmatter.MOST_TOLD:
            report(line, label, vi, en)

    return report_few


def _text(half: _Half, values: Values, language: str) -> Text:
    return Text(
        language,
        values.get("title", ""),
        values.get("summary", ""),
        half.parsed.body,
        half.parsed.body_line,
        half.source.path,
        values,
    )


def _read_texts(
    vietnamese: _Half,
    english: _Half | None,
    fields: Sequence[Field],
    english_fields: Sequence[Field],
    read: ReadPair,
) -> tuple[Texts, Values, Values | None]:
    values = _values(vietnamese, fields, fields, reporter(vietnamese.source.path, read.problems))
    text = _text(vietnamese, values, VIETNAMESE)
    if english is None:
        return Texts(text), values, None
    translated = _values(english, english_fields, fields, reporter(english.source.path, read.problems))
    return Texts(text, _text(english, translated, ENGLISH)), values, translated


def _both_read(values: Values, translated: Values) -> bool:
    """Whether both headers could be read: only then can they be compared."""
    return bool(values.lines and translated.lines)


def _read_story(stem: str, vietnamese: _Half, english: _Half | None, today: datetime.date, read: ReadPair) -> None:
    report = reporter(vietnamese.source.path, read.problems)
    before = len(read.problems)
    texts, values, translated = _read_texts(vietnamese, english, story_fields.FIELDS, story_fields.ENGLISH_FIELDS, read)
    read.story = ReadStory(stem, vietnamese.source.path, values, texts)
    if values.lines:
        stories.check_story(values, stem, today, report)
        days = stories.days_of_change(values)
        read.since = max((day for day in days if day <= today), default=None)
        read.until = min((day for day in days if day > today), default=None)
    if english is not None and translated is not None:
        stories.check_photo_alt(translated, reporter(english.source.path, read.problems))
    for half in (vietnamese, english):
        # Of a header that could not be read nobody knows where it ends.
        if half is not None and (half.parsed.header.entries or not half.parsed.faults) and not half.is_cut:
            _check_story_text(half.parsed, reporter(half.source.path, read.problems))
        if half is not None and values.get("status") != story_fields.WITHDRAWN:
            told = reporter(half.source.path, read.problems)
            personal_data.check(half.source.text, half.first_line_of_text, half.field_at, told)
            personal_data.check_name(stem.rpartition("/")[2], told)
    if len(read.problems) == before:
        read.item = stories.make_story(stem, texts, values)


_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_SECOND_HEADER = re.compile(r"---[ \t]*\n[A-Za-z_]+:.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)


def _check_story_text(parsed: FrontMatter, report: Report) -> None:
    """There is a text, and it does not begin with a header pasted a second time."""
    if not _REMARK.sub("", parsed.body).strip():
        report(parsed.body_line, "nội dung", *say("body"))
    elif _SECOND_HEADER.match(parsed.body.lstrip()):
        report(parsed.body_line, "nội dung", *say("body_header"))


# What only a story's header has, and only a movement's.
_STORY_SIGNS = frozenset({"subject", "movements", "consent"})
_MOVEMENT_SIGNS = frozenset({"level", "kind", "clauses"})


def _read_movement(stem: str, vietnamese: _Half, english: _Half | None, _: datetime.date, read: ReadPair) -> None:
    is_movement = vietnamese.parsed.header.entries.keys() & _MOVEMENT_SIGNS
    if not is_movement and _is_story_astray(stem, vietnamese, _STORY_SIGNS | {"name"}, read):
        return
    texts, values, translated = _read_texts(vietnamese, english, movements.FIELDS, movements.ENGLISH_FIELDS, read)
    if english is not None and translated is not None and _both_read(values, translated):
        movements.check_english_movement(values, translated, reporter(english.source.path, read.problems))
    read.item = movements.make_movement(stem, texts, values)


def _read_plan(stem: str, vietnamese: _Half, english: _Half | None, _: datetime.date, read: ReadPair) -> None:
    report = reporter(vietnamese.source.path, read.problems)
    texts, values, translated_values = _read_texts(vietnamese, english, plans.FIELDS, plans.ENGLISH_FIELDS, read)
    before = len(read.problems)
    clauses = plans.read_clauses(vietnamese.parsed.body, vietnamese.parsed.body_line, report)
    is_whole = len(read.problems) == before and not vietnamese.is_cut
    if not clauses and is_whole and not vietnamese.parsed.faults:
        report(
            vietnamese.parsed.body_line,
            "nội dung",
            "kế hoạch chưa có nội dung, hãy chép vào bên dưới dòng --- thứ hai",
            "the plan has no text yet; put it below the second --- line",
        )
    read.plan_is_whole = len(read.problems) == before and not vietnamese.is_cut
    if is_whole:  # else what speaks of a clause that could not be read would be blamed
        plans.check_plan(clauses, values, report)
    year = values.get("year")
    if year is not None and stem != f"ke-hoach/{year}":
        report(values.line("year"), "year", f"phải trùng tên tệp, hãy viết {stem[-4:]}", f"must be {stem[-4:]}")
    translated: tuple[plans.Clause, ...] = ()
    if english is not None and translated_values is not None:
        english_report = reporter(english.source.path, read.problems)
        before = len(read.problems)
        translated = plans.read_clauses(english.parsed.body, english.parsed.body_line, english_report)
        if is_whole and len(read.problems) == before and not english.is_cut:
            plans.check_translation(clauses, translated, values, translated_values, english_report)
    read.item = plans.make_plan(stem, texts, values, clauses, translated)


def _is_story_astray(stem: str, vietnamese: _Half, signs: frozenset[str], read: ReadPair) -> bool:
    """Whether a file outside the stories' folder is a story; told with the place where it belongs."""
    entries = vietnamese.parsed.header.entries
    if not entries.keys() & signs:
        return False
    year = entries.get("year")
    is_year = isinstance(year, frontmatter.Scalar) and re.fullmatch(r"[12][0-9]{3}", year.text)
    folder = year.text if isinstance(year, frontmatter.Scalar) and is_year else "2023"
    meant = CONTENT + source_path(f"guong/{folder}/{stem.rpartition('/')[2]}", VIETNAMESE)
    vi, en = f"bài viết đặt sai chỗ, hãy chuyển sang {meant}", f"a story in the wrong place; move it to {meant}"
    reporter(vietnamese.source.path, read.problems)(1, "tệp", vi, en)
    return True


def _read_page(stem: str, vietnamese: _Half, english: _Half | None, _: datetime.date, read: ReadPair) -> None:
    if _is_story_astray(stem, vietnamese, _STORY_SIGNS, read):
        return
    texts, values, translated = _read_texts(vietnamese, english, pages.FIELDS, pages.ENGLISH_FIELDS, read)
    pages.check_page(values, reporter(vietnamese.source.path, read.problems))
    if english is not None and translated is not None and _both_read(values, translated):
        pages.check_english_page(values, translated, reporter(english.source.path, read.problems))
    read.item = pages.make_page(stem, texts, values)


_Reader = Callable[[str, _Half, _Half | None, datetime.date, ReadPair], None]
_READERS: dict[str, _Reader] = {"guong": _read_story, "phong-trao": _read_movement, "ke-hoach": _read_plan}
