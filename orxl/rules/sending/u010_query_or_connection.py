"""A data connection, query or data model."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.inspection import Connection
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
)
from orxl.rules.view import View

_KINDS = ("queryTable", "powerPivotData")


def check(view: View) -> Iterator[Hit]:
    found = inspected(view)
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


def _connection(e: Editor) -> Place:
    source = "https://regnskap.example.no/eksport.csv"
    e.parcel.change(connections=(Connection("Regnskap", source),))
    return None


def _left_over(e: Editor) -> Place:
    e.parcel.part("xl/queryTables/queryTable1.xml", "queryTable", "Folketall")
    return "Folketall"


def _table(e: Editor) -> tuple[Place, ...]:
    e.parcel.part("xl/tables/table99.xml", "table", "Folketall")
    return ()


RULE = Rule(
    code="U010",
    name="spørring-eller-tilkobling",
    severity=Severity.WARNING,
    finds="Datatilkoblinger, spørringer (Power Query) og datamodeller.",
    why="Hos mottakeren kan boken prøve å hente data på nytt, og tilkoblingen røper adresser og "
    "brukernavn.",
    remedy="Velg Data → Spørringer og tilkoblinger og slett dem. Tallene blir stående.",
    check=check,
    bad=(
        Example("En tilkobling som henter regnskapet fra nettet.", _connection),
        Example("En gammel spørring uten tilkobling på arket Folketall.", _left_over),
    ),
    good=(Example("En vanlig tabell.", _table),),
)
