"""Reads a DOCX with nothing but the standard library: what a reader of the file would find."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}softHyphen": "\u00ad"}


@dataclass
class Docx:
    """The parts of one file."""

    data: bytes
    parts: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def root(self, part: str = "word/document.xml") -> Element:
        return fromstring(self.parts[part])

    @property
    def body(self) -> Element:
        found = self.root().find(f"{W}body")
        assert found is not None
        return found

    def styles(self) -> dict[str, str]:
        """The name of each style, by id."""
        return {
            style.get(f"{W}styleId", ""): value(style, "name")
            for style in self.root("word/styles.xml").iter(f"{W}style")
        }

    def paragraphs(self) -> list[tuple[str, str]]:
        """The style's name and the text of each paragraph, tables' too, in order."""
        names = self.styles()
        return [(names.get(style_of(p), ""), text(p)) for p in self.body.iter(f"{W}p")]

    def of_style(self, name: str) -> list[str]:
        return [words for style, words in self.paragraphs() if style == name]

    def tables(self) -> list[list[list[list[str]]]]:
        """Each table's rows, their cells, the cells' lines."""
        return [
            [
                [[text(p) for p in cell.iter(f"{W}p")] for cell in row.iter(f"{W}tc")]
                for row in table.iter(f"{W}tr")
            ]
            for table in self.body.iter(f"{W}tbl")
        ]

    def notes(self) -> dict[str, str]:
        """The footnotes by number, the separators not counted."""
        return {
            note.get(f"{W}id", ""): text(note)
            for note in self.root("word/footnotes.xml").iter(f"{W}footnote")
            if note.get(f"{W}type") is None
        }

    def relations(self, part: str = "document") -> dict[str, str]:
        found = self.parts.get(f"word/_rels/{part}.xml.rels", b"<r/>")
        return {rel.get("Id", ""): rel.get("Target", "") for rel in fromstring(found)}


def value(parent: Element, name: str) -> str:
    found = parent.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def style_of(paragraph: Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def text(parent: Element) -> str:
    return "".join(_letters(parent))


def _letters(parent: Element) -> Iterator[str]:
    for one in parent.iter():
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag == f"{W}footnoteReference":
            yield f"[{one.get(f'{W}id')}]"
        elif one.tag in BREAKS and f"{W}pos" not in one.attrib:  # a stop has a position
            yield BREAKS[one.tag]
