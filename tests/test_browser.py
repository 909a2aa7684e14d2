"""The shipped site in a real Chromium, served from a sub-folder of a server on this machine alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Project
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page
from site_files import site_at
from thidua.ordering import sort_key
from web import DESKTOP, PHONE, until

STORY = "guong/2023/lop-doc-sach-cuoi-tuan/"
PLAN = "ke-hoach/2023/"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def watch(page: Page, home: str) -> list[str]:
    """Collects what should never happen: console messages, errors, failed or foreign requests."""
    told: list[str] = []
    page.on("console", lambda message: told.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"error: {error}"))
    # Leaving a page drops what it is still loading in the background (its icon); that is no failure.
    page.on(
        "requestfailed",
        lambda request: None if request.failure == "net::ERR_ABORTED" else told.append(f"failed: {request.url}"),
    )
    page.on("request", lambda request: None if request.url.startswith(home) else told.append(f"foreign: {request.url}"))
    page.on("response", lambda answer: told.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
    return told


def contexts(browser: Browser) -> Iterator[BrowserContext]:
    for viewport, scheme in ((PHONE, "light"), (DESKTOP, "dark")):
        context = browser.new_context(viewport=viewport, color_scheme=scheme)
        yield context
        context.close()


def test_every_page_opens_quietly_and_fits_the_screen(browser: Browser, built: Project, address: str) -> None:
    wide = []
    for context in contexts(browser):
        page = context.new_page()
        told = watch(page, address)
        for path in site_at(built.site).pages:
            if path == "404.html":  # its links count from the root of the server
                continue
            page.goto(address + path, wait_until="load")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((path, context.pages[0].viewport_size))
        assert told == []
    assert wide == []


def test_a_parent_goes_from_home_to_movement_to_story_to_clause_and_back(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.get_by_role("link", name="Dạy tốt – Học tốt").tap()
    phone.wait_for_url("**/phong-trao/day-tot-hoc-tot/")
    phone.get_by_role("link", name="Lớp đọc sách cuối tuần").tap()
    phone.wait_for_url(f"**/{STORY}")
    assert phone.get_by_text("Bài minh hoạ – nhân vật không có thật").is_visible()
    phone.get_by_role("link", name="Mục I.1.a").tap()
    phone.wait_for_url(f"**/{PLAN}#i-1-a")
    assert phone.locator("#i-1-a").is_visible()
    phone.locator(".td-clause:has(#i-1-a)").get_by_role("link", name="Dạy tốt – Học tốt 3 bài").tap()
    phone.wait_for_url("**/phong-trao/day-tot-hoc-tot/")


@pytest.mark.parametrize(
    "path", ["", PLAN, STORY, "guong/a-z/", "guong/don-vi/to-ngu-van/", "phong-trao/bang-theo-doi/"]
)
def test_the_language_switch_goes_there_and_back(phone: Page, address: str, path: str) -> None:
    phone.goto(address + path)
    phone.get_by_role("link", name="English").tap()
    phone.wait_for_url(f"{address}en/{path}")
    assert phone.locator("html").get_attribute("lang") == "en"
    phone.get_by_role("link", name="Tiếng Việt").tap()
    phone.wait_for_url(address + path)
    assert phone.locator("html").get_attribute("lang") == "vi"


def test_the_language_switch_keeps_the_clause_and_the_query(phone: Page, address: str) -> None:
    phone.goto(f"{address}{PLAN}#ii-5")
    phone.get_by_role("link", name="English").tap()
    phone.wait_for_url(f"{address}en/{PLAN}#ii-5")
    phone.goto(f"{address}tim-kiem/?q=hoa")
    phone.get_by_role("link", name="English").tap()
    phone.wait_for_url(f"{address}en/tim-kiem/?q=hoa")


def test_a_permalink_can_be_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + PLAN)
    page.get_by_role("link", name="Liên kết: II.1", exact=True).click()
    page.get_by_role("status").get_by_text("Đã sao chép liên kết").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{PLAN}#ii-1"
    assert page.url == f"{address}{PLAN}#ii-1"
    context.close()


def is_dark(page: Page) -> bool:
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(int(part) for part in background[4:-1].split(",")) < 3 * 128


def test_light_and_dark_follow_the_system_until_the_reader_chooses(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    assert is_dark(page)
    page.get_by_role("button", name="Cỡ chữ và nền").click()
    page.get_by_role("radio", name="Sáng").check(force=True)
    assert not is_dark(page)
    page.goto(address + "en/guong/")
    assert not is_dark(page)
    page.get_by_role("button", name="Text size and background").click()
    assert page.get_by_role("radio", name="Light").is_checked()
    assert page.evaluate("Object.keys(localStorage)") == ["thidua.scheme"]
    assert context.cookies() == []
    context.close()


def test_without_script_dark_follows_the_system(browser: Browser, address: str) -> None:
    for scheme, dark in (("light", False), ("dark", True)):
        context = browser.new_context(java_script_enabled=False, color_scheme=scheme)
        page = context.new_page()
        page.goto(address)
        # Without script nothing can be computed in the page: its picture tells.
        colour = Image.open(io.BytesIO(page.screenshot())).convert("L").getpixel((2, 400))
        assert (colour < 128) is dark
        context.close()


@pytest.mark.parametrize(("choice", "factor"), [("Lớn", 1.15), ("Rất lớn", 1.35)])
def test_the_size_of_the_text_is_the_readers_choice(phone: Page, address: str, choice: str, factor: float) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.td-story__text p')).fontSize)"
    phone.goto(address + STORY)
    usual = phone.evaluate(size)
    assert usual >= 18
    phone.get_by_role("button", name="Danh mục").tap()
    phone.locator("#td-menu").get_by_role("button", name="Cỡ chữ và nền").tap()
    phone.get_by_role("radio", name=choice, exact=True).check(force=True)
    phone.reload()
    assert phone.evaluate(size) == pytest.approx(usual * factor, rel=0.01)
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_more_contrast_is_the_readers_choice(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Cỡ chữ và nền").click()
    page.get_by_role("radio", name="Cao", exact=True).check(force=True)
    page.goto(address + STORY)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()


PANELS = [("Danh mục", "#td-menu"), ("Mở ô tìm", "#td-search")]


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize(("name", "panel"), PANELS)
def test_panels_of_the_header_work_by_keyboard(phone: Page, address: str, name: str, panel: str, key: str) -> None:
    phone.goto(address)
    button = phone.get_by_role("button", name=name)
    button.focus()
    phone.keyboard.press(key)
    assert phone.locator(panel).is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    phone.keyboard.press("Tab")
    assert phone.evaluate(f"document.querySelector('{panel}').contains(document.activeElement)")
    phone.keyboard.press("Escape")
    assert not phone.locator(panel).is_visible()
    assert button.evaluate("element => element === document.activeElement")
    assert button.get_attribute("aria-expanded") == "false"


def test_the_search_box_of_the_header_leads_to_results(phone: Page, address: str) -> None:
    phone.goto(address + "en/" + STORY)
    phone.get_by_role("button", name="Open the search box").tap()
    until(phone, "document.activeElement.id === 'td-search-q'")
    phone.keyboard.type("hoa")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/en/tim-kiem/?q=hoa")


def test_a_story_can_be_passed_on(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script("navigator.share = data => { window.shared = data; return Promise.resolve(); }")
    page.goto(f"{address}{STORY}#x")
    page.get_by_role("button", name="Chia sẻ").click()
    assert page.evaluate("shared") == {"title": "Lớp đọc sách cuối tuần", "url": address + STORY}
    page.get_by_role("button", name="Sao chép liên kết").click()
    page.get_by_text("Đã sao chép liên kết").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address + STORY
    context.close()


def test_the_contents_of_the_plan_follow_the_reader(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}{PLAN}#iii-1-b")
    current = page.locator("#td-muc-luc [aria-current]")
    current.wait_for()
    assert current.text_content() == "1. Các giải pháp"
    page.evaluate("document.getElementById('i-2').scrollIntoView()")
    until(page, "document.querySelector('#td-muc-luc [aria-current]').hash === '#i-2'")
    context.close()


def test_on_a_phone_the_contents_of_the_plan_open_from_below(phone: Page, address: str) -> None:
    phone.goto(address + PLAN)
    phone.get_by_role("button", name="Mục lục").tap()
    phone.locator("#td-muc-luc").get_by_role("link", name="2. Tổ chức thực hiện").tap()
    phone.wait_for_url("**#iii-2")
    assert not phone.locator("#td-muc-luc").is_visible()


def test_a_note_of_the_plan_opens_where_it_stands(phone: Page, address: str) -> None:
    phone.goto(address + PLAN)
    note = phone.get_by_role("button", name="Chú thích 8", exact=True).first
    note.tap()
    dialog = phone.get_by_role("dialog", name="Chú thích 8")
    assert dialog.is_visible()
    assert dialog.text_content() == phone.locator("#ghi-chu-8 .td-note__text").text_content()
    phone.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert note.evaluate("element => element === document.activeElement")


def test_without_script_one_can_read_go_about_and_switch(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Danh mục").click()
    page.locator("#td-menu").get_by_role("link", name="Gương").click()
    page.get_by_text("Lọc bài").click()
    page.get_by_role("link", name="Học sinh", exact=False).first.click()
    page.wait_for_url("**/guong/doi-tuong/hoc-sinh/")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/guong/doi-tuong/hoc-sinh/")
    context.close()


def shown(page: Page) -> list[str]:
    return page.locator(".td-cards .td-card:visible h2").all_text_contents()


def test_filters_combine_and_stand_in_the_address(phone: Page, address: str) -> None:
    phone.goto(f"{address}guong/")
    every = shown(phone)
    phone.get_by_text("Lọc bài").tap()
    phone.get_by_role("link", name="2023").tap()
    phone.get_by_role("link", name="Thầy cô, nhân viên").tap()
    assert phone.url == f"{address}guong/?nam=2023&doi-tuong=adult"
    some = shown(phone)
    assert set(some) < set(every)
    assert phone.locator("[data-td-shown]").text_content() == f"Đang hiện {len(some)} bài: 2023 · Thầy cô, nhân viên"
    phone.reload()
    assert shown(phone) == some
    phone.get_by_role("link", name="English").tap()
    phone.wait_for_url(f"{address}en/guong/?nam=2023&doi-tuong=adult")
    assert len(shown(phone)) == len(some)
    phone.get_by_role("button", name="Clear the filter").tap()
    assert phone.url == f"{address}en/guong/"
    assert len(shown(phone)) == len(every)


def test_a_filter_on_the_list_of_a_year_leads_to_both(phone: Page, address: str) -> None:
    phone.goto(f"{address}guong/2023/")
    phone.get_by_text("Lọc bài").tap()
    phone.get_by_role("link", name="Học sinh", exact=False).tap()
    phone.wait_for_url(f"{address}guong/?nam=2023&doi-tuong=pupil")
    assert shown(phone) == ["Chiếc ví của bà bán vé số"]


@pytest.mark.parametrize(
    ("today", "day"), [("2026-11-02", "20 tháng 11"), ("2026-11-20", "20 tháng 11"), ("2026-12-23", "09 tháng 01")]
)
def test_the_next_anniversary_is_that_of_the_readers_clock(phone: Page, address: str, today: str, day: str) -> None:
    phone.clock.set_fixed_time(f"{today}T08:00:00")
    phone.goto(address)
    days = phone.locator("[data-td-anniversaries] > li:visible")
    assert days.count() == 1
    assert day in (days.text_content() or "")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_term_is_explained_where_it_stands_by_keyboard(phone: Page, address: str, key: str) -> None:
    phone.goto(address + PLAN)
    term = phone.locator("a.td-term").first
    term.focus()
    phone.keyboard.press(key)
    gloss = phone.get_by_role("dialog", name=term.text_content() or "", exact=True)
    assert gloss.is_visible()
    assert phone.url == address + PLAN
    phone.keyboard.press("Tab")
    assert gloss.get_by_role("link", name="Mở bảng từ ngữ").evaluate("link => link === document.activeElement")
    phone.keyboard.press("Escape")
    assert not gloss.is_visible()
    assert term.evaluate("element => element === document.activeElement")


def test_a_term_is_explained_by_touch_and_by_the_mouse(browser: Browser, phone: Page, address: str) -> None:
    phone.goto(address + PLAN)
    phone.locator("a.td-term").nth(2).tap()
    gloss = phone.locator("#td-gloss")
    box = gloss.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
    phone.touchscreen.tap(5, 5)
    assert not gloss.is_visible()
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(address + "en/" + PLAN)
    page.locator("a.td-term").first.hover()
    assert page.locator("#td-gloss").is_visible()
    page.mouse.move(2, 2)
    page.locator("#td-gloss").wait_for(state="hidden")
    context.close()


def test_without_script_a_term_leads_to_its_explanation(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PLAN)
    page.locator("a.td-term[href*=thuat-ngu]").first.click()
    page.wait_for_url("**/thuat-ngu/#*")
    context.close()


def test_paper_shows_the_plan_without_our_tools(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(address + PLAN)
    assert page.locator(".td-clause__tools").first.is_visible()
    page.emulate_media(media="print")
    for ours in (".td-clause__tools", ".td-header", ".td-footer", ".td-plan__contents"):
        assert not page.locator(ours).first.is_visible(), ours
    assert page.locator("#i-1-a").is_visible()
    context.close()


def test_vietnamese_letters_come_from_our_own_font(phone: Page, address: str) -> None:
    phone.goto(address + PLAN)
    phone.evaluate("document.fonts.ready")
    loaded = phone.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + ' ' + f.weight)"
    )
    assert '"Be Vietnam Pro" 400' in loaded or "Be Vietnam Pro 400" in loaded
    assert phone.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'Ễộứđ')")


def test_our_order_is_that_of_the_browsers_vietnamese_collation(phone: Page, address: str, built: Project) -> None:
    """Our keys against ICU's, on every title and name that the site shows; tone placement is one style in both."""
    words = sorted(
        {
            tag.get_text(strip=True).replace("òa", "oà").replace("óa", "oá")
            for page in site_at(built.site).pages.values()
            if page.language == "vi"
            for tag in page.soup.select(".td-card__title a, .td-alphabet strong, dt")
        }
    )
    assert len(words) > 60
    phone.goto(address)
    theirs = phone.evaluate("words => words.sort(new Intl.Collator('vi').compare)", words)
    assert sorted(words, key=sort_key) == theirs


def test_the_site_opens_from_the_zip_without_a_server(browser: Browser, built: Project, tmp_path: Path) -> None:
    import zipfile

    result = built.run("tools/make_zip.py", "--site", str(built.site), "--out", str(tmp_path / "thi-dua.zip"))
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(tmp_path / "thi-dua.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    start = next((tmp_path / "unpacked").rglob("MO-TRANG-NAY.html"))
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    told = watch(page, "file://")
    page.goto(start.as_uri())
    page.wait_for_url("**/index.html")
    page.get_by_role("link", name="Dạy tốt – Học tốt").click()
    page.get_by_role("link", name="Lớp đọc sách cuối tuần").click()
    page.get_by_role("link", name="Mục I.1.a").click()
    page.wait_for_url("**/ke-hoach/2023/index.html#i-1-a")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/ke-hoach/2023/index.html#i-1-a")
    assert told == []
    context.close()
