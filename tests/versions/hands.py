"""The hands of two people at one workbook: steps that change a snapshot as they would change it.

Nothing here is shared with the merge: rows move, references follow and files are written by the
tests' own means.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

import openpyxl
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table as XlTable
from openpyxl.worksheet.table import TableFormula

from orxl.core.refs import CellRef, Range, parse_a1
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, Table, TableColumn
from orxl.core.values import BLANK, CellError
from tests.inserted.inserting import insert_rows

KEPT: Final = {
    "tblForutsetninger": 26, "tblOmråder": 2, "tblTiltak": 8, "tblMål": 8, "tblPartnere": 10,
    "tblHovedtall": 20, "tblEndringslogg": 1,
}  # fmt: skip
"""So many rows of these tables are in the small workbook."""


@dataclass(frozen=True)
class Side:
    """A workbook in somebody's hands: the snapshot, and the notes in it."""

    book: Book
    notes: Mapping[CellRef, str] = field(default_factory=dict)


def small(book: Book) -> Book:
    """A small workbook of the layout's own tables, and of staff's: quick to read and to write."""
    sheets = []
    for sheet in book.sheets:
        if len(sheet.tables) == 1 and sheet.tables[0].name in KEPT:
            table = sheet.tables[0]
            last = table.first_data_row + KEPT[table.name] - 1
            cells = {
                at: replace_style(cell)
                for at, cell in sheet.cells.items()
                if at[0] <= last and _plain(cell)
            }
            table = replace(table, ref=replace(table.ref, last_row=last))
            sheets.append(replace(sheet, cells=cells, tables=(table,), merged=()))
    sheets += [_own(), _tables_of_our_own(), _twins(), _empty()]
    there = {sheet.name.casefold() for sheet in sheets}
    names = tuple(
        n for n in book.names
        if (n.sheet is None and n.refers_to.partition("!")[0].strip("'").casefold() in there)
        or n.name == "Oppsettversjon"
    )  # fmt: skip
    return Book(tuple(sheets), names)


def replace_style(cell: Cell) -> Cell:
    return Cell(cell.value, cell.formula, 0, "normal" if cell.formula is not None else "")


def _plain(cell: Cell) -> bool:
    """Whether a cell is no array, and of some use here."""
    return cell.kind in ("", "normal", "shared") and (
        cell.formula is not None or cell.value is not BLANK
    )


def _grid(lines: Sequence[Sequence[Any]], top: int = 1) -> dict[tuple[int, int], Cell]:
    return {
        (row, column): made(content)
        for row, line in enumerate(lines, start=top)
        for column, content in enumerate(line, start=1)
        if content is not None
    }


def made(content: Any) -> Cell:
    """A cell with *content*; a formula begins with ``=``."""
    if isinstance(content, str) and content.startswith("="):
        return Cell(0.0, content[1:], 0, "normal")
    if content == "#N/A":
        return Cell(CellError("#N/A"))
    return Cell(BLANK if content is None else content)


def _own() -> Sheet:
    lines = [["Post", "Beløp"], ["Kaffe", 10.0], ["Te", 15.0], ["Brød", 20.0], ["Smør", 30.0],
             ["Sum", "=SUM(B2:B5)"]]  # fmt: skip
    return Sheet("Egne", _grid(lines))


def _tables_of_our_own() -> Sheet:
    lines = [
        ["Kontoret"], [], [], ["Hva", "Sum", "Pris", "Antall"],
        ["Stol", None, 100.0, 4.0], ["Bord", None, 500.0, 2.0], ["Lampe", None, 50.0, 6.0],
    ]  # fmt: skip
    columns = tuple(TableColumn(name) for name in ("Hva", "Sum", "Pris", "Antall"))
    table = Table("tblEgen", Range("Kontoret", 4, 1, 7, 4), columns)
    return Sheet("Kontoret", _grid(lines), (table,))


def _twins() -> Sheet:
    lines = [["Nr", "Tekst"], ["A", "en"], ["A", "to"], ["B", "tre"]]
    table = Table(
        "tblTvilling", Range("Tvillinger", 1, 1, 4, 2), (TableColumn("Nr"), TableColumn("Tekst"))
    )
    return Sheet("Tvillinger", _grid(lines), (table,))


def _empty() -> Sheet:
    table = Table("tblTom", Range("Tom", 1, 1, 2, 2), (TableColumn("Navn"), TableColumn("Rolle")))
    return Sheet("Tom", _grid([["Navn", "Rolle"]]), (table,))


# Places


def rows_of(book: Book, name: str) -> dict[str, int]:
    """The filled rows of a table by what is in its first column; a second one is called A@2."""
    table = book.table(name)
    assert table is not None, name
    cells = book.by_name[table.sheet.casefold()].cells
    found: dict[str, int] = {}
    column = _key_column(table)
    for number, row in enumerate(table.data_rows, start=1):
        value = cells.get((row, column), Cell(BLANK)).value
        key = f"#{number}" if value is BLANK else str(value)
        turn = 1
        while f"{key}@{turn}" in found:
            turn += 1
        found[f"{key}@{turn}"] = row
    return found


def _key_column(table: Table) -> int:
    if table.name == "tblPartnere":
        return table.column_of("Partner") or 1
    return table.ref.first_column


def at(book: Book, place: str) -> CellRef:
    """The cell that *place* names."""
    if "|" not in place:
        sheet, _, a1 = place.rpartition("!")
        return CellRef.of(sheet, a1)
    name, key, header = place.split("|")
    table = book.table(name)
    assert table is not None, name
    column = table.column_of(header)
    assert column is not None, f"{place}: {[c.name for c in table.columns]}"
    rows = rows_of(book, name)
    row = rows.get(key if "@" in key else f"{key}@1")
    assert row is not None, f"{place}: {list(rows)}"
    return CellRef(table.sheet, row, column)


def content_at(book: Book, place: str) -> Any:
    """What stands in *place*: None for nothing, a formula with its ``=``."""
    cell = book.cell(at(book, place))
    if cell.formula is not None:
        return f"={cell.formula}"
    return None if cell.value is BLANK else cell.value


def with_cell(book: Book, where: CellRef, content: Any) -> Book:
    """*book* with *content* in one cell."""

    def changed(sheet: Sheet) -> Sheet:
        cells = {k: v for k, v in sheet.cells.items() if k != (where.row, where.column)}
        if content is not None:
            cells[where.row, where.column] = made(content)
        return replace(sheet, cells=cells)

    return _on(book, where.sheet, changed)


def _on(book: Book, name: str, change: Callable[[Sheet], Sheet]) -> Book:
    return replace(
        book,
        sheets=tuple(change(s) if s.name.casefold() == name.casefold() else s for s in book.sheets),
    )


# Steps


def worked(side: Side, steps: Sequence[tuple[Any, ...]]) -> Side:
    """*side* after *steps*."""
    for name, *rest in steps:
        made_ = STEPS[name](side, *rest)
        side = made_ if isinstance(made_, Side) else replace(side, book=made_)
    return side


def put(side: Side, place: str, content: Any) -> Book:
    return with_cell(side.book, at(side.book, place), content)


def add(side: Side, name: str, values: Mapping[str, Any], after: str | None) -> Book:
    """A row behind the row *after* (``""``: last, None: first), with the table's own formulas."""
    book, table = side.book, side.book.table(name)
    assert table is not None
    rows = rows_of(book, name)
    if after is None:
        row = table.first_data_row
    else:
        row = (rows[f"{after}@1"] if after else table.last_data_row) + 1
    if row > table.last_data_row:
        book = _resized(book, name, 1)
    else:
        book = insert_rows(book, table.sheet, row)
        if after is None:  # what is inserted above the first row is not in the table
            pass
    table = book.table(name)
    assert table is not None
    model = row - 1 if row > table.first_data_row else row + 1
    for offset, column in enumerate(table.columns, start=table.ref.first_column):
        where = CellRef(table.sheet, row, offset)
        if column.name in values:
            book = with_cell(book, where, values[column.name])
        elif column.formula is not None:
            book = with_cell(book, where, f"={column.formula}")
        elif (copy := book.cell(CellRef(table.sheet, model, offset)).formula) is not None and (
            "[" in copy
        ):
            book = with_cell(book, where, f"={copy}")
    return book


def _resized(book: Book, name: str, by: int) -> Book:
    def changed(sheet: Sheet) -> Sheet:
        tables = tuple(
            replace(t, ref=replace(t.ref, last_row=t.ref.last_row + by)) if t.name == name else t
            for t in sheet.tables
        )
        return replace(sheet, tables=tables)

    table = book.table(name)
    assert table is not None
    return _on(book, table.sheet, changed)


def delete(side: Side, name: str, key: str) -> Book:
    table = side.book.table(name)
    assert table is not None
    gone = rows_of(side.book, name)[f"{key}@1"]
    order = [row for row in table.data_rows if row != gone]
    return _resized(_ordered(side.book, table, order), name, -1)


def sort(side: Side, name: str, header: str, backwards: bool = False) -> Book:
    table = side.book.table(name)
    assert table is not None
    column = table.column_of(header)
    assert column is not None
    cells = side.book.by_name[table.sheet.casefold()].cells
    order = sorted(table.data_rows, key=lambda row: str(cells[row, column].value),
                   reverse=backwards)  # fmt: skip
    return _ordered(side.book, table, order)


def move(side: Side, name: str, key: str, after: str) -> Book:
    table, rows = side.book.table(name), rows_of(side.book, name)
    assert table is not None
    order = [row for row in table.data_rows if row != rows[f"{key}@1"]]
    order.insert(order.index(rows[f"{after}@1"]) + 1, rows[f"{key}@1"])
    return _ordered(side.book, table, order)


def _ordered(book: Book, table: Table, order: Sequence[int]) -> Book:
    """The table's rows in another order; its formulas go by their own row."""

    def changed(sheet: Sheet) -> Sheet:
        cells = {k: v for k, v in sheet.cells.items() if k[0] not in table.data_rows}
        for row, old in enumerate(order, start=table.first_data_row):
            for column in range(1, table.ref.last_column + 1):
                if (old, column) in sheet.cells:
                    cells[row, column] = sheet.cells[old, column]
        return replace(sheet, cells=cells)

    return _on(book, table.sheet, changed)


def renumber(side: Side, old: str, new: str) -> Book:
    """A measure gets another number, and its targets and partners follow."""
    book = put(side, f"tblTiltak|{old}|Nr", new)
    for name in ("tblMål", "tblPartnere"):
        table = book.table(name)
        assert table is not None
        column = table.column_of("Tiltak")
        for row in table.data_rows:
            where = CellRef(table.sheet, row, column or 1)
            if book.cell(where).value == old:
                book = with_cell(book, where, new)
    return book


def log(side: Side, who: str, minute: int) -> Book:
    line = {"Tidspunkt": datetime(2026, 11, 27, 12, minute), "Hvem": who, "Handling": "Beregnet"}
    return add(side, "tblEndringslogg", line, "")


def column(side: Side, name: str, header: str, values: Mapping[str, Any], before: str = "") -> Book:
    """A column of staff's own, at the right end of the table or in front of the column *before*."""
    book, table = side.book, side.book.table(name)
    assert table is not None
    place = (table.column_of(before) if before else table.ref.last_column + 1) or 1

    def changed(sheet: Sheet) -> Sheet:
        cells = {
            (row, c + 1 if c >= place and row >= table.ref.first_row else c): cell
            for (row, c), cell in sheet.cells.items()
        }
        cells[table.ref.first_row, place] = Cell(header)
        columns = list(table.columns)
        columns.insert(place - table.ref.first_column, TableColumn(header))
        grown = replace(
            table, ref=replace(table.ref, last_column=table.ref.last_column + 1),
            columns=tuple(columns),
        )  # fmt: skip
        return replace(sheet, cells=cells, tables=(grown,))

    book = _on(book, table.sheet, changed)
    for key, value in values.items():
        book = with_cell(book, at(book, f"{name}|{key}|{header}"), value)
    return book


def header(side: Side, name: str, old: str, new: str) -> Book:
    table = side.book.table(name)
    assert table is not None
    number = table.column_of(old)

    def changed(sheet: Sheet) -> Sheet:
        columns = tuple(replace(c, name=new) if c.name == old else c for c in table.columns)
        return replace(sheet, tables=(replace(table, columns=columns),))

    book = _on(side.book, table.sheet, changed)
    return with_cell(book, CellRef(table.sheet, table.ref.first_row, number or 1), new)


def drop_column(side: Side, name: str, gone: str) -> Book:
    table = side.book.table(name)
    assert table is not None
    place = table.column_of(gone) or 0

    def changed(sheet: Sheet) -> Sheet:
        cells = {
            (row, c - 1 if c > place else c): cell
            for (row, c), cell in sheet.cells.items()
            if c != place or row < table.ref.first_row
        }
        left = tuple(c for c in table.columns if c.name != gone)
        ref = replace(table.ref, last_column=table.ref.last_column - 1)
        return replace(sheet, cells=cells, tables=(replace(table, ref=ref, columns=left),))

    return _on(side.book, table.sheet, changed)


def sheet(side: Side, name: str, cells: Mapping[str, Any]) -> Book:
    held = {parse_a1(a1): made(content) for a1, content in cells.items()}
    return replace(side.book, sheets=(*side.book.sheets, Sheet(name, held)))


def drop_sheet(side: Side, name: str) -> Book:
    return replace(side.book, sheets=tuple(s for s in side.book.sheets if s.name != name))


def rename_sheet(side: Side, old: str, new: str) -> Book:
    return _on(side.book, old, lambda s: replace(s, name=new))


def insert(side: Side, name: str, row: int, values: Mapping[str, Any]) -> Book:
    book = insert_rows(side.book, name, row)
    for letter, content in values.items():
        book = with_cell(book, CellRef.of(name, f"{letter}{row}"), content)
    return book


def note(side: Side, place: str, text: str) -> Side:
    where = at(side.book, place)

    def changed(sheet: Sheet) -> Sheet:
        return replace(sheet, commented=sheet.commented | {(where.row, where.column)})

    return Side(_on(side.book, where.sheet, changed), {**side.notes, where: text})


def name(side: Side, called: str, refers_to: str) -> Book:
    return replace(side.book, names=(*side.book.names, DefinedName(called, refers_to)))


def hide(side: Side, table: str, key: str) -> Book:
    where = at(side.book, f"{table}|{key}|Nr")
    return _on(side.book, where.sheet, lambda s: replace(s, hidden_rows=frozenset({where.row})))


def hide_sheet(side: Side, called: str) -> Book:
    return _on(side.book, called, lambda s: replace(s, state="hidden"))


def recalculated(side: Side, shift: float) -> Book:
    """Other values of all formulas."""
    return _cells(side.book, lambda c: c._replace(value=shift) if c.formula is not None else c)


def valueless(side: Side) -> Book:
    return _cells(side.book, lambda c: c._replace(value=BLANK) if c.formula is not None else c)


def libreoffice(side: Side) -> Book:
    """Other style numbers, and tables without the formulas of their columns."""
    book = _cells(side.book, lambda c: c._replace(style=c.style + 7))

    def bare(table: Table) -> Table:
        return replace(table, columns=tuple(TableColumn(c.name) for c in table.columns))

    return replace(
        book,
        sheets=tuple(replace(s, tables=tuple(map(bare, s.tables))) for s in book.sheets),
    )


def _cells(book: Book, change: Callable[[Cell], Cell]) -> Book:
    return replace(
        book,
        sheets=tuple(
            replace(s, cells={k: change(v) for k, v in s.cells.items()}) for s in book.sheets
        ),
    )


def year(side: Side, new: int) -> Book:
    book = put(side, "tblForutsetninger|Budsjettår|Verdi", float(new))
    headers = ("Budsjett 2026", "Budsjett 2025", "Prognose 2025")
    for old, text in ((h, h[:-4] + str(int(h[-4:]) + new - 2026)) for h in headers):
        book = header(Side(book), "tblHovedtall", old, text)
    return book


def layout(side: Side, version: int) -> Book:
    names = tuple(
        replace(n, refers_to=str(version)) if n.name == "Oppsettversjon" else n
        for n in side.book.names
    )
    return replace(side.book, names=names)


def other_organisation(side: Side) -> Book:
    book = put(side, "tblForutsetninger|Organisasjon|Verdi", "Fjellregionen IPR")
    table = book.table("tblTiltak")
    assert table is not None
    for number, row in enumerate(table.data_rows):
        for offset, word in ((0, f"9.{number}"), (1, f"Fjellets tiltak {number}")):
            book = with_cell(book, CellRef(table.sheet, row, 1 + offset), word)
    return book


def strange(side: Side) -> Book:
    return Book((Sheet("Ark1", _grid([["noe", "annet"], [1.0, 2.0]])),))


STEPS: Final[dict[str, Callable[..., Book | Side]]] = {
    step.__name__: step
    for step in (
        put, add, delete, sort, move, renumber, log, column, header, drop_column, sheet,
        drop_sheet, rename_sheet, insert, note, name, hide, hide_sheet, recalculated, valueless,
        libreoffice, year, layout, other_organisation, strange,
    )
}  # fmt: skip


# Files


def written(side: Side) -> bytes:
    """The workbook as a file that openpyxl writes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet_ in side.book.sheets:
        page = book.create_sheet(sheet_.name)
        page.sheet_state = sheet_.state
        for (row, number), cell in sheet_.cells.items():
            page.cell(row, number, _shown(cell))
        for table in sheet_.tables:
            made_ = XlTable(displayName=table.name, ref=table.ref.a1)
            made_._initialise_columns()
            for xl, own in zip(made_.tableColumns, table.columns, strict=True):
                xl.name = own.name
                if own.formula is not None:
                    xl.calculatedColumnFormula = TableFormula(attr_text=own.formula)
            page.add_table(made_)
        for row in sheet_.hidden_rows or ():
            page.row_dimensions[row].hidden = True
    for where, text in side.notes.items():
        book[where.sheet].cell(where.row, where.column).comment = Comment(text, "noen")
    for known in side.book.names:
        book.defined_names[known.name] = openpyxl.workbook.defined_name.DefinedName(
            known.name, attr_text=known.refers_to
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _shown(cell: Cell) -> Any:
    if cell.formula is not None:
        return f"={cell.formula}"
    return None if cell.value is BLANK else getattr(cell.value, "code", cell.value)
