"""A typed number inside a formula that the neighbours' formulas have otherwise."""

from __future__ import annotations

from orxl.formulas.norwegian import shown
from orxl.formulas.tokens import Kind
from orxl.rules.kit import Fix, Hit, Hits, Rule, Severity
from orxl.rules.sheets.breaks import Break, mend
from orxl.rules.sheets.likeness import Likeness
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone
from orxl.rules.sheets.wording import why

RULE = Rule(
    "A013",
    "tall-i-formel-avviker",
    Severity.WARNING,
    asks=SheetsView,
    finds="En formel som er lik naboene, bortsett fra et tall som er skrevet inn i den.",
    why="En sats som er skrevet inn i hver formel, blir lett endret i noen av dem og glemt i "
    "resten.",
    remedy="Legg satsen i en egen celle og la alle formlene vise til den, eller rett tallet.",
    fix=Fix.PROPOSED,
    fix_safety="Formelen naboene har, foreslås. orxl kjenner ikke arket, og satsen kan være en "
    "annen med vilje; derfor rettes den for hånd.",
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for found in view.breaks:
        if found.difference.likeness is not Likeness.NUMBER:
            continue
        sure = found.confidence + (0.0 if _calculates(found) else Alone.NUMBER_IS_A_CHOICE)
        yield Hit(
            why(found),
            cell=found.cell,
            confidence=min(
                sure, Alone.NUMBER_AT_MOST_BOTH_WAYS if found.both else Alone.NUMBER_AT_MOST
            ),
            expected=shown(found.formula),
            actual=shown(found.sheet.formula(found.at)),
            fix=mend(found),
        )


def _calculates(found: Break) -> bool:
    """Whether the number is multiplied, added …; else it is a choice given to a function."""
    atoms = found.sheet.shapes[found.at]
    return any(
        atom == found.difference.found
        and any(
            0 <= beside < len(atoms) and atoms[beside].kind is Kind.INFIX
            for beside in (number - 1, number + 1)
        )
        for number, atom in enumerate(atoms)
    )


RULE.bad_sheet(
    "B4 øker med 4 prosent, de andre med 3.",
    """
    100|=A1*1.03→103
    100|=A2*1.03→103
    100|=A3*1.03→103
    100|=A4*1.04→104
    100|=A5*1.03→103
    100|=A6*1.03→103
    """,
    at="B4",
)

RULE.bad_sheet(
    "Den siste av fire linjer regner med en annen skatt.",
    """
    100|=A1*0.22→22
    200|=A2*0.22→44
    300|=A3*0.22→66
    400|=A4*0.25→100
    """,
    at="B4",
)

RULE.good_sheet(
    "Hver rad har sin egen sats.",
    """
    100|=A1*1.03→103
    100|=A2*1.05→105
    100|=A3*1.02→102
    100|=A4*1.04→104
    """,
)
