"""«orxl importer folketall»: SSB's population into the sheet Folketall.

Rows are added and changed, never taken out. The date that the fees are calculated by stays what
staff have decided: what another date would do is only told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan, WhatIf
from orxl.app.imports.population_account import astray, tally, totals
from orxl.app.imports.population_checks import Sheet, checks, problems
from orxl.core import nb
from orxl.core.edits import Edit, SetCell
from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.core.values import BLANK, Value
from orxl.layout.names import ASSUMED, POPULATION
from orxl.programme.fees import DATE, fee, owes_fee, today_of
from orxl.report.imports.values import Change, ChangeKind, Problem
from orxl.rules.kit.view import View
from orxl.sources.grids import FileKind, refuse
from orxl.sources.jsonstat import read_jsonstat
from orxl.sources.municipalities import Municipalities, municipalities
from orxl.sources.population import reading_of
from orxl.sources.population_cube import read_cube
from orxl.sources.population_grid import read_grids
from orxl.sources.population_values import Population, PopulationReading
from orxl.sources.px import read_px
from orxl.sources.ssb import Ssb
from orxl.sources.web import Progress

_WANTED: Final = "CSV, Excel (.xlsx), JSON-stat2 eller PX fra SSB, tabell 07459"
_LARGEST: Final = 40 * 2**20
"""SSB's whole table by municipality and year has less than 2 MB."""
_MOST_LINES: Final = 200_000
"""SSB's whole table of 40 years and 800 regions, one line each, has 32 000."""
_EXAMPLES: Final = 40


@dataclass(frozen=True)
class PopulationImport:
    """Population from a file of any of SSB's formats; only ``years`` where some are named."""

    today: date
    years: tuple[int, ...] = ()
    name: str = "folketall"

    def read(self, file: SourceFile) -> PopulationReading:
        """The file's figures with their places. Raises BadSource, UnreadableFile."""
        if len(file.data) > _LARGEST:
            raise BadSource(
                f"«{file.name}» er over {nb.number(_LARGEST // 2**20)} MB, og er neppe folketallet "
                "per kommune.",
                "Velg bare kommuner, personer og de årene som trengs.",
            )
        if file.kind is FileKind.JSON:
            found = read_cube(read_jsonstat(file.data, file.name), file.name)
        elif file.kind is FileKind.PX:
            found = read_cube(read_px(file.data, file.name), file.name)
        elif file.kind in (FileKind.WORKBOOK, FileKind.TEXT):
            found = read_grids(file.grids(_MOST_LINES), file.name)
        else:
            raise refuse(file.kind, file.name, _WANTED)
        lacking = set(self.years) - {one.at.year for one in found.observations if one.at}
        if lacking:
            these = nb.listed([str(year) for year in sorted(lacking)])
            raise BadSource(f"«{file.name}» har ikke folketall for {these}.", "Velg et annet år.")
        return reading_of(
            found.observations,
            found.read_as,
            today=self.today,
            years=self.years,
            notes=found.notes,
        )

    def plan(self, reading: PopulationReading, view: View) -> Plan:
        """What the figures change on Folketall. Raises RefusedEdit."""
        return _Planner(reading, view, self.years).plan()


def fetched(years: Sequence[int], progress: Progress) -> SourceFile:
    """The population of *years*, or the newest, as SSB answers it. Raises BadSource."""
    answer = Ssb.usual().population(years, progress)
    return SourceFile(answer.name, answer.data)


class _Planner:
    """Compares a file's figures with the sheet's."""

    def __init__(self, reading: PopulationReading, view: View, years: tuple[int, ...]) -> None:
        self._reading, self._view = reading, view
        self._sheet = sheet = Sheet(view)
        self._known: Municipalities = municipalities()
        self._first = min(sheet.dates, default=date(view.year - 2, 1, 1))
        self._older = tuple(f for f in reading.figures if not years and f.at < self._first)
        newer = [f for f in reading.figures if years or f.at >= self._first]
        self._figures = tuple(sorted(newer, key=self._order()))

    def plan(self) -> Plan:
        """The whole plan."""
        changes = tuple(self._changes())
        sums = tuple(totals(self._reading, {figure.at for figure in self._figures}))
        wrong = (
            *(Problem(*problem) for problem in self._reading.problems),
            *problems(self._sheet, self._figures),
            *astray(sums),
        )
        edits = () if wrong else tuple(self._edits())
        return Plan(
            changes=changes,
            edits=edits,
            words=self._words(changes),
            read_as=self._reading.read_as,
            problems=wrong,
            tallies=(tally(self._reading, self._older, self._first),),
            totals=sums,
            checks=(
                *self._reading.notes,
                *checks(self._sheet, self._figures, self._view.programme),
            ),
            what_ifs=tuple(self._what_ifs()),
        )

    # -- what changes --------------------------------------------------------------------------

    def _changes(self) -> Iterator[Change]:
        for figure in self._figures:
            row = self._sheet.rows.get((figure.code, figure.at))
            old = None if row is None else row.values["inhabitants"]
            new = float(figure.inhabitants)
            kind = ChangeKind.ADDED if old is None else ChangeKind.CHANGED
            if old == new:
                kind = ChangeKind.SAME
            key = f"{self._sheet.name(figure.code)} ({figure.code:04}), {nb.day(figure.at)}"
            yield Change(kind, POPULATION, key, "Innbyggere", old, new, self._kroner(figure, old))

    def _kroner(self, figure: Population, old: Value | None) -> Decimal | None:
        """What the figure does to its member's fee today, kr; None where it decides no fee."""
        today = today_of(self._view.programme)
        if today is None or figure.at != today.at:
            return None
        members = self._view.programme.members
        if not any(m.code == figure.code and owes_fee(m, today.year) for m in members):
            return None
        before = int(old) if isinstance(old, float) else 0
        return fee(figure.inhabitants, today.rate) - fee(before, today.rate)

    def _order(self) -> Callable[[Population], tuple[date, int, int]]:
        """By date, and within it as the sheet has its newest: members first, who are printed."""
        newest = max(self._sheet.dates, default=None)
        codes = [code for code, at in self._sheet.rows if at == newest]
        codes = codes or [member.code for member in self._view.programme.members]
        place = {code: i for i, code in enumerate(codes)}
        return lambda figure: (figure.at, place.get(figure.code, len(place)), figure.code)

    def _edits(self) -> Iterator[Edit]:
        new: list[Mapping[str, Value]] = []
        texts = self._sheet.texts
        for figure in self._figures:
            row = self._sheet.rows.get((figure.code, figure.at))
            number = float(figure.inhabitants)
            if row is None:
                name, county = texts.get(
                    figure.code, (self._known.names[figure.code], self._known.county(figure.code))
                )
                new.append(
                    {
                        "code": float(figure.code),
                        "municipality": name,
                        "county": county if county else BLANK,
                        "at": datetime(figure.at.year, figure.at.month, figure.at.day),
                        "inhabitants": number,
                    }
                )
            elif row.values["inhabitants"] != number:
                cell = row.cells["inhabitants"]
                yield SetCell(cell, number, row.values["inhabitants"])
        if new:
            yield self._sheet.table.appended(new)

    def _words(self, changes: Sequence[Change]) -> str:
        kinds = Counter(change.kind for change in changes)
        dates = sorted({figure.at for figure in self._figures})
        return (
            f"{nb.number(self._reading.counted.read)} tall lest, {kinds[ChangeKind.ADDED]} nye, "
            f"{kinds[ChangeKind.CHANGED]} endret, {kinds[ChangeKind.SAME]} uendret; "
            f"folketall per {nb.listed([nb.day(at) for at in dates])}."
        )

    def _what_ifs(self) -> Iterator[WhatIf]:
        """The fees by the newest date that the file changes, if newer than the one in use."""
        used = self._view.programme.day(DATE)
        cell = self._view.bound.where(ASSUMED, DATE, "value", "name")
        held = self._sheet.numbers
        moved = [f.at for f in self._figures if held.get((f.code, f.at)) != f.inhabitants]
        at = max(moved, default=None)
        if cell is None or used is None or at is None or at <= used:
            return
        yield WhatIf(
            f"Hvis Folketallsdato flyttes fra {nb.day(used)} til {nb.day(at)} "
            "(importen gjør det ikke)",
            (SetCell(cell, datetime(at.year, at.month, at.day)),),
        )
