"""Sound workbooks that look wrong at first sight: for `benchmarks/audit.py`.

Every kind is built around patterns that are broken on purpose, as people do: quarters between the
months, VAT rates by line, totals above their lines, signs that turn, numbers typed over estimates.
"""

from __future__ import annotations

from random import Random

from audit_books import Grid, at

MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")


def quarters_between(rng: Random) -> list[Grid]:
    """Jan Feb Mar K1 Apr …: sums of the quarter stand between the months, growth steps over."""
    g = Grid("Kvartaler")
    g.put(1, 1, "Post")
    for n, month in enumerate(MONTHS):
        g.put(1, 2 + n + n // 3, month)
        g.put(1, 5 + 4 * (n // 3), f"K{n // 3 + 1}")
    g.put(1, 18, "År")
    rows = rng.randint(3, 9)
    end = 2 + rows
    for r in range(2, end):
        g.put(r, 1, f"Linje {chr(63 + r)}")
        for n in range(16):
            c = 2 + n
            if n % 4 == 3:
                g.put(r, c, f"=SUM({at(r, c - 3)}:{at(r, c - 1)})")
            else:
                g.put(r, c, rng.randint(10, 99))
        g.put(r, 18, f"=E{r}+I{r}+M{r}+Q{r}")
    g.put(end, 1, "Sum")
    for c in range(2, 19):
        g.put(end, c, f"=SUM({at(2, c)}:{at(end - 1, c)})")
    g.put(end + 1, 1, "Vekst")
    for n in range(1, 16):
        if n % 4 != 3:
            c = 2 + n
            back = 2 if n % 4 == 0 else 1
            g.put(end + 1, c, f"={at(end, c)}/{at(end, c - back)}-1")
    return [g]


def signs(rng: Random) -> list[Grid]:
    """Income and expenses: the deviation is counted the other way round for expenses."""
    g = Grid("Avvik")
    g.line(1, ["Post", "Budsjett", "Regnskap", "Avvik", "Prosent"])
    row, sums = 2, []
    for part in ("Inntekter", "Utgifter"):
        g.put(row, 1, part)
        first = row + 1
        for _ in range(rng.randint(2, 9)):
            row += 1
            g.line(row, [f"{part} {row}", rng.randint(100, 900), rng.randint(100, 900)])
        row += 1
        g.put(row, 1, f"Sum {part.lower()}")
        for c in (2, 3):
            g.put(row, c, f"=SUM({at(first, c)}:{at(row - 1, c)})")
        for r in range(first, row + 1):
            g.put(r, 4, f"=C{r}-B{r}" if part == "Inntekter" else f"=B{r}-C{r}")
            g.put(r, 5, f"=D{r}/B{r}")
        sums.append(row)
        row += 2
    g.put(row, 1, "Resultat")
    for c in (2, 3):
        g.put(row, c, f"={at(sums[0], c)}-{at(sums[1], c)}")
    g.put(row, 4, f"=C{row}-B{row}")
    return [g]


def distances(rng: Random) -> list[Grid]:
    """A table of each against each with noughts on the diagonal."""
    g = Grid("Avstander")
    size = rng.randint(5, 10)
    for n in range(size):
        g.put(1, 3 + n, f"Sted {n}")
        g.put(2, 3 + n, rng.randint(1, 99))
        g.put(3 + n, 1, f"Sted {n}")
        g.put(3 + n, 2, rng.randint(1, 99))
        for k in range(size):
            text = f"={at(3 + n, 2, 'c')}*{at(2, 3 + k, 'r')}"
            g.put(3 + n, 3 + k, 0.0 if n == k else text)
    return [g]


def rates(rng: Random) -> list[Grid]:
    """Lines with one of three VAT rates in the formula, and a discount in some."""
    g = Grid("Faktura")
    g.line(1, ["Vare", "Antall", "Pris", "Netto", "Brutto"])
    last = 1 + rng.randint(8, 20)
    for r in range(2, last + 1):
        g.line(r, [f"Vare {r}", rng.randint(1, 9), rng.randint(10, 99)])
        g.put(r, 4, f"=B{r}*C{r}*0.9" if rng.random() < 0.25 else f"=B{r}*C{r}")
        g.put(r, 5, f"=D{r}*{rng.choice([1.25, 1.25, 1.15, 1.12])}")
    g.put(last + 1, 1, "Sum")
    for c in (4, 5):
        g.put(last + 1, c, f"=SUM({at(2, c)}:{at(last, c)})")
    return [g]


def totals_on_top(rng: Random) -> list[Grid]:
    """Each chapter's total stands above its lines, the grand total on top of all."""
    g = Grid("Kapitler")
    g.line(1, ["Post", "Budsjett", "2024", "2025", "2026"])
    g.put(2, 1, "I alt")
    row, tops = 3, []
    for chapter in range(rng.randint(3, 5)):
        top, count = row, rng.randint(2, 6)
        tops.append(top)
        g.put(top, 1, f"Kapittel {chapter}")
        for r in range(top + 1, top + 1 + count):
            g.put(r, 1, f"Linje {r}")
            for c in range(2, 6):
                g.put(r, c, rng.randint(10, 99))
        for c in range(2, 6):
            g.put(top, c, f"=SUM({at(top + 1, c)}:{at(top + count, c)})")
        row = top + count + 1
    for c in range(2, 6):
        g.put(2, c, "=" + "+".join(at(r, c) for r in tops))
    return [g]


def budget_beside_months(rng: Random) -> list[Grid]:
    """The year's budget stands left of the months, which alone are summed."""
    g = Grid("Oppfølging")
    g.line(1, ["Konto", "Post", "Budsjett", *MONTHS, "Sum", "Rest", "Forbruk"])
    last = 1 + rng.randint(5, 20)
    for r in range(2, last + 1):
        g.line(r, [4000 + 10 * r, rng.choice("abcdefgh") * 3, rng.randint(500, 900)])
        for n in range(12):
            g.put(r, 4 + n, rng.randint(10, 90))
        g.put(r, 16, f"=SUM(D{r}:O{r})")
        g.put(r, 17, f"=C{r}-P{r}")
        g.put(r, 18, f"=P{r}/C{r}")
    g.put(last + 1, 2, "Sum")
    for c in range(3, 18):
        g.put(last + 1, c, f"=SUM({at(2, c)}:{at(last, c)})")
    g.put(last + 1, 18, f"=P{last + 1}/C{last + 1}")
    return [g]


def overridden(rng: Random) -> list[Grid]:
    """Estimates for many lines; in a third of them a known figure is typed over the formula."""
    g = Grid("Anslag")
    g.line(1, ["Linje", "I fjor", "Anslag", "Endring"])
    last = 1 + rng.randint(12, 30)
    for r in range(2, last + 1):
        base = rng.randint(100, 900)
        g.line(r, [f"Linje {r}", base])
        g.put(r, 3, base + 10 if rng.random() < 0.35 else f"=B{r}*1.03")
        g.put(r, 4, f"=C{r}-B{r}")
    return [g]


def stacked(rng: Random) -> list[Grid]:
    """Small tables below each other, each with sums, shares and an average of its own."""
    g = Grid("Tabeller")
    row = 1
    for table in range(rng.randint(3, 5)):
        g.line(row, [f"Tabell {table}", "2024", "2025", "Andel", "Endring"])
        first = row + 1
        last = row + rng.randint(2, 6)
        for r in range(first, last + 1):
            g.line(r, [rng.choice("abcdefgh") * 4, rng.randint(10, 99), rng.randint(10, 99)])
            g.put(r, 4, f"=C{r}/C${last + 1}")
            g.put(r, 5, f"=C{r}-B{r}")
        for c in (2, 3, 4, 5):
            g.put(last + 1, c, f"=SUM({at(first, c)}:{at(last, c)})")
        g.put(last + 1, 1, "Sum")
        if table % 2:
            for c in (2, 3):
                g.put(last + 2, c, f"=AVERAGE({at(first, c)}:{at(last, c)})")
            g.put(last + 2, 1, "Snitt")
            last += 1
        row = last + rng.randint(2, 4)
    return [g]


ODD_KINDS = (
    quarters_between, signs, distances, rates, totals_on_top, budget_beside_months, overridden,
    stacked,
)  # fmt: skip
