"""What a target's numbers say of it, and which status holds.

The sheet «Mål» says the same by formula (``orxl.layout.target_sheets``); a test holds them equal.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from orxl.programme.codes import Operator, TargetStatus
from orxl.programme.models import Target


def reaches(
    operator: Operator, wanted: Decimal, achieved: Decimal, upper: Decimal | None = None
) -> bool:
    """Whether *achieved* meets a requirement; *upper* is the other end of «mellom»."""
    return {
        Operator.AT_LEAST: achieved >= wanted,
        Operator.MORE_THAN: achieved > wanted,
        Operator.EXACTLY: achieved == wanted,
        Operator.AT_MOST: achieved <= wanted,
        Operator.BETWEEN: achieved >= wanted and (upper is None or achieved <= upper),
    }[operator]


def is_late(deadline: date | None, status_day: date, year: int) -> bool:
    """Whether *deadline* is past; what has none is due in the programme's *year*."""
    return (deadline or date(year, 12, 31)) < status_day


def by_numbers(target: Target, status_day: date, year: int) -> TargetStatus | None:
    """The status that the numbers give; None where a requirement has none, or there is none."""
    met: list[bool] = []
    for operator, wanted, achieved, upper in (
        (target.operator, target.number, target.achieved, target.upper),
        (target.operator2, target.number2, target.achieved2, None),
    ):
        if operator is None:
            continue
        if wanted is None or achieved is None:
            return None
        met.append(reaches(operator, wanted, achieved, upper))
    if not met:
        return None
    if all(met):
        return TargetStatus.MET
    if any(met):
        return TargetStatus.PARTLY_MET
    late = is_late(target.deadline, status_day, year)
    return TargetStatus.MISSED if late else TargetStatus.ON_TRACK


def holds(target: Target, status_day: date, year: int) -> TargetStatus:
    """The status that holds: what somebody has set, else what the numbers give."""
    if target.status not in (None, TargetStatus.NOT_ASSESSED):
        return target.status
    return by_numbers(target, status_day, year) or TargetStatus.NOT_ASSESSED


def contradicted(target: Target, status_day: date, year: int) -> bool:
    """Whether the status says something else than the numbers do."""
    said, status = by_numbers(target, status_day, year), holds(target, status_day, year)
    if said is None or said is status:
        return False
    missed_in_part = status is TargetStatus.MISSED and said is TargetStatus.PARTLY_MET
    return TargetStatus.MET in (said, status) or missed_in_part
