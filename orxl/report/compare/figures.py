"""Contents and figures as a sentence has them: two numbers beside each other, formulas, effects."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from orxl.core import nb
from orxl.core.edits import Content, Formula
from orxl.formulas.norwegian import shown as in_norwegian
from orxl.layout import Kind as Held
from orxl.layout import Layout
from orxl.report.compare.names import is_assumption
from orxl.versions.changes import Change
from orxl.versions.effects import Figures

LONG: Final = 60
"""A text that is longer is told word by word."""
_FORMULA: Final = 120
_MOST_DECIMALS: Final = 6


def effect(moved: Figures | None, before: Figures | None) -> str:
    """What a change does to the budget, as a sentence; ``""`` where it moves nothing."""
    if moved is None or before is None:
        return ""
    parts = []
    if moved.fees:
        parts.append(f"{nb.signed(moved.fees)} kr i kontingent")
    if moved.result:
        now = before.result + moved.result
        parts.append(f"et resultat på {nb.number(now)} i stedet for {nb.number(before.result)}")
    if moved.closing:
        now = before.closing + moved.closing
        parts.append(
            f"{nb.number(now)} i stedet for {nb.number(before.closing)} i utgående mindreforbruk"
        )
    thousands = " (1000 kr)" if moved.result or moved.closing else ""
    return f"Alene gir det {nb.listed(parts)}{thousands}."


def shown(content: Content | None, beside: Content | None = None) -> str:
    """*content* as a sentence has it."""
    if content is None:
        return "ingenting"
    if isinstance(content, Formula):
        text = in_norwegian(content.text)
        return text if len(text) <= _FORMULA else text[: _FORMULA - 1] + "…"
    if isinstance(content, float) and isinstance(beside, float):
        return _number(content, beside)
    if isinstance(content, str):
        return nb.quoted(content, LONG) if content else "en tom tekst"
    return nb.value(content)


def _number(value: float, beside: float) -> str:
    """With as many decimals as the one of the two that has most: 3,00 beside 3,25."""
    decimals = [_decimals(number) for number in (value, beside)]
    if max(decimals) > _MOST_DECIMALS:
        return nb.brief(value, beside)
    return nb.number(value, max(decimals))


def _decimals(value: float) -> int:
    exact = Decimal(f"{value:.15g}").normalize().as_tuple().exponent
    return max(0, -exact) if isinstance(exact, int) else 0


def pair(change: Change, layout: Layout | None) -> tuple[str, str]:
    """What *change* changes from and to, with the decimals and the unit of its kind."""
    old, new = change.old, change.new
    kind = _kind(change, layout)
    if kind in (Held.SHARE, Held.GROWTH) and isinstance(old, float) and isinstance(new, float):
        one, other = _pair_of(old * 100, new * 100)
        return f"{one}", f"{other} %"
    if kind in (Held.YEAR, Held.MUNICIPALITY):
        return tuple(  # type: ignore[return-value]
            nb.digits(c) if isinstance(c, float) else shown(c) for c in (old, new)
        )
    if kind is Held.RATE and isinstance(old, float) and isinstance(new, float):
        return nb.number(old, 2), nb.number(new, 2)
    if isinstance(old, float) and isinstance(new, float):
        return _pair_of(old, new)
    return shown(old, new), shown(new, old)


def _pair_of(old: float, new: float) -> tuple[str, str]:
    return _number(old, new), _number(new, old)


def _kind(change: Change, layout: Layout | None) -> Held | None:
    if layout is None or change.table not in layout.tables:
        return None
    if is_assumption(change):
        from orxl.layout.assumption_sheets import ASSUMPTIONS

        return next((a.kind for a in ASSUMPTIONS if a.name == change.row), None)
    columns = layout.table(change.table).columns
    return next((c.kind for c in columns if c.header == change.column), None)
