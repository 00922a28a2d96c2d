"""Moving a formula: what a shared or filled-down formula reads in another cell.

The formula is cut once into literal text and references; each cell then only costs the numbers.
"""

from __future__ import annotations

import re
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.refs import MAX_COLUMN, MAX_ROW, column_letters, column_number

_CELL: Final = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_TOKEN: Final = regex(
    rf"""
    (?P<text>"(?:[^"]|"")*+")
  | (?P<quoted>'(?:[^']|'')*+')
  | (?P<error>\#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!|[A-Z_]+[!?]?))
  | (?P<area>(?<![\w.\\$]){_CELL}(?:\s*:\s*{_CELL})?(?![\w.\\(!?\[]))
  | (?P<columns>(?<![\w.\\$])\$?[A-Za-z]{{1,3}}\s*:\s*\$?[A-Za-z]{{1,3}}(?![\w.\\(!?\[$]))
  | (?P<rows>(?<![\w.\\$])\$?[1-9][0-9]{{0,6}}\s*:\s*\$?[1-9][0-9]{{0,6}}(?![\w.\\(!?\[]))
  | (?P<number>\d+(?:\.\d*)?(?:[Ee][+-]?\d+)?|\.\d+(?:[Ee][+-]?\d+)?)
  | (?P<word>[^\W\d][\w.\\?]*|\\[\w.\\?]*)
  | (?P<bracket>\[)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CORNER: Final = regex(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Corner:
    """A row and column of a reference, each fixed (``$``) or moving; 0 where there is none."""

    row: int
    column: int
    row_fixed: bool
    column_fixed: bool

    def moved(self, rows: int, columns: int) -> str | None:
        """Its text after the move, or None when it falls off the sheet."""
        row = self.row if self.row_fixed else self.row + rows
        column = self.column if self.column_fixed else self.column + columns
        text = ""
        if self.column:
            if not 1 <= column <= MAX_COLUMN:
                return None
            text = ("$" if self.column_fixed else "") + column_letters(column)
        if self.row:
            if not 1 <= row <= MAX_ROW:
                return None
            text += ("$" if self.row_fixed else "") + str(row)
        return text


Piece = str | tuple[Corner, ...]
"""Literal text, or a reference of one corner or two."""


def pieces(formula: str) -> list[Piece]:
    """*formula* (without ``=``) cut into literal text and references."""
    found: list[Piece] = []
    literal: list[str] = []
    at = 0
    while at < len(formula):
        token = _TOKEN.match(formula, at)
        if token is None:  # the last alternative takes any character
            raise AssertionError(formula)
        at = token.end()
        kind = token.lastgroup
        if kind == "bracket":
            at = bracket_end(formula, token.start())
            literal.append(formula[token.start() : at])
            continue
        corners = _corners(kind, token[0])
        if corners is None:
            literal.append(token[0])
            continue
        if literal:
            found.append("".join(literal))
            literal = []
        found.append(corners)
    if literal:
        found.append("".join(literal))
    return found


def bracket_end(formula: str, start: int) -> int:
    """Where the bracket that opens at *start* closes; ``'`` protects the next character."""
    depth = 0
    at = start
    while at < len(formula):
        letter = formula[at]
        if letter == "'":
            at += 1
        elif letter == "[":
            depth += 1
        elif letter == "]":
            depth -= 1
            if not depth:
                return at + 1
        at += 1
    return len(formula)


def _corners(kind: str | None, text: str) -> tuple[Corner, ...] | None:
    """The corners of a reference, or None when *text* only looks like one."""
    if kind not in ("area", "columns", "rows"):
        return None
    try:
        corners = tuple(_corner(part.strip()) for part in text.split(":"))
    except ValueError:
        return None
    return corners if all(corner.row <= MAX_ROW for corner in corners) else None


def _corner(text: str) -> Corner:
    whole = _CORNER.fullmatch(text)
    if whole is not None:
        return Corner(int(whole[4]), column_number(whole[2]), bool(whole[3]), bool(whole[1]))
    fixed = text.startswith("$")
    bare = text.lstrip("$")
    if bare.isdigit():
        return Corner(int(bare), 0, fixed, True)
    return Corner(0, column_number(bare), True, fixed)


def render(parts: list[Piece], rows: int, columns: int) -> str:
    """The formula whose :func:`pieces` are *parts*, moved by *rows* and *columns*."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
            continue
        texts = [corner.moved(rows, columns) for corner in part]
        known = [text for text in texts if text is not None]
        out.append(":".join(known) if len(known) == len(texts) else "#REF!")
    return "".join(out)


def shifted(formula: str, rows: int, columns: int) -> str:
    """*formula* as it reads when it is copied *rows* down and *columns* to the right.

    A reference that would leave the sheet becomes ``#REF!``, as in Excel.
    """
    return render(pieces(formula), rows, columns)
