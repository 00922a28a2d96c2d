"""A staff formula that repeats the value of an assumption as a plain number."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.formulas.norwegian import shown
from orxl.rules.example import Editor, Example, Place
from orxl.rules.formulas import constants, others
from orxl.rules.inputs import spot
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    home = view.bound.tables.get("tblForutsetninger")
    for cell, held in others(view):
        if held.formula is None or (home is not None and cell in home.table.ref):
            continue  # an assumption may well be made of numbers
        found = constants(view, held.formula)
        if found:
            number, name = next(iter(found.items()))
            yield Hit(
                f"{spot(view, cell)} har tallet {nb.number(number)} i formelen "
                f"{shown(held.formula)}. Det er forutsetningen «{name}».",
                cell=cell,
                actual=shown(held.formula),
                remedy=f"Skriv {name} i formelen i stedet for tallet.",
            )


def _exchange_rate(e: Editor) -> Place:
    at = e.where("tblTilskudd", "SEADITO", "planned")
    return e.formula(at, "ROUND(17000*11.7/1000,0)", 199.0)


def _beside(e: Editor) -> Place:
    cell = e.type_in(CellRef("Kontingent", 20, 2), 0.0)
    return e.formula(cell, "1000000*2.5", 2500000.0)


def _by_name(e: Editor) -> tuple[Place, ...]:
    at = e.where("tblTilskudd", "SEADITO", "planned")
    e.formula(at, "ROUND(17000*Kurs_EUR/1000,0)", 199.0)
    return ()


RULE = Rule(
    code="F010",
    name="forutsetning-som-tall",
    severity=Severity.WARNING,
    finds="En formel har en sats, en kurs eller et årstall fra Forutsetninger skrevet som tall.",
    why="Når forutsetningen endres, regner formelen videre med det gamle tallet.",
    remedy="Bruk navnet på forutsetningen i formelen.",
    check=check,
    bad=(
        Example("Eurokursen 11,7 er skrevet inn i formelen for et tilskudd.", _exchange_rate),
        Example("Satsen 2,5 er brukt i en egen utregning på Kontingent.", _beside),
    ),
    good=(Example("Formelen bruker navnet Kurs_EUR.", _by_name),),
)
