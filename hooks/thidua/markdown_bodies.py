"""A body as the site's Markdown renders it, before the site adds anything of its own."""

from __future__ import annotations

from functools import lru_cache

from markdown import Markdown

from thidua.body_tables import BodyTables
from thidua.slugs import heading_id

# What ``markdown_extensions`` of mkdocs.yml may name: the allow-list of HTML knows what these make. Others read files
# from anywhere (snippets), load scripts from elsewhere (diagrams), or write what no style of ours shows.
EXTENSIONS = ("abbr", "attr_list", "def_list", "fenced_code", "sane_lists", "tables", "toc")

# A page's contents are the template's business: «[TOC]» stays a word.
TOC = {"marker": "", "slugify": heading_id}


@lru_cache(maxsize=1)
def _markdown() -> Markdown:
    return Markdown(
        extensions=["attr_list", "def_list", "fenced_code", "tables", "toc", BodyTables()],
        extension_configs={"toc": TOC},
    )


def render(body: str) -> str:
    """The HTML of a body, not yet cleaned."""
    markdown = _markdown()
    markdown.reset()
    return markdown.convert(body)
