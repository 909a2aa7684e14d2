"""The editor as the clerk meets it: log in, fill a story in, save, send it for review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from git_host import TOKEN
from playwright.sync_api import Locator, Page

LOG_IN = "Đăng nhập bằng mã truy cập"
SAVE = "Lưu"
RULES = "Content Security Policy"
# At its very first opening the editor now and then asks its memory for tips before that is there; nothing comes of it.
MEMORY = "on 'IDBDatabase'"
NEW = "#/collections/guong/new"


@dataclass
class EditorPage:
    """The editor in one page. ``strangers`` are requests to anybody but its own origin and the host of the repository."""

    page: Page
    address: str
    host: str
    strangers: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self._note_fault(str(error)))
        self.page.on("console", lambda message: self._note_fault(message.text) if RULES in message.text else None)

    def _note_fault(self, text: str) -> None:
        if MEMORY not in text:
            self.faults.append(text)

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, self.host, "data:", "blob:")):
            self.strangers.append(url)

    def log_in(self) -> None:
        self.page.goto(self.address)
        self.page.get_by_role("button", name=LOG_IN).click()
        dialog = self.page.get_by_role("alertdialog")
        dialog.get_by_role("textbox").fill(TOKEN)
        dialog.get_by_role("button", name="Đăng nhập").click()
        self.page.get_by_text("Bài viết", exact=True).first.wait_for()

    def go(self, place: str) -> None:
        """To one of the editor's own places, like ``NEW``."""
        self.page.goto(self.address + place)
        if place.startswith("#/collections/"):
            self.page.get_by_role("button", name=SAVE, exact=True).wait_for()

    def box(self, name: str, language: str = "vi") -> Locator:
        """A field by its name; fields further down are drawn only when they come into view, and so are their parts."""
        pane = self.page.locator(f'[data-locale="{language}"][data-mode="edit"]')
        place = pane.locator(f'section[data-key-path="{name}"]').first
        above = (
            self.box(name.partition(".")[0], language) if "." in name else pane.locator("section[data-key-path]").last
        )
        for _ in range(100):
            if place.count():
                break
            above.evaluate("field => field.scrollIntoView()")
            self.page.wait_for_timeout(100)
        place.evaluate("field => field.scrollIntoView({ block: 'center' })")
        place.locator("input, textarea, button, [role=textbox]").first.wait_for(state="attached")
        return place

    def fill(self, values: Mapping[str, Any], language: str = "vi") -> None:
        """Each value by the name of its field; parts of fields as ``consent.subject``."""
        for name, value in values.items():
            box = self.box(name, language)
            kind = box.get_attribute("data-field-type")
            if name == "photo":
                box.locator("input[type=file]").first.set_input_files(value)
                box.locator("img").first.wait_for()
            elif kind == "richtext":
                text = box.locator("[contenteditable=true]")
                text.click()
                self.page.keyboard.insert_text(value)
            elif kind == "select":
                for one in [value] if isinstance(value, str) else value:
                    self._choose(box, one)
            elif kind == "boolean":
                box.get_by_role("switch").click()
            else:
                box.locator("input, textarea").last.fill(value)

    def _choose(self, box: Locator, label: str) -> None:
        radio = box.get_by_role("radio", name=label)
        if radio.count():
            radio.click()
            return
        box.get_by_role("combobox").click()
        self.page.get_by_role("option", name=label, exact=True).click()
        if self.page.get_by_role("option").count():
            self.page.keyboard.press("Escape")

    def turn_english_on(self) -> None:
        self.page.get_by_role("button", name="Bật").click()

    def save(self) -> None:
        self.page.get_by_role("button", name=SAVE, exact=True).click()

    def refusal(self) -> str:
        """What the clerk is told when a story is not saved; the box is closed."""
        dialog = self.page.get_by_role("alertdialog")
        dialog.wait_for()
        text = dialog.locator(".error").inner_text()
        dialog.get_by_role("button").last.click()
        dialog.wait_for(state="hidden")
        return text

    def answer(self, words: str) -> None:
        """Answer the question that follows a save: «Gửi duyệt» or «Để sau»."""
        button = self.page.get_by_role("alertdialog").get_by_role("button", name=words)
        button.click()
        button.wait_for(state="hidden")

    def wait_until_done(self) -> None:
        """After a save the editor goes back to its list."""
        self.page.wait_for_url("**/#/collections/guong")


def photo(folder: Path) -> Path:
    """A picture as a phone takes it: large, and with the place where it was taken."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif[0x8825] = {1: "N", 2: (10.0, 52.0, 0.0), 3: "E", 4: (105.0, 28.0, 0.0)}
    path = folder / "Ảnh lớp đọc sách.jpg"
    Image.linear_gradient("L").resize((3000, 2000)).convert("RGB").save(path, exif=exif)
    return path
