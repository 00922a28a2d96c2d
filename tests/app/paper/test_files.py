"""A paper in its forms: what cannot be made here is said, and the rest is made."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from orxl.app.paper.files import files_of
from orxl.app.paper.reports import Job
from orxl.app.workbook import Opened
from orxl.core.snapshot import Book
from orxl.report.paper import pdf
from tests.helpers import TODAY
from tests.report.pdf.papers import paper


def test_a_machine_that_sets_no_pdf_makes_the_other_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf._compiler.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    job = Job(Opened(tmp_path / "bok.xlsx", b"", Book(())), TODAY)
    made = files_of("Saksdokument", 2026, paper(given=()), job)
    assert sorted(made.files) == ["Saksdokument 2026.docx", "Saksdokument 2026.html"]
    assert made.remarks[0].startswith("PDF kan ikke lages på denne maskinen")
