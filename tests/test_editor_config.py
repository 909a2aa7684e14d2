"""The configuration of the editor: everything that the schema says, in the editor's terms, and where it writes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from builders import SETTINGS, content, library_of
from conftest import ROOT
from thidua.content_folder import read_words
from thidua.editor_config import editor_facts, hosts
from thidua.languages import LANGUAGES
from thidua.schema import story_schema
from thidua.settings import Editor, Repository, Settings
from thidua.story_fields import BODY, ENGLISH_FIELDS, FIELDS

EDITOR = Editor("https://soan-bai.truong-mau.example/")
GITHUB = Repository("github", "https://github.com/truong-mau/thi-dua")
WORDS = read_words(ROOT)


def facts_for(repository: Repository = GITHUB, editor: Editor = EDITOR, language: str = "vi") -> dict[str, Any]:
    settings = dataclasses.replace(SETTINGS, repository=repository, editor=editor)
    library, problems = library_of(content())
    assert problems == []
    schema = story_schema(settings, library.movements, WORDS[language])
    return editor_facts(schema, settings, "https://thi-dua.truong-mau.example/", language)


def backend_for(kind: str, url: str, **editor: str) -> dict[str, Any]:
    backend: dict[str, Any] = facts_for(Repository(kind, url), dataclasses.replace(EDITOR, **editor))["config"][
        "backend"
    ]
    return backend


def pairs(fields: Any, shown: Any) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each field of the schema with the editor's, parts included; the names must be the same in the same order."""
    assert [item["name"] for item in fields] == [item["name"] for item in shown]
    for item, field in zip(fields, shown, strict=True):
        yield item, field
        yield from pairs(item["parts"], field.get("fields", []))


def story_fields(facts: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    (stories,) = facts["config"]["collections"]
    return list(pairs(facts["schema"]["fields"], stories["fields"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_the_schema_is_in_the_editor_as_the_schema_has_it(language: str) -> None:
    found = story_fields(facts_for(language=language))
    parts = sum(len(item.parts) for item in FIELDS)
    assert len(found) == len(FIELDS) + 1 + parts
    for item, field in found:
        name = item["name"]
        assert field["label"] == item["label"] != "", name
        assert field.get("hint", "") == item["hint"], name
        assert field.get("maxlength") == item["limit"], name
        assert field.get("i18n", False) == item["translated"], name
        assert [option["value"] for option in field.get("options", [])] == [one["value"] for one in item["choices"]]
        assert [option["label"] for option in field.get("options", [])] == [one["label"] for one in item["choices"]]
        if item["kind"] != "part":
            assert bool(field["required"]) == item["required"], name


def test_only_words_are_translated_and_english_may_wait() -> None:
    facts = facts_for()
    translated = {item["name"]: field for item, field in story_fields(facts) if field.get("i18n")}
    assert set(translated) == {item.name for item in ENGLISH_FIELDS} | {BODY.name}
    assert {name for name, field in translated.items() if field["required"]} == {"title", "summary", "role", "body"}
    assert all(field["required"] in (["vi"], False) for field in translated.values())
    assert facts["config"]["i18n"]["initial_locales"] == "default"


def test_movements_units_and_awards_are_the_schools_own() -> None:
    options = {item["name"]: field.get("options") for item, field in story_fields(facts_for())}
    assert options["movements"] == [{"label": "Dạy tốt – Học tốt", "value": "day-tot-hoc-tot"}]
    assert options["unit"] == [
        {"label": "Tổ Ngữ văn", "value": "to-ngu-van"},
        {"label": "Khối 6", "value": "khoi-6"},
    ]
    assert {"label": "Giấy khen", "value": "giay-khen"} in options["type"]


def test_stories_go_to_their_folder_under_a_name_of_their_own_with_pictures_beside_them() -> None:
    config = facts_for()["config"]
    (stories,) = config["collections"]
    assert (stories["folder"], stories["path"]) == ("docs/guong", "{{fields.year}}/{{slug}}")
    assert stories["slug"]["template"].endswith("-{{uuid_shorter}}")
    assert config["slug"] == {"encoding": "ascii", "clean_accents": True, "timezone": "local"}
    assert stories["media_folder"] == "/docs/guong/{{dirname}}"
    assert (stories["delete"], stories["publish"]) == (False, False)


def test_on_github_a_login_takes_a_token_or_the_schools_own_small_server() -> None:
    assert backend_for("github", GITHUB.url) == {
        "name": "github",
        "repo": "truong-mau/thi-dua",
        "branch": "main",
        "commit_messages": backend_for("github", GITHUB.url)["commit_messages"],
        "auth_methods": ["token"],
    }
    proxied = backend_for("github", GITHUB.url, proxy="https://dang-nhap.truong-mau.example")
    assert (proxied["base_url"], proxied["auth_methods"]) == (
        "https://dang-nhap.truong-mau.example",
        ["oauth", "token"],
    )
    own = backend_for("github", "https://git.truong-mau.example/truong/thi-dua")
    assert own["api_root"] == "https://git.truong-mau.example/api/v3"
    assert own["graphql_api_root"] == "https://git.truong-mau.example/api/graphql"


def test_on_gitlab_and_forgejo_a_login_needs_no_server() -> None:
    gitlab = backend_for("gitlab", "https://gitlab.com/so/truong/thi-dua", app_id="a1")
    assert (gitlab["name"], gitlab["repo"], gitlab["branch"]) == ("gitlab", "so/truong/thi-dua", "main")
    assert (gitlab["auth_type"], gitlab["app_id"], gitlab["auth_methods"]) == ("pkce", "a1", ["oauth", "token"])
    assert (gitlab["base_url"], gitlab["api_root"]) == ("https://gitlab.com", "https://gitlab.com/api/v4")
    forgejo = backend_for("forgejo", "https://codeberg.org/truong/thi-dua", app_id="a1", branch="bai-moi")
    assert (forgejo["name"], forgejo["api_root"]) == ("gitea", "https://codeberg.org/api/v1")
    assert forgejo["auth_methods"] == ["oauth", "token"]
    assert backend_for("gitlab", "https://gitlab.com/truong/thi-dua")["auth_methods"] == ["token"]


@pytest.mark.parametrize("kind", ["gitea", "forgejo"])
def test_where_the_editor_keeps_no_drafts_it_writes_into_a_branch_of_its_own(kind: str) -> None:
    facts = facts_for(Repository(kind, "https://codeberg.org/truong/thi-dua"), Editor(EDITOR.url, branch="bai-moi"))
    assert facts["config"]["publish_mode"] == "simple"
    assert facts["config"]["backend"]["branch"] == "bai-moi"
    assert facts["protected"] == "main"
    assert facts_for()["config"]["publish_mode"] == "editorial_workflow"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://github.com/truong/thi-dua", "https://api.github.com"),
        ("https://gitlab.com/truong/thi-dua", "https://gitlab.com"),
        ("https://git.truong.example:8443/a/b", "https://git.truong.example:8443"),
    ],
)
def test_the_page_may_reach_the_host_of_the_repository_alone(url: str, origin: str) -> None:
    assert hosts(Repository("github", url)) == (origin,)


def test_without_a_repository_or_an_editor_there_is_no_configuration() -> None:
    for settings in (Settings(), Settings(repository=GITHUB), Settings(editor=EDITOR)):
        with pytest.raises(ValueError, match=r"extra\.repository"):
            editor_facts({"fields": []}, settings, "", "vi")
