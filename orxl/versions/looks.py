"""What looks otherwise: cells, and the conditional formats of sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from orxl.core.inspection import Inspection, SheetInspection
from orxl.core.refs import CellRef
from orxl.versions.alignment import Alignment
from orxl.versions.beside import first_of
from orxl.versions.changes import Change, Kind


def looks(
    alignment: Alignment, one: Inspection, other: Inspection,
    formats: tuple[Mapping[int, str], Mapping[int, str]],
) -> Iterator[Change]:  # fmt: skip
    """The cells that look otherwise: colours, size, boldness, number format; an area at a time."""
    for area in alignment.areas:
        cells: list[tuple[CellRef | None, CellRef | None]] = []
        for row, row_after in area.rows.forward.items():
            held, there = area.before.rows[row], area.after.rows[row_after]
            for column, column_after in area.columns.forward.items():
                a, b = held.get(column), there.get(column_after)
                if a is None or b is None:
                    continue
                was = one.look(a.style), formats[0].get(a.style, "General")
                now = other.look(b.style), formats[1].get(b.style, "General")
                if was != now:
                    cells.append(
                        (area.before.cell(row, column), area.after.cell(row_after, column_after))
                    )
        if cells:
            yield Change(Kind.LOOKS, area.after.sheet, area.after.name, before=cells[0][0],
                         after=cells[0][1], name=str(len(cells)), cells=tuple(cells))  # fmt: skip
    yield from conditional_formats(alignment, one, other)


def conditional_formats(
    alignment: Alignment, one: Inspection, other: Inspection
) -> Iterator[Change]:
    """The sheets whose conditional formats are others."""
    for sheet in one.sheets:
        twin = other.sheet(alignment.sheet_names.get(sheet.name.casefold(), ""))
        if twin is not None and _rules(alignment, sheet) != _rules(None, twin, alignment.still):
            yield Change(Kind.LOOKS, twin.name, name="Den betingede formateringen")


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
        for rule in sheet.conditionals
    )  # fmt: skip
