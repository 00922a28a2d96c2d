"""Decimals where a whole number belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.binding import ProblemKind
from orxl.core import nb
from orxl.core.findings import Severity
from orxl.layout import Kind
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import assumption_of, inputs, problems, spot
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View

_UNITS: Final = {Kind.THOUSANDS: "hele 1000 kr", Kind.KRONER: "hele kroner"}


def check(view: View) -> Iterator[Hit]:
    for problem in problems(view, ProblemKind.NOT_WHOLE):
        yield Hit(
            f"{spot(view, problem.cell)} er {nb.value(problem.value)}, men skal være et helt tall.",
            cell=problem.cell,
            actual=problem.value,
        )
    for _, row, column, cell, value in inputs(view, lambda c: c.kind in _UNITS):
        spec = assumption_of(column, row)
        kind = column.kind if spec is None else spec.kind
        if spec is not None and spec.name == "Toleranse_avrunding":
            continue  # half a thousand is a sensible tolerance
        if kind in _UNITS and isinstance(value, float) and value != round(value):
            yield Hit(
                f"{spot(view, cell)} er {nb.number(value)}. Beløpene her føres i {_UNITS[kind]}, "
                "uten desimaler.",
                cell=cell,
                actual=value,
                severity=Severity.WARNING,
                remedy="Rund av beløpet, så tallene i saken lar seg summere.",
            )


def _half_inhabitant(e: Editor) -> Place:
    return e.put("tblFolketall", "Oslo", "inhabitants", 724290.5)


def _half_year(e: Editor) -> Place:
    return e.put("tblTilskudd", "SEADITO", "from_year", 2024.5)


def _amount(e: Editor) -> Place:
    return e.put("tblHovedtall", "Kommunikasjon", "budget", 199.5)


def _rate(e: Editor) -> tuple[Place, ...]:
    e.put("tblForutsetninger", "Kontingentsats", "value", 2.75, by="name")
    return ()


RULE = Rule(
    code="D009",
    name="desimaler-i-helt-tall",
    severity=Severity.ERROR,
    finds="Et tall med desimaler der det skal stå et helt tall.",
    why="Innbyggere, årstall og kommunenumre er hele tall. Budsjettbeløp med desimaler gir summer "
    "som ikke stemmer med de trykte tallene.",
    remedy="Skriv et helt tall.",
    check=check,
    bad=(
        Example("Et folketall har desimaler.", _half_inhabitant),
        Example("Et årstall har desimaler.", _half_year),
        Example("Et budsjettbeløp er 199,5 i 1000 kr.", _amount),
    ),
    good=(Example("Kontingentsatsen er 2,75 kr.", _rate),),
)
