"""What somebody should look at in accounts that are imported: odd periods, and rounding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from orxl.binding import BoundRow
from orxl.core import nb
from orxl.programme.codes import LineType
from orxl.programme.records import AccountLink
from orxl.sources.amounts import said
from orxl.sources.ledger_records import Ledger, LedgerSum
from orxl.sources.ledger_signs import Side


def odd_periods(ledger: Ledger, of_year: Sequence[LedgerSum]) -> Iterator[str]:
    """Months without amounts among *of_year*, and what stands in period 0."""
    months = {s.month for s in of_year if s.month}
    empty = sorted({*range(1, max(months, default=0))} - months - {*range(13, 17)})
    if empty:
        yield f"Filen har ingen beløp i periode {nb.listed([str(m) for m in empty])}."
    side = ledger.chart.side
    opening = sum(s.amount for s in of_year if s.month == 0 and side(s.account) is not Side.BALANCE)
    if opening:
        yield f"Periode 0 har {said(opening)} på inntekter og utgifter. De er regnet med."


def rounding(
    new: Sequence[tuple[BoundRow, Decimal | None]], by_line: Mapping[str, int]
) -> Iterator[str]:
    """What rounding each line to 1000 kr does to the sums; *by_line* is exact, in øre."""
    exact: dict[str, int] = defaultdict(int)
    rounded: dict[str, Decimal] = defaultdict(Decimal)
    for row, amount in new:
        kind, label = str(row.values["type"]), str(row.values["label"])
        exact[kind] += by_line.get(label, 0)
        rounded[kind] += amount if amount is not None else 0
    for kind, sign, word in ((LineType.INCOME, -1, "Inntektene"),
                             (LineType.EXPENSE, 1, "Utgiftene")):  # fmt: skip
        total = sign * exact[kind]
        if thousands(total) != rounded[kind]:
            yield (
                f"{word} er {said(total)}, men postene avrundet hver for seg gir "
                f"{nb.number(rounded[kind])} (1000 kr)."
            )


def thousands(ore: int) -> Decimal:
    """*ore* in whole 1000 kr, half a thousand up and away from 0."""
    exact = Decimal(ore).scaleb(-5)
    return exact.quantize(Decimal(1), rounding=ROUND_HALF_UP) + 0


def named(link: AccountLink) -> str:
    """What a link is about, in words."""
    accounts = link.first if link.last is None else f"{link.first}–{link.last}"
    parts = (("konto", accounts), ("funksjon", link.function), ("prosjekt", link.project))
    return nb.listed([f"{word} {code}" for word, code in parts if code is not None])
