"""What looks otherwise: cells, columns' widths, frozen panes, and conditional formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from orxl.core import nb
from orxl.core.inspection import Inspection, SheetInspection, Style
from orxl.core.refs import CellRef, column_letters, runs
from orxl.versions.alignment import AlignedArea, Alignment
from orxl.versions.beside import first_of
from orxl.versions.changes import Change, Kind

_ASPECTS: Final = {
    "number_format": "tallformat", "font": "skrift", "fill": "fyll", "border": "kantlinjer",
    "alignment": "plassering", "protection": "låsing",
}  # fmt: skip
_WIDTH: Final = 8.43
"""Of a column that says nothing of itself, in characters."""
_VISIBLY: Final = 1.0
"""Programs write a width anew with some hundredths more or less; so much is seen, in characters."""
_WIDEST: Final = 500
"""No sheet that people make has more columns with widths of their own."""


def looks(alignment: Alignment, one: Inspection, other: Inspection) -> Iterator[Change]:
    """What looks otherwise in *other*: cells, an area at a time, and sheets."""
    for area in alignment.areas:
        found = differing_cells(area, one, other)
        if found:
            cells = tuple((before, after) for before, after, _, _ in found)
            aspects = dict.fromkeys(w for _, _, was, now in found for w in differing(was, now))
            yield Change(Kind.LOOKS, area.after.sheet, area.after.name, before=cells[0][0],
                         after=cells[0][1], name=nb.listed(list(aspects)),
                         cells=cells)  # fmt: skip
    yield from sheet_looks(alignment, one, other)


def differing_cells(
    area: AlignedArea, one: Inspection, other: Inspection
) -> list[tuple[CellRef, CellRef, Style, Style]]:
    """The cells of *area* that look otherwise: where before and after, how before and after."""
    alike: dict[tuple[int, int], bool] = {}
    found = []
    for row, row_after in area.rows.forward.items():
        held, there = area.before.rows[row], area.after.rows[row_after]
        for column, column_after in area.columns.forward.items():
            a, b = held.get(column), there.get(column_after)
            if a is None or b is None:
                continue
            key = a.style, b.style
            if key not in alike:
                alike[key] = one.style(a.style) == other.style(b.style)
            if not alike[key]:
                found.append((area.before.cell(row, column),
                              area.after.cell(row_after, column_after),
                              one.style(a.style), other.style(b.style)))  # fmt: skip
    return found


def differing(was: Style, now: Style) -> list[str]:
    """In which ways two styles look otherwise, in bokmål."""
    return [said for name, said in _ASPECTS.items() if getattr(was, name) != getattr(now, name)]


def sheet_looks(alignment: Alignment, one: Inspection, other: Inspection) -> Iterator[Change]:
    """The sheets whose conditional formats, columns' widths or frozen panes are others."""
    for sheet in one.sheets:
        twin = other.sheet(alignment.sheet_names.get(sheet.name.casefold(), ""))
        if twin is None:
            continue
        if _rules(alignment, sheet) != _rules(None, twin, alignment.still):
            yield Change(Kind.LOOKS, twin.name, name="Den betingede formateringen")
        columns = [
            column
            for column in _other_widths(_widths(sheet, alignment), _widths(twin, None))
            if alignment.reversed.followed(twin.name, None, column) is not None  # not a new one
        ]
        if columns:
            letters = nb.listed(list(column_runs(columns)))
            yield Change(Kind.LOOKS, twin.name, name=f"Bredden på kolonne {letters}")
        if _frozen(sheet) != _frozen(twin):
            yield Change(Kind.LOOKS, twin.name, name="Frysingen av ruter")


def _rules(
    alignment: Alignment | None, sheet: SheetInspection, still: bool = False
) -> Counter[tuple[object, ...]]:
    """The conditional formats by first cell and look; with conditions where nothing has moved."""
    whole = still if alignment is None else alignment.still
    return Counter(
        (
            first_of(rule.areas, alignment), rule.colour, rule.background, rule.invisible,
            rule.condition if whole else "",
        )
        for rule in (*sheet.conditionals, *sheet.colourings)
    )  # fmt: skip


def _widths(sheet: SheetInspection, alignment: Alignment | None) -> dict[int, float | None]:
    """The columns with a width of their own, None where hidden; in places of the version after."""
    found: dict[int, float | None] = {}
    for first, last, width in sheet.widths:
        for column in range(first, min(last, first + _WIDEST) + 1):
            at = (0, column) if alignment is None else alignment.followed(sheet.name, None, column)
            if at is not None and at[1] is not None:
                hidden = any(one <= column <= end for one, end in sheet.hidden_columns)
                found[at[1]] = None if hidden else width
    return found


def _other_widths(
    before: Mapping[int, float | None], after: Mapping[int, float | None]
) -> Iterator[int]:
    """The columns that are seen in both, and are visibly wider in one."""
    for column in sorted(before.keys() | after.keys()):
        was, now = before.get(column, _WIDTH), after.get(column, _WIDTH)
        if was is not None and now is not None and abs(was - now) >= _VISIBLY:
            yield column


def _frozen(sheet: SheetInspection) -> tuple[int, int]:
    """How many rows and columns are frozen."""
    return (0, 0) if sheet.freeze is None else (sheet.freeze.rows, sheet.freeze.columns)


def column_runs(columns: Sequence[int]) -> Iterator[str]:
    """*columns* with those that stand side by side as one: «B» and «E–H»."""
    for first, last in runs(columns):
        ends = column_letters(first), column_letters(last)
        yield ends[0] if first == last else f"{ends[0]}–{ends[1]}"
