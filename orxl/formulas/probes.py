"""The places in a formula where its value may hang on the language, found without any values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from orxl.core.light import dataclass
from orxl.formulas.calls import Call, Expression, parse, sole
from orxl.formulas.tokens import REFERENCES, Kind, Token, tokenize

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

    def about(self, reference: str) -> Probe:
        """The same question of another *reference*, where the operand is one."""
        part = sole(self.operand)
        assert isinstance(part, Token)  # noqa: S101 - for the type checker
        return Probe(self.concern, (Token(part.kind, reference),))


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


class _Outline(NamedTuple):
    """What all copies of a shape have in common: its probes, and where their operands stand."""

    tokens: int
    """How many tokens there are."""
    twice: tuple[tuple[int, int], ...]
    """The places of references that are one and the same, two by two."""
    probes: tuple[tuple[Probe, int | None], ...]
    """Each with the place of the token that its operand is, where that is one reference."""
    places: Mapping[str, int]
    """Where each reference stands first."""


@lru_cache(maxsize=16_384)
def _outline(shape: str) -> _Outline:
    tokens = tokenize(shape)
    places: dict[str, int] = {}
    twice: list[tuple[int, int]] = []
    for place, (kind, text) in enumerate(tokens):
        if kind in REFERENCES and (first := places.setdefault(text, place)) != place:
            twice.append((first, place))
    telling = filter(_may_tell, probes(shape))
    found = tuple((probe, _place(probe, places)) for probe in telling)
    return _Outline(len(tokens), tuple(twice), found, places)


def _may_tell(probe: Probe) -> bool:
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


def _place(probe: Probe, places: Mapping[str, int]) -> int | None:
    part = sole(probe.operand)
    alone = probe.concern != "order" and isinstance(part, Token) and part.kind in REFERENCES
    return places[part.text] if alone and isinstance(part, Token) else None


def probes_by_reference(lowered: str, shape: str) -> Iterator[tuple[Probe, str]]:
    """The probes of a formula that is a copy of ``shape``: only that is taken apart.

    Where a probe's operand is one reference the probe is the shape's own, and with it comes what
    the formula reads instead; with the others ``""``.
    """
    outline, tokens = _outline(shape), tokenize(lowered)
    if len(tokens) != outline.tokens or any(
        tokens[first].text != tokens[other].text for first, other in outline.twice
    ):  # one place has become two
        outline = _outline(lowered)
    for probe, place in outline.probes:
        if place is not None:
            yield probe, tokens[place].text
        elif lowered == shape:
            yield probe, ""
        else:
            yield _put_in(probe, outline.places, tokens), ""


def probes_of_copy(lowered: str, shape: str) -> tuple[Probe, ...]:
    """The probes of a formula that is a copy of ``shape``: only that is taken apart."""
    return tuple(
        probe.about(text) if text else probe for probe, text in probes_by_reference(lowered, shape)
    )


def _put_in(probe: Probe, places: Mapping[str, int], tokens: tuple[Token, ...]) -> Probe:
    def own(operand: Expression) -> Expression:
        part = sole(operand)
        if isinstance(part, Token) and part.kind in REFERENCES:
            return (tokens[places[part.text]],)
        return operand

    return Probe(probe.concern, own(probe.operand), own(probe.other))
