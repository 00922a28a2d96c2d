"""The gate's look at a sheet's frame: everything but its rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lxml import etree

from orxl.core.refs import Range
from orxl.xlsx.gate.cells import Cells
from orxl.xlsx.references.growth import Growth
from orxl.xlsx.xml.elements import attributes, differ, element


def check_frame(old: element, new: element, cells: Cells) -> str:
    """What is wrong with the frame (``""``: nothing), as the end of a sentence."""
    _expect_links(old, cells.own_growths)
    for a, b in differ(old, new):
        if a is None or b is None or a.tag != b.tag or not isinstance(a.tag, str):
            return "har fått en annen oppbygning"
        name = etree.QName(a).localname
        if a.nsmap != b.nsmap or not (
            _same_attributes(name, a, b, cells) and _same_text(name, a, b, cells)
        ):
            return f"er endret i «{name}»"
    return ""


def _expect_links(root: element, growths: Sequence[Growth]) -> None:
    """Let the old frame's hyperlinks read as they must when tables have lost rows."""
    for holder in root.findall("{*}hyperlinks") if growths else ():
        for node in list(holder):
            place = node.get("ref", "")
            for growth in growths:
                place = growth.link(place)
            if place:
                node.set("ref", place)
            elif node.get("ref"):
                holder.remove(node)
        if not len(holder):
            root.remove(holder)


def _same_attributes(name: str, a: element, b: element, cells: Cells) -> bool:
    old, new = dict(attributes(a)), dict(attributes(b))
    if old.keys() != new.keys():
        return False
    for key in old:
        if old[key] == new[key]:
            continue
        if key == "ref" and name == "dimension":
            if not covers(new[key], old[key], cells.sheet):
                return False
        elif key != "sqref" or not only_moved(old[key], new[key], cells.own_growths):
            return False
    return True


def _same_text(name: str, a: element, b: element, cells: Cells) -> bool:
    old = a.text if a.text is not None else ""
    new = b.text if b.text is not None else ""
    if old.strip() == new.strip():
        return True
    if name == "sqref":
        return only_moved(old, new, cells.own_growths)
    return name in ("formula", "formula1", "formula2", "f") and cells.grown(old) == new


def covers(new: str, old: str, sheet: str) -> bool:
    """Whether the range *new* holds all of the range *old*."""
    a, b = Range.of(sheet, old), Range.of(sheet, new)
    return (
        b.first_row <= a.first_row
        and b.first_column <= a.first_column
        and b.last_row >= a.last_row
        and b.last_column >= a.last_column
    )


def only_moved(old: str, new: str, growths: Sequence[Growth]) -> bool:
    """Whether two lists of ranges differ only in rows that a table gained or lost."""
    before, after = set(old.split()), set(new.split())
    home = growths[0].sheet if growths else ""
    gone = [Range.of(home, ref) for ref in before - after]
    come = [Range.of(home, ref) for ref in after - before]
    room = [_moved_rows(growth) for growth in growths]
    every = [*gone, *come, *room]
    rows = sorted({r.first_row for r in every} | {r.last_row + 1 for r in every})
    columns = sorted({r.first_column for r in every} | {r.last_column + 1 for r in every})
    for top, _ in pairwise(rows):
        for left, _ in pairwise(columns):
            here = _holds(gone, top, left), _holds(come, top, left)
            if here[0] != here[1] and not _holds(room, top, left):
                return False
    return True


def _moved_rows(growth: Growth) -> Range:
    first, last = sorted((growth.old_last, growth.new_last))
    return Range(growth.sheet, first + 1, growth.left, last, growth.right)


def _holds(ranges: Sequence[Range], row: int, column: int) -> bool:
    return any(
        area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column
        for area in ranges
    )
