"""«make bench»: how long the site takes to build, cold and after one change, beside other generators with the same pages.

All are measured in one run, round by round, so that a noisy minute hits all of them; each figure is the median of its
rounds. Compare figures of one run with each other, and with no other run's. Zensical builds one language at a time, so it
is built twice and both are counted. Searching is part of ours, Material's and Zensical's builds, and not of the others'.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from bench_contestants import PICTURES, ROOT, Contestant, Corpus, contestants, corpus_of
from bench_figures import (
    COLD,
    COLUMNS,
    GROWTH_FROM,
    OURS,
    WHAT,
    Figure,
    Output,
    Run,
    aligned,
    figure,
    growth,
    plot,
    readme_table,
    rows,
    with_table,
)
from big_corpus import SHAPES, invented
from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).resolve().parent
READMES = {"README.md": "vi", "README.en.md": "en"}
FIGURES, PLOT = ROOT / "art/bench.json", ROOT / "art/bench.svg"
MEGABYTE = 1e6


def build(command: Sequence[str], folder: Path) -> Run:
    """Run a command; its CPU time and memory are those of the process and of all that it waited for."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.stderr.write(output.read().decode("utf-8", "replace")[-4000:])
            raise SystemExit(f"{folder}: {' '.join(command)}: {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def measured(contestant: Contestant, folder: Path, corpus: Corpus, what: str, number: int) -> Run:
    """One build of a contestant, of all its parts."""
    contestant.prepare(folder, corpus, what, number)
    # What the build before has left to be written is not this one's.
    os.sync()
    runs = [build(command, folder / part) for part, command in contestant.builds]
    return Run(sum(run.cpu for run in runs), sum(run.wall for run in runs), max(run.peak for run in runs))


def output_of(contestant: Contestant, folder: Path) -> Output:
    """What its last build left."""
    files = [path for site in contestant.sites for path in (folder / site).rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Output(pages, len(files), sum(path.stat().st_size for path in files) / MEGABYTE)


def shipped() -> tuple[dict[str, str], tuple[str, ...]]:
    """(texts of the shipped content, paths of its pictures)."""
    docs = ROOT / "docs"
    texts = {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in docs.rglob("*.md")}
    return texts, tuple(sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.png")))


def corpora(sizes: Iterable[int], shape: str) -> Iterator[tuple[int, Corpus]]:
    """(stories, corpus) from the smallest; a smaller one is the beginning of a greater one."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    texts, pictures = shipped()
    ordered = sorted(set(sizes))
    made = invented(ROOT / "docs", ordered[-1], shape=SHAPES[shape])
    done = 0
    for size in ordered:
        for _ in range(size - done):
            texts |= next(made)
        done = size
        yield size, corpus_of(dict(texts), settings, pictures)


def finished_pictures(folder: Path) -> Path:
    """Make the picture variants once, by a build of the shipped content; the project's own are used where there are any."""
    texts, pictures = shipped()
    ours = contestants()[0]
    corpus = corpus_of(texts, (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), pictures)
    known = ROOT / PICTURES
    ours.set_up(folder, corpus, known if known.exists() else None)
    for part, command in ours.builds:
        build(command, folder / part)
    return folder / PICTURES


def compared(chosen: Sequence[Contestant], corpus: Corpus, size: int, runs: int, folder: Path) -> list[Figure]:
    """The figures of one size: all contestants, round by round."""
    pictures = folder / "pictures" / PICTURES
    for one in chosen:
        one.set_up(folder / one.name, corpus, pictures if pictures.exists() else None)
    found: dict[tuple[str, str], list[Run]] = {}
    left: dict[str, Output] = {}
    for turn in range(runs):
        for one in chosen:
            for what in one.kinds:
                run = measured(one, folder / one.name, corpus, what, turn + 1)
                found.setdefault((one.name, what), []).append(run)
            left[one.name] = output_of(one, folder / one.name)
            print(f"{size}: {turn + 1}/{runs}: {one.label}", file=sys.stderr, flush=True)
    for one in chosen:
        shutil.rmtree(folder / one.name)
    return [figure(name, what, size, done, left[name]) for (name, what), done in found.items()]


def drawn(figures: Sequence[Figure], names: dict[str, str]) -> str:
    """The plot."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, undefined=StrictUndefined
    )
    return environment.get_template("plot.svg.jinja").render(plot(figures, names)) + "\n"


def keep(figures: Sequence[Figure], names: dict[str, str]) -> None:
    """Write the figures that the README tells."""
    kept = {"names": names, "figures": [asdict(found) for found in figures]}
    FIGURES.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8", newline="\n")


def draw() -> None:
    """Write the plot and the tables of both READMEs from the figures kept."""
    figures, names = read_kept()
    PLOT.write_text(drawn(figures, names), encoding="utf-8", newline="\n")
    for name, language in READMES.items():
        path = ROOT / name
        text = with_table(path.read_text(encoding="utf-8"), readme_table(figures, names, language))
        path.write_text(text, encoding="utf-8", newline="\n")


def read_kept() -> tuple[list[Figure], dict[str, str]]:
    """(figures, names) that the README tells."""
    kept = json.loads(FIGURES.read_text(encoding="utf-8"))
    return [Figure(**found) for found in kept["figures"]], kept["names"]


def chosen_ones(names: Sequence[str] | None) -> list[Contestant]:
    """Those asked for by name, or all; what is not installed is left out with a word."""
    found = []
    for one in contestants():
        if names and one.name not in names:
            continue
        if one.needs.exists():
            found.append(one)
        else:
            print(f"{one.name}: chưa cài / not installed: {one.needs}", file=sys.stderr)
    return found


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="make bench", description="Đo thời gian dựng / measure builds")
    parser.add_argument("--stories", type=int, nargs="+", default=[100, 1000], help="số bài thêm vào / stories added")
    parser.add_argument("--runs", type=int, default=3, help="số lượt / rounds")
    parser.add_argument("--only", nargs="+", choices=[one.name for one in contestants()])
    parser.add_argument("--shape", choices=sorted(SHAPES), default="even", help="kiểu nội dung / shape of the content")
    parser.add_argument("--keep", action="store_true", help="ghi số liệu, hình cho README / keep them for the README")
    parser.add_argument("--draw", action="store_true", help="chỉ vẽ lại số liệu đã ghi / only draw what is kept anew")
    return parser.parse_args()


def main() -> None:
    """Measure, tell, keep."""
    options = arguments()
    if options.draw:
        draw()
        return
    chosen = chosen_ones(options.only)
    names = {one.name: one.label for one in chosen}
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if OURS in names:
            finished_pictures(folder / "pictures")
        for size, corpus in corpora(options.stories, options.shape):
            now = [one for one in chosen if options.only or size <= one.most]
            found = compared(now, corpus, size, options.runs, folder)
            figures += found
            print("\n".join(aligned([COLUMNS, *rows(found)])), flush=True)
    for what, (vi, en) in WHAT.items():
        print(f"{what}: {vi} / {en}")
    for contestant, slope in growth(figures).items():
        print(f"{contestant}: stories^{slope:.2f} ({COLD}, ≥ {GROWTH_FROM})")
    if options.keep:
        keep(figures, names)
        draw()


if __name__ == "__main__":
    main()
