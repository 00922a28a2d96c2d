"""Typed numbers that are what a formula of their row or column gives: pasted as values."""

from __future__ import annotations

from orxl.core.edits import Edit, Formula, SetCell
from orxl.core.refs import CellRef
from orxl.formulas.norwegian import shown
from orxl.formulas.relative import moved
from orxl.rules.kit import Fix, Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import EXCELINT, FORMULA_ERRORS
from orxl.rules.sheets.pasted import Pasted
from orxl.rules.sheets.sheet import a1, spans
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Pasted as Weight
from orxl.rules.sheets.weights import step

RULE = Rule(
    "A019",
    "formel-limt-inn-som-tall",
    Severity.WARNING,
    asks=SheetsView,
    finds="Innskrevne tall som er nettopp det en formel i samme rad eller kolonne gir når den "
    "kopieres dit, også når formelen står langt unna og er den eneste.",
    why="Tallene er limt inn som verdier. De følger ikke med når grunnlaget endres, og ingen ser "
    "det på arket.",
    remedy="Kopier formelen dit, eller skriv i et notat hvorfor tallene er satt inn.",
    fix=Fix.PROPOSED,
    fix_safety="Formelen foreslås. Den gir det tallet som står der nå; orxl vet ikke om tallet er "
    "frosset med vilje, og derfor rettes det for hånd.",
    references=(FORMULA_ERRORS, EXCELINT),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for one in view.pasted:
        sheet, first = one.sheet, one.cells[0]
        formula = _there(one, first)
        several = len(one.cells) > 1
        line = "raden" if one.axis == "row" else "kolonnen"
        yield Hit(
            f"{_numbers(one)} er skrevet inn, men er nettopp det formelen i {a1(one.model)} gir "
            f"når den kopieres dit. {'De' if several else 'Det'} følger ikke med når tallene "
            f"i {line} endres.",
            cell=sheet.ref(first),
            confidence=step(Weight.EVIDENCE, one.evidence),
            expected=shown(formula),
            actual=sheet.number(first),
            remedy=f"Kopier formelen i {a1(one.model)} til {spans(one.cells)}, hvis "
            f"{'tallene' if several else 'tallet'} ikke er satt inn med vilje.",
            fix=tuple(_edits(one)),
        )


def _numbers(one: Pasted) -> str:
    held = nb.value(one.sheet.number(one.cells[0]) or 0.0)
    if len(one.cells) == 1:
        return f"Tallet {held}"
    return f"De {len(one.cells)} tallene i {spans(one.cells)} ({held} …)"


def _there(one: Pasted, at: tuple[int, int]) -> str:
    text = one.sheet.formula(one.model) or ""
    return moved(text, one.sheet.ref(one.model), one.sheet.ref(at))


def _edits(one: Pasted) -> list[Edit]:
    edits: list[Edit] = []
    for at in one.cells:
        cell: CellRef = one.sheet.ref(at)
        edits.append(SetCell(cell, Formula(_there(one, at)), one.sheet.cell(at).value))
    return edits


RULE.bad_sheet(
    "Totalen for i fjor er limt inn; det er én formel i raden.",
    """
    Post  |I fjor  |I år
    Lønn  |41250.50|42375
    Reise |3120.25 |2980
    Leie  |12000   |12400
    Totalt|56370.75|=SUM(C2:C4)→57755
    """,
    at="B5",
)

RULE.bad_sheet(
    "Bare den siste raden har formelen; de andre er verdier av den.",
    """
    År  |Født |Døde |Overskudd
    2021|56060|42002|14058
    2022|51480|45774|5706
    2023|51980|43803|8177

    2024|54013|44247|=B6-C6→9766
    """,
    at="D2",
)

RULE.good_sheet(
    "Et tall som tilfeldigvis passer, med få siffer.",
    """
    Vare|Antall|Retur|Igjen
    a   |30    |10   |=B2-C2→20
    b   |20    |10   |10
    """,
)

RULE.good_sheet(
    "Tallet er grunnlaget for det som regnes ut, ikke omvendt.",
    """
    Inn  |Ut    |Saldo
    41250|12120 |=A2-B2→29130
    42385|=A3-C3→12180|30205
    """,
)
