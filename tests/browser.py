"""Finds a real browser for the tests: an installed Chromium, else Playwright's, else Debian's.

As a script it makes sure that there is one, installing it where it may; the tests themselves only look.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


def find_browser() -> str | None:
    """The path of a Chromium, or None."""
    if chosen := os.environ.get("CHROMIUM"):
        return chosen
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _playwright_browser()


def _playwright_browser() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def attempt(*command: str) -> None:
    """Run a command that may fail, telling which."""
    print("+", *command, flush=True)
    subprocess.run(command, timeout=900, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def main() -> int:
    """Install a browser if there is none; 1 if that fails."""
    if find_browser() is None:
        attempt(sys.executable, "-m", "playwright", "install", "chromium")
    if find_browser() is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        attempt("apt-get", "update", "-qq")
        attempt("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    if (path := find_browser()) is None:
        print("Không có Chromium, hãy cài rồi chạy lại / no Chromium; install one and run again", file=sys.stderr)
        return 1
    print(f"Chromium: {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
