"""The places in a formula where its value may not be Excel's, found without any values.

It may hang on the language (:mod:`orxl.formulas.locale_doubts`), or on something that the engines
do in another way than Excel (``tests/formulas/excel_documented.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from orxl.core.light import dataclass
from orxl.formulas.calls import Call, Expression, sole
from orxl.formulas.tokens import REFERENCES, Kind, Token

Concern = Literal[
    "criterion", "text as number", "number as text", "order", "text in order", "text as truth",
    "long text", "values in order", "half", "time",
]  # fmt: skip
How = Literal["line", "column", "row", "falling"]
"""What must be in order: all of a range, its first column, its first row; or all, falling."""


CRITERIA: Final[dict[str, range | tuple[int, ...]]] = {
    "COUNTIF": (1,), "SUMIF": (1,), "AVERAGEIF": (1,), "COUNTIFS": range(1, 255, 2),
    "SUMIFS": range(2, 255, 2), "AVERAGEIFS": range(2, 255, 2), "MAXIFS": range(2, 255, 2),
    "MINIFS": range(2, 255, 2),
}  # fmt: skip
TEXT_FUNCTIONS: Final = frozenset(
    {
        "LEFT", "RIGHT", "MID", "LEN", "FIND", "SEARCH", "SUBSTITUTE", "REPLACE", "TRIM", "UPPER",
        "LOWER", "PROPER", "EXACT", "REPT", "CONCATENATE", "CONCAT", "TEXTJOIN", "CLEAN",
    }
)  # fmt: skip
_CHOPS_TEXT: Final = {"LEFT": (1,), "RIGHT": (1,), "MID": (1, 2), "REPT": (1,), "REPLACE": (1, 2)}
_NUMBER_PLACES: Final[dict[str, tuple[int, ...]]] = {
    **_CHOPS_TEXT, "INDEX": (1, 2), "CHOOSE": (0,), "LARGE": (1,), "SMALL": (1,), "RANK": (0,),
    "RANK.EQ": (0,), "RANK.AVG": (0,), "PERCENTILE": (1,), "PERCENTILE.INC": (1,),
    "PERCENTILE.EXC": (1,), "QUARTILE": (1,), "QUARTILE.INC": (1,), "QUARTILE.EXC": (1,),
    "PERCENTRANK": (1,), "PERCENTRANK.INC": (1,), "VLOOKUP": (2,), "HLOOKUP": (2,), "NPV": (0,),
    "FORECAST": (0,), "SUBSTITUTE": (3,), "TEXT": (0,), "CONVERT": (0,), "IRR": (1,), "XNPV": (0,),
}  # fmt: skip
"""Arguments that must be numbers, so that a text there is read as one."""
_AGGREGATES: Final = frozenset(
    {
        "SUM", "MAX", "MIN", "AVERAGE", "PRODUCT", "COUNT", "SUMSQ", "MEDIAN", "MODE", "STDEV",
        "STDEV.S", "STDEV.P", "STDEVP", "VAR", "VAR.S", "VAR.P", "VARP", "AVERAGEA", "MAXA", "MINA",
        "GEOMEAN", "HARMEAN", "DEVSQ", "AVEDEV", "NPV", "MODE.SNGL",
    }
)  # fmt: skip
"""Functions that read a typed text as a number, and pass over one in a cell."""
_NUMBER_FUNCTIONS: Final = frozenset(
    {
        "TIME", "FACT", "FACTDOUBLE", "COMBIN", "COMBINA", "PERMUT", "GCD", "LCM", "QUOTIENT",
        "CEILING.MATH", "FLOOR.MATH", "CEILING.PRECISE", "FLOOR.PRECISE", "ISO.CEILING", "SIN",
        "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "DEGREES", "RADIANS", "PMT", "IPMT", "PPMT",
        "PV", "FV", "NPER", "RATE", "SLN", "SYD", "DDB", "DB", "EFFECT", "NOMINAL", "CHAR",
        "UNICHAR", "ROMAN", "ISEVEN", "ISODD", "DAYS360", "NETWORKDAYS.INTL", "WORKDAY.INTL",
        "SINH", "COSH", "TANH", "BASE", "SQRTPI", "STANDARDIZE",
        "ABS", "ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "TRUNC", "MOD", "SIGN", "SQRT", "POWER",
        "EXP", "LN", "LOG", "LOG10", "CEILING", "FLOOR", "EVEN", "ODD", "MROUND", "DATE", "YEAR",
        "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "WEEKDAY", "WEEKNUM", "ISOWEEKNUM", "EDATE",
        "EOMONTH", "DAYS", "DATEDIF", "YEARFRAC", "NETWORKDAYS", "WORKDAY", "VALUE",
    }
)  # fmt: skip
_JUDGES: Final = frozenset({"IF", "IFS", "NOT"})
_WHOLE: Final = frozenset(
    {
        "INT", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "COUNTBLANK", "YEAR", "MONTH", "DAY",
        "LEN", "ROW", "ROWS", "MATCH", "WEEKDAY", "WEEKNUM", "ISOWEEKNUM", "HOUR", "MINUTE",
        "SECOND",
    }
)  # fmt: skip
_PARTS_OF_TIME: Final = frozenset({"HOUR", "MINUTE", "SECOND"})
LONGEST_TIME: Final = 32_767
"""The largest number that TIME takes; Microsoft, TIME."""
MANY_DIGITS: Final = 1e11
"""From 12 digits on Excel may write a number as 1E+11 (Microsoft, «Available number formats»)."""
OPERATOR: Final = re.compile(r"<>|<=|>=|=|<|>")
_ARITHMETIC: Final = frozenset("+-*/^")
_ORDERING: Final = frozenset({"<", ">", "<=", ">="})


@dataclass(frozen=True, slots=True)
class Probe:
    """An operand whose value decides whether the language matters."""

    concern: Concern
    operand: Expression
    other: Expression = ()
    how: How = "line"


def probes(expression: Expression) -> tuple[Probe, ...]:
    """What must be looked at in the values that a lowered formula reads."""
    return tuple(_probes(expression))


def _probes(parts: Expression) -> Iterator[Probe]:
    for index, part in enumerate(parts):
        if isinstance(part, Call):
            yield from _call_probes(part)
            for number, argument in enumerate(part.arguments):
                if number in CRITERIA.get(part.name, ()) and _compares(argument):
                    # ">="&A1 goes from number to text and back again in one language.
                    yield Probe("criterion", argument[2:])
                    yield Probe("long text", argument[2:])
                    yield from _probes(argument[2:])
                else:
                    yield from _probes(argument)
        elif part.kind in (Kind.INFIX, Kind.PREFIX):
            before, after = parts[:index][-1:], _operand_after(parts, index + 1)
            if part.text == "&":
                yield Probe("number as text", before)
                yield Probe("number as text", after)
            elif part.text in _ARITHMETIC:
                if part.kind is Kind.INFIX:
                    yield Probe("text as number", before)
                yield Probe("text as number", after)
            elif part.text in _ORDERING:
                yield Probe("order", before, after)


def _compares(criterion: Expression) -> bool:
    """Whether a criterion is an operator put before something: ``">="&A1``."""
    if len(criterion) < 3:
        return False
    operator, joint = criterion[0], criterion[1]
    return (
        isinstance(operator, Token)
        and operator.kind is Kind.TEXT
        and OPERATOR.fullmatch(operator.text.strip('"')) is not None
        and joint == Token(Kind.INFIX, "&")
    )


def _operand_after(parts: Expression, start: int) -> Expression:
    for index in range(start, len(parts)):
        part = parts[index]
        if isinstance(part, Call) or part.kind is not Kind.PREFIX:
            return (part,)
    return ()


def _call_probes(call: Call) -> Iterator[Probe]:
    name, arguments = call.name, call.arguments
    for index in CRITERIA.get(name, ()):
        if index >= len(arguments):
            break
        yield Probe("criterion", arguments[index])
        yield Probe("long text", arguments[index])
    yield from _as_numbers(call)
    if name in TEXT_FUNCTIONS:
        for index, argument in enumerate(arguments):
            if index not in _CHOPS_TEXT.get(name, ()):
                yield Probe("number as text", argument)
    yield from _unlike_excel(call)


def _as_numbers(call: Call) -> Iterator[Probe]:
    """Arguments that must be numbers, so that a text there is read as one."""
    name, arguments = call.name, call.arguments
    if name in _NUMBER_FUNCTIONS:
        for argument in arguments:
            yield Probe("text as number", argument)
    elif name in _AGGREGATES:
        for argument in arguments:
            if not _is_reference(sole(argument)) and not _is_array(sole(argument)):
                yield Probe("text as number", argument)
    for index in _NUMBER_PLACES.get(name, ()):
        if index < len(arguments):
            yield Probe("text as number", arguments[index])


def _unlike_excel(call: Call) -> Iterator[Probe]:
    """What the engines do in another way than Excel, whatever the language."""
    name, arguments = call.name, call.arguments
    if name in _JUDGES:
        for argument in arguments[: None if name == "IFS" else 1 : 2]:
            yield Probe("text as truth", argument)
    elif name == "TIME":
        for argument in arguments:
            yield Probe("time", argument)
    elif name == "TEXT" and len(arguments) > 1:
        yield Probe("half", arguments[0], arguments[1])
    elif name in _LOOKUPS and len(arguments) > 1:
        yield Probe("long text", arguments[0])
        if _finds_the_nearest(call):
            yield Probe("text in order", arguments[0])
            yield Probe("values in order", arguments[1], how=_how(call))


_LOOKUPS: Final[dict[str, tuple[int, How]]] = {
    "MATCH": (2, "line"), "VLOOKUP": (3, "column"), "HLOOKUP": (3, "row"), "LOOKUP": (3, "line"),
}  # fmt: skip


def _how(call: Call) -> How:
    if call.name == "MATCH" and len(call.arguments) > 2:
        minus = Token(Kind.PREFIX, "-"), Token(Kind.NUMBER, "1")
        return "falling" if call.arguments[2] == minus else "line"
    return _LOOKUPS[call.name][1]


def _finds_the_nearest(call: Call) -> bool:
    """Whether a lookup goes by order (the nearest value) and not by equality."""
    place = _LOOKUPS[call.name][0]
    if call.name == "LOOKUP" or len(call.arguments) <= place:
        return True
    how = sole(call.arguments[place])
    return not (isinstance(how, Token) and how.text.upper() in ("0", "FALSE"))


def may_tell(probe: Probe) -> bool:
    """Whether any values could make the language matter: a count is never in doubt, say."""
    part = sole(probe.operand)
    if probe.concern == "order":
        sides = part, sole(probe.other)
        if any(isinstance(side, Token) and side.kind is Kind.NUMBER for side in sides):
            return False  # nothing is put in the order of the alphabet
        return any(isinstance(side, Token) or _is_array(side) for side in sides)
    if probe.concern in ("half", "time") and not _is_reference(part):
        return not _is_known(probe, part)
    if isinstance(part, Token):
        if part.kind is Kind.NUMBER:
            number = float(part.text)
            long = not number.is_integer() or number >= MANY_DIGITS
            return probe.concern == "number as text" and long
        if part.kind is Kind.TEXT:
            return probe.concern != "number as text"
        return part.kind in REFERENCES
    if _is_array(part):
        return True
    # What is computed is not known, but a text that becomes a number shows in the result.
    return probe.concern == "text as number" and is_text(probe.operand)


def _is_known(probe: Probe, part: Token | Call | None) -> bool:
    """Whether an operand that no cell holds is seen to be harmless."""
    if isinstance(part, Token):
        if part.kind is not Kind.NUMBER:
            return True
        number = float(part.text)
        return number <= LONGEST_TIME if probe.concern == "time" else number.is_integer()
    if not isinstance(part, Call):
        return False
    if probe.concern == "time":
        return part.name in _PARTS_OF_TIME
    zero = (Token(Kind.NUMBER, "0"),)
    return part.name in _WHOLE or (
        part.name in ("ROUND", "ROUNDUP", "ROUNDDOWN") and part.arguments[1:] == (zero,)
    )


def _is_reference(part: Token | Call | None) -> bool:
    return isinstance(part, Token) and part.kind in REFERENCES


def _is_array(part: Token | Call | None) -> bool:
    return isinstance(part, Call) and part.name == "{"


def is_text(operand: Expression) -> bool:
    """Whether an operand is what a function of texts gives, or texts put together with ``&``."""
    part = sole(operand)
    if isinstance(part, Call):
        return part.name in TEXT_FUNCTIONS
    return {p.text for p in operand if isinstance(p, Token) and p.kind is Kind.INFIX} == {"&"}
