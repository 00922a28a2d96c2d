"""A partner that belongs to a measure which does not exist."""

from __future__ import annotations

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import MEASURES, PARTNERS
from orxl.rules.shared.measures import renumbered
from orxl.rules.shared.table_keys import dangling, hint, keys, uses

RULE = Rule(
    "N004",
    "partner-uten-tiltak",
    Severity.ERROR,
    finds="En partner hører til et tiltak som ikke finnes.",
    why="Partneren kommer ikke med i handlingsprogrammet, for den skrives ut sammen med tiltaket.",
    remedy="Rett nummeret i kolonnen «Tiltak», eller slett raden hvis tiltaket er tatt ut.",
    references=(CODES,),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MEASURES, "number"):
        return
    known = keys(view, MEASURES, "number")
    for lost in dangling(uses(view, PARTNERS, "measure"), known):
        yield Hit(
            f"Partneren hører til tiltak «{lost.key}», som ikke finnes på arket Tiltak."
            f"{hint(lost.key, known.values()) or renumbered(view)}{lost.elsewhere}",
            cell=lost.cell,
            actual=lost.key,
        )


@RULE.bad("En partner er ført på tiltak 4.1.1, som ikke finnes.")
def _unknown(e: Editor) -> Place:
    row = e.add_row(PARTNERS, measure="4.1.1", name="Ruter")
    return CellRef("Partnere", row, 1)


@RULE.good("En partner er ført på tiltak 2.3.1.")
def _known(e: Editor) -> None:
    e.add_row(PARTNERS, measure="2.3.1", name="Ruter")
