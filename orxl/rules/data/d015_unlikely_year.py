"""A year or a date far from the budget year."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from orxl.layout import Kind
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import GRANTS, MEASURES, MEMBERS
from orxl.rules.shared.inputs import inputs, kind_in, spot

RULE = Rule(
    "D015",
    "usannsynlig-år",
    Severity.WARNING,
    finds="Et årstall eller en dato langt fra budsjettåret.",
    why="To sifre i årstallet eller en skrivefeil gir feil i alt som regnes ut fra datoen.",
    remedy="Skriv årstallet med fire sifre, og se etter skrivefeil.",
    by_table=True,
)

EARLIEST: Final = 1990
_KINDS: Final = (Kind.YEAR, Kind.DATE, Kind.MOMENT)
_NEVER: Final = 75
"""Nothing in a budget is so many years away."""
AHEAD: Final = 15
"""How many years after the budget year a plan or a commitment may reach."""


@RULE.check
def check(view: View) -> Hits:
    latest = view.year + AHEAD
    for _, row, column, cell, value in inputs(view, lambda c: c.kind in _KINDS):
        kind = kind_in(column, row)
        if kind is Kind.YEAR and isinstance(value, float):
            year, shown = value, nb.digits(value)
        elif kind in (Kind.DATE, Kind.MOMENT) and isinstance(value, datetime):
            year, shown = float(value.year), nb.day(value)
        else:
            continue
        if not EARLIEST <= year <= latest:
            yield Hit(
                f"{spot(view, cell)} er {shown}, som er {_away(year - view.year)} budsjettåret "
                f"{view.year}.",
                cell=cell,
                actual=value,
                severity=Severity.ERROR if abs(year - view.year) > _NEVER else None,
            )


def _away(years: float) -> str:
    """«164 år etter», of a year that is so far from another."""
    return f"{nb.number(abs(years))} år {'etter' if years > 0 else 'før'}"


@RULE.bad("Siste år for et tilskudd er 27.")
def _two_digits(e: Editor) -> Place:
    return e.put(GRANTS, "SEADITO", "to_year", 27.0)


@RULE.bad("Fristen er i 2206 i stedet for 2026.")
def _typing_error(e: Editor) -> Place:
    return e.put(MEASURES, "1.1", "deadline", datetime(2206, 12, 31))


@RULE.bad("Oslo er ført som medlem fra 1905.")
def _old(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "joined", datetime(1905, 1, 1))


@RULE.good("Oslo er ført som medlem fra 2005.")
def _founded(e: Editor) -> None:
    e.put(MEMBERS, "Oslo", "joined", datetime(2005, 1, 1))
