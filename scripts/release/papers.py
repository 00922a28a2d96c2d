"""What goes with a release beside the program: guide, licences, list of parts, sums."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from release.wheels import Target, Wheel

_STYLE: Final = """
body{font:1rem/1.55 'Segoe UI',Calibri,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;
color:#1a1a1a}
img{max-width:100%;border:1px solid #bbb}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{border:1px solid #bbb;padding:.35rem .5rem;text-align:left;vertical-align:top}
th{background:#eef2f5}
code,pre{font-family:Consolas,monospace;background:#f3f3f3;overflow-wrap:anywhere}
pre{padding:.6rem}
h1,h2,h3{line-height:1.25}
"""


def page(markdown: str, folder: Path, beside: Mapping[str, str]) -> str:
    """A guide as one HTML file that needs nothing else: pictures are in it.

    *folder* is where the guide's pictures are; *beside* names, for each Markdown file that goes
    with it, its page. Links to what does not go with it become plain text.
    """
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)

    def picture(match: re.Match[str]) -> str:
        data = base64.b64encode((folder / match[1]).read_bytes()).decode()
        return f'src="data:image/png;base64,{data}"'

    def link(match: re.Match[str]) -> str:
        target, text = match[1], match[2]
        if target.startswith(("http:", "https:", "mailto:", "#")):
            return match[0]
        name = beside.get(target.rpartition("/")[2].partition("#")[0])
        return f'<a href="{name}">{text}</a>' if name else text

    body = re.sub(r'src="([^":]+\.png)"', picture, body)
    body = re.sub(r'<a href="([^"]+)">(.*?)</a>', link, body, flags=re.DOTALL)
    found = re.search(r"<h1>(.*?)</h1>", body)
    title = re.sub(r"<[^>]+>", "", found[1]) if found else "orxl"
    return (
        '<!DOCTYPE html>\n<html lang="nb">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title, quote=False)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def licence(wheel: Wheel) -> str:
    """How a wheel says it is licensed: its expression, else its classifiers, else its field."""
    told = wheel.metadata()
    if told.get("license-expression"):
        return told["license-expression"][0]
    classified = [
        line.split(" :: ")[-1]
        for line in told.get("classifier", ())
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    if classified:
        return ", ".join(classified)
    return (told.get("license") or ["ikke oppgitt"])[0].splitlines()[0].strip()


def licences(wheels: Sequence[Wheel]) -> dict[str, bytes]:
    """The licence texts of all *wheels*, by path, and a list of them."""
    files: dict[str, bytes] = {}
    lines = ["Pakke og versjon: lisens. Tekstene ligger i mappene ved siden av.", ""]
    for wheel in sorted({(w.name, w.version): w for w in wheels}.values(), key=lambda w: w.name):
        texts = wheel.licences()
        note = "" if texts else " (pakken har ingen lisenstekst ved seg)"
        lines.append(f"{wheel.name} {wheel.version}: {licence(wheel)}{note}")
        for name, data in sorted(texts.items()):
            files[f"{wheel.name}/{name}"] = data
    files["OVERSIKT.txt"] = ("\n".join(lines) + "\n").encode()
    return files


def sbom(version: str, wheels: Sequence[Wheel], targets: Sequence[Target]) -> str:
    """The list of parts in CycloneDX 1.6 (JSON); the same parts give the same bytes."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import HashAlgorithm, HashType, Property
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    read = LicenseFactory()
    digest = sha256("".join(target.text() for target in targets).encode()).hexdigest()
    root = Component(name="orxl", version=version, type=ComponentType.APPLICATION, bom_ref="orxl")
    parts = [
        Component(
            name=wheel.name,
            version=wheel.version,
            type=ComponentType.LIBRARY,
            bom_ref=wheel.path.name,
            purl=PackageURL(
                "pypi", None, wheel.name, wheel.version, {"file_name": wheel.path.name}
            ),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=wheel.digest)],
            licenses=[read.make_from_string(licence(wheel))],
            properties=[
                Property(name="orxl:krav", value=target.lock)
                for target in targets
                if wheel in target.wheels
            ],
        )
        for wheel in wheels
        if wheel.name != "orxl"
    ]
    made = Bom(components=parts, serial_number=uuid5(NAMESPACE_URL, f"orxl:{version}:{digest}"))
    made.metadata.component = root
    made.register_dependency(root, parts)
    told = json.loads(JsonV1Dot6(made).output_as_string())
    told["metadata"].pop("timestamp", None)  # a clock would make every run another file
    return json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def sums(files: Mapping[str, bytes]) -> str:
    """SHA-256 of every file, as ``sha256sum -c`` reads it."""
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))


def manifest(
    version: str, targets: Iterable[Target], pip: Wheel, without: Mapping[str, str]
) -> str:
    """What ``installer.py`` reads: the Pythons that are served, and pip's wheel."""
    told = {
        "version": version,
        "targets": [
            {"python": t.python, "machine": t.machine, "lock": t.lock, "engines": t.engines}
            for t in targets
        ],
        "without": dict(without),
        "pip": {"file": pip.path.name, "sha256": pip.digest},
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"
