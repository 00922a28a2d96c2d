"""The finished workbooks, as openpyxl reads them: the first one and an empty one."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from orxl.app.build import blank_bytes
from orxl.core.findings import Finding
from orxl.rules.kit import View
from orxl.xlsx import read_bytes
from tests.conftest import OnceARun
from tests.helpers import view_of


@pytest.fixture(scope="session")
def formulas(finished: bytes) -> Workbook:
    """The finished workbook with its formulas."""
    return load_workbook(io.BytesIO(finished))


@pytest.fixture(scope="session")
def values(finished: bytes) -> Workbook:
    """The finished workbook with what its formulas give."""
    return load_workbook(io.BytesIO(finished), data_only=True)


@pytest.fixture(scope="session")
def complete(finished: bytes) -> View:
    """The finished workbook as the rules see it."""
    return view_of(read_bytes(finished))


Made = tuple[bytes, tuple[Finding, ...], int, int]


@pytest.fixture(scope="session")
def blank_made(once_a_run: OnceARun) -> Made:
    """An empty workbook for another council, with what is said of it."""
    name, moment = "Fjordrådet IPR", datetime(2026, 8, 1, 9)
    made: Made = once_a_run("blank", lambda: blank_bytes(2027, name, moment))
    return made


@pytest.fixture(scope="session")
def blank(blank_made: Made) -> bytes:
    """An empty workbook for another council."""
    return blank_made[0]
