"""A staff formula whose value changes by itself, or that hides what it reads."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import VOLATILE
from orxl.rules.kit.tables import ASSUMED, MAIN, MEASURES
from orxl.rules.shared.formulas import lints
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "F011",
    "ustø-formel",
    Severity.NOTE,
    finds="En formel med IDAG, NÅ, TILFELDIG, FORSKYVNING, INDIREKTE eller lignende. Advarsel "
    "på Forutsetninger, som hele arbeidsboken regner etter.",
    why="Tallet kan endre seg uten at noen har endret noe, eller det er umulig å se hva det bygger "
    "på.",
    remedy="Skriv inn verdien, eller pek rett på cellene formelen skal lese.",
    references=(VOLATILE,),
)


@RULE.check
def check(view: View) -> Hits:
    for item, unsteady in lints(view):
        if unsteady:
            bound = view.bound.table_at(item.cell)
            read = (
                bound is not None and bound.spec.name == ASSUMED
            )  # the whole book calculates by it
            yield Hit(
                f"{spot(view, item.cell)}: {item.explanation}",
                cell=item.cell,
                severity=Severity.WARNING if read else None,
            )


@RULE.bad("Fristen er om 30 dager, regnet fra i dag.")
def _today(e: Editor) -> Place:
    at = e.where(MEASURES, "1.1", "deadline")
    return e.formula(at, "TODAY()+30")


@RULE.bad("Beløpet hentes med OFFSET (FORSKYVNING).")
def _offset(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    return e.formula(at, "OFFSET(Prosjektmidler!A6,0,3)", 300.0)


@RULE.good("Beløpet hentes med en vanlig referanse.")
def _plain(e: Editor) -> None:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    e.formula(at, "Prosjektmidler!D6", 300.0)
