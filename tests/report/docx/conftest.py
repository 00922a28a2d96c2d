"""The paper with each kind of block, made once."""

from __future__ import annotations

import pytest

from orxl.report.paper.docx import write_docx
from orxl.report.paper.theme import default_theme
from tests.report.docx.papers import WHOLE
from tests.report.docx.reading import Docx


@pytest.fixture(scope="session")
def whole() -> Docx:
    return Docx(write_docx(WHOLE, default_theme()))
