"""A word that was changed by a slip is told, run after run, until somebody says it was meant."""

from __future__ import annotations

import pytest

from orxl.app.record import rows_kept
from orxl.core.findings import Finding, Severity
from orxl.layout.names import NOTES, PARAGRAPHS, ROWS, TARGETS
from orxl.rules.kit import Editor, View
from orxl.rules.shared.recorded_rows import confirmation, records
from orxl.rules.text import t012_figure_is_neither_bound_nor_declared as t012
from orxl.rules.text import t037_word_is_another_than_at_the_last_run as t037
from tests.app.test_gone_rows import after
from tests.helpers import view_of

TEXT = "5.1.3-7"


def told(view: View) -> list[Finding]:
    return list(t037.RULE.findings(view))


@pytest.fixture(scope="module")
def recorded(sound: View) -> View:
    return view_of(after(sound, rows_kept(sound)).book, like=sound)


def typed(view: View, table: str, key: str, old: str, new: str) -> View:
    editor = Editor(view.bound)
    text = view.value(editor.where(table, key, "text"))
    assert isinstance(text, str)
    assert old in text
    editor.put(table, key, "text", text.replace(old, new))
    return view_of(editor.book, like=view)


@pytest.fixture(scope="module")
def turned(recorded: View) -> View:
    return typed(recorded, PARAGRAPHS, TEXT, "noe ned", "noe opp")


def test_the_record_holds_no_word_of_the_texts(recorded: View) -> None:
    row = next(r for r in recorded.rows(ROWS) if recorded.text(r, "what") == "Tekster")
    assert "Geo4Water" not in recorded.text(row, "figures")
    assert f"{TEXT}/text = ~" in recorded.text(row, "figures")
    assert told(recorded) == []


def test_what_stood_there_is_known_again(turned: View) -> None:
    (found,) = told(turned)
    assert found.severity is Severity.WARNING
    assert "«opp» der det stod «ned»" in found.message


def test_the_next_run_does_not_forget_it(turned: View) -> None:
    once = after(turned, rows_kept(turned, told(turned)))
    assert told(once)
    assert rows_kept(once, told(once)) == []


def test_it_is_off_the_record_once_confirmed(turned: View) -> None:
    (record,) = [k for k in records(turned) if k.reworded]
    now = after(turned, confirmation(record, [told(turned)[0].cell]))
    assert told(now) == []


def test_a_mere_note_is_told_once(recorded: View) -> None:
    added = typed(recorded, NOTES, "PM1", "arrangementer på tvers", "arrangementer i Oslo på tvers")
    assert [f.severity for f in told(added)] == [Severity.NOTE]
    assert told(after(added, rows_kept(added, told(added)))) == []


def test_the_same_word_in_two_texts_was_meant(recorded: View) -> None:
    one = typed(recorded, TARGETS, "2.2.1-R1", "minst", "høyst")
    assert told(one)
    assert told(typed(one, TARGETS, "2.2.2-R2", "minst", "høyst")) == []


def test_a_figure_typed_over_a_placeholder_is_an_error(recorded: View) -> None:
    view = typed(recorded, NOTES, "H1", "{Tilskudd.SEADITO.Forskudd|prosent}", "57 %")
    (found,) = t012.RULE.findings(view)
    assert found.severity is Severity.ERROR
    assert "«75 %»" in found.message
