"""The smallest rate that reaches a goal: a result or a closing balance of at least so much."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Final

from orxl.core.light import dataclass, replace
from orxl.programme.programme import Programme
from orxl.programme.scenarios import Outcome, Scenario, evaluate

ORE: Final = Decimal("0.01")
HIGHEST_RATE: Final = Decimal("1000.00")
"""Kr per inhabitant; a rate beyond it is no answer."""


class Aim(StrEnum):
    """What the goal is about, in 1000 kr as the main figures round it."""

    RESULT = "resultat"
    CLOSING = "utgående"


class Answer(StrEnum):
    """How it went."""

    FOUND = "funnet"
    """The smallest rate that gives exactly the goal, or the first one beyond it."""
    ALREADY = "nådd uten kontingent"
    """Even without any fee the goal is reached: no smallest rate means anything."""
    UNREACHABLE = "kan ikke nås"
    """No rate reaches it, for example when there are no inhabitants."""


@dataclass(frozen=True, slots=True)
class GoalFound:
    """The answer: the rate in whole øre, and what it gives."""

    answer: Answer
    rate: Decimal | None = None
    outcome: Outcome | None = None
    highest: Decimal | None = None
    """The highest rate that rounds to the same figure: the answer is one of several."""
    uncertainty: Decimal | None = None
    """Kr between the least and the most that the unnamed may owe at this rate."""


def smallest_rate(
    programme: Programme, aim: Aim, goal: Decimal, scenario: Scenario | None = None
) -> GoalFound | None:
    """The smallest rate in whole øre by which *aim* is at least *goal* (1000 kr).

    Fees never fall when the rate rises, so halving finds it exactly. None where the fees cannot
    be calculated at all.
    """
    base = scenario if scenario is not None else Scenario()

    def at(ore: int) -> Outcome | None:
        return evaluate(programme, replace(base, rate=ore * ORE))

    top = int(HIGHEST_RATE / ORE)
    none, all_ = at(0), at(top)
    if none is None or all_ is None:
        return None
    if _figure(none, aim) >= goal:
        return GoalFound(Answer.ALREADY)
    if _figure(all_, aim) < goal:
        return GoalFound(Answer.UNREACHABLE)

    def reaches(least: Decimal) -> Callable[[int], bool]:
        def test(ore: int) -> bool:
            outcome = at(ore)
            return outcome is not None and _figure(outcome, aim) >= least

        return test

    found = _first(reaches(goal), top)
    outcome = at(found)
    if outcome is None:
        return None
    beyond = _first(reaches(_figure(outcome, aim) + 1), top + 1)
    unnamed = outcome.account.unnamed
    spread = unnamed.highest_fee - unnamed.lowest_fee
    return GoalFound(Answer.FOUND, found * ORE, outcome, (beyond - 1) * ORE, spread)


def _figure(outcome: Outcome, aim: Aim) -> Decimal:
    return outcome.result if aim is Aim.RESULT else outcome.closing


def _first(test: Callable[[int], bool], top: int) -> int:
    """The smallest number for which *test* holds, given that it holds from some number on.

    It fails for 0, and is taken to hold for *top*.
    """
    below, at_least = 0, top
    while at_least - below > 1:
        middle = (below + at_least) // 2
        if test(middle):
            at_least = middle
        else:
            below = middle
    return at_least
