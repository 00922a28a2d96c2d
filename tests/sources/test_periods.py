from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from orxl.sources.periods import moment, period


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("202601", (2026, 1)), ("2026-01", (2026, 1)), ("01.2026", (2026, 1)),
        ("001.2026", (2026, 1)), ("2026001", (2026, 1)), ("2026/13", (2026, 13)),
        ("202600", (2026, 0)), ("3", (None, 3)), ("P03", (None, 3)), ("Mars 2026", (2026, 3)),
        ("des", (None, 12)), (Decimal(202612), (2026, 12)), (datetime(2026, 5, 2), (2026, 5)),
        ("31.01.2026", (2026, 1)), ("20260131", (2026, 1)), ("202617", None), ("2026", None),
        ("3/4/2026", None), ("31.02.2026", None), (None, None), (True, None), ("sum", None),
    ],
)  # fmt: skip
def test_a_period(cell: object, found: tuple[int | None, int] | None) -> None:
    assert period(cell) == found


def test_a_day_that_may_be_two_is_none() -> None:
    assert moment("13/4/2026") == date(2026, 4, 13)
    assert moment("4/13/2026") == date(2026, 4, 13)
    assert moment("3/4/2026") is None
