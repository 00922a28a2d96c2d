"""Formulas that rest on each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.formulas.circles import cycle_text
from orxl.rules.anywhere.frame import AnywhereRule, SheetExample, Suspicion
from orxl.rules.anywhere.view import SheetsView

_LOOKS_ONLY = frozenset({"CELL", "ISREF", "ISFORMULA", "FORMULATEXT", "SHEET"})
"""Functions that may ask how a cell looks: naming itself in them makes no circle."""


def check(view: SheetsView) -> Iterator[Suspicion]:
    wanted = view.book.calc.iterate
    for circle, knot in zip(view.graph.cycles, view.graph.knots, strict=True):
        if any(not _LOOKS_ONLY.isdisjoint(view.graph.readings[cell].functions) for cell in circle):
            continue
        more = (
            f" I alt {nb.counted(len(knot), 'celle henger', 'celler henger')} sammen slik."
            if len(knot) > len(circle)
            else ""
        )
        yield Suspicion(
            circle[0],
            f"Formlene viser til hverandre i ring: {_short(cycle_text(circle))}.{more}",
            0.5 if wanted else 0.95,
            severity=Severity.NOTE if wanted else Severity.ERROR,
        )


def _short(path: str) -> str:
    parts = path.split(" → ")
    return path if len(parts) <= 8 else " → ".join((*parts[:4], "…", *parts[-3:]))


RULE = AnywhereRule(
    code="A002",
    name="sirkelreferanse",
    severity=Severity.ERROR,
    finds="Formler som bygger på hverandre i ring. Er gjentatt beregning slått på, er det bare en "
    "merknad.",
    why="Excel kan ikke regne ut en ring: cellene viser 0 eller et tilfeldig mellomresultat.",
    remedy="La en av cellene i ringen vise til noe annet.",
    check=check,
    alone=True,
    bad=(SheetExample("Summen i A4 har med seg selv.", ("1", "2", "3", "=SUM(A1:A4)→0"), ("A4",)),),
    good=(SheetExample("En løpende sum.", ("1|=A1→1", "2|=B1+A2→3", "3|=B2+A3→6")),),
)
