"""A typed number in the middle of a row or column of equal formulas."""

from __future__ import annotations

from orxl.core.edits import Formula, SetCell
from orxl.formulas.norwegian import shown
from orxl.rules.kit import LEAST, Fix, Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import EXCELINT
from orxl.rules.sheets.breaks import neighbourhood, neighbours_formula
from orxl.rules.sheets.given import Given, given
from orxl.rules.sheets.lines import Breach
from orxl.rules.sheets.pasted import circular
from orxl.rules.sheets.sheet import At, SheetView, a1
from orxl.rules.sheets.typed import confidence
from orxl.rules.sheets.view import SheetsView

RULE = Rule(
    "A004",
    "tall-blant-formler",
    Severity.WARNING,
    asks=SheetsView,
    finds="Et tall som er skrevet inn i en rad eller kolonne av like formler: midt i, eller i "
    "enden der formelen ville hatt tall å regne med.",
    why="Tallet følger ikke med når grunnlaget endres, og ingen ser det på arket.",
    remedy="Kopier formelen fra nabocellen, eller skriv i et notat ved cellen hvorfor tallet er "
    "satt inn.",
    fix=Fix.PROPOSED,
    fix_safety="Formelen naboene har, foreslås. orxl kjenner ikke arket, og tallet kan være satt "
    "inn med vilje; derfor rettes den for hånd.",
    references=(EXCELINT,),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    told = {one.sheet.ref(at) for one in view.pasted for at in one.cells}
    for sheet, patterns in view.patterns():
        for at, every in patterns.breaches.items():
            if not sheet.typed(at) or sheet.ref(at) in told:
                continue
            both = len({breach.axis for breach in every}) == 2
            weighed = [
                (confidence(view, sheet, patterns, at, b, both, there), b, there)
                for b in every
                for there in [given(view, sheet, b.model, at)]
            ]
            likely = [
                (s, b, t, f)
                for s, b, t in weighed
                if s >= LEAST and (f := neighbours_formula(sheet, b, at))
            ]
            if not likely:
                continue
            sure, breach, there, formula = max(likely, key=lambda one: one[0])
            if not (there and circular(view, sheet, at, there)):
                yield _suspicion(sheet, at, sure, breach, formula, there)


def _suspicion(
    sheet: SheetView, at: At, sure: float, breach: Breach, formula: str,
    there: Given | None,
) -> Hit:  # fmt: skip
    cell, present = sheet.ref(at), sheet.cell(at)
    value, expected = present.value, None if there is None else there.value
    held = nb.value(value) if isinstance(value, float) else shown(present.formula)
    message = f"{neighbourhood(breach)} er kopier av én formel; her står tallet {held} i stedet"
    if expected is not None and isinstance(value, float):
        same = round(expected - value, 6) == 0
        message += (
            " (formelen gir samme tall nå)" if same else f" (formelen gir {nb.number(expected)})"
        )
    old = Formula(present.formula) if present.formula is not None else value
    return Hit(
        f"{message}.",
        cell=cell,
        confidence=sure,
        expected=shown(formula),
        actual=value,
        remedy=f"Kopier formelen fra {a1(breach.model)} og lim den inn i {a1(at)}, hvis tallet "
        "ikke er satt inn med vilje.",
        fix=(SetCell(cell, Formula(formula), old),),
    )


RULE.bad_sheet(
    "C4 er skrevet inn for hånd.",
    """
    2|3|=A1*B1→6
    2|4|=A2*B2→8
    2|5|=A3*B3→10
    2|6|11
    2|7|=A5*B5→14
    2|8|=A6*B6→16
    """,
    at="C4",
)

RULE.bad_sheet(
    "De to siste formlene er limt inn som verdier.",
    """
    20|3|=A1*B1→60
    21|4|=A2*B2→84
    22|5|=A3*B3→110
    23|6|=A4*B4→138
    24|7|168
    25|8|200
    """,
    at="C5 C6",
)

RULE.bad_sheet(
    "Den siste linjen har antall og pris som de andre, men beløpet er skrevet inn.",
    """
    Vare|Antall|Pris|Beløp
    a   |2     |3   |=B2*C2→6
    b   |4     |5   |=B3*C3→20
    c   |6     |7   |=B4*C4→42
    d   |8     |9   |70
    """,
    at="D5",
)

RULE.good_sheet(
    "Den første verdien i en rekke er skrevet inn; resten bygger på den.",
    """
    År   |1  |2          |3          |4          |5
    Beløp|100|=B2*1.1→110|=C2*1.1→121|=D2*1.1→133|=E2*1.1→146
    """,
)

RULE.good_sheet(
    "Frakten har verken antall eller pris.",
    """
    Vare |Antall|Pris|Beløp
    a    |2     |3   |=B2*C2→6
    b    |4     |5   |=B3*C3→20
    c    |6     |7   |=B4*C4→42
    Frakt|      |    |70
    """,
)

RULE.good_sheet(
    "Linjenumre som tilfeldigvis passer: 18 + 2 er 20.",
    """
    2 |Inn|7       |8        |9
    18|Ut |2       |3        |4
    19|Mer|1       |1        |1
    20|Sum|=C1+C2→9|=D1+D2→11|=E1+E2→13
    """,
)

RULE.good_sheet(
    "Rekken begynner med en innskreven verdi under en overskrift.",
    """
    Potens |x
    1      |=2*A2→2
    =2*A2→2|=2*A3→4
    =2*A3→4|=2*A4→8
    =2*A4→8|=2*A5→16
    """,
)

RULE.good_sheet(
    "En rad av innskrevne tall mellom rader av formler.",
    """
    1       |2       |3       |4
    =A1*2→2 |=B1*2→4 |=C1*2→6 |=D1*2→8
    5       |6       |7       |8
    =A3*2→10|=B3*2→12|=C3*2→14|=D3*2→16
    """,
)
