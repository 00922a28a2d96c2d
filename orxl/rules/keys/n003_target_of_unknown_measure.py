"""A target that belongs to a measure which does not exist."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import renumbered
from orxl.rules.shared.table_keys import dangling, hint, keys, uses

RULE = Rule(
    "N003",
    "mål-uten-tiltak",
    Severity.ERROR,
    finds="Et mål hører til et tiltak som ikke finnes.",
    why="Målet kommer ikke med i handlingsprogrammet, for det skrives ut sammen med tiltaket sitt.",
    remedy="Rett nummeret i kolonnen «Tiltak», eller slett målet hvis tiltaket er tatt ut.",
    references=(CODES,),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MEASURES, "number"):
        return
    known = keys(view, MEASURES, "number")
    for lost in dangling(uses(view, TARGETS, "measure"), known):
        yield Hit(
            f"Målet hører til tiltak «{lost.key}», som ikke finnes på arket Tiltak."
            f"{hint(lost.key, known.values()) or renumbered(view)}{lost.elsewhere}",
            cell=lost.cell,
            actual=lost.key,
        )


@RULE.bad("Et mål er ført på tiltak 2.1.9, som ikke finnes.")
def _unknown(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "measure", "2.1.9")


@RULE.bad("Tiltak 1.6 har fått nytt nummer, men målene har det gamle.")
def _renumbered(e: Editor) -> Place:
    first = e.where(TARGETS, "1.6-R1", "measure")
    e.put(MEASURES, "1.6", "number", "1.7")
    return first


@RULE.good("Et mål er flyttet til et annet tiltak.")
def _moved(e: Editor) -> None:
    e.put(TARGETS, "2.1.1-R1", "measure", "2.1.2")
