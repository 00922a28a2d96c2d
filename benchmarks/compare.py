"""Times «orxl sammenlign», beside xlgit where it is on PATH, on workbooks with planted changes.

    python benchmarks/compare.py

The 200 rows have one put in, one taken out, two that change places, and three cells changed: six
changes. The 200 000 cells (half of them formulas) have one row put in and one cell changed. In the
shipped workbook the fee rate is another, and a measure is put in.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

from orxl.app.workbook import open_workbook
from orxl.binding import bind
from orxl.core.edits import SetCell
from orxl.xlsx import patch

ROOT = Path(__file__).parents[1]


def small(folder: Path) -> tuple[Path, Path]:
    """200 rows with shares and a sum."""
    choose = random.Random(1)
    rows = [[f"T{n}", f"Tiltak {n} om {choose.choice(['vann', 'by'])}", choose.randint(1, 999)]
            for n in range(200)]  # fmt: skip
    after = [list(row) for row in rows]
    after.insert(50, ["TX", "Et nytt", 77])
    del after[100]
    after[150], after[160] = after[160], after[150]
    after[10][2], after[20][1], after[190][2] = 12345, "Omskrevet", 3
    files = folder / "små-før.xlsx", folder / "små-nå.xlsx"
    for file, held in zip(files, (rows, after), strict=True):
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["Nr", "Tiltak", "Beløp", "Andel"])
        for number, row in enumerate(held, start=2):
            sheet.append([*row, f"=C{number}/C$202"])
        sheet.append(["Sum", None, "=SUM(C2:C201)"])
        book.save(file)
    return files


def large(folder: Path) -> tuple[Path, Path]:
    """20 000 rows of ten cells."""
    files = folder / "stor-før.xlsx", folder / "stor-nå.xlsx"
    for file, changed in zip(files, (False, True), strict=True):
        choose = random.Random(2)
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Data")
        at = 0
        for number in range(20_000):
            if changed and number == 7000:
                sheet.append(["ny", 1, 2, "x", None, None, 1, "z", 1, None])
                at += 1
            at += 1
            typed = [f"k{number}", choose.randint(1, 10**6), choose.random(), choose.choice("abc")]
            if changed and number == 15_000:
                typed[1] = 5
            rest = [number % 7, "tekst", choose.randint(1, 5)]
            sheet.append([*typed, f"=B{at}*2", f"=C{at}+E{at}", *rest, f"=SUM(B{at}:C{at})"])
        book.save(file)
    return files


def shipped(folder: Path) -> tuple[Path, Path]:
    """The workbook of the house."""
    before = ROOT / "workbook" / "handlingsprogram.xlsx"
    after = folder / "handlingsprogram-nå.xlsx"
    opened = open_workbook(before)
    bound = bind(opened.book)
    rate = bound.where("tblForutsetninger", "Kontingentsats", "value")
    assert rate is not None
    new = bound.tables["tblTiltak"].inserted(3, [{"number": "1.9", "title": "Nytt tiltak"}])
    after.write_bytes(patch(opened.data, [SetCell(rate, 3.25), new]))
    return before, after


def run(name: str, command: list[str]) -> None:
    """Run *command* and print its CPU time and how many lines it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = sum(line.startswith(("  •", "changed", "row ", "object")) for line in told.splitlines())
    print(f"{name:<40} {seconds:5.2f} s CPU   {lines:4} changes told")


def main() -> None:
    """Make the workbooks and time both programs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for what, files in (("200 rows", small(folder)), ("200 000 cells", large(folder)),
                            ("the shipped workbook", shipped(folder))):  # fmt: skip
            both = [str(file) for file in files]
            run(f"orxl, {what}", [sys.executable, "-m", "orxl", "sammenlign", *both])
            if (xlgit := shutil.which("xlgit")) is not None:
                run(f"xlgit, {what}", [xlgit, "diff", *both])


if __name__ == "__main__":
    main()
