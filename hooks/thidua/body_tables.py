"""Columns of a table in a body: how they stand is said by a class, as no page may carry a style of its own."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

# To the left is how every cell stands.
_CLASSES = {"center": "td-center", "right": "td-end"}


class BodyTables(Extension):
    """Turn the styles that Python-Markdown's tables write (or ``align``) into classes."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is that of Python-Markdown
        # Before attr_list (8): a style that an author asks for there must be told, not taken for one of these.
        md.treeprocessors.register(_Step(md), "thidua_tables", 9)


class _Step(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in ("td", "th"):
                _turn(element)


def _turn(cell: Element) -> None:
    style = cell.attrib.pop("style", "").removeprefix("text-align:").strip(" ;")
    side = cell.attrib.pop("align", style)
    if name := _CLASSES.get(side):
        cell.set("class", name)
