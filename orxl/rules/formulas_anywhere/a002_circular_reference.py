"""Formulas that rest on each other in a circle."""

from __future__ import annotations

from orxl.formulas.circles import cycle_text
from orxl.rules.kit import Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import CIRCULAR
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A002",
    "sirkelreferanse",
    Severity.ERROR,
    asks=SheetsView,
    finds="Formler som bygger på hverandre i ring. Er gjentatt beregning slått på, er det bare en "
    "merknad.",
    why="Excel kan ikke regne ut en ring: cellene viser 0 eller et tilfeldig mellomresultat.",
    remedy="La en av cellene i ringen vise til noe annet.",
    alone=True,
    references=(CIRCULAR,),
)

_LOOKS_ONLY = frozenset({"CELL", "ISREF", "ISFORMULA", "FORMULATEXT", "SHEET"})
"""Functions that may ask how a cell looks: naming itself in them makes no circle."""


@RULE.check
def check(view: SheetsView) -> Hits:
    wanted = view.book.calc.iterate
    for circle, knot in zip(view.graph.cycles, view.graph.knots, strict=True):
        if any(not _LOOKS_ONLY.isdisjoint(view.graph.formulas[cell].functions) for cell in circle):
            continue
        more = (
            f" I alt {nb.counted(len(knot), 'celle henger', 'celler henger')} sammen slik."
            if len(knot) > len(circle)
            else ""
        )
        yield Hit(
            f"Formlene viser til hverandre i ring: {_short(cycle_text(circle))}.{more}",
            cell=circle[0],
            confidence=Alone.CIRCLE_WANTED if wanted else Alone.CIRCLE,
            severity=Severity.NOTE if wanted else Severity.ERROR,
        )


def _short(path: str) -> str:
    parts = path.split(" → ")
    return path if len(parts) <= 8 else " → ".join((*parts[:4], "…", *parts[-3:]))


RULE.bad_sheet(
    "Summen i A4 har med seg selv.",
    """
    1
    2
    3
    =SUM(A1:A4)→0
    """,
    at="A4",
)

RULE.good_sheet(
    "En løpende sum.",
    """
    1|=A1→1
    2|=B1+A2→3
    3|=B2+A3→6
    """,
)
