"""Texts without a sign of Markdown are passed over, and the HTML is the very same; one instance serves for all bodies."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from conftest import ROOT
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from thidua.body_marks import Body, BodyMarks
from thidua.body_pictures import BodyPictures
from thidua.body_plain import PlainTexts
from thidua.body_tables import BodyTables
from thidua.frontmatter import parse
from thidua.glosses import Gloss, Glosses
from thidua.markdown_bodies import EXTENSIONS, TOC

LEGITIMATE = (Path(__file__).parent / "hostile/legitimate.md").read_text(encoding="utf-8")
GLOSSES = Glosses((Gloss("term", "thuat-ngu", "thi-dua", "thi đua", ("thi đua", "emulation"), "x", "vi"),))
# What bodies may be made of, for better or worse.
PIECES = [
    "thi đua", "Hồ Chí Minh", "lời", " ", " ", "  \n", "\n", "\n\n", "\n\n", "*", "**", "_", "__", "`", "``",
    "```\n", "~~~\n", "[", "]", "](a.md)", "](https://a.example)", "![", "<b>", "</b>", "<br>", "<div>",
    "</div>", "<!-- x -->", "<a@b.example>", "&amp;", "&", "<", ">", "\\", "\\*", "# ", "## ", "- ", "1. ",
    "3. ", "> ", "    ", "| a | b |\n| :-: | - |\n| c | d |\n", ": ", "{: #a .b }", "{: lang=en }", "[^1]",
    "[a]: b.md\n", "*[vt]: viết tắt\n", "vt", "=====\n", "---\n", "\x02", "\x03", "\x02klzzwxh:0000\x03",
    "\x02wzxhzdk:0\x03",
]  # fmt: skip


def corpus() -> list[str]:
    files = sorted((ROOT / "docs").rglob("*.md"))
    return [LEGITIMATE, *(parse(path.read_text(encoding="utf-8")).body for path in files)]


def invented(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 25))) for _ in range(count)]


class Renderer:
    """Python-Markdown as a build has it, with all extensions that a school may name."""

    def __init__(self, *more: Extension) -> None:
        self.marks = BodyMarks()
        pictures = BodyPictures(lambda path: None)
        self.markdown = Markdown(
            extensions=[*EXTENSIONS, pictures, self.marks, BodyTables(), *more], extension_configs={"toc": TOC}
        )

    def render(self, body: str) -> tuple[str, object, object]:
        """The HTML, the headings, what was explained."""
        self.marks.body = Body("en", GLOSSES, lambda gloss: gloss.id)
        html = self.markdown.reset().convert(body)
        return html, self.markdown.toc_tokens, list(self.marks.body.explained)  # type: ignore[attr-defined]


def differences(bodies: Sequence[str], *more: Extension) -> list[str]:
    """The bodies that come out otherwise by one instance with more extensions than by a fresh one without them."""
    renderer = Renderer(*more)
    return [body for body in bodies if renderer.render(body) != Renderer().render(body)]


def test_bodies_come_out_the_same_from_one_instance_in_any_order() -> None:
    chance = random.Random(11)
    bodies = [*corpus(), *invented(chance, 150)] * 2
    chance.shuffle(bodies)
    assert differences(bodies) == []


def test_bodies_come_out_the_same_with_plain_texts_passed_over() -> None:
    chance = random.Random(12)
    bodies = [*corpus(), *invented(chance, 300)]
    assert differences(bodies, PlainTexts()) == []


class Watch(Treeprocessor):
    """What reaches Python-Markdown's patterns, and what is left of it behind them."""

    def __init__(self, md: Markdown, seen: list[tuple[str, bool]]) -> None:
        super().__init__(md)
        self.seen = seen

    def run(self, root: Element) -> None:
        texts = [text for element in root.iter() for text in (element.text, element.tail) if text and text.strip()]
        self.seen += [(text.strip(), isinstance(text, AtomicString)) for text in texts]


def watched(body: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """(text, whether it counts as finished) of a body before and after the patterns."""
    before: list[tuple[str, bool]] = []
    after: list[tuple[str, bool]] = []
    markdown = Markdown(extensions=[PlainTexts()])
    markdown.treeprocessors.register(Watch(markdown, before), "before", 20.1)
    markdown.treeprocessors.register(Watch(markdown, after), "after", 19.1)
    markdown.convert(body)
    return before, after


def test_texts_without_a_sign_are_finished_for_the_patterns_and_for_nothing_else() -> None:
    before, after = watched("Lời trơn, 2 > 1!\n\nCó *dấu*.\n\nNgắt  \ndòng\n\n    mã `a`")
    assert before == [("Lời trơn, 2 > 1!", True), ("Có *dấu*.", False), ("Ngắt  \ndòng", False), ("mã `a`", True)]
    # Only what was finished without us stays so.
    assert [text for text, finished in after if finished] == ["mã `a`"]


@pytest.mark.parametrize("sign", ["`a`", "\\*", "[a](b)", "<b>", "&amp;", "*a*", "_a_", "a  \nb", "<a@b.example>"])
def test_every_sign_is_seen(sign: str) -> None:
    assert watched(f"Lời {sign} lời")[0][0] == (f"Lời {sign} lời", False)


class Other(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is that of Python-Markdown
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()==(.*?)==", "mark"), "other", 175)


def test_with_a_pattern_of_somebody_else_all_texts_are_searched() -> None:
    assert Markdown(extensions=[PlainTexts(), Other()]).convert("Lời ==quý==") == "<p>Lời <mark>quý</mark></p>"
