"""The rules before sending run on any damaged action programme without failing."""

from __future__ import annotations

import pytest

from orxl.binding import BoundBook, bind
from orxl.core.inspection import Inspection
from orxl.core.values import BLANK, CellError
from orxl.formulas.recalculate import Recalculation
from orxl.layout import layout_for
from orxl.rules.kit import Editor, FileView, View
from orxl.rules.kit.run import BROKEN_RULE
from tests.helpers import said

pytestmark = pytest.mark.slow

TABLES = sorted(layout_for(2026).tables)


def broken(editor: Editor) -> list[str]:
    inside = View(bind(editor.book), Recalculation({}, ()))
    findings = said(FileView(inside, editor.file.inspection))
    return [f.message for f in findings if f.code == BROKEN_RULE]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_is_gone_stops_no_rule(
    bound: BoundBook, inspection: Inspection, table: str
) -> None:
    editor = Editor(bound, inspection)
    editor.drop_table(table)
    assert broken(editor) == []


@pytest.mark.parametrize("value", [BLANK, "", "{", 1e15, True, CellError("#N/A")])
def test_any_value_in_a_whole_column_stops_no_rule(
    bound: BoundBook, inspection: Inspection, value: object
) -> None:
    editor = Editor(bound, inspection)
    for table in ("tblNoter", "tblEndringslogg", "tblGodtatte", "tblFolketall", "tblTekster"):
        for row in bound.tables[table].rows[:20]:
            for cell in row.cells.values():
                editor.type_in(cell, value)  # type: ignore[arg-type]
    assert broken(editor) == []


def test_an_inspection_of_another_file_stops_no_rule(bound: BoundBook) -> None:
    editor = Editor(bound)
    editor.file.on("Finnes ikke", hidden_rows=((1, 9),))
    assert broken(editor) == []
