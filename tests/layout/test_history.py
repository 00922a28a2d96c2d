"""What a cell was in earlier versions of the layout stands where the cell is declared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orxl.layout import Fixed, SheetSpec
from orxl.layout.history import as_of
from orxl.layout.names import Group
from orxl.layout.workbook import declared

CELL = Fixed("A1", "Siste kontroll", former=((2, "Kjørt"), (4, "Siste kjøring")))
COUNTED = Fixed("B1", formula="C1", earlier=((2, "A1"), (4, "B2")))


def cell_of(fixed: Fixed, version: int, called: int | None = None) -> Fixed:
    """What *fixed* was in *version* of the layout."""
    sheet = SheetSpec("Ark", Group.CONTROL, "Ark", "", fixed=(fixed,))
    layout = replace(declared(2026), sheets=(sheet,), version=6)
    return as_of(layout, version, called).sheets[0].fixed[0]


@pytest.mark.parametrize(
    ("version", "words"),
    [(1, "Kjørt"), (2, "Kjørt"), (3, "Siste kjøring"), (4, "Siste kjøring"),
     (5, "Siste kontroll"), (6, "Siste kontroll")],
)  # fmt: skip
def test_a_cell_has_the_words_it_had(version: int, words: str) -> None:
    assert cell_of(CELL, version).content == words


def test_words_are_those_of_the_version_it_is_called_by() -> None:
    assert cell_of(CELL, 2, called=5).content == "Siste kontroll"


def test_a_cell_has_the_formula_it_had_and_only_older_ones_before_it() -> None:
    assert cell_of(COUNTED, 4).formula == "B2"
    assert cell_of(COUNTED, 4).earlier == ((2, "A1"),)
    assert (cell_of(COUNTED, 2).formula, cell_of(COUNTED, 2).earlier) == ("A1", ())
