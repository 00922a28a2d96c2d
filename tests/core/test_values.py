"""The six kinds of value are never confused."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.core.values import (
    BLANK,
    CellError,
    Value,
    from_serial,
    same_value,
    to_serial,
)

ONE_OF_EACH: list[Value] = [BLANK, "", 0.0, False, CellError("#N/A"), datetime(2025, 1, 1)]


def kind_of(value: Value) -> str:
    return "blank" if value is BLANK else type(value).__name__


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


@given(
    st.datetimes(datetime(1904, 1, 1), datetime(9999, 12, 31)).map(
        lambda t: t.replace(microsecond=0)
    ),
    st.booleans(),
)
def test_a_moment_reads_back_from_its_serial_number(moment: datetime, date1904: bool) -> None:
    assert from_serial(to_serial(moment, date1904=date1904), date1904=date1904) == moment


@given(st.floats(1, 60, exclude_max=True))
def test_a_serial_number_before_the_day_that_never_was_reads_back(serial: float) -> None:
    moment = from_serial(serial)
    assert moment is None or abs(to_serial(moment) - serial) < 1e-8


@pytest.mark.parametrize(
    ("serial", "moment"),
    [(1.0, datetime(1900, 1, 1)), (59.5, datetime(1900, 2, 28, 12)), (61.0, datetime(1900, 3, 1))],
)
def test_the_first_dates_of_1900_are_excels(serial: float, moment: datetime) -> None:
    assert from_serial(serial) == moment
    assert to_serial(moment) == serial


def test_the_calendar_of_1904_begins_on_day_0_and_has_no_day_too_many() -> None:
    assert from_serial(0.0, date1904=True) == datetime(1904, 1, 1)
    assert from_serial(60.0, date1904=True) == datetime(1904, 3, 1)
    assert from_serial(2_957_003.0, date1904=True) == datetime(9999, 12, 31)
    assert same_value(datetime(1904, 1, 2), 1.0, date1904=True)


@pytest.mark.parametrize(
    ("serial", "date1904"),
    [
        (-1.0, False), (2_958_466.0, False), (2_958_465.999_999_999, False),
        (0.5, False),  # a time of day without a date
        (60.5, False),  # 29 February 1900 never was
        (-1.0, True), (2_957_004.0, True), (2_957_003.999_999_999, True),
    ],
)  # fmt: skip
def test_a_number_outside_excels_calendar_is_no_date(serial: float, date1904: bool) -> None:
    assert from_serial(serial, date1904=date1904) is None
