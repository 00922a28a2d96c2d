"""A formula or a name that reads another workbook."""

from __future__ import annotations

from orxl.formulas.graph import graph_of
from orxl.formulas.norwegian import shown
from orxl.formulas.tokens import read_prefix, split_prefix, tokenize
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "F009",
    "leser-annen-arbeidsbok",
    Severity.ERROR,
    finds="En formel eller et navn viser til en annen arbeidsbok.",
    why="Tallet kan ikke kontrolleres, og det blir borte eller gammelt når den andre filen flyttes "
    "eller sendes videre.",
    remedy="Kopier cellen og lim inn som verdi. Skriv i kommentaren hvor tallet kommer fra.",
)


@RULE.check
def check(view: View) -> Hits:
    for cell, reading in graph_of(view.book).formulas.items():
        formula = view.book.cell(cell).formula if reading.external else None
        if formula is not None:
            yield Hit(
                f"{spot(view, cell)} henter tall fra en annen arbeidsbok: {shown(formula)}.",
                cell=cell,
                actual=shown(formula),
            )
    for name in view.book.names:
        if _elsewhere(name.refers_to) and not name.hidden:
            yield Hit(
                f"Navnet «{name.name}» viser til en annen arbeidsbok: {name.refers_to}.",
                actual=name.refers_to,
                severity=Severity.WARNING,
                remedy="Slett navnet under Formler → Navnebehandling, eller la det vise til denne "
                "arbeidsboken.",
            )


def _elsewhere(formula: str) -> bool:
    prefixes = (split_prefix(token.text)[0] for token in tokenize(formula))
    return any(prefix and read_prefix(prefix).book for prefix in prefixes)


@RULE.bad("Budsjettet til Kommunikasjon hentes fra en annen fil.")
def _cell(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    return e.formula(at, "[1]Budsjett!$C$14", 200.0)


@RULE.bad("Et navn viser til en annen fil.")
def _name(e: Editor) -> Place:
    e.add_name("Fjorårets_tall", "'[1]Hovedtall'!$F$7:$F$14")
    return None


@RULE.good("En formel leser et annet ark i samme fil.")
def _other_sheet(e: Editor) -> None:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    e.formula(at, "'Godtatte avvik'!A40+200", 200.0)
