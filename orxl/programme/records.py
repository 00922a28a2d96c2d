"""What the workbook keeps about itself, beside programme and budget: a record a row.

Declared figures, accepted deviations, faults and corrections of the printed case, the log, what is
carried over to the next year, and the scenarios with their steps. Amounts as in
:mod:`orxl.programme.models`.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from orxl.programme.codes import Growth, Outside, ScenarioChange, YesNo
from orxl.programme.models import MunicipalityCode, Text
from orxl.programme.record import Record


class DeclaredFigure(Record):
    """A figure that stands in a text and in no cell: a literal with its source.

    ``place`` is the sheet and the key of the row whose text has it («Områder 2.1»); ``Overalt``
    declares it for every text.
    """

    text: Text
    """The figure as it stands in the text: «43 %», «29. august 2024», «to»."""
    place: Text
    source: Text
    at: date | None = None
    """When the source was read, or the day the figure is from."""


class AcceptedDeviation(Record):
    """A known deviation that somebody accepts, at a place, by its amount, until a day.

    ``amount`` is the difference: what stands there minus what was expected. What is missing makes
    it accept nothing (``orxl.rules.kit.acceptance``).
    """

    code: Text
    sheet: str | None = None
    row: str | None = None
    column: str | None = None
    amount: Decimal | None = None
    reason: str | None = None
    accepted_by: str | None = None
    accepted_on: date | None = None
    valid_until: date | None = None


class PrintedFault(Record):
    """A fault of the published case: its figures contradict each other as they are printed.

    ``amount`` is the difference, as of an acceptance; ``printed_in`` tells where the case says
    what. It is a fact that nobody has to sign.
    """

    code: Text
    sheet: Text
    row: Text
    column: Text
    amount: Decimal
    printed_in: Text


class Correction(Record):
    """A place where the workbook reads otherwise than the printed paper, or keeps a slip of it."""

    what: Text
    """«Rettet», «Beholdt» or «Usikker lesing»."""
    place: Text
    """The chapter, table, measure or target in the paper."""
    sheet: Text
    printed: Text
    here: Text
    why: Text


class LogEntry(Record):
    """A line of the change log."""

    time: datetime
    who: str | None = None
    action: Text
    errors: int | None = None
    warnings: int | None = None
    notes: int | None = None
    changed: int | None = None
    description: str | None = None


class CarryOver(Record):
    """A row of the carry-over sheet; amounts in 1000 kr.

    The bound parts are typed for earlier years and calculated for the budget year.
    """

    column: Text
    bound_in: Decimal | None = None
    bound_out: Decimal | None = None
    comment: str | None = None


class Amendment(Record):
    """A change of a line of the budget by a decision after it was adopted; 1000 kr."""

    decision: str | None = None
    day: date | None = None
    """The day of the decision."""
    amount: Decimal | None = None
    """How much the line is raised; negative where it is lowered, for income and expense alike."""
    line: str | None = None
    text: str | None = None


class AccountLink(Record):
    """Which line of «Hovedtall» accounts belong to, or why to none; None: any.

    An account is linked by how it begins: from ``first`` to ``last`` 50–59 has 5010 in it.
    """

    first: str | None = None
    last: str | None = None
    department: str | None = None
    function: str | None = None
    project: str | None = None
    line: str | None = None
    outside: Outside | None = None
    note: str | None = None


class ScenarioRow(Record):
    """A scenario of the book: what is assumed in it; None means as the book is now."""

    name: Text
    rate: Decimal | None = None
    """Kr per inhabitant."""
    at: date | None = None
    """The population's date."""
    growth: Growth | None = None
    applied: YesNo | None = None
    comment: str | None = None


class ScenarioChangeRow(Record):
    """A member or a grant that goes out of a scenario or comes into it."""

    scenario: Text
    change: ScenarioChange | None = None
    code: MunicipalityCode | None = None
    grant: str | None = None
    comment: str | None = None


class SensitivityStep(Record):
    """How much an assumption is changed to see what it moves; None: by the usual step."""

    what: Text
    step: Decimal | None = None
    unit: str | None = None
    comment: str | None = None
