"""A sum that leaves out the amount at the end of its list."""

from __future__ import annotations

from orxl.rules.kit import LEAST, CellRef, Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.sheets.copies import by_copies
from orxl.rules.sheets.edges import LeftOut, left_out, place
from orxl.rules.sheets.totals import Total, around
from orxl.rules.sheets.view import SheetsView

RULE = Rule(
    "A006",
    "området-er-for-kort",
    Severity.WARNING,
    asks=SheetsView,
    finds="En sum (eller et snitt, et antall …) som utelater tallet rett ved enden av området, "
    "enda tallet ser ut som de andre i listen og ingen annen formel tar det med.",
    why="Når en rad settes inn nederst eller øverst i en liste, følger summen ikke alltid med.",
    remedy="Utvid området i formelen, eller skill tallet fra listen med en tom rad.",
    references=(FORMULA_ERRORS,),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    claims: list[tuple[Total, LeftOut]] = []
    for total in view.totals.every:
        if total.cell not in view.split_sums:  # else a sum beside it takes the cells in: A024
            claims += ((total, found) for found in left_out(view, total))
    known = {total.cell: (total, one) for total, one in claims if one.confidence >= LEAST}
    alone, copies = by_copies(view, known) if known else (frozenset[CellRef](), [])
    for total, found in (*claims, *copies):
        if total.cell not in alone:
            yield _suspicion(view, total, found)


def _suspicion(view: SheetsView, total: Total, found: LeftOut) -> Hit:
    sheet = view.by_name[total.area.sheet.casefold()]
    cells = sorted(found.cells)
    shown = nb.listed([place(total.cell, at, sheet) for at in cells])
    values = nb.listed([nb.value(sheet.cell(at).value) for at in cells])
    if total.vertical:
        side = "rett under" if found.end else "rett over"
    else:
        side = "rett til høyre for" if found.end else "rett til venstre for"
    stands = "står" if len(cells) == 1 else "som står"
    detail = f"({values}) {stands} {side} området"
    last = " og rett ved formelen" if found.closing else ""
    return Hit(
        f"Formelen regner med {around(total.cell, total.area)}, men tar ikke med {shown}: "
        f"{'tallet' if len(cells) == 1 else 'tallene'} {detail}{last}.",
        cell=total.cell,
        confidence=found.confidence,
    )


RULE.bad_sheet(
    "Summen stopper en rad før den siste posten.",
    """
    Lønn |10
    Reise|20
    Leie |30
    Kurs |7
    Sum  |=SUM(B1:B3)→60
    """,
    at="B5",
)

RULE.bad_sheet(
    "Summen utelater desember.",
    """
         |okt|nov|des|Sum
    Lønn |10 |11 |12 |=SUM(B2:C2)→21
    Reise|20 |21 |22 |=SUM(B3:C3)→41
    Kurs |20 |21 |22 |=SUM(B4:C4)→41
    """,
    at="E2 E3 E4",
)

RULE.bad_sheet(
    "Summen begynner i februar; budsjettet foran er ingen måned.",
    """
    Konto|Budsjett|jan|feb|mar|Sum
    Lønn |40      |11 |12 |13 |=SUM(D2:E2)→25
    Reise|90      |21 |22 |23 |=SUM(D3:E3)→45
    """,
    at="F2 F3",
)

RULE.bad_sheet(
    "Kopiene utelater samme rad, også der den er en prosent.",
    """
       |A             |B             |C             |Andel
    x  |10            |20            |30            |0.1
    y  |11            |21            |31            |0.2
    z  |12            |22            |32            |0.3
    w  |13            |23            |33            |44
    Sum|=SUM(B2:B4)→33|=SUM(C2:C4)→63|=SUM(D2:D4)→93|=SUM(E2:E4)→0.6
    """,
    at="B6 C6 D6 E6",
)

RULE.good_sheet(
    "Kolonnen har et årstall øverst.",
    """
    Post |2025
    Lønn |10
    Reise|20
    Leie |30
    Sum  |=SUM(B2:B4)→60
    """,
)

RULE.good_sheet(
    "To delsummer over hver sin del av listen.",
    """
    Lønn |10
    Reise|20
    Leie |30
    Kurs |7
    Inn  |=SUM(B1:B2)→30
    Ut   |=SUM(B3:B4)→37
    """,
)

RULE.good_sheet(
    "Kontonummeret står foran beløpene.",
    """
    5000|10|20|=SUM(B1:C1)→30
    5100|10|20|=SUM(B2:C2)→30
    5200|1 |2 |=SUM(B3:C3)→3
    5300|1 |2 |=SUM(B4:C4)→3
    """,
)
