"""A typed forecast that is many times the line's budget, or has the other sign."""

from __future__ import annotations

from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MAIN, PROJECTS
from orxl.rules.shared.grants import frame_at
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "B046",
    "prognosen-er-langt-fra-budsjettet",
    Severity.WARNING,
    finds="En endret prognose som er minst fem ganger budsjettet for posten eller prosjektet, "
    "høyst en tjuendedel av det, eller har motsatt fortegn.",
    why="En null for mye eller for lite flytter resultatet for året like mye.",
    remedy="Kontroller tallet. Prognosen føres i 1000 kr, som budsjettet. Stemmer den, trenger du "
    "ikke gjøre noe.",
)

_LEAST: Final = 50
"""Of a smaller budget many times as much is no more than some thousand kroner."""
_MANY, _FRACTION = 5, 20
_NOUGHT_LOST = (0.1, 0.01)
"""Exactly so much of the budget is a nought or two too few."""


@RULE.check
def check(view: View) -> Hits:
    for table in (MAIN, PROJECTS):
        for row, cell, value in view.column(table, "new_forecast"):
            planned = row.cells.get("budget") if table == MAIN else frame_at(view, row)
            budget = view.number(planned) if planned is not None else None
            if not isinstance(value, float) or budget is None or value == 0:
                continue
            if abs(budget) >= _LEAST and _far(value, budget):
                yield Hit(
                    f"{spot(view, cell)} er {nb.number(value)}, men budsjettet er "
                    f"{nb.number(budget)} (1000 kr).",
                    cell=cell,
                    actual=value,
                )


def _far(forecast: float, budget: float) -> bool:
    ratio = forecast / budget
    return ratio in _NOUGHT_LOST or not 1 / _FRACTION < ratio < _MANY


@RULE.bad("Prognosen for lønn har en null for mye.")
def _tenfold(e: Editor) -> Place:
    return e.put(MAIN, "Lønn sekretariatet, mv.", "new_forecast", 58_000.0)


@RULE.bad("Prognosen mangler en null.")
def _tenth(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "new_forecast", 20.0)


@RULE.good("Prognosen er doblet.")
def _doubled(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "new_forecast", 400.0)
