"""Every sheet, cell by cell: nothing cut, nothing unstyled, nothing without a message."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from orxl.layout import Column, Kind, TableSpec, layout_for
from orxl.layout.kinds import Level
from orxl.layout.lettering import room, text_width
from orxl.template import styles
from orxl.template.tables import is_label
from tests.template import walk
from tests.template.walk import contrast, table_cells, width_of

pytestmark = pytest.mark.slow

LAYOUT = layout_for(2026)


def test_nothing_is_cut_or_shown_as_hashes(values: Workbook) -> None:
    assert walk.numbers_too_wide(values) == []
    assert walk.texts_higher_than_their_row(values) == []
    assert walk.headers_cut(values) == []
    assert walk.texts_cut_by_width(values) == []


def test_every_cell_has_its_number_format_message_and_contrast(formulas: Workbook) -> None:
    assert walk.number_formats_missing(formulas) == []
    assert walk.messages_missing(formulas) == []
    assert walk.faint_texts(formulas) == []


def test_every_sheet_prints_on_a4_with_name_year_page_and_headers(formulas: Workbook) -> None:
    assert walk.print_faults(formulas) == []


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


def test_contrast_itself() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") < 4.5 < contrast("767676", "FFFFFF")


def test_marks_of_trouble_stand_out_and_are_bold_as_well(formulas: Workbook) -> None:
    count = 0
    for sheet in formulas.worksheets:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if rule.type == "dataBar":
                    assert contrast(styles.INK, rule.dataBar.color.rgb) >= 4.5
                    continue  # beside a number that says the same
                look = rule.dxf
                if look.numFmt is not None:
                    assert "–" in look.numFmt.formatCode
                    continue  # a dash in place of an answer, in the cell's own colours
                count += 1
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


def test_what_is_filled_in_now_set_up_once_and_history_look_different_without_colour(
    formulas: Workbook,
) -> None:
    seen: dict[Level | None, set[tuple[object, ...]]] = {}
    for table, column, cell in table_cells(formulas):
        if table.paper:
            continue  # looks as on paper, and all of it is calculated
        sheet = cell.parent
        label = sheet.cell(cell.row, cell.column - index_of(table, column) + index_of(table)).value
        if is_label(table, column) and column.level is not Level.HISTORY:
            continue
        level = None if cell.data_type == "f" else table.level(label, column.key)
        if level is None and cell.data_type != "f":
            continue  # a cell of a derived column that stays empty
        if level is not None and cell.protection.locked and level is not Level.HISTORY:
            continue  # closed: a total is never typed
        edge = cell.border
        below, left = edge.bottom and edge.bottom.style, edge.left and edge.left.style
        looks = (below, left, bool(cell.font.i), cell.fill.fill_type)
        seen.setdefault(level, set()).add(looks)
    assert seen == {
        Level.NOW: {("dotted", None, False, "solid")},
        Level.SETUP: {("thin", "thin", False, None)},
        Level.HISTORY: {(None, None, True, None)},
        None: {("thin", None, False, "solid")},
    }


def index_of(table: TableSpec, column: Column | None = None) -> int:
    key = table.key if column is None else column.key
    return [c.key for c in table.columns].index(key)


def test_nothing_is_yellow_that_is_not_filled_in_now(formulas: Workbook) -> None:
    rows = {"Overføring": "A6 A7 A8", "Hovedtall": "E6 E7 F6", "Folketall": "A6 E6"}
    for sheet, places in rows.items():
        for at in places.split():
            assert formulas[sheet][at].fill.start_color.rgb[-6:] != styles.INPUT, (sheet, at)


def test_history_that_stands_is_locked_and_an_empty_year_is_open(
    formulas: Workbook, blank: bytes
) -> None:
    at = f"{LAYOUT.table('tblOverføring').letter('bound_out')}7"
    assert formulas["Overføring"][at].protection.locked
    assert not load_workbook(io.BytesIO(blank))["Overføring"][at].protection.locked


def test_the_front_page_explains_the_levels(values: Workbook) -> None:
    words = {cell.value for row in values["Forside"].iter_rows() for cell in row}
    assert {level.value for level in Level} <= words


@pytest.mark.parametrize(("name", "last"), [("tblTiltak", "outcome"), ("tblMål", "responsible")])
def test_what_is_followed_up_is_on_a_small_screen_without_scrolling(
    formulas: Workbook, name: str, last: str
) -> None:
    """1366 × 768 leaves some 1 270 pixels for the columns; a unit of width is 7, and 5 beside."""
    sheet = formulas[LAYOUT.tables[name][0].name]
    count = index_of(LAYOUT.table(name), LAYOUT.table(name).column(last)) + 1
    pixels = sum(7 * width_of(sheet, i) + 5 for i in range(1, count + 1))
    assert pixels <= 1270
    keys = [c.key for c in LAYOUT.table(name).columns[:count]]
    assert {"status", "deadline", "responsible"} <= set(keys)
    assert sheet.freeze_panes == "C6"
