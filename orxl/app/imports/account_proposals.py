"""Proposes which line an account belongs to, from its number and the texts: somebody says yes.

What the municipal arts decide (funds, compensation of value-added tax, internal entries, the year's
end) is proposed by the art (KOSTRA, «Artskontoplan»); a line by its words. Where two lines are as
near, or none, nothing is proposed: the account is listed for somebody to place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.programme.codes import LineSource, LineType, Outside
from orxl.programme.models import BudgetLine
from orxl.programme.records import AccountLink
from orxl.sources.ledger_signs import Chart, Side

_ARTS: Final[Mapping[Outside, tuple[str, ...]]] = {
    Outside.VAT: ("429", "729"),
    Outside.FUNDS: ("530", "540", "548", "550", "560", "570", "930", "940", "948", "950", "970"),
    Outside.INTERNAL: ("290", "380", "480", "780", "790", "880"),
    Outside.CLOSING: ("580", "589", "590", "980", "989", "990"),
}
_PENSION: Final = ("170", "171")
"""The functions for the year's premium deviation and for writing it off."""
_OUTSIDE_WORDS: Final[Mapping[Outside, re.Pattern[str]]] = {
    Outside.PENSION: regex(r"premieavvik", re.I),
    Outside.VAT: regex(r"(?:mva|merverdiavgift)\w*[ -]*(?:og )?kompensasjon|komp\w* (?:for )?"
                            r"(?:mva|merverdiavgift)|momskomp", re.I),
    Outside.FUNDS: regex(r"\b(?:avsetning|bruk av|overføring)\b.{0,30}fond", re.I),
}  # fmt: skip
_WORD: Final = regex(r"[^\W\d_]{5,}")
_SAME: Final = 8
"""So many first letters make two words one: «kommunikasjon» and «kommunikasjonstiltak»."""
_COMMON: Final = frozenset(
    {"utgifter", "inntekter", "andre", "sekretariatet", "prosjekt", "prosjekter", "prosjektet",
     "budsjett", "midler", "organer", "samarbeid", "administrative", "politiske"}
)  # fmt: skip
_ALIKE: Final = (
    (regex(r"annons|reklame|informasjon|profilering|nettsted|nettside|trykksak", re.I),
     regex(r"kommunikasjon", re.I)),
)  # fmt: skip
"""What accounts are called, and the line that then is meant."""
_PAY: Final = regex(r"lønn", re.I)
_PAY_ACCOUNTS: Final[Mapping[Chart, Mapping[str, str]]] = {
    Chart.ARTS: {"first": "010", "last": "099"},
    Chart.CLASSED: {"first": "1010", "last": "1099"},
    Chart.STANDARD: {"first": "5"},
}


@dataclass(frozen=True)
class Unplaced:
    """An account with its dimensions that no link holds for."""

    account: str
    function: str
    project: str
    name: str
    project_name: str


def proposals(
    unplaced: Sequence[Unplaced], lines: Sequence[BudgetLine], chart: Chart
) -> Iterator[AccountLink]:
    """A link for each of the *unplaced* that the numbers or the texts place; each link once."""
    seen: set[AccountLink] = set()
    for one in unplaced:
        found = _proposed(one, lines, chart)
        if found is not None and found not in seen:
            seen.add(found)
            yield found


def _proposed(one: Unplaced, lines: Sequence[BudgetLine], chart: Chart) -> AccountLink | None:
    outside = _outside(one, chart)
    if outside is not None:
        return outside
    if chart is Chart.CLASSED and not one.account.startswith("1"):
        return None  # investment is nothing of Hovedtall's
    income = chart.side(one.account) is Side.INCOME
    kind = LineType.INCOME if income else LineType.EXPENSE
    of_kind = [line for line in lines if line.type is kind]
    if one.project:
        found = _named(one.project_name, of_kind)
        if found is None and not income and not _is_pay(one.account, chart):
            found = _only([x for x in of_kind if x.source is LineSource.PROJECTS])
        if found is not None:
            return _link(found, f"prosjektet «{one.project_name or one.project}»",
                         first=one.account, project=one.project)  # fmt: skip
    if not income and _is_pay(one.account, chart):
        found = _only([line for line in of_kind if _PAY.search(line.label)])
        if found is not None:
            return _link(found, "lønn og sosiale utgifter", **_PAY_ACCOUNTS[chart])
    if income and re.search("kontingent", one.name, re.I):
        found = _only([line for line in of_kind if line.source is LineSource.FEES])
    else:
        found = _named(one.name, of_kind)
    return None if found is None else _link(found, f"navnet «{one.name}»", first=one.account)


def _outside(one: Unplaced, chart: Chart) -> AccountLink | None:
    kind = one.account[:1]
    if chart is Chart.CLASSED and kind in ("0", "3"):
        note = f"Foreslått: kontoklasse {kind} er investering."
        return AccountLink(first=kind, outside=Outside.INVESTMENT, note=note)
    art = chart.art(one.account)
    if art == "090" and one.function in _PENSION:
        return AccountLink(first=one.account, function=one.function, outside=Outside.PENSION,
                           note=f"Foreslått: funksjon {one.function} er premieavvik.")  # fmt: skip
    for reason, arts in _ARTS.items():
        if art in arts:
            return AccountLink(first=one.account, outside=reason, note=f"Foreslått: art {art}.")
    for reason, words in _OUTSIDE_WORDS.items():
        if words.search(one.name):
            note = f"Foreslått: navnet «{one.name}»."
            return AccountLink(first=one.account, outside=reason, note=note)
    return None


def _is_pay(account: str, chart: Chart) -> bool:
    art = chart.art(account)
    if chart is Chart.CLASSED and not account.startswith("1"):
        return False  # investment
    return art < "100" if art else chart is Chart.STANDARD and account.startswith("5")


def _named(name: str, lines: Sequence[BudgetLine]) -> BudgetLine | None:
    """The one of *lines* that has most words of *name*, and any; else the one that is meant."""
    wanted = _words(name)
    near = [(len(wanted & _words(line.label)), line) for line in lines]
    most = max((count for count, _ in near), default=0)
    if most:
        return _only([line for count, line in near if count == most])
    meant = [
        line
        for words, label in _ALIKE
        if words.search(name)
        for line in lines
        if label.search(line.label)
    ]
    return _only(meant)


def _words(text: str) -> set[str]:
    words = {word.casefold() for word in _WORD.findall(text)}
    return {word[:_SAME] for word in words - _COMMON}


def _only(lines: Sequence[BudgetLine]) -> BudgetLine | None:
    return lines[0] if len(lines) == 1 else None


def _link(line: BudgetLine, why: str, **where: str) -> AccountLink:
    given: dict[str, Any] = {**where}
    return AccountLink(line=line.label, note=f"Foreslått: {why}.", **given)
