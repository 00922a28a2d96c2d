"""Cell and range references."""

from __future__ import annotations

import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.core import light
from orxl.core.refs import (
    MAX_COLUMN,
    MAX_ROW,
    CellRef,
    Range,
    column_letters,
    column_number,
    parse_a1,
    quote_sheet,
)


@given(st.integers(1, MAX_COLUMN))
def test_a_column_reads_back_from_its_letters(column: int) -> None:
    assert column_number(column_letters(column)) == column


@given(st.integers(1, MAX_ROW), st.integers(1, MAX_COLUMN))
def test_a_cell_reads_back_from_its_address(row: int, column: int) -> None:
    assert parse_a1(CellRef("Ark", row, column).a1) == (row, column)


@pytest.mark.parametrize("bad", ["", "A", "1", "A0", "XFE1", "A1048577", "A1:B2", "Å1", "$$A1"])
def test_what_is_no_address_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r"no (cell|such)"):
        parse_a1(bad)


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("Hovedtall", "Hovedtall"),
        ("Områder", "Områder"),
        ("Godtatte avvik", "'Godtatte avvik'"),
        ("Kari's", "'Kari''s'"),
        ("A1", "'A1'"),
        ("R1C1", "'R1C1'"),
        ("2026", "'2026'"),
    ],
)
def test_sheet_names_are_quoted_where_a_formula_needs_it(name: str, quoted: str) -> None:
    assert quote_sheet(name) == quoted


def test_a_range_knows_its_cells() -> None:
    area = Range.of("Ark", "$B$3:A2")
    assert area.a1 == "A2:B3"
    assert len(list(area.cells())) == 4
    assert CellRef("Ark", 3, 2) in area
    assert CellRef("Ark", 4, 2) not in area
    assert CellRef("Annet", 3, 2) not in area


def test_a_range_is_a_dataclass_to_whoever_asks_and_a_tuple_in_memory() -> None:
    area = Range.of("Ark", "B3:C9")
    assert dataclasses.replace(area, last_row=4) == light.replace(area, last_row=4)
    assert light.replace(area, last_row=4) == Range.of("Ark", "B3:C4")
    assert [field.name for field in dataclasses.fields(area)] == [
        "sheet", "first_row", "first_column", "last_row", "last_column",
    ]  # fmt: skip
    assert pickle.loads(pickle.dumps(area)) == area
    assert CellRef("Ark", 9, 3) in area
    assert CellRef("ark", 9, 3) not in area
    assert CellRef("Ark", 10, 3) not in area
