"""A staff formula that other versions or languages of Excel read differently."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import ENGINES
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.formulas import lints
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "F012",
    "formel-leses-ulikt",
    Severity.WARNING,
    finds="En formel som eldre eller engelske utgaver av Excel eller LibreOffice leser annerledes.",
    why="Den som åpner filen i et annet program, kan få et annet tall eller en feil.",
    remedy="Skriv formelen om med funksjoner alle utgaver kjenner, for eksempel INDEKS og "
    "SAMMENLIGNE i stedet for XOPPSLAG.",
    references=(ENGINES,),
)


@RULE.check
def check(view: View) -> Hits:
    for item, unsteady in lints(view):
        if not unsteady:
            yield Hit(f"{spot(view, item.cell)}: {item.explanation}", cell=item.cell)


@RULE.bad("Beløpet hentes med XLOOKUP (XOPPSLAG).")
def _too_new(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    return e.formula(at, '_xlfn.XLOOKUP("Klima",Prosjektmidler!A6:A14,Prosjektmidler!B6:B14)')


@RULE.bad("Formelen ganger et helt område der det ventes én verdi.")
def _whole_range(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    return e.formula(at, "Prosjektmidler!B6:B14*2", 200.0)


@RULE.good("Beløpet hentes med INDEX og MATCH.")
def _known_everywhere(e: Editor) -> None:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    e.formula(at, 'INDEX(Prosjektmidler!B6:B14,MATCH("Klima",Prosjektmidler!A6:A14,0))', 100.0)
