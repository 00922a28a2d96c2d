"""What is said of a cell that has become what a slip of the fingers would make of it."""

from __future__ import annotations

from orxl.rules.kit import Editor, View
from orxl.rules.kit.tables import GRANTS, MEMBERS
from orxl.rules.shared.prints import put_on_record
from tests.helpers import said, view_of


def test_years_and_numbers_of_municipalities_are_written_without_thousands(sound: View) -> None:
    editor = Editor(sound.bound)
    put_on_record(editor, GRANTS, MEMBERS)
    editor.put(GRANTS, "GEO4WATER", "to_year", 2062.0)
    (row,) = editor.rows_where(MEMBERS, code=3332.0)
    editor.type_in(editor.at(MEMBERS, row, "code"), 3330.0)
    told = {f.message for f in said(view_of(editor.book, like=sound)) if f.code == "D020"}
    assert any(" er 2062, men var 2026 " in message for message in told), told
    assert any(" er 3330, men var 3332 " in message for message in told), told
