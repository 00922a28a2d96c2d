"""A rule that is said to go table by table says of all tables what it says of each."""

from __future__ import annotations

import pytest

from orxl.binding import bind
from orxl.rules.kit import AnyRule, Editor, View
from orxl.rules.kit.again import recorded_view
from orxl.rules.kit.registry import rules_asking
from tests.helpers import TODAY

RULES = [pytest.param(r, id=r.code) for r in rules_asking("View") if r.by_table]


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES)
def test_what_is_said_of_each_table_is_what_is_said_of_all(sound: View, rule: AnyRule) -> None:
    editor = Editor(sound.bound)
    for example in rule.bad_examples:
        assert example.change is not None
        example.change(editor)
    view = View(bind(editor.book), sound.recalculation, TODAY)
    every = list(rule.findings(view))
    assert every
    recorded = recorded_view(view)
    assert len(recorded.each_table()) == len(view.bound.tables)
    assert list(rule.findings(recorded)) == every
    again = recorded_view(View(bind(editor.book), sound.recalculation, TODAY), recorded)
    assert list(rule.findings(again)) == every
