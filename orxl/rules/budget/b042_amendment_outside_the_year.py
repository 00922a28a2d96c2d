"""A budget amendment that was decided before the budget, or in another year."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from orxl.programme.records import Amendment
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AMENDMENTS

RULE = Rule(
    "B042",
    "budsjettendring-utenfor-året",
    Severity.WARNING,
    finds="En budsjettendring som er datert før budsjettet ble vedtatt, eller etter budsjettåret.",
    why="En endring før vedtaket er en del av budsjettet selv, og blir regnet med to ganger. En "
    "endring etter årets slutt kan ikke gjelde dette budsjettet.",
    remedy="Sjekk datoen mot protokollen. Er endringen med i budsjettet som ble vedtatt, slettes "
    "raden.",
)
_ADOPTED: Final = ("Budsjettvedtak", "Vedtaksmøte")
"""The assumptions that say when the budget was adopted, or is to be; the first that is there."""


@RULE.check
def check(view: View) -> Hits:
    if not view.has(AMENDMENTS, "day"):
        return
    days = (view.programme.day(name) for name in _ADOPTED)
    adopted, last = next((day for day in days if day is not None), None), date(view.year, 12, 31)
    for row in view.rows(AMENDMENTS):
        change = row.record
        if not isinstance(change, Amendment) or change.day is None:
            continue
        cell = row.cells["day"]
        if adopted is not None and change.day < adopted:
            yield Hit(
                f"Budsjettendringen er datert {nb.day(change.day)}, før budsjettet ble vedtatt "
                f"{nb.day(adopted)}.",
                cell=cell,
            )
        elif change.day > last:
            yield Hit(
                f"Budsjettendringen er datert {nb.day(change.day)}, etter budsjettåret "
                f"{view.year}.",
                cell=cell,
            )


def _row(e: Editor, day: datetime) -> Place:
    row = e.add_row(AMENDMENTS, decision="sak 4/26", day=day, amount=50.0, line="Kommunikasjon")
    return e.at(AMENDMENTS, row, "day")


@RULE.bad("Endringen er vedtatt før budsjettet.")
def _before(e: Editor) -> Place:
    return _row(e, datetime(2025, 11, 3))


@RULE.bad("Året er skrevet feil.")
def _after(e: Editor) -> Place:
    return _row(e, datetime(2027, 4, 14))


@RULE.good("Endringen er vedtatt i året.")
def _in_the_year(e: Editor) -> None:
    _row(e, datetime(2026, 4, 14))
