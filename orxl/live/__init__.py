"""The workbook that is open in Excel: read to a snapshot, changed by edits, through xlwings.

The room knows nothing of the programme. What it asks of Excel beyond xlwings' own interface is
listed in :mod:`orxl.live.com`; nothing else of COM is used.
"""

from orxl.live.attach import attach
from orxl.live.copies import stamped
from orxl.live.plan import refuse_misfits
from orxl.live.workbook import LiveWorkbook

__all__ = ["LiveWorkbook", "attach", "refuse_misfits", "stamped"]
