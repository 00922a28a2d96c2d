"""Whether a table's rows can change places by being written anew, and their formulas then.

Rows that are written anew keep the looks of their places. That is right where all rows look alike,
where nothing stands beside them, and where nothing refers to one of them by its address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orxl.core.edits import Content, Formula, SetCell
from orxl.core.light import dataclass, replace
from orxl.core.refs import CellRef, Range, column_letters
from orxl.core.snapshot import EMPTY, Book, Table
from orxl.core.values import BLANK
from orxl.formulas.tokens import REFERENCES, read_prefix, split_prefix, tokenize
from orxl.versions.rows import Area
from orxl.versions.same import Corner, corners


@dataclass(frozen=True)
class Rearranged:
    """Where the rows of a table go."""

    sheet: str
    rows: Mapping[int, int]
    """The new row of each that stays."""
    area: Range
    """The table's data as it was."""
    table: str = ""

    def edit(self, edit: SetCell) -> SetCell | None:
        """*edit* in the new place of its row; None where the row is gone."""
        row = self.rows.get(edit.cell.row)
        if row is None:
            return None
        cell = CellRef(edit.cell.sheet, row, edit.cell.column)
        expected = edit.expected
        if isinstance(expected, Formula):
            expected = self._content(expected, edit.cell.row)
        content = self._content(edit.content, edit.cell.row)
        return replace(edit, cell=cell, content=content, expected=expected)

    def _content(self, content: Content, row: int) -> Content:
        return Formula(self.formula(content.text, row)) if isinstance(content, Formula) else content

    def formula(self, text: str, row: int) -> str:
        """*text* of a cell in *row*, reading in its new place what it has read."""
        out = []
        for token in tokenize(text):
            if token.kind not in REFERENCES:
                out.append(token.text)
                continue
            prefix, body = split_prefix(token.text)
            ends = corners(body)
            if ends is None or (prefix and read_prefix(prefix).first != self.sheet):
                out.append(token.text)
                continue
            out.append(prefix + ":".join(self._corner(end, row) for end in ends))
        return "".join(out)

    def _corner(self, corner: Corner, row: int) -> str:
        column, line = corner
        letters = "" if column is None else (
            ("$" if column.absolute else "") + column_letters(column.number))  # fmt: skip
        if line is None:
            return letters
        number = self.rows.get(row, row) if line.number == row else line.number
        return f"{letters}{'$' if line.absolute else ''}{number}"


def hindrance(book: Book, area: Area) -> str:
    """Why the rows of *area* (MINE's) cannot change places, in words; ``""`` where they can."""
    table = area.table
    sheet = book.sheet(area.sheet)
    if table is None or sheet is None:
        return "den er ingen tabell"
    if table.totals_rows:
        return "tabellen har en summeringsrad"
    rows = table.data_rows
    if any(r in rows and CellRef(area.sheet, r, c) in table.ref for r, c in sheet.commented):
        return "det står merknader i radene"
    if any(
        at[0] in rows
        and CellRef(area.sheet, *at) not in table.ref
        and (cell.formula is not None or cell.value is not BLANK)
        for at, cell in sheet.cells.items()
    ):
        return "det står noe ved siden av tabellen"
    for c in area.columns:
        if len({sheet.cells.get((r, c), EMPTY).style for r in rows}) > 1:
            return "radene ser ikke like ut"
    if any(_points_in(text, at, table) for text, at in _texts(book)):
        return "noe viser til enkeltceller i radene"
    return ""


def _texts(book: Book) -> Iterator[tuple[str, CellRef]]:
    for sheet in book.sheets:
        for (row, column), cell in sheet.cells.items():
            if cell.formula is not None and any(d.isdigit() for d in cell.formula):
                yield cell.formula, CellRef(sheet.name, row, column)
    for name in book.names:
        yield name.refers_to, CellRef(name.sheet or "", 0, 0)


def _points_in(text: str, at: CellRef, table: Table) -> bool:
    """Whether a formula refers to some of the table's rows and not to all, nor just to its own."""
    inside = at.sheet.casefold() == table.sheet.casefold() and at.row in table.data_rows
    for token in tokenize(text):
        if token.kind not in REFERENCES:
            continue
        prefix, body = split_prefix(token.text)
        sheet = read_prefix(prefix).first if prefix else at.sheet
        ends = corners(body)
        if sheet.casefold() != table.sheet.casefold() or ends is None:
            continue
        lines = [end.row.number for end in ends if end.row is not None]
        if not lines or max(lines) < table.first_data_row or min(lines) > table.last_data_row:
            continue
        if min(lines) <= table.first_data_row and max(lines) >= table.last_data_row:
            continue
        if not (inside and set(lines) == {at.row}):
            return True
    return False
