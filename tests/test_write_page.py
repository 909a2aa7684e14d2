"""The form «Viết bài» as somebody uses it: by thumb, by keyboard, without a server, under a strict policy."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Project, copy_project
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Download, Page
from test_browser import watch
from thidua.content_folder import read_words
from thidua.story_fields import BODY, FIELDS
from web import DESKTOP, PHONE, serve, until

ROOT = Path(__file__).resolve().parent.parent
WRITE = "viet-bai/"
SUBMIT = "#td-bai button[type=submit]"
# Steps of somebody who knows what to write; the clock is generous, for slow machines.
MINUTES = 3
GPS = 0x8825


@pytest.fixture(scope="module")
def home(built: Project) -> Iterator[str]:
    with serve(built.site, strict=True) as served:
        yield served


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def photo(width: int = 1200, height: int = 800, orientation: int = 1, kind: str = "JPEG") -> bytes:
    """A photo as a phone takes it: where and with what stands in it."""
    image = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "MayAnhRieng"
    exif.get_ifd(GPS)[2] = (10.5, 30.0, 0.0)
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif)
    return buffer.getvalue()


def fill_in(page: Page, **changes: str) -> None:
    """A whole story about a teacher, but for what is changed."""
    values = {
        "name": "Trần Thị Thử",
        "role": "Giáo viên Toán",
        "title": "Cô Thử mở “góc hỏi bài”: #1",
        "summary": "Chiều thứ Sáu, cô ở lại cùng các em.",
        "body": "Đoạn mở đầu.\n\nĐoạn sau.",
        "consent.subject": "2023-11-01",
        "consent.ref": "07/2023",
        **changes,
    }
    page.check(f"[name=subject][value={values.pop('subject', 'adult')}]")
    page.check('[name=movements][value="nguoi-tot-viec-tot"]')
    for name, value in values.items():
        field = page.locator(f'[name="{name}"]')
        if field.is_visible():
            field.fill(value)


def submit(page: Page) -> None:
    page.click(SUBMIT)
    until(page, "() => !document.querySelector('[data-td-faults]').hidden || !document.getElementById('td-gui').hidden")


def faults(page: Page) -> list[str]:
    return page.locator("[data-td-faults] li").all_inner_texts()


def saved(page: Page, press: Callable[[], None] | None = None) -> dict[str, bytes]:
    """path → bytes of the zip that the page hands over."""
    with page.expect_download() as waiting:
        (press or (lambda: page.click("[data-td-zip]:visible")))()
    return unpacked(waiting.value)


def unpacked(download: Download) -> dict[str, bytes]:
    with zipfile.ZipFile(download.path()) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def put(project: Project, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


# What is on the page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_field_of_the_schema_has_its_place_with_label_and_hint(page: Page, home: str, language: str) -> None:
    page.goto(f"{home}{'' if language == 'vi' else 'en/'}{WRITE}")
    place = 0 if language == "vi" else 1
    page.click("[data-td-step=more] summary")
    page.click("[data-td-add]")
    page.click("[data-td-step=english] summary")
    names = []
    for item in (*FIELDS, BODY):
        inside = "[0]." if item.name == "awards" else "."
        names += [f"{item.name}{inside}{part.name}" for part in item.parts] or [item.name]
        if item.translated:
            names.append(f"en.{item.name}")
    shown = page.locator("[data-td-field]").evaluate_all("all => all.map(one => one.getAttribute('data-td-field'))")
    assert sorted(shown) == sorted(names)
    for item in FIELDS:
        if not item.parts:
            text = page.locator(f'[data-td-field="{item.name}"]').inner_text()
            assert item.label[place] in text
            assert item.hint[place] in text


def test_a_field_s_hint_and_fault_are_read_with_it(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    submit(page)
    described = page.locator("#b-title").get_attribute("aria-describedby") or ""
    assert [page.locator(f"#{part}").inner_text() for part in described.split()] == [
        "Ai đã làm gì, trong một dòng. Tên bài thành địa chỉ trang: bài về học sinh thì đừng nêu tên em ở đây.",
        "Chưa ghi",
    ]
    assert page.locator("#b-title").get_attribute("aria-invalid") == "true"
    page.fill("#b-title", "Tên")
    assert page.locator("#b-title").get_attribute("aria-invalid") is None
    assert page.locator("#b-title-fault").is_hidden()


# From the home page to a story that the build takes


def test_by_touch_from_the_home_page_to_a_story_that_passes_the_check(page: Page, home: str, project: Project) -> None:
    told = watch(page, home)
    start = time.monotonic()
    page.goto(home)
    page.tap('[popovertarget="td-menu"]')
    page.tap('#td-menu a:has-text("Viết bài")')
    page.tap('[data-td-field=subject] label:has-text("Học sinh")')
    for name, text in {
        "name": "Bông",
        "role": "Học sinh khối 7",
        "title": "Bông giữ góc sách",
        "summary": "Mỗi giờ ra chơi Bông xếp lại góc sách.",
        "body": "Giờ ra chơi nào Bông cũng ghé.\n\n    Bông xếp sách.",
    }.items():
        page.tap(f"[name={name}]")
        page.keyboard.insert_text(text)
    page.select_option("[name=unit]", "khoi-7")
    page.set_input_files("[name=photo]", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator(".td-photo img").wait_for()
    page.fill("[name=photo_alt]", "Một kệ sách cạnh cửa sổ")
    page.tap('[data-td-field=movements] label:has-text("Người tốt")')
    page.fill('[name="consent.subject"]', "2023-11-01")
    page.tap(SUBMIT)
    assert faults(page) == [
        "Ngày cha, mẹ hoặc người giám hộ đồng ý chưa có ngày cha mẹ hoặc người giám hộ đồng ý; "
        "hãy xin giấy đồng ý trước, chưa có giấy thì chưa đăng"
    ]
    assert page.locator("#td-gui").is_hidden()
    page.tap("[data-td-faults] a")
    assert page.evaluate("document.activeElement.name") == "consent.guardian"
    page.fill('[name="consent.guardian"]', "2023-11-02")
    page.tap(SUBMIT)
    files = saved(page, lambda: page.tap("[data-td-zip]:visible"))
    assert time.monotonic() - start < MINUTES * 60
    assert told == []
    year = datetime.date.today().year
    assert [Path(name).suffixes[-1] for name in files] == [".md", ".jpg"]
    assert all(name.startswith(f"docs/guong/{year}/bong-giu-goc-sach-") for name in files)
    put(project, files)
    result = project.check()
    assert result.returncode == 0, result.stderr
    assert "16 bài" in result.stdout


def tab_to(page: Page, name: str, value: str = "") -> None:
    """Press Tab until a control has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate("({name: document.activeElement.name || '', value: document.activeElement.value || ''})")
        if here["name"] == name and (not value or here["value"] == value):
            return
    raise AssertionError(f"Tab does not lead to {name}")


def tab_to_button(page: Page, selector: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_by_keyboard_alone_from_the_home_page_to_a_story_that_passes_the_check(
    browser: Browser, home: str, project: Project
) -> None:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    page = context.new_page()
    start = time.monotonic()
    page.goto(home)
    tab_to_button(page, '[popovertarget="td-menu"]')
    page.keyboard.press("Enter")
    tab_to_button(page, '#td-menu a[href$="viet-bai/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/viet-bai/")
    tab_to(page, "subject")
    page.keyboard.press("Space")
    for name, text in {
        "name": "Trần Thị Thử",
        "role": "Giáo viên Toán",
        "title": "Góc hỏi bài",
        "summary": "Cô ở lại cùng các em.",
        "body": "Một đoạn.",
    }.items():
        tab_to(page, name)
        page.keyboard.insert_text(text)
    tab_to(page, "movements", "nguoi-tot-viec-tot")
    page.keyboard.press("Space")
    tab_to(page, "consent.subject")
    page.keyboard.type("11012023")
    tab_to_button(page, SUBMIT)
    page.keyboard.press("Enter")
    assert faults(page) == []
    tab_to_button(page, "[data-td-zip]")
    files = saved(page, lambda: page.keyboard.press("Enter"))
    assert time.monotonic() - start < MINUTES * 60
    context.close()
    put(project, files)
    result = project.check()
    assert result.returncode == 0, result.stderr
    text = next(iter(files.values())).decode()
    assert 'name: "Trần Thị Thử"' in text
    assert "consent: {subject: 2023-11-01}" in text


def test_a_story_in_two_languages_with_an_award_is_built_as_it_was_written(
    page: Page, home: str, project: Project
) -> None:
    page.goto(home + "en/" + WRITE)
    fill_in(page)
    page.set_input_files(
        "[name=photo]", {"name": "a.png", "mimeType": "image/png", "buffer": photo(900, 600, kind="PNG")}
    )
    page.locator(".td-photo img").wait_for()
    page.fill("[name=photo_alt]", "Bảng phấn")
    page.click("[data-td-step=english] summary")
    page.fill('[name="en.title"]', "Questions & answers: “after school”")
    page.fill('[name="en.body"]', "A paragraph.")
    page.click("[data-td-step=more] summary")
    for number in range(2):
        page.click("[data-td-add]")
        page.select_option(f'[name="awards[{number}].type"]', "giay-khen")
    page.fill('[name="awards[1].decision"]', "12/QĐ-MAU")
    page.locator("[data-td-remove]").first.click()
    submit(page)
    assert faults(page) == []
    files = saved(page)
    assert [Path(name).suffixes[-2:] for name in files] == [[".vi", ".md"], [".en", ".md"], [".jpg"]]
    put(project, files)
    result = project.build()
    assert result.returncode == 0, result.stderr
    stem = next(iter(files)).removeprefix("docs/").removesuffix(".vi.md")
    vietnamese = (project.site / stem / "index.html").read_text(encoding="utf-8")
    english = (project.site / "en" / stem / "index.html").read_text(encoding="utf-8")
    assert "Cô Thử mở “góc hỏi bài”: #1" in vietnamese
    assert "Quyết định số 12/QĐ-MAU" in vietnamese
    assert "Questions &amp; answers: “after school”" in english
    assert f"{stem.rpartition('/')[2]}-800.jpg" in vietnamese


# Consent


def test_a_collective_and_a_sample_need_no_consent_and_none_is_written(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    fill_in(page, **{"consent.subject": "2023-11-01"})
    page.check("[name=subject][value=collective]")
    assert page.locator("[data-td-part=consent]").is_hidden()
    assert "tập thể" in page.locator("[data-td-no-consent]").inner_text()
    submit(page)
    assert b"consent" not in next(iter(saved(page).values()))
    page.check("[name=subject][value=pupil]")
    page.click("[data-td-step=more] summary")
    page.check("[name=sample]")
    submit(page)
    text = next(iter(saved(page).values()))
    assert b"consent" not in text
    assert b"sample: true" in text


def test_a_parent_s_day_is_asked_for_and_kept_for_pupils_only(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    fill_in(page, subject="pupil", **{"consent.guardian": "2023-11-02"})
    page.check("[name=subject][value=adult]")
    assert page.locator('[name="consent.guardian"]').is_hidden()
    submit(page)
    assert b"guardian" not in next(iter(saved(page).values()))


def test_awards_that_the_subject_cannot_receive_are_not_offered(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    page.check("[name=subject][value=pupil]")
    page.click("[data-td-step=more] summary")
    page.click("[data-td-add]")
    options = '[name="awards[0].type"] option'
    assert page.locator(f"{options}[value=lao-dong-tien-tien]").is_disabled()
    assert page.locator(f"{options}[value=thu-khen]").is_enabled()


# Pictures


@pytest.mark.parametrize(("orientation", "size"), [(1, (1600, 800)), (6, (800, 1600))])
def test_a_photo_leaves_smaller_upright_and_without_what_it_tells(
    page: Page, home: str, orientation: int, size: tuple[int, int]
) -> None:
    original = photo(3200, 1600, orientation)
    assert b"MayAnhRieng" in original
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(GPS)
    page.goto(home + WRITE)
    fill_in(page)
    page.set_input_files("[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": original})
    page.locator(".td-photo img").wait_for()
    page.fill("[name=photo_alt]", "Ảnh")
    submit(page)
    made = next(data for name, data in saved(page).items() if name.endswith(".jpg"))
    image = Image.open(io.BytesIO(made))
    assert image.size == size
    assert not dict(image.getexif())
    assert b"MayAnhRieng" not in made
    assert b"Exif" not in made


def test_a_picture_that_the_browser_cannot_read_is_told_and_can_be_replaced(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    page.set_input_files("[name=photo]", {"name": "a.heic", "mimeType": "image/heic", "buffer": b"ftypheic" * 40})
    page.locator("#b-photo-fault").wait_for()
    assert "lưu lại thành .jpg" in page.locator("#b-photo-fault").inner_text()
    page.fill("[name=name]", "A")
    assert "lưu lại thành .jpg" in page.locator("#b-photo-fault").inner_text()
    page.set_input_files("[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo(300, 200)})
    page.locator(".td-photo img").wait_for()
    assert page.locator("#b-photo-fault").inner_text().startswith("Quá nhỏ (300×200 điểm ảnh)")
    page.set_input_files("[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo(320, 200)})
    page.locator("[data-td-photo-told]", has_text="320×200").wait_for()
    assert page.locator("#b-photo-fault").is_hidden()
    # A broken one after a good one does not throw the good one away.
    page.set_input_files("[name=photo]", {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": b"no picture" * 9})
    page.locator("#b-photo-fault").wait_for()
    assert page.locator(".td-photo img").is_visible()
    assert "320×200" in page.locator("[data-td-photo-told]").inner_text()
    page.click("[data-td-no-photo]")
    assert page.locator(".td-photo").is_hidden()
    assert page.locator("#b-photo-fault").is_hidden()


def test_a_panorama_stays_high_enough(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    page.set_input_files("[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo(4800, 480)})
    page.locator("[data-td-photo-told]", has_text="3200×320").wait_for()
    assert page.locator("#b-photo-fault").is_hidden()


# The preview and the draft


def test_the_card_shows_what_is_typed(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    fill_in(page, title="<b>Tên</b> & bài")
    card = page.locator("[data-td-preview] .td-card")
    assert card.locator("h3").inner_text() == "<b>Tên</b> & bài"
    assert card.locator(".td-card__who").inner_text().split("\n") == ["Trần Thị Thử", "Giáo viên Toán"]
    assert page.locator("[data-td-preview] .td-write__body p").all_inner_texts() == ["Đoạn mở đầu.", "Đoạn sau."]
    assert page.locator("[data-td-preview] .td-ribbon").count() == 0


def test_the_draft_waits_on_the_device_until_it_is_deleted(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    fill_in(page, subject="pupil")
    page.set_input_files("[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator(".td-photo img").wait_for()
    page.click("[data-td-step=more] summary")
    page.click("[data-td-add]")
    page.fill('[name="awards[0].decision"]', "5/QĐ")
    # Left at once: nothing waits for a pause.
    page.goto(home)
    page.goto(home + "en/" + WRITE)
    assert page.input_value("[name=title]") == "Cô Thử mở “góc hỏi bài”: #1"
    assert page.is_checked("[name=subject][value=pupil]")
    assert page.is_checked('[name=movements][value="nguoi-tot-viec-tot"]')
    assert page.locator('[name="awards[0].decision"]').input_value() == "5/QĐ"
    assert page.locator(".td-photo img").is_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[data-td-forget]")
    assert page.input_value("[name=title]") == ""
    assert page.locator(".td-photo").is_hidden()
    assert page.evaluate("localStorage.getItem('td-bai')") is None
    page.goto(home + WRITE)
    assert page.input_value("[name=title]") == ""
    assert page.locator("[data-td-kept]").is_hidden()


def test_a_deleted_draft_leaves_nothing_on_the_page(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    fill_in(page, body="Điều không ai khác nên đọc.")
    page.set_input_files("[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator(".td-photo img").wait_for()
    page.fill("[name=photo_alt]", "Ảnh")
    submit(page)
    assert "Điều không ai khác nên đọc" in page.locator("#td-gui textarea").first.input_value()
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[data-td-forget]")
    assert page.locator("#td-gui").is_hidden()
    left = page.evaluate(
        "[...document.querySelectorAll('textarea, input')].map(one => one.value).join() + document.body.innerHTML"
    )
    assert "không ai khác" not in left
    assert "Trần Thị Thử" not in left
    assert "data:image" not in left


def test_what_is_written_in_another_tab_is_told(context: BrowserContext, home: str) -> None:
    one, other = context.new_page(), context.new_page()
    for page in (one, other):
        page.goto(home + WRITE)
    one.fill("[name=title]", "Tên bài")
    until(other, "() => !document.querySelector('[data-td-kept]').hidden")
    assert "ở một thẻ khác" in other.locator("[data-td-kept] p").inner_text()


def test_the_name_stays_while_the_title_changes_only_its_words(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    fill_in(page)
    submit(page)
    first = next(iter(saved(page)))
    page.fill("[name=title]", "Tên khác")
    assert page.locator("#td-gui").is_hidden()
    submit(page)
    second = next(iter(saved(page)))
    assert first != second
    assert first.removesuffix(".vi.md")[-5:] == second.removesuffix(".vi.md")[-5:]


# Where it works


def test_the_form_works_from_a_disk(page: Page, built: Project, tmp_path: Path) -> None:
    result = built.run("tools/make_zip.py", "--site", str(built.site), "--out", str(tmp_path / "thi-dua.zip"))
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(tmp_path / "thi-dua.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    form = next((tmp_path / "unpacked").rglob("viet-bai/index.html"))
    told = watch(page, "file://")
    page.goto(form.as_uri())
    fill_in(page)
    page.set_input_files("[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator(".td-photo img").wait_for()
    page.fill("[name=photo_alt]", "Ảnh")
    submit(page)
    assert len(saved(page)) == 2
    page.reload()
    assert page.input_value("[name=name]") == "Trần Thị Thử"
    assert told == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["360", "1280"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_is_fetched_after_the_page_with_the_network_cut_off(
    browser: Browser, home: str, language: str, viewport: object
) -> None:
    context = browser.new_context(viewport=viewport, accept_downloads=True)  # type: ignore[arg-type]
    page = context.new_page()
    told = watch(page, home)
    page.goto(f"{home}{'' if language == 'vi' else 'en/'}{WRITE}")
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    page.on("request", lambda request: told.append(request.url) if request.url.startswith("http") else None)
    fill_in(page)
    submit(page)
    assert len(saved(page)) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert told == []


def test_a_browser_that_keeps_nothing_is_told_of(context: BrowserContext, home: str) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });")
    page.goto(home + WRITE)
    fill_in(page)
    until(page, "() => !document.querySelector('[data-td-kept]').hidden")
    assert "không giữ được bản nháp" in page.locator("[data-td-kept] p").inner_text()
    submit(page)
    assert len(saved(page)) == 1


# Where stories are sent

KINDS = {
    "github": ("https://git.example/truong/thi-dua/new/main/docs/guong/2023", "filename", "value"),
    "gitlab": ("https://git.example/truong/thi-dua/-/new/main/docs/guong/2023", "file_name", "content"),
    "gitea": ("https://git.example/truong/thi-dua/_new/main/docs/guong/2023", "filename", "value"),
    "forgejo": ("https://git.example/truong/thi-dua/_new/main/docs/guong/2023", "filename", "value"),
}
UPLOADS = {
    "github": "https://git.example/truong/thi-dua/upload/main",
    "gitlab": "https://git.example/-/ide/project/truong/thi-dua/edit/main/-/docs/guong/2023/",
    "gitea": "https://git.example/truong/thi-dua/_upload/main/docs/guong/2023",
    "forgejo": "https://git.example/truong/thi-dua/_upload/main/docs/guong/2023",
}


@pytest.fixture(scope="module", params=KINDS)
def hosted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """(kind of the host, address of a site that names one)."""
    project = copy_project(tmp_path_factory.mktemp(request.param) / "project")
    project.edit(
        "mkdocs.yml",
        "\nextra:\n",
        f"\nextra:\n  repository: {{kind: {request.param}, url: https://git.example/truong/thi-dua}}\n",
    )
    result = project.build()
    assert result.returncode == 0, result.stderr
    with serve(project.site, strict=True) as served:
        yield request.param, served


def test_a_story_of_one_file_opens_the_host_s_new_file_filled_in(
    context: BrowserContext, hosted: tuple[str, str]
) -> None:
    kind, home = hosted
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.route("https://git.example/**", lambda route: route.fulfill(body="<title>git</title>"))
    page = context.new_page()
    page.goto(home + WRITE)
    fill_in(page, year="2023")
    submit(page)
    files = saved(page)
    name, text = next((Path(path).name, data.decode()) for path, data in files.items())
    link = page.locator("[data-td-open]")
    assert link.is_visible()
    assert page.locator("[data-td-upload]").is_hidden()
    address, name_key, text_key = KINDS[kind]
    href = link.get_attribute("href") or ""
    parts = urlsplit(href)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == address
    assert parse_qs(parts.query) == {name_key: [name], text_key: [text]}
    assert len(href) <= 8000
    with context.expect_page() as opened:
        link.click()
    assert opened.value.url.startswith(address)
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_a_long_story_opens_the_new_file_by_its_name_and_its_text_is_copied(
    context: BrowserContext, hosted: tuple[str, str]
) -> None:
    kind, home = hosted
    page = context.new_page()
    page.goto(home + WRITE)
    fill_in(page, year="2023", body=("Một đoạn bằng tiếng Việt. " * 20 + "\n\n") * 10)
    submit(page)
    href = page.locator("[data-td-open]").get_attribute("href") or ""
    assert list(parse_qs(urlsplit(href).query)) == [KINDS[kind][1]]
    assert len(href) < 8000


def test_a_story_of_several_files_goes_by_the_host_s_upload(context: BrowserContext, hosted: tuple[str, str]) -> None:
    kind, home = hosted
    page = context.new_page()
    page.goto(home + WRITE)
    fill_in(page, year="2023")
    page.click("[data-td-step=english] summary")
    page.fill('[name="en.title"]', "A title")
    page.fill('[name="en.body"]', "A text.")
    submit(page)
    assert page.locator("[data-td-open]").is_hidden()
    assert page.locator("[data-td-upload]").get_attribute("href") == UPLOADS[kind]
    assert page.locator("[data-td-files] code").all_inner_texts() == list(saved(page))


def test_without_a_repository_the_zip_is_the_way(page: Page, home: str) -> None:
    page.goto(home + WRITE)
    fill_in(page)
    submit(page)
    assert page.locator("#td-gui a").count() == 0
    assert page.locator("[data-td-zip]").is_visible()


def test_words_for_every_kind_of_host() -> None:
    for language, words in read_words(ROOT).items():
        assert set(words.under("write.several.upload.")) == set(KINDS), language
