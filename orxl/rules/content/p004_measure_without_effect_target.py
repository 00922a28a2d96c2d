"""A measure without an effect target."""

from __future__ import annotations

from orxl.programme.codes import TargetType
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import without

RULE = Rule(
    "P004",
    "tiltak-uten-effektmål",
    Severity.ERROR,
    finds="Et tiltak uten effektmål.",
    why="Handlingsprogrammet skal si hva tiltaket skal føre til, ikke bare hva som gjøres.",
    remedy="Skriv minst ett effektmål for tiltaket på arket Mål.",
    references=(paper("2"), paper("3")),
)


@RULE.check
def check(view: View) -> Hits:
    for row, measure in without(view, TARGETS, type=TargetType.EFFECT):
        yield Hit(
            f"Tiltak {measure.number} {nb.quoted(measure.title)} har ikke noe effektmål.",
            cell=row.cells["number"],
        )


@RULE.bad("Det eneste effektmålet er flyttet til et annet tiltak.")
def _moved(e: Editor) -> Place:
    e.put(TARGETS, "3.5.2-E1", "measure", "3.5.1")
    return e.where(MEASURES, "3.5.2", "number")


@RULE.good("Ett av flere effektmål er flyttet.")
def _one_of_several(e: Editor) -> None:
    e.put(TARGETS, "1.1-E2", "measure", "1.2")
