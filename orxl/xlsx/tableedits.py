"""The edits of whole table rows: appending, and replacing all of them."""

from __future__ import annotations

from dataclasses import replace

from orxl.core import nb
from orxl.core.edits import AppendRows, Content, Formula, ReplaceRows
from orxl.core.errors import RefusedEdit
from orxl.core.refs import MAX_ROW, Range
from orxl.core.snapshot import Table, TableColumn
from orxl.core.values import BLANK
from orxl.xlsx import shift
from orxl.xlsx.draft import Draft, NewRow
from orxl.xlsx.growth import Growth
from orxl.xlsx.tables import TablePart
from orxl.xlsx.workspace import Workspace

Row = tuple[Content | None, ...]
_ROW_ATTRIBUTES = ("s", "customFormat", "ht", "customHeight", "thickTop", "thickBot", "ph")
"""What a new row takes after the row above it; hidden and outline levels are left behind."""


def append_rows(work: Workspace, edit: AppendRows) -> None:
    """Make *edit*. Raises RefusedEdit when the rows don't fit or something is in the way."""
    draft, part, table = work.table(edit.table)
    _refuse_misfit(table, edit.rows)
    if not edit.rows:
        return
    _refuse_waiting(part)
    first = table.last_data_row + 1
    last = table.last_data_row + len(edit.rows)
    _refuse_growth(work, draft, table, first, last)
    model = table.last_data_row
    for number, row in enumerate(edit.rows, start=first):
        _fill(draft, part, table, number, row, model)
    _move(work, draft, table, last)


def replace_rows(work: Workspace, edit: ReplaceRows) -> None:
    """Make *edit*. Raises RefusedEdit when the rows don't fit or something is in the way."""
    draft, part, table = work.table(edit.table)
    _refuse_misfit(table, edit.rows)
    _refuse_totals(table)
    _refuse_waiting(part)
    blank: Row = (BLANK,) * len(table.columns)
    rows = edit.rows if edit.rows else (blank,)
    first, old_last = table.first_data_row, table.last_data_row
    last = first + len(rows) - 1
    if last > old_last:
        _refuse_growth(work, draft, table, old_last + 1, last)
    for number, row in enumerate(rows, start=first):
        _fill(draft, part, table, number, row, old_last)
    for number in range(last + 1, old_last + 1):
        for column in range(table.ref.first_column, table.ref.last_column + 1):
            if draft.rows.cell(number, column) is not None or (number, column) in draft.changes:
                draft.remove((number, column))
    _move(work, draft, table, last)


def _refuse_misfit(table: Table, rows: tuple[Row, ...]) -> None:
    for number, row in enumerate(rows, start=1):
        if len(row) != len(table.columns):
            raise RefusedEdit(
                f"Rad {number} til tabellen {nb.quoted(table.name)} har {len(row)} verdier, men "
                f"tabellen har {nb.counted(len(table.columns), 'kolonne', 'kolonner')}.",
                "Gi én verdi for hver kolonne.",
            )
        for column, content in zip(table.columns, row, strict=True):
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


def _refuse_totals(table: Table) -> None:
    if table.totals_rows:
        raise RefusedEdit(
            f"Tabellen {nb.quoted(table.name)} har en summeringsrad.",
            "Slå av summeringsraden i Excel først.",
        )


def _refuse_growth(work: Workspace, draft: Draft, table: Table, first: int, last: int) -> None:
    """Refuse when the rows *first*-*last* under the table are not free."""
    _refuse_totals(table)
    if last > MAX_ROW:
        raise RefusedEdit(
            f"Tabellen {nb.quoted(table.name)} får ikke plass til flere rader i arket.",
            "Del den opp.",
        )
    room = Range(table.sheet, first, table.ref.first_column, last, table.ref.last_column)
    others = [other.ref for other in work.tables_on(table.sheet) if other.name != table.name]
    pivots = [area for _, area in draft.pivots]
    for area in (*others, *draft.merged, *draft.arrays, *pivots):
        if _overlap(area, room):
            _refuse_room(table, area.a1)
    numbers = {*draft.rows.between(first, last)} | {
        row for row, _ in draft.changes if first <= row <= last
    }
    for number in sorted(numbers):
        for column in range(room.first_column, room.last_column + 1):
            cell = draft.cell((number, column))
            if cell.value is not BLANK or cell.formula is not None or cell.kind:
                _refuse_room(table, draft.ref((number, column)).a1)


def _refuse_room(table: Table, where: str) -> None:
    raise RefusedEdit(
        f"Det står noe under tabellen {nb.quoted(table.name)} i arket «{table.sheet}» ({where}).",
        "Flytt det, slik at tabellen kan vokse nedover.",
    )


def _overlap(a: Range, b: Range) -> bool:
    return (
        a.first_row <= b.last_row
        and b.first_row <= a.last_row
        and a.first_column <= b.last_column
        and b.first_column <= a.last_column
    )


def _fill(draft: Draft, part: TablePart, table: Table, number: int, row: Row, model: int) -> None:
    """Put *row* in the sheet's row *number*; a new row looks like the row *model*."""
    is_new = number > table.last_data_row
    if is_new and draft.rows.row(number) is None:
        found = draft.row_attributes(model)
        kept = {name: value for name, value in found.items() if name in _ROW_ATTRIBUTES}
        if ":" in "".join(found):
            kept |= {name: value for name, value in found.items() if name.endswith(":dyDescent")}
        draft.new_rows[number] = NewRow(kept)
    for offset, content in enumerate(row):
        at = (number, table.ref.first_column + offset)
        filled = content
        if filled is None:
            filled = _own_formula(draft, part, table, offset, at, model)
        style = draft.style((model, at[1])) if is_new else None
        draft.put(at, filled, style, filled=content is None)


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
