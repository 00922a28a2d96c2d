"""The cells of a ledger's lines: codes, names, titles, and the words by which a sum is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from orxl.sources.ledger_columns import in_thousands, plain, year_in
from orxl.sources.ledger_records import Line
from orxl.sources.periods import moment, month_end, period

CODE: Final = re.compile(r"([0-9]{1,10})(?:[-–:]?\s[-–:\s]*([^\W\d_].*))?", re.DOTALL)
"""An account or a dimension: its number, or its number and its name in one cell.

«5 010» is none: what stands behind the space is no name."""
SUM: Final = re.compile(
    r"(?:[0-9]{1,10}\s+)?(?:(?:del|sub|total|grand )?(?:sum|total|totalt|totals?um)|i alt|resultat|"
    r"saldo)\b|.*\b(?:totalt|i alt)$",
    re.IGNORECASE,
)
"""How the text of a sum begins (or ends)."""
CREDITS: Final = frozenset({"k", "c", "kr", "cr", "kredit", "credit", "h", "haben"})
DEBITS: Final = frozenset({"d", "dr", "deb", "debet", "debit", "s", "soll"})
_UNTIL: Final = re.compile(r"\b(?:pr|per|t\.? ?o\.? ?m|til|hittil)\b|[-–]", re.IGNORECASE)
_PRINTED: Final = re.compile(r"utskrift|skrevet ut|kjørt|generert|rapportdato|printed", re.I)
_DAY: Final = re.compile(r"\b[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}\b")
_PERIODS: Final = re.compile(
    r"\b((?:19|20)[0-9]{2}-?[01][0-9])\s?(?:[-–]|til|t\.?o\.?m\.?)\s?(?:periode\s)?"
    r"((?:19|20)[0-9]{2}-?[01][0-9])\b"
)


def at(cells: Sequence[object], column: int) -> object:
    """What stands in *column* (from 0); None where the line is shorter, or there is no column."""
    return cells[column] if 0 <= column < len(cells) else None


def words(cells: Sequence[object]) -> tuple[str, ...]:
    """A line's words, by which a header is known when it comes again on the next page."""
    return tuple(p for cell in cells if (p := plain(cell)))


def is_sum(cell: object) -> bool:
    """Whether *cell* is the text of a sum."""
    return isinstance(cell, str) and SUM.match(cell.strip()) is not None


def dimension(cells: Sequence[object], column: int) -> str:
    """The code in a cell; ``""`` where there is none. «120 Administrasjon» is 120, 0 is none."""
    cell = at(cells, column)
    if cell is None or cell == "":
        return ""
    text = str(int(cell)) if isinstance(cell, Decimal) and cell == int(cell) else str(cell).strip()
    if " " in text and (match := CODE.fullmatch(text)) is not None:
        text = match[1]
    return "" if not text.strip("0-–") else text


def note_name(names: dict[str, str], code: str, cell: object) -> None:
    """Remember the name of *code*: the cell, or what stands behind the number in it."""
    if isinstance(cell, str) and cell.strip():
        match = CODE.fullmatch(cell.strip())
        name = cell.strip() if match is None else (match[2] or "").strip()
        if name:
            names.setdefault(code, name)


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
    texts = [text for text in texts if _PRINTED.search(text) is None]
    since: date | None = None
    days: list[date] = []
    for text in texts:
        if (found := _PERIODS.search(text)) is not None:
            first, last = period(found[1]), period(found[2])
            if first is not None and last is not None and first.year and last.year:
                since = date(first.year, min(max(first.month, 1), 12), 1)
                days.append(month_end(last.year, last.month))
        elif _UNTIL.search(text) is not None:
            dates = [d for d in map(moment, _DAY.findall(text)) if d is not None]
            if len(dates) == 2:
                since = min(dates)
            days += dates
    years = year_in(texts)
    thousands = next((text for text in texts if in_thousands(text)), "")
    return Titles(
        since, max(days, default=None), years.pop() if len(years) == 1 else None, thousands
    )
