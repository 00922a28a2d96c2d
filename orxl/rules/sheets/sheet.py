"""One sheet as the checks of any workbook see it: cells, and the shapes of its formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from orxl.core import nb
from orxl.core.light import dataclass
from orxl.core.refs import CellRef, Range, column_letters
from orxl.core.snapshot import Cell, Sheet
from orxl.core.values import BLANK
from orxl.rules.sheets.shape import Shape, is_constant, shape

At = tuple[int, int]
"""Row and column."""

CONSTANT = -1
"""The form of a typed number, and of a formula that reads nothing (``=1200+34``)."""


@dataclass(frozen=True)
class SheetView:
    """One sheet: its cells, and for every formula its shape and the number of its form.

    Two formula cells have the same form exactly when their shapes are equal. ``forms`` also has
    every cell with a typed number, as :data:`CONSTANT`.
    """

    sheet: Sheet
    shapes: Mapping[At, Shape]
    forms: Mapping[At, int]

    @property
    def name(self) -> str:
        return self.sheet.name

    def cell(self, at: At) -> Cell:
        """The cell at row and column *at*."""
        return self.sheet[at]

    def ref(self, at: At) -> CellRef:
        """*at* as a reference."""
        return CellRef(self.sheet.name, *at)

    def formula(self, at: At) -> str | None:
        """The formula at *at* without ``=``, or None."""
        return self.sheet[at].formula

    def number(self, at: At) -> float | None:
        """The number that the cell shows, or None."""
        value = self.sheet[at].value
        return value if isinstance(value, float) else None

    def numeric(self, at: At) -> bool:
        """Whether a number stands there; a formula that waits for its value counts as one."""
        cell = self.sheet[at]
        if isinstance(cell.value, float):
            return True
        return cell.formula is not None and cell.value is BLANK

    def typed(self, at: At) -> bool:
        """Whether a typed number stands there."""
        return self.forms.get(at) == CONSTANT

    def blank(self, at: At) -> bool:
        """Whether nothing at all stands there."""
        cell = self.sheet[at]
        return cell.value is BLANK and cell.formula is None

    def text(self, at: At) -> str:
        """The typed text at *at*, stripped; ``""`` for anything else."""
        cell = self.sheet[at]
        return cell.value.strip() if isinstance(cell.value, str) and cell.formula is None else ""

    @cached_property
    def corner(self) -> At:
        """The last row and the last column with a cell."""
        cells = self.sheet.cells
        return (
            max((row for row, _ in cells), default=0),
            max((column for _, column in cells), default=0),
        )

    def label(self, at: At) -> str:
        """The nearest text to the left in the same row, which names the line; ``""``: none."""
        row, column = at
        for left in range(column - 1, max(0, column - 30), -1):
            text = self.text((row, left))
            if text:
                return text
        return ""


def view_sheet(sheet: Sheet, known: dict[Shape, int]) -> SheetView:
    """*sheet* with its shapes; ``known`` numbers the forms of all sheets and grows."""
    shapes: dict[At, Shape] = {}
    forms: dict[At, int] = {}
    for at, cell in sheet.cells.items():
        if cell.formula is not None:
            if cell.kind in ("array", "spill", "datatable"):
                continue  # one formula for a block of cells: nothing to compare within it
            atoms = shape(cell.formula, *at)
            shapes[at] = atoms
            forms[at] = CONSTANT if is_constant(atoms) else known.setdefault(atoms, len(known))
        elif isinstance(cell.value, float):
            forms[at] = CONSTANT
    return SheetView(sheet, shapes, forms)


def span(cells: list[At]) -> str:
    """The cells of a straight line as a user writes them: ``D5`` or ``D5:D9``."""
    first, last = min(cells), max(cells)
    begin = f"{column_letters(first[1])}{first[0]}"
    return begin if first == last else f"{begin}:{column_letters(last[1])}{last[0]}"


def spans(cells: Sequence[At], most: int = 4) -> str:
    """Sorted cells of one line as a user writes them: ``C9, E9:G9 og I9``; the first of many."""
    parts: list[list[At]] = []
    for at in cells:
        last = parts[-1][-1] if parts else (-9, -9)
        if abs(at[0] - last[0]) + abs(at[1] - last[1]) == 1:
            parts[-1].append(at)
        else:
            parts.append([at])
    named = [span(part) for part in parts[:most]]
    if len(parts) > most:
        return f"{', '.join(named)} og flere"
    return nb.listed(named)


def a1(at: At) -> str:
    """``(5, 4)`` → ``D5``."""
    return f"{column_letters(at[1])}{at[0]}"


def straight(area: Range) -> Iterator[At]:
    """The cells of *area*, row by row, as rows and columns."""
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            yield row, column
