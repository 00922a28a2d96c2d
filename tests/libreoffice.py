"""LibreOffice Calc as the oracle of the tests: slow, installed apart, thorough.

A headless soffice on a throw-away profile converts the workbook to .xlsx, and the values of the
formula cells are read from that. The profile sets ``OOXMLRecalcMode=0``: without it Calc believes
the cached values. Its locale is Norwegian, as the users' Excel is.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from orxl.core.refs import CellRef
from orxl.core.values import CellError, Value

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SETTINGS: Final = (
    ("org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", "{locale}"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
)
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACES: Final = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


class NoAnswer(Exception):
    """LibreOffice gave no values, and why."""


@lru_cache
def soffice() -> Path | None:
    """The LibreOffice program, or None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    return next((Path(place) for place in _PLACES if Path(place).exists()), None)


@lru_cache
def soffice_version() -> str:
    """The installed LibreOffice's version, or ``""``."""
    program = soffice()
    if program is None:
        return ""
    with tempfile.TemporaryDirectory(prefix="orxl-lo-") as folder:
        done = _run_soffice(program, Path(folder), ["--version"], 60, "nb-NO")
    words = done.split()
    return words[1] if len(words) > 1 else ""


def libreoffice_values(
    source: bytes | Path, *, locale: str = "nb-NO", timeout: float = 180
) -> Mapping[CellRef, Value]:
    """The value of every formula cell in the .xlsx *source*, recalculated by LibreOffice.

    ``locale`` decides decimal comma and date order in texts; ``timeout`` is in seconds. Numbers
    and dates both come as floats (a date as its serial number). Raises NoAnswer where LibreOffice
    is missing, fails, takes too long, or cannot open the file.
    """
    return libreoffice_values_of_many([source], locale=locale, timeout=timeout)[0]


def libreoffice_values_of_many(
    sources: Sequence[bytes | Path], *, locale: str = "nb-NO", timeout: float = 180
) -> list[Mapping[CellRef, Value]]:
    """:func:`libreoffice_values` for several workbooks in one run of LibreOffice."""
    given = [s if isinstance(s, bytes) else s.read_bytes() for s in sources]
    with tempfile.TemporaryDirectory(prefix="orxl-lo-") as name:
        return [
            calculated_values(path) for path in _saved_again(Path(name), given, locale, timeout)
        ]


def saved_by_libreoffice(data: bytes, *, timeout: float = 180) -> bytes:
    """The workbook as LibreOffice saves it. Raises NoAnswer, as :func:`libreoffice_values`."""
    with tempfile.TemporaryDirectory(prefix="orxl-lo-") as name:
        return _saved_again(Path(name), [data], "nb-NO", timeout)[0].read_bytes()


def _saved_again(folder: Path, given: Sequence[bytes], locale: str, timeout: float) -> list[Path]:
    """The workbooks *given*, opened by LibreOffice and saved as .xlsx in *folder*."""
    program = soffice()
    if program is None:
        raise NoAnswer("LibreOffice is not installed on this machine")
    (folder / "inn").mkdir()
    files = [folder / "inn" / f"bok{number}.xlsx" for number in range(len(given))]
    for file, data in zip(files, given, strict=True):
        file.write_bytes(data)
    convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "ut")]
    _run_soffice(program, folder, [*convert, *map(str, files)], timeout, locale)
    made = [folder / "ut" / file.name for file in files]
    if not all(path.exists() for path in made):
        raise NoAnswer("LibreOffice could not open the workbook")
    return made


def _run_soffice(
    program: Path, folder: Path, arguments: list[str], timeout: float, locale: str
) -> str:
    profile = folder / "profil"
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_registry(locale), encoding="utf-8")
    command = [
        str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--nologo", "--nodefault", "--nolockcheck", *arguments,
    ]  # fmt: skip
    # Without a display of its own; a session's Wayland or X settings may stop a headless start.
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=timeout,
            check=False,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if os.name == "nt" else 0,
        )
    except subprocess.TimeoutExpired:
        raise NoAnswer(f"LibreOffice was not done in {timeout:.0f} seconds") from None
    return done.stdout.decode(sys.getdefaultencoding(), "replace")


def _registry(locale: str) -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value.format(locale=locale)}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
    )


def calculated_values(path: Path) -> dict[CellRef, Value]:
    """Every formula cell's value in a workbook that a program of its own has just written."""
    values: dict[CellRef, Value] = {}
    with zipfile.ZipFile(path) as package:
        links = {
            link.get("Id"): f"xl/{link.get('Target', '')}"
            for link in ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        }
        shared = _shared_strings(package)
        workbook = ET.fromstring(package.read("xl/workbook.xml"))
        for sheet in workbook.iter(f"{_MAIN}sheet"):
            part = links.get(sheet.get(f"{_REL}id"))
            if part is None or part not in package.namelist():
                continue
            name = sheet.get("name", "")
            for cell in ET.fromstring(package.read(part)).iter(f"{_MAIN}c"):
                if cell.find(f"{_MAIN}f") is not None:
                    value = _value(cell, shared)
                    if value is not None:
                        values[CellRef.of(name, cell.get("r", ""))] = value
    return values


def _shared_strings(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    root = ET.fromstring(package.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in item.iter(f"{_MAIN}t")) for item in root]


def _value(cell: ET.Element, shared: list[str]) -> Value | None:
    kind = cell.get("t", "n")
    held = cell.find(f"{_MAIN}v")
    text = None if held is None else held.text
    if text is None:
        # Calc writes an empty text as an empty <v> of type str.
        return "" if kind == "str" else None
    if kind == "b":
        return text == "1"
    if kind == "e":
        return CellError(text)
    if kind == "s":
        return shared[int(text)]
    if kind == "str":
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return float(text) + 0.0
