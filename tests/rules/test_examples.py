"""Every rule's own examples: each damage is reported at its place, each harmless edit is not."""

from __future__ import annotations

import pytest

from orxl.binding import bind
from orxl.core.findings import Finding
from orxl.core.inspection import Inspection
from orxl.core.refs import CellRef
from orxl.rules.kit import AnyRule, Editor, Example, FileView, Place, View
from orxl.rules.kit.registry import rules_asking
from tests import finding_room
from tests.helpers import view_of

RULES = rules_asking("View", "FileView")


def marks(number: int) -> list[pytest.MarkDecorator]:
    """The quick door (``scripts/test.py --rask``) tries each rule's first examples only."""
    return [pytest.mark.slow] if number else []


BAD = [
    pytest.param(rule, example, id=f"{rule.code}-{i}", marks=marks(i))
    for rule in RULES
    for i, example in enumerate(rule.bad_examples)
]
GOOD = [
    pytest.param(rule, example, id=f"{rule.code}-{i}", marks=marks(i))
    for rule in RULES
    for i, example in enumerate(rule.good_examples)
]
Always = dict[str, set[CellRef | str | None]]


@pytest.fixture(scope="session")
def always() -> Always:
    """What a rule reports in the sound book, by its code; filled as it is asked for."""
    return {}


@pytest.fixture(scope="session")
def sent(sound: View, inspection: Inspection) -> FileView:
    """The sound book as a file that is about to be sent."""
    return FileView(sound, inspection)


def places(findings: list[Finding]) -> set[CellRef | str | None]:
    return {f.cell if f.cell is not None else f.sheet for f in findings}


def damaged(
    sent: FileView, rule: AnyRule, example: Example, always: Always
) -> tuple[set[Place], set[Place]]:
    """The places the example names, and the places the rule reports beyond the sound book's."""
    sound, of_file = sent.inside, rule.asks is FileView
    editor = Editor(sound.bound, sent.inspection)
    assert example.change is not None
    named = example.change(editor)
    if example in rule.good_examples:
        named = ()  # a harmless change names no place
    wanted = {named} if isinstance(named, CellRef | str | None) else set(named)
    if rule.code not in always:
        always[rule.code] = places(list(rule.findings(sent if of_file else sound)))
    before = always[rule.code]
    if of_file:  # they do not ask what the formulas give
        inside = View(bind(editor.book), sound.recalculation)
        findings = list(rule.findings(FileView(inside, editor.file.inspection)))
    else:
        findings = list(rule.findings(view_of(editor.book, sound)))
    assert finding_room.cut(findings) == []
    return wanted, places(findings) - (before - wanted)


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_a_damage_is_reported_at_its_place(
    sent: FileView, rule: AnyRule, example: Example, always: Always
) -> None:
    wanted, found = damaged(sent, rule, example, always)
    assert found == wanted, example.text


@pytest.mark.parametrize(("rule", "example"), GOOD)
def test_a_harmless_edit_is_not_reported(
    sent: FileView, rule: AnyRule, example: Example, always: Always
) -> None:
    _, found = damaged(sent, rule, example, always)
    assert found == set(), example.text


def test_every_rule_says_what_it_finds_why_and_what_to_do() -> None:
    for rule in RULES:
        assert rule.finds.endswith("."), rule.code
        assert rule.why.endswith("."), rule.code
        assert rule.remedy.endswith("."), rule.code
        assert rule.bad_examples, f"{rule.code} has no example"
