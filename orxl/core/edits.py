"""Changes to a workbook, as values.

The file writer and the live writer apply the same edits. An edit that carries ``expected`` is
refused when the cell holds anything else by then: nobody's later work is overwritten.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from orxl.core import nb
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.values import Value, same_value

if TYPE_CHECKING:
    from orxl.core.snapshot import Cell


class Anything(Enum):
    """The type of :data:`ANYTHING`, "no expectation"."""

    TOKEN = "anything"  # no password  # nosec B105


ANYTHING: Final = Anything.TOKEN


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula (without ``=``) and the value it has now; ``None``: not known, left for Excel."""

    text: str
    cached: Value | None = None


Content = Value | Formula
"""What an edit puts in a cell or expects there: a value, or a formula."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """Put *content* in *cell* (``BLANK`` clears it); the cell keeps its style.

    ``expected`` is the cell's present content; a Formula there is compared by its text alone.
    ``number_format`` is what a cell formatted as text gets instead, which would show a number as
    a text; any other cell keeps its format, and a cell that is cleared does, too.
    """

    cell: CellRef
    content: Content
    expected: Content | Anything = ANYTHING
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class SetCached:
    """Renew the cached value of the formula in *cell*; refused when *formula* is not there.

    ``value`` ``None`` removes the cached value: the cell has a formula and waits for Excel.
    """

    cell: CellRef
    formula: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class AppendRows:
    """Add rows under the last data row of *table*, one tuple of contents per row.

    Each row is as wide as the table; calculated columns may be given as ``None``, which fills in
    the column's own formula.
    """

    table: str
    rows: tuple[tuple[Content | None, ...], ...]


@dataclass(frozen=True, slots=True)
class InsertRows:
    """Put new rows of the sheet in front of its row *before*, a data row of *table*; fill them.

    As Excel's «Insert sheet rows»: the sheet's rows from *before* on move down, and all that refers
    to them follows. Not in front of the first data row, which would take after the headers. The
    rows look like the row above; contents are given as in :class:`AppendRows`. The edits that come
    after it in a list mean the rows as they stand then.
    """

    table: str
    before: int
    rows: tuple[tuple[Content | None, ...], ...]


@dataclass(frozen=True, slots=True)
class ReplaceRows:
    """Replace all data rows of *table* (used for tables that belong to the program).

    The table shrinks or grows to ``max(1, len(rows))`` rows; no rows leaves one blank row.
    """

    table: str
    rows: tuple[tuple[Content | None, ...], ...]


@dataclass(frozen=True, slots=True)
class SetName:
    """Let the defined name *name* (workbook scope) refer to *refers_to* (without ``=``)."""

    name: str
    refers_to: str


@dataclass(frozen=True, slots=True)
class SetFullCalcOnLoad:
    """Ask Excel to recalculate everything when it opens the file, or stop asking."""

    on: bool


@dataclass(frozen=True, slots=True)
class RecommendReadOnly:
    """Let Excel and LibreOffice offer to open the file as read-only, each time it is opened."""


Edit = (
    SetCell | SetCached | AppendRows | InsertRows | ReplaceRows | SetName | SetFullCalcOnLoad
    | RecommendReadOnly
)  # fmt: skip


def same_content(a: Content, b: Content, *, date1904: bool) -> bool:
    """Whether two contents are the same; formulas are compared by their text alone."""
    if isinstance(a, Formula) or isinstance(b, Formula):
        return isinstance(a, Formula) and isinstance(b, Formula) and a.text == b.text
    return same_value(a, b, date1904=date1904)


def present(cell: Cell) -> Content:
    """What *cell* holds, as an edit would put it there."""
    if cell.formula is not None:
        return Formula(cell.formula, cell.value)
    return cell.value


def described(content: Content) -> str:
    """*content* as a message shows it."""
    if isinstance(content, Formula):
        return f"formelen {nb.quoted('=' + content.text)}"
    return nb.value(content)
