"""From a cell's value to a model's field, or to the problem that prevents it."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value
from orxl.layout import Column, Kind

_NUMBER: Final = r"[-−+]?\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|[-−+]?\d+(?:[.,]\d+)?"
_NUMBER_ONLY: Final = regex(rf"\s*({_NUMBER})\s*")
_NUMBER_WITH_UNIT: Final = regex(rf"\s*(?:kr\.?|NOK|EUR|€)?\s*({_NUMBER})\s*(\D{{0,40}})")
_LONGEST: Final = 200
"""Characters in a text that may still be a number with its unit."""
_MINUS: Final = regex("[-−]")
_ROUND_SUM: Final = regex(r"[,.][-−–](?![^-−]*[-−])")
"""What stands behind a sum in whole kroner: «450,-»."""
_DATE: Final = regex(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*|\s*(\d{4})-(\d\d)-(\d\d)\s*")

_DATES: Final = (Kind.DATE, Kind.MOMENT)
_TEXTS: Final = frozenset(kind for kind in Kind if not kind.numeric and kind not in _DATES)
"""The kinds whose cells may hold a text."""

FieldValue = str | Decimal | int | date | datetime | None


class ProblemKind(Enum):
    """Why a cell's value does not fit its column."""

    TEXT_NUMBER = "tekst som ser ut som et tall"
    NUMBER_WITH_UNIT = "tall med enhet"
    NOT_A_NUMBER = "ikke et tall"
    NOT_WHOLE = "ikke et helt tall"
    DATE_AS_TEXT = "dato som tekst"
    NOT_A_DATE = "ikke en dato"
    NOT_TEXT = "ikke tekst"
    ERROR_VALUE = "feilverdi"
    MISSING = "mangler"
    NOT_IN_LIST = "ikke i listen"
    BAD_FORM = "feil form"


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that does not fit its column. ``reading`` is what it was probably meant to be."""

    kind: ProblemKind
    table: str
    column: Column
    cell: CellRef
    value: Value
    reading: Value | None = None


class Misfit(Exception):
    """Raised by :func:`convert`; carries the kind of problem and the probable meaning."""

    def __init__(self, kind: ProblemKind, reading: Value | None = None) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.reading = reading


def convert(value: Value, kind: Kind) -> FieldValue:
    """*value* as a field of *kind*; a blank is None. Raises Misfit."""
    if value is BLANK:
        return None
    if type(value) is str and kind in _TEXTS:  # most cells
        return value if value.strip() else None
    if isinstance(value, CellError):
        raise Misfit(ProblemKind.ERROR_VALUE)
    if kind in _DATES:
        return _date(value, kind)
    if kind.numeric:
        return _number(value, kind)
    if isinstance(value, str):
        return value if value.strip() else None
    raise Misfit(ProblemKind.NOT_TEXT)


def _number(value: Value, kind: Kind) -> Decimal | int:
    if isinstance(value, str):
        raise _text_for_number(value)
    if not isinstance(value, float):
        raise Misfit(ProblemKind.NOT_A_NUMBER)
    if kind in (Kind.INTEGER, Kind.FLAG, Kind.YEAR, Kind.MUNICIPALITY):
        if (exact := decimal(value)) != int(exact):
            raise Misfit(ProblemKind.NOT_WHOLE)
        return int(exact)
    return decimal(value)


def _text_for_number(text: str) -> Misfit:
    text = text.strip()
    if len(text) > _LONGEST:
        return Misfit(ProblemKind.NOT_A_NUMBER)
    if match := _NUMBER_ONLY.fullmatch(text):
        return Misfit(ProblemKind.TEXT_NUMBER, read_number(match[1]))
    if match := _NUMBER_WITH_UNIT.fullmatch(text):
        number = read_number(match[1])
        return Misfit(ProblemKind.NUMBER_WITH_UNIT, _signed(number, match[1], match[2]))
    return Misfit(ProblemKind.NOT_A_NUMBER)


def _signed(number: float | None, spelled: str, after: str) -> float | None:
    """*number* with the sign that stands behind it, or None where that may mean two things.

    «450-» is how an accounting system writes −450; «450,-» is 450 kroner and nothing else.
    """
    if number is None or not _MINUS.search(after) or _ROUND_SUM.match(after):
        return number
    return -number if after in ("-", "−") and spelled[0].isdigit() else None


def read_number(text: str) -> float | None:
    """A number as a Norwegian writes it, or None where the text could mean two numbers.

    «1 234,50», «1234.5» and «1.234.567» are clear; «1.234» may be 1234 or 1,234. None also where
    the number is larger than any that Excel has.
    """
    plain = re.sub(r"[ \u00a0\u202f]", "", text).replace("−", "-").lstrip("+")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    elif re.search(r"\.\d{3}$", plain):
        return None
    number = float(plain)
    return number if isfinite(number) else None


def _date(value: Value, kind: Kind) -> date | datetime:
    if isinstance(value, datetime):
        return value if kind is Kind.MOMENT else value.date()
    if isinstance(value, str) and (match := _DATE.fullmatch(value)):
        parts = [int(p) for p in match.groups() if p is not None]
        year, month, day = parts if match[4] else parts[::-1]
        try:
            raise Misfit(ProblemKind.DATE_AS_TEXT, datetime(year, month, day))
        except ValueError:
            pass
    raise Misfit(ProblemKind.NOT_A_DATE)


def decimal(value: float) -> Decimal:
    """Excel's double as the decimal number it stands for: 15 significant digits."""
    return Decimal(f"{value:.15g}")
