"""One OOXML workbook: read to a snapshot, changed byte by byte, saved without risk.

The room knows nothing of the programme. What is not touched by an edit comes out with the same
bytes as it came in. The modules are imported when they are first used: reading needs no lxml.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from orxl.xlsx.normalising import normalise
    from orxl.xlsx.patching import patch
    from orxl.xlsx.reader import read_book, read_bytes
    from orxl.xlsx.saving import SaveReport, save

__all__ = ["SaveReport", "normalise", "patch", "read_book", "read_bytes", "save"]

_HOMES: Final = {
    "SaveReport": "saving",
    "normalise": "normalising",
    "patch": "patching",
    "read_book": "reader",
    "read_bytes": "reader",
    "save": "saving",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
