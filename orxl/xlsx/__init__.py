"""One OOXML workbook: read to a snapshot, changed byte by byte, saved without risk.

The room knows nothing of the programme. What is not touched by an edit comes out with the same
bytes as it came in.
"""

from __future__ import annotations

from orxl.xlsx.patch import patch
from orxl.xlsx.reader import read_book, read_bytes
from orxl.xlsx.save import SaveReport, save

__all__ = ["SaveReport", "patch", "read_book", "read_bytes", "save"]
