"""Torn rows are told run after run, until somebody says that they were meant so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from orxl.app.record import fingerprint
from orxl.core.edits import Edit, Formula, SetCell
from orxl.core.findings import Finding
from orxl.rules.kit import Editor, View
from orxl.rules.kit.registry import find_rule
from orxl.rules.kit.tables import POPULATION
from orxl.rules.shared.moved import doubted
from orxl.rules.shared.prints import put_on_record
from tests.helpers import view_of


def after(view: View, edits: Sequence[Edit]) -> View:
    editor = Editor(view.bound)
    for edit in edits:
        assert isinstance(edit, SetCell)
        assert not isinstance(edit.content, Formula)
        editor.type_in(edit.cell, edit.content)
    return view_of(editor.book, like=view)


def told(view: View) -> list[Finding]:
    rule = find_rule("S020")
    assert rule is not None
    return list(rule.findings(view))


@pytest.fixture(scope="module")
def torn(sound: View) -> View:
    editor = Editor(sound.bound)
    put_on_record(editor, POPULATION)
    editor.sort_alone(POPULATION, "inhabitants")
    return view_of(editor.book, like=sound)


def test_the_next_run_does_not_take_it_for_what_was_meant(torn: View) -> None:
    (found,) = told(torn)
    assert told(after(torn, fingerprint(torn, (found,)))) == [found]


def test_accepted_or_not_told_it_is_what_the_next_run_goes_by(torn: View) -> None:
    (found,) = told(torn)
    assert told(after(torn, fingerprint(torn, (found.accept("Slik skal det være."),)))) == []


def test_said_to_be_meant_it_is_on_record(torn: View) -> None:
    (found,) = told(torn)
    edits = list(doubted(torn, (found,)))
    assert len(edits) == 1
    assert told(after(torn, edits)) == []
