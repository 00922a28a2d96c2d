"""Finds the rules: every module in the rule folders has one constant ``RULE``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from orxl.rules.kit.rule import Rule

FAMILIES = {
    "structure": "Struktur",
    "data": "Data",
    "keys": "Nøkler",
    "formula": "Formler",
    "budget": "Budsjett",
    "fees": "Kontingent",
    "content": "Handlingsprogram",
    "text": "Tekster",
    "sending": "Før utsending",
}
"""The rule folders in order, with the names users see."""


BEFORE_SENDING = "sending"
"""The folder of the rules about what a file holds beside its cells."""


def all_rules() -> tuple[Rule, ...]:
    """Every rule, ordered by family and code. Raises ValueError for a code used twice."""
    return _rules_in(tuple(FAMILIES))


def rules_of_the_cells() -> tuple[Rule, ...]:
    """The rules that need nothing but the cells."""
    return _rules_in(tuple(family for family in FAMILIES if family != BEFORE_SENDING))


def rules_before_sending() -> tuple[Rule, ...]:
    """The rules about what a file holds beside its cells; they ask for the view's inspection."""
    return _rules_in((BEFORE_SENDING,))


@cache
def _rules_in(families: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules of *families*; the folders of others are not even imported."""
    rules: list[Rule] = []
    for family in families:
        package = import_module(f"orxl.rules.{family}")
        names = sorted(m.name for m in iter_modules(package.__path__))
        rules += [import_module(f"{package.__name__}.{name}").RULE for name in names]
    codes = [rule.code for rule in rules]
    twice = {code for code in codes if codes.count(code) > 1}
    if twice:
        raise ValueError(f"rule codes used twice: {sorted(twice)}")
    return tuple(rules)


def family_of(rule: Rule) -> str:
    """The family's name as users see it."""
    letters = {"S": 0, "D": 1, "N": 2, "F": 3, "B": 4, "K": 5, "P": 6, "T": 7, "U": 8}
    return list(FAMILIES.values())[letters[rule.code[0]]]


def find_rule(code: str) -> Rule | None:
    """The rule with *code* or name, or None."""
    wanted = code.casefold()
    return next((r for r in all_rules() if wanted in (r.code.casefold(), r.name)), None)
