"""The case's fees by last year's rate, with last year's members: beside last year's prognosis.

It rests on the case alone, so it stays where it is when today's rate or members change. Where it
leaves the prognosis, a member is marked wrongly as part of the case's basis, or a fact is wrong.
"""

from __future__ import annotations

from decimal import Decimal

from orxl.core.light import dataclass
from orxl.programme.codes import LineSource
from orxl.programme.fees import FeeAccount, Payer, owes_fee
from orxl.programme.numbers import THOUSAND, ZERO, rounded
from orxl.programme.programme import Programme

PREVIOUS_RATE = "Kontingentsats_forrige"
NEAR = Decimal(1000)
"""Kr: the prognosis is printed in whole thousands."""


@dataclass(frozen=True)
class Reconciliation:
    """The case's sum by last year's rate, and the prognosis of last year, both in kr."""

    account: FeeAccount
    rate: Decimal
    """Last year's, kr per inhabitant."""
    total: Decimal
    forecast: Decimal

    @property
    def gap(self) -> Decimal:
        """How much the sum is above the prognosis, kr."""
        return self.total - self.forecast

    @property
    def meets(self) -> bool:
        """Whether the sum is the prognosis, as near as its thousands tell."""
        return abs(self.gap) <= NEAR

    def weight(self, payer: Payer) -> Decimal:
        """What *payer* would add to the sum, were it a member last year outside the basis; kr."""
        before = owes_fee(payer.member, self.account.today.year - 1)
        return payer.case_people * self.rate if before else ZERO

    def counted_twice(self, payer: Payer) -> bool:
        """Whether *payer*, a member then and now, is outside the basis and too much in the sum."""
        weight = self.weight(payer)
        outside = payer.owes and not payer.in_basis and weight > 0
        return outside and not self.meets and weight <= self.gap + NEAR

    def mismarked(self) -> Payer | None:
        """The one member whose mark, turned, would make the sum meet the prognosis."""
        if self.meets:
            return None
        turned = [
            (abs(self.gap + (weight if payer.in_basis else -weight)), index, payer)
            for index, payer in enumerate(self.account.payers)
            if (weight := self.weight(payer))
        ]
        best = min(turned, default=None)
        return best[2] if best is not None and best[0] <= NEAR else None


def reconciliation(programme: Programme, fees: FeeAccount | None) -> Reconciliation | None:
    """The reconciliation of *programme*'s *fees*; None where rate or prognosis is not given."""
    rate = programme.number(PREVIOUS_RATE)
    lines = [ln for ln in programme.lines if ln.source is LineSource.FEES]
    forecast = lines[0].forecast_prior if len(lines) == 1 else None
    if fees is None or rate is None or forecast is None:
        return None
    year = fees.today.year - 1
    outside = sum(p.case_people for p in fees.payers if not p.in_basis and owes_fee(p.member, year))
    total = rounded(fees.case.total / fees.case.rate * rate) + rounded(outside * rate)
    return Reconciliation(fees, rate, total, forecast * THOUSAND)
