"""What a later layout keeps somewhere else: the amounts of the grants, which became rows of years.

Up to version 3 the budget year's amounts stood on «Tilskudd». Each grant gets one row on
«Tilskuddsår», for the budget year, with what stood there. What cannot be moved without changing a
result stays where it is: formulas, errors, two grants of one code. So do the frames of the grants'
projects: the column «Ramme» counts along, and staff's own formulas may read it.

«Linjer framover» begins with the budget's own lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from orxl.app.upgradesteps import Step, What
from orxl.binding import BoundBook, BoundRow
from orxl.binding.rows import cell_value
from orxl.core import nb
from orxl.core.edits import Formula, SetCell
from orxl.core.light import dataclass, field, replace
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value
from orxl.layout.names import AHEAD_LINES, GRANT_YEARS, GRANTS
from orxl.programme.projection import first_lines

_MOVED_TO: Final = {"planned": "income", "bound_in": "opening", "bound_used": "used"}
"""The columns of «Tilskudd» that became columns of «Tilskuddsår»."""
_NO_CRITERION: Final = regex(r"^[<>=]|[*?~]")
"""What SUMIFS would not read as a code."""

Rows = Mapping[str, list[dict[str, Value]]]


@dataclass(frozen=True)
class Moves:
    """The rows that a new table begins with, and the cells that their values came from."""

    rows: Rows = field(default_factory=dict)
    cells: tuple[tuple[CellRef, Value], ...] = ()
    year: int = 0
    grants: tuple[str, ...] = ()

    def steps(self, now: BoundBook) -> Iterator[Step]:
        """The steps that take the values from where they stood: there, formulas fetch them."""
        edits = []
        for cell, value in self.cells:
            edits.append(SetCell(cell, Formula(now.declared[cell]), expected=value))
        if self.grants:
            text = (
                f"Beløpene for {self.year} står nå på arket Tilskuddsår: "
                f"{nb.listed(self.grants)}. Tilskudd henter dem derfra."
            )
            yield Step(What.MOVE, "Tilskudd", GRANTS, text, tuple(edits))


def moves(then: BoundBook) -> Moves:
    """What is moved in the workbook that *then* binds to its own layout."""
    found = _grants(then)
    if AHEAD_LINES in then.layout.tables:
        return found
    keys = ("label", "method")
    lines = [
        {key: cell_value(getattr(line, key)) for key in keys}
        for line in first_lines(then.programme.lines)
    ]
    return replace(found, rows={**found.rows, AHEAD_LINES: lines} if lines else found.rows)


def _grants(then: BoundBook) -> Moves:
    """The rows of the grants' years, and the cells that hold them in an earlier layout."""
    table = then.tables.get(GRANTS)
    if table is None or GRANT_YEARS in then.layout.tables or "planned" not in table.columns:
        return Moves()
    year = then.programme.year or then.layout.year
    codes = Counter(_code(row, "grant_id") for row in table.rows)
    rows: list[dict[str, Value]] = []
    cells: list[tuple[CellRef, Value]] = []
    for row in table.rows:
        grant, code = row.values.get("grant_id", BLANK), _code(row, "grant_id")
        if not isinstance(grant, str) or codes[code] > 1 or _NO_CRITERION.search(grant):
            continue
        own: dict[str, Value] = {"grant": grant, "year": float(year)}
        for key, later in _MOVED_TO.items():
            if key in row.cells and _plain(then, row.cells[key]):
                own[later] = row.values.get(key, BLANK)
                cells.append((row.cells[key], own[later]))
        rows.append(own)
    named = tuple(str(row["grant"]) for row in rows)
    return Moves({GRANT_YEARS: rows} if rows else {}, tuple(cells), year, named)


def _code(row: BoundRow, key: str) -> str:
    value = row.values.get(key, BLANK)
    return value.casefold() if isinstance(value, str) else ""


def _plain(then: BoundBook, cell: CellRef) -> bool:
    """Whether a value stands in *cell* that reads the same elsewhere."""
    there = then.book.cell(cell)
    return there.formula is None and not isinstance(there.value, CellError)
