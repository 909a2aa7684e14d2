"""The built site as a browser meets it: served on this machine alone, with one page of every template to look at."""

from __future__ import annotations

import functools
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from builders import sample, story
from playwright.sync_api import Browser, Page, ViewportSize

TESTS = Path(__file__).parent
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
LANGUAGES = ("vi", "en")

# Two folders deep, so that a link counted from the root would fail.
BELOW = "truong/thi-dua/"

# One page of every template, by its address from the first page; «test_every_template_has_a_page» keeps this whole.
PAGES = {
    "home.html": "",
    "plans.html": "ke-hoach/",
    "plan.html": "ke-hoach/2023/",
    "documents.html": "ke-hoach/van-ban/",
    "movements.html": "phong-trao/",
    "movement.html": "phong-trao/day-tot-hoc-tot/",
    "coverage.html": "phong-trao/bang-theo-doi/",
    "stories.html": "guong/",
    "a_to_z.html": "guong/a-z/",
    "units.html": "guong/don-vi/",
    "story.html": "guong/2023/lop-doc-sach-cuoi-tuan/",
    "withdrawn.html": "guong/2023/bai-da-go/",
    "glossary.html": "thuat-ngu/",
    "places.html": "dia-danh/",
    "page.html": "gioi-thieu/",
    "write.html": "viet-bai/",
    "guide.html": "viet-bai/huong-dan/",
    "consent_form.html": "viet-bai/giay-dong-y/",
    "anniversaries.html": "ngay-le/",
    "search.html": "tim-kiem/",
}
# Not a page of a template of its own, yet unlike the others: in English it says that it is not translated yet.
UNTRANSLATED = "guong/2023/chua-dich/"
# The only page whose links count from the root of the server.
NOT_FOUND = "404.html"
# What other templates are built on.
FRAMES = {"main.html"}


def more_stories() -> dict[str, str]:
    """Path in docs/ → text: stories in states that the shipped content does not show."""
    sources = (
        story("bai-da-go", status="withdrawn"),
        sample("chua-dich", title="Bài chưa dịch", body="Một đoạn.\n\n## Một phần\n\nMột đoạn nữa."),
    )
    return {source.path: source.text for source in sources}


# What a careful host allows: no more than the site itself.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'self'"
)


class _Quiet(SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


class _Strict(_Quiet):
    policy = POLICY


@contextmanager
def serve(site: Path, below: str = BELOW, strict: bool = False) -> Iterator[str]:
    """The address at which a folder is served while the block runs; ``below`` are the folders above it, «» for none.

    ``strict``: under ``POLICY``.
    """
    with tempfile.TemporaryDirectory() as empty:
        root = site
        if below:
            root = Path(empty)
            (root / below).parent.mkdir(parents=True)
            (root / below.rstrip("/")).symlink_to(site)
        server = ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(_Strict if strict else _Quiet, directory=str(root))
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/{below}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join(5)


@dataclass(frozen=True)
class Gallery:
    """A served site with a page of every template; ``root`` is the same site with no folder above it."""

    address: str
    root: str

    def pages(self, *languages: str) -> Iterator[tuple[str, str]]:
        """(short name, full address) of one page of every template, in these languages."""
        for language in languages:
            prefix = "" if language == "vi" else f"{language}/"
            for path in (*PAGES.values(), UNTRANSLATED):
                yield prefix + path or "/", self.address + prefix + path
        if "vi" in languages:
            yield NOT_FOUND, self.root + NOT_FOUND


@contextmanager
def opened(browser: Browser, viewport: ViewportSize = PHONE, **options: object) -> Iterator[Page]:
    """A page of its own context, which moves nothing of itself: a look at it is a look at its rest."""
    context = browser.new_context(viewport=viewport, reduced_motion="reduce", **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def until(page: Page, condition: str) -> None:
    """Wait for a script to say yes. Playwright's own waiting evaluates a string in the page, which its policy forbids."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true in 10 s: {condition}")


def none_of(faults: Iterable[object]) -> None:
    """Fails with every fault on a line of its own: they are read by whoever mends them."""
    lines = [str(fault) for fault in faults]
    assert not lines, f"{len(lines)}:\n" + "\n".join(lines)


# What opens a panel in the head of a page.
OPENERS = "header button[popovertarget], header summary"

# A panel's opener → the panel.
_PANEL = """opener => opener.matches("summary")
  ? opener.parentElement : document.getElementById(opener.getAttribute("popovertarget"))"""
_IS_OPEN = """opener => opener.matches("summary") ? opener.parentElement.open
  : document.getElementById(opener.getAttribute("popovertarget")).matches(":popover-open")"""


@dataclass(frozen=True)
class Opener:
    """A control in the head that opens a panel: a button with a popover, or a summary."""

    page: Page
    index: int

    @property
    def control(self):
        return self.page.locator(OPENERS).nth(self.index)

    @property
    def panel(self):
        return self.control.evaluate_handle(_PANEL).as_element()

    @property
    def is_open(self) -> bool:
        return bool(self.control.evaluate(_IS_OPEN))

    @property
    def has_focus(self) -> bool:
        return bool(self.control.evaluate("control => control === document.activeElement"))

    def __str__(self) -> str:
        return self.control.get_attribute("aria-label") or self.control.inner_text().strip()


def openers(page: Page) -> list[Opener]:
    """Those that a reader sees."""
    count = page.locator(OPENERS).count()
    return [opener for opener in (Opener(page, index) for index in range(count)) if opener.control.is_visible()]
