"""What one file of a SAF-T ledger has."""

from __future__ import annotations

from collections import Counter

from orxl.core.light import dataclass, field
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
