"""A staff formula whose value changes by itself, or that hides what it reads."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.formulas import lints
from orxl.rules.inputs import spot
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for item, unsteady in lints(view):
        if unsteady:
            yield Hit(f"{spot(view, item.cell)}: {item.explanation}", cell=item.cell)


def _today(e: Editor) -> Place:
    at = e.where("tblTiltak", "1.1", "deadline")
    return e.formula(at, "TODAY()+30")


def _offset(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Kommunikasjon", "budget")
    return e.formula(at, "OFFSET(Prosjektmidler!A6,0,3)", 300.0)


def _plain(e: Editor) -> tuple[Place, ...]:
    at = e.where("tblHovedtall", "Kommunikasjon", "budget")
    e.formula(at, "Prosjektmidler!D6", 300.0)
    return ()


RULE = Rule(
    code="F011",
    name="ustø-formel",
    severity=Severity.NOTE,
    finds="En formel med IDAG, NÅ, TILFELDIG, FORSKYVNING, INDIREKTE eller lignende.",
    why="Tallet kan endre seg uten at noen har endret noe, eller det er umulig å se hva det bygger "
    "på.",
    remedy="Skriv inn verdien, eller pek rett på cellene formelen skal lese.",
    check=check,
    bad=(
        Example("Fristen er om 30 dager, regnet fra i dag.", _today),
        Example("Beløpet hentes med OFFSET (FORSKYVNING).", _offset),
    ),
    good=(Example("Beløpet hentes med en vanlig referanse.", _plain),),
)
