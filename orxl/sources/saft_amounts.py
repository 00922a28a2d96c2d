"""An amount as SAF-T writes it: a decimal with a point.

Not by way of :class:`Amounts`: in XML a comma is never right, and 1.234 is no thousand.
"""

from __future__ import annotations

from typing import Final

from orxl.sources.amounts import Doubt

_LONGEST: Final = 15
"""Digits before the point: more are no amount."""


def ore_of(text: str) -> int | str:
    """The amount *text* in øre, or what is wrong with it: the rest of a sentence in bokmål."""
    whole, _, rest = text.partition(".")
    plain = len(rest) == 2 and len(whole) <= _LONGEST
    if plain and (whole + rest).isdecimal() and text.isascii():
        return int(whole + rest)
    digits = whole.lstrip("+-")
    if (digits or "0").isdigit() and (rest or "0").isdigit() and text.isascii() and text:
        if len(digits) > _LONGEST:
            return f"{Doubt.TOO_LARGE.value}."
        if not rest[2:].strip("0") and (digits or rest) and len(whole) - len(digits) < 2:
            ore = int(digits or "0") * 100 + int(rest[:2].ljust(2, "0"))
            return -ore if whole.startswith("-") else ore
        if rest[2:].strip("0"):
            return f"{Doubt.DECIMALS.value}."
    return "er ikke et tall med punktum før desimalene."
