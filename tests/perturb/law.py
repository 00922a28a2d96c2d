"""The perturbation law: what is typed moves what the models say, or a finding says why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from orxl.core.findings import Finding, Severity
from orxl.core.values import CellError, Value
from orxl.rules.kit import Editor, View
from tests.helpers import said, settled
from tests.perturb.changes import Change
from tests.perturb.dormant import why_it_sleeps
from tests.perturb.figures import alike, all_shown, by_models, differing, in_sheets, shown

FINGERPRINT: Final = "F013"
"""Tells that something was changed, whatever it was: no explanation."""


class Outcome(StrEnum):
    """What a change came to."""

    MOVED = "flyttet dokumenterte tall, likt etter modellen"
    SHOWN = "flyttet bare det som vises (oppslag, lys, telling)"
    FOUND = "flyttet ingenting, eller noe annet enn modellen, og et funn sier hvorfor"
    ASLEEP = "uten virkning nå, av en oppgitt grunn"
    BROKEN = "BRUDD"


@dataclass(frozen=True)
class Base:
    """The workbook before any change."""

    view: View
    figures: dict[tuple[str, str, str], Value] = field(init=False)
    shown: dict[str, Value] = field(init=False)
    told: frozenset[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        models = by_models(self.view.programme)
        object.__setattr__(self, "figures", models)
        object.__setattr__(self, "shown", all_shown(self.view))
        object.__setattr__(self, "told", frozenset(_key(f) for f in said(self.view)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change came to, and what to say of it."""

    change: Change
    outcome: Outcome
    moved: tuple[str, ...] = ()
    """The documented figures that moved."""
    others: int = 0
    """How many other calculated cells moved."""
    why: str = ""


Sheet = Callable[[View, str, str, str], Value]


def judge(base: Base, change: Change, view: View | None = None, sheet: Sheet = shown) -> Verdict:
    """What *change* comes to in the workbook of *base*."""
    if view is None:
        view = changed(base, change)
    models = by_models(view.programme)
    figures = in_sheets(view, models, sheet)
    wrong = differing(models, figures)
    wrong += [f"{'/'.join(k)}: {v}" for k, v in figures.items() if isinstance(v, CellError)]
    moved = tuple(
        "/".join(key)
        for key in {**base.figures, **models}
        if not alike(models.get(key, 0.0), base.figures.get(key, 0.0))
    )
    now = all_shown(view)
    others = sum(1 for at, value in now.items() if not alike(value, base.shown.get(at, value)))
    if not wrong and moved:
        return Verdict(change, Outcome.MOVED, moved, others)
    if not wrong and others:
        return Verdict(change, Outcome.SHOWN, moved, others)
    new = [f for f in said(view) if _key(f) not in base.told and f.code != FINGERPRINT]
    # Where sheet and models differ, only an error tells why; where nothing moves, any finding does.
    telling = [f for f in new if f.severity is Severity.ERROR or not wrong]
    if telling:
        why = f"{telling[0].code}: {telling[0].message}"
        return Verdict(change, Outcome.FOUND, moved, others, why)
    reason = why_it_sleeps(base.view, change)
    if reason and not wrong:
        return Verdict(change, Outcome.ASLEEP, moved, others, reason)
    told = "; ".join(wrong[:3]) or "ingenting flyttet seg, og ingenting er sagt"
    return Verdict(change, Outcome.BROKEN, moved, others, told)


def changed(base: Base, change: Change) -> View:
    """The workbook after *change*, calculated."""
    editor = Editor(base.view.bound)
    editor.type_in(change.cell, change.new)
    return settled(editor.book, like=base.view)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message
