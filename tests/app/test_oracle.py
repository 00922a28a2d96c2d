"""LibreOffice, which nobody here wrote, says what every formula of the workbook is."""

from __future__ import annotations

import pytest

from orxl.core.values import CellError
from orxl.formulas.recalculate import agree
from orxl.xlsx import read_bytes
from tests.helpers import formula_cells
from tests.libreoffice import libreoffice_values
from tests.oracle import needs_libreoffice

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]


def test_every_cached_value_of_the_built_workbook_is_libreoffices(finished: bytes) -> None:
    book = read_bytes(finished)
    theirs = libreoffice_values(finished)
    formulas = formula_cells(book)
    assert len(formulas) > 600
    assert set(formulas) <= set(theirs)
    wrong = {
        c: (book.cell(c).value, theirs[c])
        for c in formulas
        if not agree(book.cell(c).value, theirs[c])
    }
    assert wrong == {}
    assert not any(isinstance(v, CellError) for v in theirs.values())
