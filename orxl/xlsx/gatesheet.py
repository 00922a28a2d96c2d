"""The gate's look at one sheet: rows that differ, cell by cell, and the frame around the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from orxl.xlsx.declared import Expect
from orxl.xlsx.gatecell import Cells
from orxl.xlsx.gateframe import check_frame
from orxl.xlsx.gatestyles import Restyling
from orxl.xlsx.gatetree import element, parsed
from orxl.xlsx.growth import Growth

_START: Final = re.compile(rb"""<(?:[\w.\-]+:)?sheetData(?=[\s/>])(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_END: Final = re.compile(rb"</(?:[\w.\-]+:)?sheetData\s*>")
_ROOT: Final = re.compile(rb"""<(?![?!])([^\s/>]+)(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ROW: Final = re.compile(rb"""<((?:[\w.\-]+:)?row)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class _Cut:
    """A sheet's bytes and where its rows begin and end; ``wrap`` gives a row its namespaces."""

    data: bytes
    start: int
    end: int
    wrap: tuple[bytes, bytes]
    head: bytes
    """What comes before the root: BOM and XML declaration."""
    frame: bytes
    """The part without its rows."""
    row_name: bytes
    """``<row`` or ``<x:row``."""

    def row(self, start: int, end: int) -> element:
        """The row between the offsets as a tree."""
        root = parsed(self.wrap[0] + self.data[start:end] + self.wrap[1])
        return root[0][0]


def check_sheet(
    old: bytes,
    new: bytes,
    sheet: str,
    expected: Mapping[tuple[int, int], Expect],
    growths: Sequence[Growth],
    *,
    date1904: bool,
    styles: Restyling | None = None,
) -> str:
    """What is wrong with the new sheet (``""``: nothing), as the end of a sentence."""

    def fresh() -> Cells:
        return Cells(sheet, expected, growths, old, date1904=date1904, styles=styles)

    cells = fresh()
    before, after = _cut(old), _cut(new)
    if before is None or after is None:
        return _by_tree(old, new, cells)
    try:
        return _by_bytes(before, after, cells)
    except _NumberlessError:
        return _by_tree(old, new, fresh())


def _by_bytes(old: _Cut, new: _Cut, cells: Cells) -> str:
    """The check for a sheet whose rows can be told apart in its bytes."""
    _well_formed(new.data)
    if old.head != new.head:
        return "har fått en annen innledning"
    problem = check_frame(parsed(old.frame), parsed(new.frame), cells)
    if problem:
        return problem
    for number, before, after in _differing(old, new):
        problem = cells.row(number, before, after)
        if problem:
            return problem
    wanted = cells.unseen_rows()
    if wanted:  # cells that held what they should all along
        for match in _ROW.finditer(new.data, new.start, new.end):
            span = _next(new, match.start()) if _says(match, wanted) else None
            if span is not None:
                row = new.row(*span)
                problem = cells.row(int(row.get("r", "0")), row, row)
                if problem:
                    return problem
    return cells.unseen()


def _says(tag: re.Match[bytes], wanted: set[int]) -> bool:
    number = re.search(rb"""\sr\s*=\s*["'](\d+)["']""", tag[2])
    if number is None:
        raise _NumberlessError
    return int(number[1]) in wanted


def _by_tree(old: bytes, new: bytes, cells: Cells) -> str:
    """The same check for a sheet whose bytes can't be cut safely: both as whole trees."""
    before, after = parsed(old), parsed(new)
    rows = _tree_rows(before), _tree_rows(after)
    problem = check_frame(before, after, cells)
    if problem:
        return problem
    for number in sorted({*rows[0], *rows[1]}):
        problem = cells.row(number, rows[0].get(number), rows[1].get(number))
        if problem:
            return problem
    for number in cells.unseen_rows():
        held = rows[1].get(number)
        if held is not None and cells.row(number, held, held):
            return cells.row(number, held, held)
    return cells.unseen()


def _tree_rows(root: element) -> dict[int, element]:
    found: dict[int, element] = {}
    last = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        last = int(row.get("r", str(last + 1)))
        found[last] = row
    return found


def _well_formed(data: bytes) -> None:
    """Raise ValueError unless *data* is well-formed; a tree of it would cost too much memory."""
    try:
        expat.ParserCreate(None, " ").Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def _cut(data: bytes) -> _Cut | None:
    """Cut the rows out of a UTF-8 sheet; None when markup may hide in comments or CDATA."""
    declaration = data[:200].partition(b"?>")[0].lower()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2] in (b"<\0", b"\0<"):
        return None
    if b"encoding" in declaration and b"utf-8" not in declaration:
        return None
    after = data.find(b"?>") + 2 if b"<?xml" in data[:8] else 0
    if data.find(b"<!", after) >= 0 or data.find(b"<?", after) >= 0:
        return None
    root, start = _ROOT.search(data, after), _START.search(data)
    if root is None or start is None:
        return None
    name = root[1]
    if start[0].endswith(b"/>"):
        first = last = start.end()
        head, tail = start[0][:-2] + b">", b""
    else:
        end = _END.search(data, start.end())
        if end is None:
            return None
        first, last, head, tail = start.end(), end.start(), start[0], end[0]
    closing = tail if tail else b"</" + re.split(rb"[\s/>]", start[0][1:])[0] + b">"
    frame = data[: start.start()] + head + closing + data[last + len(tail) :]
    wrap = (root[0] + head, closing + b"</" + name + b">")
    prefix = closing[2 : closing.find(b":") + 1] if b":" in closing else b""
    head_bytes = data[: root.start()]
    return _Cut(data, first, last, wrap, head_bytes, frame, b"<" + prefix + b"row")


def _run(a: _Cut, b: _Cut, i: int, j: int) -> int:
    """How many bytes from *i* in *a* and from *j* in *b* are the same, as far as the rows go."""
    most = min(a.end - i, b.end - j)
    done, step = 0, _CHUNK
    while done < most and step:
        size = min(step, most - done)
        if a.data[i + done : i + done + size] == b.data[j + done : j + done + size]:
            done += size
        else:
            step = size // 2  # the difference lies within: halve until it is found
    return done


def _differing(a: _Cut, b: _Cut) -> Iterator[tuple[int, element | None, element | None]]:
    """The rows that are not the same bytes in both, with their numbers, in order."""
    i, j = a.start, b.start
    last = 0
    while True:
        same_bytes = _run(a, b, i, j)
        if i + same_bytes == a.end and j + same_bytes == b.end:
            return
        back = _row_start(a, i, i + same_bytes) - i
        i, j = i + back, j + back
        x, y = _next(a, i), _next(b, j)
        if x is None and y is None:
            return
        before = None if x is None else a.row(x[0], x[1])
        after = None if y is None else b.row(y[0], y[1])
        old_number = _number(before, last)
        new_number = _number(after, last)
        if old_number <= new_number and x is not None:
            i = x[1]
        if new_number <= old_number and y is not None:
            j = y[1]
        last = min(old_number, new_number)
        yield (
            last,
            before if old_number == last else None,
            after if new_number == last else None,
        )


def _number(row: element | None, last: int) -> int:
    """A row's number; rows that don't say theirs are left to the whole tree."""
    if row is None:
        return 1 << 40
    text = row.get("r")
    if text is None:
        raise _NumberlessError
    return int(text)


class _NumberlessError(Exception):
    """A row without a number: its place can't be told from its bytes."""


def _row_start(cut: _Cut, start: int, end: int) -> int:
    """The start of the last row whose name stands between *start* and *end*; else *start*."""
    at = end
    while at > start:
        at = cut.data.rfind(cut.row_name, start, at)
        if at < 0:
            return start
        if cut.data[at + len(cut.row_name) : at + len(cut.row_name) + 1] in b" \t\r\n/>":
            return at
    return start


def _next(cut: _Cut, at: int) -> tuple[int, int] | None:
    """The row that begins at or after *at* (only white space between), or None at the end."""
    match = _ROW.search(cut.data, at, cut.end)
    gap = cut.data[at : cut.end if match is None else match.start()]
    if gap.strip():
        raise ValueError("something else than rows between the rows")
    if match is None:
        return None
    if match[2].endswith(b"/"):
        return match.span()
    end = re.compile(rb"</" + re.escape(match[1]) + rb"\s*>").search(cut.data, match.end())
    if end is None:
        raise ValueError("a row without an end")
    return match.start(), end.end()
