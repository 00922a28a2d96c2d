"""Row heights that show every line of a wrapped text.

Excel fits a row without a height when it opens the file, LibreOffice does not, and Excel leaves a
stored height alone until somebody edits the row. So the heights are measured here, with the real
widths of the letters, and written as automatic heights: both fit the row anew after an edit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from openpyxl.worksheet.dimensions import RowDimension

from orxl.layout.lettering import LINE, lines_needed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HIGHEST: Final = 409.0
"""Excel's highest row, in points."""


class AutomaticHeight(RowDimension):
    """A row whose height is stored, but not fixed."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name
        """Never: Excel may fit the row."""
        return False


def fit_row(
    sheet: Worksheet,
    row: int,
    texts: Iterable[tuple[str, float]],
    extra: float = 0,
    *,
    bold: bool = False,
    indent: int = 1,
) -> None:
    """Give *row* the height that its (text, column width) pairs need, in points plus *extra*."""
    needed = [lines_needed(text, width, bold=bold, indent=indent) for text, width in texts]
    height = min(HIGHEST, max(needed, default=1) * LINE + extra)
    sheet.row_dimensions[row] = AutomaticHeight(sheet, index=row, ht=height)
