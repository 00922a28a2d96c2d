"""A measure without a partner."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEASURES, PARTNERS
from orxl.rules.shared.measures import without

RULE = Rule(
    "P005",
    "tiltak-uten-partner",
    Severity.WARNING,
    finds="Et tiltak uten partner.",
    why="Saken sier at partnerne er oppgitt for hvert tiltak; en tom rute ser ut som en glipp.",
    remedy="Skriv minst én partner for tiltaket på arket Partnere.",
    references=(paper("2"), paper("3")),
)


@RULE.check
def check(view: View) -> Hits:
    for row, measure in without(view, PARTNERS):
        yield Hit(
            f"Tiltak {measure.number} {nb.quoted(measure.title)} har ingen partner.",
            cell=row.cells["number"],
        )


@RULE.bad("Den eneste partneren er flyttet til et annet tiltak.")
def _moved(e: Editor) -> Place:
    e.put(PARTNERS, "3.4.3", "measure", "3.4.2", by="measure")
    return e.where(MEASURES, "3.4.3", "number")


@RULE.good("Én av flere partnere er flyttet.")
def _one_of_several(e: Editor) -> None:
    e.put(PARTNERS, "Oslo Havn", "measure", "1.2")
