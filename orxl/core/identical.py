"""Whether two things cannot be told apart by anyone who reads them: 1 and TRUE can.

Python takes 1, 1.0 and True for equal. A workbook does not, and neither does a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Cell, Sheet
from orxl.core.values import Value

_PLAIN: Final = frozenset({str, bytes, bool, int, date, datetime, CellRef, Range})
_NUMBERS: Final = frozenset({float, Decimal})
_SETS: Final = frozenset({frozenset, set})


def very_same(one: Value, other: Value) -> bool:
    """Whether two values are the same one, of the same kind, to the last digit."""
    return one is other or (
        type(one) is type(other) and one == other and (one != 0 or repr(one) == repr(other))
    )


def same_content(one: Cell, other: Cell) -> bool:
    """Whether the same stands in two cells, whatever they look like."""
    return one is other or (
        one.formula == other.formula
        and one.kind == other.kind
        and very_same(one.value, other.value)
    )


def same_cell(one: Cell, other: Cell) -> bool:
    """Whether two cells are the same, their style too."""
    return one.style == other.style and same_content(one, other)


def same_sheet(one: Sheet, other: Sheet) -> bool:
    """Whether two sheets are the same, cells and all else."""
    if one is other:
        return True
    if len(one.cells) != len(other.cells) or not _same_frame(one, other):
        return False
    held = other.cells
    return all(
        (was := held.get(at)) is not None and same_cell(cell, was) for at, cell in one.cells.items()
    )


def _same_frame(one: Sheet, other: Sheet) -> bool:
    fields: Mapping[str, object] = type(one).__dataclass_fields__
    names = (name for name in fields if name != "cells")
    return all(alike(getattr(one, name), getattr(other, name)) for name in names)


def alike(one: Any, other: Any) -> bool:
    """Whether two values of any kind cannot be told apart.

    What is made of values is compared part by part. An object with attributes of its own (a row, a
    table, a record) may be known by its identity, so another one is another.
    """
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other):
        return False
    if kind in _PLAIN:
        return bool(one == other)
    if kind in _NUMBERS:
        return bool(one == other) and repr(one) == repr(other)
    if isinstance(one, tuple) or kind is list:
        return len(one) == len(other) and all(map(alike, one, other))
    if kind is dict:
        return (
            len(one) == len(other)
            and all(map(alike, one, other))
            and all(map(alike, one.values(), other.values()))
        )
    if hasattr(one, "__light_fields__") and not hasattr(one, "__dict__"):
        return all(alike(getattr(one, n), getattr(other, n)) for n in kind.__light_fields__)
    return (
        kind in _SETS
        and one == other
        and repr(sorted(map(repr, one))) == repr(sorted(map(repr, other)))
    )
