"""«orxl importer tilskudd»: commitments into Tilskudd and, by year, into Tilskuddsår.

Rows are added and changed, never taken out: a file is often one letter, not the whole list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan, table_of
from orxl.binding import BoundRow, BoundTable
from orxl.binding.rows import cell_value
from orxl.core import nb
from orxl.core.edits import Edit, SetCell
from orxl.core.light import dataclass
from orxl.core.values import Value
from orxl.layout import Kind
from orxl.layout.names import GRANT_YEARS, GRANTS, MAIN
from orxl.report.imports.values import Change, ChangeKind, Problem, Share, Tally
from orxl.rules.kit.view import View
from orxl.sources.grants import TAKEN, Given, GrantReading, GrantRow, reading_of
from orxl.sources.grids import FileKind, refuse

_WANTED: Final = "CSV eller Excel (.xlsx) med en rad for hvert tilskudd"
_MOST_LINES: Final = 20_000
_NEEDED: Final = {"label": "navnet", "status": "statusen"}
"""What a new grant must say of itself."""


@dataclass(frozen=True)
class GrantImport:
    """Commitments from a list."""

    name: str = "tilskudd"

    def read(self, file: SourceFile) -> GrantReading:
        """The file's commitments with their places. Raises BadSource, UnreadableFile."""
        if file.kind not in (FileKind.WORKBOOK, FileKind.TEXT):
            raise refuse(file.kind, file.name, _WANTED)
        return reading_of(file.grids(_MOST_LINES), file.name)

    def plan(self, reading: GrantReading, view: View) -> Plan:
        """What the list changes on Tilskudd and Tilskuddsår. Raises RefusedEdit."""
        return _Planner(reading, view).plan()


class _Planner:
    def __init__(self, reading: GrantReading, view: View) -> None:
        self._reading = reading
        self._grants, self._years = table_of(view, GRANTS), table_of(view, GRANT_YEARS)
        self._by_id = {str(row.values["grant_id"]): row for row in self._grants.filled}
        self._by_year = {
            (str(row.values["grant"]), row.values["year"]): row for row in self._years.filled
        }
        self._lines = [line.label for line in view.programme.lines]
        self._has_lines = view.has(MAIN, "label")
        self._changes: list[Change] = []
        self._edits: list[Edit] = []
        self._problems = [Problem(*problem) for problem in reading.problems]

    def plan(self) -> Plan:
        """The whole plan."""
        new: dict[str, dict[str, Value]] = {}
        new_years: list[Mapping[str, Value]] = []
        for row in self._reading.rows:
            self._grant(row, new)
            if row.year is not None:
                self._year(row, row.year, new_years)
        self._edits += [self._grants.appended([*new.values()])] if new else []
        self._edits += [self._years.appended(new_years)] if new_years else []
        kinds = Counter(change.kind for change in self._changes)
        return Plan(
            changes=tuple(self._changes),
            edits=() if self._problems else tuple(self._edits),
            words=f"{len(self._reading.rows)} rader lest, {kinds[ChangeKind.ADDED]} nye, "
            f"{kinds[ChangeKind.CHANGED]} endringer.",
            read_as=self._reading.read_as,
            problems=tuple(self._problems),
            tallies=(self._tally(),),
            checks=self._reading.notes,
        )

    def _grant(self, row: GrantRow, new: dict[str, dict[str, Value]]) -> None:
        line = row.of_grant.get("budget_line")
        if isinstance(line, str) and self._has_lines and line not in self._lines:
            near = nb.meant(line, self._lines)
            said = f"{row.grant}: Hovedtall har ingen post med dette navnet. {near}".strip()
            self._problems.append(Problem(row.place, line, said))
        held = self._by_id.get(row.grant)
        if held is not None:
            self._compare(held, row.of_grant, self._grants, row.grant)
        elif row.grant in new:
            new[row.grant] |= {key: cell_value(given) for key, given in row.of_grant.items()}
        else:
            lacking = [told for key, told in _NEEDED.items() if key not in row.of_grant]
            if lacking:
                needs = nb.listed(lacking)
                said = f"{row.grant} er ikke på Tilskudd. Et nytt tilskudd trenger {needs}."
                self._problems.append(Problem(row.place, row.grant, said))
            given = {key: cell_value(value) for key, value in row.of_grant.items()}
            new[row.grant] = {"grant_id": row.grant, **given}
            self._added(self._grants, row.grant, row.of_grant)

    def _year(self, row: GrantRow, year: int, new: list[Mapping[str, Value]]) -> None:
        held = self._by_year.get((row.grant, float(year)))
        key = f"{row.grant} {year}"
        if held is not None:
            self._compare(held, row.of_year, self._years, key)
        elif row.of_year:
            given = {column: cell_value(value) for column, value in row.of_year.items()}
            new.append({"grant": row.grant, "year": float(year), **given})
            self._added(self._years, key, row.of_year)

    def _added(self, table: BoundTable, key: str, given: Mapping[str, Given]) -> None:
        headers = {column.key: column.header for column in table.spec.columns}
        kinds = {column.key: column.kind for column in table.spec.columns}
        told = ", ".join(f"{headers[k].lower()} {_said(v, kinds[k])}" for k, v in given.items())
        column = headers[table.spec.key]
        self._changes.append(Change(ChangeKind.ADDED, table.spec.name, key, column, None, told))

    def _compare(
        self, held: BoundRow, given: Mapping[str, Given], table: BoundTable, key: str
    ) -> None:
        headers = {column.key: column.header for column in table.spec.columns}
        moved = [
            (column, held.values[column], cell_value(value))
            for column, value in given.items()
            if column in held.cells and held.values[column] != cell_value(value)
        ]
        for column, old, value in moved:
            self._edits.append(SetCell(held.cells[column], value, old))
            change = Change(ChangeKind.CHANGED, table.spec.name, key, headers[column], old, value)
            self._changes.append(change)
        if given and not moved:
            header = headers[table.spec.key]
            same = Change(ChangeKind.SAME, table.spec.name, key, header, None, None)
            self._changes.append(same)

    def _tally(self) -> Tally:
        shares = [
            Share(label, len(told), () if label == TAKEN else told)
            for label, told in self._reading.shares.items()
        ]
        shares.sort(key=lambda share: share.label != TAKEN)
        return Tally("rader", self._reading.read, tuple(shares))


def _said(given: Given, kind: Kind) -> str:
    if isinstance(given, Decimal):
        if kind is Kind.YEAR:
            return f"{given:.0f}"
        return f"{nb.number(given * 100)} %" if kind is Kind.SHARE else nb.number(given)
    return nb.day(given) if isinstance(given, date) else nb.quoted(given)
