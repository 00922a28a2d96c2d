"""A target that belongs to a measure which does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.keyed import dangling, hint, keys, uses
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if not view.has("tblTiltak", "number"):
        return
    known = keys(view, "tblTiltak", "number")
    for lost in dangling(uses(view, "tblMål", "measure"), known):
        yield Hit(
            f"Målet hører til tiltak «{lost.key}», som ikke finnes på arket Tiltak."
            f"{hint(lost.key, known.values())}{lost.elsewhere}",
            cell=lost.cell,
            actual=lost.key,
        )


def _unknown(e: Editor) -> Place:
    return e.put("tblMål", "2.1.1-R1", "measure", "2.1.9")


def _renumbered(e: Editor) -> Place:
    first = e.where("tblMål", "1.6-R1", "measure")
    e.put("tblTiltak", "1.6", "number", "1.7")
    return first


def _moved(e: Editor) -> tuple[Place, ...]:
    e.put("tblMål", "2.1.1-R1", "measure", "2.1.2")
    return ()


RULE = Rule(
    code="N003",
    name="mål-uten-tiltak",
    severity=Severity.ERROR,
    finds="Et mål hører til et tiltak som ikke finnes.",
    why="Målet kommer ikke med i handlingsprogrammet, for det skrives ut sammen med tiltaket sitt.",
    remedy="Rett nummeret i kolonnen «Tiltak», eller slett målet hvis tiltaket er tatt ut.",
    check=check,
    bad=(
        Example("Et mål er ført på tiltak 2.1.9, som ikke finnes.", _unknown),
        Example("Tiltak 1.6 har fått nytt nummer, men målene har det gamle.", _renumbered),
    ),
    good=(Example("Et mål er flyttet til et annet tiltak.", _moved),),
)
