"""A sum that the reader, adding what the sheet shows, gets another result for."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from orxl.core.patterns import regex
from orxl.rules.kit import CellRef, Hit, Hits, Rule, Severity, nb
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A012",
    "skjulte-desimaler",
    Severity.NOTE,
    asks=SheetsView,
    finds="En sum der tallene, slik de vises, ikke blir det summen viser: desimaler er skjult.",
    why="Den som regner etter på papiret, får et annet svar og mister tilliten til tallene.",
    remedy="Avrund hver post med AVRUND, vis desimalene, eller vis avrundingen på en egen linje.",
    alone=True,
)

_MOST_CELLS: Final = 2_000
_LITERAL: Final = regex(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*+(?:\]|$)')
_DIGITS: Final = regex(r"[0#?][0#?, ]*(?:\.([0#?]+))?")


@lru_cache(maxsize=1024)
def decimals(code: str) -> int | None:
    """How many decimals the number format *code* shows; None where it does not say.

    Percentages, dates, fractions, exponents and formats that show thousands are None.
    """
    section = _LITERAL.sub("", code.split(";")[0])
    if re.search(r"[dmyhsDMYHS%/@Ee]", section) or "General" in section:
        return None
    match = _DIGITS.search(section)
    if match is None or match[0].rstrip().endswith(",") or section[match.end() :].startswith(","):
        return None
    return len(match[1]) if match[1] else 0


_WHOLE = 1e15
"""From here on a number has no fifteen digits that are its own."""


@RULE.check
def check(view: SheetsView) -> Hits:
    if not view.formats:
        return
    for cell, terms in view.terms.items():
        count = sum(term.area.size for term in terms)
        if not 2 <= count <= _MOST_CELLS:
            continue
        places = _places(view, cell)
        total = view.cell(cell).value
        if places is None or not isinstance(total, float):
            continue
        shown = Decimal(0)
        hidden = False
        for term in terms:
            for part in term.area.cells():
                value = view.cell(part).value
                if not isinstance(value, float):
                    continue
                if _places(view, part) != places:
                    break
                visible = rounded(value, places)
                hidden = hidden or visible != Decimal(f"{value:.15g}")
                shown += visible if term.plus else -visible
            else:
                continue
            break
        else:
            if hidden and shown != rounded(total, places):
                yield _suspicion(cell, shown, total, places)


def _places(view: SheetsView, cell: CellRef) -> int | None:
    return decimals(view.formats.get(view.cell(cell).style, "General"))


def rounded(value: float, places: int) -> Decimal:
    """*value* as Excel shows it with so many decimals."""
    if places == 0 and value.is_integer() and abs(value) < _WHOLE:
        return Decimal(int(value))  # most are; there is nothing to round
    return Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _suspicion(cell: CellRef, shown: Decimal, total: float, places: int) -> Hit:
    return Hit(
        f"Tallene som vises, blir {nb.number(shown, places)} til sammen, men summen viser "
        f"{nb.number(rounded(total, places), places)}: arket skjuler desimaler "
        f"(summen er {nb.number(total)}).",
        cell=cell,
        confidence=Alone.HIDDEN_DECIMALS,
        expected=float(shown),
        actual=total,
    )


RULE.bad_sheet(
    "Tre ganger 1,4 vises som 1, men summen 4,2 vises som 4.",
    """
    1.4
    1.4
    1.4
    =SUM(A1:A3)→4.2
    """,
    at="A4",
    formats={"A1": "0", "A2": "0", "A3": "0", "A4": "0"},
)

RULE.good_sheet(
    "Avrundingen går opp.",
    """
    1.4
    1.6
    =SUM(A1:A2)→3
    """,
    formats={"A1": "0", "A2": "0", "A3": "0"},
)
