"""What Excel saves, read by orxl; and how many pages it prints."""

from __future__ import annotations

import re
import zipfile
from typing import Any, Final

from orxl.live.trial.asking import asked
from orxl.live.trial.bench import Bench
from orxl.live.trial.steps.contents import compare

_PAGE: Final = re.compile(rb"/Type\s*/Page\b")
_PDF: Final = 0
"""xlTypePDF."""


def saving(bench: Bench, facts: dict[str, Any]) -> None:
    """Let Excel save a copy, and read it as orxl reads any file."""
    with bench.opened("lagret") as book:
        path, other = bench.path("lagret"), bench.path("kopi")
        book.Save()
        facts["kopi"] = asked(lambda: book.SaveCopyAs(str(other)))
        facts["kopien finnes"] = other.is_file()
        facts["heter fremdeles det samme"] = str(book.Name) == path.name
    with zipfile.ZipFile(path) as package:
        facts["deler"] = sorted(package.namelist())
    compare(bench, bench.reread(path), facts)


def pages(bench: Bench, facts: dict[str, Any]) -> None:
    """Print the whole workbook to a PDF, and count its pages."""
    with bench.opened("utskrift") as book:
        path = bench.folder / "utskrift.pdf"
        book.ExportAsFixedFormat(_PDF, str(path))
        facts["sider"] = len(_PAGE.findall(path.read_bytes()))
