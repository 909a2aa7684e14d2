"""«make kill-test»: kills builds at random moments, and sees what readers find then and what the next build does.

Two sites take turns, alike but for a word on every page. A build of the one that is not there is started, and killed (the
whole group of processes, ``kill -9``). The folder must then hold one of the two, byte for byte, at any moment of it a
reader must have found its first page, and the next build must end well with nothing done by hand. Half of the kills are
aimed at the last tenth of a build, where the sites change places. Exit status 1 where anything else was seen.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORD = "Thi đua yêu nước"
LAST_PART = 0.9
KILLED = "killed while building"
# Some builds are quicker than the last one, and end before they are killed.
MOST_TRIES = 4


def copy_project(target: Path) -> Path:
    """What builds the site, in a folder of its own."""
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def start_build(project: Path) -> subprocess.Popen[bytes]:
    """A build, in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=project,
        env={"THIDUA_CACHE": str(ROOT / ".cache/anh"), **os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def manifest(site: Path) -> dict[str, str]:
    """(path → sum) of all files, empty folders included."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(site.rglob("*"))
    }


def left_behind(project: Path) -> list[str]:
    """What stands beside the site, but for what builds keep there."""
    return sorted(
        path.name for path in project.glob(".site*") if path.name not in (".site.khoa", ".site.truoc", ".site.muc-luc")
    )


@dataclass
class Twins:
    """A project that can build two sites, ``manifests`` of both, and how many seconds its last whole build took."""

    project: Path
    manifests: list[dict[str, str]] = field(default_factory=list)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        for turn in (0, 1):
            self.turn_to(turn)
            if not self.build():
                raise SystemExit("the site cannot be built at all")
            self.manifests.append(manifest(self.site))

    @property
    def site(self) -> Path:
        return self.project / "site"

    def build(self) -> bool:
        """Whether a build that nobody kills ends well."""
        start = time.perf_counter()
        failed = start_build(self.project).wait()
        self.seconds = time.perf_counter() - start
        return not failed

    def turn_to(self, turn: int) -> None:
        """Let the next build make the other site."""
        file = self.project / "mkdocs.yml"
        first = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        file.write_text(first.replace(WORD, WORD.upper()) if turn else first, encoding="utf-8")

    def now(self) -> int | None:
        """Which of the two sites stands there; None for neither."""
        found = manifest(self.site)
        return self.manifests.index(found) if found in self.manifests else None


@contextmanager
def reader(site: Path) -> Iterator[Counter[str]]:
    """Somebody who opens the first page again and again; counts what is found."""
    seen: Counter[str] = Counter()
    ended = threading.Event()

    def read() -> None:
        while not ended.wait(0.0005):
            try:
                text = (site / "index.html").read_bytes()
                seen["whole" if text.rstrip().endswith(b"</html>") else "damaged"] += 1
            except OSError as error:
                seen[f"no page ({error.strerror})"] += 1

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()


def kill_one(twins: Twins, turn: int, part: float) -> Counter[str]:
    """Kill a build after that part of the time that the last one took; what was seen."""
    seen: Counter[str] = Counter()
    twins.turn_to(turn)
    with reader(twins.site) as found:
        process = start_build(twins.project)
        time.sleep(part * twins.seconds)
        ended = process.poll() is not None
        os.killpg(process.pid, signal.SIGKILL) if not ended else None
        process.wait()
    seen.update(found)
    del seen["whole"]
    now = twins.now()
    seen[KILLED if not ended else "had ended"] += 1
    seen[{None: "DAMAGED", turn: "the new site"}.get(now, "the old site")] += 1
    seen["with leftovers"] += bool(left_behind(twins.project))
    if not twins.build() or twins.now() != turn or left_behind(twins.project):
        seen["NOT MENDED BY THE NEXT BUILD"] += 1
    return seen


def kill_many(project: Path, kills: int, seed: int) -> Counter[str]:
    """Kill builds of a project; what was seen, of all of them."""
    twins, chance = Twins(project), random.Random(seed)
    seen: Counter[str] = Counter()
    for number in range(MOST_TRIES * kills):
        seen += kill_one(twins, number % 2, chance.uniform(LAST_PART if number // 2 % 2 else 0.0, 1.0))
        if sys.stdout.isatty():
            print(f"\r{seen[KILLED]}/{kills}", end="", flush=True)
        if seen[KILLED] >= kills:
            break
    return seen


def faults(seen: Counter[str]) -> list[str]:
    """What must never be seen."""
    return [what for what in seen if what.isupper() or what.startswith(("no page", "damaged"))]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Ngắt ngang các lần dựng / kill builds")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        seen = kill_many(copy_project(Path(folder, "project")), arguments.kills, arguments.seed)
    print()
    for what, count in sorted(seen.items()):
        print(f"{count:>6} {what}")
    return int(bool(faults(seen)))


if __name__ == "__main__":
    raise SystemExit(main())
