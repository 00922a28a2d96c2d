"""Lines of a paper as runs: words, figures, links and the marks of notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, urlsplit

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.parts.document import DocumentPart

from orxl.core.light import dataclass, field
from orxl.core.patterns import regex
from orxl.report.paper.docx.notes import Footnotes
from orxl.report.paper.docx.styles import Styles
from orxl.report.paper.docx.xml import Element, add, add_text
from orxl.report.paper.model import (
    Chart,
    Figure,
    Heading,
    Line,
    Link,
    NoteMark,
    Paper,
    Table,
    Words,
)

_SCHEMES: Final = ("http", "https", "mailto")
_URL_SAFE: Final = "%/:?@!$&'()*+,;=-._~"
_NO_LETTER: Final = regex("%(?![0-9A-Fa-f]{2})")
_NOTES: Final = 1_000_000
"""Bookmarks of notes have numbers above this; those of places count from 1."""
_LONGEST: Final = 40
"""Characters of a bookmark's name in Word."""


class Places:
    """The bookmarks: a name that Word takes for each anchor of the paper."""

    def __init__(self, anchors: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        taken: set[str] = set()
        for anchor in anchors:
            if anchor and anchor not in self._names:
                self._names[anchor] = _free(anchor, taken)
        self._put: set[str] = set()
        self._count = 0

    def name(self, anchor: str) -> str | None:
        """The bookmark of *anchor*; None where the paper has no such place."""
        return self._names.get(anchor)

    def mark(self, paragraph: Element, anchor: str) -> None:
        """Begin and end the bookmark of *anchor* at the end of *paragraph*, the first time."""
        name = self._names.get(anchor)
        if name is None or name in self._put:
            return
        self._put.add(name)
        self._count += 1
        add(paragraph, "w:bookmarkStart", id=self._count, name=name)
        add(paragraph, "w:bookmarkEnd", id=self._count)


def _free(anchor: str, taken: set[str]) -> str:
    """A name of letters, digits and «_», which no other has (Word tells no capitals apart)."""
    base = "".join(sign if sign.isalnum() else "_" for sign in anchor)[: _LONGEST - 6]
    base = base if base[:1].isalpha() else f"p_{base}"
    name, count = base, 1
    while name.casefold() in taken:
        count += 1
        name = f"{base}_{count}"
    taken.add(name.casefold())
    return name


def anchors(paper: Paper) -> Iterator[str]:
    """Every place of *paper* that a reader can be sent to, in order."""
    for block in paper.blocks:
        if isinstance(block, Heading):
            yield block.anchor
        elif isinstance(block, Table | Chart):
            table = block.table if isinstance(block, Chart) else block
            yield from (row.anchor for row in table.rows if row.anchor)


@dataclass
class Writer:
    """Writes lines into paragraphs of one document."""

    main: DocumentPart
    styles: Styles
    places: Places
    footnotes: Footnotes
    notes: dict[str, Line]
    called: dict[str, int] = field(default_factory=dict)
    """The number of each note that has been called: Word counts notes through the document, and
    the paper's marks («*») begin again in each table."""
    _links: dict[tuple[str, str], str] = field(default_factory=dict)

    def line(
        self, paragraph: Element, line: Line, *, strong: bool = False, part: Part | None = None
    ) -> None:
        """Put *line* at the end of *paragraph*, which stands in *part* (else in the text)."""
        for one in line:
            match one:
                case Words(text=text):
                    run(paragraph, text, strong=strong or one.strong)
                case Figure(text=text, anchor=anchor):
                    place = self.places.name(anchor)
                    within = paragraph if place is None else _inside(paragraph, place)
                    run(within, text, strong=strong)
                case Link():
                    self._link(paragraph, one, strong, self.main if part is None else part)
                case NoteMark():
                    self._note(paragraph, one, in_note=part is not None)

    def _link(self, paragraph: Element, link: Link, strong: bool, part: Part) -> None:
        if link.address.startswith("#"):
            place = self.places.name(link.address[1:])
            within = paragraph if place is None else _inside(paragraph, place)
            known = place is not None
        else:
            address = web_address(link.address)
            known = bool(address)
            within = paragraph
            if known:
                relation = {"r:id": self._relation(part, address)}
                within = add(paragraph, "w:hyperlink", relation, history=1)
        run(within, link.text, strong=strong, style=self.styles["Hyperlink"] if known else "")

    def _relation(self, part: Part, address: str) -> str:
        """The relation of *part* to *address*: kept here, since python-docx looks through all."""
        key = (str(part.partname), address)
        if key not in self._links:
            kind = RELATIONSHIP_TYPE.HYPERLINK
            self._links[key] = name = f"rLenke{len(self._links) + 1}"
            part.load_rel(kind, address, name, is_external=True)
        return self._links[key]

    def _note(self, paragraph: Element, mark: NoteMark, *, in_note: bool) -> None:
        line = self.notes.get(mark.note)
        style = self.styles["FootnoteReference"]
        if line is None or in_note:
            run(paragraph, mark.mark, style=style)
            return
        if mark.note in self.called:
            number = self.called[mark.note]
            field_of(paragraph, f"NOTEREF {_place_of(number)} \\h", str(number), style=style)
            return
        number, own = self.footnotes.next()
        self.called[mark.note] = number
        place = _NOTES + number
        add(paragraph, "w:bookmarkStart", id=place, name=_place_of(number))
        add(run(paragraph, "", style=style), "w:footnoteReference", id=number)
        add(paragraph, "w:bookmarkEnd", id=place)
        add(run(own, "", style=style), "w:footnoteRef")
        run(own, " ")
        self.line(own, line, part=self.footnotes.part)


def _place_of(note: int) -> str:
    return f"_RefFotnote{note}"


def web_address(address: str) -> str:
    """*address* as a document may hold it; "" where it is none of the web or of e-mail."""
    cleaned = address.strip()
    try:
        parts = urlsplit(cleaned)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme.casefold() not in _SCHEMES or any(sign < " " for sign in cleaned):
        return ""
    if parts.scheme.casefold() == "mailto":
        return quote(_percent(cleaned), safe=_URL_SAFE) if "@" in parts.path else ""
    if not host:
        return ""
    try:
        plain = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return ""
    whole, mark, fragment = cleaned.replace(host, plain, 1).partition("#")
    safe = _URL_SAFE + ("[]" if ":" in host else "")  # brackets hold an address of IPv6
    return quote(_percent(whole), safe=safe) + mark + quote(_percent(fragment), safe=_URL_SAFE)


def _percent(text: str) -> str:
    """*text* with «%25» for each percent sign that writes no letter."""
    return _NO_LETTER.sub("%25", text)


def run(parent: Element, text: str, *, strong: bool = False, style: str = "") -> Element:
    """A new run at the end of *parent*."""
    made = add(parent, "w:r")
    if strong or style:
        properties = add(made, "w:rPr")
        if style:
            add(properties, "w:rStyle", val=style)
        if strong:
            add(properties, "w:b")
    add_text(made, text)
    return made


def field_of(parent: Element, code: str, shown: str, *, style: str = "") -> None:
    """A field of Word, with what it shows until Word counts it: «PAGE», «SEQ Tabell»."""
    begin_field(parent, code, style=style)
    run(parent, shown, style=style)
    end_field(parent, style=style)


def begin_field(parent: Element, code: str, *, style: str = "") -> None:
    """Begin a field; what follows it until :func:`end_field` is what it shows."""
    add(run(parent, "", style=style), "w:fldChar", fldCharType="begin")
    words = add(run(parent, "", style=style), "w:instrText", {"xml:space": "preserve"})
    words.text = f" {code} "
    add(run(parent, "", style=style), "w:fldChar", fldCharType="separate")


def end_field(parent: Element, *, style: str = "") -> None:
    """End the field that was begun last."""
    add(run(parent, "", style=style), "w:fldChar", fldCharType="end")


def _inside(paragraph: Element, place: str) -> Element:
    return add(paragraph, "w:hyperlink", anchor=place, history=1)
