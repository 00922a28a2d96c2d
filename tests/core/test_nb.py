"""Norwegian in print."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.core import nb
from orxl.core.values import BLANK, CellError, Value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.5, "1\u00a0234,5"),
        (5386627.0, "5\u00a0386\u00a0627"),
        (-336.0, "\u2212336"),
        (0.0, "0"),
        (-0.0, "0"),
        (2.50, "2,5"),
        (0.1 + 0.2, "0,3"),
        (1e300, "1E+300"),
        (-1.25e30, "\u22121,25E+30"),
        (Decimal("-1000.10"), "\u22121\u00a0000,1"),
    ],
)
def test_numbers(value: float | Decimal, text: str) -> None:
    assert nb.number(value) == text


def test_fixed_decimals() -> None:
    assert nb.number(2.5, 2) == "2,50"
    assert nb.number(-0.001, 2) == "0,00"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (BLANK, "tom"),
        (True, "SANN"),
        ("Ås", "«Ås»"),
        ("", "«»"),
        (CellError("#N/A"), "#I/T"),
        (CellError("#DIV/0!"), "#DIV/0!"),
        (datetime(2025, 1, 1), "1.1.2025"),
        (datetime(2025, 1, 1, 9, 5), "1.1.2025 kl. 09.05"),
    ],
)
def test_values(value: Value, text: str) -> None:
    assert nb.value(value) == text


def test_inner_quotes_are_single() -> None:
    assert nb.quoted("Delta i «Fjorden vår»") == "«Delta i ‘Fjorden vår’»"


def test_a_long_text_is_cut() -> None:
    assert nb.quoted("a" * 80, 10) == "«aaaaaaaaa…»"


def test_lists_and_counts() -> None:
    assert nb.listed(["a", "b", "c"]) == "a, b og c"
    assert nb.listed(["a"]) == "a"
    assert nb.counted(1, "merknad", "merknader") == "1 merknad"
    assert nb.counted(0, "merknad", "merknader") == "0 merknader"


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_keeps_its_digits(number: int) -> None:
    digits = nb.number(number).replace("\u00a0", "").replace("\u2212", "-")
    assert int(digits) == number


def test_the_nearest_word_is_asked_for() -> None:
    assert nb.meant("tbltiltk", ["tblMål", "tblTiltak"]) == "Mente du «tblTiltak»?"
    assert nb.meant("noe annet", ["tblMål", "tblTiltak"]) == ""
    assert nb.meant("", ["tblMål"]) == ""


def test_a_calculated_number_has_four_decimals_unless_they_hide_a_difference() -> None:
    assert nb.brief(0.116279069767442) == "0,1163"
    assert nb.brief(0.00001234) == "0,00001"
    assert nb.brief(3.14159, 3.1416) == "3,14159"
    assert nb.brief(3.1416, 3.1416) == "3,1416"
    assert nb.brief("a", 1.0) == "«a»"
    assert nb.brief("") == "ingenting"
    assert nb.brief(3.000001) == "3,000001"


def test_a_text_is_cut_after_a_word_and_never_within_a_placeholder() -> None:
    assert nb.quoted("Det blir betalt i år", 12) == "«Det blir…»"
    assert nb.quoted("Det er {Sats | kr} kroner til alle", 14) == "«Det er…»"
    assert nb.quoted("Det er { uten make i teksten", 14) == "«Det er { uten…»"
