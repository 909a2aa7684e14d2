"""«make sbom»: dist/thi-dua.cdx.json, the bill of materials of a release, in CycloneDX 1.6.

It lists what the site and its editor are made from: the Python packages of ``requirements.txt``, the npm packages of
``editor/package-lock.json`` and the fonts that are published, each with its version, licence, hashes and who
asks for it. All of it stands in the repository: the same files give the same bytes, without a network or a clock.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import tomllib
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from licences import PUBLISHED, read_kept, with_licences
from lock_files import ROOT, ROOT_NAME, Package, npm_packages, python_packages
from packageurl import PackageURL

OUT = ROOT / "dist/thi-dua.cdx.json"
FONTS = "overrides/assets/fonts"
NAME = "thi-dua"

# A pip lock file accepts any of the files of a version: one for each system, and the source.
_ONE_OF = "thi-dua:hashes"
_ALGORITHMS = {"sha1": HashAlgorithm.SHA_1, "sha256": HashAlgorithm.SHA_256, "sha512": HashAlgorithm.SHA_512}


def read_packages(root: Path) -> list[Package]:
    """What the site and the editor are made from, with licences; npm's packages keep their places."""
    locked = python_packages((root / "requirements.txt").read_text(encoding="utf-8"), "site")
    editor = json.loads((root / "editor/package-lock.json").read_text(encoding="utf-8"))
    return with_licences([*locked, *npm_packages(editor, "editor")], read_kept(root))


def package_url(package: Package) -> PackageURL:
    """``pkg:pypi/babel@2.18.0``, ``pkg:npm/%40sveltia/cms@0.221.1``."""
    namespace, _, name = package.name.rpartition("/")
    return PackageURL(package.ecosystem, namespace or None, name, package.version)


def component_of(package: Package) -> Component:
    """One package as a component."""
    url = package_url(package)
    properties = []
    if package.ecosystem == "pypi":
        properties.append(Property(name=_ONE_OF, value="each file of this version that the lock file accepts"))
    if package.marker:
        properties.append(Property(name="thi-dua:marker", value=package.marker))
    namespace, _, name = package.name.rpartition("/")
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        group=namespace or None,
        version=package.version,
        bom_ref=url.to_string(),
        purl=url,
        licenses=[LicenseFactory().make_from_string(package.licence)],
        hashes=[hash_type(digest) for digest in package.hashes],
        scope=ComponentScope.OPTIONAL if package.optional else ComponentScope.REQUIRED,
        properties=properties,
    )


def hash_type(digest: str) -> HashType:
    """``sha256:<hex>`` of pip, or ``sha512-<base64>`` of npm."""
    if digest.startswith("sha256:"):
        return HashType(alg=HashAlgorithm.SHA_256, content=digest.removeprefix("sha256:"))
    algorithm, _, content = digest.partition("-")
    return HashType(alg=_ALGORITHMS[algorithm], content=base64.b64decode(content).hex())


def fonts(root: Path) -> list[Component]:
    """The fonts, which come from no package index; each with the hashes of its files. (Icons come within packages.)"""
    found = []
    for name, licence, _, where in PUBLISHED:
        if licence != "OFL-1.1":
            continue
        title, _, version = name.rpartition(" ")
        slug = title.lower().replace(" ", "-")
        files = sorted((root / FONTS).glob(f"{slug}-*.woff2"))
        url = PackageURL("generic", None, slug, version)
        found.append(
            Component(
                type=ComponentType.DATA,
                name=title,
                version=version,
                bom_ref=url.to_string(),
                purl=url,
                description=where,
                licenses=[LicenseFactory().make_from_string(licence)],
                hashes=[hash_type(f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}") for file in files],
                properties=[Property(name="thi-dua:file", value=f"{FONTS}/{file.name}") for file in files],
            )
        )
    return found


def make_bom(root: Path) -> Bom:
    """The whole bill; its serial number comes from what it lists."""
    packages = read_packages(root)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    whole = Component(
        type=ComponentType.APPLICATION,
        name=NAME,
        version=project["version"],
        description=project["description"],
        bom_ref=NAME,
        licenses=[LicenseFactory().make_from_string("MIT")],
    )
    # Two folders of npm may hold the same version: one component.
    made = {package_url(package).to_string(): component_of(package) for package in packages}
    published = fonts(root)
    bom = Bom(metadata=BomMetaData(component=whole), components=[*made.values(), *published])
    asked = _asked_for(packages)
    for package in packages:
        url = package_url(package).to_string()
        wanted = asked.get((package.ecosystem, package.place or package.name), [])
        bom.register_dependency(made[url], [made[other] for other in wanted])
    top = [made[other] for ecosystem in ("pypi", "npm") for other in asked.get((ecosystem, ROOT_NAME), [])]
    bom.register_dependency(whole, [*top, *published])
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(_facts(packages)))
    return bom


def _asked_for(packages: Iterable[Package]) -> Mapping[tuple[str, str], list[str]]:
    """Who asks → addresses of what; the lock files say it the other way round."""
    found: dict[tuple[str, str], list[str]] = {}
    for package in packages:
        for name in package.asked_by:
            found.setdefault((package.ecosystem, name), []).append(package_url(package).to_string())
    return found


def _facts(packages: Iterable[Package]) -> list[str]:
    return sorted(f"{found.ecosystem} {found.place or found.name} {found.key} {found.hashes}" for found in packages)


def bom_text(root: Path) -> str:
    """The bill as JSON. The hour it was made at is left out: the same release has the same bill."""
    written = make_outputter(make_bom(root), OutputFormat.JSON, SchemaVersion.V1_6).output_as_string()
    tree = json.loads(written)
    del tree["metadata"]["timestamp"]
    return json.dumps(tree, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Ghi danh mục thành phần / write the bill of materials")
    parser.add_argument("--root", type=Path, default=ROOT, help="thư mục dự án / the project folder")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    text = bom_text(arguments.root)
    arguments.out.write_text(text, encoding="utf-8", newline="\n")
    print(f"{arguments.out} ({len(json.loads(text)['components'])} thành phần / components)")


if __name__ == "__main__":
    main()
