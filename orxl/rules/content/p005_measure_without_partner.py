"""A measure without a partner."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.measures import MEASURES, PARTNERS, without
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for row, measure in without(view, PARTNERS):
        yield Hit(
            f"Tiltak {measure.number} {nb.quoted(measure.title)} har ingen partner.",
            cell=row.cells["number"],
        )


def _moved(e: Editor) -> Place:
    e.put(PARTNERS, "3.4.3", "measure", "3.4.2", by="measure")
    return e.where(MEASURES, "3.4.3", "number")


def _one_of_several(e: Editor) -> tuple[Place, ...]:
    e.put(PARTNERS, "Oslo Havn", "measure", "1.2")
    return ()


RULE = Rule(
    code="P005",
    name="tiltak-uten-partner",
    severity=Severity.WARNING,
    finds="Et tiltak uten partner.",
    why="Saken sier at partnerne er oppgitt for hvert tiltak; en tom rute ser ut som en glipp.",
    remedy="Skriv minst én partner for tiltaket på arket Partnere.",
    check=check,
    bad=(Example("Den eneste partneren er flyttet til et annet tiltak.", _moved),),
    good=(Example("Én av flere partnere er flyttet.", _one_of_several),),
)
