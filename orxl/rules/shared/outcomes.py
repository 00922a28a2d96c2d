"""What the rules about outcomes share: how what was achieved contradicts a target's status."""

from __future__ import annotations

from datetime import date

from orxl.core import nb
from orxl.programme.codes import Operator, TargetStatus
from orxl.programme.models import Target
from orxl.programme.targets import by_numbers, contradicted, holds, reaches
from orxl.rules.shared.measures import amounts_in


def contradiction(target: Target, day: date, year: int) -> str:
    """How what was achieved contradicts the status, as a sentence; ``""`` if it does not.

    In words only of a target with one requirement, and only where no number stands in its own
    column and all numbers in the words say the same.
    """
    if contradicted(target, day, year):
        said, status = by_numbers(target, day, year), holds(target, day, year)
        return (
            f"Mål {target.target_id} har status {nb.quoted(str(status))}, men tallene sier "
            f"{nb.quoted(str(said))}: {_achieved(target)}."
        )
    if target.operator is None or target.number is None or target.operator2 is not None:
        return ""
    if target.achieved is not None:
        return ""
    found = amounts_in(target.outcome or "")
    reached = {reaches(target.operator, target.number, n, target.upper) for n in found}
    wrong = {TargetStatus.MET: {False}, TargetStatus.MISSED: {True}}
    if not found or target.status is None or reached != wrong.get(target.status):
        return ""
    return (
        f"Mål {target.target_id} har status {nb.quoted(target.status)}, men oppnådd er "
        f"{nb.quoted(target.outcome or '')} og kravet {_wanted(target)}."
    )


def _wanted(target: Target) -> str:
    """The first requirement: «≥ 15», «mellom 2 og 4»."""
    if target.operator is None or target.number is None:
        return ""
    if target.operator is Operator.BETWEEN and target.upper is not None:
        return f"mellom {nb.number(target.number)} og {nb.number(target.upper)}"
    return f"{target.operator} {nb.number(target.number)}"


def _achieved(target: Target) -> str:
    """«oppnådd 12, kravet er ≥ 15», of both requirements."""
    parts = []
    if target.achieved is not None:
        parts.append(f"oppnådd {nb.number(target.achieved)}, kravet er {_wanted(target)}")
    if None not in (target.achieved2, target.operator2, target.number2):
        second = f"{target.operator2} {nb.number(target.number2 or 0)}"
        parts.append(f"oppnådd {nb.number(target.achieved2 or 0)}, kravet er {second}")
    return "; ".join(parts)
