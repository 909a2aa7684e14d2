"""«make bench»: how long the check and the build take, on the shipped content and on made corpora.

Each row is the median of several runs of a fresh process. The machine is noisy: compare rows of one run with each other.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from big_corpus import add_stories  # noqa: E402


def measure(project: Path, command: list[str], runs: int) -> tuple[float, float, float]:
    """(wall seconds, CPU seconds, peak MB so far) of a command: medians of its runs."""
    walls, cpus = [], []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, *command],
            cwd=project,
            check=True,
            capture_output=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        walls.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(walls), statistics.median(cpus), after.ru_maxrss / 1024


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Đo thời gian / measure")
    parser.add_argument("--stories", type=int, nargs="*", default=[0, 100, 1000], help="added to the shipped content")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{'stories added':>14} {'what':>6} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'pages':>7} {'site MB':>8}")
    for count in arguments.stories:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder)
            for name in ("docs", "hooks", "overrides"):
                shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copy(ROOT / "mkdocs.yml", project)
            add_stories(project / "docs", count)
            for what, command in (("check", ["hooks/check.py"]), ("build", ["-m", "mkdocs", "build"])):
                wall, cpu, peak = measure(project, command, arguments.runs)
                files = [file for file in (project / "site").rglob("*") if file.is_file()]
                pages = sum(file.suffix == ".html" for file in files)
                size = sum(file.stat().st_size for file in files) / 1e6
                print(
                    f"{count:>14} {what:>6} {wall:>8.2f} {cpu:>8.2f} {peak:>8.0f} {pages:>7} {size:>8.1f}", flush=True
                )


if __name__ == "__main__":
    main()
