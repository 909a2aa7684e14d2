"""«make schema»: writes schema/story.vi.schema.json and story.en.schema.json, by which code editors check a story."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from thidua.languages import LANGUAGES  # noqa: E402
from thidua.schema import schema_text  # noqa: E402


def main() -> None:
    """Write both files and name them."""
    for language in LANGUAGES:
        file = ROOT / f"schema/story.{language}.schema.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(schema_text(language), encoding="utf-8", newline="\n")
        print(file.relative_to(ROOT).as_posix())


if __name__ == "__main__":
    main()
