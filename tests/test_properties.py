"""What holds for every file, name and text, whatever stands in it: tried with files that nobody has thought of.

The same examples in each run (profile «ci»); ``make fuzz`` tries other ones, and many more. What was found once stands as
an ``@example``.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from builders import content, library_of, page, story
from conftest import ROOT, tries
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown import Markdown
from odd_texts import (
    GOOD,
    PATHS,
    bodies,
    characters,
    files,
    phrases,
    small_folders,
    texts,
    values,
)
from thidua import body_bounds
from thidua.body_marks import Body, BodyMarks
from thidua.body_pictures import BodyPictures
from thidua.content_folder import read_words
from thidua.editions import all_editions
from thidua.feeds import atom_feed
from thidua.fields import Kind
from thidua.frontmatter import Mapping as Header
from thidua.frontmatter import Scalar, parse
from thidua.glosses import Glosses
from thidua.letters import (
    drop_unseen,
    fold,
    has_unseen,
    heap_of_marks,
    is_nfc,
    match_form,
    one_tone_place,
    to_nfc,
    without_unseen,
)
from thidua.library import Library
from thidua.look_alikes import odd_letters
from thidua.open_data import stories_json
from thidua.ordering import initial, person_key, sort_key
from thidua.plain_text import plain_text
from thidua.problems import Problem, in_order, shown
from thidua.slugs import heading_id, is_slug, slugify
from thidua.sources import SourceFile, read_source
from thidua.story_fields import FIELDS
from thidua.story_files import body_text, one_line, story_files, story_slug, typed_body

WORDS = read_words(ROOT)
GOOD_FILES = content(story(), page(), page("thuat-ngu", title="Từ ngữ", terms="[{id: a, term: a b, meaning: x}]"))
GOOD_PATHS = {f"docs/{source.path}" for source in GOOD_FILES}


def checked(found: Mapping[str, str]) -> tuple[Library, list[Problem]]:
    """The library of good files and these, and what is told; nothing raises."""
    sources = {source.path: source for source in GOOD_FILES}
    sources |= {path: SourceFile(path, text) for path, text in found.items()}
    library, problems = library_of(sources.values())
    for problem in problems:
        path = problem.path.removeprefix("docs/")
        assert problem.path.startswith("docs/") and path in sources, problem
        assert 1 <= problem.line <= sources[path].text.count("\n") + 1, problem
        assert "\n" not in str(problem) and str(problem).isprintable(), problem
        assert problem.field and problem.vi and problem.en
    assert problems == in_order(problems)
    return library, problems


def blamed(problems: list[Problem], found: Mapping[str, str]) -> list[str]:
    """Lines about good files that are not among the found ones."""
    return [str(one) for one in problems if one.path in GOOD_PATHS - {f"docs/{path}" for path in found}]


def rendered(body: str) -> str:
    """A body as the site renders it; who wrote what was taken needs fear no exception."""
    marks = BodyMarks()
    marks.body = Body("en", Glosses(()), lambda gloss: f"#{gloss.id}")
    extensions = ["attr_list", "def_list", "fenced_code", "tables", "toc", BodyPictures(lambda path: None), marks]
    return Markdown(extensions=extensions, extension_configs={"toc": {"slugify": heading_id}}).convert(body)


def test_the_good_files_are_good() -> None:
    assert checked({})[1] == []


@tries(150)
@given(files("guong"))
@example(f"{GOOD['guong']}\n\x02")
@example("Ð\U0001019d")
def test_any_story_is_read_and_no_other_file_is_blamed(text: str) -> None:
    found = {"guong/2023/bai-moi.vi.md": text}
    _, problems = checked(found)
    assert blamed(problems, found) == []


@tries(100)
@given(files("phong-trao"))
def test_any_movement_is_read_and_no_other_file_is_blamed(text: str) -> None:
    found = {"phong-trao/moi.vi.md": text}
    _, problems = checked(found)
    assert blamed(problems, found) == []


@tries(100)
@given(files("ke-hoach"))
@example("---\n?\n---")
def test_any_plan_is_read_and_no_other_file_is_blamed(text: str) -> None:
    found = {"ke-hoach/2024.vi.md": text}
    _, problems = checked(found)
    assert blamed(problems, found) == []


@tries(100)
@given(st.sampled_from(PATHS[""]), files(""))
def test_any_page_is_read_and_no_other_file_is_blamed(path: str, text: str) -> None:
    _, problems = checked({path: text})
    assert blamed(problems, {path: text}) == []


@tries(100)
@given(small_folders())
@example({"\x1f.vi.md": ""})
def test_any_small_folder_is_read_and_what_is_taken_is_published(found: dict[str, str]) -> None:
    library, problems = checked(found)
    assert blamed(problems, found) == []
    slugs = [story.stem for story in library.stories]
    assert len(slugs) == len(set(slugs)) and all(is_slug(stem.rpartition("/")[2]) for stem in slugs)
    if not [problem for problem in problems if not problem.notice]:
        for edition in all_editions(library, WORDS).values():
            addresses = [page.stem for page in edition.pages()]
            assert len(addresses) == len(set(addresses))
        for language in ("vi", "en"):
            atom_feed(library, language, "https://x.example/")
        stories_json(library, "https://x.example/")


@tries(200)
@given(bodies)
def test_what_a_body_s_check_takes_can_be_rendered(body: str) -> None:
    body = to_nfc(body)
    _, problems = checked({"guong/2023/bai-moi.vi.md": f"{GOOD['guong'].split('Mỗi')[0]}{body}\n"})
    if not problems:
        plain_text(rendered(parse(f"---\n---\n{body}").body))


@tries(200)
@given(bodies)
def test_the_bounds_of_a_body_are_told_at_lines_that_it_has(body: str) -> None:
    told = list(body_bounds.faults(body))
    assert all(0 <= line <= body.count("\n") for line, _, _ in told)
    assert len(told) == len(set(told))


@tries(200)
@given(st.binary(max_size=200))
@example(b"\xff\xfe-\x00")
@example(b"a" + "\u0315\u0300".encode() * 50_000)
def test_any_bytes_are_a_file_in_nfc_or_a_line(data: bytes) -> None:
    source, problems = read_source("guong/2023/a.vi.md", data)
    assert source is not None or problems
    assert source is None or (is_nfc(source.text) and "\r" not in source.text)
    assert all(problem.line <= data.count(b"\n") + data.count(b"\r") + 1 for problem in problems)


# Round trips

FILLED = {"year": "2023", "subject": "adult", "date": "2023-11-20", "movements": ["day-tot-hoc-tot"]}
TEXT_FIELDS = [item.name for item in FIELDS if item.kind is Kind.TEXT]


NOTHING = dict.fromkeys(TEXT_FIELDS, "")


@tries(200)
@example({**NOTHING, "photo_alt": '"\U00010c49'}, "")
@example({**NOTHING, "photo_alt": ": " * 100}, "")
@given(st.fixed_dictionaries(dict.fromkeys(TEXT_FIELDS, values)), bodies)
def test_what_somebody_filled_in_comes_back_from_the_file(filled: dict[str, str], body: str) -> None:
    text = story_files({**FILLED, **filled, "body": body}, "bai-a2b3")["docs/guong/2023/bai-a2b3.vi.md"]
    assume(heap_of_marks(text) is None)
    parsed = parse(to_nfc(text))
    # Of letters, and of what looks like a hundred lists in each other wherever it stands.
    assert not [
        fault for fault in parsed.faults if not any(part in fault.vi for part in ("chữ", "bảng mã", "lồng nhau"))
    ]
    assume(parsed.header.entries)
    for name, value in filled.items():
        entry = parsed.header.entries.get(name)
        if isinstance(entry, Scalar) and entry.is_faulty:  # of its letters
            continue
        assert (entry.text if isinstance(entry, Scalar) else "") == one_line(value), name
    assert parsed.body.strip("\n") == typed_body(body).strip("\n")
    assert isinstance(parsed.header, Header) and set(parsed.header.entries) <= {*FILLED, *TEXT_FIELDS}


@tries(300)
@given(texts)
def test_making_texts_right_twice_changes_nothing_more(text: str) -> None:
    for mend in (to_nfc, without_unseen, drop_unseen, one_line, body_text, fold, slugify, shown):
        once = mend(to_nfc(text))
        assert mend(once) == once, mend.__name__
    assert is_nfc(to_nfc(text))
    assert one_tone_place(one_tone_place(text)) == one_tone_place(text)
    assert len(one_tone_place(text)) == len(text) == len(match_form(text))
    assert not has_unseen(one_line(text)) and not has_unseen(body_text(text).replace("\n", " "))
    assert shown(text).isprintable()


@tries(300)
@given(texts)
def test_every_slug_can_be_an_address(text: str) -> None:
    slug = slugify(text)
    assert not slug or is_slug(slug)
    assert is_slug(story_slug(text, "k3f9")) and len(story_slug(text, "k3f9")) <= 70
    assert is_slug(heading_id(text, "-"))


@tries(300)
@given(texts, st.booleans())
def test_letters_of_any_text_are_judged(text: str, is_name: bool) -> None:
    told = odd_letters(to_nfc(text), is_name)
    assert told is None or all(part for part in told)
    if told is not None and not is_name:  # a name is told of all that a text is told of
        assert odd_letters(to_nfc(text), is_name=True) is not None


# Order


@tries(200)
@given(st.lists(st.one_of(phrases, texts), min_size=3, max_size=3))
def test_any_three_texts_have_one_order(three: list[str]) -> None:
    first, second, third = sorted(three, key=sort_key)
    keys = [sort_key(text) for text in (first, second, third)]
    assert keys[0] <= keys[1] <= keys[2] and keys[0] <= keys[2]
    for one in three:
        for other in three:
            a, b = sort_key(one), sort_key(other)
            assert (a < b) + (a == b) + (b < a) == 1
            assert (a == b) == (to_nfc(one) == to_nfc(other))


@tries(200)
@given(st.lists(phrases, min_size=2, max_size=6))
def test_people_have_one_order(names: list[str]) -> None:
    for one in names:
        for other in names:
            a, b = (person_key(name, name.split()[-1]) for name in (one, other))
            assert (a < b) + (a == b) + (b < a) == 1
            assert (a == b) == (one == other)


@tries(200)
@given(st.text(characters, min_size=1, max_size=5))
def test_every_text_stands_under_a_letter_or_the_sign(text: str) -> None:
    assert initial(text) == "#" or (len(initial(text)) == 1 and initial(text).isupper())


ICU = """
const lines = require("fs").readFileSync(0, "utf8").split("\\n");
process.stdout.write(lines.sort(new Intl.Collator("vi").compare).join("\\n"));
"""


@tries(5)
@given(st.lists(phrases, min_size=80, max_size=400, unique=True))
def test_phrases_stand_as_icu_puts_them(found: list[str]) -> None:
    # Both tone places of a name are one to us, and two to ICU: they are brought to one.
    lines = sorted({one_tone_place(line) for line in found})
    result = subprocess.run(
        ["node", "-e", ICU],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert result.stdout.split("\n") == sorted(lines, key=sort_key)
