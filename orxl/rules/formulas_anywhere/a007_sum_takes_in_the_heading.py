"""A sum whose range begins with the year or the date at the head of the list."""

from __future__ import annotations

from datetime import datetime

from orxl.rules.kit import Hit, Hits, Rule, Severity, nb
from orxl.rules.sheets.edges import YEARS
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.totals import ADDING, Total, around
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A007",
    "sum-tar-med-overskriften",
    Severity.WARNING,
    asks=SheetsView,
    finds="En sum der den første cellen i området er et årstall eller en dato over listen.",
    why="Årstallet legges til beløpene: summen blir rundt 2 000 for stor.",
    remedy="La området begynne en celle senere.",
)

_LIKELY = range(2001, 2036)
"""The years of budgets and accounts; 2000 and 2039 are as likely amounts."""


@RULE.check
def check(view: SheetsView) -> Hits:
    for total in view.totals.every:
        sheet = view.sheet(total.area.sheet)
        if sheet is None or total.function not in ADDING or total.endless:
            continue
        if not (total.vertical or total.horizontal):
            continue
        first = (total.area.first_row, total.area.first_column)
        confidence = _confidence(sheet, total, first)
        if confidence:
            value = sheet.cell(first).value
            what = "datoen" if isinstance(value, datetime) else "årstallet"
            shown = nb.value(value) if isinstance(value, datetime) else f"{value:.0f}"
            yield Hit(
                f"Summen av {around(total.cell, total.area)} begynner med {what} {shown} i "
                f"{sheet.ref(first).a1}, som ser ut som en overskrift.",
                cell=total.cell,
                confidence=confidence,
                remedy=f"La området begynne i neste {'rad' if total.vertical else 'kolonne'}.",
            )


def _confidence(sheet: SheetView, total: Total, first: At) -> float:
    """How surely the first cell is a heading; 0 where nothing suggests it."""
    if sheet.formula(first) is not None or not _moment(sheet, first):
        return 0.0
    step = (1, 0) if total.vertical else (0, 1)
    rest = [(first[0] + n * step[0], first[1] + n * step[1]) for n in range(1, 7)]
    inner = [at for at in rest if sheet.ref(at) in total.area and not sheet.blank(at)]
    if not inner or any(_moment(sheet, at) or not sheet.numeric(at) for at in inner):
        return 0.0
    above = (first[0] - step[0], first[1] - step[1])
    if min(above) > 0 and not sheet.blank(above):
        return 0.0  # the list has its heading already
    beside = [(first[0] + sign * step[1], first[1] + sign * step[0]) for sign in (-1, 1)]
    if any(min(at) > 0 and _follows(sheet, first, at) for at in beside):
        return Alone.HEADING_IN_A_ROW
    value = sheet.number(first)
    if len(inner) < 2 or (value is not None and int(value) not in _LIKELY):
        return 0.0
    odd = sheet.cell(first).style != sheet.cell(inner[0]).style
    return Alone.HEADING_BY_LOOK if odd else 0.0


def _follows(sheet: SheetView, first: At, beside: At) -> bool:
    """Whether the two cells are 2025 and 2026, or two dates: a line of headings."""
    a, b = sheet.cell(first).value, sheet.cell(beside).value
    if isinstance(a, datetime) and isinstance(b, datetime):
        return sheet.formula(beside) is None
    return isinstance(a, float) and isinstance(b, float) and abs(a - b) == 1


def _moment(sheet: SheetView, at: At) -> bool:
    """Whether a year or a date stands there."""
    value = sheet.cell(at).value
    if isinstance(value, datetime):
        return True
    return isinstance(value, float) and value == int(value) and int(value) in YEARS


RULE.bad_sheet(
    "Summen av 2025-kolonnen tar med årstallet.",
    """
    Post |2025            |2026
    Lønn |10              |11
    Reise|20              |21
    Sum  |=SUM(B1:B3)→2055|=SUM(C2:C3)→32
    """,
    at="B4",
)

RULE.good_sheet(
    "Et beløp på 2 000 kroner.",
    """
    Post |Budsjett
    Lønn |2000
    Reise|1990
    Sum  |=SUM(B2:B3)→3990
    """,
)
