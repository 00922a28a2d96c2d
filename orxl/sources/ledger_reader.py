"""Reads one sheet of a ledger, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice
from typing import Final

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.sources.amounts import Amounts, said
from orxl.sources.ledger_cells import (
    at,
    dimension,
    is_budget,
    note_name,
    words,
)
from orxl.sources.ledger_checks import (
    ART,
    Checks,
    Grouped,
    Zeros,
    grouped,
    one_amount,
    with_zeros,
)
from orxl.sources.ledger_columns import Header, Role, header_in
from orxl.sources.ledger_line import MOST_NAMED, LineReader, When
from orxl.sources.ledger_records import Key, Ledger, LedgerSum, Line, Sheet
from orxl.sources.ledger_sections import Sections, speaks_of_a_sum
from orxl.sources.ledger_signs import Signs
from orxl.sources.ledger_titles import titles
from orxl.sources.ledger_where import where_in

_LOOKED_AT: Final = 80
"""So many lines may stand above the headers: titles, choices of the report, an address."""
_MOST_KNOWN: Final = 200_000


class Reader:
    """Reads one sheet into :attr:`ledger`; *year* and *called* are those of ``read_ledger``."""

    def __init__(self, sheet: Sheet, year: int | None, called: Mapping[str, Role]) -> None:
        self.sheet = sheet
        self._year = year
        self._called = called
        self.ledger = Ledger()

    def _start(self, told: LineReader) -> None:
        self.ledger, self._told = told.ledger, told
        self._sums: dict[Key, int] = {}
        self._credits: dict[Key, int] = {}
        """Credit, where the file keeps it apart."""
        self._credit_signs = [0, 0]
        """How many credits are positive and negative."""
        self._counts: Counter[str] = Counter()
        self._checks = Checks()
        self._sections = Sections(self._where, told, self._checks)
        self._seen: dict[int, int] = {}
        self._known: dict[object, Key] = {}
        """The keys of lines that were taken, by the cells that say it: the most are like others."""
        self._hidden = self._duplicates = self._under_heading = 0

    def run(self) -> bool:
        """Read the sheet; False where it has no headers that a ledger has. Raises BadSource."""
        first = list(islice(iter(self.sheet.lines), _LOOKED_AT))
        for index in range(len(first)):
            pair = [line.cells for line in first[index : index + 2]]
            header = header_in(pair, self._year, self._called)
            if header is not None:
                break
        else:
            return False
        said_above = titles(first[:index], self.sheet.name)
        for thousands in (header.thousands, said_above.thousands):
            if thousands:
                raise BadSource(
                    f"Beløpene er i tusen kroner ({nb.quoted(thousands)}), og regnskapet må stemme "
                    "på øret.",
                    "Hent rapporten i kroner.",
                )
        self._look(header)
        self._heads = {words(line.cells) for line in first[index : index + header.lines]}
        for settling in (False, True):
            self._start(
                LineReader(
                    self.sheet, header, self._where, Ledger(), self._year,
                    header.year or said_above.year, self._amounts, settling,
                )
            )  # fmt: skip
            for line in islice(iter(self.sheet.lines), index + header.lines, None):
                self._line(line)
            if not self._told.ambiguous:
                break  # else again, now that the whole column tells how it is written
        self.ledger.since, self.ledger.until = said_above.since, header.until or said_above.until
        self._finish()
        return True

    def _look(self, header: Header) -> None:
        """Find the columns; what each line needs is kept at hand."""
        self._where = where = where_in(header, text_file=not self.sheet.name)
        self._says, self._width, self._most = where.says, where.width, where.most
        self._amounts = {column: Amounts() for column in (*where.money, where.total)}

    def _line(self, line: Line) -> None:
        """Take *line*, leave it out, or name what is wrong with it."""
        cells = line.cells
        fits = self._width <= len(cells) <= self._most
        key = self._known.get(self._says(cells)) if fits else None
        if key is None:
            self._unlike(line)
            return
        self.ledger.rows += 1
        self._hidden += line.hidden
        found = self._told.amounts_of(line)
        if found:
            self._counts[key[0]] += 1
            self._add(line, key, found)
        self._count(found)

    def _unlike(self, line: Line) -> None:
        """A line that is not like one taken before."""
        cells = line.cells
        if not any(cell is not None and cell != "" for cell in cells):
            return
        self.ledger.rows += 1
        if line.hidden:
            self._hidden += 1
        account = self._told.account_of(cells)
        if account is None:
            self._no_account(line)
        elif is_budget(at(cells, self._where.kind)):
            self.ledger.left["budsjettlinjer"] += 1
        elif self._told.is_heading(cells):
            self.ledger.left["kontooverskrifter"] += 1
            self._sections.head(account)
        else:
            self._entry(line, account)

    def _entry(self, line: Line, account: str) -> None:
        """An amount on *account*."""
        if self._told.misshapen(line) or self._told.foreign(line):
            self._count(None)
            return
        when = self._told.when(line)
        found = None if when is None else self._told.amounts_of(line)
        if when is not None and found:
            self._take(line, account, when, found)
        self._count(found)

    def _count(self, found: Mapping[int, int] | None) -> None:
        if found is None:
            self.ledger.unknown += 1
        elif not found:
            self.ledger.left["linjer uten beløp"] += 1
        else:
            self.ledger.taken += 1

    def _take(self, line: Line, account: str, when: When, found: Mapping[int, int]) -> None:
        cells = line.cells
        where, what, project = (dimension(cells, column) for column in self._where.dimensions)
        if self._where.name >= 0 and account not in self.ledger.accounts:
            note_name(self.ledger.accounts, account, at(cells, self._where.name))
        if project and project not in self.ledger.projects:
            note_name(self.ledger.projects, project, at(cells, self._where.project_name))
        self._counts[account] += 1
        key = (account, where, what, project, *when)
        own = at(cells, self._where.account) not in (None, "")
        if own and len(cells) >= self._width and len(self._known) < _MOST_KNOWN:
            period_said = self._where.period < 0 or at(cells, self._where.period) not in (None, "")
            if period_said:  # else the day says it, which is not among the cells looked at
                self._known[self._says(cells)] = key
        self._add(line, key, found)

    def _add(self, line: Line, key: Key, found: Mapping[int, int]) -> None:
        """Add the amounts of a line to its *key*."""
        if self._where.voucher >= 0:
            self._told.one_side(line, found)
        for column, amount in found.items():
            if self._where.months:
                across = self._where.months[column]
                key = (*key[:4], across.year or key[4], across.month)
            credit = (
                self._told.is_credit(line)
                if self._where.side >= 0
                else column == self._where.credit
            )
            if credit:
                self._credits[key] = self._credits.get(key, 0) + amount
                self._credit_signs[amount < 0] += 1
                self._checks.credit += amount
            else:
                self._sums[key] = self._sums.get(key, 0) + amount
                self._checks.debit += amount
        if self._where.voucher >= 0:
            self._twice(line)

    def _no_account(self, line: Line) -> None:
        cells, ledger = line.cells, self.ledger
        if words(cells) in self._heads:
            ledger.left["gjentatte overskrifter"] += 1
            return
        others = [
            c for i, c in enumerate(cells) if i not in self._where.money and c not in (None, "")
        ]
        texts = [text for text in others if isinstance(text, str)]
        bare = at(cells, self._where.account) in (None, "")
        voucher = at(cells, self._where.voucher) not in (None, "")
        label = None if voucher else next(filter(speaks_of_a_sum, texts), None)
        heading = self._sections.heading
        if label is None and heading and bare and self._told.posted(cells):
            self._under_heading += 1
            self._entry(line, heading)
            return
        found = self._told.amounts_of(line)
        if found is not None and not found:
            ledger.left["linjer med bare tekst"] += 1
        elif found is not None and (label is not None or not self._told.posted(cells)):
            self._sections.sum(line, found, label if label is not None else " ".join(texts))
        else:
            ledger.unknown += 1
            where, cell = self._where.account, at(cells, self._where.account)
            if bare:
                shown = said(sum((found or {}).values()))
                self._told.problem(line.number, where, shown, "står på en linje uten konto.")
            else:
                self._told.problem(line.number, where, cell, "er ikke et kontonummer.")

    def _twice(self, line: Line) -> None:
        key = hash(tuple(line.cells))
        before = self._seen.setdefault(key, line.number)
        if before != line.number:
            self._duplicates += 1
            if len(self.ledger.duplicates) < MOST_NAMED:
                self.ledger.duplicates.append(
                    f"{self.sheet.place(line.number)} er lik {self.sheet.place(before)}"
                )

    def _finish(self) -> None:
        ledger = self.ledger
        self._sections.finish()
        if self._where.apart:
            ledger.signs = Signs.BY_SIDE
            self._sums = one_amount(self._sums, self._credits, *self._credit_signs)
        if self._where.voucher < 0:
            self._take_groups(grouped(self._sums, self._counts))
        self._put_zeros_back(with_zeros(self._sums, ledger.accounts))
        ledger.sums = tuple(
            LedgerSum(account=k[0], department=k[1], function=k[2], project=k[3], year=k[4],
                      month=k[5], amount=self._sums[k])
            for k in sorted(self._sums, key=lambda k: (*k[:4], k[4] or 0, k[5] or 0))
        )  # fmt: skip
        ledger.total = sum(self._sums.values())
        if (more := self._told.problems - len(ledger.problems)) > 0:
            ledger.remarks.append(f"Det er {nb.number(more)} problemer til.")
        if self._hidden:
            told = nb.counted(self._hidden, "skjult rad er lest", "skjulte rader er lest")
            ledger.remarks.append(f"{told} på lik linje med de andre.")
        if self._under_heading:
            lines = nb.counted(self._under_heading, "linje", "linjer")
            ledger.remarks.append(f"Kontoen er overskriften over linjene ({lines}).")
        if self._told.assumed_year:
            ledger.remarks.append(
                f"Filen sier ikke hvilket år periodene gjelder; de er lest som {self._year}."
            )
        if self._duplicates:
            told = nb.counted(self._duplicates, "linje er helt lik", "linjer er helt like")
            ledger.remarks.append(f"{told} en tidligere linje, og regnet med. Er den ført dobbelt?")

    def _take_groups(self, found: Grouped) -> None:
        self._sums = found.sums
        self.ledger.taken -= found.left_out
        if found.left_out:
            self.ledger.left["summer"] += found.left_out
        for account, what in found.doubts:
            self._told.problem(0, self._where.account, account, what)

    def _put_zeros_back(self, found: Zeros) -> None:
        self._sums = found.sums
        for account in found.doubts:
            art = account.zfill(ART)
            what = f"kan være art {art} uten nullen foran, eller et kapittel i balansen."
            self._told.problem(0, self._where.account, account, what)
        names = self.ledger.accounts
        for short, full in found.put_back.items():
            if short in names:
                names[full] = names.pop(short)
        if found.put_back:
            told = nb.listed(sorted(found.put_back.values())[:5])
            self.ledger.remarks.append(f"Nullene foran artene er satt tilbake: {told}.")
