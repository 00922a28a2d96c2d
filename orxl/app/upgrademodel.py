"""The model of an upgrade: a workbook of today's layout with the rows and places of one in use."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from orxl.app.workbook import reread
from orxl.binding import BoundBook
from orxl.binding.geometry import Rows, in_place, rows_in_place
from orxl.core.light import dataclass
from orxl.core.snapshot import Book
from orxl.layout import Layout

_MOMENT = datetime(2000, 1, 1)
"""A model is never saved, so its times mean nothing."""


@dataclass(frozen=True)
class Model:
    """The layout as it stands in the workbook, and a workbook built by it, read again."""

    layout: Layout
    data: bytes
    book: Book


def model_of(now: BoundBook, begun: Rows = MappingProxyType({})) -> Model:
    """The model for the workbook that *now* binds to today's layout.

    *begun* are the rows that new tables begin with.
    """
    from orxl.template import build
    from orxl.xlsx import normalise

    layout = in_place(now)
    built = build(layout, now.programme, _MOMENT, given={**begun, **rows_in_place(now)})
    data = normalise(built, _MOMENT)
    return Model(layout, data, reread(data, Path("modell.xlsx")).book)
