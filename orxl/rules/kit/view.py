"""What a rule sees of a workbook: its tables, its models, and what its formulas really give.

And, before it is sent, what its file holds beside the cells. How the rules for any workbook see it
stands in ``orxl.rules.sheets``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from orxl.binding import BoundBook, BoundRow
from orxl.core.light import dataclass, replace
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Sheet
from orxl.core.values import BLANK, CellError, Value
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.recalculate import Recalculation
from orxl.layout import Kind, Layout
from orxl.programme.arithmetic import MainFigures, main_figures
from orxl.programme.programme import Programme

if TYPE_CHECKING:
    from orxl.core.inspection import Inspection

FRAME: Final = frozenset(
    {
        *("assumptions", "lines", "carry_over", "populations", "log", "scenarios", "steps"),
        *("ahead_years", "ahead_lines", "closing"),
    }
)
"""The content that an empty workbook has too: what is asked for, and public figures."""


class Sight(Protocol):
    """What every view of a workbook tells."""

    @property
    def book(self) -> Book:
        """The workbook's cells."""
        ...

    def answers_for(self, cell: CellRef, /) -> bool:
        """Whether the rules about this view answer for *cell*; else other rules do."""
        ...


@dataclass(frozen=True)
class View:
    """A bound workbook and its recalculation. All values a rule asks for come from here."""

    bound: BoundBook
    recalculation: Recalculation
    day: date | None = None
    """The day on which it is judged, which the runner is told; no rule looks at the clock."""

    @property
    def book(self) -> Book:
        return self.bound.book

    @property
    def layout(self) -> Layout:
        return self.bound.layout

    @property
    def programme(self) -> Programme:
        return self.bound.programme

    @property
    def year(self) -> int:
        """The budget year."""
        return self.layout.year

    @property
    def status_day(self) -> date | None:
        """The day that deadlines are judged against: «Status per», else that of the run."""
        stated = self.programme.day("Status_per")
        return self.day if stated is None else stated

    @cached_property
    def figures(self) -> MainFigures:
        """The main figures calculated from the inputs alone."""
        return main_figures(self.programme)

    @cached_property
    def restored(self) -> Mapping[CellRef, Value]:
        """What the declared formulas would give if every one of them stood in its place."""
        whole = with_formulas(self.book, self.bound.declared)
        return recalculate_edited(whole, self.book, self.recalculation).agreed

    @cached_property
    def unused(self) -> bool:
        """Whether nobody has begun on the workbook: no row of content, no amount in the budget.

        What is missing in it is then no error yet, but what to begin with.
        """
        tables = self.bound.tables.values()
        own = (t.spec for t in tables if t.spec.content and t.spec.content not in FRAME)
        if any(self.rows(spec.name) for spec in own):
            return False
        amounts = (
            row.values.get(column.key, BLANK)
            for table in tables
            if table.spec.content in FRAME
            for column in table.spec.columns
            if column.kind is Kind.THOUSANDS and not column.derived
            for row in table.rows
        )
        # A total of what nobody has filled in is "" where a nought would say too much.
        return all(value is BLANK or value in ("", 0) for value in amounts)

    def value(self, cell: CellRef) -> Value:
        """What *cell* says: a formula's recalculated value where there is one, else as stored."""
        stored = self.book.cell(cell)
        if stored.formula is None:
            return stored.value
        return self.recalculation.agreed.get(cell, stored.value)

    def number(self, cell: CellRef | None) -> float | None:
        """The number in *cell*; a blank counts as 0, as Excel counts it; None for all else."""
        if cell is None:
            return None
        value = self.value(cell)
        if value is BLANK:
            return 0.0
        return value if isinstance(value, float) else None

    def rows(self, table: str) -> tuple[BoundRow, ...]:
        """The rows of *table* that are not blank."""
        return self.bound.rows(table)

    def has(self, table: str, *keys: str) -> bool:
        """Whether *table* is there with all the columns *keys*."""
        bound = self.bound.tables.get(table)
        return bound is not None and all(key in bound.columns for key in keys)

    def cell(self, table: str, row: Value, column: str, by: str = "") -> CellRef | None:
        """The cell in *column* of the row of *table* whose column *by* (or key) holds *row*."""
        return self.bound.where(table, row, column, by)

    def column(self, table: str, key: str) -> Iterator[tuple[BoundRow, CellRef, Value]]:
        """Each row of *table* with its cell in column *key* and what that cell says."""
        if self.has(table, key):
            for row in self.rows(table):
                cell = row.cells[key]
                yield row, cell, self.value(cell)

    def header(self, table: str, key: str) -> str:
        """The header of a column, as the user sees it."""
        return self.layout.table(table).column(key).header

    def text(self, row: BoundRow, key: str) -> str:
        """The text in a row's input column, stripped; ``""`` for anything but a text."""
        value = row.values.get(key, BLANK)
        return value.strip() if isinstance(value, str) else ""

    def errors_in(self, cell: CellRef) -> bool:
        """Whether *cell* shows an error value."""
        return isinstance(self.value(cell), CellError)

    def answers_for(self, _cell: CellRef) -> bool:
        """Whether the rules about this view answer for the cell: always."""
        return True

    def each_table(self) -> tuple[View, ...]:
        """Views in which each table seems to be the only one, where what is said of each is kept
        (:mod:`orxl.rules.kit.again`); else none."""
        return ()


@dataclass(frozen=True)
class FileView:
    """What is sent: a workbook, and what its file holds beside the cells."""

    inside: View
    inspection: Inspection

    @classmethod
    def of_any(cls, book: Book, inspection: Inspection) -> FileView:
        """The view of a workbook that is no action programme: it has no tables and no models."""
        nothing = BoundBook(book, Layout(0, (), (), {}, {}), {}, (), Programme())
        return cls(View(nothing, Recalculation({}, ())), inspection)

    @property
    def book(self) -> Book:
        return self.inside.book

    def answers_for(self, _cell: CellRef) -> bool:
        """Whether the rules about this view answer for the cell: always."""
        return True


def with_formulas(book: Book, formulas: Mapping[CellRef, str]) -> Book:
    """*book* with these formulas in their cells, whatever stands there."""
    by_sheet: dict[str, dict[tuple[int, int], str]] = {}
    for cell, text in formulas.items():
        by_sheet.setdefault(cell.sheet.casefold(), {})[cell.row, cell.column] = text

    def changed(sheet: Sheet) -> Sheet:
        own = by_sheet.get(sheet.name.casefold(), {})
        own = {at: text for at, text in own.items() if sheet[at].formula != text}
        if not own:
            return sheet
        put = {at: sheet[at]._replace(formula=text, kind="normal") for at, text in own.items()}
        return replace(sheet, cells={**sheet.cells, **put})

    return replace(book, sheets=tuple(changed(sheet) for sheet in book.sheets))
