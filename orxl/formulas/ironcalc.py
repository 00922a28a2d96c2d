"""The embedded engine IronCalc (Rust, MIT/Apache-2.0)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import BLANK, CellError, Value, to_serial
from orxl.formulas.caution import guarded
from orxl.formulas.engine import Answer
from orxl.formulas.tokens import Kind, functions, split_prefix, tokenize
from orxl.formulas.versions import installed
from orxl.formulas.weaknesses import IRONCALC

if TYPE_CHECKING:
    from ironcalc import Model


_COLUMNS: Final = re.compile(r"[A-Za-z]:\$?[A-Za-z]")
AT_A_TIME: Final = 40_000
"""So many formulas at least: it takes no longer for each the more there are, but needs memory."""
_COUNTS_EMPTY: Final = frozenset({"ROWS", "COUNTBLANK", "COUNTIF", "COUNTIFS", "SUMPRODUCT"})


class IronCalc:
    """The engine IronCalc, fed cell by cell through its own interface."""

    name = "ironcalc"

    @property
    def version(self) -> str:
        return installed("ironcalc")

    def evaluate(
        self, book: Book, wanted: Collection[CellRef] | None = None
    ) -> Mapping[CellRef, Answer]:
        """See :class:`orxl.formulas.engine.Engine`."""
        return guarded(book, wanted, IRONCALC, run, portion=AT_A_TIME)


def run(book: Book, formulas: Mapping[CellRef, str]) -> Mapping[CellRef, Value | None]:
    """The engine's values for these lowered formulas as they come, without any caution."""
    from ironcalc import CellType, create

    model = create("orxl", "en", "UTC", "en")
    _name_sheets(model, book)
    number = {sheet.name: index for index, sheet in enumerate(book.sheets)}
    for index, sheet in enumerate(book.sheets):
        for (row, column), cell in sheet.cells.items():
            if cell.formula is None:
                _put(model, index, row, column, cell.value, book.date1904)
    last = 1 + max((row for sheet in book.sheets for row, _ in sheet.cells), default=0)
    given = [
        at
        for at, text in formulas.items()
        if _put_formula(model, number, at, without_empty_rows(text, last))
    ]
    model.evaluate()
    values: dict[CellRef, Value | None] = {}
    for at in given:
        index = number[at.sheet]
        raw = model.get_cell_value(index, at.row, at.column)
        is_error = model.get_cell_type(index, at.row, at.column) == CellType.ErrorValue
        values[at] = CellError(str(raw)) if is_error else _value(raw)
    return values


def without_empty_rows(lowered: str, last: int) -> str:
    """*lowered* with its whole columns cut off after the row *last*, below which all is empty.

    IronCalc looks at every row of a whole column: 0.7 s for one VLOOKUP in D:E. One last row is
    right for all sheets, so that ranges which must be of one size stay so. Formulas that count
    empty cells or rows keep their columns.
    """
    if not _COLUMNS.search(lowered):
        return lowered
    tokens = tokenize(lowered)
    if all(token.kind is not Kind.COLUMNS for token in tokens) or not _COUNTS_EMPTY.isdisjoint(
        functions(lowered)
    ):
        return lowered
    parts = []
    for kind, text in tokens:
        if kind is Kind.COLUMNS:
            prefix, body = split_prefix(text)
            first, _, second = body.partition(":")
            text = f"{prefix}{first}$1:{second}${last}"
        parts.append(text)
    return "".join(parts)


def _put_formula(model: Model, number: Mapping[str, int], at: CellRef, text: str) -> bool:
    """Whether the model took the formula; it refuses some that are none."""
    from ironcalc import WorkbookError

    try:
        model.update_cell_with_formula(number[at.sheet], at.row, at.column, "=" + text)
    except WorkbookError:
        return False
    return True


def _name_sheets(model: Model, book: Book) -> None:
    """The model starts with one sheet of its own, which the first sheet takes over."""
    model.rename_sheet(0, book.sheets[0].name)
    for sheet in book.sheets[1:]:
        model.add_sheet(sheet.name)


def _put(model: Model, sheet: int, row: int, column: int, value: Value, date1904: bool) -> None:
    if value is BLANK:
        return
    if isinstance(value, bool):
        model.update_cell_with_bool(sheet, row, column, value)
    elif isinstance(value, float):
        model.update_cell_with_number(sheet, row, column, value)
    elif isinstance(value, str):
        model.update_cell_with_text(sheet, row, column, value)
    elif isinstance(value, CellError):
        model.update_cell_with_formula(sheet, row, column, "=" + value.code)
    elif isinstance(value, datetime):
        model.update_cell_with_number(sheet, row, column, to_serial(value, date1904=date1904))


def _value(raw: str | float | bool | None) -> Value | None:
    if raw is None or isinstance(raw, (bool, str)):
        return raw
    return float(raw) + 0.0  # -0.0 becomes 0.0
