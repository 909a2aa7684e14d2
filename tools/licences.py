"""«make licences»: writes THIRD-PARTY.md and requirements/licences.json, under which licence each package is used.

npm's lock files name the licences; those of Python do not. So each wheel of the lock files is fetched, its hash checked,
and the licence read from its metadata: nothing is installed and no code of a package is run. What comes out is kept in
``requirements/licences.json``, by name and version, so that the list and its test need no network.
"""

from __future__ import annotations

import email.message
import email.parser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lock_files import PYTHON_LOCKS, ROOT, Package, all_packages, python_packages

KEPT = ROOT / "requirements/licences.json"
LIST = ROOT / "THIRD-PARTY.md"

# Anybody may use, change and pass on what stands under these, with its notice.
ACCEPTED = frozenset(
    (
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BlueOak-1.0.0",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MIT-CMU",
        "PSF-2.0",
        "Python-2.0",
    )
)
# And these for a reason: Vietnamese, English.
EXPLAINED: Mapping[str, tuple[str, str]] = {
    "MPL-2.0": (
        "dùng nguyên bản, không sửa, không đăng cùng trang; giấy phép này chỉ buộc công bố phần sửa của chính tệp ấy",
        "used as they come, unchanged, and not published with the site; the licence asks for changes to its own files only",
    ),
    "OFL-1.1": (
        "phông chữ; tệp rút gọn giữ nguyên giấy phép và được đăng kèm lời giấy phép ấy",
        "fonts; the cut-down files keep the licence, whose words are published with them",
    ),
}

# What metadata call a licence that has a name of its own in SPDX.
_NAMES: Mapping[str, str] = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}
# Where lock file or metadata leave it open which BSD licence it is; read in the package's own licence file.
_READ_BY_HAND: Mapping[str, str] = {
    "colorama": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "parse-cache-control": "BSD-3-Clause",
}

# What readers or authors are given, beyond what the pages say themselves: what, licence, where; Vietnamese, English.
PUBLISHED: Sequence[tuple[str, str, str, str]] = (
    (
        "Be Vietnam Pro 1.002",
        "OFL-1.1",
        "phông chữ của trang và của trang soạn bài, đã rút gọn: `overrides/assets/fonts/be-vietnam-pro-*.woff2`",
        "font of the site and of the editor, cut down",
    ),
    (
        "Literata 3.103",
        "OFL-1.1",
        "phông chữ của trang, đã rút gọn: `overrides/assets/fonts/literata-*.woff2`",
        "font of the site, cut down",
    ),
    (
        "Material Design Icons (Pictogrammers)",
        "Apache-2.0",
        "vài biểu tượng nằm trong trang, lấy từ gói `mkdocs-material`",
        "a few icons within the pages, from the package `mkdocs-material`",
    ),
    (
        "@sveltia/cms",
        "MIT",
        "trang soạn bài (`make editor`), gộp cùng những gói npm mà nó dùng (cột “Dùng để”: editor); "
        "giấy phép đi kèm: `assets/sveltia-cms.LICENSE.txt`",
        "the editor (`make editor`), bound with the npm packages that it uses; its licence goes along",
    ),
    (
        "Material Symbols Outlined",
        "Apache-2.0",
        "biểu tượng của trang soạn bài; giấy phép đi kèm: `assets/material-symbols-outlined.LICENSE.txt`",
        "icons of the editor; their licence goes along",
    ),
)

_PURPOSES: Mapping[str, tuple[str, str]] = {
    "site": ("dựng trang", "builds the site"),
    "editor": ("trang soạn bài", "the editor"),
    "test": ("phép kiểm", "tests"),
    "fonts": ("rút gọn phông chữ", "cutting down the fonts"),
    "release": ("phát hành, soát lỗ hổng", "releases, audit"),
    "lock": ("ghi tệp khóa", "writing lock files"),
    "bench": ("đo đạc", "measurements"),
}


def licence_of(metadata: email.message.Message) -> str:
    """The SPDX expression that a package's metadata name, or "" where they leave it open."""
    if expression := metadata["License-Expression"]:
        return str(expression).strip()
    named = [str(metadata["License"] or "").strip()]
    named += [
        str(line).rpartition(" :: ")[2] for line in metadata.get_all("Classifier", []) if line.startswith("License")
    ]
    for name in named:
        if name in ACCEPTED or name in EXPLAINED:
            return name
        if known := _NAMES.get(name.lower()):
            return known
    return ""


def accepted(expression: str) -> bool:
    """Whether a licence, or a choice of several, is one that the project accepts."""
    expression = expression.strip()
    if expression.startswith("(") and expression.endswith(")"):
        return accepted(expression[1:-1])
    if " OR " in expression and " AND " in expression:
        return False  # nobody has needed both; whoever does, looks at it first
    if " OR " in expression:
        return any(accepted(part) for part in expression.split(" OR "))
    if " AND " in expression:
        return all(accepted(part) for part in expression.split(" AND "))
    return expression in ACCEPTED or expression in EXPLAINED


def with_licences(packages: Sequence[Package], kept: Mapping[str, str]) -> list[Package]:
    """The packages with the licences that their lock files do not name."""

    def licence(package: Package) -> str:
        return package.licence or kept.get(package.key, "") or _READ_BY_HAND.get(package.name, "")

    return [replace(package, licence=licence(package)) for package in packages]


def read_kept(root: Path = ROOT) -> dict[str, str]:
    """``{"name==version": SPDX expression}`` of the Python packages."""
    kept: dict[str, str] = json.loads((root / KEPT.relative_to(ROOT)).read_text(encoding="utf-8"))
    return kept


def list_text(packages: Sequence[Package]) -> str:
    """THIRD-PARTY.md."""
    lines = [
        "# Thành phần của bên khác / Third-party components",
        "",
        "Tệp này do `make licences` ghi ra từ các tệp khóa; đừng sửa tay.",
        "`make licences` writes this file from the lock files; do not edit it by hand.",
        "",
        "## Đăng cùng trang / Published with the site",
        "",
        "| Thành phần / Component | Giấy phép / Licence | Ở đâu / Where |",
        "| --- | --- | --- |",
        *(f"| {name} | {licence} | {where} / {there} |" for name, licence, where, there in PUBLISHED),
        "",
        "Trang đã dựng không có mã của gói nào dưới đây: chúng chỉ chạy lúc dựng, soát hay đo.",
        "Riêng các gói `editor`, trừ `esbuild`, được gộp một phần vào trang soạn bài.",
        "A built site has no code of the packages below: they run while it is built, checked or measured.",
        "Only of the packages marked `editor`, but for `esbuild`, parts are bound into the editor.",
        "",
        "## Giấy phép được nhận / Licences accepted",
        "",
        f"{', '.join(sorted(ACCEPTED, key=str.lower))}.",
        "",
        *(f"- {name}: {why} / {reason}." for name, (why, reason) in EXPLAINED.items()),
        "",
        "Giấy phép khác thì `make test` báo lỗi. / `make test` refuses any other.",
    ]
    for ecosystem, title in (("pypi", "Python"), ("npm", "npm")):
        lines += ["", f"## {title}", "", "| Gói / Package | Bản / Version | Giấy phép / Licence | Dùng để / For |"]
        lines += ["| --- | --- | --- | --- |"]
        for package in packages:
            if package.ecosystem == ecosystem:
                uses = ", ".join(package.purposes)
                lines.append(f"| {package.name} | {package.version} | {package.licence} | {uses} |")
    lines += ["", "## Dùng để / For", ""]
    lines += [f"- {name}: {words} / {meant}" for name, (words, meant) in _PURPOSES.items()]
    return "\n".join(lines) + "\n"


def fetched_licences(missing: Sequence[Package]) -> dict[str, str]:
    """Licences from the metadata of wheels, fetched one by one with the hashes of the lock files required."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for package in missing:
            pin = Path(folder) / "pin.txt"
            pin.write_text(" ".join([package.key, *(f"--hash={digest}" for digest in package.hashes)]) + "\n", "utf-8")
            out = Path(folder) / package.key
            command = ["download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
            command += ["--require-hashes", "--ignore-requires-python", "--requirement", str(pin), "--dest", str(out)]
            subprocess.run([sys.executable, "-m", "pip", *command], check=True)
            (wheel,) = out.glob("*.whl")
            found[package.key] = _READ_BY_HAND.get(package.name) or licence_of(wheel_metadata(wheel))
    return found


def wheel_metadata(wheel: Path) -> email.message.Message:
    """The metadata of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        return email.parser.Parser().parsestr(archive.read(name).decode("utf-8"))


def main() -> int:
    """Write both files; 1 where a licence is unknown or not accepted."""
    locked = [
        package
        for path, purpose in PYTHON_LOCKS.items()
        for package in python_packages((ROOT / path).read_text(encoding="utf-8"), purpose)
    ]
    by_key = {package.key: package for package in locked}
    kept = {
        key: licence for key, licence in (read_kept() if KEPT.exists() else {}).items() if key in by_key and licence
    }
    kept |= fetched_licences([package for key, package in sorted(by_key.items()) if key not in kept])
    KEPT.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", encoding="utf-8", newline="\n")
    packages = with_licences(all_packages(), kept)
    LIST.write_text(list_text(packages), encoding="utf-8", newline="\n")
    refused = [package for package in packages if not accepted(package.licence)]
    for package in refused:
        print(
            f"{LIST.name}: {package.key}: giấy phép “{package.licence}” chưa được nhận: ACCEPTED, tools/licences.py"
            f' / licence "{package.licence}" is not accepted; see ACCEPTED in tools/licences.py',
            file=sys.stderr,
        )
    return 1 if refused else 0


if __name__ == "__main__":
    raise SystemExit(main())
