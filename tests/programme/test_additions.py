"""The next number and the right place of what is new in the programme."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.programme.additions import (
    Demand,
    demand_in,
    demand_of,
    next_measure,
    next_target,
    order_of,
    place_of_measure,
    place_of_target,
)
from orxl.programme.codes import Operator, TargetType

R, E = TargetType.RESULT, TargetType.EFFECT
AREAS = st.sampled_from(("1", "2.1", "2.2", "3.1", "10"))
NUMBERS = st.builds(lambda area, n: f"{area}.{n}", AREAS, st.integers(1, 98))


@pytest.mark.parametrize(
    ("area", "there", "number"),
    [
        ("2.1", ["1.1", "2.1.1", "2.1.4", "2.2.1"], "2.1.5"), ("1", ["1.1", "1.6"], "1.7"),
        ("2", ["2.1.1"], "2.1"), ("4.1", ["1.1"], "4.1.1"), ("2.1", ["2.1.9", "2.1.10"], "2.1.11"),
        ("2.1", ["2.1.2"], "2.1.3"), ("2.1", ["2.1.x", "tekst"], "2.1.1"),
    ],
)  # fmt: skip
def test_the_next_number_is_one_more_than_the_highest(
    area: str, there: list[str], number: str
) -> None:
    assert next_measure(area, there) == number


def test_there_are_at_most_99_measures_in_an_area() -> None:
    assert next_measure("2.1", ["2.1.99"]) is None


@given(AREAS, st.lists(NUMBERS))
def test_a_new_number_is_nobodys_and_its_areas(area: str, there: list[str]) -> None:
    number = next_measure(area, there)
    assert number is not None
    assert number not in there
    assert number.rpartition(".")[0] == area


@pytest.mark.parametrize(("kind", "target"), [(R, "2.1.1-R4"), (E, "2.1.1-E2")])
def test_the_next_target(kind: TargetType, target: str) -> None:
    ids = ["2.1.1-R1", "2.1.1-R3", "2.1.1-E1", "2.1.10-R9", "tull"]
    assert next_target("2.1.1", kind, ids) == target


@given(NUMBERS, st.lists(NUMBERS, unique=True))
def test_among_numbers_in_order_the_place_keeps_the_order(number: str, others: list[str]) -> None:
    there = sorted((o for o in others if o != number), key=order_of)
    at = place_of_measure(number, there)
    assert [*there[:at], number, *there[at:]] == sorted([*there, number], key=order_of)


def test_among_rows_in_disorder_it_stands_behind_those_before_it() -> None:
    assert place_of_measure("2.1.3", ["2.1.2", "1.1", "2.1.1", "3.1.1"]) == 3


@pytest.mark.parametrize(
    ("measure", "kind", "at"),
    [
        ("1.1", R, 2), ("1.1", E, 3), ("1.2", R, 4), ("1.3", R, 4), ("1.2", E, 4),
        ("1.1", None, 3), ("3.1.1", R, 5),
    ],
)  # fmt: skip
def test_a_target_stands_with_its_measures_others(
    measure: str, kind: TargetType | None, at: int
) -> None:
    rows: list[tuple[str, TargetType | None]] = [
        ("1.1", R), ("1.1", R), ("1.1", E), ("1.2", R), ("2.1.1", E)
    ]  # fmt: skip
    assert place_of_target(measure, kind, rows) == at


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("≥ 15 kommuner", Demand(Operator.AT_LEAST, Decimal(15), "kommuner")),
        ("minst 1 000 deltakere", Demand(Operator.AT_LEAST, Decimal(1000), "deltakere")),
        (">30 deltakere", Demand(Operator.MORE_THAN, Decimal(30), "deltakere")),
        ("80 % positiv respons", Demand(Operator.EXACTLY, Decimal(80), "% positiv respons")),
        ("<= 2,5 mill. kr", Demand(Operator.AT_MOST, Decimal("2.5"), "mill. kr")),
        ("mange", None), ("15", None), ("", None),
    ],
)  # fmt: skip
def test_a_requirement_as_people_write_it(text: str, demand: Demand | None) -> None:
    assert demand_of(text) == demand


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("Minst 10 kommuner har deltatt.", Demand(Operator.AT_LEAST, Decimal(10), "kommuner")),
        ("Over 1 000 deltakere.", Demand(Operator.MORE_THAN, Decimal(1000), "deltakere")),
        ("Minst 80 % positiv respons", Demand(Operator.AT_LEAST, Decimal(80), "% positiv")),
        ("Minst 2 møter med minst 15 deltakere", None), ("Bedre oversikt.", None),
    ],
)  # fmt: skip
def test_a_requirement_that_the_text_states(text: str, demand: Demand | None) -> None:
    assert demand_in(text) == demand
