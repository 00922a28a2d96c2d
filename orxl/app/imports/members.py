"""«orxl importer medlemmer»: a list of members into the sheet Medlemmer.

Rows are added and changed, never taken out: who is on the sheet and not in the file is told, since
only a date says that a member has left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan, table_of
from orxl.binding import BoundRow
from orxl.binding.rows import cell_value
from orxl.core import nb
from orxl.core.edits import Edit, SetCell
from orxl.core.light import dataclass, replace
from orxl.core.values import Value
from orxl.layout.names import MEMBERS
from orxl.programme.codes import YesNo
from orxl.programme.fees import account, owes_fee
from orxl.programme.models import Member
from orxl.report.imports.values import Change, ChangeKind, Problem, Share, Tally
from orxl.rules.kit.view import View
from orxl.sources.grids import FileKind, refuse
from orxl.sources.members import NOTES, TAKEN, MemberReading, MemberRow, reading_of

_WANTED: Final = "CSV eller Excel (.xlsx) med en rad for hver kommune"
_MOST_LINES: Final = 20_000
"""There are 357 municipalities; a list of many more is something else."""
_EXAMPLES: Final = 40


@dataclass(frozen=True)
class MemberImport:
    """Members from a list; ``today`` is noted as the day it came, where it has no source."""

    today: date
    name: str = "medlemmer"

    def read(self, file: SourceFile) -> MemberReading:
        """The file's members with their places. Raises BadSource, UnreadableFile."""
        if file.kind not in (FileKind.WORKBOOK, FileKind.TEXT):
            raise refuse(file.kind, file.name, _WANTED)
        return reading_of(file.grids(_MOST_LINES), file.name)

    def plan(self, reading: MemberReading, view: View) -> Plan:
        """What the list changes on Medlemmer. Raises RefusedEdit."""
        return _Planner(reading, view, self.today).plan()


class _Planner:
    def __init__(self, reading: MemberReading, view: View, today: date) -> None:
        table = table_of(view, MEMBERS)
        self._reading, self._view, self._table = reading, view, table
        self._come = f"medlemsliste lest {nb.day(today)}"
        self._header = {column.key: column.header for column in table.spec.columns}
        self._rows: dict[int, list[BoundRow]] = {}
        for row in table.filled:
            if isinstance(row.record, Member):
                self._rows.setdefault(row.record.code, []).append(row)
        self._changes: list[Change] = []
        self._edits: list[Edit] = []
        self._new: list[Mapping[str, Value]] = []
        self._problems = [Problem(*problem) for problem in reading.problems]

    def plan(self) -> Plan:
        """The whole plan."""
        for member in self._reading.rows:
            held = self._rows.get(member.code, [])
            if not held:
                self._add(member)
            elif len(held) == 1:
                self._compare(member, held[0])
            else:
                where = nb.listed([f"rad {row.number}" for row in held])
                said = f"{member.name} har flere rader på Medlemmer ({where}). Før den for hånd."
                self._problems.append(Problem(member.place, member.name, said))
        if self._new:
            self._edits.append(self._table.appended(self._new))
        kinds = Counter(change.kind for change in self._changes)
        return Plan(
            changes=tuple(self._changes),
            edits=() if self._problems else tuple(self._edits),
            words=f"{len(self._reading.rows)} kommuner lest, {kinds[ChangeKind.ADDED]} nye, "
            f"{kinds[ChangeKind.CHANGED]} endringer.",
            read_as=self._reading.read_as,
            problems=tuple(self._problems),
            tallies=(self._tally(),),
            checks=tuple(self._checks()),
        )

    def _add(self, member: MemberRow) -> None:
        given = dict(member.given)
        given.setdefault("in_basis", self._in_basis(given).value)
        given.setdefault("source", self._come)
        kept = {k: v for k, v in given.items() if k in self._header}
        row: dict[str, Value] = {"code": float(member.code), "name": self._name(member)}
        self._new.append(row | {key: cell_value(value) for key, value in kept.items()})
        key = f"{member.name} ({member.code:04})"
        told = ", ".join(
            f"{self._header[k].lower()} {nb.day(v) if isinstance(v, date) else v}"
            for k, v in kept.items()
            if k != "source"
        )
        self._changes.append(
            Change(ChangeKind.ADDED, MEMBERS, key, self._header["name"], None, told)
        )

    def _name(self, member: MemberRow) -> str:
        """What Folketall calls the municipality: that is what the sheet's list offers."""
        named = {row.code: row.municipality for row in self._view.programme.populations}
        return named.get(member.code, member.name)

    def _in_basis(self, given: Mapping[str, str | date]) -> YesNo:
        """Whether the case counted a member that it did not name: not who came or left since."""
        joined, left = given.get("joined"), given.get("left")
        first = date(self._view.year, 1, 1)
        late = isinstance(joined, date) and joined > first
        gone = isinstance(left, date) and left < first
        return YesNo.NO if late or gone else YesNo.YES

    def _compare(self, member: MemberRow, row: BoundRow) -> None:
        where = f"{member.name} ({member.code:04})"
        moved = [
            (key, row.values[key], cell_value(value))
            for key, value in member.given.items()
            if key in row.cells and row.values[key] != cell_value(value)
        ]
        for key, old, new in moved:
            held = self._view.book.cell(row.cells[key]).value
            self._edits.append(SetCell(row.cells[key], new, held))
            change = Change(ChangeKind.CHANGED, MEMBERS, where, self._header[key], old, new)
            self._changes.append(change)
        if not moved:
            same = Change(ChangeKind.SAME, MEMBERS, where, self._header["name"], None, None)
            self._changes.append(same)

    def _tally(self) -> Tally:
        shares = [
            Share(label, len(told), () if label == TAKEN else told[:_EXAMPLES])
            for label, told in self._reading.shares.items()
        ]
        shares.sort(key=lambda share: (share.label != TAKEN, share.label == NOTES))
        return Tally("rader", self._reading.read, tuple(shares))

    def _checks(self) -> Iterator[str]:
        yield from self._reading.notes
        there = {member.code for member in self._reading.rows}
        gone = [
            row.record.name
            for rows in self._rows.values()
            for row in rows
            if isinstance(row.record, Member)
            and row.record.code not in there
            and owes_fee(row.record, self._view.year)
        ]
        if gone:
            yield (
                f"På Medlemmer, men ikke i filen: {nb.listed(gone)}. De blir stående. Er noen gått "
                "ut, skriver du siste dag i «Medlem til»."
            )
        counted = sum(row.get("in_basis") == YesNo.YES.value for row in self._new)
        if counted:
            yield (
                f"{nb.counted(counted, 'ny kommune er', 'nye kommuner er')} ført som del av "
                "sakens grunnlag («I grunnlaget» er Ja), fordi de ikke er kommet til siden."
            )
        if not self._problems:
            yield from self._proof()

    def _proof(self) -> Iterator[str]:
        """When the list names all: their fees in the case beside the case's own sum."""
        programme = self._view.programme
        more = tuple(
            Member(code=int(code), name=str(row["name"]), in_basis=YesNo(str(row["in_basis"])))
            for row in self._new
            if isinstance(code := row["code"], float)
        )
        found = account(replace(programme, members=(*programme.members, *more)))
        if found is None or not found.all_named or not more:
            return
        named = sum(payer.in_basis for payer in found.payers)
        if named > found.case.members:
            yield (
                f"Med filen er {named} kommuner ført som del av sakens grunnlag, men saken sier "
                f"{found.case.members}. Noen av dem skal ha Nei i «I grunnlaget»."
            )
            return
        total = sum((payer.case_fee for payer in found.payers), Decimal(0))
        gap = total - found.case.total
        yield (
            f"Alle {found.case.members} er navngitt. Kontingenten deres er i saken "
            f"{nb.number(total, 0)} kr; saken sier {nb.number(found.case.total, 0)} kr"
            + (f" (differanse {nb.number(gap, 0)} kr)." if gap else ".")
        )
