"""From what somebody filled in to the files of a story, as they stand in ``docs/``.

``overrides/assets/soat-bai.js`` does the same in the browser, letter for letter; a test holds the two together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from thidua.fields import Field, Kind
from thidua.languages import ENGLISH, VIETNAMESE, source_path
from thidua.letters import drop_unseen, to_nfc
from thidua.slugs import slugify
from thidua.story_fields import ENGLISH_FIELDS, FIELDS

# An address is read out and typed from paper now and then.
LONGEST_SLUG = 60

_LINE_END = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
# Blanks at the start of a line would make it a block of code; items of a list may stand below others.
_INDENT = re.compile(r"^[ \t\xa0\u3000]+(?![ \t\xa0\u3000]|[-*+] |\d+[.)] )", re.MULTILINE)
_BARE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")


def story_slug(title: str, unique: str) -> str:
    """``lop-doc-sach-k3f9``: the title, cut at a word's end, and a short part that no other story has."""
    slug = ""
    for word in slugify(title).split("-"):
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > LONGEST_SLUG:
            break
        slug = longer
    return f"{slug or 'bai-viet'}-{unique}"


def one_line(text: str) -> str:
    """A text as a field holds it: composed, on one line, without what nobody sees."""
    return " ".join(drop_unseen(to_nfc(text)).split())


def body_text(text: str) -> str:
    """A story's text: composed, ``\\n`` line ends, no blanks before a line, nothing unseen."""
    text = drop_unseen(to_nfc(_LINE_END.sub("\n", text)))
    return "\n".join(line.rstrip() for line in _INDENT.sub("", text).split("\n")).strip("\n")


# What was typed as a sign is no HTML; addresses in angle brackets are links.
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]+;)")
_TAG = re.compile(r"<(?!(?:https?://|mailto:)[^\s<>]+>)(?=[A-Za-z/!?])")
# The page's title is its one heading of the first rank.
_FIRST_RANK = re.compile(r"^#(?=[ \t])", re.MULTILINE)


def typed_body(text: str) -> str:
    """The body of a file for what somebody typed who writes no HTML: it is shown as it was typed."""
    return _FIRST_RANK.sub("##", _TAG.sub("&lt;", _ENTITY.sub("&amp;", body_text(text))))


def story_files(story: Mapping[str, Any], slug: str) -> dict[str, str]:
    """path → text of a story's one or two files. ``story``: field → text, list or mapping; ``body``; ``en`` likewise.

    What is blank is left out, the English file where all of it is.
    """
    stem = f"docs/guong/{one_line(str(story.get('year', '')))}/{slug}"
    files = {source_path(stem, VIETNAMESE): _file(story, FIELDS)}
    english = story.get("en") or {}
    if any(one_line(text) for text in english.values()):
        files[source_path(stem, ENGLISH)] = _file(english, ENGLISH_FIELDS)
    return files


def _file(values: Mapping[str, Any], fields: Sequence[Field]) -> str:
    lines = [f"{item.name}: {text}\n" for item in fields if (text := _value(item, values.get(item.name)))]
    return f"---\n{''.join(lines)}---\n\n{typed_body(values.get('body', ''))}\n"


def _value(item: Field, value: Any) -> str:
    """A value as YAML, empty where there is none. Texts stand in quotes, so that no sign in them means anything."""
    if not value:
        return ""
    if item.kind is Kind.PART:
        return _part(item, value)
    if item.kind is Kind.PARTS:
        found = [part for part in (_part(item, entry) for entry in value) if part]
        return f"[{', '.join(found)}]" if found else ""
    if item.kind is Kind.SLUGS:
        return f"[{', '.join(one if _BARE.fullmatch(one) else json.dumps(one, ensure_ascii=False) for one in value)}]"
    if item.kind is Kind.TRUTH:
        return "true"
    text = one_line(str(value))
    # A word, a day or a year stands as it is; what is none of them must not mean something to YAML.
    is_bare = item.kind is not Kind.TEXT and _BARE.fullmatch(text)
    return text if is_bare or not text else json.dumps(text, ensure_ascii=False)


def _part(item: Field, values: Mapping[str, Any]) -> str:
    found = [f"{part.name}: {text}" for part in item.parts if (text := _value(part, values.get(part.name)))]
    return f"{{{', '.join(found)}}}" if found else ""
