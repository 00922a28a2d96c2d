"""The three editions of one table: which of their rows and columns are one, and what they hold."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from orxl.core.edits import Content, Edit, Formula, SetCell, present
from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import EMPTY, Table
from orxl.core.values import BLANK, Value
from orxl.layout.names import POPULATION
from orxl.layout.row_record import KEYS
from orxl.versions.alignment import AlignedArea
from orxl.versions.merging.cells import Cells
from orxl.versions.merging.values import Fields, Place
from orxl.versions.rows import Area

_NAMED_BY: Final = {
    **{table: keys for table, (_, keys) in KEYS.items()},
    POPULATION: ("code", "at"),
}
"""What names a row of the layout's tables, whatever stands there today."""
Row = tuple[Content | None, ...]
"""A row as it is to be written, by the table's columns; None: the column's own formula."""


class TableSides:
    """A table that all three editions have, seen from MINE."""

    def __init__(self, cells: Cells, one: AlignedArea, two: AlignedArea) -> None:
        self.cells = cells
        self.one, self.two = one, two
        """From the common edition to MINE, and to THEIRS."""
        self.common, self.mine, self.theirs = one.before, one.after, two.after
        self.table: Table = one.after.table  # type: ignore[assignment]  # it is a table's area

    @cached_property
    def columns(self) -> dict[int, int]:
        """MINE's column of each of THEIRS'."""
        forward, back = self.one.columns.forward, self.two.columns.backward
        found = {
            c: forward[back[c]]
            for c in self.theirs.columns
            if c in back and back[c] in forward
        }  # fmt: skip
        own = {self.mine.header(c).casefold(): c for c in self.one.columns.added}
        for c in self.two.columns.added:
            if (there := own.get(self.theirs.header(c).casefold())) is not None:
                found[c] = there
        return found

    @cached_property
    def rows(self) -> dict[int, int]:
        """MINE's row of each of THEIRS' that both have; those that both have added too."""
        forward, back = self.one.rows.forward, self.two.rows.backward
        return {r: forward[back[r]] for r in self.theirs.rows if back.get(r) in forward}

    def place(self, m: int, column: int | None = None) -> Place:
        """MINE's row *m*, or its cell in *column*, in words."""
        at = min(self.mine.columns) if column is None else column
        return Place(
            self.mine.sheet,
            self.mine.name,
            self.called(self.mine, m),
            "" if column is None else self.mine.header(column),
            self.mine.cell(m, at),
        )

    def called(self, area: Area, row: int) -> str:
        """What *row* is called: by its key, else by its first text."""
        name = area.called(row)
        if name:
            return name
        first = next(
            (cell.value for cell in area.rows.get(row, {}).values() if cell.value is not BLANK), ""
        )
        return first if isinstance(first, str) and first else f"rad {row}"

    def key(self, area: Area, row: int) -> tuple[Value, ...] | None:
        """What identifies *row* in any edition; None where nothing does."""
        numbers = {identity: n for n, identity in area.columns.items()}
        found = tuple(
            area.value(row, numbers[k]) if k in numbers else BLANK for k in self._named_by
        )
        return found if any(value is not BLANK for value in found) else None

    @cached_property
    def _named_by(self) -> tuple[str, ...]:
        """The identities of the columns that name a row, in whichever edition takes most of them.

        Where each has added a row with the same key, no edition alone tells that a key may come
        twice: the layout does.
        """
        editions = (self.common, self.mine, self.theirs)
        wanted = [
            tuple(area.columns[n] for n in area.identifying) for area in editions
        ]  # fmt: skip
        spec = self.mine.spec
        if spec is not None and spec.name in _NAMED_BY:
            wanted.append(_NAMED_BY[spec.name])
        return tuple(dict.fromkeys(identity for keys in wanted for identity in keys))

    def typed(self, area: Area, row: int) -> bool:
        """Whether somebody has typed something in *row*."""
        cells = area.rows[row].items()
        return any(
            cell.value is not BLANK and cell.formula is None and c not in area.derived
            for c, cell in cells
        )

    def contents(self, r: int, to: CellRef) -> dict[int, Content]:
        """What THEIRS' row *r* by MINE's columns, as it reads in the row of *to*."""
        found: dict[int, Content] = {}
        for c, own in self.columns.items():
            cell = self.theirs.rows[r].get(c, EMPTY)
            at = CellRef(to.sheet, to.row, own)
            content = self.cells.content((cell, self.theirs.cell(r, c)), at)
            found[own] = content if content is not None else cell.value
        return found

    def fields(self, area: Area, row: int) -> Fields:
        """What *row* holds that somebody may have typed, by header."""
        return tuple(
            (area.header(c) or column_letters(c), present(cell))
            for c, cell in area.rows[row].items()
            if c not in area.derived
        )

    def new_row(self, r: int, at: int) -> Row:
        """THEIRS' row *r* as it is to stand in MINE's row *at*."""
        contents = self.contents(r, self.mine.cell(min(self.mine.rows, default=1), 1))
        back = {own: c for c, own in self.columns.items()}
        row: list[Content | None] = []
        for number, column in enumerate(self.table.columns, self.table.ref.first_column):
            cell = self.theirs.rows[r].get(back.get(number, 0), EMPTY)
            typed_over = cell.formula is None and cell.filled
            declared = self._declared(number)
            if column.formula is not None and not typed_over:
                row.append(None)
            elif declared is not None and not typed_over:
                row.append(Formula(declared))
            elif cell.formula is not None:
                where = self.theirs.cell(r, back[number])
                text = self.cells.to_mine.formula(
                    cell.formula, where, CellRef(self.mine.sheet, at, number)
                )
                row.append(cell.value if text is None else Formula(text))
            else:
                row.append(contents.get(number, BLANK))
        return tuple(row)

    def _declared(self, number: int) -> str | None:
        """The layout's own formula, which LibreOffice drops from the table's column."""
        spec, key = self.mine.spec, self.mine.columns[number]
        if spec is None or number not in self.mine.derived:
            return None
        return next((c.formula for c in spec.columns if c.key == key), None)

    def cleared(self, m: int) -> tuple[Edit, ...]:
        """The edits that empty MINE's row *m* of what is typed."""
        return tuple(
            SetCell(self.mine.cell(m, c), BLANK, present(cell))
            for c, cell in self.mine.rows[m].items()
            if c not in self.mine.derived and cell.filled and cell.formula is None
        )
