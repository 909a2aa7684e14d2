"""Open data: ``/du-lieu/stories.json``, the published stories of real people and collectives.

Samples, drafts and withdrawn stories are not in it; consent papers and their numbers never are.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from thidua.languages import ENGLISH, VIETNAMESE, address
from thidua.library import Library
from thidua.stories import Story

STORIES_PATH = "du-lieu/stories.json"
VERSION = 1


def stories_json(library: Library, site_url: str) -> str:
    """A JSON text; stories newest first, the same for the same content."""
    data = {
        "version": VERSION,
        "licence": "CC-BY-4.0",
        "stories": [_story(library, story, site_url) for story in library.stories if story.is_indexed],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _story(library: Library, story: Story, site_url: str) -> dict[str, Any]:
    plan, clauses = library.clauses_of_story(story)
    languages = [language for language in (VIETNAMESE, ENGLISH) if story.texts.is_translated(language)]
    return {
        "id": story.stem.removeprefix("guong/"),
        "url": {language: urljoin(site_url, address(story.stem, language)) for language in languages},
        "title": {language: story.in_language(language).title for language in languages},
        "summary": {language: story.in_language(language).summary for language in languages},
        "name": story.name,
        "subject": story.subject,
        "unit": story.unit,
        "movements": list(story.movements),
        "clauses": {"plan": plan.year if plan else None, "ids": [clause.id for clause in clauses]},
        "year": story.year,
        "date": story.date.isoformat(),
    }
