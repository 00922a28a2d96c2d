"""Makes the pictures of docs/utseende.md: every sheet as printed, and some as on screen.

    python docs/bilder/utseende.py

Needs LibreOffice with UNO, pdftotext and pdftoppm (poppler-utils), ImageMagick and Xvfb. The
pictures «foer-etter-…» show workbooks of the past and are not made again.
"""

# ruff: noqa: S101, S112, S603, S607 - fixed programs on files of our own
from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from orxl.app.build import blank_bytes  # noqa: E402
from orxl.app.recalculate import recalculate_file  # noqa: E402
from orxl.binding import bind  # noqa: E402
from orxl.core.edits import SetCell  # noqa: E402
from orxl.core.refs import CellRef  # noqa: E402
from orxl.core.values import Value  # noqa: E402
from orxl.xlsx import patch, read_book  # noqa: E402
from tests.libreoffice import soffice  # noqa: E402
from tests.live.calc.office import desktop_at  # noqa: E402

EXAMPLE: tuple[tuple[str, str, str, Value], ...] = (
    ("tblTiltak", "1.1", "status", "Gjennomført"),
    ("tblTiltak", "1.2", "status", "I gang"),
    ("tblTiltak", "1.3", "deadline", datetime(2026, 3, 1)),
    ("tblHovedtall", "Kontingenter", "actual", 2700.0),
    ("tblHovedtall", "SEADITO 2024–2027", "actual", 150.0),
    ("tblHovedtall", "Kommunikasjon", "actual", 150.0),
    ("tblHovedtall", "Kommunikasjon", "new_forecast", 230.0),
    ("tblHovedtall", "Lønn sekretariatet, mv.", "actual", 2900.0),
    ("tblHovedtall", "Lønn sekretariatet, mv.", "new_forecast", 5850.0),
    ("tblHovedtall", "Prosjekter", "actual", 700.0),
    ("tblHovedtall", "Prosjekter", "new_forecast", 2900.0),
)
"""What a year in the middle of its follow-up looks like: table, row, column and what is typed."""
SCREENS = (
    ("Forside", "A1", "skjerm-forside"),
    ("Hovedtall", "K6", "skjerm-hovedtall"),
    ("Tiltak", "C6", "skjerm-tiltak"),
    ("Mål", "D6", "skjerm-maal"),
    ("Kontingent", "A1", "skjerm-kontingent"),
    ("Scenarioer", "A1", "skjerm-scenarioer"),
    ("Årene framover", "A1", "skjerm-aarene-framover"),
    ("Tilskuddsår", "A6", "skjerm-tilskuddsaar"),
    ("Kontroll", "A6", "skjerm-kontroll"),
    ("Tekster", "B6", "skjerm-tekster"),
)
"""Sheets, the cell that the window is scrolled to, and the picture."""
SETTINGS = (
    ("Setup/L10N", "ooSetupSystemLocale", "nb-NO"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Setup/Product", "ooSetupLastVersion", "7.4"),
)
SHEETS_A_PICTURE = 8
SHEETS_A_ROW = 4
START = 60.0


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory(prefix="orxl-utseende-") as name:
        folder = Path(name)
        profile = profile_in(folder)
        shipped = ROOT / "workbook" / "handlingsprogram.xlsx"
        _printed(shipped, folder, profile)
        example, blank = folder / "handlingsprogram.xlsx", folder / "tom.xlsx"
        _fill_in(shipped, example)
        blank.write_bytes(blank_bytes(2027, "Testrådet IPR", datetime(2026, 12, 1, 9))[0])
        on_screen(example, SCREENS, profile)
        on_screen(blank, (("Forside", "A1", "skjerm-tom"),), profile)


def profile_in(folder: Path) -> str:
    """An own profile of LibreOffice with Norwegian settings, as its argument."""
    user = folder / "profil" / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        f'xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
    return f"-env:UserInstallation={(folder / 'profil').as_uri()}"


def _fill_in(source: Path, target: Path) -> None:
    bound = bind(read_book(source))
    edits = []
    for table, row, column, value in EXAMPLE:
        cell: CellRef | None = bound.where(table, row, column)
        if cell is None:
            raise SystemExit(f"{table} has no row «{row}»")
        edits.append(SetCell(cell, value))
    target.write_bytes(patch(source.read_bytes(), edits))
    recalculate_file(target, moment=datetime(2026, 12, 1, 9, 30), who="Kari Nordmann")


def _printed(book: Path, folder: Path, profile: str) -> None:
    """The first page of every sheet, and the charts without colours."""
    _run(soffice(), "--headless", profile, "--convert-to", "pdf", "--outdir", folder, book)
    pdf = folder / f"{book.stem}.pdf"
    _run("pdftoppm", "-r", "60", "-png", pdf, folder / "side")
    pages = sorted(folder.glob("side-*.png"))
    texts = _run("pdftotext", "-layout", pdf, "-").decode().split("\f")
    first: dict[str, Path] = {}
    for text, page in zip(texts, pages, strict=False):
        footer = re.search(r"^\s*(\S.*?)\s+Skrevet ut ", text, re.MULTILINE)
        if footer is not None:
            first.setdefault(footer[1], page)
    names = [sheet.name for sheet in read_book(book).sheets]
    shown = [first[name] for name in names if name in first]  # «Lister» is out of sight
    for start in range(0, len(shown), SHEETS_A_PICTURE):
        target = HERE / f"trykt-{start // SHEETS_A_PICTURE + 1}.png"
        some = shown[start : start + SHEETS_A_PICTURE]
        _run(
            "montage", *some, "-tile", f"{SHEETS_A_ROW}x", "-geometry", "+4+4",
            "-background", "#999999", target,
        )  # fmt: skip
        _run("mogrify", "-dither", "None", "-colors", "48", "-depth", "8", target)
    front = folder / "forside"
    _run("pdftoppm", "-r", "85", "-l", "1", "-gray", "-png", "-singlefile", pdf, front)
    _run(
        "convert", f"{front}.png", "-crop", "100%x45%+0+420", "+repage", "-trim", "-colors", "64",
        HERE / "graatone-diagrammer.png",
    )  # fmt: skip
    print(f"{len(pages)} sider")


@contextmanager
def _display() -> Iterator[str]:
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def on_screen(
    book: Path, wanted: tuple[tuple[str, str, str], ...], profile: str, chosen: str = "A1"
) -> None:
    """The pictures *wanted* of a window with *book*, the cell *chosen* marked in each."""
    pipe = f"orxl-utseende-{os.getpid()}"
    with _display() as display:
        window = subprocess.Popen(
            [str(soffice()), profile, "--norestore", "--nologo", "--nolockcheck",
             f"--accept=pipe,name={pipe};urp;", str(book)],
            env={**os.environ, "DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"},
            start_new_session=True,
        )  # fmt: skip
        try:
            desktop = _reached(pipe)
            view = desktop.Frames.getByIndex(0).Controller
            view.Frame.ContainerWindow.setPosSize(0, 0, 1366, 768, 15)
            for sheet, cell, name in wanted:
                _show(view, sheet, cell, chosen)
                _run(
                    "import", "-display", display, "-window", "root",
                    "-crop", "1366x648+0+108", "+repage",
                    "-dither", "None", "-colors", "48", "-depth", "8",
                    f"PNG8:{HERE / name}.png",
                )  # fmt: skip
        finally:
            os.killpg(window.pid, signal.SIGTERM)  # soffice is a script around soffice.bin
            window.wait(30)


def _reached(pipe: str) -> Any:
    """The desktop, once the book's window is there."""
    until = time.monotonic() + START
    while time.monotonic() < until:
        time.sleep(0.5)
        try:
            desktop = desktop_at(pipe)
        except Exception:  # it does not listen yet
            continue
        # Without a window manager no frame is the current one.
        if desktop.Frames.Count and desktop.Frames.getByIndex(0).Controller is not None:
            return desktop
    raise SystemExit("LibreOffice did not open the book")


def _show(view: Any, sheet: str, cell: str, chosen: str) -> None:
    page = view.Model.Sheets.getByName(sheet)
    view.setActiveSheet(page)
    at = page.getCellRangeByName(cell).RangeAddress
    view.select(page.getCellRangeByName(chosen))
    pane = view.getByIndex(view.Count - 1)
    pane.setFirstVisibleColumn(at.StartColumn)
    pane.setFirstVisibleRow(at.StartRow)
    time.sleep(2)  # the window is drawn when it has time


def _run(*arguments: object) -> bytes:
    done = subprocess.run([str(a) for a in arguments], capture_output=True, check=True)
    return done.stdout


if __name__ == "__main__":
    main()
