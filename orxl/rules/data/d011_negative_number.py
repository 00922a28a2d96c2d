"""A negative number, or zero, where only a positive number makes sense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import inputs, spot
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View

_AMOUNTS: Final = {
    ("tblProsjektmidler", "frame"),
    ("tblTilskudd", "ceiling"),
    ("tblTilskudd", "planned"),
    ("tblTilskudd", "bound_in"),
    ("tblTilskudd", "bound_used"),
}
_SIZES: Final = {
    "Kontingentsats",
    "Kontingentsats_forrige",
    "Antall_medlemmer",
    "Kontingentgrunnlag",
    "Kurs_EUR",
}
"""Assumptions that cannot be zero either."""


def check(view: View) -> Iterator[Hit]:
    for bound, row, column, cell, value in inputs(view, lambda c: c.kind.numeric):
        if not isinstance(value, float) or value > 0:
            continue
        demand = _demand(bound.spec.name, column.key, row)
        if (demand is not None and value < 0) or demand == "over 0":
            yield Hit(
                f"{spot(view, cell)} er {nb.number(value)}, men skal være {demand}.",
                cell=cell,
                actual=value,
            )


def _demand(table: str, key: str, row: BoundRow) -> Literal["over 0", "0 eller mer"] | None:
    """What the number in a column must be, or None where any number may stand."""
    if table == "tblFolketall" and key == "inhabitants":
        return "over 0"
    if table == "tblForutsetninger" and key == "value":
        return "over 0" if row.values.get("name") in _SIZES else None
    if (table, key) in _AMOUNTS:
        return "0 eller mer"
    if table == "tblHovedtall" and key == "budget" and row.values.get("type") in _LINES:
        # A rounding line carries a difference of either sign; so may the years before, where a
        # repayment can make a line negative.
        label = row.values.get("label")
        rounding = isinstance(label, str) and label.casefold().startswith("avrunding")
        return None if rounding else "0 eller mer"
    return None


_LINES: Final = ("Inntekt", "Utgift")


def _population(e: Editor) -> Place:
    return e.put("tblFolketall", "Oslo", "inhabitants", 0.0)


def _rate(e: Editor) -> Place:
    return e.put("tblForutsetninger", "Kontingentsats", "value", -2.5, by="name")


def _expense(e: Editor) -> Place:
    return e.put("tblHovedtall", "Kommunikasjon", "budget", -200.0)


def _frame(e: Editor) -> Place:
    return e.put("tblProsjektmidler", "SEADITO", "frame", -50.0)


def _forecast(e: Editor) -> tuple[Place, ...]:
    e.put("tblHovedtall", "Kommunikasjon", "forecast_prior", -116.0)
    e.put("tblHovedtall", "Avrunding utgifter", "budget", -1.0)
    return ()


RULE = Rule(
    code="D011",
    name="negativt-tall",
    severity=Severity.ERROR,
    finds="Et negativt tall i folketall, satser, tilskudd, rammer eller budsjettposter.",
    why="Utgifter og inntekter skrives begge som positive tall. Et minustegn gjør at posten "
    "trekkes fra i stedet for å legges til.",
    remedy="Fjern minustegnet, eller skriv det riktige tallet.",
    check=check,
    bad=(
        Example("Folketallet i Oslo er 0.", _population),
        Example("Kontingentsatsen er −2,5.", _rate),
        Example("Utgiften til Kommunikasjon er ført som −200.", _expense),
        Example("Rammen til SEADITO er −50.", _frame),
    ),
    good=(Example("Prognosen året før og avrundingen kan være negative.", _forecast),),
)
