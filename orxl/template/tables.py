"""Writes the tables: headers, rows, formulas, styles and input messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Border, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo

from orxl.core.refs import CellRef, column_letters, runs
from orxl.core.values import BLANK, Value
from orxl.layout import Column, Grid, Kind, TableSpec
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.kinds import Level
from orxl.layout.lettering import LINE, LINES_OF_A_ROW
from orxl.template import styles
from orxl.template.heights import fit_row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SPARE_ROWS = 300
"""How far below a growing table drop-downs and input messages reach: Excel gives new rows the
table's own, but only after the first entry."""

BESIDE_BUTTON = 22
"""Room above and below a header's text, in points: the text stands in the middle of the row, also
on paper, and the filter's button below its last line."""

ROOM_FOR_FINDINGS = 400
"""How far marks reach below the first row of a table that the program fills."""

TIGHT = 14.25
"""The height of a row of a tight table, in points: Calibri 11 itself is 13.4 points high."""

HISTORY = "Historie: står som den ble trykt eller vedtatt. "
"""What the input message of a column of history begins with."""

_FACTS = ("log", "printed_faults", "corrections")
"""What tables hold whose texts nobody changes: what was done, what was printed."""

_ASSUMPTIONS = {spec.name: spec for spec in ASSUMPTIONS}


def write_table(
    sheet: Worksheet,
    table: TableSpec,
    rows: Sequence[Mapping[str, Value]],
    shown: Mapping[CellRef, Value],
) -> None:
    """Write *table* with *rows* to *sheet*, as an Excel table.

    *shown* holds what the formulas give, where that is known: a long text makes its row higher.
    """
    first = table.header_row + 1
    letters = {c.key: table.letter(c.key) for c in table.columns}
    formulas = table.formulas(rows, Grid(table.name, first, letters))
    for offset, column in enumerate(table.columns):
        number = table.first_column + offset
        header = sheet.cell(table.header_row, number, column.header)
        styles.as_header(header, column.kind)
        for index, row in enumerate(rows):
            cell = sheet.cell(first + index, number)
            formula = formulas[index].get(column.key)
            fill_cell(cell, table, column, row, formula)
    for index, row in enumerate(rows):
        _fit(sheet, table, first + index, row, shown)
    fit_row(
        sheet,
        table.header_row,
        [(c.header, c.width) for c in table.columns if not c.hidden],
        extra=BESIDE_BUTTON if table.filter else 2 if table.tight else 6,
        bold=True,
    )
    _add_table(sheet, table, len(rows))
    _add_validations(sheet, table, rows, formulas)


def _fit(
    sheet: Worksheet,
    table: TableSpec,
    number: int,
    row: Mapping[str, Value],
    shown: Mapping[CellRef, Value],
) -> None:
    """Fit the row to its texts, typed and calculated."""
    if table.owned:
        fit_row(sheet, number, (), extra=(LINES_OF_A_ROW - 1) * LINE + 3)
        return
    texts = []
    for offset, column in enumerate(table.columns):
        at = CellRef(sheet.title, number, table.first_column + offset)
        value = shown[at] if at in shown else row.get(column.key)
        if isinstance(value, str) and not (column.hidden or column.one_line):
            texts.append((value, column.width))
    fit_row(sheet, number, texts, extra=TIGHT - LINE if table.tight else 3)


def spare_rows(table: TableSpec) -> int:
    """How many rows below *table* are made ready for it to grow into."""
    if table.owned:
        return ROOM_FOR_FINDINGS
    return SPARE_ROWS if table.grows else 0


def fill_cell(
    cell: Any, table: TableSpec, column: Column, row: Mapping[str, Value], formula: str | None
) -> None:
    """Give the cell of *column* in *row* its content and its look."""
    kind = _kind(column, row)
    value = row.get(column.key, BLANK)
    if formula is not None:
        cell.value = f"={formula}"
        styles.as_formula(cell, kind)
        if table.paper:
            cell.fill, cell.border = PatternFill(), Border()
        if kind is Kind.LINK:
            cell.font = styles.link_font()
        if column.one_line:
            cell.alignment = styles.on_one_line(kind)
        return
    if value is not BLANK:
        cell.value = value
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"  # «=» is a code on «Lister», not a formula
    level = None if column.derived else table.level(row.get(table.key, BLANK), column.key)
    if is_label(table, column) and level is not Level.HISTORY:
        styles.as_label(cell, kind)
    elif level is None or _closed(table, row, column):
        styles.as_formula(cell, kind)
    else:
        styles.as_input(cell, kind, level)
    if column.kind is Kind.ANY:
        cell.alignment = styles.align(column.kind)  # one edge for texts, dates and numbers
    elif column.one_line:
        cell.alignment = styles.on_one_line(column.kind)


def _closed(table: TableSpec, row: Mapping[str, Value], column: Column) -> bool:
    return table.closed is not None and column.key in table.closed(row)


def is_label(table: TableSpec, column: Column) -> bool:
    """Whether the column's texts belong to the layout rather than to staff."""
    if (table.rows and not table.content) or table.owned or table.content in _FACTS:
        return not column.derived
    if table.rows and not table.grows and column.key in table.rows[0].texts:
        return True
    return table.content == "assumptions" and column.key in ("label", "unit", "name")


def _kind(column: Column, row: Mapping[str, Value]) -> Kind:
    if column.kind is Kind.ANY:
        spec = _ASSUMPTIONS.get(str(row.get("name")))
        return spec.kind if spec else Kind.TEXT
    return column.kind


def _add_table(sheet: Worksheet, table: TableSpec, count: int) -> None:
    last = column_letters(table.first_column + len(table.columns) - 1)
    first = column_letters(table.first_column)
    ref = f"{first}{table.header_row}:{last}{table.header_row + count}"
    columns = [
        TableColumn(
            id=number,
            name=spec.header,
            calculatedColumnFormula=(
                None if spec.formula is None else TableFormula(attr_text=spec.formula)
            ),
        )
        for number, spec in enumerate(table.columns, start=table.first_column)
    ]
    item = Table(
        displayName=table.name,
        ref=ref,
        tableColumns=columns,
        autoFilter=AutoFilter(ref=ref) if table.filter else None,
    )
    item.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(item)


def _add_validations(
    sheet: Worksheet,
    table: TableSpec,
    rows: Sequence[Mapping[str, Value]],
    formulas: Sequence[Mapping[str, str]],
) -> None:
    first = table.header_row + 1
    spare = spare_rows(table)
    for column in table.columns:
        letter = table.letter(column.key)
        guarded = [
            i
            for i, own in enumerate(formulas)
            if column.key in own or _closed(table, rows[i], column)
        ]
        free = [i for i in range(len(rows)) if i not in guarded]
        if guarded:
            sheet.add_data_validation(_guard(column, letter, first, guarded))
        if is_label(table, column) or column.derived or not free:
            continue
        if column.kind is Kind.ANY:
            _validate_assumptions(sheet, column, letter, first, rows)
            continue
        check = _check(column, column.kind, column.choices)
        for start, stop in runs(free):
            end = stop + (spare if stop == len(rows) - 1 else 0)
            check.add(f"{letter}{first + start}:{letter}{first + end}")
        sheet.add_data_validation(check)


def _validate_assumptions(
    sheet: Worksheet, column: Column, letter: str, first: int, rows: Sequence[Mapping[str, Value]]
) -> None:
    for index, row in enumerate(rows):
        spec = _ASSUMPTIONS.get(str(row.get("name")))
        if spec is not None:
            check = _check(column, spec.kind, spec.choices)
            check.promptTitle, check.prompt = spec.label[:32], (spec.note or column.help)[:255]
            check.add(f"{letter}{first + index}")
            sheet.add_data_validation(check)


def _check(column: Column, kind: Kind, choices: str | None) -> DataValidation:
    """The drop-down or the type check of a column, with its input message."""
    check = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True)
    if column.help:
        before = HISTORY if column.level is Level.HISTORY else ""
        check.promptTitle, check.prompt = column.header[:32], (before + column.help)[:255]
    check.errorTitle = column.header[:32]
    if choices:
        check.type, check.formula1 = "list", choices
        check.error = "Velg et av ordene i listen."
        if column.open_list:
            check.errorStyle = "warning"
            check.error = "Ordet står ikke i listen. Vil du bruke det likevel?"
    elif kind in (Kind.DATE, Kind.MOMENT):
        check.type, check.operator, check.formula1 = "date", "greaterThan", "32874"  # 1.1.1990
        check.error = "Skriv en dato, for eksempel 31.12.2026."
    elif kind in (Kind.INTEGER, Kind.FLAG, Kind.YEAR, Kind.MUNICIPALITY):
        check.type, check.operator, check.formula1 = "whole", "greaterThanOrEqual", "0"
        check.error = "Skriv et helt tall uten enhet."
    elif kind.numeric:
        check.type, check.operator, check.formula1 = "decimal", "greaterThan", "-1E+15"
        check.error = "Skriv bare tallet, uten enhet. Bruk komma som desimaltegn."
    return check


def _guard(column: Column, letter: str, first: int, indexes: Sequence[int]) -> DataValidation:
    """Stops typing over a formula, and tells what it means where that is not plain.

    Protecting the sheet instead would stop the table from growing.
    """
    guard = DataValidation(
        type="custom",
        formula1="FALSE",
        allow_blank=False,
        showErrorMessage=True,
        errorTitle="Beregnet celle",
        error="Denne cellen regnes ut av arbeidsboken. Endre tallene den bygger på i stedet.",
    )
    if column.derived and column.help:
        guard.showInputMessage = True
        guard.promptTitle, guard.prompt = column.header[:32], column.help[:255]
    for start, stop in runs(indexes):
        guard.add(f"{letter}{first + start}:{letter}{first + stop}")
    return guard
