"""A table in three editions: its rows by key and likeness, its cells one by one."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.edits import AppendRows, Edit, SetCell, present
from orxl.core.snapshot import EMPTY, Cell
from orxl.layout.names import LOG
from orxl.versions.alignment import AlignedArea
from orxl.versions.merging.cells import Cells
from orxl.versions.merging.placing import RowPlaces
from orxl.versions.merging.rearranging import Rearranged
from orxl.versions.merging.sides import TableSides
from orxl.versions.merging.values import Conflict, Left, Place, Taken, What
from orxl.versions.rows import Area

Outcome = Taken | Conflict | Left


def _same_input(one: Cell, other: Cell) -> bool:
    """Whether the very same was typed in both: nearly all cells, of which no more need be asked."""
    return (
        one.formula is None
        and other.formula is None
        and type(one.value) is type(other.value)
        and one.value == other.value
    )


def _filled_with(area: Area, column: int) -> str | None:
    """The formula that a new row gets in *column*; None where it gets none."""
    table = area.table
    return None if table is None else table.columns[column - table.ref.first_column].formula


class TableMerge:
    """The merge of one table that all three editions have."""

    def __init__(self, cells: Cells, mine: AlignedArea, theirs: AlignedArea) -> None:
        self._sides = sides = TableSides(cells, mine, theirs)
        self._cells, self._table = cells, sides.table
        self._one, self._two = mine, theirs
        self.common, self.mine, self.theirs = sides.common, sides.mine, sides.theirs
        self.moves: Rearranged | None = None
        """Where MINE's rows go, where the whole table is written anew."""
        self.deleted: list[str] = []
        """The keys of the rows that either has deleted."""
        self.added: list[int] = []
        """THEIRS' rows that MINE is to get."""
        self._to_delete: list[int] = []

    def outcomes(self) -> Iterator[Outcome]:
        """What comes of the table. The rows that come and go are the last."""
        yield from self._columns_left()
        yield from self._formulas_left()
        yield from self._added_in_both()
        for r, m in list(self._sides.rows.items()):
            yield from self._row(r, m)
        yield from self._gone()
        places = RowPlaces(self._sides, self.added, self._to_delete)
        yield from places.outcomes()
        self.moves = places.moves

    def _columns_left(self) -> Iterator[Left]:
        for c in self._two.columns.added:
            if c not in self._sides.columns:
                held = [(r, cells[c]) for r, cells in self.theirs.rows.items() if c in cells]
                yield Left(
                    f"Tabellen {self.mine.name} på arket {self.mine.sheet}: DIN har kolonnen "
                    f"«{self.theirs.header(c)}», som må legges til i Excel.",
                    tuple((self._sides.called(self.theirs, r), present(cell)) for r, cell in held),
                )
        for c in self._two.columns.removed:
            if c in self._one.columns.forward:
                yield Left(
                    f"Tabellen {self.mine.name} på arket {self.mine.sheet}: DIN har slettet "
                    f"kolonnen «{self.common.header(c)}». Slett den i Excel om den skal bort."
                )
        for c, there in self._two.columns.forward.items():
            was, now = self.common.header(c), self.theirs.header(there)
            own = self._one.columns.forward.get(c)
            if was != now and own is not None and self.mine.header(own) != now:
                yield Left(
                    f"Tabellen {self.mine.name} på arket {self.mine.sheet}: kolonnen "
                    f"«{self.mine.header(own)}» heter «{now}» i DIN. Gi den navnet i Excel."
                )

    def _formulas_left(self) -> Iterator[Left]:
        """The formulas that THEIRS gives new rows, which are the table's and no cell's."""
        for c, there in self._two.columns.forward.items():
            own = self._one.columns.forward.get(c)
            if own is None:
                continue
            was, now = _filled_with(self.common, c), _filled_with(self.theirs, there)
            if now in (None, was, _filled_with(self.mine, own)):
                continue
            yield Left(
                f"Tabellen {self.mine.name} på arket {self.mine.sheet}: nye rader i kolonnen "
                f"«{self.mine.header(own)}» får formelen ={now} i DIN."
            )

    def _row(self, r: int, m: int) -> Iterator[Outcome]:
        back = self._two.rows.backward.get(r)
        common = self.common.rows.get(back, {}) if back is not None else {}
        mine, theirs = self.mine.rows[m], self.theirs.rows[r]
        if theirs is common:
            return
        columns = self._two.columns.backward
        for c, own in self._sides.columns.items():
            before = columns.get(c)
            a = common.get(before, EMPTY) if before is not None else EMPTY
            t = theirs.get(c, EMPTY)
            if a is t or _same_input(a, t):
                continue
            outcome = self._cells.merged(
                self._sides.place(m, own),
                (a, self.common.cell(back or 1, before or 1)),
                (mine.get(own, EMPTY), self.mine.cell(m, own)),
                (t, self.theirs.cell(r, c)),
            )
            if outcome is not None:
                yield outcome

    def _added_in_both(self) -> Iterator[Outcome]:
        keyed = {
            key: m for m in self.mine.rows if (key := self._sides.key(self.mine, m)) is not None
        }
        own = [m for m in self._one.rows.added if self._sides.typed(self.mine, m)]
        for r in self._two.rows.added:
            if not self._sides.typed(self.theirs, r):
                continue
            twin = next((m for m in own if self._same_row(r, m)), None)
            if twin is not None:
                own.remove(twin)
                self._sides.rows[r] = twin
                continue
            key = self._sides.key(self.theirs, r)
            there = None if key is None else keyed.get(key)
            if there is None or self.mine.name.casefold() == LOG.casefold():
                self.added.append(r)
            else:
                yield self._same_key(r, there)

    def _same_row(self, r: int, m: int) -> bool:
        return all(
            self._cells.same(present(self.mine.rows[m].get(own, EMPTY)), content)
            for own, content in self._sides.contents(r, self.mine.cell(m, 1)).items()
            if own not in self.mine.derived
        )

    def _same_key(self, r: int, m: int) -> Conflict:
        """Both have a row with this key: THEIRS comes in its place, cell by cell, if chosen."""
        edits: list[Edit] = []
        for own, content in self._sides.contents(r, self.mine.cell(m, 1)).items():
            there = present(self.mine.rows[m].get(own, EMPTY))
            if own not in self.mine.derived and not self._cells.same(there, content):
                edits.append(SetCell(self.mine.cell(m, own), content, there))
        return Conflict(
            What.ADDED, self._sides.place(m), my_row=self._sides.fields(self.mine, m),
            their_row=self._sides.fields(self.theirs, r), edits=tuple(edits),
        )  # fmt: skip

    def _gone(self) -> Iterator[Outcome]:
        """Rows that either has deleted, and the other has changed."""
        for b in self._two.rows.removed:
            m = self._one.rows.forward.get(b)
            if m is None or not self._sides.typed(self.common, b):
                self._note_gone(b)
            elif self._changed_by_me(b, m):
                yield Conflict(
                    What.THEIRS_DELETED,
                    self._sides.place(m),
                    my_row=self._sides.fields(self.mine, m),
                    edits=self._sides.cleared(m),
                )
            else:
                self._note_gone(b)
                self._to_delete.append(m)
        for b in self._one.rows.removed:
            r = self._two.rows.forward.get(b)
            if not self._sides.typed(self.common, b):
                continue
            self._note_gone(b)
            if r is not None and self._changed_by_them(b, r):
                row = self._sides.new_row(r, self._table.last_data_row + 1)
                yield Conflict(
                    What.MINE_DELETED,
                    Place(self.mine.sheet, self.mine.name, self._sides.called(self.theirs, r)),
                    their_row=self._sides.fields(self.theirs, r),
                    edits=(AppendRows(self.mine.name, (row,)),),
                )

    def _note_gone(self, b: int) -> None:
        if name := self.common.called(b):
            self.deleted.append(name)

    def _changed_by_me(self, b: int, m: int) -> bool:
        return any(
            self._cells.changed(
                self._cells.mine,
                (self.common.rows[b].get(c, EMPTY), self.common.cell(b, c)),
                (self.mine.rows[m].get(own, EMPTY), self.mine.cell(m, own)),
            )
            for c, own in self._one.columns.forward.items()
        ) or any(c in self.mine.rows[m] for c in self._one.columns.added)

    def _changed_by_them(self, b: int, r: int) -> bool:
        return any(
            self._cells.changed(
                self._cells.theirs,
                (self.common.rows[b].get(c, EMPTY), self.common.cell(b, c)),
                (self.theirs.rows[r].get(there, EMPTY), self.theirs.cell(r, there)),
            )
            for c, there in self._two.columns.forward.items()
        )
