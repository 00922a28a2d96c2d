"""What an earlier layout left in sight or unsteady, and a newer one has otherwise.

«Lister» goes out of sight where it holds nothing but the layout's own. The marks of deadlines
compare with «Status per», as the rules do, and not with the clock: TODAY() calculates the workbook
anew whenever it is opened, so that Excel asks «Vil du lagre endringene?» after a mere look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.app.upgradesteps import Step, What
from orxl.binding import BoundBook
from orxl.core import nb
from orxl.core.errors import RefusedEdit
from orxl.core.grafts import HideSheet, SetMark
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout.columns import HEADER_ROW

LAST: Final = 3
"""The last version of the layout whose workbooks had these."""
LISTS: Final = "Lister"
_MARKED: Final = ("Tiltak", "Mål")
_BY_CLOCK: Final = regex(r'AND\(\$[A-Z]+\d+<>"",(\$[A-Z]+\d+)<>"",\1<TODAY\(\),')
"""How the layout's own mark of a deadline begins; one that staff made is theirs."""


def tidyings(now: BoundBook, data: bytes, version: int) -> Iterator[Step]:
    """The steps that tidy the workbook in *data*, of layout *version*."""
    from orxl.xlsx import mark_formulas, tidy

    if version > LAST:
        return
    for sheet in _MARKED:
        for formula in dict.fromkeys(mark_formulas(data, sheet)):
            if _BY_CLOCK.match(formula):
                steady = formula.replace("TODAY()", "Status_per", 1)
                text = "Merkene på frister følger «Status per», ikke dagens dato."
                yield Step(What.LOOK, sheet, "", text, (SetMark(sheet, formula, steady),))
    hide = HideSheet(LISTS)
    if hides_lists(now):
        try:
            tidy(data, [hide])
        except RefusedEdit:  # the workbook opens on it: it stays in sight, which is told
            return
        text = f"Arket {nb.quoted(LISTS)} skjules: der står bare ordene nedtrekkslistene bruker."
        yield Step(What.LOOK, LISTS, "", text, (hide,))


def hides_lists(now: BoundBook) -> bool:
    """Whether «Lister» is in sight and holds nothing that staff wrote."""
    sheet = now.book.sheet(LISTS)
    if sheet is None or sheet.state != "visible":
        return False
    areas = [bound.table.ref for bound in now.tables.values() if bound.table.sheet == LISTS]
    return all(
        row < HEADER_ROW or any(CellRef(LISTS, row, column) in area for area in areas)
        for (row, column), cell in sheet.cells.items()
        if cell.value is not BLANK or cell.formula is not None
    )
