"""A reader who uses all that the site offers, while everything that should never happen is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page
from test_write_page import fill_in, photo, saved, submit

STORY = "guong/2023/lop-doc-sach-cuoi-tuan/"
# What a browser may keep: the reader's own choices, and a draft that nobody has sent.
KEPT = {"thidua.scheme", "thidua.contrast", "thidua.size", "thidua.keys", "td-bai"}

# In every page before its own scripts: what its policy refuses, and every way out of a page that no page of ours takes.
_LISTEN = """(() => {
  const tell = console.error;
  document.addEventListener("securitypolicyviolation", event =>
    tell(`violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  for (const name of ["WebSocket", "EventSource", "RTCPeerConnection", "Worker", "SharedWorker", "XMLHttpRequest",
      "BroadcastChannel", "WebTransport"])
    if (window[name]) window[name] = new Proxy(window[name], {
      construct(target, given) { tell(`reached: ${name}`); return new target(...given); },
    });
  const on = (object, name) => {
    if (!object || !object[name]) return;
    const old = object[name];
    object[name] = function (...given) { tell(`reached: ${name}`); return old.apply(this, given); };
  };
  on(Navigator.prototype, "sendBeacon");
  on(window, "fetch");
  if (window.ServiceWorkerContainer) on(ServiceWorkerContainer.prototype, "register");
  on(IDBFactory.prototype, "open");
  if (window.CacheStorage) on(CacheStorage.prototype, "open");
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie", {
    get() { tell("reached: cookie"); return cookie.get.call(this); },
    set(value) { tell("reached: cookie"); cookie.set.call(this, value); },
  });
  navigator.share = () => Promise.resolve();
})();"""

# The keys of all that a page may have kept, by kind.
_STORED = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(one => one.name),
  caches: window.caches ? await caches.keys() : [],
  workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""


@dataclass
class Reader:
    """A reader of the site at ``home``; ``told`` is all that should never happen, with the page on which it did.

    ``also`` are addresses where the same site is served once more.
    """

    context: BrowserContext
    home: str
    also: tuple[str, ...] = ()
    told: list[str] = field(default_factory=list)
    _page: Page | None = None

    def start(self) -> Page:
        own = ("/".join(self.home.split("/", 3)[:3]) + "/", *self.also, "data:", "blob:")
        self.context.add_init_script(_LISTEN)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.context.set_default_timeout(15_000)
        self.context.on("console", lambda message: self._tell(f"console: {message.text}"))
        self.context.on("weberror", lambda error: self._tell(f"error: {error.error}"))
        self.context.on("dialog", lambda dialog: dialog.accept())
        self.context.on(
            "request",
            lambda request: None if request.url.startswith(own) else self._tell(f"asked elsewhere: {request.url}"),
        )
        self._page = self.context.new_page()
        return self._page

    def _tell(self, words: str) -> None:
        where = self._page.url.removeprefix(self.home) if self._page else ""
        self.told.append(f"{where}: {words}")

    @property
    def page(self) -> Page:
        assert self._page is not None
        return self._page

    def go(self, path: str) -> None:
        self.page.goto(self.home + path, wait_until="load")

    def stored(self) -> list[str]:
        """What the browser keeps besides what it may, and every cookie."""
        found = self.page.evaluate(_STORED)
        keys = [key for key in found.pop("local") if key not in KEPT]
        cookies = [str(cookie) for cookie in self.context.cookies()]
        return [f"{name}: {value}" for name, value in [("local", keys), *found.items(), ("cookies", cookies)] if value]

    # What readers do

    def search(self, prefix: str) -> None:
        """Suggestions of the first page and of the header, the page of results, its filters and its end."""
        self.go(prefix)
        self.page.locator("#td-home-q").press_sequentially("hoc sinh")
        self.page.locator(".td-suggestions a").first.wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/tim-kiem/?q=*")
        self.page.locator("[data-td-results] a").first.wait_for()
        for filters in self.page.locator("details.td-filters:not([open]) > summary").all():
            filters.click()
        self.page.locator(".td-facet a:visible").first.click()
        self.page.locator("[data-td-chosen] a").first.wait_for()
        self.page.keyboard.press("Control+k")

    def share(self, prefix: str) -> None:
        """A story: passed on, copied, printed by its button; the other language and back."""
        self.go(prefix + STORY)
        for button in ("[data-td-share]", "[data-td-copy-page]", "[data-td-print]"):
            self.page.locator(f"{button}:visible").click()
        self.page.locator(".td-toast", has_text=" ").wait_for()
        self.page.locator("a.td-language:visible").first.click()
        self.page.wait_for_load_state("load")

    def choose(self, prefix: str) -> None:
        """Every size of text, contrast and background, kept and read again; the menu."""
        self.go(prefix)
        self.page.evaluate("document.querySelectorAll('[data-td-reading]').forEach(input => input.click())")
        self.page.reload()
        for button in self.page.locator("header button[popovertarget]:visible").all():
            button.click()
            self.page.keyboard.press("Escape")

    def ask(self, prefix: str) -> None:
        """Terms and notes of the plan, by mouse and by key; the copying of a clause's address."""
        self.go(f"{prefix}ke-hoach/2023/")
        for link in ("a.td-term", "a.td-noteref"):
            self.page.locator(link).first.hover()
            self.page.locator("#td-gloss").wait_for()
            self.page.locator(link).first.focus()
            self.page.keyboard.press("Enter")
            self.page.keyboard.press("Escape")
        self.page.locator("[data-td-copy]").first.click()

    def filter(self, prefix: str) -> None:
        """The filters of the list of stories."""
        self.go(f"{prefix}guong/")
        self.page.locator("[data-td-filters] summary").click()
        self.page.locator("[data-td-filters] a[data-td-group]:visible").first.click()
        self.page.locator("[data-td-clear]:visible").click()

    def write(self, prefix: str) -> None:
        """A story of both languages with a picture: previewed, saved as a zip, copied; with the network cut off."""
        self.go(f"{prefix}viet-bai/")
        self.page.wait_for_load_state("networkidle")
        self.context.set_offline(True)
        fill_in(self.page)
        self.page.set_input_files("[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
        self.page.locator(".td-photo img").wait_for()
        self.page.fill("[name=photo_alt]", "Ảnh")
        self.page.click("[data-td-step=english] summary")
        self.page.fill('[name="en.title"]', "A title")
        self.page.fill('[name="en.body"]', "A text.")
        self.page.click("[data-td-step=more] summary")
        self.page.click("[data-td-add]")
        submit(self.page)
        if not self.page.locator("[data-td-zip]:visible").count():  # the award that was added is asked for
            self.page.locator("[data-td-remove]").first.click()
            submit(self.page)
        assert len(saved(self.page)) == 3
        self.context.set_offline(False)

    def keep_and_forget(self, prefix: str) -> None:
        """The draft is there again, and can be thrown away."""
        self.go(f"{prefix}viet-bai/")
        assert self.page.input_value("[name=title]")
        self.page.click("[data-td-forget]")

    def print(self, prefix: str) -> None:
        """Pages as paper: by the browser's own menu."""
        for path in ("", STORY, "ke-hoach/2023/", "viet-bai/giay-dong-y/"):
            self.go(prefix + path)
            self.page.emulate_media(media="print")
            assert self.page.pdf()
            self.page.emulate_media(media="screen")


USES: tuple[Callable[[Reader, str], None], ...] = (
    Reader.search,
    Reader.share,
    Reader.choose,
    Reader.ask,
    Reader.filter,
    Reader.write,
    Reader.keep_and_forget,
    Reader.print,
)
