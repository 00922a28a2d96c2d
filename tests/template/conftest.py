"""The finished workbooks, as openpyxl reads them: the first one and an empty one."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from orxl.app.build import blank_bytes, built
from orxl.programme.programme import Programme


@pytest.fixture(scope="session")
def finished(programme: Programme) -> bytes:
    """The workbook with its values, as «orxl bygg» makes it."""
    return built(programme)[0]


@pytest.fixture(scope="session")
def formulas(finished: bytes) -> Workbook:
    """The finished workbook with its formulas."""
    return load_workbook(io.BytesIO(finished))


@pytest.fixture(scope="session")
def values(finished: bytes) -> Workbook:
    """The finished workbook with what its formulas give."""
    return load_workbook(io.BytesIO(finished), data_only=True)


@pytest.fixture(scope="session")
def blank() -> bytes:
    """An empty workbook for another council."""
    return blank_bytes(2027, "Fjordrådet IPR", datetime(2026, 8, 1, 9))[0]
