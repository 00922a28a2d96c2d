"""A workbook file of one's own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from orxl.app.build import build_bytes
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def shipped() -> bytes:
    """The workbook as «orxl bygg» makes it."""
    return build_bytes(ROOT / "workbook" / "kilde")[0]


@pytest.fixture
def path(shipped: bytes, tmp_path: Path) -> Path:
    """A copy of the workbook that the test may change."""
    path = tmp_path / "handlingsprogram.xlsx"
    path.write_bytes(shipped)
    return path
