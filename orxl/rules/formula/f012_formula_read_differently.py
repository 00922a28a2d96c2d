"""A staff formula that other versions or languages of Excel read differently."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.formulas import lints
from orxl.rules.inputs import spot
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for item, unsteady in lints(view):
        if not unsteady:
            yield Hit(f"{spot(view, item.cell)}: {item.explanation}", cell=item.cell)


def _too_new(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Kommunikasjon", "budget")
    return e.formula(at, '_xlfn.XLOOKUP("Klima",Prosjektmidler!A6:A14,Prosjektmidler!B6:B14)')


def _whole_range(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Kommunikasjon", "budget")
    return e.formula(at, "Prosjektmidler!B6:B14*2", 200.0)


def _known_everywhere(e: Editor) -> tuple[Place, ...]:
    at = e.where("tblHovedtall", "Kommunikasjon", "budget")
    e.formula(at, 'INDEX(Prosjektmidler!B6:B14,MATCH("Klima",Prosjektmidler!A6:A14,0))', 100.0)
    return ()


RULE = Rule(
    code="F012",
    name="formel-leses-ulikt",
    severity=Severity.WARNING,
    finds="En formel som eldre eller engelske utgaver av Excel eller LibreOffice leser annerledes.",
    why="Den som åpner filen i et annet program, kan få et annet tall eller en feil.",
    remedy="Skriv formelen om med funksjoner alle utgaver kjenner, for eksempel INDEKS og "
    "SAMMENLIGNE i stedet for XOPPSLAG.",
    check=check,
    bad=(
        Example("Beløpet hentes med XLOOKUP (XOPPSLAG).", _too_new),
        Example("Formelen ganger et helt område der det ventes én verdi.", _whole_range),
    ),
    good=(Example("Beløpet hentes med INDEX og MATCH.", _known_everywhere),),
)
