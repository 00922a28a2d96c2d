"""What a chart becomes: its references follow tables, its points the cells that edits name.

A chart repeats the values of its cells. The point of a cell that no edit names stays as it was;
the point of one that an edit names must read what the edit says, or not be there where that is no
number (among numbers) or no text (among texts). A cache is judged where it has a point for each
cell of a single row or column; any other stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from lxml import etree

from orxl.core.values import BLANK, Value, to_serial
from orxl.xlsx.gate.declared import Declared, Expect, Place
from orxl.xlsx.gate.held import cached
from orxl.xlsx.gate.references import references
from orxl.xlsx.gate.resized import regrown
from orxl.xlsx.xml.elements import element, local_name
from orxl.xlsx.xml.text import from_xstring, to_xstring

_CHART: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}",
    "{http://purl.oclc.org/ooxml/drawingml/chart}",
)
_CACHES: Final = {"numRef": "numCache", "strRef": "strCache"}
_SIGNS: Final = frozenset("+-.0123456789Ee")
_DIGITS: Final = 9


def expect_chart(old: element, new: element, declared: Declared, *, date1904: bool) -> None:
    """Let the *old* chart read as it must; *new* shows how its points are spelled."""
    refs = [list(_references(root)) for root in (old, new)]
    before = [_formula(ref) for ref in refs[0]]
    for node in old.iter("{*}f"):
        if node.text:
            node.text = regrown(node.text, declared.resized, "")
    if len(refs[0]) != len(refs[1]):
        return  # the comparison says so
    for was, ref, now in zip(before, *refs, strict=True):
        area = _line(_formula(ref))
        line = _line(was)
        cache = _only(ref, _CACHES[local_name(ref)])
        if area is None or line is None or cache is None:
            continue
        points = _points(cache, len(line[1]))
        if points is None:
            continue
        if len(area[1]) != len(line[1]):
            _counts(cache)[0].set("val", str(len(area[1])))
        gone = [index for index in points if index >= len(area[1])]
        cells = declared.of(area[0])
        there = _only(now, _CACHES[local_name(ref)])
        spelled = None if there is None else _points(there, len(area[1]))
        for index, place in _declared(area[1], cells):
            said = _said(cells[place], texts=local_name(ref) == "strRef", date1904=date1904)
            if said is not None:
                _put(cache, points, index, said, {} if spelled is None else spelled)
            elif index in points:
                gone.append(index)
        for index in gone:
            cache.remove(points[index])


def pointed(ref: element, sheet: str, first: int, count: int) -> None:
    """Let the points of the old *ref* stand by the numbers they have once *count* new rows have
    come as row *first* on *sheet*; its formula still reads as before."""
    line = _line(_formula(ref))
    cache = _only(ref, _CACHES[local_name(ref)]) if str(ref.tag).startswith(_CHART) else None
    if line is None or cache is None or line[0].casefold() != sheet.casefold():
        return
    (top, left), (bottom, right) = line[1].first, line[1].last
    points = _points(cache, len(line[1]))
    if points is None or left != right or not top < first <= bottom:
        return
    _counts(cache)[0].set("val", str(len(line[1]) + count))
    for index, point in points.items():
        if top + index >= first:
            point.set("idx", str(index + count))


def _references(root: element) -> Iterator[element]:
    for node in root.iter("{*}numRef", "{*}strRef"):
        if str(node.tag).startswith(_CHART):
            yield node


def _own(node: element, name: str) -> list[element]:
    return node.findall("{" + str(etree.QName(node).namespace) + "}" + name)


def _only(node: element, name: str) -> element | None:
    found = _own(node, name)
    return found[0] if len(found) == 1 else None


def _counts(cache: element) -> list[element]:
    return _own(cache, "ptCount")


def _formula(ref: element) -> str:
    f = _only(ref, "f")
    return "" if f is None or len(f) or f.text is None else f.text


class _Places:
    """The cells of a single row or column, in order."""

    def __init__(self, first: Place, last: Place) -> None:
        self.first, self.last = first, last

    def __len__(self) -> int:
        return self.last[0] - self.first[0] + self.last[1] - self.first[1] + 1

    def index(self, place: Place) -> int:
        """Which one *place* is; -1: none."""
        within = all(a <= x <= b for a, x, b in zip(self.first, place, self.last, strict=True))
        return sum(place) - sum(self.first) if within else -1


def _line(formula: str) -> tuple[str, _Places] | None:
    """The sheet and the cells that *formula* names; None for anything else than one line."""
    found = references(formula)
    if len(found) != 1 or found[0].end != len(formula) or found[0].sheet is None:
        return None
    sheet = found[0].sheet
    if formula[: found[0].start] not in (f"{sheet}!", "'" + sheet.replace("'", "''") + "'!"):
        return None
    corners = [(corner.row, corner.column) for corner in found[0].corners]
    (top, left), (bottom, right) = corners[0], corners[-1]
    whole = top and left and bottom and right
    is_line = (top == bottom and left <= right) or (left == right and top <= bottom)
    return (sheet, _Places(corners[0], corners[-1])) if whole and is_line else None


def _declared(line: _Places, cells: dict[Place, Expect]) -> list[tuple[int, Place]]:
    return sorted((line.index(at), at) for at in cells if line.index(at) >= 0)


def _natural(text: str | None) -> int:
    fine = text is not None and text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if fine and text is not None else -1


def _points(cache: element, count: int) -> dict[int, element] | None:
    """The points by number, where the cache is one of *count* cells; else None."""
    counts = _counts(cache)
    if len(counts) != 1 or _natural(counts[0].get("val")) != count:
        return None
    points: dict[int, element] = {}
    for node in _own(cache, "pt"):
        index, leaves = _natural(node.get("idx")), _own(node, "v")
        inside = [one for one in (leaves[0] if leaves else ()) if isinstance(one.tag, str)]
        if not 0 <= index < count or index in points or len(leaves) != 1 or inside:
            return None
        points[index] = node
    return points


def _said(expect: Expect, *, texts: bool, date1904: bool) -> str | float | None:
    """What the point of a cell reads; None: it is not there."""
    content: Value = BLANK
    if not expect.removed:
        content = _value(expect)
    if texts:
        return content if isinstance(content, str) else None
    if isinstance(content, datetime):
        return to_serial(content.replace(tzinfo=None), date1904=date1904)
    return content if isinstance(content, float) else None


def _value(expect: Expect) -> Value:
    content = expect.content
    if isinstance(content, str | float | bool | datetime):
        return content
    return cached(content)


def _put(
    cache: element,
    points: dict[int, element],
    index: int,
    said: str | float,
    new: Mapping[int, element],
) -> None:
    """Let the point read *said*, spelled as among the *new* points where it reads that there."""
    spelled = _text(_own(new[index], "v")[0]) if index in new else ""
    if index not in new or not _reads(spelled, said):
        spelled = to_xstring(said) if isinstance(said, str) else repr(said)
    if index not in points:
        points[index] = _inserted(cache, index)
    leaf = _own(points[index], "v")[0]
    if _text(leaf) != spelled:
        for inside in list(leaf):
            leaf.remove(inside)
        leaf.text = spelled


def _inserted(cache: element, index: int) -> element:
    """A new point where it belongs: before the first with a higher number, or last."""
    there = _own(cache, "pt")
    space = "{" + str(etree.QName(cache).namespace) + "}"
    point = etree.SubElement(cache, f"{space}pt", idx=str(index))
    etree.SubElement(point, f"{space}v")
    later = [node for node in there if _natural(node.get("idx")) > index]
    if later:
        later[0].addprevious(point)
    else:
        [*_counts(cache), *there][-1].addnext(point)
    return point


def _text(leaf: element) -> str:
    return "".join([leaf.text or "", *(one.tail or "" for one in leaf)])


def _reads(text: str, said: str | float) -> bool:
    if isinstance(said, str):
        return from_xstring(text) == said
    try:
        return set(text) <= _SIGNS and float(text) == said
    except ValueError:
        return False
