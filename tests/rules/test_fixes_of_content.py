"""The fixes of the rules about figures, programme and texts: each mends what it was made for."""

from __future__ import annotations

import pytest

from orxl.core.edits import Formula, SetCell
from orxl.core.findings import Finding, Severity
from orxl.rules.kit import AnyRule, Editor, Example, Fix, View
from orxl.rules.kit.registry import all_rules
from tests.helpers import said, settled, view_of

pytestmark = pytest.mark.slow

FIXING = [rule for rule in all_rules() if rule.code[0] in "BKPT" and rule.fix is not Fix.NONE]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{i}")
    for rule in FIXING
    for i, example in enumerate(rule.bad_examples)
]


def mended(editor: Editor, findings: list[Finding]) -> None:
    """Make the first edit for each cell; an edit must still fit what the cell holds."""
    done = set()
    for edit in (edit for finding in findings for edit in finding.fix):
        assert isinstance(edit, SetCell)
        if edit.cell not in done:
            assert editor.book.cell(edit.cell).value == edit.expected
            if isinstance(edit.content, Formula):
                editor.formula(edit.cell, edit.content.text)
            else:
                editor.type_in(edit.cell, edit.content)
            done.add(edit.cell)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_fix_mends_its_finding_and_brings_no_new_one(
    sound: View, rule: AnyRule, example: Example
) -> None:
    editor = Editor(sound.bound)
    example.change(editor)
    for _ in range(3):
        before = list(rule.findings(view_of(editor.book, like=sound)))
        if not any(finding.fix for finding in before):
            break
        mended(editor, before)
        after = list(rule.findings(view_of(editor.book, like=sound)))
        assert len(after) < len(before)
        assert {f.cell for f in after} <= {f.cell for f in before}
    assert not any(f.fix for f in rule.findings(view_of(editor.book, like=sound)))


@pytest.mark.thorough
@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_fix_brings_no_error_of_another_rule(
    sound: View, rule: AnyRule, example: Example
) -> None:
    editor = Editor(sound.bound)
    example.change(editor)
    damaged = settled(editor.book, sound)
    found = [f for f in said(damaged) if f.code == rule.code and f.fix]
    known = {(f.code, f.cell) for f in (*said(sound), *said(damaged))}
    mended(editor, found)
    after = said(settled(editor.book, sound))
    errors = [f for f in after if f.told and f.severity is Severity.ERROR]
    assert [f for f in errors if (f.code, f.cell) not in known] == []


@pytest.mark.parametrize("rule", FIXING, ids=[rule.code for rule in FIXING])
def test_a_rule_that_says_it_mends_does_so_in_an_example(sound: View, rule: AnyRule) -> None:
    fixes = []
    for example in rule.bad_examples:
        editor = Editor(sound.bound)
        example.change(editor)
        fixes += [edit for f in rule.findings(view_of(editor.book, like=sound)) for edit in f.fix]
    assert fixes
