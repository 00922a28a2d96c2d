"""The footnotes and the numbering of a DOCX: parts that python-docx does not make."""

from __future__ import annotations

from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.parts.document import DocumentPart

from orxl.report.paper.docx.settings import put
from orxl.report.paper.docx.styles import Styles
from orxl.report.paper.docx.xml import Element, add, new, qname

_SEPARATORS: Final = ((-1, "separator"), (0, "continuationSeparator"))


def part_of(main: DocumentPart, kind: str, content: str, name: str, root: str) -> XmlPart:
    """The part of *main* that is related by *kind*; a new, empty one where it has none to use."""
    for key, rel in list(main.rels.items()):
        if rel.reltype == kind:
            if not rel.is_external and isinstance(rel.target_part, XmlPart):
                return rel.target_part
            del main.rels[key]
    part = XmlPart(PackURI(name), content, new(root, "r"), main.package)
    main.relate_to(part, kind)
    return part


class Footnotes:
    """The footnotes part, with numbers from 1 in the order in which they are called."""

    def __init__(self, main: DocumentPart, styles: Styles) -> None:
        self._main = main
        self._styles = styles
        self._root: Element | None = None
        self._count = 0
        self.part: XmlPart | None = None

    def next(self) -> tuple[int, Element]:
        """A new footnote's number, and its paragraph, which has nothing in it yet."""
        root = self._root if self._root is not None else self._start()
        self._count += 1
        note = add(root, "w:footnote", id=self._count)
        paragraph = add(note, "w:p")
        add(add(paragraph, "w:pPr"), "w:pStyle", val=self._styles["FootnoteText"])
        return self._count, paragraph

    def _start(self) -> Element:
        self.part = part_of(
            self._main, RELATIONSHIP_TYPE.FOOTNOTES, CONTENT_TYPE.WML_FOOTNOTES,
            "/word/footnotes.xml", "w:footnotes",
        )  # fmt: skip
        root: Element = self.part.element
        self._root = root
        for there in list(root):
            root.remove(there)
        settings = put(self._main.settings.element, "w:footnotePr")
        for number, kind in _SEPARATORS:
            note = add(root, "w:footnote", type=kind, id=number)
            paragraph = add(note, "w:p")
            add(add(paragraph, "w:pPr"), "w:spacing", after=0, line=240, lineRule="auto")
            add(add(paragraph, "w:r"), f"w:{kind}")
            add(settings, "w:footnote", id=number)
        return root


class Numbering:
    """Bullets and numbers: the template's own where its styles have them."""

    def __init__(self, main: DocumentPart, styles: Styles) -> None:
        self._main = main
        self._styles = styles
        self._root: Element | None = None
        self._abstract: dict[bool, int] = {}
        self._bullets: int | None = None

    def of_list(self, numbered: bool) -> int:
        """The number definition of a new list; every numbered list begins at 1."""
        if not numbered and self._bullets is not None:
            return self._bullets
        if self._root is None:
            self._root = part_of(
                self._main, RELATIONSHIP_TYPE.NUMBERING, CONTENT_TYPE.WML_NUMBERING,
                "/word/numbering.xml", "w:numbering",
            ).element  # fmt: skip
        root = self._root
        if numbered not in self._abstract:
            self._abstract[numbered] = self._kind(root, numbered)
        number = _highest(root, "w:num", "w:numId") + 1
        definition = add(root, "w:num", numId=number)
        root.remove(definition)
        root.insert_element_before(definition, "w:numIdMacAtCleanup")
        add(definition, "w:abstractNumId", val=self._abstract[numbered])
        if numbered:
            override = add(definition, "w:lvlOverride", ilvl=0)
            add(override, "w:startOverride", val=1)
        else:
            self._bullets = number
        return number

    def _kind(self, root: Element, numbered: bool) -> int:
        """The look of a kind of list: the style's own, else a plain one that is added."""
        own = self._own(root, "ListNumber" if numbered else "ListBullet")
        if own is not None:
            return own
        number = _highest(root, "w:abstractNum", "w:abstractNumId") + 1
        kind = add(root, "w:abstractNum", abstractNumId=number)
        root.remove(kind)
        root.insert_element_before(kind, "w:num", "w:numIdMacAtCleanup")
        add(kind, "w:multiLevelType", val="hybridMultilevel")
        level = add(kind, "w:lvl", ilvl=0)
        add(level, "w:start", val=1)
        add(level, "w:numFmt", val="decimal" if numbered else "bullet")
        add(level, "w:lvlText", val="%1." if numbered else "•")
        add(level, "w:lvlJc", val="left")
        add(add(level, "w:pPr"), "w:ind", left=360, hanging=360)
        return number

    def _own(self, root: Element, style: str) -> int | None:
        """The kind of list that the template's *style* has."""
        said = self._styles.style(style).find(f"{qname('w:pPr')}/{qname('w:numPr')}")
        said = None if said is None else said.find(qname("w:numId"))
        if said is None:
            return None
        for definition in root.iterchildren(qname("w:num")):
            if definition.get(qname("w:numId")) == said.get(qname("w:val")):
                kind = definition.find(qname("w:abstractNumId"))
                value = "" if kind is None else str(kind.get(qname("w:val")))
                return int(value) if value.isdigit() else None
        return None


def _highest(root: Element, name: str, key: str) -> int:
    found = [str(one.get(qname(key))) for one in root.iterchildren(qname(name))]
    return max((int(one) for one in found if one.isdigit()), default=0)
