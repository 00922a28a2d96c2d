"""The few numbers and the one rounding that all of the programme's arithmetic uses."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

ONE: Final = Decimal(1)
ZERO: Final = Decimal(0)
THOUSAND: Final = Decimal(1000)


def rounded(amount: Decimal) -> Decimal:
    """*amount* to a whole number, halves away from zero, as Excel's ROUND does."""
    return amount.quantize(ONE, rounding=ROUND_HALF_UP)
