from __future__ import annotations

from decimal import Decimal

import pytest

from orxl.sources.amounts import Amounts, Doubt


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1 234,50", 123450), ("1\u00a0234,50-", -123450), ("1\u202f234,5", 123450),
        ("-1.234,50", -123450), ("1,234.50", 123450), ("(450,00)", -45000), ("kr 12,-", 1200),
        ("1 234,-", 123400), ("NOK 12", 1200), ("12,00 CR", -1200), ("12,00 DR", 1200),
        ("12,00 K", -1200), ("−5", -500), ("1.234.567", 123456700), ("12.5", 1250), (",5", 50),
        ("kr -5,00", -500), ("-kr 5,00", -500), ("1'234,50", 123450), ("0", 0), ("-0,01", -1),
        (Decimal("1234.0999999999999"), 123410), (Decimal(-5), -500),
    ],
)  # fmt: skip
def test_an_amount_is_read_to_the_ore(text: object, ore: int) -> None:
    assert Amounts().read(text) == ore


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("1.234", Doubt.AMBIGUOUS), ("1,234", Doubt.AMBIGUOUS), ("(-5)", Doubt.TWO_SIGNS),
        ("1,5E+05", Doubt.EXPONENT), ("12 34", Doubt.NO_NUMBER), ("5 %", Doubt.NO_NUMBER),
        ("5k", Doubt.NO_NUMBER), ("#REF!", Doubt.NO_NUMBER), ("", Doubt.NONE), ("–", Doubt.NONE),
        (None, Doubt.NONE), (True, Doubt.NO_NUMBER), ("0,1234", Doubt.DECIMALS),
        (Decimal("1.239"), Doubt.DECIMALS), ("9" * 20, Doubt.TOO_LARGE), ("5-5", Doubt.NO_NUMBER),
    ],
)  # fmt: skip
def test_what_is_no_amount_for_certain_is_none(text: object, doubt: Doubt) -> None:
    assert Amounts().read(text) is doubt


def test_one_thousand_or_one_krone_is_told_by_the_rest_of_the_column() -> None:
    norwegian = Amounts()
    norwegian.read("12,50")
    assert norwegian.settled("1.234") == 123400
    english = Amounts()
    english.read("12.50")
    assert english.settled("1,234-") == -123400
    assert english.settled("1.234") is Doubt.DECIMALS
    assert Amounts().settled("1.234") is Doubt.AMBIGUOUS


def test_a_column_written_in_two_ways_settles_nothing() -> None:
    mixed = Amounts()
    mixed.read("12,50")
    mixed.read("12.50")
    assert mixed.settled("1.234") is Doubt.AMBIGUOUS
