"""A row that is gone is told until somebody says that it was meant to go, run after run."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from orxl.app.mend import all_or_none, mend
from orxl.app.record import rows_kept
from orxl.binding import BoundRow
from orxl.core.edits import Edit, Formula, SetCell
from orxl.core.findings import Finding, Severity
from orxl.core.values import BLANK
from orxl.layout.names import MAIN, MEMBERS, ROWS
from orxl.layout.row_record import KEYS
from orxl.report.click import gone_question
from orxl.rules.kit import Editor, View
from orxl.rules.shared.recorded_rows import GONE, OTHERWISE, Kept, at, confirmation, records
from tests.app.test_mend import NOW
from tests.app.test_mend import Kept as Remembers
from tests.helpers import said, settled, view_of

OF_A_ROW = BoundRow(6, {}, {}, None, blank=False)


def kept(then: str, now: str, lost: str = "") -> Kept:
    return Kept(MEMBERS, "Medlemmer", OF_A_ROW, tuple(then), tuple(lost), tuple(now))


@pytest.mark.parametrize(
    ("then", "now", "gone"),
    [
        ("abc", "ac", "b"),
        ("abc", "cba", ""),
        ("abc", "axc", ""),  # another key in the same place
        ("abc", "acx", "b"),  # one gone, another added elsewhere
        ("abcd", "axd", "c"),  # of two in a place, one was renamed and one is gone
        ("aab", "ab", "a"),
        ("", "abc", ""),  # no run yet
        ("abc", "ABC", ""),
    ],
)
def test_what_is_gone_is_known_by_its_key_and_its_neighbours(
    then: str, now: str, gone: str
) -> None:
    assert "".join(kept(then, now).gone) == gone


def test_what_was_gone_before_stays_gone_whatever_comes_in_its_place() -> None:
    assert kept("ac", "axc", lost="b").gone == ("b",)
    assert kept("ac", "abc", lost="b").gone == ()  # it is back


def without(view: View, table: str, key: str) -> View:
    """The workbook with one row emptied."""
    editor, bound = Editor(view.bound), view.bound.tables[table]
    row = bound.find(key)
    assert row is not None
    for column in bound.spec.columns:
        if not column.derived:
            editor.type_in(row.cells[column.key], BLANK)
    return view_of(editor.book, like=view)


def after(view: View, edits: Sequence[Edit]) -> View:
    editor = Editor(view.bound)
    for edit in edits:
        assert isinstance(edit, SetCell)
        assert not isinstance(edit.content, Formula)
        editor.type_in(edit.cell, edit.content)
    return view_of(editor.book, like=view)


def told(view: View) -> list[Finding]:
    return [f for f in said(view) if f.code == GONE]


@pytest.fixture(scope="module")
def recorded(sound: View) -> View:
    return settled(after(sound, rows_kept(sound)).book, like=sound)


@pytest.fixture(scope="module")
def lost(recorded: View) -> View:
    return without(recorded, MEMBERS, "Sigdal")


def test_a_run_keeps_every_row_and_the_next_has_nothing_to_keep(recorded: View) -> None:
    assert rows_kept(recorded) == []
    assert {k.table for k in records(recorded)} == set(KEYS)
    assert all(k.then == k.now and k.now for k in records(recorded))
    assert told(recorded) == []


def test_the_rows_counted_by_formula_are_the_keys_on_record(recorded: View) -> None:
    for row in recorded.rows(ROWS):
        assert recorded.recalculation.agreed[row.cells["now"]] == row.values["recorded"]


def test_a_workbook_without_a_record_says_nothing(sound: View) -> None:
    editor = Editor(sound.bound)
    for row in sound.rows(ROWS):
        editor.type_in(row.cells["keys"], BLANK)
        editor.type_in(row.cells["recorded"], BLANK)
    assert told(view_of(editor.book, like=sound)) == []


def test_a_member_that_is_gone_is_named_and_weighs_more_than_a_partner(
    lost: View, recorded: View
) -> None:
    (found,) = told(lost)
    assert found.severity is Severity.WARNING
    assert found.message == "1 rad på arket «Medlemmer» er borte siden siste kontroll: «Sigdal»."
    (other,) = told(without(recorded, "tblStrategi", "U3"))
    assert other.severity is Severity.NOTE


def test_the_next_runs_do_not_forget_it(lost: View) -> None:
    once = after(lost, rows_kept(lost))
    assert "«Sigdal»" in told(once)[0].message
    assert rows_kept(once) == []


def test_it_is_gone_from_the_record_once_confirmed(lost: View) -> None:
    (record,) = [k for k in records(lost) if k.gone]
    now = after(lost, confirmation(record, [at(record)]))
    assert told(now) == []
    assert rows_kept(now) == []


@pytest.mark.parametrize("answer", [True, False])
def test_a_run_asks_and_writes_the_confirmation_before_the_record(lost: View, answer: bool) -> None:
    asked: list[Sequence[Finding]] = []

    def confirm(gone: Sequence[Finding]) -> bool:
        asked.append(gone)
        return answer

    end = Remembers(lost)
    outcome = mend(end, moment=NOW, who="Kari", confirm=all_or_none(confirm))
    assert [f.code for gone in asked for f in gone] == [GONE]
    assert bool(outcome.confirmed) is answer
    assert len(end.written) == (2 if answer else 1)
    (record,) = [k for k in records(lost) if k.table == MEMBERS]
    if answer:
        assert end.written[0] == list(confirmation(record, [at(record)]))
    assert "Sigdal" in gone_question(asked[0])


def test_one_lost_measure_is_told_once(recorded: View) -> None:
    view = settled(without(recorded, "tblTiltak", "1.2").book, like=recorded)
    before = {(f.code, f.message) for f in said(recorded)}
    new = [f for f in said(view) if (f.code, f.message) not in before]
    assert [f.code for f in new if f.told] == ["N003"]
    assert {f.code for f in new} >= {GONE, "P001"}


@pytest.fixture(scope="module")
def rewritten(recorded: View) -> View:
    """The workbook where last year's budget is otherwise, moved between two lines."""
    editor = Editor(recorded.bound)
    editor.put(MAIN, "Kommunikasjon", "budget_prior", 300.0)
    return settled(editor.book, like=recorded)


def test_history_that_is_changed_is_told_once_with_what_stood_there(
    rewritten: View, recorded: View
) -> None:
    (found,) = [f for f in said(rewritten) if f.code == OTHERWISE]
    assert "«Budsjett 2025» på «Hovedtall»" in found.message
    assert "«Kommunikasjon» fra 250 til 300" in found.message
    assert found.told
    before = {(f.code, f.message) for f in said(recorded)}
    new = [f for f in said(rewritten) if f.told and (f.code, f.message) not in before]
    assert [f.code for f in new] == [OTHERWISE]


def test_a_run_does_not_take_the_new_history_for_the_old(rewritten: View) -> None:
    once = after(rewritten, rows_kept(rewritten))
    assert OTHERWISE in {f.code for f in said(once)}
    assert rows_kept(once) == []
    (record,) = [k for k in records(once) if k.otherwise]
    told = [record.cells[key] for key in record.otherwise]
    confirmed = after(once, confirmation(record, told))
    assert OTHERWISE not in {f.code for f in said(confirmed)}


def test_a_new_line_or_another_order_changes_no_history(recorded: View) -> None:
    editor = Editor(recorded.bound)
    editor.add_row("tblProsjektmidler", label="Nytt prosjekt", budget_prior=10.0)
    editor.sort("tblProsjektmidler", "label")
    view = view_of(editor.book, like=recorded)
    assert [f for f in said(view) if f.code in (GONE, OTHERWISE)] == []
