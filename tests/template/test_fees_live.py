"""The sheet of fees is the domain's own account: every step, the estimate's error and the span."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import pytest

from orxl.core.values import BLANK, Value
from orxl.layout.names import BRIDGE, FEES, GROWN, GROWTHS, IMPLIED, PRIOR, TOTAL, UNNAMED
from orxl.programme.bridge import bridge
from orxl.programme.fees import account, span
from orxl.programme.reconciliation import reconciliation
from orxl.rules.kit import Editor, View
from tests.helpers import settled

pytestmark = pytest.mark.slow

Change = tuple[str, str, str, Value]
NOW: Final = datetime(2026, 1, 1)


def assumed(name: str, value: Value) -> Change:
    return "tblForutsetninger", name, "value", value


def member(name: str, column: str, value: Value) -> Change:
    return "tblMedlemmer", name, column, value


CHANGES: Final[dict[str, list[Change]]] = {
    "as shipped": [],
    "another rate": [assumed("Kontingentsats", 2.71)],
    "all of it": [
        assumed("Kontingentsats", 2.71),
        assumed("Folketallsdato", NOW),
        assumed("Vekst_øvrige", "Nasjonal vekst"),
        member("Bærum", "left", BLANK),
        member("Drammen", "left", datetime(2025, 12, 31)),
    ],
    "marked out": [member("Asker", "in_basis", "Nei"), assumed("Kontingentsats", 3.0)],
    "no mark at all": [member("Asker", "in_basis", BLANK)],
    "all named": [assumed("Antall_medlemmer", 16.0)],
    "another rate in the case": [assumed("Kontingentsats_saken", 2.75)],
    "a growth that is no method": [assumed("Vekst_øvrige", BLANK), assumed("Folketallsdato", NOW)],
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_the_sheet_is_the_account(sound: View, changes: list[Change]) -> None:
    editor = Editor(sound.bound)
    for table, row, column, value in changes:
        editor.put(table, row, column, value, by="name")
    view = settled(editor.book, like=sound)

    def shown(table: str, row: str, column: str) -> Value:
        cell = view.cell(table, row, column)
        assert cell is not None, (table, row, column)
        return view.value(cell)

    fees, spanned = account(view.programme), span(view.programme)
    assert fees is not None
    assert spanned is not None
    unnamed, now = fees.unnamed, "De øvriges kontingent i dag"
    prior = reconciliation(view.programme, fees)
    assert prior is not None
    totals = [shown(GROWTHS, m, "total") for m in ("Uendret", "Som de navngitte", "Nasjonal vekst")]
    wanted = {
        shown(FEES, TOTAL, "fee"): fees.total,
        shown(FEES, TOTAL, "count"): fees.members,
        shown(FEES, PRIOR, "fee"): prior.total,
        shown(UNNAMED, IMPLIED, "value"): unnamed.inhabitants,
        shown(UNNAMED, IMPLIED, "low"): unnamed.lowest,
        shown(UNNAMED, IMPLIED, "high"): unnamed.highest,
        shown(UNNAMED, GROWN, "value"): unnamed.ratio,
        shown(UNNAMED, now, "value"): unnamed.fee,
        shown(UNNAMED, now, "low"): unnamed.lowest_fee,
        shown(UNNAMED, now, "high"): unnamed.highest_fee,
        min(t for t in totals if isinstance(t, float)): spanned[0],
        max(t for t in totals if isinstance(t, float)): spanned[1],
    }
    for found, own in wanted.items():
        assert found == pytest.approx(float(own), abs=1e-6)
    for step in bridge(fees).steps:
        assert shown(BRIDGE, step.cause, "amount") == pytest.approx(float(step.exact), abs=1e-6)
    assert view.bound.over(BRIDGE, "amount") is not None
