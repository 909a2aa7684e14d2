"""The words of rendered HTML, as a reader sees them: for the search."""

from __future__ import annotations

import html
import re

# What is there for machines, and what shows how to write for them.
_HIDDEN = re.compile(r"<(script|style|template|pre)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# Tags inside a line of text do not part words: «<strong>h</strong>ai» is «hai».
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>")
# A heading is set apart from what follows it, as by its size on the page.
_HEADING_END = re.compile(r"</h[1-6]>")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def plain_text(markup: str) -> str:
    """The text of a piece of HTML on one line, blocks parted by a space."""
    text = _HEADING_END.sub(" · ", _INLINE.sub("", _HIDDEN.sub(" ", markup)))
    text = _TAG.sub(" ", text)
    return " ".join(html.unescape(text).split())
