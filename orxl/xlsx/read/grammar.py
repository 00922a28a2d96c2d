"""Regular expressions for rows and cells, exact on the ``lex`` of a well-formed part."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.xlsx.read.strings import StringItem, names
from orxl.xlsx.xml.text import ATTRIBUTES, XmlText, unescape

_NEXT: Final = rb"(?=[\s/>])"
_ATTRIBUTE: Final = regex(rb"""\s([^\s=/<>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
Span = tuple[int, int]


def attributes(blob: bytes) -> dict[str, str]:
    """The attributes in the inside of a start tag."""
    return {
        name.decode(): unescape(double or single)
        for name, double, single in _ATTRIBUTE.findall(blob)
    }


@dataclass(frozen=True)
class Grammar:
    """The patterns for one way of writing SpreadsheetML's prefix."""

    fast: re.Pattern[bytes]
    """A plain cell (groups 1-7), a row's start tag (8), or any other cell (9, 10)."""
    careful: re.Pattern[bytes]
    """As ``fast`` for a part with comments or CDATA: every cell is "any other cell"."""
    row: re.Pattern[bytes]
    """A row's start tag; group 1 is the inside."""
    row_end: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    """A whole cell: group 1 the inside of its start tag, group 2 what it holds."""
    cell_start: re.Pattern[bytes]
    child: re.Pattern[bytes]
    """``f``, ``v`` or ``is`` whole: group 1 its name, 2 the inside of its tag, 3 what it holds."""
    ranged: re.Pattern[bytes]
    """The start tag of an array or data-table formula; group 1 is the inside."""
    master: re.Pattern[bytes]
    """The start tag of a formula with a group and a text: a shared formula's master."""
    shared: re.Pattern[bytes]
    """The start tag of any formula with a group."""


@lru_cache(maxsize=16)
def grammar(prefix: bytes) -> Grammar:
    """The patterns for *prefix*, itself a regular expression (see :func:`names`)."""
    p = prefix
    row = rb"<" + p + rb"row" + _NEXT + rb"(" + ATTRIBUTES + rb")>"
    cell = (
        rb"<" + p + rb"c" + _NEXT + rb"(" + ATTRIBUTES + rb")(?:(?<=/)>|>(.*?)</" + p + rb"c\s*>)"
    )
    plain = (
        rb'<' + p + rb'c(?: r="([A-Z]{1,3})([0-9]{1,7})")?' + _NEXT + rb"(" + ATTRIBUTES + rb")"
        rb"(?:(?<=/)>|(?<!/)>(?:<" + p + rb"f" + _NEXT + rb"(" + ATTRIBUTES + rb")"
        rb"(?:(?<=/)>|(?<!/)>([^<]*)</" + p + rb"f>))?"
        rb"(?:<" + p + rb"v>([^<]*)</" + p + rb"v>"
        rb"|<" + p + rb"is><" + p + rb't(?: xml:space="preserve")?>([^<]*)</' + p + rb"t></"
        + p + rb"is>)?</" + p + rb"c>)"
    )  # fmt: skip
    child = (
        rb"<" + p + rb"(f|v|is)" + _NEXT + rb"(" + ATTRIBUTES + rb")"
        rb"(?:(?<=/)>|(?<!/)>(.*?)</" + p + rb"\1\s*>)"
    )
    ranged = _f_with(p, rb"""\bt\s*=\s*["'](?:array|dataTable)["']""")
    return Grammar(
        # One "<" in front of all, so that the search leaps from one to the next.
        fast=re.compile(rb"<(?:" + rb"|".join((plain[1:], row[1:], cell[1:])) + rb")", re.DOTALL),
        careful=re.compile(
            rb"<(?:(?!)()()()()()()()|" + row[1:] + rb"|" + cell[1:] + rb")", re.DOTALL
        ),
        row=re.compile(row),
        row_end=re.compile(rb"</" + p + rb"row\s*>"),
        cell=re.compile(cell, re.DOTALL),
        cell_start=re.compile(rb"<" + p + rb"c" + _NEXT),
        child=re.compile(child, re.DOTALL),
        ranged=re.compile(ranged),
        master=re.compile(_f_with(p, rb"\bsi\s*=") + rb"(?<!/>)(?=[^<])"),
        shared=re.compile(_f_with(p, rb"\bsi\s*=")),
    )


def _f_with(prefix: bytes, wanted: bytes) -> bytes:
    """A formula's start tag that mentions *wanted* (its text may do that, too: look again)."""
    return rb"<" + prefix + rb"f(?=\s[^<]*?" + wanted + rb")(" + ATTRIBUTES + rb")>"


@dataclass(slots=True)
class RawCell:
    """One cell's bytes: where it and its pieces stand, and its attributes."""

    start: int
    open_end: int
    end: int
    attributes: dict[str, str]
    f: Span | None = None
    f_open_end: int = 0
    f_text: Span | None = None
    f_attributes: dict[str, str] | None = None
    v: Span | None = None
    v_text: Span | None = None
    inline: Span | None = None
    inline_text: Span | None = None


class Lexer:
    """A sheet's text with the grammar its prefixes call for."""

    def __init__(self, text: XmlText) -> None:
        """Raises UnreadableFile when prefixes change their meaning within the sheet."""
        self.text = text
        self.grammar = grammar(names(text))
        self.strings = StringItem(text, names(text))

    def has_more_cells(self, than: int, start: int, end: int) -> bool:
        """Whether more cells begin between the offsets than *than*."""
        lex = self.text.lex
        # Where this finds none too many, and no prefix hides some, there are none too many.
        if lex.count(b"<c", start, end) == than:
            return False
        return sum(1 for _ in self.grammar.cell_start.finditer(lex, start, end)) > than

    def first_twice(self, start: int, end: int) -> str:
        """The first address between the offsets that two cells say is theirs, else ``""``."""
        seen = set()
        for match in self.grammar.cell.finditer(self.text.lex, start, end):
            address = attributes(match[1]).get("r", "")
            if address in seen:
                return address
            if address:
                seen.add(address)
        return ""

    def cell(self, match: re.Match[bytes], tag: int, inner: int) -> RawCell:
        """The pieces of the cell in *match*, whose groups *tag* and *inner* hold its parts."""
        open_end = match.end(tag) + 1
        raw = RawCell(match.start(), open_end, match.end(), attributes(match[tag]))
        if match[inner] is None:
            return raw
        for piece in self.grammar.child.finditer(self.text.lex, *match.span(inner)):
            inside = None if piece[3] is None else piece.span(3)
            if piece[1] == b"f" and raw.f is None:
                raw.f, raw.f_text, raw.f_open_end = piece.span(), inside, piece.end(2) + 1
                raw.f_attributes = attributes(piece[2])
            elif piece[1] == b"v" and raw.v is None:
                raw.v, raw.v_text = piece.span(), inside
            elif piece[1] == b"is" and raw.inline is None:
                raw.inline, raw.inline_text = piece.span(), inside
        return raw
