"""Sums side by side of which one leaves out a row (column) that the others add up."""

from __future__ import annotations

from orxl.core.refs import column_letters
from orxl.formulas.norwegian import shown
from orxl.rules.kit import Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.sheets.sheet import At, SheetView, a1, spans
from orxl.rules.sheets.sums import Odd, odd_sums_in
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Sums as Weight

RULE = Rule(
    "A024",
    "summene-er-ulike",
    Severity.WARNING,
    asks=SheetsView,
    finds="Summer i samme rad (eller kolonne) der én utelater en linje som de andre har med, også "
    "når de er skrevet på hver sin måte eller står langt fra hverandre.",
    why="Tall som står side om side, blir sammenlignet. Da må de bety det samme.",
    remedy="La summene regne med de samme linjene, eller skriv i et notat hvorfor de er ulike.",
    references=(FORMULA_ERRORS,),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for sheet in view.sheets:
        for odd in odd_sums_in(view, sheet):
            sure = _sure(sheet, odd)
            if sure > 0:
                yield _suspicion(sheet, odd, sure)


def _sure(sheet: SheetView, odd: Odd) -> float:
    """By what stands in the lines left out: text and blanks in all columns do no harm."""
    rivals = len(odd.cells) * 2 > len(odd.others)
    if any(sheet.number(_spot(odd, line, at)) for line in odd.missing for at in odd.cells):
        return Weight.RIVALS if rivals else Weight.LEFT_OUT
    holds = any(sheet.numeric(_spot(odd, line, at)) for line in odd.missing for at in odd.others)
    return Weight.NOUGHT if holds and odd.axis == "row" and not rivals else 0.0


def _spot(odd: Odd, line: int, at: At) -> At:
    return (line, at[1]) if odd.axis == "row" else (at[0], line)


def _suspicion(sheet: SheetView, odd: Odd, sure: float) -> Hit:
    first, other = odd.cells[0], odd.others[0]
    line = "raden" if odd.axis == "row" else "kolonnen"
    count = len(odd.others)
    return Hit(
        f"{nb.number(count)} av summene i {line} regner som {a1(other)} "
        f"({shown(sheet.formula(other))}); {spans(odd.cells)} regner ikke med "
        f"{_named(odd, odd.missing)}.",
        cell=sheet.ref(first),
        confidence=sure,
        actual=shown(sheet.formula(first)),
        remedy=f"Avgjør hvilken som er riktig, og skriv {a1(first)} og {a1(other)} likt.",
    )


def _named(odd: Odd, lines: tuple[int, ...]) -> str:
    if odd.axis == "row":
        return f"rad {nb.listed([str(line) for line in lines])}"
    return f"kolonne {nb.listed([column_letters(line) for line in lines])}"


RULE.bad_sheet(
    "Summen for mars er skrevet på en annen måte enn de andre og mangler en rad.",
    """
    Post |jan           |  |feb           |  |mar       |  |apr
    Lønn |10            |  |11            |  |12        |  |13
    Reise|20            |  |21            |  |22        |  |23
    Leie |30            |  |31            |  |32        |  |33
    Sum  |=SUM(B2:B4)→60|x |=SUM(D2:D4)→63|x |=F2+F3→34 |x |=SUM(H2:H4)→69
    """,
    at="F5",
)

RULE.good_sheet(
    "Skrevet på to måter, men med samme mening.",
    """
    Post |jan           |feb           |mar
    Lønn |10            |11            |12
    Reise|20            |21            |22
    Sum  |=SUM(B2:B3)→30|=C2+C3→32     |=SUM(D2:D3)→34
    """,
)
