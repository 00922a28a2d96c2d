"""Every rule's own examples: each fault is reported at its cells, each sound sheet is not."""

from __future__ import annotations

import pytest

from orxl.rules.anywhere.audit import anywhere_rules, audit
from orxl.rules.anywhere.frame import AnywhereRule, SheetExample

BAD = [
    pytest.param(r, e, id=f"{r.code}-{i}") for r in anywhere_rules() for i, e in enumerate(r.bad)
]
GOOD = [
    pytest.param(r, e, id=f"{r.code}-{i}") for r in anywhere_rules() for i, e in enumerate(r.good)
]


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_a_fault_is_reported_at_its_cells(rule: AnywhereRule, example: SheetExample) -> None:
    found = {f.cell.a1: f for f in audit(example.view) if f.cell is not None}
    mine = {at for at, f in found.items() if f.code == rule.code}
    assert mine == set(example.places), example.text
    assert set(found) == mine, "another rule reports the same sheet"


@pytest.mark.parametrize(("rule", "example"), GOOD)
def test_a_sound_sheet_is_not_reported(rule: AnywhereRule, example: SheetExample) -> None:
    assert [(f.code, f.place, f.message) for f in audit(example.view)] == []


def test_every_rule_says_what_it_finds_why_and_what_to_do() -> None:
    for rule in anywhere_rules():
        assert rule.finds.endswith("."), rule.code
        assert rule.why.endswith("."), rule.code
        assert rule.remedy.endswith("."), rule.code
        assert rule.bad, f"{rule.code} has no example"
        assert rule.good, f"{rule.code} has no near miss"
