"""A sheet with a name that Excel forbids does not stop the engines for the whole book."""

from __future__ import annotations

import pytest

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.formulas.betteroffice import BetterOffice
from orxl.formulas.ironcalc import IronCalc

ODD = ("Drift/Invest", "Hva?", "A:B", "[1]", "'Sitat'", "x" * 40, "History")


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("engine", [BetterOffice(), IronCalc()], ids=lambda e: e.name)
def test_a_forbidden_name_is_put_aside(name, engine):
    quoted = name.replace("'", "''")
    cells = {
        (1, 1): Cell(2.0, None, 0, ""),
        (2, 1): Cell(0.0, f"'{quoted}'!A1+Ark2!A1", 0, "normal"),
    }
    other = {(1, 1): Cell(0.0, f"'{quoted}'!A1*10", 0, "normal")}
    book = Book((Sheet(name, cells), Sheet("Ark2", other)))
    found = engine.evaluate(book)
    if "[" in name or ":" in name:  # the formula cannot name such a sheet
        return
    assert found[CellRef("Ark2", 1, 1)] == 20.0
    assert found[CellRef(name, 2, 1)] == 22.0
