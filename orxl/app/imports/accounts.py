"""«orxl importer regnskap»: the accounts so far into «Regnskap hittil» on Hovedtall.

Those of the year before, to its last day, go into its own column («--per 31.12.2025»).
Each amount goes to a line by the links of «Regnskapskobling», or openly outside. Nothing is written
while an amount has no place: a sum that lacks some of the accounts would look whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Final

from orxl.app.imports.account_checks import named, odd_periods, rounding, thousands
from orxl.app.imports.account_files import ledger_of
from orxl.app.imports.account_places import Places, links_of
from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan
from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.edits import Edit, SetCell, present
from orxl.core.errors import RefusedEdit
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout.names import ACCOUNT_LINKS, ASSUMED, MAIN
from orxl.programme.codes import LineType
from orxl.report.imports.values import Change, ChangeKind, Problem, Share, Tally, Total
from orxl.rules.kit.view import View
from orxl.sources.amounts import kroner, said
from orxl.sources.grids import FileKind, refuse
from orxl.sources.ledger_records import Ledger
from orxl.sources.ledger_signs import Side, Signs
from orxl.sources.periods import month_end

_WANTED: Final = "CSV, Excel (.xlsx) eller SAF-T Regnskap"
_MOST: Final = 5
UNTIL: Final = "Regnskap_per"
NO_DAY: Final = (
    "Filen sier ikke hvilken dag regnskapet gjelder til. Skriv det med --per, for eksempel "
    "--per 31.08.2026."
)
SIGNS: Final = {
    "inntekt-minus": Signs.INCOME_MINUS,
    "utgift-minus": Signs.EXPENSE_MINUS,
    "uten": Signs.NONE,
}
"""What somebody may say of a file's signs, in words for the command line."""


@dataclass(frozen=True)
class AccountsImport:
    """The accounts from a ledger, a report or SAF-T; *until* where the file does not say it."""

    until: date | None = None
    signs: Signs | None = None
    name: str = "regnskap"

    def read(self, file: SourceFile) -> SourceFile:
        """The *file*, if it may be a ledger: only the book's year tells which columns are meant.

        Raises BadSource.
        """
        if file.kind not in (FileKind.WORKBOOK, FileKind.TEXT, FileKind.XML):
            raise refuse(file.kind, file.name, _WANTED)
        return file

    def plan(self, reading: SourceFile, view: View) -> Plan:
        """What the accounts change. Raises BadSource, RefusedEdit."""
        before = self.until is not None and self.until.year == view.year - 1
        year = view.year - 1 if before else view.year
        ledger, read_as = ledger_of(reading, year, self.signs)
        return _Planner(ledger, read_as, view, self.until, year).plan()


class _Planner:
    """Places the amounts of a ledger on the lines of the workbook."""

    def __init__(
        self, ledger: Ledger, read_as: str, view: View, until: date | None, year: int
    ) -> None:
        self._ledger, self._read_as, self._view = ledger, read_as, view
        self._until, self._year = until, year
        self._key = "actual" if year == view.year else "actual_prior"
        links = view.bound.tables.get(ACCOUNT_LINKS)
        if links is None or links.missing or not view.has(MAIN, self._key):
            raise RefusedEdit(
                "Arbeidsboken mangler arket Regnskapskobling eller kolonnen for regnskapet.",
                "Kjør «orxl oppgrader» først.",
            )
        self._links = links
        self._of_year = tuple(s for s in ledger.sums if s.year in (year, None))
        self._places = Places(
            self._of_year, ledger, links_of(links, view.programme), view.programme
        )

    def plan(self) -> Plan:
        """The whole plan."""
        wrong = tuple(self._problems())
        changes = tuple(self._changes())
        return Plan(
            changes=changes,
            edits=() if wrong else tuple(self._edits()),
            words=self._words(changes),
            read_as=self._read_as,
            problems=wrong,
            tallies=(self._tally(),),
            totals=(self._total(),),
            checks=tuple(self._checks()),
        )

    # -- what is wrong -------------------------------------------------------------------------

    def _problems(self) -> Iterator[Problem]:
        for problem in self._ledger.problems:
            yield Problem(*problem)
        years = sorted({s.year for s in self._ledger.sums if s.year is not None})
        if years and not self._of_year:
            yield Problem(
                "filen", nb.listed([str(y) for y in years]),
                f"er ikke {self._wanted}{self._instead(years)}.",
            )  # fmt: skip
            return
        months = [s.month for s in self._of_year if s.month is not None and s.month > 0]
        if months and min(months) > 1:
            yield Problem(
                "filen", f"periode {min(months)}",
                "er den første perioden i filen. «Regnskap hittil» er fra januar: hent alle "
                "periodene fra periode 1.",
            )  # fmt: skip
        since = self._ledger.since
        if not months and since is not None and since > date(since.year, 1, 1):
            yield Problem(
                "filen", nb.day(since), "er den første dagen i rapporten. «Regnskap hittil» er fra "
                "januar: hent rapporten fra periode 1.",
            )  # fmt: skip
        if not self._of_year:
            return  # what is wrong with every line is said
        if self._day is None:
            yield Problem("filen", "", NO_DAY)
        elif self._day.year != self._year:
            yield Problem("filen", nb.day(self._day), f"er ikke i {self._wanted}.")
        elif self._year != self._view.year and self._day != date(self._year, 12, 31):
            yield Problem(
                "filen", nb.day(self._day), f"er ikke siste dag i {self._year}. Regnskapet for "
                "året før hentes inn når det er avsluttet.",
            )  # fmt: skip
        yield from self._places.problems()

    @property
    def _wanted(self) -> str:
        """The year that is imported, in words."""
        now = self._year == self._view.year
        return f"budsjettåret, som er {self._year}" if now else f"{self._year}"

    def _instead(self, years: Sequence[int]) -> str:
        """How the accounts of the year before are imported, where the file has them."""
        before = self._view.year - 1
        if before not in years or self._year == before or not self._view.has(MAIN, "actual_prior"):
            return ""
        return f" (legg til --per 31.12.{before} når det skal inn i «Regnskap {before}»)"

    @cached_property
    def _day(self) -> date | None:
        """The day the accounts are to: what somebody said, the last period's end, the title's."""
        if self._until is not None:
            return self._until
        last = max((s.month for s in self._of_year if s.month), default=None)
        if last is None:
            return self._ledger.until
        return month_end(self._year, last)

    # -- what changes --------------------------------------------------------------------------

    @cached_property
    def _new(self) -> Sequence[tuple[BoundRow, Decimal | None]]:
        """Each line of income or expense with what the accounts give, 1000 kr; None: nothing."""
        found: list[tuple[BoundRow, Decimal | None]] = []
        for row in self._view.rows(MAIN):
            kind, label = row.values.get("type"), row.values.get("label")
            if kind not in (LineType.INCOME, LineType.EXPENSE) or not isinstance(label, str):
                continue
            amount = self._places.by_line.get(label)
            if amount is None and row.values.get(self._key, BLANK) is BLANK:
                found.append((row, None))
                continue
            signed = -(amount or 0) if kind == LineType.INCOME else amount or 0
            found.append((row, thousands(signed)))
        return found

    def _changes(self) -> Iterator[Change]:
        header = self._view.header(MAIN, self._key)
        for row, new in self._new:
            if new is None:
                continue
            old = present(self._view.book.cell(row.cells[self._key]))
            kind = ChangeKind.SAME if old == float(new) else ChangeKind.CHANGED
            kind = ChangeKind.ADDED if old is BLANK else kind
            label = str(row.values["label"])
            held = None if old is BLANK else old
            yield Change(kind, MAIN, f"{label} (1000 kr)", header, held, float(new))
        if self._day is not None and (cell := self._day_cell()) is not None:
            old = self._view.value(cell)
            day = datetime(self._day.year, self._day.month, self._day.day)
            kind = ChangeKind.SAME if old == day else ChangeKind.CHANGED
            kind = ChangeKind.ADDED if old is BLANK else kind
            held = None if old is BLANK else old
            yield Change(kind, ASSUMED, "Regnskap per", "Verdi", held, day)
        for link in self._places.proposed:
            to = link.line if link.line is not None else f"Utenfor: {link.outside}"
            yield Change(ChangeKind.ADDED, ACCOUNT_LINKS, named(link), "Ny kobling", None, to)

    def _edits(self) -> Iterator[Edit]:
        for row, new in self._new:
            cell = row.cells[self._key]
            held = present(self._view.book.cell(cell))
            if new is not None and held != float(new):
                yield SetCell(cell, float(new), held)
        at = self._day_cell()
        if at is not None and self._day is not None:
            day = datetime(self._day.year, self._day.month, self._day.day)
            if self._view.value(at) != day:
                yield SetCell(at, day, self._view.value(at))
        if self._places.proposed:
            yield self._links.appended([
                {key: str(value) for key, value in link.model_dump().items() if value is not None}
                for link in self._places.proposed
            ])  # fmt: skip

    def _day_cell(self) -> CellRef | None:
        """Where the day is kept: of the year before it is the year's last."""
        if self._year != self._view.year:
            return None
        return self._view.bound.where(ASSUMED, UNTIL, "value", "name")

    # -- the account ---------------------------------------------------------------------------

    def _own(self, account: str, amount: int) -> Decimal:
        """An *amount* of ours with the sign that the file gives it."""
        signs, income = self._ledger.signs, self._ledger.chart.side(account) is Side.INCOME
        turned = signs is Signs.EXPENSE_MINUS or (signs is Signs.NONE and income)
        return kroner(-amount if turned else amount)

    def _total(self) -> Total:
        parts: dict[str, Decimal] = defaultdict(Decimal)
        for one, where in self._places.placed:
            parts[where] += self._own(one.account, one.amount)
        for one in self._ledger.sums:
            if one.year not in (self._year, None):
                parts["outside"] += self._own(one.account, one.amount)
        return Total(
            "Regnskapet", kroner(self._ledger.total), parts["line"], "kr", parts["outside"],
            parts["unmapped"],
        )  # fmt: skip

    def _tally(self) -> Tally:
        ledger = self._ledger
        shares = [Share("tatt med", ledger.taken)]
        shares += [Share(reason, count) for reason, count in sorted(ledger.left.items())]
        shares.append(Share("med problemer", ledger.unknown))
        return Tally("linjer", ledger.rows, tuple(shares))

    def _words(self, changes: Sequence[Change]) -> str:
        moved = sum(c.kind is not ChangeKind.SAME and c.table == MAIN for c in changes)
        new = len(self._places.proposed)
        day = "" if self._day is None else f"; regnskap per {nb.day(self._day)}"
        return (
            f"{nb.number(self._ledger.rows)} linjer lest, {nb.number(moved)} poster endret{day}"
            + (f"; {nb.counted(new, 'ny kobling', 'nye koblinger')}." if new else ".")
        )

    def _checks(self) -> Iterator[str]:
        ledger = self._ledger
        yield f"{ledger.signs.value} Kontoplan: {ledger.chart.value}."
        yield from ledger.remarks
        if ledger.duplicates:
            more = len(ledger.duplicates) - _MOST
            told = "; ".join(ledger.duplicates[:_MOST]) + (f" og {more} til" if more > 0 else "")
            yield f"Like linjer: {told}."
        yield from odd_periods(ledger, self._of_year)
        before = self._view.programme.day(UNTIL) if self._day_cell() is not None else None
        if before is not None and self._day is not None and self._day < before:
            yield (
                f"Arbeidsboken har regnskap per {nb.day(before)}; filen går bare til "
                f"{nb.day(self._day)}."
            )
        others = [s for s in ledger.sums if s.year not in (self._year, None)]
        if others:
            years = nb.listed(sorted({str(s.year) for s in others}))
            total = sum(s.amount for s in others)
            yield f"{years} er ikke tatt med: {said(total)}."
        for reason, amount in sorted(self._places.by_reason.items()):
            yield f"Utenfor Hovedtall, {reason.casefold()}: {said(amount)}."
        opening = self._view.bound.where(MAIN, LineType.CARRY_IN, self._key, "type")
        if self._year != self._view.year and opening and self._view.value(opening) is BLANK:
            yield (
                f"Inngående mindreforbruk for {self._year} står ikke i filen. Skriv det i "
                f"«{self._view.header(MAIN, self._key)}» på Hovedtall."
            )
        yield from rounding(self._new, self._places.by_line)
