"""«Sammenlign med vedtatt»: what has changed since a version the user picks, told and as a page."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orxl.app.tasks.showing import open_file
from orxl.app.tasks.values import UNCHANGED, Errand, Result, told

if TYPE_CHECKING:
    from orxl.report.compare.values import Comparison

_MOST: Final = 10
_LONGEST: Final = 160


def compare_with(errand: Errand) -> Result | None:
    """Tell what differs from the workbook that the user picks to the open one. Raises OrxlError."""
    from orxl.app.compare import compared
    from orxl.app.workbook import open_workbook, reread

    live = errand.live
    path = live.pick_file(
        f"{errand.title}: velg arbeidsboken slik den ble vedtatt", "Excel", (".xlsx", ".xlsm")
    )
    if path is None:
        return None
    before = open_workbook(path)
    with live.quiet():
        live.calculate()
        data = live.as_file()
    return _told(compared(before, reread(data, live.path or Path(live.name), before)))


def _told(found: Comparison) -> Result:
    from orxl.report.compare.outline import budget, sections, verdict
    from orxl.report.compare.page import write_comparison

    sentences = [item.sentence for section in sections(found) for item in section.items]
    shown = [
        f"• {text}" if len(text) <= _LONGEST else f"• {text[:_LONGEST]}…"
        for text in sentences[:_MOST]
    ]
    more = [f"… og {len(sentences) - _MOST} til."] if len(sentences) > _MOST else []
    lines = [verdict(found), *found.notes, budget(found), "", *shown, *more, ""]
    if sentences:
        page = Path(tempfile.mkdtemp(prefix="orxl-")) / "endringer.html"
        write_comparison(found, page)
        opened = open_file(page)
        lines.append(
            "Hele sammenligningen er åpnet i nettleseren."
            if opened
            else f"Hele sammenligningen ligger i {page}."
        )
    return told("\n".join([*lines, UNCHANGED]))
