"""The steps of an upgrade that bring today's formulas and names to what stands already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orxl.app.upgradesteps import Kept, Step, What, in_table
from orxl.binding import BoundBook, BoundTable, Lack, Part, lacking
from orxl.core import nb
from orxl.core.edits import Formula, SetCell, SetName, present
from orxl.core.grafts import SetColumnFormula
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout import VERSION, VERSION_NAME


def changes(then: BoundBook, now: BoundBook) -> tuple[list[Step], list[Kept]]:
    """The formulas and names of today's layout, and the cells that stay as staff have them.

    A formula takes the place of the one that the workbook's own layout declared, and of no other.
    """
    steps: list[Step] = []
    kept: list[Kept] = []
    lacks = lacking(then)
    for group in _grouped(lack for lack in lacks if lack.part is Part.FORMULA):
        edits = [edit for lack in group if (edit := _formula(then, lack)) is not None]
        if edits:
            text = f"Ny formel i {_place(now, edits[0].cell, len(edits))}."
            place = edits[0].cell
            steps.append(Step(What.FORMULA, place.sheet, place.a1, text, tuple(edits)))
        kept += [
            Kept(lack.cell, f"{lack.cell} står som det er: der står noe annet enn oppsettet hadde.")
            for lack in group
            if lack.cell is not None and _formula(then, lack) is None
        ]
    steps += _column_formulas(then, now)
    names = [lack for lack in lacks if lack.part in (Part.NAME, Part.LIST)]
    for lack in names:
        refers = SetName(lack.name, lack.wanted)
        text = f"Nytt navn: {lack.name}, som viser til {lack.wanted}."
        if lack.part is Part.LIST and "[" not in lack.wanted:
            text = f"Nytt navn: {lack.name}, en fast verdi som formler bruker."
        if any(lack.name.casefold() == there.name.casefold() for there in now.book.names):
            text = f"Navnet {lack.name} viser nå til {lack.wanted}."
        if lack.name == VERSION_NAME:
            text = f"Navnet {VERSION_NAME} sier at boken har oppsett {VERSION}."
        steps.append(Step(What.NAME, lack.sheet, lack.name, text, (refers,)))
    return steps, kept


def _grouped(lacks: Iterable[Lack]) -> Iterable[list[Lack]]:
    """The lacking formulas by what the user calls their place: a table's column, or a cell."""
    groups: dict[tuple[str, int], list[Lack]] = {}
    for lack in lacks:
        if lack.cell is not None:
            key = (lack.table, lack.cell.column) if lack.table else (str(lack.cell), 0)
            groups.setdefault(key, []).append(lack)
    return groups.values()


def _place(now: BoundBook, cell: CellRef, count: int) -> str:
    """Where *count* cells are, of which *cell* is the first."""
    bound = now.table_at(cell)
    if bound is None:
        return cell.a1
    header = bound.spec.column(bound.key_at(cell)).header
    cells = nb.counted(count, "celle", "celler")
    return f"kolonnen {nb.quoted(header)}{in_table(bound)} ({cells})"


def _formula(then: BoundBook, lack: Lack) -> SetCell | None:
    """The edit for a lacking formula; None where the cell is not as the earlier layout had it."""
    if lack.cell is None:
        return None
    there = present(then.book.cell(lack.cell))
    before = then.declared.get(lack.cell)
    declared = BLANK if before is None else Formula(before)
    same = (
        isinstance(there, Formula) and there.text == before if before is not None
        else there is BLANK
    )  # fmt: skip
    return SetCell(lack.cell, Formula(lack.wanted), expected=declared) if same else None


def _column_formulas(then: BoundBook, now: BoundBook) -> Iterator[Step]:
    """The formulas that tables fill new rows with, where they are the earlier layout's."""
    for name, bound in now.tables.items():
        former = then.tables.get(name)
        if former is None:
            continue
        keys = {column.key for column in former.spec.columns}
        for column in bound.spec.columns:
            if column.key not in keys or column.key not in bound.columns:
                continue
            old = _own_formula(former, column.key)
            new = _own_formula(bound, column.key)
            offset = bound.columns[column.key] - bound.table.ref.first_column
            there = bound.table.columns[offset]
            if new is not None and new != old and there.formula == old:
                text = (
                    f"Nye rader{in_table(bound)} får ny formel i kolonnen "
                    f"{nb.quoted(column.header)}."
                )
                act = SetColumnFormula(name, there.name, new, old)
                yield Step(What.FORMULA, bound.table.sheet, name, text, (act,))


def _own_formula(bound: BoundTable, key: str) -> str | None:
    return bound.spec.column(key).formula
