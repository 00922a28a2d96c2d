"""A formula that is nothing but a reference to a blank cell, right beside a number."""

from __future__ import annotations

from orxl.formulas.norwegian import shown
from orxl.formulas.tokens import Kind
from orxl.rules.kit import Hit, Hits, Rule, Severity
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.sheets.lines import Patterns
from orxl.rules.sheets.operands import target
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A023",
    "viser-til-tom-celle",
    Severity.NOTE,
    asks=SheetsView,
    finds="En formel som bare henter én celle, og den cellen er tom, mens cellen over eller under "
    "den har et tall.",
    why="Henvisningen er trolig havnet en rad feil. Cellen viser 0.",
    remedy="La formelen vise til cellen med tallet, eller fyll ut den tomme.",
    references=(FORMULA_ERRORS,),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for sheet, patterns in view.patterns():
        for at, atoms in sheet.shapes.items():
            if len(atoms) == 1 and atoms[0].kind is Kind.CELL and _alone(patterns, at):
                found = _suspicion(view, sheet, at)
                if found is not None:
                    yield found


def _alone(patterns: Patterns, at: At) -> bool:
    """Whether it is no copy among copies: these read a table that may have blanks."""
    return max(patterns.length(at, "row"), patterns.length(at, "column")) < 2


def _suspicion(view: SheetsView, sheet: SheetView, at: At) -> Hit | None:
    found = target(view, sheet, sheet.shapes[at][0], at)
    if found is None or not found[0].blank(found[1]):
        return None
    home, (row, column) = found
    beside = [spot for spot in ((row - 1, column), (row + 1, column)) if min(spot) > 0]
    near = (s for s in beside if home.numeric(s) and not (home is sheet and s == at))
    filled = next(near, None)
    if filled is None:
        return None
    place, other = home.ref((row, column)), home.ref(filled)
    if home is sheet:
        told = f"{place.a1}, som er tom; i {other.a1}"
    else:
        told = f"{place}, som er tom; i {other}"
    return Hit(
        f"Formelen er bare en henvisning til {told} rett ved siden av står det et tall.",
        cell=sheet.ref(at),
        confidence=Alone.POINTS_AT_NOTHING,
        actual=shown(sheet.formula(at)),
    )


RULE.bad_sheet(
    "Henvisningen er havnet en rad for langt ned.",
    """
    Lønn |120
    Reise|30

    Lønn i alt|=B3→0
    """,
    at="B4",
)

RULE.good_sheet(
    "Et skjema som ikke er fylt ut: over den tomme cellen står bare overskriften.",
    """
    Skjema|Beløp
    Lønn  |
    Sum   |=B2→0
    """,
)
