"""What the rules cost: each family, the ten slowest rules, and how the cost grows.

    python benchmarks/rules.py [FIL] [--times 1 10 100] [--repeat 5]

Processor time in this process after the workbook is read, bound and recalculated: the first run,
and the best of ``--repeat`` more, each from a view that remembers nothing; with the collector of
cycles held back, as every command does. Enlargements are made in memory: the tables «Folketall» and
«Partnere» get so many times their rows, as other dates and other names. Their formulas' values are
taken as confirmed, so that only the rules are measured.
"""

from __future__ import annotations

import argparse
import gc
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from time import process_time

from orxl.app.workbook import open_workbook
from orxl.binding import BoundBook, bind
from orxl.core.collector import no_collection
from orxl.core.inspection import Inspection
from orxl.core.snapshot import Book, Sheet
from orxl.core.values import Value
from orxl.formulas.graph import graph_of
from orxl.formulas.recalculate import Agreed, Recalculation, recalculate
from orxl.rules.kit.registry import family_of, rules_asking
from orxl.rules.kit.run import run
from orxl.rules.kit.view import FileView, View
from orxl.xlsx.inspect import inspect

RULES = rules_asking("View", "FileView")
GROWING = {"tblFolketall": "at", "tblPartnere": "name"}
"""The tables that get more rows, and the column that makes each copy another row."""


def enlarged(book: Book, times: int) -> Book:
    """*book* with *times* as many rows in the growing tables."""
    bound = bind(book)
    for name, key in GROWING.items():
        book = _grown(book, bound, name, key, times)
    return book


def _grown(book: Book, bound: BoundBook, name: str, key: str, times: int) -> Book:
    table = bound.tables[name].table
    rows, ref = list(table.data_rows), table.ref
    own = bound.tables[name].columns[key]

    def grow(sheet: Sheet) -> Sheet:
        cells = dict(sheet.cells)
        for serial in range(1, times):
            for row in rows:
                for column in range(ref.first_column, ref.last_column + 1):
                    held = sheet[row, column]
                    if column == own:
                        held = held._replace(value=_other(held.value, serial))
                    cells[row + serial * len(rows), column] = held
        end = ref.last_row + (times - 1) * len(rows)
        tables = tuple(
            replace(t, ref=replace(t.ref, last_row=end)) if t.name == name else t
            for t in sheet.tables
        )
        return replace(sheet, cells=cells, tables=tables)

    return replace(book, sheets=tuple(grow(s) if s.name == table.sheet else s for s in book.sheets))


def _other(value: Value, serial: int) -> Value:
    if isinstance(value, datetime):
        return value - timedelta(days=serial)
    return f"{value} {serial}"


def with_formulas_as_declared(book: Book) -> Book:
    """*book* with the declared formula in each cell that must hold one, and the value it has."""
    by_sheet: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for cell, text in bind(book).declared.items():
        by_sheet[cell.sheet][cell.row, cell.column] = text

    def declared(sheet: Sheet) -> Sheet:
        put = {
            at: sheet[at]._replace(formula=text, kind="normal")
            for at, text in by_sheet[sheet.name].items()
        }
        return replace(sheet, cells={**sheet.cells, **put})

    return replace(book, sheets=tuple(declared(sheet) for sheet in book.sheets))


def confirmed(book: Book) -> Recalculation:
    """What the book's values would be if both engines agreed on all of them."""
    verdicts = {cell: Agreed(book.cell(cell).value) for cell in graph_of(book).cells}
    return Recalculation(verdicts, ("betteroffice", "ironcalc"))


def seconds(work: Callable[[], object], repeat: int) -> float:
    """The best processor time of *repeat* runs."""
    best = float("inf")
    for _ in range(repeat):
        gc.collect()
        with no_collection():
            start = process_time()
            work()
        best = min(best, process_time() - start)
    return best


def fresh(view: View) -> View:
    """*view* with nothing remembered."""
    return View(view.bound, view.recalculation)


def by_rule(sent: FileView, repeat: int) -> dict[str, float]:
    """The best milliseconds of each rule, all run in order on one fresh view a round."""
    best: dict[str, float] = defaultdict(lambda: float("inf"))
    for _ in range(repeat):
        inside = fresh(sent.inside)
        views = {View: inside, FileView: FileView(inside, sent.inspection)}
        gc.collect()
        for rule in RULES:
            start = process_time()
            list(rule.findings(views[rule.asks]))
            best[rule.code] = min(best[rule.code], 1000 * (process_time() - start))
    return best


def whole_run(view: View, repeat: int, inspection: Inspection | None = None) -> float:
    """Milliseconds of all rules with the sorting out of what is accepted."""
    today = date(2026, 11, 23)

    def once() -> None:
        inside = fresh(view)
        sent = () if inspection is None else (FileView(inside, inspection),)
        run(inside, *sent, today=today)

    return 1000 * seconds(once, repeat)


def shipped(path: Path, repeat: int) -> None:
    """Print the tables for the workbook at *path*."""
    opened = open_workbook(path)
    book = opened.book
    cells = sum(len(sheet.cells) for sheet in book.sheets)
    view = View(bind(book), recalculate(book))
    first = whole_run(view, 1)
    inspection = inspect(opened.data)
    print(f"{cells} cells, {len(graph_of(book).cells)} formulas\n")
    print("| step | ms |\n|---|---:|")
    other = [replace(book, sheets=tuple(replace(s) for s in book.sheets)) for _ in range(repeat)]
    copies = iter(other)
    print(f"| bind | {1000 * seconds(lambda: bind(next(copies)), repeat):.0f} |")
    copies = iter([replace(b) for b in other])
    spent = 1000 * seconds(lambda: recalculate(next(copies)), repeat)
    print(f"| recalculate, two engines | {spent:.0f} |")
    print(f"| **all rules**, the first time in the process | **{first:.0f}** |")
    print(f"| all rules, when texts and formulas have been seen | {whole_run(view, repeat):.0f} |")
    print(f"| all rules with `--før-utsending` | {whole_run(view, repeat, inspection):.0f} |\n")
    every = by_rule(FileView(view, inspection), repeat)
    families: dict[str, list[float]] = defaultdict(list)
    for rule in RULES:
        families[family_of(rule).name].append(every[rule.code])
    print("| family | rules | ms |\n|---|---:|---:|")
    for family, times in families.items():
        print(f"| {family} | {len(times)} | {sum(times):.1f} |")
    names = {rule.code: rule.name for rule in RULES}
    print("\n| the slowest rules | ms |\n|---|---:|")
    for code in sorted(every, key=lambda c: -every[c])[:10]:
        print(f"| {code} {names[code]} | {every[code]:.1f} |")


def growth(path: Path, factors: list[int], repeat: int) -> None:
    """Print how the rules' cost grows with the rows."""
    book = open_workbook(path).book
    print("\n| rows | cells | formulas | all rules, ms | µs a cell |\n|---|---:|---:|---:|---:|")
    for times in factors:
        large = with_formulas_as_declared(enlarged(book, times))
        cells = sum(len(sheet.cells) for sheet in large.sheets)
        view = View(bind(large), confirmed(large))
        spent = whole_run(view, 1 if times >= 100 else repeat)
        formulas = len(graph_of(large).cells)
        print(f"| {times}× | {cells} | {formulas} | {spent:.0f} | {1000 * spent / cells:.1f} |")


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(__file__).parents[1] / "workbook" / "handlingsprogram.xlsx"
    parser.add_argument("file", nargs="?", type=Path, default=default)
    parser.add_argument("--times", nargs="+", type=int, default=[1, 10, 100])
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    shipped(options.file, options.repeat)
    growth(options.file, options.times, options.repeat)


if __name__ == "__main__":
    main()
