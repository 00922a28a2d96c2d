"""Sums side by side of which one leaves out a row (column) that the others add up."""

from __future__ import annotations

from orxl.core.refs import column_letters
from orxl.formulas.norwegian import shown
from orxl.rules.kit import Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.sheets.lines import Axis
from orxl.rules.sheets.sheet import At, SheetView, a1, spans
from orxl.rules.sheets.sums import Odd, Split, odd_sums_in, spots
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
            if sure > 0 and sheet.ref(odd.cells[0]) not in view.split_sums:
                yield _suspicion(sheet, odd, sure)
    for sheet, split in view.splits:
        yield _both_sides(sheet, split)


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
        f"{_named(odd.axis, odd.missing)}.",
        cell=sheet.ref(first),
        confidence=sure,
        actual=shown(sheet.formula(first)),
        remedy=f"Avgjør hvilken som er riktig, og skriv {a1(first)} og {a1(other)} likt.",
    )


def _both_sides(sheet: SheetView, split: Split) -> Hit:
    """Sums of which some take in a line where the others have nothing today: who is right?

    It stands where a number is taken in, or, where all of it is nought, where it is left out.
    """
    at, other = (split.more[0], split.others[0])
    extra = _named(split.axis, split.extra)
    held = next(
        (v for spot in spots(split.axis, split.more, split.extra) if (v := sheet.number(spot))), 0.0
    )
    return Hit(
        f"{spans(split.more)} regner også med {extra}, der det står {nb.value(held)}; "
        f"{spans(split.others)} gjør ikke det, og har ingenting der i dag. Enten er noe regnet "
        "med for mye, eller det faller noe ut når raden fylles ut.",
        cell=sheet.ref(at if split.held else other),
        confidence=Weight.TAKEN_IN if split.held else Weight.NOUGHT,
        actual=shown(sheet.formula(at if split.held else other)),
        remedy=f"Avgjør hvilken som er riktig, og skriv {a1(at)} og {a1(other)} likt.",
    )


def _named(axis: Axis, lines: tuple[int, ...]) -> str:
    if axis == "row":
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

RULE.bad_sheet(
    "Bare summen for mars tar med raden «Andre», der bare mars har et beløp.",
    """
    Post |jan           |feb           |mar           |apr
    Lønn |10            |11            |12            |13
    Reise|20            |21            |22            |23
    Andre|0             |0             |46            |0
    x    |
    Sum  |=SUM(B2:B3)→30|=SUM(C2:C3)→32|=SUM(D2:D4)→80|=SUM(E2:E3)→36
    """,
    at="D6",
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
