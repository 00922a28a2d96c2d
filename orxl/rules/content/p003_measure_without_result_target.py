"""A measure without a result target."""

from __future__ import annotations

from orxl.programme.codes import TargetType
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import without

RULE = Rule(
    "P003",
    "tiltak-uten-resultatmål",
    Severity.ERROR,
    finds="Et tiltak uten resultatmål.",
    why="Handlingsprogrammet skal si hva som skal være gjort; ellers kan tiltaket ikke følges opp.",
    remedy="Skriv minst ett resultatmål for tiltaket på arket Mål.",
    references=(paper("2"), paper("3")),
)


@RULE.check
def check(view: View) -> Hits:
    for row, measure in without(view, TARGETS, type=TargetType.RESULT):
        yield Hit(
            f"Tiltak {measure.number} {nb.quoted(measure.title)} har ikke noe resultatmål.",
            cell=row.cells["number"],
        )


@RULE.bad("Et nytt tiltak er skrevet inn uten mål.")
def _new_measure(e: Editor) -> Place:
    return e.at(MEASURES, e.add_row(MEASURES, number="3.5.3", title="Nytt tiltak"), "number")


@RULE.bad("Det eneste resultatmålet er gjort om til effektmål.")
def _type_changed(e: Editor) -> Place:
    e.put(TARGETS, "1.2-R1", "type", "Effektmål")
    return e.where(MEASURES, "1.2", "number")


@RULE.good("Ett av flere resultatmål er gjort om.")
def _one_of_several(e: Editor) -> None:
    e.put(TARGETS, "1.1-R2", "type", "Effektmål")
