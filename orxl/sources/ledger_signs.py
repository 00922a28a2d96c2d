"""Which accounts are income and which expense, and what sign a ledger gives each.

Municipal accounts have arts: 000–599 are expenses and 600–999 income (KOSTRA, «Artskontoplan»);
before the art there may be the class of account (0 or 3 investment, 1 operation, 2 balance).
Companies have the standard chart (NS 4102): 3 is income, 4–7 expenses, 1 and 2 the balance. A
ledger keeps income negative; a report may turn both round, or print both without a sign, which
cannot be seen in the amounts alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final


class Side(Enum):
    """What an account is."""

    INCOME = "inntekt"
    EXPENSE = "utgift"
    BALANCE = "balanse"
    OTHER = "ukjent"


class Chart(Enum):
    """Which chart of accounts the numbers follow; the value is how it is said."""

    ARTS = "kommunale arter (0–5 er utgifter, 6–9 er inntekter)"
    CLASSED = "kommunale arter med kontoklasse foran (1 er drift, 2 er balanse)"
    STANDARD = "norsk standard kontoplan (3 er inntekter, 4–7 er utgifter)"
    UNKNOWN = "ukjent kontoplan"

    def side(self, account: str) -> Side:
        """What *account* is."""
        if self is Chart.ARTS:
            return Side.EXPENSE if account[:1] < "6" else Side.INCOME
        if self is Chart.CLASSED:
            if account[:1] not in ("0", "1", "3"):
                return Side.BALANCE if account[:1] == "2" else Side.OTHER
            return Side.EXPENSE if account[1:2] < "6" else Side.INCOME
        if self is Chart.STANDARD:
            return _STANDARD.get(account[:1], Side.OTHER)
        return Side.OTHER

    def art(self, account: str) -> str:
        """The art of three digits in *account*; ``""`` where the chart has none."""
        if self is Chart.ARTS:
            return account[:3]
        return account[1:4] if self is Chart.CLASSED else ""


_STANDARD: Final = {
    "1": Side.BALANCE, "2": Side.BALANCE, "3": Side.INCOME,
    "4": Side.EXPENSE, "5": Side.EXPENSE, "6": Side.EXPENSE, "7": Side.EXPENSE,
}  # fmt: skip


class Signs(Enum):
    """What sign income has in a ledger; the value is how it is said."""

    INCOME_MINUS = "Inntekter har minus i filen, slik regnskap føres."
    EXPENSE_MINUS = "Utgifter har minus i filen; fortegnene er snudd."
    BY_SIDE = "Fortegnet følger debet og kredit."
    NONE = "Filen har ikke fortegn; arten avgjør hva som er inntekt."
    UNKNOWN = "Filen viser ikke om inntekter eller utgifter har minus."


_STRANGE: Final = 5
"""One account in so many may be unlike the others."""
_LITTLE: Final = 100
"""Income that is so many times less than the expenses does not tell that signs are turned."""


def charts_for(accounts: Iterable[str]) -> tuple[Chart, ...]:
    """The charts that *accounts* can be of, by their digits alone."""
    numbers = [a for a in accounts if a.isdigit()]
    if not numbers:
        return (Chart.UNKNOWN,)
    longest = max(map(len, numbers))
    first = {a[0] for a in numbers}
    if longest <= 3:
        return (Chart.ARTS,)
    # A suspense account («99999») among accounts with a class in front does not make them others.
    classes = "0123" if longest > 4 else "012"  # some write investment as 3
    strangers = sum(a[0] not in classes for a in numbers)
    if not strangers or (longest > 4 and strangers * _STRANGE <= len(numbers)):
        # 01000 is pay, art 010, or investment, art 100.
        return (Chart.CLASSED, Chart.ARTS) if "0" in first else (Chart.CLASSED,)
    if "0" in first:
        return (Chart.ARTS,)
    return (Chart.STANDARD,) if longest == 4 else (Chart.STANDARD, Chart.ARTS)


def judged(sums: Mapping[str, tuple[int, int]]) -> tuple[Chart, Signs]:
    """The chart and the signs of a ledger, from each account's positive and negative sums.

    Where two charts are possible, the one whose income has the other sign than its expenses; where
    that does not tell, unknown.
    """
    found = [(chart, _signs(chart, sums)) for chart in charts_for(sums)]
    if len(found) == 1:
        return found[0]
    both = {chart for chart, _ in found if len(_sides(chart, sums)) == 2}
    signed = [
        o for o in found if o[0] in both and o[1] in (Signs.INCOME_MINUS, Signs.EXPENSE_MINUS)
    ]
    return signed[0] if len(signed) == 1 else (Chart.UNKNOWN, Signs.UNKNOWN)


def _sides(chart: Chart, sums: Mapping[str, tuple[int, int]]) -> set[Side]:
    """Which of income and expense have amounts at all."""
    moved = {chart.side(account) for account, amounts in sums.items() if any(amounts)}
    return moved & {Side.INCOME, Side.EXPENSE}


def _signs(chart: Chart, sums: Mapping[str, tuple[int, int]]) -> Signs:
    totals = {side: [0, 0] for side in Side}
    for account, (positive, negative) in sums.items():
        total = totals[chart.side(account)]
        total[0] += positive
        total[1] += negative
    income, expense = (_sign(*totals[side]) for side in (Side.INCOME, Side.EXPENSE))
    if income is None or expense is None:
        return Signs.UNKNOWN
    if income == 0 and expense == 0:
        return Signs.UNKNOWN
    if income <= 0 <= expense:
        return Signs.INCOME_MINUS
    if expense < 0 < income:
        # A file that is turned shows it by both: one alone may be a repayment, or the wrong chart.
        size = sum(totals[Side.INCOME]), -sum(totals[Side.EXPENSE])
        return Signs.EXPENSE_MINUS if size[0] * _LITTLE >= size[1] else Signs.UNKNOWN
    return Signs.NONE if income == expense == 1 else Signs.UNKNOWN


def _sign(positive: int, negative: int) -> int | None:
    """1 or -1 where one of the sums is at least twice the other, 0 where both are 0, else None."""
    if positive == negative == 0:
        return 0
    if positive >= 2 * -negative:
        return 1
    return -1 if -negative >= 2 * positive else None
