"""What the lines above a ledger's headers say: of which days, of which year, in thousands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from orxl.sources.ledger_columns import in_thousands, year_in
from orxl.sources.ledger_records import Line
from orxl.sources.periods import Period, moment, month_end, period

_UNTIL: Final = re.compile(r"\b(?:pr|per|t\.? ?o\.? ?m|til|hittil)\b", re.IGNORECASE)
_PRINTED: Final = re.compile(r"utskrift|skrevet ut|kjørt|generert|rapportdato|printed", re.I)
_DAY: Final = re.compile(r"\b[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}\b")
_TO: Final = r"\s?(?:[-–]|til(?: og med)?|t\.?o\.?m\.?)\s?(?:periode\s)?"
_DAYS: Final = re.compile(rf"({_DAY.pattern}){_TO}({_DAY.pattern})")
_PERIODS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b((?:19|20)[0-9]{{2}}-?[01][0-9]){_TO}((?:19|20)[0-9]{{2}}-?[01][0-9])\b",
        rf"\bperioder?:? ([0-9]{{1,2}}){_TO}([0-9]{{1,2}})\b(?![.,0-9])",
        rf"\b([a-z]{{3,9}}(?: 20[0-9]{{2}})?){_TO}([a-z]{{3,9}}(?: 20[0-9]{{2}})?)\b",
    )
)
"""«202601 - 202608», «periode 1–8», «januar – august 2026»."""

_MONTH: Final = re.compile(
    r"\b(?:pr|per|t\.?o\.?m|til og med|ut)\.? ([a-z]{3,9}(?: 20[0-9]{2})?)\b", re.IGNORECASE
)


class Titles(NamedTuple):
    """What the lines above the headers say."""

    since: date | None
    until: date | None
    year: int | None
    thousands: str
    """The title that says the amounts are in thousands."""


def titles(lines: Sequence[Line], sheet: str) -> Titles:
    """The days and the year that the titles say the figures are of, and whether in thousands."""
    texts = [c for line in lines for c in line.cells if isinstance(c, str)] + [sheet]
    texts = [text[:300] for text in texts if _PRINTED.search(text) is None]
    years = year_in(texts)
    year = years.pop() if len(years) == 1 else None
    starts: list[date] = []
    ends: list[date] = []
    for text in texts:
        months = _months(text)
        if (found := _DAYS.search(text)) is not None:
            starts += [day for day in (moment(found[1]),) if day is not None]
            ends += [day for day in (moment(found[2]),) if day is not None]
        elif months is not None:
            first, last = months
            of, to = first.year or last.year or year, last.year or year
            if of is not None and to is not None:
                starts.append(date(of, min(max(first.month, 1), 12), 1))
                ends.append(month_end(to, last.month))
        elif (end := _end(text, year)) is not None:
            ends.append(end)
        elif _UNTIL.search(text) is not None:
            ends += [day for day in map(moment, _DAY.findall(text)) if day is not None]
    thousands = next((text for text in texts if in_thousands(text)), "")
    return Titles(min(starts, default=None), max(ends, default=None), year, thousands)


def _end(text: str, year: int | None) -> date | None:
    """The end of the month that *text* says the figures are to: «per august»."""
    found = _MONTH.search(text)
    last = None if found is None else period(found[1])
    of = year if last is None or last.year is None else last.year
    return None if last is None or of is None else month_end(of, last.month)


def _months(text: str) -> tuple[Period, Period] | None:
    """The first and the last period that *text* says."""
    for form in _PERIODS:
        found = form.search(text)
        if found is not None:
            first, last = period(found[1]), period(found[2])
            if first is not None and last is not None:
                return first, last
    return None
