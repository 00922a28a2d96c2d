"""A measure whose number points at an area that does not exist."""

from __future__ import annotations

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import AREAS, MEASURES
from orxl.rules.shared.table_keys import dangling, keys, uses

RULE = Rule(
    "N005",
    "tiltak-i-ukjent-område",
    Severity.ERROR,
    finds="Et tiltak har et nummer som hører til et område som ikke finnes.",
    why="Tiltaket kommer ikke med under noe område i handlingsprogrammet.",
    remedy="Rett tiltaksnummeret, eller legg til området på arket Områder.",
    references=(paper("2"), paper("3")),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(AREAS, "code"):
        return
    known = keys(view, AREAS, "code")
    areas = (
        (cell, number.rpartition(".")[0])
        for cell, number in uses(view, MEASURES, "number")
        if number.rpartition(".")[0]  # a number without a full stop has the wrong form: D010
    )
    for lost in dangling(areas, known):
        yield Hit(
            f"Tiltaket hører etter nummeret til område «{lost.key}», som ikke finnes på arket "
            f"Områder.{lost.elsewhere}",
            cell=lost.cell,
            actual=lost.key,
        )


@RULE.bad("Et nytt tiltak har nummeret 2.5.1, men område 2.5 finnes ikke.")
def _unknown_area(e: Editor) -> Place:
    row = e.add_row(MEASURES, number="2.5.1", title="Et nytt tiltak")
    return CellRef("Tiltak", row, 1)


@RULE.bad("Område 3.5 har fått koden 3.6, men tiltakene heter 3.5.1 og 3.5.2.")
def _area_renamed(e: Editor) -> Place:
    e.put(AREAS, "3.5", "code", "3.6")
    return e.where(MEASURES, "3.5.1", "number")


@RULE.good("Et nytt område og et tiltak i det er lagt til.")
def _new_area(e: Editor) -> None:
    e.add_row(AREAS, code="3.6", name="Beredskap", type="Tverrgående tema")
    e.add_row(MEASURES, number="3.6.1", title="Et nytt tiltak")
