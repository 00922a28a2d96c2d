"""orxl: read, check, recalculate and write back a programme and budget workbook.

    import orxl
    book = orxl.open("handlingsprogram.xlsx")
    for finding in book.check():
        print(finding.place, finding.message)
    book.mend().save(who="Kari")

``docs/python.md`` tells more. What is named here is loaded when it is first used: importing orxl
costs nothing.
"""

from __future__ import annotations

from orxl.core.version import __version__

TYPE_CHECKING = False  # what type checkers take for true; importing typing costs more than orxl
if TYPE_CHECKING:
    from typing import Any

    from orxl.app.book import Workbook, open  # noqa: A004
    from orxl.core.errors import OrxlError
    from orxl.core.findings import Finding, Severity
    from orxl.core.values import BLANK, CellError

__all__ = [
    "BLANK",
    "CellError",
    "Finding",
    "OrxlError",
    "Severity",
    "Workbook",
    "__version__",
    "open",
]

_HOMES = {
    "BLANK": "core.values",
    "CellError": "core.values",
    "Finding": "core.findings",
    "OrxlError": "core.errors",
    "Severity": "core.findings",
    "Workbook": "app.book",
    "open": "app.book",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
