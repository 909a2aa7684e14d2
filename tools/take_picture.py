"""The README's picture: the home page on a desktop and three pages on a phone, as a real browser shows them."""

from __future__ import annotations

import base64
import functools
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import OPTIONS, find_browser  # noqa: E402

OUT = ROOT / "art/man-hinh.png"
DESKTOP = ("", 1180, 760, "light")
PHONES = (
    ("guong/2023/khu-vuon-sau-day-phong-hoc/", 360, 760, "light"),
    ("ke-hoach/2023/#i-1-a", 360, 760, "light"),
    ("en/phong-trao/lao-dong-gioi-lao-dong-sang-tao/", 360, 760, "dark"),
)
# The frame into which the pictures are put, and the script that puts them there.
FRAME = ROOT / "tools/man-hinh.html"
ADD = """shots => Promise.all(shots.map(([height, data]) => {
  const picture = new Image();
  picture.height = height;
  picture.src = "data:image/png;base64," + data;
  document.querySelector("div").append(picture);
  return picture.decode();
}))"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    """Take the pictures and put them into one."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(ROOT / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=OPTIONS)
        shots = []
        for path, width, height, scheme in (DESKTOP, *PHONES):
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(home + path, wait_until="networkidle")
            page.reload(wait_until="networkidle")  # fonts that came late are used from the second view on
            shots.append((int(height * 0.7), base64.b64encode(page.screenshot()).decode()))
            page.close()
        page = browser.new_page(viewport={"width": 2200, "height": 900})
        page.goto(FRAME.as_uri())
        page.evaluate(ADD, shots)
        page.locator("div").screenshot(path=OUT)
        browser.close()
    server.shutdown()
    Image.open(OUT).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(OUT, optimize=True)
    print(OUT.relative_to(ROOT))


if __name__ == "__main__":
    main()
