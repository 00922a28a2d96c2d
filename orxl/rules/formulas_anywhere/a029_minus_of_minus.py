"""Two minus signs in a row between two cells: it is added, not taken away."""

from __future__ import annotations

from orxl.core.refs import CellRef
from orxl.formulas.norwegian import shown
from orxl.formulas.tokens import REFERENCES, Kind
from orxl.rules.kit import Hit, Hits, Rule, Severity
from orxl.rules.sheets.shape import Shape
from orxl.rules.sheets.sheet import span
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A029",
    "minus-minus",
    Severity.NOTE,
    asks=SheetsView,
    finds="En formel med to minustegn etter hverandre mellom to celler: B2--B3 er B2+B3.",
    why="Den som leser formelen, tror at tallet trekkes fra. Som regel er ett av tegnene et "
    "feilslag.",
    remedy="Skriv + hvis tallene skal legges sammen, eller fjern det ene minustegnet.",
)


@RULE.check
def check(view: SheetsView) -> Hits:
    told: set[tuple[str, int]] = set()
    for sheet, patterns in view.patterns():
        for at, atoms in sheet.shapes.items():
            if "--" not in (sheet.formula(at) or "") or not _twice(atoms):
                continue
            if (sheet.name, sheet.forms[at]) in told:
                continue
            told.add((sheet.name, sheet.forms[at]))
            runs = (*patterns.runs["row"], *patterns.runs["column"])
            copies = max((run.cells for run in runs if at in run.cells), key=len, default=(at,))
            yield Hit(
                f"Formelen i {span(list(copies))} har to minustegn etter hverandre: tallet legges "
                "til, det trekkes ikke fra.",
                cell=CellRef(sheet.name, *at),
                confidence=Alone.MINUS_OF_MINUS,
                actual=shown(sheet.formula(at)),
            )


def _twice(atoms: Shape) -> bool:
    """Whether a minus between two operands is followed by another, and that by a reference.

    ``--(…)`` alone is a habit, and ``-−4.5`` takes a negative number away.
    """
    return any(
        (one.kind, one.text, two.kind, two.text) == (Kind.INFIX, "-", Kind.PREFIX, "-")
        and three.kind in REFERENCES
        for one, two, three in zip(atoms, atoms[1:], atoms[2:], strict=False)
    )


RULE.bad_sheet(
    "Fjorårets saldo skulle vært trukket fra.",
    """
    Saldo|100       |120         |150
    Før  |          |=B1→100     |=C1→120
    Endret|         |=C1--C2→220 |=D1--D2→270
    """,
    at="C3",
)

RULE.good_sheet(
    "To minustegn først i et argument gjør SANN til 1; ett er et fortegn.",
    """
    a|10|=SUMPRODUCT(--(A1:A3="a"),B1:B3)→30
    b|15|=B1--4.5→14.5
    a|20|=B1*-1→-10
    """,
)
