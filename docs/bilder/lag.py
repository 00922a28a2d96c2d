"""Makes the pictures of the user guide and of docs/utseende.md from the shipped workbook.

    python docs/bilder/lag.py

Needs LibreOffice with UNO (Debian: libreoffice-calc, python3-uno) and pdftoppm (poppler-utils);
``utseende.py``, which it calls, also ImageMagick and Xvfb.
"""

# ruff: noqa: S603, S607 - fixed programs on files of our own
from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

import utseende  # noqa: E402

from orxl.app.recalculate import recalculate_file  # noqa: E402
from orxl.binding import bind  # noqa: E402
from orxl.core.edits import SetCell  # noqa: E402
from orxl.setup.xlsm import button_place, make_xlsm  # noqa: E402
from orxl.xlsx import patch, read_book  # noqa: E402
from tests.live.calc.engine import ENGINE, Book, activate  # noqa: E402
from tests.live.calc.office import prop  # noqa: E402

DPI = 96


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory(prefix="orxl-bilder-") as name:
        folder = Path(name)
        path = folder / "handlingsprogram.xlsx"
        path.write_bytes((ROOT / "workbook" / path.name).read_bytes())
        button = make_xlsm(path, folder / "med" / "handlingsprogram.xlsm").path
        _print_the_button(button)
        cell = bind(read_book(path)).where("tblHovedtall", "Resultat", "budget", "type")
        if cell is None:
            raise SystemExit("the row «Resultat» is missing")
        path.write_bytes(patch(path.read_bytes(), [SetCell(cell, -300.0)]))
        recalculate_file(path, moment=datetime(2026, 12, 1, 9, 30), who="Kari Nordmann")
        activate()
        app = ENGINE.apps.add()
        try:
            shots(app.books.open(str(button)), folder, (("Forside", "knapp", 0.42),))
            two = (("Hovedtall", "overskrevet", 0.75), ("Kontroll", "funn", 0.45))
            shots(app.books.open(str(path)), folder, two)
        finally:
            app.quit()
    utseende.main()


def _print_the_button(path: Path) -> None:
    """The button is not printed with the sheet; in the picture it has to be."""
    with zipfile.ZipFile(path) as held:
        parts = {info.filename: held.read(info) for info in held.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data.replace(b' fPrintsWithSheet="0"', b""))


def shots(book: Book, folder: Path, wanted: tuple[tuple[str, str, float], ...]) -> None:
    """Render the first page of each sheet; the last figure is how much of the page to keep."""
    for sheet, name, share in wanted:
        area = book.sheets(sheet).used_range.uno
        if sheet == "Forside":
            place = button_place(read_book(Path(book.fullname)))
            at = area.RangeAddress
            area = area.Spreadsheet.getCellRangeByPosition(
                0, 0, max(at.EndColumn, place.last_column - 1), min(at.EndRow, 24)
            )
        if sheet == "Kontroll":
            table = next(t for t in book.sheets(sheet).tables if t.name == "tblFunn")
            at = table.range.address_
            last = min(at.EndRow, at.StartRow + 6)
            area = area.Spreadsheet.getCellRangeByPosition(
                at.StartColumn, at.StartRow - 1, at.EndColumn, last
            )
        from uno import Any as UnoAny

        chosen = UnoAny("[]com.sun.star.beans.PropertyValue", (prop("Selection", area),))
        pdf = folder / f"{name}.pdf"
        book.doc.storeToURL(
            pdf.as_uri(), (prop("FilterName", "calc_pdf_Export"), prop("FilterData", chosen))
        )
        target = HERE / name
        size = subprocess.run(
            ["pdftoppm", "-r", str(DPI), "-l", "1", str(pdf)], capture_output=True, check=True
        ).stdout
        width, height = (int(n) for n in size.split(None, 3)[1:3])
        keep = ["-x", "0", "-y", "0", "-W", str(width), "-H", str(round(height * share))]
        subprocess.run(
            ["pdftoppm", "-r", str(DPI), "-l", "1", *keep, "-png", "-singlefile", str(pdf),
             str(target)],
            check=True,
        )  # fmt: skip
        print(f"{target.name}.png: {target.with_suffix('.png').stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
