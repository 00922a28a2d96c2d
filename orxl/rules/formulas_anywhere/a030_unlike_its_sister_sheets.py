"""A cell that is not what the same cell is on all the sheets that are built alike."""

from __future__ import annotations

from orxl.core import nb as numbers
from orxl.core.edits import Formula, SetCell
from orxl.formulas.norwegian import shown
from orxl.rules.kit import Fix, Hit, Hits, Rule, Severity, nb
from orxl.rules.sheets.sheet import a1
from orxl.rules.sheets.sisters import Unlike, unlike_in
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Sisters as Weight

RULE = Rule(
    "A030",
    "ulik-søsterarkene",
    Severity.WARNING,
    asks=SheetsView,
    finds="En celle som er annerledes enn den samme cellen på alle arkene som er bygget likt (ett "
    "ark for hver måned, hvert fylke …): en annen formel, et innskrevet tall eller ingenting.",
    why="Ark som er bygget likt, blir lest og lagt sammen som om de regnet likt.",
    remedy="Kopier formelen fra et av de andre arkene, eller skriv i et notat hvorfor dette er "
    "annerledes.",
    fix=Fix.PROPOSED,
    fix_safety="Formelen de andre arkene har, foreslås der den ikke nevner noe ark. orxl vet ikke "
    "om arket er annerledes med vilje; derfor rettes det for hånd.",
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for one in unlike_in(view):
        yield _suspicion(one)


def _suspicion(one: Unlike) -> Hit:
    sheet, at = one.sheet, one.at
    cell, value = sheet.ref(at), sheet.cell(at).value
    wanted, present = one.model.formula(at) or "", sheet.formula(at)
    if present is not None:
        here = f"her er den {shown(present)}"
    elif sheet.blank(at):
        here = "her er cellen tom"
    else:
        here = f"her står {numbers.value(value)} skrevet inn"
    local = "!" not in wanted
    old = Formula(present) if present is not None else value
    return Hit(
        f"De {nb.number(one.sisters)} andre arkene som er bygget som dette, har formelen "
        f"{shown(wanted)} i {a1(at)} (se {nb.quoted(one.model.name)}); {here}.",
        cell=cell,
        confidence=Weight.MANY if one.sisters > Weight.FEW else Weight.SOME,
        expected=shown(wanted) if local else None,
        actual=shown(present) if present is not None else value,
        fix=(SetCell(cell, Formula(wanted), old),) if local else (),
    )


RULE.bad_sheet(
    "Mars trekker ikke fra refusjonen.",
    """
    == Januar
    Lønn    |100
    Reise   |20
    Refusjon|5
    Netto   |=B1+B2-B3→115
    Avgift  |=B4*0.141→16.215
    Sum     |=B4+B5→131.215
    Snitt   |=B6/12→10.93
    Halv    |=B6/2→65.61
    Rest    |=B6-B8→65.61
    Andel   |=B2/B6→0.15
    Kontroll|=B9-B8→0
    == Februar
    Lønn    |110
    Reise   |21
    Refusjon|6
    Netto   |=B1+B2-B3→125
    Avgift  |=B4*0.141→17.625
    Sum     |=B4+B5→142.625
    Snitt   |=B6/12→11.89
    Halv    |=B6/2→71.31
    Rest    |=B6-B8→71.31
    Andel   |=B2/B6→0.15
    Kontroll|=B9-B8→0
    == Mars
    Lønn    |120
    Reise   |22
    Refusjon|7
    Netto   |=B1+B2→142
    Avgift  |=B4*0.141→20.022
    Sum     |=B4+B5→162.022
    Snitt   |=B6/12→13.5
    Halv    |=B6/2→81.01
    Rest    |=B6-B8→81.01
    Andel   |=B2/B6→0.14
    Kontroll|=B9-B8→0
    """,
    at="B4",
)

RULE.good_sheet(
    "Februar har en post på en annen rad, og resten av arket følger med.",
    """
    == Januar
    Lønn |100|2|=B1*C1→200
    Reise|20 |3|=B2*C2→60
    Kurs |30 |1|=B3*C3→30
    Leie |40 |1|=B4*C4→40
    Porto|50 |2|=B5*C5→100
    == Februar
    Lønn |100|2|=B1*C1→200
    Reise|20 |3|=B2*C2→60
    Kurs |30 |1|=B3*C3→30
    Leie |40 |1|=B4*C4→40
    Porto|50 |2|=B5*C5→100
    == Mars
    Lønn |100|2|=B1*C1→200
    Reise|20 |3|=B2*C2→60
    Tog
    Leie |40 |1|=B4*C4→40
    Porto|50 |2|=B5*C5→100
    """,
)
