"""The six kinds of value are never confused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.core.values import (
    BLANK,
    EPOCH_1900,
    CellError,
    Value,
    from_serial,
    kind_of,
    same_value,
    to_serial,
)

ONE_OF_EACH: list[Value] = [BLANK, "", 0.0, False, CellError("#N/A"), datetime(2025, 1, 1)]


def test_every_kind_is_its_own() -> None:
    assert len({kind_of(value) for value in ONE_OF_EACH}) == 6


def test_blank_zero_empty_text_and_false_are_four_things() -> None:
    four: list[Value] = [BLANK, 0.0, "", False]
    same = [(a, b) for a in four for b in four if a is not b and same_value(a, b)]
    assert same == []


def test_a_blank_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="is BLANK"):
        bool(BLANK)


def test_numbers_are_the_same_to_fifteen_digits() -> None:
    assert same_value(0.1 + 0.2, 0.3)
    assert not same_value(1.0, 1.00000000001)


def test_a_date_is_its_serial_number() -> None:
    assert to_serial(datetime(2025, 1, 1)) == 45658.0
    assert same_value(datetime(2025, 1, 1), 45658.0)


@given(st.integers(61, 2_958_465), st.integers(0, 86_399))
def test_a_moment_reads_back_from_its_serial_number(day: int, second: int) -> None:
    moment = EPOCH_1900 + timedelta(days=day, seconds=second)
    assert from_serial(to_serial(moment)) == moment


@pytest.mark.parametrize("serial", [-1.0, 2_958_466.0])
def test_a_number_outside_excels_calendar_is_no_date(serial: float) -> None:
    assert from_serial(serial) is None
