"""How the gate reckons where rows and references go when rows are put in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.refs import MAX_ROW, Range
from orxl.xlsx.gate.references import Corner, Reference, references, rewritten
from orxl.xlsx.gate.verdict import refuse

_GATE_NUMBER: Final = regex(r"[0-9]+")
_LONG: Final = 8  # digits: more than any row has


@dataclass(frozen=True, slots=True)
class Lines:
    """*count* new rows that come to stand as row *first* and on, of the sheet *sheet*."""

    sheet: str
    first: int
    count: int

    def on(self, sheet: str) -> bool:
        """Whether *sheet* is the one with the new rows."""
        return sheet.casefold() == self.sheet.casefold()

    def now(self, row: int) -> int:
        """The number that the old row *row* has now."""
        return row if row < self.first else row + self.count

    def place(self, text: str) -> str:
        """Where a range of the sheet is now; one that is gone stays gone. Raises ValueError."""
        if text == "#REF!":
            return text
        area = Range.of("", text)
        rows = self.now(area.first_row), min(self.now(area.last_row), MAX_ROW)
        if rows == (area.first_row, area.last_row):
            return text
        return Range("", rows[0], area.first_column, rows[1], area.last_column).a1

    def places(self, text: str) -> str:
        """Where a list of ranges is now, in the same order."""
        return " ".join(map(self.place, text.split()))

    def follow(self, formula: str, home: str) -> str:
        """What a formula of the sheet *home* reads now."""
        if self._stays(formula, home):
            return formula

        def change(reference: Reference) -> str | None:
            if not self.on(home if reference.sheet is None else reference.sheet):
                return None
            now = [self._corner(corner) for corner in reference.corners]
            return None if list(reference.corners) == now else ":".join(map(str, now))

        return rewritten(formula, change)

    def _stays(self, formula: str, home: str) -> bool:
        """Whether a look tells that no reference in *formula* moves.

        It neither names the sheet nor stands on it, or it has no number as high as the first row.
        """
        here = self.on(home)
        if not here and self._name not in formula.casefold():
            return "'" not in self._name  # doubled in a formula
        numbers = _GATE_NUMBER.findall(formula)
        return all(len(number) < _LONG and int(number) < self.first for number in numbers)

    @property
    def _name(self) -> str:
        return self.sheet.casefold()

    def _corner(self, corner: Corner) -> Corner:
        row = min(self.now(corner.row), MAX_ROW) if corner.row else 0
        return Corner(row, corner.column, corner.row_fixed, corner.column_fixed)

    def refuse_torn(self, formula: str, home: str, rows: Sequence[int]) -> None:
        """Refuse a formula that is read from cells in several *rows* and fits them no longer."""
        if len(set(rows)) < 2:
            return
        step = self.now(min(rows)) - min(rows) if self.on(home) else 0
        for reference in references(formula):
            if not self.on(home if reference.sheet is None else reference.sheet):
                continue
            for corner in reference.corners:
                if corner.row and not corner.row_fixed and self.now(corner.row) - corner.row - step:
                    refuse(f"arket «{home}»", f"har en regel som ikke passer lenger ({formula})")

    def link(self, location: str, home: str) -> str:
        """Where a link on the sheet *home* goes now."""
        sheet, mark, cells = location.rpartition("!")
        if not mark:
            return self.follow(location, home)
        bare = sheet.lstrip("#").strip()
        if bare[:1] == bare[-1:] == "'" and len(bare) > 1:
            bare = bare[1:-1].replace("''", "'")
        return f"{sheet}!{self.follow(cells, bare)}"
