"""Explains a cell: the formula, what it takes from, down to what was typed and where it is from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from orxl.app.workbook import open_workbook, view_of
from orxl.binding import BoundBook, BoundRow, BoundTable, cell_by_words
from orxl.core import nb
from orxl.core.errors import BadCall
from orxl.core.light import dataclass, field
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Sheet
from orxl.core.values import BLANK
from orxl.formulas.graph import Graph, graph_of
from orxl.formulas.norwegian import shown
from orxl.layout import Kind
from orxl.layout.front_state import TASK
from orxl.report.trace import Group, Step
from orxl.rules.kit.registry import find_rule
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View

DEPTH: Final = 4
"""So many formulas deep an explanation goes, unless asked for more."""
BREADTH: Final = 8
"""So many cells of a range are named, the largest amounts first."""
MOST_STEPS: Final = 2000
"""More cells than this are not explained in one go, however deep they were asked for."""
_RULES: Final = " eller en regel («B010»)"
_TOLD: Final = frozenset({"source", "note", "comment"})
"""The columns in which a row says where its figures come from."""
_MORE: Final = "Bygger på flere celler; forklar denne cellen for seg, eller velg større --dybde."


def explain_file(
    path: Path, what: str, *, today: date, depth: int = DEPTH, breadth: int = BREADTH
) -> tuple[Step, ...]:
    """Why *what* in the workbook at *path* is what it is.

    *what* is a cell («Hovedtall!F23»), a name («Kontingentsats»), a place in a table
    («Hovedtall.Kontingenter.Budsjett 2026») or the code of a rule («B010»: the cells it has found
    something in). Raises BadCall where there is no such place, UnreadableFile.
    """
    view = view_of(open_workbook(path).book)
    return tuple(
        explain(view, cell, depth=depth, breadth=breadth) for cell in places(view, what, today)
    )


def explain(view: View, cell: CellRef, *, depth: int = DEPTH, breadth: int = BREADTH) -> Step:
    """Why *cell* is what it is, *depth* formulas deep, with *breadth* cells of each range."""
    return _Tracer(view, graph_of(view.book), breadth).step(cell, depth, ())


def places(view: View, what: str, today: date) -> tuple[CellRef, ...]:
    """The cells that *what* names; see :func:`explain_file`. Raises BadCall.

    ``today`` matters to a rule's code: it decides which acceptances still hold.
    """
    text = what.strip()
    if re.fullmatch(r"[A-Za-zÆØÅ]\d{3}", text):
        found = _of_rule(view, text, today)
        if found is not None:
            return found
    return (place(view.book, view.bound, text, _RULES),)


def place(book: Book, bound: BoundBook | None, what: str, also: str = "") -> CellRef:
    """The cell that *what* names: an address, a name, or a place in a table of *bound*.

    Raises BadCall, whose advice ends with what may be named *also*.
    """
    text = what.strip()
    cell = _address(book, text) or _name(book, text)
    if cell is None and bound is not None:
        cell = cell_by_words(bound, text)
    if cell is not None:
        return cell
    known = [sheet.name for sheet in book.sheets] + [n.name for n in book.names]
    near = nb.meant(text.split("!")[0].split(".")[0].strip("'"), known)
    raise BadCall(
        f"Finner ikke «{what}» i arbeidsboken.",
        " ".join(
            filter(
                None,
                (
                    near,
                    "Skriv en celle («Hovedtall!F23»), et navn («Kontingentsats»), et sted i en "
                    f"tabell («Hovedtall.Kontingenter.Budsjett 2026»){also}.",
                ),
            )
        ),
    )


def task_cell(book: Book) -> CellRef | None:
    """The cell that says what the button does; None in a book that has none."""
    return _name(book, TASK)


def _of_rule(view: View, code: str, today: date) -> tuple[CellRef, ...] | None:
    rule = find_rule(code)
    if rule is None:
        return None
    cells = [f.cell for f in run(view, today=today) if f.code == rule.code and f.cell is not None]
    if not cells:
        raise BadCall(
            f"Regelen {rule.code} har ikke funnet noe i en celle i denne arbeidsboken.",
            f"«orxl regel {rule.code}» forklarer regelen selv.",
        )
    return tuple(dict.fromkeys(cells))


def _address(book: Book, text: str) -> CellRef | None:
    sheet, mark, a1 = text.rpartition("!")
    if not mark:
        return None
    found = book.sheet(sheet.strip().strip("'").replace("''", "'"))
    if found is None:
        return None
    try:
        return CellRef.of(found.name, a1.strip().upper())
    except ValueError:
        return None


def _name(book: Book, text: str) -> CellRef | None:
    for name in book.names:
        if name.name.casefold() == text.casefold():
            return _address(book, name.refers_to.replace("$", ""))
    return None


@dataclass
class _Tracer:
    """One explanation on its way: what has been explained already is not explained again."""

    view: View
    graph: Graph
    breadth: int
    done: set[CellRef] = field(default_factory=set)
    areas: set[Range] = field(default_factory=set)

    def step(self, cell: CellRef, depth: int, above: tuple[CellRef, ...]) -> Step:
        view = self.view
        name, value = named(view, cell), view.value(cell)
        formula = view.book.cell(cell).formula
        if formula is None:
            return Step(cell, name, value, facts=tuple(_facts(view, cell)))
        told = shown(formula)
        if cell in above:
            return Step(cell, name, value, told, end="En sirkel: denne cellen bygger på seg selv.")
        reading = self.graph.formulas.get(cell)
        areas = reading.ranges if reading is not None else ()
        end = ""
        if cell in self.done and areas:
            end = "Forklart lenger oppe."
        elif areas and (depth <= 0 or len(self.done) >= MOST_STEPS):
            end = _MORE
        if end or not areas:
            return Step(cell, name, value, told, end=end)
        self.done.add(cell)
        inner = (*above, cell)
        parts = tuple(self._part(area, depth - 1, inner) for area in areas)
        unsure = (
            "Formelen leser også celler som den ikke nevner (FORSKYVNING, INDIREKTE)."
            if reading is not None and reading.untraceable
            else ""
        )
        return Step(cell, name, value, told, parts=parts, end=unsure)

    def _part(self, area: Range, depth: int, above: tuple[CellRef, ...]) -> Step | Group:
        if area.first_row == area.last_row and area.first_column == area.last_column:
            cell = CellRef(area.sheet, area.first_row, area.first_column)
            return self.step(cell, depth, above)
        name = area_name(self.view, area)
        cells = [(cell, self.view.value(cell)) for cell in held(self.view, area)]
        numbers = [(cell, v) for cell, v in cells if isinstance(v, float)]
        total = sum(value for _, value in numbers)
        if area in self.areas:
            return Group(area, name, len(numbers), total, left=len(cells), again=True)
        self.areas.add(area)
        largest = sorted(numbers, key=lambda item: -abs(item[1]))[: self.breadth]
        chosen = sorted(cell for cell, value in largest if value)
        steps = tuple(self.step(cell, depth, above) for cell in chosen)
        return Group(area, name, len(numbers), total, steps, len(cells) - len(steps))


def held(view: View, area: Range) -> Iterator[CellRef]:
    """The cells of *area* that hold anything, row by row."""
    sheet: Sheet | None = view.book.sheet(area.sheet)
    if sheet is None:
        return
    for row, column in sorted(sheet.cells):
        cell = CellRef(sheet.name, row, column)
        if cell in area and view.value(cell) is not BLANK:
            yield cell


def named(view: View, cell: CellRef) -> str:
    """What users call *cell*: its defined name, or row and column of its table, or a label."""
    place = view.bound.place(cell)
    if place is not None and any(place):
        return ", ".join(word for word in place if word)
    for name in view.book.names:
        if name.refers_to.replace("$", "").replace("'", "") == f"{cell.sheet}!{cell.a1}":
            return name.name
    sheet = view.book.sheet(cell.sheet)
    beside = ((cell.row, column) for column in range(cell.column - 1, 0, -1))
    over = ((row, cell.column) for row in range(cell.row - 1, 0, -1))
    for at in (*beside, *over):
        text = view.value(CellRef(cell.sheet, *at)) if sheet is not None else BLANK
        if isinstance(text, str) and text.strip():
            return " ".join(text.split())
    return ""


def area_name(view: View, area: Range) -> str:
    """What users call *area*: a column of a table, or cells on a sheet."""
    first = CellRef(area.sheet, area.first_row, area.first_column)
    for bound in view.bound.tables.values():
        inside = first in bound.table.ref and area.first_column == area.last_column
        if inside:
            column = bound.table.columns[area.first_column - bound.table.ref.first_column]
            return f"Kolonnen «{column.name}» på arket {bound.table.sheet}"
    return f"Celler på arket {area.sheet}"


def _facts(view: View, cell: CellRef) -> Iterator[str]:
    """What the workbook itself says of a typed value: its kind, its source, who changed it."""
    bound = next((t for t in view.bound.tables.values() if cell in t.table.ref), None)
    row = next((r for r in bound.rows if r.number == cell.row), None) if bound else None
    if view.value(cell) is BLANK:
        yield "Cellen er tom."
    elif bound is not None and bound.spec.name == "tblHovedtall" and _of_earlier(view, cell):
        yield "Skrevet inn: tallet slik det ble trykt i saken."
    else:
        yield "Skrevet inn."
    if row is not None and bound is not None:
        yield from _sources(bound, row, view)
    accepted = [
        a
        for a in view.programme.accepted
        if a.sheet == cell.sheet and _same_place(view, cell, a.row, a.column)
    ]
    yield from (f"Godtatt avvik ({a.code}): {a.reason}" for a in accepted)
    for entry in reversed(view.programme.log):
        if entry.description is not None and re.search(
            rf"{re.escape(str(cell))}(?!\d)", entry.description
        ):
            who = f" av {entry.who}" if entry.who else ""
            yield f"Sist nevnt i endringsloggen {nb.day(entry.time)}{who}: {entry.description}"
            break


def _sources(bound: BoundTable, row: BoundRow, view: View) -> Iterator[str]:
    """What the row says of itself: where it is from, its note, its comment."""
    for column in bound.spec.columns:
        text = row.values.get(column.key, BLANK)
        if column.key not in _TOLD or not isinstance(text, str) or not text.strip():
            continue
        note = next((n for n in view.programme.footnotes if n.note_id == text.strip()), None)
        if note is not None:
            yield f"Note: {note.text}"
        elif column.kind is not Kind.CODE:
            yield f"{column.header}: {text.strip()}"


def _of_earlier(view: View, cell: CellRef) -> bool:
    place = view.bound.place(cell)
    return (
        place is not None and str(view.year) not in place[1] and bool(re.search(r"\d{4}", place[1]))
    )


def _same_place(view: View, cell: CellRef, row: str | None, column: str | None) -> bool:
    place = view.bound.place(cell)
    return place is not None and (row, column) == place
