"""What Excel's objects have in common, as pywin32 hands them over, and what a cell holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orxl.core.values import BLANK, CellError, Value, to_serial
from tests.live.windows.com import ComError, Dispatch

DIV0, NA = -2146826281, -2146826246
ERRORS = {"#DIV/0!": DIV0, "#N/A": NA}
FILL_COPY = 1
"""xlFillCopy; xlFillFormats is 3."""
REFUSED = -2147352567
"""DISP_E_EXCEPTION."""


def refuse(text: str) -> ComError:
    details = (0, "Microsoft Excel", text, "xlmain11.chm", 0, -2146827284)
    return ComError(REFUSED, "Det oppstod et unntak.", details, None)


class _Members:
    """What pywin32 asks when a member is not known: there is none, and Excel is not busy."""

    def GetIDsOfNames(self, _zero: int, _name: str) -> int:  # noqa: N802
        raise ComError(-2147352570, "Ukjent navn.", None, None)


class Known(Dispatch):
    """One of Excel's objects."""

    _oleobj_ = _Members()


class Thing(Known):
    """An object that knows only what it is given; anything else is an AttributeError."""

    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)


class Many(Known):
    """A collection, numbered from 1 and, where its things have names, called by name."""

    def __init__(self, things: list[Any], **more: Any) -> None:
        self.things = things
        self.__dict__.update(more)

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self.things)

    def Item(self, key: int | str) -> Any:  # noqa: N802
        for number, thing in enumerate(self.things, start=1):
            if key == number or (isinstance(key, str) and thing.Name.lower() == key.lower()):
                return thing
        raise refuse("Subscript out of range")

    def __call__(self, key: int | str) -> Any:
        return self.Item(key)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.things)


@dataclass
class Content:
    """What a cell holds, as COM gives it."""

    value: Any = None
    formula: str = ""
    shown: Any = None
    """``Value``, where it is another than ``Value2``."""
    prefix: str = ""
    number_format: str = "General"
    locked: bool = True
    look: Any = 0
    """Stands for fill, font and border at once."""
    drop_down: str = ""


def plain(value: Value) -> Any:
    if value is BLANK:
        return None
    if isinstance(value, CellError):
        return ERRORS[value.code]
    return to_serial(value) if isinstance(value, datetime) else value
