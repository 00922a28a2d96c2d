"""A number with its unit typed into the same cell, which makes it a text."""

from __future__ import annotations

import re
from typing import Final

from orxl.binding import ProblemKind
from orxl.binding.convert import Misfit, convert
from orxl.core.patterns import regex
from orxl.layout import Kind
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS, MAIN, TARGETS
from orxl.rules.shared.inputs import kind_in, problems, row_of, spot, typed_anew

RULE = Rule(
    "D002",
    "tall-med-enhet",
    Severity.ERROR,
    finds="Et tall er skrevet sammen med en enhet, for eksempel «15 kommuner» eller «300 tkr».",
    why="Da er cellen en tekst, og formlene regner ikke med den.",
    remedy="Skriv bare tallet.",
    fix=Fix.UNSAFE,
    fix_safety="Enheten tas bort, og tallet gjøres om til kolonnens egen enhet. Det kan ha vært "
    "ment på en annen måte; derfor spørres det om hver celle.",
)

_MILLION: Final = regex(r"\b(?:mill|mnok|mkr|million)", re.IGNORECASE)
_THOUSAND: Final = regex(r"\b(?:tkr|tnok|tusen)", re.IGNORECASE)
_KRONER: Final = regex(r"\bkr\b|\bnok\b|kroner|,-", re.IGNORECASE)
_SIDE: Final = regex(r"\b(?:cr|dr|kredit|debet|[kdc])\.?\s*$", re.IGNORECASE)
"""The side of an account, by which the sign is meant; «K» may be a thousand too."""
_UNIT: Final = {Kind.THOUSANDS: 1000.0, Kind.KRONER: 1.0, Kind.AMOUNT: 1.0}
"""What one stands for in an amount column, in kroner (or units of the currency)."""

_CLEAR: Final = 100_000
"""A round sum of so many kroner is not meant to be thousands of them."""


@RULE.check
def check(view: View) -> Hits:
    for problem in problems(view, ProblemKind.NUMBER_WITH_UNIT):
        row = row_of(view, problem.table, problem.cell)
        kind = kind_in(problem.column, row)
        text = problem.value if isinstance(problem.value, str) else ""
        number = problem.reading if isinstance(problem.reading, float) else None
        meant = _meant(text, number, kind)
        message = f"{spot(view, problem.cell)} er {nb.quoted(text)}. Her skal bare tallet stå."
        remedy = "Skriv bare tallet. Enheten hører til overskriften eller kolonnen ved siden av."
        if meant is not None and meant != number:
            message += f" I denne kolonnen skrives det {nb.number(meant)}."
        elif meant is None:
            message += " Det er ikke klart hvilket tall som er ment."
        if row is not None and problem.column.key == "number" and "unit" in row.values:
            remedy = "Skriv tallet alene, og enheten i kolonnen «Enhet»."
        yield Hit(
            message,
            cell=problem.cell,
            expected=meant,
            actual=problem.value,
            remedy=remedy,
            fix=(typed_anew(view, problem, meant),) if meant is not None else (),
        )


def _meant(text: str, number: float | None, kind: Kind) -> float | None:
    """The number in the column's own unit, or None where that is not clear."""
    if number is None:
        return None
    result = number
    if kind in (Kind.SHARE, Kind.GROWTH) and "%" in text:
        result = number / 100
    elif kind in _UNIT:
        if _SIDE.search(text):
            return None
        size = _size(text)
        if size == 1 and kind is Kind.THOUSANDS and (abs(number) < _CLEAR or number % 1000):
            return None  # «kr 5800» where 1000 kr are counted: 5,8 or 5800?
        result = number if size is None else round(number * size / _UNIT[kind], 9)
    try:
        convert(result, kind)
    except Misfit:
        return None
    return result


def _size(text: str) -> float | None:
    """How many kroner the unit in *text* stands for; None where it names none."""
    for pattern, size in ((_MILLION, 1e6), (_THOUSAND, 1e3), (_KRONER, 1.0)):
        if pattern.search(text):
            return size
    return None


@RULE.bad("Tallet i et mål er skrevet «15 kommuner».")
def _counted(e: Editor) -> Place:
    return e.put(TARGETS, "1.1-R1", "number", "15 kommuner")


@RULE.bad("Budsjettet til Kommunikasjon er skrevet «300 tkr».")
def _thousand(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "budget", "300 tkr")


@RULE.bad("«1 087 000 kr» i en kolonne i 1000 kr betyr 1087.")
def _kroner(e: Editor) -> Place:
    return e.put(GRANT_YEARS, "KLIMASATS", "income", "1 087 000 kr")


@RULE.bad("«kr 500» i en kolonne i 1000 kr kan bety 500 eller 0,5.")
def _unclear(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "budget", "kr 500")


@RULE.bad("«1 234,50 K» og «1234.5 CR» kan være kredit, og K kan være tusen.")
def _side(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "actual", "1 234,50 CR")


@RULE.bad("«kr 5800» i en kolonne i 1000 kr kan bety 5800 eller 5,8.")
def _unclear_thousands(e: Editor) -> Place:
    return e.put(MAIN, "Lønn sekretariatet, mv.", "budget", "kr 5800")


@RULE.bad("Forskuddet er skrevet som teksten «75 %».")
def _percent(e: Editor) -> Place:
    return e.put(GRANTS, "SEADITO", "advance_share", "75 %")


@RULE.good("Tallet i et mål er 15.")
def _number_only(e: Editor) -> None:
    e.put(TARGETS, "1.1-R1", "number", 15.0)
