"""Sound workbooks of the kinds people keep, made from a seed: for `benchmarks/audit.py`.

Each has what makes naive checks cry wolf: first and last columns that differ, subtotals of
different length, opening balances, rows of actual figures before rows of estimates, columns of
amounts and shares in turn, parameters in a corner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from audit_worth import worth

from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.core.values import BLANK, Value
from orxl.rules.sheets.view import SheetsView


class Grid:
    """A sheet that is being written: ``put(row, column, value or "=formula")``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: dict[tuple[int, int], Cell] = {}

    def put(self, row: int, column: int, content: str | float, style: int = 0) -> None:
        if isinstance(content, str) and content.startswith("="):
            self.cells[row, column] = Cell(BLANK, content[1:], style, "normal")
        else:
            value: Value = content if isinstance(content, str) else float(content)
            self.cells[row, column] = Cell(value, None, style)

    def line(self, row: int, contents: list[str | float], column: int = 1) -> None:
        for offset, content in enumerate(contents):
            self.put(row, column + offset, content)


def at(row: int, column: int, fix: str = "") -> str:
    letters = column_letters(column)
    return f"{'$' if 'c' in fix else ''}{letters}{'$' if 'r' in fix else ''}{row}"


def budget(rng: Random) -> list[Grid]:
    """Months, sections with subtotals, a year's total, last year, change and share."""
    g = Grid("Budsjett")
    months = 12
    total = months + 2
    g.line(1, ["Post", *[f"m{n}" for n in range(1, 13)], "Sum", "I fjor", "Endring", "Andel"])
    row, subtotals = 2, []
    for section in range(rng.randint(2, 4)):
        g.put(row, 1, f"Avsnitt {section}")
        first = row + 1
        for _ in range(rng.randint(3, 8)):
            row += 1
            g.put(row, 1, f"Post {row}")
            for column in range(2, total):
                g.put(row, column, rng.randint(1, 90) * 10)
            g.put(row, total + 1, rng.randint(10, 900) * 12)
        row += 1
        g.put(row, 1, f"Sum avsnitt {section}")
        for column in (*range(2, total), total + 1):
            g.put(row, column, f"=SUM({at(first, column)}:{at(row - 1, column)})")
        subtotals.append(row)
        row += 2 if rng.random() < 0.5 else 1
    g.put(row, 1, "Totalt")
    for column in (*range(2, total), total + 1):
        g.put(row, column, "=" + "+".join(at(r, column) for r in subtotals))
    for r in [r for r in range(2, row + 1) if (r, 2) in g.cells]:
        g.put(r, total, f"=SUM({at(r, 2)}:{at(r, total - 1)})")
        g.put(r, total + 2, f"={at(r, total)}-{at(r, total + 1)}")
        g.put(r, total + 3, f"={at(r, total)}/{at(row, total, 'r')}")
    return [g]


def cash(rng: Random) -> list[Grid]:
    """A cash flow: the opening balance is typed once, then each is the closing before."""
    g = Grid("Likviditet")
    periods = rng.choice([6, 8, 12])
    g.line(1, ["", *[2020.0 + n for n in range(periods)]])
    labels = ["Inngående", "Salg", "Tilskudd", "Lønn", "Leie", "Netto", "Utgående", "Buffer"]
    for n, label in enumerate(labels):
        g.put(2 + n, 1, label)
    g.put(11, 1, "Vekst")
    g.put(11, 2, 0.03)
    for n in range(periods):
        c = 2 + n
        g.put(2, c, 1000.0 if n == 0 else f"={at(8, c - 1)}")
        for r in (3, 4, 5, 6):
            seed = rng.randint(100, 900)
            grown = n >= 2 and r == 3
            g.put(r, c, f"={at(r, c - 1)}*(1+{at(11, 2, 'rc')})" if grown else seed)
        g.put(7, c, f"={at(3, c)}+{at(4, c)}-{at(5, c)}-{at(6, c)}")
        g.put(8, c, f"={at(2, c)}+{at(7, c)}")
        g.put(9, c, f"={at(8, c)}/{at(5, c)}")
    return [g]


def payroll(rng: Random) -> list[Grid]:
    """Staff with hours, rates and parameters in the corner; an average under the sum."""
    g = Grid("Lønn")
    g.line(1, ["Arbeidsgiveravgift", 0.141, "", "Pensjon", 0.02])
    g.line(3, ["Navn", "Stilling", "Timer", "Sats", "Lønn", "Avgift", "Pensjon", "Sum"])
    last = 3 + rng.randint(6, 25)
    for r in range(4, last + 1):
        hours, rate = rng.randint(50, 1750), rng.randint(180, 500)
        g.line(r, [f"Navn {r}", rng.choice(["A", "B"]), hours, rate, f"=C{r}*D{r}"])
        g.line(r, [f"=E{r}*$B$1", f"=E{r}*$E$1", f"=SUM(E{r}:G{r})"], 6)
    for c in (3, 5, 6, 7, 8):
        span = f"{at(4, c)}:{at(last, c)}"
        g.put(last + 1, c, f"=SUM({span})")
        g.put(last + 2, c, f"=AVERAGE({span})")
    g.put(last + 1, 1, "Sum")
    g.put(last + 2, 1, "Snitt")
    return [g]


def forecast(rng: Random) -> list[Grid]:
    """Actual years typed, later years estimated; a row of growth rates; a total of years."""
    g = Grid("Prognose")
    known, ahead = rng.randint(2, 4), rng.randint(4, 7)
    g.line(1, ["", *[2018.0 + n for n in range(known + ahead)], "Snitt"])
    lines = rng.randint(4, 9)
    g.put(2, 1, "Vekst")
    for n in range(known, known + ahead):
        g.put(2, 2 + n, rng.choice([0.02, 0.03, 0.025]))
    for r in range(3, 3 + lines):
        g.put(r, 1, f"Linje {r}")
        for n in range(known + ahead):
            c = 2 + n
            grown = f"={at(r, c - 1)}*(1+{at(2, c, 'r')})"
            g.put(r, c, rng.randint(200, 900) if n < known else grown)
        g.put(r, 2 + known + ahead, f"=AVERAGE({at(r, 2)}:{at(r, 1 + known + ahead)})")
    end = 3 + lines
    g.put(end, 1, "Totalt")
    for n in range(known + ahead):
        g.put(end, 2 + n, f"=SUM({at(3, 2 + n)}:{at(end - 1, 2 + n)})")
    g.put(end + 1, 1, "Endring")
    for n in range(1, known + ahead):
        g.put(end + 1, 2 + n, f"={at(end, 2 + n)}/{at(end, 1 + n)}-1")
    return [g]


def quarters(rng: Random) -> list[Grid]:
    """Months on one sheet, quarters on another: SUM(B:D), SUM(E:G) …; shares beside amounts."""
    months, g = Grid("Måneder"), Grid("Kvartal")
    rows = rng.randint(5, 12)
    months.line(1, ["Post", *[f"m{n}" for n in range(1, 13)]])
    g.line(1, ["Post", "K1", "andel", "K2", "andel", "K3", "andel", "K4", "andel", "År"])
    for r in range(2, 2 + rows):
        months.put(r, 1, f"Post {r}")
        g.put(r, 1, f"=Måneder!A{r}")
        for n in range(12):
            months.put(r, 2 + n, rng.randint(10, 99))
        for q in range(4):
            first, last = at(r, 2 + 3 * q), at(r, 4 + 3 * q)
            g.put(r, 2 + 2 * q, f"=SUM(Måneder!{first}:{last})")
            g.put(r, 3 + 2 * q, f"={at(r, 2 + 2 * q)}/{at(2 + rows, 2 + 2 * q, 'r')}")
        g.put(r, 10, f"=B{r}+D{r}+F{r}+H{r}")
    end = 2 + rows
    g.put(end, 1, "Sum")
    for c in (2, 4, 6, 8, 10):
        g.put(end, c, f"=SUM({at(2, c)}:{at(end - 1, c)})")
    return [months, g]


def fees(rng: Random) -> list[Grid]:
    """Members with population and fee, numbered; a rate, a minimum, shares and a total."""
    g = Grid("Kontingent")
    g.line(1, ["Sats", 2.5, "Fast", 1000])
    g.line(3, ["Nr", "Kommune", "Folketall", "Kontingent", "Fast del", "Sum", "Andel"])
    last = 3 + rng.randint(8, 60)
    number = 300
    for r in range(4, last + 1):
        number += rng.randint(1, 9)
        g.line(r, [number, f"Kommune {r}", rng.randint(900, 90_000)])
        g.line(r, [f"=C{r}*$B$1", "=$D$1", f"=D{r}+E{r}", f"=F{r}/F${last + 1}"], 4)
    g.put(last + 1, 2, "Sum")
    for c in (3, 4, 5, 6, 7):
        g.put(last + 1, c, f"=SUM({at(4, c)}:{at(last, c)})")
    return [g]


def loan(rng: Random) -> list[Grid]:
    """A loan: the first line starts from the parameters, the others from the line above."""
    g = Grid("Lån")
    g.line(1, ["Lån", 1_000_000, "Rente", 0.04, "Avdrag", 50_000])
    g.line(3, ["År", "Inngående", "Rente", "Avdrag", "Utgående", "Betalt"])
    for n in range(rng.randint(8, 20)):
        r = 4 + n
        g.put(r, 1, 2025.0 if n == 0 else f"=A{r - 1}+1")
        g.put(r, 2, "=$B$1" if n == 0 else f"=E{r - 1}")
        g.line(r, [f"=B{r}*$D$1", "=$F$1", f"=B{r}-D{r}", f"=C{r}+D{r}"], 3)
    return [g]


def report(rng: Random) -> list[Grid]:
    """A front sheet that pulls figures from departments' sheets, each with its own total."""
    grids, front = [], Grid("Samlet")
    lines = rng.randint(4, 8)
    names = [f"Avd{n}" for n in range(1, rng.randint(4, 7))]
    for name in names:
        g = Grid(name)
        g.line(1, ["Konto", "Post", "Budsjett", "Regnskap", "Avvik"])
        for n in range(lines):
            r = 2 + n
            g.line(r, [5000 + 100 * n, f"Post {n}", rng.randint(10, 99), rng.randint(10, 99)])
            g.put(r, 5, f"=C{r}-D{r}")
        g.put(2 + lines, 2, "Sum")
        for c in (3, 4, 5):
            g.put(2 + lines, c, f"=SUM({at(2, c)}:{at(1 + lines, c)})")
        grids.append(g)
    front.line(1, ["Post", *names, "Sum"])
    for n in range(lines + 1):
        r = 2 + n
        front.put(r, 1, f"={names[0]}!B{r}")
        for k, name in enumerate(names):
            front.put(r, 2 + k, f"={name}!D{r}")
        front.put(r, 2 + len(names), f"=SUM(B{r}:{at(r, 1 + len(names))})")
    return [front, *grids]


KINDS: tuple[Callable[[Random], list[Grid]], ...] = (
    budget, cash, payroll, forecast, quarters, fees, loan, report,
)  # fmt: skip


def authored(seed: int, kinds: Sequence[Callable[[Random], list[Grid]]] = KINDS) -> Book:
    """A sound workbook of a kind and size chosen by *seed*, with its values worked out."""
    rng = Random(seed)
    grids = kinds[seed % len(kinds)](rng)
    book = Book(tuple(Sheet(g.name, g.cells) for g in grids), source=f"forfattet-{seed}.xlsx")
    return with_values(book)


def with_values(book: Book) -> Book:
    """*book* with the value of every formula that only adds, multiplies and sums."""
    cells = {sheet.name: dict(sheet.cells) for sheet in book.sheets}
    live = replace(book, sheets=tuple(replace(s, cells=cells[s.name]) for s in book.sheets))
    view = SheetsView(live)
    for cell in view.graph.order:
        text = view.graph.lowered[cell]
        value: Value | None = worth(text, cell, view)
        if value is None and text.startswith("AVERAGE("):
            value = _average(text, cell, view)
        if value is None:
            found = view.graph.precedents(cell)
            first = found[0] if len(found) == 1 else None
            if first is not None and text.endswith(first.a1):
                there = live.cell(CellRef(first.sheet, first.first_row, first.first_column)).value
                value = there if isinstance(there, (str, float)) else None
        old = cells[cell.sheet][cell.row, cell.column]
        if value is not None:
            cells[cell.sheet][cell.row, cell.column] = old._replace(value=value)
    return live


def _average(text: str, cell: CellRef, view: SheetsView) -> float | None:
    total = worth("SUM(" + text.removeprefix("AVERAGE("), cell, view)
    count = sum(
        isinstance(view.cell(part).value, float)
        for area in view.graph.precedents(cell)
        for part in area.cells()
    )
    return total / count if total is not None and count else None
