"""Every rule's own examples: each damage is reported at its place, each harmless edit is not."""

from __future__ import annotations

import pytest

from orxl.binding import bind
from orxl.core.findings import Finding
from orxl.core.refs import CellRef
from orxl.rules.kit import Editor, Example, Place, Rule, View
from orxl.rules.kit.registry import all_rules, rules_before_sending
from tests import finding_room
from tests.helpers import view_of

BAD = [
    pytest.param(rule, example, id=f"{rule.code}-{i}")
    for rule in all_rules()
    for i, example in enumerate(rule.bad_examples)
]
GOOD = [
    pytest.param(rule, example, id=f"{rule.code}-{i}")
    for rule in all_rules()
    for i, example in enumerate(rule.good_examples)
]


Always = dict[str, set[CellRef | str | None]]


@pytest.fixture(scope="session")
def always() -> Always:
    """What a rule reports in the sound book, by its code; filled as it is asked for."""
    return {}


def places(findings: list[Finding]) -> set[CellRef | str | None]:
    return {f.cell if f.cell is not None else f.sheet for f in findings}


def damaged(
    sound: View, rule: Rule, example: Example, always: Always
) -> tuple[set[Place], set[Place]]:
    """The places the example names, and the places the rule reports beyond the sound book's."""
    editor = Editor(sound.bound, sound.inspection)
    named = example.change(editor)
    if example in rule.good_examples:
        named = ()  # a harmless change names no place
    wanted = set(named) if isinstance(named, tuple) else {named}
    if rule.code not in always:
        always[rule.code] = places(list(rule.findings(sound)))
    before = always[rule.code]
    if rule in rules_before_sending():  # they do not ask what the formulas give
        changed = View(bind(editor.book), sound.recalculation, editor.file.inspection)
    else:
        changed = view_of(editor.book, editor.file.inspection, sound)
    findings = list(rule.findings(changed))
    assert finding_room.cut(findings) == []
    return wanted, places(findings) - (before - wanted)


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_a_damage_is_reported_at_its_place(
    sound: View, rule: Rule, example: Example, always: Always
) -> None:
    wanted, found = damaged(sound, rule, example, always)
    assert found == wanted, example.text


@pytest.mark.parametrize(("rule", "example"), GOOD)
def test_a_harmless_edit_is_not_reported(
    sound: View, rule: Rule, example: Example, always: Always
) -> None:
    _, found = damaged(sound, rule, example, always)
    assert found == set(), example.text


def test_every_rule_says_what_it_finds_why_and_what_to_do() -> None:
    for rule in all_rules():
        assert rule.finds.endswith("."), rule.code
        assert rule.why.endswith("."), rule.code
        assert rule.remedy.endswith("."), rule.code
        assert rule.bad_examples, f"{rule.code} has no example"
