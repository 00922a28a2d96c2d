"""Every link is followed to its target: it exists, can be seen, and is the right place."""

from __future__ import annotations

import re

import pytest
from openpyxl import Workbook
from openpyxl.utils import coordinate_to_tuple, get_column_letter, range_boundaries

from orxl.layout import layout_for
from orxl.layout.controls import CONTROLS, Place

LAYOUT = layout_for(2026)
LINK = re.compile(r"'((?:[^']|'')+)'!([A-Z]{1,3}[1-9]\d*)")
FIXED = re.compile(r'=HYPERLINK\("#(.+)","([A-Z]+\d+)"\)')
MOVING = re.compile(r"=HYPERLINK\(\"#'(.+?)'!\"&(?P<at>.+),\"(.+?) \"&(?P=at)\)")
"""A link whose address and shown text come from one and the same expression."""


def header_of(place: Place) -> str:
    return LAYOUT.table(place.table).column(place.key).header


def seen(book: Workbook, sheet: str, at: str) -> bool:
    """Whether the cell is on a sheet, in a row and in a column that are shown."""
    if sheet not in book.sheetnames or book[sheet].sheet_state != "visible":
        return False
    row, column = coordinate_to_tuple(at)
    letter = get_column_letter(column)
    dimensions = book[sheet].row_dimensions, book[sheet].column_dimensions
    return not dimensions[0][row].hidden and not dimensions[1][letter].hidden


def links(book: Workbook) -> dict[tuple[str, str], str]:
    """The sheet that each fixed link leads to, by its own sheet and its text."""
    found = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    match = LINK.fullmatch(cell.hyperlink.location)
                    assert match is not None, (sheet.title, cell.coordinate)
                    assert match[2] == "A1"
                    assert seen(book, match[1], match[2]), (sheet.title, cell.coordinate)
                    found[sheet.title, str(cell.value)] = match[1]
    return found


def test_the_front_page_leads_to_every_sheet_by_its_name_and_every_sheet_back(
    formulas: Workbook,
) -> None:
    others = [name for name in formulas.sheetnames if name != "Forside"]
    visible = [name for name in others if formulas[name].sheet_state == "visible"]
    assert set(others) - set(visible) == {"Lister"}
    there = {("Forside", name): name for name in visible}
    back = {(name, "← Forside"): "Forside" for name in others}
    assert links(formulas) == there | back


def test_a_control_leads_to_the_column_it_is_about(formulas: Workbook, values: Workbook) -> None:
    labels = LAYOUT.table("tblKontroller").labels
    places = {text: control.place for text, control in zip(labels, CONTROLS, strict=True)}
    seen_places = 0
    for row in range(6, 6 + len(places)):
        place = places[values["Kontroll"][f"C{row}"].value]
        match = MOVING.fullmatch(formulas["Kontroll"][f"D{row}"].value)
        assert match is not None, row
        assert match[1] == match[3] == place.sheet
        shown = values["Kontroll"][f"D{row}"].value
        assert shown.startswith(f"{place.sheet} ")
        at = shown.removeprefix(f"{place.sheet} ")
        assert seen(formulas, place.sheet, at)
        left, top, right, bottom = range_boundaries(formulas[place.sheet].tables[place.table].ref)
        line, column = coordinate_to_tuple(at)
        assert top < line <= bottom, shown
        assert left <= column <= right, shown
        assert formulas[place.sheet].cell(top, column).value == header_of(place), shown
        seen_places += 1
    assert seen_places >= 15


def test_a_finding_leads_to_the_cell_it_names(formulas: Workbook, values: Workbook) -> None:
    ref = formulas["Kontroll"].tables["tblFunn"].ref
    _, top, _, bottom = range_boundaries(ref)
    followed = 0
    for row in range(top + 1, bottom + 1):
        formula = formulas["Kontroll"][f"E{row}"].value
        if formula is None:
            continue
        match = FIXED.fullmatch(formula)
        assert match is not None, formula
        target = LINK.fullmatch(match[1])
        assert target is not None, formula
        assert target[1] == values["Kontroll"][f"D{row}"].value
        assert target[2] == match[2] == values["Kontroll"][f"E{row}"].value
        assert seen(formulas, target[1], target[2])
        followed += 1
    assert followed >= 5


def test_a_target_on_a_hidden_sheet_or_in_a_hidden_row_is_noticed(
    formulas: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seen(formulas, "Noter", "A6")
    assert not seen(formulas, "Notater", "A6")
    with monkeypatch.context() as patch:
        patch.setattr(formulas["Noter"], "sheet_state", "hidden")
        assert not seen(formulas, "Noter", "A6")
    monkeypatch.setattr(formulas["Noter"].row_dimensions[6], "hidden", True)
    assert not seen(formulas, "Noter", "A6")
    assert seen(formulas, "Noter", "A7")
