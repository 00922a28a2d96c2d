"""What the copies of a formula have in common on a sheet, and how a name's meaning is put in."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from orxl.core.refs import Range
from orxl.formulas.form import Form
from orxl.formulas.scanning import scan
from orxl.formulas.tokens import Kind, Token

_WHOLE_PLACE: Final = re.compile(
    r"'(?:[^':\[\]]|''){1,64}'!\$[A-Z]{1,2}\$[1-9][0-9]{0,5}(:\$[A-Z]{1,2}\$[1-9][0-9]{0,5})?"
)
_JOINTS: Final = frozenset(
    {
        Kind.OPEN, Kind.CLOSE, Kind.FUNCTION, Kind.COMMA, Kind.SEMICOLON, Kind.UNION, Kind.INFIX,
        Kind.PREFIX, Kind.POSTFIX, Kind.ARRAY_OPEN, Kind.ARRAY_CLOSE, Kind.SPACE,
    }
)  # fmt: skip
"""What may stand beside a name or a column so that putting in its meaning moves no token's end."""


class Place(NamedTuple):
    """A reference, and what it means."""

    text: str
    areas: tuple[Range, ...]


class OwnRow:
    """``[@Beløp]``: a cell in the formula's own row, where that is one of the table's."""

    def __init__(self, sheet: str, column: int, before: str, rows: range) -> None:
        self.rows = rows
        self._sheet, self._column = sheet, column
        self._before = before  # how it is written, up to the row
        self._known: dict[int, Place] = {}

    def at(self, row: int) -> Place:
        """The cell in *row*."""
        place = self._known.get(row)
        if place is None:
            area = Range(self._sheet, row, self._column, row, self._column)
            place = self._known[row] = Place(f"{self._before}{row}", (area,))
        return place


Ranges = dict[Range | tuple[str, int, int, int, int], Range]
"""The ranges that formulas were found to name: one object for each. What a range consists of finds
it, too."""


class Spot(NamedTuple):
    """Cells of the text's own: everything but their rows, and which of its numbers these are."""

    sheet: str
    left: int
    right: int
    top: int
    bottom: int


Slot = int | Place | OwnRow
"""A reference of a template: one of the text's own (its number), one that is the same in all
copies, or one in the copy's own row."""


class Template(NamedTuple):
    """What the copies of a formula have in common on a sheet."""

    form: Form
    slots: tuple[Slot, ...]
    read: tuple[Slot | Spot, ...]
    """Those of them whose values are read; the text's own mostly as spots."""
    rows: range | None
    """Where it holds; None: everywhere."""
    as_written: bool
    """The references are the text's own, in their order: it is lowered as it stands."""


def cut(piece: str) -> tuple[Token, ...]:
    """The tokens of what a name or a column stands for; it is mostly one place."""
    found = _WHOLE_PLACE.fullmatch(piece)
    if found is None:
        return scan(piece)
    return (Token(Kind.CELL if found[1] is None else Kind.RANGE, piece),)


def joins(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether what is put in at *place* makes no other token of what stands beside it."""
    beside = (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2])
    return all(kind in _JOINTS and text not in (":", "@", "#") for kind, text in beside)


def whole(tokens: tuple[Token, ...]) -> bool:
    """Whether each parenthesis that *tokens* open is closed by them, and no other."""
    depth = 0
    for kind, _ in tokens:
        if kind in (Kind.FUNCTION, Kind.OPEN, Kind.ARRAY_OPEN):
            depth += 1
        elif kind in (Kind.CLOSE, Kind.ARRAY_CLOSE):
            depth -= 1
        if depth < 0 or kind is Kind.UNKNOWN:
            return False
    return depth == 0
