"""A paper as PDF for everyone and for the archive: tagged, PDF/UA-1 and PDF/A-2a.

Set by typst from ``paper.typ``; the paper goes in as data, and no text of a workbook is ever read
as markup. The same paper and theme give the same bytes on every machine: the fonts are the theme's,
never the machine's, and the date is the paper's.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orxl.core.errors import BadSource, OrxlError
from orxl.report.paper.model import Chart, Paper, Table
from orxl.report.paper.setting import data_of
from orxl.report.paper.theme import PACKAGE, Theme

if TYPE_CHECKING:
    import typst

STANDARDS: Final = ("a-2a", "ua-1")


class NoTypesetter(OrxlError):
    """What sets PDFs is not made for this kind of machine."""


def write_pdf(paper: Paper, theme: Theme) -> bytes:
    """*paper* as PDF.

    Raises:
        NoTypesetter: typst or pikepdf is not there.
        BadSource: The theme's fonts or logo cannot be used.
    """
    data = json.dumps(data_of(paper, theme), ensure_ascii=False)
    try:
        compiler = _compiler(theme.font_folder)
        from orxl.report.paper.tagging import with_row_headers
    except ImportError as error:
        raise NoTypesetter(
            f"PDF kan ikke lages på denne maskinen: programpakken «{error.name}» er ikke der.",
            "Lag Word-filen eller nettsiden i stedet, og lagre den som PDF derfra.",
        ) from error
    import typst

    try:
        made = compiler.compile(
            format="pdf", sys_inputs={"paper": data}, pdf_standards=list(STANDARDS)
        )
    except typst.TypstError as error:
        if theme.logo is not None and "image" in str(error.diagnostic):
            raise BadSource(
                f"Logoen «{theme.logo.name}» kan ikke leses som et bilde.",
                "Lagre den på nytt som .svg, .png eller .jpg.",
            ) from error
        raise OrxlError(f"PDF-en kunne ikke settes: {error.message}.") from error
    if not isinstance(made, bytes):  # a list only where each page is an image
        raise OrxlError("PDF-en kunne ikke settes.")
    return with_row_headers(made, [table.summary for table in _tables(paper)])


@cache
def _compiler(fonts: Path) -> typst.Compiler:
    import typst

    return typst.Compiler(
        str(PACKAGE / "paper.typ"),
        root=str(PACKAGE),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
    )


def _tables(paper: Paper) -> list[Table]:
    found = (block.table if isinstance(block, Chart) else block for block in paper.blocks)
    return [block for block in found if isinstance(block, Table)]
