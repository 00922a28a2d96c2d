"""Between what Excel hands over and the six kinds of value, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from orxl.core.contents import (
    checked_formula,
    checked_number,
    checked_serial,
    checked_text,
    no_value,
)
from orxl.core.edits import Content, Formula
from orxl.core.errors import RefusedEdit
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value, from_serial, to_serial

_ERROR_BASE: Final = -2_146_828_288
"""Excel hands an error over as the integer 0x800A0000 plus its XlCVError number."""
_ERRORS: Final = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?",
    2036: "#NUM!", 2042: "#N/A", 2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!",
    2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!", 2050: "#CALC!",
}  # fmt: skip
_LONGEST_DATE: Final = 40
"""No longer text is taken for a number or a date (weekday, day, month, year and clock)."""
_READ_AS_SOMETHING: Final = frozenset({"sann", "usann", "true", "false"})

Matrix = Sequence[Sequence[Any]]


def value(plain: Any, shown: Any, *, date1904: bool) -> Value:
    """The value of a cell whose ``Value2`` is *plain* and whose ``Value`` is *shown*.

    ``Value`` alone would round currencies to four decimals and dates to whole milliseconds, and
    ``Value2`` alone cannot tell a date from a number.
    """
    if plain is None:
        return BLANK
    if isinstance(plain, bool | str):
        return plain
    if isinstance(plain, int):
        return CellError(_ERRORS.get(plain - _ERROR_BASE, "#UNKNOWN!"))
    number = float(plain)
    if isinstance(shown, datetime):
        moment = from_serial(number, date1904=date1904)
        return number if moment is None else moment
    return number


def matrix(data: Any, rows: int, columns: int) -> Matrix:
    """A range's data as rows; Excel gives a single cell's bare, and xlwings one row's flat."""
    if rows == columns == 1:
        while isinstance(data, tuple | list):
            data = data[0]
        return ((data,),)
    if rows == 1 and not isinstance(data[0], tuple | list):
        return (data,)
    if columns == 1 and not isinstance(data[0], tuple | list):
        return [(item,) for item in data]
    return data  # type: ignore[no-any-return]


def refuse(content: Content, at: CellRef, *, date1904: bool) -> None:
    """Raise RefusedEdit where *content* is nothing that *at* can be given."""
    if isinstance(content, Formula):
        checked_formula(content.text, at)
    elif isinstance(content, CellError):
        raise RefusedEdit(
            f"{at} kan ikke få feilverdien «{content.code}» som fast verdi.",
            "Skriv en formel eller en tekst.",
        )
    elif isinstance(content, str):
        checked_text(content, at)
    elif isinstance(content, datetime):
        checked_serial(content, at, date1904=date1904)
    elif isinstance(content, float):
        checked_number(content, at)
    elif content is not BLANK and not isinstance(content, bool):
        raise no_value(content, at)


def given(content: Content, *, date1904: bool) -> str | float | bool:
    """What to hand Excel (as ``Formula``) so that a cell holds *content*.

    It refuses nothing: what is taken back stood in the cell before, whatever it is.
    """
    if isinstance(content, Formula):
        return f"={content.text}"
    if content is BLANK:
        return ""
    if isinstance(content, datetime):
        return to_serial(content.replace(tzinfo=None), date1904=date1904)
    if isinstance(content, CellError):
        return content.code
    if isinstance(content, str):
        return f"'{content}" if _would_be_read(content) else content
    return content


def _would_be_read(text: str) -> bool:
    """Whether Excel would take *text* for a formula, a number, a date or a truth value."""
    bare = text.strip()
    if not bare or bare[0] in "=+-@'#":
        return True
    if len(bare) > _LONGEST_DATE:
        return False
    return bare.casefold() in _READ_AS_SOMETHING or re.search(r"\d", bare) is not None
