"""A number that is stored as text in a list that a sum gathers: the sum passes it over."""

from __future__ import annotations

from orxl.rules.kit import Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import FORMULA_ERRORS, TEXT_NUMBERS
from orxl.rules.sheets.edges import NUMBER, YEARS
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.totals import Total, around
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A015",
    "tall-lagret-som-tekst",
    Severity.WARNING,
    asks=SheetsView,
    finds="Et tall som er lagret som tekst i et område som summeres.",
    why="SUMMER hopper over tekst. Beløpet står på arket, men er ikke med i summen.",
    remedy="Skriv tallet på nytt uten mellomrom, benevning og apostrof foran.",
    references=(TEXT_NUMBERS, FORMULA_ERRORS),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for sheet in view.sheets:
        for at, cell in sheet.sheet.cells.items():
            if cell.formula is not None or not isinstance(cell.value, str):
                continue
            text = cell.value.strip()
            if not text or len(text) > 30 or NUMBER.fullmatch(text) is None:
                continue
            total = next(
                (t for t in view.totals.over(sheet.ref(at)) if _among_numbers(sheet, t, at)), None
            )
            if total is not None and not _heads(sheet, total, at, text):
                yield Hit(
                    f"{nb.quoted(cell.value)} er lagret som tekst, så formelen i {total.cell.a1} "
                    f"({total.function} over {around(total.cell, total.area)}) teller det ikke "
                    "med.",
                    cell=sheet.ref(at),
                    confidence=Alone.NUMBER_AS_TEXT,
                    actual=cell.value,
                )


def _among_numbers(sheet: SheetView, total: Total, at: At) -> bool:
    if total.endless:
        return False
    row, column = at
    beside = (
        ((row - 1, column), (row + 1, column))
        if not total.horizontal
        else ((row, column - 1), (row, column + 1))
    )
    return any(sheet.numeric(cell) and sheet.ref(cell) in total.area for cell in beside)


def _heads(sheet: SheetView, total: Total, at: At, text: str) -> bool:
    """Whether it is a heading the range begins with: a year as text does no harm in a sum."""
    if at != (total.area.first_row, total.area.first_column):
        return False
    if not text.isdigit():
        return False
    row, column = at
    pairs = ((row, column - 1), (row, column + 1)), ((row - 1, column), (row + 1, column))
    texts = [sheet.text(spot) for spot in pairs[1 if total.horizontal else 0] if min(spot) > 0]
    return int(text) in YEARS or any(other.isdigit() for other in texts)


RULE.bad_sheet(
    "B2 er teksten «1 200».",
    """
    Lønn |100
    Reise|'1 200
    Leie |30
    Sum  |=SUM(B1:B3)→130
    """,
    at="B2",
)

RULE.good_sheet(
    "Årstallet over kolonnen er tekst.",
    """
    Post |'2025
    Reise|10
    Leie |30
    Sum  |=SUM(B1:B3)→40
    """,
)
