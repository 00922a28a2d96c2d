"""Whether two workbooks are editions of one, and which older edition both have come from.

What counts is what has been typed, sheet by sheet, wherever on the sheet it stands: rows that have
moved are no difference, and neither is what formulas give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from orxl.core.light import dataclass
from orxl.core.snapshot import Book
from orxl.core.values import BLANK, to_serial
from orxl.layout.names import CHANGES, FINDINGS, LOG, ROWS

OWN_RECORDS: Final = frozenset(name.casefold() for name in (CHANGES, FINDINGS, LOG, ROWS))
"""The tables that orxl itself writes at every run."""
Typed = Counter[tuple[str, object]]


def typed(book: Book) -> Typed:
    """What has been typed in *book*: how often each value stands on each sheet."""
    found: Typed = Counter()
    for sheet in book.sheets:
        if any(table.name.casefold() in OWN_RECORDS for table in sheet.tables):
            continue
        name = sheet.name.casefold()
        for cell in sheet.cells.values():
            if cell.formula is None and cell.value is not BLANK:
                found[name, _plain(cell.value, book.date1904)] += 1
    return found


def _plain(value: object, date1904: bool) -> object:
    if isinstance(value, bool):
        return str(value)  # 1 and True are one key
    if isinstance(value, float):
        return float(f"{value:.15g}")
    if hasattr(value, "year"):
        return to_serial(value, date1904=date1904)  # type: ignore[arg-type]
    return value


def apart(one: Typed, other: Typed) -> int:
    """How many values stand in one of the two and not in the other."""
    return (one - other).total() + (other - one).total()


def likeness(one: Typed, other: Typed) -> float:
    """The share of all that has been typed that stands in both: 1 for the same, 0 for nothing."""
    every = one.total() + other.total()
    return 1.0 - apart(one, other) / every if every else 1.0


@dataclass(frozen=True)
class Edition:
    """An older edition that may be what two workbooks have come from."""

    name: str
    typed: Typed
    log: frozenset[tuple[object, ...]]
    """The lines of its log."""


def log_of(book: Book) -> frozenset[tuple[object, ...]]:
    """The lines of the log of *book*; none where it has no log."""
    table = book.table(LOG)
    if table is None:
        return frozenset()
    cells = book.by_name[table.sheet.casefold()].cells
    columns = range(table.ref.first_column, table.ref.last_column + 1)
    lines = (
        tuple(cells[row, column].value for column in columns if (row, column) in cells)
        for row in table.data_rows
    )
    return frozenset(line for line in lines if any(value is not BLANK for value in line))


def common(mine: Edition, theirs: Edition, older: Iterable[Edition]) -> Edition | None:
    """The one of *older*, the newest first, from which *mine* and *theirs* have come; else None.

    The log of what both have come from is in both. Of those, each edition after the parting takes
    *mine* farther from *theirs*, so the nearest to *theirs* is the parting itself; where two are as
    near, the older: what was done between them is then not taken for something that *theirs* undid.
    """
    lines = mine.log & theirs.log
    fit = [one for one in older if one.log <= lines and _kin(one, theirs) and _kin(one, mine)]
    return _nearest(theirs, fit)


def _kin(one: Edition, other: Edition) -> bool:
    return likeness(one.typed, other.typed) >= 0.5


def _nearest(theirs: Edition, fit: Sequence[Edition]) -> Edition | None:
    return min(reversed(fit), key=lambda one: apart(one.typed, theirs.typed), default=None)
