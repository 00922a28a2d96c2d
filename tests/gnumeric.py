"""Gnumeric's ssconvert as a further oracle: a fourth program that evaluates the formulas.

Gnumeric 1.12 reads no names of tables' columns, so the formulas are given to it with cells in their
place, as the engines get them. Three things of its own are gone round: it evaluates an array only
in an array formula (so those with SUMPRODUCT are entered as one), its N() of an empty cell is #NUM!
(so N(cell) is written SUM(cell), which is the same for a single cell), and it does not spread a
column's texts over a list, nor an empty cell in an array (so the workbook's own fingerprints, which
weigh each row, are given as values).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell
from orxl.core.values import Value
from orxl.formulas.lowering import SheetFormulas
from tests.formulas.workbooks import to_xlsx
from tests.libreoffice import NoAnswer, calculated_values

_PROGRAM = shutil.which("ssconvert")
_N_OF_A_CELL = re.compile(r"(?<![A-Za-z.])N\((?=(?:(?:'[^']+'|\w+)!)?\$?[A-Z]+\$?\d+\))")

needs_gnumeric = pytest.mark.skipif(
    _PROGRAM is None, reason="Gnumeric is not installed on this machine (Debian: gnumeric)"
)


def gnumeric_values(book: Book) -> Mapping[CellRef, Value]:
    """The value of every formula cell in *book*, by Gnumeric. Raises NoAnswer."""
    if _PROGRAM is None:
        raise NoAnswer("Gnumeric is not installed on this machine")
    with tempfile.TemporaryDirectory(prefix="orxl-gnumeric-") as name:
        folder = Path(name)
        (folder / "inn.xlsx").write_bytes(to_xlsx(_plain(book)))
        command = [
            _PROGRAM, "--recalc", "-T", "Gnumeric_Excel:xlsx", str(folder / "inn.xlsx"),
            str(folder / "ut.xlsx"),
        ]  # fmt: skip
        own = {**os.environ, "HOME": name, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, capture_output=True, timeout=180, check=False, env=own)
        if done.returncode != 0 or not (folder / "ut.xlsx").exists():
            raise NoAnswer(f"Gnumeric could not open the workbook: {done.stderr.decode()[-500:]}")
        return calculated_values(folder / "ut.xlsx")


def _plain(book: Book) -> Book:
    """*book* without tables and names, and with cells in their place in every formula."""
    sheets = []
    for sheet in book.sheets:
        formulas = SheetFormulas(sheet.name, book)
        cells = {
            at: _suited(cell, formulas.formula(cell.formula, CellRef(sheet.name, *at)).text)
            if cell.formula is not None
            else _constant(cell)
            for at, cell in sheet.cells.items()
        }
        sheets.append(replace(sheet, cells=cells, tables=()))
    return replace(book, sheets=tuple(sheets), names=())


def _constant(cell: Cell) -> Cell:
    """openpyxl writes no empty text, which is not an empty cell."""
    return Cell("", '""') if cell.value == "" else cell


def given(formula: str) -> bool:
    """Whether Gnumeric gets the value in place of *formula*."""
    return ")^2+40.75)" in formula


def _suited(cell: Cell, formula: str) -> Cell:
    if given(formula):
        return Cell(cell.value)
    text = _N_OF_A_CELL.sub("SUM(", formula)
    return cell._replace(formula=text, kind="array" if "SUMPRODUCT" in text else cell.kind)
