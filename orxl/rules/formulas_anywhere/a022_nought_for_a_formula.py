"""Typed noughts in a line of formulas, where the formula gives nought today."""

from __future__ import annotations

from orxl.core.edits import Edit, Formula, SetCell
from orxl.formulas.norwegian import shown
from orxl.formulas.relative import moved
from orxl.rules.kit import Fix, Hit, Hits, Rule, Severity
from orxl.rules.kit.references import EXCELINT
from orxl.rules.sheets.noughts import Noughts, noughts_in
from orxl.rules.sheets.sheet import At, SheetView, a1, spans
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Noughts as Weight

RULE = Rule(
    "A022",
    "null-for-formel",
    Severity.NOTE,
    asks=SheetsView,
    finds="Innskrevne nuller ved siden av en formel som gir null også der, fordi grunnlaget er "
    "null.",
    why="Blir grunnlaget fylt ut, står nullen igjen.",
    remedy="Kopier formelen dit. Gir den #DIV/0! så lenge grunnlaget er null, bruk HVISFEIL.",
    fix=Fix.PROPOSED,
    fix_safety="Formelen foreslås. orxl vet ikke om nullen er satt inn med vilje; derfor rettes "
    "det for hånd.",
    references=(EXCELINT,),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for sheet in view.sheets:
        for one in noughts_in(view, sheet):
            yield _suspicion(sheet, one)


def _suspicion(sheet: SheetView, one: Noughts) -> Hit:
    first = one.cells[0]
    several = len(one.cells) > 1
    edits: list[Edit] = [
        SetCell(sheet.ref(at), Formula(_there(sheet, one, at)), sheet.cell(at).value)
        for at in one.cells
    ]
    return Hit(
        f"I {spans(one.cells)} er 0 skrevet inn, der formelen i {a1(one.model)} også gir 0. "
        f"{'Nullene' if several else 'Nullen'} blir stående når grunnlaget fylles ut.",
        cell=sheet.ref(first),
        confidence=Weight.LINE if several or one.models > 1 else Weight.ALONE,
        expected=shown(_there(sheet, one, first)),
        actual=sheet.number(first),
        fix=tuple(edits),
    )


def _there(sheet: SheetView, one: Noughts, at: At) -> str:
    return moved(sheet.formula(one.model) or "", sheet.ref(one.model), sheet.ref(at))


RULE.bad_sheet(
    "Avgiften er regnet ut for januar; resten er satt til null.",
    """
    Post  |jan             |feb|mar
    Lønn  |0               |0  |0
    Vikar |0               |0  |0
    Avgift|=(B2+B3)*0.141→0|0  |0
    """,
    at="C4",
)

RULE.good_sheet(
    "Postene over en sum er null.",
    """
    Post |Beløp
    Lønn |0
    Vikar|0
    Sum  |=SUM(B2:B3)→0
    """,
)

RULE.good_sheet(
    "Grunnlaget er ikke null, så nullen er et valg.",
    """
    Post  |jan              |feb
    Lønn  |100              |100
    Avgift|=B2*0.141→14.1   |0
    """,
)
