"""Where everything stands on the lines under a ledger's headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.sources.ledger_columns import Header, Role
from orxl.sources.periods import Period

_NO_END = 1 << 20
"""More columns than any sheet has."""


@dataclass(frozen=True)
class Where:
    """The columns (from 0) of what a line holds; -1 is nowhere."""

    account: int
    period: int
    day: int
    year: int
    dimensions: tuple[int, int, int]
    """Department, function, project."""
    voucher: int
    side: int
    name: int
    project_name: int
    money: tuple[int, ...]
    credit: int
    """The one of ``money`` that is credit."""
    total: int
    """The sum that stands beside its months."""
    currency: int
    """The amounts' currency, where nothing says that they are kroner."""
    kind: int
    """Whether a line is of the accounts or of the budget."""
    months: Mapping[int, Period]
    width: int
    """So many fields a line must have to be read without looking."""
    most: int
    """So many fields a line may have: one too many in a text file is «1000,50» parted by commas."""
    says: Callable[[Sequence[object]], object]
    """The cells of a line by which its key is known."""

    @property
    def apart(self) -> bool:
        """Whether credit is kept apart from debit."""
        return self.credit >= 0 or self.side >= 0


def where_in(header: Header, *, text_file: bool) -> Where:
    """Where everything stands under *header*. Raises BadSource where credit has no debit."""
    at = header.at
    account, period, day, year, voucher, name = (
        at.get(role, -1)
        for role in (Role.ACCOUNT, Role.PERIOD, Role.DAY, Role.YEAR, Role.VOUCHER,
                     Role.ACCOUNT_TEXT)
    )  # fmt: skip
    dimensions = (
        at.get(Role.DEPARTMENT, -1), at.get(Role.FUNCTION, -1), at.get(Role.PROJECT, -1),
    )  # fmt: skip
    if name < 0 and voucher < 0:
        name = at.get(Role.TEXT, -1)  # a report's text is the account's name
    project_name = at.get(Role.PROJECT_TEXT, dimensions[2])
    money = _money(header)
    says = {account, period, year, *dimensions}
    if period < 0:
        says |= {day}
    if voucher < 0:
        says |= {name, project_name}
    currency = -1 if Role.FOREIGN in at else at.get(Role.CURRENCY, -1)
    kind = at.get(Role.KIND, -1)
    says = (says | {currency, kind}) - {-1}
    return Where(
        account, period, day, year, dimensions, voucher, at.get(Role.SIDE, -1), name, project_name,
        money,
        credit=money[1] if len(money) == 2 and not header.months else -1,
        total=at.get(Role.AMOUNT, -1) if header.months else -1,
        currency=currency,
        kind=kind,
        months=header.months,
        width=max(says | {*money}) + 1,
        most=len(header.texts) if text_file else _NO_END,
        says=itemgetter(account, *sorted(says)),
    )  # fmt: skip


def _money(header: Header) -> tuple[int, ...]:
    """The columns of amounts: the months, one amount, or debit and credit."""
    at = header.at
    if header.months:
        return tuple(header.months)
    if Role.AMOUNT in at:
        return (at[Role.AMOUNT],)
    if Role.DEBIT in at and Role.CREDIT in at:
        return at[Role.DEBIT], at[Role.CREDIT]
    # What an account of the result has is its sum since January, which closes at the same.
    for role in (Role.CLOSING, Role.MOVEMENT):
        if role in at:
            return (at[role],)
    raise BadSource(
        "Filen har bare én av kolonnene for debet og kredit.", "Ta med begge kolonnene."
    )
