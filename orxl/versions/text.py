"""A workbook as lines of text to compare: by keys, and with nothing that varies by itself.

One line for each cell that holds something. A cell in a table is called by its row's key and its
column, so that rows that move do not move the lines' names; what formulas give is left out, and so
is what orxl itself writes at every run.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book, Cell, Sheet, Table
from orxl.core.values import BLANK, CellError, Value
from orxl.versions.kinship import OWN_RECORDS
from orxl.versions.rows import Area, Version


def lines(book: Book, notes: Mapping[CellRef, str]) -> Iterator[str]:
    """*book* as text, sheet by sheet; *notes* are its notes and comments."""
    version = Version.of(book)
    for name in sorted(book.names, key=lambda n: (n.name.casefold(), n.sheet or "")):
        where = f" (arket {name.sheet})" if name.sheet else ""
        yield f"navn {name.name}{where}: ={name.refers_to}"
    for sheet in book.sheets:
        yield ""
        yield f"# {sheet.name}{_state(sheet)}"
        for table in sheet.tables:
            if table.name.casefold() not in OWN_RECORDS:
                yield from _table(version, table)
        yield from _free(version, sheet)
        for at in sorted(at for at in notes if at.sheet == sheet.name):
            yield f"merknad {at.a1}: {_text(notes[at])}"


def _state(sheet: Sheet) -> str:
    return "" if sheet.state == "visible" else " (skjult)"


def _table(version: Version, table: Table) -> Iterator[str]:
    area = version.table_area(table)
    yield f"tabell {table.name}: {' | '.join(column.name for column in table.columns)}"
    for column in table.columns:
        if column.formula is not None:
            yield f"{table.name}.{column.name}: ={column.formula}"
    formulas = {
        number: filled.formula
        for number, filled in enumerate(table.columns, start=table.ref.first_column)
    }
    seen: Counter[str] = Counter()
    for row, cells in area.rows.items():
        name = _row_name(area, row)
        seen[name] += 1
        turn = f" ({seen[name]})" if seen[name] > 1 else ""
        for number, cell in cells.items():
            if cell.formula is None or cell.formula != formulas.get(number):
                yield f"{table.name}[{name}{turn}].{area.header(number)}: {_cell(cell)}"


def _row_name(area: Area, row: int) -> str:
    first = (cell.value for cell in area.rows[row].values() if cell.formula is None)
    called = area.called(row) or str(next((v for v in first if isinstance(v, str)), row))
    return " ".join(called.split())[:60]


def _free(version: Version, sheet: Sheet) -> Iterator[str]:
    for row, cells in version.free_area(sheet, sheet.tables).rows.items():
        for column, cell in cells.items():
            if cell.kind != "spill":
                yield f"{column_letters(column)}{row}: {_cell(cell)}"


def _cell(cell: Cell) -> str:
    return f"={cell.formula}" if cell.formula is not None else _value(cell.value)


def _value(value: Value) -> str:
    if value is BLANK:
        return ""
    if isinstance(value, bool):
        return "SANN" if value else "USANN"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        whole = (value.hour, value.minute, value.second) == (0, 0, 0)
        return f"{value:%Y-%m-%d}" if whole else f"{value:%Y-%m-%d %H:%M:%S}"
    return value.code if isinstance(value, CellError) else _text(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
