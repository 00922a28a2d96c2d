"""The scenarios of the book: each row of «Scenarioer» with what «Scenariovalg» changes in it.

A change counts once, in the first row that tells of its member or its grant, and only where one
scenario, and not two, has the name it gives. What a change that does not count says is the same as
the sheet says of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from orxl.core.light import dataclass
from orxl.programme.arithmetic import counts
from orxl.programme.codes import Remark, ScenarioChange, ScenarioName, YesNo
from orxl.programme.fees import owes_fee, populations, today_of
from orxl.programme.programme import Programme
from orxl.programme.records import ScenarioChangeRow, ScenarioRow
from orxl.programme.scenarios import Outcome, Scenario, evaluate, the_case

_MEMBERS: Final = (ScenarioChange.MEMBER_OUT, ScenarioChange.MEMBER_IN)
_OUT: Final = (ScenarioChange.MEMBER_OUT, ScenarioChange.GRANT_OUT)


@dataclass(frozen=True, slots=True)
class NamedOutcome:
    """A scenario of the book and what it gives; None where it cannot be calculated."""

    row: ScenarioRow
    scenario: Scenario | None
    outcome: Outcome | None
    changes: tuple[tuple[ScenarioChangeRow, Remark], ...]
    """The changes that name it, in their order, each with what is to be said of it."""


def table_of(programme: Programme) -> tuple[NamedOutcome, ...]:
    """The scenarios of the book in their order."""
    remarks = remarks_of(programme)
    by_name: dict[str, list[int]] = {}
    for index, change in enumerate(programme.scenario_changes):
        by_name.setdefault(change.scenario.casefold(), []).append(index)
    found = []
    for row in programme.scenarios:
        own = by_name.get(row.name.casefold(), [])
        told = tuple((programme.scenario_changes[i], remarks[i]) for i in own)
        scenario = _scenario(programme, row, told)
        outcome = None if scenario is None else evaluate(programme, scenario)
        found.append(NamedOutcome(row, scenario, outcome, told))
    return tuple(found)


def remarks_of(programme: Programme) -> tuple[Remark, ...]:
    """What is to be said of each change, in the order of «Scenariovalg»."""
    return tuple(_remarks(programme))


def _remarks(programme: Programme) -> Iterator[Remark]:
    names = Counter(row.name.casefold() for row in programme.scenarios)
    rows = {row.name.casefold(): row for row in programme.scenarios}
    seen: set[tuple[str, int, object]] = set()
    for change in programme.scenario_changes:
        name = change.scenario.casefold()
        row = rows[name] if names[name] == 1 else None
        subject = 0 if change.change is None else 1 if change.change in _MEMBERS else 2
        key = change.code if subject == 1 else (change.grant or "").casefold()
        told = ("" if row is None else name, subject, key)
        again = told in seen
        seen.add(told)
        if row is None:
            yield Remark.NO_SCENARIO
        elif is_case(row):
            yield Remark.CASE
        elif subject == 0:
            yield Remark.NO_CHANGE
        elif again:
            yield Remark.REPEATED
        else:
            yield _effect(programme, row, change)


def is_case(row: ScenarioRow) -> bool:
    """Whether *row* is the scenario that holds what the case says."""
    return row.name.casefold() == ScenarioName.CASE.casefold()


def _effect(programme: Programme, row: ScenarioRow, change: ScenarioChangeRow) -> Remark:
    out = change.change in _OUT
    if change.change not in _MEMBERS:
        return Remark.NONE if _grant_moves(programme, row, change, out) else Remark.NO_EFFECT
    today = today_of(programme)
    if today is None or change.code is None:
        return Remark.NO_EFFECT
    here = any(m.code == change.code and owes_fee(m, today.year) for m in programme.members)
    if here is not out:
        return Remark.NO_EFFECT
    at = today.at if row.at is None else row.at
    return Remark.NONE if populations(programme, at).get(change.code) else Remark.NO_PEOPLE


def _grant_moves(
    programme: Programme, row: ScenarioRow, change: ScenarioChangeRow, out: bool
) -> bool:
    applied = programme.counts_applied if row.applied is None else row.applied is YesNo.YES
    ids = _grant_ids(programme)
    meant = [g for g in programme.grants if g.grant_id == ids.get((change.grant or "").casefold())]
    return any(counts(grant, applied) is out for grant in meant)


def _grant_ids(programme: Programme) -> Mapping[str, str]:
    return {grant.grant_id.casefold(): grant.grant_id for grant in programme.grants}


def _scenario(
    programme: Programme, row: ScenarioRow, told: tuple[tuple[ScenarioChangeRow, Remark], ...]
) -> Scenario | None:
    if is_case(row):
        return the_case(programme)
    ids = _grant_ids(programme)
    members: dict[ScenarioChange, set[int]] = {change: set() for change in ScenarioChange}
    grants: dict[ScenarioChange, set[str]] = {change: set() for change in ScenarioChange}
    for change, remark in told:
        if remark not in (Remark.NONE, Remark.NO_PEOPLE) or change.change is None:
            continue
        if change.change in _MEMBERS and change.code is not None:
            members[change.change].add(change.code)
        elif change.grant is not None:
            grants[change.change].add(ids[change.grant.casefold()])
    return Scenario(
        row.name,
        rate=row.rate,
        at=row.at,
        growth=row.growth,
        counts_applied=None if row.applied is None else row.applied is YesNo.YES,
        members_out=frozenset(members[ScenarioChange.MEMBER_OUT]),
        members_in=frozenset(members[ScenarioChange.MEMBER_IN]),
        grants_out=frozenset(grants[ScenarioChange.GRANT_OUT]),
        grants_in=frozenset(grants[ScenarioChange.GRANT_IN]),
    )
