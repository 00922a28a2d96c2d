"""Compares the sums that stand in a ledger with the lines they sum."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from orxl.core.errors import BadSource
from orxl.core.light import dataclass, field
from orxl.sources.amounts import said
from orxl.sources.ledger_records import Key

ART: Final = 3
"""Digits of a municipal art (KOSTRA)."""
_PAY: Final = frozenset(
    {"010", "020", "030", "040", "050", "070", "075", "080", "089", "090", "099"}
)  # fmt: skip
"""KOSTRA's arts that begin with 0: pay and what follows it."""
_BALANCE: Final = frozenset({"10", "20", "40"})
"""Those that without the zero are chapters of the balance, too."""
_PAY_WORDS: Final = re.compile(r"lønn|løn\b|vikar|overtid|ekstrahjelp", re.IGNORECASE)
_Pair = tuple[int, int]
"""Debit and credit; the credit is 0 where the file has one column."""


@dataclass
class Checks:
    """The running total of a ledger, and the sums in it.

    A sum may reach back to any earlier sum or to the start: sums of groups, and of those again.
    """

    debit: int = 0
    credit: int = 0
    marks: list[_Pair] = field(default_factory=lambda: [(0, 0)])
    """The running total at the start and at each sum."""
    failed: list[tuple[int, int, str, _Pair, bool]] = field(default_factory=list)

    @property
    def net(self) -> int:
        """Debit less credit so far (where both have a sign, the sum of the amounts)."""
        return self.debit - self.credit

    def sum(self, pair: _Pair, line: int, label: str, both: bool) -> None:
        """A sum *pair* at *line*; *both*: debit and credit are summed each by itself."""
        now = self.debit, self.credit
        if not any(_is(pair, now, mark, both) for mark in reversed(self.marks)):
            self.failed.append((len(self.marks), line, label, pair, both))
        self.mark()

    def mark(self) -> None:
        """A sum may begin here: after another sum, or under the heading of an account."""
        if self.marks[-1] != (self.debit, self.credit):
            self.marks.append((self.debit, self.credit))

    def wrong(self) -> Iterator[tuple[int, str, int, int]]:
        """Line, label and amount of each sum that is none, and what the lines above it give.

        A sum that stands above its lines is right, too.
        """
        end = self.debit, self.credit
        for index, line, label, pair, both in self.failed:
            start = self.marks[min(index, len(self.marks) - 1)]
            later = [*self.marks[index:], end]
            if any(_is(pair, mark, start, both) for mark in later):
                continue
            before = self.marks[index - 1]
            given = start[0] - before[0] - (start[1] - before[1])
            yield line, label, pair[0] - pair[1], given


def _is(pair: _Pair, now: _Pair, mark: _Pair, both: bool) -> bool:
    debit, credit = now[0] - mark[0], now[1] - mark[1]
    if both:
        return pair == (debit, credit)
    return pair[0] - pair[1] in (debit - credit, debit + credit)


def one_amount(
    debits: Mapping[Key, int], others: Mapping[Key, int], positive: int, negative: int
) -> dict[Key, int]:
    """Debits and *others*, the credits, as one amount, credit negative.

    Most files have credits without a sign, some with a minus: in a whole ledger both sides are
    equal, and that tells; else how many credits are *positive* and *negative*. Raises BadSource
    where neither tells.
    """
    debit, credit = sum(debits.values()), sum(others.values())
    if debit == credit or debit == -credit:
        signed = debit == -credit and credit < 0
    elif positive and negative and max(positive, negative) < 10 * min(positive, negative):
        raise BadSource(
            "Noen kreditbeløp har minus og andre ikke, så fortegnene kan ikke leses sikkert.",
            "Hent rapporten med ett beløp med fortegn.",
        )
    else:
        signed = negative > positive
    sums = dict(debits)
    for key, amount in others.items():
        sums[key] = sums.get(key, 0) + (amount if signed else -amount)
    return sums


class Grouped(NamedTuple):
    """A report's sums by account, without the lines that sum up others."""

    sums: dict[Key, int]
    left_out: int
    """How many lines were such sums."""
    doubts: tuple[tuple[str, str], ...]
    """Accounts that look like sums and are not, with what is wrong."""


def grouped(sums: Mapping[Key, int], counts: Mapping[str, int]) -> Grouped:
    """A report's *sums* without lines such as «50 Lønn» over 5010 and 5090; *counts* are lines.

    An account of four digits and more may be the beginning of others and none of their sums.
    """
    nets = _nets(sums)
    longest = max(map(len, nets), default=0)
    groups: set[str] = set()
    doubts: list[tuple[str, str]] = []
    for account in nets:
        under = [a for a in nets if len(a) == longest and a.startswith(account)]
        if len(account) == longest or not under:
            continue
        below = sum(nets[a] for a in under)
        if nets[account] == below:
            groups.add(account)
        elif longest > ART and len(account) <= ART:
            what = (
                f"ser ut som summen av kontoene som begynner med {account}, men er "
                f"{said(nets[account])}; de er {said(below)}."
            )
            doubts.append((account, what))
    kept = {key: amount for key, amount in sums.items() if key[0] not in groups}
    return Grouped(kept, sum(counts[a] for a in groups), tuple(doubts))


class Zeros(NamedTuple):
    """Sums with the zeros that Excel took from arts put back: 10 is 010."""

    sums: dict[Key, int]
    put_back: Mapping[str, str]
    doubts: tuple[str, ...]
    """Short accounts that may be chapters of the balance as well (10 is «Bankinnskudd»)."""


def with_zeros(sums: Mapping[Key, int], names: Mapping[str, str]) -> Zeros:
    """*sums* with arts of three digits, where the file's others have three and none begins with 0.

    KOSTRA's chapters of the balance have two digits, and some are those of pay without a zero:
    then another account, or the account's name, tells.
    """
    accounts = {key[0] for key in sums}
    short = {account for account in accounts if len(account) < ART}
    if not short or max(map(len, accounts)) != ART:
        return Zeros(dict(sums), {}, ())
    kept = any(account.startswith("0") and len(account) == ART for account in accounts)
    told = {a for a in short if a not in _BALANCE or _PAY_WORDS.search(names.get(a, ""))}
    if kept or not told or not {account.zfill(ART) for account in short} <= _PAY:
        return Zeros(dict(sums), {}, tuple(sorted(short)))
    zeros = {account: account.zfill(ART) for account in short}
    whole: dict[Key, int] = {}
    for key, amount in sums.items():
        full = (zeros.get(key[0], key[0]), *key[1:])
        whole[full] = whole.get(full, 0) + amount
    return Zeros(whole, zeros, ())


def _nets(sums: Mapping[Key, int]) -> Counter[str]:
    nets: Counter[str] = Counter()
    for key, amount in sums.items():
        nets[key[0]] += amount
    return nets
