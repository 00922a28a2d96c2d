"""What an import does to the key figures, in a copy: by the engines and by the models."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from orxl.binding import BoundBook
from orxl.core import nb
from orxl.layout.names import CARRY_OUT, FEES, MAIN, RESULT, TOTAL
from orxl.programme.fees import FeeAccount
from orxl.programme.numbers import ZERO
from orxl.programme.scenarios import Outcome, Scenario, evaluate
from orxl.report.imports.values import Effect, Figures, MemberEffect
from orxl.rules.kit.view import View

_KEY_FIGURES = (
    ("Kontingent i alt", FEES, TOTAL, "fee", ""),
    ("Resultat", MAIN, RESULT, "budget", "type"),
    ("Utgående mindreforbruk", MAIN, CARRY_OUT, "budget", "type"),
)
_UNNAMED = "Medlemmer uten navn (anslag)"


def effect(case: str, before: View, after: View) -> Effect:
    """What the key figures are in *before*, and what they become in *after*.

    A figure is given where the engines agree with each other and with orxl's own calculation.
    """
    outcomes = tuple(evaluate(view.programme, Scenario()) for view in (before, after))
    doubts: dict[str, None] = {}
    then, now = (
        _figures(view, outcome, doubts)
        for view, outcome in zip((before, after), outcomes, strict=True)
    )
    accounts = tuple(None if found is None else found.account for found in outcomes)
    return Effect(case, then, now, _members(*accounts), " ".join(doubts))


def _figures(view: View, outcome: Outcome | None, doubts: dict[str, None]) -> Figures:
    if outcome is None:
        doubts["Satsen, folketallsdatoen eller det saken sier om kontingenten, mangler."] = None
        return Figures(None, None, None)
    own = outcome.fees, outcome.result, outcome.closing
    return Figures(
        *(
            _agreed(view.bound, view, figure, amount, doubts)
            for figure, amount in zip(_KEY_FIGURES, own, strict=True)
        )
    )


def _agreed(
    bound: BoundBook,
    view: View,
    figure: tuple[str, str, str, str, str],
    own: Decimal,
    doubts: dict[str, None],
) -> Decimal | None:
    label, table, row, column, by = figure
    cell = bound.where(table, row, column, by)
    given = None if cell is None else view.recalculation.agreed.get(cell)
    if not isinstance(given, float):
        doubts[f"{label} kan ikke regnes ut i arbeidsboken nå."] = None
        return None
    if round(given - float(own), 6) != 0:
        doubts[
            f"{label}: arbeidsbokens formler gir {nb.brief(given, float(own))}, men orxl regner "
            f"ut {nb.brief(float(own), given)}. Kjør «orxl kontroller»."
        ] = None
        return None
    return own


def _members(before: FeeAccount | None, after: FeeAccount | None) -> tuple[MemberEffect, ...]:
    """The members whose population or fee moves, the most kroner first."""
    if before is None or after is None:
        return ()
    then, now = _by_code(before), _by_code(after)
    found = [
        MemberEffect(
            code,
            (now.get(code) or then[code]).name,
            (_people(then, code), _people(now, code)),
            (_fee(then, code), _fee(now, code)),
        )
        for code in {**then, **now}
    ]
    found.append(
        MemberEffect(
            None,
            _UNNAMED,
            (before.unnamed.shown, after.unnamed.shown),
            (before.unnamed.fee, after.unnamed.fee),
        )
    )
    moved = (
        one for one in found if (one.people[0] != one.people[1] and any(one.fee)) or one.kroner
    )
    return tuple(sorted(moved, key=lambda one: (-abs(one.kroner), one.name)))


class _Part(NamedTuple):
    name: str
    people: int
    fee: Decimal


def _by_code(account: FeeAccount) -> dict[int, _Part]:
    """The members by code; one that left and came back has two rows, and owes for one."""
    found: dict[int, _Part] = {}
    for payer in account.payers:
        code = payer.member.code
        other = found.get(code)
        fee = payer.fee if other is None else payer.fee + other.fee
        found[code] = _Part(payer.member.name, payer.people, fee)
    return found


def _people(parts: dict[int, _Part], code: int) -> int:
    part = parts.get(code)
    return 0 if part is None else part.people


def _fee(parts: dict[int, _Part], code: int) -> Decimal:
    part = parts.get(code)
    return ZERO if part is None else part.fee
