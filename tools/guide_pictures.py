"""«make guide-pictures»: the pictures of the form in the guide for the clerk, taken from the real form on a phone.

A copy of the project is built with a host set, so that the form shows the button that opens its page. What the pictures say
is kept beside the golden files: ``tests/test_guide_pictures.py`` takes them again and tells when form and guide differ.
"""

from __future__ import annotations

import datetime
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "hooks")]

from browser import OPTIONS, find_browser  # noqa: E402
from conftest import copy_project  # noqa: E402
from screens import in_few_colours, save, wait_for_fonts  # noqa: E402
from web import serve  # noqa: E402

FOLDER = ROOT / "docs/viet-bai"
WORDS = ROOT / "tests/golden/guide-pictures.json"
LOCALES = {"vi": "vi-VN", "en": "en-GB"}
NOW = datetime.datetime(2023, 11, 16, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
# Wide enough for a phone, and as sharp as one.
WIDTH, HEIGHT, SCALE = 360, 800, 2

# Invented, like the sample stories.
STORY = {
    "name": "Nguyễn Thị Mẫu",
    "role": "Giáo viên Ngữ văn",
    "title": "Lớp đọc sách cuối tuần",
    "summary": "Sáng thứ bảy, cô Mẫu trải chiếu bên kệ sách và chờ. Buổi đầu chỉ có một em ghé vào trú mưa.",
    "body": "Buổi đọc đầu tiên chỉ có một em đến, mà em ấy đến để trú mưa.",
    "consent.ref": "00/MINHHOA",
}
# Left empty at first: one picture shows what the form says then.
CONSENT_DAY = ("consent.subject", "2023-11-01")

# The same name of a file each time.
_NO_CHANCE = "crypto.getRandomValues = numbers => numbers.fill(7); Math.random = () => 0.5;"


# Each phone has its own way to write a day that is not chosen yet.
_NO_DAY = "input[type=date]::-webkit-datetime-edit { opacity: 0 }"


@dataclass(frozen=True)
class Shot:
    """A part of the form: how it looks, and its words, line by line."""

    picture: Image.Image
    words: list[str]


@contextmanager
def served_form() -> Iterator[str]:
    """The address of a site whose form knows a host."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        config = (project.root / "mkdocs.yml").read_text(encoding="utf-8")
        example = "extra:\n  repository: {kind: github, url: 'https://github.com/ten-truong/thi-dua'}\n"
        (project.root / "mkdocs.yml").write_text(config.replace("extra:\n", example, 1), encoding="utf-8", newline="\n")
        result = project.build()
        if result.returncode:
            raise SystemExit(result.stderr)
        with serve(project.site) as home:
            yield home


def take(browser: Browser, home: str, language: str, harm: str = "") -> dict[str, Shot]:
    """All shots in one language, by their name in that of the file; ``harm`` is a script that changes the form before."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        device_scale_factor=SCALE,
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
        color_scheme="light",
        locale=LOCALES[language],
        timezone_id="Asia/Ho_Chi_Minh",
        bypass_csp=True,  # the form's own policy takes no style from outside, which _NO_DAY is
    )
    try:
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.add_init_script(_NO_CHANCE)
        page.route("**/thidua.css", wait_for_fonts)
        page.goto(f"{home}{'' if language == 'vi' else 'en/'}viet-bai/", wait_until="load")
        page.add_style_tag(content=_NO_DAY)
        page.evaluate("document.fonts.ready")
        if harm:
            page.evaluate(harm)
        return _filled(page)
    finally:
        context.close()


def _filled(page: Page) -> dict[str, Shot]:
    page.check("[name=subject][value=adult]")
    page.check("[name=movements] >> nth=0")
    for name, text in STORY.items():
        page.fill(f'[name="{name}"]', text)
    # The form says above all steps that it has kept the draft, which moves them down.
    page.locator("[data-td-kept]").wait_for()
    shots = {"nguoi": _shot(page, "[data-td-step=who]")}
    page.click("#td-bai button[type=submit]")
    page.locator("[data-td-faults] li").first.wait_for()
    shots["dong-y"] = _shot(page, "[data-td-step=consent]")
    page.fill(f'[name="{CONSENT_DAY[0]}"]', CONSENT_DAY[1])
    page.click("#td-bai button[type=submit]")
    page.locator("#td-gui").wait_for()
    shots["xem-thu"] = _shot(page, ".td-seen")
    shots["gui"] = _shot(page, "#td-gui")
    return shots


def _shot(page: Page, part: str) -> Shot:
    place = page.locator(part)
    # A mark of the focus is no part of the form.
    page.evaluate("document.activeElement.blur()")
    # Of the whole page: nothing is scrolled to while it is taken.
    where = place.evaluate(
        "part => { const b = part.getBoundingClientRect(); return [b.x, b.y + scrollY, b.width, b.height] }"
    )
    clip = dict(zip(("x", "y", "width", "height"), where, strict=True))
    data = page.screenshot(full_page=True, clip=clip, animations="disabled", caret="hide")  # type: ignore[arg-type]
    # What a closed list holds is not seen.
    unseen = {"", *place.locator("option:not(:checked)").all_inner_texts()}
    words = [" ".join(line.split()) for line in place.inner_text().splitlines()]
    return Shot(in_few_colours(Image.open(BytesIO(data))), [line for line in words if line not in unseen])


def file_of(name: str, language: str) -> Path:
    """Where the picture of a shot is kept."""
    return FOLDER / f"bieu-mau-{name}-{language}.png"


def main() -> None:
    """Take all pictures anew and keep them, with their words."""
    words: dict[str, dict[str, list[str]]] = {}
    with served_form() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=OPTIONS)
        for language in LOCALES:
            shots = take(browser, home, language)
            words[language] = {name: shot.words for name, shot in shots.items()}
            for name, shot in shots.items():
                save(shot.picture, file_of(name, language))
                print(file_of(name, language).relative_to(ROOT).as_posix())
        browser.close()
    WORDS.write_text(json.dumps(words, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
