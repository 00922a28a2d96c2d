"""The errors that ``audit.py`` plants, one at a time, in runs of equal formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book, Cell
from orxl.core.values import BLANK
from orxl.formulas.normal import equal
from orxl.formulas.relative import moved
from orxl.formulas.tokens import Kind, split_prefix, tokenize
from orxl.rules.sheets.sheet import SheetView
from orxl.rules.sheets.view import SheetsView

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
    return _typed(view, sheet, run[1:-1], rng)


def end_typed_over(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """A number, near the right one, is typed over the first or the last formula of a line."""
    return _typed(view, sheet, [run[0], run[-1]], rng)


def _typed(view, sheet, cells, rng):  # type: ignore[no-untyped-def]
    at = rng.choice(cells) if cells else None
    value = sheet.number(at) if at is not None else None
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


def range_extended(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """The range of one formula takes in one cell more than those of its neighbours."""

    def new(text: str) -> str | None:
        prefix, body = split_prefix(text)
        first, last = body.split(":")
        a, b = first.replace("$", ""), last.replace("$", "")
        found = [re.match("[A-Z]+", corner) for corner in (a, b)]
        if None in found:
            return None
        step = (1, 0) if found[0][0] == found[1][0] else (0, 1)  # type: ignore[index]
        if rng.random() < 0.5:
            corner = moved_corner(last, *step)
            return None if corner is None else f"{prefix}{first}:{corner}"
        corner = moved_corner(first, -step[0], -step[1])
        return None if corner is None else f"{prefix}{corner}:{last}"

    at = rng.choice(run)
    text = edit_token(sheet.formula(at), rng, _is_range, new)
    return None if text is None else one(view, sheet, at, text)


def neighbours_wrong(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """Two to four formulas side by side have the same slip; less than a third of the run."""
    count = rng.randint(2, 4)
    if len(run) < 3 * count + 1:
        return None
    start = rng.randrange(0, len(run) - count + 1)
    step = rng.choice([(1, 0), (-1, 0), (0, 1), (0, -1)])
    seed = rng.random()

    def new(text: str) -> str | None:
        prefix, body = split_prefix(text)
        corners = [moved_corner(corner, *step) for corner in body.split(":")]
        return None if None in corners else prefix + ":".join(c for c in corners if c is not None)

    first = run[start]
    text = edit_token(
        sheet.formula(first), Random(seed), lambda k, t: k in (Kind.CELL, Kind.RANGE), new
    )
    if text is None:
        return None
    changes = {}
    for at in run[start : start + count]:
        there = moved(text, sheet.ref(first), sheet.ref(at))
        if "#REF!" in there:
            return None
        changes[sheet.ref(at)] = sheet.cell(at)._replace(formula=there)
    return retyped(view.book, changes), set(changes)


def from_the_line_beside(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """One formula was copied from the column (or row) beside, which calculates otherwise."""
    at = rng.choice(run)
    vertical = run[0][1] == run[1][1]
    for step in rng.sample((-1, 1), 2):
        beside = (at[0], at[1] + step) if vertical else (at[0] + step, at[1])
        text = sheet.formula(beside)
        if text is None or sheet.forms.get(beside) == sheet.forms.get(at):
            continue
        there = moved(text, sheet.ref(beside), sheet.ref(at))
        if "#REF!" not in there:
            return one(view, sheet, at, there)
    return None


def _values(view, sheet, cells):  # type: ignore[no-untyped-def]
    """The formulas in *cells* pasted over with what they give; None where that says nothing."""
    changes = {}
    for at in cells:
        value = sheet.number(at)
        if value is None:
            return None
        changes[sheet.ref(at)] = Cell(value, None, sheet.cell(at).style)
    telling = {sheet.number(at) for at in cells if len(f"{abs(sheet.number(at)):g}") > 2}
    return (retyped(view.book, changes), set(changes)) if telling else None


def pasted_as_value(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """One formula is pasted over with its own value."""
    return _values(view, sheet, [rng.choice(run)])


def all_but_one_pasted(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """All formulas of a line but one are pasted over with their values."""
    kept = rng.choice((run[0], run[-1]))
    return _values(view, sheet, [at for at in run if at != kept])


def totals_pasted(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """All sums of a row or column are pasted over with their values: no formula is left there."""
    if not all(re.fullmatch(r"SUM\([^():,]+:[^():,]+\)", sheet.formula(at)) for at in run):
        return None
    return _values(view, sheet, run)


def formula_deleted(view, sheet, run, rng):  # type: ignore[no-untyped-def]
    """One formula within a line is deleted."""
    at = rng.choice(run[1:-1]) if len(run) > 2 else None
    if at is None:
        return None
    cell = sheet.ref(at)
    blank = sheet.cell(at)._replace(value=BLANK, formula=None, kind="")
    return retyped(view.book, {cell: blank}), {cell}


PLANTS: dict[str, Plant] = {
    f.__name__.replace("_", " "): f
    for f in (
        off_by_one, range_cut, whole_row_cut, typed_over, end_typed_over, other_operator,
        other_function, term_lost, other_number, dollar_lost, from_another_row,
        subtotal_included, counted_twice, number_as_text, range_extended, neighbours_wrong,
        from_the_line_beside, pasted_as_value, all_but_one_pasted, totals_pasted, formula_deleted,
    )
}  # fmt: skip


def places(
    view: SheetsView, fewest: int = 4, most: int = 1_000_000
) -> Iterator[tuple[SheetView, list[tuple[int, int]]]]:
    """Every run of *fewest* to *most* equal formulas."""
    for sheet, patterns in view.patterns():
        for runs in patterns.runs.values():
            for run in runs:
                if run.form >= 0 and fewest <= len(run.cells) <= most:
                    yield sheet, list(run.cells)
