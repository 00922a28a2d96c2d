"""Rows put in between a table's rows, as steps in the open workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from orxl.core import nb
from orxl.core.edits import Content, Formula, InsertRows
from orxl.core.errors import RefusedEdit
from orxl.core.refs import MAX_COLUMN, CellRef, Range
from orxl.core.rowplaces import Placed, inserted
from orxl.core.snapshot import Table
from orxl.core.values import BLANK
from orxl.live import raw
from orxl.live.steps import DeleteLines, FillDown, InsertLines, Planned, Put
from orxl.xlsx.references.insertion import Insertion
from orxl.xlsx.references.shift import pieces, shifted

There = Callable[[CellRef], Content]
_REMEDY: Final = "Gi verdien selv, eller lukk arbeidsboken og prøv igjen."


def insert_steps(
    table: Table, others: Iterable[Table], edit: InsertRows, there: There, *, date1904: bool
) -> list[Planned]:
    """The steps of *edit* in *table*; *others* are the tables of its sheet.

    What is put in the new rows goes with them when they are taken away. ``there`` tells what a
    cell holds. Raises RefusedEdit where Excel would refuse it, too, and where it cannot be told
    what a column's own formula is, which Excel's objects do not say.
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
    for cell, content in zip(at.whole.cells(), chain.from_iterable(at.rows), strict=True):
        if content is not None:
            raw.refuse(content, cell, date1904=date1904)
    into = Insertion(table.sheet, at.first, len(at.rows))
    own = {
        offset: _own(table, offset, into, there)
        for offset in range(len(table.columns))
        if any(row[offset] is None for row in at.rows)
    }
    rows = tuple(
        tuple(_put(content, own.get(offset)) for offset, content in enumerate(row))
        for row in at.rows
    )
    lines = Range(table.sheet, at.first, 1, at.last, MAX_COLUMN)
    return [
        Planned(InsertLines(lines), DeleteLines(lines)),
        Planned(Put(at.whole, rows), None),
        *chain.from_iterable(_down(at, offset) for offset, text in own.items() if text is None),
    ]


def _put(content: Content | None, own: Formula | None) -> Content:
    if content is not None:
        return content
    return BLANK if own is None else own


def _down(at: Placed, offset: int) -> Iterator[Planned]:
    """Fill the new cells of a column from the row above; what the edit gives is put over that."""
    sheet, column = at.table.sheet, at.table.ref.first_column + offset
    source = Range(sheet, at.first - 1, column, at.first - 1, column)
    yield Planned(FillDown(source, Range(sheet, at.first, column, at.last, column)), None)
    for number, row in enumerate(at.rows, start=at.first):
        content = row[offset]
        if content is not None:
            yield Planned(Put(Range(sheet, number, column, number, column), ((content,),)), None)


def _own(table: Table, offset: int, into: Insertion, there: There) -> Formula | None:
    """The column's own formula, which most of its rows hold; None: fill it from the row above.

    Raises RefusedEdit where no formula is in most rows, and where the one that is would read
    otherwise once the rows have come.
    """
    column, above = table.ref.first_column + offset, into.before - 1
    held = {
        row: content.text
        for row in table.data_rows
        if isinstance(content := there(CellRef(table.sheet, row, column)), Formula)
    }
    name = f"Kolonnen {nb.quoted(table.columns[offset].name)} i tabellen {nb.quoted(table.name)}"
    if above in held and _is_common(held, above, len(table.data_rows)):
        if not _goes_on(held, above, into):
            raise RefusedEdit(
                f"{name} har ikke samme formel over og under de nye radene "
                f"({nb.quoted('=' + held[above])}).",
                _REMEDY,
            )
        return None
    common = next((row for row in held if _is_common(held, row, len(table.data_rows))), None)
    if common is None:
        raise RefusedEdit(f"{name} har ingen formel som de fleste radene har.", _REMEDY)
    if any(not isinstance(piece, str) for piece in pieces(held[common])):
        raise RefusedEdit(f"{name} har en annen formel i rad {above} enn ellers.", _REMEDY)
    return Formula(held[common])


def _goes_on(held: dict[int, str], above: int, into: Insertion) -> bool:
    """Whether the next formula below the new rows reads what the row *above* them does."""
    below = next((row for row in sorted(held) if row > above), None)
    if below is None:
        return True
    moved = into.row(below) - above
    return into.formula(held[below], into.sheet) == shifted(held[above], moved, 0)


def _is_common(held: dict[int, str], row: int, count: int) -> bool:
    """Whether more than half the *count* rows hold what row *row* holds, moved to them."""
    text = held[row]
    alike = sum(1 for other in held.values() if other == text)
    if any(not isinstance(piece, str) for piece in pieces(text)):
        alike = sum(1 for at, other in held.items() if shifted(text, at - row, 0) == other)
    return 2 * alike > count
