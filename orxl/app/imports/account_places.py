"""Where each amount of a ledger goes: a line of Hovedtall, openly outside, or nowhere yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from orxl.app.imports.account_proposals import Unplaced, proposals
from orxl.binding import BoundTable
from orxl.core import nb
from orxl.programme.account_links import Clash, Fault, Target, fault_of, holds, target_of
from orxl.programme.codes import Outside
from orxl.programme.programme import Programme
from orxl.programme.records import AccountLink
from orxl.report.imports.values import Problem
from orxl.sources.amounts import said
from orxl.sources.ledger_records import Ledger, LedgerSum
from orxl.sources.ledger_signs import Side

_SHEET = "arket Regnskapskobling"
_BALANCE = Target(None, Outside.BALANCE)
_SAID: Final = {
    Fault.EMPTY: "Raden sier ikke hvilken konto, ansvar, funksjon eller prosjekt den gjelder.",
    Fault.NO_TARGET: "Raden skal ha enten en post på Hovedtall eller en grunn til å være utenfor.",
    Fault.NO_LINE: "er ingen inntekts- eller utgiftspost på Hovedtall.",
}


class Links:
    """The links of the workbook that are sound, and what is wrong with the others."""

    def __init__(self) -> None:
        self.sound: list[AccountLink] = []
        self.problems: list[Problem] = []
        self.rows: dict[int, int] = {}
        """The sheet's row of each sound link, by its identity."""

    def row(self, link: AccountLink) -> str:
        """Where *link* stands."""
        number = self.rows.get(id(link))
        return "forslaget" if number is None else f"rad {number}"


def links_of(table: BoundTable, programme: Programme) -> Links:
    """The links in *table*."""
    links = Links()
    for row in table.filled:
        place, link = f"{_SHEET}, rad {row.number}", row.record
        if not isinstance(link, AccountLink):
            links.problems.append(Problem(place, "", "Raden kan ikke leses. Se arket Kontroll."))
        elif (fault := fault_of(link, programme.lines)) is not None:
            value = str(link.line) if fault is Fault.NO_LINE else ""
            links.problems.append(Problem(place, value, _SAID[fault]))
        else:
            links.sound.append(link)
            links.rows[id(link)] = row.number
    return links


class Places:
    """The sums of a ledger, each in its place."""

    def __init__(
        self, sums: Sequence[LedgerSum], ledger: Ledger, links: Links, programme: Programme
    ) -> None:
        self._sums, self._ledger, self._links = sums, ledger, links
        self._found: dict[tuple[str, str, str, str], Target | Clash | None] = {}
        first = [one for one in sums if self._place(one, links.sound) is None]
        self.proposed = tuple(
            proposals(tuple(map(self._unplaced, first)), programme.lines, ledger.chart)
        )
        """Links for what has none, as they are proposed."""
        self._found.clear()
        every = [*links.sound, *self.proposed]
        self.placed: list[tuple[LedgerSum, str]] = []
        """Each sum with «line», «outside» or «unmapped»."""
        self.by_line: dict[str, int] = defaultdict(int)
        self.by_reason: dict[str, int] = defaultdict(int)
        self._unmapped: dict[tuple[str, str, str, str], int] = defaultdict(int)
        self._clashes: dict[tuple[int, int], tuple[Clash, int]] = {}
        for one in sums:
            self._put(one, self._place(one, every))

    def _put(self, one: LedgerSum, target: Target | Clash | None) -> None:
        if isinstance(target, Target) and target.line is not None:
            self.by_line[target.line] += one.amount
            self.placed.append((one, "line"))
        elif isinstance(target, Target):
            self.by_reason[str(target.outside)] += one.amount
            self.placed.append((one, "outside"))
        else:
            self.placed.append((one, "unmapped"))
            if isinstance(target, Clash):
                both = id(target.one), id(target.other)
                amount = self._clashes.get(both, (target, 0))[1]
                self._clashes[both] = target, amount + one.amount
            else:
                self._unmapped[one.account, one.department, one.function, one.project] += one.amount

    def _place(self, one: LedgerSum, links: Sequence[AccountLink]) -> Target | Clash | None:
        key = one.account, one.department, one.function, one.project
        if key not in self._found:
            found = holds(links, *key)
            if isinstance(found, AccountLink):
                self._found[key] = target_of(found)
            elif found is None and self._ledger.chart.side(one.account) is Side.BALANCE:
                self._found[key] = _BALANCE
            else:
                self._found[key] = found
        return self._found[key]

    def _unplaced(self, one: LedgerSum) -> Unplaced:
        ledger = self._ledger
        return Unplaced(
            one.account, one.function, one.project, ledger.accounts.get(one.account, ""),
            ledger.projects.get(one.project, ""),
        )  # fmt: skip

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the links, and the amounts that have no place."""
        yield from self._links.problems
        for clash, amount in self._clashes.values():
            rows = nb.listed(sorted({self._links.row(clash.one), self._links.row(clash.other)}))
            yield Problem(
                f"{_SHEET}, {rows}", said(amount),
                "kan følge begge radene, som sier hver sitt. Gjør den ene mer bestemt.",
            )  # fmt: skip
        yield from self._without_place()

    def _without_place(self) -> Iterator[Problem]:
        """The accounts that have amounts without a place, the largest first."""
        by_account: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        totals: dict[str, int] = defaultdict(int)
        for (account, *where), amount in self._unmapped.items():
            by_account[account].append((where[0], where[1], where[2]))
            totals[account] += amount
        for account, total in sorted(totals.items(), key=lambda item: (-abs(item[1]), item[0])):
            name, places = self._ledger.accounts.get(account, ""), by_account[account]
            parts = [f"konto {account}" + (f" {name}" if name else "")]
            words = ("ansvar", "funksjon", "prosjekt")
            if len(places) == 1:
                parts += [
                    f"{word} {code}" for word, code in zip(words, places[0], strict=True) if code
                ]
            else:
                parts.append(f"{nb.number(len(places))} ulike ansvar, funksjoner og prosjekter")
            yield Problem(
                ", ".join(parts), said(total),
                "har ingen kobling. Skriv den på arket Regnskapskobling.",
            )  # fmt: skip
