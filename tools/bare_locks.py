"""Takes what no installation reads, the addresses of whom to fund, out of npm's lock files; «make lock» runs it."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("editor", "tests/npm", "tools/bench/npm", "tools/npm", "tools/pagefind")


def bare(lock: dict[str, object]) -> dict[str, object]:
    """A lock file's content without the ``funding`` of its packages."""
    packages = lock["packages"]
    assert isinstance(packages, dict)
    found = {name: {key: value for key, value in facts.items() if key != "funding"} for name, facts in packages.items()}
    return {**lock, "packages": found}


def main() -> None:
    """Rewrite each lock file in npm's own layout."""
    for folder in FOLDERS:
        path = ROOT / folder / "package-lock.json"
        text = json.dumps(bare(json.loads(path.read_text(encoding="utf-8"))), indent=2, ensure_ascii=False)
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
