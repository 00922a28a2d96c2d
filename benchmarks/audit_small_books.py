"""Sound workbooks with short lines, as most people's are: for `benchmarks/audit.py`.

Two to five formulas in a line, cross-tables, marks, an invoice, rates typed into formulas: there
are few neighbours to compare with, and labels and values must help.
"""

from __future__ import annotations

from random import Random

from audit_books import Grid, at

QUARTERS = ("1. kvartal", "2. kvartal", "3. kvartal", "4. kvartal")
GOODS = ("Bøker", "Blad", "Kart", "Kort", "Plakater", "Frimerker")
NAMES = ("Anne", "Bjørn", "Cecilie", "David", "Eva", "Finn")


def crosstab(rng: Random) -> list[Grid]:
    """Regions by goods, with a total at the end of each line and of each column."""
    g = Grid("Salg")
    rows, columns = rng.randint(2, 4), rng.randint(2, 4)
    g.put(1, 1, "Salg i fjor")
    g.line(3, ["Region", *GOODS[:columns], "I alt"])
    for r in range(4, 4 + rows):
        g.put(r, 1, ("Nord", "Sør", "Øst", "Vest")[r - 4])
        for c in range(2, 2 + columns):
            g.put(r, c, rng.randint(100, 900))
        g.put(r, 2 + columns, f"=SUM({at(r, 2)}:{at(r, 1 + columns)})")
    g.put(4 + rows, 1, "I alt")
    for c in range(2, 3 + columns):
        g.put(4 + rows, c, f"=SUM({at(4, c)}:{at(3 + rows, c)})")
    return [g]


def marks(rng: Random) -> list[Grid]:
    """Pupils with marks, a weighted result and the average of each test."""
    g = Grid("Karakterer")
    g.line(1, ["Navn", "Prøve 1", "Prøve 2", "Eksamen", "Snitt", "Resultat"])
    rows = rng.randint(3, 5)
    for r in range(2, 2 + rows):
        g.line(r, [NAMES[r - 2], rng.randint(20, 99), rng.randint(20, 99), rng.randint(20, 99)])
        g.put(r, 5, f"=AVERAGE({at(r, 2)}:{at(r, 4)})")
        g.put(r, 6, f"=(B{r}+C{r})*0.3+D{r}*0.4")
    g.put(3 + rows, 1, "Snitt")
    for c in range(2, 7):
        g.put(3 + rows, c, f"=AVERAGE({at(2, c)}:{at(1 + rows, c)})")
    return [g]


def invoice(rng: Random) -> list[Grid]:
    """A few goods with number, price, amount and tax, with the sums below."""
    g = Grid("Faktura")
    g.put(1, 1, "Faktura")
    g.line(3, ["Vare", "Antall", "Pris", "Beløp", "Mva", "Med mva"])
    rows = rng.randint(3, 5)
    last = 3 + rows
    for r in range(4, last + 1):
        g.line(r, [GOODS[r - 4], rng.randint(2, 9), rng.randint(11, 99)])
        g.line(r, [f"=B{r}*C{r}", f"=D{r}*0.25", f"=D{r}+E{r}"], 4)
    g.put(last + 1, 1, "Sum")
    for c in (4, 5, 6):
        g.put(last + 1, c, f"=SUM({at(4, c)}:{at(last, c)})")
    return [g]


def result(rng: Random) -> list[Grid]:
    """Income and expenses in two to four columns, margins in per cent below."""
    g = Grid("Resultat")
    columns = rng.randint(3, 4)
    g.line(1, ["", *QUARTERS[:columns], "Hittil"])
    labels = ["Salg", "Varekost", "Dekning", "Lønn", "Husleie", "Sum kostnader", "Resultat",
              "Margin", "Skatt"]  # fmt: skip
    for n, label in enumerate(labels):
        g.put(2 + n, 1, label)
    for c in range(2, 2 + columns):
        for r, low in ((2, 500), (3, 200), (5, 90), (6, 40)):
            g.put(r, c, rng.randint(low, 2 * low))
        g.put(4, c, f"={at(2, c)}-{at(3, c)}")
        g.put(7, c, f"=SUM({at(5, c)}:{at(6, c)})")
        g.put(8, c, f"={at(4, c)}-{at(7, c)}")
        g.put(9, c, f"={at(8, c)}/{at(2, c)}")
        g.put(10, c, f"={at(8, c)}*0.22")
    c = 2 + columns
    for r in (2, 3, 4, 5, 6, 7, 8, 10):
        g.put(r, c, f"=SUM({at(r, 2)}:{at(r, c - 1)})")
    g.put(9, c, f"={at(8, c)}/{at(2, c)}")
    return [g]


def conversion(rng: Random) -> list[Grid]:
    """Amounts in euro to kroner at a rate in a corner, with each one's share of the sum."""
    g = Grid("Tilskudd")
    g.line(1, ["Kurs", 11.5, "", "Andel oss", 0.3])
    g.line(3, ["Prosjekt", "Euro", "Kroner", "Vår del", "Andel"])
    rows = rng.randint(3, 5)
    end = 4 + rows
    for r in range(4, end):
        g.line(r, [f"{GOODS[r - 4]}prosjektet", rng.randint(20, 90) * 1000])
        g.line(r, [f"=B{r}*$B$1", f"=C{r}*$E$1", f"=B{r}/B${end}"], 3)
    g.put(end, 1, "Sum")
    for c in (2, 3, 4):
        g.put(end, c, f"=SUM({at(4, c)}:{at(end - 1, c)})")
    return [g]


def actual_and_plan(rng: Random) -> list[Grid]:
    """Two closed years typed, one budget with formulas; deviation and per cent in a block."""
    g = Grid("Plan")
    g.line(1, ["Post", "2023", "2024", "2025", "Endring", "Prosent"])
    rows = rng.randint(3, 5)
    for r in range(2, 2 + rows):
        g.line(r, [GOODS[r - 2], rng.randint(100, 900), rng.randint(100, 900)])
        g.put(r, 4, rng.randint(100, 900) if r == 2 else f"={at(r, 3)}*1.03")
        g.line(r, [f"=D{r}-C{r}", f"=E{r}/C{r}"], 5)
    g.put(2 + rows, 1, "Sum")
    for c in (2, 3, 4):
        g.put(2 + rows, c, f"=SUM({at(2, c)}:{at(1 + rows, c)})")
    g.line(2 + rows, [f"=D{2 + rows}-C{2 + rows}", f"=E{2 + rows}/C{2 + rows}"], 5)
    return [g]


SMALL_KINDS = (crosstab, marks, invoice, result, conversion, actual_and_plan)
