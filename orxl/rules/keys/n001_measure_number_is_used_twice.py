"""Two measures with the same number."""

from __future__ import annotations

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import MEASURES
from orxl.rules.shared.table_keys import doubles

RULE = Rule(
    "N001",
    "tiltaksnummer-brukt-to-ganger",
    Severity.ERROR,
    finds="To tiltak har samme nummer.",
    why="Mål og partnere hører til et tiltak ved nummeret. Med to like numre telles de på begge.",
    remedy="Gi det ene tiltaket et ledig nummer, og rett målene og partnerne som hører til det.",
    references=(CODES,),
)


@RULE.check
def check(view: View) -> Hits:
    for cell, number, earlier in doubles(view, MEASURES, "number"):
        yield Hit(
            f"Tiltaksnummeret {number} er allerede brukt i rad {earlier}.",
            cell=cell,
            actual=number,
        )


@RULE.bad("Tiltak 2.1.4 har fått nummeret 2.1.3.")
def _retyped(e: Editor) -> Place:
    return e.put(MEASURES, "2.1.4", "number", "2.1.3")


@RULE.bad("Et nytt tiltak er gitt nummeret 1.1.")
def _added(e: Editor) -> Place:
    row = e.add_row(MEASURES, number="1.1", title="Et nytt tiltak")
    return CellRef("Tiltak", row, 1)


@RULE.good("Et nytt tiltak har nummeret 2.1.10, som ligner 2.1.1.")
def _next_number(e: Editor) -> None:
    e.add_row(MEASURES, number="2.1.10", title="Et nytt tiltak")
