"""«make audit»: axe-core on every page of ``site/``, in every look and width; a table of what it finds.

The tests look at one page of each template; this looks at all, and takes some minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "hooks")]

from axe import FORCED, SETTLED, Finding, scan, unsettled  # noqa: E402
from browser import OPTIONS, find_browser  # noqa: E402
from keyboard import load  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from web import NOT_FOUND, opened, serve  # noqa: E402

# Look → what the browser is asked for, and the rules that say nothing there.
LOOKS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "light": ({"color_scheme": "light"}, ()),
    "dark": ({"color_scheme": "dark"}, ()),
    "forced": ({"forced_colors": "active"}, FORCED),
}
WIDTHS = (320, 360, 768, 1280)


def audit(site: Path, look: str, width: int, paths: list[str]) -> tuple[list[tuple[str, Finding]], int]:
    """((page, finding) of these pages in one look and width, how many doubts of axe's were settled)."""
    options, leave_out = LOOKS[look]
    found: list[tuple[str, Finding]] = []
    doubts = 0
    with serve(site) as home, serve(site, below="") as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=OPTIONS)
        with opened(browser, {"width": width, "height": 800}, **options) as page:
            for path in paths:
                page.goto((root if path == NOT_FOUND else home) + path, wait_until="load")
                all_found = scan(page, leave_out=leave_out)
                left = unsettled(all_found)
                doubts += len(all_found) - len(left)
                load(page)
                left += [Finding("violation", "reflow", line, "WCAG 1.4.10") for line in page.evaluate("gate.wide()")]
                found += [(path or "/", finding) for finding in left]
        browser.close()
    return found, doubts


def pages_of(site: Path) -> list[str]:
    """Addresses of all pages from the first one."""
    return [path.relative_to(site).as_posix().removesuffix("index.html") for path in sorted(site.rglob("*.html"))]


def report(results: dict[tuple[str, int], list[tuple[str, Finding]]], limit: int) -> None:
    """What each rule says, and where it says it first."""
    told: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    looks: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for (look, width), found in results.items():
        for path, finding in found:
            key = (finding.kind, finding.rule, finding.selector)
            told[key].add(path)
            looks[key].add(f"{look} {width}")
    for (kind, rule, selector), paths in sorted(told.items(), key=lambda item: -len(item[1]))[:limit]:
        print(f"{kind} {rule}: {selector}")
        print(f"    {len(paths)} pages, first {min(paths)}; {', '.join(sorted(looks[kind, rule, selector]))}")


def main() -> int:
    """The command line; 1 if anything is left to mend."""
    parser = argparse.ArgumentParser(description="Soát mọi trang bằng axe-core / axe-core on every page")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--workers", type=int, default=2, help="browsers at a time")
    parser.add_argument("--limit", type=int, default=100, help="findings told, those on most pages first")
    arguments = parser.parse_args()
    paths = pages_of(arguments.site)
    looks = list(product(LOOKS, WIDTHS))
    results: dict[tuple[str, int], list[tuple[str, Finding]]] = {}
    settled = 0
    print(f"{'look':>8} {'width':>6} {'pages':>6} {'violations':>11} {'incomplete':>11} {'settled':>8}", flush=True)
    with ProcessPoolExecutor(arguments.workers) as pool:
        jobs: dict[tuple[str, int], Any] = {
            key: pool.submit(audit, arguments.site.resolve(), *key, paths) for key in looks
        }
        for (look, width), job in jobs.items():
            results[look, width], doubts = job.result()
            settled += doubts
            kinds = Counter(finding.kind for _, finding in results[look, width])
            print(
                f"{look:>8} {width:>6} {len(paths):>6} {kinds['violation']:>11} {kinds['incomplete']:>11} {doubts:>8}",
                flush=True,
            )
    count = sum(map(len, results.values()))
    print(f"{len(paths) * len(looks)} looks at {len(paths)} pages: {count} findings, {settled} doubts settled:")
    for rule in SETTLED:
        print(f"    {rule.rule} {rule.selector}: {rule.reason}")
    report(results, arguments.limit)
    return 1 if count else 0


if __name__ == "__main__":
    raise SystemExit(main())
