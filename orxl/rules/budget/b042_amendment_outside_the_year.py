"""A budget amendment that was decided before the budget, or in another year."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from orxl.core.patterns import regex
from orxl.programme.records import Amendment
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AMENDMENTS

RULE = Rule(
    "B042",
    "budsjettendring-utenfor-året",
    Severity.WARNING,
    finds="En budsjettendring som er datert før budsjettet ble vedtatt, eller etter budsjettåret, "
    "eller med et saksnummer fra et annet år enn datoen.",
    why="En endring før vedtaket er en del av budsjettet selv, og blir regnet med to ganger. En "
    "endring etter årets slutt kan ikke gjelde dette budsjettet.",
    remedy="Sjekk datoen mot protokollen. Er endringen med i budsjettet som ble vedtatt, slettes "
    "raden.",
)
_CASE: Final = regex(r"\b\d{1,4}/(\d\d)\b")
"""A case's number, with the year it is of."""
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
        elif (case := _case(change)) not in (None, change.day.year):
            yield Hit(
                f"{nb.quoted(view.text(row, 'decision'))} er nummeret til en sak fra {case}, men "
                f"endringen er datert {nb.day(change.day)}.",
                cell=row.cells["decision"],
                actual=change.decision,
            )


def _case(change: Amendment) -> int | None:
    """The year of the case that decided it, by the case's number."""
    found = None if change.decision is None else _CASE.search(change.decision)
    return None if found is None else 2000 + int(found[1])


def _row(e: Editor, day: datetime) -> Place:
    row = e.add_row(AMENDMENTS, decision="sak 4/26", day=day, amount=50.0, line="Kommunikasjon")
    return e.at(AMENDMENTS, row, "day")


@RULE.bad("Saken er fra året før.")
def _other_case(e: Editor) -> Place:
    row = e.add_row(
        AMENDMENTS, decision="Styret, sak 7/25", day=datetime(2026, 3, 12), amount=50.0,
        line="Kommunikasjon",
    )  # fmt: skip
    return e.at(AMENDMENTS, row, "decision")


@RULE.bad("Endringen er vedtatt før budsjettet.")
def _before(e: Editor) -> Place:
    return _row(e, datetime(2025, 11, 3))


@RULE.bad("Året er skrevet feil.")
def _after(e: Editor) -> Place:
    return _row(e, datetime(2027, 4, 14))


@RULE.good("Endringen er vedtatt i året.")
def _in_the_year(e: Editor) -> None:
    _row(e, datetime(2026, 4, 14))
