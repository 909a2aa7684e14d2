"""Finds a Java for the checker of HTML; as a script it installs one where it may, as browser.py does a browser."""

from __future__ import annotations

import os
import shutil
import sys

from browser import attempt


def find_java() -> str | None:
    """The path of a Java, or None."""
    return os.environ.get("JAVA") or shutil.which("java")


def main() -> int:
    """Install a Java if there is none; 1 if that fails."""
    if find_java() is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        attempt("apt-get", "update", "-qq")
        attempt("apt-get", "install", "-y", "-qq", "--no-install-recommends", "default-jre-headless")
    if (path := find_java()) is None:
        print("Không có Java, hãy cài rồi chạy lại / no Java; install one and run again", file=sys.stderr)
        return 1
    print(f"Java: {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
