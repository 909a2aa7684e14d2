"""The search as readers meet it: its page, the suggestions under the other boxes, by keyboard, in every state."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe import FORCED, scan, unsettled
from conftest import Project
from keyboard import load, walk
from playwright.sync_api import Browser, Page, Request, Route
from test_accessibility import CONTRAST, contrast_of
from test_browser import watch
from test_weight import sent
from web import DESKTOP, PHONE, none_of, opened, serve, until

PLAN = "ke-hoach/2023/"
LIST = "main ol[data-td-results]"
TITLES = f"{LIST} > li > h2 > a"
COUNT = "[data-td-count]"
NOTICE = "[data-td-notice]"
MORE = "[data-td-more]"
FAILED = ".td-failed"
SETTLED = "main ol[aria-busy=false]"
OPTIONS = "[role=option]"
HEADER = "#td-search-q"


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    with opened(browser, DESKTOP) as page:
        yield page


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with opened(browser, PHONE, has_touch=True, is_mobile=True) as page:
        yield page


def settle(page: Page) -> None:
    """Wait until all is found."""
    page.locator(SETTLED).wait_for(state="attached")


def search(page: Page, address: str, query: str, language: str = "vi") -> None:
    """Open the page of the search with a query (and more of an address) and wait for all it finds."""
    page.goto(f"{address}{'' if language == 'vi' else 'en/'}tim-kiem/?q={query}")
    settle(page)


def hold_back(page: Page, files: str) -> list[Route]:
    """Let no answer to a request for these files through until the test says so."""
    waiting: list[Route] = []

    def keep(route: Route) -> None:
        waiting.append(route)

    page.route(files, keep)
    return waiting


def titles(page: Page) -> list[str]:
    return [title.strip() for title in page.locator(TITLES).all_inner_texts()]


def query_of(page: Page) -> dict[str, list[str]]:
    """What stands in the address."""
    return parse_qs(urlsplit(page.url).query)


def has_focus(page: Page, selector: str, number: int = 0) -> bool:
    return bool(page.locator(selector).nth(number).evaluate("element => element === document.activeElement"))


# The page: what is found


@pytest.mark.parametrize(
    ("language", "query", "title", "marked", "count"),
    [
        (
            "vi",
            "doc sach cuoi tuan",
            "Lớp đọc sách cuối tuần",
            "đọc sách cuối tuần",
            "kết quả cho “doc sach cuoi tuan”",
        ),
        ("en", "Saturday reading", "The Saturday reading room", "Saturday reading", "for “Saturday reading”"),
    ],
)
def test_a_query_in_the_address_is_answered_in_a_list(
    desktop: Page, address: str, language: str, query: str, title: str, marked: str, count: str
) -> None:
    told = watch(desktop, address)
    search(desktop, address, query, language)
    assert desktop.locator("#q").input_value() == query
    first = desktop.locator(f"{LIST} > li").first
    link = first.locator("a")
    assert link.inner_text() == title
    assert "".join(link.locator("mark").all_inner_texts()) == marked
    kind = {"vi": "Gương tốt · 20", "en": "Story · 20"}[language]
    sample = {"vi": "Minh hoạ", "en": "Sample"}[language]
    facts = first.locator(".td-result__kind").inner_text()
    assert facts.startswith(kind) and facts.endswith(sample)
    assert count in desktop.get_by_role("status").filter(has_text="“").inner_text()
    assert desktop.title().startswith(f"{query} – ")
    link.click()
    desktop.wait_for_url("**/guong/20*/*/")
    assert told == []


def test_a_hit_in_the_plan_leads_to_the_clause(desktop: Page, address: str) -> None:
    search(desktop, address, "thực hành tiết kiệm, chống lãng phí&loai=clause")
    link = desktop.locator(TITLES).first
    assert f"{PLAN}#" in (link.get_attribute("href") or "")
    link.click()
    # A click does not wait until the next page is laid out; what never becomes visible fails here.
    desktop.locator(":target").wait_for(state="visible")


def test_lines_out_of_the_full_text_take_the_place_of_the_first_words(desktop: Page, address: str) -> None:
    search(desktop, address, "một cái ví&loai=story")
    assert desktop.locator(TITLES).count()
    desktop.locator(f"{LIST} .td-result__text mark").first.wait_for()


def test_what_is_not_in_the_language_of_the_page_says_so(desktop: Page, address: str) -> None:
    search(desktop, address, "Phạm Thị Hoà", "en")
    item = desktop.locator(f"{LIST} > li").first
    assert item.locator("a").get_attribute("lang") == "en"
    name = item.locator(".td-result__about [lang=vi]")
    assert "Phạm Thị Hoà" in "".join(name.all_inner_texts())


@pytest.mark.parametrize(
    ("language", "query", "notice", "count"),
    [
        ("vi", "phonng trao", "Không thấy “phonng trao”. Đây là kết quả cho “phong trào”.", "“phong trào”"),
        ("en", "emulatoin", "Nothing found for “emulatoin”. These are results for “emulation”.", "“emulation”"),
        (
            "vi",
            "thi ddua",
            "Không thấy “thi ddua”. Có lẽ bộ gõ tiếng Việt đang tắt; đây là kết quả cho “thi đua”.",
            "“thi đua”",
        ),
        (
            "vi",
            "emulation movement",
            "Bản tiếng Việt không có “emulation movement”. Đây là kết quả trong bản tiếng Anh.",
            "“emulation movement”",
        ),
        (
            "en",
            "nhà trường điện tử là gì",
            "The English edition has no “nhà trường điện tử là gì”. These results are from the Vietnamese edition.",
            "“nhà trường điện tử là gì”",
        ),
    ],
)
def test_another_reading_of_a_query_is_said(
    desktop: Page, address: str, language: str, query: str, notice: str, count: str
) -> None:
    search(desktop, address, query, language)
    assert desktop.locator(TITLES).count()
    # The count and the notice are told together.
    status = desktop.locator("[role=status]", has=desktop.locator(COUNT))
    # How a slip was meant the engine tells as it was typed, or with the marks of what it found.
    said = status.locator(NOTICE).inner_text().replace("phong trao", "phong trào")
    assert said == notice
    assert count in status.locator(COUNT).inner_text().replace("phong trao", "phong trào")
    desktop.locator("#q").fill("thi đua" if language == "vi" else "school")
    settle(desktop)
    assert not desktop.locator(NOTICE).is_visible()


def test_pages_with_most_of_the_words_are_said_to_have_only_most(desktop: Page, address: str) -> None:
    search(desktop, address, "đọc sách cuối tuần xyzzyqw")
    assert "Không nơi nào có đủ các chữ" in desktop.locator(NOTICE).inner_text()
    assert "Lớp đọc sách cuối tuần" in titles(desktop)


@pytest.mark.parametrize(
    ("language", "words", "help_"), [("vi", "Không tìm thấy “xyzzyqw”.", "Theo tên, A–Z"), ("en", "“xyzzyqw”", "A–Z")]
)
def test_where_nothing_is_found_other_ways_are_shown(
    desktop: Page, address: str, language: str, words: str, help_: str
) -> None:
    search(desktop, address, "xyzzyqw", language)
    assert words in desktop.locator(COUNT).inner_text()
    assert not desktop.locator(".td-finding").is_visible()
    desktop.locator(".td-none").get_by_role("link", name=help_).click()
    desktop.wait_for_url("**/guong/a-z/")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_example_of_what_can_be_found_finds_something(desktop: Page, address: str, language: str) -> None:
    start = f"{address}{'' if language == 'vi' else 'en/'}tim-kiem/"
    desktop.goto(start)
    links = desktop.locator(".td-start a.td-chip")
    assert links.count() == 6
    unmarked = {"vi": "(gõ không dấu)", "en": "(typed without marks)"}[language]
    [example] = desktop.locator(".td-start__kinds li li").filter(has_text=unmarked).all()
    assert example.locator("a").inner_text().isascii()
    for link in [str(link.get_attribute("href")) for link in links.all()]:
        desktop.goto(start + link)
        settle(desktop)
        assert desktop.locator(TITLES).count(), link
        assert not desktop.locator(NOTICE).is_visible(), link


def test_an_example_is_searched_without_leaving_the_page_and_back_leads_back(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}tim-kiem/")
    desktop.locator("#q").focus()  # brings the script
    until(desktop, "document.documentElement.getAttribute('data-td-search') === 'start'")
    desktop.evaluate("window.same = true")
    desktop.locator(".td-start a.td-chip").first.click()
    desktop.locator(TITLES).first.wait_for()
    assert desktop.evaluate("window.same")
    desktop.go_back()
    desktop.locator(".td-start").wait_for()
    assert desktop.locator("#q").input_value() == ""
    assert titles(desktop) == []


# Typing


def test_a_letter_is_answered_in_the_same_breath_and_in_full_after_a_pause(desktop: Page, address: str) -> None:
    search(desktop, address, "xe")
    at_once = desktop.evaluate("""() => {
      const box = document.getElementById("q"), list = document.querySelector("main ol");
      box.value = "sach";
      box.dispatchEvent(new InputEvent("input"));
      return [list.getAttribute("aria-busy"), [...list.querySelectorAll("h2 > a")].map(link => link.textContent)];
    }""")
    assert at_once[0] == "true"
    assert "Lớp đọc sách cuối tuần" in at_once[1]
    settle(desktop)
    assert query_of(desktop) == {"q": ["sach"]}


def test_lines_of_a_result_that_stays_stay_until_better_ones_come(desktop: Page, address: str) -> None:
    search(desktop, address, "đọc sách cuối")
    desktop.locator(f"{LIST} .td-result__text mark").first.wait_for()
    kept = desktop.evaluate("""() => {
      const box = document.getElementById("q"), list = document.querySelector("main ol");
      const lines = () => new Map([...list.children].map(item => [
        item.querySelector("a").href, item.querySelector(".td-result__text")]));
      const before = lines();
      box.value = "đọc sách cuối tu";
      box.dispatchEvent(new InputEvent("input"));
      return [...lines()].filter(([href]) => before.has(href)).map(([href, text]) => before.get(href) === text);
    }""")
    assert kept and all(kept)
    settle(desktop)
    until(desktop, "[...document.querySelectorAll('main ol mark')].some(mark => /tuần/i.test(mark.textContent))")


def test_results_are_headings_in_a_named_list(desktop: Page, address: str) -> None:
    search(desktop, address, "đọc sách")
    headings = desktop.get_by_role("list", name="Kết quả", exact=True).get_by_role("heading", level=2)
    assert [heading.strip() for heading in headings.all_inner_texts()] == titles(desktop)


def test_there_is_nothing_to_narrow_before_the_filters_are_known(desktop: Page, address: str) -> None:
    hold_back(desktop, "**/tim-sau.js")
    desktop.goto(f"{address}tim-kiem/?q=đọc sách")
    desktop.locator(TITLES).first.wait_for()
    assert not desktop.locator(".td-facets").is_visible()


def test_counts_are_told_once_a_query(desktop: Page, address: str) -> None:
    search(desktop, address, "xyzzyqw")
    desktop.evaluate("""() => {
      window.told = [];
      const status = document.querySelector("[data-td-count]").closest("[role=status]");
      new MutationObserver(() => told.push(status.innerText)).observe(
        status, {childList: true, characterData: true, subtree: true});
    }""")
    desktop.locator("#q").fill("")
    desktop.locator("#q").press_sequentially("sach", delay=20)
    settle(desktop)
    told = [words.strip() for words in desktop.evaluate("told") if words.strip()]
    assert len(told) == 1
    assert re.fullmatch(r"\d+ kết quả cho “sach”", told[0])


def test_a_late_answer_to_an_older_query_is_dropped(desktop: Page, address: str) -> None:
    search(desktop, address, "xyzzyqw")
    desktop.evaluate("""() => {
      const real = tdSearch.findAll;
      tdSearch.findAll = (query, ...more) => real(query, ...more).then(found => query === "bơi"
        ? new Promise(done => { window.late = () => done(found); }) : found);
    }""")
    desktop.locator("#q").fill("bơi")
    until(desktop, "Boolean(window.late)")
    desktop.locator("#q").fill("đọc sách cuối tuần")
    settle(desktop)
    found = titles(desktop)
    desktop.evaluate("late()")
    assert titles(desktop) == found
    assert "đọc sách cuối tuần" in desktop.locator(COUNT).inner_text()


def test_what_is_typed_while_the_scripts_are_on_their_way_is_not_lost(desktop: Page, address: str) -> None:
    waiting = hold_back(desktop, "**/tim-kiem.js")
    desktop.goto(f"{address}tim-kiem/")
    desktop.locator("#q").click()
    desktop.keyboard.type("doc sach cuoi")
    waiting[0].continue_()
    desktop.locator(TITLES).first.wait_for()
    desktop.keyboard.type(" tuan")
    settle(desktop)
    assert desktop.locator("#q").input_value() == "doc sach cuoi tuan"
    assert titles(desktop)[0] == "Lớp đọc sách cuối tuần"
    assert query_of(desktop) == {"q": ["doc sach cuoi tuan"]}


def test_ten_more_results_come_by_a_button_and_the_focus_goes_on_with_them(desktop: Page, address: str) -> None:
    search(desktop, address, "thi đua")
    first = titles(desktop)
    assert len(first) == 10
    more = desktop.locator(MORE)
    assert more.inner_text() == "Xem thêm 10 kết quả"
    more.focus()
    desktop.keyboard.press("Enter")
    assert titles(desktop)[:10] == first
    assert len(titles(desktop)) == 20
    assert has_focus(desktop, TITLES, 10)
    while more.is_visible():
        more.click()
    total = int(desktop.locator(COUNT).inner_text().split()[0])
    assert len(titles(desktop)) == total


# Filters, and what stands in the address


def choose(page: Page, facet: str, name: str) -> None:
    group = page.locator(f"#td-{facet}")
    if not group.evaluate("group => group.open"):
        group.locator("summary").click()
    group.get_by_role("link", name=name).click()
    settle(page)


def test_results_are_narrowed_and_the_address_tells_how(desktop: Page, address: str) -> None:
    search(desktop, address, "học sinh")
    every = titles(desktop)
    choose(desktop, "loai", "Gương tốt")
    link = desktop.locator("#td-loai [aria-current=true]")
    assert has_focus(desktop, "#td-loai [aria-current=true]")
    choose(desktop, "nam", "2023")
    assert query_of(desktop) == {"q": ["học sinh"], "loai": ["story"], "nam": ["2023"]}
    some = titles(desktop)
    total = desktop.locator(COUNT).inner_text().split()[0]
    assert link.locator(".td-count").inner_text() == total
    for facts in desktop.locator(".td-result__kind").all_inner_texts():
        assert facts.startswith("Gương tốt · 2023")
    chips = desktop.locator("[data-td-chosen] a")
    assert [chip.locator("span").first.inner_text() for chip in chips.all()] == ["Gương tốt", "2023"]
    by_name = desktop.get_by_role("list", name="Đang lọc theo").get_by_role("link", name="Bỏ lọc: ")
    assert [chip.get_attribute("aria-label") for chip in by_name.all()] == ["Bỏ lọc: Gương tốt", "Bỏ lọc: 2023"]
    assert desktop.locator("[data-td-chosen] [aria-current]").count() == 0
    desktop.reload()
    settle(desktop)
    assert titles(desktop) == some
    assert desktop.locator("#td-nam [aria-current=true]").is_visible()
    chips.nth(1).click()
    settle(desktop)
    assert query_of(desktop) == {"q": ["học sinh"], "loai": ["story"]}
    # The chip is gone; the focus is with the filters, where it can be set again.
    assert has_focus(desktop, ".td-facets > summary")
    desktop.go_back()
    settle(desktop)
    assert titles(desktop) == some
    desktop.go_back()
    desktop.go_back()
    settle(desktop)
    assert titles(desktop) == every
    assert chips.count() == 0


def test_counts_of_a_filter_are_those_of_the_results_under_the_other_filters(desktop: Page, address: str) -> None:
    search(desktop, address, "học sinh&loai=story")
    years = desktop.locator("#td-nam a")
    numbers = {
        str(year.locator("span").first.text_content()): int(year.locator(".td-count").text_content() or 0)
        for year in years.all()
    }
    assert sum(numbers.values()) == int(desktop.locator(COUNT).inner_text().split()[0])
    for year, number in numbers.items():
        search(desktop, address, f"học sinh&loai=story&nam={year}")
        assert desktop.locator(COUNT).inner_text().startswith(f"{number} kết quả")


def test_the_language_link_keeps_the_query_and_the_filters(desktop: Page, address: str) -> None:
    search(desktop, address, "xe")
    desktop.locator("#q").fill("Phạm Thị Hoà")
    settle(desktop)
    choose(desktop, "loai", "Gương tốt")
    desktop.get_by_role("link", name="English").click()
    desktop.wait_for_url("**/en/tim-kiem/?**")
    settle(desktop)
    assert query_of(desktop) == {"q": ["Phạm Thị Hoà"], "loai": ["story"]}
    assert desktop.locator("[data-td-chosen] a").inner_text().startswith("Story")


def test_what_a_shared_address_carries_besides_is_no_filter(desktop: Page, address: str) -> None:
    search(desktop, address, "đọc sách cuối tuần&fbclid=abc&zarsrc=31")
    assert "Lớp đọc sách cuối tuần" in titles(desktop)


def test_on_a_phone_the_filters_are_folded_and_their_choices_large(phone: Page, address: str) -> None:
    search(phone, address, "học sinh")
    assert phone.locator(TITLES).first.is_visible()
    assert not phone.locator("#td-loai a").first.is_visible()
    phone.get_by_text("Lọc kết quả").tap()
    phone.locator("#td-loai").get_by_role("link", name="Gương tốt").tap()
    settle(phone)
    # What was chosen shows itself; more can be chosen where the focus is.
    assert not phone.locator("#td-loai a").first.is_visible()
    assert has_focus(phone, ".td-facets > summary")
    phone.get_by_text("Lọc kết quả").tap()
    assert phone.locator("#td-loai [aria-current=true]").is_visible()
    load(phone)
    assert phone.evaluate("gate.small()") == []
    assert phone.evaluate("gate.wide()") == []


def test_enter_on_a_phone_puts_the_keyboard_away(phone: Page, address: str) -> None:
    phone.goto(f"{address}tim-kiem/")
    phone.locator("#q").tap()
    phone.keyboard.type("doc sach")
    phone.locator(TITLES).first.wait_for()
    phone.keyboard.press("Enter")
    settle(phone)
    assert not has_focus(phone, "#q")


def test_the_first_letter_on_a_phone_brings_the_box_to_the_top_and_the_next_move_nothing(
    phone: Page, address: str
) -> None:
    phone.goto(f"{address}tim-kiem/")
    phone.locator("#q").tap()
    until(phone, "document.documentElement.getAttribute('data-td-search') === 'start'")
    phone.keyboard.type("h")
    settle(phone)
    top = "document.querySelector('#td-form').getBoundingClientRect().top"
    assert 0 <= phone.evaluate(top) < 40
    phone.evaluate("scrollTo(0, 0)")
    phone.keyboard.type("o")
    settle(phone)
    assert phone.evaluate("scrollY") == 0


# Keyboard


def test_arrows_lead_from_the_box_through_the_results_and_back(desktop: Page, address: str) -> None:
    search(desktop, address, "thi đua")
    desktop.locator("#q").focus()
    desktop.keyboard.press("ArrowDown")
    assert has_focus(desktop, TITLES)
    desktop.keyboard.press("ArrowDown")
    assert has_focus(desktop, TITLES, 1)
    desktop.keyboard.press("ArrowUp")
    desktop.keyboard.press("ArrowUp")
    assert has_focus(desktop, "#q")
    desktop.locator(TITLES).nth(9).focus()
    desktop.keyboard.press("ArrowDown")
    assert has_focus(desktop, MORE)
    desktop.keyboard.press("Escape")
    assert has_focus(desktop, "#q")
    assert desktop.locator("#q").input_value() == "thi đua"
    desktop.keyboard.press("Escape")
    assert desktop.locator("#q").input_value() == ""
    assert desktop.locator(".td-start").is_visible()
    assert query_of(desktop) == {}


def test_the_focus_stays_on_a_result_when_the_rest_comes(desktop: Page, address: str) -> None:
    search(desktop, address, "xyzzyqw")
    desktop.locator("#q").focus()
    desktop.locator("#q").fill("đọc sách")
    desktop.keyboard.press("ArrowDown")
    held = desktop.evaluate("document.activeElement.href")
    assert desktop.locator(LIST).get_attribute("aria-busy") == "true"
    settle(desktop)
    assert desktop.evaluate("document.activeElement.href") == held


def test_capital_letters_do_not_keep_the_key_from_the_search(desktop: Page, address: str) -> None:
    desktop.goto(address + PLAN)
    desktop.evaluate("""() => document.body.dispatchEvent(
      new KeyboardEvent("keydown", {key: "K", ctrlKey: true, bubbles: true}))""")
    assert has_focus(desktop, HEADER)


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_the_search_of_the_header(desktop: Page, address: str, key: str) -> None:
    desktop.goto(address + PLAN)
    desktop.keyboard.press(key)
    desktop.keyboard.type("sach")
    assert has_focus(desktop, HEADER)
    assert desktop.locator(HEADER).input_value() == "sach"
    desktop.keyboard.press(key)
    assert desktop.locator("#td-search").is_visible()
    # What is written in a box is written there.
    assert desktop.locator(HEADER).input_value() == ("sach/" if key == "/" else "sach")


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_leads_to_the_box_of_the_search_page(desktop: Page, address: str, key: str) -> None:
    search(desktop, address, "thi đua")
    desktop.locator(TITLES).nth(3).focus()
    desktop.keyboard.press(key)
    assert has_focus(desktop, "#q")
    assert desktop.locator("#q").input_value() == "thi đua"


def test_the_single_key_can_be_switched_off_and_the_choice_is_remembered(desktop: Page, address: str) -> None:
    desktop.goto(address + PLAN)
    desktop.get_by_role("button", name="Cỡ chữ và nền").click()
    group = desktop.get_by_role("group", name="Phím “/” mở ô tìm")
    assert group.get_by_role("radio", name="Bật").is_checked()
    group.get_by_role("radio", name="Tắt").check(force=True)
    desktop.goto(f"{address}en/{PLAN}")
    desktop.keyboard.press("/")
    assert not desktop.locator("#td-search").is_visible()
    desktop.keyboard.press("Control+k")
    assert has_focus(desktop, HEADER)


# Suggestions


def suggest(page: Page, query: str, box: str = HEADER) -> None:
    """Type into a box and wait until its suggestions are complete."""
    if box == HEADER:
        page.locator("button[popovertarget=td-search]").first.click()
        page.locator(box).focus()
    else:
        page.locator(box).click()
    page.keyboard.type(query)
    page.locator(f"form:has({box}) [role=status]:not(:empty)").wait_for(state="attached")


def test_a_box_with_suggestions_is_a_combobox(desktop: Page, address: str) -> None:
    desktop.goto(address + PLAN)
    suggest(desktop, "sach")
    box = desktop.get_by_role("combobox", name="Quý vị muốn tìm gì?", expanded=True)
    assert box.get_attribute("aria-autocomplete") == "list"
    listbox = desktop.get_by_role("listbox", name="Gợi ý")
    assert box.get_attribute("aria-controls") == listbox.get_attribute("id")
    options = listbox.get_by_role("option")
    count = options.count()
    assert 2 <= count <= 6
    for option in options.all():
        assert option.evaluate("option => option.localName") == "a"
        assert option.get_attribute("tabindex") == "-1"
        assert option.get_attribute("aria-selected") == "false"
    assert not box.get_attribute("aria-activedescendant")
    assert re.fullmatch(r"Xem tất cả \d+ kết quả cho “sach”", options.last.inner_text().strip())
    assert listbox.locator("mark").first.inner_text() == "sách"
    status = desktop.locator("#td-search [role=status]")
    assert status.inner_text() == f"{count} gợi ý"


@pytest.mark.parametrize(
    ("language", "query", "words"),
    [
        ("vi", "phonng trao", r"Không thấy “phonng trao”\. Xem \d+ kết quả cho “phong tr[aà]o”"),
        ("vi", "thi ddua", r"Không thấy “thi ddua”\. Xem \d+ kết quả cho “thi đua”"),
        ("en", "emulatoin", r"No “emulatoin”\. Results for “emulation”: \d+"),
        ("vi", "đọc sách cuối tuần xyzzyqw", r"Xem \d+ kết quả gần đúng"),
        ("vi", "emulation movement", r"Xem \d+ kết quả trong bản tiếng Anh"),
        ("en", "nhà trường điện tử là gì", r"Results in the Vietnamese edition: \d+"),
    ],
)
def test_suggestions_say_another_reading_of_a_query(
    desktop: Page, address: str, language: str, query: str, words: str
) -> None:
    desktop.goto(f"{address}{'' if language == 'vi' else 'en/'}{PLAN}")
    suggest(desktop, query)
    said = desktop.locator(OPTIONS).last.inner_text().strip()
    assert re.fullmatch(words, said)
    assert desktop.locator("#td-search [role=status]").inner_text() == said


def test_a_suggestion_shows_what_was_found_where_its_title_does_not(desktop: Page, address: str) -> None:
    desktop.goto(address + PLAN)
    suggest(desktop, "Phạm Thị Hoà")
    option = desktop.locator(OPTIONS).first
    assert option.locator("span").first.locator("mark").count() == 0
    assert "".join(option.locator("small + span mark").all_inner_texts()) == "Phạm Thị Hoà"
    desktop.locator(HEADER).fill("chống lãng phí")
    clause = desktop.locator(f"{OPTIONS}:has(small:text-is('Kế hoạch'))").first
    assert 10 < len(clause.locator("small + span").inner_text()) <= 65
    # A title that has it says enough.
    desktop.locator(HEADER).fill("đọc sách cuối tuần")
    title = desktop.locator(OPTIONS).filter(has_text="Lớp đọc sách cuối tuần").first
    assert title.locator("small + span").count() == 0


def active(page: Page) -> str:
    """The suggestion to which the box points, which alone is selected."""
    option = page.locator(HEADER).get_attribute("aria-activedescendant") or ""
    chosen = page.locator(f"{OPTIONS}[aria-selected=true]")
    assert chosen.count() == (1 if option else 0)
    assert not option or chosen.get_attribute("id") == option
    return chosen.inner_text() if option else ""


def test_arrows_home_and_end_choose_a_suggestion(desktop: Page, address: str) -> None:
    desktop.goto(address + PLAN)
    suggest(desktop, "học")
    options = desktop.locator(OPTIONS).all_inner_texts()
    for key, place in [
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("ArrowUp", 0),
        ("ArrowUp", None),
        ("ArrowUp", -1),
        ("Home", 0),
        ("End", -1),
        ("ArrowDown", None),
        ("ArrowDown", 0),
    ]:
        desktop.keyboard.press(key)
        assert active(desktop) == ("" if place is None else options[place]), key
        assert has_focus(desktop, HEADER)
    # Typing goes on in the box.
    desktop.keyboard.type(" s")
    assert active(desktop) == ""
    assert desktop.locator(HEADER).input_value() == "học s"


def test_enter_opens_the_chosen_suggestion_and_without_one_the_page(desktop: Page, address: str) -> None:
    desktop.goto(address + PLAN)
    suggest(desktop, "đọc sách cuối")
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/guong/2023/lop-doc-sach-cuoi-tuan/")
    suggest(desktop, "đọc sách")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/tim-kiem/?q=*")
    settle(desktop)
    assert query_of(desktop) == {"q": ["đọc sách"]}


def test_the_last_suggestion_leads_to_all_results(desktop: Page, address: str) -> None:
    desktop.goto(address + "en/" + PLAN)
    suggest(desktop, "reading & books")
    last = desktop.locator(OPTIONS).last
    desktop.keyboard.press("ArrowUp")
    assert active(desktop) == last.inner_text()
    last.click()
    desktop.wait_for_url("**/en/tim-kiem/?q=*")
    settle(desktop)
    assert desktop.locator("#q").input_value() == "reading & books"


def test_escape_closes_the_suggestions_first_and_then_the_panel(desktop: Page, address: str) -> None:
    desktop.goto(address + PLAN)
    suggest(desktop, "sach")
    box = desktop.locator(HEADER)
    desktop.keyboard.press("Escape")
    assert not desktop.locator(OPTIONS).first.is_visible()
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "sach"
    desktop.keyboard.press("ArrowDown")
    assert desktop.locator(OPTIONS).first.is_visible()
    # From here on the browser's own: it empties the box, then closes the panel.
    for _ in range(3):
        desktop.keyboard.press("Escape")
    assert not desktop.locator("#td-search").is_visible()


def test_suggestions_go_when_the_focus_goes(desktop: Page, address: str) -> None:
    desktop.goto(address)
    suggest(desktop, "sach", "#td-home-q")
    assert desktop.locator(OPTIONS).first.is_visible()
    desktop.keyboard.press("Tab")
    assert not desktop.locator(OPTIONS).first.is_visible()


def test_a_late_answer_does_not_take_a_chosen_suggestion_away(desktop: Page, address: str) -> None:
    desktop.goto(address + PLAN)
    desktop.keyboard.press("/")
    until(desktop, "Boolean(window.tdSearch)")
    desktop.evaluate("""() => {
      const real = tdSearch.findAll;
      tdSearch.findAll = (...all) => { const found = real(...all); return new Promise(done => {
        window.late = () => found.then(done);
      }); };
    }""")
    desktop.keyboard.type("bơi")
    until(desktop, "Boolean(window.late)")
    desktop.keyboard.press("ArrowDown")
    before = active(desktop)
    assert before
    desktop.evaluate("late()")
    assert active(desktop) == before


def test_where_nothing_is_found_the_box_says_so(desktop: Page, address: str) -> None:
    desktop.goto(address + PLAN)
    suggest(desktop, "xyzzyqw")
    status = desktop.locator("#td-search [role=status]")
    assert status.inner_text() == "Không tìm thấy “xyzzyqw”."
    assert status.is_visible() and status.bounding_box()["height"] > 20  # type: ignore[index]
    assert desktop.locator(HEADER).get_attribute("aria-expanded") == "false"


def test_what_is_typed_into_a_box_before_its_script_came_is_suggested(desktop: Page, address: str) -> None:
    waiting = hold_back(desktop, "**/tim-kiem.js")
    desktop.goto(address)
    desktop.locator("#td-home-q").click()
    desktop.keyboard.type("doc sach")
    waiting[0].continue_()
    desktop.locator(OPTIONS).first.wait_for()
    assert "đọc sách" in " ".join(desktop.locator(OPTIONS).all_inner_texts())


def test_the_page_of_a_wrong_address_suggests_in_the_language_of_each_box(browser: Browser, built: Project) -> None:
    from web import serve

    with serve(built.site, below="") as root, opened(browser, DESKTOP) as page:
        page.goto(f"{root}404.html")
        for box, words in (("#q-vi", "kết quả cho"), ("#q-en", "results for")):
            suggest(page, "emulation" if box == "#q-en" else "thi dua", box)
            visible = page.locator(f"{OPTIONS}:visible")
            assert words in visible.last.inner_text()
            href = visible.first.get_attribute("href") or ""
            assert ("/en/" in href) is (box == "#q-en")
            page.keyboard.press("Escape")


@pytest.mark.parametrize("box", [HEADER, "#td-home-q"])
def test_on_a_phone_suggestions_are_large_and_stay_above_the_keyboard(phone: Page, address: str, box: str) -> None:
    phone.goto(address)
    # What a keyboard leaves of the screen.
    phone.evaluate("Object.defineProperty(visualViewport, 'height', {value: 420})")
    suggest(phone, "học", box)
    load(phone)
    assert phone.evaluate("list => gate.small(list)", phone.locator("[role=listbox]:visible").element_handle()) == []
    shown = phone.locator("[role=listbox]:visible").bounding_box()
    typed = phone.locator(box).bounding_box()
    assert shown and typed
    assert shown["y"] + shown["height"] <= 420
    assert typed["y"] >= 0
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.locator(OPTIONS).first.tap()
    phone.wait_for_url(lambda url: url != address)


# Loading


def asked_for(page: Page) -> list[str]:
    """Collects what is loaded of the search: names of scripts, styles and files of the index."""
    names: list[str] = []

    def keep(request: Request) -> None:
        path = urlsplit(request.url).path
        if re.search(r"/assets/(tim-|o-tim|trang-tim\.js)", path):
            names.append(path.rpartition("/assets/")[2])

    page.on("request", keep)
    return names


@pytest.mark.parametrize("path", ["", PLAN, "tim-kiem/", "en/", "en/tim-kiem/", "guong/"])
def test_nothing_of_the_search_is_loaded_before_it_is_touched(desktop: Page, address: str, path: str) -> None:
    names = asked_for(desktop)
    desktop.goto(address + path, wait_until="networkidle")
    desktop.mouse.wheel(0, 2000)
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Tab")
    assert names == []
    language = "en" if path.startswith("en/") else "vi"
    own = ["trang-tim.js"] if "tim-kiem" in path else ["o-tim.js", "o-tim.css"]
    with desktop.expect_response(f"**/assets/tim-kiem/{language}.js"):
        desktop.keyboard.press("Control+k")
    assert sorted(names) == sorted(["tim-kiem.js", f"tim-kiem/{language}.js", *own])


@pytest.mark.parametrize("files", [("trang-tim.js",), ("o-tim.js", "o-tim.css")])
def test_what_shows_the_results_is_light(built: Project, files: tuple[str, ...]) -> None:
    assert sum(sent(built.site / "assets" / name) for name in files) <= 2_500


@pytest.mark.parametrize("file", ["tim-kiem.js", "trang-tim.js", "tim-kiem/vi.js"])
def test_where_the_search_cannot_be_loaded_the_page_says_what_to_do(desktop: Page, address: str, file: str) -> None:
    desktop.route(f"**/assets/{file}", lambda route: route.fulfill(status=404, body=""))
    desktop.goto(f"{address}tim-kiem/?q=doc sach")
    failed = desktop.locator(FAILED)
    failed.wait_for()
    assert "kiểm tra mạng" in failed.get_by_role("alert").inner_text()
    assert failed.get_by_role("link", name="Theo tên, A–Z").is_visible()
    assert not desktop.locator(".td-finding").is_visible()
    desktop.unroute(f"**/assets/{file}")
    desktop.get_by_role("button", name="Thử lại").click()
    desktop.locator(TITLES).first.wait_for()
    assert desktop.locator("#q").input_value() == "doc sach"
    assert not failed.is_visible()
    # What was pressed is gone; a page that was loaded anew begins anew.
    assert has_focus(desktop, "#q") is (file == "tim-kiem/vi.js")


def test_where_the_full_text_cannot_be_loaded_titles_are_found_and_the_page_says_so(
    desktop: Page, address: str
) -> None:
    desktop.route("**/assets/tim-sau.js", lambda route: route.abort())
    search(desktop, address, "doc sach cuoi tuan")
    assert titles(desktop)[0] == "Lớp đọc sách cuối tuần"
    assert "Mạng chậm nên mới tìm được trong tên" in desktop.locator(NOTICE).inner_text()


def test_where_the_search_cannot_be_loaded_a_box_still_leads_to_its_page(desktop: Page, address: str) -> None:
    desktop.route("**/assets/tim-kiem.js", lambda route: route.abort())
    desktop.goto(address + PLAN)
    desktop.keyboard.press("/")
    desktop.keyboard.type("sach")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/tim-kiem/?q=sach")


def test_without_script_the_page_says_what_to_do(browser: Browser, address: str) -> None:
    for language, words in (("vi", "Trình duyệt đang tắt JavaScript"), ("en", "JavaScript is off")):
        with opened(browser, PHONE, java_script_enabled=False) as page:
            page.goto(f"{address}{'' if language == 'vi' else 'en/'}tim-kiem/?q=hoa")
            assert page.get_by_text(words).is_visible()
            for hidden in ("#td-form", ".td-start", ".td-finding", ".td-none", FAILED):
                assert not page.locator(hidden).is_visible(), hidden
            assert page.get_by_role("link", name="2023").is_visible()
            glossary = {"vi": "Giải thích từ ngữ", "en": "Glossary"}[language]
            assert page.locator(".td-noscript").get_by_role("link", name=glossary).is_visible()
            page.locator(".td-noscript").get_by_role("link", name="A–Z").click()
            page.wait_for_url("**/guong/a-z/")


def test_without_script_a_box_leads_to_the_page(browser: Browser, address: str) -> None:
    with opened(browser, DESKTOP, java_script_enabled=False) as page:
        page.goto(address)
        page.locator("#td-home-q").fill("hoa")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim-kiem/?q=hoa")


# Where the site stands


@pytest.fixture(scope="module")
def strict(built: Project) -> Iterator[str]:
    with serve(built.site, below="", strict=True) as served:
        yield served


@pytest.fixture(scope="module")
def unpacked(built: Project, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The site out of its zip, on a disk."""
    folder = tmp_path_factory.mktemp("zip")
    result = built.run("tools/make_zip.py", "--site", str(built.site), "--out", str(folder / "thi-dua.zip"))
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(folder / "thi-dua.zip") as archive:
        archive.extractall(folder / "unpacked")
    return next((folder / "unpacked").rglob("MO-TRANG-NAY.html")).parent.joinpath("thi-dua").as_uri() + "/"


def go_through(page: Page, home: str, language: str, file: str = "") -> None:
    """From a box of the home page to suggestions, all results, filters and a result."""
    told = watch(page, home)
    page.goto(f"{home}{'' if language == 'vi' else 'en/'}{file}")
    suggest(page, "đọc sách" if language == "vi" else "reading", "#td-home-q")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.locator(TITLES).first.wait_for()
    settle(page)
    count = page.locator(TITLES).count()
    assert count
    choose(page, "loai", "Gương tốt" if language == "vi" else "Story")
    assert "loai=story" in page.url
    page.locator("#q").fill("ví" if language == "vi" else "wallet")
    settle(page)
    assert "loai=story" in page.url
    page.go_back()
    settle(page)
    page.locator(TITLES).first.click()
    page.locator(".td-story").first.wait_for()
    assert told == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_search_works_under_a_strict_policy(desktop: Page, strict: str, language: str) -> None:
    go_through(desktop, strict, language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_search_works_in_a_sub_folder(desktop: Page, address: str, language: str) -> None:
    go_through(desktop, address, language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_search_works_from_a_disk(desktop: Page, unpacked: str, language: str) -> None:
    go_through(desktop, unpacked, language, file="index.html")


# Everybody


LOOKS = pytest.mark.parametrize(
    ("language", "scheme", "viewport"),
    [("vi", "light", PHONE), ("en", "dark", PHONE), ("vi", "dark", DESKTOP), ("en", "light", DESKTOP)],
    ids=["vi-light-360", "en-dark-360", "vi-dark-1280", "en-light-1280"],
)
STATES = {
    "results": "thi dua",
    "chosen": "thi dua&loai=movement",
    "nothing": "xyzzyqw",
    "slip": "phonng trao",
}


@LOOKS
def test_axe_finds_nothing_on_the_page_in_any_state(
    browser: Browser, address: str, language: str, scheme: str, viewport: dict[str, int]
) -> None:
    faults = []
    with opened(browser, viewport, color_scheme=scheme) as page:  # type: ignore[arg-type]
        for state, query in STATES.items():
            search(page, address, query, language)
            page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true; })")
            faults += [f"{state} {finding}" for finding in unsettled(scan(page))]
        page.route("**/tim-kiem/*.js", lambda route: route.abort())
        page.goto(f"{address}tim-kiem/?q=x")
        page.locator(FAILED).wait_for()
        faults += [f"failed {finding}" for finding in unsettled(scan(page))]
    none_of(faults)


@LOOKS
def test_axe_finds_nothing_beside_open_suggestions(
    browser: Browser, address: str, language: str, scheme: str, viewport: dict[str, int]
) -> None:
    home = address + ("" if language == "vi" else "en/")
    with opened(browser, viewport, color_scheme=scheme) as page:  # type: ignore[arg-type]
        page.goto(home)
        suggest(page, "thi", "#td-home-q")
        page.keyboard.press("ArrowDown")
        # What lies under the list is not to be read or pressed now; the list is looked at where nothing is beneath it.
        none_of(unsettled(scan(page, leave_out=(*CONTRAST, "target-size"))))
        page.locator("main [role=listbox]").evaluate("list => { list.style.position = 'static'; }")
        none_of(unsettled(scan(page, page.locator("main form").element_handle())))
        page.goto(home + PLAN)
        suggest(page, "thi")
        page.keyboard.press("ArrowDown")
        panel = page.locator("#td-search").element_handle()
        none_of(unsettled(scan(page, panel, leave_out=CONTRAST)))
        page.keyboard.press("Escape")
        suggestions = page.evaluate("document.querySelector('#td-search-q-list').hidden")
        assert suggestions
        page.keyboard.press("ArrowDown")
        none_of(unsettled(contrast_of(page, panel)))


def test_axe_finds_nothing_in_forced_colours(browser: Browser, address: str) -> None:
    with opened(browser, DESKTOP, forced_colors="active") as page:
        search(page, address, "thi dua&loai=story")
        none_of(unsettled(scan(page, leave_out=FORCED)))
        mark = page.locator(f"{LIST} mark").first
        ground = "element => getComputedStyle(element).backgroundColor"
        assert mark.evaluate(ground) != page.locator("body").evaluate(ground)
        chosen = page.locator("#td-loai [aria-current=true]")
        assert chosen.evaluate(ground) != page.locator("#td-nam a").first.evaluate(ground)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["360", "1280"])
def test_tab_reaches_everything_on_a_page_with_results(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    with opened(browser, viewport) as page:  # type: ignore[arg-type]
        search(page, address, "hoc sinh&loai=story")
        stops, faults = walk(page)
        assert len([stop for stop in stops if "a “" in stop]) > 10
        none_of(faults)


@pytest.mark.parametrize("query", ["thi dua&loai=movement", "xyzzyqw", "q" * 200])
def test_results_flow_into_a_narrow_screen_and_large_text(browser: Browser, address: str, query: str) -> None:
    for width, size in ((320, ""), (360, "200%")):
        with opened(browser, {"width": width, "height": 640}) as page:
            search(page, address, query)
            load(page)
            page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true; })")
            page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
            none_of(page.evaluate("[...gate.wide(), ...gate.clipped()]"))


def test_results_are_printed_as_a_plain_list(desktop: Page, address: str) -> None:
    search(desktop, address, "thi dua&loai=movement")
    desktop.emulate_media(media="print")
    assert desktop.locator(TITLES).first.is_visible()
    for ours in (".td-facets", MORE, "[data-td-chosen] a", "main form", ".td-header"):
        assert not desktop.locator(ours).first.is_visible(), ours


@pytest.mark.parametrize("query", ["thi dua", "phonng trao", "hoc sinh&loai=story"])
def test_hardly_anything_moves_when_results_come(phone: Page, address: str, query: str) -> None:
    phone.add_init_script("""window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {
      window.moved += entry.value; })).observe({type: "layout-shift", buffered: true});""")
    search(phone, address, query)
    phone.wait_for_load_state("networkidle")
    # The limit of what counts as good.
    assert phone.evaluate("moved") < 0.1


def test_the_script_of_the_page_makes_no_html_of_words() -> None:
    assets = Path(__file__).parent.parent / "overrides/assets"
    for name in ("trang-tim.js", "o-tim.js"):
        assert "innerHTML" not in (assets / name).read_text(encoding="utf-8")
