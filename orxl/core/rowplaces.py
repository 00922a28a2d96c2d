"""Where the rows of a table go when an edit adds or replaces them.

The file's writer and the live writer place rows by this one account; each makes the rows in its
own way, and asks in its own way what already stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from orxl.core import nb
from orxl.core.edits import AppendRows, Content, InsertRows, ReplaceRows, same_content
from orxl.core.errors import RefusedEdit
from orxl.core.light import dataclass, replace
from orxl.core.refs import MAX_ROW, CellRef, Range
from orxl.core.snapshot import Table
from orxl.core.values import BLANK

Row = tuple[Content | None, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """*rows*, and the sheet's row where the first of them goes. ``table`` is as it was before."""

    table: Table
    rows: tuple[Row, ...]
    first: int

    @property
    def last(self) -> int:
        """The last data row of the table afterwards."""
        return self.first + len(self.rows) - 1

    @property
    def whole(self) -> Range:
        """The cells that the rows fill."""
        return replace(self.table.ref, first_row=self.first, last_row=self.last)

    @property
    def room(self) -> Range | None:
        """The cells below the table that have to be free; None where it does not grow."""
        old = self.table.last_data_row
        if self.last <= old:
            return None
        return replace(self.table.ref, first_row=old + 1, last_row=self.last)

    @property
    def spare(self) -> Range | None:
        """The cells that leave the table; None where it does not shrink."""
        old = self.table.last_data_row
        if self.last >= old:
            return None
        return replace(self.table.ref, first_row=self.last + 1, last_row=old)


def placed(table: Table, edit: AppendRows | ReplaceRows) -> Placed:
    """Where the rows of *edit* go in *table*, which it names.

    Raises RefusedEdit for rows of another width, for a table with a row of totals below the data,
    and where the sheet ends too early.
    """
    _refuse_widths(table, edit.rows)
    width = len(table.columns)
    if isinstance(edit, AppendRows):
        at = Placed(table, edit.rows, table.last_data_row + 1)
    else:
        # Excel's tables have one row at least.
        rows: tuple[Row, ...] = edit.rows if edit.rows else ((BLANK,) * width,)
        at = Placed(table, rows, table.first_data_row)
    if table.totals_rows and at.rows:
        raise RefusedEdit(
            f"Tabellen {nb.quoted(table.name)} har en summeringsrad.",
            "Slå av summeringsraden i Excel først.",
        )
    if at.last > MAX_ROW:
        raise RefusedEdit(
            f"Tabellen {nb.quoted(table.name)} får ikke plass til flere rader i arket.",
            "Del den opp.",
        )
    return at


def inserted(table: Table, edit: InsertRows) -> Placed:
    """Where the rows of *edit* go in *table*, which does not have them yet.

    Raises RefusedEdit for rows of another width, and for a place that is not between two data rows
    of the table.
    """
    _refuse_widths(table, edit.rows)
    if not table.first_data_row < edit.before <= table.last_data_row:
        raise RefusedEdit(
            f"Nye rader i tabellen {nb.quoted(table.name)} kan settes inn foran radene "
            f"{table.first_data_row + 1} til {table.last_data_row}, ikke foran rad {edit.before}.",
            "Velg en rad som har en rad av tabellen over seg, eller legg raden til nederst.",
        )
    return Placed(table, edit.rows, edit.before)


def _refuse_widths(table: Table, rows: Iterable[Row]) -> None:
    width = len(table.columns)
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            raise RefusedEdit(
                f"Rad {number} til tabellen {nb.quoted(table.name)} har {len(row)} verdier, men "
                f"tabellen har {nb.counted(width, 'kolonne', 'kolonner')}.",
                "Gi én verdi for hver kolonne.",
            )


def refuse_commented(
    at: Placed,
    commented: Iterable[tuple[int, int]],
    there: Callable[[CellRef], Content],
    *,
    date1904: bool,
) -> None:
    """Raise RefusedEdit when a comment would come to stand beside another row than its own.

    ``commented`` are the cells of the sheet with a comment; ``there`` tells what a cell holds.
    """
    table = at.table
    for row, column in sorted(commented):
        cell = CellRef(table.sheet, row, column)
        if row not in table.data_rows or cell not in table.ref:
            continue
        if row > at.last or not _stays(at, row, there, date1904):
            raise RefusedEdit(
                f"{cell} har en kommentar, og raden i tabellen {nb.quoted(table.name)} skal "
                "byttes ut.",
                "Flytt kommentaren til en celle utenfor tabellen, eller slett den.",
            )


def _stays(at: Placed, number: int, there: Callable[[CellRef], Content], date1904: bool) -> bool:
    """Whether the sheet's row *number* holds already what is to be put there."""
    return all(
        content is None
        or same_content(content, there(CellRef(at.table.sheet, number, column)), date1904=date1904)
        for column, content in enumerate(at.rows[number - at.first], at.table.ref.first_column)
    )


def refuse_room(table: Table, where: str) -> None:
    """Raise RefusedEdit: in *where*, an address, something stands that *table* would grow over."""
    raise RefusedEdit(
        f"Det står noe under tabellen {nb.quoted(table.name)} i arket «{table.sheet}» ({where}).",
        "Flytt det, slik at tabellen kan vokse nedover.",
    )
