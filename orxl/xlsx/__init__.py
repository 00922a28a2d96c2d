"""One OOXML workbook: read to a snapshot, changed byte by byte, saved without risk.

The room knows nothing of the programme. What is not touched by an edit comes out with the same
bytes as it came in. The modules are imported when they are first used: reading needs no lxml.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from orxl.xlsx.amending import amend
    from orxl.xlsx.buttoning import add_button
    from orxl.xlsx.grafting import graft
    from orxl.xlsx.patching import patch
    from orxl.xlsx.read.book import file_bytes, read_book, read_bytes
    from orxl.xlsx.read.formats import number_formats
    from orxl.xlsx.read.pivots import pivot_areas
    from orxl.xlsx.saving.files import SaveReport, save
    from orxl.xlsx.tidying import mark_formulas, page_texts, tidy
    from orxl.xlsx.write.normalising import normalise

__all__ = [
    "SaveReport",
    "add_button",
    "amend",
    "file_bytes",
    "graft",
    "mark_formulas",
    "normalise",
    "number_formats",
    "page_texts",
    "patch",
    "pivot_areas",
    "read_book",
    "read_bytes",
    "save",
    "tidy",
]

_HOMES: Final = {
    "SaveReport": "saving.files",
    "add_button": "buttoning",
    "amend": "amending",
    "file_bytes": "read.book",
    "graft": "grafting",
    "mark_formulas": "tidying",
    "page_texts": "tidying",
    "normalise": "write.normalising",
    "number_formats": "read.formats",
    "patch": "patching",
    "pivot_areas": "read.pivots",
    "read_book": "read.book",
    "read_bytes": "read.book",
    "save": "saving.files",
    "tidy": "tidying",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
