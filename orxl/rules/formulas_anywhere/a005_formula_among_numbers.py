"""One formula in the middle of a row or column of typed numbers."""

from __future__ import annotations

from orxl.formulas.norwegian import shown
from orxl.rules.kit import Hit, Hits, Rule, Severity
from orxl.rules.sheets.lines import Axis, Patterns, Run
from orxl.rules.sheets.sheet import CONSTANT, At, SheetView
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A005",
    "formel-blant-tall",
    Severity.NOTE,
    asks=SheetsView,
    finds="Én formel midt i en rad eller kolonne av innskrevne tall, regnet ut av tall i samme "
    "linje.",
    why="Et anslag blant registrerte tall blir fort stående som om det var registrert.",
    remedy="Skriv inn det registrerte tallet, eller merk cellen som et anslag.",
)

FEWEST = 4
"""So many typed numbers must stand on each side, side by side."""


@RULE.check
def check(view: SheetsView) -> Hits:
    gathers = {total.cell for total in view.totals.every}
    axes: tuple[Axis, Axis] = ("column", "row")
    for sheet, patterns in view.patterns():
        for axis in axes:
            runs = patterns.runs[axis]
            for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
                at = run.cells[0]
                if not _alone(before, run, after, axis) or sheet.ref(at) in gathers:
                    continue
                if at in patterns.breaches or not _reads_its_line(view, sheet, at, axis):
                    continue
                yield _suspicion(sheet, patterns, at, axis, before, after)


def _alone(before: Run, run: Run, after: Run, axis: Axis) -> bool:
    if run.form == CONSTANT or len(run.cells) != 1 or run.gap or after.gap:
        return False
    if before.form != CONSTANT or after.form != CONSTANT:
        return False
    other = 1 if axis == "column" else 0
    line = {before.cells[-1][other], run.cells[0][other], after.cells[0][other]}
    return len(line) == 1 and min(len(before.cells), len(after.cells)) >= FEWEST


def _reads_its_line(view: SheetsView, sheet: SheetView, at: At, axis: Axis) -> bool:
    """Whether it is worked out from a number beside it in the same line."""
    for area in view.graph.precedents(sheet.ref(at)):
        if area.sheet != sheet.name:
            continue
        if axis == "column" and area.first_column <= at[1] <= area.last_column:
            return True
        if axis == "row" and area.first_row <= at[0] <= area.last_row:
            return True
    return False


def _suspicion(
    sheet: SheetView, patterns: Patterns, at: At, axis: Axis, before: Run, after: Run
) -> Hit:
    count = len(before.cells) + len(after.cells)
    across: Axis = "row" if axis == "column" else "column"
    place = "over og under" if axis == "column" else "til venstre og til høyre"
    return Hit(
        f"De {count} tallene {place} er skrevet inn; dette ene regnes ut av en formel.",
        cell=sheet.ref(at),
        confidence=Alone.FORMULA_AMONG_NUMBERS if patterns.length(at, across) < 2 else 0.0,
        actual=shown(sheet.formula(at)),
    )


RULE.bad_sheet(
    "Mai er regnet ut av april.",
    """
    Måned  |jan|feb|mar|apr|mai           |jun|jul|aug|sep
    Forbruk|10 |12 |11 |13 |=E2*1.02→13.26|14 |12 |11 |10
    """,
    at="F2",
)

RULE.good_sheet(
    "En delsum midt i kolonnen.",
    """
    1
    2
    3
    4
    =SUM(A1:A4)→10
    5
    6
    7
    8
    =SUM(A6:A9)→26
    """,
)
