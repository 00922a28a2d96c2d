"""What the bytes of a cell mean: its style, its type and its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.values import BLANK, CellError, Value, from_serial, to_serial
from orxl.xlsx.xml.text import from_xstring, natural

_UNDERSCORE: Final = ord("_")  # looking for a number is eight times as fast as for a byte string

_TIME: Final = regex(r"T?[0-9]{2}:")
_MIDNIGHT: Final = regex(r"T24:00(?::00(?:\.0+)?)?(?![0-9:.])")
_LOTUS_DAY, _DAY_BEFORE = "1900-02-29", "1900-02-28"
"""The day that Excel inherited from Lotus 1-2-3, and the one before it."""

_Convert = Callable[[str], Value]


class WrongValueError(ValueError):
    """A cell that is not what it says. The text goes on where "the cell B2 …" left off."""


def quick_number(raw: bytes) -> float | None:
    """The finite number that *raw* spells, or None."""
    try:
        number = float(raw)
    except ValueError:
        return None
    if number - number != 0.0 or _UNDERSCORE in raw:  # NaN, infinity, Python's 1_000
        return None
    return number


@dataclass
class SheetContext:
    """What a cell's meaning depends on besides its own bytes."""

    name: str
    shared: list[str]
    dates: frozenset[int] = frozenset()
    date1904: bool = False


class CellValues:
    """Reads the values of one sheet's cells. Raises WrongValueError."""

    def __init__(self, context: SheetContext) -> None:
        self._context = context
        self._convert: Mapping[str, _Convert] = {
            "s": self._shared, "b": _bool, "str": from_xstring, "inlineStr": from_xstring,
            "e": CellError, "d": _iso, "n": self._plain_number,
        }  # fmt: skip

    def known(self, found: Mapping[str, str]) -> tuple[int, str, str]:
        """The style, the type (``d!``: a number shown as a date), and the quick way, if any."""
        # Some write an empty attribute for one that is not there; Excel's own readers allow it.
        style = 0 if found.get("s", "") == "" else natural(found["s"])
        kind = "n" if found.get("t", "") == "" else found["t"]
        if style is None or kind not in self._convert:
            raise WrongValueError("har ukjente egenskaper")
        if kind == "n" and style in self._context.dates:
            kind = "d!"
        return style, kind, kind if kind in ("n", "s", "str") else ""

    def value(self, kind: str, text: str, style: int) -> Value:
        """The value that *text* spells in a cell of this type and style."""
        if kind == "d!":
            return self.number(text.encode(), style)
        if not text and kind not in ("str", "inlineStr"):
            return BLANK
        return self._convert[kind](text)

    def number(self, raw: bytes, style: int) -> Value:
        """The number or date that *raw* spells in a cell of this style."""
        number = quick_number(raw)
        if number is None:
            if not raw.strip():
                return BLANK
            raise WrongValueError("har et tall som ikke er et tall")
        if style in self._context.dates:
            moment = from_serial(number, date1904=self._context.date1904)
            return number if moment is None else moment
        return number

    def _plain_number(self, text: str) -> Value:
        return self.number(text.encode(), -1)

    def _shared(self, text: str) -> Value:
        index = natural(text)
        if index is None or index >= len(self._context.shared):
            raise WrongValueError("viser til en tekst som ikke finnes")
        return self._context.shared[index]


def _bool(text: str) -> Value:
    if text not in ("0", "1", "true", "false"):
        raise WrongValueError("har en sannhetsverdi som verken er sann eller usann")
    return text in ("1", "true")


def _iso(text: str) -> Value:
    """A moment, or for a time of day alone the part of the day that has gone, as Excel counts.

    The end of a day may be spelled 24:00; Excel's own 29 February 1900 never was: it is a number.
    """
    spelled = text.strip().removesuffix("Z")
    if alone := _TIME.match(spelled) is not None:
        spelled = "2000-01-01T" + spelled.removeprefix("T")
    lotus = spelled.startswith(_LOTUS_DAY)
    spelled = spelled.replace(_LOTUS_DAY, _DAY_BEFORE, 1) if lotus else spelled
    midnight = _MIDNIGHT.search(spelled)
    spelled = spelled if midnight is None else _MIDNIGHT.sub("T00:00", spelled, count=1)
    try:
        moment = datetime.fromisoformat(spelled).replace(tzinfo=None)
    except ValueError:
        raise WrongValueError("har en dato som ikke er en dato") from None
    moment += timedelta(days=midnight is not None)
    if lotus:
        return to_serial(moment) + 1
    return (moment - datetime(2000, 1, 1)) / timedelta(days=1) if alone else moment
