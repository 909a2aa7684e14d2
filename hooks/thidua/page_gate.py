"""The last look at a finished page: what its policy forbids, and would show as a broken page, must not be published.

The pages are made of templates of ours and of cleaned bodies, so nothing is ever found here, unless a plugin, a setting or
a new template brings it. One quick search goes over a page; only tags that it stops at are read closely.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from thidua.page_policy import META_POLICY

# Every tag that could matter: by its name, or by an attribute that it holds.
_SUSPECT = re.compile(
    r"<(?:script|style|base|meta|link|i?frame|frameset|object|embed|applet|portal|fencedframe|noscript|template|form"
    r"|img|image|source|audio|video|track|input|use)\b"
    r"|<[a-z][^\s/>]*[\s/](?:[^>\"']|\"[^\"]*\"|'[^']*'){0,3000}?(?<=[\s/\"'])(?:on[a-z]+|style|srcdoc|formaction|ping|background)\s*="
    r"|(?:java|vb)script\s*:",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?[a-z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_FORBIDDEN = frozenset(
    {"style", "base", "frame", "iframe", "frameset", "object", "embed", "applet", "portal", "fencedframe", "image"}
)
# Attributes by which something is loaded, or sent.
_LOADS = frozenset({"src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "xlink:href"})
_LOADS_BY_HREF = frozenset({"use", "image"})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Links of a page's head that load nothing by themselves.
_TELLING = frozenset({"canonical", "alternate", "author", "license", "next", "prev"})


def faults(page: str) -> list[str]:
    """What is wrong with a page's HTML, each as the tag's or attribute's own words; empty for a page that may go out."""
    found = [*_policy_faults(page)]
    for match in _SUSPECT.finditer(page):
        if match[0].lower().endswith(":"):
            found += _script_address(page, match)
            continue
        tag = _TAG.match(page, match.start())
        if tag is None:
            found.append(match[0])
            continue
        found += _tag_faults(tag, page)
    return found


def _policy_faults(page: str) -> Iterator[str]:
    """The policy must come before anything that it is about."""
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    if policy is None or html.unescape(policy[1]) != META_POLICY:
        yield "Content-Security-Policy"
    elif re.search(r"<(?:script|link|style|body|img)\b", page[: policy.start()], re.IGNORECASE):
        yield "Content-Security-Policy, sau / after"


def _script_address(page: str, match: re.Match[str]) -> Iterator[str]:
    """Words in a text that speak of such an address are none."""
    before = page[max(0, match.start() - 40) : match.start()]
    if re.search(r"=\s*[\"']?\s*$", before):
        yield match[0]


def _tag_faults(tag: re.Match[str], page: str) -> Iterator[str]:
    name = tag[1].lower()
    attributes = {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "") for match in _ATTRIBUTE.finditer(tag[2])
    }
    if name in _FORBIDDEN:
        yield f"<{name}>"
    if name == "script" and ("src" not in attributes or not page.startswith("</script>", tag.end())):
        yield "<script>"
    if name == "meta" and attributes.get("http-equiv", "content-security-policy").lower() != "content-security-policy":
        yield f"<meta http-equiv={attributes['http-equiv']}>"
    for attribute, value in attributes.items():
        if attribute == "style" or attribute.startswith("on") or attribute in ("srcdoc", "ping"):
            yield f"{attribute}="
        elif _is_loaded(name, attribute, attributes) and not _is_ours(value):
            yield f"<{name} {attribute}={value[:80]}>"


def _is_loaded(name: str, attribute: str, attributes: dict[str, str]) -> bool:
    if attribute == "href":
        if name == "link":
            return not {*attributes.get("rel", "").lower().split()} <= _TELLING or not attributes.get("rel")
        return name in _LOADS_BY_HREF
    return attribute in _LOADS


def _is_ours(value: str) -> bool:
    """Whether every address of a value is one of the site itself."""
    return not any(
        _SCHEME.match(part) or part.startswith(("//", "/\\", "\\")) for part in re.split(r",\s+", value.strip())
    )
