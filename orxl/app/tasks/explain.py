"""«Forklar merket celle»: why a figure is what it is, in a box, and as a page where it is long."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orxl.app.tasks.showing import open_file
from orxl.app.tasks.values import Errand, Result, told
from orxl.core.refs import CellRef

if TYPE_CHECKING:
    from orxl.report.trace import Step

_MOST: Final = 18
"""So many lines has a box at most; a longer explanation opens as a page too."""
_LONGEST: Final = 110
_POINT: Final = (
    "Klikk på cellen du vil ha forklart, også på et annet ark, og trykk OK. (Neste gang kan du "
    "merke cellen først og bruke snarveien «Beregn og kontroller».)"
)


def explain_cell(errand: Errand) -> Result | None:
    """Explain the marked cell; the user points at one where it is the button's own that is marked.

    Nothing is written. Raises OrxlError.
    """
    from orxl.app.trace import explain, task_cell
    from orxl.app.workbook import view_of

    live = errand.live
    with live.quiet():
        live.calculate()
        book = live.read()
    cell = live.selected
    if cell is None or cell == task_cell(book):
        cell = live.pick_cell(errand.title, _POINT)
    if cell is None:
        return None
    return _told(explain(view_of(book), cell), cell, live.name)


def _told(step: Step, cell: CellRef, book: str) -> Result:
    from orxl.report.trace import as_list, lines

    every = [f"{'    ' * level}{text}" for level, text in lines(step)]
    shown = [line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…" for line in every]
    if len(every) <= _MOST and shown == every:
        return told("\n".join(shown))
    page = _page(f"Forklaring av {cell} i {book}", as_list(step))
    return told("\n".join((*shown[:_MOST], "…", "", page)))


def _page(heading: str, body: str) -> str:
    """Open the whole explanation as a page; the sentence that says so."""
    from orxl.report.page import write_page

    target = Path(tempfile.mkdtemp(prefix="orxl-")) / "forklaring.html"
    write_page(target, heading, body)
    return (
        "Hele forklaringen er åpnet i nettleseren."
        if open_file(target)
        else f"Hele forklaringen ligger i {target}."
    )
