"""The places in a formula where its value may hang on the language, found without any values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from orxl.core.light import dataclass
from orxl.formulas.calls import Call, Expression, sole
from orxl.formulas.tokens import REFERENCES, Kind, Token

Concern = Literal["criterion", "text as number", "number as text", "order", "text in order"]


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
_NUMBER_FUNCTIONS: Final = frozenset(
    {
        "ABS", "ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "TRUNC", "MOD", "SIGN", "SQRT", "POWER",
        "EXP", "LN", "LOG", "LOG10", "CEILING", "FLOOR", "EVEN", "ODD", "MROUND", "DATE", "YEAR",
        "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "WEEKDAY", "WEEKNUM", "ISOWEEKNUM", "EDATE",
        "EOMONTH", "DAYS", "DATEDIF", "YEARFRAC", "NETWORKDAYS", "WORKDAY", "VALUE",
    }
)  # fmt: skip
OPERATOR: Final = re.compile(r"<>|<=|>=|=|<|>")
_ARITHMETIC: Final = frozenset("+-*/^")
_ORDERING: Final = frozenset({"<", ">", "<=", ">="})


@dataclass(frozen=True, slots=True)
class Probe:
    """An operand whose value decides whether the language matters."""

    concern: Concern
    operand: Expression
    other: Expression = ()


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
    for index in CRITERIA.get(call.name, ()):
        if index >= len(call.arguments):
            break
        yield Probe("criterion", call.arguments[index])
    if call.name in _NUMBER_FUNCTIONS:
        for argument in call.arguments:
            yield Probe("text as number", argument)
    if call.name in TEXT_FUNCTIONS:
        for argument in call.arguments:
            yield Probe("number as text", argument)
    if _finds_the_nearest(call):
        yield Probe("text in order", call.arguments[0])


def _finds_the_nearest(call: Call) -> bool:
    """Whether a lookup goes by order (the nearest value) and not by equality."""
    place = {"MATCH": 2, "VLOOKUP": 3, "HLOOKUP": 3}.get(call.name)
    if place is None or not call.arguments:
        return call.name == "LOOKUP" and bool(call.arguments)
    if len(call.arguments) <= place:
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
    if isinstance(part, Token):
        if part.kind is Kind.NUMBER:
            return probe.concern == "number as text" and not float(part.text).is_integer()
        if part.kind is Kind.TEXT:
            return probe.concern != "number as text"
        return part.kind in REFERENCES
    if _is_array(part):
        return True
    # What is computed is not known, but a text that becomes a number shows in the result.
    return probe.concern == "text as number" and is_text(part)


def _is_array(part: Token | Call | None) -> bool:
    return isinstance(part, Call) and part.name == "{"


def is_text(part: Token | Call | None) -> bool:
    """Whether an operand is what a function of texts gives."""
    return isinstance(part, Call) and part.name in TEXT_FUNCTIONS
