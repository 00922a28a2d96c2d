"""Runs the rules for any workbook and lets the surest speak for each cell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from orxl.core.collector import no_collection
from orxl.core.findings import Doubt, Severity
from orxl.core.refs import CellRef
from orxl.rules import anywhere
from orxl.rules.anywhere.frame import AnywhereRule
from orxl.rules.anywhere.view import SheetsView
from orxl.rules.kit.run import BROKEN_RULE


@lru_cache(maxsize=1)
def anywhere_rules() -> tuple[AnywhereRule, ...]:
    """Every rule for any workbook, by code. A014 was never given to one, and gaps stay."""
    names = sorted(
        m.name for m in iter_modules(anywhere.__path__) if m.name[0] == "a" and m.name[1].isdigit()
    )
    return tuple(import_module(f"{anywhere.__name__}.{name}").RULE for name in names)


def find_anywhere_rule(code: str) -> AnywhereRule | None:
    """The rule for any workbook with *code* or name, or None."""
    wanted = code.casefold()
    return next((r for r in anywhere_rules() if wanted in (r.code.casefold(), r.name)), None)


def audit(view: SheetsView, rules: Iterable[AnywhereRule] | None = None) -> list[Doubt]:
    """All findings, worst first, then surest first.

    A cell that several rules suspect is reported by the surest of them, except for the rules that
    stand alone. A rule that fails is itself a finding.
    """
    with no_collection():
        return _audit(view, anywhere_rules() if rules is None else rules)


def _audit(view: SheetsView, rules: Iterable[AnywhereRule]) -> list[Doubt]:
    alone: list[Doubt] = []
    best: dict[CellRef, Doubt] = {}
    for rule in rules:
        try:
            for found in rule.findings(view):
                known = best.get(found.cell) if found.cell is not None else None
                if rule.alone or found.cell is None:
                    alone.append(found)
                elif known is None or _weight(found) > _weight(known):
                    best[found.cell] = found
        except Exception as error:
            alone.append(_broken(rule, error))
    order = {sheet.name: number for number, sheet in enumerate(view.book.sheets)}

    def rank(found: Doubt) -> tuple[float, float, int, int, int]:
        cell = found.cell
        row, column = (cell.row, cell.column) if cell is not None else (0, 0)
        place = order.get(found.sheet, -1) if found.sheet is not None else -1
        return -found.severity, -found.confidence, place, row, column

    return sorted((*alone, *best.values()), key=rank)


def _weight(found: Doubt) -> tuple[int, float]:
    return found.severity, found.confidence


def _broken(rule: AnywhereRule, error: Exception) -> Doubt:
    return Doubt(
        BROKEN_RULE,
        "regel-kunne-ikke-kjøres",
        Severity.ERROR,
        f"Regelen {rule.code} ({rule.name}) kunne ikke kjøres: {type(error).__name__}: {error}",
        remedy="Meld fra til den som vedlikeholder orxl.",
    )
