"""The web edition as values: only what everyone may read. No cells, no styles, no markup."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from orxl.core.light import dataclass, field
from orxl.report.paper.model import Block, Line


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the workbook; None where its cell is blank."""

    value: float | None
    shown: str
    """As it is printed: «1 087», «−336», «–» for none."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a measure, in the programme's own words."""

    key: str
    text: str
    deadline: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with what belongs to it."""

    number: str
    title: str
    page: str
    """The name of its page's file: its lasting address."""
    area: str
    """The code of its area."""
    status: str
    """In a word; ``""`` where nobody has said it."""
    condition: str
    deadline: str
    goals: tuple[int, ...]
    """The UN's sustainable development goals, by number."""
    grant: str
    """What the grant that pays for it is called."""
    results: tuple[Target, ...]
    effects: tuple[Target, ...]
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An area that measures are grouped under."""

    code: str
    name: str
    kind: str
    page: str
    paragraphs: tuple[Line, ...]
    see_also: tuple[str, ...]
    """Codes of other areas."""


@dataclass(frozen=True, slots=True)
class Item:
    """A link of the chain from vision to strategies."""

    text: Line
    address: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body or a group of the organisation."""

    name: str
    kind: str
    under: str
    meetings: str
    paragraphs: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line of a budget table."""

    label: str
    mark: str
    """The stars of its footnote."""
    amounts: tuple[Number, ...]
    kind: str
    """«inntekt», «utgift» or ``""`` for a line; «overskrift», «sum»."""
    basis: str = ""
    """Where a reader can follow its figure: an anchor of the page with the basis."""


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """A budget table as the paper prints it; amounts in 1000 kr."""

    name: str
    """What the workbook calls it: «Hovedtall»."""
    title: str
    columns: tuple[str, ...]
    lines: tuple[BudgetLine, ...]
    notes: tuple[tuple[str, Line], ...]
    """Mark and text of each footnote."""


@dataclass(frozen=True, slots=True)
class Put:
    """Where the text puts something in that the edition shows in its own way."""

    what: str
    """«Tabell», «Organisering», …"""
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a figure takes from one place: a cell, or the cells of a column that count."""

    total: str
    """«16 tall, til sammen 3 049 591»; ``""`` for a single cell."""
    ways: tuple[tuple[str, str], ...]
    """The name and the value of each cell, and its anchor."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a figure comes from."""

    anchor: str
    name: str
    shown: str
    unit: str
    steps: tuple[Step, ...]
    """Empty: it builds on nothing that is public."""
    hidden: int
    """How many cells that are not public it builds on."""


@dataclass(frozen=True, slots=True)
class BasisSheet:
    """The figures of a sheet with where they come from."""

    name: str
    figures: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of the budget year, 1000 kr; None where the workbook has no such number."""

    opening: Number
    income: Number
    expenses: Number
    result: Number
    closing: Number


@dataclass(frozen=True, slots=True)
class Grant:
    """Outside financing."""

    name: str
    giver: str
    status: str
    years: str
    planned: Number
    """Expected in the budget year, 1000 kr."""
    counted: Number
    """Of this in the budget, 1000 kr."""


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality and what it pays."""

    code: str
    name: str
    region: str
    inhabitants: Number
    fee: Number
    """In kr."""


@dataclass(frozen=True, slots=True)
class FeeGroup:
    """A row of the account of fees: the named members, the others, all."""

    name: str
    members: Number
    inhabitants: Number
    fee: Number
    total: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """A row of the carry-over between the years, 1000 kr."""

    name: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """The fee for each inhabitant, in kr, with the date of the population."""

    now: Number
    before: Number
    population: date | None


@dataclass(frozen=True)
class Edition:
    """The whole edition. The same workbook gives the same edition, whenever it is made."""

    organisation: str
    year: int
    name: str
    """«Innstilling til representantskapet 18.12.2025»."""
    decided: date | None
    """The day the budget was decided; None: it is a proposal."""
    status_day: date | None
    """The day that the measures' status is of."""
    vision: str
    areas: tuple[Area, ...]
    measures: tuple[Measure, ...]
    strategy: Mapping[str, tuple[Item, ...]]
    """By kind, in the order of the workbook."""
    challenges: Mapping[str, tuple[Item, ...]]
    """By the code of the area."""
    bodies: tuple[Body, ...]
    main: MoneyTable
    projects: MoneyTable
    totals: Totals
    grants: tuple[Grant, ...]
    members: tuple[Member, ...]
    fees: tuple[FeeGroup, ...]
    rate: Rate
    carried_columns: tuple[str, ...]
    carried: tuple[Carried, ...]
    chapters: Mapping[str, tuple[Block | Put, ...]] = field(default_factory=dict)
    """The running text of the case by the first number of its chapters: «0», «5»."""
    basis: tuple[BasisSheet, ...] = ()
    """Where the figures come from; empty: not told."""
    draft: int | None = None
    """How many errors there are, where it is a draft; None: it may be published."""
    statement: str = ""
    """Where the organisation's accessibility statement is published; ``""``: not told."""

    @property
    def title(self) -> str:
        """«Handlingsprogram 2026»."""
        return f"Handlingsprogram {self.year}"

    def measures_of(self, area: str) -> tuple[Measure, ...]:
        """The measures of the area with this code."""
        return tuple(measure for measure in self.measures if measure.area == area)

    def area(self, code: str) -> Area | None:
        """The area with this code, where there is one."""
        return next((area for area in self.areas if area.code == code), None)
