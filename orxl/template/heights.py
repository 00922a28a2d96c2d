"""Row heights that show every line of a wrapped text.

Excel fits a row's height only when somebody edits it, so a new file must bring the heights
along. They are written as automatic heights: Excel fits them anew after the next edit.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from openpyxl.worksheet.dimensions import RowDimension

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LINE: Final = 15.0
"""Height of a line of Calibri 11, in points."""
HIGHEST: Final = 409.0
"""Excel's highest row, in points."""
LETTERS_PER_UNIT: Final = 1.18
"""Letters of running text that fit one unit of column width (a unit is the width of a 0)."""


class AutomaticHeight(RowDimension):
    """A row whose height is stored, but not fixed."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name
        """Never: Excel may fit the row."""
        return False


def lines_needed(text: str, width: float) -> int:
    """How many lines *text* takes in a column of *width* units."""
    letters = max(1, int((width - 2) * LETTERS_PER_UNIT))
    return sum(len(textwrap.wrap(part, letters)) or 1 for part in text.split("\n"))


def fit_row(
    sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]], extra: float = 0
) -> None:
    """Give *row* the height that its (text, column width) pairs need, in points plus *extra*."""
    lines = max((lines_needed(text, width) for text, width in texts), default=1)
    height = min(HIGHEST, lines * LINE + extra)
    sheet.row_dimensions[row] = AutomaticHeight(sheet, index=row, ht=height)
