"""What stands around the text of a DOCX: head and foot, page numbers, the mark of a draft."""

from __future__ import annotations

from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.parts.document import DocumentPart
from docx.parts.hdrftr import FooterPart, HeaderPart

from orxl.report.paper.docx.inline import field_of, run
from orxl.report.paper.docx.logo import logo
from orxl.report.paper.docx.styles import Styles
from orxl.report.paper.docx.xml import Element, add, clean, new, qname
from orxl.report.paper.model import Paper
from orxl.report.paper.theme import Theme

_SHAPE: Final = "_x0000_t136"
"""Office's name of letters that fill a shape."""
_LETTERS: Final = (
    "position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;"
    "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    "mso-position-vertical-relative:margin"
)
_HEAD: Final = "header"
_FOOT: Final = "footer"


def text_width(main: DocumentPart) -> float:
    """The width of the text on the document's pages, in points."""
    section = main.document.sections[-1]
    sides = (section.left_margin, section.right_margin, section.gutter)
    if section.page_width is None:
        return 453.6  # A4 with Word's own margins: the template says nothing
    within = sum(side.pt for side in sides if side is not None)
    return float(max(section.page_width.pt - within, 72.0))


class Surroundings:
    """The heads and feet of a document's one section."""

    def __init__(self, main: DocumentPart, styles: Styles) -> None:
        self._main = main
        self._styles = styles
        self._section: Element = main.element.body[-1]

    def fill(self, paper: Paper, theme: Theme) -> None:
        """Head and foot where there is no template: whom it is from, which case, and the page."""
        head = self._paragraph(self._part(_HEAD, "default"), "Header")
        run(head, paper.head.organisation)
        if paper.head.number:
            add(add(head, "w:r"), "w:tab")
            run(head, f"Sak {paper.head.number}")
        first = self._part(_HEAD, "first")
        logo(first, self._paragraph(first, "Header"), theme)
        for kind in ("default", "first"):
            foot = self._paragraph(self._part(_FOOT, kind), "Footer")
            run(foot, paper.title)
            add(add(foot, "w:r"), "w:tab")
            _numbers(foot)

    def complete(self) -> None:
        """Page numbers where a template has none anywhere."""
        kinds = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
        for rel in self._main.rels.values():
            if rel.reltype in kinds and _counts_pages(rel.target_part.element):
                return
        foot = self._part(_FOOT, "default")
        paragraph = add(foot.element, "w:p")
        properties = add(paragraph, "w:pPr")
        add(properties, "w:pStyle", val=self._styles["Footer"])
        add(properties, "w:jc", val="right")
        _numbers(paragraph)

    def watermark(self, words: str, theme: Theme) -> None:
        """*words* across every page, behind the text."""
        for number, kind in enumerate(self._kinds(), 1):
            part = self._part(_HEAD, kind)
            paragraph = self._paragraph(part, "Header", last=True)
            _letters(run(paragraph, ""), words, theme, number)

    def _kinds(self) -> list[str]:
        kinds = ["default"]
        if self._section.find(qname("w:titlePg")) is not None:
            kinds.append("first")
        if self._main.settings.element.find(qname("w:evenAndOddHeaders")) is not None:
            kinds.append("even")
        return kinds

    def _part(self, name: str, kind: str) -> XmlPart:
        """The head or foot of pages of that *kind*; a new one where there is none."""
        for there in self._section.iterchildren(qname(f"w:{name}Reference")):
            if there.get(qname("w:type"), "default") == kind:
                found: XmlPart = self._main.rels[str(there.get(qname("r:id")))].target_part
                return found
        package = self._main.package
        root = new("w:hdr" if name == _HEAD else "w:ftr", "r", "wp", "a", "pic", "v", "o")
        path: PackURI = package.next_partname(f"/word/{name}%d.xml")
        part: XmlPart
        if name == _HEAD:
            part = HeaderPart(path, CONTENT_TYPE.WML_HEADER, root, package)
            relation = self._main.relate_to(part, RELATIONSHIP_TYPE.HEADER)
        else:
            part = FooterPart(path, CONTENT_TYPE.WML_FOOTER, root, package)
            relation = self._main.relate_to(part, RELATIONSHIP_TYPE.FOOTER)
        reference = self._section.makeelement(
            qname(f"w:{name}Reference"), {qname("w:type"): kind, qname("r:id"): relation}
        )
        self._section.insert(0, reference)
        return part

    def _paragraph(self, part: XmlPart, style: str, *, last: bool = False) -> Element:
        """The first, or the *last*, paragraph of *part*; a new one where it has none."""
        there: list[Element] = list(part.element.iterchildren(qname("w:p")))
        if there:
            return there[-1 if last else 0]
        made = add(part.element, "w:p")
        add(add(made, "w:pPr"), "w:pStyle", val=self._styles[style])
        return made


def _numbers(paragraph: Element) -> None:
    """«Side 2 av 14», which Word counts."""
    run(paragraph, "Side ")
    field_of(paragraph, "PAGE", "1")
    run(paragraph, " av ")
    field_of(paragraph, "NUMPAGES", "1")


def _counts_pages(root: Element) -> bool:
    said = [str(one.text or "") for one in root.iter(qname("w:instrText"))]
    said += [str(one.get(qname("w:instr")) or "") for one in root.iter(qname("w:fldSimple"))]
    return any("PAGE" in words.upper().split() for words in said) or (
        next(root.iter(qname("w:pgNum")), None) is not None
    )


def _letters(within: Element, words: str, theme: Theme, number: int) -> None:
    """Office's own watermark: Word's command «Fjern vannmerke» knows it by its name."""
    picture = add(within, "w:pict")
    shape_type = add(
        picture,
        "v:shapetype",
        {
            "id": _SHAPE, "coordsize": "21600,21600", "o:spt": 136, "adj": 10800,
            "path": "m@7,l@8,m@5,21600l@6,21600e",
        },
    )  # fmt: skip
    formulas = add(shape_type, "v:formulas")
    for formula in (
        "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3",
        "if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6",
        "mid @8 @5", "mid @7 @8", "mid @6 @7", "sum @6 0 @5",
    ):  # fmt: skip
        add(formulas, "v:f", {"eqn": formula})
    add(shape_type, "v:path", {"textpathok": "t", "o:connecttype": "rect"})
    add(shape_type, "v:textpath", {"on": "t", "fitshape": "t"})
    width = 480
    look = _LETTERS.format(width=width, height=round(width / max(len(words), 4) * 1.9))
    shape = add(
        picture,
        "v:shape",
        {
            "id": f"PowerPlusWaterMarkObject{number}", "o:spid": f"_x0000_s{2048 + number}",
            "type": f"#{_SHAPE}", "alt": clean(words), "style": look, "o:allowincell": "f",
            "fillcolor": theme.draft, "stroked": "f",
        },
    )  # fmt: skip
    add(shape, "v:fill", {"opacity": ".2"})
    add(shape, "v:textpath", {"style": "font-family:Calibri;font-size:1pt", "string": clean(words)})
