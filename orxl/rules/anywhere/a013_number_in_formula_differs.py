"""A typed number inside a formula that the neighbours' formulas have otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.formulas.norwegian import shown
from orxl.formulas.tokens import Kind
from orxl.rules.anywhere.breaks import Break, breaks, mend
from orxl.rules.anywhere.frame import AnywhereRule, SheetExample, Suspicion
from orxl.rules.anywhere.likeness import Likeness
from orxl.rules.anywhere.view import SheetsView
from orxl.rules.anywhere.wording import why
from orxl.rules.kit.rule import Fix


def check(view: SheetsView) -> Iterator[Suspicion]:
    for found in breaks(view):
        if found.difference.likeness is not Likeness.NUMBER:
            continue
        yield Suspicion(
            found.cell,
            why(found),
            found.confidence - (0.0 if _calculates(found) else 0.15),
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


RULE = AnywhereRule(
    code="A013",
    name="tall-i-formel-avviker",
    severity=Severity.WARNING,
    finds="En formel som er lik naboene, bortsett fra et tall som er skrevet inn i den.",
    why="En sats som er skrevet inn i hver formel, blir lett endret i noen av dem og glemt i "
    "resten.",
    remedy="Legg satsen i en egen celle og la alle formlene vise til den, eller rett tallet.",
    check=check,
    fix=Fix.UNSAFE,
    bad=(
        SheetExample(
            "B4 øker med 4 prosent, de andre med 3.",
            ("100|=A1*1.03→103", "100|=A2*1.03→103", "100|=A3*1.03→103", "100|=A4*1.04→104",
             "100|=A5*1.03→103", "100|=A6*1.03→103"),
            ("B4",),
        ),
        SheetExample(
            "Den siste av fire linjer regner med en annen skatt.",
            ("100|=A1*0.22→22", "200|=A2*0.22→44", "300|=A3*0.22→66", "400|=A4*0.25→100"),
            ("B4",),
        ),
    ),
    good=(
        SheetExample(
            "Hver rad har sin egen sats.",
            ("100|=A1*1.03→103", "100|=A2*1.05→105", "100|=A3*1.02→102", "100|=A4*1.04→104"),
        ),
    ),
)  # fmt: skip
