"""Builds the whole workbook: sheets in order, names, protection, document properties."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from orxl.binding.rows import rows_of
from orxl.core.errors import BadSource
from orxl.core.refs import CellRef, column_letters, column_number, quote_sheet
from orxl.core.values import BLANK, Value
from orxl.layout import NUMBER_FORMATS, VERSION_NAME, Fixed, Layout, NamedCell, SheetSpec, TableSpec
from orxl.programme.programme import Programme
from orxl.template import styles
from orxl.template.charts import add_charts
from orxl.template.finish import Quiet, finished
from orxl.template.growing import next_row, quiet
from orxl.template.marks import add_marks
from orxl.template.pages import print_only, set_up_page
from orxl.template.tables import write_table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Rows = dict[str, list[dict[str, Value]]]

_CALC_ID: Final = 191029
"""The calculation engine of a present Excel; a file from an older one is calculated when opened."""


def build(
    layout: Layout,
    programme: Programme,
    moment: datetime,
    shown: Mapping[CellRef, Value] | None = None,
    given: Mapping[str, Sequence[Mapping[str, Value]]] = MappingProxyType({}),
) -> bytes:
    """The workbook as the bytes of an .xlsx, without cached values.

    *moment* becomes the document's time of creation, so that the same source gives the same file.
    *shown* holds what the formulas give, from an earlier build, so that rows can be fitted to it.
    *given* are the rows of tables that do not come from the programme's records.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    rows: Rows = {}
    for spec in layout.sheets:
        for table in spec.tables:
            records = getattr(programme, table.content) if table.content else ()
            rows[table.name] = [dict(row) for row in given.get(table.name, ())] or (
                rows_of(table, records)
            )
    owner = programme.word("Organisasjon") or ""
    looks: dict[str, Sequence[Any]] = {}
    silent: dict[str, list[Quiet]] = {}
    for spec in layout.sheets:
        sheet = book.create_sheet(spec.name)
        silent[spec.name] = _fixed_formulas(spec)
        for table in spec.tables:
            write_table(sheet, table, rows[table.name], shown if shown is not None else {})
            looks[table.name] = next_row(sheet, table)
            silent[spec.name] += quiet(table, rows[table.name])
        _write_fixed(sheet, spec)
        _set_up(sheet, spec)
        set_up_page(sheet, spec, owner, f"Handlingsprogram og budsjett {layout.year}")
        print_only(sheet, spec, rows, _assumptions(rows))
        add_marks(sheet, spec, {t.name: len(rows[t.name]) for t in spec.tables})
    for spec in layout.sheets:
        add_charts(book[spec.name], spec, layout, rows, shown if shown is not None else {})
    _add_names(book, layout, rows)
    _set_properties(book, layout, owner, moment)
    stream = io.BytesIO()
    book.save(stream)
    return finished(stream.getvalue(), looks, silent)


def _fixed_formulas(spec: SheetSpec) -> list[Quiet]:
    """The formulas outside the tables, which are unlike their neighbours by design."""
    cells = [spec.address(item) for item in spec.fixed if spec.formula(item) is not None]
    return [Quiet(" ".join(cells), ("formula", "formulaRange"))] if cells else []


def _assumptions(rows: Rows) -> dict[Value, Value]:
    return {row["name"]: row["value"] for row in rows["tblForutsetninger"]}


def _write_fixed(sheet: Worksheet, spec: SheetSpec) -> None:
    _put(sheet, "A1", spec.title, "title")
    sheet.row_dimensions[1].height = 30
    unit = f" {spec.unit}." if spec.unit else ""
    _put(sheet, "A2", spec.purpose + unit, "purpose")
    if spec.name != "Forside":
        _put(sheet, spec.back, "← Forside", "back")
        _link(sheet[spec.back], "Forside")
    for item in spec.fixed:
        cell, formula = sheet[spec.address(item)], spec.formula(item)
        cell.value = f"={formula}" if formula is not None else item.content
        styles.as_role(cell, item.role, item.kind)
        if item.role == "link":
            _link(cell, str(item.content))
        if item.choices:
            sheet.add_data_validation(_choice(cell.coordinate, item))
    for row, height in spec.heights.items():
        sheet.row_dimensions[row].height = height


def _choice(at: str, item: Fixed) -> DataValidation:
    """The drop-down list of a cell outside the tables."""
    return DataValidation(
        type="list", formula1=item.choices, sqref=at, allow_blank=False,
        showErrorMessage=True, error="Velg et av ordene i listen.",
        showInputMessage=bool(item.help), prompt=item.help or None,
    )  # fmt: skip


def _put(sheet: Worksheet, at: str, text: str, role: str) -> None:
    sheet[at] = text
    look = styles.ROLES[role]
    sheet[at].font = look.font
    sheet[at].alignment = Alignment(vertical="center", horizontal="left")


def _link(cell: Any, sheet: str) -> None:
    # Always quoted: Excel accepts the apostrophes for every sheet name.
    location = "'" + sheet.replace("'", "''") + "'!A1"
    cell.hyperlink = Hyperlink(
        ref=cell.coordinate, location=location, tooltip=f"Gå til {sheet}", display=sheet
    )


def _set_up(sheet: Worksheet, spec: SheetSpec) -> None:
    """Widths, frozen panes and protection."""
    for table in spec.tables:
        for column in table.columns:
            letter = table.letter(column.key)
            size = sheet.column_dimensions[letter]
            if table is spec.table or size.width == 13 or size.width < column.width:
                size.width = column.width  # a column that tables share is as wide as the widest
            if column.hidden:
                size.hidden, size.outlineLevel = True, 1
            if table is spec.table and table.grows:
                # New rows are typed below the table; «2.1.5» must stay text there, not a date.
                size.number_format = NUMBER_FORMATS[column.kind]
                size.alignment = styles.align(column.kind)
    for letter, width in spec.widths.items():
        sheet.column_dimensions[letter].width = width
    if spec.hidden:
        sheet.sheet_state = "hidden"
    sheet.sheet_properties.tabColor = styles.TABS[spec.group]
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    if spec.freeze is not None:
        sheet.freeze_panes = spec.freeze
    elif spec.table is not None:
        # What names a row stays in view, on screen as on every page.
        named = column_number(spec.table.letter(spec.page.repeat)) if spec.page.repeat else 1
        sheet.freeze_panes = f"{column_letters(named + 1)}{spec.table.header_row + 1}"
    if spec.protected:
        sheet.protection.sheet = True
        sheet.protection.objects = sheet.protection.scenarios = True  # a chart stays where it is
        sheet.protection.formatColumns = False
        sheet.protection.formatRows = False


def _add_names(book: Workbook, layout: Layout, rows: Rows) -> None:
    for spec in layout.names:
        key = layout.table(spec.table).key
        for named in spec.in_rows(row.get(key, BLANK) for row in rows[spec.table]):
            _add_name(book, layout, named, rows)
    for name, refers_to in (*layout.lists.items(), *layout.places.items()):
        book.defined_names[name] = DefinedName(name, attr_text=refers_to)
    book.defined_names[VERSION_NAME] = DefinedName(VERSION_NAME, attr_text=str(layout.version))


def _add_name(book: Workbook, layout: Layout, named: NamedCell, rows: Rows) -> None:
    at = _address(layout, named, rows)
    if at is not None:
        book.defined_names[named.name] = DefinedName(named.name, attr_text=at)


def _address(layout: Layout, named: NamedCell, rows: Rows) -> str | None:
    sheet, table = layout.tables[named.table]
    by = named.by or table.key
    for index, row in enumerate(rows[named.table]):
        if row.get(by) == named.row:
            letter = column_letters(table.first_column + _index(table, named.column))
            return f"{quote_sheet(sheet.name)}!${letter}${table.header_row + 1 + index}"
    if named.optional:
        return None
    raise BadSource(
        f"Kilden har ingen rad «{named.row}» til arket {sheet.name}.",
        "Legg den til: andre ark henter tall fra den.",
    )


def _index(table: TableSpec, key: str) -> int:
    return [c.key for c in table.columns].index(key)


def _set_properties(book: Workbook, layout: Layout, owner: str, moment: datetime) -> None:
    properties = book.properties
    properties.title = f"Handlingsprogram og budsjett {layout.year}"
    properties.subject = owner
    properties.creator = properties.lastModifiedBy = owner
    properties.language = "nb-NO"
    properties.created = properties.modified = moment
    # An older engine's mark would make Excel calculate anew, and ask to save, at every look.
    book.calculation.calcId = _CALC_ID
    book.calculation.fullCalcOnLoad = True  # until the values have been put in and confirmed
    book.active = 0
