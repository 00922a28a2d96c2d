"""Dates and accounting periods as ledgers write them.

A period is a month of a year; 0 is the opening balance, and 13 and up are entries of the year's
end. The year may be missing (``3``, ``mars``): then what is around the figures must say it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from orxl.core.nb import MONTHS

_ABROAD: Final = {"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7,
                  "october": 10, "december": 12}  # fmt: skip
_NAMES: Final = {
    **{name: number for number, name in enumerate(MONTHS, start=1)},
    **{name[:3]: number for number, name in enumerate(MONTHS, start=1)},
    "sept": 9, "oct": 10, "dec": 12, "des": 12, **_ABROAD,
}  # fmt: skip
LAST: Final = 16
"""The last special period that ledgers have (SAP: 13 to 16)."""
_YEAR_FIRST: Final = re.compile(r"((?:19|20)\d\d)[-./ ]?0?(\d\d?)")
_YEAR_LAST: Final = re.compile(r"0?(\d\d?)[-./ ]((?:19|20)\d\d)")
_NAMED: Final = re.compile(r"([a-zæøå]+)[. -]*((?:19|20)\d\d)?", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?:p|per|periode)?[. ]*0?(\d\d?)", re.IGNORECASE)
_ISO: Final = re.compile(r"(\d{4})[-./](\d\d?)[-./](\d\d?)(?:[T ][\d:.,]*Z?)?")
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_NORWEGIAN: Final = re.compile(r"(\d\d?)[.\-](\d\d?)[.\-](\d{4}|\d\d)(?: [\d:.]+)?")
_SLASHED: Final = re.compile(r"(\d\d?)/(\d\d?)/(\d{4}|\d\d)(?: [\d:.]+)?")


class Period(NamedTuple):
    """A month (1–12), the opening (0) or an entry of the year's end (13–16) of a year."""

    year: int | None
    month: int


def period(cell: object) -> Period | None:
    """The period in *cell*; None where it is none. A date is in its month."""
    if isinstance(cell, date):  # a datetime is one, too
        return Period(cell.year, cell.month)
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, Decimal | int | float):
        if cell != int(cell):
            # 1.2026 as a number: the first period, if all of the year is there.
            return period(f"{cell}") if re.fullmatch(r"\d\d?\.20\d\d", f"{cell}") else None
        cell = str(int(cell))
    text = str(cell).strip()
    for form, year, month in ((_YEAR_FIRST, 1, 2), (_YEAR_LAST, 2, 1)):
        if (match := form.fullmatch(text)) is not None:
            return _period(int(match[year]), int(match[month]))
    if (match := _NUMBERED.fullmatch(text)) is not None:
        return _period(None, int(match[1]))
    match = _NAMED.fullmatch(text)
    if match is not None and (named := _NAMES.get(match[1].casefold())) is not None:
        return Period(int(match[2]) if match[2] else None, named)
    day = moment(cell)
    return None if day is None else Period(day.year, day.month)


def _period(year: int | None, month: int) -> Period | None:
    return Period(year, month) if 0 <= month <= LAST else None


def moment(cell: object) -> date | None:
    """The day in *cell*; None where it is none, or may be two (3/4/2026)."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if cell is None or isinstance(cell, bool):
        return None
    text = str(cell).strip()
    with suppress(ValueError):
        for form in (_ISO, _COMPACT):
            if (match := form.fullmatch(text)) is not None:
                return date(int(match[1]), int(match[2]), int(match[3]))
        if (match := _NORWEGIAN.fullmatch(text)) is not None:
            return date(_full(match[3]), int(match[2]), int(match[1]))
        if (match := _SLASHED.fullmatch(text)) is not None:
            first, second = int(match[1]), int(match[2])
            if first > 12 or first == second:
                return date(_full(match[3]), second, first)
            if second > 12:
                return date(_full(match[3]), first, second)
    return None


def _full(year: str) -> int:
    return int(year) + 2000 if len(year) == 2 else int(year)


def month_end(year: int, month: int) -> date:
    """The last day of a month; of the year for an entry of its end, the day before for 0."""
    month = min(month, 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
