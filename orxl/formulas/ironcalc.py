"""The embedded engine IronCalc (Rust, MIT/Apache-2.0)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Sheet
from orxl.core.values import BLANK, CellError, Value, to_serial
from orxl.formulas.caution import guarded
from orxl.formulas.engine import Answer
from orxl.formulas.tokens import Kind, functions, split_prefix, tokenize
from orxl.formulas.versions import installed
from orxl.formulas.weaknesses import IRONCALC

if TYPE_CHECKING:
    from ironcalc import Model


AT_A_TIME: Final = 20_000
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
    from ironcalc import CellType, WorkbookError, create

    model = create("orxl", "en", "UTC", "en")
    _name_sheets(model, book)
    number = {sheet.name: index for index, sheet in enumerate(book.sheets)}
    for index, sheet in enumerate(book.sheets):
        _put_inputs(model, index, sheet, book.date1904)
    last = 1 + max((row for sheet in book.sheets for row, _ in sheet.cells), default=0)
    values: dict[CellRef, Value | None] = {}
    put_formula, get_value = model.update_cell_with_formula, model.get_cell_value
    for at, text in formulas.items():
        name, row, column = at
        try:
            put_formula(number[name], row, column, "=" + without_empty_rows(text, last))
        except WorkbookError:  # it refuses some that are none
            continue
        values[at] = None
    model.evaluate()
    for at in values:
        name, row, column = at
        raw = get_value(number[name], row, column)
        if isinstance(raw, str) and raw[:1] == "#":
            kind = model.get_cell_type(number[name], row, column)
            values[at] = CellError(raw) if kind == CellType.ErrorValue else raw
        else:
            values[at] = _value(raw)
    return values


def without_empty_rows(lowered: str, last: int) -> str:
    """*lowered* with its whole columns cut off after the row *last*, below which all is empty.

    IronCalc looks at every row of a whole column: 0.7 s for one VLOOKUP in D:E. One last row is
    right for all sheets, so that ranges which must be of one size stay so. Formulas that count
    empty cells or rows keep their columns.
    """
    # Asked of every formula: a search by an expression would take ten times as long.
    if ":" not in lowered or not any(before[-1:].isalpha() for before in lowered.split(":")[:-1]):
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


def _name_sheets(model: Model, book: Book) -> None:
    """The model starts with one sheet of its own, which the first sheet takes over."""
    model.rename_sheet(0, book.sheets[0].name)
    for sheet in book.sheets[1:]:
        model.add_sheet(sheet.name)


def _put_inputs(model: Model, index: int, sheet: Sheet, date1904: bool) -> None:
    put_number, put_text = model.update_cell_with_number, model.update_cell_with_text
    for (row, column), (value, formula, _, _) in sheet.cells.items():
        if formula is not None or value is BLANK:
            continue
        if isinstance(value, float):
            put_number(index, row, column, value)
        elif isinstance(value, str):
            put_text(index, row, column, value)
        else:
            _put(model, index, row, column, value, date1904)


def _put(model: Model, sheet: int, row: int, column: int, value: Value, date1904: bool) -> None:
    """Put what is neither number nor text."""
    if isinstance(value, bool):
        model.update_cell_with_bool(sheet, row, column, value)
    elif isinstance(value, CellError):
        model.update_cell_with_formula(sheet, row, column, "=" + value.code)
    elif isinstance(value, datetime):
        model.update_cell_with_number(sheet, row, column, to_serial(value, date1904=date1904))


def _value(raw: str | float | bool | None) -> Value | None:
    if isinstance(raw, float):  # most are
        return raw + 0.0  # -0.0 becomes 0.0
    if raw is None or isinstance(raw, (bool, str)):
        return raw
    return float(raw)
