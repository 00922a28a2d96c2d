"""Where rules live: a rule's folder, code and view belong together."""

from __future__ import annotations

import pytest

from orxl.rules.kit.registry import FAMILIES, all_rules, family_of, rules_asking, rules_of


def test_a_rules_family_is_the_folder_it_lives_in() -> None:
    for rule in all_rules():
        assert family_of(rule).letter == rule.code[0]


def test_only_the_rules_that_ask_for_a_view_are_found_for_it() -> None:
    for name in ("View", "FileView", "SheetsView"):
        assert {rule.asks.__name__ for rule in rules_asking(name)} == {name}
    assert len(rules_asking("View", "FileView", "SheetsView")) == len(all_rules())


def test_a_rule_in_the_wrong_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = next(family for family in FAMILIES if family.folder == "budget")
    monkeypatch.setattr(rules_of(budget)[0], "code", "K001")
    with pytest.raises(ValueError, match="K001 does not belong"):
        rules_of.__wrapped__(budget)


def test_a_code_used_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = next(family for family in FAMILIES if family.folder == "budget")
    monkeypatch.setattr(rules_of(budget)[0], "code", "B002")
    with pytest.raises(ValueError, match="B002 is used twice"):
        rules_of.__wrapped__(budget)
