"""Hands that do a damage to a snapshot, as a person at Excel would.

What a person does to a row moves what Excel would move. What no snapshot holds (looks, charts,
settings of the file) is done to the file's bytes before it is read: ``filehands``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from orxl.binding import bind
from orxl.core.refs import CellRef, column_number, parse_a1
from orxl.core.snapshot import Book, Cell, Sheet, Table
from orxl.core.values import BLANK, Value
from tests.adversarial.damages import BadDamage, Fields, value_of
from tests.adversarial.taking_out import delete_row
from tests.inserted.inserting import insert_rows


class Hands:
    """Changes :attr:`book`, edit by edit."""

    def __init__(self, book: Book) -> None:
        self.book = book

    # Where

    def table(self, name: str) -> Table:
        found = self.book.table(name)
        if found is None:
            raise BadDamage(f"there is no table {name}")
        return found

    def column(self, table: Table, header: str) -> int:
        found = table.column_of(header)
        if found is None:
            raise BadDamage(f"{table.name} has no column «{header}»")
        return found

    def row(self, table: Table, wanted: Fields) -> int:
        """The sheet's row number of the first row that holds what is *wanted*. Raises BadDamage."""
        found = self.rows(table, wanted)
        if not found:
            raise BadDamage(f"{table.name} has no row {dict(wanted)}")
        return found[0]

    def rows(self, table: Table, wanted: Fields) -> list[int]:
        """The row numbers of all rows that hold what is *wanted*: two may have got one key."""
        pairs = [(self.column(table, header), value_of(v)) for header, v in wanted.items()]
        sheet = self.book.sheet(table.sheet)
        assert sheet is not None
        return [
            number
            for number in table.data_rows
            if all(_same(sheet[number, column].value, value) for column, value in pairs)
        ]

    def cell(self, place: Fields) -> CellRef:
        """The cell of a place in a table, or by a label beside it. Raises BadDamage."""
        if "table" in place:
            table = self.table(place["table"])
            number = self.column(table, str(place["column"]))
            if "row" not in place:
                return CellRef(table.sheet, table.ref.first_row, number)
            return CellRef(table.sheet, self.row(table, place["row"]), number)
        if "name" in place and "sheet" not in place:
            return self._named(str(place["name"]))
        sheet = self.sheet(str(place["sheet"]))
        if isinstance(at := place.get("at", place.get("cell")), str):
            row, column = parse_a1(at)
            return CellRef(sheet.name, row, column)
        label = str(at["label"]) if at else ""
        row, column = self._labelled(sheet, label)
        if (other := place.get("column")) is not None:
            column = int(other) if isinstance(other, int) else column_number(str(other))
        return CellRef(sheet.name, row, column)

    def sheet(self, name: str) -> Sheet:
        found = self.book.sheet(name)
        if found is None:
            raise BadDamage(f"there is no sheet {name}")
        return found

    def _labelled(self, sheet: Sheet, label: str) -> tuple[int, int]:
        texts = [
            (at, str(c.value)) for at, c in sorted(sheet.cells.items()) if c.value is not BLANK
        ]
        exact = [at for at, text in texts if text.strip() == label.strip()]
        near = [at for at, text in texts if label.casefold() in text.casefold()]
        if not (exact or near):
            raise BadDamage(f"nothing on {sheet.name} says «{label}»")
        return (exact or near)[0]

    def _named(self, name: str) -> CellRef:
        for known in self.book.names:
            if known.name == name and "#REF!" not in known.refers_to:
                sheet, _, at = known.refers_to.rpartition("!")
                try:
                    row, column = parse_a1(at.replace("$", "").split(":")[0])
                except ValueError:  # the row that it referred to is gone
                    raise BadDamage(f"the name {name} leads nowhere") from None
                return CellRef(sheet.strip("'"), row, column)
        raise BadDamage(f"there is no name {name}")

    # What hands do

    def put(self, cell: CellRef, value: Value) -> None:
        old = self.book.cell(cell)
        self.set(cell.sheet, {(cell.row, cell.column): Cell(value, None, old.style)})

    def type(self, edit: Fields) -> None:
        cell = self.cell(edit)
        old = self.book.cell(cell)
        if edit.get("part"):
            piece = str(edit["from"])
            if not isinstance(old.value, str) or piece not in old.value:
                raise BadDamage(f"{cell} does not say «{piece}», but {old.value!r}")
            self.put(cell, old.value.replace(piece, str(edit["to"]), 1))
            return
        if "from" in edit and not _same(old.value, value_of(edit["from"])):
            raise BadDamage(f"{cell} does not say {edit['from']!r}, but {old.value!r}")
        self.put(cell, value_of(edit.get("to", edit.get("value"))))

    def blank(self, edit: Fields) -> None:
        self.put(self.cell(edit), BLANK)

    def formula(self, edit: Fields) -> None:
        cell = self.cell(edit)
        text = str(edit["to"]).removeprefix("=")
        old = self.book.cell(cell)
        new = Cell(old.value, text, old.style, "normal")
        self.set(cell.sheet, {(cell.row, cell.column): new})

    def sort(self, edit: Fields) -> None:
        """The named columns alone, or whole rows; formulas of columns that do not move stay."""
        table = self.table(edit["table"])
        by = self.column(table, str(edit["by"]))
        said: Sequence[str] = edit.get("columns") or [c.name for c in table.columns]
        columns = [self.column(table, header) for header in said]
        cells = self.sheet(table.sheet).cells
        rows = list(table.data_rows)
        only = edit.get("rows")
        if only:
            rows = sorted(self.row(table, one) for one in only)
        order = sorted(
            rows,
            key=lambda r: _sorts_by(cells.get((r, by), Cell(BLANK)).value),
            reverse=bool(edit.get("descending")),
        )
        self.set(table.sheet, {
            (to, column): cells.get((source, column), Cell(BLANK))
            for to, source in zip(rows, order, strict=True)
            for column in columns
        })  # fmt: skip

    def swap(self, edit: Fields) -> None:
        """What stands in one or some columns of two rows, or in two columns of one row."""
        table = self.table(edit["table"])
        said = edit.get("columns") or [edit["column"]]
        if "rows" not in edit:
            row = self.row(table, edit["row"])
            first, second = (CellRef(table.sheet, row, self.column(table, c)) for c in said)
            self._exchange(first, second)
            return
        one, other = (self.row(table, wanted) for wanted in edit["rows"])
        for header in said:
            column = self.column(table, str(header))
            self._exchange(CellRef(table.sheet, one, column), CellRef(table.sheet, other, column))

    def _exchange(self, first: CellRef, second: CellRef) -> None:
        one, other = self.book.cell(first).value, self.book.cell(second).value
        self.put(first, other)
        self.put(second, one)

    def delete_row(self, edit: Fields) -> None:
        table = self.table(edit["table"])
        self.book = delete_row(self.book, table, self.row(table, edit["row"]))

    def add_row(self, edit: Fields) -> None:
        table = self.table(edit["table"])
        after = self.row(table, edit["after"]) if "after" in edit else table.last_data_row
        self._add(table, after, edit.get("values") or {})

    def duplicate_row(self, edit: Fields) -> None:
        """Copied and inserted below itself, with other values where the edit says so."""
        table = self.table(edit["table"])
        row = self.row(table, edit["row"])
        sheet = self.sheet(table.sheet)
        values: dict[str, Any] = {}
        for offset, column in enumerate(table.columns):
            cell = sheet[row, table.ref.first_column + offset]
            if cell.formula is None and cell.value is not BLANK:
                values[column.name] = _Given(cell.value)
        self._add(table, row, values | dict(edit.get("values") or {}))

    def _add(self, table: Table, after: int, values: Mapping[str, Any]) -> None:
        book = insert_rows(self.book, table.sheet, after + 1)
        grown = book.table(table.name)
        assert grown is not None
        if grown.ref.last_row == table.ref.last_row:  # inserted below the last row
            grown = replace(grown, ref=replace(grown.ref, last_row=grown.ref.last_row + 1))
            book = with_table(book, grown)
        self.book = book
        row = after + 1
        above = self.sheet(table.sheet)
        new: dict[tuple[int, int], Cell] = {}
        for offset in range(len(table.columns)):
            column = table.ref.first_column + offset
            new[row, column] = Cell(BLANK, None, above[after, column].style)
        for header, said in values.items():
            column = self.column(grown, header)
            value = said.value if isinstance(said, _Given) else value_of(said)
            new[row, column] = new[row, column]._replace(value=value)
        self.set(table.sheet, new)
        declared = bind(self.book).declared
        formulas = {
            (cell.row, cell.column): Cell(BLANK, text, new[cell.row, cell.column].style, "normal")
            for cell, text in declared.items()
            if cell.sheet == table.sheet and (cell.row, cell.column) in new
        }
        self.set(table.sheet, formulas)

    # Parts

    def set(self, name: str, cells: Mapping[tuple[int, int], Cell]) -> None:
        sheet = self.sheet(name)
        self.put_sheet(replace(sheet, cells={**sheet.cells, **cells}))

    def put_sheet(self, new: Sheet) -> None:
        sheets = tuple(new if s.name == new.name else s for s in self.book.sheets)
        self.book = replace(self.book, sheets=sheets)

    def rewrite(self, follow: Callable[[str], str]) -> None:
        """Let every formula and every name follow."""
        sheets = []
        for sheet in self.book.sheets:
            new = {
                at: cell._replace(formula=text)
                for at, cell in sheet.cells.items()
                if cell.formula is not None and (text := follow(cell.formula)) != cell.formula
            }
            sheets.append(replace(sheet, cells={**sheet.cells, **new}) if new else sheet)
        names = tuple(replace(n, refers_to=follow(n.refers_to)) for n in self.book.names)
        self.book = replace(self.book, sheets=tuple(sheets), names=names)


class _Given:
    """A cell's value that is not to be read as typed."""

    def __init__(self, value: Value) -> None:
        self.value = value


def with_table(book: Book, new: Table) -> Book:
    def changed(sheet: Sheet) -> Sheet:
        if all(t.name != new.name for t in sheet.tables):
            return sheet
        return replace(sheet, tables=tuple(new if t.name == new.name else t for t in sheet.tables))

    return replace(book, sheets=tuple(changed(sheet) for sheet in book.sheets))


def _same(there: Value, wanted: Value) -> bool:
    if wanted is BLANK or wanted == "":
        return there is BLANK or there == ""
    if isinstance(there, str) and isinstance(wanted, str):
        return there.strip().casefold() == wanted.strip().casefold()
    return there == wanted


def _sorts_by(value: Value) -> tuple[int, float, str]:
    """Numbers before texts, blanks last."""
    if value is BLANK:
        return 2, 0.0, ""
    if isinstance(value, float):
        return 0, value, ""
    if hasattr(value, "timestamp"):
        return 0, value.timestamp(), ""
    return 1, 0.0, str(value).casefold()


OF_CELLS: Final[Mapping[str, Callable[[Hands, Fields], None]]] = {
    "type": Hands.type,
    "cell": Hands.type,
    "blank": Hands.blank,
    "formula": Hands.formula,
    "sort": Hands.sort,
    "swap": Hands.swap,
    "delete-row": Hands.delete_row,
    "add-row": Hands.add_row,
    "duplicate-row": Hands.duplicate_row,
}
