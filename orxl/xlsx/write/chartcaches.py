"""What charts keep of their cells' values, so that a preview need not calculate.

Excel draws a chart from its cells; OneDrive, Outlook and Protected View draw it from what the
chart's own part repeats of them. Where a cell changes, what a chart repeats of it changes too,
and nothing else of the chart does. What is not a single row or column of cells that the chart
repeats in full (hidden rows are left out) stays for Excel, which renews it when it opens the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.refs import CellRef, parse_a1
from orxl.core.values import Value, to_serial
from orxl.xlsx.write.content import number
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.text import escape, from_xstring, natural, to_xstring
from orxl.xlsx.xml.tree import Node, Splice, Tree

_CHARTS: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "http://purl.oclc.org/ooxml/drawingml/chart",
    }
)
_KEPT: Final = {"numRef": "numCache", "strRef": "strCache"}
_LINE: Final = regex(
    r"(?:'((?:[^']|'')+)'|([\w.$\\?]+))!(\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})"
    r"(?:\s*:\s*(\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}))?"
)
_NOWHERE: Final = CellRef("", 1, 1)
"""The values are in cells already, and the numbers finite: no message needs the place."""
_NUMBER: Final = regex(r"[-+0-9.Ee]+")

Held = dict[str, dict[tuple[int, int], Value]]
"""By casefolded sheet name: what the cells hold that edits name."""


def held(work: Workspace) -> Held:
    """What every cell that an edit names holds after all edits."""
    return {
        draft.part.name.casefold(): {
            at: draft.cell(at).value
            for at in {*draft.changes, *draft.blanks}
            if at not in draft.changes or not draft.changes[at].keep_value
        }
        for draft in work.drafts.values()
    }


@dataclass(frozen=True, slots=True)
class _Line:
    """The cells of a row or a column, in order."""

    sheet: str
    row: int
    column: int
    down: int
    right: int

    @property
    def count(self) -> int:
        return self.down + self.right + 1

    def place(self, at: tuple[int, int]) -> int | None:
        """Which of the cells *at* is, counted from 0; None: none of them."""
        down, right = at[0] - self.row, at[1] - self.column
        inside = 0 <= down <= self.down and 0 <= right <= self.right
        return down + right if inside else None


def cache_splices(
    tree: Tree, grown: Mapping[int, str], cells: Held, *, date1904: bool
) -> Iterator[Splice]:
    """The splices in the chart *tree* for *cells*.

    *grown* holds what references to tables that grew read now, by where their ``f`` begins.
    """
    for node in tree.root.walk():
        name = _KEPT.get(node.local)
        if name is None or node.ns not in _CHARTS:
            continue
        space = frozenset({node.ns})
        formulas, caches = list(node.all("f", space)), list(node.all(name, space))
        if len(formulas) != 1 or len(caches) != 1 or formulas[0].children:
            continue
        old = _formula(tree, formulas[0])
        now = grown.get(formulas[0].start, old)
        lines = _line(old), _line(now)
        if lines[0] is not None and lines[1] is not None:
            cache = _Cache(tree, caches[0], space, text=name == "strCache", date1904=date1904)
            yield from cache.splices(lines[0].count, lines[1], cells.get(lines[1].sheet, {}))


def _formula(tree: Tree, node: Node) -> str:
    raw = tree.text.data[node.open_end : node.close]
    return "" if b"<!--" in raw or b"<?" in raw else tree.content(node)


def _line(formula: str) -> _Line | None:
    match = _LINE.fullmatch(formula)
    if match is None:
        return None
    try:
        first = parse_a1(match[3])
        last = parse_a1(match[4]) if match[4] is not None else first
    except ValueError:
        return None
    down, right = last[0] - first[0], last[1] - first[1]
    if min(down, right) != 0 or max(down, right) < 0:
        return None
    sheet = match[2] if match[2] is not None else match[1].replace("''", "'")
    return _Line(sheet.casefold(), *first, down, right)


class _Cache:
    """One cache: how many points it has, and those that are there by their number."""

    def __init__(
        self, tree: Tree, node: Node, space: frozenset[str], *, text: bool, date1904: bool
    ) -> None:
        self._tree = tree
        self._node = node
        self._space = space
        self._text = text
        self._date1904 = date1904
        self._counts = list(node.all("ptCount", space))
        self._points = list(node.all("pt", space))

    def splices(
        self, count: int, line: _Line, cells: dict[tuple[int, int], Value]
    ) -> Iterator[Splice]:
        """What makes a cache of *count* points the cache of *line*."""
        points = self._known(count)
        if points is None:
            return
        if line.count != count:
            yield from self._tree.set(self._counts[0], "val", str(line.count))
        gone = [index for index in points if index >= line.count]
        new: list[tuple[int, str]] = []
        for index, value in _in_line(line, cells):
            spelled = self._spelled(value)
            if spelled is None:
                gone += [index] if index in points else []
            elif index not in points:
                new.append((index, spelled))
            elif not self._reads(points[index], spelled):
                yield from self._tree.set_content(self._leaf(points[index]), escape(spelled))
        for index in gone:
            yield points[index].start, points[index].end, b""
        yield from self._added(sorted(new))

    def _known(self, count: int) -> dict[int, Node] | None:
        """The points by number; None for a cache that is not one of *count* cells."""
        counts = self._counts
        if len(counts) != 1 or natural(self._tree.get(counts[0], "val")) != count:
            return None
        points: dict[int, Node] = {}
        for node in self._points:
            index = natural(self._tree.get(node, "idx"))
            leaves = list(node.all("v", self._space))
            fits = index is not None and index < count and index not in points
            if index is None or not fits or len(leaves) != 1 or leaves[0].children:
                return None
            points[index] = node
        return points

    def _leaf(self, point: Node) -> Node:
        return next(point.all("v", self._space))

    def _spelled(self, value: Value) -> str | None:
        """*value* as the cache writes it; None: a point that is not there.

        A text among numbers is no bar, and how a number reads among texts is Excel's to say.
        """
        if self._text:
            return to_xstring(value) if isinstance(value, str) else None
        if isinstance(value, datetime):
            value = to_serial(value.replace(tzinfo=None), date1904=self._date1904)
        return number(value, _NOWHERE).decode() if isinstance(value, float) else None

    def _reads(self, point: Node, spelled: str) -> bool:
        there = self._tree.content(self._leaf(point))
        if self._text:
            return from_xstring(there) == from_xstring(spelled)
        try:
            return _NUMBER.fullmatch(there) is not None and float(there) == float(spelled)
        except ValueError:
            return False

    def _added(self, new: Sequence[tuple[int, str]]) -> Iterator[Splice]:
        """New points where they belong: before the first with a higher number, or last."""
        p = self._node.prefix.encode()
        last = self._points[-1] if self._points else self._counts[0]
        for index, spelled in new:
            after = (
                node.start
                for node in self._points
                if (natural(self._tree.get(node, "idx")) or 0) > index
            )
            at = next(after, last.end)
            yield at, at, b'<%spt idx="%d"><%sv>%s</%sv></%spt>' % (
                p, index, p, escape(spelled), p, p,
            )  # fmt: skip


def _in_line(line: _Line, cells: dict[tuple[int, int], Value]) -> Iterator[tuple[int, Value]]:
    """The points of *line* whose cells are among *cells*, and what they hold."""
    if len(cells) < line.count:
        for at, value in cells.items():
            index = line.place(at)
            if index is not None:
                yield index, value
        return
    step = (1, 0) if line.down else (0, 1)
    for index in range(line.count):
        at = (line.row + index * step[0], line.column + index * step[1])
        if at in cells:
            yield index, cells[at]
