"""Blank cells in a table that has one formula in all its other cells."""

from __future__ import annotations

from orxl.core.edits import Edit, Formula, SetCell
from orxl.core.values import BLANK
from orxl.formulas.norwegian import shown
from orxl.formulas.relative import moved
from orxl.rules.kit import Fix, Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import EXCELINT
from orxl.rules.sheets.holes import FEWEST, Holes, holes_in
from orxl.rules.sheets.sheet import At, a1, spans
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Missing as Weight

RULE = Rule(
    "A021",
    "formel-mangler",
    Severity.NOTE,
    asks=SheetsView,
    finds="Tomme celler i en kolonne eller tabell som har samme formel i alle de andre cellene.",
    why="Raden ser utfylt ut, men beløpet er ikke med i summene.",
    remedy="Kopier formelen til de tomme cellene, eller la dem stå hvis raden ikke skal regnes ut.",
    fix=Fix.PROPOSED,
    fix_safety="Formelen foreslås. orxl vet ikke om cellene er tomme med vilje; derfor rettes det "
    "for hånd.",
    references=(EXCELINT,),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for sheet in view.sheets:
        for one in holes_in(view, sheet):
            sure = _sure(one)
            if sure > 0:
                yield _suspicion(one, sure)


def _sure(one: Holes) -> float:
    if one.fed and len(one.cells) > FEWEST:
        if one.wide:
            return Weight.FED_WIDE
        return Weight.FED if _formatted(one) else Weight.FED_PLAIN
    if one.wide:
        return Weight.WIDE
    if one.along and one.share <= Weight.FEW_SHARE:
        return Weight.FEW
    named = len(one.named) == len(one.blank) and one.share <= Weight.NAMED_SHARE
    return Weight.NAMED if named else 0.0


def _formatted(one: Holes) -> bool:
    """Whether most of the blank cells are formatted as the formulas are: one was meant there."""
    styles = {one.sheet.cell(at).style for at in one.cells}
    alike = sum(one.sheet.cell(at).style in styles for at in one.fed)
    return alike * 2 >= len(one.fed)


def _suspicion(one: Holes, sure: float) -> Hit:
    sheet = one.sheet
    first = min(one.fed or one.along or one.named or one.blank)
    model = min(one.cells, key=lambda at: abs(at[0] - first[0]) + abs(at[1] - first[1]))
    line = one.blank if len({at[1] for at in one.blank}) == 1 else (first,)
    others = len(one.blank) - len(line)
    more = f" og {nb.counted(others, 'celle', 'celler')} til" if others else ""
    several = len(one.blank) > 1
    fed = "tallene den regner med, står der" if one.fed else "tallene den regner med, mangler også"
    text = sheet.formula(model) or ""
    edits: list[Edit] = [
        SetCell(sheet.ref(at), Formula(_there(one, model, at)), BLANK)
        for at in one.fed
        if "#REF!" not in _there(one, model, at)
    ]
    return Hit(
        f"{spans(line)}{more} er {'tomme' if several else 'tom'}. De {len(one.cells)} andre "
        f"cellene i {a1(one.cells[0])}–{a1(one.cells[-1])} har samme formel ({shown(text)} i "
        f"{a1(model)}); {fed}.",
        cell=sheet.ref(first),
        confidence=sure,
        expected=shown(_there(one, model, first)),
        actual=BLANK,
        fix=tuple(edits),
    )


def _there(one: Holes, model: At, at: At) -> str:
    text = one.sheet.formula(model) or ""
    return moved(text, one.sheet.ref(model), one.sheet.ref(at))


RULE.bad_sheet(
    "Linje c har antall og pris, men ikke noe beløp.",
    """
    Vare|Antall|Pris|Beløp
    a   |2     |3   |=B2*C2→6
    b   |4     |5   |=B3*C3→20
    c   |6     |7   |
    d   |8     |9   |=B5*C5→72
    e   |1     |9   |=B6*C6→9
    """,
    at="D4",
)

RULE.bad_sheet(
    "Tabellen har et hull.",
    """
       |1          |2          |3
    10 |=$A2*B$1→10|=$A2*C$1→20|=$A2*D$1→30
    20 |=$A3*B$1→20|           |=$A3*D$1→60
    30 |=$A4*B$1→30|=$A4*C$1→60|=$A4*D$1→90
    """,
    at="C3",
)

RULE.good_sheet(
    "En overskrift og en tom rad mellom to grupper.",
    """
    Vare|Antall|Pris|Beløp
    a   |2     |3   |=B2*C2→6
    b   |4     |5   |=B3*C3→20
    Annet

    d   |8     |9   |=B6*C6→72
    e   |8     |9   |=B7*C7→72
    """,
)

RULE.good_sheet(
    "Sumraden har ingen andel.",
    """
    Post|Beløp          |Andel
    a   |2              |=B2/$B$7→0.1
    b   |4              |=B3/$B$7→0.2
    Sum |=SUM(B2:B3)→6  |
    c   |6              |=B5/$B$7→0.3
    d   |8              |=B6/$B$7→0.4
    Alt |20
    """,
)

RULE.good_sheet(
    "Satsen skal ikke summeres.",
    """
    Navn|jan           |Sats|feb           |mar           |apr           |mai
    Anne|10            |210 |10            |11            |12            |13
    Bo  |20            |250 |20            |21            |22            |23
    Cato|20            |250 |20            |21            |22            |23
    Sum |=SUM(B2:B4)→50|    |=SUM(D2:D4)→50|=SUM(E2:E4)→53|=SUM(F2:F4)→56|=SUM(G2:G4)→59
    """,
)
