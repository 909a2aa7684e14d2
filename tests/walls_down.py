"""Takes walls down, in a project of a test alone: its ``mkdocs.yml`` lists this file before the site's own hooks.

``WALLS_DOWN`` names them: «checks», «gate», «sanitizer», «escaping». ``HOSTILE_WORDS`` is a file of JSON, token → payload.

With «checks» down, files hold harmless tokens, and each is replaced by its payload in what was read of them: no check,
present or future, stands between a hostile text and the pages.
"""

import copy
import dataclasses
import json
import os
import re
import sys
from pathlib import Path

from thidua import allowed_html, building, page_gate, page_html
from thidua import mkdocs_bridge as bridge

_DOWN = os.environ.get("WALLS_DOWN", "").split()
_WORDS = json.loads(Path(os.environ["HOSTILE_WORDS"]).read_text(encoding="utf-8"))
_TOKEN = re.compile(r"hostile[0-9]{3}")


def _armed(value):
    """The same with each token replaced: texts, lists, mappings and what is made of fields, at any depth."""
    if isinstance(value, str):
        return _TOKEN.sub(lambda match: _WORDS[match[0]], value)
    if isinstance(value, dict):
        return {key: _armed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value)(_armed(item) for item in value)
    if dataclasses.is_dataclass(value):
        made = copy.copy(value)
        # What it has worked out of its old words is worked out anew.
        vars(made).clear()
        for field in dataclasses.fields(value):
            object.__setattr__(made, field.name, _armed(getattr(value, field.name)))
        return made
    return value


def _without_checks():
    read_contents, read_settings = building.read_contents, bridge.read_settings

    def contents(*given):
        read = read_contents(*given)
        assert not read.problems, "\n".join(map(str, read.problems))
        return _armed(read)

    def settings(*given):
        read, problems = read_settings(*given)
        assert not problems, problems[0]
        return _armed(read), []

    building.read_contents, bridge.read_settings = contents, settings
    # The labels of the menu come straight from the settings.
    menu = page_html.menu
    page_html.menu = lambda *given: _armed_menu(menu(*given))
    building.check_joins = building.check_files = lambda *given: None
    # What would stop a build at its end is told all the same.
    bridge.stop_if_refused = lambda config: print(*config.extra["thidua"].refused, sep="\n", file=sys.stderr)


def _without_escaping():
    prepare = bridge.prepare_templates

    def templates(env, config):
        env = prepare(env, config)
        env.autoescape = False
        return env

    bridge.prepare_templates = templates


def _armed_menu(items):
    return tuple(
        dataclasses.replace(item, title=_armed(item.title), children=_armed_menu(item.children)) for item in items
    )


if "checks" in _DOWN:
    _without_checks()
if "gate" in _DOWN:
    page_gate.faults = lambda *given: []
if "sanitizer" in _DOWN:
    allowed_html.clean = lambda markup, *given: markup
if "escaping" in _DOWN:
    _without_escaping()
