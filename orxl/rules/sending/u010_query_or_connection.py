"""A data connection, query or data model."""

from __future__ import annotations

from orxl.core.inspection import Connection
from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb

RULE = Rule(
    "U010",
    "spørring-eller-tilkobling",
    Severity.WARNING,
    asks=FileView,
    finds="Datatilkoblinger, spørringer (Power Query) og datamodeller.",
    why="Hos mottakeren kan boken prøve å hente data på nytt, og tilkoblingen røper adresser og "
    "brukernavn.",
    remedy="Velg Data → Spørringer og tilkoblinger og slett dem. Tallene blir stående.",
)

_KINDS = ("queryTable", "powerPivotData")


@RULE.check
def check(view: FileView) -> Hits:
    found = view.inspection
    for connection in found.connections:
        source = f" og henter fra {nb.quoted(connection.source)}" if connection.source else ""
        yield Hit(
            f"Datatilkoblingen «{connection.name}» følger med{source}.",
            actual=connection.source if connection.source else None,
        )
    parts = [p for p in found.parts if p.kind in _KINDS]
    for part in parts if not found.connections else ():
        yield Hit(
            f"Arbeidsboken har en spørring eller datamodell uten tilkobling ({part.name}).",
            sheet=part.sheet,
        )


@RULE.bad("En tilkobling som henter regnskapet fra nettet.")
def _connection(e: Editor) -> Place:
    source = "https://regnskap.example.no/eksport.csv"
    e.file.change(connections=(Connection("Regnskap", source),))
    return None


@RULE.bad("En gammel spørring uten tilkobling på arket Folketall.")
def _left_over(e: Editor) -> Place:
    e.file.part("xl/queryTables/queryTable1.xml", "queryTable", "Folketall")
    return "Folketall"


@RULE.good("En vanlig tabell.")
def _table(e: Editor) -> None:
    e.file.part("xl/tables/table99.xml", "table", "Folketall")
