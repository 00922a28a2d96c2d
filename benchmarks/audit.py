"""How well the checks of any workbook find planted errors, and how often they cry wolf.

    python benchmarks/audit.py [FOLDER] [--seeds 80] [--misses CLASS]

One error at a time is planted in authored workbooks (``audit_books.py``) and, with FOLDER, in the
.xlsx files below it that have runs of equal formulas. An error counts as found when the cell it
was planted in (or one of its cells) is reported by any rule; every other finding that the sound
workbook did not have is a false alarm. Prints a table of recall, and time.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from audit_books import KINDS, authored
from audit_odd_books import ODD_KINDS

from orxl.core.errors import OrxlError
from orxl.core.findings import Severity
from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.formulas.normal import equal
from orxl.formulas.tokens import Kind, split_prefix, tokenize
from orxl.rules.anywhere.audit import audit
from orxl.rules.anywhere.sheets import SheetView
from orxl.rules.anywhere.view import SheetsView
from orxl.xlsx import read_book

Planted = tuple[Book, set[CellRef]]
Plant = Callable[[SheetsView, SheetView, "list[tuple[int, int]]", Random], "Planted | None"]


def retyped(book: Book, changes: dict[CellRef, Cell]) -> Book:
    sheets = []
    for sheet in book.sheets:
        own = {(c.row, c.column): new for c, new in changes.items() if c.sheet == sheet.name}
        sheets.append(replace(sheet, cells={**sheet.cells, **own}) if own else sheet)
    return replace(book, sheets=tuple(sheets))


def one(view: SheetsView, sheet: SheetView, at: tuple[int, int], text: str) -> Planted:
    cell = sheet.ref(at)
    old = sheet.cell(at)
    return retyped(view.book, {cell: old._replace(formula=text)}), {cell}


def edit_token(
    formula: str, rng: Random, wanted: Callable[[Kind, str], bool], new: Callable[[str], str | None]
) -> str | None:
    tokens = list(tokenize(formula))
    spots = [n for n, t in enumerate(tokens) if wanted(t.kind, t.text)]
    rng.shuffle(spots)
    for n in spots:
        text = new(tokens[n].text)
        if text is not None and text != tokens[n].text:
            return "".join(t.text if k != n else text for k, t in enumerate(tokens))
    return None


def moved_corner(corner: str, rows: int, columns: int) -> str | None:
    match = re.fullmatch(r"(\$?)([A-Z]+)(\$?)(\d+)", corner)
    if match is None:
        return None
    column = sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(match[2]))) + columns
    row = int(match[4]) + rows
    return f"{match[1]}{column_letters(column)}{match[3]}{row}" if row > 0 and column > 0 else None


def off_by_one(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """One reference of one formula points to the next row or column."""
    step = rng.choice([(1, 0), (-1, 0), (0, 1), (0, -1)])

    def new(text: str) -> str | None:
        prefix, body = split_prefix(text)
        corner = moved_corner(body, *step)
        return None if corner is None else prefix + corner

    at = rng.choice(run)
    text = edit_token(sheet.formula(at), rng, lambda k, t: k is Kind.CELL, new)
    return None if text is None else one(view, sheet, at, text)


def range_cut(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """The range of one formula in a row or column of sums ends or starts one cell too early."""
    text = edit_token(sheet.formula(at := rng.choice(run)), rng, _is_range, _cut(rng))
    return None if text is None else one(view, sheet, at, text)


def whole_row_cut(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """All the sums of a row or column leave out the same cell: no neighbour is right."""
    sides = rng.random()
    changes = {}
    for at in run:
        text = edit_token(sheet.formula(at), Random(0), _is_range, _cut(Random(int(sides * 1e6))))
        if text is None:
            return None
        changes[sheet.ref(at)] = sheet.cell(at)._replace(formula=text)
    return retyped(view.book, changes), set(changes)


def _is_range(kind: Kind, text: str) -> bool:
    return kind is Kind.RANGE


def _cut(rng: Random) -> Callable[[str], str | None]:
    def new(text: str) -> str | None:
        prefix, body = split_prefix(text)
        first, last = body.split(":")
        a, b = first.replace("$", ""), last.replace("$", "")
        same_column = re.match("[A-Z]+", a)[0] == re.match("[A-Z]+", b)[0]  # type: ignore[index]
        step = (1, 0) if same_column else (0, 1)
        end = rng.random() < 0.6
        if end:
            corner = moved_corner(last, -step[0], -step[1])
            return None if corner is None or corner == first else f"{prefix}{first}:{corner}"
        corner = moved_corner(first, *step)
        return None if corner is None or corner == last else f"{prefix}{corner}:{last}"

    return new


def typed_over(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """A number, near the right one, is typed over a formula."""
    at = rng.choice(run[1:-1])
    value = sheet.number(at)
    if value is None:
        return None
    cell = sheet.ref(at)
    new = Cell(float(round(value * rng.choice([1, 1.1, 0.9]) + rng.choice([0, 1]))))
    return retyped(view.book, {cell: new._replace(style=sheet.cell(at).style)}), {cell}


def other_operator(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """+ becomes −, * becomes /, and the other way."""
    swap = {"+": "-", "-": "+", "*": "/", "/": "*"}
    at = rng.choice(run)
    text = edit_token(
        sheet.formula(at), rng, lambda k, t: k is Kind.INFIX and t in swap, lambda t: swap[t]
    )
    return None if text is None else one(view, sheet, at, text)


def other_function(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """SUM becomes AVERAGE, MAX becomes MIN."""
    swap = {"SUM(": "AVERAGE(", "AVERAGE(": "SUM(", "MAX(": "MIN(", "MIN(": "MAX("}
    at = rng.choice(run)
    text = edit_token(
        sheet.formula(at), rng, lambda k, t: k is Kind.FUNCTION and t in swap, lambda t: swap[t]
    )
    return None if text is None else one(view, sheet, at, text)


def term_lost(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """The last term of an addition is left out."""
    at = rng.choice(run)
    match = re.fullmatch(r"(.+[A-Z]\$?\d+)[+-]\$?[A-Z]+\$?\d+", sheet.formula(at))
    return None if match is None else one(view, sheet, at, match[1])


def other_number(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """A typed number in one formula is another than in its neighbours."""
    at = rng.choice(run)
    text = edit_token(
        sheet.formula(at), rng, lambda k, t: k is Kind.NUMBER, lambda t: f"{float(t) * 1.5 + 1:g}"
    )
    return None if text is None else one(view, sheet, at, text)


def dollar_lost(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """A fixed reference lost its $ before the formula was filled on: all copies drift."""
    first, rest = run[0], run[1:]
    text = edit_token(
        sheet.formula(first), Random(0),
        lambda k, t: k is Kind.CELL and t.count("$") == 2, lambda t: t.replace("$", ""),
    )  # fmt: skip
    if text is None:
        return None
    from orxl.formulas.relative import moved

    changes = {
        sheet.ref(at): sheet.cell(at)._replace(
            formula=moved(text, sheet.ref(first), sheet.ref(at)), value=0.0
        )
        for at in rest
    }
    changes[sheet.ref(first)] = sheet.cell(first)._replace(formula=text)
    return retyped(view.book, changes), {sheet.ref(at) for at in rest}


def from_another_row(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """A formula was typed, not copied: it is its neighbour's, word for word."""
    n = rng.randrange(1, len(run))
    text = sheet.formula(run[n - 1])
    if equal(text, sheet.formula(run[n]), sheet.ref(run[n]), view.book):
        return None
    return one(view, sheet, run[n], text)


def subtotal_included(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """A total over items and their subtotal."""
    sums = [t for t in view.totals.every if t.vertical and t.area.sheet == sheet.name]
    rng.shuffle(sums)
    for total in sums:
        below = (total.cell.row + 1, total.cell.column)
        if (
            total.cell.sheet == sheet.name
            and total.cell.column == total.area.first_column
            and total.cell.row == total.area.last_row + 1
            and sheet.blank(below)
        ):
            letters = column_letters(below[1])
            text = f"SUM({letters}{total.area.first_row}:{letters}{total.cell.row})"
            cell = sheet.ref(below)
            return retyped(view.book, {cell: Cell(1.0, text, 0, "normal")}), {cell}
    return None


def counted_twice(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """All sums of a row or column add one of their cells once more."""
    changes = {}
    for at in run:
        match = re.fullmatch(r"SUM\((\$?[A-Z]+\$?\d+):(\$?[A-Z]+\$?\d+)\)", sheet.formula(at))
        if match is None:
            return None
        text = f"{match[0]}+{match[2]}"
        changes[sheet.ref(at)] = sheet.cell(at)._replace(formula=text)
    return retyped(view.book, changes), set(changes)


def number_as_text(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """A number in a list that is summed is stored as text."""
    cells = [
        c for t in view.totals.every if t.area.sheet == sheet.name and not t.endless
        for c in t.area.cells() if sheet.typed((c.row, c.column)) and view.cell(c).formula is None
    ]  # fmt: skip
    if not cells:
        return None
    cell = rng.choice(cells)
    value = view.cell(cell).value
    return retyped(view.book, {cell: view.cell(cell)._replace(value=f"{value:.0f}")}), {cell}


PLANTS: dict[str, Plant] = {
    f.__name__.replace("_", " "): f
    for f in (
        off_by_one, range_cut, whole_row_cut, typed_over, other_operator, other_function,
        term_lost, other_number, dollar_lost, from_another_row, subtotal_included,
        counted_twice, number_as_text,
    )
}  # fmt: skip


def places(view: SheetsView) -> Iterator[tuple[SheetView, list[tuple[int, int]]]]:
    """Every run of at least four equal formulas."""
    for sheet, patterns in view.patterns():
        for runs in patterns.runs.values():
            for run in runs:
                if run.form >= 0 and len(run.cells) >= 4:
                    yield sheet, list(run.cells)


class Score:
    def __init__(self) -> None:
        self.planted: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.sure: Counter[str] = Counter()
        self.exact: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self.misses: dict[str, list[str]] = defaultdict(list)

    def take(self, name: str, book: Book, cells: set[CellRef], before: set[CellRef]) -> None:
        findings = [f for f in audit(SheetsView(book)) if f.cell is not None]
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


def measure(books: list[Book], score: Score, seed: int, each: int) -> None:
    for book in books:
        view = SheetsView(book)
        spots = list(places(view))
        if not spots:
            continue
        before = {f.cell for f in audit(view) if f.cell is not None}
        for name, plant in PLANTS.items():
            rng = Random(f"{seed} {name} {book.source}")
            done = 0
            for sheet, run in rng.sample(spots, min(len(spots), 12)):
                planted = plant(view, sheet, run, rng)
                if planted is None or planted[1] & before:
                    continue
                score.take(name, *planted, before)
                done += 1
                if done == each:
                    break


def table(title: str, score: Score) -> None:
    print(f"\n{title}\n\n| planted | n | found | as Advarsel or Feil | false alarms |")
    print("|---|---:|---:|---:|---:|")
    for name in PLANTS:
        n = score.planted[name]
        if n:
            share = f"{score.found[name] / n:.0%} | {score.sure[name] / n:.0%}"
            print(f"| {name} | {n} | {share} | {score.others[name]} |")
    n = sum(score.planted.values())
    found, sure = sum(score.found.values()), sum(score.sure.values())
    if n:
        others = sum(score.others.values())
        print(f"| **all** | {n} | {found / n:.0%} | {sure / n:.0%} | {others} |")


def alarms(books: list[Book]) -> tuple[int, int, int, float]:
    formulas = notes = warnings = 0
    start = time.perf_counter()
    for book in books:
        formulas += sum(c.formula is not None for s in book.sheets for c in s.cells.values())
        for finding in audit(SheetsView(book)):
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
    findings = audit(SheetsView(Book((Sheet("Data", cells),))))
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
    if options.folder is not None:
        real = []
        for path in sorted(options.folder.rglob("*.xlsx")):
            try:
                real.append(read_book(path))
            except OrxlError:
                continue
        report(f"{len(real)} readable files of «{options.folder.name}»", real)
        score = Score()
        measure(real, score, 1, 4)
        table("Planted in these files", score)
        if options.misses:
            print("\n".join(score.misses[options.misses]))


if __name__ == "__main__":
    main()
