"""The configuration of the editor in ``editor/``: the fields of a story in the terms of Sveltia CMS, and where it writes.

The schema says what a story is; here stands only how the editor shows it. Nothing is typed twice: labels, hints, limits
and choices are the schema's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from thidua.languages import LANGUAGES, VIETNAMESE
from thidua.settings import WITHOUT_DRAFTS, Editor, Repository, Settings

FOLDER = "docs/guong"
COLLECTION = "guong"
GITHUB = "https://github.com"

# A picture is drawn anew in the browser before it is sent: smaller, and without place, time or camera.
LONGEST_SIDE = 2000
LARGEST_FILE = 20_000_000

# How a kind of field is shown; parts and choices are added to it.
_WIDGETS: Mapping[str, Mapping[str, Any]] = {
    "text": {"widget": "string", "use_emoji_autocomplete": False},
    "long": {"widget": "text", "use_emoji_autocomplete": False},
    "date": {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"},
    "year": {"widget": "number", "value_type": "int", "min": 1000, "max": 2999},
    "truth": {"widget": "boolean", "default": False},
    "choice": {"widget": "select"},
    "choices": {"widget": "select", "multiple": True},
    "photo": {"widget": "image", "choose_url": False, "accept": "image/jpeg,image/png,image/webp"},
    # Required, though nothing in it is: else it hides behind a box to tick, and consent is what nobody may overlook.
    "part": {"widget": "object", "required": True},
    "parts": {"widget": "list", "allow_reorder": False},
    "body": {
        "widget": "richtext",
        "modes": ["rich_text"],
        "buttons": [
            "bold",
            "italic",
            "link",
            "heading-two",
            "heading-three",
            "quote",
            "bulleted-list",
            "numbered-list",
        ],
        "editor_components": [],
        "use_emoji_autocomplete": False,
    },
}

# (Vietnamese, English); the editor's own buttons have words of their own.
_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Soạn bài", "Write stories"),
    "stories": ("Bài viết", "Stories"),
    "story": ("Bài viết", "Story"),
    "about": (
        "Lưu là gửi bài và ảnh lên kho mã ngay, kể cả khi còn nháp. Chưa có giấy đồng ý thì chưa lưu.",
        "To save is to send text and picture to the repository at once, drafts too. No consent, no saving.",
    ),
    "english": ("tiếng Anh", "English"),
    "create": ("Thêm bài {{slug}}", "Add story {{slug}}"),
    "update": ("Sửa bài {{slug}}", "Edit story {{slug}}"),
    "delete": ("Bỏ bài {{slug}}", "Remove story {{slug}}"),
    "upload": ("Thêm tệp {{path}}", "Add file {{path}}"),
    "refused": (
        "Bài chưa được gửi đi đâu cả. Hãy ghi thêm hoặc sửa những chỗ này rồi lưu lại:",
        "Nothing was sent. Fill in or mend the following, then save again:",
    ),
    "blank": (
        "Bản tiếng Anh đang bật mà chưa có chữ nào: hãy viết, hoặc tắt tiếng Anh đi.",
        "English is turned on and has no words yet: write them, or turn English off.",
    ),
    "protected": (
        "Không ghi thẳng vào nhánh đã công bố được; ảnh hãy chọn ngay trong bài viết.",
        "Nothing is written into the published branch; choose pictures in the story itself.",
    ),
    "unchecked": (
        "Chỉ bài viết đã qua kiểm tra mới được gửi lên kho.",
        "Only a story that has passed the checks is sent to the repository.",
    ),
}


def editor_facts(schema: Mapping[str, Any], settings: Settings, site_url: str, language: str) -> dict[str, Any]:
    """All that the editor's page reads at its start; plain values, fit for JSON.

    ``config`` is what Sveltia CMS reads; ``schema`` the rules as the story form has them; ``words`` the few of our own;
    ``protected`` the branch into which nothing is ever written. ``settings`` must name a repository and an editor.
    """
    repository, editor = settings.repository, settings.editor
    if repository is None or editor is None:
        raise ValueError("no extra.repository or no extra.editor")
    words = _words(language)
    return {
        "language": language,
        "protected": repository.branch,
        "words": words,
        "schema": schema,
        "config": {
            "backend": _backend(repository, editor, words),
            "publish_mode": "editorial_workflow" if has_drafts(repository) else "simple",
            "app_title": f"{words['title']} – {settings.school[language]}",
            **({"site_url": site_url, "display_url": site_url} if site_url else {}),
            "show_preview_links": False,
            "media_folder": FOLDER,
            "public_folder": "/guong",
            "media_libraries": _pictures(),
            # The address of a story: no marks, no capitals; «đ» is a «d».
            "slug": {"encoding": "ascii", "clean_accents": True, "timezone": "local"},
            "output": {"omit_empty_optional_fields": True},
            "editor": {"preview": False},
            "i18n": {
                "structure": "multiple_files",
                "locales": list(LANGUAGES),
                "default_locale": VIETNAMESE,
                # English is turned on by whoever writes it: else each story would bring an empty file.
                "initial_locales": "default",
            },
            "collections": [_stories(schema, words)],
        },
    }


def has_drafts(repository: Repository) -> bool:
    """Whether the editor can keep a draft on a branch of its own there, and ask for review."""
    return repository.kind not in WITHOUT_DRAFTS


def hosts(repository: Repository) -> tuple[str, ...]:
    """The origins that the editor must reach, for the rules of its page; nothing else is ever asked."""
    origin = _origin(repository.url)
    return ("https://api.github.com",) if origin == GITHUB else (origin,)


def _words(language: str) -> dict[str, str]:
    place = LANGUAGES.index(language)
    return {key: words[place] for key, words in _WORDS.items()}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _backend(repository: Repository, editor: Editor, words: Mapping[str, str]) -> dict[str, Any]:
    origin = _origin(repository.url)
    found: dict[str, Any] = {
        # Forgejo speaks as Gitea does.
        "name": repository.kind if has_drafts(repository) else "gitea",
        "repo": urlsplit(repository.url).path.strip("/"),
        # Without drafts every save is a commit; it must not go where the site is built from.
        "branch": repository.branch if has_drafts(repository) else editor.branch,
        "commit_messages": {
            **{name: words[name] for name in ("create", "update", "delete")},
            "uploadMedia": words["upload"],
        },
    }
    ways = ["token"]
    if repository.kind == "github":
        if origin != GITHUB:
            found |= {"api_root": f"{origin}/api/v3", "graphql_api_root": f"{origin}/api/graphql"}
        if editor.proxy:
            found["base_url"] = editor.proxy
            ways.insert(0, "oauth")
    else:
        api = "api/v4" if repository.kind == "gitlab" else "api/v1"
        found |= {"base_url": origin, "api_root": f"{origin}/{api}"}
        if editor.app_id:
            found["app_id"] = editor.app_id
            ways.insert(0, "oauth")
        if repository.kind == "gitlab":
            found["auth_type"] = "pkce"
    return {**found, "auth_methods": ways}


def _pictures() -> dict[str, Any]:
    # Into JPEG (see editor/build.mjs); the site's build makes the newer formats.
    drawn_anew = {"quality": 88, "width": LONGEST_SIDE, "height": LONGEST_SIDE}
    options = {"max_file_size": LARGEST_FILE, "slugify_filename": True, "transformations": {"raster_image": drawn_anew}}
    return {"default": {"config": options}, "stock_assets": {"providers": []}}


def _stories(schema: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": COLLECTION,
        "label": words["stories"],
        "label_singular": words["story"],
        "description": words["about"],
        "icon": "article",
        "folder": FOLDER,
        "extension": "md",
        "format": "yaml-frontmatter",
        # The random part keeps two stories of one title from being one file, and one branch.
        "slug": {"template": "{{title | truncate(48, '')}}-{{uuid_shorter}}", "editable": False},
        "path": "{{fields.year}}/{{slug}}",
        # Beside the story, whatever its year. The editor then writes «./anh.jpg», of which editor/story.js leaves the name.
        "media_folder": f"/{FOLDER}/{{{{dirname}}}}",
        "public_folder": ".",
        "summary": "{{title}}",
        "sortable_fields": {
            "fields": ["date", "title", "name"],
            "default": {"field": "date", "direction": "descending"},
        },
        # A story that was published is withdrawn, not deleted; and whoever writes does not publish.
        "delete": False,
        "duplicate": False,
        "publish": False,
        "i18n": True,
        "fields": _fields(schema["fields"]),
    }


def _fields(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [_field(item) for item in items]


def _field(item: Mapping[str, Any]) -> dict[str, Any]:
    # Words in one language alone are asked for; the other may wait.
    required = [VIETNAMESE] if item["required"] and item["translated"] else item["required"]
    shown_as = _WIDGETS[item["kind"]]
    field: dict[str, Any] = {"name": item["name"], "label": item["label"], "required": required, **shown_as}
    if item["hint"]:
        field["hint"] = item["hint"]
    if item["limit"]:
        field["maxlength"] = item["limit"]
    if item["translated"]:
        field["i18n"] = True
    if item["choices"]:
        field["options"] = [{"label": choice["label"], "value": choice["value"]} for choice in item["choices"]]
    if item["parts"]:
        field["fields"] = _fields(item["parts"])
    return field
