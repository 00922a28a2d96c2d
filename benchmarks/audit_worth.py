"""What a simple formula would give with the values the sheets show: sums and plain arithmetic."""

from __future__ import annotations

from typing import Final

from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.formulas.calls import Call, Expression, parse
from orxl.formulas.precedents import locate
from orxl.formulas.tokens import Kind, Token
from orxl.rules.sheets.view import SheetsView

_MOST_CELLS: Final = 20_000
_ORDER: Final = (("+", "-"), ("*", "/"))


def worth(formula: str, at: CellRef, view: SheetsView) -> float | None:
    """The value of *formula* in *at*; None for anything but + − * / and SUM over numbers."""
    return _value(parse(formula), at, view, 0)


def _value(parts: Expression, at: CellRef, view: SheetsView, level: int) -> float | None:
    """The value of *parts*, split at the operators that bind least."""
    if level == len(_ORDER):
        return _operand(parts, at, view)
    total: float | None = None
    start, sign = 0, ""
    for position in range(len(parts) + 1):
        ends = position == len(parts)
        part = None if ends else parts[position]
        splits = isinstance(part, Token) and part.kind is Kind.INFIX and part.text in _ORDER[level]
        if not (ends or splits):
            continue
        value = _value(parts[start:position], at, view, level + 1)
        if value is None or (sign == "/" and value == 0):
            return None
        total = value if total is None else _apply(total, sign, value)
        sign = part.text if isinstance(part, Token) else ""
        start = position + 1
    return total


def _apply(left: float, sign: str, right: float) -> float:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    return left * right if sign == "*" else left / right


def _operand(parts: Expression, at: CellRef, view: SheetsView) -> float | None:
    sign = 1.0
    while parts and isinstance(parts[0], Token) and parts[0].kind is Kind.PREFIX:
        if parts[0].text not in "+-":
            return None
        sign = -sign if parts[0].text == "-" else sign
        parts = parts[1:]
    if len(parts) != 1:
        return None
    value = _one(parts[0], at, view)
    return None if value is None else sign * value


def _one(part: Token | Call, at: CellRef, view: SheetsView) -> float | None:
    if isinstance(part, Call):
        if part.name == "" and len(part.arguments) == 1:
            return _value(part.arguments[0], at, view, 0)
        return _sum(part, at, view) if part.name == "SUM" else None
    if part.kind is Kind.NUMBER:
        return float(part.text)
    if part.kind is not Kind.CELL:
        return None
    found = locate(part.text, at.sheet, view.book)
    if found is None or len(found) != 1:
        return None
    value = view.book.cell(CellRef(found[0].sheet, found[0].first_row, found[0].first_column)).value
    if value is BLANK:
        return 0.0
    return value if isinstance(value, float) else None


def _sum(call: Call, at: CellRef, view: SheetsView) -> float | None:
    total = 0.0
    for argument in call.arguments:
        only = argument[0] if len(argument) == 1 else None
        if not isinstance(only, Token) or only.kind not in (Kind.RANGE, Kind.CELL):
            value = _value(argument, at, view, 0)
            if value is None:
                return None
            total += value
            continue
        for area in locate(only.text, at.sheet, view.book) or ():
            height = area.last_row - area.first_row + 1
            if height * (area.last_column - area.first_column + 1) > _MOST_CELLS:
                return None
            for cell in area.cells():
                value_there = view.book.cell(cell).value
                if isinstance(value_there, float):
                    total += value_there
    return total
