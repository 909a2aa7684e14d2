"""The measuring of «make bench-web»: its host, and what it makes of a report of Lighthouse."""

from __future__ import annotations

import gzip
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from bench_web import host, numbers_of, row

HOME = "http://127.0.0.1:8000/"


def report(**scores: float) -> dict[str, Any]:
    """A report as Lighthouse writes it, as far as we read it."""
    requests = [
        {"url": HOME, "resourceType": "Document", "transferSize": 4000},
        {"url": f"{HOME}thidua.css", "resourceType": "Stylesheet", "transferSize": 3000},
        {"url": f"{HOME}photo.webp", "resourceType": "Image", "transferSize": 90000},
        {"url": "data:image/png;base64,AAAA", "resourceType": "Image", "transferSize": 0},
        {"url": "https://elsewhere.example/x.js", "resourceType": "Script", "transferSize": 500},
    ]
    audits: dict[str, Any] = {name: {"score": score} for name, score in scores.items()}
    audits |= {
        "largest-contentful-paint": {"numericValue": 1234.5},
        "total-blocking-time": {"numericValue": 0},
        "cumulative-layout-shift": {"numericValue": 0.01},
        "total-byte-weight": {"numericValue": 97500},
        "network-requests": {"details": {"items": requests}},
        "errors-in-console": {"details": {"items": [{"description": "not found"}]}},
    }
    weights = [{"id": "is-crawlable", "weight": 4}, {"id": "hreflang", "weight": 1}, {"id": "canonical", "weight": 1}]
    category = {"score": 0.5, "auditRefs": weights}
    names = ("performance", "accessibility", "best-practices", "seo")
    return {"finalDisplayedUrl": HOME, "audits": audits, "categories": dict.fromkeys(names, category)}


def test_the_seo_score_is_told_with_and_without_what_must_fail_on_samples() -> None:
    numbers = numbers_of(report(**{"is-crawlable": 0, "hreflang": 1, "canonical": 1}))
    assert (numbers.scores["seo"], numbers.seo_without_crawlable) == (50, 100)
    # Nothing else is excused.
    assert numbers_of(report(**{"is-crawlable": 0, "hreflang": 0, "canonical": 1})).seo_without_crawlable == 50


def test_weight_of_the_first_view_leaves_out_pictures_and_other_hosts_are_named() -> None:
    numbers = numbers_of(report(**{"is-crawlable": 1, "hreflang": 1, "canonical": 1}))
    assert (numbers.html, numbers.first_view, numbers.total) == (4000, 7500, 97500)
    assert numbers.foreign == ("https://elsewhere.example/x.js",)
    assert numbers.console == ("not found",)
    assert row("home", [numbers]).split()[:7] == ["home", "50", "50", "50", "50", "100", "1234"]


@pytest.mark.parametrize(("path", "encoding"), [("", "gzip"), ("a.css", "gzip"), ("a.png", None)])
def test_the_host_compresses_text_alone(tmp_path: Path, path: str, encoding: str | None) -> None:
    for name in ("index.html", "a.css", "a.png"):
        (tmp_path / name).write_bytes(b"xyz" * 100)
    with host(tmp_path) as home:
        request = urllib.request.Request(home + path, headers={"Accept-Encoding": "gzip, br;q=0.5"})
        with urllib.request.urlopen(request, timeout=5) as answer:
            data = answer.read()
            assert answer.headers["Content-Encoding"] == encoding
            assert (gzip.decompress(data) if encoding else data) == b"xyz" * 100
            assert answer.headers["Cache-Control"] == "max-age=600"
