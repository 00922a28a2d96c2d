"""Rows put in between a table's rows, as steps in the open workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Final

from orxl.core import nb
from orxl.core.edits import Content, Formula, InsertRows
from orxl.core.errors import RefusedEdit
from orxl.core.refs import MAX_COLUMN, CellRef, Range
from orxl.core.rowplaces import inserted
from orxl.core.snapshot import Table
from orxl.live import raw
from orxl.live.steps import DeleteLines, InsertLines, Planned, Put
from orxl.xlsx.references.insertion import Insertion
from orxl.xlsx.references.shift import shifted

There = Callable[[CellRef], Content]
_REMEDY: Final = "Gi verdien selv, eller lukk arbeidsboken og prøv igjen."


def insert_steps(
    table: Table, others: Iterable[Table], edit: InsertRows, there: There, *, date1904: bool
) -> list[Planned]:
    """The steps of *edit* in *table*; *others* are the tables of its sheet.

    What is put in the new rows goes with them when they are taken away. The formulas are written,
    not filled down: that would part the rules for the cells. ``there`` tells what a cell holds.
    Raises RefusedEdit where Excel would refuse it, too, and where it cannot be told what a
    column's own formula is, which Excel's objects do not say.
    """
    at = inserted(table, edit)
    if not at.rows:
        return []
    for other in others:
        first, last = other.ref.first_row, other.ref.last_row
        if other.name != table.name and first < at.first <= last:
            raise RefusedEdit(
                f"Rad {at.first} på arket «{table.sheet}» går også gjennom tabellen "
                f"{nb.quoted(other.name)} ({other.ref.a1}).",
                "Sett inn raden i Excel, i den ene tabellen.",
            )
    into = Insertion(table.sheet, at.first, len(at.rows))
    own = {
        offset: _own(table, offset, into, there)
        for offset in range(len(table.columns))
        if any(row[offset] is None for row in at.rows)
    }
    rows = tuple(
        tuple(own[offset](number) if c is None else c for offset, c in enumerate(row))
        for number, row in enumerate(at.rows, start=at.first)
    )
    for cell, content in zip(at.whole.cells(), chain.from_iterable(rows), strict=True):
        raw.refuse(content, cell, date1904=date1904)
    lines = Range(table.sheet, at.first, 1, at.last, MAX_COLUMN)
    return [
        Planned(InsertLines(lines), DeleteLines(lines)),
        Planned(Put(at.whole, rows), None),
    ]


def _own(table: Table, offset: int, into: Insertion, there: There) -> Callable[[int], Formula]:
    """What a column's own formula reads in a new row: the one that most of its rows hold.

    Raises RefusedEdit where no formula is in most rows, and where the next one below the new rows
    does not read alike: so does a running total, whose row there still reads the row it read.
    """
    column = table.ref.first_column + offset
    held = {
        row: content.text
        for row in table.data_rows
        if isinstance(content := there(CellRef(table.sheet, row, column)), Formula)
    }
    nearest = sorted(held, key=lambda row: abs(into.before - 1 - row))
    model = next((row for row in nearest if _is_common(held, row, len(table.data_rows))), None)
    name = f"Kolonnen {nb.quoted(table.columns[offset].name)} i tabellen {nb.quoted(table.name)}"
    if model is None:
        raise RefusedEdit(f"{name} har ingen formel som de fleste radene har.", _REMEDY)
    text = into.formula(held[model], into.sheet)

    def reads(row: int) -> str:
        return shifted(text, row - into.row(model), 0)

    below = next((row for row in sorted(held) if row >= into.before), None)
    depends = shifted(text, 1, 0) != text
    if depends and below is not None:
        moved = into.formula(held[below], into.sheet)
        if moved != reads(into.row(below)):
            raise RefusedEdit(
                f"{name} har ikke samme formel over og under de nye radene "
                f"({nb.quoted('=' + held[model])}).",
                _REMEDY,
            )
    return lambda row: Formula(reads(row))


def _is_common(held: dict[int, str], row: int, count: int) -> bool:
    """Whether more than half the *count* rows hold what row *row* holds, moved to them."""
    text = held[row]
    alike = sum(1 for other in held.values() if other == text)
    if shifted(text, 1, 0) != text:
        alike = sum(1 for at, other in held.items() if shifted(text, at - row, 0) == other)
    return 2 * alike > count
