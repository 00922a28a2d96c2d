"""What an engine is given at a time: some formulas, and the cells that they read.

Some engines need more time for each formula the more cells there are, and all need memory for
them. So the formulas of a large workbook are given in portions, where they fall into groups that
have nothing to do with each other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from orxl.core.light import replace
from orxl.core.memo import per_object
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.formulas.graph import Graph

ENOUGH: Final = 2_000
"""How many formulas a portion holds at least, for an engine that is slowed by many cells."""


def portions(
    book: Book, graph: Graph, formulas: Mapping[CellRef, str], enough: int | None = None
) -> Iterator[tuple[Book, Mapping[CellRef, str]]]:
    """*formulas* in portions, each with *book* as far as the portion needs it.

    A portion holds at least *enough* formulas (None: :data:`ENOUGH`). Up to four portions'
    formulas are given at once: to divide them takes longer than it saves.

    A portion's book has all the sheets, but on them only the portion's formulas and the inputs
    they read. A formula is never parted from one it rests on.
    """
    enough = ENOUGH if enough is None else enough
    if len(formulas) < 4 * enough:
        yield _with_columns(book, _columns(formulas, graph)), formulas
        return
    gathered: list[CellRef] = []
    for group in graph.apart(formulas):
        gathered += group
        if len(gathered) >= enough:
            yield _portion(book, graph, gathered, formulas)
            gathered = []
    if gathered:
        yield _portion(book, graph, gathered, formulas)


def _columns(formulas: Iterable[CellRef], graph: Graph) -> Mapping[str, set[int]]:
    """For each sheet the columns that any of *formulas* reads."""
    spans = {
        (area.sheet, area.first_column, area.last_column)
        for cell in formulas
        for area in graph.formulas[cell].areas
    }
    columns: dict[str, set[int]] = {}
    for sheet, first, last in spans:
        columns.setdefault(sheet, set()).update(range(first, last + 1))
    return columns


def _with_columns(book: Book, columns: Mapping[str, set[int]]) -> Book:
    """*book* with its formulas and, of its other cells, those in *columns*."""

    def part(sheet: Sheet) -> dict[tuple[int, int], Cell]:
        wanted = columns.get(sheet.name, set())
        return {
            at: cell
            for at, cell in sheet.cells.items()
            if cell.formula is not None or at[1] in wanted
        }

    return replace(book, sheets=tuple(replace(s, cells=part(s)) for s in book.sheets))


def _portion(
    book: Book, graph: Graph, cells: list[CellRef], formulas: Mapping[CellRef, str]
) -> tuple[Book, Mapping[CellRef, str]]:
    kept: dict[str, dict[tuple[int, int], Cell]] = {sheet.name: {} for sheet in book.sheets}
    held = {sheet.name: sheet.cells for sheet in book.sheets}
    areas: set[Range] = set()
    for cell in cells:
        name, row, column = cell
        at = row, column
        kept[name][at] = held[name][at]
        for area in graph.formulas[cell].areas:
            sheet_name, top, left, bottom, right = area.corners
            if top != bottom or left != right:
                areas.add(area)
                continue
            read = held[sheet_name].get((top, left))
            if read is not None and read.formula is None:
                kept[sheet_name][top, left] = read
    for sheet, column, first, last in spans(book, areas, _inputs):
        inputs = _inputs(sheet).get(column, [])
        chosen = kept[sheet.name]
        for row in inputs[bisect_left(inputs, first) : bisect_right(inputs, last)]:
            chosen[row, column] = sheet.cells[row, column]
    sheets = tuple(replace(sheet, cells=kept[sheet.name]) for sheet in book.sheets)
    return replace(book, sheets=sheets), {cell: formulas[cell] for cell in cells}


def spans(
    book: Book, areas: Iterable[Range], columns: Callable[[Sheet], Mapping[int, list[int]]]
) -> Iterator[tuple[Sheet, int, int, int]]:
    """What *areas* cover: sheet, column, first and last row, no cell twice.

    Of the columns, those that *columns* tells of for the sheet.
    """
    rows: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for area in areas:
        sheet = book.sheet(area.sheet)
        if sheet is None:
            continue
        wide = range(area.first_column, area.last_column + 1)
        held = columns(sheet)
        for column in wide if len(wide) <= len(held) else (c for c in held if c in wide):
            rows.setdefault((sheet.name, column), []).append((area.first_row, area.last_row))
    for (name, column), found in rows.items():
        sheet = book.sheet(name)
        if sheet is None:
            continue
        after = 0
        for first, last in sorted(found):
            if last > after:
                yield sheet, column, max(first, after + 1), last
                after = last


@per_object
def _inputs(sheet: Sheet) -> Mapping[int, list[int]]:
    """The rows of each column that hold something which is no formula, from above."""
    columns: dict[int, list[int]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.formula is None:
            columns.setdefault(column, []).append(row)
    for rows in columns.values():
        rows.sort()
    return columns
