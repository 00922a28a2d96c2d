"""The sheets of the scenarios come to an older workbook, with the two rows that every book has."""

from __future__ import annotations

from pathlib import Path

import pytest

from orxl.app.upgrade import upgrade
from orxl.binding import bind
from orxl.programme.scenario_table import table_of
from orxl.xlsx import read_bytes
from tests.upgrade.staff import MOMENT

pytestmark = pytest.mark.slow


@pytest.mark.thorough
def test_an_older_workbook_gets_the_case_and_the_book_as_it_is_now(
    staffs: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(staffs)
    book = bind(read_bytes(upgrade(path, moment=MOMENT, who="kari").data))
    found = {one.row.name: one.outcome for one in table_of(book.programme)}
    assert list(found) == ["Saken", "Boken nå"]
    rows = [row for row in book.tables["tblScenarioer"].rows if not row.blank]
    for row in rows:
        outcome = found[str(row.values["name"])]
        assert outcome is not None
        assert book.book.cell(row.cells["result"]).value == float(outcome.result)
        assert book.book.cell(row.cells["closing_kr"]).value == float(outcome.closing_kr)
    steps = [row.values["what"] for row in book.tables["tblFølsomhet"].rows]
    assert len(steps) == 5
    assert not book.programme.scenario_changes
