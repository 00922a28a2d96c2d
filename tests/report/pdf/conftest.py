"""The papers that the tests of PDF read, each made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orxl.report.paper.model import Paper
from orxl.report.paper.pdf import write_pdf
from orxl.report.paper.theme import default_theme
from tests.report.pdf.papers import paper


@pytest.fixture(scope="session")
def whole() -> Paper:
    """A paper with each kind of block."""
    return paper()


@pytest.fixture(scope="session")
def whole_pdf(whole: Paper) -> bytes:
    return write_pdf(whole, default_theme())


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    """Puts bytes into a file, for programs that read files."""

    def write(pdf: bytes) -> Path:
        path = tmp_path / "papir.pdf"
        path.write_bytes(pdf)
        return path

    return write
