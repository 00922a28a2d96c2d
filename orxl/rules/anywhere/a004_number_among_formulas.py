"""A typed number in the middle of a row or column of equal formulas."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.edits import Formula, SetCell
from orxl.core.findings import Severity
from orxl.formulas.norwegian import shown
from orxl.rules.anywhere.breaks import MOST, neighbourhood, neighbours_formula, standing, unrest
from orxl.rules.anywhere.frame import AnywhereRule, SheetExample, Suspicion
from orxl.rules.anywhere.lines import Axis, Breach, Patterns
from orxl.rules.anywhere.sheets import At, SheetView, a1
from orxl.rules.anywhere.view import SheetsView
from orxl.rules.anywhere.worth import worth
from orxl.rules.rule import Fix


def check(view: SheetsView) -> Iterator[Suspicion]:
    for sheet, patterns in view.patterns():
        for at, every in patterns.breaches.items():
            if not sheet.typed(at):
                continue
            both = len({breach.axis for breach in every}) == 2
            weighed = [(_confidence(sheet, patterns, at, b, both), b) for b in every]
            confidence, breach = max(weighed, key=lambda one: one[0])
            formula = neighbours_formula(sheet, breach, at)
            if formula is not None:
                yield _suspicion(view, sheet, at, breach, confidence, formula)


def _confidence(sheet: SheetView, patterns: Patterns, at: At, breach: Breach, both: bool) -> float:
    if not breach.enclosed and not both:
        return 0.0  # a seed before the first formula, an amount after the last one
    kin = _typed_beside(sheet, patterns, at, breach.axis)
    if kin >= 3 or (kin == 2 and not both):
        return 0.0  # a row of its own that is typed in all columns
    if len(breach.group) * 2 > breach.support and not both:
        return 0.0
    confidence = 0.55 + standing(breach, both) - unrest(patterns, breach)
    if _diagonal(sheet, patterns, at):
        confidence -= 0.6  # a table of each against each
    if sheet.number(at) == 0.0:
        confidence -= 0.1  # a nought is often put in to say that there is nothing
    if sheet.cell(at).style != sheet.cell(breach.model).style:
        confidence -= 0.1
    return min(confidence, MOST)


def _diagonal(sheet: SheetView, patterns: Patterns, at: At) -> bool:
    """Whether the number goes on aslant, as on the diagonal of a table of distances."""
    row, column = at
    return any(
        all(
            spot in patterns.breaches and sheet.typed(spot)
            for spot in ((row + step, column + tilt * step) for step in steps)
        )
        for tilt in (1, -1)
        for steps in ((1, 2), (-1, -2), (-1, 1))
    )


def _typed_beside(sheet: SheetView, patterns: Patterns, at: At, axis: Axis) -> int:
    """How many typed numbers, side by side across the line, break their lines as this one does."""
    row_step, column_step = (0, 1) if axis == "column" else (1, 0)
    count = 1
    for sign in (-1, 1):
        for step in range(1, 4):
            beside = (at[0] + sign * step * row_step, at[1] + sign * step * column_step)
            breaches = patterns.breaches.get(beside, ())
            if not sheet.typed(beside) or not any(b.axis == axis for b in breaches):
                break
            count += 1
    return count


def _suspicion(
    view: SheetsView, sheet: SheetView, at: At, breach: Breach, confidence: float, formula: str
) -> Suspicion:
    cell, present = sheet.ref(at), sheet.cell(at)
    value = present.value
    expected = worth(formula, cell, view)
    held = nb.value(value) if isinstance(value, float) else shown(present.formula)
    message = f"{neighbourhood(breach)} er kopier av én formel; her står tallet {held} i stedet"
    if expected is not None and isinstance(value, float):
        same = round(expected - value, 6) == 0
        message += (
            " (formelen gir samme tall nå)" if same else f" (formelen gir {nb.number(expected)})"
        )
    old = Formula(present.formula) if present.formula is not None else value
    return Suspicion(
        cell,
        f"{message}.",
        confidence,
        expected=shown(formula),
        actual=value,
        remedy=f"Kopier formelen fra {a1(breach.model)} og lim den inn i {a1(at)}, hvis tallet "
        "ikke er satt inn med vilje.",
        fix=(SetCell(cell, Formula(formula), old),),
    )


RULE = AnywhereRule(
    code="A004",
    name="tall-blant-formler",
    severity=Severity.WARNING,
    finds="Et tall som er skrevet inn midt i en rad eller kolonne av like formler.",
    why="Tallet følger ikke med når grunnlaget endres, og ingen ser det på arket.",
    remedy="Kopier formelen fra nabocellen, eller skriv i en merknad hvorfor tallet er satt inn.",
    check=check,
    fix=Fix.UNSAFE,
    bad=(
        SheetExample(
            "C4 er skrevet inn for hånd.",
            ("2|3|=A1*B1→6", "2|4|=A2*B2→8", "2|5|=A3*B3→10", "2|6|11", "2|7|=A5*B5→14",
             "2|8|=A6*B6→16"),
            ("C4",),
        ),
    ),
    good=(
        SheetExample(
            "Den første verdien i en rekke er skrevet inn; resten bygger på den.",
            ("År|1|2|3|4|5", "Beløp|100|=B2*1.1→110|=C2*1.1→121|=D2*1.1→133|=E2*1.1→146"),
        ),
        SheetExample(
            "En rad av innskrevne tall mellom rader av formler.",
            ("1|2|3|4", "=A1*2→2|=B1*2→4|=C1*2→6|=D1*2→8", "5|6|7|8",
             "=A3*2→10|=B3*2→12|=C3*2→14|=D3*2→16"),
        ),
    ),
)  # fmt: skip
