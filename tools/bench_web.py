"""«make bench-web»: what Lighthouse says of key pages of ``site/`` on a phone with a slow network, and what they weigh.

The site is served on this machine as a plain host serves it: compressed, with dates and tags of files, no more. The network
and the phone are simulated by Lighthouse. Each number is the median of several runs; all reports stay in ``test-results/``.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import importlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import OPTIONS, find_browser  # noqa: E402

LIGHTHOUSE = ROOT / "tools/npm/node_modules/lighthouse/cli/index.js"
OUT = ROOT / "test-results/lighthouse"
PAGES = {
    "home": "",
    "list": "guong/",
    "story": "guong/2023/lop-doc-sach-cuoi-tuan/",
    "plan": "ke-hoach/2023/",
    "movement": "phong-trao/day-tot-hoc-tot/",
    "glossary": "thuat-ngu/",
    "home-en": "en/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Sample stories ask search engines to stay away, so this audit must fail there: the score is told with it and without.
CRAWLABLE = "is-crawlable"
COMPRESSED = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".map")
# What a reader waits for before the first words stand as they should; pictures come after.
FIRST_VIEW = ("Document", "Stylesheet", "Script", "Font")


@functools.cache
def _packed(path: Path, encoding: str) -> bytes:
    data = path.read_bytes()
    if encoding == "br":
        packed: bytes = importlib.import_module("brotli").compress(data)
        return packed
    return gzip.compress(data, 6, mtime=0)


class Host(SimpleHTTPRequestHandler):
    """A plain host: text goes compressed, a browser may keep a file for ten minutes."""

    protocol_version = "HTTP/1.1"
    encoding = "gzip"

    def log_message(self, *_: object) -> None:
        pass

    def _encoding(self) -> str | None:
        offered = {part.partition(";")[0].strip() for part in self.headers.get("Accept-Encoding", "").split(",")}
        return self.encoding if self.encoding in offered else None

    def do_GET(self) -> None:
        """A file, or the index of a folder."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        encoding = self._encoding() if path.suffix in COMPRESSED else None
        data = _packed(path, encoding) if encoding else path.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self._type(path))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Last-Modified", self.date_time_string(path.stat().st_mtime))
        self.send_header("Vary", "Accept-Encoding")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(data)

    def _type(self, path: Path) -> str:
        kind = self.guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


@contextmanager
def host(site: Path, encoding: str = "gzip", kind: type[Host] = Host) -> Iterator[str]:
    """The address of the site while the block runs; ``encoding`` is ``gzip`` or ``br``."""
    handler = type("Host", (kind,), {"encoding": encoding})
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def run_lighthouse(address: str, out: Path) -> dict[str, Any]:
    """One report, which is also kept in a file."""
    out.parent.mkdir(parents=True, exist_ok=True)
    flags = " ".join(("--headless=new", *OPTIONS))
    command = [
        *("node", str(LIGHTHOUSE), address, "--quiet", "--no-enable-error-reporting", "--output=json"),
        *(f"--output-path={out}", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"),
    ]
    environment = {**os.environ, "CHROME_PATH": find_browser() or ""}
    subprocess.run(command, check=True, timeout=180, env=environment, stdout=subprocess.DEVNULL)
    report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return report


@dataclass(frozen=True)
class Numbers:
    """What one report says: scores of 100, milliseconds, bytes as they travel, and what should be empty."""

    scores: dict[str, float]
    seo_without_crawlable: float
    lcp: float
    tbt: float
    cls: float
    total: float
    first_view: float
    html: float
    foreign: tuple[str, ...]
    console: tuple[str, ...]


def score_without(report: dict[str, Any], category: str, left_out: str) -> float:
    """A category's score as Lighthouse would give it were there no such audit: the weighted mean of the others."""
    weighed = [
        (part["weight"], report["audits"][part["id"]]["score"])
        for part in report["categories"][category]["auditRefs"]
        if part["id"] != left_out and part["weight"] and report["audits"][part["id"]]["score"] is not None
    ]
    return 100 * sum(weight * score for weight, score in weighed) / sum(weight for weight, _ in weighed)


def numbers_of(report: dict[str, Any]) -> Numbers:
    """The numbers of a report."""
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    home = urlsplit(report["finalDisplayedUrl"]).netloc

    def size(*kinds: str) -> float:
        return sum(request["transferSize"] for request in requests if request.get("resourceType") in kinds)

    return Numbers(
        {name: 100 * report["categories"][name]["score"] for name in CATEGORIES},
        score_without(report, "seo", CRAWLABLE),
        audits["largest-contentful-paint"]["numericValue"],
        audits["total-blocking-time"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-byte-weight"]["numericValue"],
        size(*FIRST_VIEW),
        size("Document"),
        tuple(sorted({request["url"] for request in requests if _is_foreign(request["url"], home)})),
        tuple(item.get("description", "") for item in audits["errors-in-console"]["details"]["items"]),
    )


def _is_foreign(url: str, home: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.netloc != home


def row(name: str, runs: list[Numbers]) -> str:
    """A line of the table: medians."""

    def middle(pick: Callable[[Numbers], float]) -> float:
        return statistics.median(map(pick, runs))

    scores = [middle(lambda run, name=category: run.scores[name]) for category in CATEGORIES]  # type: ignore[misc]
    return (
        f"{name:>9} {scores[0]:>5.0f} {scores[1]:>5.0f} {scores[2]:>5.0f} {scores[3]:>5.0f}"
        f" {middle(lambda run: run.seo_without_crawlable):>6.0f}"
        f" {middle(lambda run: run.lcp):>7.0f} {middle(lambda run: run.tbt):>5.0f} {middle(lambda run: run.cls):>6.3f}"
        f" {middle(lambda run: run.total) / 1000:>8.1f} {middle(lambda run: run.first_view) / 1000:>8.1f}"
        f" {middle(lambda run: run.html) / 1000:>7.1f}"
        f" {max(len(run.foreign) for run in runs):>7} {max(len(run.console) for run in runs):>7}"
    )


HEAD = (
    f"{'page':>9} {'perf':>5} {'a11y':>5} {'best':>5} {'seo':>5} {'seo*':>6} {'LCP ms':>7} {'TBT':>5} {'CLS':>6}"
    f" {'all kB':>8} {'view kB':>8} {'HTML kB':>7} {'foreign':>7} {'console':>7}"
)
LEGEND = (
    f"seo*: the SEO score without «{CRAWLABLE}», which fails on sample stories by design (noindex)",
    "view kB: HTML, CSS, JavaScript and fonts as they travel, without pictures; kB = 1000 bytes",
    "foreign: requests to other hosts; console: errors in the console",
)


def missing(site: Path) -> str | None:
    """What keeps the measuring from beginning, in one line."""
    if shutil.which("node") is None:
        return "Không có Node, hãy cài rồi chạy lại / no Node; install it and run again"
    if not LIGHTHOUSE.exists():
        return "Chưa có Lighthouse, hãy chạy: make bench-web / no Lighthouse yet, run: make bench-web"
    if find_browser() is None:
        return "Không có Chromium, hãy chạy: python tests/browser.py / no Chromium, run: python tests/browser.py"
    if not (site / "index.html").exists():
        return "Chưa có trang, hãy chạy: make site / no site yet, run: make site"
    return None


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Đo trang bằng Lighthouse / measure the site with Lighthouse")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", nargs="*", choices=PAGES, default=list(PAGES))
    # Not by itself where the module is there: numbers of two machines would not compare.
    parser.add_argument("--brotli", action="store_true", help="compress as better hosts do; needs the module brotli")
    arguments = parser.parse_args()
    if words := missing(arguments.site):
        print(words, file=sys.stderr)
        return 1
    encoding = "br" if arguments.brotli else "gzip"
    print(HEAD, flush=True)
    notes: dict[str, None] = {}
    with host(arguments.site.resolve(), encoding) as home:
        for name in arguments.pages:
            runs = []
            for number in range(1, arguments.runs + 1):
                report = run_lighthouse(home + PAGES[name], OUT / f"{name}-{number}.json")
                runs.append(numbers_of(report))
            print(row(name, runs), flush=True)
            notes.update((f"{name}: {words}", None) for run in runs for words in (*run.foreign, *run.console))
    print(*LEGEND, f"text travels as {encoding}; reports: {OUT.relative_to(ROOT)}", *notes, sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
