"""The totals of «I saken» in a workbook of layout 4: sums of its lines then, facts since.

They are what the workbook shows when it is upgraded. From then on a line that is deleted does not
take its part of the case along.
"""

from __future__ import annotations

from collections.abc import Iterator

from orxl.app.upgradesteps import Step, What
from orxl.binding import BoundBook
from orxl.core.edits import Formula, SetCell, present
from orxl.core.values import BLANK
from orxl.layout.names import MAIN

LAST = 4
"""The last version of the layout in which they were formulas."""


def case_totals(then: BoundBook, now: BoundBook) -> Iterator[Step]:
    """The totals of «I saken» as what they show, where the earlier layout's formula stands."""
    if then.version is None or then.version > LAST or MAIN not in now.tables:
        return
    edits = []
    for row in now.rows(MAIN):
        cell = row.cells.get("case")
        if cell is None or cell not in then.declared or cell in now.declared:
            continue
        held = now.book.cell(cell)
        there = present(held)
        if isinstance(there, Formula) and there.text == then.declared[cell]:
            stated = held.value if isinstance(held.value, float) else BLANK
            edits.append(SetCell(cell, stated, expected=there))
    if edits:
        text = (
            f"Summene i «I saken» ({len(edits)} celler) blir stående som saken har dem. Slettes en "
            "linje, endrer de seg ikke lenger, og kontrollen sier fra."
        )
        yield Step(What.CELL, edits[0].cell.sheet, edits[0].cell.a1, text, tuple(edits))
