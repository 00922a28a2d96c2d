"""The formulas of a sheet lowered together, as one by one."""

from __future__ import annotations

import pytest

from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, DefinedName, Sheet, Table, TableColumn
from orxl.formulas.lowering import SheetFormulas
from orxl.formulas.structured import lower

TABLE = Table(
    "tblSøknad",
    Range("Ark 1", 1, 1, 4, 3),
    (TableColumn("År"), TableColumn("Kr"), TableColumn("Sum")),
)
BOOK = Book(
    (Sheet("Ark 1", {}, (TABLE,)), Sheet("Ark2", {})),
    names=(
        DefinedName("Sats", "'Ark 1'!$B$2"),
        DefinedName("Over", "'Ark 1'!A1"),
        DefinedName("Sats", "'Ark 1'!$B$3", sheet="Ark2"),
    ),
)
FORMULAS = (
    "tblSøknad[[#This Row],[Kr]]*Sats",
    "SUM(tblSøknad[Kr])-tblSøknad[[#This Row],[Kr]]",
    "SUM(tblSøknad[[#This Row],[År]:[Kr]])",
    "tblSøknad[[#This Row],[Kr]]:C4",
    "tblSøknad[[#This Row],[Kr]] tblSøknad[Kr]",
    "-Over+Sats%",
    "[Kr]",
    "tblSøknad[[#This Row],[Borte]]+Ukjent",
    "tblBorte[Kr]",
    "Sats",
)


@pytest.mark.parametrize("sheet", ["Ark 1", "Ark2"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_together_and_one_by_one_give_the_same(formula: str, sheet: str) -> None:
    formulas = SheetFormulas(sheet, BOOK)
    for row in (1, 2, 3, 4, 9):
        at = CellRef(sheet, row, 3)
        assert formulas.formula(formula, at).text == lower(formula, at, BOOK)


def test_the_cells_of_a_column_have_one_form() -> None:
    formulas = SheetFormulas("Ark 1", BOOK)
    first, *others = [formulas.formula(FORMULAS[0], CellRef("Ark 1", row, 3)) for row in (2, 3, 4)]
    assert first.form.text == "A1*A2"
    assert all(other.form is first.form for other in others)
    assert first.ranges == (Range("Ark 1", 2, 2, 2, 2),)
    assert others[0].ranges == (Range("Ark 1", 3, 2, 3, 2), Range("Ark 1", 2, 2, 2, 2))


def test_outside_the_table_the_form_is_another() -> None:
    formulas = SheetFormulas("Ark 1", BOOK)
    inside = formulas.formula(FORMULAS[0], CellRef("Ark 1", 2, 3))
    outside = formulas.formula(FORMULAS[0], CellRef("Ark 1", 9, 3))
    assert outside.text == "#VALUE!*'Ark 1'!$B$2"
    assert inside.form != outside.form


def forms(sheet: str, *formulas: str) -> list[str]:
    read = SheetFormulas(sheet, BOOK)
    return [read.formula(f, CellRef(sheet, 2 + n, 3)).form.text for n, f in enumerate(formulas)]


def test_formulas_that_differ_only_in_their_cells_have_one_form() -> None:
    assert forms("Ark2", "ROUND(A1*B1,2)", "ROUND(A9*'Ark 1'!$C$4,2)") == ["ROUND(A1*A2,2)"] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ROUND(A1,2)", "ROUND(A1,0)"),
        ("ABS(A$1:A1)", "ABS(A$1:A2)"),
        ("SUM(A1)", "SUM(A1:B2)"),
        ("A1+1", "[1]Ark!A1+1"),
        ("SUM(Ark2!A1)", "SUM(Ark1:Ark2!A1)"),
        ('COUNTIF(A1:A9,"x")', 'COUNTIF(A1:A9,"*")'),
    ],
)
def test_what_an_engine_may_treat_otherwise_has_another_form(one: str, other: str) -> None:
    first, second = forms("Ark2", one, other)
    assert first != second
