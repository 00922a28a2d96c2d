"""A staff formula whose value changes by itself, or that hides what it reads."""

from __future__ import annotations

from orxl.layout import Level
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import VOLATILE
from orxl.rules.kit.tables import ASSUMED, MAIN, MEASURES
from orxl.rules.shared.formulas import lints
from orxl.rules.shared.inputs import ASSUMPTION, spot

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
            yield Hit(
                f"{spot(view, item.cell)}: {item.explanation}",
                cell=item.cell,
                severity=_severity(view, item.cell),
            )


def _severity(view: View, cell: CellRef) -> Severity | None:
    """The whole book calculates by an assumption; what is set for the year is never worked out."""
    bound = view.bound.table_at(cell)
    if bound is None or bound.spec.name != ASSUMED:
        return None
    own = bound.rows[cell.row - bound.table.first_data_row]
    spec = ASSUMPTION.get(str(own.values.get("name")))
    return Severity.ERROR if spec is not None and spec.level is Level.SETUP else Severity.WARNING


@RULE.bad("Fristen er om 30 dager, regnet fra i dag.")
def _today(e: Editor) -> Place:
    at = e.where(MEASURES, "1.1", "deadline")
    return e.formula(at, "TODAY()+30")


@RULE.bad("Beløpet hentes med OFFSET (FORSKYVNING).")
def _offset(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    return e.formula(at, "OFFSET(Prosjektmidler!A6,0,3)", 300.0)


@RULE.bad("Budsjettåret regnes ut av dagen.")
def _year(e: Editor) -> Place:
    at = e.where(ASSUMED, "Budsjettår", "value", by="name")
    return e.formula(at, "YEAR(TODAY())", 2026.0)


@RULE.good("Beløpet hentes med en vanlig referanse.")
def _plain(e: Editor) -> None:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    e.formula(at, "Prosjektmidler!D6", 300.0)
