"""The last look at a finished page: what its policy forbids, and would show as a broken page, must not be published.

The pages are made of templates of ours and of cleaned bodies, so nothing is ever found here, unless a plugin, a setting or
a new template brings it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from thidua.allowed_html import SCHEMES
from thidua.page_policy import META_POLICY

_TAG = re.compile(r"<[a-zA-Z][^>\"']*+(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*+)*+>")
# The same, for cutting a text at its tags; and what is left there of a tag that does not end, or may be read as one.
_TAGS = re.compile(f"({_TAG.pattern})")
_OPEN = re.compile(r"<\w")
_SCRIPT = re.compile(r"<script\b[^>]*>(?!</script>)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_FORBIDDEN = frozenset(
    {"style", "base", "frame", "iframe", "frameset", "object", "embed", "applet", "portal", "fencedframe", "image"}
    # What stands in these a browser reads as text, up to an end that may stand inside another tag's attribute.
    | {"noscript", "noembed", "noframes", "xmp", "plaintext", "listing"}
)
# Likewise, but our pages have them: nothing but text may stand there.
_TEXT_ALONE = re.compile(r"<(title|textarea)\b[^>]*>[^<]*+(?!</\1>)", re.IGNORECASE)
_TEXT_ALONE_IN_LINE = re.compile(r"<(title|textarea)\b[^>]*>[^<\n]*+(?!</\1>)", re.IGNORECASE)
# Attributes by which something is loaded, or sent.
_LOADS = frozenset({"src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "xlink:href"})
_LOADS_BY_HREF = frozenset({"use", "image"})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Links of a page's head that load nothing by themselves.
_TELLING = frozenset({"canonical", "alternate", "author", "license", "next", "prev"})


def faults(page: str, expected: str = META_POLICY) -> list[str]:
    """What is wrong with a page's HTML, each as the tag's or attribute's own words; empty for a page that may go out.

    ``expected``: the policy that it must carry.
    """
    found = [*_policy_faults(page, expected)]
    if not _are_faultless(page.split("\n")):
        found += _faults_inside(page)
    return found


def _faults_inside(page: str) -> list[str]:
    """Likewise, whatever its policy is."""
    found = ["<script>"] if _SCRIPT.search(page) else []
    found += [f"<{match[1].lower()}>" for match in _TEXT_ALONE.finditer(page)]
    for tag in dict.fromkeys(_TAG.findall(page)):
        found += _tag_faults(tag)
    return found


# Lines without a fault, as most lines of a page stand on many others too. So many are remembered at once, and none that is
# longer: those are a page's own.
_REMEMBERED = 20_000
_LONGEST = 1_000
_faultless: set[str] = set()


def _are_faultless(lines: list[str]) -> bool:
    """Whether a page of these lines has no fault; if that cannot be told line by line, it must be looked at as a whole.

    It can where each tag, and each text that must stand alone, ends in the line in which it begins: then they are the same
    on the page, whatever stands before the line, and a line that was on another page need not be read again.
    """
    new = set(lines).difference(_faultless)
    text = "\n".join(new)
    pieces = _TAGS.split(text)
    if _OPEN.search("\n".join(pieces[::2])) or _SCRIPT.search(text) or _TEXT_ALONE_IN_LINE.search(text):
        return False
    if any("\n" in tag or _tag_faults(tag) for tag in set(pieces[1::2])):
        return False
    if len(_faultless) > _REMEMBERED:
        _faultless.clear()
    _faultless.update(line for line in new if len(line) <= _LONGEST)
    return True


def _policy_faults(page: str, expected: str) -> Iterator[str]:
    """The policy must come before anything that it is about."""
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    if policy is None or html.unescape(policy[1]) != expected:
        yield "Content-Security-Policy"
    elif re.search(r"<(?:script|link|style|body|img)\b", page[: policy.start()], re.IGNORECASE):
        yield "Content-Security-Policy, sau / after"


@lru_cache(maxsize=50_000)  # the pages of a site are made of the same tags again and again
def _tag_faults(tag: str) -> tuple[str, ...]:
    return tuple(_read_tag(tag))


def _read_tag(tag: str) -> Iterator[str]:
    name, _, rest = re.sub(r"[\s/>]", " ", tag[1:], count=1).partition(" ")
    name = name.lower()
    if name in _FORBIDDEN:
        yield f"<{name}>"
    attributes = {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "") for match in _ATTRIBUTE.finditer(rest)
    }
    if name == "script" and "src" not in attributes:
        yield "<script>"
    if name == "meta" and attributes.get("http-equiv", "content-security-policy").lower() != "content-security-policy":
        yield f"<meta http-equiv={attributes['http-equiv']}>"
    for attribute, value in attributes.items():
        if attribute.startswith("on") or attribute in ("style", "srcdoc", "ping"):
            yield f"{attribute}="
        elif attribute == "href" and not _may_be_linked(value):
            yield f"href={value[:80]}"
        elif _is_loaded(name, attribute, attributes) and not _is_ours(value):
            yield f"<{name} {attribute}={value[:80]}>"


def _is_loaded(name: str, attribute: str, attributes: dict[str, str]) -> bool:
    if attribute == "href":
        if name == "link":
            return not {*attributes.get("rel", "").lower().split()} <= _TELLING or not attributes.get("rel")
        return name in _LOADS_BY_HREF
    return attribute in _LOADS


def _may_be_linked(value: str) -> bool:
    """A browser takes no notice of blanks and control characters in a scheme."""
    scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", value))
    return scheme is None or scheme[0][:-1].lower() in SCHEMES


def _is_ours(value: str) -> bool:
    """Whether every address of a value is one of the site itself."""
    return not any(
        _SCHEME.match(part) or part.startswith(("//", "/\\", "\\")) for part in re.split(r",\s+", value.strip())
    )
