"""The package: content types, relationships, and the way from the zip to the workbook's parts."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import unquote

from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass
from orxl.xlsx.package.archive import Archive, open_archive
from orxl.xlsx.xml.text import XmlText, from_xstring, parse, refuse_doctype
from orxl.xlsx.xml.tree import MAIN, RELATIONSHIPS, Node, Tree

_ANY: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "http://schemas.openxmlformats.org/package/2006/content-types",
    }
)
_SAVE_AGAIN: Final = "Hent en sikkerhetskopi, eller åpne og lagre filen på nytt i Excel."


_SMALL: Final = 8 * 2**10
"""Bytes; relationships and tables are of this size."""


@lru_cache(maxsize=256)
def _small_tree(name: str, raw: bytes) -> Tree:
    """A save opens the workbook before and after several times; few parts differ. Raises
    UnreadableFile."""
    return Tree(parse(name, raw))


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow from a part: its id, the last word of its type, and the part it points to.

    ``target`` is ``""`` for an external one.
    """

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: name, state, the part that holds it and its kind.

    A module of macros from Excel 5 is listed as a sheet without a part: both are ``""``.
    """

    name: str
    state: str
    part: str
    kind: str


class Package:
    """A workbook's zip with its parts found and parsed on demand."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableFile when *data* is no safe zip."""
        self.archive: Archive = open_archive(data)
        self._parsed: set[str] = set()
        self._arrows: dict[str, tuple[Relationship, ...]] = {}

    def text(self, name: str) -> XmlText:
        """The XML part *name*; parsed afresh each time for sheets, to hold no memory."""
        text = parse(name, self.archive.read(name))
        self._parsed.add(name)
        return text

    def raw(self, name: str) -> bytes:
        """The bytes of the part *name*, not parsed."""
        return self.archive.read(name)

    def tree(self, name: str) -> Tree:
        """The span tree of the (small) part *name*."""
        raw = self.archive.read(name)
        tree = _small_tree(name, raw) if len(raw) <= _SMALL else Tree(parse(name, raw))
        self._parsed.add(name)
        return tree

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of *part* (``""``: of the package)."""
        known = self._arrows.get(part)
        if known is None:
            known = self._arrows[part] = self._relationships(part)
        return known

    def _relationships(self, part: str) -> tuple[Relationship, ...]:
        name = relationships_part(part)
        if name not in self.archive:
            return ()
        folder = posixpath.dirname(part)
        tree = self.tree(self.archive.entry(name).name)
        return tuple(
            self._relationship(folder, tree.attributes(node))
            for node in tree.root.all("Relationship", _ANY)
        )

    def _relationship(self, folder: str, attributes: Mapping[str, str]) -> Relationship:
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") == "External":
            return Relationship(attributes.get("Id", ""), kind, "")
        target = target.partition("#")[0].replace("\\", "/")
        full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if full not in self.archive:
            full = unquote(full)
        if full in self.archive:
            full = self.archive.entry(full).name
        return Relationship(attributes.get("Id", ""), kind, full)

    def targets(self, part: str, kind: str) -> list[str]:
        """The existing parts that *part* points to with relationships of this kind."""
        return [
            arrow.target
            for arrow in self.relationships(part)
            if arrow.kind == kind and arrow.target in self.archive
        ]

    @cached_property
    def workbook_part(self) -> str:
        """The part that lists the sheets. Raises UnreadableFile when this is no workbook."""
        found = self.targets("", "officeDocument")
        if not found:
            if "mimetype" in self.archive:
                raise UnreadableFile(
                    "den er en OpenDocument-fil, ikke en .xlsx-fil.",
                    "Åpne den i Excel eller LibreOffice og lagre den som .xlsx.",
                )
            raise UnreadableFile("den er en zip-fil, men ingen arbeidsbok.", _SAVE_AGAIN)
        if found[0].endswith(".bin"):
            raise UnreadableFile(
                "den er i det binære formatet .xlsb.", "Åpne den i Excel og lagre den som .xlsx."
            )
        return found[0]

    @cached_property
    def workbook(self) -> Tree:
        """The workbook part. Raises UnreadableFile when it is something else than a workbook."""
        tree = self.tree(self.workbook_part)
        if tree.root.local != "workbook" or tree.root.ns not in MAIN:
            raise UnreadableFile("den er et Office-dokument, men ingen arbeidsbok.", _SAVE_AGAIN)
        return tree

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """All sheets in the workbook's order, chart sheets too. Raises UnreadableFile."""
        arrows = {arrow.id: arrow for arrow in self.relationships(self.workbook_part)}
        holder = self.workbook.root.find("sheets")
        found = tuple(self._sheet(node, arrows) for node in (holder.all("sheet") if holder else ()))
        if not found:
            raise UnreadableFile("arbeidsboken har ingen ark.", _SAVE_AGAIN)
        for attribute in ("part", "name"):
            values = [str(getattr(sheet, attribute)).casefold() for sheet in found]
            twice = next((v for v in values if v and values.count(v) > 1), None)
            if twice is not None:
                raise UnreadableFile(f"arket «{twice}» finnes to ganger.", _SAVE_AGAIN)
        return found

    def _sheet(self, node: Node, arrows: Mapping[str, Relationship]) -> SheetPart:
        name = from_xstring(self.workbook.get(node, "name") or "")
        state = self.workbook.get(node, "state") or "visible"
        number = self.workbook.get_in(node, RELATIONSHIPS, "id")
        if number == "":
            return SheetPart(name, state, "", "")
        arrow = arrows.get(number) if number is not None else None
        if arrow is None or arrow.target not in self.archive:
            raise UnreadableFile(f"arket «{name}» mangler i filen.", _SAVE_AGAIN)
        return SheetPart(name, state, arrow.target, arrow.kind)

    def sheet(self, name: str) -> SheetPart | None:
        """The sheet called *name* (case-insensitive), or None."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)

    @cached_property
    def date1904(self) -> bool:
        """Whether dates count from 1904."""
        settings = self.workbook.root.find("workbookPr")
        return settings is not None and is_true(self.workbook.get(settings, "date1904"))

    @property
    def signed(self) -> bool:
        """Whether the workbook carries a digital signature, which any edit would break."""
        return any(arrow.kind == "origin" for arrow in self.relationships("")) or any(
            entry.name.lower().startswith("_xmlsignatures/") for entry in self.archive
        )

    def refuse_hostile_parts(self, known: Collection[str] = ()) -> None:
        """Inflate every part not parsed yet: raises UnreadableFile for damage and DOCTYPEs.

        Not those that are *known*: they were looked at in another edition.
        """
        for entry in self.archive:
            if entry.name in self._parsed or entry.name in known:
                continue
            raw = self.archive.read(entry.name)
            if entry.name.lower().endswith((".xml", ".rels", ".vml")):
                refuse_doctype(entry.name, raw)


def relationships_part(part: str) -> str:
    """The name of the part that holds the relationships of *part*, if there is one."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def is_true(value: str | None) -> bool:
    """An XML boolean attribute; missing means false."""
    return value in ("1", "true", "on")
