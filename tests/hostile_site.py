"""A site of nothing but hostile inputs, built with walls up or down, and a browser that tells what they do.

The inputs stand in ``hostile/*.yml``: place → name → what is written there. In them

    HIT     stands for a call that the browser's listener hears; whatever makes it was executed
    HOST    for an address of another site, which listens too; NUMBER for the input's number alone

``body.yml`` goes into a story's text (its first names are kinds, not places), ``story.yml``, ``english.yml`` and
``movement.yml`` into fields of a header, each input in a file of its own. ``page.yml`` goes into what many pages show, and
is a site of its own: «file of docs/, field» → name → text.

A new payload needs two lines: its name with «|-», and below it what the attacker writes.
"""

from __future__ import annotations

import functools
import json
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml
from broken_stories import photo
from browser import OPTIONS, find_browser
from builders import ENGLISH_STORY, MOVEMENT, PLAN, PLAN_BODY, STORY
from conftest import ROOT, Project, copy_project
from playwright.sync_api import BrowserContext, Page, Playwright, Response
from web import DESKTOP

FOLDER = Path(__file__).parent / "hostile"
OTHER_SITE = "hostile.example"
BODY = "body"
# What stands as it is in a header cannot be put past the checks: it is tried with all walls up only.
_RAW = "= "


@dataclass(frozen=True)
class Input:
    """One hostile input: ``file`` of ``hostile/``, ``place`` and ``name`` in it, ``number`` by which it is heard."""

    number: int
    file: str
    place: str
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.name}"

    @property
    def is_raw(self) -> bool:
        return self.text.startswith(_RAW) or "HIT" in self.place

    @property
    def is_site_wide(self) -> bool:
        return self.file == "page"

    @property
    def field(self) -> str:
        """The field it goes into; a body's places are kinds."""
        return BODY if self.file == BODY else self.place.rpartition(" ")[2] if self.is_site_wide else self.place

    @property
    def payload(self) -> str:
        words = {"HIT": f"hit({self.number})", "HOST": f"http://{OTHER_SITE}/{self.number}", "NUMBER": str(self.number)}
        return re.sub("HIT|HOST|NUMBER", lambda match: words[match[0]], self.text.removeprefix(_RAW))

    @property
    def token(self) -> str:
        return f"hostile{self.number:03d}"

    @property
    def stem(self) -> str:
        """Its own file in docs/, without suffixes; what stands in many pages has none."""
        if self.is_site_wide:
            return self.place.partition(" ")[0].removesuffix(".vi.md")
        return f"phong-trao/mau-{self.number}" if self.file == "movement" else f"guong/2023/mau-{self.number}"

    @property
    def address(self) -> str:
        return f"{'en/' if self.file == 'english' else ''}{self.stem}/"


@cache
def corpus() -> tuple[Input, ...]:
    """All inputs, numbered from 1 in the order of files and lines."""
    inputs: list[Input] = []
    for file in sorted(FOLDER.glob("*.yml")):
        for place, named in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            for name, text in named.items():
                inputs.append(Input(len(inputs) + 1, file.stem, str(place), name, text))
    return tuple(inputs)


# How an input is laid out as files


def _line(text: str) -> str:
    """A text as one line of YAML."""
    return json.dumps(text, ensure_ascii=False)


def _header(fields: Mapping[str, str]) -> str:
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + "---\n"


def _with_field(fields: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    """A header with one field set; «awards.decision» is a part of a part."""
    whole, _, part = name.partition(".")
    around = {
        "awards": "[{{type: {type}, decision: {decision}, date: 2023-11-18}}]",
        "consent": "{{subject: 2023-11-01, ref: {ref}}}",
        "launched": "{{by: {by}, document: {document}, source: {source}}}",
        "facts": "[{{text: {text}, source: {source}}}]",
    }
    usual = {
        "type": "giay-khen",
        "decision": "12/QĐ",
        "ref": "05/2023",
        **dict.fromkeys(("by", "document", "source", "text"), "Có"),
    }
    if part:
        value = around[whole].format(**{**usual, part: value})
    return {**fields, whole if part else name: f"[{value}]" if name == "aliases" else value}


def files_of(one: Input, words: str) -> dict[str, str | bytes]:
    """Path in docs/ → content: a story or movement that is right, but for ``words`` where the input goes."""
    value = words if one.is_raw else _line(words)
    name = one.payload if "HIT" in one.place else one.field
    if "HIT" in one.place:
        name = _line(re.sub("HIT", f"hit({one.number})", one.place))
    body = f"Đoạn mở đầu.\n\n{words if one.field == BODY else 'Nội dung.'}\n\nĐoạn kết.\n"
    if one.file == "movement":
        fields = {**MOVEMENT, "title": f"Mẫu {one.number}", "clauses": "[I.1.b]"}
        fields = fields if one.field == BODY else _with_field(fields, name, value)
        return {f"{one.stem}.vi.md": f"{_header(fields)}\n{body}"}
    vietnamese = {**STORY, "title": f"Bài {one.number}"}
    english = {**ENGLISH_STORY, "title": f"Story {one.number}"}
    made: dict[str, str | bytes] = {}
    if one.field in ("photo", "photo_alt"):
        picture = f"mau-{one.number}.png"
        made[f"guong/2023/{picture}"] = photo()
        vietnamese |= {"photo": picture, "photo_alt": "Ảnh"}
    if one.file == "english":
        english = english if one.field == BODY else _with_field(english, name, value)
        made[f"{one.stem}.en.md"] = f"{_header(english)}\n{body}"
        body = "Nội dung.\n"
    elif one.field != BODY:
        vietnamese = _with_field(vietnamese, name, value)
        if one.field == "given_name":  # it has to end the name
            vietnamese["name"] = _line(f"Nguyễn {words}")
    return {**made, f"{one.stem}.vi.md": f"{_header(vietnamese)}\n{body}"}


# What many pages show: each file of docs/ as fields and body; the settings likewise.
_WHOLE: dict[str, dict[str, Any]] = {
    "index.vi.md": {"title": "Trang đầu", "summary": "Lời chào.", "body": "Lời."},
    "gioi-thieu.vi.md": {"title": "Giới thiệu", "body": "Lời."},
    "ke-hoach/2023.vi.md": {
        **PLAN,
        "year": 2023,
        "summary": "Kế hoạch.",
        "issuer": "Trường",
        "bases": [{"id": "basis.1", "type": "Công văn", "number": "141", "date": "2023-03-10", "issuer": "Sở"}],
        "notes": [{"id": "mot", "clauses": ["I.1.a"], "text": "Ghi chú."}],
        "body": "Đoạn.",
    },
    "thuat-ngu.vi.md": {
        "title": "Từ ngữ",
        "terms": [{"id": "tu-ngu", "term": "đoạn", "meaning": "Lời giải."}],
        "body": "Lời.",
    },
    "dia-danh.vi.md": {
        "title": "Địa danh",
        "places": [{"id": "xa-cu", "old": "xã cũ", "new": "xã mới", "note": "Ghi chú."}],
        "body": "Lời.",
    },
    "ngay-le.vi.md": {
        "title": "Ngày lễ",
        "days": [{"id": "nha-giao", "day": "11-20", "title": "Ngày Nhà giáo", "note": "Ghi chú."}],
        "body": "Lời.",
    },
    "mkdocs.yml": {
        "site_name": "Thi đua",
        "site_description": "Trang.",
        "nav.Giới thiệu": "Giới thiệu",
        "extra.school.vi": "Trường THCS Mẫu",
        "extra.school.en": "Sample Lower Secondary School",
        "extra.site_name_en": "Emulation",
        "extra.units.khoi-6.vi": "Khối 6",
        "extra.units.khoi-6.en": "Grade 6",
    },
}


def _page(fields: Mapping[str, Any]) -> str:
    header = {name: value for name, value in fields.items() if name != BODY}
    body = fields[BODY]
    if "year" in header:
        body = PLAN_BODY.replace("Đoạn không nêu phong trào nào.", body)
        body = body.replace("{#title}\n", "{#title}\n\nCăn cứ Công văn số 141; {#basis.1}\n")
    # Dates stay dates: nothing else in these headers looks like one.
    text = re.sub(r"'([0-9]{4}-[0-9]{2}-[0-9]{2})'", r"\1", yaml.safe_dump(header, allow_unicode=True, width=9999))
    return f"---\n{text}---\n\n{body}\n"


def whole_files(words: Mapping[str, str]) -> dict[str, str]:
    """Path → text of the files that make a site without stories; ``words``: place of ``page.yml`` → what stands there."""
    made = {}
    for path, usual in _WHOLE.items():
        fields = json.loads(json.dumps(usual))
        for place, text in words.items():
            file, _, name = place.partition(" ")
            if file != path:
                continue
            whole, _, part = name.partition(".")
            if path != "mkdocs.yml" and part:
                fields[whole][0][part] = text
            else:
                fields[name] = text
        made[path] = _settings(fields) if path == "mkdocs.yml" else _page(fields)
    return made


def _settings(fields: Mapping[str, str]) -> str:
    """``mkdocs.yml`` of the project with other names, a unit and a menu of its own."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    units = f"khoi-6: {{vi: {_line(fields['extra.units.khoi-6.vi'])}, en: {_line(fields['extra.units.khoi-6.en'])}}}"
    school = f"school: {{vi: {_line(fields['extra.school.vi'])}, en: {_line(fields['extra.school.en'])}}}"
    changes = {
        r"^site_name: .*$": f"site_name: {_line(fields['site_name'])}",
        r"^site_description: .*$": f"site_description: {_line(fields['site_description'])}",
        r"^  school: .*$": f"  {school}",
        r"^  site_name_en: .*$": f"  site_name_en: {_line(fields['extra.site_name_en'])}",
        r"^    khoi-6: .*$": f"    {units}",
        r"^nav:\n(?:  - .*\n)+": f"nav:\n  - index.vi.md\n  - {_line(fields['nav.Giới thiệu'])}: gioi-thieu.vi.md\n",
    }
    for pattern, new in changes.items():
        text, count = re.subn(pattern, lambda _, new=new: new, text, flags=re.MULTILINE)
        assert count == 1, pattern
    return text


def base_files() -> dict[str, str]:
    """What each hostile story needs around it, and a story and a movement with nothing wrong to compare with."""
    return {
        "index.vi.md": "---\ntitle: Trang đầu\nsummary: Lời chào.\n---\n\nLời.\n",
        "gioi-thieu.vi.md": "---\ntitle: Giới thiệu\n---\n\nLời.\n",
        "ke-hoach/2023.vi.md": f"{_header(PLAN)}{PLAN_BODY}",
        "phong-trao/day-tot-hoc-tot.vi.md": f"{_header(MOVEMENT)}\nĐoạn mở đầu.\n\nNội dung.\n\nĐoạn kết.\n",
        f"{HARMLESS}.vi.md": f"{_header(STORY)}\nĐoạn mở đầu.\n\nNội dung.\n\nĐoạn kết.\n",
        f"{HARMLESS}.en.md": f"{_header(ENGLISH_STORY)}\nThe first.\n\nText.\n\nThe last.\n",
    }


HARMLESS = "guong/2023/lop-doc-sach"


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below docs/; ``mkdocs.yml`` beside it."""
    for path, content in files.items():
        target = root / path if path == "mkdocs.yml" else root / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))


# Sites with walls down


@dataclass(frozen=True)
class Built:
    """Built sites: ``own``, where each input has a page, and ``whole``, where they stand in what all pages show."""

    own: Path
    whole: Path
    inputs: tuple[Input, ...]
    told: str

    @cached_property
    def sites(self) -> tuple[tuple[Path, tuple[Input, ...]], ...]:
        own = tuple(one for one in self.inputs if not one.is_site_wide)
        return (self.own, own), (self.whole, tuple(one for one in self.inputs if one.is_site_wide))


def empty_project(folder: Path) -> Project:
    """The project without its content."""
    project = copy_project(folder)
    for file in sorted(project.docs.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    return project


def _take_down(project: Project, words: Path, *walls: str) -> subprocess.CompletedProcess[str]:
    (project.root / "hooks/walls_down.py").write_bytes((Path(__file__).parent / "walls_down.py").read_bytes())
    project.edit("mkdocs.yml", "hooks:\n", "hooks:\n  - hooks/walls_down.py\n")
    project.edit("mkdocs.yml", "strict: true", "strict: false")
    return project.build(WALLS_DOWN=" ".join(walls), HOSTILE_WORDS=str(words))


def build_past_checks(folder: Path, *walls: str) -> Built:
    """Both sites of all inputs that can be put past the checks, with these walls down besides."""
    inputs = tuple(one for one in corpus() if not one.is_raw)
    words = folder / "words.json"
    words.write_text(json.dumps({one.token: one.payload for one in inputs}), encoding="utf-8")
    own, whole = empty_project(folder / "own"), empty_project(folder / "whole")
    write(own.root, {**base_files(), "mkdocs.yml": _settings(_WHOLE["mkdocs.yml"])})
    places: dict[str, list[str]] = {}
    for one in inputs:
        if one.is_site_wide:
            places.setdefault(one.place, []).append(one.token)
        else:
            write(own.root, files_of(one, one.token))
    write(whole.root, base_files() | whole_files({place: " ".join(tokens) for place, tokens in places.items()}))
    told = ""
    for project in (own, whole):
        result = _take_down(project, words, "checks", *walls)
        assert result.returncode == 0, result.stderr
        told += result.stderr
    return Built(own.site, whole.site, inputs, told)


_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def take_policy_down(built: Built) -> None:
    """Takes the policy out of every page, as a server might that rewrites pages; each has to have had one."""
    for site in (built.own, built.whole):
        for file in site.rglob("*.html"):
            text, count = _POLICY.subn("", file.read_text(encoding="utf-8"), count=1)
            assert count == 1, file
            file.write_text(text, encoding="utf-8", newline="\n")


# What they do in a browser

EXECUTES, CALLS_OUT, NAVIGATES, RESTYLES, BREAKS = KINDS = ("executes", "calls out", "navigates", "restyles", "breaks")


@dataclass(frozen=True, order=True)
class Hit:
    """What an input has done: ``kind`` of ``KINDS``, on the page ``where``; 0 for one that cannot be told from others."""

    number: int
    kind: str
    where: str

    def __str__(self) -> str:
        names = {one.number: str(one) for one in corpus()}
        return f"{self.kind}: {names.get(self.number, '?')} ({self.where})"


class _Listener(BaseHTTPRequestHandler):
    """The other site: answers nothing, and remembers who asked."""

    heard: list[tuple[int, str]]

    def _hear(self) -> None:
        number = re.match(r"/([0-9]+)", self.path)
        kind = NAVIGATES if "text/html" in self.headers.get("Accept", "") else CALLS_OUT
        self.heard.append((int(number[1]) if number else 0, kind))
        self.send_response(204)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    do_GET = do_POST = do_HEAD = do_OPTIONS = _hear  # noqa: N815 - names of the library

    def log_message(self, *_: object) -> None:
        pass


class _Site(SimpleHTTPRequestHandler):
    """The site itself, as quick as may be: hundreds of pages share its files."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A browser that leaves a page hangs up on whatever it was still asking for."""


@contextmanager
def _serving(handler: Any) -> Iterator[int]:
    """The port at which a handler answers while the block runs."""
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


# In every frame, before anything of the page: the ear of whatever is executed.
_EAR = "(() => { const say = console.info; window.hit = number => { say('hit ' + number); }; })();"

_TEXT = ".td-story__text, .td-columns__main > .td-text"

# How the page looks outside the text, and what of the text stands out of its place.
_LOOKS = """selector => {
  const find = name => Document.prototype.querySelector.call(document, name);
  const of = (element, names) => element
    ? names.map(name => getComputedStyle(element)[name]).join(" ") : "none";
  const colours = ["color", "backgroundColor", "backgroundImage", "display", "visibility", "position", "opacity",
    "transform", "fontSize", "fontFamily", "cursor", "overflow", "zIndex", "pointerEvents"];
  const looks = {};
  for (const name of ["html", "body", "header", "main", "h1", "footer", selector])
    looks[name] = of(find(name), colours);
  for (const name of ["header", "main", selector]) {
    const box = find(name)?.getBoundingClientRect();
    looks[`${name} box`] = box ? [box.left, box.width, name === "header" ? box.height : 0].map(Math.round).join(" ") : "";
  }
  const text = find(selector);
  const around = text && text.getBoundingClientRect();
  const strays = [];
  for (const element of text ? text.querySelectorAll("*") : []) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    if (["fixed", "absolute", "sticky"].includes(getComputedStyle(element).position) || box.left < around.left - 2
        || box.right > around.right + 2 || box.top < around.top - 2 || box.bottom > around.bottom + 2)
      strays.push(element.localName + "." + element.className);
  }
  looks.strays = strays.join(" ");
  return looks;
}"""

# Where the first things of the text are.
_POINTS = """selector => [...Document.prototype.querySelectorAll.call(document, selector)]
  .flatMap(text => [...text.querySelectorAll("*")]).slice(1, 5).map(element => element.getBoundingClientRect())
  .filter(box => box.width && box.top < innerHeight).map(box => [box.left + box.width / 2, box.top + box.height / 2])"""

# Everything that can be pointed at, focused and pressed; links that only lead away are links, and nothing more.
_TOUCH = """() => {
  const leads = link => link.localName === "a" && /^https?:$/.test(link.protocol) && !link.hasAttribute("ping")
    && link.href.split("#")[0] !== location.href.split("#")[0];
  const pointer = ["pointerover", "pointerenter", "pointermove", "mouseover", "mouseenter", "mousemove", "mouseout"];
  const every = Document.prototype.querySelectorAll.call(document, "main *, body > *:not(header):not(footer):not(main)");
  for (const element of [...every].slice(0, 150)) {
    for (const name of pointer)
      element.dispatchEvent(new (name[0] === "p" ? PointerEvent : MouseEvent)(name, { bubbles: true, cancelable: true }));
    if (element.focus) element.focus({ preventScroll: true });
    if (!leads(element) && !element.closest("[data-td-print], [data-td-share]") && element.click
        && element.checkVisibility()) {
      const link = element.closest("a");
      if (!link || !leads(link)) element.click();
    }
    element.dispatchEvent(new WheelEvent("wheel"));
  }
}"""
_REST = "milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))"


@dataclass
class Visitor:
    """A reader who looks at a page, points at everything and presses everything; ``hits`` is what came of it."""

    context: BrowserContext
    address: str
    heard: list[tuple[int, str]]
    hits: set[Hit] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    _said: list[int] = field(default_factory=list)
    _broken: list[str] = field(default_factory=list)
    _page: Page | None = None

    def start(self) -> None:
        self.context.add_init_script(_EAR)
        self.context.on("console", lambda message: self._hear(message.text))
        # A name of the text's in the place of one of the scripts'.
        self.context.on("weberror", lambda told: self._broken.append(str(told.error)))
        self.context.on("dialog", lambda dialog: dialog.dismiss())
        self.context.on("response", self._answer)
        self._page = self.context.new_page()
        self.context.on("page", lambda page: page.close())

    def _hear(self, text: str) -> None:
        if match := re.fullmatch(r"hit ([0-9]+)", text):
            self._said.append(int(match[1]))

    def _answer(self, response: Response) -> None:
        if response.ok:
            self.answered.add(unquote(response.url.removeprefix(self.address)))

    @property
    def page(self) -> Page:
        assert self._page is not None
        return self._page

    def look(self, path: str) -> dict[str, str]:
        """Open a page and tell how it looks before anything is touched."""
        self.page.goto(self.address + path, wait_until="load")
        looks: dict[str, str] = self.page.evaluate(_LOOKS, _TEXT)
        return looks

    def visit(self, path: str, usual: Mapping[str, str] | None = None, number: int = 0) -> None:
        """Open a page and touch all of it. ``usual``: how it should look; ``number``: whose page it is."""
        try:
            looks = self.look(path)
            changed = [name for name, value in looks.items() if usual and value != usual[name]]
            if changed:
                self.hits.add(Hit(number, RESTYLES, f"{path}: {', '.join(changed)}"))
            self._point()
            self.page.evaluate(_TOUCH)
            self.page.evaluate(_REST, 15)
        except Exception as error:
            self._page_is_gone(error)
        self.gather(path, number)

    def _point(self) -> None:
        """The real pointer, on the first things of the text."""
        for x, y in self.page.evaluate(_POINTS, _TEXT):
            self.page.mouse.move(x, y)

    @staticmethod
    def _page_is_gone(error: Exception) -> None:
        if not re.search("navigat|destroyed|closed|ERR_ABORTED|interrupted", str(error)):
            raise error

    def gather(self, path: str, number: int = 0) -> None:
        """Take what was heard; calls without a number are those of the page's own input."""
        for said in self._said:
            self.hits.add(Hit(said, EXECUTES, path))
        for asked, kind in list(self.heard):
            self.hits.add(Hit(asked or number, kind, path))
        for words in self._broken:
            self.hits.add(Hit(number, BREAKS, f"{path}: {words}"))
        self._broken.clear()
        self._said.clear()
        self.heard.clear()


@contextmanager
def visiting(playwright: Playwright, site: Path) -> Iterator[Visitor]:
    """A visitor to a site for whose browser every other site is one that listens."""
    path = find_browser()
    assert path, "no Chromium; run: python tests/browser.py"
    heard: list[tuple[int, str]] = []
    listener = type("Listener", (_Listener,), {"heard": heard})
    with _serving(functools.partial(_Site, directory=str(site))) as own, _serving(listener) as port:
        # The browser's own errands lead nowhere.
        rules = f"--host-resolver-rules=MAP {OTHER_SITE} 127.0.0.1:{port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=path, args=[*OPTIONS, rules])
        try:
            context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
            context.set_default_timeout(10_000)
            visitor = Visitor(context, f"http://127.0.0.1:{own}/", heard)
            visitor.start()
            yield visitor
        finally:
            browser.close()


# Pages on which inputs meet: lists, cards, neighbours, whole texts.
SHARED = ("", "guong/", "guong/2023/", "guong/a-z/", "guong/don-vi/", "guong/don-vi/to-ngu-van/", "phong-trao/")
SHARED += (
    "phong-trao/day-tot-hoc-tot/",
    "phong-trao/bang-theo-doi/",
    "ke-hoach/",
    "ke-hoach/2023/",
    "ke-hoach/van-ban/",
)
SHARED += ("gioi-thieu/", "en/", "en/guong/", "en/guong/2023/", "en/guong/a-z/", "en/phong-trao/")
OF_THE_WHOLE = ("thuat-ngu/", "dia-danh/", "ngay-le/", "en/ke-hoach/2023/", "guong/2023/lop-doc-sach/", "404.html")


def visit_all(playwright: Playwright, site: Path, inputs: tuple[Input, ...]) -> set[Hit]:
    """Every page on which an input stands, and the search that finds it."""
    is_whole = any(one.is_site_wide for one in inputs)
    with visiting(playwright, site) as visitor:
        usual = {}
        if not is_whole:
            usual = {
                "movement": visitor.look("phong-trao/day-tot-hoc-tot/"),
                "story": visitor.look(f"{HARMLESS}/"),
                "english": visitor.look(f"en/{HARMLESS}/"),
            }
            for one in inputs:
                own = usual.get(one.file, usual["story"])
                # A picture above the text moves what is below it, and is no fault.
                visitor.visit(one.address, None if "photo" in one.field else own, one.number)
        for path in SHARED + (OF_THE_WHOLE if is_whole else ()):
            visitor.visit(path)
        for query in ("mẫu", "tóm tắt", "hit", "bài"):
            _search(visitor, query)
        # A browser that has ended sees nothing hostile. An input that leads away may end the opening of the page after it.
        asked = {one.address for one in inputs if not one.is_site_wide}
        unopened = sorted(asked - visitor.answered)
        assert len(unopened) <= len(asked) / 20, f"not opened: {unopened}"
        return visitor.hits


def _search(visitor: Visitor, query: str) -> None:
    """The page of results, to its end, and the suggestions below the box of the first page."""
    page = visitor.page
    try:
        page.goto(f"{visitor.address}tim-kiem/?q={query}", wait_until="load")
        page.wait_for_selector("[data-td-results][aria-busy=false], .td-none", state="attached", timeout=3000)
        for _ in range(5):
            if page.locator("[data-td-more]:visible").count():
                page.locator("[data-td-more]").click(timeout=2000)
        page.evaluate(_TOUCH)
        page.goto(visitor.address, wait_until="load")
        page.locator("#td-home-q").press_sequentially(query, timeout=2000)
        page.evaluate(_REST, 300)
    except Exception as error:
        if not re.search("Timeout|navigat|destroyed|closed|ERR_ABORTED|interrupted", str(error)):
            raise
    visitor.gather(f"tim-kiem/?q={query}")
