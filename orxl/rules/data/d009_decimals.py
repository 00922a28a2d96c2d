"""Decimals where a whole number belongs."""

from __future__ import annotations

from typing import Final

from orxl.binding import ProblemKind
from orxl.binding.convert import decimal
from orxl.layout import Kind
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, GRANTS, MAIN, POPULATION
from orxl.rules.shared.inputs import assumption_of, inputs, problems, spot

RULE = Rule(
    "D009",
    "desimaler-i-helt-tall",
    Severity.ERROR,
    finds="Et tall med desimaler der det skal stå et helt tall.",
    why="Innbyggere, årstall og kommunenumre er hele tall. Budsjettbeløp med desimaler gir summer "
    "som ikke stemmer med de trykte tallene.",
    remedy="Skriv et helt tall.",
    references=(paper("5.1.1"),),
)

_UNITS: Final = {Kind.THOUSANDS: "hele 1000 kr", Kind.KRONER: "hele kroner"}


@RULE.check
def check(view: View) -> Hits:
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
        if kind in _UNITS and isinstance(value, float) and decimal(value) % 1:
            yield Hit(
                f"{spot(view, cell)} er {nb.number(value)}. Beløpene her føres i {_UNITS[kind]}, "
                "uten desimaler.",
                cell=cell,
                actual=value,
                severity=Severity.WARNING,
                remedy="Rund av beløpet, så tallene i saken lar seg summere.",
            )


@RULE.bad("Et folketall har desimaler.")
def _half_inhabitant(e: Editor) -> Place:
    return e.put(POPULATION, "Oslo", "inhabitants", 724290.5)


@RULE.bad("Et årstall har desimaler.")
def _half_year(e: Editor) -> Place:
    return e.put(GRANTS, "SEADITO", "from_year", 2024.5)


@RULE.bad("Et budsjettbeløp er 199,5 i 1000 kr.")
def _amount(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "budget", 199.5)


@RULE.good("Kontingentsatsen er 2,75 kr.")
def _rate(e: Editor) -> None:
    e.put(ASSUMED, "Kontingentsats", "value", 2.75, by="name")
