from __future__ import annotations

from datetime import datetime

import pytest

from orxl.core.snapshot import Cell
from orxl.core.values import CellError
from tests import libreoffice
from tests.formulas.small import at, book_of
from tests.formulas.workbooks import to_xlsx
from tests.libreoffice import NoAnswer, libreoffice_values, soffice_version
from tests.oracle import needs_libreoffice


@pytest.mark.libreoffice
@needs_libreoffice
def test_it_recalculates_and_reads_norwegian() -> None:
    book = book_of(
        {"Å & ø": {"A1": 1.5, "A2": "_x0041_", "A3": datetime(2025, 1, 2), "B1": Cell(99.0, "A1*2"),
                   "B2": '=A1&" kr"', "B3": "=A2", "B4": "=A3", "B5": "=A1=1.5", "B6": "=1/0",
                   "B7": '=""', "B8": "=FINNESIKKE(1)"}}
    )  # fmt: skip
    values = libreoffice_values(to_xlsx(book))
    found = [values[at(f"Å & ø!B{row}")] for row in range(1, 9)]
    wanted = [3.0, "1,5 kr", "_x0041_", 45659.0, True, CellError("#DIV/0!"), ""]
    assert found == [*wanted, CellError("#NAME?")]
    assert soffice_version()[:1].isdigit()


@pytest.mark.libreoffice
@needs_libreoffice
def test_what_is_no_workbook_has_no_values() -> None:
    with pytest.raises(NoAnswer, match="could not open"):
        libreoffice_values(b"PK\x03\x04 ikke en arbeidsbok")


def test_where_it_is_missing_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "soffice", lambda: None)
    with pytest.raises(NoAnswer, match="not installed"):
        libreoffice_values(b"")
