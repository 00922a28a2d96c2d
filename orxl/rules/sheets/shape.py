"""The shape of a formula: its tokens with every reference as seen from the formula's own cell.

Copies of one formula have equal shapes. Where two shapes differ, the atoms say in what.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from orxl.core.refs import column_number
from orxl.formulas.defined import AXIS
from orxl.formulas.relative import even_prefix
from orxl.formulas.tokens import REFERENCES, Kind, bare_function, split_prefix, tokenize


class Corner(NamedTuple):
    """A corner of a reference. ``row``/``column`` are offsets unless fixed with ``$``.

    ``None`` where a whole row or a whole column has none.
    """

    row: int | None
    column: int | None
    row_fixed: bool
    column_fixed: bool

    def resolved(self, row: int, column: int) -> tuple[int | None, int | None]:
        """The row and column meant by a formula in (*row*, *column*)."""
        return (
            self.row if self.row is None or self.row_fixed else self.row + row,
            self.column if self.column is None or self.column_fixed else self.column + column,
        )


class Atom(NamedTuple):
    """One token. A reference has its sheet and corners; all others have their text."""

    kind: Kind
    text: str
    sheet: str = ""
    corners: tuple[Corner, ...] = ()


Shape = tuple[Atom, ...]

_SPEAKING: Final = frozenset(
    {*REFERENCES, Kind.STRUCTURED, Kind.NAME, Kind.FUNCTION, Kind.ERROR, Kind.UNKNOWN}
)


def shape(formula: str, row: int, column: int) -> Shape:
    """The shape of *formula* (without ``=``) in the cell (*row*, *column*)."""
    return tuple(
        Atom(
            kind,
            text,
            sheet,
            tuple(
                Corner(
                    r if r is None or r_fixed else r - row,
                    c if c is None or c_fixed else c - column,
                    r_fixed,
                    c_fixed,
                )
                for r, c, r_fixed, c_fixed in corners
            ),
        )
        if corners
        else Atom(kind, text, sheet)
        for kind, text, sheet, corners in read(formula)
    )


def is_constant(atoms: Shape) -> bool:
    """Whether a formula is a number in disguise (``=1200+34``): it reads nothing at all."""
    return not any(atom.kind in _SPEAKING for atom in atoms)


def reads(atoms: Shape, at: tuple[int, int]) -> bool:
    """Whether a formula of this shape, standing in *at*, would read its own cell."""
    for atom in atoms:
        spots = [corner.resolved(*at) for corner in atom.corners]
        if not spots or atom.sheet:
            continue
        inside = (
            spots[0][axis] is None or spots[0][axis] <= at[axis] <= spots[-1][axis]  # type: ignore[operator]
            for axis in (0, 1)
        )
        if all(inside):
            return True
    return False


@lru_cache(maxsize=16_384)
def read(formula: str) -> tuple[Atom, ...]:
    """*formula*'s atoms with absolute corners; plus signs in front and spaces are left out."""
    atoms: list[Atom] = []
    for kind, text in tokenize(formula):
        if kind is Kind.SPACE or (kind is Kind.PREFIX and text == "+"):
            continue
        if kind in REFERENCES:
            prefix, body = split_prefix(text)
            corners = tuple(_corner(corner) for corner in body.split(":"))
            atoms.append(Atom(kind, "", even_prefix(prefix), corners))
        elif kind is Kind.FUNCTION:
            atoms.append(Atom(kind, bare_function(text) + "("))
        elif kind is Kind.TEXT:
            atoms.append(Atom(kind, text))
        elif kind is Kind.NUMBER:
            atoms.append(Atom(kind, f"{float(text):.15g}"))
        else:
            atoms.append(Atom(kind, text.casefold()))
    return tuple(atoms)


@lru_cache(maxsize=65_536)
def _corner(text: str) -> Corner:
    match = AXIS.fullmatch(text)
    if match is None:
        return Corner(None, None, True, True)
    column_mark, letters, row_mark, digits = match[1], match[2], match[3], match[4]
    if letters is None:  # a whole row, $3: the mark was read as the column's
        column_mark, row_mark = "", column_mark + row_mark
    return Corner(
        int(digits) if digits is not None else None,
        column_number(letters) if letters is not None else None,
        bool(row_mark),
        bool(column_mark),
    )
