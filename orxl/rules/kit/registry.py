"""Finds the rules: every module in the families' folders has one constant ``RULE``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple

from orxl.rules.kit.rule import AnyRule


class Family(NamedTuple):
    """Rules of a kind: their folder, the letter of their codes, their name as users see it.

    ``asks`` is the name of the view that they ask for.
    """

    folder: str
    letter: str
    name: str
    asks: str = "View"


FAMILIES: Final = (
    Family("structure", "S", "Struktur"),
    Family("data", "D", "Data"),
    Family("keys", "N", "Nøkler"),
    Family("formula", "F", "Formler"),
    Family("budget", "B", "Budsjett"),
    Family("fees", "K", "Kontingent"),
    Family("content", "P", "Handlingsprogram"),
    Family("text", "T", "Tekster"),
    Family("accepted", "G", "Godtatte avvik"),
    Family("sending", "U", "Før utsending", "FileView"),
    Family("formulas_anywhere", "A", "Formler i alle arbeidsbøker", "SheetsView"),
)
"""The rule folders in order."""


def all_rules() -> tuple[AnyRule, ...]:
    """Every rule, ordered by family and code."""
    return tuple(rule for family in FAMILIES for rule in rules_of(family))


def rules_asking(*views: str) -> tuple[AnyRule, ...]:
    """The rules that ask for any of *views* (names of classes), in order.

    The folders of the others are not even imported.
    """
    return tuple(rule for family in FAMILIES if family.asks in views for rule in rules_of(family))


@cache
def rules_of(family: Family) -> tuple[AnyRule, ...]:
    """The rules of *family* by code: A014 was never given to one, and gaps stay.

    Raises ValueError for a rule in the wrong folder and for a code used twice.
    """
    package = import_module(f"orxl.rules.{family.folder}")
    files = Path(package.__path__[0]).iterdir()  # pkgutil would import half of Python to say it
    names = sorted({f.stem for f in files if f.suffix in (".py", ".pyc") and f.stem[0] != "_"})
    rules = tuple(import_module(f"{package.__name__}.{name}").RULE for name in names)
    codes = [rule.code for rule in rules]
    for rule in rules:
        if (rule.code[0], rule.asks.__name__) != (family.letter, family.asks):
            raise ValueError(f"{rule.code} does not belong in orxl/rules/{family.folder}")
        if codes.count(rule.code) > 1:
            raise ValueError(f"the code {rule.code} is used twice")
    return rules


def family_of(rule: AnyRule) -> Family:
    """The family whose folder the rule lives in."""
    return next(family for family in FAMILIES if family.folder == rule.folder)


def find_rule(code: str) -> AnyRule | None:
    """The rule with *code* or name, or None."""
    wanted = code.casefold()
    return next((r for r in all_rules() if wanted in (r.code.casefold(), r.name)), None)
