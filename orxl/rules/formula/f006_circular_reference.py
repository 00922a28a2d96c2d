"""Formulas that read each other in a circle."""

from __future__ import annotations

from orxl.formulas.circles import cycle_text
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import CIRCULAR
from orxl.rules.kit.tables import MAIN, PROJECTS

RULE = Rule(
    "F006",
    "sirkelreferanse",
    Severity.ERROR,
    finds="Formler som leser hverandre i ring, eller en formel som leser sin egen celle.",
    why="Excel kan ikke regne ut noen av cellene, og viser 0 eller et gammelt tall.",
    remedy="Skriv inn verdien i den cellen i ringen som ikke skal være en formel.",
    references=(CIRCULAR,),
)


@RULE.check
def check(view: View) -> Hits:
    for cycle in view.recalculation.cycles:
        message = (
            f"Formelen i {cycle[0]} leser sin egen celle."
            if len(cycle) == 1
            else f"Formlene leser hverandre i ring: {cycle_text(cycle)}."
        )
        yield Hit(message, cell=cycle[0], actual=cycle_text(cycle))


@RULE.bad("En utgiftspost er en andel av summen den selv er med i.")
def _line_reads_the_total(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    total = e.where(MAIN, "Sum utgifter", "budget", by="type")
    return e.formula(at, f"ROUND({total.a1}*0.02,0)")


@RULE.bad("En ramme legger 100 til seg selv.")
def _itself(e: Editor) -> Place:
    at = e.where(PROJECTS, "Store arrangementer", "frame")
    return e.formula(at, f"{at.a1}+100")


@RULE.good("Formelen bruker bare radnummeret til sin egen celle.")
def _own_position(e: Editor) -> None:
    at = e.where(PROJECTS, "Store arrangementer", "frame")
    e.formula(at, f"ROW({at.a1})*50", 50.0 * at.row)
