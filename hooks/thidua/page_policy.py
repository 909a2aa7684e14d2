"""What a browser is told about each page: the policy of what may be loaded, and the other headers of a careful host.

The policy stands in every page itself, for hosts on which a school can set nothing, and in the files for servers.
"""

from __future__ import annotations

from collections.abc import Mapping

# No script, style, font or picture but from the site's own files; pictures that the form has just shrunk are «data:».
# Nothing is fetched by scripts, framed or embedded, so there is no more to allow than this.
_SOURCES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
# A browser heeds it in a header only. Pages made for frames on the school's own site have to be told apart there.
_FRAMES = "frame-ancestors 'none'"

META_POLICY = "; ".join(f"{name} {sources}" for name, sources in _SOURCES.items())
POLICY = f"{META_POLICY}; {_FRAMES}"

# «mkdocs serve» writes a script of its own into each page, which asks the preview whether a text has changed.
PREVIEW_POLICY = META_POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'; connect-src 'self'")

# What a page of a school's stories has no use for, refused to whoever might find a way into it.
_UNUSED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    # A year, this host alone: the school's other pages may stand beside it on names that know no TLS yet.
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Whoever is linked to learns nothing of the reader, not even from where.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    # The school's other pages, under its name, may show a picture of ours; nobody else's may.
    "Cross-Origin-Resource-Policy": "same-site",
}
# Where hosts of plain files look for their headers, from the site's root.
HEADERS_PATH = "_headers"


def headers_file() -> str:
    """``_headers`` as hosts of plain files read it: each header for every path."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())


def nginx_lines() -> str:
    """The same for nginx, to be included in a ``server`` or ``location``.

    ``always``: pages of errors carry them too.
    """
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())


def apache_lines() -> str:
    """The same for Apache, as ``.htaccess`` takes it; a host without the module serves the pages all the same."""
    lines = "".join(f'  Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    return f"<IfModule mod_headers.c>\n{lines}</IfModule>\n"
