"""The policy and the headers: in one place, at least as strict as was asked for, and the same wherever they stand."""

from __future__ import annotations

import re

from conftest import ROOT, Project
from site_files import site_at
from thidua import page_policy
from thidua.page_policy import HEADERS, META_POLICY, POLICY, PREVIEW_POLICY, apache_lines, headers_file, nginx_lines

# What a page may load at the most.
MOST = {
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "form-action": {"'self'"},
    "default-src": {"'none'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}


def directives(policy: str) -> dict[str, set[str]]:
    return {name: set(sources) for name, *sources in (part.split() for part in policy.split(";"))}


def test_the_policy_allows_no_more_than_the_sites_own_files() -> None:
    assert directives(POLICY) == MOST
    assert directives(META_POLICY) == {name: MOST[name] for name in MOST if name != "frame-ancestors"}


def test_the_preview_alone_may_run_the_script_that_follows_edits() -> None:
    found = {name: sources - MOST[name] for name, sources in directives(PREVIEW_POLICY).items() if name in MOST}
    assert {name: sources for name, sources in found.items() if sources} == {"script-src": {"'unsafe-inline'"}}
    assert directives(PREVIEW_POLICY)["connect-src"] == {"'self'"}


def test_every_page_carries_the_policy_before_anything_is_loaded(built: Project) -> None:
    for page in site_at(built.site).pages.values():
        text = page.file.read_text(encoding="utf-8")
        place = text.index(f'<meta http-equiv="Content-Security-Policy" content="{META_POLICY}">')
        assert place < min(text.index("<script"), text.index("<link"), text.index("<body")), page.address
        assert text.count("http-equiv") == 1, page.address


def test_the_headers_stand_in_the_site_and_in_the_files_for_servers(built: Project) -> None:
    assert (built.site / page_policy.HEADERS_PATH).read_text(encoding="utf-8") == headers_file()
    for name, lines in (("nginx.conf", nginx_lines()), ("apache.conf", apache_lines())):
        file = (ROOT / "server" / name).read_text(encoding="utf-8")
        assert file.endswith(f"\n{lines}"), f"server/{name} is not what «make server» writes"
    for name in ("Strict-Transport-Security", "Referrer-Policy", "Permissions-Policy", "X-Content-Type-Options"):
        assert name in HEADERS


def test_each_header_is_one_line_that_servers_can_read() -> None:
    for name, value in HEADERS.items():
        assert re.fullmatch(r"[A-Za-z-]+", name)
        assert re.fullmatch(r"[\x20-\x7e]+", value)
        assert '"' not in value
        assert "\\" not in value
