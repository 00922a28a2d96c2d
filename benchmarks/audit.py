"""How well the checks of any workbook find planted errors, and how often they cry wolf.

    python benchmarks/audit.py [FOLDER] [--seeds 80] [--misses CLASS]

One error at a time is planted in authored workbooks (``audit_books.py``) and, with FOLDER, in the
.xlsx files below it that have runs of equal formulas. An error counts as found when the cell it
was planted in (or one of its cells) is reported by any rule; every other finding that the sound
workbook did not have is a false alarm. Prints a table of recall, and time.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from audit_books import KINDS, authored
from audit_odd_books import ODD_KINDS
from audit_plants import PLANTS, places
from audit_small_books import SMALL_KINDS

from orxl.core.errors import OrxlError
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.rules.kit.run import run
from orxl.rules.sheets.view import SheetsView
from orxl.xlsx import read_book


def said(view: SheetsView) -> list[Finding]:
    """What the checks of any workbook say; the day decides nothing without a programme."""
    return run(view, today=date.today())


class Score:
    def __init__(self) -> None:
        self.planted: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.sure: Counter[str] = Counter()
        self.exact: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self.misses: dict[str, list[str]] = defaultdict(list)

    def take(self, name: str, book: Book, cells: set[CellRef], before: set[CellRef]) -> None:
        findings = [f for f in said(SheetsView(book)) if f.cell is not None]
        hits = [f for f in findings if f.cell in cells]
        self.planted[name] += 1
        self.found[name] += bool(hits)
        self.sure[name] += any(f.severity >= Severity.WARNING for f in hits)
        self.exact[name] += len({f.cell for f in hits}) == len(cells)
        cell = min(cells)
        for other in findings:
            if other.cell not in cells and other.cell not in before:
                self.others[name] += 1
                self.misses[name].append(f"{book.source} {cell}: also {other.code} {other.message}")
        if not hits:
            self.misses[name].append(f"{book.source} {cell}: missed ={book.cell(cell).formula}")


def measure(
    books: list[Book], score: Score, seed: int, each: int, runs: tuple[int, int] = (4, 1_000_000)
) -> None:
    for book in books:
        view = SheetsView(book)
        spots = list(places(view, *runs))
        if not spots:
            continue
        before = {f.cell for f in said(view) if f.cell is not None}
        for name, plant in PLANTS.items():
            rng = Random(f"{seed} {name} {book.source}")
            done = 0
            for sheet, line in rng.sample(spots, min(len(spots), 3 * each + 9)):
                planted = plant(view, sheet, line, rng)
                if planted is None or planted[1] & before:
                    continue
                score.take(name, *planted, before)
                done += 1
                if done == each:
                    break


def table(title: str, score: Score) -> None:
    print(
        f"\n{title}\n\n| planted | n | found | as Advarsel or Feil | all its cells | false alarms |"
    )
    print("|---|---:|---:|---:|---:|---:|")
    for name in PLANTS:
        n = score.planted[name]
        if n:
            found, sure, exact = score.found[name], score.sure[name], score.exact[name]
            share = f"{found / n:.0%} | {sure / n:.0%} | {exact / n:.0%}"
            print(f"| {name} | {n} | {share} | {score.others[name]} |")
    n = sum(score.planted.values())
    found, sure = sum(score.found.values()), sum(score.sure.values())
    if n:
        others = sum(score.others.values())
        share = f"{found / n:.0%} | {sure / n:.0%} | {sum(score.exact.values()) / n:.0%}"
        print(f"| **all** | {n} | {share} | {others} |")


def alarms(books: list[Book]) -> tuple[int, int, int, float]:
    formulas = notes = warnings = 0
    start = time.perf_counter()
    for book in books:
        formulas += sum(c.formula is not None for s in book.sheets for c in s.cells.values())
        for finding in said(SheetsView(book)):
            notes += finding.severity is Severity.NOTE
            warnings += finding.severity > Severity.NOTE
    return formulas, notes, warnings, time.perf_counter() - start


def speed(rows: int) -> None:
    """Time a sheet of *rows* rows with five formulas each, running totals among them."""
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(1, rows + 1):
        for column in range(1, 6):
            cells[row, column] = Cell(float((row * 7 + column * 13) % 97))
        texts = (
            f"SUM(A{row}:E{row})", f"A{row}*B{row}+C{row}", f"F{row}/F${rows + 1}",
            f"SUM(F$1:F{row})", f"IF(G{row}>5,G{row}*1.25,0)",
        )  # fmt: skip
        for column, text in enumerate(texts, 6):
            cells[row, column] = Cell(1.0, text, 0, "normal")
    cells[rows + 1, 6] = Cell(1.0, f"SUM(F1:F{rows})", 0, "normal")
    start = time.process_time()
    findings = said(SheetsView(Book((Sheet("Data", cells),))))
    seconds = time.process_time() - start
    print(f"{5 * rows + 1} formulas: {seconds:.1f} s CPU, {len(findings)} findings")


def report(title: str, books: list[Book]) -> None:
    formulas, notes, warnings, seconds = alarms(books)
    print(
        f"{title}, {formulas} formulas: {warnings} Advarsel or Feil "
        f"({100 * warnings / formulas:.2f} per 100 formulas), {notes} Merknad "
        f"({100 * notes / formulas:.2f}); {seconds:.1f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--seeds", type=int, default=80)
    parser.add_argument("--misses", help="print what was missed or wrongly found")
    parser.add_argument("--speed", type=int, metavar="ROWS", help="only time so many rows")
    options = parser.parse_args()
    if options.speed:
        speed(options.speed)
        return
    books = []
    for title, kinds in (("sound authored", KINDS), ("sound but odd authored", ODD_KINDS)):
        made = [authored(seed, kinds) for seed in range(options.seeds)]
        report(f"{len(made)} {title} workbooks of {len(kinds)} kinds", made)
        books += made
    score = Score()
    measure(books, score, 1, 1)
    table("Planted in authored workbooks", score)
    if options.misses:
        print("\n".join(score.misses[options.misses]))
    small = [authored(seed, SMALL_KINDS) for seed in range(options.seeds * 3 // 2)]
    report(f"{len(small)} small authored workbooks of {len(SMALL_KINDS)} kinds", small)
    score = Score()
    measure(small, score, 1, 2, (2, 5))
    table("Planted in lines of two to five formulas", score)
    if options.misses:
        print("\n".join(score.misses[options.misses]))
    if options.folder is not None:
        real = []
        for path in sorted(options.folder.rglob("*.xlsx")):
            try:
                real.append(read_book(path))
            except OrxlError:
                continue
        report(f"{len(real)} readable files of «{options.folder.name}»", real)
        score = Score()
        measure(real, score, 1, 12)
        table("Planted in these files", score)
        if options.misses:
            print("\n".join(score.misses[options.misses]))


if __name__ == "__main__":
    main()
