"""A yellow limit that is not below the red one, so that a line is red before it is yellow."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption

RULE = Rule(
    "B045",
    "gul-grense-over-den-røde",
    Severity.ERROR,
    finds="En grense for gult lys som ikke er lavere enn grensen for rødt.",
    why="Ingen post får da gult lys: den går rett fra grønt til rødt, eller fra grønt til grønt.",
    remedy="Skriv en gul grense som er lavere enn den røde, for eksempel 5 % og 10 %.",
)

_YELLOW, _RED = "Avviksgrense_gul", "Avviksgrense_rød"


@RULE.check
def check(view: View) -> Hits:
    cell = assumption(view, _YELLOW)
    yellow, red = view.number(cell), view.number(assumption(view, _RED))
    if yellow and red and yellow >= red:
        yield Hit(
            f"Grensen for gult lys er {nb.number(100 * yellow)} %, men grensen for rødt er "
            f"{nb.number(100 * red)} %. Den gule må være lavest.",
            cell=cell,
            expected=red,
            actual=yellow,
        )


@RULE.bad("Gult lys fra 15 %, rødt fra 10 %.")
def _above(e: Editor) -> Place:
    return e.put(ASSUMED, _YELLOW, "value", 0.15, by="name")


@RULE.good("Gult lys fra 4 %.")
def _lower(e: Editor) -> None:
    e.put(ASSUMED, _YELLOW, "value", 0.04, by="name")
