"""Blank cells in a table that has one formula everywhere else."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.formulas.tokens import REFERENCES, Kind
from orxl.rules.sheets.lines import WIDEST_GAP
from orxl.rules.sheets.sheet import CONSTANT, At, SheetView
from orxl.rules.sheets.unreached import is_named, naming_of

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

FEWEST: Final = 3
_MOST_BLANK: Final = 0.6
"""A table with a larger share of blank cells is no table of one formula."""
_MOST_BLANK_IN_A_ROW: Final = 0.25
"""A single row with a larger share has a rhythm: every second column is of another kind."""
_FEWEST_NUMBERS: Final = 2
"""So many numbers make a row of blank formulas a row of the table, not the space in between."""

_FEWEST_BELOW: Final = 4
"""So many numbers make a column without the row's formula a column of the table."""
_BESIDE: Final = 12
"""So many columns on each side of the table say what kind of row a row is."""
_MOST_LOOKED_AT: Final = 200


class Holes(NamedTuple):
    """A table of copies of one formula, and the blank cells in it.

    ``fed`` are those of the blank cells where the formula would find all its numbers, ``along``
    those in whose row other formulas are copied as in the rows beside it, ``named`` those whose
    row is named as all the others are.
    """

    sheet: SheetView
    cells: tuple[At, ...]
    blank: tuple[At, ...]
    fed: tuple[At, ...]
    along: tuple[At, ...]
    named: tuple[At, ...] = ()

    @property
    def wide(self) -> bool:
        """Whether the table has several columns and several rows."""
        return len({at[1] for at in self.cells}) > 1 and len({at[0] for at in self.cells}) > 1

    @property
    def share(self) -> float:
        """How much of the table is blank."""
        return len(self.blank) / (len(self.blank) + len(self.cells))


def holes_in(view: SheetsView, sheet: SheetView) -> Iterator[Holes]:
    """The tables of *sheet* that have holes."""
    numbers = Counter(row for row, _ in sheet.forms)
    below = Counter(column for _, column in sheet.forms)
    for cells in _tables(sheet):
        held = set(cells)
        rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
        filled = set(rows)
        if len(rows) == 1 and _sums_its_column(sheet, cells[0]):
            continue  # a row of sums: a column of rates or names has none
        if len(rows) == 1:  # a single row: the columns within it that have numbers, too
            within = range(columns[0], columns[-1] + 1)
            columns = [c for c in within if (rows[0], c) in held or below[c] >= _FEWEST_BELOW]
        between = [row for row in range(rows[0], rows[-1] + 1) if row not in filled]
        named = _named(sheet, rows, between, columns[0]) if len(columns) == 1 else set()
        blank = [
            (row, column)
            for row in range(rows[0], rows[-1] + 1)
            if row in filled or row in named or numbers[row] >= _FEWEST_NUMBERS
            for column in columns
            if (row, column) not in held and sheet.blank((row, column))
        ]
        blank = [at for at in blank if at[0] in filled or _like(sheet, at[0], rows, columns)]
        found = Holes(
            sheet, tuple(cells), tuple(blank), (), (), tuple(at for at in blank if at[0] in named)
        )
        most = _MOST_BLANK if len(rows) > 1 else _MOST_BLANK_IN_A_ROW
        if blank and found.share <= most:
            yield found._replace(
                fed=tuple(at for at in blank if _fed(view, sheet, cells[0], at)),
                along=tuple(
                    at
                    for at in blank
                    if (
                        _goes_on(sheet, at)
                        if len(rows) == 1
                        else _calculated(sheet, at[0], rows, columns)
                    )
                ),
            )


def _tables(sheet: SheetView) -> Iterator[list[At]]:
    """The cells of each form that hang together, with blanks of up to three cells in between."""
    forms: dict[int, list[At]] = {}
    for at, form in sheet.forms.items():
        if form != CONSTANT:
            forms.setdefault(form, []).append(at)
    for cells in forms.values():
        if len(cells) >= FEWEST and not _full(cells):
            yield from (sorted(part) for part in _parts(sheet, cells) if len(part) >= FEWEST)


def _named(sheet: SheetView, rows: list[int], between: list[int], before: int) -> set[int]:
    """Which rows *between* have a name where all *rows* have one, written in the same style."""
    naming = naming_of(sheet, rows, before) if len(rows) > 1 and between else {}
    looks = {at: {sheet.cell((row, at)).style for row in rows} for at in naming}
    return {
        row
        for row in between
        if naming
        and is_named(sheet, row, naming)
        and all(sheet.cell((row, at)).style in looks[at] for at in naming)
    }


def _full(cells: list[At]) -> bool:
    """Whether *cells* fill a rectangle: there is no room for a hole."""
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    return height * width == len(cells)


def _parts(sheet: SheetView, cells: list[At]) -> list[list[At]]:
    parent = {at: at for at in cells}

    def root(at: At) -> At:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for axis in (0, 1):
        cells.sort(key=lambda at: (at[1 - axis], at[axis]))
        for a, b in pairwise(cells):
            step = b[axis] - a[axis]
            if a[1 - axis] != b[1 - axis] or step > WIDEST_GAP + 1:
                continue
            between = ((a[0] + n, a[1]) if axis == 0 else (a[0], a[1] + n) for n in range(1, step))
            if all(sheet.blank(at) for at in between):
                parent[root(a)] = root(b)
    parts: dict[At, list[At]] = {}
    for at in cells:
        parts.setdefault(root(at), []).append(at)
    return list(parts.values())


def nearest(rows: Sequence[int], row: int) -> int | None:
    """Which of *rows*, which are sorted, is nearest to *row* without being it."""
    place = bisect_left(rows, row)
    after = place + 1 if place < len(rows) and rows[place] == row else place
    beside = [rows[n] for n in (place - 1, after) if 0 <= n < len(rows)]
    return min(beside, key=lambda other: abs(other - row), default=None)


def _like(sheet: SheetView, row: int, rows: list[int], columns: list[int]) -> bool:
    """Whether a row without the formula is otherwise like the nearest row that has it.

    A row of sums, or under a heading of its own, has other formulas there.
    """
    other = nearest(rows, row)
    if other is None:
        return False
    for column in range(max(1, columns[0] - _BESIDE), columns[-1] + _BESIDE + 1):
        here, there = sheet.forms.get((row, column)), sheet.forms.get((other, column))
        differ = here is not None and there is not None and here != there
        if differ and not _akin(sheet, (row, column), (other, column)):
            return False
        if here is not None and there is None and here != CONSTANT:
            return False
    return True


def _akin(sheet: SheetView, a: At, b: At) -> bool:
    """Whether two formulas are the same but for where they point, as references by hand are."""
    one, other = sheet.shapes.get(a), sheet.shapes.get(b)
    if one is None or other is None or _sums_its_column(sheet, a):
        return False
    return [(atom.kind, atom.text) for atom in one] == [(atom.kind, atom.text) for atom in other]


def _calculated(sheet: SheetView, row: int, rows: list[int], columns: list[int]) -> bool:
    """Whether the row has a formula beside the table that the nearest row of the table has too.

    Of a single row: whether the row above or below goes on.
    """
    other = nearest(rows, row)
    return other is not None and any(
        sheet.forms.get((row, column), CONSTANT) != CONSTANT
        and sheet.forms.get((row, column)) == sheet.forms.get((other, column))
        for column in range(max(1, columns[0] - _BESIDE), columns[-1] + _BESIDE + 1)
    )


def _sums_its_column(sheet: SheetView, at: At) -> bool:
    """Whether the formula gathers cells of its own column."""
    return any(
        atom.kind is Kind.RANGE and not atom.sheet and atom.corners[0].resolved(*at)[1] == at[1]
        for atom in sheet.shapes[at]
    )


def _goes_on(sheet: SheetView, at: At) -> bool:
    """Whether numbers stand above *at* in a row that goes on at both sides."""
    row, column = at
    return any(
        all((above, beside) in sheet.forms for beside in (column - 1, column, column + 1))
        for above in range(max(1, row - 10), row)
    )


def _fed(view: SheetsView, sheet: SheetView, model: At, at: At) -> bool:
    """Whether each cell that the formula would read in *at*, and not in *model*, has a number.

    Of a range one number is enough.
    """
    moving = 0
    for atom in sheet.shapes[model]:
        if atom.kind not in REFERENCES:
            continue
        here = [corner.resolved(*at) for corner in atom.corners]
        if here == [corner.resolved(*model) for corner in atom.corners]:
            continue
        home = view.sheet(atom.sheet[1:-2].replace("''", "'")) if atom.sheet else sheet
        spots = [(row, column) for row, column in here if row is not None and column is not None]
        if home is None or len(spots) != len(here) or not spots or min(map(min, spots)) < 1:
            return False
        moving += 1
        if not _any_number(home, spots[0], spots[-1]):
            return False
    return moving > 0


def _any_number(home: SheetView, first: At, last: At) -> bool:
    cells = (
        (row, column)
        for row in range(first[0], last[0] + 1)
        for column in range(first[1], last[1] + 1)
    )
    return any(home.numeric(at) for at in islice(cells, _MOST_LOOKED_AT))
