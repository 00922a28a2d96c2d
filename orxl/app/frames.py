"""A table of a workbook as a pandas frame with typed columns: blank is neither 0 nor a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from orxl.binding import BoundTable
from orxl.core import nb
from orxl.core.errors import BadCall, OrxlError
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Table
from orxl.core.values import BLANK, Value
from orxl.layout import Kind

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pd.DataFrame"


@dataclass(frozen=True, slots=True)
class _Type:
    """A type of column: pandas' name for it, the user's, and which values fit."""

    dtype: str
    called: str
    fits: Callable[[Any], bool]
    given: Callable[[Any], Any] = lambda value: value


_WHOLE: Final = _Type(
    "Int64", "et helt tall", lambda v: isinstance(v, float) and v.is_integer(), int
)
_NUMBER: Final = _Type("Float64", "et tall", lambda v: isinstance(v, float))
_FLAG: Final = _Type(
    "boolean",
    "ja eller nei",
    lambda v: isinstance(v, bool) or (isinstance(v, float) and v in (0, 1)),
    bool,
)
_DATE: Final = _Type("datetime64[s]", "en dato", lambda v: isinstance(v, datetime))
_TEXT: Final = _Type("string", "en tekst", lambda v: isinstance(v, str))
_ANY: Final = _Type("object", "en verdi", lambda v: True)
_TYPES: Final = {
    Kind.INTEGER: _WHOLE, Kind.YEAR: _WHOLE, Kind.MUNICIPALITY: _WHOLE, Kind.FLAG: _FLAG,
    Kind.DATE: _DATE, Kind.MOMENT: _DATE, Kind.ANY: _ANY,
}  # fmt: skip
"""Of the kinds that are neither plain numbers nor plain texts."""


def frame(book: Book, bound: BoundTable | None, name: str, *, strict: bool) -> Frame:
    """The table *name* of *book*, which the layout knows as *bound* (None: it is the staff's own).

    See :meth:`orxl.app.book.Workbook.frame`.
    """
    table = book.table(name)
    if table is None:
        known = [t.name for sheet in book.sheets for t in sheet.tables]
        there = f"Tabellene er {nb.listed(known)}." if known else "Den har ingen tabeller."
        near = nb.meant(name, known)
        raise BadCall(f"Arbeidsboken har ingen tabell som heter «{name}».", near or there)
    try:
        import pandas as pd
    except ImportError as error:
        raise OrxlError(
            "Tabellen kan ikke gis som en ramme: pandas er ikke installert.",
            "Installer pandas: «pip install pandas».",
        ) from error
    rows = _rows(book, bound, table)
    columns: dict[str, pd.Series[Any]] = {}
    for offset, column in enumerate(table.columns):
        cells = [CellRef(table.sheet, row, table.ref.first_column + offset) for row in rows]
        values = [book.cell(cell).value for cell in cells]
        kind = _declared(bound, column.name)
        kind = _guessed(values) if kind is None else kind
        if not all(_fits(kind, *at, strict=strict) for at in zip(cells, values, strict=True)):
            kind = _ANY
        given = [pd.NA if _missing(kind, v) else kind.given(v) for v in values]
        columns[column.name] = pd.Series(given, index=rows, dtype=kind.dtype)
    return pd.DataFrame(columns, index=pd.Index(rows, name="rad", dtype="int64"))


def _rows(book: Book, bound: BoundTable | None, table: Table) -> list[int]:
    """The sheet's numbers of the rows in which something stands: in a layout's table an input."""
    if bound is not None:
        return [row.number for row in bound.filled]
    columns = range(table.ref.first_column, table.ref.last_column + 1)
    return [
        row
        for row in table.data_rows
        if any(book.cell(CellRef(table.sheet, row, c)).value is not BLANK for c in columns)
    ]


def _declared(bound: BoundTable | None, header: str) -> _Type | None:
    """The type that the layout gives the column under *header*; None for one of the staff's own."""
    for column in bound.spec.columns if bound is not None else ():
        if column.header.casefold() == header.casefold():
            return _TYPES.get(column.kind, _NUMBER if column.kind.numeric else _TEXT)
    return None


def _guessed(values: Sequence[Value]) -> _Type:
    """The type of a column that the layout does not know, from what stands in it."""
    held = [value for value in values if value is not BLANK]
    for kind in (_NUMBER, _FLAG, _DATE, _TEXT):
        if held and all(map(kind.fits, held)):
            return kind
    return _ANY


def _missing(kind: _Type, value: Value) -> bool:
    """Whether *value* is nothing; the empty text of a formula is a text, but no number or date."""
    return value is BLANK or (value == "" and kind not in (_TEXT, _ANY))


def _fits(kind: _Type, cell: CellRef, value: Value, *, strict: bool) -> bool:
    """Whether *value* is of *kind*. Raises OrxlError where it is not and *strict* is asked for."""
    if _missing(kind, value) or kind.fits(value):
        return True
    if strict:
        raise OrxlError(
            f"{cell} skulle vært {kind.called}, men der står {nb.value(value)}.",
            "Rett cellen, eller bruk strict=False, så får kolonnen verdiene slik de står.",
        )
    return False
