"""What an invoice needs beside its amount: whom it goes to, and when it falls due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from orxl.core.patterns import regex

DUE: Final = "Kontingentforfall"
"""The name of the assumption that says when the fee falls due."""
_WEIGHTS: Final = (3, 2, 7, 6, 5, 4, 3, 2)
"""Of an organisation number's first eight digits (Brønnøysundregistrene, modulus 11)."""
_ELEVEN: Final = 11
_NINE_DIGITS: Final = regex(r"\d{9}", re.ASCII)
_SHORT_YEAR: Final = 100


def plain_orgno(text: str) -> str:
    """*text* as an organisation number without its blanks: «958 935 420» is 958935420."""
    return re.sub(r"[\s\u00a0\u202f]", "", text)


def valid_orgno(text: str) -> bool:
    """Whether *text* can be an organisation number: nine digits, the last of which checks."""
    digits = plain_orgno(text)
    if not _NINE_DIGITS.fullmatch(digits):
        return False
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=False))
    check = -total % _ELEVEN
    return check == int(digits[-1])  # 10 is no digit: such a number is never given


def due_dates(text: str | None) -> tuple[date, ...]:
    """The dates that *text* names, parted by «;»: «1.3.2026; 1.9.2026». None and blank: no date.

    Raises ValueError with the part that is no date.
    """
    parts = [part.strip() for part in (text if text is not None else "").split(";")]
    return tuple(_day(part) for part in parts if part)


def _day(part: str) -> date:
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            found = datetime.strptime(part, form).date()
        except ValueError:
            continue
        if found.year >= _SHORT_YEAR:
            return found
    raise ValueError(part)


def instalments(fee: Decimal, due: Sequence[date]) -> tuple[Decimal, ...]:
    """*fee*, whole kr, in equal parts of whole kr; the last takes what does not divide."""
    if not due:
        return ()
    part = fee // len(due)
    return (*(part for _ in due[1:]), fee - part * (len(due) - 1))
