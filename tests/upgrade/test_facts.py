"""What an upgrade knows of the printed paper, and what it says that it leaves."""

from __future__ import annotations

import pytest

from orxl.app.upgradefacts import facts, facts_at, left_as_it_was
from orxl.binding import BoundBook, bind
from orxl.core.edits import ReplaceRows
from orxl.layout.names import CORRECTED, FIGURES
from orxl.rules.kit import Editor
from orxl.xlsx import patch, read_bytes
from tests.conftest import ROOT
from tests.upgrade.staff import FIRST

pytestmark = pytest.mark.slow

SOURCE = ROOT / "workbook" / "kilde"
BOTH = [FIGURES, CORRECTED]


@pytest.fixture(scope="module")
def empty(finished: bytes) -> bytes:
    """The workbook as an upgrade has it when the two sheets have just come: without rows."""
    return patch(finished, [ReplaceRows(name, ()) for name in BOTH])


def steps_of(now: BoundBook, version: int) -> list[str]:
    return [step.place for step in facts(now, version, facts_at(SOURCE, now))]


def test_the_sheets_that_are_new_get_the_papers_own_facts(empty: bytes, finished: bytes) -> None:
    now = bind(read_bytes(empty))
    steps = list(facts(now, 2, facts_at(SOURCE, now)))
    assert [step.place for step in steps] == BOTH
    filled = bind(read_bytes(patch(empty, [act for step in steps for act in step.acts])))  # type: ignore[misc]
    shipped = bind(read_bytes(finished))
    for name in BOTH:
        found, wanted = (
            [row.values for row in book.tables[name].rows] for book in (filled, shipped)
        )
        assert found == wanted
        assert len(found) > 40


def test_a_sheet_that_was_there_already_is_staffs_though_it_is_empty(empty: bytes) -> None:
    now = bind(read_bytes(empty))
    assert [steps_of(now, version) for version in (2, 3, 4)] == [BOTH, [CORRECTED], []]


def test_what_somebody_has_written_is_not_added_to(finished: bytes) -> None:
    assert steps_of(bind(read_bytes(finished)), 1) == []


def test_another_councils_or_years_book_gets_none(empty: bytes) -> None:
    for name, value in (("Organisasjon", "Fjordrådet IPR"), ("Budsjettår", 2027.0)):
        editor = Editor(bind(read_bytes(empty)))
        editor.put("tblForutsetninger", name, "value", value, by="name")
        assert steps_of(bind(editor.book), 1) == []


def test_it_says_what_it_leaves_and_why(empty: bytes) -> None:
    first = list(left_as_it_was(bind(read_bytes(FIRST.read_bytes())), 1))
    assert [sentence.split(",")[0].split(" er ")[0] for sentence in first] == [
        "Arket «Lister»", "Farger", "Utskriften",
    ]  # fmt: skip
    assert "«Status per»" in first[1]
    told = list(left_as_it_was(bind(read_bytes(empty)), 2))
    assert told[-1].startswith("«Faste tall» og «Rettelser» er tomme")
