"""What the rules about input cells share: where a cell is, what stands there, clean text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from orxl.binding import BoundRow, BoundTable, Problem, ProblemKind
from orxl.core import nb
from orxl.core.edits import SetCell
from orxl.core.memo import per_object
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.snapshot import Sheet
from orxl.core.values import BLANK, Value
from orxl.formulas.graph import graph_of
from orxl.formulas.tokens import pattern_of
from orxl.layout import NUMBER_FORMATS, Column, Kind
from orxl.layout.assumption_sheets import ASSUMPTIONS, AssumptionSpec
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.kit.view import View

ASSUMPTION: Final = {spec.name: spec for spec in ASSUMPTIONS}

_INVISIBLE: Final = regex("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def spot(view: View, cell: CellRef) -> str:
    """A cell as a user finds it: ``«Budsjett 2026» for «Kommunikasjon»``, or its address."""
    place = view.bound.place(cell)
    if place is None or not place[1]:
        return cell.a1
    row, header = place
    bound = view.bound.table_at(cell)
    if bound is not None and (bound.spec.paper or bound.spec.name == ASSUMED):
        row = _label(view, bound, cell) or ("" if bound.spec.paper else row)
        if bound.spec.name == ASSUMED and header == view.header(ASSUMED, "value"):
            return f"{nb.quoted(row)} på {cell.sheet}"
    shown = view.book.cell(cell).value
    if not row.strip() or shown == row:
        return f"«{header}» i rad {cell.row}"
    return f"«{header}» for {nb.quoted(row, 40)}"


def _label(view: View, bound: BoundTable, cell: CellRef) -> str:
    """What the sheet calls the row of *cell*, where the row's key is a name of the layout's own.

    «Møtet saken behandles i», not ``Vedtaksmøte``; a row of a printed table is known by its post,
    not by its number.
    """
    at = bound.rows[cell.row - bound.table.first_data_row].cells.get("label")
    label = view.value(at) if at is not None and at != cell else ""
    return label if isinstance(label, str) and label.strip() else ""


def problems(view: View, *kinds: ProblemKind) -> Iterator[Problem]:
    """The values of these kinds that do not fit their columns, in cells without a formula.

    Once a cell: the binding may meet the same misfit twice.
    """
    seen: set[CellRef] = set()
    for problem in view.bound.problems:
        if problem.kind in kinds and problem.cell not in seen:
            seen.add(problem.cell)
            if view.book.cell(problem.cell).formula is None:
                yield problem


Input = tuple[BoundTable, BoundRow, Column, CellRef, Value]


def inputs(view: View, where: Callable[[Column], bool] | None = None) -> Iterator[Input]:
    """Every filled input cell without a formula, in the tables that staff write in.

    With ``where`` only those in such columns, and in columns of any kind, where the row decides.
    """
    for table in view.bound.tables:
        for column, filled in _filled_columns(view, table):
            if where is None or column.kind is Kind.ANY or where(column):
                yield from filled


@per_object
def _filled_columns(view: View, table: str) -> Sequence[tuple[Column, Sequence[Input]]]:
    bound = view.bound.tables[table]
    sheet = view.book.sheet(bound.table.sheet)
    if not bound.spec.content or sheet is None:
        return ()
    typed = (c for c in bound.spec.columns if c.key in bound.columns and not c.derived)
    return [(column, tuple(_filled(bound, column, sheet))) for column in typed]


@per_object
def formula_inputs(view: View) -> Sequence[tuple[BoundTable, BoundRow, CellRef]]:
    """Every cell with a formula in a column for inputs, with its table and row."""
    on_sheet: dict[str, list[BoundTable]] = {}
    for bound in view.bound.tables.values():
        on_sheet.setdefault(bound.table.sheet, []).append(bound)
    typed = {
        bound.spec.name: {
            bound.columns[c.key]
            for c in bound.spec.columns
            if c.key in bound.columns and not c.derived
        }
        for bound in view.bound.tables.values()
    }
    return tuple(
        (bound, bound.rows[cell.row - bound.table.first_data_row], cell)
        for cell in graph_of(view.book).cells
        for bound in on_sheet.get(cell.sheet, ())
        if cell.column in typed[bound.spec.name] and cell.row in bound.table.data_rows
    )


@per_object
def filled_down(view: View) -> Sequence[Sequence[CellRef]]:
    """Cells for inputs that stand under one another with one formula, two or more at a time."""
    by_column: dict[tuple[str, int], list[CellRef]] = {}
    for bound, _, cell in formula_inputs(view):
        if bound.spec.content and cell not in view.bound.declared:
            by_column.setdefault((bound.spec.name, cell.column), []).append(cell)
    found: list[list[CellRef]] = []
    for cells in by_column.values():
        before: tuple[int, str] = (0, "")
        for cell in sorted(cells, key=lambda c: c.row):
            pattern = pattern_of(str(view.book.cell(cell).formula))
            if (cell.row - 1, pattern) != before:
                found.append([])
            found[-1].append(cell)
            before = (cell.row, pattern)
    return tuple(cells for cells in found if len(cells) > 1)


def _filled(bound: BoundTable, column: Column, sheet: Sheet) -> Iterator[Input]:
    key, number, held = column.key, bound.columns[column.key], sheet.cells
    for row in bound.rows:
        value = row.values[key]
        if value is BLANK:
            continue
        cell = held.get((row.number, number))
        if cell is None or cell.formula is None:
            yield bound, row, column, row.cells[key], value


def kind_in(column: Column, row: BoundRow | None) -> Kind:
    """The kind of a column's cell; a column of any kind takes it from the row's assumption."""
    spec = assumption_of(column, row)
    return spec.kind if spec is not None else column.kind


def typed_anew(view: View, problem: Problem, meant: Value) -> SetCell:
    """The edit that puts the number or date *meant* where a text stands, shown as one."""
    kind = kind_in(problem.column, row_of(view, problem.table, problem.cell))
    return SetCell(problem.cell, meant, problem.value, NUMBER_FORMATS[kind])


def assumption_of(column: Column, row: BoundRow | None) -> AssumptionSpec | None:
    """The assumption whose value stands in *column* of *row*, or None."""
    if column.kind is not Kind.ANY or row is None:
        return None
    return ASSUMPTION.get(str(row.values.get("name")))


def row_of(view: View, table: str, cell: CellRef) -> BoundRow | None:
    """The row of *table* that *cell* lies in."""
    bound = view.bound.tables.get(table)
    return next((r for r in bound.rows if r.number == cell.row), None) if bound else None


@lru_cache(maxsize=16_384)  # several rules look at each text
def cleaned(text: str) -> str:
    """*text* without invisible characters, outer spaces, double spaces and odd spaces."""
    # Every invisible character and every odd space is one that Python would not print.
    seen = text if text.isprintable() else _INVISIBLE.sub("", text)
    return " ".join(seen.split())


def looks_blank(value: Value) -> bool:
    """Whether the cell looks empty though it holds a text (spaces, or no characters at all)."""
    return isinstance(value, str) and not value[:1].isalnum() and not cleaned(value)
