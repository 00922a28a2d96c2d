"""What the copies of a sum say of a number that one of them seems to leave out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.rules.sheets.edges import LeftOut
from orxl.rules.sheets.totals import Total
from orxl.rules.sheets.weights import LeftOut as Weight

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView


def by_copies(
    view: SheetsView, known: Mapping[CellRef, tuple[Total, LeftOut]]
) -> tuple[frozenset[CellRef], list[tuple[Total, LeftOut]]]:
    """Formulas that few of their copies bear out; and the other copies where many do.

    A line that is left out in all columns, and looks like the list in one of them, is none of it.
    """
    totals = {total.cell: total for total in view.totals.every}
    alone: set[CellRef] = set()
    copies: list[tuple[Total, LeftOut]] = []
    for sheet, patterns in view.patterns():
        for run in (*patterns.runs["row"], *patterns.runs["column"]):
            refs = [sheet.ref(at) for at in run.cells]
            those = [known[ref] for ref in refs if ref in known]
            if run.form < 0 or not those:
                continue
            if len(those) * 3 < len(refs):
                alone.update(
                    total.cell
                    for total, one in those
                    if one.confidence < Weight.SURE and not one.closing
                )
                continue
            model, found = max(those, key=lambda one: one[1].confidence)
            for ref in refs if len(those) > 1 else ():
                total = totals.get(ref)
                if ref in known or total is None or total.area.sheet != model.area.sheet:
                    continue
                down, right = ref.row - model.cell.row, ref.column - model.cell.column
                cells = tuple((row + down, column + right) for row, column in found.cells)
                there = view.by_name[total.area.sheet.casefold()]
                if all(there.numeric(at) for at in cells):
                    sure = found.confidence + Weight.COPY
                    copies.append((total, replace(found, cells=cells, confidence=sure)))
    return frozenset(alone), copies
