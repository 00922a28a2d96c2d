"""A workbook file of one's own for each test."""

from __future__ import annotations

import pytest

from orxl.app.build import build_bytes
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def shipped() -> bytes:
    """The workbook as «orxl bygg» makes it."""
    return build_bytes(ROOT / "workbook" / "kilde")[0]
