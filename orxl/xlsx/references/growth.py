"""What follows a table's last row when the table grows or shrinks: references and ranges."""

from __future__ import annotations

from typing import Final

from orxl.core.light import dataclass, replace
from orxl.core.patterns import regex
from orxl.core.refs import Range
from orxl.xlsx.references import shift
from orxl.xlsx.references.shift import Corner, Piece

_NUMBER_IN_AREA: Final = regex(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Growth:
    """A table whose last data row moved. ``header`` is the row of its headers (or first data)."""

    sheet: str
    header: int
    first: int
    old_last: int
    new_last: int
    left: int
    right: int

    def ref(self, text: str) -> str:
        """One range (``A4:H35``) as it is after the change; unchanged where it doesn't follow.

        A range follows when it ends in the table's last row and lies in the table's columns.
        """
        area = self._area(text)
        if area is None or area.last_row != self.old_last or area.first_row > self.new_last:
            return text
        if area.first_column < self.left or area.last_column > self.right:
            return text
        return Range(
            self.sheet, area.first_row, area.first_column, self.new_last, area.last_column
        ).a1

    def sqref(self, text: str) -> str:
        """A list of ranges as it is after the change.

        A range that is wider than the table gets a companion for the table's new rows, so that
        nothing beside the table is touched.
        """
        out: list[str] = []
        extra: list[str] = []
        for ref in text.split():
            grown = self.ref(ref)
            out.append(grown)
            area = self._area(ref)
            if grown != ref or area is None or area.last_row != self.old_last:
                continue
            left, right = max(area.first_column, self.left), min(area.last_column, self.right)
            if left <= right and self.new_last > self.old_last:
                extra.append(Range(self.sheet, self.old_last + 1, left, self.new_last, right).a1)
        kept = [ref for ref in out if not self._is_gone(ref)]
        return " ".join([*(kept if kept else out), *(ref for ref in extra if ref not in out)])

    def link(self, text: str) -> str:
        """A hyperlink's range without the rows the table lost; ``""`` where nothing is left.

        A link is one row's: it does not follow to new rows.
        """
        area = self._area(text)
        if area is None or not self.new_last < area.last_row <= self.old_last:
            return text
        if area.first_column < self.left or area.last_column > self.right:
            return text
        if area.first_row > self.new_last:
            return ""
        return replace(area, last_row=self.new_last).a1

    def _is_gone(self, text: str) -> bool:
        """Whether a range lies wholly in rows that the table lost."""
        return text != "" and self.link(text) == ""

    def _area(self, text: str) -> Range | None:
        try:
            return Range.of(self.sheet, text)
        except ValueError:
            return None

    def may_move(self, text: str, home: str) -> bool:
        """Whether a look tells that an area in a formula may follow: it has the last row's number,
        and names the sheet or stands on it."""
        if str(self.old_last) not in _NUMBER_IN_AREA.findall(text):
            return False
        sheet = self.sheet.casefold()
        return home.casefold() == sheet or "'" in sheet or sheet in text.casefold()

    def formula(self, text: str, home: str, *, wide: bool = False) -> str:
        """*text* (a formula on the sheet *home*) with references to the table's data grown.

        As in Excel only a reference that covers a column from its first row (or header) to its
        last is taken to mean the table. ``wide`` lets it reach beyond the table's sides, as a
        print area does.
        """
        parts = shift.pieces(text)
        changed = False
        for place, part in enumerate(parts):
            if isinstance(part, str) or len(part) != 2:
                continue
            if self._named_sheet(parts, place, home) != self.sheet.casefold():
                continue
            grown = self._corners(part, wide=wide)
            if grown is not None:
                parts[place] = grown
                changed = True
        return shift.render(parts, 0, 0) if changed else text

    def _corners(self, part: tuple[Corner, ...], *, wide: bool) -> tuple[Corner, ...] | None:
        first, last = part
        starts_right = first.row in (self.header, self.first)
        if last.row != self.old_last or not (starts_right or (wide and first.row <= self.header)):
            return None
        inside = self.left <= first.column and last.column <= self.right
        touches = first.column <= self.right and last.column >= self.left
        if not first.column or not (inside or (wide and touches)):
            return None
        return (first, Corner(self.new_last, last.column, last.row_fixed, last.column_fixed))

    def _named_sheet(self, parts: list[Piece], place: int, home: str) -> str:
        """The casefolded name of the sheet that the reference at *place* looks at."""
        before = parts[place - 1] if place else ""
        if not isinstance(before, str) or not before.endswith("!"):
            return home.casefold()
        return sheet_before(before[:-1]).casefold()


def sheet_before(text: str) -> str:
    """The sheet's name at the end of *text* (``SUM('To ord'`` → ``To ord``)."""
    if not text.endswith("'"):
        at = len(text)
        while at and (text[at - 1].isalnum() or text[at - 1] in "_.[]:\\"):
            at -= 1
        return text[at:]
    at = len(text) - 1
    while True:
        at = text.rfind("'", 0, at)
        if at < 0:
            return ""
        if at and text[at - 1] == "'":
            at -= 1
            continue
        return text[at + 1 : -1].replace("''", "'")
