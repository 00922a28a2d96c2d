"""A sheet cut into its frame and its rows, and the rows in which two sheets differ.

A tree of a whole sheet would cost too much memory; a row at a time costs little.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final
from xml.parsers import expat

from lxml import etree

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.refs import MAX_COLUMN, parse_a1
from orxl.xlsx.xml.elements import element, parsed

_START: Final = regex(rb"""<(?:[\w.\-]+:)?sheetData(?=[\s/>])(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_END: Final = regex(rb"</(?:[\w.\-]+:)?sheetData\s*>")
_ROOT: Final = regex(rb"""<(?![?!])([^\s/>]++)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_ROW: Final = regex(rb"""<((?:[\w.\-]+:)?row)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_CELL: Final = regex(rb"""<(?:[\w.\-]+:)?c(?=[\s/>])(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ADDRESS: Final = regex(rb"""\sr\s*=\s*["']([A-Z]+[0-9]+)["']""")
_SAYS: Final = regex(rb"""\sr\s*=\s*["'](\d+)["']""")
_OPAQUE: Final = regex(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_DECLARATION: Final = regex(r"\ufeff?<\?xml[^>]*?\?>")
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Cut:
    """A sheet in UTF-8 and where its rows begin and end; ``wrap`` gives a row its namespaces."""

    data: bytes
    lex: bytes
    """``data`` with blanks in place of what only looks like markup: comments, CDATA and so on."""
    start: int
    end: int
    wrap: tuple[bytes, bytes]
    head: tuple[str, bytes]
    """What comes before the root: BOM and XML declaration, and all else."""
    frame: bytes
    """The part without its rows."""
    row_name: bytes
    """``<row`` or ``<x:row``."""

    @property
    def plain(self) -> bool:
        """Whether there is no comment and the like in the part, so that its bytes say it all."""
        return self.lex is self.data

    def row(self, start: int, end: int) -> element:
        """The row between the offsets as a tree."""
        root = parsed(self.wrap[0] + self.data[start:end] + self.wrap[1])
        return root[0][0]

    def rows(self, wanted: Collection[int] | None = None) -> Iterator[tuple[int, element]]:
        """The rows with the *wanted* numbers (None: all), each with its number, in order."""
        number = 0
        for match in _ROW.finditer(self.lex, self.start, self.end) if wanted != set() else ():
            number = _following(match, number)
            if wanted is None or number in wanted:
                span = _next(self, match.start())
                if span is not None:
                    yield number, self.row(*span)

    def in_order(self) -> bool:
        """Whether each row's number is greater than that of the row before it."""
        number = 0
        for match in _ROW.finditer(self.lex, self.start, self.end):
            last, number = number, _following(match, number)
            if number <= last:
                return False
        return True

    def said(self, offset: int) -> tuple[int, int] | None:
        """The address that the cell in whose bytes *offset* lies gives itself; None: it doesn't."""
        name = self.row_name[:-3] + b"c"
        start = offset
        while True:
            start = self.lex.rfind(name, self.start, start)
            if start < 0 or self.lex[start + len(name) : start + len(name) + 1] in b" \t\r\n>":
                break
        tag = _CELL.match(self.lex, start) if start >= 0 else None
        address = None if tag is None else _ADDRESS.search(tag[0])
        return None if address is None else parse_a1(address[1].decode())

    def place(self, offset: int) -> tuple[int, int]:
        """The row and the column of the cell in whose bytes *offset* lies. Raises ValueError."""
        said = self.said(offset)
        return self._counted(offset) if said is None else said

    def _counted(self, offset: int) -> tuple[int, int]:
        """The place of a cell that doesn't say its address."""
        number, row = 0, self.start
        for match in _ROW.finditer(self.lex, self.start, offset):
            number, row = _following(match, number), match.start()
        before = sum(1 for _ in _CELL.finditer(self.lex, row, offset))
        span = _next(self, row)
        cells = by_column(None if span is None else self.row(*span), number)
        return number, list(cells)[before - 1]


def by_column(row: element | None, number: int) -> dict[int, element]:
    """The cells of the row *number* by column, and nothing else. Raises ValueError for disorder."""
    found: dict[int, element] = {}
    last = 0
    for cell in row if row is not None else ():
        if not isinstance(cell.tag, str):
            continue
        reference = cell.get("r")
        place = (number, last + 1) if reference is None else parse_a1(reference)
        if etree.QName(cell).localname != "c" or place[0] != number or place[1] <= last:
            raise ValueError(f"cells out of order: {reference}")
        last = place[1]
        if last > MAX_COLUMN:
            raise ValueError("too many cells in a row")
        found[last] = cell
        cell.tail = None
    return found


def _following(tag: re.Match[bytes], last: int) -> int:
    """The number of a row after row *last*: what its start tag says, or else the next."""
    said = _SAYS.search(tag[2])
    return last + 1 if said is None else int(said[1])


def refuse_malformed(data: bytes) -> None:
    """Raise ValueError unless *data* is well-formed; a tree of it would cost too much memory."""
    try:
        expat.ParserCreate(None, " ").Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def cut(raw: bytes) -> Cut:
    """Cut the rows out of a sheet. Raises ValueError for what is no sheet."""
    before, data = _utf8(raw)
    lex = data
    after = data.find(b"?>") + 2 if b"<?xml" in data[:8] else 0
    if data.find(b"<!", after) >= 0 or data.find(b"<?", after) >= 0:
        lex = _OPAQUE.sub(lambda found: b" " * len(found[0]), data)
    root, start = _ROOT.search(lex), _START.search(lex)
    if root is None or start is None:
        raise ValueError("no rows")
    name = root[1]
    if start[0].endswith(b"/>"):
        first = last = start.end()
        head, tail = start[0][:-2] + b">", b""
    else:
        end = _END.search(lex, start.end())
        if end is None:
            raise ValueError("rows without an end")
        first, last, head, tail = start.end(), end.start(), start[0], end[0]
    closing = tail if tail else b"</" + re.split(rb"[\s/>]", start[0][1:])[0] + b">"
    frame = data[: start.start()] + head + closing + data[last + len(tail) :]
    wrap = (root[0] + head, closing + b"</" + name + b">")
    prefix = closing[2 : closing.find(b":") + 1] if b":" in closing else b""
    outside = before, data[: root.start()]
    return Cut(data, lex, first, last, wrap, outside, frame, b"<" + prefix + b"row")


def _utf8(raw: bytes) -> tuple[str, bytes]:
    """A part in UTF-8, and the BOM and XML declaration it had to lose for that.

    Raises ValueError.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16-le" if raw[:1] == b"\xff" else "utf-16-be")
    elif raw[:2] in (b"<\0", b"\0<"):
        text = raw.decode("utf-16-le" if raw[:1] == b"<" else "utf-16-be")
    else:
        said = re.match(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.\-]+)["']""", raw)
        codec = "utf-8" if said is None else said[1].decode().lower()
        if codec in ("utf-8", "utf8"):
            return "", raw
        text = raw.decode(codec)
    start = _DECLARATION.match(text)
    length = (1 if text.startswith("\ufeff") else 0) if start is None else start.end()
    return text[:length], text[length:].encode()


def _run(a: Cut, b: Cut, i: int, j: int) -> int:
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


class Side:
    """One of the two sheets on the way through its rows."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        self.at = cut.start
        self.remarks: list[bytes] = []
        """The comments and the like between the rows that were taken."""
        self._counted = cut.start
        self._last = 0
        self._seen = -1

    def look(self) -> tuple[tuple[int, int], int, element] | None:
        """The next row: where it stands, its number and its tree. None at the end."""
        span = _next(self.cut, self.at)
        if span is None:
            return None
        row = self.cut.row(*span)
        return span, self._number(span[0], row), row

    def take(self, end: int | None) -> None:
        """Go on behind the row that ends there; None: behind the last one."""
        stop = self.cut.end if end is None else end
        if self.cut.lex is not self.cut.data:
            row = None if end is None else _ROW.search(self.cut.lex, self.at, stop)
            gap = self.cut.data[self.at : stop if row is None else row.start()]
            self.remarks += _OPAQUE.findall(gap)
        self.at = stop

    def _number(self, start: int, row: element) -> int:
        """The number of the row that begins at *start*; one that says none follows the last."""
        if start != self._seen:
            text = row.get("r")
            if text is None:
                for tag in _ROW.finditer(self.cut.lex, self._counted, start):
                    self._last = _following(tag, self._last)
            self._last = self._last + 1 if text is None else int(text)
            self._seen, self._counted = start, start + 1
        return self._last


def differing(a: Side, b: Side) -> Iterator[tuple[int, element | None, element | None]]:
    """The rows that are not the same bytes in both, with their numbers, in order."""
    level = True  # the rows to come have the same numbers as long as their bytes are the same
    while True:
        if level:
            same_bytes = _run(a.cut, b.cut, a.at, b.at)
            if a.at + same_bytes == a.cut.end and b.at + same_bytes == b.cut.end:
                return
            back = _row_start(a.cut, a.at, a.at + same_bytes) - a.at
            a.at, b.at = a.at + back, b.at + back
        x, y = a.look(), b.look()
        if x is None and y is None:
            a.take(None)
            b.take(None)
            return
        number = min(row[1] for row in (x, y) if row is not None)
        before = after = None
        if x is not None and x[1] == number:
            before = x[2]
            a.take(x[0][1])
        if y is not None and y[1] == number:
            after = y[2]
            b.take(y[0][1])
        level = before is not None and after is not None
        yield number, before, after


def _row_start(cut: Cut, start: int, end: int) -> int:
    """The start of the last row whose name stands between *start* and *end*; else *start*."""
    at = end
    while at > start:
        at = cut.lex.rfind(cut.row_name, start, at)
        if at < 0:
            return start
        if cut.lex[at + len(cut.row_name) : at + len(cut.row_name) + 1] in b" \t\r\n/>":
            return at
    return start


def _next(cut: Cut, at: int) -> tuple[int, int] | None:
    """The row that begins at or after *at* (only white space between), or None at the end."""
    match = _ROW.search(cut.lex, at, cut.end)
    gap = cut.lex[at : cut.end if match is None else match.start()]
    if gap.strip():
        raise ValueError("something else than rows between the rows")
    if match is None:
        return None
    if match[2].endswith(b"/"):
        return match.span()
    end = re.compile(rb"</" + re.escape(match[1]) + rb"\s*>").search(cut.lex, match.end())
    if end is None:
        raise ValueError("a row without an end")
    return match.start(), end.end()
