"""«make editor»: the editor's page, its configuration and the rules for its server, beside what npm has bound.

The school's settings (mkdocs.yml) and movements (docs/) go in; nothing else does, so that the same content gives the same
bytes. The folder is then put on an origin of its own; see editor/README.md.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from thidua.building import build_library  # noqa: E402
from thidua.content_folder import config_lines, read_config, read_folder, read_words  # noqa: E402
from thidua.editor_config import editor_facts, hosts  # noqa: E402
from thidua.languages import VIETNAMESE  # noqa: E402
from thidua.schema import story_schema  # noqa: E402
from thidua.settings import Editor, Repository, Settings, read_settings  # noqa: E402

PAGES = ROOT / "editor/public"

# Where nobody has set them yet: enough to look at the editor, not to write with it.
EXAMPLE = Repository("github", "https://github.com/truong-mau/thi-dua")
EXAMPLE_EDITOR = Editor("https://soan-bai.truong-mau.example/")

NO_SCRIPT = "Trang soạn bài cần JavaScript. / The editor needs JavaScript."


def policy(repository: Repository) -> str:
    """The page's rules for its browser: scripts of its own alone, and no server but the one that keeps the stories."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            f"connect-src 'self' data: blob: {' '.join(hosts(repository))}",
            "manifest-src 'self' data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def facts_of(root: Path, settings: Settings, site_url: str) -> dict[str, Any]:
    """What the editor's page reads at its start, from the school's content."""
    sources, media, *_ = read_folder(root / "docs")
    # Which consents have expired matters to stories only; the editor is given none.
    library, _ = build_library(sources, media, settings, datetime.date.min)
    schema = story_schema(settings, library.movements, read_words(root)[VIETNAMESE])
    return editor_facts(schema, settings, site_url, VIETNAMESE)


def make_editor(root: Path, out: Path, settings: Settings, site_url: str) -> None:
    """Write the page, the configuration and the files for its server into ``out``."""
    facts = facts_of(root, settings, site_url)
    assert settings.repository is not None
    values = {
        "policy": policy(settings.repository),
        "language": facts["language"],
        "title": facts["config"]["app_title"],
        "no_script": NO_SCRIPT,
    }
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(PAGES.iterdir()):
        environment = Environment(
            autoescape=path.suffix == ".html", undefined=StrictUndefined, keep_trailing_newline=True
        )
        text = environment.from_string(path.read_text(encoding="utf-8")).render(values)
        (out / path.name).write_text(text, encoding="utf-8", newline="\n")
    text = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
    (out / "cau-hinh.json").write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """The command line; 1 where mkdocs.yml cannot be used."""
    parser = argparse.ArgumentParser(description="Ghi trang soạn bài / write the editor's page")
    parser.add_argument("--root", type=Path, default=ROOT, help="thư mục dự án / the project folder")
    parser.add_argument("--out", type=Path, default=ROOT / "editor/dist")
    arguments = parser.parse_args()
    config, problems = read_config(arguments.root / "mkdocs.yml")
    if not problems:  # the address of the public site may stand in the environment, which only MkDocs' own reader asks
        with (arguments.root / "mkdocs.yml").open(encoding="utf-8-sig") as file:
            config["site_url"] = yaml_load(file).get("site_url")
    settings, found = read_settings(config, config_lines(arguments.root / "mkdocs.yml"))
    if problems + found:
        print(*problems, *found, sep="\n", file=sys.stderr)
        return 1
    if settings.editor is None:
        print(
            "mkdocs.yml chưa có extra.repository và extra.editor: đây chỉ là bản xem thử, chưa gửi bài được"
            " / no extra.repository and extra.editor in mkdocs.yml: a preview, which cannot send"
        )
        settings = dataclasses.replace(settings, repository=settings.repository or EXAMPLE, editor=EXAMPLE_EDITOR)
    make_editor(arguments.root, arguments.out, settings, str(config.get("site_url") or ""))
    print(f"{arguments.out}/index.html")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
