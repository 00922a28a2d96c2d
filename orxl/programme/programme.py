"""Everything the workbook says, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import get_args, get_type_hints

from orxl.core.light import dataclass
from orxl.programme.models import (
    AheadLine,
    AheadYear,
    Area,
    Assumption,
    Body,
    BudgetLine,
    Footnote,
    Grant,
    GrantYear,
    Measure,
    Member,
    Paragraph,
    Partner,
    Population,
    Project,
    StrategyItem,
    Target,
)
from orxl.programme.record import Record
from orxl.programme.records import (
    AcceptedDeviation,
    AccountLink,
    Amendment,
    CarryOver,
    Correction,
    DeclaredFigure,
    LogEntry,
    PrintedFault,
    ScenarioChangeRow,
    ScenarioRow,
    SensitivityStep,
)


@dataclass(frozen=True)
class Programme:
    """The programme and the budget of one year: a tuple of records for each table."""

    assumptions: tuple[Assumption, ...] = ()
    strategy: tuple[StrategyItem, ...] = ()
    areas: tuple[Area, ...] = ()
    measures: tuple[Measure, ...] = ()
    targets: tuple[Target, ...] = ()
    partners: tuple[Partner, ...] = ()
    bodies: tuple[Body, ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    projects: tuple[Project, ...] = ()
    grants: tuple[Grant, ...] = ()
    grant_years: tuple[GrantYear, ...] = ()
    ahead_years: tuple[AheadYear, ...] = ()
    ahead_lines: tuple[AheadLine, ...] = ()
    members: tuple[Member, ...] = ()
    populations: tuple[Population, ...] = ()
    carry_over: tuple[CarryOver, ...] = ()
    closing: tuple[CarryOver, ...] = ()
    account_links: tuple[AccountLink, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    scenarios: tuple[ScenarioRow, ...] = ()
    scenario_changes: tuple[ScenarioChangeRow, ...] = ()
    steps: tuple[SensitivityStep, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    declared_figures: tuple[DeclaredFigure, ...] = ()
    accepted: tuple[AcceptedDeviation, ...] = ()
    printed_faults: tuple[PrintedFault, ...] = ()
    corrections: tuple[Correction, ...] = ()
    log: tuple[LogEntry, ...] = ()

    @cached_property
    def _values(self) -> Mapping[str, Decimal | date | str | None]:
        return {a.name: a.value for a in self.assumptions}

    def number(self, name: str) -> Decimal | None:
        """The assumption *name* where it is a number, else None."""
        value = self._values.get(name)
        return value if isinstance(value, Decimal) else None

    def day(self, name: str) -> date | None:
        """The assumption *name* where it is a date, else None."""
        value = self._values.get(name)
        return value if isinstance(value, date) else None

    def word(self, name: str) -> str | None:
        """The assumption *name* where it is a text, else None."""
        value = self._values.get(name)
        return value if isinstance(value, str) else None

    @property
    def year(self) -> int | None:
        """The budget year."""
        year = self.number("Budsjettår")
        return int(year) if year is not None and year == int(year) else None

    @property
    def counts_applied(self) -> bool:
        """Whether grants applied for but not yet granted are counted."""
        return self.word("Regn_med_søkte_tilskudd") == "Ja"


@lru_cache(maxsize=1)
def record_types() -> Mapping[str, type[Record]]:
    """The model of each of :class:`Programme`'s tuples, by the tuple's name."""
    hints = get_type_hints(Programme)
    return {name: get_args(hint)[0] for name, hint in hints.items()}
