"""The ledger that a file holds, whatever the file is, and the day that somebody writes for it."""

from __future__ import annotations

from datetime import date

from orxl.app.imports.files import SourceFile
from orxl.sources.grids import FileKind
from orxl.sources.ledger import read_ledger
from orxl.sources.ledger_records import Ledger, Sheet
from orxl.sources.ledger_signs import Signs
from orxl.sources.periods import moment
from orxl.sources.saft import is_archive_of_xml, read_saft
from orxl.sources.text_lines import TextLines


def day_of(text: str) -> date | None:
    """The day that somebody wrote: «31.08.2026», «2026-08-31»; None where it is none."""
    return moment(text)


def ledger_of(file: SourceFile, year: int, signs: Signs | None) -> tuple[Ledger, str]:
    """The ledger in *file* for *year*, and what it was read as. Raises BadSource."""
    if file.kind is FileKind.XML or (
        file.kind is FileKind.WORKBOOK and is_archive_of_xml(file.data)
    ):
        return read_saft(file.data, file.name), "SAF-T Regnskap"
    if file.kind is FileKind.TEXT:
        lines = TextLines(file.data, file.name)
        sheets, read_as = [Sheet(lines)], f"tekstfil ({lines.encoding})"
    else:
        sheets = [Sheet(grid.lines, grid.sheet, grid.hidden) for grid in file.grids()]
        read_as = "Excel-arbeidsbok"
    return read_ledger(sheets, year=year, signs=signs), read_as
