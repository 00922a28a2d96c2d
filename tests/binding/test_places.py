"""Where cells outside the tables are found in a workbook that staff have rearranged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orxl.binding import BoundBook, bind
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.rules.kit import Editor, View
from orxl.rules.structure.s015_totals_left_behind import RULE as LEFT_BEHIND
from tests.helpers import view_of
from tests.inserted.inserting import insert_columns, insert_rows

pytestmark = pytest.mark.slow

PROJECTS = "tblProsjektmidler"


def lamp(bound: BoundBook) -> CellRef | None:
    """The front page's cell that says how the controls stand."""
    cells = (p.cell for p in bound.fixed if p.spec.role == "lamp" and p.formula is not None)
    return next(cells, None)


def test_a_total_is_found_where_the_template_puts_it(bound: BoundBook) -> None:
    table = bound.tables[PROJECTS]
    for key in ("budget_prior", "frame", "deviation"):
        at = bound.over(PROJECTS, key)
        assert at == CellRef("Prosjektmidler", table.table.ref.first_row - 1, table.columns[key])
    assert bound.over(PROJECTS, "comment") is None


def test_every_formula_outside_the_tables_is_found(bound: BoundBook) -> None:
    declared = [f for s in bound.layout.sheets for f in s.fixed if f.formula is not None]
    found = [p for p in bound.fixed if p.formula is not None]
    assert len(found) == len(declared) > 30
    assert all(bound.book.cell(p.cell).formula == p.formula for p in found)


def test_the_row_of_the_totals_may_stand_further_from_the_header(bound: BoundBook) -> None:
    at = bound.over(PROJECTS, "frame")
    book = insert_rows(bound.book, "Prosjektmidler", 5)
    assert bind(book).over(PROJECTS, "frame") == at


def test_totals_typed_over_are_still_found_by_their_label(bound: BoundBook) -> None:
    editor = Editor(bound)
    cells = [p.cell for p in bound.fixed if p.table == PROJECTS and p.formula is not None]
    for cell in cells:
        editor.type_in(cell, 1.0)
    assert bind(editor.book).over(PROJECTS, "frame") == bound.over(PROJECTS, "frame")


def test_a_label_that_was_reworded_leaves_the_formulas_to_tell(bound: BoundBook) -> None:
    editor = Editor(bound)
    editor.type_in(editor.over(PROJECTS, "label"), "Sum")
    assert bind(editor.book).over(PROJECTS, "frame") == bound.over(PROJECTS, "frame")


def test_with_two_rows_of_totals_neither_is_the_one(bound: BoundBook) -> None:
    editor = Editor(bound)
    at = editor.over(PROJECTS, "label")
    editor.type_in(CellRef(at.sheet, at.row - 1, at.column + 3), "Totalt")
    assert bind(editor.book).over(PROJECTS, "frame") is None


def test_without_label_and_formulas_nothing_is_found_and_nothing_mended(
    bound: BoundBook, sound: View
) -> None:
    editor = Editor(bound)
    for placed in bound.fixed:
        if placed.table == PROJECTS:
            editor.type_in(placed.cell, BLANK)
    assert bind(editor.book).over(PROJECTS, "frame") is None
    view = view_of(editor.book, like=sound)
    assert not [c for c in view.bound.declared if c.sheet == "Prosjektmidler" and c.row < 5]


def test_the_cell_over_a_column_that_is_gone_is_gone_too(bound: BoundBook) -> None:
    editor = Editor(bound)
    editor.drop_column(PROJECTS, "frame")
    now = bind(editor.book)
    assert now.over(PROJECTS, "frame") is None
    assert now.over(PROJECTS, "budget") is not None
    editor = Editor(bound)
    editor.drop_column(PROJECTS, "budget")
    assert bind(editor.book).over(PROJECTS, "grant") is None  # it reads the total of «I budsjettet»


@pytest.mark.parametrize("row", [1, 3, 5, 6, 8, 12, 20])
@pytest.mark.parametrize("column", [1, 2, 4])
def test_the_front_pages_cells_follow_rows_and_columns(
    bound: BoundBook, row: int, column: int
) -> None:
    now = bind(insert_columns(insert_rows(bound.book, "Forside", row), "Forside", column))
    wrong = {c: f for c, f in now.declared.items() if now.book.cell(c).formula != f}
    assert {c for c in wrong if c.sheet == "Forside"} == set()
    assert lamp(now) is not None


def test_the_front_page_turned_upside_down_is_not_judged(bound: BoundBook) -> None:
    editor = Editor(bound)
    cells = dict(bound.book.by_name["forside"].cells)
    for (row, column), cell in cells.items():
        at = CellRef("Forside", 80 - row, column)
        if cell.formula is not None:
            editor.formula(at, cell.formula, cell.value)
        else:
            editor.type_in(at, cell.value)
    for row, column in cells:
        if (80 - row, column) not in cells:
            editor.type_in(CellRef("Forside", row, column), BLANK)
    assert lamp(bind(editor.book)) is None


def test_one_label_moved_elsewhere_leaves_its_row_where_it_is(bound: BoundBook) -> None:
    editor = Editor(bound)
    at = next(c for c, cell in _texts(bound) if cell == "Resultat")
    editor.type_in(at, BLANK)
    editor.type_in(CellRef("Forside", 70, 9), "Resultat")
    assert {p.cell for p in bind(editor.book).fixed} == {p.cell for p in bound.fixed}


def _texts(bound: BoundBook) -> list[tuple[CellRef, object]]:
    cells = bound.book.by_name["forside"].cells
    return [(CellRef("Forside", *at), cell.value) for at, cell in cells.items()]


def test_totals_that_other_formulas_read_are_left_to_staff(bound: BoundBook, sound: View) -> None:
    editor = Editor(bound)
    total = editor.over(PROJECTS, "budget")
    editor.formula(CellRef("Noter", 40, 9), f"Prosjektmidler!{total.a1}*1000", 0.0)
    editor.insert_in_table(PROJECTS, "budget", "Ansvarlig")
    (hit,) = LEFT_BEHIND.findings(view_of(editor.book, like=sound))
    assert hit.fix == ()
    assert "Klipp ut" in hit.remedy


def test_an_empty_row_in_a_table_needs_no_formulas_until_it_is_begun_on(bound: BoundBook) -> None:
    book = insert_rows(bound.book, "Prosjektmidler", 7)
    sheet = book.by_name["prosjektmidler"]
    cells = {at: cell for at, cell in sheet.cells.items() if at[0] != 7}  # as LibreOffice does
    book = replace(
        book, sheets=tuple(replace(s, cells=cells) if s is sheet else s for s in book.sheets)
    )
    assert not [c for c in bind(book).declared if c.sheet == "Prosjektmidler" and c.row == 7]
    editor = Editor(bind(book))
    editor.type_in(CellRef("Prosjektmidler", 7, 1), "Nytt prosjekt")
    assert [c for c in bind(editor.book).declared if c.sheet == "Prosjektmidler" and c.row == 7]
