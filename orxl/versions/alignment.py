"""Two versions held against each other: which sheet, table, row and column is which.

``orxl.versions.aligning.align`` makes it. The cells of two versions then are the same cell
where their rows and their columns are, however the sheets have been rearranged.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from orxl.core.light import dataclass, field
from orxl.core.refs import CellRef
from orxl.core.snapshot import Table
from orxl.layout.names import AREAS, BODIES, GRANTS, MAIN, MEASURES
from orxl.versions.pairing import Pairing
from orxl.versions.rows import Area, Version, said

REFERRED: Final = {
    "Liste_tiltak": MEASURES, "Liste_områder": AREAS, "Liste_tilskudd": GRANTS,
    "Liste_organer": BODIES, "Liste_poster": MAIN,
}  # fmt: skip
"""The lists of the layout that are keys of a table: who chooses from one refers to its rows."""


_NAMED_BY: Final = {BODIES: "body_id"}
"""The column that others name a row by, where it is not the table's key."""


@dataclass(frozen=True)
class AlignedArea:
    """A table, or the cells outside the tables of a sheet, in both versions."""

    before: Area
    after: Area
    rows: Pairing
    columns: Pairing

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The rows that others name by another word now: what they were called, and are."""
        spec = self.before.spec
        if spec is None:
            return {}
        key = _NAMED_BY.get(spec.name, spec.key)
        columns = [
            next((n for n, held in area.columns.items() if held == key), None)
            for area in (self.before, self.after)
        ]
        if columns[0] is None or columns[1] is None:
            return {}
        pairs = (
            (said(self.before.value(a, columns[0])), said(self.after.value(b, columns[1])))
            for a, b in self.rows.forward.items()
        )
        return {one: other for one, other in pairs if one != other and one and other}


@dataclass(frozen=True)
class Alignment:
    """Which sheet, table, row and column of ``version_before`` is which of ``version_after``."""

    version_before: Version
    version_after: Version
    sheet_names: Mapping[str, str]
    """The sheets in both: the name before in lower case → the name after."""
    table_names: Mapping[str, str]
    """The tables in both: the name before → the name after, both in lower case."""
    tables: tuple[AlignedArea, ...]
    free: tuple[AlignedArea, ...]
    """The cells outside the tables, a sheet at a time."""
    sheets_removed: tuple[str, ...] = ()
    sheets_added: tuple[str, ...] = ()
    tables_removed: tuple[Table, ...] = ()
    """On sheets that are in both; the cells of such a table count as cells outside the tables."""
    tables_added: tuple[Table, ...] = ()
    _rows: Mapping[str, Pairing] = field(default_factory=dict)
    _columns: Mapping[str, Pairing] = field(default_factory=dict)

    @property
    def areas(self) -> tuple[AlignedArea, ...]:
        """All areas that are in both versions."""
        return (*self.tables, *self.free)

    def table(self, name: str) -> AlignedArea | None:
        """The table that is called *name* after, or None."""
        return next((t for t in self.tables if t.after.name.casefold() == name.casefold()), None)

    @cached_property
    def still(self) -> bool:
        """Whether every cell that is in both stands where it stood."""
        return (
            not self.tables_removed
            and not self.tables_added
            and all(one == other.casefold() for one, other in self.sheet_names.items())
            and all(a.rows.still and a.columns.still for a in self.areas)
            and not any(a.before.header(x).casefold() != a.after.header(y).casefold()
                        for a in self.tables for x, y in a.columns.forward.items())
        )  # fmt: skip

    def after(self, cell: CellRef) -> CellRef | None:
        """What became of *cell* of the version before; None where its row or column is gone."""
        name = self.sheet_names.get(cell.sheet.casefold())
        if name is None:
            return None
        at = self.followed(cell.sheet, cell.row, cell.column)
        return None if at is None or None in at else CellRef(name, at[0] or 0, at[1] or 0)

    def before(self, cell: CellRef) -> CellRef | None:
        """What *cell* of the version after was before; None where its row or column is new."""
        return self.reversed.after(cell)

    @cached_property
    def reversed(self) -> Alignment:
        """The same alignment, seen from the version after."""
        names = {
            after.casefold(): sheet.name
            for sheet in self.version_before.book.sheets
            if (after := self.sheet_names.get(sheet.name.casefold())) is not None
        }
        return Alignment(
            self.version_after, self.version_before, names,
            {after: before for before, after in self.table_names.items()},
            tuple(map(_turned, self.tables)), tuple(map(_turned, self.free)),
            self.sheets_added, self.sheets_removed, self.tables_added, self.tables_removed,
            {self.sheet_names[n].casefold(): _back(p) for n, p in self._rows.items()},
            {self.sheet_names[n].casefold(): _back(p) for n, p in self._columns.items()},
        )  # fmt: skip

    def followed(
        self, sheet: str, row: int | None, column: int | None
    ) -> tuple[int | None, int | None] | None:
        """The row and column that became of those before, as a reference to one cell follows.

        None where either is gone. A whole column (no row) or a whole row is followed, too.
        """
        area = self._area(sheet, row, column)
        rows, columns = self._axes(sheet, area)
        find = Pairing.place if area is None else _in_table
        found_row = None if row is None else find(rows, row)
        found_column = None if column is None else find(columns, column)
        if (row is not None and found_row is None) or (column is not None and found_column is None):
            return None
        return found_row, found_column

    def shifted(
        self, sheet: str, row: int | None, column: int | None, *, last: bool
    ) -> tuple[int | None, int | None]:
        """Where the place is after, as the corner of a range shifts (``last``: the lower right)."""
        rows, columns = self._axes(sheet, self._area(sheet, row, column))
        return (
            None if row is None else rows.shifted(row, last=last),
            None if column is None else columns.shifted(column, last=last),
        )

    def axis_followed(self, cell: CellRef, row: bool) -> int | None:
        """The row of *cell* after, or its column."""
        at = self.followed(cell.sheet, cell.row if row else None, None if row else cell.column)
        if at is None:
            return None
        return at[0] if row else at[1]

    def in_one_area(self, one: CellRef, other: CellRef) -> bool:
        """Whether two cells of a sheet before lie in the same table, or both outside the tables."""
        return self._area(one.sheet, one.row, one.column) is self._area(
            other.sheet, other.row, other.column
        )

    def headers(self, table: str, at: CellRef) -> Mapping[str, str]:
        """The headers of *table* (``""``: the one around *at*) that are others now, by the old."""
        if table:
            area = next(
                (a for a in self.tables if a.before.name.casefold() == table.casefold()), None
            )
        else:
            area = self._area(at.sheet, at.row, at.column)
        return {} if area is None else _headers(area)

    def _area(self, sheet: str, row: int | None, column: int | None) -> AlignedArea | None:
        if row is None or column is None:
            return None
        for area in self._tables_on.get(sheet.casefold(), ()):
            ref = area.before.table.ref if area.before.table else None
            if ref is not None and (
                ref.first_row <= row <= ref.last_row
                and ref.first_column <= column <= ref.last_column
            ):
                return area
        return None

    @cached_property
    def _tables_on(self) -> Mapping[str, tuple[AlignedArea, ...]]:
        found: dict[str, tuple[AlignedArea, ...]] = {}
        for area in self.tables:
            name = area.before.sheet.casefold()
            found[name] = (*found.get(name, ()), area)
        return found

    def _axes(self, sheet: str, area: AlignedArea | None) -> tuple[Pairing, Pairing]:
        if area is not None:
            return area.rows, area.columns
        name = sheet.casefold()
        return self._rows.get(name, _NOTHING), self._columns.get(name, _NOTHING)


_NOTHING: Final = Pairing({})


def _in_table(pairing: Pairing, number: int) -> int | None:
    if number in pairing.gone:
        return None
    return pairing.forward.get(number, pairing.shifted(number))  # its header, or its totals


def _headers(area: AlignedArea) -> dict[str, str]:
    return {
        area.before.header(a).casefold(): area.after.header(b).casefold()
        for a, b in area.columns.forward.items()
    }


def _back(pairing: Pairing) -> Pairing:
    return Pairing(
        dict(sorted((b, a) for a, b in pairing.forward.items())),
        pairing.added,
        pairing.removed,
        tuple((b, a) for a, b in pairing.kept),
    )


def _turned(area: AlignedArea) -> AlignedArea:
    return AlignedArea(area.after, area.before, _back(area.rows), _back(area.columns))
