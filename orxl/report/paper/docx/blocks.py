"""The blocks of a paper in a DOCX: headings, paragraphs, lists, contents."""

from __future__ import annotations

from collections import Counter
from typing import Final

from orxl.core.light import dataclass, field
from orxl.core.patterns import regex
from orxl.report.paper.docx.inline import Writer, begin_field, end_field, field_of, run
from orxl.report.paper.docx.notes import Numbering
from orxl.report.paper.docx.styles import CONTENTS, HEADINGS, twips
from orxl.report.paper.docx.xml import Element, add, child, qname
from orxl.report.paper.model import Bullets, Contents, Heading, Line, NoteMark, Paper, plain
from orxl.report.paper.theme import Theme

_HELD: Final = ("Heading", "Caption", "TOCHeading")
"""Styles of what is not to stand last on a page."""
_OWN_NUMBER: Final = regex(r"\d")
_NUMBERED: Final = regex(r"(?:Tabell|Figur)\s+\d")


@dataclass
class Page:
    """Where blocks are written, and what they share."""

    body: Element
    theme: Theme
    writer: Writer
    numbering: Numbering
    width: float
    """Of the text, in points."""
    counted: Counter[str] = field(default_factory=Counter)
    """Tables and figures so far."""
    breaks: bool = False
    """Whether the next paragraph is to begin a new page."""
    _numbered: dict[str, bool] = field(default_factory=dict)

    def paragraph(self, style: str = "", parent: Element | None = None) -> Element:
        """A new last paragraph with the *style* that orxl knows by that id; "": running text."""
        made = add(self.body if parent is None else parent, "w:p")
        keep = style.startswith(_HELD)
        broken = self.breaks and parent is None
        if broken:
            self.breaks = False
        below = parent is None and not style and self._after_table(made)
        named = self.writer.styles[style] if style else self.writer.styles.running
        if named or broken or below:
            properties = add(made, "w:pPr")
            if named:
                add(properties, "w:pStyle", val=named)
            if keep:  # a template's style may not say so
                add(properties, "w:keepNext")
            if broken:
                add(properties, "w:pageBreakBefore")
            if below:
                add(properties, "w:spacing", before=twips(8))
        return made

    def _after_table(self, made: Element) -> bool:
        before = made.getprevious()
        return before is not None and before.tag == qname("w:tbl")

    def close(self) -> None:
        """End the text: Word wants a paragraph after a last table."""
        if len(self.body) and self.body[-1].tag == qname("w:tbl"):
            made = self.paragraph("Tabellnote")
            properties = child(made)  # so small that it never begins a page of its own
            add(properties, "w:spacing", before=0, after=0, line=20, lineRule="exact")
            add(add(properties, "w:rPr"), "w:sz", val=2)

    def numbers(self, style: str) -> bool:
        """Whether the template lets Word number paragraphs of *style*."""
        if style not in self._numbered:
            found = self.writer.styles.style(style).find(f"{qname('w:pPr')}/{qname('w:numPr')}")
            self._numbered[style] = found is not None
        return self._numbered[style]


def heading(page: Page, block: Heading) -> None:
    """A heading with its bookmark; its own number is not counted again by a template's style."""
    style = f"Heading{min(block.level, HEADINGS)}"
    made = page.paragraph(style)
    if page.numbers(style) and _OWN_NUMBER.match(plain(block.line)):
        properties = child(made)
        add(add(properties, "w:numPr"), "w:numId", val=0)
        add(properties, "w:ind", left=0, firstLine=0)
    page.writer.places.mark(made, block.anchor)
    page.writer.line(made, block.line)


def bullets(page: Page, block: Bullets) -> None:
    """A list, each numbered one from 1."""
    if not block.items:
        return
    style = "ListNumber" if block.numbered else "ListBullet"
    number = page.numbering.of_list(block.numbered)
    for index, item in enumerate(block.items):
        made = page.paragraph(style)
        counting = add(child(made), "w:numPr")
        add(counting, "w:ilvl", val=0)
        add(counting, "w:numId", val=number)
        if index == len(block.items) - 1 and style in page.writer.styles.added:
            add(child(made), "w:spacing", after=twips(7))
        page.writer.line(made, item)


def caption(page: Page, kind: str, line: Line) -> None:
    """«Tabell 3: …», counted by Word; one with a number of its own needs none."""
    made = page.paragraph("Caption")
    if _NUMBERED.match(plain(line)):
        page.writer.line(made, line)
        return
    page.counted[kind] += 1
    run(made, f"{kind} ")
    field_of(made, f"SEQ {kind} \\* ARABIC", str(page.counted[kind]))
    if line:
        run(made, ": ")
        page.writer.line(made, line)


def contents(page: Page, block: Contents, paper: Paper) -> None:
    """The headings as a field that Word can count again, with its entries already there."""
    levels = min(block.levels, CONTENTS)
    entries = [one for one in paper.blocks if isinstance(one, Heading) and one.level <= levels]
    if not entries:
        return
    holder = add(page.body, "w:sdt")
    part = add(add(holder, "w:sdtPr"), "w:docPartObj")
    add(part, "w:docPartGallery", val="Table of Contents")
    add(part, "w:docPartUnique")
    content = add(holder, "w:sdtContent")
    title = page.paragraph("TOCHeading", content)
    if page.breaks:
        add(child(title), "w:pageBreakBefore")
        page.breaks = False
    run(title, "Innhold")
    for index, entry in enumerate(entries):
        made = page.paragraph(f"TOC{entry.level}", content)
        tabs = add(child(made), "w:tabs")
        add(tabs, "w:tab", val="right", leader="dot", pos=twips(page.width))
        if index == 0:
            begin_field(made, f'TOC \\o "1-{levels}" \\h \\z \\u')
        place = page.writer.places.name(entry.anchor)
        within = made if place is None else add(made, "w:hyperlink", anchor=place, history=1)
        run(within, _without_notes(entry.line))
        if index == len(entries) - 1:
            end_field(made)


def _without_notes(line: Line) -> str:
    return plain(tuple(one for one in line if not isinstance(one, NoteMark)))
