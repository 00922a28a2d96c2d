"""A cell's value becomes a field, or says why it cannot."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.binding.convert import Misfit, ProblemKind, convert, decimal, read_number
from orxl.core import nb
from orxl.core.values import BLANK, CellError, Value
from orxl.layout import Kind


def problem(value: Value, kind: Kind) -> tuple[ProblemKind, Value | None]:
    with pytest.raises(Misfit) as caught:
        convert(value, kind)
    return caught.value.kind, caught.value.reading


@pytest.mark.parametrize("kind", list(Kind))
def test_a_blank_is_nothing_in_every_kind(kind: Kind) -> None:
    assert convert(BLANK, kind) is None


def test_zero_is_not_blank() -> None:
    assert convert(0.0, Kind.THOUSANDS) == Decimal(0)


def test_a_double_becomes_the_decimal_it_stands_for() -> None:
    assert convert(2.5, Kind.RATE) == Decimal("2.5")
    assert decimal(0.1 + 0.2) == Decimal("0.3")


def test_a_date_becomes_a_day() -> None:
    assert convert(datetime(2025, 1, 1), Kind.DATE) == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("text", "reading"),
    [("1087", 1087.0), ("1 087", 1087.0), ("1\u00a0087,50", 1087.5), ("−82", -82.0)],
)
def test_a_number_typed_as_text_is_read(text: str, reading: float) -> None:
    assert problem(text, Kind.THOUSANDS) == (ProblemKind.TEXT_NUMBER, reading)


@pytest.mark.parametrize(
    ("text", "reading"), [("15 kommuner", 15.0), ("300 tkr", 300.0), ("kr 500", 500.0)]
)
def test_a_unit_beside_the_number_is_seen(text: str, reading: float) -> None:
    assert problem(text, Kind.NUMBER) == (ProblemKind.NUMBER_WITH_UNIT, reading)


def test_a_number_that_can_be_read_two_ways_is_not_read() -> None:
    assert read_number("1.087") is None
    assert read_number("1.087.000") == 1_087_000


def test_words_are_no_number() -> None:
    assert problem("ikke avklart", Kind.THOUSANDS) == (ProblemKind.NOT_A_NUMBER, None)


def test_a_date_typed_as_text_is_read_and_nonsense_is_not() -> None:
    assert problem("31.12.2026", Kind.DATE) == (
        ProblemKind.DATE_AS_TEXT,
        datetime(2026, 12, 31),
    )
    assert problem("31.02.2026", Kind.DATE) == (ProblemKind.NOT_A_DATE, None)


def test_a_measure_number_that_excel_made_a_date_is_no_text() -> None:
    assert problem(datetime(2001, 1, 2), Kind.CODE) == (ProblemKind.NOT_TEXT, None)
    assert problem(1.1, Kind.CODE) == (ProblemKind.NOT_TEXT, None)


def test_an_error_is_an_error_in_every_kind() -> None:
    assert problem(CellError("#N/A"), Kind.TEXT)[0] is ProblemKind.ERROR_VALUE


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_written_in_norwegian_reads_back(number: int) -> None:
    assert read_number(nb.number(number)) == number
