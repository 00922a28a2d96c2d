"""A council's own template: opened with care, emptied of text, its look kept."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NoReturn, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.settings import CT_Settings
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.parts.settings import SettingsPart
from docx.parts.styles import StylesPart

from orxl.core.errors import BadSource
from orxl.report.paper.docx.xml import Element, new, qname

LARGEST: Final = 30_000_000
"""Bytes of a template, and a tenth of what it may hold unpacked."""
MOST_PARTS: Final = 2000
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_WORD: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml."
_TRACKED: Final = tuple(
    qname(f"w:{name}")
    for name in (
        "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange",
        "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "numberingChange",
    )
)  # fmt: skip
_KEPT: Final = frozenset(
    (
        RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.NUMBERING,
        RELATIONSHIP_TYPE.FONT_TABLE, RELATIONSHIP_TYPE.THEME, RELATIONSHIP_TYPE.WEB_SETTINGS,
        RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER, RELATIONSHIP_TYPE.CUSTOM_XML,
    )
)  # fmt: skip
"""What is kept of a template: its look. Pictures, notes and comments go with the text."""
_PACKAGE_KEPT: Final = frozenset(
    (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
)
_FOREIGN: Final = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "RD")
"""Fields that fetch something from outside the document."""
_UNWANTED: Final = (
    "w:attachedTemplate", "w:documentProtection", "w:writeProtection", "w:mailMerge",
    "w:footnotePr", "w:endnotePr",
)  # fmt: skip


def open_template(path: Path) -> DocumentPart:
    """The document of the template at *path* without its text; styles, head, foot, page are kept.

    Raises BadSource, with one sentence, for what is no Word template that can be used.
    """
    try:
        if path.stat().st_size > LARGEST:
            _refuse(path, "er for stor", "Bruk en mal uten store bilder.")
        data = path.read_bytes()
    except OSError as error:
        what = "finnes ikke" if isinstance(error, FileNotFoundError) else "kan ikke leses"
        raise BadSource(f"Malen «{path}» {what}.", "Se etter navnet og mappen.") from error
    parts = _unpacked(data, path)
    parts["[Content_Types].xml"] = _as_document(parts, path)
    try:
        main = _opened(parts, path)
        for part in (main, *_related(main, RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)):
            _look_through(part, path)
        _empty(main)
    except BadSource:
        raise
    except Exception as error:  # python-docx meets a damaged file with whatever it trips over
        raise damaged(path) from error
    return main


def _opened(parts: dict[str, bytes], path: Path) -> DocumentPart:
    main = Package.open(_packed(parts)).main_document_part
    if not isinstance(main, DocumentPart) or main.element.tag != qname("w:document"):
        _refuse(
            path, "er ikke lagret i Words vanlige format",
            "Åpne den i Word og lagre den som «Word-dokument (*.docx)».",
        )  # fmt: skip
    kinds = {rel.reltype for rel in main.rels.values()}
    if RELATIONSHIP_TYPE.STYLES not in kinds:
        name, content = PackURI("/word/styles.xml"), CONTENT_TYPE.WML_STYLES
        styles = StylesPart(name, content, new("w:styles"), _package(main))
        main.relate_to(styles, RELATIONSHIP_TYPE.STYLES)
    if RELATIONSHIP_TYPE.SETTINGS not in kinds:
        name, content = PackURI("/word/settings.xml"), CONTENT_TYPE.WML_SETTINGS
        own = cast("CT_Settings", new("w:settings"))
        main.relate_to(SettingsPart(name, content, own, _package(main)), RELATIONSHIP_TYPE.SETTINGS)
    return main


def _package(main: DocumentPart) -> Package:
    if main.package is None:  # pragma: no cover - a part that was opened has one
        raise ValueError("a part without a package")
    return cast("Package", main.package)


def _refuse(path: Path, what: str, remedy: str) -> NoReturn:
    raise BadSource(f"Malen «{path.name}» {what}.", remedy)


def damaged(path: Path) -> BadSource:
    """What is said of a template that no part of Word's format can be read from."""
    return BadSource(
        f"Malen «{path.name}» er skadet, eller er ikke et Word-dokument.",
        "Åpne den i Word, lagre den som «Word-dokument (*.docx)» og prøv igjen.",
    )


def _unpacked(data: bytes, path: Path) -> dict[str, bytes]:
    """The parts of the file. Raises BadSource."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            _refuse(path, "er kryptert med passord", "Ta bort passordet i Word, og lagre den.")
        _refuse(
            path, "er lagret i et gammelt format (.doc, .dot)",
            "Åpne den i Word og lagre den som «Word-dokument (*.docx)».",
        )  # fmt: skip
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > LARGEST * 10:
                _refuse(path, "er for stor når den pakkes ut", "Bruk en mindre mal.")
            if len({entry.filename for entry in entries}) != len(entries):
                raise damaged(path)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (*_BROKEN, OSError, EOFError, ValueError) as error:
        raise damaged(path) from error


def _as_document(parts: dict[str, bytes], path: Path) -> bytes:
    """The list of what the parts are, a template (.dotx) made a document. Raises BadSource."""
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any("vbaProject" in name for name in parts):
        _refuse(
            path, "har makroer",
            "Lagre den som «Word-dokument (*.docx)», uten makroer, og bruk den.",
        )  # fmt: skip
    if any(b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data[:2000] for data in parts.values()):
        raise damaged(path)
    if _WORD not in types:
        _refuse(path, "er ikke et Word-dokument", "Velg en fil som slutter på .docx eller .dotx.")
    return types.replace(_WORD + b"template.main+xml", _WORD + b"document.main+xml")


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    stream.seek(0)
    return stream


def _related(part: Part, *kinds: str) -> Iterable[Part]:
    return [
        rel.target_part
        for rel in part.rels.values()
        if rel.reltype in kinds and not rel.is_external
    ]


def _look_through(part: Part, path: Path) -> None:
    """Refuse what would follow unseen: tracked changes, and what is fetched from elsewhere."""
    if not isinstance(part, XmlPart):
        return
    if next(part.element.iter(*_TRACKED), None) is not None:
        _refuse(
            path, "har sporede endringer",
            "Godta eller forkast alle endringene i Word, og lagre den.",
        )  # fmt: skip
    fields = [*part.element.iter(qname("w:instrText")), *part.element.iter(qname("w:fldSimple"))]
    for field in fields:
        words = f"{field.text or ''} {field.get(qname('w:instr')) or ''}".split()
        if words and words[0].upper() in _FOREIGN:
            _refuse(
                path, f"har et felt ({words[0].upper()}) som henter noe utenfra",
                "Sett inn innholdet selv, og lagre den.",
            )  # fmt: skip
    if isinstance(part, DocumentPart):
        return  # its text goes, and what the text calls
    for rel in part.rels.values():
        if rel.is_external and rel.reltype != RELATIONSHIP_TYPE.HYPERLINK:
            _refuse(
                path, "viser et bilde i topp- eller bunnteksten som ligger utenfor filen",
                "Sett inn bildet i selve malen, og lagre den.",
            )  # fmt: skip


def _empty(main: DocumentPart) -> None:
    """Take out the text and what only the text calls; keep the last section's page."""
    body = main.element.find(qname("w:body"))
    section = _section(body)
    for child in list(body):
        body.remove(child)
    body.append(section)
    called = {section_ref.get(qname("r:id")) for section_ref in section}
    for key, rel in list(main.rels.items()):
        by_reference = rel.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
        if rel.reltype not in _KEPT or rel.is_external or (by_reference and key not in called):
            del main.rels[key]
    package = _package(main)
    for key, rel in list(package.rels.items()):
        if rel.reltype not in _PACKAGE_KEPT:
            del package.rels[key]
    _settle(main)


def _section(body: Element) -> Element:
    """The last section's properties, with the heads and feet that it inherits."""
    every: list[Element] = list(body.iter(qname("w:sectPr")))  # type: ignore[arg-type]
    if not every:
        return body.makeelement(qname("w:sectPr"))  # type: ignore[return-value]
    last = every[-1]
    references = (qname("w:headerReference"), qname("w:footerReference"))
    said: dict[tuple[object, object], Element] = {}
    for section in every:
        for child in section.iterchildren(*references):
            said[(child.tag, child.get(qname("w:type")))] = child  # type: ignore[assignment]
    for child in list(last.iterchildren(*references)):
        last.remove(child)
    for child in reversed(list(said.values())):
        last.insert(0, child)
    return last


def _settle(main: DocumentPart) -> None:
    """Take out what binds to the PC of who made the template, and an earlier draft's mark."""
    for head in _related(main, RELATIONSHIP_TYPE.HEADER):
        if isinstance(head, XmlPart):
            for mark in [m for m in head.element.iter(qname("v:textpath")) if _is_draft(m)]:
                picture = mark.getparent().getparent()
                picture.getparent().remove(picture)
    settings = main.settings.element
    for name in _UNWANTED:
        for found in list(settings.iter(qname(name))):
            found.getparent().remove(found)
    part = next(iter(_related(main, RELATIONSHIP_TYPE.SETTINGS)), None)
    if part is not None:
        for key in [key for key, rel in part.rels.items() if rel.is_external]:
            del part.rels[key]


def _is_draft(mark: Element) -> bool:
    """Whether it is orxl's own mark, of a draft that is used as a template."""
    return str(mark.get("string") or "").startswith("UTKAST – ")
