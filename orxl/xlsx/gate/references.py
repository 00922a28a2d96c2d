"""Formulas as the gate reads them: where references stand, and what they read.

The writer cuts a formula with one regular expression. The gate walks through it letter by letter,
so that a mistake in one of the two is a difference between them and not a damaged workbook.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.refs import MAX_COLUMN, MAX_ROW, column_letters, column_number

_CELL: Final = regex(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})")
_COLUMN: Final = regex(r"(\$?)([A-Za-z]{1,3})")
_ROW: Final = regex(r"(\$?)([1-9][0-9]{0,6})")
_ERROR: Final = regex(r"#(?:REF!|DIV/0!|N/A|[A-Z_]+[!?]?)")
_BETWEEN: Final = regex(r"\s*:\s*")


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner of a reference; ``row`` or ``column`` is 0 where whole columns or rows are."""

    row: int
    column: int
    row_fixed: bool
    column_fixed: bool

    def __str__(self) -> str:
        letters = column_letters(self.column) if self.column else ""
        fixed = "$" if self.column_fixed and self.column else "", "$" if self.row_fixed else ""
        return f"{fixed[0]}{letters}" + (f"{fixed[1]}{self.row}" if self.row else "")


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or an area in a formula's text, from ``start`` to ``end``."""

    start: int
    end: int
    sheet: str | None
    """The sheet's name before the exclamation mark; None: none. What spans sheets, or lies in
    another workbook, has a name that no sheet has."""
    corners: tuple[Corner, ...]


@lru_cache(maxsize=4096)
def references(formula: str) -> tuple[Reference, ...]:
    """The references in *formula* (without ``=``), in order; names, texts and tables are none."""
    found: list[Reference] = []
    sheet: str | None = None
    at = 0
    while at < len(formula):
        letter = formula[at]
        start = at
        if letter in "\"'":
            at = _closing(formula, at)
            name = formula[start + 1 : at - 1].replace("''", "'") if letter == "'" else ""
        elif letter == "[":
            at, name = _bracket(formula, at), ""
        elif letter == "#":
            error = _ERROR.match(formula, at)
            at = at + 1 if error is None else error.end()
            sheet = "#" if formula[at - 1] == "!" else None
            continue
        elif _in_word(letter):
            at = _word(formula, at)
            name = formula[start:at]
            reference = _reference(formula, start, at, sheet)
            if reference is not None:
                found.append(reference)
                at = reference.end
        else:
            at, name = at + 1, ""
        sheet = None
        if name and formula[at : at + 1] == "!":
            sheet = name if formula[start - 1 : start] not in ("]", ":") else "]" + name
            at += 1
    return tuple(found)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter in "_.$\\?"


def _word(formula: str, at: int) -> int:
    while at < len(formula) and _in_word(formula[at]):
        at += 1
    return at


def _closing(formula: str, at: int) -> int:
    """Behind the quote that closes the one *at*; a doubled quote is one sign of the text."""
    quote = formula[at]
    while True:
        at = formula.find(quote, at + 1)
        if at < 0:
            return len(formula)
        if formula[at + 1 : at + 2] != quote:
            return at + 1
        at += 1


def _bracket(formula: str, at: int) -> int:
    """Behind the bracket that closes the one *at*; an apostrophe protects the sign after it."""
    depth = 0
    while at < len(formula):
        if formula[at] == "'":
            at += 1
        else:
            depth += {"[": 1, "]": -1}.get(formula[at], 0)
        at += 1
        if not depth:
            break
    return min(at, len(formula))


def _reference(formula: str, start: int, end: int, sheet: str | None) -> Reference | None:
    """The reference that begins with the word between the offsets, if it is one."""
    first = _corner(formula, start, end)
    if first is None:
        return None
    colon = _BETWEEN.match(formula, end)
    if colon is not None:
        stop = _word(formula, colon.end())
        last = _corner(formula, colon.end(), stop)
        if (
            last is not None
            and bool(last.row) == bool(first.row)
            and (bool(last.column) == bool(first.column))
        ):
            return Reference(start, stop, sheet, (first, last))
    is_cell = first.row and first.column
    return Reference(start, end, sheet, (first,)) if is_cell else None


def _corner(formula: str, start: int, end: int) -> Corner | None:
    """The word between the offsets as a corner; None for a function, a name, a table, a sheet."""
    if formula[end : end + 1] in ("(", "[", "!"):
        return None
    word = formula[start:end]
    try:
        if (cell := _CELL.fullmatch(word)) is not None:
            row, column = int(cell[4]), column_number(cell[2])
            return Corner(row, column, bool(cell[3]), bool(cell[1])) if row <= MAX_ROW else None
        if (letters := _COLUMN.fullmatch(word)) is not None:
            return Corner(0, column_number(letters[2]), False, bool(letters[1]))
    except ValueError:  # a name that begins as a column does: beyond XFD
        return None
    if (digits := _ROW.fullmatch(word)) is not None and int(digits[2]) <= MAX_ROW:
        return Corner(int(digits[2]), 0, bool(digits[1]), False)
    return None


def rewritten(formula: str, change: Callable[[Reference], str | None]) -> str:
    """*formula* with each reference's text replaced by what *change* gives (None: as it is)."""
    out: list[str] = []
    at = 0
    for reference in references(formula):
        new = change(reference)
        if new is not None:
            out += (formula[at : reference.start], new)
            at = reference.end
    return "".join([*out, formula[at:]])


def moved(formula: str, rows: int, columns: int) -> str:
    """*formula* as it reads when its cell is copied so many rows down and columns to the right."""

    def step(corner: Corner) -> Corner | None:
        row, column = corner.row, corner.column
        if row and not corner.row_fixed:
            row += rows
            if not 1 <= row <= MAX_ROW:
                return None
        if column and not corner.column_fixed:
            column += columns
            if not 1 <= column <= MAX_COLUMN:
                return None
        return Corner(row, column, corner.row_fixed, corner.column_fixed)

    def text(reference: Reference) -> str:
        stepped = [step(corner) for corner in reference.corners]
        gone = any(corner is None for corner in stepped)
        return "#REF!" if gone else ":".join(str(corner) for corner in stepped)

    return rewritten(formula, text) if rows or columns else formula


def same_formula(a: str, b: str) -> bool:
    """Whether two formulas read the same: a reference's capitals and blanks apart."""
    return a == b or _reading(a) == _reading(b)


def _reading(formula: str) -> list[object]:
    out: list[object] = []
    at = 0
    for reference in references(formula):
        out += (formula[at : reference.start], reference.corners)
        at = reference.end
    return [*out, formula[at:]]
