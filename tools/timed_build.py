"""Builds the site of the current folder as ``mkdocs build`` does, and tells what the index of the search took of it.

Prints one line of JSON: CPU seconds of the whole process, and those within the functions that make the index.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path("hooks").resolve()))

from mkdocs.__main__ import cli
from thidua import mkdocs_bridge, page_bodies

# What is done for the search and for nothing else.
OF_THE_INDEX = ((page_bodies, "plain_text"), (mkdocs_bridge, "_add_index"))


class Clock:
    """Counts the CPU seconds of the functions that it wraps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            start = time.thread_time()
            try:
                return function(*given, **named)
            finally:
                self.seconds += time.thread_time() - start

        return run


def main() -> None:
    """Build and tell."""
    clock = Clock()
    for module, name in OF_THE_INDEX:
        setattr(module, name, clock.timed(getattr(module, name)))
    cli(["build"], standalone_mode=False)
    print(json.dumps({"index": clock.seconds, "all": time.process_time()}))


if __name__ == "__main__":
    main()
