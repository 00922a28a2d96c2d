"""What follows when a table gets more rows or fewer, as the gate understands it.

A reference means the table's column when it begins in the column's header or first row and ends in
its last row, within the table's columns; then it ends in the new last row. So does a range that a
rule of the sheet applies to, or a filter. Everything else stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from orxl.core.light import dataclass, replace
from orxl.core.refs import Range
from orxl.xlsx.gate.references import Reference, rewritten


@dataclass(frozen=True, slots=True)
class Resized:
    """A table whose last data row was row ``was`` and is to be row ``now``."""

    sheet: str
    """Casefolded."""
    header: int
    first: int
    was: int
    now: int
    left: int
    right: int

    def _within(self, first_column: int, last_column: int) -> bool:
        return self.left <= first_column and last_column <= self.right

    def formula(self, text: str, home: str, *, wide: bool) -> str:
        """A formula on the sheet *home*; ``wide``: a print area, which may be wider and higher."""

        def follow(reference: Reference) -> str | None:
            if len(reference.corners) != 2:
                return None
            first, last = reference.corners
            sheet = home if reference.sheet is None else reference.sheet
            if sheet.casefold() != self.sheet or last.row != self.was or not first.column:
                return None
            if wide:
                beside = first.column > self.right or last.column < self.left
                means_it = not beside and (first.row <= self.header or first.row == self.first)
            else:
                starts = first.row == self.header or first.row == self.first
                means_it = starts and self._within(first.column, last.column)
            return f"{first}:{replace(last, row=self.now)}" if means_it else None

        return rewritten(text, follow) if str(self.was) in text else text

    def follows(self, area: Range) -> bool:
        """Whether a range ends with the table's last row and has no cell beside the table."""
        ends = area.last_row == self.was and area.first_row <= self.now
        return ends and self._within(area.first_column, area.last_column)

    def range(self, text: str) -> str:
        """A filter's or a pivot source's range."""
        area = _area(text)
        if area is None or not self.follows(area):
            return text
        return replace(area, last_row=self.now).a1

    def link(self, text: str) -> str:
        """A hyperlink's range: without the rows that went, ``""`` where nothing is left."""
        area = _area(text)
        if area is None or not self.now < area.last_row <= self.was:
            return text
        if not self._within(area.first_column, area.last_column):
            return text
        return "" if area.first_row > self.now else replace(area, last_row=self.now).a1

    def rule(self, ranges: frozenset[str]) -> frozenset[str]:
        """The ranges that a rule applies to.

        One that reaches beyond the table's sides stays, and new rows get a range of their own.
        One that lay in lost rows goes, if the rule has another.
        """
        kept: set[str] = set()
        gone: set[str] = set()
        for text in ranges:
            area = _area(text)
            if area is None:
                kept.add(text)
            elif self.follows(area):
                kept.add(replace(area, last_row=self.now).a1)
            elif self.link(text) == "":
                gone.add(text)
            else:
                kept.add(text)
                left, right = max(area.first_column, self.left), min(area.last_column, self.right)
                if area.last_row == self.was < self.now and left <= right:
                    kept.add(Range("", self.was + 1, left, self.now, right).a1)
        return frozenset(kept if kept else gone)


def _area(text: str) -> Range | None:
    try:
        return Range.of("", text)
    except ValueError:
        return None


def ends(resized: Sequence[Resized]) -> re.Pattern[bytes]:
    """Finds where an area may end in a last row that moves, in a part's bytes (but UTF-16)."""
    rows = b"|".join(sorted({b"%d" % table.was for table in resized}))
    return re.compile(rb":\s*\$?[A-Za-z]{1,3}\$?(?:" + rows + rb")(?![0-9])")


def regrown(text: str, resized: Iterable[Resized], home: str, *, wide: bool = False) -> str:
    """The formula *text* on the sheet *home* as it reads after all of *resized*, in order."""
    for table in resized:
        text = table.formula(text, home, wide=wide)
    return text


def ruled(sqref: str, resized: Sequence[Resized]) -> frozenset[str]:
    """The ranges of *sqref* after all of *resized*."""
    ranges = frozenset(sqref.split())
    for table in resized:
        ranges = table.rule(ranges)
    return ranges
