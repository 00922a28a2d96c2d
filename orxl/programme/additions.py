"""What a new measure, target or partner is to be called, and where it belongs among the others.

A measure's number is its area's code, a full stop and a number of its own; a target's ID its
measure's number, «R» or «E», and a number. The next one is one more than the highest: what has
been deleted keeps its number, since minutes and letters still speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.programme.codes import Operator, TargetType

_NUMBER: Final = regex(r"[1-9]\d?(?:\.[1-9]\d?){1,2}", re.ASCII)
_TARGET: Final = regex(r"([\d.]+)-([RE])(\d{1,3})", re.ASCII)
_DEMAND: Final = regex(
    r"(≥|>=|≤|<=|>|=|minst|over|høyst|inntil)? ?(\d[\d \u00a0]*(?:,\d+)?) ?(\D.*)?"
)
_STATED: Final = regex(
    r"\b(minst|over|høyst|inntil) (\d{1,3}(?:[ \u00a0]?\d{3})*) ?(% ?[^\W\d_]+|%|[^\W\d_]+)",
    re.IGNORECASE,
)
_OPERATORS: Final = {
    "≥": Operator.AT_LEAST, ">=": Operator.AT_LEAST, "minst": Operator.AT_LEAST,
    "≤": Operator.AT_MOST, "<=": Operator.AT_MOST, "høyst": Operator.AT_MOST,
    "inntil": Operator.AT_MOST, ">": Operator.MORE_THAN, "over": Operator.MORE_THAN,
    "=": Operator.EXACTLY,
}  # fmt: skip
_LETTERS: Final = {TargetType.RESULT: "R", TargetType.EFFECT: "E"}
_MOST: Final = 99
"""The highest number of a measure in its area (:data:`orxl.programme.models.MeasureNumber`)."""


def order_of(number: str) -> tuple[int, ...]:
    """By what measures are in order: «2.1.10» comes behind «2.1.9». () for what is no number."""
    return tuple(map(int, number.split("."))) if _NUMBER.fullmatch(number) else ()


def next_measure(area: str, numbers: Iterable[str]) -> str | None:
    """The next free number of a measure in *area*; None where there are 99 already."""
    own = [n for n in numbers if n.rpartition(".")[0] == area and _NUMBER.fullmatch(n)]
    last = max((order_of(number)[-1] for number in own), default=0)
    return f"{area}.{last + 1}" if last < _MOST else None


def next_target(measure: str, kind: TargetType, ids: Iterable[str]) -> str:
    """The next free ID of a target of *kind* of the *measure*."""
    letter = _LETTERS[kind]
    found = (_TARGET.fullmatch(name) for name in ids)
    last = max(
        (int(m[3]) for m in found if m is not None and (m[1], m[2]) == (measure, letter)),
        default=0,
    )
    return f"{measure}-{letter}{last + 1}"


def place_of_measure(number: str, numbers: Sequence[str]) -> int:
    """Before which of *numbers*, as they stand, *number* belongs; their count: behind them all.

    Behind the last that comes before it in order, wherever staff have put the others.
    """
    before = [i for i, other in enumerate(numbers) if order_of(other) < order_of(number)]
    return before[-1] + 1 if before else 0


def place_of_target(
    measure: str, kind: TargetType | None, rows: Sequence[tuple[str, TargetType | None]]
) -> int:
    """Before which of *rows* (measure and kind) a new row of *measure* belongs.

    Result targets come before effect targets. Partners have no *kind*.
    """
    own = [
        i
        for i, (other, other_kind) in enumerate(rows)
        if other == measure and not (kind is TargetType.RESULT and other_kind is TargetType.EFFECT)
    ]
    if own:
        return own[-1] + 1
    first = next((i for i, (other, _) in enumerate(rows) if other == measure), None)
    if first is not None:
        return first  # the measure has effect targets only
    return place_of_measure(measure, [other for other, _ in rows])


@dataclass(frozen=True, slots=True)
class Demand:
    """A quantified requirement: «≥ 15 kommuner»."""

    operator: Operator
    number: Decimal
    unit: str


def demand_in(text: str) -> Demand | None:
    """The one requirement that a target's *text* states: «Minst 10 kommuner har deltatt.»

    None where it states none, or several.
    """
    found = [
        Demand(_OPERATORS[m[1].casefold()], Decimal(re.sub(r"[ \u00a0]", "", m[2])), m[3].strip())
        for m in _STATED.finditer(text)
    ]
    return found[0] if len(found) == 1 else None


def demand_of(text: str) -> Demand | None:
    """The requirement in *text*: «minst 15 kommuner», «> 30 deltakere»; None where it is none."""
    match = _DEMAND.fullmatch(" ".join(text.split()))
    if match is None or not match[3]:
        return None
    operator = _OPERATORS[match[1]] if match[1] else Operator.EXACTLY
    number = Decimal(re.sub(r"[ \u00a0]", "", match[2]).replace(",", "."))
    return Demand(operator, number, match[3])
