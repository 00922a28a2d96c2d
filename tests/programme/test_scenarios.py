"""Scenarios, the goal and the sensitivity, from the models alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orxl.programme.codes import GrantStatus, Growth, LineSource, LineType
from orxl.programme.goal import Aim, Answer, smallest_rate
from orxl.programme.models import Assumption, BudgetLine, Grant, Project
from orxl.programme.programme import Programme
from orxl.programme.scenarios import Outcome, Scenario, evaluate, the_case
from orxl.programme.sensitivity import largest, sensitivity
from tests.programme.invented import BEFORE, NOW, RATES, RESTS, ROWS, council

D = Decimal
DRAMMEN, BÆRUM, ASKER, UNKNOWN = 3301, 3201, 3203, 3240


def outcome(programme: Programme, **overrides: Any) -> Outcome:
    found = evaluate(programme, Scenario(**overrides))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("overrides", "fees", "result", "closing"),
    [
        ({}, 5387, -336, 3407),
        ({"rate": D(3)}, 6464, 741, 4484),
        ({"members_out": frozenset({DRAMMEN})}, 5123, -600, 3143),
        ({"at": NOW}, 5409, -314, 3429),
        ({"at": NOW, "growth": Growth.AS_NAMED}, 5426, -297, 3446),
        ({"at": NOW, "growth": Growth.NATIONAL}, 5423, -300, 3443),
        ({"counts_applied": False}, 5387, -866, 2877),
        ({"grants_out": frozenset({"ORBIFY"})}, 5387, -866, 2877),
        ({"counts_applied": False, "grants_in": frozenset({"ORBIFY"})}, 5387, -336, 3407),
        ({"assumptions": {"Regn_med_søkte_tilskudd": "Nei"}}, 5387, -866, 2877),
    ],
)
def test_the_expected_figures(
    programme: Programme, overrides: dict[str, Any], fees: int, result: int, closing: int
) -> None:
    found = outcome(programme, **overrides)
    assert (found.income - found.other_income, found.result, found.closing) == (
        fees, result, closing
    )  # fmt: skip
    assert abs(found.result_kr - found.result * 1000) <= 500
    assert (found.bound, found.free) == (400, found.closing - 400)


def test_both_roundings(programme: Programme) -> None:
    found = outcome(programme)
    assert (found.result_kr, found.closing_kr) == (-336_373, 3_406_627)


def test_a_member_in_again_pays_and_who_is_in_already_changes_nothing(
    programme: Programme,
) -> None:
    again = outcome(programme, members_in=frozenset({BÆRUM}))
    assert again.fees - outcome(programme).fees == 330_895
    assert outcome(programme, members_in=frozenset({ASKER})).fees == outcome(programme).fees


def test_a_joiner_that_is_not_on_the_register_pays_by_its_population(programme: Programme) -> None:
    people = {row.code: row.inhabitants for row in programme.populations if row.at == BEFORE}
    joined = outcome(programme, members_in=frozenset({UNKNOWN}))
    assert joined.fees - outcome(programme).fees == D(people[UNKNOWN]) * D("2.5")


def test_a_member_that_nobody_has_named_cannot_leave(programme: Programme) -> None:
    assert outcome(programme, members_out=frozenset({UNKNOWN})).fees == outcome(programme).fees


def with_case_lines(programme: Programme) -> Programme:
    printed = {"Kontingenter": 5387, "Prosjekter": 2580}
    lines = tuple(
        line.model_copy(update={"case": line.budget})
        if line.budget is not None
        else line.model_copy(update={"case": D(printed[line.label])})
        if line.label in printed
        else line
        for line in programme.lines
    )
    opening = replace(programme, lines=lines)
    return replace(
        opening,
        lines=tuple(
            line.model_copy(update={"case": D(3743)}) if line.type is LineType.CARRY_IN else line
            for line in opening.lines
        ),
    )


def test_the_case_stays_what_it_was_whatever_the_book_says(programme: Programme) -> None:
    """Only the lines the case states count in it."""
    book = with_case_lines(programme)
    facts = (
        ("Kontingentsats_saken", D("2.5")),
        ("Folketallsdato_saken", BEFORE),
        ("Bundet_i_saken", D(400)),
    )
    known = book.assumptions + tuple(
        Assumption(label=name, name=name, value=value) for name, value in facts
    )
    book = replace(book, assumptions=known)
    case = the_case(book)
    assert case is not None
    before = evaluate(book, case)
    changed = replace(
        book,
        assumptions=tuple(
            a.model_copy(update={"value": D(3)})
            if a.name == "Kontingentsats"
            else a.model_copy(update={"value": NOW})
            if a.name == "Folketallsdato"
            else a
            for a in known
        ),
        lines=tuple(
            line.model_copy(update={"budget": D(9000)}) if line.source is LineSource.TYPED else line
            for line in book.lines
        ),
        grants=(),
    )
    after = evaluate(changed, case)
    assert before is not None
    assert after is not None
    assert (before.fees, before.income, before.expenses) == (5_386_627, 8754, 9090)
    assert (after.fees, after.result, after.closing) == (5_386_627, before.result, before.closing)
    assert (before.bound, after.bound) == (400, 400)


def test_without_a_rate_there_is_no_outcome(programme: Programme) -> None:
    bare = replace(
        programme, assumptions=tuple(a for a in programme.assumptions if a.name != "Kontingentsats")
    )
    assert evaluate(bare, Scenario()) is None
    caseless = replace(
        programme,
        assumptions=tuple(
            a for a in programme.assumptions if not a.name.startswith("Kontingentsat")
        ),
    )
    assert the_case(caseless) is None
    assert smallest_rate(bare, Aim.RESULT, D(0)) is None
    assert sensitivity(bare) == ()


def test_the_smallest_rate_for_a_result_of_0(programme: Programme) -> None:
    found = smallest_rate(programme, Aim.RESULT, D(0))
    assert found is not None
    assert found.outcome is not None
    assert (found.answer, found.rate, found.outcome.result) == (Answer.FOUND, D("2.66"), 8)
    assert outcome(programme, rate=D("2.65")).result < 0
    assert found.uncertainty == 67


def test_a_goal_that_no_rate_reaches_or_every_rate_does(programme: Programme) -> None:
    far = smallest_rate(programme, Aim.CLOSING, D(10**9))
    near = smallest_rate(programme, Aim.RESULT, D(-6000))
    assert far is not None
    assert near is not None
    assert (far.answer, near.answer) == (Answer.UNREACHABLE, Answer.ALREADY)


def small(
    rows: list[tuple[int, int, bool, bool]], unnamed: int, rest: Decimal, rate: Decimal
) -> Programme:
    """An invented council with a fee line, one expense and today's assumptions."""
    programme, case = council(rows, unnamed, rest, rate)
    values: dict[str, Decimal | date] = {
        "Budsjettår": D(2026), "Kontingentsats": rate, "Folketallsdato": case.at,
        "Kontingentsats_saken": rate, "Folketallsdato_saken": case.at,
        "Kontingentgrunnlag": case.total, "Antall_medlemmer": D(case.members),
    }  # fmt: skip
    lines = (
        BudgetLine(line=1, label="Kontingenter", type=LineType.INCOME, source=LineSource.FEES),
        BudgetLine(line=2, label="Lønn", type=LineType.EXPENSE, budget=D(500)),
    )
    assumptions = tuple(Assumption(label=n, name=n, value=v) for n, v in values.items())
    return replace(programme, assumptions=assumptions, lines=lines)


def test_a_rate_that_is_not_unique_says_how_far_it_goes() -> None:
    found = smallest_rate(small([(10, 10, True, True)], 0, D(0), D(1)), Aim.RESULT, D(-499))
    assert found is not None
    assert (found.rate, found.highest) == (D("49.95"), D("149.94"))


@settings(max_examples=25)
@given(ROWS, st.integers(0, 60), RESTS, RATES, st.integers(-400, 4000))
def test_one_ore_less_does_not_reach_the_goal(
    rows: list[tuple[int, int, bool, bool]],
    unnamed: int,
    rest: Decimal,
    rate: Decimal,
    goal: int,
) -> None:
    programme = small(rows, unnamed, rest, rate)
    found = smallest_rate(programme, Aim.RESULT, D(goal))
    assert found is not None
    if found.answer is Answer.FOUND:
        assert found.rate is not None
        assert outcome(programme, rate=found.rate).result >= goal
        assert outcome(programme, rate=found.rate - D("0.01")).result < goal


def test_the_rate_moves_less_than_orbify(programme: Programme) -> None:
    effects = {s.what: s.effect for s in sensitivity(programme)}
    assert effects == {
        "Kontingentsats": D("215464.94"),
        "Folketallet i alle medlemmene": D("53866.235"),
        "De øvriges innbyggere (anslag)": D("23370.36"),
        "Største utgift som skrives inn": D(-58_000),
        "Søkte tilskudd": D(-530_000),
    }
    most = largest(sensitivity(programme))
    assert most is not None
    assert most.what == "Søkte tilskudd"


def test_what_is_not_counted_could_come_in() -> None:
    programme = small([(1000, 1000, True, True)], 0, D(0), D(1))
    grant = Grant(grant_id="X", label="X", status=GrantStatus.APPLIED, planned=D(100))
    project = Project(label="P", grant="X", frame=D(30))
    programme = replace(programme, grants=(grant,), projects=(project,))
    assert sensitivity(programme)[-1].effect == 70_000


@given(ROWS, st.integers(0, 60), RESTS, RATES)
def test_the_first_order_effect_of_the_rate_misses_only_the_rounding(
    rows: list[tuple[int, int, bool, bool]], unnamed: int, rest: Decimal, rate: Decimal
) -> None:
    programme = small(rows, unnamed, rest, rate)
    moved = outcome(programme, rate=rate + D("0.10")).fees - outcome(programme).fees
    payers = sum(owes for *_, owes in rows) + 1
    assert abs(moved - sensitivity(programme)[0].effect) <= payers
