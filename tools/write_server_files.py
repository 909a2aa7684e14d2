"""«make server»: writes ``server/``, the headers of a careful host in the words of nginx and Apache."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from thidua.page_policy import apache_lines, nginx_lines  # noqa: E402 (found by the line above)

NGINX = """\
# Các dòng tiêu đề an toàn cho nginx; «make server» ghi lại tệp này.
# Đặt trong «server» hoặc «location» của trang: include /đường-dẫn/server/nginx.conf;
# Một «location» có add_header riêng thì phải include lần nữa trong đó: nginx không cộng dồn.
# Strict-Transport-Security chỉ có tác dụng qua https; hãy chắc https của trường chạy ổn rồi mới dùng.
#
# The headers of a careful host for nginx; written by "make server". Include it in the site's "server" or "location", and
# again in each location that has an add_header of its own. Use Strict-Transport-Security once https works for good.

"""
APACHE = """\
# Các dòng tiêu đề an toàn cho Apache; «make server» ghi lại tệp này.
# Đặt trong <Directory> của trang, hoặc chép vào .htaccess nếu máy chủ cho phép (AllowOverride FileInfo).
#
# The headers of a careful host for Apache; written by "make server". For the site's <Directory>, or for .htaccess where
# the server allows it (AllowOverride FileInfo).

"""


def main() -> int:
    """Write both files."""
    folder = ROOT / "server"
    folder.mkdir(exist_ok=True)
    for name, text in (("nginx.conf", NGINX + nginx_lines()), ("apache.conf", APACHE + apache_lines())):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
