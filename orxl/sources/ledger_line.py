"""What a line of a ledger says: its account, its period, its amounts; and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from orxl.core import nb
from orxl.sources.amounts import Amounts, Doubt, said
from orxl.sources.ledger_cells import CODE, CREDITS, DEBITS, at, is_sum
from orxl.sources.ledger_columns import Header
from orxl.sources.ledger_records import Ledger, Line, Sheet
from orxl.sources.ledger_where import Where
from orxl.sources.periods import period
from orxl.sources.problems import SourceProblem

MOST_NAMED: Final = 500
"""Problems and duplicates that are kept to be shown; all are counted."""
When = tuple[int | None, int | None]
"""Year and month."""


class LineReader:
    """Reads what each line says, and puts what is wrong on the *ledger*.

    *year* is the year asked for, *title_year* that of the titles. *amounts* have learnt how each
    column is written; when *settling*, they have seen all of it.
    """

    def __init__(
        self, sheet: Sheet, header: Header, where: Where, ledger: Ledger,
        year: int | None, title_year: int | None, amounts: dict[int, Amounts], settling: bool,
    ) -> None:  # fmt: skip
        self.sheet, self.header, self.where, self.ledger = sheet, header, where, ledger
        self.year, self.title_year = year, title_year
        self.amounts, self.settling = amounts, settling
        self.ambiguous = self.assumed_year = False
        self.problems = 0
        self._whens: dict[object, When | None] = {}

    def misshapen(self, line: Line) -> bool:
        """Whether a line of a text file has other fields than the headers; then it is named."""
        cells = line.cells
        if any(cell is not None and cell != "" for cell in cells[self.where.most :]):
            what = "er et felt for mye: linjen har flere enn overskriften."
            self.problem(line.number, self.where.most, cells[self.where.most], what)
            return True
        if not self.sheet.name and len(cells) <= max(self.where.money):
            self.problem(line.number, len(cells) - 1, cells[-1], "er det siste på linjen, som er "
                          "kortere enn overskriften. Filen kan være kuttet.")  # fmt: skip
            return True
        return False

    def foreign(self, line: Line) -> bool:
        """Whether a line's amount is in another currency; then it is named."""
        currency = at(line.cells, self.where.currency)
        if currency is None or str(currency).strip().casefold() in ("", "nok", "kr"):
            return False
        self.problem(line.number, self.where.currency, currency, "er ikke kroner.")
        return True

    def is_credit(self, line: Line) -> bool:
        word = str(at(line.cells, self.where.side) or "").strip().casefold()
        if word not in CREDITS and word not in DEBITS:
            self.problem(line.number, self.where.side, word, "er verken debet eller kredit.")
        return word in CREDITS

    def one_side(self, line: Line, found: Mapping[int, int]) -> None:
        """An entry is debit or credit: with both, one of them may be in the wrong column."""
        both = [column for column, amount in found.items() if amount]
        if self.where.credit in both and len(both) > 1:
            cell = at(line.cells, self.where.credit)
            self.problem(line.number, self.where.credit, cell, "står på en linje med debet også.")

    def account_of(self, cells: Sequence[object]) -> str | None:
        cell = at(cells, self.where.account)
        if isinstance(cell, str):
            match = CODE.fullmatch(cell.strip())
            if match is None or is_sum(match[2]):
                return None
            if match[2] is not None:
                self.ledger.accounts.setdefault(match[1], match[2].strip())
            number = match[1]
        elif isinstance(cell, Decimal) and cell == int(cell) and 0 <= cell < 10**10:
            number = str(int(cell))
        else:
            return None
        if self.where.voucher < 0 and is_sum(at(cells, self.where.name)):
            return None  # a report's «50 | Sum lønn»
        return number

    def when(self, line: Line) -> When | None:
        """Year and month of *line*; None, and a problem, where they cannot be read."""
        cells, column = line.cells, self.where.period
        cell = at(cells, column)
        if cell is None or cell == "":
            column = self.where.day
            cell = at(cells, column)
        if column < 0:
            year, month = None, None
        else:
            if (column, cell) not in self._whens:
                self._whens[column, cell] = period(cell)
            when = self._whens[column, cell]
            if when is None:
                self.problem(line.number, column, cell, "er ingen periode eller dato.")
                return None
            year, month = when
        told = at(cells, self.where.year)
        if told is not None and told != "":
            if re.fullmatch(r"(?:19|20)[0-9]{2}", str(told).strip()) is None:
                self.problem(line.number, self.where.year, told, "er ikke et årstall.")
                return None
            year = int(str(told))
        if year is None:
            year = self.title_year
            if year is None and self.year is not None:
                year, self.assumed_year = self.year, True
        return year, month

    def amounts_of(self, line: Line) -> dict[int, int] | None:
        """What the line has in each column of money, in øre; None, and problems, where unclear."""
        found: dict[int, int] = {}
        wrong = False
        for column in self.where.money:
            cell = at(line.cells, column)
            if cell is None or cell == "":
                if column in line.formulas:
                    what = "er en formel uten verdi. Åpne filen i Excel og lagre den."
                    self.problem(line.number, column, cell, what)
                    wrong = True
                continue
            amount = self._amount(column, cell)
            if isinstance(amount, int):
                found[column] = amount
            elif amount is not Doubt.NONE:
                self.problem(line.number, column, cell, f"{amount.value}.")
                wrong = True
        if self.where.total >= 0 and not wrong:
            cell = at(line.cells, self.where.total)
            total = self._amount(self.where.total, cell)
            if isinstance(total, int) and total != sum(found.values()):
                what = f"er summen, men månedene gir {said(sum(found.values()))}."
                self.problem(line.number, self.where.total, cell, what)
                wrong = True
        return None if wrong else found

    def _amount(self, column: int, cell: object) -> int | Doubt:
        amount = self.amounts[column].read(cell)
        if amount is not Doubt.AMBIGUOUS:
            return amount
        self.ambiguous = True
        return self.amounts[column].settled(str(cell)) if self.settling else 0

    def is_heading(self, cells: Sequence[object]) -> bool:
        """Whether a line with an account only heads the entries under it, as print-outs do."""
        where = self.where
        if where.voucher < 0 and where.day < 0:
            return False
        empty = (*where.money, where.period, where.day, where.voucher)
        return all(at(cells, column) in (None, "") for column in empty)

    def posted(self, cells: Sequence[object]) -> bool:
        """Whether a line without an account is an entry, by its voucher or day, or a faulty one.

        «Lønn og sosiale utgifter» alone before an amount is a sum, or else it is a problem.
        """
        where = self.where
        if any(character.isdigit() for character in str(at(cells, where.account))):
            return True
        says = (where.period, where.day, where.voucher)
        return any(at(cells, column) not in (None, "") for column in says)

    def problem(self, line: int, column: int, cell: object, what: str) -> None:
        self.problems += 1
        if len(self.ledger.problems) < MOST_NAMED:
            header = self.header.called(column)
            place = self.sheet.place(line, column) if line else f"konto {cell}"
            place += f" ({nb.quoted(header)})" if header and line else ""
            shown = "" if cell is None else str(cell)
            self.ledger.problems.append(SourceProblem(place, shown, what))
