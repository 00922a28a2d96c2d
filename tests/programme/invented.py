"""An invented council of a few members, for laws about fees that hold for any."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from orxl.programme.codes import Growth, YesNo
from orxl.programme.fees import FeeCase, FeeToday, fee
from orxl.programme.models import Member, Population
from orxl.programme.programme import Programme

BEFORE, NOW, YEAR = date(2025, 1, 1), date(2026, 1, 1), 2026
PEOPLE = st.integers(1, 800_000)
RATES = st.decimals("0.01", "9.99", places=2)


def council(
    rows: list[tuple[int, int, bool, bool]], unnamed: int, rest: Decimal, rate: Decimal
) -> tuple[Programme, FeeCase]:
    """A council and its case. A row: inhabitants before and now, in the basis, member today."""
    members, people, total = [], [], rest
    for code, (then, now, in_basis, owes) in enumerate(rows, start=301):
        members.append(
            Member(
                code=code,
                name=f"K{code}",
                left=None if owes else date(2025, 12, 31),
                in_basis=YesNo.YES if in_basis else YesNo.NO,
            )
        )
        for at, count in ((BEFORE, then), (NOW, now)):
            people.append(Population(code=code, municipality="K", at=at, inhabitants=count))
        total += fee(then, rate) if in_basis else 0
    in_all = unnamed + sum(row[2] for row in rows)
    programme = Programme(members=tuple(members), populations=tuple(people))
    return programme, FeeCase(rate, total, BEFORE, in_all)


ROWS = st.lists(st.tuples(PEOPLE, PEOPLE, st.booleans(), st.booleans()), min_size=1, max_size=6)
TODAYS = st.builds(
    FeeToday, st.just(YEAR), RATES, st.sampled_from((BEFORE, NOW)), st.sampled_from(Growth)
)
RESTS = st.integers(0, 5_000_000).map(Decimal)
