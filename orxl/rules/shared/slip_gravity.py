"""How grave a slip is: how seldom anybody changes a cell so on purpose."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.values import BLANK
from orxl.layout import Level
from orxl.programme.codes import Standing
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.inputs import ASSUMPTION
from orxl.rules.shared.slips import (
    DAYS,
    DIGITS,
    FOLDS,
    GONE,
    LOST,
    MONEY,
    SIGN,
    YEAR,
    Slip,
)

_THOUSAND: Final = 1000
_LONG: Final = 4
"""So many digits are seldom the same by chance."""
_SLIPPED: Final = frozenset({DIGITS, FOLDS, SIGN, LOST, YEAR, DAYS})


def _printed(slip: Slip) -> bool:
    """Whether it is said in a paper that is out: last year's figures, or a fact of the case."""
    if slip.of.bound.spec.name != ASSUMED:
        return slip.of.column.level is Level.HISTORY
    spec = ASSUMPTION.get(str(slip.of.rows[slip.row].values.get("name")))
    return spec is not None and spec.standing is not Standing.ASSUMED


def gravity(slip: Slip) -> Severity | None:
    """How seldom anybody changes a cell so on purpose."""
    then, now = slip.then, slip.now
    if _printed(slip):
        return Severity.ERROR if slip.how in _SLIPPED else Severity.WARNING
    if isinstance(then, datetime) and isinstance(now, datetime) and slip.how == YEAR:
        # A date is moved on by a year or two every so often, but never back.
        return Severity.WARNING if now < then or now.year > then.year + 3 else None
    if slip.how == GONE and not isinstance(then, datetime):
        others = (v for i, v in enumerate(slip.of.values) if not slip.of.rows[i].blank)
        alone = sum(value is BLANK for value in others) == 1
        fixed = slip.of.column.kind in MONEY or (isinstance(then, str) and then != "")
        return Severity.ERROR if alone and fixed else Severity.WARNING
    if not (isinstance(then, float) and isinstance(now, float)):
        return None
    if slip.how in (DIGITS, LOST):
        long = max(len(nb.digits(then)), len(nb.digits(now))) >= _LONG
        return Severity.WARNING if long or slip.how == DIGITS else None
    if slip.how == FOLDS and fold(slip) >= _THOUSAND:
        return Severity.ERROR
    return Severity.WARNING if slip.how in (SIGN, FOLDS) else None


def fold(slip: Slip) -> float:
    """How many times the one amount is of the other; 0 where they are no amounts."""
    if not (isinstance(slip.then, float) and isinstance(slip.now, float)):
        return 0.0
    return float(round(max(slip.now / slip.then, slip.then / slip.now)))
