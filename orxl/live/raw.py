"""Between what Excel hands over and the six kinds of value, and back."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from orxl.core import nb
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
MAX_TEXT: Final = 32_767
MAX_FORMULA: Final = 8_192
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


def given(content: Content, at: CellRef, *, date1904: bool) -> str | float | bool:
    """What to hand Excel (as ``Formula``) so that *at* holds *content*.

    Raises RefusedEdit for what a cell cannot hold.
    """
    if isinstance(content, Formula):
        return "=" + _formula(content.text, at)
    if content is BLANK:
        return ""
    if isinstance(content, bool):
        return content
    if isinstance(content, float):
        if not math.isfinite(content):
            raise RefusedEdit(
                f"{at} kan ikke få et tall som ikke er endelig.", "Sjekk beregningen."
            )
        return content
    if isinstance(content, datetime):
        return _serial(content, at, date1904)
    if isinstance(content, CellError):
        raise RefusedEdit(
            f"{at} kan ikke få feilverdien «{content.code}» som fast verdi.",
            "Skriv en formel eller en tekst.",
        )
    if isinstance(content, str):
        return _text(content, at)
    raise RefusedEdit(
        f"{at} kan ikke få en verdi av typen {type(content).__name__}.",
        "Gi en tekst, et tall, en dato eller en sannhetsverdi.",
    )


def _formula(text: str, at: CellRef) -> str:
    if not text.strip() or text.lstrip().startswith("="):
        raise RefusedEdit(
            f"Formelen til {at} er tom eller begynner med likhetstegn.",
            "Gi formelen uten likhetstegn.",
        )
    if len(text) > MAX_FORMULA:
        raise RefusedEdit(
            f"Formelen til {at} er lengre enn {nb.number(MAX_FORMULA)} tegn.", "Del den opp."
        )
    return text


def _serial(moment: datetime, at: CellRef, date1904: bool) -> float:
    serial = to_serial(moment.replace(tzinfo=None), date1904=date1904)
    if from_serial(serial, date1904=date1904) is None:
        raise RefusedEdit(
            f"{at} kan ikke få datoen {nb.day(moment)}: den er eldre enn Excels kalender.",
            "Skriv datoen som tekst.",
        )
    return serial


def _text(text: str, at: CellRef) -> str:
    if len(text.encode("utf-16-le", "surrogatepass")) > 2 * MAX_TEXT:
        raise RefusedEdit(
            f"Teksten til {at} er lengre enn de {nb.number(MAX_TEXT)} tegnene en celle har plass "
            "til.",
            "Forkort den.",
        )
    return f"'{text}" if _would_be_read(text) else text


def _would_be_read(text: str) -> bool:
    """Whether Excel would take *text* for a formula, a number, a date or a truth value."""
    bare = text.strip()
    if not bare or bare[0] in "=+-@'#":
        return True
    if len(bare) > _LONGEST_DATE:
        return False
    return bare.casefold() in _READ_AS_SOMETHING or re.search(r"\d", bare) is not None
