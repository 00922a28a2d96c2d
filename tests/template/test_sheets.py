"""Every sheet, cell by cell: nothing cut, nothing unstyled, nothing without a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter, range_boundaries

from orxl.core import nb
from orxl.layout import NUMBER_FORMATS, Column, Kind, TableSpec, layout_for
from orxl.template import styles
from orxl.template.heights import LINE, lines_needed, room, text_width
from orxl.template.tables import BESIDE_BUTTON, header_width, is_label

LAYOUT = layout_for(2026)


def width_of(sheet: Any, column: int) -> float:
    return float(sheet.column_dimensions[get_column_letter(column)].width)


def table_cells(book: Workbook) -> Iterator[tuple[TableSpec, Column, Any]]:
    for sheet, table in LAYOUT.tables.values():
        found = book[sheet.name].tables[table.name]
        left, top, _, bottom = range_boundaries(found.ref)
        for offset, column in enumerate(table.columns):
            for row in range(top + 1, bottom + 1):
                yield table, column, book[sheet.name].cell(row, left + offset)


def shown(cell: Any) -> str:
    """What a number or a date looks like in its cell."""
    if isinstance(cell.value, datetime):
        return "31.12.2026 23:59" if "hh" in cell.number_format else "31.12.2026"
    if "%" in cell.number_format:
        return f"{nb.number(cell.value * 100, 0)} %"
    return nb.number(cell.value, 2 if "0.00" in cell.number_format else None)


def test_no_number_is_too_wide_for_its_column(values: Workbook) -> None:
    for sheet in values.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, bool) or not isinstance(
                    cell.value, int | float | datetime
                ):
                    continue
                if not (isinstance(cell.value, datetime) or cell.number_format != "@"):
                    continue
                font = cell.font
                needed = text_width(shown(cell), font.sz, bold=bool(font.b)) + 6
                assert needed <= room(width_of(sheet, cell.column)), (sheet.title, cell.coordinate)


def test_no_wrapped_text_is_higher_than_its_row(values: Workbook) -> None:
    for table, column, cell in table_cells(values):
        if isinstance(cell.value, str) and cell.alignment.wrap_text:
            height = cell.parent.row_dimensions[cell.row].height
            lines = lines_needed(cell.value, width_of(cell.parent, cell.column))
            assert lines * LINE <= height, (table.name, column.header, cell.coordinate, lines)


def test_no_header_is_cut(values: Workbook) -> None:
    for sheet, table in LAYOUT.tables.values():
        for column in table.columns:
            at = values[sheet.name][f"{table.letter(column.key)}{table.header_row}"]
            assert width_of(at.parent, at.column) == column.width or table is not sheet.table
            wide = header_width(table, column)
            height = at.parent.row_dimensions[at.row].height
            around = BESIDE_BUTTON if table.filter else 0
            assert lines_needed(at.value, column.width, bold=True) * LINE + around <= height
            assert lines_needed(at.value, wide, bold=True) * LINE <= height
            longest = max(at.value.split(), key=len)
            side = int(at.alignment.indent)
            assert text_width(longest, bold=True) <= room(wide, side), (table.name, at.value)


def test_no_text_outside_the_tables_is_cut(values: Workbook) -> None:
    for spec in LAYOUT.sheets:
        sheet = values[spec.name]
        for item in spec.fixed:
            cell = sheet[item.at]
            if not isinstance(cell.value, str):
                continue
            free = sum(width_of(sheet, cell.column + i) for i in range(item.span))
            font = cell.font
            needed = text_width(cell.value, font.sz, bold=bool(font.b))
            assert needed <= room(free), (spec.name, item.at, cell.value)
            for step in range(1, item.span):
                assert sheet.cell(cell.row, cell.column + step).value is None, (spec.name, item.at)


def test_titles_and_purposes_fit_the_columns_that_every_printed_page_repeats(
    values: Workbook,
) -> None:
    for spec in LAYOUT.sheets:
        if spec.table is None or not spec.page.repeat:
            continue
        sheet = values[spec.name]
        last = [c.key for c in spec.table.columns].index(spec.page.repeat) + 1
        free = sum(width_of(sheet, i) for i in range(1, last + 1))
        assert text_width(sheet["A1"].value, 20, bold=True) <= room(free), spec.name
        assert text_width(sheet["A2"].value, 11) <= room(free), spec.name


def test_titles_and_purposes_fit_a_print_area_of_their_own(values: Workbook) -> None:
    areas = [s for s in values.worksheets if s.print_area]
    assert areas
    for sheet in areas:
        left, _, right, _ = range_boundaries(sheet.print_area.rpartition("!")[2])
        free = sum(width_of(sheet, i) for i in range(left, right + 1))
        assert text_width(sheet["A1"].value, 20, bold=True) <= room(free), sheet.title
        assert text_width(sheet["A2"].value, 11) <= room(free), sheet.title


def test_every_sheet_says_what_it_is_and_who_edits_or_fills_it(values: Workbook) -> None:
    for spec in LAYOUT.sheets:
        sheet = values[spec.name]
        assert sheet["A1"].value == spec.title
        assert sheet["A2"].value.startswith(spec.purpose)
        amounts = [c for t in spec.tables for c in t.columns if c.kind is Kind.THOUSANDS]
        if amounts and spec.group == "budsjett":
            assert "1000 kr" in sheet["A2"].value, spec.name


def test_numbers_have_the_number_format_of_their_kind(formulas: Workbook) -> None:
    for table, column, cell in table_cells(formulas):
        if column.kind in (Kind.ANY, Kind.NUMBER) or not column.kind.numeric:
            continue
        assert cell.number_format == NUMBER_FORMATS[column.kind], (table.name, column.header)
        assert cell.number_format != "General"


def test_codes_are_typed_as_text_and_dates_are_shown_as_dates(formulas: Workbook) -> None:
    for table, column, cell in table_cells(formulas):
        formula = cell.data_type == "f"
        if column.kind is Kind.CODE and not formula and not table.rows and not column.derived:
            assert cell.number_format == "@", (table.name, cell.coordinate)
        if column.kind is Kind.DATE:
            assert cell.number_format == "dd.mm.yyyy"


def test_every_input_cell_has_a_message_and_every_code_a_drop_down(formulas: Workbook) -> None:
    for spec in LAYOUT.sheets:
        sheet = formulas[spec.name]
        checks = {
            (row, column): check
            for check in sheet.data_validations.dataValidation
            for part in check.sqref.ranges
            for row in range(part.min_row, part.max_row + 1)
            for column in range(part.min_col, part.max_col + 1)
        }
        for table, column, cell in table_cells(formulas):
            if cell.parent is not sheet or is_label(table, column):
                continue
            check = checks.get((cell.row, cell.column))
            if cell.data_type == "f":
                assert check is not None, ("unguarded formula", spec.name, cell.coordinate)
                assert check.formula1 == "FALSE"
                continue
            if column.derived or cell.protection.locked is not False:
                continue
            assert check is not None, (spec.name, cell.coordinate)
            assert check.prompt, (spec.name, cell.coordinate)
            assert len(check.prompt) <= 255
            assert len(check.promptTitle) <= 32
            if column.choices:
                assert (check.type, check.formula1) == ("list", f"={column.choices}")


def luminance(colour: str) -> float:
    parts = [int(colour[-6:][i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_itself() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") < 4.5 < contrast("767676", "FFFFFF")


def test_every_text_stands_out_from_its_background(formulas: Workbook) -> None:
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                ink = cell.font.color.rgb if cell.font.color is not None else "FF000000"
                solid = cell.fill.fill_type == "solid"
                paper = cell.fill.start_color.rgb if solid else "FFFFFFFF"
                assert contrast(ink, paper) >= 4.5, (sheet.title, cell.coordinate, ink, paper)


def test_marks_of_trouble_stand_out_and_are_bold_as_well(formulas: Workbook) -> None:
    count = 0
    for sheet in formulas.worksheets:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if rule.type == "dataBar":
                    assert contrast(styles.INK, rule.dataBar.color.rgb) >= 4.5
                    continue  # beside a number that says the same
                count += 1
                look = rule.dxf
                assert contrast(look.font.color.rgb, look.fill.bgColor.rgb) >= 4.5
                assert look.font.b, "no information by colour alone"
    assert count > 60


def test_inputs_and_formulas_differ_in_colour_in_line_and_in_protection(
    formulas: Workbook,
) -> None:
    sheet = formulas["Prosjektmidler"]
    typed, calculated = sheet["D6"], sheet["E6"]
    assert typed.fill.start_color.rgb != calculated.fill.start_color.rgb
    assert typed.border.bottom.style != calculated.border.bottom.style
    assert typed.protection.locked is False
    assert calculated.protection.locked is True


def test_nothing_is_merged(formulas: Workbook) -> None:
    assert [s.title for s in formulas.worksheets if s.merged_cells.ranges] == []


def test_links_lead_to_sheets_that_exist_and_every_sheet_leads_back(formulas: Workbook) -> None:
    names = set(formulas.sheetnames)
    for sheet in formulas.worksheets:
        targets = [
            re.fullmatch(r"'(.+)'![A-Z]+\d+", cell.hyperlink.location)
            for row in sheet.iter_rows()
            for cell in row
            if cell.hyperlink is not None
        ]
        assert all(m is not None and m[1] in names for m in targets), sheet.title
        if sheet.title != "Forside":
            assert "Forside" in {m[1] for m in targets if m is not None}
        else:
            assert {m[1] for m in targets if m is not None} == names - {"Forside"}
