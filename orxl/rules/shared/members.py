"""What the rules about members and fees share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.memo import per_object
from orxl.programme.fees import FeeAccount, Payer, account, owes_fee, populations
from orxl.programme.models import Member, Population
from orxl.programme.programme import Programme
from orxl.programme.reconciliation import Reconciliation, reconciliation
from orxl.rules.kit.tables import MEMBERS, POPULATION
from orxl.rules.kit.view import View

LOWEST, HIGHEST = 0.5, 100.0
"""What a rate may be, kr per inhabitant: a small council's is far higher than a large one's."""
MARK = "in_basis"
"""The column that says whether a member is part of the case's basis."""


def members(view: View) -> Iterator[tuple[BoundRow, Member]]:
    """Each sound row of «Medlemmer» with its record."""
    for row in view.rows(MEMBERS):
        if isinstance(row.record, Member):
            yield row, row.record


def active(view: View) -> Iterator[tuple[BoundRow, Member]]:
    """Who owes the fee of the budget year: the members on 1 January, by their dates."""
    for row, member in members(view):
        if owes_fee(member, view.year):
            yield row, member


def figures(view: View) -> Iterator[tuple[BoundRow, Population]]:
    """Each sound row of «Folketall» with its record."""
    for row in view.rows(POPULATION):
        if isinstance(row.record, Population):
            yield row, row.record


def population_date(view: View) -> date | None:
    """The date whose population the fees rest on."""
    return view.programme.day("Folketallsdato")


def people(view: View) -> Mapping[int, int]:
    """Inhabitants by municipality number at the population date; empty where none are known."""
    at = population_date(view)
    return populations(view.programme, at) if at is not None else {}


@per_object
def fee_account(programme: Programme) -> FeeAccount | None:
    """The fees of the budget year, or None where a fact or an assumption is missing."""
    return account(programme)


@per_object
def reconciled(programme: Programme) -> Reconciliation | None:
    """The case's fees beside last year's prognosis, or None where something is missing."""
    return reconciliation(programme, fee_account(programme))


def lost_comma(rate: float, case: Decimal | None) -> int:
    """10 or 100 where *rate* is so many times that of the *case*; else 0."""
    times = rate / float(case) if case is not None and case > 0 else 0
    return int(times) if times in (10, 100) else 0


def plausible_rate(rate: Decimal, case: Decimal | None) -> bool:
    """Whether *rate*, kr per inhabitant, may be meant so."""
    return LOWEST <= rate <= HIGHEST and not lost_comma(float(rate), case)


def marked(view: View) -> bool:
    """Whether the workbook says who is part of the case's basis."""
    return view.has(MEMBERS, MARK)


def payers(view: View) -> Iterator[tuple[BoundRow, Payer]]:
    """Each member's row with its part in the fees; none where they cannot be calculated."""
    found = fee_account(view.programme)
    if found is not None:
        rows = [row for row, _ in members(view)]
        yield from zip(rows, found.payers, strict=True)


def wrongly_marked(view: View, payer: Payer) -> bool:
    """Whether another rule says that *payer*'s mark is wrong."""
    found = reconciled(view.programme)
    if found is None:
        return _outside_for_no_reason(view, payer)
    return found.counted_twice(payer) or payer is found.mismarked()


def _outside_for_no_reason(view: View, payer: Payer) -> bool:
    """Whether *payer* has been a member all along, but is outside the basis."""
    return payer.owes and not payer.in_basis and owes_fee(payer.member, view.year - 1)


def counted_twice(view: View, payer: Payer) -> bool:
    """Whether *payer* is counted as named and among the unnamed too."""
    found = reconciled(view.programme)
    if found is None:
        return _outside_for_no_reason(view, payer)
    return found.counted_twice(payer)


def against_case(amount: Decimal) -> str:
    """«263 630 kr lavere», of a difference in kr."""
    return f"{nb.number(abs(amount))} kr {'høyere' if amount > 0 else 'lavere'}"


def all_named(view: View) -> bool:
    """Whether every member of the case's basis stands on «Medlemmer»."""
    found = fee_account(view.programme)
    return found is not None and found.all_named
