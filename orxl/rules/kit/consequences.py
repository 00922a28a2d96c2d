"""What is said far away of a cell that changed since the last run follows what is said of the cell.

No list of rules: a finding that the last run did not tell, at a place that has not changed, comes
of a change elsewhere. Which one is known where the changed cell feeds the place, or where the
finding names its row or its value. What has no such tie stays on its own, and so does every fault
of a cell of its own: only what is said three times of one column that has changed is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence, Set
from itertools import combinations
from typing import Final

from orxl.core import nb
from orxl.core.findings import Finding, Severity
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.formulas.graph import graph_of
from orxl.rules.kit.causes import GONE, OVERTYPED
from orxl.rules.kit.since import changed_columns, has_changed, is_new, is_prose, on_record, stayed
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.kit.view import View
from orxl.rules.kit.words import SHORT, names, quoted, same_words

_CONSEQUENCES: Final = frozenset("BKNPT")
"""The families of rules that hold cells up against each other."""
_OF_ITSELF: Final = frozenset("DF")
"""The families that judge a cell by itself: what they find in a column has no common cause."""
ALONE: Final = "D020"
"""Tells of a cell that it alone has changed in its column."""
TWICE: Final = frozenset({"D013", "N002", "N011"})
"""A row that is there twice."""
_OF_A_ROW: Final = _CONSEQUENCES | {"D", "F"}
_SEVERAL: Final = 3
_ROWS: Final = 80
"""In a longer column what each cell feeds is not looked for."""
_PAIRS: Final = 40
"""More findings of one rule are no pairs."""
_TELLS_NOTHING: Final = regex(r"[\d ,.\u00a0]{0,2}")
"""A value of one or two digits is found everywhere: it ties nothing."""

Pair = tuple[int, int]


class Consequences:
    """The new findings that are told by themselves, and how they hang together."""

    def __init__(self, view: View, findings: Sequence[Finding], torn: frozenset[str]) -> None:
        self._view, self._all, self._torn = view, findings, torn
        self._resting: dict[CellRef, Set[CellRef]] = {}
        self._alone = {self._column(f.cell): f.cell for f in findings if f.code == ALONE and f.open}
        recorded = on_record(view)
        self.new = [
            i for i, f in enumerate(findings)
            if recorded and f.told and f.confidence is None and f.cell and is_new(view, f)
        ]  # fmt: skip

    def pairs(self) -> Iterator[Pair]:
        """A finding, and one that follows it; the nearest ties first."""
        yield from self._of_each_other()
        yield from self._of_one_cell()
        yield from self._of_a_row_twice()
        yield from self._of_a_row_gone()
        yield from self._of_a_torn_column()
        yield from self._of_one_column()
        yield from self._elsewhere()
        yield from self._of_one_source()

    def _changed(self, cell: CellRef | None) -> bool:
        """Whether *cell* may be what has changed: filled in, and no other is known to be why."""
        alone = self._alone.get(self._column(cell), cell) == cell
        return alone and has_changed(self._view, cell) and not self._is_calculated(cell)

    def _told(self) -> list[int]:
        return [i for i in self.new if self._all[i].told]

    def _led(self, among: Sequence[int], *, by_change: bool = False) -> Iterator[Pair]:
        """The one that leads, with each of the others."""

        def rank(i: int) -> tuple[object, ...]:
            changed = not self._changed(self._all[i].cell)
            worst = -self._all[i].severity
            return (changed, worst, i) if by_change else (worst, changed, i)

        lead, *others = sorted(among, key=rank)
        yield from ((lead, other) for other in others)

    def _of_one_cell(self) -> Iterator[Pair]:
        """What is said of one value, or in a text of the same words."""
        by_cell: dict[Hashable, list[int]] = defaultdict(list)
        for i in self._told():
            by_cell[self._all[i].cell].append(i)
        for group in by_cell.values():
            cell = self._all[group[0]].cell
            if len(group) < 2 or cell is None:
                continue
            if is_prose(self._view, cell):
                for k, i in enumerate(group):
                    same = [j for j in group[k + 1 :] if same_words(self._all[i], self._all[j])]
                    yield from self._led([i, *same])
            elif not self._is_key(cell):
                yield from self._led(group)

    def _is_key(self, cell: CellRef) -> bool:
        """Whether the cell stands for its row: what is said there is said of all of it."""
        bound = self._view.bound.table_at(cell)
        return bound is not None and bound.key_at(cell) == bound.spec.key

    def _of_each_other(self) -> Iterator[Pair]:
        """Two findings of one rule that name each other's cell: the one that changed leads."""
        by_code: dict[Hashable, list[int]] = defaultdict(list)
        for i in self._told():
            by_code[self._all[i].code].append(i)
        for group in by_code.values():
            for i, j in combinations(group, 2) if len(group) <= _PAIRS else ():
                one, other = self._all[i], self._all[j]
                if one.cell != other.cell and (names(one, other.place) and names(other, one.place)):
                    yield from self._led([i, j], by_change=True)

    def _of_a_row_gone(self) -> Iterator[Pair]:
        """What names a row that the record misses, or speaks of the sheet's amounts without it."""
        for gone in self._told():
            found = self._all[gone]
            if found.code != GONE or not found.told:
                continue
            sheet, *rows = quoted(found.message) or [""]
            keys = [key for row in rows for key in row.split(" – ")]
            group = [gone]
            for i in self._told():
                other = self._all[i]
                amounts = other.code[0] == "B" and names(other, sheet)
                if i != gone and other.code[0] in _CONSEQUENCES and (
                    amounts or any(names(other, key) for key in keys if len(key) > 2)
                ):  # fmt: skip
                    group.append(i)
            yield from self._led(group)

    def _of_a_torn_column(self) -> Iterator[Pair]:
        """All that is new where a whole column is torn from its rows."""
        for cause in self._told():
            found = self._all[cause]
            if found.code not in self._torn or not found.told:
                continue
            for i in self._told():
                other = self._all[i]
                here = self._column(other.cell) == self._column(found.cell)
                if i == cause or other.code[0] not in _CONSEQUENCES:
                    continue
                whole = found.severity is Severity.ERROR
                if here or (whole and not self._changed(other.cell)):
                    yield cause, i

    def _of_a_row_twice(self) -> Iterator[Pair]:
        """What is said of a row that is there twice, of its key, and of what it is added to."""
        for cause in self._told():
            found = self._all[cause]
            if found.code not in TWICE or found.cell is None or not found.told:
                continue
            row = self._row(found.cell)
            fed = graph_of(self._view.book).dependents(sorted(row))
            key = self._name(found.cell)
            for i in self._told():
                other = self._all[i]
                if i == cause or other.cell is None or other.code[0] not in _OF_A_ROW:
                    continue
                if other.cell in row or (
                    not self._changed(other.cell) and (other.cell in fed or names(other, key))
                ):
                    yield cause, i

    def _of_one_source(self) -> Iterator[Pair]:
        """What one cell feeds, in a column that has changed and of which nothing itself is said."""
        told = [i for i in self._told() if self._all[i].code[0] in _CONSEQUENCES]
        left = {i for i in told if self._is_calculated(self._all[i].cell)}
        of_itself = {self._column(self._all[i].cell) for i in self._told()}
        sources = [
            cell
            for table, cells in (changed_columns(self._view) if len(left) > 1 else ())
            if table != ASSUMED and len(cells) <= _ROWS  # one assumption may feed everything
            and self._column(cells[0]) not in of_itself
            for cell in cells
        ]  # fmt: skip
        fed = [{i for i in left if self._all[i].cell in self._fed(cell)} for cell in sources]
        while True:
            group = max((one & left for one in fed), key=len, default=set())
            if len(group) < 2:
                return
            yield from self._led(sorted(group))
            left -= group

    def _is_calculated(self, cell: CellRef | None) -> bool:
        return cell is not None and self._view.book.cell(cell).formula is not None

    def _of_one_column(self) -> Iterator[Pair]:
        """One thing said of several cells of a column that has changed: it was done to them all.

        In texts it is one only where the same words stand in place of the same.
        """
        alike: dict[Hashable, list[int]] = defaultdict(list)
        for i in self._told():
            cell, found = self._all[i].cell, self._all[i]
            if cell is not None and is_prose(self._view, cell):
                if found.expected is not None and found.actual is not None:
                    words = str(found.expected), str(found.actual)
                    alike[found.code, self._column(cell), words].append(i)
                continue
            if cell is not None and self._changed(cell) and not is_prose(self._view, cell):
                alike[self._all[i].code, self._column(cell)].append(i)
        for group in alike.values():
            least = _SEVERAL - is_prose(self._view, self._all[group[0]].cell)
            if len(group) >= least and self._all[group[0]].code[0] not in _OF_ITSELF:
                yield from self._led(group)

    def _elsewhere(self) -> Iterator[Pair]:
        """What is said of a place that stayed: of the changed cell that it hangs on."""
        told = self._told()
        causes = [
            i for i in told
            if self._changed(self._all[i].cell) or self._all[i].code in OVERTYPED
        ]  # fmt: skip
        for i in told:
            other = self._all[i]
            if i in causes or other.code[0] not in _CONSEQUENCES:
                continue
            tied = [
                c for c in causes
                if self._all[c].told
                and self._tied(self._all[c], other)
                and not self._is_of_another(self._all[c], other)
            ]  # fmt: skip
            if tied:
                yield min(tied, key=lambda c: (-self._all[c].severity, c)), i

    def _tied(self, cause: Finding, other: Finding) -> bool:
        """Whether *other* hangs on the cell of *cause*: by a formula, its row, or its words."""
        cell, there = cause.cell, other.cell
        if cell is None or there is None:
            return False
        row = self._row(there)
        if row or not stayed(self._view, there):
            fed = self._fed(cell)
            if there in fed or fed & row:
                return True
        if any(at.column == cell.column and at.sheet == cell.sheet for at in row):
            return self._column(cell) is not None  # its own row holds what changed there
        if self._quoted(cell, there):
            return True
        return any(names(other, word) for word in self._words(cause, cell))

    def _is_of_another(self, cause: Finding, other: Finding) -> bool:
        """Whether something else that is said of the same text names the cell of *cause*.

        A text fetches many cells: what names none of them has another reason than the one that is
        named.
        """
        if other.cell is None or not is_prose(self._view, other.cell):
            return False
        at = str(cause.cell)
        return not names(other, at) and any(
            f.cell == other.cell and names(f, at) for f in self._all
        )

    def _quoted(self, cell: CellRef, there: CellRef) -> bool:
        """Whether a placeholder of the text in *there* names *cell*, an assumption."""
        bound, text = self._view.bound.table_at(cell), self._view.value(there)
        if bound is None or not isinstance(text, str) or "{" not in text:
            return False
        index = cell.row - bound.table.first_data_row
        name = bound.rows[index].values.get("name") if 0 <= index < len(bound.rows) else None
        return isinstance(name, str) and any(f"{{{name}{end}" in text for end in "}|")

    def _fed(self, cell: CellRef) -> Set[CellRef]:
        if cell not in self._resting:
            self._resting[cell] = graph_of(self._view.book).dependents([cell])
        return self._resting[cell]

    def _name(self, cell: CellRef) -> str:
        """What the row of *cell* is called."""
        bound, place = self._view.bound.table_at(cell), self._view.bound.place(cell)
        if bound is None or place is None:
            return ""
        key = bound.rows[cell.row - bound.table.first_data_row].values.get(bound.spec.key, BLANK)
        return place[0] or str(key)

    def _words(self, cause: Finding, cell: CellRef) -> Iterator[str]:
        """What the row of *cell* is called, and what it holds and was to hold."""
        name = self._name(cell)
        if not name:
            return
        yield name
        if is_prose(self._view, cell):
            return
        for value in (self._view.value(cell), cause.expected, cause.actual):
            if value is not None and value is not BLANK:
                word = nb.value(value).strip("«»")
                if _TELLS_NOTHING.fullmatch(word) is None and len(word) <= SHORT:
                    yield word

    def _column(self, cell: CellRef | None) -> Hashable:
        bound = self._view.bound.table_at(cell) if cell is not None else None
        return None if bound is None or cell is None else (bound.spec.name, cell.column)

    def _row(self, cell: CellRef) -> set[CellRef]:
        bound = self._view.bound.table_at(cell)
        if bound is None or cell.row not in bound.table.data_rows:
            return set()
        return {CellRef(cell.sheet, cell.row, column) for column in bound.columns.values()}
