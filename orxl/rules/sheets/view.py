"""A workbook as the checks of any workbook see it: sheets, patterns, who reads whom. No layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from orxl.core.light import dataclass, field
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell
from orxl.formulas.graph import Graph, graph_of
from orxl.rules.sheets.given import Work
from orxl.rules.sheets.lines import Patterns, patterns
from orxl.rules.sheets.pasted import Pasted, pasted_in
from orxl.rules.sheets.picked import picked_by
from orxl.rules.sheets.shape import Shape
from orxl.rules.sheets.sheet import SheetView, view_sheet
from orxl.rules.sheets.sums import Split, SumsByLine, splits_in, sums_of
from orxl.rules.sheets.totals import Term, Totals, by_line, terms, totals_of

if TYPE_CHECKING:
    from orxl.rules.sheets.breaks import Break


@dataclass(frozen=True)
class SheetsView:
    """A workbook as the checks of any workbook see it.

    ``formats`` holds the number format of each style where they are known. ``cells`` and
    ``ranges`` are what a layout or a pivot table owns: findings there are left out.
    """

    book: Book
    formats: Mapping[int, str] = field(default_factory=dict)
    owned_cells: frozenset[CellRef] = frozenset()
    owned_ranges: tuple[Range, ...] = ()
    works: dict[int, Work | None] = field(default_factory=dict, compare=False, repr=False)
    """The forms that have been taken apart; None for one that nobody can work out."""

    def answers_for(self, cell: CellRef) -> bool:
        """Whether no layout owns *cell*: there its own rules answer."""
        return cell not in self.owned_cells and not any(cell in a for a in self.owned_ranges)

    @cached_property
    def graph(self) -> Graph:
        """Who reads whom."""
        return graph_of(self.book)

    @cached_property
    def sheets(self) -> tuple[SheetView, ...]:
        """Every sheet with at least one cell."""
        known: dict[Shape, int] = {}
        return tuple(view_sheet(sheet, known) for sheet in self.book.sheets if sheet.cells)

    @cached_property
    def by_name(self) -> Mapping[str, SheetView]:
        """The sheets by casefolded name."""
        return {sheet.name.casefold(): sheet for sheet in self.sheets}

    def cell(self, ref: CellRef) -> Cell:
        """The cell at *ref*."""
        return self.book.cell(ref)

    @cached_property
    def single_readers(self) -> Mapping[CellRef, tuple[CellRef, ...]]:
        """For each cell that a formula names on its own (not in a range) those formulas."""
        readers: dict[CellRef, list[CellRef]] = {}
        for reader in self.graph.cells:
            for area in self.graph.precedents(reader):
                if area.first_row == area.last_row and area.first_column == area.last_column:
                    cell = CellRef(area.sheet, area.first_row, area.first_column)
                    readers.setdefault(cell, []).append(reader)
        return {cell: tuple(found) for cell, found in readers.items()}

    @cached_property
    def _patterns(self) -> Mapping[str, Patterns]:
        return {sheet.name: patterns(sheet) for sheet in self.sheets}

    def patterns(self) -> Iterator[tuple[SheetView, Patterns]]:
        """Each sheet with what its rows and columns have in common."""
        for sheet in self.sheets:
            yield sheet, self._patterns[sheet.name]

    @cached_property
    def pasted(self) -> tuple[Pasted, ...]:
        """Typed numbers that a formula of their row or column gives when it is copied there."""
        return tuple(one for sheet in self.sheets for one in pasted_in(self, sheet))

    @cached_property
    def _sums(self) -> Mapping[str, SumsByLine]:
        return {sheet.name: sums_of(self, sheet) for sheet in self.sheets}

    def sums(self, sheet: SheetView) -> SumsByLine:
        """The sums of *sheet* by the row and by the column that they stand in."""
        return self._sums[sheet.name]

    @cached_property
    def splits(self) -> tuple[tuple[SheetView, Split], ...]:
        """The sums side by side of which some take in more lines than the others."""
        return tuple((sheet, one) for sheet in self.sheets for one in splits_in(self, sheet))

    @cached_property
    def split_sums(self) -> frozenset[CellRef]:
        """The sums in :attr:`splits`: one word is said about all of them."""
        return frozenset(
            sheet.ref(at) for sheet, one in self.splits for at in (*one.more, *one.others)
        )

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Each formula that breaks a pattern, weighed."""
        from orxl.rules.sheets.breaks import breaks  # which looks at this view

        return tuple(breaks(self))

    @cached_property
    def totals(self) -> Totals:
        """The ranges that sums and their like gather."""
        return totals_of(self.graph, self.book)

    @cached_property
    def picked(self) -> Totals:
        """The ranges that SUMIF, SUMPRODUCT and their like gather."""
        return by_line(picked_by(self.graph, self.book))

    @cached_property
    def terms(self) -> Mapping[CellRef, tuple[Term, ...]]:
        """What each formula adds up, for those that only add and take away."""
        found: dict[CellRef, tuple[Term, ...]] = {}
        for cell in self.graph.cells:
            text = self.graph.lowered[cell]
            if "*" in text or "/" in text or "^" in text:
                continue  # no mere sum; cheaper to see than to parse
            parts = terms(text, cell.sheet, self.book)
            if parts:
                found[cell] = parts
        return found

    def sheet(self, name: str) -> SheetView | None:
        """The sheet called *name*, or None where it has no cells."""
        return self.by_name.get(name.casefold())
