"""A PDF's text as its tags order it, and the same text as the paper says it.

Read by our own eyes, since poppler draws a page anew for each tag; that poppler reads the same is
asked once (:func:`by_poppler`).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pikepdf
from pikepdf import Dictionary, Pdf

from orxl.report.paper.model import (
    Block,
    Bullets,
    Chart,
    Contents,
    Heading,
    Line,
    NoteMark,
    PageBreak,
    Paper,
    Paragraph,
    Table,
    plain,
)
from tests.report.pdf.tags import elements, kids, walk

_ELEMENT = re.compile(r"^ *([A-Za-z]+[1-6]?)(?: <.*>| \".*\")? ?(?:\((?:block|inline)\))?:?$")
_TEXT = re.compile(r'^ *"(.*)"$')
_WITHIN = ("Span", "Link")
"""Tags that stand within a word or a sentence."""


def spoken(pdf: bytes) -> list[str]:
    """The words of *pdf* in the order of its tags, without decoration (heads, feet, lines).

    The texts of a chart, and a heading and its page in the contents, stand apart.
    """
    with Pdf.open(BytesIO(pdf)) as opened:
        pages = {page.obj.objgen: _marked_text(page) for page in opened.pages}
        return _words("".join(_told(opened.Root.StructTreeRoot, None, pages)))


def cells(pdf: bytes) -> list[list[list[str]]]:
    """Each table of *pdf*, row by row and cell by cell, as its tags order it."""
    with Pdf.open(BytesIO(pdf)) as opened:
        pages = {page.obj.objgen: _marked_text(page) for page in opened.pages}
        return [
            [
                [" ".join(_words("".join(_told(cell, None, pages)))) for cell in elements(row)]
                for row in walk(table)
                if str(row.S) == "/TR"
            ]
            for table in walk(opened.Root.StructTreeRoot)
            if str(table.S) == "/Table"
        ]


def _told(
    element: Any, page: Any, pages: dict[Any, dict[int, str]], *, apart: bool = False
) -> Iterator[str]:
    page = element.get("/Pg", page)
    edge = " " if apart else ""
    for kid in kids(element):
        if isinstance(kid, int):
            yield pages[page.objgen][kid] + edge
        elif "/MCID" in kid:
            yield pages[kid.get("/Pg", page).objgen][int(kid.MCID)] + edge
        elif "/S" in kid:
            edge = "" if str(kid.S)[1:] in _WITHIN else " "
            yield edge
            inside = str(element.get("/S", "")) == "/Reference"
            yield from _told(kid, page, pages, apart=inside or str(kid.S) == "/Figure")
            yield edge


@dataclass
class _Marks:
    """The marks open on a page, innermost last: their numbers, and whether other words stand in."""

    open: list[tuple[int | None, bool]] = field(default_factory=list)
    text: dict[int, str] = field(default_factory=dict)

    def begin(self, operands: list[Any]) -> None:
        given = operands[1] if len(operands) > 1 and isinstance(operands[1], Dictionary) else {}
        number = int(given["/MCID"]) if "/MCID" in given else self.number
        instead = "/ActualText" in given
        if number is not None:
            self.text.setdefault(number, "")
            if instead and not self.silent:
                self.text[number] += str(given["/ActualText"])
        self.open.append((number, instead or self.silent))

    @property
    def number(self) -> int | None:
        return self.open[-1][0] if self.open else None

    @property
    def silent(self) -> bool:
        return self.open[-1][1] if self.open else False

    def show(self, text: str) -> None:
        if self.number is not None and not self.silent:
            self.text[self.number] += text


def _marked_text(page: Any) -> dict[int, str]:
    fonts = {name: _letters(font) for name, font in page.resources.get("/Font", {}).items()}
    marks, font = _Marks(), {}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in ("BDC", "BMC"):
            marks.begin(operands)
        elif operator == "EMC":
            marks.open.pop()
        elif operator == "Tf":
            font = fonts[str(operands[0])]
        elif operator in ("Tj", "TJ"):
            for part in operands[0] if operator == "TJ" else operands:
                if isinstance(part, pikepdf.String):
                    raw = bytes(part)
                    codes = (raw[at : at + 2] for at in range(0, len(raw), 2))
                    marks.show("".join(font[code] for code in codes))
    return marks.text


def _letters(font: Any) -> dict[bytes, str]:
    """What each glyph of *font* means (ToUnicode, ISO 32000-1, 9.10.3)."""
    found: dict[bytes, str] = {}
    table = font.ToUnicode.read_bytes().decode("latin-1")
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", part):
            found[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            start = int(text, 16)
            for at in range(int(first, 16), int(last, 16) + 1):
                found[at.to_bytes(2, "big")] = chr(start + at - int(first, 16))
    return found


def by_poppler(pdf: Path) -> list[str]:
    """The same words as :func:`spoken`, by poppler."""
    ran = subprocess.run(["pdfinfo", "-struct-text", str(pdf)], capture_output=True, check=True)
    text: list[str] = []
    for line in ran.stdout.decode("utf-8", "replace").split("\n"):  # titles are in other bytes
        if (found := _TEXT.fullmatch(line)) is not None:
            text.append(found[1])
        elif (element := _ELEMENT.fullmatch(line)) is not None and element[1] not in _WITHIN:
            text.append(" ")
    return _words("".join(text))


def _words(text: str) -> list[str]:
    return re.sub("[\u00ad\u200b]", "", normalize("NFC", text)).split()


def said(paper: Paper) -> list[str]:
    """The words that *paper* says, in order; what the writer says itself is left out."""
    speaker = _Speaker(paper)
    return [
        word for block in paper.blocks for text in speaker.block(block) for word in _words(text)
    ]


@dataclass
class _Speaker:
    paper: Paper
    called: set[str] = field(default_factory=set)

    def line(self, one: Line, own: tuple[str, ...] = ()) -> Iterator[str]:
        text = ""
        for part in one:
            if isinstance(part, NoteMark) and part.note not in own:
                yield from (text, part.mark)
                text = ""
                if part.note not in self.called:
                    self.called.add(part.note)
                    yield from (part.mark, plain(self.paper.notes[part.note]))
            else:
                text += part.mark if isinstance(part, NoteMark) else part.text
        yield text

    def table(self, one: Table) -> Iterator[str]:
        yield plain(one.caption)
        yield from (column.heading for column in one.columns)
        lines = [words for row in one.rows for cell in row.cells for words in cell.lines]
        for words in lines:
            yield from self.line(words, one.notes)
        marks = {
            part.note: part.mark for words in lines for part in words if isinstance(part, NoteMark)
        }
        for key in one.notes:
            yield from (marks.get(key, ""), plain(self.paper.notes[key]))

    def bullets(self, one: Bullets) -> Iterator[str]:
        for at, item in enumerate(one.items):
            yield f"{at + 1}." if one.numbered else "•"
            yield from self.line(item)

    def chart(self, one: Chart) -> Iterator[str]:
        yield from (plain(one.caption), one.unit)
        for at, category in enumerate(one.categories):
            yield category
            for series in one.series:
                yield series.name if len(one.series) > 1 else ""
                yield series.shown[at]
        yield from self.table(one.table)

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield plain(block.line)
            case Paragraph():
                yield from self.line(block.line)
            case Bullets():
                yield from self.bullets(block)
            case Table():
                yield from self.table(block)
            case Chart():
                yield from self.chart(block)
            case Contents() | PageBreak():
                pass
