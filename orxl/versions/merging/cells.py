"""One cell in three editions: who has changed it, and what THEIRS' content is in MINE."""

from __future__ import annotations

from functools import cached_property

from orxl.core.edits import Content, Formula, SetCell, present, same_content
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.snapshot import Cell
from orxl.core.values import same_value
from orxl.versions.aligning import align
from orxl.versions.alignment import Alignment
from orxl.versions.merging.translate import Translator
from orxl.versions.merging.values import Conflict, Left, Place, Taken, What
from orxl.versions.same import Sameness, same_formula

At = tuple[Cell, CellRef]
"""A cell, and where it stands in its edition."""


@dataclass(frozen=True)
class Cells:
    """The questions that are asked of single cells."""

    mine: Alignment
    theirs: Alignment
    to_mine: Translator

    def changed(self, alignment: Alignment, before: At, after: At) -> bool:
        """Whether what stands in a cell is another; what a formula gives is no change."""
        (a, at), (b, there) = before, after
        if a.formula is None and b.formula is None:
            return not same_value(a.value, b.value, date1904=self.date1904)
        if a.formula is None or b.formula is None:
            return True
        same = same_formula(alignment, (a.formula, at), (b.formula, there))
        return same is Sameness.CHANGED

    @cached_property
    def mine_to_theirs(self) -> Alignment:
        """From MINE straight to THEIRS."""
        return align(self.mine.version_after, self.theirs.version_after)

    @property
    def date1904(self) -> bool:
        """Whether the dates count from 1904."""
        return self.mine.version_after.book.date1904

    def merged(
        self, place: Place, common: At, mine: At, theirs: At
    ) -> Taken | Conflict | Left | None:
        """What comes of one cell; None where it stays as MINE has it."""
        if not self.changed(self.theirs, common, theirs):
            return None
        content = self.content(theirs, mine[1])
        there = present(mine[0])
        if content is None:
            if self.changed(self.mine, common, mine) or isinstance(there, Formula):
                content = Formula(theirs[0].formula or "")
                return Conflict(What.CELL, place, present(common[0]), there, content,
                                possible=False)  # fmt: skip
            return Left(
                f"{place}: formelen ={theirs[0].formula} viser til noe som bare står i DIN.",
                ((place.column or mine[1].a1, present(theirs[0])),),
            )
        if self.same(there, content):
            return None
        edit = SetCell(mine[1], content, there)
        if self.changed(self.mine, common, mine):
            return Conflict(What.CELL, place, present(common[0]), there, content, edits=(edit,))
        return Taken(place, there, content, edits=(edit,))

    def content(self, theirs: At, to: CellRef) -> Content | None:
        """What stands in THEIRS' cell as it reads in MINE's cell *to*; None where it cannot."""
        cell, at = theirs
        if cell.formula is None:
            return cell.value
        text = self.to_mine.formula(cell.formula, at, to)
        return None if text is None else Formula(text)

    def same(self, one: Content, other: Content) -> bool:
        """Whether two contents of one place are one."""
        if isinstance(one, Formula) and isinstance(other, Formula):
            return one.text.replace(" ", "").casefold() == other.text.replace(" ", "").casefold()
        return same_content(one, other, date1904=self.date1904)
