"""A measure without a result target."""

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
    for row, measure in without(view, TARGETS, type=TargetType.RESULT):
        yield Hit(
            f"Tiltak {measure.number} {nb.quoted(measure.title)} har ikke noe resultatmål.",
            cell=row.cells["number"],
        )


def _new_measure(e: Editor) -> Place:
    return e.at(MEASURES, e.add_row(MEASURES, number="3.5.3", title="Nytt tiltak"), "number")


def _type_changed(e: Editor) -> Place:
    e.put(TARGETS, "1.2-R1", "type", "Effektmål")
    return e.where(MEASURES, "1.2", "number")


def _one_of_several(e: Editor) -> tuple[Place, ...]:
    e.put(TARGETS, "1.1-R2", "type", "Effektmål")
    return ()


RULE = Rule(
    code="P003",
    name="tiltak-uten-resultatmål",
    severity=Severity.ERROR,
    finds="Et tiltak uten resultatmål.",
    why="Handlingsprogrammet skal si hva som skal være gjort; ellers kan tiltaket ikke følges opp.",
    remedy="Skriv minst ett resultatmål for tiltaket på arket Mål.",
    check=check,
    bad=(
        Example("Et nytt tiltak er skrevet inn uten mål.", _new_measure),
        Example("Det eneste resultatmålet er gjort om til effektmål.", _type_changed),
    ),
    good=(Example("Ett av flere resultatmål er gjort om.", _one_of_several),),
)
