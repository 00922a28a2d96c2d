"""A year or a date far from the budget year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.layout import Kind
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import inputs, kind_in, spot
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View

EARLIEST: Final = 1990
_KINDS: Final = (Kind.YEAR, Kind.DATE, Kind.MOMENT)
AHEAD: Final = 15
"""How many years after the budget year a plan or a commitment may reach."""


def check(view: View) -> Iterator[Hit]:
    latest = view.year + AHEAD
    for _, row, column, cell, value in inputs(view, lambda c: c.kind in _KINDS):
        kind = kind_in(column, row)
        if kind is Kind.YEAR and isinstance(value, float):
            year, shown = value, f"{value:g}"
        elif kind in (Kind.DATE, Kind.MOMENT) and isinstance(value, datetime):
            year, shown = float(value.year), nb.day(value)
        else:
            continue
        if not EARLIEST <= year <= latest:
            yield Hit(
                f"{spot(view, cell)} er {shown}, som er utenfor {EARLIEST}–{latest}.",
                cell=cell,
                actual=value,
            )


def _two_digits(e: Editor) -> Place:
    return e.put("tblTilskudd", "SEADITO", "to_year", 27.0)


def _typing_error(e: Editor) -> Place:
    return e.put("tblTiltak", "1.1", "deadline", datetime(2206, 12, 31))


def _old(e: Editor) -> Place:
    return e.put("tblMedlemmer", "Oslo", "joined", datetime(1905, 1, 1))


def _founded(e: Editor) -> tuple[Place, ...]:
    e.put("tblMedlemmer", "Oslo", "joined", datetime(2005, 1, 1))
    return ()


RULE = Rule(
    code="D015",
    name="usannsynlig-år",
    severity=Severity.WARNING,
    finds="Et årstall eller en dato langt fra budsjettåret.",
    why="To sifre i årstallet eller en skrivefeil gir feil i alt som regnes ut fra datoen.",
    remedy="Skriv årstallet med fire sifre, og se etter skrivefeil.",
    check=check,
    bad=(
        Example("Siste år for et tilskudd er 27.", _two_digits),
        Example("Fristen er i 2206 i stedet for 2026.", _typing_error),
        Example("Oslo er ført som medlem fra 1905.", _old),
    ),
    good=(Example("Oslo er ført som medlem fra 2005.", _founded),),
)
