"""A measure without an effect target."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.programme.codes import TargetType
from orxl.rules.example import Editor, Example, Place
from orxl.rules.measures import MEASURES, TARGETS, without
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for row, measure in without(view, TARGETS, type=TargetType.EFFECT):
        yield Hit(
            f"Tiltak {measure.number} {nb.quoted(measure.title)} har ikke noe effektmål.",
            cell=row.cells["number"],
        )


def _moved(e: Editor) -> Place:
    e.put(TARGETS, "3.5.2-E1", "measure", "3.5.1")
    return e.where(MEASURES, "3.5.2", "number")


def _one_of_several(e: Editor) -> tuple[Place, ...]:
    e.put(TARGETS, "1.1-E2", "measure", "1.2")
    return ()


RULE = Rule(
    code="P004",
    name="tiltak-uten-effektmål",
    severity=Severity.ERROR,
    finds="Et tiltak uten effektmål.",
    why="Handlingsprogrammet skal si hva tiltaket skal føre til, ikke bare hva som gjøres.",
    remedy="Skriv minst ett effektmål for tiltaket på arket Mål.",
    check=check,
    bad=(Example("Det eneste effektmålet er flyttet til et annet tiltak.", _moved),),
    good=(Example("Ett av flere effektmål er flyttet.", _one_of_several),),
)
