"""Changes an inspection the way a person changes the file, for the examples of rules."""

from __future__ import annotations

from typing import Any

from orxl.core.inspection import External, Inspection, Look, Part, Properties, SheetInspection
from orxl.core.light import replace


class FileEditor:
    """What will be sent beside the cells. Each method changes :attr:`inspection`."""

    def __init__(self, inspection: Inspection) -> None:
        self.inspection = inspection

    def change(self, **changes: Any) -> None:
        """Replace fields of the inspection."""
        self.inspection = replace(self.inspection, **changes)

    def on(self, sheet: str, **changes: Any) -> str:
        """Replace fields of what *sheet* holds; the sheet is added where it is not there."""
        old = self.inspection.sheet(sheet)
        new = replace(SheetInspection(sheet) if old is None else old, **changes)
        kept = [s for s in self.inspection.sheets if s is not old]
        self.change(sheets=(*kept, new))
        return sheet

    def properties(self, **changes: Any) -> None:
        """Replace document properties."""
        old: Properties = self.inspection.properties
        self.change(properties=replace(old, **changes))

    def part(self, name: str, kind: str = "", sheet: str | None = None, *, size: int = 0) -> None:
        """Put a part of *size* bytes into the package."""
        self.change(parts=(*self.inspection.parts, Part(name, kind, sheet, size)))

    def external(self, kind: str, target: str, sheet: str | None = None) -> None:
        """Let something in the package point out of it."""
        arrow = External(kind, target, sheet)
        self.change(external=(*self.inspection.external, arrow))

    def look(self, look: Look) -> int:
        """Define a cell style. Returns its number."""
        looks = list(self.inspection.looks)
        looks += [Look()] * (1_000 - len(looks))  # beyond the styles the workbook already has
        self.change(looks=(*looks, look))
        return len(looks)
