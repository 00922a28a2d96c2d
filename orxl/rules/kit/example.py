"""Examples: small damages done to a sound workbook, each with the place that must be reported."""

from __future__ import annotations

from collections.abc import Callable

from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.rules.kit.editor import Editor
from orxl.rules.kit.small_sheet import SmallSheet

Place = CellRef | str | None
"""A cell, a sheet's name, or None for the workbook as a whole."""
Damage = Callable[[Editor], Place | tuple[Place, ...]]
"""Does the damage and returns the place or places that must be reported."""
Harmless = Callable[[Editor], None]
"""Changes what may be changed: nothing must be reported."""


@dataclass(frozen=True, slots=True)
class Example:
    """An example in words, and either the change to a sound workbook or the small sheet it is."""

    text: str
    change: Damage | Harmless | None = None
    sheet: SmallSheet | None = None
