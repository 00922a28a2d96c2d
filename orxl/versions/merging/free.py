"""The cells outside the tables in three editions, and the sheets that both have made."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.edits import SetCell, present
from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import EMPTY, Cell, Sheet
from orxl.core.values import BLANK
from orxl.versions.alignment import AlignedArea
from orxl.versions.merging.cells import Cells
from orxl.versions.merging.values import Conflict, Fields, Left, Place, Taken, What
from orxl.versions.rows import Area

Outcome = Taken | Conflict | Left


class FreeMerge:
    """The merge of what stands outside the tables of a sheet that all three editions have."""

    def __init__(self, cells: Cells, mine: AlignedArea, theirs: AlignedArea) -> None:
        self._cells = cells
        self._one, self._two = mine, theirs
        self._there = cells.mine.version_after.book.sheet(mine.after.sheet)

    def outcomes(self) -> Iterator[Outcome]:
        """What comes of the cells."""
        for b, r in self._two.rows.forward.items():
            yield from self._row(b, r)
        for r in self._two.rows.added:
            yield from self._new_row(r)
        for b in self._two.rows.removed:
            yield from self._gone(b)

    def _row(self, b: int, r: int) -> Iterator[Outcome]:
        common, theirs = self._two.before, self._two.after
        before, after = common.rows[b], theirs.rows[r]
        if before is after:
            return
        m = self._one.rows.forward.get(b)
        columns = self._two.columns.forward
        back = {there: c for c, there in columns.items()}
        for c in theirs.columns:
            a = before.get(back[c], EMPTY) if c in back else EMPTY
            t = after.get(c, EMPTY)
            if a is t or not self._cells.changed(
                self._cells.theirs,
                (a, common.cell(b, back.get(c, c))),
                (t, theirs.cell(r, c)),
            ):
                continue
            to = self._mine(common.cell(b, back.get(c, c)), m)
            if to is None:
                yield self._lost(theirs, r, c)
                continue
            outcome = self._cells.merged(
                self._place(to),
                (a, common.cell(b, back.get(c, c))),
                (self._held(to), to),
                (t, theirs.cell(r, c)),
            )
            if outcome is not None:
                yield outcome

    def _mine(self, cell: CellRef, row: int | None) -> CellRef | None:
        """Where the common edition's *cell* is in MINE, whose *row* is known."""
        column = self._one.columns.forward.get(cell.column)
        if column is None:
            column = self._one.columns.place(cell.column)
        if row is None:
            row = self._one.rows.place(cell.row) if cell.row not in self._one.rows.gone else None
        if row is None or column is None or column in self._one.columns.gone:
            return None
        return CellRef(self._one.after.sheet, row, column)

    def _held(self, at: CellRef) -> Cell:
        return EMPTY if self._there is None else self._there[at.row, at.column]

    def _place(self, at: CellRef) -> Place:
        return Place(at.sheet, cell=at)

    def _lost(self, area: Area, r: int, c: int) -> Left:
        cell = area.cell(r, c)
        return Left(
            f"{cell} i DIN er endret, men cellen er borte hos meg.",
            ((cell.a1, present(area.rows[r].get(c, EMPTY))),),
        )

    def _new_row(self, r: int) -> Iterator[Outcome]:
        """A row of THEIRS that is new: it comes where the same place is free in MINE."""
        theirs = self._two.after
        back = self._cells.theirs.reversed
        area = next(a for a in back.free if a.before.sheet == theirs.sheet)
        b = area.rows.place(r)
        inside = b is None or (b in self._two.before.rows)
        if inside or b is None:
            yield Left(
                f"Arket {self._one.after.sheet}: raden {r} i DIN er ny, og må settes inn i Excel.",
                _fields(theirs, r),
            )
            return
        for c, t in theirs.rows[r].items():
            column = self._two.columns.backward.get(c, c)
            to = self._mine(CellRef(self._one.before.sheet, b, column), None)
            if to is None:
                yield self._lost(theirs, r, c)
                continue
            outcome = self._cells.merged(
                self._place(to),
                (EMPTY, CellRef(self._one.before.sheet, b, column)),
                (self._held(to), to),
                (t, theirs.cell(r, c)),
            )
            if outcome is not None:
                yield outcome

    def _gone(self, b: int) -> Iterator[Outcome]:
        common = self._one.before
        m = self._one.rows.forward.get(b)
        if m is None:
            return
        here = self._one.after.rows[m]
        for c, a in common.rows[b].items():
            own = self._one.columns.forward.get(c)
            if own is None or own not in here:
                continue
            to = CellRef(self._one.after.sheet, m, own)
            there = present(here[own])
            edits = (SetCell(to, BLANK, there),)
            if self._cells.changed(self._cells.mine, (a, common.cell(b, c)), (here[own], to)):
                yield Conflict(What.CELL, self._place(to), present(a), there, BLANK, edits=edits)
            else:
                yield Taken(self._place(to), there, BLANK, edits=edits)
        shifted = self._two.rows.shifted(b)
        if shifted in self._two.rows.backward:  # the rows below have come up: it was deleted
            yield Left(
                f"Arket {self._one.after.sheet}: rad {m} er slettet i DIN, og er tømt. Slett den "
                "tomme raden i Excel.",
                _fields(common, b),
            )


def _fields(area: Area, row: int) -> Fields:
    return tuple((column_letters(c), present(cell)) for c, cell in area.rows[row].items())


def twin_sheets(cells: Cells, mine: Sheet, theirs: Sheet) -> Iterator[Outcome]:
    """A sheet that both have made under one name: what stands in a cell that is blank is taken."""
    for at, t in sorted(theirs.cells.items()):
        here = mine[at]
        if not t.filled:
            continue
        to = CellRef(mine.name, *at)
        content = cells.content((t, CellRef(theirs.name, *at)), to)
        if content is None:
            yield Left(f"{to}: formelen ={t.formula} viser til noe som bare står i DIN.")
        elif not here.filled:
            yield Taken(
                Place(mine.name, cell=to), None, content, edits=(SetCell(to, content, BLANK),)
            )
        elif not cells.same(present(here), content):
            yield Conflict(
                What.CELL, Place(mine.name, cell=to), None, present(here), content,
                edits=(SetCell(to, content, present(here)),),
            )  # fmt: skip
