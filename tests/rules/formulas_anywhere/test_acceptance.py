"""«Godtatte avvik» holds for findings in sheets that the layout does not own, too."""

from __future__ import annotations

from datetime import datetime

import pytest

from orxl.core.findings import Finding
from orxl.core.snapshot import Cell, Sheet
from orxl.core.values import Value
from orxl.rules.kit import Editor, View
from orxl.rules.kit.run import UNUSED_ACCEPTANCE
from orxl.rules.sheets.view import SheetsView
from tests.helpers import said, view_of

pytestmark = pytest.mark.slow

OWN = Sheet(
    "Mitt ark",
    {(row, 1): Cell(row * 10.0) for row in range(1, 9)}
    | {(row, 2): Cell(float(row)) for row in range(1, 9)}
    | {
        (row, 3): Cell(0.0, f"A{row}*B{row if row != 5 else 4}", 0, "normal") for row in range(1, 9)
    },
)
"""C5 reads another row than its neighbours do."""


def found(sound: View, *, anywhere: bool = True, **place: Value) -> list[Finding]:
    """The findings A003 and G003 with A003 accepted at *place*."""
    editor = Editor(sound.bound)
    editor.add_sheet_of(OWN)
    editor.add_row(
        "tblGodtatte",
        code="A003",
        reason="Med vilje, se notatet.",
        accepted_by="Kari",
        accepted_on=datetime(2026, 11, 20),
        valid_until=datetime(2026, 12, 31),
        **place,
    )
    view = view_of(editor.book)
    declared = frozenset(view.bound.declared)
    owned = tuple(table.table.ref for table in view.bound.tables.values())
    sheets = SheetsView(view.book, {}, declared, owned)
    every = said(view, sheets) if anywhere else said(view)
    return [f for f in every if f.code in ("A003", UNUSED_ACCEPTANCE)]


@pytest.mark.parametrize(
    "place",
    [
        {},
        {"sheet": "Mitt ark"},
        {"sheet": "Mitt ark", "row": "5", "column": "C"},
        {"sheet": "Mitt ark", "row": "C5"},
    ],
    ids=str,
)
def test_a_finding_in_a_sheet_of_ones_own_is_accepted(sound: View, place: dict[str, Value]) -> None:
    (accepted,) = found(sound, **place)
    assert (accepted.code, accepted.place) == ("A003", "'Mitt ark'!C5")
    assert accepted.accepted == "Med vilje, se notatet."


@pytest.mark.parametrize("place", [{"sheet": "Hovedtall"}, {"row": "4"}, {"column": "B"}], ids=str)
def test_an_acceptance_for_another_place_is_reported(sound: View, place: dict[str, Value]) -> None:
    codes = {f.code: f.accepted for f in found(sound, **place)}
    assert codes == {"A003": None, UNUSED_ACCEPTANCE: None}


def test_nothing_is_said_of_an_acceptance_for_a_check_not_asked_for(sound: View) -> None:
    assert found(sound, anywhere=False, sheet="Mitt ark") == []
