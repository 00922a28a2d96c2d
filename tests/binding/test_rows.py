"""A record becomes a row and a row a record, in one way for all who read and write."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from orxl.binding import BoundBook, ProblemKind, bind
from orxl.binding.rows import cell_value, record_of, row_of, rows_of
from orxl.core.edits import AppendRows, ReplaceRows
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout import layout_for
from orxl.programme.codes import GrantStatus
from orxl.programme.programme import Programme
from orxl.programme.records import LogEntry
from orxl.rules.kit import Editor

LAYOUT = layout_for(2026)
LOG = "tblEndringslogg"
ENTRY = LogEntry(time=datetime(2026, 11, 27, 9), action="Beregnet", errors=0)


def test_every_record_of_the_programme_comes_back_from_its_row(programme: Programme) -> None:
    read = 0
    for _, table in LAYOUT.tables.values():
        for record in getattr(programme, table.content) if table.content else ():
            row = row_of(table, record)
            cells = {key: CellRef("Ark", 1, i + 1) for i, key in enumerate(row)}
            assert record_of(table, row, cells) == (record, ())
            read += 1
    assert read > 500


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (None, BLANK),
        (Decimal("2.50"), 2.5),
        (62, 62.0),
        (GrantStatus.APPLIED, "Søkt"),
        (date(2026, 1, 1), datetime(2026, 1, 1)),
        (datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 9)),
        ("", ""),
        (False, False),
    ],
)
def test_a_field_is_the_value_of_its_own_kind(field: object, value: object) -> None:
    assert cell_value(field) == value
    assert type(cell_value(field)) is type(value)


def test_what_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(TypeError):
        cell_value(object())


def test_a_table_without_records_has_one_blank_row() -> None:
    (row,) = rows_of(LAYOUT.table("tblPartnere"), ())
    assert set(row) == {"measure", "name", "remark"}
    assert set(row.values()) == {BLANK}


def test_a_value_that_does_not_fit_is_told_and_left_out() -> None:
    row = row_of(LAYOUT.table(LOG), ENTRY) | {"errors": "3 stk", "action": BLANK}
    cells = {key: CellRef("Endringslogg", 6, i + 1) for i, key in enumerate(row)}
    record, wrong = record_of(LAYOUT.table(LOG), row, cells)
    assert record is None
    assert {(p.kind, p.cell) for p in wrong} == {
        (ProblemKind.NUMBER_WITH_UNIT, cells["errors"]),
        (ProblemKind.MISSING, cells["action"]),
    }


def test_a_row_is_written_as_the_workbooks_own_columns_stand(bound: BoundBook) -> None:
    editor = Editor(bound)
    editor.insert_in_table(LOG, "action", "Sted")
    log = bind(editor.book).tables[LOG]
    edit = log.appended([row_of(log.spec, ENTRY)])
    assert isinstance(edit, AppendRows)
    assert edit.rows[0][:5] == (ENTRY.time, BLANK, BLANK, "Beregnet", 0.0)
    assert len(edit.rows[0]) == len(log.table.columns) == 9


def test_calculated_columns_of_a_new_row_get_their_formula(bound: BoundBook) -> None:
    edit = bound.tables["tblPartnere"].appended([{"measure": "1.1", "name": "Ruter"}])
    assert edit == AppendRows("tblPartnere", (("1.1", "Ruter", BLANK, None),))


def test_the_first_row_takes_the_place_of_a_blank_one(bound: BoundBook) -> None:
    edit = bound.tables["tblFunn"].appended([{"severity": "Ingen"}])
    assert isinstance(edit, ReplaceRows)
