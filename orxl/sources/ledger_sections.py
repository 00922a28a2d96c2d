"""The sections of a ledger that is printed by account: headings, balances and sums of the lines.

None of them is an entry. A heading gives its account to the lines under it; what a sum or a balance
says is compared with the lines that it is of.
"""

from __future__ import annotations

from collections.abc import Mapping

from orxl.core import nb
from orxl.sources.amounts import said
from orxl.sources.ledger_cells import is_closing, is_opening, is_total
from orxl.sources.ledger_checks import Checks
from orxl.sources.ledger_line import LineReader
from orxl.sources.ledger_records import Line
from orxl.sources.ledger_where import Where


class Sections:
    """Which section is being read; the lines' amounts come into *checks* as they are taken."""

    def __init__(self, where: Where, told: LineReader, checks: Checks) -> None:
        self._where, self._told, self._checks = where, told, checks
        self.heading = ""
        """The account that heads the lines under it, where they have none of their own."""
        self._opening = 0, 0
        """The opening balance of the heading's account, and the net of all lines before it."""

    def head(self, account: str) -> None:
        """Start the section of *account*."""
        self.heading, self._opening = account, (0, self._checks.net)
        self._checks.mark()

    def sum(self, line: Line, found: Mapping[int, int], label: str) -> None:
        """A sum of lines, or a balance of the account that heads them; it is compared."""
        left = self._told.ledger.left
        credit = found.get(self._where.credit, 0)
        pair = sum(found.values()) - credit, credit
        net = pair[0] - pair[1]
        if is_opening(label):
            left["saldolinjer"] += 1
            self._opening = net, self._checks.net
        elif is_closing(label):
            left["saldolinjer"] += 1
            before, start = self._opening
            given = before + self._checks.net - start
            if net != given:
                what = f"er saldoen {nb.quoted(label)}, men linjene gir {said(given)}."
                self._told.problem(line.number, self._where.money[0], said(net), what)
        else:
            left["summer"] += 1
            self.heading = ""
            both = self._where.credit >= 0 and len(found) > 1
            self._checks.sum(pair, line.number, label, both)

    def finish(self) -> None:
        """Name the sums that are of no lines that stand before them."""
        for line, label, amount, least in self._checks.wrong():
            self._told.problem(
                line, self._where.money[0], said(amount),
                f"er summen {nb.quoted(label)}, men linjene den gjelder, gir {said(least)}.",
            )  # fmt: skip


def speaks_of_a_sum(text: str) -> bool:
    """Whether *text* is what a sum or a balance is called."""
    return is_total(text) or is_opening(text) or is_closing(text)
