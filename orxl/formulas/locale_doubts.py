"""Values that a Norwegian Excel finds differently from engines that speak English.

The embedded engines know neither the decimal comma, nor that «1.2» is a date, nor SANN, nor that
Å comes after Ø. They agree with each other on the English answer, so agreement is no proof here:
a formula whose value hangs on the language is declined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import CellError, Value
from orxl.formulas.calls import Call, Expression, all_calls, parse, sole
from orxl.formulas.precedents import locate
from orxl.formulas.tokens import REFERENCES, Kind, Token, tokenize

ValueOf = Callable[[CellRef], "Value | None"]
Concern = Literal["criterion", "text as number", "number as text", "order", "text in order"]

CRITERIA: Final[dict[str, range | tuple[int, ...]]] = {
    "COUNTIF": (1,), "SUMIF": (1,), "AVERAGEIF": (1,), "COUNTIFS": range(1, 255, 2),
    "SUMIFS": range(2, 255, 2), "AVERAGEIFS": range(2, 255, 2), "MAXIFS": range(2, 255, 2),
    "MINIFS": range(2, 255, 2),
}  # fmt: skip
_TEXT_FUNCTIONS: Final = frozenset(
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
_SPEAKS: Final = frozenset({"DATEVALUE", "TIMEVALUE", "FIXED", "DOLLAR", "ASC", "CELL", "INFO"})
_SAFE_FORMAT: Final = re.compile(r'"[0#]+%?"')
LOOKS_LIKE_A_NUMBER: Final = re.compile(
    r"\s*[-+]?(?:[0-9]+(?:[.,:/ \u00a0-]+[0-9]+)+[.,]?|[.,][0-9]+|[0-9]+[.,])\s*%?\s*"
    # 1. mai, 1. jan. 2025, mars 25: dates to some Excel or other
    r"|(?=.*[0-9])[0-9.\s-]*(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[sc])"
    r"[a-z]*[.\s-]*[0-9]*\s*"
    r"|\s*kr\.?\s*-?[0-9][0-9.,\s]*|\s*-?[0-9][0-9.,\s]*kr\.?\s*",  # kr 5
    re.IGNORECASE,
)
_OPERATOR: Final = re.compile(r"<>|<=|>=|=|<|>")
_ORDERED_TEXT: Final = re.compile(r"^(?:<=|>=|<|>)\s*[^\W\d]")
_SPOKEN: Final = re.compile(r"[0-9]+\.[0-9]+|[0-9]E[+-]?[0-9]+|TRUE|FALSE")
_ARITHMETIC: Final = frozenset("+-*/^")
_ORDERING: Final = frozenset({"<", ">", "<=", ">="})
_MOST_CELLS: Final = 20_000

REASON: Final = (
    "Verdien avhenger av språkinnstillingen (desimaltegn, dato eller rekkefølge i tekst)."
)


@lru_cache(maxsize=16_384)
def speaks_a_language(lowered: str) -> bool:
    """Whether a formula's value hangs on the language whatever the cells hold."""
    return "(" in lowered and any(map(_speaks, all_calls(lowered)))


def _speaks(call: Call) -> bool:
    if call.name in _SPEAKS:
        return True
    if call.name != "TEXT" or len(call.arguments) < 2:
        return False
    form = sole(call.arguments[1])
    return not (isinstance(form, Token) and _SAFE_FORMAT.fullmatch(form.text))


@dataclass(frozen=True, slots=True)
class Probe:
    """An operand whose value decides whether the language matters."""

    concern: Concern
    operand: Expression
    other: Expression = ()


@lru_cache(maxsize=16_384)
def probes(lowered: str) -> tuple[Probe, ...]:
    """What must be looked at in the values a lowered formula reads."""
    return tuple(_probes(parse(lowered)))


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
        and _OPERATOR.fullmatch(operator.text.strip('"')) is not None
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
    if call.name in _TEXT_FUNCTIONS:
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


def doubt(lowered: str, value: Value, held: Held, shape: str = "") -> str | None:
    """Why an English engine's *value* of a formula is not believed, or None when it may be.

    ``held`` gives the values that the engine had, as seen from the formula's sheet; ``shape`` is
    the formula that *lowered* is a copy of, where it is one. Only that is taken apart.
    """
    for probe in probes(lowered) if shape == "" else probes_of_copy(lowered, shape):
        if _matters(probe, held, value):
            return REASON
    if isinstance(value, str) and _SPOKEN.search(value) and not _quoted(value, lowered, held):
        return REASON
    return None


def probes_of_copy(lowered: str, shape: str) -> tuple[Probe, ...]:
    """The probes of a formula whose ``shape`` is known: only that is taken apart."""
    if lowered == shape:
        return probes(lowered)
    names = _renamed(shape, lowered)
    return probes(lowered) if names is None else tuple(_put_in(p, names) for p in probes(shape))


def _renamed(shape: str, copy: str) -> dict[str, str] | None:
    """What *copy* reads in place of what *shape* reads; None where one place became two."""
    names: dict[str, str] = {}
    one, other = tokenize(shape), tokenize(copy)
    if len(one) != len(other):
        return None
    for ours, theirs in zip(one, other, strict=True):
        if ours.kind in REFERENCES and names.setdefault(ours.text, theirs.text) != theirs.text:
            return None
    return names


def _put_in(probe: Probe, names: Mapping[str, str]) -> Probe:
    def own(operand: Expression) -> Expression:
        part = sole(operand)
        if isinstance(part, Token) and part.kind in REFERENCES:
            return (Token(part.kind, names[part.text]),)
        return operand

    return Probe(probe.concern, own(probe.operand), own(probe.other))


@dataclass(frozen=True, slots=True)
class Held:
    """The values that an operand stands for, as far as they can be told without evaluating."""

    sheet: str
    book: Book
    value_of: ValueOf
    seen: dict[tuple[str, str, Concern], bool] = field(default_factory=dict)
    """What was found out about a reference: thousands of formulas read the same column."""

    def values(self, operand: Expression) -> list[Value] | None:
        """The operand's values, or None where they are computed."""
        part = sole(operand)
        if isinstance(part, Call) and part.name == "{":
            return [v for item in part.arguments for v in self.values(item) or ()]
        if not isinstance(part, Token):
            return None
        if part.kind is Kind.TEXT:
            return [part.text[1:-1].replace('""', '"')]
        if part.kind is Kind.NUMBER:
            return [float(part.text)]
        if part.kind in REFERENCES:
            return list(self._cells(part.text))
        return []

    def _cells(self, text: str) -> Iterator[Value]:
        for area in locate(text, self.sheet, self.book) or ():
            sheet = self.book.sheet(area.sheet)
            if sheet is None:
                continue
            size = (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)
            if size <= min(len(sheet.cells), _MOST_CELLS):
                cells: Iterator[CellRef] = area.cells()
            else:
                every = (CellRef(sheet.name, *at) for at in sheet.cells)
                cells = (cell for cell in every if cell in area)
            for cell in cells:
                value = self.value_of(cell)
                if value is not None:
                    yield value


def _matters(probe: Probe, held: Held, result: Value) -> bool:
    part = sole(probe.operand)
    if probe.concern == "order" or not isinstance(part, Token) or part.kind not in REFERENCES:
        return _found(probe, held, result)
    key = (held.sheet, part.text, probe.concern)
    known = held.seen.get(key)
    if known is None:
        known = held.seen[key] = _found(probe, held, result)
    return known


def _found(probe: Probe, held: Held, result: Value) -> bool:
    values = held.values(probe.operand)
    if probe.concern == "criterion":
        return values is not None and any(_doubtful_criterion(v) for v in values)
    if probe.concern == "text as number":
        if values is None:
            return _numbers_from_text(probe.operand) and _fractional_or_error(result)
        return any(isinstance(v, str) and LOOKS_LIKE_A_NUMBER.fullmatch(v) for v in values)
    if probe.concern == "number as text":
        return values is not None and any(
            isinstance(v, bool) or (isinstance(v, float) and not v.is_integer()) for v in values
        )
    if probe.concern == "text in order":
        return values is not None and any(isinstance(v, str) for v in values)
    return ordered_text(values, held.values(probe.other))


def _doubtful_criterion(value: Value) -> bool:
    if not isinstance(value, str):
        return False
    wanted = without_operator(value)
    return bool(LOOKS_LIKE_A_NUMBER.fullmatch(wanted) or _ORDERED_TEXT.match(value))


def without_operator(criterion: str) -> str:
    """A criterion's text without the comparison it begins with: ``"<>1.1"`` → ``"1.1"``."""
    operator = _OPERATOR.match(criterion)
    return criterion[operator.end() :] if operator else criterion


def _numbers_from_text(operand: Expression) -> bool:
    """Whether a computed operand is a text that is about to become a number."""
    part = sole(operand)
    return isinstance(part, Call) and part.name in _TEXT_FUNCTIONS


def _fractional_or_error(result: Value) -> bool:
    return isinstance(result, CellError) or (isinstance(result, float) and not result.is_integer())


def ordered_text(left: list[Value] | None, right: list[Value] | None) -> bool:
    """Two texts are put in order; a text against a number is the same in all languages."""
    if left is None and right is None:
        return False
    texts = [side is None or any(isinstance(v, str) for v in side) for side in (left, right)]
    return all(texts)


def _quoted(value: str, lowered: str, held: Held) -> bool:
    """Whether all that looks English in a text was there as text in what the formula reads."""
    pieces = {match[0] for match in _SPOKEN.finditer(value)}
    for text in _texts(parse(lowered), held):
        pieces = {piece for piece in pieces if piece not in text}
        if not pieces:
            return True
    return False


def _texts(parts: Expression, held: Held) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Call):
            for argument in part.arguments:
                yield from _texts(argument, held)
        else:
            yield from (v for v in held.values((part,)) or () if isinstance(v, str))
