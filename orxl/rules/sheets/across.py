"""Columns worked out from others in their row, whose totals must be so, too: footing across."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.rules.sheets.given import given
from orxl.rules.sheets.holes import nearest
from orxl.rules.sheets.sheet import At, SheetView

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

FEWEST: Final = 3
"""So many rows must be worked out alike."""
_NEAR: Final = 12
"""The total stands at most so many rows from one of them."""
_CENT: Final = 0.01


class Astray(NamedTuple):
    """A total of a column that is not what the column's own formula gives of the other totals."""

    at: At
    model: At
    rows: int
    gives: float


def astray_in(view: SheetsView, sheet: SheetView) -> Iterator[Astray]:
    """The totals of *sheet* that do not foot across; not those that only carry another on."""
    columns: dict[int, dict[int, list[At]]] = {}
    for at in sheet.shapes:
        columns.setdefault(at[1], {}).setdefault(sheet.forms[at], []).append(at)
    for forms in columns.values():
        worked_out = [
            cells
            for cells in forms.values()
            if len(cells) >= FEWEST and _along_row(view, sheet, cells[0])
        ]
        if worked_out and len(forms) > 1:
            rows = max(worked_out, key=len)
            others = sorted(at for cells in forms.values() if cells is not rows for at in cells)
            yield from _astray(view, sheet, rows, others)


def _astray(
    view: SheetsView, sheet: SheetView, rows: list[At], others: list[At]
) -> Iterator[Astray]:
    known: set[At] = set()
    places = sorted(row for row, _ in rows)
    for at in others:
        value = sheet.number(at)
        near = nearest(places, at[0])
        if (
            value is None
            or near is None
            or abs(near - at[0]) > _NEAR
            or not _down_column(view, sheet, at)
        ):
            continue
        there = given(view, sheet, rows[0], at)
        if there is None or there.operands < 2:
            continue
        if abs(value - there.value) <= _CENT + 1e-6 * abs(value):
            continue
        carried = any(spot in known for spot in _reads(view, sheet, at, known))
        known.add(at)
        if not carried:
            yield Astray(at, rows[0], len(rows), there.value)


def _along_row(view: SheetsView, sheet: SheetView, at: At) -> bool:
    """Whether the formula adds and takes away cells of its own row, and nothing else."""
    terms = view.terms.get(sheet.ref(at), ())
    return len(sheet.shapes[at]) > 1 and bool(terms) and all(
        term.area.sheet == sheet.name and term.area.first_row == term.area.last_row == at[0]
        for term in terms
    )  # fmt: skip


def _down_column(view: SheetsView, sheet: SheetView, at: At) -> bool:
    """Whether the formula adds and takes away cells of its own column, and nothing else."""
    terms = view.terms.get(sheet.ref(at), ())
    return bool(terms) and all(
        term.area.sheet == sheet.name and term.area.first_column == term.area.last_column == at[1]
        for term in terms
    )


def _reads(view: SheetsView, sheet: SheetView, at: At, known: set[At]) -> Iterator[At]:
    """Which of the *known* cells the formula at *at* adds up."""
    for term in view.terms.get(sheet.ref(at), ()):
        yield from (spot for spot in known if sheet.ref(spot) in term.area)
