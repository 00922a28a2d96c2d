"""The copy of data that a pivot table keeps."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import INSPECTOR

RULE = Rule(
    "U041",
    "pivottabell-med-kopi",
    Severity.WARNING,
    asks=FileView,
    finds="Kopien av data som en pivottabell lagrer i filen.",
    why="Mottakeren kan dobbeltklikke på en sum og få fram alle radene, også de som er slettet.",
    remedy="Kopier pivottabellen og lim den inn som verdier, eller slå av at kildedata lagres med "
    "filen (alternativene for pivottabellen, fanen Data).",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    for part in view.inspection.of_kind("pivotCacheRecords"):
        yield Hit(
            f"En pivottabell har lagret en kopi av dataene den bygger på ({part.name}). Kopien "
            "følger med selv om dataene er slettet.",
            sheet=part.sheet,
        )


@RULE.bad("En pivottabell husker alle radene.")
def _records(e: Editor) -> Place:
    e.file.part("xl/pivotCache/pivotCacheRecords1.xml", "pivotCacheRecords", "Notater")
    return "Notater"


@RULE.good("En pivottabell som ikke lagrer dataene.")
def _definition(e: Editor) -> None:
    e.file.part("xl/pivotCache/pivotCacheDefinition1.xml", "pivotCacheDefinition", "Notater")
