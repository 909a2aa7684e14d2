"""The rules of axe-core on a page: what it finds, and what it could not decide and we did."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Page
from web import TESTS

SCRIPT = TESTS / "npm/node_modules/axe-core/axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Part of WCAG 2.2 AA, but asleep in axe-core unless it is asked for.
ASLEEP = ("target-size",)

# In forced colours all colours are the reader's own; axe reads a text's colour where Chromium keeps the page's.
FORCED = ("color-contrast", "link-in-text-block")

_RUN = """async ([within, tags, asleep, leftOut]) => {
  const told = await axe.run(within ?? document, {
    runOnly: {type: "tag", values: tags},
    rules: Object.fromEntries([
      ...asleep.map(rule => [rule, {enabled: true}]), ...leftOut.map(rule => [rule, {enabled: false}]),
    ]),
    resultTypes: ["violations", "incomplete"],
  });
  const list = (kind, rules) => rules.flatMap(rule => rule.nodes.map(node => ({
    kind, rule: rule.id, selector: node.target.join(" "),
    why: [...node.any, ...node.all, ...node.none].map(check => check.message).join("; "),
  })));
  return [...list("violation", told.violations), ...list("incomplete", told.incomplete)];
}"""


@dataclass(frozen=True)
class Finding:
    """A rule that an element breaks (``violation``), or that axe could not decide there (``incomplete``)."""

    kind: str
    rule: str
    selector: str
    why: str

    def __str__(self) -> str:
        return f"{self.kind} {self.rule} {self.selector}: {self.why}"


@dataclass(frozen=True)
class Settled:
    """A doubt of axe's that was looked into: the rule, the elements (a pattern of selectors), and why all is well."""

    rule: str
    selector: str
    reason: str

    def holds_for(self, finding: Finding) -> bool:
        """Never for a violation: those are mended, not excused."""
        return (
            finding.kind == "incomplete"
            and finding.rule == self.rule
            and re.fullmatch(self.selector, finding.selector) is not None
        )


SETTLED = (
    Settled(
        "color-contrast",
        r"#(td-search-q|td-home-q|q|q-vi|q-en)",
        "An empty box: what is typed into it has the colour of text on the colour of a card, as elsewhere on the page.",
    ),
)


def scan(page: Page, within: object = None, leave_out: Iterable[str] = ()) -> list[Finding]:
    """What axe says of a page, or of one element of it (a handle), some rules left out."""
    assert SCRIPT.exists(), "no axe-core; run: make test"
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    return [Finding(**told) for told in page.evaluate(_RUN, [within, TAGS, ASLEEP, list(leave_out)])]


def unsettled(findings: Iterable[Finding], settled: Iterable[Settled] = SETTLED) -> list[Finding]:
    """What is left to mend or to settle."""
    rules = tuple(settled)
    return [finding for finding in findings if not any(rule.holds_for(finding) for rule in rules)]
