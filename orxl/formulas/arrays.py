"""Where a formula treats a range as one value, and where it computes with whole arrays.

A plain formula in a file means what Excel 2016 means by it: where one value is expected, a range
gives the cell in the formula's own row or column (implicit intersection). Engines compute with
the whole array there, and give a wrong figure without a word.
"""

from __future__ import annotations

from typing import Final, Literal

from orxl.core.light import dataclass, field
from orxl.formulas.calls import Call, Expression
from orxl.formulas.tokens import Kind, Token, split_prefix

Shape = Literal["one", "range", "array"]

_ARRAY_CONTEXT: Final = frozenset({"SUMPRODUCT", "MMULT", "FREQUENCY", "LINEST", "TREND"})
"""Functions within whose arguments everything is computed as arrays."""

_NEEDS_ENTERING: Final = frozenset({"IF", "IFERROR", "IFNA", "CHOOSE", "IFS", "SWITCH"})
"""Functions that take arrays only in a formula entered as an array (Ctrl+Shift+Enter)."""

_ALL: Final = range(255)
_ONE_VALUE: Final[dict[str, range | tuple[int, ...]]] = {
    **dict.fromkeys(
        (
            "ABS", "ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "TRUNC", "MOD", "SIGN", "SQRT", "POWER",
            "EXP", "LN", "LOG", "LOG10", "CEILING", "FLOOR", "EVEN", "ODD", "MROUND", "LEFT",
            "RIGHT", "MID", "LEN", "FIND", "SEARCH", "SUBSTITUTE", "REPLACE", "TRIM", "UPPER",
            "LOWER", "PROPER", "EXACT", "VALUE", "TEXT", "REPT", "CHAR", "CODE", "CLEAN", "DATE",
            "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "WEEKDAY", "WEEKNUM", "ISOWEEKNUM",
            "EDATE", "EOMONTH", "TIME", "DATEVALUE", "TIMEVALUE", "DATEDIF", "DAYS", "YEARFRAC",
            "ISNUMBER", "ISTEXT", "ISBLANK", "ISERROR", "ISERR", "ISNA", "ISLOGICAL", "ISNONTEXT",
            "NOT", "UNICHAR", "UNICODE", "NUMBERVALUE", "FIXED", "HYPERLINK", "CONCATENATE",
            "IFERROR", "IFNA",
        ),
        _ALL,
    ),
    "IF": (0,), "CHOOSE": (0,), "INDEX": (1, 2), "MATCH": (0, 2), "VLOOKUP": (0, 2, 3),
    "HLOOKUP": (0, 2, 3), "LOOKUP": (0,), "COUNTIF": (1,), "SUMIF": (1,), "AVERAGEIF": (1,),
    "COUNTIFS": range(1, 255, 2), "SUMIFS": range(2, 255, 2), "AVERAGEIFS": range(2, 255, 2),
    "MAXIFS": range(2, 255, 2), "MINIFS": range(2, 255, 2), "LARGE": (1,), "SMALL": (1,),
    "RANK": (0, 2),
}  # fmt: skip


@dataclass(slots=True)
class ArrayUse:
    """What a formula does with arrays."""

    lifted: set[str] = field(default_factory=set)
    """Functions for single values that are given an array (``LEN`` in ``SUMPRODUCT(LEN(r))``)."""
    operators: bool = False
    """An operator computes with an array."""
    intersected: bool = False
    """A range stands where one value is expected, outside any array context."""


def array_use(expression: Expression, entered_as_array: bool = False) -> ArrayUse:
    """How a lowered formula uses arrays; *entered_as_array*: with Ctrl+Shift+Enter."""
    use = ArrayUse()
    shape = _expression(expression, entered_as_array, entered_as_array, use)
    if shape == "range" and not entered_as_array:
        use.intersected = True
    return use


def _expression(parts: Expression, arrays: bool, entered: bool, use: ArrayUse) -> Shape:
    shapes = [_operand(part, arrays, entered, use) for part in parts if _is_operand(part)]
    combined = any(
        isinstance(part, Token) and part.kind in (Kind.INFIX, Kind.PREFIX, Kind.POSTFIX)
        for part in parts
    )
    if not combined:
        return shapes[0] if shapes else "one"
    if "array" in shapes:
        use.operators = True
        return "array"
    if "range" not in shapes:
        return "one"
    if not arrays:
        use.intersected = True
        return "one"
    use.operators = True
    return "array"


def _is_operand(part: Token | Call) -> bool:
    return isinstance(part, Call) or part.kind not in (
        Kind.INFIX, Kind.PREFIX, Kind.POSTFIX, Kind.UNION, Kind.INTERSECTION, Kind.UNKNOWN,
    )  # fmt: skip


def _operand(part: Token | Call, arrays: bool, entered: bool, use: ArrayUse) -> Shape:
    if isinstance(part, Token):
        return _reference_shape(part)
    if part.name == "{":
        return "array"
    if part.name == "":
        shapes = [_expression(a, arrays, entered, use) for a in part.arguments]
        return shapes[0] if len(shapes) == 1 else "range"
    return _call(part, arrays, entered, use)


def _reference_shape(token: Token) -> Shape:
    if token.kind in (Kind.COLUMNS, Kind.ROWS):
        return "range"
    if token.kind is not Kind.RANGE:
        return "one"
    first, _, last = split_prefix(token.text)[1].replace("$", "").upper().partition(":")
    return "one" if first == last else "range"


def _call(call: Call, arrays: bool, entered: bool, use: ArrayUse) -> Shape:
    inside = arrays or call.name in _ARRAY_CONTEXT
    single = _ONE_VALUE.get(call.name, ())
    result: Shape = "one"
    for index, argument in enumerate(call.arguments):
        shape = _expression(argument, inside, entered, use)
        if index not in single:
            if call.name in _NEEDS_ENTERING and shape != "one":
                result = shape
            continue
        if shape == "one":
            continue
        if (shape == "range" and not inside) or (call.name in _NEEDS_ENTERING and not entered):
            use.intersected = True
        else:
            use.lifted.add(call.name)
            result = "array"
    if call.name == "INDEX" and _whole_row_or_column(call):
        return "range"
    if call.name == "TRANSPOSE":
        return "array"
    return result


def _whole_row_or_column(call: Call) -> bool:
    """``INDEX(r,0,1)`` gives a whole column, not one cell."""
    return any(
        len(argument) == 1 and isinstance(argument[0], Token) and argument[0].text in ("0", "")
        for argument in call.arguments[1:]
    )
