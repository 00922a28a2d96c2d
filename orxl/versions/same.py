"""Whether two formulas are one formula, in two versions that are aligned.

A reference is the same when it names what became of the cell it named: then a row put in above,
or a sheet with another name, changes no formula. Within its own area it is also the same when it
is as far away as before, both relative: then a formula filled down into moved rows is no change.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.core.refs import CellRef, column_number
from orxl.formulas.defined import AXIS
from orxl.formulas.normal import normal
from orxl.formulas.structured import parse
from orxl.formulas.tokens import REFERENCES, Kind, Token, read_prefix, split_prefix, tokenize

if TYPE_CHECKING:
    from orxl.versions.alignment import Alignment

_PLAIN_TOKENS: Final = frozenset({Kind.SPACE})


class Sameness(StrEnum):
    """How much two formulas are one."""

    SAME = "same"
    SPELLED = "spelled"
    """They mean the same and are written otherwise: ``$``, spaces, a name instead of its cell."""
    CHANGED = "changed"


class Axis(NamedTuple):
    """One axis of a reference's corner: its number, and whether it has a ``$``."""

    number: int
    absolute: bool


class Corner(NamedTuple):
    """A corner of a reference; None for the axis that a whole row or column lacks."""

    column: Axis | None
    row: Axis | None


def same_formula(
    alignment: Alignment, before: tuple[str, CellRef], after: tuple[str, CellRef]
) -> Sameness:
    """How much the formula *before*, with its cell, and the formula *after* are one."""
    (text, at), (other, at_after) = before, after
    if text == other and alignment.still and at == at_after:
        return Sameness.SAME
    if _alike(alignment, tokenize(text), tokenize(other), at, at_after, strict=True):
        return Sameness.SAME
    one = tokenize(normal(text, at, alignment.version_before.book))
    two = tokenize(normal(other, at_after, alignment.version_after.book))
    if _alike(alignment, one, two, at, at_after, strict=False):
        return Sameness.SPELLED
    return Sameness.CHANGED


def _alike(
    alignment: Alignment, one: tuple[Token, ...], two: tuple[Token, ...],
    at: CellRef, at_after: CellRef, *, strict: bool,
) -> bool:  # fmt: skip
    if len(one) != len(two):
        return False
    for a, b in zip(one, two, strict=True):
        if a == b and a.kind not in REFERENCES:
            continue
        if a.kind in REFERENCES and b.kind in REFERENCES:
            if not _same_reference(alignment, a.text, b.text, at, at_after, strict):
                return False
        elif a.kind is Kind.STRUCTURED and b.kind is Kind.STRUCTURED:
            if not _same_structured(alignment, a.text, b.text, at):
                return False
        elif a.kind != b.kind or not _same_word(alignment, a, b):
            return False
    return True


def _same_word(alignment: Alignment, a: Token, b: Token) -> bool:
    """Whether *b* is what a renamed sheet or table made of the name *a*."""
    if a.kind is not Kind.NAME:
        return False
    (prefix, word), (other_prefix, other) = split_prefix(a.text), split_prefix(b.text)
    if _sheet(alignment, prefix) != _plain_sheet(other_prefix):
        return False
    return alignment.table_names.get(word.casefold(), word.casefold()) == other.casefold()


def _same_structured(alignment: Alignment, a: str, b: str, at: CellRef) -> bool:
    one, two = parse(a), parse(b)
    if one is None or two is None or one.items != two.items:
        return False
    name = one.table.casefold()
    if alignment.table_names.get(name, name) != two.table.casefold():
        return False
    headers = alignment.headers(one.table, at)
    return all(
        (None if before is None else headers.get(before.casefold(), before.casefold()))
        == (None if after is None else after.casefold())
        for before, after in ((one.first_column, two.first_column),
                              (one.last_column, two.last_column))
    )  # fmt: skip


def _plain_sheet(prefix: str) -> str:
    return "" if not prefix else read_prefix(prefix).first.casefold()


def _sheet(alignment: Alignment, prefix: str) -> str:
    name = _plain_sheet(prefix)
    return alignment.sheet_names.get(name, name).casefold() if name else ""


@lru_cache(maxsize=65_536)
def corners(body: str) -> tuple[Corner, ...] | None:
    """The corners of a reference without its sheet; None where it is none."""
    found: list[Corner] = []
    for text in body.split(":"):
        match = AXIS.fullmatch(text)
        if match is None:
            return None
        column_mark, letters, row_mark, digits = match[1], match[2], match[3], match[4]
        if letters is None:
            column_mark, row_mark = "", column_mark + row_mark
        found.append(
            Corner(
                None if letters is None else Axis(column_number(letters), bool(column_mark)),
                None if digits is None else Axis(int(digits), bool(row_mark)),
            )
        )
    return tuple(found)


def _same_reference(
    alignment: Alignment, a: str, b: str, at: CellRef, at_after: CellRef, strict: bool
) -> bool:
    (prefix, body), (other_prefix, other_body) = split_prefix(a), split_prefix(b)
    if prefix and (
        read_prefix(prefix).book or read_prefix(prefix).first != read_prefix(prefix).last
    ):
        return a.casefold() == b.casefold()
    if strict and bool(prefix) != bool(other_prefix):
        return False
    sheet = read_prefix(prefix).first if prefix else at.sheet
    there = read_prefix(other_prefix).first if other_prefix else at_after.sheet
    if alignment.sheet_names.get(sheet.casefold(), sheet).casefold() != there.casefold():
        return False
    one, two = corners(body), corners(other_body)
    if one is None or two is None or len(one) != len(two):
        return a.casefold() == b.casefold()
    if strict and any(_marks(x) != _marks(y) for x, y in zip(one, two, strict=True)):
        return False
    own = sheet.casefold() == at.sheet.casefold()
    for number, (x, y) in enumerate(zip(one, two, strict=True)):
        if (x.column is None) != (y.column is None) or (x.row is None) != (y.row is None):
            return False
        if _follows(alignment, sheet, x, y, single=len(one) == 1, last=number == 1):
            continue
        if not (own and _as_far(alignment, x, y, at, at_after, strict)):
            return False
    return True


def _marks(corner: Corner) -> tuple[bool | None, ...]:
    return tuple(None if axis is None else axis.absolute for axis in corner)


def _follows(
    alignment: Alignment, sheet: str, x: Corner, y: Corner, *, single: bool, last: bool
) -> bool:
    """Whether *y* is what became of *x*."""
    column = None if x.column is None else x.column.number
    row = None if x.row is None else x.row.number
    wanted = (
        None if y.row is None else y.row.number,
        None if y.column is None else y.column.number,
    )
    if alignment.followed(sheet, row, column) == wanted:
        return True
    return not single and alignment.shifted(sheet, row, column, last=last) == wanted


def _as_far(
    alignment: Alignment, x: Corner, y: Corner, at: CellRef, at_after: CellRef, strict: bool
) -> bool:
    """Whether *y* is as far from its formula as *x* was from its own, within one area."""
    if x.row is None or x.column is None or y.row is None or y.column is None:
        return False
    target = CellRef(at.sheet, x.row.number, x.column.number)
    if not alignment.in_one_area(at, target):
        return False
    for before, after, here, there in (
        (x.row, y.row, at.row, at_after.row),
        (x.column, y.column, at.column, at_after.column),
    ):
        relative = not (strict and before.absolute)
        if not (relative and before.number - here == after.number - there) and (
            alignment.axis_followed(target, before is x.row) != after.number
        ):
            return False
    return True
