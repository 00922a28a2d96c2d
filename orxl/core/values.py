"""The six kinds of cell value, which are never confused with each other.

A cell holds a blank, a text, a number, a truth value, a date or an error. Five of them are
Python types; the blank and the error have types of their own here, so that ``0``, ``""``,
``False`` and "nothing at all" stay four different things.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from orxl.core.light import dataclass


class Blank(Enum):
    """The type of the blank cell; its one member is :data:`BLANK`."""

    TOKEN = "blank"  # no password  # nosec B105

    __hash__ = object.__hash__  # the enumeration's own is not in C

    def __bool__(self) -> bool:
        # `value or default` would treat blank, 0, "" and FALSE alike: a wrong figure in the making.
        raise TypeError("a blank has no truth value: compare with `is BLANK`")

    def __repr__(self) -> str:
        return "BLANK"


BLANK: Final = Blank.TOKEN


@dataclass(frozen=True, slots=True)
class CellError:
    """An Excel error value, for example ``CellError("#N/A")``."""

    code: str

    def __str__(self) -> str:
        return self.code


Value = Blank | str | float | bool | datetime | CellError
"""What a cell can hold. Numbers are always ``float`` (Excel's doubles), dates ``datetime``."""

EPOCH_1900: Final = datetime(1899, 12, 30)
EPOCH_1904: Final = datetime(1904, 1, 1)
_LEAP_DAY_1900: Final = 60
"""The serial number of 29 February 1900, a day that Excel has and the calendar has not."""
_END_1900: Final = 2_958_466
_END_1904: Final = 2_957_004
"""The serial number of 1 January 10000, the first day after Excel's calendar."""


def to_serial(moment: date, *, date1904: bool = False) -> float:
    """Excel's serial number for *moment*: days since its calendar began in 1900 or in 1904.

    Negative for a moment before that, which no cell can hold.
    """
    at = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)
    delta = at - (EPOCH_1904 if date1904 else EPOCH_1900)
    days = delta.days
    if not date1904 and days < _LEAP_DAY_1900 + 1:
        days -= 1
    return days + (delta.seconds + delta.microseconds / 1e6) / 86_400


def from_serial(serial: float, *, date1904: bool = False) -> datetime | None:
    """The moment that *serial* stands for, or ``None`` where there is no such date.

    The calendar of 1900 has two days that never were: day 0, which a time without a date stands
    on, and the 29 February that Excel inherited from Lotus 1-2-3.
    """
    first = 0 if date1904 else 1
    if not first <= serial < (_END_1904 if date1904 else _END_1900):
        return None
    # Excel shows whole milliseconds at most; rounding there undoes the error of the double.
    since = timedelta(milliseconds=round(serial * 86_400_000))
    if date1904:
        return EPOCH_1904 + since if since.days < _END_1904 else None
    if since.days == _LEAP_DAY_1900 or since.days >= _END_1900:
        return None
    return EPOCH_1900 + since + timedelta(days=since.days < _LEAP_DAY_1900)


def same_to_15_digits(a: float, b: float) -> bool:
    """Whether *a* and *b* are one number to Excel, which keeps 15 significant digits."""
    return a == b or f"{a:.14e}" == f"{b:.14e}" or abs(a - b) <= 2e-15 * max(abs(a), abs(b))


def same_value(a: Value, b: Value, *, date1904: bool = False) -> bool:
    """Whether *a* and *b* are the same value of the same kind (numbers to 15 digits).

    A date and a number are the same when the serial number is: a formula's cell often gets its
    date format later than its value. ``date1904``: the workbook's dates count from 1904.
    """
    if isinstance(a, datetime):
        a = to_serial(a, date1904=date1904)
    if isinstance(b, datetime):
        b = to_serial(b, date1904=date1904)
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, float) and isinstance(b, float):
        return same_to_15_digits(a, b)
    return type(a) is type(b) and a == b
