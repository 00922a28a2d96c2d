"""What a ledger is read from, and what it is read to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Protocol

from orxl.core.light import dataclass, field
from orxl.core.refs import column_letters
from orxl.programme.record import Record
from orxl.sources.ledger_signs import Chart, Signs
from orxl.sources.periods import Period
from orxl.sources.problems import SourceProblem

Key = tuple[str, str, str, str, int | None, int | None]
"""Account, department, function, project, year, month: by these the amounts are summed."""


class Line(Protocol):
    """A line of a file; :class:`orxl.sources.grids.Line` is one."""

    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> Sequence[object]: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def formulas(self) -> Container[int]: ...


@dataclass(frozen=True)
class Sheet:
    """A text file (``name`` is ``""``), or a sheet of a workbook."""

    lines: Iterable[Line]
    """May be gone through twice: one amount («1.234») may only be clear when all have been seen."""
    name: str = ""
    hidden: bool = False

    def place(self, line: int, column: int | None = None) -> str:
        """Where a line, or a cell of it (from 0), is, in words."""
        if self.name:
            cell = f"rad {line}" if column is None else f"celle {column_letters(column + 1)}{line}"
            return f"arket {self.name}, {cell}"
        return f"linje {line}" + ("" if column is None else f", kolonne {column + 1}")


class LedgerSum(Record):
    """What a ledger has on an account with its dimensions in a period; ``amount`` in øre."""

    account: str
    department: str = ""
    function: str = ""
    project: str = ""
    year: int | None
    month: int | None
    """None: the file is one sum to date. 0 is the opening, 13 and up the year's end."""
    amount: int


@dataclass
class Ledger:
    """A ledger as it was read."""

    sums: tuple[LedgerSum, ...] = ()
    rows: int = 0
    """Lines below the headers with something in them."""
    taken: int = 0
    left: Counter[str] = field(default_factory=Counter)
    """Lines left out, by reason."""
    unknown: int = 0
    """Lines that are neither, each a problem."""
    problems: list[SourceProblem] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    """Lines that are the same as an earlier one in everything, which are taken."""
    remarks: list[str] = field(default_factory=list)
    accounts: dict[str, str] = field(default_factory=dict)
    """The name of each account, where the file has it."""
    projects: dict[str, str] = field(default_factory=dict)
    chart: Chart = Chart.UNKNOWN
    signs: Signs = Signs.UNKNOWN
    since: date | None = None
    """The day that the file says its figures begin, where it has no periods."""
    until: date | None = None
    """The day the file says that it is to, where it has no periods."""
    total: int = 0
    """The sum of the lines taken, in øre, with the file's own signs."""

    @property
    def last(self) -> Period | None:
        """The last period of a year's twelve that has an amount."""
        months = [
            Period(one.year, min(one.month, 12))
            for one in self.sums
            if one.month and one.year is not None
        ]
        return max(months, default=None, key=lambda p: (p.year or 0, p.month))
