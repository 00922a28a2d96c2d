"""A sum that stops before the last rows of its list, which are blank today."""

from __future__ import annotations

from orxl.formulas.norwegian import shown
from orxl.rules.kit import Hit, Hits, Rule, Severity
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.sheets.sheet import SheetView, a1, spans
from orxl.rules.sheets.unreached import Unreached, unreached_in
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Unreached as Weight

RULE = Rule(
    "A027",
    "sum-stopper-før-listen",
    Severity.WARNING,
    asks=SheetsView,
    finds="En sum som stopper før de siste radene i listen over den. Radene har navn som de andre, "
    "men er tomme i dag.",
    why="Summen er riktig nå. Når noen fyller ut radene, blir beløpene ikke regnet med.",
    remedy="Utvid området til siste rad i listen.",
    references=(FORMULA_ERRORS,),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for sheet in view.sheets:
        for one in unreached_in(view, sheet):
            yield _suspicion(sheet, one)


def _suspicion(sheet: SheetView, one: Unreached) -> Hit:
    first = one.cells[0]
    several = len(one.rows) > 1
    which = f"Rad {one.rows[0]}–{one.rows[-1]}" if several else f"Rad {one.rows[0]}"
    whose = f"Summene i {spans(one.cells)}" if len(one.cells) > 1 else "Summen"
    return Hit(
        f"{whose} stopper på rad {one.last}. {which} hører til den samme listen og er "
        f"{'tomme' if several else 'tom'} i dag; det som fylles ut der, blir ikke regnet med.",
        cell=sheet.ref(first),
        confidence=Weight.ROWS if several else Weight.ROW,
        actual=shown(sheet.formula(first)),
        remedy=f"Utvid området i {a1(first)} til rad {one.rows[-1]}"
        f"{' og kopier formelen bortover' if len(one.cells) > 1 else ''}.",
    )


RULE.bad_sheet(
    "To poster er lagt til nederst, men summen er ikke utvidet.",
    """
    Post |Beløp
    Lønn |10
    Reise|20
    Leie |30
    Kurs |
    Porto|
    Sum  |=SUM(B2:B4)→60
    """,
    at="B7",
)

RULE.good_sheet(
    "En tom rad, eller en rad uten navn, skiller summen fra listen.",
    """
    Post |Beløp
    Lønn |10
    Reise|20
    Leie |30

    Sum  |=SUM(B2:B4)→60
    """,
)

RULE.good_sheet(
    "Overskriften over neste gruppe står ikke rett under listen.",
    """
    Post |Konto|Beløp
    Lønn |5000 |10
    Reise|7100 |20
    Merknad
    Sum  |     |=SUM(C2:C3)→30
    """,
)
