"""What Microsoft documents that Excel gives (``excel_documented.yaml``), as one small workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell
from orxl.core.values import CellError, Value, same_value, to_serial
from orxl.formulas.caution import KNOWN_ERRORS
from orxl.formulas.recalculate import agree
from tests.formulas.small import Content, book_of

_PAGE = Path(__file__).with_name("excel_documented.yaml")
_COLUMN = "Z"


@dataclass(frozen=True)
class Case:
    """A formula, where it stands in the workbook, and what is documented of it."""

    at: CellRef
    formula: str
    documented: Value
    decimals: int | None
    """How many decimals are documented, where the value is given rounded."""
    page: str
    unsure: bool
    """No one value is right: the language, the version or chance decides."""

    def is_what(self, value: Value) -> bool:
        """Whether *value* is what is documented."""
        wanted = self.documented
        if self.decimals is None or not isinstance(value, float) or not isinstance(wanted, float):
            return same_value(value, wanted) or agree(value, wanted)
        return abs(value - wanted) <= 0.51 * 10**-self.decimals


@cache
def documented() -> tuple[Book, tuple[Case, ...]]:
    """The workbook, one sheet for each page with no value in any formula, and all cases."""
    groups = yaml.load(_PAGE.read_text("utf-8"), yaml.CSafeLoader)
    sheets: dict[str, dict[str, Content]] = {}
    hidden: dict[str, frozenset[int]] = {}
    cases: list[Case] = []
    for number, group in enumerate(groups, 1):
        name = f"Side{number}"
        sheets[name] = {a1: _content(given) for a1, given in group.get("cells", {}).items()}
        hidden[name] = frozenset(group.get("hidden", ()))
        for row, (formula, value) in enumerate(group["cases"], 101):
            sheets[name][f"{_COLUMN}{row}"] = f"={formula}"
            at = CellRef.of(name, f"{_COLUMN}{row}")
            unsure = group.get("unsure", False)
            cases.append(Case(at, formula, *_value(value), group["page"], unsure))
    book = book_of(sheets)
    shown = (replace(sheet, hidden_rows=hidden[sheet.name]) for sheet in book.sheets)
    return replace(book, sheets=tuple(shown)), tuple(cases)


def stored(book: Book, values: dict[CellRef, Value]) -> Book:
    """*book* with *values* stored in its formula cells, as Excel would have saved them."""
    sheets = []
    for sheet in book.sheets:
        cells = dict(sheet.cells)
        for (row, column), cell in sheet.cells.items():
            at = CellRef(sheet.name, row, column)
            if cell.formula is not None and at in values:
                cells[row, column] = Cell(values[at], cell.formula, 0, "normal")
        sheets.append(replace(sheet, cells=cells))
    return replace(book, sheets=tuple(sheets))


def _content(given: object) -> Content:
    if isinstance(given, date):
        return to_serial(given)
    assert isinstance(given, (str, int, float)), given
    return given


def _value(given: object) -> tuple[Value, int | None]:
    if isinstance(given, str) and given.startswith("~"):
        return float(given[1:]), len(given.partition(".")[2])
    if isinstance(given, str) and given in KNOWN_ERRORS:
        return CellError(given), None
    content = _content(given)
    if isinstance(content, (bool, str)):
        return content, None
    assert isinstance(content, (int, float))
    return float(content), None
