"""What the HTML of a body may hold: an allow-list of all that the site's Markdown makes, and nothing besides.

``clean`` is the wall: every rendered body goes through it. ``refusals`` says what it would take out, so that nobody loses
a word without being told. Whoever lets one more tag, attribute or class in lets it into every text that anybody sends.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3

_TAG_NAMES = """
a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6
hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead
time tr u ul var
"""
TAGS = frozenset(_TAG_NAMES.split())
# Where a link may lead besides the site's own files; a picture may come from nowhere else.
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Classes that an author may give: so far a picture of a phone, shown no wider than one.
CLASSES = frozenset({"td-phone"})
# Classes that the build gives: links to glosses, the columns of a table.
_OUR_CLASSES = frozenset({"td-term", "td-center", "td-end"})
_CODE_CLASS = re.compile(r"language-[a-z0-9+#-]{1,20}")

_NUMBER = re.compile(r"[0-9]{1,4}%?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
# Names like «td-menu» and «tdSearch» are those of templates and scripts, which would then find a body's element instead.
_ID = re.compile(r"(?!td[A-Z-])[A-Za-z0-9][A-Za-z0-9_.-]{0,199}")
_TEXT = re.compile(r".{0,500}", re.DOTALL)
# Pictures of pages, unlike those of stories, may have blanks in their names.
_PATH = r"(?:\.\.?/){0,20}[A-Za-z0-9](?:[A-Za-z0-9._~/-]|%20){0,300}"
_PICTURE = re.compile(_PATH)
_PICTURES = re.compile(rf"{_PATH} [0-9]{{1,4}}w(?:, {_PATH} [0-9]{{1,4}}w){{0,9}}")
_SIZES = re.compile(r"[a-z0-9 ():,.-]{1,120}")
# «//name» and «/\name» lead to another site, and look like a path.
_LINK = re.compile(r"(?![/\\]{2})(?![Hh][Tt]{2}[Pp][Ss]?:(?!//))[^\x00-\x20\\]{0,2000}")
_GLOSS = re.compile(r"[^<>\"]{1,200}")
_TIME = re.compile(r"[0-9TZ:+. -]{4,30}")

# Attribute → form of its value. Whatever a pattern does not match in full is taken out.
_ANYWHERE: Mapping[str, re.Pattern[str]] = {
    "id": _ID,
    "lang": _LANGUAGE,
    "dir": re.compile("ltr|rtl|auto", re.IGNORECASE),
    "title": _TEXT,
}
_OF_TAG: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "a": {"href": _LINK, "data-td-gloss": _GLOSS},
    "col": {"span": _NUMBER},
    "colgroup": {"span": _NUMBER},
    "del": {"datetime": _TIME},
    "details": {"open": re.compile("open|")},
    "img": {
        "src": _PICTURE,
        "srcset": _PICTURES,
        "sizes": _SIZES,
        "alt": _TEXT,
        "width": _NUMBER,
        "height": _NUMBER,
        "loading": re.compile("lazy|eager"),
        "decoding": re.compile("async|sync|auto"),
    },
    "ins": {"datetime": _TIME},
    "li": {"value": _NUMBER},
    "ol": {"start": _NUMBER, "reversed": re.compile("reversed|"), "type": re.compile("[1aAiI]")},
    "td": {"colspan": _NUMBER, "rowspan": _NUMBER},
    "th": {"colspan": _NUMBER, "rowspan": _NUMBER, "scope": re.compile("(?:col|row)(?:group)?")},
    "time": {"datetime": _TIME},
}
_MAY_HAVE_CLASS = "class"
_WITHOUT_END = frozenset({"br", "col", "hr", "img"})
# These go with all that they hold: their content is no text.
_WITH_CONTENT = frozenset({"script", "style", "template", "noscript", "iframe", "svg", "math", "object", "select"})


def _kept_classes(tag: str, value: str, classes: frozenset[str]) -> list[str]:
    return [name for name in value.split() if name in classes or (tag == "code" and _CODE_CLASS.fullmatch(name))]


def _kept(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute as it may stand; None where it may not."""
    if name == _MAY_HAVE_CLASS:
        return " ".join(_kept_classes(tag, value, CLASSES | _OUR_CLASSES)) or None
    form = _OF_TAG.get(tag, {}).get(name) or _ANYWHERE.get(name)
    return value if form and form.fullmatch(value) else None


_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(_WITH_CONTENT),
    attributes={
        "*": {*_ANYWHERE, _MAY_HAVE_CLASS},
        **{tag: set(attributes) for tag, attributes in _OF_TAG.items()},
    },
    attribute_filter=_kept,
    strip_comments=True,
    link_rel=None,
    url_schemes=set(SCHEMES),
)


def clean(markup: str) -> str:
    """A body's HTML with nothing in it but what is allowed, every tag closed within it."""
    return _cleaner.clean(markup)


@dataclass(frozen=True)
class Refusal:
    """What ``clean`` takes out, or closes: ``kind`` is one of those below.

    ``name`` is that of the «tag», the «attribute», the «class» or the «id», and of a tag that is left «open»; the address
    itself for an «address» or a «picture» from elsewhere; empty for a «comment», and for «shape»: tags that stand where
    none may, as a table's cell outside a table.
    """

    kind: str
    name: str = ""


# Only these can make what the site does not take: tags, braces, links, signs by their numbers, a first-rank heading.
_MARKUP = re.compile(r"[\]<{&]|^#(?!#)|^=+[ \t]*$", re.MULTILINE)
_MARKUP_SIGN = re.compile(r"[\]<{&#=]")  # quick


def may_be_refused(body: str) -> bool:
    """Whether a body, as its author wrote it, can make anything that is refused."""
    return _MARKUP_SIGN.search(body) is not None and _MARKUP.search(body) is not None


def refusals(markup: str) -> list[Refusal]:
    """What ``clean`` would take out of a body's HTML, in its order; empty where all comes through."""
    raw = _Reader()
    raw.read(markup)
    if raw.refused:
        return raw.refused
    left = _Reader()
    left.read(clean(markup))
    return [] if raw.shape == left.shape else [Refusal("shape")]


class _Reader(HTMLParser):
    """Reads tags as they are written, whether they fit together or not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.refused: list[Refusal] = []
        # Tags with their attributes, and all text: what must not get lost.
        self.shape: tuple[list[object], str] = ([], "")
        self._open: list[str] = []
        self._elements: list[object] = []
        self._text: list[str] = []

    def read(self, markup: str) -> None:
        self.feed(markup)
        self.close()
        self.refused += [Refusal("open", tag) for tag in self._open]
        self.shape = (self._elements, "".join("".join(self._text).split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.refused.append(Refusal("tag", tag))
            return
        self.refused += _refused_attributes(tag, attrs)
        if tag not in _WITHOUT_END:
            self._open.append(tag)
        # A browser adds it to every table that has none.
        if tag != "tbody":
            self._elements.append((tag, sorted(name for name, _ in attrs if name != "src")))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while (inner := self._open.pop()) != tag:
                self.refused.append(Refusal("open", inner))

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self.refused.append(Refusal("comment"))

    def handle_decl(self, decl: str) -> None:
        self.refused.append(Refusal("comment"))

    def handle_pi(self, data: str) -> None:
        self.refused.append(Refusal("comment"))

    def unknown_decl(self, data: str) -> None:
        self.refused.append(Refusal("comment"))


def _refused_attributes(tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[Refusal]:
    """Attributes first, then classes: the graver word first."""
    if not all(name.isascii() for name, _ in attrs):  # «a <b và c> d»
        yield Refusal("tag", tag)
        return
    classes: list[Refusal] = []
    for name, value in attrs:
        text = value or ""
        if name == _MAY_HAVE_CLASS:
            kept = _kept_classes(tag, text, CLASSES | _OUR_CLASSES)
            classes += [Refusal("class", word) for word in text.split() if word not in kept]
        elif name == "href":
            if not _leads_somewhere(tag, text):
                yield Refusal("address", text)
        elif name == "src" and tag == "img":
            # A file that is not there, or whose name is odd, is told by the checks of links.
            if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}", "".join(text.split())):
                yield Refusal("picture", text)
        elif name == "id" and _ID.fullmatch(text) is None:
            yield Refusal("id", text)
        elif _kept(tag, name, text) is None:
            yield Refusal("attribute", name)
    yield from classes


def _leads_somewhere(tag: str, value: str) -> bool:
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", value)
    return _kept(tag, "href", value) is not None and (scheme is None or scheme[1].lower() in SCHEMES)


# How a refusal is found in the text that an author wrote: the build reads HTML, where there are no lines.
_WRITTEN: Mapping[str, Callable[[str], str]] = {
    "tag": lambda name: rf"<{name}(?![\w-])" + ("|^#(?!#)|^=+[ \t]*$" if name == "h1" else ""),
    "open": lambda name: rf"<{name}(?![\w-])",
    "attribute": lambda name: rf"(?:[\s\"'{{:/]|^){name}[\"']?[ \t]*=|[<{{][^<>{{}}]*\s{name}(?![\w-])",
    "class": lambda name: rf"\.{name}(?![\w-])|class\s*=[^<>]*?(?<![\w-]){name}(?![\w-])",
    "id": lambda name: rf"#{name}(?![\w-])|id\s*=\s*[\"']?{name}(?![\w-])",
    "address": lambda name: name,
    "picture": lambda name: name,
    "comment": lambda name: r"<[!?]",
    "shape": lambda name: r"<[A-Za-z/]",
}


def places(found: Sequence[Refusal], text: str) -> Iterator[tuple[int, Refusal]]:
    """(place in the Markdown text, refusal): the first place where each may have been written, none twice; 0 if unseen."""
    after: dict[Refusal, int] = {}
    for refusal in found:
        # Markdown makes «_onclick_» of a name in quotation marks.
        name = refusal.name.strip("_") if refusal.kind == "attribute" else refusal.name
        pattern = re.compile(_WRITTEN[refusal.kind](re.escape(name)), re.IGNORECASE | re.MULTILINE)
        start, end = _find(pattern, text, after.get(refusal, 0))
        if start < 0 and refusal in after:  # written once, counted twice: in a reference, say
            continue
        after[refusal] = end if start >= 0 else len(text)
        yield max(start, 0), refusal


def _find(pattern: re.Pattern[str], text: str, after: int) -> tuple[int, int]:
    """(start, end) of what was written; of its line, where signs in it were written by their numbers; (-1, -1)."""
    if match := pattern.search(text, after):
        return match.span()
    start = 0
    for line in text.split("\n"):
        if start >= after and "&" in line and pattern.search(html.unescape(line)):
            return start, start + len(line)
        start += len(line) + 1
    return -1, -1
