"""«make bench-search»: how well and how fast the search finds, beside Material's own and Pagefind, in a real browser.

All three search the same pages in one run. Ours has to lead to the very clause or term; of the other two, which know pages
or headings, the right page is enough. ``--pages 1000,10000`` measures ours on made corpora of that size, with a processor
four times slower.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests"), str(ROOT / "hooks")]

from bench_web import Host, host  # noqa: E402
from big_corpus import add_stories  # noqa: E402
from browser import OPTIONS, find_browser  # noqa: E402
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright  # noqa: E402
from search_page import SEARCH, WITHOUT_PAUSES, answers, ask_search, load, prefix  # noqa: E402
from search_queries import made_queries, read_library  # noqa: E402
from search_rivals import PAGEFIND, make_material, make_pagefind, pages_to_search  # noqa: E402
from search_sets import CLASSES, Query, Score, hand_written, pages_only, scores  # noqa: E402
from web import opened  # noqa: E402

EDITIONS = ("vi", "en")
# An ordinary page: what it asks for is no cost of a search.
ORDINARY = "gioi-thieu/"
# Of the queries written by hand, how many are typed letter by letter, and how many are asked as somebody's first search.
TYPED, FIRST = 40, 8
SLOWER = 4
LONG = 50  # ms: what holds a page up
# Pages of each language without any made story.
SHIPPED_PAGES = 63
# The header by which a request says whose it is: a page that is closed may still be asking.
READER = "X-Reader"
# A page may measure its memory only where no other site can share its process.
ISOLATED = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"}
BROWSER_OPTIONS = [*OPTIONS, "--enable-blink-features=ForceEagerMeasureMemory"]
LONGEST_BUILD = 3600  # seconds


class CountingHost(Host):
    """A plain host that remembers what it served to each reader, in order, and how many bytes that took."""

    log: ClassVar[dict[str, list[tuple[str, int]]]] = {}

    def handle(self) -> None:
        # A browser that is closed leaves connections in the middle.
        with suppress(ConnectionError):
            super().handle()

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length":
            served = self.log.setdefault(self.headers.get(READER, ""), [])
            served.append((unquote(urlsplit(self.path).path), int(value)))
        super().send_header(keyword, value)

    def end_headers(self) -> None:
        for keyword, value in ISOLATED.items():
            super().send_header(keyword, value)
        super().end_headers()


# ---- the engines


@dataclass(frozen=True)
class Engine:
    """A search; ``script`` makes it on a page of the site, «» for ours, which has a page of its own."""

    name: str
    script: str = ""

    @contextmanager
    def page(self, browser: Browser, home: str, edition: str) -> Iterator[Page]:
        """A page of an edition on which the engine can be asked as ``engine``; nothing of it has been loaded yet."""
        with opened(browser) as page:
            page.set_default_timeout(0)
            page.add_init_script(WITHOUT_PAUSES)
            page.goto(home + prefix(edition) + ("" if self.script else SEARCH), wait_until="load")
            load(page)
            page.evaluate(f"window.engine = {self.script or 'asking.ours'}, 0")
            yield page

    def answers(self, browser: Browser, home: str, queries: Sequence[Query]) -> dict[Query, Sequence[str]]:
        """Addresses found for each query; pages alone, and of either edition, where the engine is not ours."""
        if not self.script:
            with opened(browser) as page:
                page.set_default_timeout(0)
                return ask_search(page, home, queries)
        found: dict[Query, Sequence[str]] = {}
        for edition in EDITIONS:
            with self.page(browser, home, edition) as page:
                of_edition = [query for query in queries if query.edition == edition]
                found |= answers(page, home, of_edition, "engine")
        return {replace(query, right=pages_only(query.right)): pages_only(pages) for query, pages in found.items()}

    def typing(self, browser: Browser, home: str, queries: Sequence[Query]) -> Times:
        """Times of keystrokes in both editions."""
        found: list[Times] = []
        for edition in EDITIONS:
            texts = [query.text for query in queries if query.edition == edition]
            with self.page(browser, home, edition) as page:
                page.evaluate("text => engine.ask(text)", texts[0])
                found.append(Times(**page.evaluate("texts => asking.typing(engine, texts)", texts)))
        times = Times(*(list(chain.from_iterable(parts)) for parts in zip(*map(astuple, found), strict=True)))
        return replace(times, look=[]) if self.script else times


@dataclass(frozen=True)
class Times:
    """Milliseconds of keys: of the first look, to a changed list, to complete results (the fingers' pause left out)."""

    look: list[float]
    changed: list[float]
    complete: list[float]


OURS = Engine("ours")


def rivals(worker: str) -> list[Engine]:
    """Material's search and Pagefind, as they stand in folders of the site."""
    return [
        Engine("Material", f"asking.material(new URL('/', location).href, 'material/{worker}')"),
        Engine("Pagefind", "asking.pagefind(new URL('/', location).href)"),
    ]


# ---- bytes


@dataclass(frozen=True)
class Bytes:
    """Of one first search: until the first results, and until they are complete; style sheets apart.

    ``is_early``: whether titles and first words were enough for the first results.
    """

    first: int
    complete: int
    styles: int
    is_early: bool


def bytes_of_first_search(engine: Engine, browser: Browser, home: str, query: Query) -> Bytes:
    """What the first search of a reader who has seen a page of the site asks for; the pages themselves not counted."""
    reader = str(len(CountingHost.log))
    log = CountingHost.log[reader] = []
    with opened(browser, extra_http_headers={READER: reader}) as page:
        page.goto(home + prefix(query.edition) + ORDINARY, wait_until="load")
        early = [path for path, _ in log if "tim-kiem" in path]
        if early:
            raise SystemExit(f"asked for before the search was touched: {early}")
        touched = len(log)
        first, is_early = _ask_first(engine, page, home, query)
        _let_come(page, log)
    files = [(path, size) for path, size in log[touched:] if not path.endswith("/")]
    own = {path: size for path, size in files if not path.endswith(".css")}
    return Bytes(
        sum(size for path, size in own.items() if path in first),
        sum(own.values()),
        sum(size for path, size in files if path.endswith(".css")),
        is_early,
    )


def _ask_first(engine: Engine, page: Page, home: str, query: Query) -> tuple[set[str], bool]:
    """Ask, and wait until all is there; (paths that had come with the first results, whether the first look had them)."""
    if engine.script:
        load(page)
        page.evaluate(f"text => {engine.script}.ask(text)", query.text)
        return set(), False
    page.goto(home + prefix(query.edition) + SEARCH, wait_until="load")
    load(page)
    told = page.evaluate("text => asking.firstSearch(text)", query.text)
    return {unquote(urlsplit(file).path) for file in told["files"]}, told["isEarly"]


def _let_come(page: Page, log: Sequence[object]) -> None:
    """Wait until nothing more is asked for: the lines around found words come after the results."""
    count = -1
    while count != len(log):
        count = len(log)
        page.wait_for_timeout(400)


# ---- made corpora


@dataclass(frozen=True)
class Strain:
    """What a slow phone bears in one edition: times of keys, milliseconds of all tasks, memory in bytes."""

    times: Times
    tasks: list[float]
    heap: int
    all_memory: int


def strain(browser: Browser, home: str, edition: str, texts: Sequence[str]) -> Strain:
    """Type texts letter by letter on the page of the search, with a slow processor, and see what it takes."""
    with OURS.page(browser, home, edition) as page:
        session = page.context.new_cdp_session(page)
        before = memory(session, page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        browser.start_tracing(page=page, categories=["toplevel"])
        times = Times(**page.evaluate("texts => asking.typing(asking.ours, texts)", texts))
        tasks = tasks_of(json.loads(browser.stop_tracing())["traceEvents"])
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        after = memory(session, page)
    return Strain(times, tasks, after[0] - before[0], after[1] - before[1])


def tasks_of(events: Sequence[Mapping[str, Any]]) -> list[float]:
    """Milliseconds of each task of a page's main thread in a trace.

    They are those that the processor spent on it: what else runs on the machine does not count, the slowing-down does.
    """
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    return [
        event["tdur"] / 1000
        for event in events
        if event["name"] == "ThreadControllerImpl::RunTask" and (event["pid"], event["tid"]) in main and "tdur" in event
    ]


def memory(session: CDPSession, page: Page) -> tuple[int, int]:
    """(bytes of the heap of scripts after a collection, bytes of the page as the browser counts them)."""
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    measured = page.evaluate("performance.measureUserAgentSpecificMemory().then(measured => measured.bytes)")
    return int(metrics["JSHeapUsedSize"]), int(measured)


def build(project: Path) -> dict[str, float]:
    """Build the site of a folder; CPU seconds of all, and of the index of the search."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "THIDUA_CACHE": str(ROOT / ".cache/anh")}
    result = subprocess.run(
        [sys.executable, str(ROOT / "tools/timed_build.py")],
        cwd=project,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_BUILD,
    )
    if result.returncode:
        raise SystemExit(result.stderr)
    seconds: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    return seconds


@contextmanager
def project_of(pages: int) -> Iterator[Path]:
    """A copy of the project with stories added until an edition has that many pages, or as it is."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("docs", "hooks", "overrides"):
            shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", project)
        # Lists by year come with the stories; those few pages more do not matter.
        add_stories(project / "docs", max(0, pages - SHIPPED_PAGES))
        yield project


# ---- the report


def quantile(values: Sequence[float], part: float) -> float:
    """The smallest value that this part of all values does not exceed."""
    ordered = sorted(values)
    return ordered[math.ceil(part * len(ordered)) - 1]


def of_keys(times: Times) -> str:
    """Median and 95th percentile of the first look, where there is one, to a changed list, to complete results."""
    return "  ".join(
        f"{statistics.median(part):>6.1f} {quantile(part, 0.95):>6.1f}" if part else f"{'':>13}"
        for part in astuple(times)
    )


def of_bytes(sizes: Sequence[Bytes]) -> str:
    """Median and most in kB until the first results, of how many, and until they are complete."""
    early = [size.first for size in sizes if size.is_early]
    first = f"{_kilobytes(early)} {len(early):>3}/{len(sizes)}" if early else f"{'':>20}"
    return f"{first}  {_kilobytes([size.complete for size in sizes])}"


def _kilobytes(values: Sequence[int]) -> str:
    return f"{statistics.median(values) / 1000:>6.1f} {max(values) / 1000:>6.1f}"


def of_strain(strain: Strain) -> str:
    """The longest task, how many are long, MB of scripts and of all."""
    long = sum(task > LONG for task in strain.tasks)
    memory = f"{strain.heap / 1e6:>7.1f} {strain.all_memory / 1e6:>7.1f}"
    return f"{max(strain.tasks):>7.0f} {long:>4}/{len(strain.tasks):<6} {memory}"


HEAD = (
    f"{'':>9} {'kB: first results':<19}  {'complete':<13}  {'ms: first look':<13}  {'results':<13}  {'complete':<13}\n"
    f"{'':>9} {'median   most   of':<19}  {'median   most':<13}  {'median    p95':<13}  {'median    p95':<13}"
    f"  {'median    p95':<13}"
)


def compare(browser: Browser, home: str, engines: Sequence[Engine], sets: Mapping[str, Sequence[Query]]) -> None:
    """Print how the engines do beside each other on the shipped content."""
    told = {
        engine.name: {name: dict(scores(engine.answers(browser, home, queries))) for name, queries in sets.items()}
        for engine in engines
    }
    print(f"\nA first search, and each key of {len(typed(sets['hand']))} queries\n{HEAD}")
    for engine in engines:
        sizes = [bytes_of_first_search(engine, browser, home, query) for query in firsts(sets["hand"])]
        times = engine.typing(browser, home, typed(sets["hand"]))
        print(f"{engine.name:>9} {of_bytes(sizes)}  {of_keys(times)}", flush=True)
    for name, queries in sets.items():
        print(f"\n{name}: recall@5 and MRR@10 of {len(queries)} queries")
        print(f"{'':>15} {'':>5}" + "".join(f"{engine.name:>14}" for engine in engines))
        for kind in ("all", *CLASSES):
            found = [told[engine.name][name].get(kind) for engine in engines]
            if one := next(filter(None, found), None):
                print(f"{kind:>15} {one.queries:>5}" + "".join(map(_score, found)), flush=True)


def _score(score: Score | None) -> str:
    return f"{score.recall:>8.3f} {score.mrr:.3f}" if score else ""


def typed(queries: Sequence[Query]) -> list[Query]:
    """Some queries of both editions, the same each time."""
    return random.Random(1).sample([*queries], TYPED) + [q for q in queries if q.edition == "en"][:TYPED:5]


def firsts(queries: Sequence[Query]) -> list[Query]:
    """A few queries of each edition, in its own language."""
    chance = random.Random(2)
    by_edition = {"vi": ("exact", "accentless"), "en": ("english",)}
    return [
        query
        for edition, kinds in by_edition.items()
        for query in chance.sample([q for q in queries if q.edition == edition and q.kind in kinds], FIRST)
    ]


def scale(browser: Browser, pages: int) -> None:
    """Print what ours takes at a size."""
    with project_of(pages) as project:
        seconds = build(project)
        site = project / "site"
        count = sum(1 for _ in (site / "en").rglob("index.html"))
        index, rest = seconds["index"], seconds["all"] - seconds["index"]
        print(f"\n{count} pages in each language; the index adds {index:.1f} s to {rest:.1f} s of the build", end=" ")
        print(f"(CPU): {index / rest:.1%}", flush=True)
        with host(site, kind=CountingHost) as home:
            for edition in EDITIONS:
                queries = [query for query in hand_written() if query.edition == edition]
                sizes = [
                    bytes_of_first_search(OURS, browser, home, query)
                    for query in firsts(hand_written())
                    if query.edition == edition
                ]
                found = strain(browser, home, edition, [q.text for q in typed(queries) if q.edition == edition])
                print(f"{edition:>9} {of_bytes(sizes)}  {of_keys(found.times)} {of_strain(found)}", flush=True)


_MORE = (" longest  over 50      heap     all", " task ms  ms, of all     MB      MB")
SCALE_HEAD = "\n".join(line + more for line, more in zip(HEAD.splitlines(), _MORE, strict=True))
LEGEND = (
    "kB = 1000 bytes, as served (gzip): scripts and index, without HTML and style sheets. First results: of those first"
    " searches that titles and first words answer",
    "ms: first look: what a key holds up the page; results: to a changed list; complete: to the end of the search of the"
    " full text. The pause that waits for the fingers is left out",
    "tasks: of the page's main thread, showing the results included; memory: more than the same page took before the search"
    " was touched",
)


def missing(site: Path) -> str | None:
    """What keeps the measuring from beginning, in one line."""
    if not PAGEFIND.exists():
        return "Chưa có Pagefind, hãy chạy: make bench-search / no Pagefind yet, run: make bench-search"
    if find_browser() is None:
        return "Không có Chromium, hãy chạy: python tests/browser.py / no Chromium, run: python tests/browser.py"
    if not (site / "index.html").exists():
        return "Chưa có trang, hãy chạy: make site / no site yet, run: make site"
    return None


def busy() -> str | None:
    """A word of warning where other programs take the time that is measured here."""
    load, cores = (os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0), os.cpu_count() or 1
    if load < cores / 2:
        return None
    return (
        f"Máy đang bận, các số đo thời gian sẽ lớn hơn thật / the machine is busy (load {load:.1f}), times are too long"
    )


@contextmanager
def with_rivals(site: Path) -> Iterator[tuple[Path, str]]:
    """A folder with the site, Material's search and Pagefind beside each other; the path of Material's worker."""
    library = read_library(ROOT / "docs")
    left_out = {SEARCH, *(f"{stem}/" for stem in library.withdrawn)}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as work:
        for entry in site.resolve().iterdir():
            (Path(folder) / entry.name).symlink_to(entry)
        pages = pages_to_search(site, left_out)
        worker = make_material(pages, Path(folder) / "material")
        make_pagefind(pages, Path(folder) / "pagefind", Path(work))
        yield Path(folder), worker


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Đo phần tìm kiếm / measure the search")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument(
        "--pages",
        type=lambda text: [int(part) for part in text.split(",") if part],
        default=[],
        help="sizes of made corpora, in pages of each language: 1000,10000; 0 is the content as it is",
    )
    parser.add_argument("--scale-only", action="store_true", help="leave out the comparison")
    arguments = parser.parse_args()
    if words := missing(arguments.site):
        print(words, file=sys.stderr)
        return 1
    if words := busy():
        print(words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_OPTIONS)
        if not arguments.scale_only:
            sets = {"hand": hand_written(), "made": made_queries(read_library(ROOT / "docs"))}
            with with_rivals(arguments.site) as (folder, worker), host(folder, kind=CountingHost) as home:
                compare(browser, home, [OURS, *rivals(worker)], sets)
        if arguments.pages:
            print(f"\nOurs, with a processor {SLOWER} times slower\n{SCALE_HEAD}", flush=True)
            for pages in arguments.pages:
                scale(browser, pages)
        print("", *LEGEND, sep="\n")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
