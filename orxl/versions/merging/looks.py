"""The cells that look otherwise in THEIRS, and not alike in MINE: to be done in Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from orxl.core import nb
from orxl.core.inspection import Inspection, Style
from orxl.core.refs import CellRef, column_letters, runs
from orxl.versions.looks import differing, differing_cells
from orxl.versions.merging.cells import Cells
from orxl.versions.merging.values import Left

_MOST: Final = 6
"""So many areas are named of one sheet."""
_FEW_SHEETS: Final = 3
"""Where more sheets look otherwise, another program has written the file: one line says so."""


class _Cell(NamedTuple):
    at: CellRef
    """Where it is in MINE."""
    was: Style
    now: Style


def cell_looks(
    cells: Cells, common: Inspection, mine: Inspection, theirs: Inspection
) -> Iterator[Left]:
    """A line for each sheet whose cells have got another look in THEIRS."""
    sheets: dict[str, list[_Cell]] = {}
    looks_here = {
        (after.sheet.casefold(), after.row, after.column): now
        for area in cells.mine.areas
        for _, after, _, now in differing_cells(area, common, mine)
    }
    for area in cells.theirs.areas:
        for before, _, was, now in differing_cells(area, common, theirs):
            here = cells.mine.after(before)
            if here is None:
                continue
            own = looks_here.get((here.sheet.casefold(), here.row, here.column))
            if own != now:
                sheets.setdefault(here.sheet, []).append(_Cell(here, was, now))
    if len(sheets) > _FEW_SHEETS:
        every = [cell for found in sheets.values() for cell in found]
        count = nb.counted(len(every), "celle", "celler")
        yield Left(f"{count} på {len(sheets)} ark ser annerledes ut i DIN ({_aspects(every)}).")
        return
    for sheet, found in sheets.items():
        count = nb.counted(len(found), "celle", "celler")
        places = nb.listed(list(_areas([(c.at.row, c.at.column) for c in found])))
        yield Left(f"Arket {sheet}: {count} ser annerledes ut i DIN ({_aspects(found)}): {places}.")


def _aspects(found: Sequence[_Cell]) -> str:
    return nb.listed(
        list(dict.fromkeys(w for cell in found for w in differing(cell.was, cell.now)))
    )


def _areas(places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The rectangles that *places* make, «B4» and «C7:D12»; no more than a few."""
    lines: dict[tuple[int, int], list[int]] = {}
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(places):
        by_row.setdefault(row, []).append(column)
    for row, columns in by_row.items():
        for line in runs(columns):
            lines.setdefault(line, []).append(row)
    found: list[str] = []
    for (first, last), rows in lines.items():
        for top, bottom in runs(rows):
            ends = f"{column_letters(first)}{top}", f"{column_letters(last)}{bottom}"
            found.append(ends[0] if ends[0] == ends[1] else f"{ends[0]}:{ends[1]}")
    yield from found[:_MOST]
    if len(found) > _MOST:
        yield f"{len(found) - _MOST} områder til"
