"""The budget year of a workbook: what its headers say, and what «Budsjettår» says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.refs import CellRef, column_number
from orxl.core.snapshot import Book
from orxl.core.values import BLANK, Value
from orxl.layout import Layout, layout_for

ASSUMPTIONS: Final = "tblForutsetninger"
YEAR: Final = "Budsjettår"
"""The name of the assumption that holds the budget year."""
FIRST, LAST = 2000, 2100
_A_YEAR: Final = regex(r"\b(?:20)\d\d\b")
_A_CELL: Final = regex(r"(.+)!\$?([A-Z]{1,3})\$?(\d+)")


@dataclass(frozen=True, slots=True)
class BookYear:
    """The year by whose layout a workbook is read.

    That is the year of its headers, by which formulas and checks find the columns. ``said`` tells
    whether «Budsjettår» says the same.
    """

    year: int
    said: bool


def year_of(book: Book) -> BookYear:
    """The budget year of *book*.

    Raises UnreadableFile where neither «Budsjettår» nor a header tells it.
    """
    value = _assumed(book)
    said = _as_year(value)
    headed = _headed(book, said)
    year = said if headed is None else headed
    if year is None:
        raise UnreadableFile(
            "Finner ikke budsjettåret i arbeidsboken.",
            "Filen må være en arbeidsbok for handlingsprogram og budsjett. "
            "Kontroller at arket «Forutsetninger» finnes og at «Budsjettår» er et årstall.",
        )
    # A year typed as text is another matter, with a rule of its own.
    return BookYear(year, year == said or (isinstance(value, str) and value.strip() == str(year)))


def _as_year(value: Value) -> int | None:
    if isinstance(value, float) and value == int(value) and FIRST <= value <= LAST:
        return int(value)
    return None


def _assumed(book: Book) -> Value:
    """What stands as the budget year: in the table of assumptions, else where its name leads."""
    table = book.table(ASSUMPTIONS)
    if table is not None:
        named, values = table.column_of("Navn i formler"), table.column_of("Verdi")
        for row in table.data_rows if named and values else ():
            if book.cell(CellRef(table.sheet, row, named or 1)).value == YEAR:
                return book.cell(CellRef(table.sheet, row, values or 1)).value
    for name in book.names:
        match = _A_CELL.fullmatch(name.refers_to)
        if name.name == YEAR and match:
            sheet = match[1].removeprefix("'").removesuffix("'").replace("''", "'")
            return book.cell(CellRef(sheet, int(match[3]), column_number(match[2]))).value
    return BLANK


def _headed(book: Book, said: int | None) -> int | None:
    """The year whose layout has most of the headers that carry years; None where none has any."""
    best, most = None, 0
    candidates = [] if said is None else [said]
    if said is not None and _missing(book, said) == 0:
        return said
    for table in book.tables.values():
        for column in table.columns:
            for text in _A_YEAR.findall(column.name):
                candidates += [int(text), int(text) + 1]
    for year in dict.fromkeys(c for c in candidates if FIRST <= c <= LAST):
        count = _found(book, _dated(layout_for(year)))
        if count > most:
            best, most = year, count
    return best


def _dated(layout: Layout) -> list[tuple[str, str]]:
    """The columns whose headers carry years: each with its table."""
    return [
        (name, column.header)
        for name, (_, spec) in layout.tables.items()
        for column in spec.columns
        if _A_YEAR.search(column.header)
    ]


def _found(book: Book, dated: Sequence[tuple[str, str]]) -> int:
    tables = ((book.table(name), header) for name, header in dated)
    return sum(
        table is not None and table.column_of(header) is not None for table, header in tables
    )


def _missing(book: Book, year: int) -> int:
    dated = _dated(layout_for(year))
    return len(dated) - _found(book, dated)
