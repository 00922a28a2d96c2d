"""Where the rows of a merged table go: those that come, go and change places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orxl.core.edits import AppendRows, Content, Edit, Formula, InsertRows, ReplaceRows
from orxl.core.light import replace
from orxl.core.snapshot import EMPTY
from orxl.versions.merging.rearranging import Rearranged, hindrance
from orxl.versions.merging.sides import Row, TableSides
from orxl.versions.merging.values import Left, Place, Taken


class RowPlaces:
    """The edits of whole rows that a table's merge ends with."""

    def __init__(self, sides: TableSides, added: Sequence[int], to_delete: Sequence[int]) -> None:
        self._sides = sides
        self._cells, self._table = sides.cells, sides.table
        self._one, self._two = sides.one, sides.two
        self.mine, self.theirs = sides.mine, sides.theirs
        self._added = added
        self._to_delete = to_delete
        self.moves: Rearranged | None = None
        """Where MINE's rows go, where the whole table is written anew."""

    def outcomes(self) -> Iterator[Taken | Left]:
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
                self._sides.place(m), None, None, self._sides.fields(self.mine, m),
                "slettet rad (innholdet)", self._sides.cleared(m),
            )  # fmt: skip
            yield Left(
                f"{self._sides.place(m)}: raden er slettet i DIN, og er tømt. Slett den tomme "
                f"raden i Excel: {why}."
            )
        yield from self._inserted()

    def _reorder(self) -> list[int] | None:
        """MINE's rows in THEIRS' order; empty where MINE's stands, None where both have moved."""
        if not self._two.rows.moved:
            return []
        wanted = [self._sides.rows[r] for r in self.theirs.rows if r in self._sides.rows]
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

    def _rearranged(self, reorder: list[int] | None) -> Iterator[Taken | Left]:
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
                rows.append(self._sides.new_row(r, first + n))
        edit: Edit = ReplaceRows(self.mine.name, tuple(rows))
        told: list[Taken] = [
            Taken(self._sides.place(m), None, None, self._sides.fields(self.mine, m), "slettet rad")
            for m in self._to_delete
        ]
        told += [self._new_taken(r) for r in self._added]
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

    def _anchored(self) -> Sequence[tuple[int | None, int]]:
        """Each of THEIRS' rows that come, with MINE's row that it comes behind."""
        found: list[tuple[int | None, int]] = []
        last: int | None = None
        wanted, gone = set(self._added), set(self._to_delete)
        for r in self.theirs.rows:
            if r in wanted:
                found.append((last, r))
            elif (m := self._sides.rows.get(r)) is not None and m not in gone:
                last = m
        return found

    def _behind(self, anchor: int | None) -> int:
        """MINE's row behind which rows come: *anchor*, or the last of what MINE has put there."""
        own = set(self._one.rows.added)
        at = self._table.first_data_row if anchor is None else anchor
        while at + 1 in own and self._sides.typed(self.mine, at + 1):
            at += 1
        return at

    def _inserted(self) -> Iterator[Taken | Left]:
        """The rows that come, between MINE's or at the end; the lowest first."""
        groups: dict[int, list[int]] = {}
        for anchor, r in self._anchored():
            groups.setdefault(self._behind(anchor), []).append(r)
        for behind in sorted(groups, reverse=True):
            rows = groups[behind]
            lines = tuple(self._sides.new_row(r, behind + 1 + n) for n, r in enumerate(rows))
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
        place = Place(self.mine.sheet, self.mine.name, self._sides.called(self.theirs, r))
        return Taken(place, None, None, self._sides.fields(self.theirs, r), "ny rad")
