"""Which link of «Regnskapskobling» holds for an account: the most specific one.

A link is more specific the more of department, function and project it names; among equals, the
fewer accounts it takes. Two that are equally specific and say different things hold for nothing: it
is a fault that somebody must mend.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from orxl.programme.codes import LineType, Outside
from orxl.programme.models import BudgetLine
from orxl.programme.records import AccountLink


class Target(NamedTuple):
    """Where an amount goes: a line of «Hovedtall», or outside of it for a reason."""

    line: str | None
    outside: Outside | None


class Clash(NamedTuple):
    """Two links that are equally specific and say different things."""

    one: AccountLink
    other: AccountLink


class Fault(Enum):
    """Why a link cannot be used."""

    EMPTY = "names no account, department, function or project"
    NO_TARGET = "has neither a line nor a reason to be outside, or both"
    NO_LINE = "has a line that is no income or expense of «Hovedtall»"


def fault_of(link: AccountLink, lines: Sequence[BudgetLine]) -> Fault | None:
    """Why *link* cannot be used with the *lines* of «Hovedtall»; None where it can."""
    if is_empty(link):
        return Fault.EMPTY
    if target_of(link) is None:
        return Fault.NO_TARGET
    known = {x.label for x in lines if x.type in (LineType.INCOME, LineType.EXPENSE)}
    return Fault.NO_LINE if link.line is not None and link.line not in known else None


def target_of(link: AccountLink) -> Target | None:
    """Where *link* sends an amount; None where it says neither, or both."""
    if (link.line is None) == (link.outside is None):
        return None
    return Target(link.line, link.outside)


def holds(
    links: Sequence[AccountLink], account: str, department: str, function: str, project: str
) -> AccountLink | Clash | None:
    """The one of *links* that holds for an amount; None where there is none."""
    best: AccountLink | None = None
    clash: Clash | None = None
    for link in links:
        if not _fits(link, account, department, function, project):
            continue
        if best is None or _rank(link) > _rank(best):
            best, clash = link, None
        elif _rank(link) == _rank(best) and target_of(link) != target_of(best):
            clash = Clash(best, link)
    return clash or best


def is_empty(link: AccountLink) -> bool:
    """Whether *link* names nothing: it would hold for every amount."""
    return all(
        part is None for part in (link.first, link.last, link.department, link.function,
                                  link.project)
    )  # fmt: skip


def _fits(link: AccountLink, account: str, department: str, function: str, project: str) -> bool:
    if is_empty(link):
        return False
    for wanted, found in (
        (link.department, department), (link.function, function), (link.project, project),
    ):  # fmt: skip
        if wanted is not None and wanted.strip() != found:
            return False
    first, last = _range(link)
    if first is not None and account[: len(first)] < first:
        return False
    return last is None or account[: len(last)] <= last


def _range(link: AccountLink) -> tuple[str | None, str | None]:
    first = None if link.first is None else link.first.strip()
    last = None if link.last is None else link.last.strip()
    return first, first if last is None else last


def _rank(link: AccountLink) -> tuple[int, Decimal]:
    """How specific *link* is: what it names beside accounts, then how few accounts it takes."""
    named = sum(part is not None for part in (link.department, link.function, link.project))
    first, last = _range(link)
    start = Decimal(0) if first is None or not first.isdigit() else Decimal(f"0.{first}")
    end = Decimal(1)
    if last is not None and last.isdigit():
        end = Decimal(f"0.{last}") + Decimal(1).scaleb(-len(last))
    return named, start - end
