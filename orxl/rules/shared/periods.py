"""Periods and deadlines in words: «Q1», «andre kvartal», «innen 1. mai», «august 2026»."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Final

from orxl.core.light import dataclass
from orxl.core.nb import MONTHS
from orxl.core.patterns import regex

_ORDINALS: Final = {"første": 1, "1.": 1, "andre": 2, "annet": 2, "2.": 2, "tredje": 3, "3.": 3,
                    "fjerde": 4, "4.": 4, "siste": 0}  # fmt: skip
_MONTH: Final = "|".join(MONTHS)
_ORDINAL: Final = "|".join(re.escape(word) for word in _ORDINALS)
_YEAR: Final = r"(?:\s(?P<year>(?:19|20)\d\d)\b)?"
_NAMED_PERIOD: Final = regex(
    r"(?:\b(?P<before>innen(?: utgangen av)?|senest(?: innen)?|før|frist:?)\s+)?"
    rf"(?:\b(?P<day>\d{{1,2}})\.\s?(?P<month>{_MONTH})\b{_YEAR}"
    rf"|(?<![\d.])(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>(?:19|20)?\d\d)\b"
    rf"|\b(?P<whole>{_MONTH})\b(?:\s(?P<wholeyear>(?:19|20)\d\d)\b)?"
    r"|\b[QK](?P<q>[1-4])\b"
    rf"|\b(?P<nth>{_ORDINAL})\s(?P<part>kvartal|halvår|tertial)(?:et)?\b)",
    re.IGNORECASE,
)
_MONTHS_IN: Final = {"kvartal": 3, "tertial": 4, "halvår": 6}


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a run of days that a text names; ``limit``: it is to be done by then."""

    text: str
    first: date
    last: date
    limit: bool

    def holds(self, day: date) -> bool:
        """Whether *day* is in it; where it is a limit, of its last month."""
        if self.limit:
            return self.first.replace(day=1) <= day <= self.last
        return self.first <= day <= self.last


def periods(text: str, year: int) -> Iterator[Period]:
    """The periods and days that *text* names, of *year* where it names none."""
    for match in _NAMED_PERIOD.finditer(text):
        span = _span(match, year)
        if span is not None:
            yield Period(match[0], *span, match["before"] is not None)


def _span(match: re.Match[str], year: int) -> tuple[date, date] | None:
    if match["q"] or match["part"]:
        length = 3 if match["q"] else _MONTHS_IN[match["part"].casefold()]
        parts = 12 // length
        number = int(match["q"]) if match["q"] else _ORDINALS[match["nth"].casefold()] or parts
        if number > parts:
            return None
        last = number * length
        return date(year, last - length + 1, 1), _end(year, last)
    if match["whole"]:
        of = int(match["wholeyear"] or year)
        month = MONTHS.index(match["whole"].casefold()) + 1
        return date(of, month, 1), _end(of, month)
    if match["day"]:
        of, month = int(match["year"] or year), MONTHS.index(match["month"].casefold()) + 1
        number = int(match["day"])
    else:
        of, month, number = int(match["y"]), int(match["m"]), int(match["d"])
        of += 2000 if of < 100 else 0
    try:
        return (date(of, month, number),) * 2
    except ValueError:  # 31. november: another rule speaks of it
        return None


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
