"""The budget in plain words: every sentence holds whatever the figures are."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from orxl.report.web.edition import Edition, MoneyTable, Number
from orxl.rules.shared.placeholders import rounded

_MILLION: Final = 1000
"""In 1000 kr."""
_UNITS: Final = {"mill. kr": "millioner kroner", "kr": "kroner"}


def kroner(thousands: float) -> str:
    """1000 kr in words: «8,8 millioner kroner», «336 000 kroner»."""
    number, unit = in_short(thousands)
    return f"{number} {_UNITS[unit]}"


def in_short(thousands: float) -> tuple[str, str]:
    """1000 kr as a number and its unit: «8,8» and «mill. kr», «336 000» and «kr»."""
    exact = Decimal(f"{thousands:.15g}")
    if abs(exact) >= _MILLION:
        return rounded(exact / 1000, 1), "mill. kr"
    return rounded(exact * 1000, 0), "kr"


def budget_in_words(edition: Edition) -> tuple[str, ...]:
    """What comes in, what goes out, and what happens to what was saved."""
    totals = edition.totals
    income, expenses = totals.income.value, totals.expenses.value
    if income is None or expenses is None:
        return ()
    if edition.decided is None:
        first = (
            f"Budsjettet for {edition.year} er et forslag. Etter forslaget kommer det inn "
            f"{kroner(income)}, og det går ut {kroner(expenses)}."
        )
    else:
        first = (
            f"Etter budsjettet for {edition.year} kommer det inn {kroner(income)}, og det går ut "
            f"{kroner(expenses)}."
        )
    return (
        first,
        _difference(income - expenses, totals.closing),
        *_saved(totals.opening, totals.closing),
    )


def _difference(result: float, closing: Number) -> str:
    if result > 0:
        return f"Det er {kroner(result)} mer inn enn ut. Forskjellen overføres til året etter."
    if result == 0:
        return "Det går like mye ut som inn."
    covered = closing.value is not None and closing.value >= 0
    rest = " Forskjellen dekkes av penger som ikke ble brukt i tidligere år." if covered else ""
    return f"Det er {kroner(-result)} mer ut enn inn.{rest}"


def _saved(opening: Number, closing: Number) -> list[str]:
    if opening.value is None or closing.value is None:
        return []
    if closing.value < 0:
        return [f"Ved slutten av året mangler det {kroner(-closing.value)}."]
    if opening.value < 0:
        return [f"Ved slutten av året er det {kroner(closing.value)} igjen."]
    return [
        f"Ved starten av året er det {kroner(opening.value)} igjen fra tidligere år. Ved slutten "
        f"av året er det {kroner(closing.value)}."
    ]


def largest(table: MoneyTable, kind: str) -> str:
    """«Kontingenter (5,4 millioner kroner)»: the largest line of *kind* in the budget year."""
    lines = [
        (amount, line.label)
        for line in table.lines
        if line.kind == kind and (amount := line.amounts[2].value) is not None
    ]
    if not lines:
        return ""
    amount, label = max(lines)
    return f"{label} ({kroner(amount)})"
