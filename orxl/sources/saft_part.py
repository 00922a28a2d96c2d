"""What one file of a SAF-T ledger has, and which dimension a type of analysis is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from orxl.sources.ledger_records import Key
from orxl.sources.problems import SourceProblem


@dataclass
class Part:
    """What one file has."""

    version: str = ""
    company: str = ""
    """Its organisation number."""
    vouchers: set[int] = field(default_factory=set)
    """The digests of the transactions' identities."""
    until: tuple[int | None, int | None] = None, None
    """Year and month of the end of the selection."""
    day: str = ""
    """The last day of the selection, where it is of days."""
    sums: dict[Key, int] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    groupings: dict[str, str] = field(default_factory=dict)
    """The standard account, or the grouping's code, of each account."""
    opening: dict[str, int] = field(default_factory=dict)
    closing: dict[str, int] = field(default_factory=dict)
    moved: Counter[str] = field(default_factory=Counter)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    """The name of each dimension's code, by the type and the code."""
    types: dict[str, str] = field(default_factory=dict)
    lines: int = 0
    taken: int = 0
    transactions: int = 0
    debit: int = 0
    credit: int = 0
    told: dict[str, str] = field(default_factory=dict)
    """NumberOfEntries, TotalDebit and TotalCredit as the file says them."""
    unbalanced: list[str] = field(default_factory=list)
    problems: list[SourceProblem] = field(default_factory=list)
    other_types: Counter[str] = field(default_factory=Counter)
    """Types of analysis that are none of ours, with the lines that have them."""


_WORDS: Final[Mapping[str, int]] = {
    "ansvar": 0, "avdeling": 0, "koststed": 0, "kostnadssted": 0, "department": 0,
    "cost center": 0, "costcenter": 0, "enhet": 0,
    "funksjon": 1, "tjeneste": 1, "function": 1, "service": 1,
    "prosjekt": 2, "project": 2, "oppdrag": 2,
}  # fmt: skip
_CODES: Final[Mapping[str, int]] = {"a": 0, "avd": 0, "f": 1, "funk": 1, "t": 1, "p": 2, "prosj": 2}


def dimension_of(kind: str, description: str) -> int | None:
    """Which of ansvar (0), funksjon (1) and prosjekt (2) a type of analysis is; None: another."""
    text = f"{description} {kind}".casefold()
    for word, place in _WORDS.items():
        if word in text:
            return place
    return None if description else _CODES.get(kind.casefold())
