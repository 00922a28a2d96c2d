"""A workbook file of one's own for each test."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def shipped(finished: bytes) -> bytes:
    """The workbook as «orxl bygg» makes it."""
    return finished
