"""A formula where a typed value is expected: allowed, but worth knowing."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.formulas.graph import graph_of
from orxl.formulas.norwegian import shown
from orxl.rules.example import Editor, Example, Place
from orxl.rules.formulas import constants, lints
from orxl.rules.inputs import formula_inputs, spot
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    # Where the formula is doubtful, gives an error or is not confirmed, other rules say more.
    said = {item.cell for item, _ in lints(view)} | graph_of(view.book).circular
    said |= view.recalculation.undecided.keys() | view.recalculation.disputed.keys()
    for bound, _, cell in formula_inputs(view):
        if not bound.spec.content:
            continue  # nobody types there: the findings' links are formulas of the program's own
        formula = view.book.cell(cell).formula
        if formula is None or cell in view.bound.declared or cell in said:
            continue
        if view.errors_in(cell) or constants(view, formula):
            continue
        yield Hit(
            f"{spot(view, cell)} er formelen {shown(formula)}, men her skal verdien "
            f"skrives inn. Den gir {nb.value(view.value(cell))} nå.",
            cell=cell,
            actual=shown(formula),
        )


def _sum_of_parts(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Kommunikasjon", "budget")
    return e.formula(at, "150+50", 200.0)


def _fetched_text(e: Editor) -> Place:
    at = e.where("tblTiltak", "1.1", "responsible")
    return e.formula(at, "Partnere!B6", "KS")


def _typed(e: Editor) -> tuple[Place, ...]:
    e.put("tblHovedtall", "Kommunikasjon", "budget", 200.0)
    return ()


RULE = Rule(
    code="F004",
    name="formel-i-inndatacelle",
    severity=Severity.NOTE,
    finds="En formel står i en celle der verdien skal skrives inn.",
    why="Det er lov, men tallet kan endre seg uten at noen skriver det, og det er ikke lenger "
    "klart hvor det er bestemt.",
    remedy="Behold formelen hvis den er ment slik. Ellers kopierer du cellen og limer inn som "
    "verdi.",
    check=check,
    bad=(
        Example("Budsjettet til Kommunikasjon er =150+50.", _sum_of_parts),
        Example("Ansvarlig er hentet fra arket Partnere.", _fetched_text),
    ),
    good=(Example("Budsjettet til Kommunikasjon er skrevet inn som 200.", _typed),),
)
