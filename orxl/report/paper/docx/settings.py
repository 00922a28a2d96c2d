"""What a document says of itself: its settings, its language, and its properties."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.package import Package
from docx.parts.document import DocumentPart

from orxl.report.paper.docx.xml import Element, add, clean, parse, qname
from orxl.report.paper.model import Paper

_ORDER: Final = (
    "w:defaultTabStop", "w:autoHyphenation", "w:evenAndOddHeaders", "w:characterSpacingControl",
    "w:updateFields", "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat",
    "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping",
    "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade", "w:captions",
    "w:readModeInkLockDown", "w:smartTagType", "sl:schemaLibrary", "w:shapeDefaults",
    "w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator",
)  # fmt: skip
"""The order that the schema wants, from the first that orxl sets."""
_EXTENDED: Final = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"'
    b"/>"
)
_LANGUAGES: Final = ("val", "eastAsia", "bidi")


def put(settings: Element, name: str, /, **own: object) -> Element:
    """Give *settings* the one element *name*, at its place; what it said before goes."""
    for there in list(settings.iterchildren(qname(name))):
        settings.remove(there)
    child = add(settings, name, None, **own)
    settings.remove(child)
    settings.insert_element_before(child, *_ORDER[_ORDER.index(name) + 1 :])
    return child


def speak(main: DocumentPart, language: str) -> None:
    """Make *language* the document's: of its defaults, and of styles that say another.

    A template's own language is that of the PC where it was made; the text is the workbook's.
    """
    styles = main.styles.element
    defaults = styles.find(qname("w:docDefaults"))
    if defaults is None:
        defaults = add(styles, "w:docDefaults")
        styles.remove(defaults)
        styles.insert(0, defaults)
    holder = defaults.find(qname("w:rPrDefault"))
    if holder is None:
        holder = add(defaults, "w:rPrDefault")
        defaults.remove(holder)
        defaults.insert(0, holder)
    runs = holder.find(qname("w:rPr"))
    if runs is None:
        runs = add(holder, "w:rPr")
    if runs.find(qname("w:lang")) is None:
        child = add(runs, "w:lang")
        runs.remove(child)
        runs.insert_element_before(child, "w:eastAsianLayout", "w:specVanish", "w:oMath")
    for said in styles.iter(qname("w:lang")):
        said.set(qname("w:val"), language)
    put(main.settings.element, "w:themeFontLang", val=language)


def describe(main: DocumentPart, paper: Paper) -> None:
    """The document's properties: of the paper alone, with no name of a person or a PC.

    The day is the paper's: the same workbook gives the same document.
    """
    package = main.package
    if package is None:  # pragma: no cover - a document always has one
        raise ValueError("a document without a package")
    _drop(package, RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    part = CorePropertiesPart.default(package)
    package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    known = part.core_properties
    at = datetime(paper.dated.year, paper.dated.month, paper.dated.day)
    owner = clean(paper.head.organisation)[:255]
    known.title, known.author, known.last_modified_by = clean(paper.title)[:255], owner, owner
    known.language, known.revision, known.created, known.modified = paper.language, 1, at, at
    extended = parse(_EXTENDED)
    company: Element = extended.makeelement(extended.tag.replace("Properties", "Company"))  # type: ignore[assignment]
    company.text = owner
    extended.append(company)
    app = XmlPart(
        PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, extended, package
    )
    package.relate_to(app, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _drop(package: Package, *kinds: str) -> None:
    for key in [key for key, rel in package.rels.items() if rel.reltype in kinds]:
        del package.rels[key]
