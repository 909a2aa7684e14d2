"""The one module here that reads the disk (apart from the bridge to MkDocs): the content folder and ``mkdocs.yml``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from thidua.languages import LANGUAGES
from thidua.problems import Problem, shown
from thidua.settings import CONFIG
from thidua.sources import CONTENT, SourceFile, read_source
from thidua.ui_strings import UiStrings, flatten

LOCALES = "overrides/locales"

# libyaml's loader is some ten times faster than the one in Python; not every machine has it.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_folder(folder: Path) -> tuple[list[SourceFile], set[str], list[Problem]]:
    """(Markdown files, paths of all other files, problems) of a content folder; of hidden ones only copies of stories."""
    sources: list[SourceFile] = []
    media: set[str] = set()
    problems: list[Problem] = []
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(directory, name).relative_to(folder).as_posix()
            if name.startswith("."):
                # A hidden copy of a story is told: git keeps it as it keeps any file.
                if path.startswith("guong/") and ".md" in name.lower():
                    media.add(path)
                continue
            if not name.endswith(".md"):
                media.add(path)
                continue
            try:
                source, found = read_source(path, Path(directory, name).read_bytes())
            except OSError:
                source, found = None, [Problem(CONTENT + path, 1, "tệp", "không đọc được tệp này", "cannot be read")]
            problems += found
            if source is not None:
                sources.append(source)
            else:
                media.add(path)
    if not (folder / "index.vi.md").exists():
        problems.append(
            Problem(f"{CONTENT}index.vi.md", 1, "tệp", "thiếu trang đầu, hãy thêm tệp này", "the home page is missing")
        )
    return sources, media, problems


def check_words(root: Path) -> list[Problem]:
    """What is wrong with the files of words: YAML, and keys that one language has and the other has not."""
    problems: list[Problem] = []
    keys: dict[str, set[str]] = {}
    for language in LANGUAGES:
        path = f"{LOCALES}/{language}.yml"
        try:
            tree = yaml.load((root / path).read_text(encoding="utf-8-sig"), Loader=_SafeLoader)  # noqa: S506
            keys[language] = set(flatten(tree))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            problems.append(Problem(path, line, "tệp", "không đọc được lời của giao diện", "the words cannot be read"))
    for language, found in keys.items():
        for key in sorted(set().union(*keys.values()) - found):
            path = f"{LOCALES}/{language}.yml"
            problems.append(Problem(path, 1, key, "thiếu, tệp ngôn ngữ kia có", "missing; the other language has it"))
    return problems


def read_words(root: Path) -> dict[str, UiStrings]:
    """The words of the interface by language, from ``overrides/locales``."""
    return {
        language: UiStrings(
            language,
            flatten(yaml.load((root / LOCALES / f"{language}.yml").read_text(encoding="utf-8"), Loader=_SafeLoader)),  # noqa: S506
        )
        for language in LANGUAGES
    }


class _ConfigLoader(_SafeLoader):  # type: ignore[misc]
    """Reads ``mkdocs.yml`` without carrying out its tags (``!ENV``, ``!!python/name``)."""


_ConfigLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def config_lines(path: Path) -> dict[str, int]:
    """The line of each setting of ``mkdocs.yml`` by its name, dots between levels; empty where it cannot be read."""
    lines: dict[str, int] = {}

    def walk(node: yaml.Node | None, inside: str) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                name = f"{inside}{key.value}"
                lines[name] = key.start_mark.line + 1
                walk(value, f"{name}.")

    try:
        walk(yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=_ConfigLoader), "")
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    return lines


def read_config(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """``mkdocs.yml`` as plain data; broken YAML is reported with its line."""
    try:
        config = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_ConfigLoader)  # noqa: S506 (a SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        return {}, [Problem(CONFIG, 1, "tệp", f"không đọc được ({shown(error)})", "cannot be read")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = shown(getattr(error, "problem", None) or error)
        return {}, [
            Problem(CONFIG, line, "tệp", "dòng này sai cú pháp YAML", f"YAML cannot read this line ({problem})")
        ]
    return (config if isinstance(config, dict) else {}), []
