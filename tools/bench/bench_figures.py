"""What «make bench» makes of its measurements: medians, ratios, growth, tables, and where the points of the plot stand.

Nothing here reads a disk or a clock.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

OURS, RIVAL = "thi-dua", "hugo"
COLD, STORY, MOVEMENT, TEMPLATE = "cold", "story", "movement", "template"
# Vietnamese, English.
WHAT: Mapping[str, tuple[str, str]] = {
    COLD: ("dựng từ đầu", "all of it"),
    STORY: ("sửa một bài", "one story changed"),
    MOVEMENT: ("sửa một phong trào", "one movement changed"),
    TEMPLATE: ("sửa một khuôn trang", "one template changed"),
}
# Below that many stories, what a program needs to start at all is most of its time: no growth can be seen.
GROWTH_FROM = 1000


@dataclass(frozen=True)
class Run:
    """One build: CPU seconds of all its processes, wall seconds, the most memory of one process in MB."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True)
class Output:
    """What a build left: HTML pages, all files, megabytes."""

    pages: int
    files: int
    megabytes: float


@dataclass(frozen=True)
class Figure:
    """The medians of several builds of the same."""

    contestant: str
    what: str
    stories: int
    cpu: float
    wall: float
    peak: float
    pages: int
    files: int
    megabytes: float


def figure(contestant: str, what: str, stories: int, runs: Sequence[Run], output: Output) -> Figure:
    """The medians of runs; of memory the most, for that is what has to be there."""
    return Figure(
        contestant,
        what,
        stories,
        round(statistics.median(run.cpu for run in runs), 3),
        round(statistics.median(run.wall for run in runs), 3),
        round(max(run.peak for run in runs), 1),
        output.pages,
        output.files,
        round(output.megabytes, 1),
    )


def exponent(points: Iterable[tuple[float, float]]) -> float | None:
    """How seconds grow with stories: 1 is in step with them, 2 by their square; nothing of fewer than two sizes.

    The slope of the straight line nearest to the points (stories, seconds) on two scales of powers, by least squares.
    """
    logs = [(math.log(x), math.log(y)) for x, y in points if x > 0 and y > 0]
    if len({x for x, _ in logs}) < 2:
        return None
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


def growth(figures: Iterable[Figure]) -> dict[str, float]:
    """Contestant → growth exponent of its cold builds' CPU time, from ``GROWTH_FROM`` stories on."""
    points: dict[str, list[tuple[float, float]]] = {}
    for found in figures:
        if found.what == COLD and found.stories >= GROWTH_FROM:
            points.setdefault(found.contestant, []).append((found.stories, found.cpu))
    slopes = {name: exponent(found) for name, found in points.items()}
    return {name: slope for name, slope in slopes.items() if slope is not None}


def ratios(figures: Sequence[Figure]) -> dict[tuple[str, str, int], tuple[float, float]]:
    """(contestant, what, stories) → (CPU, wall) as a multiple of Hugo's whole build of the same stories."""
    base = {found.stories: found for found in figures if (found.contestant, found.what) == (RIVAL, COLD)}
    return {
        (found.contestant, found.what, found.stories): (
            found.cpu / base[found.stories].cpu,
            found.wall / base[found.stories].wall,
        )
        for found in figures
        if found.stories in base
    }


COLUMNS = (
    "stories",
    "what",
    "contestant",
    "CPU s",
    "wall s",
    "CPU/hugo",
    "wall/hugo",
    "peak MB",
    "pages",
    "files",
    "MB",
)


def rows(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """The table on a terminal, of ``COLUMNS``."""
    times = ratios(figures)
    found = []
    for one in figures:
        pair = times.get((one.contestant, one.what, one.stories))
        cpu, wall = (f"{ratio:.2f}" for ratio in pair) if pair else ("–", "–")
        numbers = (f"{one.peak:.0f}", str(one.pages), str(one.files), f"{one.megabytes:.1f}")
        found.append(
            (str(one.stories), one.what, one.contestant, f"{one.cpu:.2f}", f"{one.wall:.2f}", cpu, wall, *numbers)
        )
    return found


def aligned(table: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table, its columns to the right but for the second and third."""
    widths = [max(len(row[at]) for row in table) for at in range(len(table[0]))]
    return [
        "  ".join(
            cell.ljust(width) if at in (1, 2) else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def number(value: float, language: str, digits: int = 1) -> str:
    """A number as the language writes it: 1.234,5 in Vietnamese, 1,234.5 in English."""
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def readme_table(figures: Sequence[Figure], names: Mapping[str, str], language: str) -> str:
    """The table of the README: a row for each contestant and kind of build, CPU and wall seconds for each size."""
    sizes = sorted({found.stories for found in figures})
    by_key = {(found.contestant, found.what, found.stories): found for found in figures}
    side = 0 if language == "vi" else 1
    what, stories = (("Dựng", "bài"), ("Build", "stories"))[side]
    lines = [
        f"| {what} | " + " | ".join(f"{number(size, language, 0)} {stories}" for size in sizes) + " |",
        "| --- |" + " ---: |" * len(sizes),
    ]
    for name, kind in dict.fromkeys((found.contestant, found.what) for found in figures):
        cells = []
        for size in sizes:
            found = by_key.get((name, kind, size))
            cells.append(f"{number(found.cpu, language)} / {number(found.wall, language)}" if found else "–")
        lines.append(f"| {names[name]}, {WHAT[kind][side]} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


# Between these lines of the README stands its table.
TABLE_STARTS, TABLE_ENDS = "<!-- make bench -->\n", "<!-- / -->\n"


def with_table(text: str, table: str) -> str:
    """The text of a README with another table."""
    before, _, rest = text.partition(TABLE_STARTS)
    _, end, after = rest.partition(TABLE_ENDS)
    if not end:
        raise ValueError(TABLE_STARTS)
    return f"{before}{TABLE_STARTS}\n{table}\n{end}{after}"


# The plot: both scales go by powers of ten. In units of the picture.
WIDTH, HEIGHT = 830, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 270, 34, 56
# Names of lines keep this far apart.
LABEL_STEP = 17


@dataclass(frozen=True)
class Scale:
    """Where a value stands between two ends; ``start`` may be the greater one, as heights are told from above."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (math.log10(value) - math.log10(self.low)) / (math.log10(self.high) - math.log10(self.low))
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        """The powers of ten within."""
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        return [10.0**power for power in range(first, last + 1)]


@dataclass(frozen=True)
class Line:
    """One contestant's line: its name, the class of its colour, the points, and the height of its name."""

    label: str
    style: str
    points: tuple[tuple[float, float], ...]
    label_y: float


def spread(heights: Sequence[float], step: float = LABEL_STEP) -> list[float]:
    """The heights moved down where two are nearer than a step, in the order given."""
    order = sorted(range(len(heights)), key=lambda at: (heights[at], at))
    moved = list(heights)
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + step)
    return moved


def plot(figures: Sequence[Figure], names: Mapping[str, str]) -> dict[str, object]:
    """What the template of the plot needs: CPU seconds of cold builds, and ours of one story changed."""
    shown: dict[tuple[str, str], list[Figure]] = {}
    for found in sorted(figures, key=lambda found: found.stories):
        if found.what == COLD or (found.what == STORY and found.contestant == OURS):
            shown.setdefault((found.contestant, found.what), []).append(found)
    every = [found for line in shown.values() for found in line]
    across = Scale(
        min(found.stories for found in every) * 0.9,
        max(*(found.stories for found in every), GROWTH_FROM) * 1.1,
        LEFT,
        WIDTH - RIGHT,
    )
    low, high = min(found.cpu for found in every), max(found.cpu for found in every)
    up = Scale(min(low * 0.8, 0.9), max(high * 1.2, 11), HEIGHT - BOTTOM, TOP)
    drawn = [tuple((across.at(found.stories), up.at(found.cpu)) for found in line) for line in shown.values()]
    heights = spread([points[-1][1] for points in drawn])
    lines = [
        Line(_label(name, kind, names), f"{name}-{kind}", points, height)
        for (name, kind), points, height in zip(shown, drawn, heights, strict=True)
    ]
    sizes = sorted({found.stories for found in every})
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "top": TOP,
        "bottom": HEIGHT - BOTTOM,
        "across": [(across.at(size), size) for size in sizes],
        "up": [(up.at(tick), f"{tick:g}") for tick in up.ticks()],
        "lines": [asdict(line) for line in lines],
    }


def _label(name: str, kind: str, names: Mapping[str, str]) -> str:
    return names[name] if kind == COLD else f"{names[name]}: {' / '.join(WHAT[kind])}"
