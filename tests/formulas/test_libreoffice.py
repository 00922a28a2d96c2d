from __future__ import annotations

from datetime import datetime

import pytest

from orxl.core.errors import OrxlError, UnreadableFile
from orxl.core.snapshot import Cell
from orxl.core.values import CellError
from orxl.formulas import libreoffice
from orxl.formulas.engine import Declined
from orxl.formulas.libreoffice import LibreOffice, libreoffice_values, soffice_version
from orxl.formulas.recalculate import recalculate
from tests.formulas.small import at, book_of
from tests.formulas.workbooks import to_xlsx
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
    found = [values[at(f"Å & ø!B{row}")] for row in range(1, 8)]
    assert found == [3.0, "1,5 kr", "_x0041_", 45659.0, True, CellError("#DIV/0!"), ""]
    answers = LibreOffice().evaluate(book)
    assert isinstance(answers[at("Å & ø!B8")], Declined)
    assert answers[at("Å & ø!B2")] == "1,5 kr"
    assert soffice_version()[:1].isdigit()


@pytest.mark.libreoffice
@needs_libreoffice
def test_it_is_a_third_engine() -> None:
    book = book_of({"Ark": {"A1": 2, "B1": "=SUM(A1,3)"}})
    assert recalculate(book, [LibreOffice()]).agreed == {at("Ark!B1"): 5.0}


@pytest.mark.libreoffice
@needs_libreoffice
def test_what_is_no_workbook_is_unreadable() -> None:
    with pytest.raises(UnreadableFile, match="kunne ikke åpne"):
        libreoffice_values(b"PK\x03\x04 ikke en arbeidsbok")


def test_where_it_is_missing_the_user_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "soffice", lambda: None)
    with pytest.raises(OrxlError, match="ikke installert"):
        libreoffice_values(b"")
