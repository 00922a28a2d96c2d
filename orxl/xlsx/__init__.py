"""One OOXML workbook: read to a snapshot, changed byte by byte, saved without risk.

The room knows nothing of the programme. What is not touched by an edit comes out with the same
bytes as it came in.
"""

from __future__ import annotations

from orxl.xlsx.reader import read_book, read_bytes

__all__ = ["read_book", "read_bytes"]
