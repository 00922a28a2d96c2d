"""A table in three editions: its rows by key and likeness, its cells one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from orxl.core.edits import (
    AppendRows,
    Content,
    Edit,
    Formula,
    InsertRows,
    ReplaceRows,
    SetCell,
    present,
)
from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import EMPTY, Table
from orxl.core.values import BLANK, Value
from orxl.layout.names import LOG
from orxl.versions.alignment import AlignedArea
from orxl.versions.merging.cells import Cells, holds
from orxl.versions.merging.rearranging import Rearranged, hindrance
from orxl.versions.merging.values import Conflict, Fields, Left, Place, Taken, What
from orxl.versions.rows import Area

Outcome = Taken | Conflict | Left
Row = tuple[Content | None, ...]
_WORDS: Final = {True: "ny rad", False: "slettet rad"}


class TableMerge:
    """The merge of one table that all three editions have."""

    def __init__(self, cells: Cells, mine: AlignedArea, theirs: AlignedArea) -> None:
        self._cells = cells
        self._one, self._two = mine, theirs
        self.common, self.mine, self.theirs = mine.before, mine.after, theirs.after
        self._table: Table = mine.after.table  # type: ignore[assignment]  # it is a table's area
        self.moves: Rearranged | None = None
        """Where MINE's rows go, where the whole table is written anew."""
        self.deleted: list[str] = []
        """The keys of the rows that either has deleted."""
        self.added: list[int] = []
        """THEIRS' rows that MINE is to get."""

    @cached_property
    def _columns(self) -> dict[int, int]:
        """MINE's column of each of THEIRS'."""
        forward, back = self._one.columns.forward, self._two.columns.backward
        found = {
            c: forward[back[c]]
            for c in self.theirs.columns
            if c in back and back[c] in forward
        }  # fmt: skip
        own = {self.mine.header(c).casefold(): c for c in self._one.columns.added}
        for c in self._two.columns.added:
            if (there := own.get(self.theirs.header(c).casefold())) is not None:
                found[c] = there
        return found

    @cached_property
    def _rows(self) -> dict[int, int]:
        """MINE's row of each of THEIRS' that both have; those that both have added too."""
        forward, back = self._one.rows.forward, self._two.rows.backward
        return {r: forward[back[r]] for r in self.theirs.rows if back.get(r) in forward}

    def outcomes(self) -> Iterator[Outcome]:
        """What comes of the table. The rows that come and go are the last."""
        yield from self._columns_left()
        yield from self._added_in_both()
        for r, m in list(self._rows.items()):
            yield from self._row(r, m)
        yield from self._gone()
        yield from self._arranged()

    # Columns

    def _columns_left(self) -> Iterator[Left]:
        for c in self._two.columns.added:
            if c not in self._columns:
                held = [(r, cells[c]) for r, cells in self.theirs.rows.items() if c in cells]
                yield Left(
                    f"Tabellen {self.mine.name} på arket {self.mine.sheet}: DIN har kolonnen "
                    f"«{self.theirs.header(c)}», som må legges til i Excel.",
                    tuple((self._called(self.theirs, r), present(cell)) for r, cell in held),
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

    # Rows in both

    def _row(self, r: int, m: int) -> Iterator[Outcome]:
        back = self._two.rows.backward.get(r)
        common = self.common.rows.get(back, {}) if back is not None else {}
        mine, theirs = self.mine.rows[m], self.theirs.rows[r]
        if theirs is common:
            return
        columns = self._two.columns.backward
        for c, own in self._columns.items():
            before = columns.get(c)
            a = common.get(before, EMPTY) if before is not None else EMPTY
            t = theirs.get(c, EMPTY)
            if a is t:
                continue
            outcome = self._cells.merged(
                self._place(m, own),
                (a, self.common.cell(back or 1, before or 1)),
                (mine.get(own, EMPTY), self.mine.cell(m, own)),
                (t, self.theirs.cell(r, c)),
            )
            if outcome is not None:
                yield outcome

    def _place(self, m: int, column: int | None = None) -> Place:
        at = min(self.mine.columns) if column is None else column
        return Place(
            self.mine.sheet,
            self.mine.name,
            self._called(self.mine, m),
            "" if column is None else self.mine.header(column),
            self.mine.cell(m, at),
        )

    def _called(self, area: Area, row: int) -> str:
        name = area.called(row)
        if name:
            return name
        first = next(
            (cell.value for cell in area.rows.get(row, {}).values() if cell.value is not BLANK), ""
        )
        return first if isinstance(first, str) and first else f"rad {row}"

    # Rows that came

    def _added_in_both(self) -> Iterator[Outcome]:
        keyed = {key: m for m in self.mine.rows if (key := self._key(self.mine, m)) is not None}
        own = [m for m in self._one.rows.added if self._typed(self.mine, m)]
        for r in self._two.rows.added:
            if not self._typed(self.theirs, r):
                continue
            twin = next((m for m in own if self._same_row(r, m)), None)
            if twin is not None:
                own.remove(twin)
                self._rows[r] = twin
                continue
            key = self._key(self.theirs, r)
            there = None if key is None else keyed.get(key)
            if there is None or self.mine.name.casefold() == LOG.casefold():
                self.added.append(r)
            else:
                yield self._same_key(r, there)

    def _key(self, area: Area, row: int) -> tuple[Value, ...] | None:
        wanted = self.common.identifying or area.identifying
        keys = [self.common.columns.get(n, "") for n in wanted]
        numbers = {identity: n for n, identity in area.columns.items()}
        found = tuple(area.value(row, numbers[k]) if k in numbers else BLANK for k in keys)
        return found if any(value is not BLANK for value in found) else None

    def _typed(self, area: Area, row: int) -> bool:
        """Whether somebody has typed something in *row*."""
        cells = area.rows[row].items()
        return any(
            cell.value is not BLANK and cell.formula is None and c not in area.derived
            for c, cell in cells
        )

    def _same_row(self, r: int, m: int) -> bool:
        return all(
            self._cells.same(present(self.mine.rows[m].get(own, EMPTY)), content)
            for own, content in self._contents(r, self.mine.cell(m, 1)).items()
            if own not in self.mine.derived
        )

    def _contents(self, r: int, to: CellRef) -> dict[int, Content]:
        """What THEIRS' row *r* holds, by MINE's columns, as it reads in the row of *to*."""
        found: dict[int, Content] = {}
        for c, own in self._columns.items():
            cell = self.theirs.rows[r].get(c, EMPTY)
            at = CellRef(to.sheet, to.row, own)
            content = self._cells.content((cell, self.theirs.cell(r, c)), at)
            found[own] = content if content is not None else cell.value
        return found

    def _same_key(self, r: int, m: int) -> Conflict:
        """Both have a row with this key: THEIRS comes in its place, cell by cell, if chosen."""
        edits: list[Edit] = []
        for own, content in self._contents(r, self.mine.cell(m, 1)).items():
            there = present(self.mine.rows[m].get(own, EMPTY))
            if own not in self.mine.derived and not self._cells.same(there, content):
                edits.append(SetCell(self.mine.cell(m, own), content, there))
        return Conflict(
            What.ADDED, self._place(m), my_row=self._fields(self.mine, m),
            their_row=self._fields(self.theirs, r), edits=tuple(edits),
        )  # fmt: skip

    def _fields(self, area: Area, row: int) -> Fields:
        return tuple(
            (area.header(c) or column_letters(c), present(cell))
            for c, cell in area.rows[row].items()
            if c not in area.derived
        )

    # Rows that went

    def _gone(self) -> Iterator[Outcome]:
        """Rows that either has deleted, and the other has changed."""
        self._to_delete: list[int] = []
        for b in self._two.rows.removed:
            m = self._one.rows.forward.get(b)
            if m is None or not self._typed(self.common, b):
                self._note_gone(b)
            elif self._changed_by_me(b, m):
                yield Conflict(
                    What.THEIRS_DELETED, self._place(m), my_row=self._fields(self.mine, m),
                    edits=self._cleared(m),
                )  # fmt: skip
            else:
                self._note_gone(b)
                self._to_delete.append(m)
        for b in self._one.rows.removed:
            r = self._two.rows.forward.get(b)
            if not self._typed(self.common, b):
                continue
            self._note_gone(b)
            if r is not None and self._changed_by_them(b, r):
                row = self._new_row(r, self._table.last_data_row + 1)
                yield Conflict(
                    What.MINE_DELETED,
                    Place(self.mine.sheet, self.mine.name, self._called(self.theirs, r)),
                    their_row=self._fields(self.theirs, r),
                    edits=(AppendRows(self.mine.name, (row,)),),
                )

    def _note_gone(self, b: int) -> None:
        if name := self.common.called(b):
            self.deleted.append(name)

    def _cleared(self, m: int) -> tuple[Edit, ...]:
        return tuple(
            SetCell(self.mine.cell(m, c), BLANK, present(cell))
            for c, cell in self.mine.rows[m].items()
            if c not in self.mine.derived and holds(cell) and cell.formula is None
        )

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

    # Where rows go

    def _arranged(self) -> Iterator[Outcome]:
        """The rows that come, go and move, by edits of whole rows."""
        reorder = self._reorder()
        if reorder is None and self._two.rows.moved:
            yield Left(
                f"Tabellen {self.mine.name} på arket {self.mine.sheet} er sortert eller flyttet "
                "om på begge steder: rekkefølgen er som hos meg."
            )
        wanted = bool(self._to_delete or reorder)
        why = hindrance(self._cells.mine.version_after.book, self.mine) if wanted else ""
        if wanted and not why:
            yield from self._rearranged(reorder)
            return
        if reorder:
            yield Left(
                f"Tabellen {self.mine.name} på arket {self.mine.sheet} er sortert i DIN. "
                f"Rekkefølgen er som hos meg: {why}."
            )
        for m in self._to_delete:
            yield Taken(
                self._place(m), None, None, self._fields(self.mine, m),
                "slettet rad (innholdet)", self._cleared(m),
            )  # fmt: skip
            yield Left(
                f"{self._place(m)}: raden er slettet i DIN, og er tømt. Slett den tomme raden i "
                f"Excel: {why}."
            )
        yield from self._inserted()

    def _reorder(self) -> list[int] | None:
        """MINE's rows in THEIRS' order; empty where MINE's stands, None where both have moved."""
        if not self._two.rows.moved:
            return []
        wanted = [self._rows[r] for r in self.theirs.rows if r in self._rows]
        if wanted == sorted(wanted):
            return []
        if self._one.rows.moved:
            return None
        order: list[int] = []
        left = set(wanted)
        follow: dict[int, list[int]] = {}
        last = 0
        for own in self.mine.rows:
            if own in left:
                last = own
            else:
                follow.setdefault(last, []).append(own)
        order += follow.get(0, [])
        for own in wanted:
            order += [own, *follow.get(own, ())]
        return order

    def _rearranged(self, reorder: list[int] | None) -> Iterator[Outcome]:
        """The whole table anew, where rows go or change places."""
        order = [m for m in reorder or self.mine.rows if m not in self._to_delete]
        lines: list[tuple[int | None, int | None]] = [(m, None) for m in order]
        own = set(self._one.rows.added)
        for after, new in self._anchored():
            places = [n for n, line in enumerate(lines) if line[0] == after]
            at = places[0] + 1 if places else 0
            while at < len(lines) and (lines[at][1] is not None or lines[at][0] in own):
                at += 1
            lines.insert(at, (None, new))
        rows: list[Row] = []
        first = self._table.first_data_row
        moves = self.moves = Rearranged(
            self.mine.sheet,
            {m: first + n for n, (m, _) in enumerate(lines) if m is not None},
            replace(self._table.ref, first_row=first, last_row=self._table.last_data_row),
            self.mine.name,
        )
        for n, (m, r) in enumerate(lines):
            if m is not None:
                rows.append(self._kept_row(m, moves))
            elif r is not None:
                rows.append(self._new_row(r, first + n))
        edit: Edit = ReplaceRows(self.mine.name, tuple(rows))
        told: list[Taken] = [
            Taken(self._place(m), None, None, self._fields(self.mine, m), "slettet rad")
            for m in self._to_delete
        ]
        told += [self._new_taken(r) for r in self.added]
        if reorder:
            told.append(Taken(Place(self.mine.sheet, self.mine.name), None, None, words="sortert"))
        for n, one in enumerate(told):
            yield replace(one, edits=() if n else (edit,), group=self.mine.name)

    def _kept_row(self, m: int, moves: Rearranged) -> Row:
        row: list[Content | None] = []
        for number, column in enumerate(self._table.columns, self._table.ref.first_column):
            cell = self.mine.rows[m].get(number, EMPTY)
            if cell.formula is not None and column.formula == cell.formula:
                row.append(None)
            elif cell.formula is not None:
                row.append(Formula(moves.formula(cell.formula, m)))
            else:
                row.append(cell.value)
        return tuple(row)

    def _new_row(self, r: int, at: int) -> Row:
        contents = self._contents(r, self.mine.cell(min(self.mine.rows, default=1), 1))
        back = {own: c for c, own in self._columns.items()}
        row: list[Content | None] = []
        for number, column in enumerate(self._table.columns, self._table.ref.first_column):
            cell = self.theirs.rows[r].get(back.get(number, 0), EMPTY)
            typed_over = cell.formula is None and holds(cell)
            declared = self._declared(number)
            if column.formula is not None and not typed_over:
                row.append(None)
            elif declared is not None and not typed_over:
                row.append(Formula(declared))
            elif cell.formula is not None:
                where = self.theirs.cell(r, back[number])
                text = self._cells.to_mine.formula(
                    cell.formula, where, CellRef(self.mine.sheet, at, number)
                )
                row.append(cell.value if text is None else Formula(text))
            else:
                row.append(contents.get(number, BLANK))
        return tuple(row)

    def _declared(self, number: int) -> str | None:
        """The layout's own formula, which LibreOffice drops from the table's column."""
        spec, key = self.mine.spec, self.mine.columns[number]
        if spec is None or number not in self.mine.derived:
            return None
        return next((c.formula for c in spec.columns if c.key == key), None)

    def _anchored(self) -> Sequence[tuple[int | None, int]]:
        """Each of THEIRS' rows that come, with MINE's row that it comes behind."""
        found: list[tuple[int | None, int]] = []
        last: int | None = None
        wanted, gone = set(self.added), set(self._to_delete)
        for r in self.theirs.rows:
            if r in wanted:
                found.append((last, r))
            elif (m := self._rows.get(r)) is not None and m not in gone:
                last = m
        return found

    def _behind(self, anchor: int | None) -> int:
        """MINE's row behind which rows come: *anchor*, or the last of what MINE has put there."""
        own = set(self._one.rows.added)
        at = self._table.first_data_row if anchor is None else anchor
        while at + 1 in own and self._typed(self.mine, at + 1):
            at += 1
        return at

    def _inserted(self) -> Iterator[Outcome]:
        """The rows that come, between MINE's or at the end; the lowest first."""
        groups: dict[int, list[int]] = {}
        for anchor, r in self._anchored():
            groups.setdefault(self._behind(anchor), []).append(r)
        for behind in sorted(groups, reverse=True):
            rows = groups[behind]
            lines = tuple(self._new_row(r, behind + 1 + n) for n, r in enumerate(rows))
            edit: Edit
            if behind >= self._table.last_data_row:
                edit = AppendRows(self.mine.name, lines)
            else:
                edit = InsertRows(self.mine.name, behind + 1, lines)
            for n, r in enumerate(rows):
                yield replace(
                    self._new_taken(r),
                    edits=() if n else (edit,),
                    group=f"{self.mine.name}:{behind}",
                )

    def _new_taken(self, r: int) -> Taken:
        place = Place(self.mine.sheet, self.mine.name, self._called(self.theirs, r))
        return Taken(place, None, None, self._fields(self.theirs, r), _WORDS[True])
