"""The gate's look at one sheet: rows that differ, cell by cell, and the frame around the rows."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.edits import Formula
from orxl.core.light import dataclass
from orxl.core.refs import column_letters
from orxl.core.values import BLANK
from orxl.xlsx.gate.cells import Cells
from orxl.xlsx.gate.cut import Cut, Side, cut, differing, refuse_malformed
from orxl.xlsx.gate.declared import Declared, Place
from orxl.xlsx.gate.frame import alike_frames, expect_dimension, expect_frame, link_ids
from orxl.xlsx.gate.looks import Looks
from orxl.xlsx.gate.styles import Restyling
from orxl.xlsx.xml.elements import element, parsed


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate found in one sheet."""

    problem: str
    """What is wrong (``""``: nothing), as the end of a sentence."""
    formulas_moved: bool = False
    """Whether a formula came to a cell without one, or went from a cell with one."""
    links_gone: frozenset[str] = frozenset()
    """The relationships that hyperlinks used and nothing in the sheet uses any more."""


def check_sheet(
    old: bytes,
    new: bytes,
    sheet: str,
    declared: Declared,
    *,
    date1904: bool,
    styles: Restyling | None,
) -> Verdict:
    """Whether the part *new* is the part *old* with what is declared and nothing else.

    Raises ValueError, or an error of lxml's, for what is no sheet.
    """
    before = after = cut(old)
    if new is not old:
        after = cut(new)
        refuse_malformed(after.data)
    if before.head != after.head:
        return Verdict("har fått en annen innledning")
    frame = parsed(before.frame)
    cells = Cells(
        sheet,
        declared.of(sheet),
        declared.resized,
        (before, after),
        Looks(before, frame, declared.of(sheet)),
        date1904=date1904,
        styles=styles,
    )
    problem = _rows(before, after, cells) or _formulas(sheet, cells, declared)
    if problem:
        return Verdict(problem)
    links = link_ids(frame)
    problem = _frame(frame, parsed(after.frame), sheet, cells, declared)
    return Verdict(problem, cells.formulas_moved, frozenset(links - link_ids(frame)))


def _rows(before: Cut, after: Cut, cells: Cells) -> str:
    sides = Side(before), Side(after)
    came = False
    for number, old, new in differing(*sides):
        came |= old is None
        problem = cells.row(number, old, new)
        if problem:
            return problem
    if came and not after.in_order():
        return "har rader i feil rekkefølge"
    if sides[0].remarks != sides[1].remarks:
        return "har fått andre merknader mellom radene"
    for number, row in after.rows(cells.unseen):  # cells that held what they should all along
        problem = cells.row(number, row, row)
        if problem:
            return problem
    return cells.missing()


def _formulas(sheet: str, cells: Cells, declared: Declared) -> str:
    """What formulas that are as before should have changed."""
    expected = declared.of(sheet)
    if cells.new.orphans() - cells.old.orphans():
        return "har en delt formel uten tekst"
    for at in cells.new.left_behind(declared.resized) if declared.resized else ():
        expect = expected.get(at)
        said = expect is not None and not expect.filled and not expect.only_value
        if expect is None or not said or not isinstance(expect.content, Formula):
            return f"har en formel i {column_letters(at[1])}{at[0]} som ikke følger tabellen"
    return ""


def _frame(old: element, new: element, sheet: str, cells: Cells, declared: Declared) -> str:
    own = declared.own(sheet)
    expect_frame(old, sheet, own, declared.resized)
    expect_dimension(old, _filled(cells, declared, sheet))
    where = alike_frames(old, new, own)
    return f"er endret i {where}" if where else ""


def _filled(cells: Cells, declared: Declared, sheet: str) -> Iterator[Place]:
    """The cells that hold something the edits put there."""
    yield from cells.rewritten
    for at, expect in declared.of(sheet).items():
        if not expect.removed and expect.content is not BLANK:
            yield at
