"""What each module may reach: the pure ones neither the site generator nor the disk, the clock or another program."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest
from conftest import ROOT

HOOKS = ROOT / "hooks"
TREES = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((HOOKS / "thidua").glob("*.py"))}

BRIDGE = "mkdocs_bridge"
GENERATOR = frozenset({"mkdocs", "material"})
# Modules through which code reaches the disk, the clock, the locale, chance, the network or other programs.
FILES = {"os", "io", "pathlib", "shutil", "tempfile", "glob", "fileinput", "sqlite3"}
PROGRAMS = {"subprocess", "multiprocessing", "sys", "importlib", "ctypes"}
SURROUNDINGS = {"time", "locale", "random", "secrets", "platform", "getpass", "socket", "ssl", "http"}
OUTSIDE_MODULES = FILES | PROGRAMS | SURROUNDINGS
# Names that do the same without an import.
OUTSIDE_NAMES = frozenset({"open", "input", "print", "exec", "eval", "__import__"})
# What a date or a time is asked for: «datetime.date.today()», «datetime.now()».
CLOCK = frozenset({"today", "now", "utcnow"})


@cache
def imported(tree: ast.AST) -> frozenset[str]:
    """The full names of all modules and members that a tree imports, at any depth of its code."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names.update((module, *(f"{module}.{alias.name}" for alias in node.names)))
    return frozenset(names)


def top_names(tree: ast.AST) -> set[str]:
    return {name.partition(".")[0] for name in imported(tree)}


def reaches_outside(tree: ast.AST) -> set[str]:
    """By which names a tree reaches beyond its arguments."""
    found = {f"import {name}" for name in top_names(tree) & OUTSIDE_MODULES}
    if "urllib.request" in imported(tree):
        found.add("import urllib.request")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in OUTSIDE_NAMES:
            found.add(node.id)
        if isinstance(node, ast.Attribute) and node.attr in CLOCK:
            found.add(f".{node.attr}")
    return found


def graph_of(trees: Mapping[str, ast.AST]) -> dict[str, set[str]]:
    """Module → modules of the package that it imports, in whichever form it does so."""
    return {
        name: {
            parts[1]
            for parts in (full.split(".") for full in imported(tree))
            if parts[0] == "thidua" and len(parts) > 1 and parts[1] in trees
        }
        for name, tree in trees.items()
    }


def cycle_in(graph: Mapping[str, set[str]]) -> list[str]:
    """The modules of a ring of imports, the first one again at the end; empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_only_the_bridge_imports_the_site_generator() -> None:
    assert {name for name, tree in TREES.items() if top_names(tree) & GENERATOR} == {BRIDGE}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import mkdocs.utils", {"mkdocs"}),
        ("from mkdocs.structure import files", {"mkdocs"}),
        ("def late():\n    import material as m", {"material"}),
        ("import mkdocs_static, thidua.mkdocs_bridge", set()),
    ],
)
def test_imports_are_seen_in_every_form(code: str, names: set[str]) -> None:
    assert top_names(ast.parse(code)) & GENERATOR == names


def test_only_the_bridge_is_not_imported_by_the_package() -> None:
    assert {name for name, others in graph_of(TREES).items() if BRIDGE in others} == set()


def test_only_these_modules_reach_the_disk_the_clock_or_other_programs() -> None:
    assert {name: found for name, tree in TREES.items() if name != BRIDGE and (found := reaches_outside(tree))} == {
        # What replaces a file writes beside it first.
        "content_folder": {"import os", "import pathlib", "import tempfile"},
        "history": {"import pathlib", "import subprocess"},
        # It keeps what takes long to make from build to build, and so must read the originals too.
        "picture_store": {"import os", "import pathlib", "import tempfile", "import time"},
        # What was read of pages, and the code that read it.
        "read_store": {"import io", "import pathlib", "import sys", "import tempfile", "import time"},
        # A program of its own, and what starts it.
        "picture_worker": {"import os", "import pathlib", "import subprocess", "import sys"},
        # Finished pages are kept in a file of SQLite.
        "page_store": {"import pathlib", "import sqlite3"},
        # A site takes the last one's place by a call of the system that Python has no name for.
        "publishing": {"import ctypes", "import os", "import pathlib", "import shutil", "import sys"},
        # Of a site only what differs is touched, and all of it looked at.
        "site_tree": {"import os", "import pathlib", "import shutil"},
        # Pillow reads and writes files only: these stand in the memory (io.BytesIO), and no path is ever named.
        "picture_variants": {"import io"},
        "picture_metadata": {"import io"},
    }
    assert reaches_outside(TREES[BRIDGE]) >= {"import pathlib", ".today", "print"}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os.path", {"import os"}),
        ("from pathlib import Path", {"import pathlib"}),
        ("from urllib import request", {"import urllib.request"}),
        ("import urllib.request as r", {"import urllib.request"}),
        ("from urllib.parse import urljoin", set()),
        ("import posixpath, datetime", set()),
        ("def read(path):\n    return open(path).read()", {"open"}),
        ("day = datetime.date.today()", {".today"}),
        ("clock = datetime.datetime.now", {".now"}),
        ("def check(today):\n    return today", set()),
    ],
)
def test_ways_outside_are_seen_in_every_form(code: str, found: set[str]) -> None:
    assert reaches_outside(ast.parse(code)) == found


def test_imports_of_the_package_form_no_ring() -> None:
    assert cycle_in(graph_of(TREES)) == []


def test_the_graph_holds_imports_of_modules_and_of_their_members() -> None:
    trees = {
        "a": ast.parse("from thidua import b\nimport datetime"),
        "b": ast.parse("from thidua.c import name"),
        "c": ast.parse("def late():\n    import thidua.a"),
    }
    graph = graph_of(trees)
    assert graph == {"a": {"b"}, "b": {"c"}, "c": {"a"}}
    ring = cycle_in(graph)
    assert ring[0] == ring[-1]
    assert set(ring) == {"a", "b", "c"}
    assert cycle_in({"a": {"b"}, "b": {"c"}, "c": set()}) == []


# Imports each module in a fresh interpreter in which the generator is not to be had, and tells how it went.
def test_the_map_of_the_package_names_every_module_after_those_it_imports() -> None:
    mapped = re.findall(r"^    ([a-z_]+) {2,}", ast.get_docstring(TREES["__init__"], clean=False) or "", re.MULTILINE)
    graph = graph_of(TREES)
    assert sorted(mapped) == sorted(set(TREES) - {"__init__"})
    late = {(name, other) for name in mapped for other in graph[name] if mapped.index(other) > mapped.index(name)}
    assert late == set()


REFUSING = """
import importlib, json, sys, types

def refuse(name, path=None, target=None):
    if name.partition(".")[0] in sys.argv[2].split():
        raise ImportError(f"refused: {name}")

sys.meta_path.insert(0, types.SimpleNamespace(find_spec=refuse))
sys.path.insert(0, sys.argv[1])
told = {}
for name in sys.argv[3:]:
    try:
        importlib.import_module(f"thidua.{name}")
        told[name] = "imported"
    except ImportError as error:
        told[name] = str(error)
print(json.dumps(told))
"""


def test_everything_but_the_bridge_works_without_the_site_generator() -> None:
    result = subprocess.run(
        [sys.executable, "-c", REFUSING, str(HOOKS), " ".join(GENERATOR), *TREES],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told.pop(BRIDGE).startswith("refused: mkdocs")
    assert told == dict.fromkeys(set(TREES) - {BRIDGE}, "imported")


def test_the_check_of_the_content_loads_nothing_that_only_the_site_needs() -> None:
    """«make check» is quick for it: the generator alone takes longer to load than a small content to be checked."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); import check; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code, str(HOOKS)], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    loaded = {name.partition(".")[0] for name in result.stdout.split()}
    assert "thidua" in loaded
    assert loaded & {*GENERATOR, "pygments", "rcssmin", "rjsmin"} == set()
