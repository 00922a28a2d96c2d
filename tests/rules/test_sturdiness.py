"""The rules run on any damaged workbook without failing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orxl.core.values import BLANK, CellError, Value
from orxl.rules.kit import Editor, View
from orxl.rules.kit.registry import all_rules
from orxl.rules.kit.run import BROKEN_RULE
from orxl.rules.kit.view import FileView
from orxl.xlsx import read_book
from tests.helpers import said, view_of
from tests.upgrade.staff import FIRST as FIRST_EDITION

pytestmark = pytest.mark.slow

TABLES = (
    "tblForutsetninger",
    "tblStrategi",
    "tblOmråder",
    "tblTiltak",
    "tblMål",
    "tblPartnere",
    "tblOrganisering",
    "tblHovedtall",
    "tblProsjektmidler",
    "tblTilskudd",
    "tblMedlemmer",
    "tblKontingent",
    "tblFolketall",
    "tblOverføring",
    "tblNoter",
    "tblTekster",
)
VALUES: tuple[Value, ...] = (
    BLANK,
    "",
    "–",
    "tekst",
    "1 000",
    "{",
    "Søkt",
    0.0,
    -1.0,
    0.5,
    1e15,
    True,
    CellError("#N/A"),
    datetime(2025, 1, 1),
)


def broken(editor: Editor, sound: View) -> list[str]:
    """What the rules that could not be run say."""
    rules = [rule for rule in all_rules() if rule.code[0] in "SDNFBKPT"]
    findings = said(view_of(editor.book, like=sound), rules=rules)
    return [f.message for f in findings if f.code == BROKEN_RULE]


def test_the_first_edition_stops_no_rule() -> None:
    """Tables and columns of later layouts are not in it."""
    view = view_of(read_book(FIRST_EDITION))
    assert [f.message for f in said(view) if f.code == BROKEN_RULE] == []


def test_of_a_workbook_without_tables_only_that_is_said(sound: View) -> None:
    """Before sending too: the rules about the file ask the layout, which is not there."""
    book = replace(sound.book, sheets=tuple(replace(s, tables=()) for s in sound.book.sheets))
    view = view_of(book, like=sound)
    findings = said(view, FileView(view, Editor(sound.bound).file.inspection))
    assert {f.code for f in findings} <= {"S002", "S014"}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_is_gone_stops_no_rule(sound: View, table: str) -> None:
    editor = Editor(sound.bound)
    editor.drop_table(table)
    assert broken(editor, sound) == []


@pytest.mark.parametrize("table", TABLES)
def test_renamed_columns_stop_no_rule(sound: View, table: str) -> None:
    for parity in (0, 1):
        editor = Editor(sound.bound)
        for serial, key in enumerate(sound.bound.tables[table].columns):
            if serial % 2 == parity and table != "tblForutsetninger":
                editor.rename_header(table, key, f"Noe annet {serial}")
        assert broken(editor, sound) == []


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_values_in_the_cells_stop_no_rule(sound: View, data: st.DataObject) -> None:
    editor = Editor(sound.bound)
    for table in TABLES:
        rows = sound.bound.tables[table].rows[:120]
        for _ in range(4):
            row = data.draw(st.sampled_from(rows))
            key = data.draw(st.sampled_from(sorted(row.cells)))
            if table != "tblForutsetninger" or row.values["name"] != "Budsjettår":
                editor.type_in(row.cells[key], data.draw(st.sampled_from(VALUES)))
    assert broken(editor, sound) == []
