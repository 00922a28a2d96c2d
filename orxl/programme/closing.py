"""The year that is closed: what its accounts give, and what is carried over by them.

The opening balance of the budget year is what the prognosis closes with, until the accounts of the
year before are decided. What the case prints does not move: it goes on from the prognosis. Amounts
in 1000 kr.
"""

from __future__ import annotations

from decimal import Decimal

from orxl.core.light import dataclass
from orxl.programme.codes import LineType
from orxl.programme.numbers import ZERO
from orxl.programme.programme import Programme

CARRIED, FROM, DECISION = "Faktisk_overføring", "Overføring_fra", "Overføringsvedtak"
"""The assumptions: what is carried over by the accounts, from which day, by which decision."""
STATUS = "Status_per"


def opening_by_accounts(programme: Programme) -> Decimal | None:
    """What is carried over by the accounts, where it holds; else None: the prognosis holds.

    It takes the amount, a decision, and a day that the workbook's status has come to.
    """
    amount, since = programme.number(CARRIED), programme.day(FROM)
    decision, today = programme.word(DECISION), programme.day(STATUS)
    if amount is None or since is None or decision is None or today is None:
        return None
    return amount if decision != "" and since <= today else None


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """The accounts of the year before; None where they are not there."""

    opening: Decimal | None
    income: Decimal | None
    expenses: Decimal | None

    @property
    def result(self) -> Decimal | None:
        """Income less expenses."""
        if self.income is None or self.expenses is None:
            return None
        return self.income - self.expenses

    @property
    def closing(self) -> Decimal | None:
        """Opening plus result."""
        if self.opening is None or self.result is None:
            return None
        return self.opening + self.result


def closed_year(programme: Programme) -> ClosedYear:
    """The accounts of the year before, from what is typed by line."""
    found: dict[LineType, Decimal] = {}
    for line in programme.lines:
        if line.actual_prior is not None:
            found[line.type] = found.get(line.type, ZERO) + line.actual_prior
    return ClosedYear(*(found.get(t) for t in (LineType.CARRY_IN, LineType.INCOME,
                                               LineType.EXPENSE)))  # fmt: skip
