"""The programme and the budget as immutable records.

Amounts named ``*_1000`` are in 1000 kr, as the board paper prints them; amounts in kroner say
``kr`` in their docstring. A ``None`` amount is an empty cell in the publication («–»), which is
not the same as 0.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from orxl.programme.codes import (
    AheadMethod,
    AreaType,
    BodyType,
    Currency,
    ForecastMethod,
    GrantStatus,
    LineSource,
    LineType,
    MeasureStatus,
    Operator,
    ParagraphType,
    Standing,
    StrategyType,
    TargetStatus,
    TargetType,
    YesNo,
)
from orxl.programme.record import Limits, Record

MeasureNumber = Annotated[str, Limits(pattern=r"^[1-9](\.[1-9]\d?){1,2}$")]
"""A measure's number: ``1.1`` or ``2.1.1``."""
AreaCode = Annotated[str, Limits(pattern=r"^[1-9](\.[1-9]\d?)?$")]
"""An area's code: ``1`` or ``2.1``."""
MunicipalityCode = Annotated[int, Limits(least=301, most=9999)]
"""SSB's municipality number; shown with four digits (Oslo is 0301)."""
Text = Annotated[str, Limits(filled=True)]


class Assumption(Record):
    """A named value that formulas use: an assumption of today, or a fact of the case."""

    label: Text
    value: Decimal | date | str | None
    unit: str | None = None
    name: Text
    standing: Standing | None = None
    """How firm it is: decided, stated or estimated in the case, proposed, or assumed."""
    day: date | None = None
    """The day of the decision or of the case."""
    source: str | None = None
    note: str | None = None


class StrategyItem(Record):
    """A link in the chain vision → challenges → goals → strategies."""

    number: Text
    type: StrategyType
    text: Text
    area: str | None = None
    link: str | None = None


class Area(Record):
    """The overall strategies, a focus area or a cross-cutting theme."""

    code: AreaCode
    name: Text
    type: AreaType
    introduction: str | None = None
    cross_references: str | None = None
    """Codes of the areas its introduction refers to, separated by ``, ``."""


class Measure(Record):
    """A measure (tiltak)."""

    number: MeasureNumber
    title: Text
    condition: str | None = None
    grant: str | None = None
    status: MeasureStatus | None = None
    responsible: str | None = None
    deadline: date | None = None
    """None: some time in the programme's year."""
    deadline_text: str | None = None
    """The deadline in the paper's words, where it is no date."""
    outcome: str | None = None
    goals: str | None = None
    """The UN's sustainable development goals that it serves."""
    comment: str | None = None
    committee_comment: str | None = None
    """What the committee or the board that has dealt with the measure said of it."""


class Target(Record):
    """A result target or effect target of a measure, with up to two quantified requirements."""

    target_id: Text
    measure: MeasureNumber
    type: TargetType
    text: Text
    operator: Operator | None = None
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    operator2: Operator | None = None
    number2: Decimal | None = None
    unit2: str | None = None
    responsible: str | None = None
    deadline: date | None = None
    """None: some time in the programme's year."""
    deadline_text: str | None = None
    """The deadline in the paper's words, where it is no date."""
    status: TargetStatus | None = None
    achieved: Decimal | None = None
    """The number reached so far, in the first requirement's unit; None: nobody has counted."""
    achieved2: Decimal | None = None
    outcome: str | None = None
    comment: str | None = None


class Partner(Record):
    """A partner of a measure, one row for each."""

    measure: MeasureNumber
    name: Text
    remark: str | None = None


class Body(Record):
    """A body, group or working group of the organisation."""

    body_id: Text
    name: Text
    type: BodyType
    parent: str | None = None
    leader: str | None = None
    meetings: str | None = None
    description: str | None = None


class BudgetLine(Record):
    """A line of the main figures; all amounts in 1000 kr."""

    line: int
    label: Text
    type: LineType
    budget_prior: Decimal | None = None
    forecast_prior: Decimal | None = None
    actual_prior: Decimal | None = None
    """The accounts of the year before; None until it is closed."""
    budget: Decimal | None = None
    case: Decimal | None = None
    """What the case states for the budget year; None in books from before and for new lines."""
    source: LineSource = LineSource.TYPED
    note: str | None = None
    comment: str | None = None
    actual: Decimal | None = None
    """Accounts to date in the budget year, 1000 kr."""
    method: ForecastMethod | None = None
    """How the prognosis is made; None: what is typed, or else as budgeted."""
    new_forecast: Decimal | None = None
    """Expected for the whole budget year, 1000 kr; None: as budgeted."""
    explanation: str | None = None
    """Why the prognosis deviates from the budget."""


class Project(Record):
    """A line of the project funds; all amounts in 1000 kr.

    ``frame`` is what is set aside; the budget counts it only while the project's grant counts.
    """

    label: Text
    budget_prior: Decimal | None = None
    forecast_prior: Decimal | None = None
    frame: Decimal | None = None
    grant: str | None = None
    note: str | None = None
    comment: str | None = None
    actual: Decimal | None = None
    """Accounts to date in the budget year, 1000 kr."""
    new_forecast: Decimal | None = None
    """Expected for the whole budget year, 1000 kr; None: as budgeted."""
    explanation: str | None = None
    """Why the prognosis deviates from the budget."""


class Grant(Record):
    """An external grant. The ceiling is in the currency's units, other amounts in 1000 kr."""

    grant_id: Text
    label: Text
    giver: str | None = None
    status: GrantStatus
    from_year: int | None = None
    to_year: int | None = None
    currency: Currency | None = None
    rate: Decimal | None = None
    """Kroner for one unit of the currency in the commitment; None: the book's common rate."""
    rate_day: date | None = None
    ceiling: Decimal | None = None
    advance_share: Decimal | None = None
    own_share: Decimal | None = None
    """Own contribution that the commitment requires, as a share of the grant (1 = as much)."""
    planned: Decimal | None = None
    """Income expected in the budget year if the grant counts, 1000 kr."""
    bound_in: Decimal | None = None
    bound_used: Decimal | None = None
    budget_line: str | None = None
    comment: str | None = None


class GrantYear(Record):
    """What a grant brings and asks in one year; amounts in 1000 kr, None where nobody knows."""

    grant: Text
    year: int
    income: Decimal | None = None
    own_money: Decimal | None = None
    own_work: Decimal | None = None
    """Own contribution in work, valued in 1000 kr."""
    frame: Decimal | None = None
    """What the project funds set aside for the grant's project in the year."""
    advance: Decimal | None = None
    """Paid in the year for years to come."""
    used: Decimal | None = None
    """Bound funds that are used in the year."""
    opening: Decimal | None = None
    """Bound at the year's start, where no earlier year tells."""
    comment: str | None = None


class AheadYear(Record):
    """A year ahead and the rate that is assumed for it; ``label`` ends with the year."""

    label: Text
    rate: Decimal | None = None
    """Kr per inhabitant; None: nobody has stated one."""


class AheadLine(Record):
    """How a line of the main figures is taken on to the years ahead; amounts in 1000 kr."""

    label: Text
    method: AheadMethod | None = None
    growth: Decimal | None = None
    """A share: 0.03 is three per cent a year."""
    typed1: Decimal | None = None
    """What is assumed for the first year after the budget year."""
    typed2: Decimal | None = None
    typed3: Decimal | None = None


class Member(Record):
    """A member municipality; ``left`` is the last day of membership."""

    code: MunicipalityCode
    name: Text
    region: str | None = None
    joined: date | None = None
    left: date | None = None
    in_basis: YesNo | None = None
    """Whether the sum that the case states includes this member; None in books from before."""
    source: str | None = None
    orgno: str | None = None
    """The municipality's organisation number, nine digits."""
    reference: str | None = None
    """What the municipality wants to have on its invoice."""


class Population(Record):
    """A municipality's population at a date, in inhabitants (SSB table 07459)."""

    code: MunicipalityCode
    municipality: Text
    county: str | None = None
    at: date
    inhabitants: Annotated[int, Limits(least=1)]


class Footnote(Record):
    """A footnote under one of the budget tables."""

    note_id: Text
    table: Text
    mark: Text
    line: str | None = None
    text: Text
    remark: str | None = None


class Paragraph(Record):
    """A paragraph of the board paper; figures stand as placeholders ``{Name|format}``."""

    number: Text
    chapter: Text
    type: ParagraphType
    level: int | None = None
    text: Text
