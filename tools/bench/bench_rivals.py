"""The content in the form that each rival of «make bench» reads: ``{path: text}``, written by hand for none of them.

What a rival can work out by itself (lists, cards, neighbours), its own templates work out; a rival without templates for
lists (Material, Zensical) is given them as pages in Markdown.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bench_content import (
    LANGUAGES,
    MOVEMENTS,
    PLANS,
    STORIES,
    Around,
    Content,
    Page,
    Story,
    Text,
    letters,
)

Files = dict[str, str]
Words = Mapping[str, Mapping[str, str]]
SortKey = Callable[[str], Any]
UNITS, SUBJECTS_STEM, A_TO_Z, HOME = "don-vi", "doi-tuong", "a-z", "index"


def header(values: Mapping[str, object]) -> str:
    """A header in YAML; values in JSON's notation, which is YAML too."""
    lines = (
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value not in ("", ())
    )
    return "\n".join(("---", *lines, "---", "", ""))


def facts(story: Story, text: Text) -> dict[str, object]:
    """What the header of a story says in every rival."""
    return {
        "title": text.title,
        "description": text.summary,
        "name": story.name,
        "role": text.role,
        "date": story.date,
        "photo": story.photo and f"/{STORIES}/{story.year}/{story.photo}",
        "photo_alt": text.alt,
    }


# Hugo: movements, units and subjects are taxonomies, years are sections.


def hugo_files(content: Content, words: Words) -> Files:
    """Files of ``content/``, and the words of ``i18n/``."""
    files = {f"i18n/{language}.yaml": _yaml(words[language]) for language in LANGUAGES}
    for story in content.stories:
        for language, text in story.texts.items():
            lists = {MOVEMENTS: story.movements, UNITS: [story.unit], SUBJECTS_STEM: [story.subject]}
            files[f"content/{story.stem}.{language}.md"] = header(facts(story, text) | lists) + text.body
    for page in content.pages:
        for language, text in page.texts.items():
            branch = page in content.movements or page.stem == HOME
            path = (
                posixpath.join("content", page.stem.removesuffix(HOME), "_index") if branch else f"content/{page.stem}"
            )
            files[f"{path}.{language}.md"] = _plain(text)
    for stem, names in _list_names(content, words).items():
        if f"content/{stem}/_index.vi.md" not in files:
            for language, title in names.items():
                files[f"content/{stem}/_index.{language}.md"] = header({"title": title})
    for language in LANGUAGES:
        values = {"title": words[language]["a_to_z"], "layout": A_TO_Z}
        files[f"content/{A_TO_Z}.{language}.md"] = header(values)
    return files


def _list_names(content: Content, words: Words) -> dict[str, dict[str, str]]:
    """Stem of each list of stories → its title in each language."""
    found = {
        STORIES: _word(words, "stories"),
        MOVEMENTS: _word(words, "movements"),
        PLANS: _word(words, "plan"),
        UNITS: _word(words, "by_unit"),
        SUBJECTS_STEM: _word(words, "by_subject"),
    }
    for year in content.by_year():
        found[f"{STORIES}/{year}"] = {language: f"{words[language]['of_year']} {year}" for language in LANGUAGES}
    found |= {f"{UNITS}/{unit}": dict(content.units[unit]) for unit in content.by_unit()}
    return found | {f"{SUBJECTS_STEM}/{subject}": _word(words, subject) for subject in content.by_subject()}


def _word(words: Words, key: str) -> dict[str, str]:
    return {language: words[language][key] for language in LANGUAGES}


def _yaml(values: Mapping[str, str]) -> str:
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())


def _plain(text: Text) -> str:
    return header({"title": text.title, "description": text.summary}) + text.body


# Eleventy: its configuration makes the lists from the stories.


def address(stem: str, language: str) -> str:
    """The address of a page from the root of the site."""
    return posixpath.join("/", "" if language == "vi" else language, "" if stem == HOME else stem, "")


def eleventy_files(content: Content, words: Words) -> Files:
    """Files of ``content/``, and the data that the lists need."""
    files = {
        "content/_data/words.json": json.dumps(words, ensure_ascii=False),
        "content/_data/units.json": json.dumps(content.units, ensure_ascii=False),
    }
    for story in content.stories:
        for language, text in story.texts.items():
            values = facts(story, text) | {
                "language": language,
                "movements": story.movements,
                "unit": story.unit,
                "subject": story.subject,
                "year": story.year,
                "tags": "story",
                "layout": "story.njk",
                "permalink": address(story.stem, language),
            }
            files[f"content/{story.stem}.{language}.md"] = header(values) + text.body
    for page in content.pages:
        for language, text in page.texts.items():
            movement = page in content.movements
            values = {
                "title": text.title,
                "description": text.summary,
                "language": language,
                "layout": "movement.njk" if movement else f"{'home' if page.stem == HOME else 'plain'}.njk",
                "slug": page.stem.rpartition("/")[2],
                "tags": "movement" if movement else "plain",
                "permalink": address(page.stem, language),
            }
            files[f"content/{page.stem}.{language}.md"] = header(values) + text.body
    return files


# Material and Zensical: Markdown alone, the lists too.


def material_files(content: Content, words: Words, key: SortKey) -> Files:
    """Files of ``docs/`` with the language before the suffix, as mkdocs-static-i18n has them."""
    files: Files = {}
    for language in LANGUAGES:
        for path, text in markdown_files(content, words[language], language, key).items():
            files[f"docs/{path.removesuffix('.md')}.{language}.md"] = text
    return files


def zensical_files(content: Content, words: Words, key: SortKey) -> Files:
    """Files of two projects: Zensical builds one language at a time."""
    return {
        f"{language}/docs/{path}": text
        for language in LANGUAGES
        for path, text in markdown_files(content, words[language], language, key).items()
    }


def markdown_files(content: Content, words: Mapping[str, str], language: str, key: SortKey) -> Files:
    """Path → Markdown of every page of one language."""
    titles = {page.stem: page.texts[language].title for page in content.movements}
    around = content.around()
    pages = {
        story.stem: _markdown_story(story, content, words, language, titles, around[story.stem])
        for story in content.stories
    }
    for page in content.pages:
        pages[page.stem] = _markdown_page(page, content, words, language)
    pages |= _markdown_lists(content, words, language, key)
    return {f"{stem}.md": text for stem, text in pages.items()}


def _link(title: str, stem: str, at: str) -> str:
    escaped = title.replace("[", "\\[").replace("]", "\\]")
    return f"[{escaped}]({posixpath.relpath(f'{stem}.md', posixpath.dirname(at) or '.')})"


def _cards(stories: Iterable[Story], at: str, language: str) -> str:
    """Stories as an unordered list; two spaces at the end break the line."""
    return "".join(
        f"- {_link(story.texts[language].title, story.stem, at)}  \n"
        f"    **{story.name}** {story.texts[language].role}  \n"
        f"    {story.texts[language].summary}  \n"
        f"    {story.date}\n"
        for story in stories
    )


def _markdown_story(
    story: Story,
    content: Content,
    words: Mapping[str, str],
    language: str,
    titles: Mapping[str, str],
    around: Around,
) -> str:
    text, at = story.texts[language], story.stem
    unit = _link(content.units[story.unit][language], f"{UNITS}/{story.unit}", at)
    parts = [
        header(facts(story, text)) + f"*{words['sample_notice']}*",
        f"# {text.title}",
        text.summary,
        f"**{story.name}** {text.role} {unit} {story.date}",
        f"![{text.alt}]({story.photo})" if story.photo else "",
        text.body,
        f"## {words['movements']}",
        "".join(f"- {_link(titles[f'{MOVEMENTS}/{slug}'], f'{MOVEMENTS}/{slug}', at)}\n" for slug in story.movements),
        f"## {words['related']}",
        _cards(around.related, at, language),
        *(
            f"{words[side]}: {_link(other.texts[language].title, other.stem, at)}"
            for side, other in (("before", around.before), ("after", around.after))
            if other
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _markdown_page(page: Page, content: Content, words: Mapping[str, str], language: str) -> str:
    text = page.texts[language]
    parts = [_plain(text).strip(), f"{text.summary}\n"]
    if "\n# " not in text.body and not text.body.startswith("# "):
        parts.insert(1, f"# {text.title}")
    if page in content.movements:
        stories = content.by_movement.get(page.stem.rpartition("/")[2], [])
        parts += [f"## {words['its_stories']}", _cards(stories, page.stem, language)]
    if page.stem == HOME:
        parts.append(_cards(content.stories[:6], page.stem, language))
    return "\n\n".join(parts) + "\n"


def _markdown_lists(content: Content, words: Mapping[str, str], language: str, key: SortKey) -> Files:
    """Stem → page of each list of stories."""
    every = f"{STORIES}/{HOME}"
    groups: dict[str, tuple[str, Sequence[Story]]] = {every: (words["stories"], content.stories)}
    for year, stories in content.by_year().items():
        groups[f"{STORIES}/{year}/{HOME}"] = (f"{words['of_year']} {year}", stories)
    for unit, stories in content.by_unit().items():
        groups[f"{UNITS}/{unit}"] = (content.units[unit][language], stories)
    for subject, stories in content.by_subject().items():
        groups[f"{SUBJECTS_STEM}/{subject}"] = (words[subject], stories)
    made = {stem: f"# {title}\n\n{_cards(stories, stem, language)}" for stem, (title, stories) in groups.items()}
    names = {stem: title for stem, (title, _) in groups.items()}
    names |= {page.stem: page.texts[language].title for page in content.movements}
    for folder, word in ((UNITS, "by_unit"), (SUBJECTS_STEM, "by_subject"), (MOVEMENTS, "movements")):
        stem = f"{folder}/{HOME}"
        links = (f"- {_link(title, other, stem)}\n" for other, title in names.items() if other.startswith(f"{folder}/"))
        made.setdefault(stem, f"# {words[word]}\n\n{''.join(links)}")
    parts = [f"# {words['a_to_z']}"]
    for letter, stories in letters(content.stories, key):
        links = (f"- {_link(story.name, story.stem, A_TO_Z)} {story.texts[language].title}\n" for story in stories)
        parts.append(f"## {letter}\n\n{''.join(links)}")
    plans = (page for page in content.pages if page.stem.startswith(f"{PLANS}/"))
    made[f"{PLANS}/{HOME}"] = f"# {words['plan']}\n\n" + "".join(
        f"- {_link(page.texts[language].title, page.stem, f'{PLANS}/{HOME}')}\n" for page in plans
    )
    return made | {A_TO_Z: "\n\n".join(parts) + "\n"}
