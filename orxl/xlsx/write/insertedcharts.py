"""Charts when rows are put in between their cells: references, and what they keep of the cells.

A chart's point for a cell that moves keeps its value under the cell's new number; the new cells
have no point until something is written in them. What is not a single column of cells that the
chart repeats in full stays for Excel, which renews it when it opens the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core.errors import RefusedEdit
from orxl.core.patterns import regex
from orxl.core.refs import parse_a1
from orxl.xlsx.references.insertion import Insertion
from orxl.xlsx.xml.text import escape, natural
from orxl.xlsx.xml.tree import Node, Splice, Tree

_CHARTS: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "http://purl.oclc.org/ooxml/drawingml/chart",
    }
)
_KEPT: Final = {"numRef": "numCache", "strRef": "strCache"}
_COLUMN: Final = regex(
    r"(?:'(?:[^']|'')+'|[\w.\\?]+)!\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})"
    r"\s*:\s*\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})"
)
_LATER: Final = "http://schemas.microsoft.com/office/drawing/2014/chartex"


def chart_splices(tree: Tree, into: Insertion) -> list[Splice]:
    """The splices in one chart. Raises RefusedEdit for points that are drawn by themselves."""
    out: list[Splice] = []
    for node in tree.root.walk():
        if node.local in ("f", "sqref") and not node.children:
            old = tree.content(node)
            new = into.formula(old, "")
            if new != old:
                out += tree.set_content(node, escape(new))
            if tree.root.ns == _LATER and _place(old, new, into) is not None:
                raise _refusal(into)
        if node.local in _KEPT and node.ns in _CHARTS:
            out += _cache(tree, node, into)
        if node.local == "ser":
            _refuse_own_points(tree, node, into)
    return out


def _grown(tree: Tree, node: Node, into: Insertion) -> int | None:
    """Which point of the reference *node* the new rows stand before; None: they do not."""
    formulas = list(node.all("f", frozenset({node.ns})))
    if len(formulas) != 1 or formulas[0].children:
        return None
    old = tree.content(formulas[0])
    return _place(old, into.formula(old, ""), into)


def _place(old: str, new: str, into: Insertion) -> int | None:
    lines = [_COLUMN.fullmatch(text) for text in (old, new)]
    if lines[0] is None or lines[1] is None or lines[0][1].upper() != lines[0][3].upper():
        return None
    before, after = (
        (parse_a1(line[1] + line[2])[0], parse_a1(line[3] + line[4])[0])
        for line in (lines[0], lines[1])
    )
    grows = after[1] - after[0] == before[1] - before[0] + into.count
    return into.before - before[0] if grows and before[0] < into.before <= before[1] else None


def _cache(tree: Tree, node: Node, into: Insertion) -> Iterator[Splice]:
    place = _grown(tree, node, into)
    caches = list(node.all(_KEPT[node.local], _CHARTS))
    if place is None or len(caches) != 1:
        return
    formula = next(node.all("f", frozenset({node.ns})))
    line = _COLUMN.fullmatch(tree.content(formula))
    counts, points = list(caches[0].all("ptCount", _CHARTS)), list(caches[0].all("pt", _CHARTS))
    count = 0 if line is None else int(line[4]) - int(line[2]) + 1
    numbers = [natural(tree.get(point, "idx")) for point in points]
    known = [number for number in numbers if number is not None and number < count]
    if len(counts) != 1 or natural(tree.get(counts[0], "val")) != count:
        return
    if len(known) != len(points) or len(set(known)) != len(known):
        return
    yield from tree.set(counts[0], "val", str(count + into.count))
    for point, number in zip(points, known, strict=True):
        if number >= place:
            yield from tree.set(point, "idx", str(number + into.count))


def _refuse_own_points(tree: Tree, series: Node, into: Insertion) -> None:
    places = [
        place
        for node in series.walk()
        if node.local in (*_KEPT, "multiLvlStrRef")
        and (place := _grown(tree, node, into)) is not None
    ]
    for node in series.walk() if places else ():
        if node.local not in ("dPt", "dLbl"):
            continue
        idx = node.find("idx", _CHARTS)
        number = None if idx is None else natural(tree.get(idx, "val"))
        if number is None or number >= min(places):
            raise _refusal(into)


def _refusal(into: Insertion) -> RefusedEdit:
    return RefusedEdit(
        f"Et diagram tegner rader under rad {into.before} på arket «{into.sheet}» hver for seg.",
        "Sett inn raden i Excel.",
    )
