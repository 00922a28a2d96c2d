"""Formulas that read another workbook."""

from __future__ import annotations

from orxl.rules.kit import CellRef, Hit, Hits, Rule, Severity, nb
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A011",
    "henter-fra-annen-arbeidsbok",
    Severity.NOTE,
    asks=SheetsView,
    finds="Formler som viser til en annen arbeidsbok. De meldes samlet, én gang for hvert ark.",
    why="Er den andre filen flyttet, endret eller ikke sendt med, viser formlene gamle tall.",
    remedy="Hent tallene inn i denne arbeidsboken, eller bryt koblingen (Data, Rediger koblinger).",
    alone=True,
)


@RULE.check
def check(view: SheetsView) -> Hits:
    found: dict[str, list[CellRef]] = {}
    for cell in view.graph.cells:
        if view.graph.formulas[cell].external and view.answers_for(cell):
            found.setdefault(cell.sheet, []).append(cell)
    for cells in found.values():
        count = nb.counted(len(cells), "formel", "formler")
        where = "" if len(cells) == 1 else f", den første i {min(cells).a1}"
        yield Hit(
            f"{count.capitalize()} på arket henter tall fra en annen arbeidsbok{where}.",
            cell=min(cells),
            confidence=Alone.OTHER_WORKBOOK,
        )


RULE.bad_sheet(
    "B1 og B2 henter fra [1]Budsjett.",
    """
    a|=[1]Budsjett!$B$2→5
    b|=[1]Budsjett!$B$3→7
    """,
    at="B1",
)

RULE.good_sheet(
    "Tall fra samme arbeidsbok.",
    """
    5|=Ark1!A1→5
    """,
)
