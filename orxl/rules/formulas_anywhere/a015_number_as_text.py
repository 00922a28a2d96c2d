"""A number that is stored as text in a list that a sum gathers: the sum passes it over."""

from __future__ import annotations

from itertools import chain

from orxl.formulas.norwegian import function
from orxl.rules.kit import Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import FORMULA_ERRORS, TEXT_NUMBERS
from orxl.rules.sheets.texts import among_numbers, heads, says_a_number
from orxl.rules.sheets.totals import around
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
            if not says_a_number(text):
                continue
            spot = sheet.ref(at)
            over = chain(view.totals.over(spot), view.picked.over(spot))
            total = next((t for t in over if among_numbers(sheet, t, at)), None)
            if total is not None and not heads(sheet, total, at, text):
                counted = f"{function(total.function)} over {around(total.cell, total.area)}"
                yield Hit(
                    f"{nb.quoted(cell.value)} er lagret som tekst, så formelen i {total.cell.a1} "
                    f"({counted}) teller det ikke med.",
                    cell=sheet.ref(at),
                    confidence=Alone.NUMBER_AS_TEXT,
                    actual=cell.value,
                )


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

RULE.bad_sheet(
    "Hele listen er tekst, så summen er 0.",
    """
    Lønn |'1 100
    Reise|'200
    Sum  |=SUM(B1:B2)→0
    """,
    at="B1 B2",
)

RULE.bad_sheet(
    "Summen tar med hele kolonnen, og B4 er tekst.",
    """
    Post |Beløp
    Lønn |100
    Reise|200
    Leie |'30
    Sum  ||=SUM(B:B)→300
    """,
    at="B4",
)

RULE.bad_sheet(
    "B2 er teksten «kr 1 234,-».",
    """
    Lønn |100
    Reise|'kr 1 234,-
    Leie |30
    Sum  |=SUM(B1:B3)→130
    """,
    at="B2",
)

RULE.bad_sheet(
    "B2 er teksten «450,00-», slik et regnskapssystem skriver −450.",
    """
    Lønn |100
    Reise|'450,00-
    Leie |30
    Sum  |=SUM(B1:B3)→130
    """,
    at="B2",
)

RULE.bad_sheet(
    "«ca. 500», «1e3» og «3 mill. kr» er også tekst.",
    """
    Lønn |100
    Reise|'ca. 500
    Leie |'1e3
    Annet|'3 mill. kr
    Møter|20
    Sum  |=SUM(B1:B5)→120
    """,
    at="B2 B3 B4",
)

RULE.bad_sheet(
    "SUMMERHVIS hopper også over tekst.",
    """
    Drift|100
    Drift|'1 200
    Annet|30
    Drift|=SUMIF(A1:A3,"Drift",B1:B3)→100
    """,
    at="B2",
)

RULE.bad_sheet(
    "Det gjør SUMMERPRODUKT og SUMMER over enkeltceller med.",
    """
    Lønn |100|2  |5
    Reise|200|'3 |'300 kroner
    Leie |30 |4  |7
    Sum  |=SUMPRODUCT(B1:B3,C1:C3)→320||=SUM(D1,D2,D3)→12
    """,
    at="C2 D2",
)

RULE.good_sheet(
    "Kodene i vilkåret er tekst, og bare beløpene telles.",
    """
    '11|100
    '12|200
    '11|30
    Sum|=SUMIF(A1:A3,"11",B1:B3)→130
    """,
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
