"""What each kind of edit declares, worked out from the edit and the old workbook alone.

A new kind of edit gets a function here, and its line in the table at the end. What it changes that
:class:`Declared` has no word for yet gets a word there and a check where that kind of part is
checked (:mod:`orxl.xlsx.gate.book`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from orxl.core.edits import (
    AppendRows,
    Edit,
    Formula,
    InsertRows,
    RecommendReadOnly,
    ReplaceRows,
    SetCached,
    SetCell,
    SetFullCalcOnLoad,
    SetName,
)
from orxl.core.light import replace
from orxl.core.snapshot import Table
from orxl.core.values import BLANK, Value
from orxl.xlsx.gate.declared import Declared, Expect, Model
from orxl.xlsx.gate.resized import Resized
from orxl.xlsx.gate.tables import tables_of
from orxl.xlsx.package import Package


class _Old:
    """What the edits may ask of the old workbook; tables are as the edits so far leave them."""

    def __init__(self, package: Package) -> None:
        self._package = package

    @cached_property
    def tables(self) -> dict[str, tuple[str, Table]]:
        return tables_of(self._package)


def declared(package: Package, edits: Sequence[Edit]) -> Declared:
    """What *edits* declare about the workbook in *package*."""
    out, old = Declared(), _Old(package)
    for edit in edits:
        _DECLARES[type(edit)](out, old, edit)
    return out


def _cell(out: Declared, _: _Old, edit: SetCell) -> None:
    at = (edit.cell.row, edit.cell.column)
    shown = "" if edit.content is BLANK else edit.number_format
    out.put(edit.cell.sheet, at, Expect(edit.content, number_format=shown))


def _cached(out: Declared, _: _Old, edit: SetCached) -> None:
    at = (edit.cell.row, edit.cell.column)
    value: Value = BLANK if edit.value is None else edit.value
    before = out.of(edit.cell.sheet).get(at)
    content = Formula(edit.formula, value)
    if before is None or before.only_value:
        out.put(edit.cell.sheet, at, Expect(content, only_value=True))
    else:
        out.put(edit.cell.sheet, at, replace(before, content=content))


def _rows(out: Declared, old: _Old, edit: AppendRows | ReplaceRows) -> None:
    part, table = old.tables[edit.table.casefold()]
    rows = edit.rows
    first = table.last_data_row + 1
    if isinstance(edit, ReplaceRows):
        first = table.first_data_row
        rows = rows if rows else ((BLANK,) * len(table.columns),)
    last = first + len(rows) - 1
    left, right = table.ref.first_column, table.ref.last_column
    cells = out.of(table.sheet)
    for number, row in enumerate(rows, start=first):
        for column, (content, about) in enumerate(zip(row, table.columns, strict=True), left):
            model = Model(table.last_data_row, cells.get((table.last_data_row, column)))
            expect = Expect(
                content,
                "" if about.formula is None else about.formula,
                filled=content is None,
                look=model if number > table.last_data_row else None,
                source=model if content is None else None,
            )
            out.put(table.sheet, (number, column), expect)
    for number in range(last + 1, table.last_data_row + 1):
        for column in range(left, right + 1):
            out.put(table.sheet, (number, column), Expect(removed=True))
    if last == table.last_data_row:
        return
    out.resized.append(
        Resized(
            table.sheet.casefold(), table.ref.first_row, table.first_data_row,
            table.last_data_row, last, left, right,
        )
    )  # fmt: skip
    after = replace(table, ref=replace(table.ref, last_row=last + table.totals_rows))
    out.tables[part] = (out.tables[part][0] if part in out.tables else table, after)
    old.tables[edit.table.casefold()] = (part, after)


def _inserted(out: Declared, old: _Old, edit: InsertRows) -> None:
    """The rows are there already, blank: :mod:`orxl.xlsx.gate.insertedrows` has seen to that."""
    _, table = old.tables[edit.table.casefold()]
    cells, above = out.of(table.sheet), edit.before - 1
    for number, row in enumerate(edit.rows, start=edit.before):
        pairs = zip(row, table.columns, strict=True)
        for column, (content, about) in enumerate(pairs, table.ref.first_column):
            model = Model(above, cells.get((above, column)))
            own = "" if about.formula is None else about.formula
            filled = content is None
            expect = Expect(content, own, filled=filled, source=model if filled else None)
            out.put(table.sheet, (number, column), expect)


def _name(out: Declared, _: _Old, edit: SetName) -> None:
    out.names[edit.name.casefold()] = (edit.name, edit.refers_to)


def _full_calc(out: Declared, _: _Old, edit: SetFullCalcOnLoad) -> None:
    out.full_calc = edit.on


def _read_only(out: Declared, _: _Old, edit: RecommendReadOnly) -> None:
    out.read_only = True


_DECLARES: Final[Mapping[type, Callable[[Declared, _Old, Any], None]]] = {
    SetCell: _cell,
    SetCached: _cached,
    AppendRows: _rows,
    InsertRows: _inserted,
    ReplaceRows: _rows,
    SetName: _name,
    SetFullCalcOnLoad: _full_calc,
    RecommendReadOnly: _read_only,
}
