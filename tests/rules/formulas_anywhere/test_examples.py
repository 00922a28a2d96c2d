"""Every rule's own examples: each fault is reported at its cells, each sound sheet is not."""

from __future__ import annotations

import pytest

from orxl.rules.kit import AnyRule, SmallSheet
from orxl.rules.kit.registry import rules_asking
from tests.helpers import said, sheets_of

RULES = rules_asking("SheetsView")
BAD = [
    pytest.param(rule, example.sheet, id=f"{rule.code}-{i}")
    for rule in RULES
    for i, example in enumerate(rule.bad_examples)
]
GOOD = [
    pytest.param(example.sheet, id=f"{rule.code}-{i}")
    for rule in RULES
    for i, example in enumerate(rule.good_examples)
]


@pytest.mark.parametrize(("rule", "sheet"), BAD)
def test_a_fault_is_reported_at_its_cells(rule: AnyRule, sheet: SmallSheet) -> None:
    found = {f.cell.a1: f for f in said(sheets_of(sheet)) if f.cell is not None}
    mine = {at for at, f in found.items() if f.code == rule.code}
    assert mine == set(sheet.places)
    assert set(found) == mine, "another rule reports the same sheet"


@pytest.mark.parametrize("sheet", GOOD)
def test_a_sound_sheet_is_not_reported(sheet: SmallSheet) -> None:
    assert [(f.code, f.place, f.message) for f in said(sheets_of(sheet))] == []


def test_every_rule_says_what_it_finds_why_and_what_to_do() -> None:
    for rule in RULES:
        assert rule.finds.endswith("."), rule.code
        assert rule.why.endswith("."), rule.code
        assert rule.remedy.endswith("."), rule.code
        assert rule.bad_examples, f"{rule.code} has no example"
        assert rule.good_examples, f"{rule.code} has no near miss"
