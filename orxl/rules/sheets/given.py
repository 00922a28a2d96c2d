"""What a formula of a sheet would give if it were copied to another of its cells.

A form is taken apart once; after that it costs some additions in each cell that it is tried in.
Only what a reader can follow with a calculator is worked out: ``+ − * / ^ %``, SUM, AVERAGE, MIN,
MAX, ROUND and ABS over numbers. Anything else gives nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log10
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.core.light import dataclass, field
from orxl.core.values import BLANK
from orxl.formulas.calls import Call, Expression, parse
from orxl.formulas.tokens import Kind, Token
from orxl.rules.sheets.shape import Corner, read
from orxl.rules.sheets.sheet import At, SheetView

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

_MOST_CELLS: Final = 2_000
_ORDER: Final = (frozenset("+-"), frozenset("*/"), frozenset("^"))


class Unknown(Exception):
    """The formula cannot be worked out (here)."""


class Given(NamedTuple):
    """What a formula gives in a cell, and from what.

    ``read`` are the cells with numbers that it calculates with; ``operands`` how many of these are
    not nought, with the typed factors in the formula that change its digits.
    """

    value: float
    read: tuple[tuple[SheetView, At], ...]
    operands: int


@dataclass(slots=True)
class _Trial:
    """One calculation: the cell that it is for, and what it has read."""

    view: SheetsView
    sheet: SheetView
    at: At
    nothing: float | None
    read: list[tuple[SheetView, At]] = field(default_factory=list)
    operands: int = 0

    def number(self, home: SheetView, at: At) -> float | None:
        """The number in a cell; None where it is blank or a text. Raises Unknown on an error."""
        cell = home.sheet[at]
        value = cell.value
        if isinstance(value, float):
            self.read.append((home, at))
            self.operands += value != 0
            return value
        if value is BLANK and cell.formula is None:
            return None
        if isinstance(value, str):
            return None
        raise Unknown


Work = Callable[[_Trial], float]
"""A form taken apart: what it gives in the cell of a trial."""


def given(
    view: SheetsView, sheet: SheetView, model: At, at: At, nothing: float | None = None
) -> Given | None:
    """What the formula in *model* gives when it is copied to *at*; None where nobody can say.

    ``nothing`` is what nought divided by nought shall be: people type 0 there.
    """
    work = _works(view, sheet, model)
    if work is None:
        return None
    trial = _Trial(view, sheet, at, nothing)
    try:
        value = work(trial)
    except (Unknown, ZeroDivisionError, OverflowError, ValueError):
        return None
    return Given(value, tuple(trial.read), trial.operands)


def _works(view: SheetsView, sheet: SheetView, model: At) -> Work | None:
    form = sheet.forms[model]
    if form not in view.works:
        try:
            view.works[form] = _expression(parse(sheet.formula(model) or ""), model)
        except Unknown:
            view.works[form] = None
    return view.works[form]


def _expression(parts: Expression, home: At, level: int = 0) -> Work:
    """*parts*, split at the operators that bind least; the rest is one operand."""
    if level == len(_ORDER):
        return _operand(parts, home)
    start, works, signs = 0, [], []
    for place, part in enumerate(parts):
        if isinstance(part, Token) and part.kind is Kind.INFIX:
            if not any(part.text in operators for operators in _ORDER):
                raise Unknown
            if part.text in _ORDER[level]:
                works.append(_expression(parts[start:place], home, level + 1))
                signs.append(part.text)
                start = place + 1
    works.append(_expression(parts[start:], home, level + 1))
    if not signs:
        return works[0]
    factors = sum(_changes(part) for part in parts) if level == 1 else 0
    return _chain(works, signs, factors)


def _changes(part: Token | Call) -> bool:
    """Whether the typed number *part*, as a factor, changes more than where the point stands."""
    if not isinstance(part, Token) or part.kind is not Kind.NUMBER or not float(part.text):
        return False
    return log10(abs(float(part.text))) % 1 != 0


def _chain(works: list[Work], signs: list[str], factors: int) -> Work:
    def work(trial: _Trial) -> float:
        trial.operands += factors
        total = works[0](trial)
        for sign, operand in zip(signs, works[1:], strict=True):
            right = operand(trial)
            if sign == "/" and total == right == 0 and trial.nothing is not None:
                total = trial.nothing
            else:
                total = _apply(total, sign, right)
        return total

    return work


def _apply(left: float, sign: str, right: float) -> float:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    if sign == "/":
        return left / right
    power = left**right
    if isinstance(power, complex):
        raise Unknown
    return float(power)


def _operand(parts: Expression, home: At) -> Work:
    start = 0
    minus = False
    while start < len(parts) and isinstance(sign := parts[start], Token):
        if sign.kind is not Kind.PREFIX:
            break
        if sign.text not in "+-":
            raise Unknown
        minus, start = minus != (sign.text == "-"), start + 1
    if start:
        inner = _operand(parts[start:], home)
        return (lambda trial: -inner(trial)) if minus else inner
    if len(parts) == 2 and isinstance(parts[1], Token) and parts[1].kind is Kind.POSTFIX:
        share = _operand(parts[:1], home)
        return lambda trial: share(trial) / 100
    if len(parts) != 1:
        raise Unknown
    part = parts[0]
    if isinstance(part, Call):
        return _call(part, home)
    if part.kind is Kind.NUMBER:
        number = float(part.text)
        return lambda trial: number
    if part.kind is Kind.CELL:
        return _cell(part.text, home)
    raise Unknown


def _cell(text: str, home: At) -> Work:
    place = _place(text, home)

    def work(trial: _Trial) -> float:
        sheet, first, _ = place(trial)
        return trial.number(sheet, first) or 0.0

    return work


def _call(call: Call, home: At) -> Work:
    if call.name == "" and len(call.arguments) == 1:
        return _expression(call.arguments[0], home)
    if call.name in ("ROUND", "ABS"):
        works = [_expression(argument, home) for argument in call.arguments]
        return _rounded(works) if call.name == "ROUND" and len(works) == 2 else _plain(works)
    if call.name not in _GATHERERS:
        raise Unknown
    gather = _GATHERERS[call.name]
    lists = [_numbers(argument, home) for argument in call.arguments]

    def work(trial: _Trial) -> float:
        return gather([value for numbers in lists for value in numbers(trial)])

    return work


def _rounded(works: list[Work]) -> Work:
    return lambda trial: round(works[0](trial), int(works[1](trial)))


def _plain(works: list[Work]) -> Work:
    if len(works) != 1:
        raise Unknown
    return lambda trial: abs(works[0](trial))


_GATHERERS: Final[dict[str, Callable[[list[float]], float]]] = {
    "SUM": sum,
    "MIN": lambda values: min(values, default=0.0),
    "MAX": lambda values: max(values, default=0.0),
    "AVERAGE": lambda values: sum(values) / len(values),
}


def _numbers(argument: Expression, home: At) -> Callable[[_Trial], list[float]]:
    """What one argument of a gathering function adds to its numbers."""
    only = argument[0] if len(argument) == 1 else None
    if not isinstance(only, Token) or only.kind not in (Kind.RANGE, Kind.CELL):
        single = _expression(argument, home)
        return lambda trial: [single(trial)]
    place = _place(only.text, home)

    def numbers(trial: _Trial) -> list[float]:
        sheet, (top, left), (bottom, right) = place(trial)
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise Unknown
        found = (
            trial.number(sheet, (row, column))
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        )
        return [value for value in found if value is not None]

    return numbers


def _place(text: str, home: At) -> Callable[[_Trial], tuple[SheetView, At, At]]:
    """Where a reference in the formula at *home* leads when it is copied elsewhere."""
    atom = read(text)[0]
    if not atom.corners or any(c.row is None or c.column is None for c in atom.corners):
        raise Unknown
    name = atom.sheet[1:-2].replace("''", "'")
    first, last = atom.corners[0], atom.corners[-1]

    def place(trial: _Trial) -> tuple[SheetView, At, At]:
        sheet = trial.view.sheet(name) if name else trial.sheet
        if sheet is None:
            raise Unknown
        top, bottom = _spot(first, home, trial.at), _spot(last, home, trial.at)
        if min(*top, *bottom) < 1:
            raise Unknown
        return sheet, (min(top[0], bottom[0]), min(top[1], bottom[1])), (
            max(top[0], bottom[0]), max(top[1], bottom[1]),
        )  # fmt: skip

    return place


def _spot(corner: Corner, home: At, at: At) -> At:
    row, column = corner.row or 0, corner.column or 0
    return (
        row if corner.row_fixed else row - home[0] + at[0],
        column if corner.column_fixed else column - home[1] + at[1],
    )
