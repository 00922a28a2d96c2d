"""«orxl importer kurs»: Norges Bank's rate of a day as the workbook's rate of the euro.

The common rate of the workbook, or that of one grant (``grant``), which then has a rate and a day
of its own. The rate comes with its day and its source, and is called what it is: stated, no
longer assumed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan
from orxl.core import nb
from orxl.core.edits import SetCell
from orxl.core.errors import BadCall, RefusedEdit
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.layout.names import ASSUMED, GRANTS
from orxl.report.imports.values import Change, ChangeKind, Share, Tally
from orxl.rules.kit.view import View
from orxl.sources.grids import FileKind, refuse
from orxl.sources.norgesbank import ExchangeRate, NorgesBank, rate_at, rates_of
from orxl.sources.web import Progress

CURRENCY: Final = "EUR"
"""The one foreign currency that the workbook reckons with."""
_NAME: Final = "Kurs_EUR"
_WANTED: Final = "CSV-filen fra Norges Banks valutakurser"
_MOST_LINES: Final = 200_000
_FOUR: Final = Decimal("0.0001")
"""Norges Bank's rates have at most four decimals, and the workbook's formulas reckon with four."""


@dataclass(frozen=True)
class RateReading:
    """The rate that was asked for, of how many the file has."""

    rate: ExchangeRate
    asked: date
    count: int


@dataclass(frozen=True)
class RateImport:
    """The euro's rate on the day ``at``, for the workbook or for the one grant named."""

    at: date
    grant: str = ""
    name: str = "kurs"

    def read(self, file: SourceFile) -> RateReading:
        """The file's rate on the day. Raises BadSource, UnreadableFile."""
        if file.kind not in (FileKind.WORKBOOK, FileKind.TEXT):
            raise refuse(file.kind, file.name, _WANTED)
        rates = rates_of(file.grids(_MOST_LINES), file.name)
        return RateReading(rate_at(rates, CURRENCY, self.at), self.at, len(rates))

    def plan(self, reading: RateReading, view: View) -> Plan:
        """What the rate changes. Raises BadCall for a grant that is not there, RefusedEdit."""
        rate = reading.rate
        kroner = float(rate.kroner.quantize(_FOUR, ROUND_HALF_UP))
        day = datetime(rate.at.year, rate.at.month, rate.at.day)
        new: dict[str, Value] = {"value": kroner, "day": day, "source": _source(rate)}
        wanted = self._of_grant(view, kroner, day) if self.grant else _of_book(view, new)
        edits, changes = [], []
        for cell, key, header, old, value in wanted:
            kind = ChangeKind.SAME if old == value else ChangeKind.CHANGED
            table = GRANTS if self.grant else ASSUMED
            changes.append(Change(kind, table, key, header, old, value))
            edits += [SetCell(cell, value, old)] if old != value else []
        shares = (
            Share(f"tatt med ({nb.day(rate.at)})", 1),
            Share("andre dager og valutaer", reading.count - 1),
        )
        told = f"1 euro = {nb.number(rate.kroner)} kr {nb.day(rate.at)}"
        return Plan(
            changes=tuple(changes),
            edits=tuple(edits),
            words=f"{told}.",
            read_as=f"Norges Banks kurser: {told}",
            tallies=(Tally("kurser", reading.count, shares),),
            checks=tuple(_checks(reading)),
        )

    def _of_grant(self, view: View, kroner: float, day: datetime) -> Iterator[_Place]:
        table = view.bound.tables.get(GRANTS)
        row = None if table is None else table.find(self.grant)
        if table is None or row is None or not {"rate", "rate_day"} <= row.cells.keys():
            known = [] if table is None else [str(r.values["grant_id"]) for r in table.filled]
            told = f"Velg blant {nb.listed(known)}." if known else ""
            raise BadCall(f"Arket Tilskudd har ikke noe tilskudd «{self.grant}».", told)
        if row.values.get("currency") != CURRENCY:
            raise BadCall(f"Tilskuddet {self.grant} er ikke i euro.", "Velg et annet.")
        headers = {column.key: column.header for column in table.spec.columns}
        for key, value in (("rate", kroner), ("rate_day", day)):
            yield row.cells[key], self.grant, headers[key], row.values[key], value


_Place = tuple[CellRef, str, str, Value, Value]


def _of_book(view: View, new: dict[str, Value]) -> Iterator[_Place]:
    table = view.bound.tables.get(ASSUMED)
    row = None if table is None else table.find(_NAME, "name")
    if table is None or row is None:
        raise RefusedEdit("Forutsetningen «Valutakurs, euro» mangler på arket Forutsetninger.")
    headers = {column.key: column.header for column in table.spec.columns}
    for key, value in new.items():
        if key in row.cells:
            yield row.cells[key], str(row.values["label"]), headers[key], row.values[key], value


def _source(rate: ExchangeRate) -> str:
    return f"Norges Bank, midtkurs {nb.day(rate.at)}"


def _checks(reading: RateReading) -> Iterator[str]:
    if reading.rate.at != reading.asked:
        yield (
            f"Norges Bank har ingen kurs for {nb.day(reading.asked)}; kursen er fra siste "
            f"virkedag før, {nb.day(reading.rate.at)}."
        )


def fetched(at: date, progress: Progress) -> SourceFile:
    """The rates up to *at* as Norges Bank answers them. Raises BadSource."""
    answer = NorgesBank.usual().rates(CURRENCY, at, progress)
    return SourceFile(answer.name, answer.data)
