"""A typed total: the sum of the numbers above it or to its left, without a formula."""

from __future__ import annotations

from orxl.core.edits import Edit, Formula, SetCell
from orxl.formulas.norwegian import shown
from orxl.rules.kit import Fix, Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.sheets.added_up import AddedUp, added_up_in
from orxl.rules.sheets.sheet import At, SheetView, a1, span, spans
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import AddedUp as Weight

RULE = Rule(
    "A020",
    "sum-er-skrevet-inn",
    Severity.WARNING,
    asks=SheetsView,
    finds="Et innskrevet tall som er summen av tallene over eller til venstre, der ingen formel "
    "regner den ut.",
    why="Summen følger ikke med når en av postene endres.",
    remedy="Sett inn SUMMER i stedet for tallet.",
    fix=Fix.PROPOSED,
    fix_safety="Summen foreslås. Den gir det tallet som står der nå; orxl vet ikke om tabellen er "
    "hentet ferdig fra et annet sted, og derfor rettes det for hånd.",
    references=(FORMULA_ERRORS,),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    told = {one.sheet.ref(at) for one in view.pasted for at in one.cells}
    for sheet in view.sheets:
        for one in added_up_in(sheet):
            if not told.intersection(map(sheet.ref, one.cells)):
                yield _suspicion(sheet, one)


def _suspicion(sheet: SheetView, one: AddedUp) -> Hit:
    first = one.cells[0]
    several = len(one.cells) > 1
    held = nb.value(sheet.number(first) or 0.0)
    if several:
        numbers = f"De {len(one.cells)} tallene i {spans(one.cells)} ({held} …) er skrevet inn, men"
    else:
        numbers = f"Tallet {held} er skrevet inn, men"
    place = "over" if one.axis == "column" else "til venstre"
    sure = Weight.CALCULATED if one.calculated else Weight.NAMED if one.named else Weight.UNNAMED
    return Hit(
        f"{numbers} er summen av tallene {place} ({span([one.first, one.last])}"
        f"{' og tilsvarende' if several else ''}).",
        cell=sheet.ref(first),
        confidence=sure,
        expected=shown(_formula(one, first)),
        actual=sheet.number(first),
        remedy=f"Skriv {shown(_formula(one, first))} i {a1(first)}"
        f"{f' og kopier til {spans(one.cells[1:])}' if several else ''}, hvis tabellen ikke er "
        "hentet ferdig fra et annet sted.",
        fix=tuple(_edits(sheet, one)),
    )


def _formula(one: AddedUp, at: At) -> str:
    """The sum that belongs in *at*: as far from it as the first one's is from the first."""
    down, right = at[0] - one.cells[0][0], at[1] - one.cells[0][1]
    ends = [(row + down, column + right) for row, column in (one.first, one.last)]
    return f"SUM({span(ends)})"


def _edits(sheet: SheetView, one: AddedUp) -> list[Edit]:
    return [
        SetCell(sheet.ref(at), Formula(_formula(one, at)), sheet.cell(at).value) for at in one.cells
    ]


RULE.bad_sheet(
    "Totalen er skrevet inn, og ingen formel står i nærheten.",
    """
    Post  |Beløp
    Lønn  |412500
    Reise |31200
    Leie  |120330
    Totalt|564030
    """,
    at="B5",
)

RULE.bad_sheet(
    "Summen av det som regnes ut, er skrevet inn.",
    """
    Vare|Antall|Pris|Beløp
    a   |21    |310 |=B2*C2→6510
    b   |43    |55  |=B3*C3→2365
    c   |64    |72  |=B4*C4→4608
    Sum |      |    |13483
    """,
    at="D5",
)

RULE.good_sheet(
    "Små tall som tilfeldigvis går opp.",
    """
    Post  |Antall
    Kvinner|12
    Menn  |8
    Totalt|20
    """,
)

RULE.good_sheet(
    "Totalen er en annen enn summen av radene som vises.",
    """
    Post  |Beløp
    Lønn  |412500
    Reise |31200
    Totalt|564030
    """,
)
