"""A conflict in words: years and municipalities' numbers have no thousands, a day is a day."""

from __future__ import annotations

from datetime import datetime

from orxl.core.refs import CellRef
from orxl.versions.merging.choices import said
from orxl.versions.merging.values import Conflict, Place, What
from orxl.versions.rows import said as called


def test_a_number_that_is_a_name_is_written_as_one() -> None:
    row = (("Kommunenr", 3218.0), ("Per dato", datetime(2027, 1, 1)), ("Innbyggere", 23010.0))
    conflict = Conflict(What.ADDED, Place("Folketall"), my_row=row, their_row=row)
    assert said(conflict)[1] == ("Kommunenr: 3218; Per dato: 1.1.2027; Innbyggere: 23\u00a0010")
    place = Place("Tilskudd", "tblTilskudd", "SEADITO", "Fra år", CellRef("Tilskudd", 7, 5))
    assert said(Conflict(What.CELL, place, 2024.0, 2025.0, 2026.0)) == ("2024", "2025", "2026")


def test_a_row_that_a_day_names_is_called_by_the_day() -> None:
    assert called(datetime(2027, 1, 1)) == "1.1.2027"
