"""The copy of data that a pivot table keeps."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for part in inspected(view).of_kind("pivotCacheRecords"):
        yield Hit(
            f"En pivottabell har lagret en kopi av dataene den bygger på ({part.name}). Kopien "
            "følger med selv om dataene er slettet.",
            sheet=part.sheet,
        )


def _records(e: Editor) -> Place:
    e.parcel.part("xl/pivotCache/pivotCacheRecords1.xml", "pivotCacheRecords", "Notater")
    return "Notater"


def _definition(e: Editor) -> tuple[Place, ...]:
    e.parcel.part("xl/pivotCache/pivotCacheDefinition1.xml", "pivotCacheDefinition", "Notater")
    return ()


RULE = Rule(
    code="U041",
    name="pivottabell-med-kopi",
    severity=Severity.WARNING,
    finds="Kopien av data som en pivottabell lagrer i filen.",
    why="Mottakeren kan dobbeltklikke på en sum og få fram alle radene, også de som er slettet.",
    remedy="Kopier pivottabellen og lim den inn som verdier, eller slå av at kildedata lagres med "
    "filen (alternativene for pivottabellen, fanen Data).",
    check=check,
    bad=(Example("En pivottabell husker alle radene.", _records),),
    good=(Example("En pivottabell som ikke lagrer dataene.", _definition),),
)
