"""The steps of an upgrade that bring what a workbook lacks: names, rows, sheets, tables, cells.

A workbook goes through the stages in this order: columns get their new names, rows of the layout
are added, then sheets, tables, columns and cells, then what moves to them, then formulas and names.
Each stage is planned on the workbook as the one before has left it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orxl.app.upgrademodel import Model
from orxl.app.upgradesteps import Step, What, in_table
from orxl.binding import BoundBook, BoundTable, Part, lacking
from orxl.binding.geometry import missing_sheets, name_of, new_rows
from orxl.core import nb
from orxl.core.edits import AppendRows, Content, Formula, SetCell
from orxl.core.grafts import AddColumns, AddSheet, AddTable, Dress, MoveDown, RenameColumn, TakeCell
from orxl.core.refs import CellRef, Range, column_letters
from orxl.core.values import BLANK
from orxl.layout import Fixed, SheetSpec


def renames(now: BoundBook) -> Iterator[Step]:
    """The columns that the workbook calls by the name of an earlier layout."""
    for bound in now.tables.values():
        for column in bound.missing:
            for _, old in column.former:
                if bound.table.column_of(old) is None:
                    continue
                yield Step(
                    What.HEADER,
                    bound.table.sheet,
                    bound.spec.name,
                    f"Kolonnen {nb.quoted(old)} får navnet {nb.quoted(column.header)}, også i "
                    "formlene som bruker den.",
                    (RenameColumn(bound.spec.name, old, column.header),),
                )
                break


def labels(now: BoundBook) -> Iterator[Step]:
    """The rows of the layout that the workbook calls by the texts of an earlier layout."""
    for bound in now.tables.values():
        for row in bound.spec.rows:
            key = bound.spec.key
            if bound.find(row.texts[key]) is not None:
                continue
            for _, former in row.former:
                there = bound.find(former[key]) if former[key] != row.texts[key] else None
                if there is None:
                    continue
                edits = tuple(
                    SetCell(there.cells[name], text, expected=former[name])
                    for name, text in row.texts.items()
                    if name in there.cells and former.get(name, text) != text
                )
                old, new = nb.quoted(former[key]), nb.quoted(row.texts[key])
                text = f"Raden {old}{in_table(bound)} får navnet {new}."
                yield Step(What.LABEL, bound.table.sheet, edits[0].cell.a1, text, edits)
                break


_BETWEEN = 2
"""How many rows stay free between a table that gets rows and what stands below it."""


def room(now: BoundBook) -> Iterator[Step]:
    """The tables of the layout that have to make room for new rows in one above them."""
    for bound in now.tables.values():
        count = sum(1 for _ in new_rows(bound))
        below = _below(now, bound) if count else []
        first = _first_taken(now, bound) if below else None
        if first is None or first - bound.table.ref.last_row > count + _BETWEEN:
            continue
        areas = [other.table.ref for other in below]
        area = Range(
            bound.table.sheet,
            first,
            min(bound.table.ref.first_column, *(a.first_column for a in areas)),
            max(a.last_row for a in areas),
            max(bound.table.ref.last_column, *(a.last_column for a in areas)),
        )
        names = _listed([other.spec.name for other in below])
        text = f"{names} flyttes {nb.counted(count, 'rad', 'rader')} ned, så det blir plass."
        yield Step(What.MOVE, area.sheet, area.a1, text, (MoveDown(area, count),))


def _below(now: BoundBook, bound: BoundTable) -> list[BoundTable]:
    """The tables under *bound* that belong to the layout or the program; none if one does not."""
    ref = bound.table.ref
    found = [
        other
        for other in now.tables.values()
        if other.table.sheet == bound.table.sheet
        and other.table.ref.first_row > ref.last_row
        and other.table.ref.first_column <= ref.last_column
        and ref.first_column <= other.table.ref.last_column
    ]
    ours = all(o.spec.owned or (o.spec.rows and not o.spec.content) for o in found)
    return found if ours else []


def _first_taken(now: BoundBook, bound: BoundTable) -> int | None:
    """The first row under the table in whose columns something stands."""
    sheet, ref = now.book.sheet(bound.table.sheet), bound.table.ref
    rows = [
        row
        for (row, column), cell in (sheet.cells.items() if sheet is not None else ())
        if row > ref.last_row
        and ref.first_column <= column <= ref.last_column
        and (cell.value is not BLANK or cell.formula is not None)
    ]
    return min(rows, default=None)


_FROM_A_MODEL = frozenset({Part.SHEET, Part.TABLE, Part.COLUMN, Part.ROW})


def needs_model(then: BoundBook, now: BoundBook) -> bool:
    """Whether anything is to be added that has a place and a look."""
    if any(lack.part in _FROM_A_MODEL for lack in lacking(then)):
        return True
    return any(
        fixed.since > then.version or any(then.version <= last for last, _ in fixed.former)
        for spec in now.layout.sheets
        for fixed in spec.fixed
    )


def rows(now: BoundBook, model: Model) -> Iterator[Step]:
    """The rows of the layout that a table lacks, as they stand in the model."""
    for bound in now.tables.values():
        count = sum(1 for _ in new_rows(bound))
        if not count:
            continue
        table = bound.table
        first = table.last_data_row + 1
        area = Range(
            table.sheet, first, table.ref.first_column, first + count - 1, table.ref.last_column
        )
        labels = [str(row[_label(bound)]) for row in new_rows(bound)]
        content = tuple(
            tuple(_content(bound, model, CellRef(table.sheet, row, column)) for column in
                  range(area.first_column, area.last_column + 1))
            for row in range(area.first_row, area.last_row + 1)
        )  # fmt: skip
        yield Step(
            What.ROW,
            table.sheet,
            table.name,
            f"{'Ny rad' if count == 1 else 'Nye rader'}{in_table(bound)}: {_listed(labels)}.",
            (AppendRows(table.name, content), Dress(area)),
        )


def _label(bound: BoundTable) -> str:
    return "name" if bound.spec.content == "assumptions" else bound.spec.key


def _content(bound: BoundTable, model: Model, cell: CellRef) -> Content | None:
    """What a new row holds in *cell*; staff's own calculated columns fill themselves in."""
    offset = cell.column - bound.table.ref.first_column
    if cell.column not in bound.columns.values():
        return None if bound.table.columns[offset].formula is not None else BLANK
    there = model.book.cell(cell)
    return Formula(there.formula) if there.formula is not None else there.value


def additions(then: BoundBook, now: BoundBook, model: Model) -> Iterator[Step]:
    """The sheets, tables, columns and cells outside tables that the workbook lacks."""
    for spec, before in missing_sheets(now):
        after = f", etter {nb.quoted(before)}" if before else ""
        yield Step(
            What.SHEET,
            spec.name,
            "",
            f"Nytt ark: {nb.quoted(spec.name)}{after}.",
            (AddSheet(spec.name, before),),
        )
    for spec in now.layout.sheets:
        name = name_of(now, spec)
        if name:
            yield from _tables(now, model, spec, name)
            yield from _cells(then, now, model, spec, name)


def _tables(now: BoundBook, model: Model, spec: SheetSpec, sheet: str) -> Iterator[Step]:
    for table in spec.tables:
        bound = now.tables.get(table.name)
        if bound is None:
            there = model.book.table(table.name)
            place = there.ref.a1 if there is not None else ""
            text = f"Ny tabell: {nb.quoted(table.name)}, i {place}."
            yield Step(What.TABLE, sheet, table.name, text, (AddTable(table.name),))
        elif bound.missing:
            headers = tuple(column.header for column in bound.missing)
            first = bound.table.ref.last_column + 1
            shown = nb.listed(
                [f"{nb.quoted(h)} ({column_letters(i)})" for i, h in enumerate(headers, first)]
            )
            new = "Ny kolonne" if len(headers) == 1 else "Nye kolonner"
            text = f"{new}{in_table(bound)}: {shown}."
            graft = AddColumns(table.name, headers)
            yield Step(What.COLUMN, bound.table.sheet, table.name, text, (graft,))


def _cells(
    then: BoundBook, now: BoundBook, model: Model, spec: SheetSpec, sheet: str
) -> Iterator[Step]:
    """The cells outside tables that came later than the workbook."""
    home = model.layout.sheet(sheet)
    for fixed, placed in zip(spec.fixed, home.fixed, strict=True):
        cell = CellRef.of(sheet, home.address(placed))
        if fixed.since <= then.version:
            yield from _retold(then, now, fixed, cell)
            continue
        if not _same(now, model, cell):
            text = f"Ny celle {cell.a1}: {_shown(fixed)}."
            stands = now.book.cell(cell).value
            # The link to a sheet that is out of sight now makes room.
            hidden = any(s.hidden and s.name == stands for s in now.layout.sheets)
            act = TakeCell(cell, stands) if hidden else TakeCell(cell)
            yield Step(What.CELL, sheet, cell.a1, text, (act,))


def _retold(then: BoundBook, now: BoundBook, fixed: Fixed, cell: CellRef) -> Iterator[Step]:
    """A text of the layout that is another now, where it stands as the earlier layout had it."""
    old = next((text for last, text in fixed.former if then.version <= last), None)
    if old is not None and isinstance(fixed.content, str) and now.book.cell(cell).value == old:
        text = f"Ny tekst i {cell.a1}: {nb.quoted(fixed.content)}."
        edit = SetCell(cell, fixed.content, expected=old)
        yield Step(What.CELL, cell.sheet, cell.a1, text, (edit,))


def _same(now: BoundBook, model: Model, cell: CellRef) -> bool:
    there, wanted = now.book.cell(cell), model.book.cell(cell)
    return (there.formula, there.value if there.formula is None else None) == (
        wanted.formula,
        wanted.value if wanted.formula is None else None,
    )


def _shown(fixed: Fixed) -> str:
    return "en formel" if fixed.formula is not None else nb.quoted(str(fixed.content))


def _listed(names: Sequence[str]) -> str:
    return nb.listed([nb.quoted(name) for name in names])
