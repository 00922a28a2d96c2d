"""A total that is not what its label says: «Sum» beside an average."""

from __future__ import annotations

from typing import Final

from orxl.core.patterns import regex
from orxl.formulas.norwegian import function, shown
from orxl.rules.kit import Hit, Hits, Rule, Severity, nb
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.totals import Total
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A018",
    "etiketten-sier-noe-annet",
    Severity.WARNING,
    asks=SheetsView,
    finds="En linje som heter «Sum», «Snitt», «Høyeste» eller lignende, men der formelen er en "
    "annen.",
    why="Den som leser arket, tror på etiketten.",
    remedy="Rett formelen, eller la etiketten si hva som regnes ut.",
)

_WORDS: Final = {
    "SUM": ("sum", "i alt", "totalt", "total", "totalsum", "delsum", "subtotal", "grand total"),
    "AVERAGE": ("snitt", "gjennomsnitt", "gjsnitt", "average", "avg", "mean"),
    "MAX": ("maks", "maksimum", "høyest", "høyeste", "størst", "største", "max", "maximum"),
    "MIN": ("min", "minimum", "lavest", "laveste", "minst", "minste"),
}
_MEANING: Final = {word: name for name, words in _WORDS.items() for word in words}
_ALONE: Final = regex(r"[A-Z]+\([^()]*\)")


@RULE.check
def check(view: SheetsView) -> Hits:
    for total in view.totals.every:
        sheet = view.sheet(total.cell.sheet)
        if sheet is None or total.function not in _WORDS:
            continue
        if not _ALONE.fullmatch(view.graph.lowered[total.cell].upper()):
            continue
        at = (total.cell.row, total.cell.column)
        label = _label(sheet, total, at)
        meant = _MEANING.get(label.casefold().strip(" .:"))
        if meant is not None and meant != total.function:
            yield Hit(
                f"Linjen heter {nb.quoted(label)}, men formelen regner ut "
                f"{function(total.function)}, ikke {function(meant)}.",
                cell=total.cell,
                confidence=Alone.LABEL,
                actual=shown(sheet.formula(at)),
            )


def _label(sheet: SheetView, total: Total, at: At) -> str:
    """What names the line of a total: the text to its left, or the heading of its column."""
    if total.vertical and total.area.first_column == at[1]:
        return sheet.label(at)
    if total.horizontal and total.area.first_row == at[0]:
        above = (sheet.text((row, at[1])) for row in range(at[0] - 1, max(0, at[0] - 60), -1))
        return next(filter(None, above), "")
    return ""


RULE.bad_sheet(
    "Summen er blitt et gjennomsnitt.",
    """
    Lønn |10
    Reise|20
    Leie |30
    Sum  |=AVERAGE(B1:B3)→20
    """,
    at="B4",
)

RULE.bad_sheet(
    "Kolonnen heter «Snitt», men summerer.",
    """
    Navn|Prøve 1|Prøve 2|Snitt
    Anne|4      |5      |=SUM(B2:C2)→9
    """,
    at="D2",
)

RULE.good_sheet(
    "Summen er en sum, og snittet et snitt.",
    """
    Lønn |10
    Reise|20
    Sum  |=SUM(B1:B2)→30
    Snitt|=AVERAGE(B1:B2)→15
    """,
)

RULE.good_sheet(
    "Summen er delt på antallet.",
    """
    Lønn |10
    Reise|20
    Snitt|=SUM(B1:B2)/2→15
    """,
)
