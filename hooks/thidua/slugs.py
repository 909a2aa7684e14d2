"""Slugs: the ASCII names of pages, units and headings."""

from __future__ import annotations

import re

from thidua.letters import fold

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slugify(text: str) -> str:
    """«Đổi mới, sáng tạo» → ``doi-moi-sang-tao``. Empty where the text has no Latin letter or digit."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def is_slug(text: str) -> bool:
    """Whether the text can be part of an address: a–z, 0–9, single hyphens."""
    return _SLUG.fullmatch(text) is not None


def heading_id(text: str, separator: str) -> str:
    """The anchor of a heading, in the form that Python-Markdown's ``toc`` calls. Its own slugs lose đ («Đinh» → inh)."""
    slug = slugify(text)
    # «TD - Thể dục»: names like «td-menu» are those of the page itself.
    return (f"muc-{slug}" if slug.startswith("td-") else slug).replace("-", separator) or "muc"
