"""A formula where a typed value is expected: allowed, but worth knowing."""

from __future__ import annotations

from orxl.formulas.graph import graph_of
from orxl.formulas.norwegian import shown
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MAIN, MEASURES
from orxl.rules.shared.formulas import constants, lints
from orxl.rules.shared.inputs import filled_down, formula_inputs, spot

RULE = Rule(
    "F004",
    "formel-i-inndatacelle",
    Severity.NOTE,
    finds="En formel står i en celle der verdien skal skrives inn.",
    why="Det er lov, men tallet kan endre seg uten at noen skriver det, og det er ikke lenger "
    "klart hvor det er bestemt.",
    remedy="Behold formelen hvis den er ment slik. Ellers kopierer du cellen og limer inn som "
    "verdi.",
)


@RULE.check
def check(view: View) -> Hits:
    # Where the formula is doubtful, gives an error or is not confirmed, other rules say more.
    said = {item.cell for item, _ in lints(view)} | graph_of(view.book).circular
    said |= view.recalculation.undecided.keys() | view.recalculation.disputed.keys()
    said |= {cell for cells in filled_down(view) for cell in cells}
    for bound, _, cell in formula_inputs(view):
        if not bound.spec.content:
            continue  # nobody types there: the findings' links are formulas of the program's own
        formula = view.book.cell(cell).formula
        if formula is None or cell in view.bound.declared or cell in said:
            continue
        if view.errors_in(cell) or constants(view, cell, formula):
            continue
        yield Hit(
            f"{spot(view, cell)} er formelen {shown(formula)}, men her skal verdien "
            f"skrives inn. Den gir {nb.brief(view.value(cell))} nå.",
            cell=cell,
            actual=shown(formula),
        )


@RULE.bad("Budsjettet til Kommunikasjon er =150+50.")
def _sum_of_parts(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    return e.formula(at, "150+50", 200.0)


@RULE.bad("Ansvarlig er hentet fra arket Partnere.")
def _fetched_text(e: Editor) -> Place:
    at = e.where(MEASURES, "1.1", "responsible")
    return e.formula(at, "Partnere!B6", "KS")


@RULE.good("Budsjettet til Kommunikasjon er skrevet inn som 200.")
def _typed(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", 200.0)
