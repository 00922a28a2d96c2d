"""A total of a column that is not what the column is of the totals beside it."""

from __future__ import annotations

from orxl.formulas.norwegian import shown
from orxl.formulas.relative import moved
from orxl.rules.kit import Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.sheets.across import astray_in
from orxl.rules.sheets.sheet import a1
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A025",
    "går-ikke-opp-på-tvers",
    Severity.WARNING,
    asks=SheetsView,
    finds="En total i en kolonne som regnes ut rad for rad (for eksempel budsjett minus regnskap), "
    "der totalen ikke er det samme regnestykket av totalene ved siden av.",
    why="Summerer en tabell nedover og på tvers til hvert sitt tall, mangler noe i en av summene.",
    remedy="Finn raden som ikke er med i alle totalene, eller som ikke er regnet ut.",
    references=(FORMULA_ERRORS,),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for sheet in view.sheets:
        for one in astray_in(view, sheet):
            cell = sheet.ref(one.at)
            across = moved(sheet.formula(one.model) or "", sheet.ref(one.model), cell)
            value = sheet.number(one.at) or 0.0
            yield Hit(
                f"Kolonnen regnes ut rad for rad som i {a1(one.model)} "
                f"({nb.number(one.rows)} rader). Totalen her er {nb.number(round(value, 2))}, men "
                f"{shown(across)} av totalene i raden gir {nb.number(round(one.gives, 2))}.",
                cell=cell,
                confidence=Alone.ACROSS,
                expected=one.gives,
                actual=value,
            )


RULE.bad_sheet(
    "Summene stemmer hver for seg, men en rad er ikke regnet ut.",
    """
    Post |Budsjett       |Regnskap        |Avvik
    Lønn |100            |90              |=B2-C2→10
    Reise|50             |70              |=B3-C3→-20
    Leie |30             |35              |=B4-C4→-5
    Kurs |10             |4               |0
    Sum  |=SUM(B2:B5)→190|=SUM(C2:C5)→199 |=SUM(D2:D5)→-15
    """,
    at="D6",
)

RULE.good_sheet(
    "Totalene går opp på tvers.",
    """
    Post |Budsjett       |Regnskap        |Avvik
    Lønn |100            |90              |=B2-C2→10
    Reise|50             |70              |=B3-C3→-20
    Leie |30             |35              |=B4-C4→-5
    Sum  |=SUM(B2:B4)→180|=SUM(C2:C4)→195 |=SUM(D2:D4)→-15
    """,
)

RULE.good_sheet(
    "Andeler går ikke opp på tvers, og skal ikke det.",
    """
    Post |Antall         |Pris            |Beløp
    Lønn |10             |90              |=B2*C2→900
    Reise|50             |70              |=B3*C3→3500
    Leie |30             |35              |=B4*C4→1050
    Sum  |=SUM(B2:B4)→90 |=SUM(C2:C4)→195 |=SUM(D2:D4)→5450
    """,
)
