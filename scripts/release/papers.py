"""What goes with a release beside the program: guide, licences, list of parts, sums."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
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
@page{size:A4;margin:20mm}
@media print{body{max-width:none;margin:0;font-size:10pt}h1,h2,h3{break-after:avoid}
tr,img{break-inside:avoid}}
"""
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
OFFICES: Final = ("soffice", "libreoffice")
_MADE: Final = re.compile(rb"D:\d{14}[-+Z]?[\d']*")
_MARK: Final = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")


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


def pdf(html: str, which: Callable[[str], str | None] = shutil.which) -> tuple[bytes, str]:
    """The page *html* as a PDF, by a Chromium or else LibreOffice; or no bytes, and why (bokmål).

    The time of making and the random marks are taken out, so that one program gives the same bytes.
    """
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(which, BROWSERS)), None)
    office = next(filter(None, map(which, OFFICES)), None)
    with tempfile.TemporaryDirectory(prefix="orxl-pdf-") as name:
        folder = Path(name)
        (folder / "side.html").write_text(html, encoding="utf-8")
        page = (folder / "side.html").as_uri()
        tries = [
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--user-data-dir={folder / 'egen'}", f"--print-to-pdf={folder / 'side.pdf'}", page],
            [office, f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless",
             "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(folder), page],
        ]  # fmt: skip
        for command in tries:
            words = [word for word in command if word is not None]
            if len(words) == len(command):
                with suppress(OSError, subprocess.TimeoutExpired):
                    subprocess.run(words, capture_output=True, check=False, timeout=180)
            if (folder / "side.pdf").is_file():
                return _undated((folder / "side.pdf").read_bytes()), ""
    if browser is None and office is None:
        return b"", "verken Chromium eller LibreOffice er på maskinen"
    return b"", "programmet som skulle lage den, ga ingen PDF"


def _undated(data: bytes) -> bytes:
    """A PDF without its clock: each piece is as long as before, so that all offsets hold."""
    data = _MADE.sub(lambda found: b"D:19800101000000"[: len(found[0])].ljust(len(found[0])), data)
    return _MARK.sub(b"0" * 32, data)


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
