"""A typed number, or nothing, in a row of sums where the column above has numbers."""

from __future__ import annotations

from orxl.core.edits import Formula, SetCell
from orxl.formulas.norwegian import shown
from orxl.formulas.relative import moved
from orxl.rules.kit import Fix, Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import EXCELINT
from orxl.rules.sheets.given import given
from orxl.rules.sheets.pasted import circular
from orxl.rules.sheets.sheet import SheetView, a1, spans
from orxl.rules.sheets.sumrows import Unsummed, unsummed_in
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Unsummed as Weight

RULE = Rule(
    "A026",
    "mangler-i-raden-av-summer",
    Severity.WARNING,
    asks=SheetsView,
    finds="Et innskrevet tall blant summer i samme rad (eller kolonne), omtrent så stort som "
    "summen ville vært; eller en tom celle der kolonnen har tall og samme overskrift som dem med "
    "sum.",
    why="Et innskrevet tall følger ikke med når postene endres, og en tom celle ser ut som om det "
    "ikke var noe å summere.",
    remedy="Kopier summen fra cellen ved siden av.",
    fix=Fix.PROPOSED,
    fix_safety="Summen ved siden av foreslås. orxl vet ikke om tallet er hentet fra et annet sted "
    "med vilje; derfor rettes det for hånd.",
    references=(EXCELINT,),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    told = {one.sheet.ref(at) for one in view.pasted for at in one.cells}
    for sheet in view.sheets:
        for one in unsummed_in(view, sheet):
            there = given(view, sheet, one.sums[0], one.at)
            if there is None or circular(view, sheet, one.at, there):
                continue  # what the sum would add up rests on the number itself
            if sheet.ref(one.at) not in told:
                yield _suspicion(sheet, one)


def _suspicion(sheet: SheetView, one: Unsummed) -> Hit:
    cell, line = sheet.ref(one.at), "raden" if one.axis == "row" else "kolonnen"
    across = "over eller under" if one.axis == "row" else "i raden"
    model = min(one.sums, key=lambda at: abs(at[0] - one.at[0]) + abs(at[1] - one.at[1]))
    there = moved(sheet.formula(model) or "", sheet.ref(model), cell)
    value = sheet.cell(one.at).value
    gives = nb.number(round(one.gives, 6))
    count = nb.number(len(one.sums))
    if sheet.blank(one.at):
        series = "#" in one.heading or one.heading in ("month", "")
        sure = Weight.SERIES if series else Weight.BLANK
        like = "har samme slags overskrift" if one.heading else "ser ut som denne"
        message = (
            f"Cellen er tom, men raden har {count} summer ({spans(one.sums)}). Kolonnene deres "
            f"{like}, og her er det også tall: summen ville vært {gives}."
        )
    else:
        sure = Weight.TYPED if len(one.sums) > Weight.FEW else Weight.TYPED_AMONG_FEW
        held = nb.value(value)
        message = (
            f"Tallet {held} er skrevet inn, men {count} andre celler i {line} "
            f"({spans(one.sums)}) er summer. Summen av tallene {across} er {gives}."
        )
    return Hit(
        message,
        cell=cell,
        confidence=sure,
        expected=shown(there),
        actual=value,
        remedy=f"Kopier summen fra {a1(model)} til {a1(one.at)}, hvis cellen ikke er annerledes "
        "med vilje.",
        fix=(SetCell(cell, Formula(there), value),) if "#REF!" not in there else (),
    )


RULE.bad_sheet(
    "Totalen for Porto er skrevet inn og går ikke opp.",
    """
    Post  |Lønn          |Reise         |Leie          |Porto
    jan   |100           |20            |30            |41
    feb   |110           |21            |31            |42
    Totalt|=SUM(B2:B3)→210|=SUM(C2:C3)→41|=SUM(D2:D3)→61|85
    """,
    at="E4",
)

RULE.bad_sheet(
    "Andre kvartal har beløp som de andre kvartalene, men ingen sum.",
    """
    Post |Beløp          |Andel|Beløp          |Andel|Beløp|Andel|Beløp
    Lønn |100            |0.8  |20             |0.7  |30   |0.6  |41
    Reise|25             |0.2  |9              |0.3  |20   |0.4  |10
    Sum  |=SUM(B2:B3)→125|     |=SUM(D2:D3)→29 |     |     |     |=SUM(H2:H3)→51
    """,
    at="F4",
)

RULE.good_sheet(
    "Satsen er et gjennomsnitt, og navnene summeres ikke.",
    """
    Navn|Sats|  |jan            |feb            |mar
    Anne|210 |  |10             |11             |12
    Bo  |250 |  |20             |21             |22
    Sum |230 |  |=SUM(D2:D3)→30 |=SUM(E2:E3)→32 |=SUM(F2:F3)→34
    """,
)

RULE.good_sheet(
    "Andelene går opp i 1.",
    """
    Post|Andel|  |jan            |feb            |mar
    a   |0.4  |  |10             |11             |12
    b   |0.6  |  |20             |21             |22
    Sum |1    |  |=SUM(D2:D3)→30 |=SUM(E2:E3)→32 |=SUM(F2:F3)→34
    """,
)
