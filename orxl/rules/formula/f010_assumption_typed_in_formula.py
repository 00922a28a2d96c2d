"""A staff formula that repeats the value of an assumption as a plain number."""

from __future__ import annotations

from orxl.formulas.norwegian import shown
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED, GRANT_YEARS
from orxl.rules.shared.formulas import constants, others
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "F010",
    "forutsetning-som-tall",
    Severity.WARNING,
    finds="En formel har en sats, en kurs eller et årstall fra Forutsetninger skrevet som tall.",
    why="Når forutsetningen endres, regner formelen videre med det gamle tallet.",
    remedy="Bruk navnet på forutsetningen i formelen.",
)


@RULE.check
def check(view: View) -> Hits:
    home = view.bound.tables.get(ASSUMED)
    for cell, held in others(view):
        if held.formula is None or (home is not None and cell in home.table.ref):
            continue  # an assumption may well be made of numbers
        found = constants(view, cell, held.formula)
        if found:
            number, name = next(iter(found.items()))
            formula = shown(held.formula)
            yield Hit(
                f"{spot(view, cell)} har tallet {nb.number(number)} i formelen "
                f"{formula}. Det er forutsetningen «{name}».",
                cell=cell,
                actual=formula,
                remedy=f"Skriv {name} i formelen i stedet for tallet.",
            )


@RULE.bad("Eurokursen 11,7 er skrevet inn i formelen for et tilskudd.")
def _exchange_rate(e: Editor) -> Place:
    at = e.where(GRANT_YEARS, "SEADITO", "income")
    return e.formula(at, "ROUND(17000*11.7/1000,0)", 199.0)


@RULE.bad("Satsen 2,5 er brukt i en egen utregning på Kontingent.")
def _beside(e: Editor) -> Place:
    cell = e.type_in(CellRef("Kontingent", 200, 2), 0.0)
    return e.formula(cell, "1000000*2.5", 2500000.0)


@RULE.good("Formelen bruker navnet Kurs_EUR.")
def _by_name(e: Editor) -> None:
    at = e.where(GRANT_YEARS, "SEADITO", "income")
    e.formula(at, "ROUND(17000*Kurs_EUR/1000,0)", 199.0)
