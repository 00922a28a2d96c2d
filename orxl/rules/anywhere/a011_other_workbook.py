"""Formulas that read another workbook."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.anywhere.frame import AnywhereRule, SheetExample, Suspicion
from orxl.rules.anywhere.view import SheetsView


def check(view: SheetsView) -> Iterator[Suspicion]:
    found: dict[str, list[CellRef]] = {}
    for cell in view.graph.cells:
        if view.graph.readings[cell].external and not view.owns(cell):
            found.setdefault(cell.sheet, []).append(cell)
    for cells in found.values():
        count = nb.counted(len(cells), "formel", "formler")
        where = "" if len(cells) == 1 else f", den første i {min(cells).a1}"
        yield Suspicion(
            min(cells),
            f"{count.capitalize()} på arket henter tall fra en annen arbeidsbok{where}.",
            0.5,
        )


RULE = AnywhereRule(
    code="A011",
    name="henter-fra-annen-arbeidsbok",
    severity=Severity.NOTE,
    finds="Formler som viser til en annen arbeidsbok. De meldes samlet, én gang for hvert ark.",
    why="Er den andre filen flyttet, endret eller ikke sendt med, viser formlene gamle tall.",
    remedy="Hent tallene inn i denne arbeidsboken, eller bryt koblingen (Data, Rediger koblinger).",
    check=check,
    alone=True,
    bad=(
        SheetExample(
            "B1 og B2 henter fra [1]Budsjett.",
            ("a|=[1]Budsjett!$B$2→5", "b|=[1]Budsjett!$B$3→7"),
            ("B1",),
        ),
    ),
    good=(SheetExample("Tall fra samme arbeidsbok.", ("5|=Ark1!A1→5",)),),
)
