"""The edits of whole table rows: appending, and replacing all of them."""

from __future__ import annotations

from orxl.core import nb
from orxl.core.edits import AppendRows, Formula, InsertRows, ReplaceRows, present
from orxl.core.errors import RefusedEdit
from orxl.core.light import replace
from orxl.core.refs import Range
from orxl.core.rowplaces import (
    Placed,
    Row,
    inserted,
    placed,
    refuse_commented,
    refuse_room,
)
from orxl.core.snapshot import Table, TableColumn
from orxl.core.values import BLANK
from orxl.xlsx.read.comments import commented
from orxl.xlsx.read.tables import TablePart
from orxl.xlsx.references import shift
from orxl.xlsx.references.growth import Growth
from orxl.xlsx.write.draft import Draft
from orxl.xlsx.write.workspace import Workspace

_ROW_ATTRIBUTES = ("s", "customFormat", "ht", "customHeight", "thickTop", "thickBot", "ph")
"""What a new row takes after the row above it; hidden and outline levels are left behind."""


def append_rows(work: Workspace, edit: AppendRows) -> None:
    """Make *edit*. Raises RefusedEdit when the rows don't fit or something is in the way."""
    draft, part, table = work.table(edit.table)
    _refuse_unfilled(table, edit.rows)
    at = placed(table, edit)
    if at.rows:
        _refuse_waiting(part)
        _make(work, draft, part, at)


def replace_rows(work: Workspace, edit: ReplaceRows) -> None:
    """Make *edit*. Raises RefusedEdit when the rows don't fit or something is in the way."""
    draft, part, table = work.table(edit.table)
    _refuse_unfilled(table, edit.rows)
    at = placed(table, edit)
    _refuse_waiting(part)
    date1904 = draft.context.date1904
    notes = commented(work.package, draft.part)
    refuse_commented(
        at, notes, lambda cell: present(draft.cell((cell.row, cell.column))), date1904=date1904
    )
    _make(work, draft, part, at)


def fill_inserted(work: Workspace, edit: InsertRows) -> None:
    """Fill the blank rows that *edit* has got in its table. Raises RefusedEdit."""
    draft, part, table = work.table(edit.table)
    inserted(table, edit)  # also where there are no rows: is that a place for some?
    _refuse_unfilled(table, edit.rows)
    above = edit.before - 1
    for offset, column in enumerate(table.columns, table.ref.first_column):
        own = column.formula
        if own is not None and shift.shifted(own, 1, 0) != own:
            _refuse_uneven(draft, table, above, edit.before + len(edit.rows), offset)
    for number, row in enumerate(edit.rows, start=edit.before):
        _fill(draft, part, table, number, row, above)


def _refuse_uneven(draft: Draft, table: Table, above: int, below: int, column: int) -> None:
    """Refuse to fill from the row *above* what the next formula below does not read alike.

    So does a running total, whose row below still reads the row it read.
    """
    source = draft.cell((above, column)).formula
    for row in range(below, table.last_data_row + 1) if source is not None else ():
        there = draft.cell((row, column)).formula
        if there is None:
            continue
        if source is not None and shift.shifted(source, row - above, 0) != there:
            name = table.columns[column - table.ref.first_column].name
            raise RefusedEdit(
                f"Kolonnen {nb.quoted(name)} i tabellen {nb.quoted(table.name)} har ikke samme "
                f"formel over og under de nye radene ({nb.quoted('=' + source)}).",
                "Gi verdien selv, eller sett inn raden i Excel.",
            )
        return


def _make(work: Workspace, draft: Draft, part: TablePart, at: Placed) -> None:
    table = at.table
    if at.room is not None:
        _refuse_what_is_there(work, draft, table, at.room)
    model = table.last_data_row
    for number, row in enumerate(at.rows, start=at.first):
        _fill(draft, part, table, number, row, model)
    for cell in at.spare.cells() if at.spare is not None else ():
        place = (cell.row, cell.column)
        if draft.rows.cell(*place) is not None or place in draft.changes:
            draft.remove(place)
        draft.blanks.add(place)
    for number in range(at.last + 1, table.last_data_row + 1):
        draft.spare_row(number, table.name)
    _move(work, draft, table, at.last)


def _refuse_unfilled(table: Table, rows: tuple[Row, ...]) -> None:
    for row in rows:
        for column, content in zip(table.columns, row, strict=False):
            if content is None and column.formula is None:
                raise RefusedEdit(
                    f"Kolonnen {nb.quoted(column.name)} i tabellen {nb.quoted(table.name)} har "
                    "ingen formel å fylle ut med.",
                    "Gi en verdi.",
                )


def _refuse_waiting(part: TablePart) -> None:
    if part.waiting:
        raise RefusedEdit(
            f"Tabellen {nb.quoted(part.table.name)} er tom på en måte bare Excel kan fylle.",
            "Skriv én rad i den i Excel og lagre.",
        )


def _refuse_what_is_there(work: Workspace, draft: Draft, table: Table, room: Range) -> None:
    """Refuse when *room*, under the table, is not free."""
    others = [other.ref for other in work.tables_on(table.sheet) if other.name != table.name]
    pivots = [area for _, area in draft.pivots]
    for area in (*others, *draft.merged, *draft.arrays, *pivots):
        if area.overlaps(room):
            refuse_room(table, area.a1)
    numbers = {*draft.rows.between(room.first_row, room.last_row)} | {
        row for row, _ in draft.changes if room.first_row <= row <= room.last_row
    }
    for number in sorted(numbers):
        for column in range(room.first_column, room.last_column + 1):
            cell = draft.cell((number, column))
            if cell.value is not BLANK or cell.formula is not None or cell.kind:
                refuse_room(table, draft.ref((number, column)).a1)


def _fill(draft: Draft, part: TablePart, table: Table, number: int, row: Row, model: int) -> None:
    """Put *row* in the sheet's row *number*; a new row looks like the row *model*."""
    is_new = number > table.last_data_row
    if is_new and draft.rows.row(number) is None:
        draft.need_row(number, table.name, row_looks(draft, model, table.name))
    for offset, content in enumerate(row):
        at = (number, table.ref.first_column + offset)
        filled = content
        if filled is None:
            filled = _own_formula(draft, part, table, offset, at, model)
        style = draft.style((model if is_new else number, at[1]))
        draft.put(at, filled, style, filled=content is None)


def row_looks(draft: Draft, model: int, table: str = "") -> dict[str, str]:
    """The attributes of a new row that is to look like the row *model*."""
    found = draft.row_attributes(model, table)
    return {
        name: value
        for name, value in found.items()
        if name in _ROW_ATTRIBUTES or name.endswith(":dyDescent")
    }


def _own_formula(
    draft: Draft,
    part: TablePart,
    table: Table,
    offset: int,
    at: tuple[int, int],
    model: int,
) -> Formula:
    """The column's own formula as it reads in *at*."""
    column: TableColumn = table.columns[offset]
    text = column.formula
    if text is None or column.name in part.array_columns:
        raise RefusedEdit(
            f"Kolonnen {nb.quoted(column.name)} i tabellen {nb.quoted(table.name)} har en "
            "matriseformel, som orxl ikke fyller ut.",
            "Legg til raden i Excel.",
        )
    if shift.shifted(text, 1, 0) == text:
        return Formula(text)
    # A relative reference in the column's formula doesn't say which row it is relative to:
    # take the formula that stands in the last row and move it.
    above = draft.cell((model, at[1])).formula
    if above is None:
        raise RefusedEdit(
            f"Kolonnen {nb.quoted(column.name)} i tabellen {nb.quoted(table.name)} har ingen "
            f"formel i rad {model} som kan fylles ned.",
            "Rett den siste raden først.",
        )
    return Formula(shift.shifted(above, at[0] - model, 0))


def _move(work: Workspace, draft: Draft, table: Table, last: int) -> None:
    """Let the table end in row *last*, and remember what has to follow."""
    if last == table.last_data_row:
        return
    ref = replace(table.ref, last_row=last + table.totals_rows)
    work.moved[table.name.casefold()] = replace(table, ref=ref)
    draft.growths.append(
        Growth(
            table.sheet,
            table.ref.first_row,
            table.first_data_row,
            table.last_data_row,
            last,
            table.ref.first_column,
            table.ref.last_column,
        )
    )
